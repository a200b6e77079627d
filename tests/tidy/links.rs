//! The relative links of a Markdown document.

use crate::tree::root;
use pulldown_cmark::{Event, Parser, Tag};

/// What the document at `file` (a path from the root) links to and is not there. Fragments are not followed.
pub fn dead(file: &str, markdown: &str) -> Vec<String> {
    let folder = root().join(file).parent().expect("a file is in a folder").to_path_buf();
    let missing = |link: &String| !folder.join(link).exists();
    relative(markdown).into_iter().filter(missing).map(|link| format!("{file} links to {link}")).collect()
}

fn relative(markdown: &str) -> Vec<String> {
    let targets = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    let paths =
        targets.filter(|url| !url.contains(':')).map(|url| url.split('#').next().unwrap_or_default().to_owned());
    paths.filter(|path| !path.is_empty()).collect()
}

#[test]
fn relative_links_are_told_from_others() {
    let markdown =
        "[a](LICENSE-MIT#x) [b](https://example.org/) [c](#here) ![d](fig.png) [e][f] `[g](code.md)`\n\n[f]: no.md";
    assert_eq!(relative(markdown), ["LICENSE-MIT", "fig.png", "no.md"]);
    assert_eq!(dead("README.md", "[a](LICENSE-MIT) [b](no.md)"), ["README.md links to no.md"]);
}
