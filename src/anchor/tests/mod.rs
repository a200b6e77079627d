//! Anchoring as a writer sees it: which words an annotation stands at.

mod oracle;
mod proposals;

use super::*;

fn some(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

fn quote(words: &str) -> Selector {
    quote_in("", words, "")
}

fn quote_in(before: &str, words: &str, after: &str) -> Selector {
    Selector::Quote { quote: words.to_owned(), before: some(before), after: some(after), nth: None }
}

fn passage(from: &str, to: &str) -> Selector {
    Selector::Passage { from: from.to_owned(), to: to.to_owned(), before: None, after: None, nth: None }
}

fn numbered(mut selector: Selector, number: usize) -> Selector {
    let (Selector::Quote { nth, .. } | Selector::Passage { nth, .. }) = &mut selector;
    *nth = Some(number);
    selector
}

/// The words at the one place that matches; `None` for an orphan and for ambiguous words.
fn anchored<'t>(text: &'t Text, selector: &Selector) -> Option<&'t str> {
    match anchor(text, selector, None) {
        Anchored::At(range) => Some(&text.as_str()[range]),
        _ => None,
    }
}

#[test]
fn a_quote_anchors_where_it_stands() {
    for (text, words, expected) in [
        ("阿里云降价，腾讯云跟进。", "腾讯云", Some("腾讯云")),
        ("阿里云 Aliyun 降价", "阿里云Aliyun降价", Some("阿里云 Aliyun 降价")),
        ("阿里云Aliyun降价", "阿里云 Aliyun 降价", Some("阿里云Aliyun降价")),
        ("第一段。 第二段", "第一段。\n\n第二段", Some("第一段。 第二段")),
        ("第一段。 第二段", "。第二段", Some("。 第二段")),
        ("the price  of\nGPUs", "price of GPUs", Some("price of GPUs")),
        ("the price of GPUs", "  price of ", Some("price of")),
        ("the price of GPUs", "priceof", None),
        ("theprice", "the price", None),
        ("알리바바 클라우드", "알리바바클라우드", None),
        ("알리바바 클라우드", "알리바바 클라우드", Some("알리바바 클라우드")),
        ("알리 阿里", "알리阿里", Some("알리 阿里")),
        ("他说 “hello” 了", "说“hello”了", Some("说 “hello” 了")),
        ("said “hello” twice", "said“hello”", None),
        ("AI 与 ai", "ai", Some("ai")),
        ("ＡＩ收入", "AI", None),
        ("降价。", "降价.", None),
        ("一家👨‍👩‍👧‍👦都在", "👨‍👩‍👧‍👦", Some("👨‍👩‍👧‍👦")),
        ("用 q\u{303} 表示", "q\u{303}表示", Some("q\u{303} 表示")),
        ("𠮷野家與𡈽屋", "𡈽", Some("𡈽")),
        ("𠮷 野家", "𠮷野", Some("𠮷 野")),
        ("阿里", "阿里云计算有限公司", None),
        ("", "阿里", None),
        ("阿里云", "", None),
        ("阿里云", " \n", None),
        ("阿里云与阿里云", "阿里云", None),
    ] {
        assert_eq!(anchored(&Text::new(text), &quote(words)), expected, "{words:?} in {text:?}");
    }
}

#[test]
fn contexts_touch_the_quote_blanks_aside() {
    let text = Text::new("大的 Model 与 big Model，以及 a Model.");
    for (before, after, expected) in [
        ("大的", "", Some(3 + 4)),
        ("的 ", "", Some(3 + 4)),
        ("big", "", Some(21)),
        ("", "，", Some(21)),
        ("a", ".", Some(38)),
        ("big", "与", None),
        ("大", "", None),
        ("bi", "", None),
    ] {
        let start = match anchor(&text, &quote_in(before, "Model", after), None) {
            Anchored::At(range) => Some(range.start),
            _ => None,
        };
        assert_eq!(start, expected, "{before:?} … {after:?}");
    }
    let blank = Selector::Quote {
        quote: "以及".to_owned(),
        before: Some(" ".to_owned()),
        after: Some(String::new()),
        nth: None,
    };
    assert_eq!(anchored(&text, &blank), Some("以及"), "an empty context says nothing");
}

#[test]
fn overlapping_places_count() {
    let text = Text::new("哈哈哈哈");
    assert_eq!(places(&text, &quote("哈哈")), [0..6, 3..9, 6..12]);
    for (number, expected) in [(0, None), (1, Some(0..6)), (2, Some(3..9)), (3, Some(6..12)), (4, None)] {
        let place = match anchor(&text, &numbered(quote("哈哈"), number), None) {
            Anchored::At(range) => Some(range),
            _ => None,
        };
        assert_eq!(place, expected, "nth {number}");
    }
}

#[test]
fn nth_counts_what_the_context_leaves() {
    let text = Text::new("甲：好。乙：好。甲：好！");
    let second = numbered(quote_in("甲：", "好", ""), 2);
    assert_eq!(anchor(&text, &second, None), Anchored::At(30..33));
}

