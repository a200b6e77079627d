//! The lists that readers sort and filter, in Chromium: the ledger with JavaScript and without, the index of entities, the
//! picture of an entity.
//!
//! Needs Node, Chromium and the packages of tests/browser, all of which `./test` installs.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::ffi::OsStr;

use common::{Site, expect_sound_pages, play};

const SETTINGS: &str = "title: 站\nbase_url: https://example.org/site/\nmeasures: {revenue: {label: 收入}}\n";

const ENTITIES: &str = "entities:
  tencent: {type: Company, name: 腾讯}
  baidu: {type: Company, name: 百度}
  alibaba: {type: Company, name: 阿里巴巴}
  aliyun: {type: Product, name: Aliyun}
  long: {type: Company, name: 中华人民共和国国家发展和改革委员会价格监测中心}
  english: {type: Company, name: International Business Machines Corporation}
  wide: {type: Company, name: WWW MMM WWW MMM WWW}
";

/// Two disagree about Baidu; the revenue of Tencent has two dates; one figure has none.
const CLAIMS: &str = "annotations:
  - claim:
      - {subject: tencent, measure: revenue, value: 9000000000, unit: CNY, as_of: 2023-Q1}
      - {subject: tencent, measure: revenue, value: 12000000000, unit: CNY, as_of: 2024-Q1, status: estimated}
      - {subject: baidu, measure: revenue, value: 5, unit: CNY, as_of: 2022}
      - {subject: baidu, measure: revenue, value: 7, unit: CNY, as_of: 2022, status: rumored}
      - {subject: alibaba, measure: 人数, value: 10000, unit: 人}
      - {subject: alibaba, measure: 展望, text: 下半年好转, as_of: 2024-H2, status: forecast}
  - relation: {subject: alibaba, predicate: investor-in, object: [long, english, wide]}
";

#[test]
fn readers_sort_and_filter() {
    let site = Site::empty();
    site.write("postil.yaml", SETTINGS);
    site.write("content/entities/all.yaml", ENTITIES);
    site.write(
        "content/articles/a.md",
        "---\ntitle: 甲文\ndate: 2024-06-03\n---\n腾讯、百度与阿里巴巴，还有Aliyun。\n",
    );
    site.write("content/articles/a.yaml", CLAIMS);
    site.run(&["build", "--strict"]).expect_status(0);
    expect_sound_pages(&site.public(), "https://example.org/site/");
    let public = site.public();
    let arguments = ["/site/"].map(OsStr::new);
    play("ledger.mjs", std::iter::once(public.as_os_str()).chain(arguments));
}
