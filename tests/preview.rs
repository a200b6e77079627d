//! The preview in a real browser: what a writer does all day.
//!
//! Needs Node, Chromium, git and the packages of tests/browser, all of which `./test` installs.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::path::Path;

use common::{Site, play, repository};

/// Runs a script with the program and a site.
fn with(script: &str, site: &Site) {
    play(script, [Path::new(env!("CARGO_BIN_EXE_postil")), site.path()]);
}

#[test]
fn a_writer_edits_and_annotates_with_the_page_open() {
    with("preview.mjs", &Site::example());
}

#[test]
fn the_text_of_a_page_and_its_changes_are_exact() {
    with("client.mjs", &Site::copy_of(&repository("tests/corpus")));
}
