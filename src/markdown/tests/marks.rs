//! Marks in the page.

use super::{Plain, check, read};
use crate::markdown::{MarkKind, SpanMark, write_html};

/// A mark of the first place of `words` in the text.
fn mark(text: &str, words: &str, kind: MarkKind) -> SpanMark {
    let begin = text.find(words).expect(words);
    SpanMark { range: begin..begin + words.len(), kind }
}

fn annotation(id: &str) -> MarkKind {
    MarkKind::Annotation { id: id.to_owned(), classes: format!("annotation annotation-{id}"), note: None }
}

fn mention(entity: &str) -> MarkKind {
    MarkKind::Mention { entity: entity.to_owned(), href: Some(format!("/{entity}/")), id: None }
}

/// The page with shorter attributes.
fn woven(source: &str, marks: &[(&str, MarkKind)]) -> String {
    let document = read(source);
    let marks: Vec<SpanMark> = marks.iter().map(|(words, kind)| mark(&document.text, words, kind.clone())).collect();
    check(&document, &marks);
    write_html(&document, &marks, &mut Plain)
        .trim()
        .replace(" class=\"annotation annotation-", " class=\"")
        .replace(" class=\"mention\" data-entity=", " m=")
        .replace("data-annotation", "of")
}

#[test]
fn an_annotation_is_a_span_with_its_id() {
    assert_eq!(
        woven("阿里云降价", &[("云降", annotation("a"))]),
        "<p>阿里<span class=\"a\" of=\"a\" id=\"a\">云降</span>价</p>"
    );
}

#[test]
fn markup_cuts_an_annotation_and_blanks_stay_in_it() {
    assert_eq!(
        woven("阿**里 云** cloud 价", &[("里 云 cloud", annotation("a"))]),
        "<p>阿<strong><span class=\"a\" of=\"a\" id=\"a\">里 云</span></strong>\
         <span class=\"a\" of=\"a\"> cloud</span> 价</p>"
    );
    assert_eq!(
        woven("a b\nc d", &[("b c", annotation("a"))]),
        "<p>a <span class=\"a\" of=\"a\" id=\"a\">b\nc</span> d</p>"
    );
    assert_eq!(
        woven("甲\n\n乙", &[("甲 乙", annotation("a"))]),
        "<p><span class=\"a\" of=\"a\" id=\"a\">甲</span></p>\n<p><span class=\"a\" of=\"a\">乙</span></p>"
    );
}

#[test]
fn annotations_cross() {
    assert_eq!(
        woven("甲乙丙丁", &[("甲乙丙", annotation("a")), ("乙丙丁", annotation("b"))]),
        "<p><span class=\"a\" of=\"a\" id=\"a\">甲</span>\
         <span class=\"a annotation-b\" of=\"a b\" id=\"b\">乙丙</span>\
         <span class=\"b\" of=\"b\">丁</span></p>"
    );
}

#[test]
fn annotations_that_begin_together_have_an_id_each() {
    assert_eq!(
        woven("甲乙丙", &[("甲乙", annotation("b")), ("甲乙丙", annotation("a"))]),
        "<p><span class=\"a\" of=\"a\" id=\"a\"><span class=\"b\" of=\"b\" id=\"b\">甲乙</span></span>\
         <span class=\"a\" of=\"a\">丙</span></p>"
    );
}

#[test]
fn mentions_lie_within_annotations() {
    assert_eq!(
        woven("看阿里云降价", &[("阿里云降", annotation("a")), ("阿里云", mention("e"))]),
        "<p>看<span class=\"a\" of=\"a\" id=\"a\"><a m=\"e\" href=\"/e/\">阿里云</a>降</span>价</p>"
    );
    assert_eq!(
        woven("看阿里云降价", &[("里云降", annotation("a")), ("阿里云", mention("e"))]),
        "<p>看<a m=\"e\" href=\"/e/\">阿</a><span class=\"a\" of=\"a\" id=\"a\"><a m=\"e\" href=\"/e/\">里云</a>降</span>价</p>"
    );
}

