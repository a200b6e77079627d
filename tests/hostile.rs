//! Bad input: whatever stands in a site's files, the program ends, says what is wrong where, and never panics.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use common::{Run, Site};
use postil::config::Settings;
use postil::load::{Texts, load, sort_out};
use postil::path::ContentPath;
use postil::render::{RenderError, render};
use postil::site::{Choice, assemble};
use postil::source::Source;
use postil::theme::Theme;
use proptest::prelude::*;
use proptest::test_runner::Config;

const PAGE: &str = "content/articles/a.md";
const SIDECAR: &str = "content/articles/a.yaml";
const CARD: &str = "---\ntitle: 云与模型\ndate: 2024-06-03\n---\n\n";

/// Builds a site of these files. It ends with 0 or 1, and every problem is a line with a code, a message and a place.
fn build(files: &[(&str, &str)]) -> Run {
    let site = Site::empty();
    site.write("postil.yaml", "title: 站\n");
    site.write(PAGE, format!("{CARD}阿里云是老大哥。\n"));
    files.iter().for_each(|(path, text)| site.write(path, text));
    let run = site.run(&["build", "--format", "json"]);
    assert!([0, 1].contains(&run.status), "{run:?}");
    assert!(!run.stderr.contains("panicked") && !run.stderr.contains("fault of Postil"), "{}", run.stderr);
    for line in run.stdout.lines() {
        let problem: serde_json::Value = serde_json::from_str(line).expect("a problem is a line of JSON");
        assert!(["code", "severity", "message", "path"].iter().all(|key| problem[key].is_string()), "{line}");
    }
    run
}

fn codes(run: &Run) -> Vec<String> {
    let code = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["code"].to_string();
    run.stdout.lines().map(|line| code(line).trim_matches('"').to_owned()).collect()
}

/// An article with this body.
fn body(text: &str) -> Run {
    build(&[(PAGE, &format!("{CARD}{text}"))])
}

#[test]
fn markdown_of_any_depth_and_number_is_written() {
    let nested: String = (0..1000).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    let notes: String = (0..10_000).map(|number| format!("x[^{number}]\n\n[^{number}]: y\n\n")).collect();
    let table = format!("|{}\n|{}\n|{}\n", "a|".repeat(500), "-|".repeat(500), "b|".repeat(500));
    for text in [
        &nested,
        &">".repeat(1000),
        &notes,
        &table,
        &"x[^1] ".repeat(2000),
        &"<div><span ".repeat(2000),
        &"<b>".repeat(2000),
        &"<!-- <![CDATA[ <style> <script> <textarea>".repeat(200),
        &"[[".repeat(10_000),
        &format!("{}{}", "[[a|".repeat(2000), "]]".repeat(2000)),
        &"![](".repeat(5000),
        &"*a **b _c ".repeat(3000),
        &"中**“".repeat(3000),
        &"$a".repeat(5000),
        &format!("${}x$", "\\frac{".repeat(95)),
        &"```\n".repeat(3001),
        &"# x {#x}\n\n".repeat(300),
        &"\0a\u{1b}[31m\u{202e}\u{200d}\u{7f}\r".repeat(1000),
        &"阿里云".repeat(5000),
    ] {
        build(&[
            (PAGE, &format!("{CARD}{text}")),
            ("content/entities/all.yaml", "entities: {ali: {type: Company, name: 阿里云}}\n"),
        ]);
    }
}

