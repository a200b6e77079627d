//! Timelines: all events, or chosen ones, by year and month.
//!
//! In: a site. Out: [`TimelineView`] for `timeline.html`.

use serde::Serialize;

use super::page::Pagination;
use super::rows::{EventRow, Link};
use super::{DataFile, Lens, PageView, Shown};
use crate::date::{Date, Day};
use crate::id::Id;
use crate::routes::{Data, EVENTS_PER_PAGE, Route, Rows, Sheet};
use crate::site::{Site, WholeEvent};
use crate::words::Counted;

/// From the first day of a month to its last.
const LONGEST_MONTH_DAYS: i64 = 30;

#[derive(Debug, Serialize)]
pub struct TimelineView {
    pub summary: String,
    /// How many events there are on all pages, in words.
    pub count: String,
    pub years: Vec<YearEvents>,
    /// The chosen timelines of the site, and all events where this is a chosen one.
    pub others: Vec<Link>,
    /// The calendar file of these events.
    pub calendar: String,
    pub pagination: Option<Pagination>,
}

#[derive(Debug, Serialize)]
pub struct YearEvents {
    /// The fragment: `y2024`.
    pub id: String,
    pub text: String,
    pub months: Vec<MonthEvents>,
}

#[derive(Debug, Serialize)]
pub struct MonthEvents {
    /// Empty for events of a whole year, or that begin with it and last for months.
    pub text: String,
    pub events: Vec<EventRow>,
}

/// A page of all events, counted from 1.
pub fn all(site: &Site, number: usize) -> Shown<TimelineView> {
    let lens = &Lens::of_site(site);
    let events = lens.site.distinct_events();
    let shown: Vec<&WholeEvent<'_>> =
        events.iter().skip(number.saturating_sub(1) * EVENTS_PER_PAGE).take(EVENTS_PER_PAGE).collect();
    let title = lens.list_title(None, lens.words.timeline, number);
    let page = PageView::new(lens, &Route::Timeline(number), "timeline", &title)
        .with_data([DataFile::calendar(lens, &Route::Calendar)])
        .with_data(DataFile::all(lens, [Data::Csv(Sheet::Events), Data::Json(Rows::Events)]));
    let view = TimelineView {
        summary: String::new(),
        count: lens.words.count(events.len(), Counted::Events),
        years: years(lens, &shown),
        others: chosen_links(lens).collect(),
        calendar: lens.href(&Route::Calendar),
        pagination: Pagination::of(lens, Route::Timeline, number, (events.len(), EVENTS_PER_PAGE)),
    };
    Shown { template: "timeline.html", page, view }
}

/// A chosen timeline of the settings; it stands on one page.
pub fn chosen(site: &Site, id: &Id) -> Option<Shown<TimelineView>> {
    let lens = &Lens::of_site(site);
    let timeline = lens.site.settings.timelines.iter().find(|timeline| timeline.id.value == *id)?;
    let (route, calendar) = (Route::ChosenTimeline(id.clone()), Route::TimelineCalendar(id.clone()));
    let events = lens.site.chosen_events(timeline);
    let summary = timeline.summary.as_ref().map_or("", |summary| lens.local(summary));
    let page = PageView::new(lens, &route, "timeline", lens.local(&timeline.title))
        .below(lens.words.timeline, lens.href(&Route::Timeline(1)))
        .described(summary)
        .with_data([DataFile::calendar(lens, &calendar)]);
    let own = lens.href(&route);
    let everything = Link::new(lens.words.all_events, lens.href(&Route::Timeline(1)));
    let others = chosen_links(lens).filter(|link| link.href.as_ref() != Some(&own));
    let view = TimelineView {
        summary: summary.to_owned(),
        count: lens.words.count(events.len(), Counted::Events),
        years: years(lens, &events.iter().collect::<Vec<_>>()),
        others: [everything].into_iter().chain(others).collect(),
        calendar: lens.href(&calendar),
        pagination: None,
    };
    Some(Shown { template: "timeline.html", page, view })
}

fn chosen_links<'a>(lens: &'a Lens<'_>) -> impl Iterator<Item = Link> + 'a {
    lens.site.settings.timelines.iter().map(|timeline| {
        Link::new(lens.local(&timeline.title), lens.href(&Route::ChosenTimeline(timeline.id.value.clone())))
    })
}

/// Groups events, which are in order, by the year and month in which they begin.
fn years(lens: &Lens<'_>, events: &[&WholeEvent<'_>]) -> Vec<YearEvents> {
    let mut years: Vec<YearEvents> = Vec::new();
    for event in events {
        let Some(date) = event.definition.date.as_ref().map(|date| &date.value) else { continue };
        let year = date.year_of_start();
        let id = year.map_or_else(|| "y".to_owned(), |year| format!("y{year}"));
        if years.last().is_none_or(|last| last.id != id) {
            let text = year.map_or_else(|| lens.words.undated.to_owned(), |year| in_words(lens, year, None));
            years.push(YearEvents { id, text, months: Vec::new() });
        }
        let Some(last) = years.last_mut() else { continue };
        let text = month(lens, date);
        if last.months.last().is_none_or(|last| last.text != text) {
            last.months.push(MonthEvents { text, events: Vec::new() });
        }
        if let Some(month) = last.months.last_mut() {
            month.events.push(lens.event_row(event));
        }
    }
    years
}

/// The month in which a date begins, or ends where no beginning is known. What lasts longer than a month stands apart:
/// without a heading where it begins with the year, since there it stands before all months.
fn month(lens: &Lens<'_>, date: &Date) -> String {
    let (first, last) = (date.earliest(), date.latest());
    let is_long = first.zip(last).is_some_and(|(first, last)| last.number() - first.number() > LONGEST_MONTH_DAYS);
    match first.or(last) {
        Some(Day { month: 1, day: 1, .. }) if is_long => String::new(),
        Some(_) if is_long => lens.words.several_months.to_owned(),
        Some(day) => in_words(lens, day.year, Some(day.month)),
        None => String::new(),
    }
}

fn in_words(lens: &Lens<'_>, year: i64, month: Option<u8>) -> String {
    let text = match month {
        Some(month) => format!("{year:04}-{month:02}"),
        None => format!("{year:04}"),
    };
    Date::parse(&text).map_or(text, |date| date.display(lens.date_language()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::report;

    #[test]
    fn events_stand_under_their_years_and_months() {
        let dates =
            ["2024-05-17", "2024", "2024-05", "2023-12-31/2024-01-02", "2024-H1", "2024-07/2024-09", "../2024-06-03"];
        let events: String =
            dates.iter().map(|date| format!("  - event: {{title: \"{date}\", date: {date}}}\n")).collect();
        let site = report("文", &format!("annotations:\n{events}"), "");
        assert_eq!(site.problems, []);
        let view = all(&site, 1).view;
        let month = |month: &MonthEvents| {
            let titles: Vec<&str> = month.events.iter().map(|event| event.title.as_str()).collect();
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
}
