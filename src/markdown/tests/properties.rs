//! Whatever a body holds, the page says what the text says, and marks cover what they should.

use std::collections::BTreeMap;

use proptest::prelude::*;
use scraper::{Html, Selector};

use super::{check, collect, escaped, read};
use crate::markdown::{Document, MarkKind, Piece, SpanMark, summary};

/// Snippets that get in each other's way.
fn snippet() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(
        "* ** *** _ __ ~ ~~ [ ] ( ) # | \n \n\n $ $$ < > & ! - ` ``` \\ ^ : = + { } \" ' 1. \t \u{3000} \r\n"
            .split(' ')
            .collect::<Vec<_>>(),
    );
    let words = prop::sample::select(vec![
        "阿里",
        "云",
        "cloud",
        "《",
        "》",
        "“",
        "”",
        "，",
        "。",
        " ",
        "한국",
        "é",
        "👩‍👩‍👧",
        "\u{FE0F}",
        "\0",
        "\u{E000}",
    ]);
    let phrases = prop::sample::select(vec![
        "[[阿里云]]",
        "[[云计算|云]]",
        "[a](b \"t\")",
        "![图](b.png \"题\")",
        "[^1]",
        "\n\n[^1]: 注\n\n",
        "\n\n[^1]: 注[^2]\n\n",
        "\n\n[^2]: ",
        "| a | b |\n|:-|-:|\n| c | d |\n",
        "\n- [ ] ",
        "\n- [x] 做",
        "\n> [!NOTE]\n> ",
        "\n> ",
        "\n\n词\n: 义\n\n",
        "$x<y$",
        "$$\\frac{1}{2}$$",
        "\n# ",
        "\n## 题 {#id .c}\n",
        "\n```rust\nlet x = 1;\n\n",
        "\n    code\n",
        "**",
        "  \n",
        "<https://a.b/c>",
        "http://a.b",
        "&amp;",
        "&nbsp;",
        "&lt;",
        "\\*",
    ]);
    prop_oneof![
        4 => words.prop_map(str::to_owned),
        4 => signs.prop_map(str::to_owned),
        2 => phrases.prop_map(str::to_owned),
    ]
}

/// TeX that is mostly wrong.
fn tex() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "\\frac",
        "\\left(",
        "\\right)",
        "\\left.",
        "^",
        "_",
        "{",
        "}",
        "&",
        "\\\\",
        "\\begin{matrix}",
        "\\end{matrix}",
        "\\text{<b>",
        "\\sqrt[",
        "]",
        "#1",
        "\\def\\a",
        "\\a",
        "\\over",
        "\\not",
        "'",
        "\"",
        "~",
        "%",
        "<",
        ">",
        "x",
        "1",
        " ",
        "云",
        "\\mathbb",
        "\\operatorname{a<b}",
        "\\color{red}",
        "\\hline",
        "\\begin{array}{c|c}",
        "\\end{array}",
        "\\limits",
        "\\sum",
        "\\overline",
        "\\big",
        "\\middle|",
        "\\hspace{1em}",
        "\\kern1em",
        "\\char",
        "\\let",
        "\\begin{align}",
        "\\end{align}",
    ]);
    prop::collection::vec(token, 0..14).prop_map(|tokens| tokens.concat())
}

const ELEMENTS: &str = "b i a p div span table tr td th tbody caption ul li \
    h2 br hr img script style svg path math mi select option template textarea \
    pre details summary button form ruby rt dl dt dd iframe noscript title body \
    x-y font nobr center object video foreignobject col colgroup input label fieldset legend section \
    code";

/// Raw tags of all kinds, and what browsers make something of.
fn raw_snippet() -> impl Strategy<Value = String> {
    let name = prop::sample::select(ELEMENTS.split_whitespace().collect::<Vec<_>>());
    let form = prop::sample::select(vec![
        "<N>",
        "</N>",
        "<N/>",
        "<N id=\"x\" class=y>",
        "\n<N>\n",
        "\n\n</N>\n\n",
        "<N",
        "\n\n<N>",
    ]);
    let other = prop::sample::select(vec![
        "<!-- c -->",
        "<!--",
        "-->",
        "<!DOCTYPE html>",
        "<?php ?>",
        "<![CDATA[ a ]]>",
        "&lt;b&gt;",
        "data-generated",
    ]);
    prop_oneof![
        6 => (name, form).prop_map(|(name, form)| form.replace('N', name)),
        1 => other.prop_map(str::to_owned),
    ]
}

