//! Dates in running text, Chinese and English.
//!
//! In: text, and the date of the article it stands in. Out: each date in words with what it may mean, at the precision
//! of the words; and whether data agrees with it. Numbers that are no dates are passed over: a reading left out is
//! better than a false one, for a false one is reported to the writer as an error.

mod chinese;
mod days;
mod english;
mod iso;
mod lexicon;
mod partial;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::partial::Context;
use super::bounds::Stretch;
use super::{Date, Precision};
use crate::scan::{Cursor, Folded};

/// A date that words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDate {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What it most likely means.
    pub date: Date,
    /// What else it may mean.
    pub alternatives: Vec<Date>,
    /// The words.
    pub words: String,
}

/// What a reader found: the index after its last character, and what the words may mean. Nothing means that the words
/// are understood and name no date that could be known.
struct Found {
    end: usize,
    dates: Vec<Date>,
}

/// All dates in the text, in its order; relative and partial ones are read against the anchor.
pub fn dates_in(text: &str, anchor: &Date) -> Vec<ReadDate> {
    let folded = Folded::new(text);
    // Where the article's date is no day, words that are told from it say nothing.
    let known = matches!(anchor.precision(), Precision::Day | Precision::Time);
    let today = anchor.earliest().filter(|_| known);
    let mut context = Context { today, year: None, month: None };
    let mut read = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        let Some(found) = longest(folded.cursor(at), context).filter(|found| found.end > at) else {
            at += 1;
            continue;
        };
        let range = folded.byte(at)..folded.byte(found.end);
        at = found.end;
        let mut dates = found.dates.into_iter();
        let (Some(date), Some(words)) = (dates.next(), text.get(range.clone())) else { continue };
        remember(&date, &mut context);
        read.push(ReadDate { range, date, alternatives: dates.collect(), words: words.into() });
    }
    read
}

fn longest(cursor: Cursor, context: Context) -> Option<Found> {
    // No date begins within a number.
    if cursor.before().is_some_and(|before| before.is_ascii_digit()) {
        return None;
    }
    let readings = [
        iso::read(cursor),
        chinese::read(cursor, context),
        days::read(cursor, context),
        english::read(cursor, context),
    ];
    // Of two readings of the same words the first in the list holds.
    readings.into_iter().flatten().reduce(|best, other| if other.end > best.end { other } else { best })
}

/// The next words may leave out the year and month that these have named.
fn remember(date: &Date, context: &mut Context) {
    let Some(day) = date.earliest() else { return };
    context.year = Some(day.year);
    context.month = match date.precision() {
        Precision::Day | Precision::Month | Precision::Time | Precision::Interval => Some((day.year, day.month)),
        _ => None,
    };
}

/// Whether words and data can mean the same, at the words' own precision. Where either is approximate, it reaches half
/// its own length further on both sides, and at least a day.
pub fn agrees(read: &ReadDate, data: &Date) -> bool {
    let data = reach(data);
    let mut candidates = std::iter::once(&read.date).chain(&read.alternatives);
    candidates.any(|date| reach(date).iter().any(|words| data.iter().any(|data| words.meets(*data))))
}

fn reach(date: &Date) -> Vec<Stretch> {
    let widened = |stretch: Stretch| match stretch.length() {
        Some(length) if date.is_approximate() => stretch.widened((length / 2).max(1)),
        _ => stretch,
    };
    date.stretches().into_iter().map(widened).collect()
}