#[test]
fn mentions_are_linked_where_a_link_may_stand() {
    for (source, expected) in [
        ("**阿里云**", "<p><strong><a m=\"e\" href=\"/e/\">阿里云</a></strong></p>"),
        ("阿里\n云", "<p><a m=\"e\" href=\"/e/\">阿里云</a></p>"),
        ("[阿里云](x)", "<p><a href=\"x\"><span m=\"e\">阿里云</span></a></p>"),
        ("[*阿里* 云](x)", ""),
        (
            "|阿里云|\n|-|",
            "<table>\n<thead>\n<tr>\n<th scope=\"col\"><a m=\"e\" href=\"/e/\">阿里云</a></th>\n</tr>\n</thead>\n</table>",
        ),
        ("## 阿里云", "<h2 id=\"阿里云\"><span m=\"e\">阿里云</span></h2>"),
        ("<a href=\"x\">阿里云</a>", "<p><a href=\"x\"><span m=\"e\">阿里云</span></a></p>"),
    ] {
        let words = if source.contains("* ") { "阿里 云" } else { "阿里云" };
        let page = woven(source, &[(words, mention("e"))]);
        if expected.is_empty() {
            assert!(!page.contains("<a m="), "{page}");
        } else {
            assert_eq!(page, expected, "{source}");
        }
    }
}

#[test]
fn a_mention_across_lines_is_one_element() {
    assert_eq!(
        woven("on Alibaba\nCloud now", &[("Alibaba Cloud", mention("e"))]),
        "<p>on <a m=\"e\" href=\"/e/\">Alibaba\nCloud</a> now</p>"
    );
}

#[test]
fn a_mention_without_page_is_a_span() {
    let kind = MarkKind::Mention { entity: "e".to_owned(), href: None, id: None };
    assert_eq!(woven("阿里云", &[("阿里云", kind)]), "<p><span m=\"e\">阿里云</span></p>");
}

#[test]
fn math_is_marked_whole() {
    let page = woven("看 $x^2$ 吧", &[("^2 吧", annotation("a"))]);
    assert!(page.contains("<span class=\"a\" of=\"a\" id=\"a\"><math"), "{page}");
    assert!(page.contains("</math> 吧</span>"), "{page}");
}

#[test]
fn marks_outside_the_text_are_nothing() {
    let document = read("阿里");
    let far = SpanMark { range: 70..90, kind: annotation("a") };
    let inside_a_character = SpanMark { range: 1..2, kind: annotation("b") };
    assert_eq!(write_html(&document, &[far, inside_a_character], &mut Plain).trim(), "<p>阿里</p>");
}

/// The page of a body in which some words have numbered notes, with shorter attributes.
fn noted(source: &str, words: &[(&str, usize)]) -> String {
    let kind =
        |number: usize| MarkKind::Annotation { id: format!("a{number}"), classes: String::new(), note: Some(number) };
    let marks: Vec<_> = words.iter().map(|(words, number)| (*words, kind(*number))).collect();
    woven(source, &marks).replace(" aria-details=\"n.", " d=\"").replace(" style=\"--n:--", " n=\"")
}

#[test]
fn a_note_is_told_at_its_first_span_and_numbered_at_its_last() {
    assert_eq!(
        noted("阿**里云**降\n\n价", &[("里云降", 1)]),
        "<p>阿<strong><span of=\"a1\" id=\"a1\" d=\"a1\" n=\"1\">里云</span></strong>\
         <span of=\"a1\" data-n=\"1\">降</span><span class=\"refs\" data-generated>Annotations <a href=\"#n.a1\">1</a></span></p>\n\
         <p>价</p>"
    );
}

#[test]
fn links_to_notes_stand_behind_headings_and_code_and_within_items() {
    let refs = |number| format!("data-generated>Annotations <a href=\"#n.a{number}\">{number}</a></");
    let page = noted("# 甲\n\n- 乙\n  - 丙\n\n```\n丁\n```\n", &[("甲", 1), ("乙", 2), ("丙", 3), ("丁", 4)]);
    for (before, number, element) in
        [("</h2>", 1, "p"), ("</span>\n", 2, "span"), ("</span>", 3, "span"), ("</pre>", 4, "p")]
    {
        let links = format!("{before}<{element} class=\"refs\" {}{element}>", refs(number));
        assert!(page.contains(&links), "{links} in {page}");
    }
}
