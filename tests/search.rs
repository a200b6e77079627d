//! The search as readers have it: against a plain scan of the texts, in Chromium, and in both languages it is written in.
//!
//! Needs Node, Chromium and the packages of tests/browser, all of which `./test` installs.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::ffi::OsStr;
use std::process::Command;

use common::{Site, files_below, play, repository};

/// The example, built to be served and, in another folder, to be read from a disk.
fn sites() -> (Site, Site) {
    let (served, portable) = (Site::example(), Site::example());
    served.run(&["build"]).expect_status(0);
    portable.run(&["build", "--portable"]).expect_status(0);
    (served, portable)
}

#[test]
fn readers_find_what_they_look_for() {
    let (served, portable) = sites();
    let (served, portable) = (served.public(), portable.public());
    play("search.mjs", [served.as_os_str(), OsStr::new("/reports/"), portable.as_os_str()]);
}

#[test]
fn what_a_scan_finds_is_found_and_nothing_else() {
    let (served, portable) = sites();
    let (served, portable) = (served.public(), portable.public());
    play("search-bench.mjs", [served.as_os_str(), portable.as_os_str(), OsStr::new("60"), OsStr::new("--hold")]);
}

/// What no two programs cut in the same way by chance.
const NASTY: [&str; 24] = [
    "GPT-4 GPT4 ＧＰＴ４ gpt_4 GPT‐4",
    "通义千问2.5-72B-Instruct",
    "1,234,567.5元 1,2,3 12,34 1.2.3. 2024年5月21日",
    "𠀀𰻝𠮷野家",
    "Cafe\u{301} Café naïve Ångström Ελλάδα ΟΔΟΣ İstanbul",
    "か\u{3099}く ガイド ｶﾞｲﾄﾞ ﾊﾟ",
    "한국어 각 \u{1112}\u{1161}\u{11ab}글",
    "埃隆·马斯克 埃隆•马斯克 ・",
    "👍好👩‍👩‍👧的 ❤\u{FE0F}",
    "零\u{200B}宽\u{200D}字\u{FEFF}符 soft\u{AD}hyphen",
    "don't l’été ‘quote’ rock'n'roll O'",
    "A股 5月 用AI做 H100/A100 C++ C#",
    "雲計算發佈後裡 阿里雲",
    "一行\n两行\n\nthree",
    "……——“”‘’《》（）",
    "½ ① ㎏ ℃ ﬁ Ⅳ ㈱ №",
    "ไทยไม่เว้นวรรค ລາວ ភាសា မြန်မာ",
    "हिन्दी العربية עברית",
    "a-b-c -x- 阿-里 a-里",
    "x.y.z www.example.com/a?b=c me@example.com",
    "ǅ ẞ ß ſ ı",
    "٣٤٥ ४५६ 〇一二",
    "\u{E0100}葛\u{E0100}城 ﷺ",
    "",
];

#[test]
fn the_script_cuts_words_as_the_index_does() {
    let site = Site::example();
    // The script knows the simplified forms that the site has.
    site.write("content/articles/forms.md", "---\ntitle: 云\ndate: 2024-01-01\n---\n云计算发布后里阿\n");
    site.run(&["build"]).expect_status(0);
    let cases = serde_json::to_string(&NASTY).expect("texts can be written");
    let script = repository("tests/browser/search-tokens.mjs");
    let out = Command::new("node").arg(script).arg(site.public()).arg(&cases).output().expect("node runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let theirs: Vec<Vec<(String, u32)>> = serde_json::from_slice(&out.stdout).expect("JSON");
    for (text, theirs) in NASTY.iter().zip(theirs) {
        assert_eq!(postil::search::cut(text), theirs, "{text:?}");
    }
}

#[test]
fn the_scripts_of_the_search_are_light() {
    let site = Site::example();
    site.run(&["build"]).expect_status(0);
    let scripts: Vec<_> = files_below(&site.public().join("assets"))
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("search")))
        .filter(|path| path.extension().is_some_and(|end| end == "js"))
        .collect();
    assert_eq!(scripts.len(), 3, "the index's, the query's, and the box");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for path in &scripts {
        std::io::Write::write_all(&mut encoder, &std::fs::read(path).expect("it is there"))
            .expect("a vector takes all");
    }
    let size = encoder.finish().expect("a vector takes all").len();
    assert!(size <= 15_000, "{size} bytes, compressed");
}
