//! Timelines as pages show them.

use super::*;
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
