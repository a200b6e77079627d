//! Files as they are on disk, odd ones too.

// What a helper cannot do fails the test.
#![allow(clippy::unwrap_used)]

use postil::diagnostic::{Code, Diagnostic};
use postil::load::{find_root, load};
use postil::site::{Choice, Site, assemble};
use std::fs;
use std::path::Path;

/// A folder with these files, given as bytes.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn site(files: &[(&str, &[u8])]) -> Site {
    let folder = folder(files);
    assemble(load(folder.path()).unwrap(), Choice::Published)
}

/// Codes and places of all problems.
fn problems(files: &[(&str, &[u8])]) -> Vec<String> {
    let said = |problem: &Diagnostic| {
        let place = problem.span.as_ref().map(|span| {
            let start = span.start();
            format!(" {}:{}:{}", span.source().path(), start.line, start.column)
        });
        format!("{}{}", problem.code.id(), place.unwrap_or_default())
    };
    site(files).problems.iter().map(said).collect()
}

const SETTINGS_FILE: (&str, &[u8]) = ("postil.yaml", "title: 站\n".as_bytes());

#[test]
fn the_site_is_found_upwards() {
    let folder = folder(&[SETTINGS_FILE, ("content/articles/2024/a.md", b"")]);
    let inside = folder.path().join("content/articles/2024");
    assert_eq!(find_root(&inside).as_deref(), Some(folder.path()));
    assert_eq!(find_root(Path::new("/nonexistent/x")), None);
}

#[test]
fn a_mark_of_order_and_other_line_ends_are_fine() {
    let page = "\u{feff}---\r\ntitle: 文\r\ndate: 2024-06-03\r\n---\r\n\r\n阿里\r\n云的话。\r\n";
    let sidecar = "\u{feff}annotations:\r\n  - quote: 阿里云\r\n    note: |\r\n      注\r\n";
    let files =
        [SETTINGS_FILE, ("content/articles/a.md", page.as_bytes()), ("content/articles/a.yaml", sidecar.as_bytes())];
    assert_eq!(problems(&files), Vec::<String>::new());
    let site = site(&files);
    let article = site.articles.values().next().unwrap();
    assert_eq!(article.document.text, "阿里云的话。");
    assert!(article.annotations[0].place.range().is_some());
}

#[test]
fn text_is_read_in_nfc() {
    let page = "---\ntitle: x\ndate: 2024\n---\nCafe\u{301} Postil\n";
    let sidecar = "annotations:\n  - {quote: Caf\u{e9} Postil, note: x}\n";
    let files =
        [SETTINGS_FILE, ("content/articles/a.md", page.as_bytes()), ("content/articles/a.yaml", sidecar.as_bytes())];
    assert_eq!(problems(&files), Vec::<String>::new());
}

#[test]
fn empty_files_are_fine_where_nothing_is_required() {
    let files: [(&str, &[u8]); 6] = [
        SETTINGS_FILE,
        ("content/about.md", b""),
        ("content/about.yaml", b""),
        ("content/topics.yaml", b""),
        ("content/sources.yaml", b"\n"),
        ("content/entities/x.yaml", b"# later\n"),
    ];
    assert_eq!(problems(&files), Vec::<String>::new());
    assert_eq!(
        problems(&[SETTINGS_FILE, ("content/articles/a.md", b"")]),
        ["missing-front-matter content/articles/a.md:1:1"]
    );
    assert_eq!(problems(&[("postil.yaml", b"")]), ["wrong-shape postil.yaml:1:1"]);
}

#[test]
fn bytes_that_are_no_utf_8_are_placed() {
    let files: [(&str, &[u8]); 2] = [SETTINGS_FILE, ("content/a.md", b"one\ntwo \xb0\xa2\n")];
    assert_eq!(problems(&files), ["invalid-utf8 content/a.md:2:5"]);
}

#[test]
fn files_that_do_not_belong_are_reported_together() {
    let files: [(&str, &[u8]); 5] = [
        SETTINGS_FILE,
        ("content/articles/a.yml", b"{}"),
        ("content/articles/lone.yaml", b"{}"),
        ("content/articles/deep/b.yaml", b"x: ["),
        ("content/.hidden/c.yml", b""),
    ];
    let wanted = [
        "lone-sidecar content/articles/deep/b.yaml:1:1",
        "lone-sidecar content/articles/lone.yaml:1:1",
        "yml-extension content/articles/a.yml:1:1",
    ];
    let mut found = problems(&files);
    found.sort();
    assert_eq!(found, wanted);
}