#[test]
fn yaml_that_bites_is_reported_or_read() {
    let bomb: String = ["a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned()]
        .into_iter()
        .chain("abcdefgh".chars().zip("bcdefghi".chars()).map(|(old, new)| {
            let aliases = vec![format!("*{old}"); 9].join(",");
            format!("{new}: &{new} [{aliases}]\n")
        }))
        .collect();
    let wide: String = (0..20_000).map(|key| format!("k{key}: v\n")).collect();
    for (text, code) in [
        (bomb.as_str(), "invalid-yaml"),
        (&wide, "unknown-key"),
        (&format!("a: {}", "[".repeat(10_000)), "invalid-yaml"),
        (&format!("a: {}", "{a: ".repeat(10_000)), "invalid-yaml"),
        ("a: &a [*a]\n", "invalid-yaml"),
        ("annotations: []\n---\nannotations: []\n", "invalid-yaml"),
        ("annotations:\n\t- quote: 甲\n", "invalid-yaml"),
        ("- a\n", "wrong-shape"),
        ("entities:\n  - {id: a, type: Company, name: x}\n", "wrong-shape"),
        ("? [a, b]\n: c\n", "wrong-shape"),
        ("annotations:\n  - {quote: 老大哥, nth: 99999999999999999999, note: x}\n", "wrong-shape"),
        ("annotations:\n  - {quote: 老大哥, nth: 18446744073709551615, note: x}\n", "orphan"),
        ("entities:\n  a\u{200d}b: {type: Company, name: x}\n", "invalid-id"),
        ("entities:\n  \u{202e}abc: {type: Company, name: x}\n", "invalid-id"),
        (&format!("annotations:\n  - {{quote: {}, note: x}}\n", "甲乙".repeat(50_000)), "orphan"),
    ] {
        let run = build(&[(SIDECAR, text)]);
        assert!(codes(&run).iter().any(|found| found == code), "{code}: {run:?}");
    }
    for text in [
        "entities:\n  𠀀: {type: Company, name: 𠀀}\n",
        "x-: &x []\nannotations: *x\n",
        "entities: !!map {e: {type: !!str Company, name: !!binary aGVsbG8=}}\n",
        "entities:\n  e: {<<: {type: Company, name: 甲}}\n",
        "annotations:\n  - {quote: \"a\\0b\", note: \"\\x1b[31m\"}\n",
    ] {
        build(&[(SIDECAR, text)]);
    }
}

#[test]
fn numbers_and_chains_of_any_size_end() {
    let chain =
        format!("annotations:\n  - quote: 老大哥\n    source: {}b{}\n", "{ref: a, via: ".repeat(40), "}".repeat(40));
    let topics: String = (1..1000).map(|id| format!("  t{id}: {{name: 名{id}, parent: t{}}}\n", id - 1)).collect();
    let measures: String = (0..100)
        .map(|at| format!("  - claim: {{subject: e, measure: {}{at}, value: 9}}\n", "指标".repeat(500)))
        .collect();
    let claim = |value: &str| {
        format!(
            "entities: {{e: {{type: Company, name: 甲}}}}\nannotations:\n  - {{quote: 老大哥, claim: {{subject: e, measure: m, value: {value}, unit: percent}}}}\n"
        )
    };
    for (path, text) in [
        (SIDECAR, chain),
        ("content/topics.yaml", format!("topics:\n  t0: {{name: 名}}\n{topics}")),
        (SIDECAR, format!("entities: {{e: {{type: Company, name: 甲}}}}\nannotations:\n{measures}")),
        (SIDECAR, claim(&"9".repeat(50_000))),
        (SIDECAR, claim("1e999999999")),
        (SIDECAR, claim(&format!("0.{}1", "0".repeat(20_000)))),
    ] {
        build(&[(path, &text)]);
    }
}

#[test]
fn dates_of_all_kinds_are_read_or_reported() {
    for date in [
        "-9999999999999999",
        "Y-17E7",
        "Y17E99999999",
        "Y9223372036854775807",
        "9223372036854775807",
        "99999999999999999999-01-01",
        "..",
        "/",
        "2024/..",
        "\"[..]\"",
        "\"[0000..9999]\"",
        "XXXX-XX-XX",
        "-0001",
        "0000",
        "9999-12-31T23:59:60Z",
        "2024-06-03T10:31+99:99",
        "1985S99999",
    ] {
        let card = format!("---\ntitle: x\ndate: {date}\n---\n\n去年8月，昨天，上月，老大哥 last August\n");
        let sidecar = format!(
            "entities: {{e: {{type: Company, name: 甲, inception: {date}, aliases: [{{name: 大, valid: {date}}}]}}}}\n\
             sources: {{s: {{title: x, issued: {date}}}}}\nannotations:\n  \
             - {{quote: 去年8月, event: {{title: x, date: {date}}}}}\n  \
             - {{quote: 昨天, claim: {{subject: e, measure: m, value: 1, as_of: {date}}}}}\n"
        );
        build(&[(PAGE, &card), (SIDECAR, &sidecar)]);
    }
}

/// An article whose sidecar is in a wrong state keeps what is said of it.
#[test]
fn annotations_without_a_place_are_on_the_page() {
    let site = Site::empty();
    site.write("postil.yaml", "title: 站\n");
    site.write(PAGE, format!("{CARD}云，云，还是云。\n"));
    let notes = [("没有的话", "孤儿的注"), ("云", "歧义的注")];
    let listed: String = notes.iter().map(|(quote, note)| format!("  - {{quote: {quote}, note: {note}}}\n")).collect();
    site.write(SIDECAR, format!("annotations:\n{listed}  - {{section: 无, note: 小节的注}}\n  - note: 背景的注\n"));
    let run = site.run(&["build", "--format", "json"]).expect_status(1);
    assert_eq!(codes(&run), ["orphan", "ambiguous", "orphan"]);
    let page = site.read("public/articles/a/index.html");
    for words in ["没有的话", "孤儿的注", "歧义的注", "小节的注", "背景的注"] {
        assert!(page.contains(words), "{words} is not on the page");
    }
}

#[test]
fn wrong_math_is_shown_as_written() {
    for tex in [
        "\\begin{array}{c",
        "\\left",
        "\\sqrt[",
        "^",
        "\\\\",
        "\\text{",
        "\\color{",
        "\\hspace{1",
        "a\\over b\\over c",
        "#1",
        "\\'",
    ] {
        body(&format!("${tex}$ 和 $${tex}$$\n"));
    }
}

/// Values that are wrong in most places. Few break the YAML itself, since nothing behind that is read.
fn fragment() -> impl Strategy<Value = String> {
    let wrong = proptest::sample::select(vec![
        "",
        "~",
        "[]",
        "{}",
        "[[[]]]",
        "{a: {b: {c: d}}}",
        "''",
        "'\u{202e}'",
        "\"\\0\"",
        "!!binary aGVsbG8=",
        "{<<: {type: Company, name: 甲}}",
        "none",
        "true",
        "2024-13-45",
        "'[2024, ..]'",
        "2024-05",
        "Y-17E7",
        "-1",
        "2",
        "1e400",
        "99999999999999999999",
        "[null, null]",
        "[2, 1]",
        "[1, null]",
        "{ref: s, via: {ref: s, speaker: {entity: e}}}",
        "s",
        "{entity: e}",
        "[e, e, f]",
        "{party: [e], 甲: f}",
        "{zh-Hans: 甲, en: x}",
        "{甲: 乙}",
        "{subject: e, measure: m, value: [1, null], unit: percent}",
        "{title: 甲, date: 2024-06, entities: [e], id: v}",
        "{subject: e, predicate: x, object: [e, f]}",
        "{id: v}",
        "'https://['",
        "../../x",
        "'javascript:alert(1)'",
        "<script>",
        "阿里云",
        "老大哥",
        "135亿",
        "e",
        "'[[e]] [x](y.md) $\\farc$ <b>'",
        "a\u{200d}b",
        "𠀀",
    ]);
    let broken =
        proptest::sample::select(vec!["- a", "*x", "&x y", "---", "'", "@甲", "甲: 乙", "# x", "!!binary '////'"]);
    let any = any::<String>().prop_map(|text| serde_json::Value::from(text).to_string());
    prop_oneof![90 => wrong.prop_map(str::to_owned), 1 => broken.prop_map(str::to_owned), 9 => any]
}

const KEYS: [&str; 58] = [
    "id",
    "quote",
    "from",
    "to",
    "section",
    "before",
    "after",
    "nth",
    "entity",
    "event",
    "claim",
    "relation",
    "note",
    "kind",
    "source",
    "verify",
    "extra",
    "annotations",
    "entities",
    "sources",
    "mention_aliases",
    "type",
    "name",
    "aliases",
    "weak_aliases",
    "except",
    "summary",
    "inception",
    "dissolution",
    "website",
    "ids",
    "listings",
    "distinct_from",
    "merged_from",
    "facts",
    "title",
    "date",
    "status",
    "importance",
    "topics",
    "subject",
    "measure",
    "value",
    "unit",
    "bound",
    "as_of",
    "predicate",
    "object",
    "valid",
    "ref",
    "via",
    "speaker",
    "author",
    "issued",
    "URL",
    "tier",
    "parent",
    "redirects",
];

/// Keys of the format with values of any kind.
fn pairs() -> impl Strategy<Value = String> {
    let pair = (proptest::sample::select(KEYS.to_vec()), fragment());
    proptest::collection::vec(pair, 0..5)
        .prop_map(|pairs| pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(", "))
}

/// Maps of them, one in another.
fn map() -> impl Strategy<Value = String> {
    let parts = (proptest::sample::select(KEYS.to_vec()), pairs(), pairs());
    parts.prop_map(|(key, inner, outer)| format!("{{{key}: {{{inner}}}, {outer}}}"))
}

/// A whole site of these texts goes through the library; every problem has a place, and no page is lost.
fn pass(texts: &[(&str, String)]) -> Result<(), TestCaseError> {
    let folder = Site::empty();
    folder.write(
        "postil.yaml",
        texts.iter().find(|(path, _)| *path == "postil.yaml").map_or("title: 站\n", |(_, text)| text),
    );
    let mut files = load(folder.path()).expect("the settings can be read");
    let content = texts.iter().filter_map(|(path, text)| Some((path.strip_prefix("content/")?, text)));
    let read: Texts = content
        .map(|(path, text)| (ContentPath::new(path), Source::new(format!("content/{path}"), text.clone())))
        .collect();
    let pages = read.keys().filter(|path| path.has_extension("md")).count();
    sort_out(read, &mut files);
    let site = assemble(files, Choice::WithDrafts);
    prop_assert_eq!(site.articles.len(), pages);
    prop_assert!(site.problems.iter().all(|problem| problem.span.is_some()), "{:?}", site.problems);
    let routes = postil::routes::routes(&site, &[]).0;
    postil::links::check(&site);
    let theme = Theme::load(folder.path(), &Settings::plain())
        .map_err(|problems| TestCaseError::fail(format!("{problems:?}")))?;
    for route in routes.values() {
        if let Err(RenderError::Template(problem)) = render(&site, &theme, route) {
            return Err(TestCaseError::fail(format!("{route:?}: {problem:?}")));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn sites_of_hostile_yaml_go_through(
        sidecar in proptest::collection::vec(map(), 0..4),
        (entity, source, topic) in (map(), map(), map()),
        (front, settings) in (map(), map()),
    ) {
        let annotations: String = sidecar.iter().map(|one| format!("  - {one}\n")).collect();
        pass(&[
            ("postil.yaml", format!("title: 站\nextra: {settings}\ntimelines: {{t: {settings}}}\nmeasures: {{m: {settings}}}\n")),
            (PAGE, format!("---\ntitle: 甲\ndate: 2024-06-03\norigin: {front}\n---\n\n阿里云是老大哥，投入135亿元。\n")),
            (SIDECAR, format!("annotations:\n{annotations}entities: {{e: {entity}, f: {{type: Company, name: 老大哥}}}}\nsources: {{s: {source}}}\n")),
            ("content/topics.yaml", format!("topics: {{t: {topic}}}\n")),
        ])?;
    }

    #[test]
    fn sites_of_any_text_go_through(front in any::<String>(), page in "[ -~阿里云“”\n]{0,80}", yaml in "[-a-c:{}\\[\\]&*!|>'\"#%,\n ]{0,60}") {
        pass(&[
            (PAGE, format!("---\n{front}\n---\n{page}")),
            ("content/about.md", page.clone()),
            (SIDECAR, yaml.clone()),
            ("content/entities/all.yaml", yaml),
        ])?;
    }
}
