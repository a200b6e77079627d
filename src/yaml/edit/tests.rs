//! Texts before and after a change, as a writer would see them.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn inserted(text: &str, at: usize) -> String {
    insert_item(text, "annotations", (at, &json!({"quote": "乙", "note": "好"}))).unwrap()
}

#[test]
fn an_item_goes_between_items_before_the_comments_of_the_next() {
    let text = "# 头\nannotations:\n  - quote: 甲   # 边\n    note: 一\n\n  # 关于丙\n  # 再说\n  - quote: 丙\n    note: 三\n\nsources: {}\n";
    let wanted = "# 头\nannotations:\n  - quote: 甲   # 边\n    note: 一\n\n  - quote: 乙\n    note: 好\n\n  # 关于丙\n  # 再说\n  - quote: 丙\n    note: 三\n\nsources: {}\n";
    assert_eq!(inserted(text, 1), wanted);
    let last = "# 头\nannotations:\n  - quote: 甲   # 边\n    note: 一\n\n  # 关于丙\n  # 再说\n  - quote: 丙\n    note: 三\n\n  - quote: 乙\n    note: 好\n\nsources: {}\n";
    assert_eq!(inserted(text, 2), last);
}

#[test]
fn every_way_to_write_a_list_takes_an_item() {
    for (text, at, wanted) in [
        ("", 0, "annotations:\n  - quote: 乙\n    note: 好\n"),
        ("# 空\n", 0, "# 空\n\nannotations:\n  - quote: 乙\n    note: 好\n"),
        ("{}\n", 0, "annotations:\n  - quote: 乙\n    note: 好\n"),
        ("annotations:\n", 0, "annotations:\n  - quote: 乙\n    note: 好\n"),
        ("annotations:   # 以后\n# 完\n", 0, "annotations:   # 以后\n  - quote: 乙\n    note: 好\n# 完\n"),
        ("annotations: []  # 无\n", 0, "annotations:\n  - quote: 乙\n    note: 好  # 无\n"),
        ("{annotations: []}\n", 0, "{annotations: [{quote: 乙, note: 好}]}\n"),
        (
            "annotations: [{quote: 甲}, {quote: 丙}]",
            1,
            "annotations: [{quote: 甲}, {quote: 乙, note: 好}, {quote: 丙}]",
        ),
        (
            "annotations: [\n  {quote: 甲},  # 一\n]\n",
            1,
            "annotations: [\n  {quote: 甲}, {quote: 乙, note: 好},  # 一\n]\n",
        ),
        ("annotations:\n- quote: 甲", 1, "annotations:\n- quote: 甲\n- quote: 乙\n  note: 好"),
        (
            "annotations:\r\n    - {quote: 甲}\r\n",
            0,
            "annotations:\r\n    - quote: 乙\r\n      note: 好\r\n    - {quote: 甲}\r\n",
        ),
        (
            "annotations:\n  # 独\n  quote: 甲\n  note: |\n    一\n\n    二\n",
            1,
            "annotations:\n  # 独\n  - quote: 甲\n    note: |\n      一\n\n      二\n  - quote: 乙\n    note: 好\n",
        ),
        ("annotations: {quote: 甲}\n", 0, "annotations: [{quote: 乙, note: 好}, {quote: 甲}]\n"),
        ("sources: {a: {title: x}}\n", 0, "sources: {a: {title: x}}\n\nannotations:\n  - quote: 乙\n    note: 好\n"),
        (
            "---\nannotations:\n  - {quote: 甲}\n...\n",
            1,
            "---\nannotations:\n  - {quote: 甲}\n  - quote: 乙\n    note: 好\n...\n",
        ),
    ] {
        assert_eq!(inserted(text, at), wanted, "{text}");
    }
}

#[test]
fn what_cannot_be_changed_is_refused() {
    for text in [
        "annotations: [",
        "- 一\n",
        "annotations: 词\n",
        "annotations:\n  - &a {quote: 甲}\n",
        "a: 1\na: 2\n",
        "...\n---\nx\n",
    ] {
        let item = json!({"quote": "乙"});
        assert!(insert_item(text, "annotations", (1, &item)).is_err(), "{text}");
    }
}

#[test]
fn values_are_set_and_the_rest_stays() {
    let text = "annotations:\n  - quote: 甲  # 一\n    claim:\n      subject: a   # 谁\n      value: '12'  # 多少\n      unit: CNY\n    note: |\n      一\n      二\n  - {quote: 丙, note: 三}\n";
    let item = |at| vec![Step::Key("annotations".into()), Step::Item(at)];
    let claim = || [item(0), vec![Step::Key("claim".into())]].concat();
    let new = set(text, &claim(), ("value", &json!(13.5))).unwrap();
    assert_eq!(new, text.replace("'12'", "13.5"));
    let new = set(text, &claim(), ("as_of", &json!("2024-05"))).unwrap();
    assert_eq!(new, text.replace("      unit: CNY\n", "      unit: CNY\n      as_of: 2024-05\n"));
    let new = set(text, &item(0), ("note", &json!("改：好"))).unwrap();
    assert_eq!(new, text.replace("|\n      一\n      二", "改：好"));
    let new = set(text, &item(1), ("note", &json!("一\n二\n"))).unwrap();
    assert_eq!(new, text.replace("note: 三", "note: \"一\\n二\\n\""));
    let new = set(text, &item(0), ("quote", &json!("上\n下"))).unwrap();
    assert_eq!(new, text.replace("甲", "\"上\\n下\""));
}

