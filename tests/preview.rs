//! The preview in a real browser: what a writer does all day.
//!
//! Needs Node, Chromium, git and the packages of tests/browser, all of which `./test` installs.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::process::Command;

use common::{Site, repository};

/// Runs a script of tests/browser with the program and a site.
fn play(script: &str, site: &Site) {
    let played = Command::new("node")
        .arg(repository("tests/browser").join(script))
        .arg(env!("CARGO_BIN_EXE_postil"))
        .arg(site.path())
        .output()
        .expect("node is there; ./test installs it");
    let said = String::from_utf8_lossy(&played.stdout).into_owned() + &String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "{said}");
}

#[test]
fn a_writer_edits_and_annotates_with_the_page_open() {
    play("preview.mjs", &Site::example());
}

#[test]
fn the_text_of_a_page_and_its_changes_are_exact() {
    play("client.mjs", &Site::copy_of(&repository("tests/corpus")));
}
