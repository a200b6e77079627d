//! What a page alone can tell: places, sources, and figures and dates held against the words.

use super::*;
use crate::config::Settings;
use crate::load::PageFiles;

fn article(body: &str, sidecar: &str) -> Article {
    let page = format!("---\ntitle: 报告\ndate: 2024-06-03\n---\n\n{body}\n");
    let files = PageFiles {
        path: ContentPath::new("articles/a.md"),
        body: Source::new("content/articles/a.md", page),
        sidecar: Some(Source::new("content/articles/a.yaml", sidecar)),
    };
    read(&files, &Settings::plain())
}

fn problems(body: &str, sidecar: &str) -> Vec<String> {
    let article = article(body, sidecar);
    article.problems.iter().map(|problem| format!("{}: {}", problem.code.id(), problem.message)).collect()
}

fn claim(quote: &str, rest: &str) -> String {
    format!("annotations:\n  - {{quote: {quote}, claim: {{subject: a, measure: 投资, {rest}}}}}\n")
}

#[test]
fn figures_that_agree_with_their_words_are_let_be() {
    for (words, rest) in [
        ("投入了高达135亿元人民币", "value: 13500000000, unit: CNY, bound: at-least"),
        ("占智能云收入的6.9%", "value: 6.9, unit: percent"),
        ("排在第17位", "value: 17, unit: rank"),
        ("投入了十余亿元", "value: 13500000000, unit: CNY"),
        ("收入为21.8亿元，同比增长两位数", "value: 2180000000, unit: CNY"),
    ] {
        assert_eq!(problems(words, &claim(words, rest)), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn a_figure_that_no_words_bear_is_an_error_that_says_what_was_read() {
    let words = "投入了高达135亿元人民币";
    let said = problems(words, &claim(words, "value: 1350000000, unit: CNY"));
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("disagreeing-figure: ") && said[0].contains("135亿元"), "{said:?}");
    let silenced = claim(words, "value: 1350000000, unit: CNY").replace("}}\n", "}, verify: false}\n");
    assert_eq!(problems(words, &silenced), Vec::<String>::new());
}

#[test]
fn dates_of_events_are_held_against_their_words() {
    let event = |date: &str| {
        format!("annotations:\n  - {{quote: 5月17日双方签约, event: {{title: 签约, date: \"{date}\"}}}}\n")
    };
    for date in ["2024-05-17", "2024-05", "2024"] {
        assert_eq!(problems("5月17日双方签约。", &event(date)), Vec::<String>::new(), "{date}");
    }
    let said = problems("5月17日双方签约。", &event("2024-05-16"));
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("disagreeing-date: ") && said[0].contains("5月17日"), "{said:?}");
}

#[test]
fn sources_are_inherited_from_the_innermost() {
    let sidecar = "annotations:\n  - {quote: 甲说乙说丙, source: passage}\n  - {quote: 乙, note: 注}\n  \
                   - {section: 节, source: section}\n  - {quote: 丁, note: 注}\n  - {quote: 前言, note: 注}\n  \
                   - {quote: 丙, note: 注, source: own}\n  - source: whole\n";
    let article = article("前言。\n\n## 节\n\n甲说乙说丙，丁。", sidecar);
    assert_eq!(article.problems, []);
    let of = |quote: &str| {
        let annotation = article.annotations.iter().find(|one| article.quote(one) == quote).unwrap();
        annotation.sources[0].reference.as_ref().unwrap().value.to_string()
    };
    assert_eq!(["乙", "丁", "前言", "丙"].map(of), ["passage", "section", "whole", "own"]);
}

#[test]
fn annotations_stand_in_the_order_of_the_text() {
    let sidecar = "annotations:\n  - {quote: 丙, note: 注}\n  - {quote: 没有, note: 注}\n  - {quote: 甲乙丙, note: 注}\n  \
                   - {quote: 甲, note: 注}\n";
    let article = article("甲乙丙", sidecar);
    let quotes: Vec<String> = article.annotations.iter().map(|one| article.quote(one)).collect();
    assert_eq!(quotes, ["甲乙丙", "甲", "丙", "没有"]);
}

#[test]
fn a_section_reaches_over_its_subsections() {
    let article = article("## 一\n\n甲\n\n### 小\n\n乙\n\n## 二\n\n丙", "annotations: [{section: 一, note: 注}]\n");
    let range = article.annotations[0].place.range().unwrap().clone();
    assert_eq!(&article.document.text[range], "一 甲 小 乙");
}
