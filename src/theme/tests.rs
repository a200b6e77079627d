//! The built-in themes compile, and what a site lays over them counts.

use super::*;

#[test]
fn built_in_themes_compile() {
    for name in ["postil", "plain"] {
        let mut settings = Settings::plain();
        settings.theme = name.into();
        let theme = Theme::load(Path::new("/nowhere"), &settings);
        assert!(theme.is_ok(), "{name}: {:#?}", theme.err());
    }
}
