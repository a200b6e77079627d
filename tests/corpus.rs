//! A built corpus shows its texts letter by letter, with each annotation at exactly its words, and is good to read in
//! Chromium, for which Node and the packages of tests/browser are needed.
//!
//! The site in tests/corpus is ours. Others of its kind are given by path: `POSTIL_CORPUS=path cargo test --test corpus`.

mod common;

use common::{Site, base_url, corpus, expect_sound_pages, pages_below, play, repository};
use std::collections::{BTreeMap, BTreeSet};
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
    expect_good_to_read(&site.public(), &base_url(folder));
}

/// The longest page of each kind, and the reports with most notes and most marks.
fn expect_good_to_read(public: &Path, base_url: &str) {
    let base = base_url.splitn(4, '/').last().map_or_else(String::new, |path| format!("/{path}"));
    let pages = pages_below(public);
    let mut longest: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    let mut reports: [(usize, String); 2] = Default::default();
    for (name, html) in &pages {
        let Some(folder) = name.strip_suffix("index.html") else { continue };
        let address = format!("/{folder}");
        let kind = html.split_once("<body class=\"").and_then(|(_, class)| class.split(['"', ' ']).next());
        if kind == Some("page-article") {
            for (most, mark) in reports.iter_mut().zip(["aria-details=", "data-annotation="]) {
                *most = most.clone().max((html.matches(mark).count(), address.clone()));
            }
        }
        let known = longest.entry(kind.unwrap_or_default()).or_default();
        *known = known.clone().max((html.len(), address));
    }
    let folder = public.to_string_lossy();
    let of_each = longest.values().map(|(_, address)| address.as_str());
    play("pages.mjs", [folder.as_ref(), &base].into_iter().chain(of_each));
    let reports: BTreeSet<&str> = reports.iter().map(|(_, address)| address.as_str()).collect();
    play("reading.mjs", [folder.as_ref(), &base, "-"].into_iter().chain(reports));
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
