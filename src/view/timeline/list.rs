//! Events as a list by year and month.
//!
//! In: events in the order of their dates. Out: [`YearEvents`].

use std::collections::BTreeSet;

use serde::Serialize;

use crate::date::{Date, Day};
use crate::site::WholeEvent;
use crate::view::Lens;
use crate::view::rows::EventRow;

/// From the first day of a month to its last.
const LONGEST_MONTH_DAYS: i64 = 30;

#[derive(Debug, Serialize)]
pub struct YearEvents {
    /// The fragment: `y2024`.
    pub id: String,
    pub text: String,
    pub months: Vec<MonthEvents>,
    /// Those of all its events.
    pub tokens: String,
}

#[derive(Debug, Serialize)]
pub struct MonthEvents {
    /// The fragment: `y2024-05`; empty for what is no month, and where a month goes on behind longer events.
    pub id: String,
    /// Empty for events of a whole year, or that begin with it and last for months.
    pub text: String,
    pub events: Vec<ListedEvent>,
    /// Those of all its events.
    pub tokens: String,
}

#[derive(Debug, Serialize)]
pub struct ListedEvent {
    pub event: EventRow,
    /// What filters know it by, such as `k1 e3`; empty where there are none.
    pub tokens: String,
}

/// Where an event stands within its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// It begins with the year and lasts for months, so that it stands before all of them.
    Year,
    Month(u8),
    /// It lasts longer than a month.
    Months,
}

impl Within {
    /// By the month in which a date begins, or ends where no beginning is known.
    pub fn of(date: &Date) -> Self {
        let (first, last) = (date.earliest(), date.latest());
        let is_long = first.zip(last).is_some_and(|(first, last)| last.number() - first.number() > LONGEST_MONTH_DAYS);
        match first.or(last) {
            Some(Day { month: 1, day: 1, .. }) if is_long => Within::Year,
            Some(_) if is_long => Within::Months,
            Some(day) => Within::Month(day.month),
            None => Within::Year,
        }
    }
}

/// The fragment of a year; those whose year nobody knows stand together.
pub fn year_id(year: Option<i64>) -> String {
    year.map_or_else(|| "y".to_owned(), |year| format!("y{year}"))
}

/// The fragment of a month.
pub fn month_id(year: Option<i64>, month: u8) -> String {
    format!("{}-{month:02}", year_id(year))
}

/// Groups events by the year and month in which they begin; `tokens` are those of each event, in the same order.
pub fn years(lens: &Lens<'_>, events: &[&WholeEvent<'_>], tokens: &[String]) -> Vec<YearEvents> {
    let mut years: Vec<YearEvents> = Vec::new();
    let mut ids = BTreeSet::new();
    for (at, event) in events.iter().enumerate() {
        let Some(date) = event.definition.date.as_ref().map(|date| &date.value) else { continue };
        let year = date.year_of_start();
        let id = year_id(year);
        if years.last().is_none_or(|last| last.id != id) {
            years.push(YearEvents { id, text: year_text(lens, year), months: Vec::new(), tokens: String::new() });
        }
        let Some(last) = years.last_mut() else { continue };
        let text = month_text(lens, year, Within::of(date));
        if last.months.last().is_none_or(|last| last.text != text) {
            let id = match Within::of(date) {
                Within::Month(month) => Some(month_id(year, month)).filter(|id| ids.insert(id.clone())),
                Within::Year | Within::Months => None,
            };
            last.months.push(MonthEvents {
                id: id.unwrap_or_default(),
                text,
                events: Vec::new(),
                tokens: String::new(),
            });
        }
        if let Some(month) = last.months.last_mut() {
            let tokens = tokens.get(at).cloned().unwrap_or_default();
            month.events.push(ListedEvent { event: lens.event_row(event), tokens });
        }
    }
    years.iter_mut().for_each(collect_tokens);
    years
}

fn collect_tokens(year: &mut YearEvents) {
    for month in &mut year.months {
        month.tokens = union(month.events.iter().map(|event| event.tokens.as_str()));
    }
    year.tokens = union(year.months.iter().map(|month| month.tokens.as_str()));
}

fn union<'a>(tokens: impl Iterator<Item = &'a str>) -> String {
    let all: BTreeSet<&str> = tokens.flat_map(str::split_whitespace).collect();
    all.into_iter().collect::<Vec<_>>().join(" ")
}

pub fn year_text(lens: &Lens<'_>, year: Option<i64>) -> String {
    year.map_or_else(|| lens.words.undated.to_owned(), |year| in_words(lens, &format!("{year:04}")))
}

fn month_text(lens: &Lens<'_>, year: Option<i64>, within: Within) -> String {
    match (year, within) {
        (Some(year), Within::Month(month)) => in_words(lens, &format!("{year:04}-{month:02}")),
        (_, Within::Months) => lens.words.several_months.to_owned(),
        _ => String::new(),
    }
}

fn in_words(lens: &Lens<'_>, text: &str) -> String {
    Date::parse(text).map_or_else(|_| text.to_owned(), |date| date.display(lens.date_language()))
}
