//! What a writer sees of YAML: values as written, places, and errors one can act on.

use super::*;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

fn read(text: &str) -> Result<Node, Box<Diagnostic>> {
    let source = Source::new("a.yaml", text);
    parse(&source, 0..text.len())
}

fn scalars(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Null => vec!["null".into()],
        Value::Scalar(text) => vec![text.clone()],
        Value::List(items) => items.iter().flat_map(scalars).collect(),
        Value::Map(entries) => entries.iter().flat_map(|(_, value)| scalars(value)).collect(),
    }
}

#[test]
fn scalars_stay_as_written() {
    let node =
        read("[2024, 0700, no, on, true, 1_000, 0x1F, 6.90, 1e3, .5, ~, null, -0, 2024-05-17, +1, .inf]").unwrap();
    let wanted = "2024 0700 no on true 1_000 0x1F 6.90 1e3 .5 null null -0 2024-05-17 +1 .inf";
    assert_eq!(scalars(&node).join(" "), wanted);
}

#[test]
fn quoted_and_folded_text_is_read_as_yaml_says() {
    let node = read("a: \"x\\ny\"\nb: 'it''s'\nc: |\n  一\n  二\nd: >\n  一\n  二\ne: null\nf: 'null'\n").unwrap();
    assert_eq!(scalars(&node), ["x\ny", "it's", "一\n二\n", "一 二\n", "null", "null"]);
}

#[test]
fn spans_are_bytes_of_the_source() {
    let text = "# 注\n名: 阿里云 # c\nlist:\n  - 2024\n  - \"引\"\n";
    let node = read(text).unwrap();
    let Value::Map(entries) = &node.value else { panic!() };
    assert_eq!(&text[entries[0].0.range.clone()], "名");
    assert_eq!(&text[entries[0].1.range.clone()], "阿里云");
    assert_eq!(&text[entries[1].1.items()[0].range.clone()], "2024");
    assert_eq!(&text[entries[1].1.items()[1].range.clone()], "\"引\"");
}

#[test]
fn a_collection_in_brackets_is_quoted_whole() {
    let collections =
        ["{a: 1}", "[1, 2, ]", "{}", "[ ]", "{a: {b: [c]}}", "{a, b: }", "[1, # 注 ]\n  2 # 二\n  ]", "{\"a\": \"}\"}"];
    for written in collections {
        let text = format!("k: {written}\nl: x\n");
        let node = read(&text).unwrap();
        let Value::Map(entries) = &node.value else { panic!() };
        assert_eq!(&text[entries[0].1.range.clone()], written);
    }
}

#[test]
fn front_matter_spans_are_of_the_whole_file() {
    let text = "---\ntitle: 面子\n---\n";
    let source = Source::new("a.md", text);
    let node = parse(&source, 4..text.len() - 4).unwrap();
    let Value::Map(entries) = &node.value else { panic!() };
    assert_eq!(&text[entries[0].1.range.clone()], "面子");
}

#[test]
fn nothing_is_null() {
    for text in ["", "\n", "# only a comment\n", "---\n"] {
        assert_eq!(read(text).unwrap().value, Value::Null, "{text:?}");
    }
}

#[test]
fn aliases_are_read_and_bombs_are_not() {
    assert_eq!(scalars(&read("a: &x 甲\nb: *x\n").unwrap()), ["甲", "甲"]);
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for level in 1..9 {
        let list = vec![format!("*a{}", level - 1); 10].join(",");
        bomb += &format!("a{level}: &a{level} [{list}]\n");
    }
    assert_eq!(read(&bomb).unwrap_err().code, Code::InvalidYaml);
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    assert!(read(&"[".repeat(100_000)).is_err());
    assert!(read(&format!("{}{}", "[".repeat(500), "]".repeat(500))).is_err());
    assert!(read(&"- ".repeat(50_000)).is_err());
}

#[test]
fn a_tab_is_named_on_its_line() {
    let problem = read("annotations:\n  - quote: 甲\n\tentity: x\n").unwrap_err();
    assert_eq!(problem.span.unwrap().start().line, 3);
    assert!(problem.message.contains("tab"));
}

#[test]
fn forgotten_quotation_marks_are_shown_mended() {
    for (text, mended) in [
        ("quote: 他说: 不是\n", "quote: '他说: 不是'"),
        ("a: 1\nquote: “x”\nnote: @某人 说\n", "note: '@某人 说'"),
        ("- quote: \"面子\"与里子\n", "- quote: '\"面子\"与里子'"),
        ("  - quote: %6.9的收入\n", "  - quote: '%6.9的收入'"),
        ("- quote: [图] 收入\n", "- quote: '[图] 收入'"),
        ("- quote: *重点* 收入\n", "- quote: '*重点* 收入'"),
    ] {
        let problem = read(text).unwrap_err();
        let help = problem.help.unwrap_or_default();
        assert!(help.contains(mended), "{text:?}: {} / {help}", problem.message);
    }
}

fn reader(text: &str) -> (Reader, Node) {
    let source = Source::new("a.yaml", text);
    (Reader::new(&source), parse(&source, 0..text.len()).unwrap())
}

#[test]
fn unknown_and_repeated_keys_are_all_reported() {
    let (mut reader, node) = reader("titel: x\ndate: 1\ndate: 2\nfoo: 3\n");
    let mut keys = reader.keys(&node, "an article").unwrap();
    assert!(keys.required(&mut reader, "title", Reader::text).is_none());
    assert_eq!(keys.get(&mut reader, "date", Reader::text).as_deref(), Some("1"));
    keys.finish(&mut reader);
    let seen: Vec<_> = reader.problems.iter().map(|p| (p.code, p.span.as_ref().unwrap().words())).collect();
    assert_eq!(
        seen,
        [
            (Code::DuplicateKey, "date"),
            (Code::MissingKey, "titel: x"),
            (Code::UnknownKey, "titel"),
            (Code::UnknownKey, "foo")
        ]
    );
    assert_eq!(reader.problems[2].help.as_deref(), Some("did you mean `title`?"));
}

#[test]
fn one_item_may_stand_alone() {
    for (text, wanted) in [("a: x\n", vec!["x"]), ("a: [x, y]\n", vec!["x", "y"]), ("a:\n", vec![])] {
        let (mut reader, node) = reader(text);
        let mut keys = reader.keys(&node, "a thing").unwrap();
        assert_eq!(keys.list(&mut reader, "a", Reader::text), wanted);
        assert!(reader.problems.is_empty());
    }
}

#[test]
fn a_comment_after_chinese_prose_is_a_warning() {
    let (mut reader, node) = reader("a: 收入 #1 的公司\nb: English # fine\nc: '引' # 好\nd: |\n  文 # 在内\n");
    for (_, value) in reader.entries(&node, "a thing") {
        reader.text(value);
    }
    assert_eq!(reader.problems.len(), 1);
    assert_eq!(reader.problems[0].code, Code::CommentAfterProse);
    assert!(reader.problems[0].help.as_ref().unwrap().contains("a: '收入 #1 的公司'"));
}
