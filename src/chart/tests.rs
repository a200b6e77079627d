//! Whole drawings.

use super::*;
use crate::date::Date;
use proptest::prelude::*;

fn mark(date: &str, title: &str) -> Mark {
    Mark {
        title: title.to_owned(),
        date: date.to_owned(),
        href: Some("/events/x/".to_owned()),
        extent: Extent::of(&Date::parse(date).unwrap()).unwrap(),
        lane: 0,
        state: State::Occurred,
        importance: 2,
        tokens: String::new(),
    }
}

fn drawn(marks: &[Mark], lanes: &[String]) -> Drawing {
    let mut marks = marks.to_vec();
    marks.sort_by_key(|mark| mark.extent.days());
    draw(&Overview { marks: &marks, lanes, width: WIDE, words: Words::of("zh"), language: Language::Chinese })
}

/// Every text of a drawing: its left edge, baseline, width and words.
fn texts(svg: &str) -> Vec<(f64, f64, f64, String)> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let number =
        |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap_or("0").parse::<f64>().unwrap();
    let text = |node: roxmltree::Node<'_, '_>| {
        let words = node.text().unwrap_or_default().to_owned();
        let size =
            if node.attribute("class").is_some_and(|class| class == "when" || class == "gap") { 11.0 } else { 12.0 };
        let wide = width::width(&words, size);
        let left = number(node, "x") - if node.attribute("class") == Some("gap") { wide / 2.0 } else { 0.0 };
        (left, number(node, "y"), wide, words)
    };
    document.descendants().filter(|node| node.has_tag_name("text")).map(text).collect()
}

#[test]
fn lanes_have_names_and_events_their_links_and_words() {
    let mut planned = mark("2024-06", "甲 & 乙签约");
    (planned.lane, planned.state, planned.tokens) = (1, State::Planned, "k2".to_owned());
    let drawing = drawn(&[mark("2024-05-17", "降价"), planned], &["调价".to_owned(), "合作".to_owned()]);
    assert_eq!(drawing.drawn, 2);
    let words: Vec<String> = texts(&drawing.svg).into_iter().map(|(.., words)| words).collect();
    for expected in ["调价", "合作", "降价", "甲 & 乙签约"] {
        assert!(words.iter().any(|text| text == expected), "{expected} is not among {words:?}");
    }
    let meanings: Vec<&str> = drawing.signs.iter().map(|sign| sign.text).collect();
    assert_eq!(meanings, ["某一天", "某月、某年之内", "尚未发生"]);
    assert!(drawing.svg.contains(
        r#"<a href="/events/x/" tabindex="-1" class="planned" data-f="k2"><title>2024-06 · 甲 &amp; 乙签约</title>"#
    ));
}

#[test]
fn a_folded_gap_says_how_long_it_is() {
    let dates = ["2010-03-02", "2010-03-03", "2010-03-05", "2024-05-11", "2024-05-13", "2024-05-17"];
    let marks: Vec<Mark> = dates.iter().map(|date| mark(date, "事")).collect();
    let words: Vec<String> = texts(&drawn(&marks, &[String::new()]).svg).into_iter().map(|(.., words)| words).collect();
    assert!(words.contains(&"空 14 年".to_owned()), "{words:?}");
}

#[test]
fn a_label_near_the_edge_stays_within() {
    let marks = [mark("2024-01-01", "年初"), mark("2024-12-31", "年末有一件标题很长的事情")];
    for (left, _, wide, words) in texts(&drawn(&marks, &[String::new()]).svg) {
        assert!(left >= 0.0 && left + wide <= WIDE, "{words} from {left} on is {wide} wide");
    }
}

#[test]
fn a_few_that_last_long_run_off_where_marks_are_many() {
    let mut marks: Vec<Mark> = (1..=28).map(|day| mark(&format!("2024-05-{day:02}"), "事")).collect();
    let dot = |marks: &[Mark]| {
        let svg = drawn(marks, &[String::new()]).svg;
        svg.rsplit("cx=\"").next().unwrap().split('"').next().unwrap().parse::<f64>().unwrap()
    };
    let alone = dot(&marks);
    marks.insert(0, mark("2024-05-01/2034", "十年"));
    assert!((dot(&marks) - alone).abs() < 1.0, "the days keep their room");
    assert!(drawn(&marks, &[String::new()]).svg.contains("H996V"), "the bar reaches the edge");
}

#[test]
fn many_events_make_a_picture_of_a_page() {
    let date = |number: usize| format!("20{:02}-{:02}-{:02}", 10 + number % 14, 1 + number % 12, 1 + number % 28);
    let marks: Vec<Mark> = (0..2000).map(|number| mark(&date(number), "一件标题不短也不长的事")).collect();
    let drawing = drawn(&marks, &["甲".to_owned()]);
    assert!(drawing.drawn > 500 && drawing.drawn < 2000, "{}", drawing.drawn);
    let height: f64 = drawing.svg.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    assert!(height < 1100.0, "{height}");
}

fn dates() -> impl Strategy<Value = String> {
    let day = (1990i64..2030, 1u8..13, 1u8..29);
    let text = |(year, month, day): (i64, u8, u8)| format!("{year:04}-{month:02}-{day:02}");
    prop_oneof![
        4 => day.clone().prop_map(text),
        1 => day.clone().prop_map(|(year, month, _)| format!("{year:04}-{month:02}")),
        1 => day.clone().prop_map(|(year, ..)| format!("{year:04}~")),
        1 => (day.clone(), 1i64..400).prop_map(move |((year, month, day), length)| {
            let first = Day { year, month, day };
            format!("{first}/{}", first.plus_days(length))
        }),
        1 => day.clone().prop_map(move |day| format!("{}/..", text(day))),
        1 => day.prop_map(move |day| format!("/{}", text(day))),
    ]
}

proptest! {
    #[test]
    fn no_words_overlap_in_any_drawing(
        events in prop::collection::vec((dates(), "[一-龥a-z]{1,24}", 1u8..4, 0usize..3), 1..60),
    ) {
        let marks: Vec<Mark> = events
            .into_iter()
            .map(|(date, title, importance, lane)| Mark { importance, lane, ..mark(&date, &title) })
            .collect();
        let lanes = ["发布", "Price change", "其他"].map(str::to_owned);
        let drawing = drawn(&marks, &lanes);
        let texts = texts(&drawing.svg);
        for (at, (left, y, wide, words)) in texts.iter().enumerate() {
            prop_assert!(*left >= 0.0 && left + wide <= WIDE + 1.0, "{words} from {left} on");
            for (other_left, other_y, other_wide, others) in texts.iter().skip(at + 1) {
                let apart = left + wide <= *other_left || other_left + other_wide <= *left || (y - other_y).abs() >= 12.0;
                prop_assert!(apart, "{words} at {left} {y} and {others} at {other_left} {other_y}\n{}", drawing.svg);
            }
        }
    }
}
