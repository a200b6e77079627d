//! Timelines as pages show them.

use super::*;
use crate::sidecar::EventStatus;
use crate::site::tests::report;

#[test]
fn events_stand_under_their_years_and_months() {
    let dates =
        ["2024-05-17", "2024", "2024-05", "2023-12-31/2024-01-02", "2024-H1", "2024-07/2024-09", "../2024-06-03"];
    let events: String = dates.iter().map(|date| format!("  - event: {{title: \"{date}\", date: {date}}}\n")).collect();
    let site = report("文", &format!("annotations:\n{events}"), "");
    assert_eq!(site.problems, []);
    let view = all(&site, 1).view;
    let month = |month: &MonthEvents| {
        let titles: Vec<&str> = month.events.iter().map(|listed| listed.event.title.as_str()).collect();
        format!("{}: {}", month.text, titles.join(" "))
    };
    let listed: Vec<(String, Vec<String>)> =
        view.years.iter().map(|year| (year.text.clone(), year.months.iter().map(month).collect())).collect();
    let wanted = [
        ("2023年", vec!["2023年12月: 2023-12-31/2024-01-02"]),
        (
            "2024年",
            vec![
                ": 2024 2024-H1",
                "2024年5月: 2024-05 2024-05-17",
                "2024年6月: ../2024-06-03",
                "跨月: 2024-07/2024-09",
            ],
        ),
    ];
    let wanted = wanted.map(|(year, months)| (year.to_owned(), months.into_iter().map(str::to_owned).collect()));
    assert_eq!(listed, wanted);
}

/// A site with events of these dates, all of one kind but the first.
fn site_with(dates: &[String]) -> Site {
    let event = |(at, date): (usize, &String)| {
        let kind = if at == 0 { "release" } else { "funding" };
        let entity = if at % 2 == 0 { ", entities: {party: [volc, volc], investor: volc}" } else { "" };
        format!("  - event: {{title: 事{at}, date: \"{date}\", kind: {kind}{entity}}}\n")
    };
    let events: String = dates.iter().enumerate().map(event).collect();
    let registry = "entities:\n  volc: {type: Company, name: 火山引擎}\n";
    let site = report("文", &format!("annotations:\n{events}"), registry);
    assert_eq!(site.problems, []);
    site
}

/// The bars of events with these dates: their words and heights.
fn bars(dates: &[&str]) -> Vec<String> {
    let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
    let slots = all(&site_with(&dates), 1).view.density;
    let bar = |slot: &SlotView| {
        let href = slot.href.as_deref().unwrap_or("-");
        format!("{} {} {href} {}", slot.year, slot.text, slot.level).trim().to_owned()
    };
    slots.iter().map(bar).collect()
}

#[test]
fn bars_are_years() {
    let dates = ["2015-02", "2019-03", "2019-04", "2019-05", "2019-06", "2021", "2022-01-01", "2022-02-01"];
    assert_eq!(bars(&dates), ["2015 #y2015 2", "⋯ - 0", "2019 #y2019 8", "- 0", "2021 #y2021 2", "2022 #y2022 4"]);
}

#[test]
fn bars_of_two_years_are_months() {
    let dates = ["2023-12-01", "2024", "2024-H1", "2024-05-01", "2024-05-02", "2024-05-03", "2024-06", "2024-06-30"];
    assert_eq!(
        bars(&dates),
        ["2023年 12月 #y2023-12 3", "2024年 年内 #y2024 6", "⋯ - 0", "5月 #y2024-05 8", "6月 #y2024-06 6"]
    );
}

#[test]
fn bars_of_many_years_stand_for_several() {
    let dates: Vec<String> = (0..40).map(|number| format!("{}", 1900 + number * 3)).collect();
    let slots = all(&site_with(&dates), 1).view.density;
    let first = slots.first().unwrap();
    assert_eq!((first.text.as_str(), first.label.as_str()), ("1900", "1900–1904：2 个事件"));
    assert_eq!(slots.len(), 24);
}

#[test]
fn a_few_events_have_no_bars_and_no_filters() {
    let dates: Vec<String> = (1..8).map(|month| format!("2024-0{month}")).collect();
    let view = all(&site_with(&dates), 1).view;
    assert!(view.density.is_empty() && view.facets.is_empty());
    assert!(view.years.iter().all(|year| year.tokens.is_empty()));
}

#[test]
fn filters_tell_events_apart_and_count_each_once() {
    let dates: Vec<String> = (1..10).map(|month| format!("2024-0{month}")).collect();
    let view = all(&site_with(&dates), 1).view;
    let facet = |facet: &FacetView| {
        let options = facet.options.iter().map(|option| format!("{} {} {}", option.token, option.value, option.text));
        format!("{}: {}", facet.name, options.collect::<Vec<_>>().join(", "))
    };
    let facets: Vec<String> = view.facets.iter().map(facet).collect();
    // All have happened, and none has a topic.
    assert_eq!(facets, ["kind: k1 funding 融资（8）, k2 release 发布（1）", "entity: e1 volc 火山引擎（5）"]);
    let months: Vec<&str> = view.years[0].months.iter().map(|month| month.tokens.as_str()).collect();
    assert_eq!(months[..3], ["e1 k2", "k1", "e1 k1"]);
    assert_eq!(view.years[0].tokens, "e1 k1 k2");
}

#[test]
fn the_style_sheet_has_a_rule_for_every_token() {
    let css = include_str!("../../../themes/postil/static/assets/postil.css");
    let counts = [("k", filters::MOST), ("e", filters::MOST), ("t", filters::MOST), ("s", EventStatus::ALL.len())];
    for (letter, count) in counts {
        for number in 1..=count {
            let rule = format!(":has(.{letter}{number}:checked) [data-f]:not([data-f~={letter}{number}])");
            assert!(css.contains(&rule), "{rule}");
        }
    }
}

#[test]
fn deep_time_stands_in_the_list_and_is_not_drawn() {
    let deep = ["Y-9223372036854775806", "Y-17000000002", "Y17E8", "Y9223372036854775806", "Y-100000/2024"];
    let near = (1..=12).map(|month| format!("2024-{month:02}-03"));
    let dates: Vec<String> = deep.iter().map(|date| (*date).to_owned()).chain(near).collect();
    let view = all(&site_with(&dates), 1).view;
    let listed: usize = view.years.iter().flat_map(|year| &year.months).map(|month| month.events.len()).sum();
    assert_eq!(listed, dates.len());
    assert_eq!(view.density.len(), 12);
    assert_eq!(view.overview.unwrap().note, "图中画出 12 个，共 17 个；列表里是全部。");
}