#[test]
fn all_problems_of_a_run_are_told() {
    let page = "---\ntitel: 文\ndate: 2024-02-30\nx: 1\n---\n[[无]]\n";
    let sidecar = "annotations:\n  - {quote: 甲, entity: a}\n  - {quote: 乙, nothing: 1}\n";
    let found = problems(&[
        ("postil.yaml", "titel: 站\n".as_bytes()),
        ("content/articles/a.md", page.as_bytes()),
        ("content/articles/a.yaml", sidecar.as_bytes()),
        ("content/topics.yaml", b"topics: {x: {}}\n"),
    ]);
    let codes: Vec<&str> = found.iter().filter_map(|problem| problem.split(' ').next()).collect();
    for code in ["missing-key", "unknown-key", "invalid-date", "dead-link", "orphan"] {
        assert!(codes.contains(&code), "{code}: {found:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_content_are_refused() {
    let folder = folder(&[SETTINGS_FILE, ("content/a.md", b"x"), ("secret.txt", b"secret")]);
    std::os::unix::fs::symlink(folder.path().join("secret.txt"), folder.path().join("content/leak.txt")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("content"), folder.path().join("content/loop")).unwrap();
    let files = load(folder.path()).unwrap();
    assert!(files.assets.is_empty());
    let codes: Vec<Code> = files.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::OutsideSite, Code::UnreadableFile]);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_out_of_the_content_is_not_entered() {
    let folder = folder(&[SETTINGS_FILE, ("content/a.md", b"x"), ("other/b.md", b"x"), ("other/c.md", b"x")]);
    std::os::unix::fs::symlink(folder.path().join("other"), folder.path().join("content/leak")).unwrap();
    let files = load(folder.path()).unwrap();
    assert_eq!(files.pages.len(), 1);
    let places: Vec<&str> =
        files.problems.iter().map(|problem| problem.span.as_ref().unwrap().source().path()).collect();
    assert_eq!(places, ["content/leak"]);
}

#[test]
fn names_of_text_files_are_checked_and_of_pictures_hardly() {
    let found = problems(&[
        SETTINGS_FILE,
        ("content/my page.md", b"x"),
        ("content/articles/\u{56fe} 1 (a).png", b"x"),
        ("content/articles/#a/b.md", "---\ntitle: x\ndate: 2024\n---\n".as_bytes()),
        ("content/entities/a\u{3000}b.yaml", b"entities: {}\n"),
    ]);
    assert_eq!(
        found,
        [
            "invalid-id content/articles/#a/b.md:1:1",
            "invalid-id content/entities/a\u{3000}b.yaml:1:1",
            "invalid-id content/my page.md:1:1"
        ]
    );
}

#[test]
fn what_an_unread_registry_file_defines_is_not_missed_besides() {
    let page = "---\ntitle: x\ndate: 2024\ntopics: [a, b]\n---\n字\n".as_bytes();
    let sidecar = "annotations:\n  - {quote: 字, entity: nobody}\n".as_bytes();
    let found = problems(&[
        SETTINGS_FILE,
        ("content/articles/a.md", page),
        ("content/articles/a.yaml", sidecar),
        ("content/topics.yaml", b"topics: [a, b]\n"),
    ]);
    assert_eq!(found, ["unresolved-reference content/articles/a.yaml:2:24", "wrong-shape content/topics.yaml:1:9"]);
}

#[test]
fn prose_of_no_entity_is_reported() {
    let found = site(&[
        SETTINGS_FILE,
        (
            "content/entities/all.yaml",
            "entities: {alibaba: {type: Company, name: 阿里, merged_from: [ali]}}\n".as_bytes(),
        ),
        ("content/entities/alibaba.md", b"x"),
        ("content/entities/ali.md", b"x"),
        ("content/entities/alibabb.md", b"x"),
    ]);
    let said: Vec<(&str, &str)> =
        found.problems.iter().map(|problem| (problem.message.as_str(), problem.help.as_deref().unwrap())).collect();
    assert_eq!(
        said,
        [
            (
                "there is no entity `ali` that this could be the prose of",
                "rename it to alibaba.md: `ali` is now `alibaba`"
            ),
            ("there is no entity `alibabb` that this could be the prose of", "did you mean `alibaba`?"),
        ]
    );
    assert!(found.problems.iter().all(|problem| problem.code == Code::UnresolvedReference));
}

#[cfg(unix)]
#[test]
fn names_of_one_form_are_not_lost() {
    let folder = folder(&[SETTINGS_FILE, ("content/caf\u{e9}.md", b"one"), ("content/cafe\u{301}.md", b"two")]);
    let files = load(folder.path()).unwrap();
    // Some file systems make one file of the two.
    let on_disk = fs::read_dir(folder.path().join("content")).unwrap().count();
    assert_eq!(files.problems.len(), on_disk - 1);
}

#[test]
fn names_that_differ_in_case_clash() {
    let site = site(&[SETTINGS_FILE, ("content/About.md", b"one"), ("content/about.md", b"two")]);
    let clashes = postil::routes::routes(&site, &[]).1;
    assert!(clashes.iter().all(|clash| clash.code == Code::DuplicateUrl));
    assert_eq!(clashes.len(), 2 * (site.articles.len() - 1));
}

#[test]
fn a_file_and_a_page_of_one_name_clash() {
    let site = site(&[
        SETTINGS_FILE,
        ("content/articles/a.md", "---\ntitle: x\ndate: 2024\n---\n".as_bytes()),
        ("content/articles/a", b"a file"),
    ]);
    let clashes = postil::routes::routes(&site, &[]).1;
    assert!(clashes.iter().any(|clash| clash.message.contains("content/articles/a.md")), "{clashes:?}");
}

#[test]
fn redirects_and_output_stay_where_they_belong() {
    let page = "---\ntitle: x\ndate: 2024\nredirects: [/../x, https://example.org/, /old/x.html]\n---\n";
    let files =
        [("postil.yaml", "title: x\noutput: content/public\n".as_bytes()), ("content/articles/a.md", page.as_bytes())];
    assert_eq!(
        problems(&files),
        [
            "invalid-value content/articles/a.md:4:13",
            "invalid-value content/articles/a.md:4:20",
            "invalid-value postil.yaml:2:9"
        ]
    );
}

#[test]
fn ids_of_a_file_that_is_not_understood_are_not_missed() {
    let page = "---\ntitle: x\ndate: 2024\ntopics: [云计算]\n---\n";
    let topics = ("content/topics.yaml", "topics:\n  cloud: {name: 云计算, alias: 云}\n".as_bytes());
    let found = problems(&[SETTINGS_FILE, ("content/articles/a.md", page.as_bytes()), topics]);
    assert_eq!(found, ["unknown-key content/topics.yaml:2:22"]);
    let found =
        problems(&[SETTINGS_FILE, ("content/articles/a.md", page.as_bytes()), ("content/topics.yaml", b"- x\n")]);
    assert_eq!(found, ["wrong-shape content/topics.yaml:1:1"]);
}