#[test]
fn a_passage_goes_from_its_first_words_to_its_last() {
    let text = Text::new("换言之，AI 相关收入增长。AI 相关收入很少。此外，它不赚钱。");
    assert_eq!(
        anchored(&text, &passage("换言之", "AI相关收入")),
        Some("换言之，AI 相关收入"),
        "the first `to` ends it"
    );
    assert_eq!(anchored(&text, &passage("此外", "AI相关收入")), None, "`to` stands after `from`");
    assert_eq!(anchored(&text, &passage("AI", "钱")), None, "two begin here, though they overlap");
    assert_eq!(anchored(&text, &numbered(passage("AI", "钱"), 2)), Some("AI 相关收入很少。此外，它不赚钱"));
    assert_eq!(anchored(&Text::new("一二二三"), &passage("一二", "二三")), Some("一二二三"));
    assert_eq!(anchored(&Text::new("一二三"), &passage("一二", "二三")), None, "the two don't overlap");
    let in_context = Selector::Passage {
        from: "AI".to_owned(),
        to: "收入".to_owned(),
        before: Some("。".to_owned()),
        after: Some("很少".to_owned()),
        nth: None,
    };
    assert_eq!(anchored(&text, &in_context), Some("AI 相关收入"));
}

#[test]
fn what_tells_places_apart_is_short() {
    for (text, words, expected) in [
        ("阿里云降价，腾讯云降价", "降价", vec![("", "，"), ("讯云", "")]),
        ("好。好！", "好", vec![("", "。"), ("。", "")]),
        ("哈哈哈", "哈", vec![("", "哈哈"), ("哈", "哈"), ("哈哈", "")]),
        // A context doesn't begin with a blank, and no blank tells anything.
        ("a b 云。甲乙丙ab 云。甲乙丙完", "云", vec![("a b", ""), ("ab", "")]),
        // Nor does it cut a character that is written with several code points.
        ("e\u{303}云，o\u{303}云", "云", vec![("", "，"), ("o\u{303}", "")]),
        ("👨‍👩‍👧云。👩‍👩‍👧云。", "云", vec![("👨‍👩‍👧", ""), ("👩‍👩‍👧", "")]),
    ] {
        let text = Text::new(text);
        let Anchored::Ambiguous { places, telling } = anchor(&text, &quote(words), None) else {
            panic!("{words} is not ambiguous in {}", text.as_str())
        };
        let ranges: Vec<_> = telling.iter().map(|telling| telling.range.clone()).collect();
        assert_eq!(ranges, places);
        let contexts: Vec<_> = telling
            .iter()
            .map(|telling| {
                (telling.before.as_deref().unwrap_or_default(), telling.after.as_deref().unwrap_or_default())
            })
            .collect();
        assert_eq!(contexts, expected, "{words} in {}", text.as_str());
    }
}

#[test]
fn a_number_tells_apart_what_words_cannot() {
    let page = "同一段话。".repeat(200);
    let text = Text::new(&page);
    let Anchored::Ambiguous { places, telling } = anchor(&text, &quote("话"), None) else { panic!("it is ambiguous") };
    assert_eq!((places.len(), telling.len()), (200, MOST_TOLD));
    assert_eq!(telling[31].nth, Some(32));
    let Anchored::Ambiguous { telling, .. } = anchor(&Text::new("甲甲乙"), &passage("甲", "乙"), None) else {
        panic!("it is ambiguous")
    };
    assert_eq!((telling[0].nth, telling[1].before.as_deref()), (Some(1), Some("甲")), "both end at the same words");
}

#[test]
fn the_shortest_selector_of_a_range() {
    let text = Text::new("阿里云降价，腾讯云降价");
    assert_eq!(shortest_selector(&text, 0..9), Some(quote("阿里云")));
    assert_eq!(shortest_selector(&text, 27..33), Some(quote_in("讯云", "降价", "")));
    assert_eq!(shortest_selector(&text, 0..2), None, "it cuts a character");
    assert_eq!(shortest_selector(&text, 40..50), None);
    assert_eq!(shortest_selector(&text, 3..3), None);
    assert_eq!(shortest_selector(&Text::new("a big Model"), 1..6), Some(quote("big")));
}

#[test]
fn offsets_are_counted_in_characters() {
    let text = Text::new(&"阿é😀a ".repeat(300));
    for (characters, (byte, _)) in text.as_str().char_indices().enumerate() {
        assert_eq!(text.chars_before(byte), characters);
    }
    assert_eq!(text.chars_before(usize::MAX), 1499);
    assert_eq!(Text::new(&"a".repeat(512)).chars_before(512), 512);
    assert_eq!(Text::new("").chars_before(0), 0);
}

#[test]
fn contexts_are_cut_by_characters() {
    let text = Text::new("序：阿里云 Aliyun。");
    assert_eq!(text.context(6..15, 2), ("序：", " A"));
    assert_eq!(text.context(6..15, 0), ("", ""));
    assert_eq!(text.context(0..text.as_str().len(), 9), ("", ""));
    assert_eq!(text.context(7..900, 9), ("", ""), "no such range");
}
