//! Raw HTML in a body.

use super::{check, html, read, text};
use crate::markdown::ProblemKind;

/// How many problems there are, all of raw HTML.
fn problems(source: &str) -> usize {
    let problems = read(source).problems;
    assert!(problems.iter().all(|problem| problem.kind == ProblemKind::RawHtml));
    problems.len()
}

#[test]
fn words_between_tags_are_words() {
    let source = "<div class=\"box\">\n甲 &amp; <b>乙</b>\n</div>\n\n丙<br>丁<kbd>戊</kbd>";
    assert_eq!(text(source), "甲 & 乙 丙 丁戊");
    assert_eq!(problems(source), 0);
    assert!(html(source).starts_with("<div class=\"box\">甲 &amp; <b>乙</b></div>"));
}

#[test]
fn markdown_goes_on_between_raw_blocks() {
    let source = "<details>\n<summary>甲</summary>\n\n**乙**\n\n</details>";
    assert_eq!(html(source), "<details><summary>甲</summary><p><strong>乙</strong></p></details>");
    assert_eq!(problems(source), 0);
}

#[test]
fn what_is_left_open_is_closed() {
    for (source, expected) in [
        ("甲<b>乙\n\n丙", "<p>甲<b>乙</b></p><p>丙</p>"),
        ("甲</b>乙", "<p>甲乙</p>"),
        ("*甲<i>乙*</i>丙", "<p><em>甲<i>乙</i></em>丙</p>"),
        ("<b><i>甲</b></i>", "<p><b><i>甲</i></b></p>"),
        ("甲<div>乙</div>", "<p>甲乙</p>"),
        ("<div>\n\n甲", "<div><p>甲</p></div>"),
    ] {
        assert_eq!(html(source), expected, "{source}");
        assert!(problems(source) > 0, "{source}");
        check(&read(source), &[]);
    }
}

#[test]
fn end_tags_that_html_lets_out_are_no_problem() {
    let source = "<ul>\n<li>甲\n<li>乙\n</ul>\n\n<table>\n<tr><td>丙<td>丁\n<tr><td>戊\n</table>";
    assert_eq!(problems(source), 0);
    assert_eq!(text(source), "甲 乙 丙 丁 戊");
    check(&read(source), &[]);
}

#[test]
fn scripts_and_drawings_are_no_words() {
    for source in [
        "<script>if (a < b) { c(\"</p>\"); }</script>\n\n甲",
        "<style>\np > b { color: red }\n</style>\n\n甲",
        "甲<svg viewBox=\"0 0 1 1\"><text>乙</text><path d=\"M0 0\"/></svg>",
        "甲<select><option>乙</option></select>",
        "甲<textarea>*乙*</textarea>",
        "<!-- 乙 -->\n\n甲 <!-- 乙 -->",
    ] {
        assert_eq!(text(source), "甲", "{source}");
        check(&read(source), &[]);
    }
    let script = "<script>if (a < b && c) d(\"</p>\")</script>";
    assert_eq!(html(script), "<script data-generated>if (a < b && c) d(\"</p>\")</script>");
}

#[test]
fn words_between_cells_end_the_table() {
    let source = "<table><tr>甲<td>乙</td></tr></table>";
    assert_eq!(text(source), "甲 乙");
    assert!(problems(source) > 0);
    check(&read(source), &[]);
}

#[test]
fn links_do_not_stand_within_links() {
    let source = "<a href=\"x\">甲[乙](y)[[阿里云]]</a>";
    assert_eq!(html(source), "<p><a href=\"x\">甲乙阿里云</a></p>");
    assert_eq!(problems(source), 2);
    assert_eq!(html("[甲<a href=x>乙</a>](y)"), "<p><a href=\"y\">甲乙</a></p>");
}

#[test]
fn authors_cannot_hide_words_as_generated() {
    assert_eq!(html("<i data-generated>甲</i>"), "<p><i>甲</i></p>");
}

#[test]
fn self_closing_elements_are_closed() {
    assert_eq!(html("甲<span id=\"p3\"/>乙"), "<p>甲<span id=\"p3\"></span>乙</p>");
}

#[test]
fn problems_say_where() {
    let source = "甲\n\n乙<b>丙";
    let document = read(source);
    assert_eq!(&source[document.problems[0].source.clone()], "<b>");
}

#[test]
fn an_id_stands_once() {
    let source = "<i id=\"甲\">a</i><i id=\"甲\">b</i>\n\n## 甲\n\n## 乙 {#甲}";
    assert_eq!(html(source), "<p><i id=\"甲\">a</i><i>b</i></p><h2 id=\"甲-2\">甲</h2><h2 id=\"乙\">乙</h2>");
    let kinds: Vec<_> = read(source).problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::IdTwice, ProblemKind::IdTwice]);
}

#[test]
fn drawings_keep_their_titles() {
    let source = "甲<svg><title>乙</title></svg>";
    assert_eq!(html(source), "<p>甲<svg data-generated><title>乙</title></svg></p>");
    assert_eq!(problems(source), 0);
}
