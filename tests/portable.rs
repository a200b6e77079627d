//! A site that is read without a server: built with `--portable`, opened in Chromium as files.
//!
//! Needs Node, Chromium and the packages of tests/browser, which `./test` installs.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::path::Path;

use common::{Site, count_of, play};

/// How many pages of the site are reached from its home page; stops where one does not work as a file.
fn reached(folder: &Path) -> usize {
    count_of(&play("portable.mjs", [folder]))
}

#[test]
fn the_example_is_read_from_a_folder_with_blanks_and_chinese_in_its_name() {
    let site = Site::example();
    site.run(&["build", "--portable"]).expect_status(0);
    let moved = site.path().join("网站 100%");
    std::fs::rename(site.public(), &moved).expect("it was built there");
    assert!(reached(&moved) > 100);
}

#[test]
fn names_that_urls_encode_are_found() {
    let site = Site::empty();
    site.write("postil.yaml", "title: 站\nlanguage: zh\n");
    site.write("content/articles/甲-1.md", "---\ntitle: 甲\ndate: 2024-05-01\n---\n见[乙](乙.md#节)。\n");
    site.write("content/articles/乙.md", "---\ntitle: 乙\ndate: 2024-05-02\n---\n## 节\n\n回[甲](甲-1.md)。\n");
    site.run(&["build", "--portable"]).expect_status(0);
    let page = site.read("public/articles/甲-1/index.html");
    assert!(page.contains("href=\"../%E4%B9%99/index.html#%E8%8A%82\""), "{page}");
    assert!(reached(&site.public()) > 5);
}
