//! How many events there are in each year or month, as bars to jump by.
//!
//! In: all events of a timeline, in the order of their dates. Out: [`SlotView`]s.

use std::collections::BTreeSet;

use serde::Serialize;

use super::list::{Within, month_id, year_id, year_text};
use crate::chart::YEARS;
use crate::date::Date;
use crate::site::WholeEvent;
use crate::view::Lens;
use crate::words::Counted;

/// At most so many bars; where there would be more, a bar stands for several years.
const MOST: usize = 36;
/// With so many years or fewer, a bar is a month.
const FEW_YEARS: usize = 2;
/// With fewer events than this there is nothing to jump over.
const FEWEST_EVENTS: usize = 8;
/// So many empty bars in a row are shown, more are folded.
const EMPTY: i64 = 2;
/// The height of the highest bar.
const LEVELS: usize = 8;

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotView {
    /// What stands below the bar: a year, or a month.
    pub text: String,
    /// The year, where the first of its months stands.
    pub year: String,
    /// The time and the number of its events in words; empty where there are none.
    pub label: String,
    /// Where its first event stands; none where there is none.
    pub href: Option<String>,
    /// From 1 to 8; 0 for none.
    pub level: usize,
}

/// A stretch of time with events.
struct Slot {
    /// Consecutive numbers for consecutive stretches.
    number: i64,
    text: String,
    year: String,
    name: String,
    href: String,
    count: usize,
}

/// The bars of events; `page_of` is the URL of the page that holds the event with an index, empty for this page.
pub fn slots(lens: &Lens<'_>, events: &[WholeEvent<'_>], page_of: impl Fn(usize) -> String) -> Vec<SlotView> {
    let dates: Vec<(usize, &Date)> = events
        .iter()
        .enumerate()
        .filter_map(|(at, event)| Some((at, &event.definition.date.as_ref()?.value)))
        .filter(|(_, date)| date.year_of_start().is_some_and(|year| YEARS.contains(&year)))
        .collect();
    if dates.len() < FEWEST_EVENTS {
        return Vec::new();
    }
    let years: BTreeSet<i64> = dates.iter().filter_map(|(_, date)| date.year_of_start()).collect();
    let found = if years.len() <= FEW_YEARS {
        by_month(lens, &dates, page_of)
    } else {
        let lengths = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        let length = lengths.into_iter().find(|length| shown(&years, *length) <= MOST).unwrap_or(10_000);
        by_year(lens, length, &dates, page_of)
    };
    if found.len() < 2 { Vec::new() } else { with_gaps(lens, &found) }
}

/// How many bars so many years each would need.
fn shown(years: &BTreeSet<i64>, length: i64) -> usize {
    let numbers: BTreeSet<i64> = years.iter().map(|year| year.div_euclid(length)).collect();
    let gaps = numbers.iter().zip(numbers.iter().skip(1)).map(|(one, next)| missing(*one, *next).0);
    numbers.len() + gaps.sum::<usize>()
}

/// How many bars stand for what is missing between two, and whether they are the missing ones themselves.
fn missing(one: i64, next: i64) -> (usize, bool) {
    let count = next - one - 1;
    if count > EMPTY { (1, false) } else { (usize::try_from(count).unwrap_or_default(), true) }
}

fn by_year(lens: &Lens<'_>, length: i64, dates: &[(usize, &Date)], page_of: impl Fn(usize) -> String) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for (at, date) in dates {
        let Some(year) = date.year_of_start() else { continue };
        let number = year.div_euclid(length);
        match slots.last_mut().filter(|last| last.number == number) {
            Some(last) => last.count += 1,
            None => {
                let first = number * length;
                let name =
                    if length == 1 { year_text(lens, Some(year)) } else { format!("{first}–{}", first + length - 1) };
                let href = format!("{}#{}", page_of(*at), year_id(Some(year)));
                slots.push(Slot { number, text: first.to_string(), year: String::new(), name, href, count: 1 });
            }
        }
    }
    slots
}

/// What is of no one month counts for its year.
fn by_month(lens: &Lens<'_>, dates: &[(usize, &Date)], page_of: impl Fn(usize) -> String) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for (at, date) in dates {
        let year = date.year_of_start();
        let month = match Within::of(date) {
            Within::Month(month) => month,
            Within::Year | Within::Months => 0,
        };
        let number = year.unwrap_or_default() * 13 + i64::from(month);
        if let Some(known) = slots.iter_mut().find(|slot| slot.number == number) {
            known.count += 1;
            continue;
        }
        let (text, fragment) = match month {
            0 => (lens.words.within_year.to_owned(), year_id(year)),
            month => (lens.words.month(month), month_id(year, month)),
        };
        let name = format!("{}{}{text}", year_text(lens, year), lens.words.blank);
        let href = format!("{}#{fragment}", page_of(*at));
        slots.push(Slot { number, text, year: year_text(lens, year), name, href, count: 1 });
    }
    slots.sort_by_key(|slot| slot.number);
    slots
}

/// The bars with what is missing between them.
fn with_gaps(lens: &Lens<'_>, slots: &[Slot]) -> Vec<SlotView> {
    let most = slots.iter().map(|slot| slot.count).max().unwrap_or(1).max(1);
    let mut views: Vec<SlotView> = Vec::new();
    let mut before: Option<&Slot> = None;
    for slot in slots {
        let empty = |text: String| SlotView { text, year: String::new(), label: String::new(), href: None, level: 0 };
        if let Some(before) = before.filter(|before| before.year == slot.year) {
            let (count, are_shown) = missing(before.number, slot.number);
            let text = if are_shown { String::new() } else { "⋯".to_owned() };
            views.extend(std::iter::repeat_n(empty(text), count));
        }
        let is_first = before.is_none_or(|before| before.year != slot.year);
        let count = lens.words.count(slot.count, Counted::Events);
        views.push(SlotView {
            text: slot.text.clone(),
            year: if is_first { slot.year.clone() } else { String::new() },
            label: format!("{}{}{count}", slot.name, lens.words.colon),
            href: Some(slot.href.clone()),
            level: (slot.count * LEVELS).div_ceil(most),
        });
        before = Some(slot);
    }
    views
}