#[test]
fn entries_and_items_are_taken_out() {
    let text =
        "annotations:\n  # 一\n  - quote: 甲\n    kind: context  # 类\n    note: 一\n\n  - {quote: 丙, note: 三}\n";
    let item = |at| vec![Step::Key("annotations".into()), Step::Item(at)];
    let key = |at, key: &str| [item(at), vec![Step::Key(key.into())]].concat();
    assert_eq!(remove(text, &key(0, "kind")).unwrap(), text.replace("    kind: context  # 类\n", ""));
    assert_eq!(remove(text, &key(0, "quote")).unwrap(), text.replace("quote: 甲\n    ", ""));
    assert_eq!(remove(text, &key(1, "note")).unwrap(), text.replace(", note: 三", ""));
    assert_eq!(remove(text, &item(0)).unwrap(), "annotations:\n  # 一\n  - {quote: 丙, note: 三}\n");
    assert_eq!(
        remove(text, &item(1)).unwrap(),
        "annotations:\n  # 一\n  - quote: 甲\n    kind: context  # 类\n    note: 一\n"
    );
    assert_eq!(remove("annotations:\n  - {quote: 丙}\n", &item(0)).unwrap(), "annotations:\n");
}

#[test]
fn scalars_are_quoted_where_they_must_be() {
    for (words, wanted) in [
        ("阿里云", "阿里云"),
        ("2024-05/..", "2024-05/.."),
        ("-3", "-3"),
        ("“通义”", "“通义”"),
        ("no", "'no'"),
        ("甲: 乙", "'甲: 乙'"),
        ("甲：乙", "甲：乙"),
        ("a #b", "'a #b'"),
        ("'x'", "'''x'''"),
        ("[x]", "'[x]'"),
        ("", "''"),
        (" x", "' x'"),
        ("\u{7}", "\"\\u0007\""),
    ] {
        assert_eq!(emit::scalar(words, emit::Within::Block), wanted);
    }
    assert_eq!(emit::scalar("https://example.org/", emit::Within::Brackets), "'https://example.org/'");
}

/// A document of items in one of several styles, each with a comment of its own.
fn document() -> impl Strategy<Value = String> {
    let word = "[甲乙a-c0-9:#'\"{},|& -]{1,6}";
    let items = prop::collection::vec((word, word, 0..3_u8), 0..5);
    (items, 0..4_usize, any::<bool>(), any::<bool>()).prop_map(|(items, indent, apart, crlf)| {
        let pad = " ".repeat(indent);
        let mut text = String::from("# 头\nmention_aliases: {x: y}\nannotations:\n");
        for (at, (quote, note, style)) in items.iter().enumerate() {
            let (quote, note) =
                (emit::scalar(quote, emit::Within::Brackets), emit::scalar(note, emit::Within::Brackets));
            let gap = if apart && at > 0 { "\n" } else { "" };
            text += &match style {
                0 => format!("{gap}{pad}- quote: {quote}  # {at}\n{pad}  note: {note}\n"),
                1 => format!("{gap}{pad}# 第{at}\n{pad}- {{quote: {quote}, note: {note}}}\n"),
                _ => format!("{gap}{pad}- note: |\n{pad}    一: {at}\n\n{pad}    # 二\n{pad}  quote: {quote}\n"),
            };
        }
        text += "\n# 尾\nsources: {}\n";
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

proptest! {
    #[test]
    fn an_item_put_in_and_taken_out_leaves_every_byte(text in document(), at in 0..6_usize, words in "\\PC{0,8}", many in any::<bool>()) {
        let (node, _) = read(&text).unwrap();
        let list = find(&node, &[Step::Key("annotations".into())]).unwrap();
        let at = at.min(list.items().len());
        let note = if many { format!("{words}\n{words}") } else { words };
        let Ok(new) = insert_item(&text, "annotations", (at, &json!({"quote": "乙", "note": note}))) else {
            // Words that no YAML can hold as they are.
            return Ok(());
        };
        let before = text.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
        let after = text.bytes().rev().zip(new.bytes().rev()).take_while(|(one, other)| one == other).count();
        prop_assert!(before + after >= text.len(), "only an insertion:\n{}\n{}", text, new);
        let back = remove(&new, &[Step::Key("annotations".into()), Step::Item(at)]).unwrap();
        prop_assert_eq!(back, text);
    }
}
