//! Rows as pages show them.

use super::*;
use crate::path::ContentPath;
use crate::site::tests::report;

const REGISTRY: &str = "entities:\n  cloud: {type: Company, name: 阿里云, aliases: [Aliyun]}\n";

/// The sentences in which a body mentions 阿里云.
fn sentences(body: &str) -> Vec<String> {
    let site = report(body, "", REGISTRY);
    let path = ContentPath::new("articles/a.md");
    let mentions: Vec<_> = site.mentions[&path].iter().enumerate().collect();
    let group = Lens::of_site(&site).mention_group(&site.articles[&path], &mentions);
    group.rows.iter().map(|row| row.sentence.as_str().to_owned()).collect()
}

#[test]
fn a_mention_stands_in_its_sentence() {
    let one = |sentence: &str| vec![sentence.to_owned()];
    assert_eq!(sentences("甲说了。阿里云降价了！乙也降。"), one("<mark>阿里云</mark>降价了！"));
    assert_eq!(sentences("It fell 3.5%. Then Aliyun rose. Then not."), one("Then <mark>Aliyun</mark> rose."));
    assert_eq!(sentences("上一段\n\n- 阿里云\n- 别的"), one("<mark>阿里云</mark>"));
    assert_eq!(sentences("# 阿里云\n\n下一段"), one("<mark>阿里云</mark>"));
    assert_eq!(sentences("**阿里**云比1<2大"), one("<mark>阿里云</mark>比1&lt;2大"));
}

#[test]
fn mentions_of_one_sentence_are_one_row() {
    assert_eq!(
        sentences("阿里云就是阿里云。又见阿里云。"),
        ["<mark>阿里云</mark>就是<mark>阿里云</mark>。", "又见<mark>阿里云</mark>。"]
    );
}

#[test]
fn a_long_sentence_is_cut_around_the_mention() {
    let long = "很".repeat(300);
    for body in [format!("{long}阿里云{long}"), format!("阿里云{long}"), format!("{long}阿里云。")] {
        let sentence = sentences(&body).concat();
        let shown = sentence.replace("<mark>", "").replace("</mark>", "");
        assert!(sentence.contains("<mark>阿里云</mark>"), "{sentence}");
        assert!((100..=122).contains(&shown.chars().count()), "{sentence}");
        assert_eq!(shown.starts_with('…'), body.starts_with('很'), "{sentence}");
        assert_eq!(shown.ends_with('…'), body.ends_with('很'), "{sentence}");
    }
    let english = sentences(&format!("{} Aliyun {}", "wonderful ".repeat(30), "wonderful ".repeat(30))).concat();
    assert!(english.starts_with("…wonderful"), "{english}");
    assert!(english.ends_with("wonderful…"), "{english}");
}

#[test]
fn a_measure_is_shown_by_its_label() {
    let mut site = report("文", "", "");
    let label = Local::both("投资额", "investment");
    let aliases = vec!["投资总额".to_owned()];
    site.settings.measures.push(("investment".into(), crate::config::Measure { label, aliases }));
    let lens = Lens::of_site(&site);
    assert_eq!(["investment", "投资总额", "别的"].map(|word| lens.measure(word)), ["投资额", "投资额", "别的"]);
}

#[test]
fn a_date_in_a_narrow_place_says_what_is_doubtful_and_no_time_of_day() {
    let site = report("文", "", "");
    let lens = Lens::of_site(&site);
    let short = |text: &str| lens.date(&crate::date::Date::parse(text).unwrap()).short;
    let shown = ["2024-06-03", "2024-06-03T10:31:00", "2024-06", "2024-06-03~", "2024"].map(short);
    assert_eq!(shown, ["2024-06-03", "2024-06-03", "2024-06", "约2024年6月3日", "2024年"]);
}
