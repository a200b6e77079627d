//! A built corpus shows its texts letter by letter, with each annotation at exactly its words.
//!
//! The site in tests/corpus is ours. Others of its kind are given by path: `POSTIL_CORPUS=path cargo test --test corpus`.

mod common;

use common::{Site, base_url, corpus, expect_sound_pages, repository};
use std::path::Path;

/// Builds a copy of the site at `folder` and compares it with its `expected.json`.
fn expect_as_told(folder: &Path) {
    let expected = corpus::expected(folder);
    let annotations: usize = expected.values().map(|document| document.annotations.len()).sum();
    assert!(annotations > 0, "{} expects no annotation", folder.display());
    let site = Site::copy_of(folder);
    site.run(&["build"]).expect_status(0);
    let differences = corpus::differences(&site.public(), &expected);
    assert!(differences.is_empty(), "of {annotations} annotations:\n{}", differences.join("\n"));
    expect_sound_pages(&site.public(), &base_url(folder));
}

#[test]
fn the_small_corpus_is_shown_as_expected() {
    expect_as_told(&repository("tests/corpus"));
}

#[test]
fn a_corpus_given_by_path_is_shown_as_expected() {
    match std::env::var_os("POSTIL_CORPUS") {
        Some(folder) => expect_as_told(Path::new(&folder)),
        None => eprintln!("not checked: POSTIL_CORPUS names no corpus"),
    }
}
