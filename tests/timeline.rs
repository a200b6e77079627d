//! Timelines in a real browser: words in the picture stand beside each other, bars lead to their places, filters work
//! with scripts and without.
//!
//! Needs Node, Chromium and the packages of tests/browser, all of which `./test` installs.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::ffi::OsStr;
use std::fmt::Write;

use common::{Site, base_url, expect_sound_pages, play};

const SETTINGS: &str = "title: 时间\nbase_url: https://example.org/time/\nshare_pictures: false\n\
    timelines:\n  makers: {title: 厂商, entities: [甲, 乙], to: 2021}\n";
const ENTITIES: &str = "entities:\n  甲: {type: Company, name: 甲公司}\n  乙: {type: Company, name: 乙公司}\n  \
    丙: {type: Company, name: Third Company, aliases: [丙]}\n";

/// Events of many sorts, most of them within a few years, three long before.
fn events(count: usize) -> String {
    let mut yaml = "annotations:\n".to_owned();
    for number in 0..count {
        let (year, month, day) = (2019 + number % 5, 1 + number * 7 % 12, 1 + number * 11 % 28);
        let date = match number % 11 {
            0 if number < 30 => format!("19{}3-0{month}", month % 10, month = 1 + number % 9),
            1 => format!("{year}"),
            2 => format!("{year}-{month:02}"),
            3 => format!("{year}-{month:02}-{day:02}/{}-01", year + 1),
            4 => format!("{year}-{month:02}-{day:02}/.."),
            5 => format!("/{year}-{month:02}-{day:02}"),
            6 => format!("{year}-{month:02}-{day:02}~"),
            7 => format!("\"[..{year}-{month:02}-{day:02}]\""),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        let kind = ["release", "price-change", "funding", "conference"][number * number % 4];
        let entity = ["甲", "乙", "丙"][number % 3];
        let status = ["occurred", "occurred", "planned", "cancelled", "rumored"][number % 5];
        let title = format!("{entity}的第 {number} 件事 {}", "说来话长 At Length".repeat(number % 3));
        let importance = 1 + number % 3;
        writeln!(
            yaml,
            "  - event: {{title: {title}, date: {date}, kind: {kind}, entities: {entity}, status: {status}, importance: {importance}}}"
        )
        .expect("a string takes all");
    }
    yaml
}

#[test]
fn long_timelines_can_be_seen_jumped_through_and_filtered() {
    let site = Site::empty();
    site.write("postil.yaml", SETTINGS);
    site.write("content/entities/all.yaml", ENTITIES);
    site.write("content/articles/a.md", "---\ntitle: 大事记\ndate: 2024-06-03\n---\n文。\n");
    site.write("content/articles/a.yaml", events(450));
    site.run(&["build", "--strict"]).expect_status(0);
    expect_sound_pages(&site.public(), &base_url(site.path()));
    let public = site.public();
    let arguments = ["/time/"].map(OsStr::new);
    play("timeline.mjs", std::iter::once(public.as_os_str()).chain(arguments));
}
