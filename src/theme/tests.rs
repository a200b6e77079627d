//! The built-in themes compile, what a site lays over them counts, and what is wrong is told at its line.

use super::*;
use crate::site::Site;
use crate::site::tests::site_of;
use crate::view::{self, Lens};

fn settings(theme: &str) -> Settings {
    let mut settings = Settings::plain();
    settings.theme = theme.into();
    settings.base_url = BaseUrl::parse("https://example.org/r/").unwrap();
    settings
}

fn site() -> Site {
    site_of(&[("postil.yaml", "title: 站\nbase_url: https://example.org/r/\nlanguage: en\n")])
}

/// A site's folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

fn not_found(theme: &Theme) -> Result<String, Box<Diagnostic>> {
    let site = site();
    let shown = view::plain::not_found(&site);
    let lens = Lens::of_site(&site);
    let (around, head) = (SiteView::new(&lens, &shown.page.url), HeadView::new(&lens, &shown.page));
    theme.render(shown.template, (&around, &shown.page, &head), &shown.view)
}

#[test]
fn built_in_themes_compile() {
    for name in ["postil", "plain"] {
        let theme = Theme::load(Path::new("/nowhere"), &settings(name)).unwrap();
        let html = not_found(&theme).unwrap();
        assert!(html.contains("Page not found"), "{name}");
    }
}

#[test]
fn a_sites_files_lie_over_the_built_in_ones() {
    let root = folder(&[
        ("themes/postil/templates/not_found.html", "{% extends \"base.html\" %}{% block content %}gone{% endblock %}"),
        ("themes/postil/static/logo.png", "png"),
        ("themes/postil/README.md", "{{ nothing }}"),
        ("themes/own/templates/base.html", "own: {% block head %}{% endblock %}{% block content %}{% endblock %}"),
    ]);
    let theme = Theme::load(root.path(), &settings("postil")).unwrap();
    let html = not_found(&theme).unwrap();
    assert!(html.contains("gone") && html.contains("site-header"), "the rest is the built-in theme's: {html}");
    assert_eq!(theme.static_file("logo.png"), Some(b"png".as_slice()));
    let own = Theme::load(root.path(), &settings("own")).unwrap();
    assert!(not_found(&own).unwrap().starts_with("own: "));
}

#[test]
fn css_has_a_hash_in_its_name_and_templates_know_it() {
    let root = folder(&[
        ("themes/own/static/a/x.css", "p {}"),
        ("themes/own/templates/not_found.html", "{{ asset[\"a/x.css\"] }}"),
    ]);
    let theme = Theme::load(root.path(), &settings("own")).unwrap();
    let href = not_found(&theme).unwrap();
    let path = href.strip_prefix("/r/").unwrap();
    assert!(path.starts_with("a/x.") && path.ends_with(".css") && path.len() == "a/x.css".len() + 17, "{path}");
    assert_eq!(theme.static_file(path), Some(b"p {}".as_slice()));
    let other = folder(&[("themes/own/static/a/x.css", "p{}")]);
    let other = Theme::load(other.path(), &settings("own")).unwrap();
    assert!(other.static_file(path).is_none(), "other bytes, another name");
}

#[test]
fn an_unknown_theme_names_what_there_is() {
    let root = folder(&[("themes/mine/templates/x.html", "")]);
    let problem = Theme::load(root.path(), &settings("mien")).unwrap_err().remove(0);
    assert!(problem.message.contains("`mien`"));
    assert_eq!(problem.help.as_deref(), Some("did you mean `mine`? There are: mine, plain, postil"));
}

/// The problems of a theme with one template of this text: path, line and column of the first, and all messages.
fn problems(text: &str) -> (String, usize, usize, Vec<String>) {
    let root = folder(&[("themes/own/templates/not_found.html", text)]);
    let problems = match Theme::load(root.path(), &settings("own")) {
        Err(problems) => problems,
        Ok(theme) => vec![*not_found(&theme).unwrap_err()],
    };
    let span = problems[0].span.clone().unwrap();
    let messages = problems.iter().map(|problem| problem.message.clone()).collect();
    (span.source().path().to_owned(), span.start().line, span.start().column, messages)
}

#[test]
fn broken_templates_are_shown_at_their_line() {
    let path = "themes/own/templates/not_found.html";
    for (text, line, column, words) in [
        ("一\n二三 {{ page.titel }}", 2, 7, "titel"),
        ("一\n{% if page %}", 2, 1, "end"),
        ("字 {{ page.title | shout }}\n{{ <lost /> }}", 1, 1, "shout"),
        ("{% extends \"lost.html\" %}", 1, 1, "lost.html"),
    ] {
        let (shown, at, from, messages) = problems(text);
        assert_eq!((shown.as_str(), at), (path, line), "{messages:?}");
        assert!(messages[0].contains(words), "{messages:?}");
        assert!(from >= column, "{messages:?} at column {from}");
    }
    let (.., messages) = problems("{{ page.title | shout }}\n{{ <lost /> }}");
    assert_eq!(messages.len(), 2, "all at once: {messages:?}");
}

#[test]
fn a_base_without_the_blocks_that_others_fill_is_told_so() {
    let root = folder(&[("themes/own/templates/base.html", "{% block content %}{% endblock %}")]);
    let problems = Theme::load(root.path(), &settings("own")).unwrap_err();
    assert!(problems[0].message.contains("`head`"));
    assert!(problems[0].help.as_deref().unwrap().contains("base.html"));
}

#[test]
fn the_plain_theme_is_tiny() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/plain");
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let texts = files.filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
    let lines: usize = texts.map(|text| text.lines().count()).sum();
    assert!((10..100).contains(&lines), "{lines}");
}