fn markdown() -> impl Strategy<Value = String> {
    prop::collection::vec(snippet(), 0..40).prop_map(|parts| parts.concat())
}

fn mixed() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![2 => snippet(), 1 => raw_snippet()], 0..30).prop_map(|parts| parts.concat())
}

/// Marks at any place of a text, given as shares of its length.
fn marks(document: &Document, shares: &[(f64, f64, bool)]) -> Vec<SpanMark> {
    let length = document.text.len() as f64;
    let mark = |(index, &(begin, end, mention)): (usize, &(f64, f64, bool))| {
        let (low, high) = if begin < end { (begin, end) } else { (end, begin) };
        let kind = match mention {
            true => MarkKind::Mention { entity: format!("e{index}"), href: Some("/e/".to_owned()), id: None },
            false => MarkKind::Annotation {
                id: format!("a{index}"),
                classes: "annotation".to_owned(),
                note: (index % 2 == 0).then_some(index),
            },
        };
        SpanMark { range: (length * low) as usize..(length * high) as usize, kind }
    };
    shares.iter().enumerate().map(mark).collect()
}

/// The pieces that carry text cover it, in order and without overlap.
fn covers(document: &Document) {
    let mut at = 0;
    for piece in &document.pieces {
        if let Piece::Words { range, .. } | Piece::Blank { range, .. } | Piece::Atom { range, .. } = piece {
            assert_eq!(range.start, at, "{piece:?} of {:?}", document.pieces);
            at = range.end;
        }
    }
    assert_eq!(at, document.text.len());
}

fn without_blanks(string: &str) -> String {
    string.split_whitespace().collect()
}

/// The spans of each annotation say what its range says.
fn spans_cover(document: &Document, marks: &[SpanMark], html: &str) {
    let page = Html::parse_fragment(html);
    let mut spoken: BTreeMap<&str, String> = BTreeMap::new();
    let selector = Selector::parse("[data-annotation]").expect("a selector");
    for span in page.select(&selector) {
        for id in span.attr("data-annotation").unwrap_or_default().split(' ') {
            collect(span, spoken.entry(id).or_default());
        }
    }
    let has_atoms = document.pieces.iter().any(|piece| matches!(piece, Piece::Atom { .. }));
    for mark in marks {
        let MarkKind::Annotation { id, .. } = &mark.kind else {
            continue;
        };
        let Some(expected) = document.text.get(mark.range.clone()).filter(|_| !has_atoms) else {
            continue;
        };
        let found = spoken.get(id.as_str()).map(String::as_str).unwrap_or_default();
        assert_eq!(without_blanks(found), without_blanks(expected), "{id} in {html}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_page_says_what_the_text_says(source in markdown()) {
        let document = read(&source);
        covers(&document);
        check(&document, &[]);
    }

    #[test]
    fn so_it_does_with_raw_html(source in mixed()) {
        let document = read(&source);
        covers(&document);
        check(&document, &[]);
        check(&escaped(&source), &[]);
    }

    #[test]
    fn so_it_does_with_marks(source in markdown(), shares in prop::collection::vec((0.0..1.0, 0.0..1.0, any::<bool>()), 0..8)) {
        let document = read(&source);
        let marks = marks(&document, &shares);
        let html = check(&document, &marks);
        spans_cover(&document, &marks, &html);
    }

    #[test]
    fn so_it_does_with_math(tex in tex()) {
        check(&read(&format!("甲 ${tex}$ 乙")), &[]);
    }

    #[test]
    fn problems_lie_in_the_body(source in mixed()) {
        for problem in read(&source).problems {
            prop_assert!(source.get(problem.source.clone()).is_some(), "{problem:?}");
        }
    }

    #[test]
    fn summaries_are_short_beginnings(source in markdown(), most in 0_usize..60) {
        let text = read(&source).text;
        let summary = summary(&text, most);
        prop_assert!(summary.chars().count() <= most.max(1));
        prop_assert!(text.starts_with(summary.trim_end_matches('…')));
    }
}
