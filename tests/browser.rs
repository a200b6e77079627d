//! Pages of the example site in a real browser: nothing scrolls sideways, nothing is fetched from elsewhere, nothing is
//! in the way of those who read by ear or keyboard.
//!
//! Needs Node, Chromium and the packages of tests/browser, all of which `./test` installs.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::ffi::OsStr;

use common::{Site, play, repository};

/// One of each kind of page.
const PAGES: [&str; 19] = [
    "/",
    "/articles/",
    "/articles/2024/cash-for-compute/",
    "/articles/2024/who-cut-first/",
    "/articles/2024/compute-in-a-circle/",
    "/entities/",
    "/entities/alibaba-cloud/",
    "/topics/",
    "/topics/llm/",
    "/timeline/",
    "/timelines/price-war/",
    "/events/tencent-baichuan/",
    "/claims/",
    "/sources/",
    "/sources/wu-0603/",
    "/search/",
    "/about/",
    "/guide/annotating/",
    "/guide/diagnostics/",
];

#[test]
fn pages_of_every_kind_are_good_to_read_in_a_browser() {
    let site = Site::example();
    site.run(&["build"]).expect_status(0);
    let public = site.public();
    let arguments = [public.as_os_str(), OsStr::new("/reports/")];
    play("pages.mjs", arguments.into_iter().chain(PAGES.map(OsStr::new)));
}

#[test]
fn style_sheets_say_what_css_knows() {
    for folder in ["themes", "src/serve/client"] {
        let said = play("node_modules/csstree-validator/bin/validate.js", [repository(folder)]);
        assert!(said.trim().is_empty(), "{said}");
    }
}
