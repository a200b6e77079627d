//! Dates in running text, Chinese and English, absolute, partial and relative.
//!
//! In: text and the date of its article. Out: each date with the words that name it, read at its own precision. Where
//! the words leave the year open, all years that they may mean are kept.

mod chinese;
mod english;
mod numerals;

use std::ops::Range;

use regex_lite::{Captures, Regex};

use super::{Date, Day};

/// A date that words name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDate {
    /// Bytes of the text.
    pub range: Range<usize>,
    pub words: String,
    /// What the words most likely mean.
    pub date: Date,
    /// What else they may mean.
    pub alternatives: Vec<Date>,
}

/// Reads a match into EDTF texts, the likeliest first; none means that the words are no date after all.
type Interpret = fn(&Found<'_>) -> Option<Vec<String>>;

/// A pattern and what its matches mean.
struct Rule {
    pattern: Regex,
    interpret: Interpret,
}

/// A match in its text.
struct Found<'t> {
    text: &'t str,
    captures: Captures<'t>,
    /// The article's day.
    anchor: Day,
}

impl<'t> Found<'t> {
    fn part(&self, name: &str) -> Option<&'t str> {
        self.captures.name(name).map(|found| found.as_str())
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.part(name).and_then(numerals::number)
    }

    fn range(&self) -> Range<usize> {
        self.captures.get(0).map_or(0..0, |found| found.range())
    }

    /// Whether the words give the year themselves.
    fn absolute(&self) -> bool {
        ["year", "century"].iter().any(|name| self.part(name).is_some()) || self.captures.name("decade").is_some()
    }

    /// The character before the match.
    fn before(&self) -> Option<char> {
        self.text.get(..self.range().start)?.chars().next_back()
    }

    /// What follows the match.
    fn after(&self) -> &'t str {
        self.text.get(self.range().end..).unwrap_or("")
    }
}

fn rule(pattern: &str, interpret: Interpret) -> Option<Rule> {
    let digits = "[0-9０-９]";
    let number = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})";
    let year = "(?:[0-9０-９]{4}|[〇零○一二三四五六七八九]{4})";
    let pattern = pattern.replace("DIGITS", digits).replace("NUMBER", number).replace("YEAR", year);
    Regex::new(&pattern).ok().map(|pattern| Rule { pattern, interpret })
}

/// The rules are constants, so they are compiled once for all articles.
fn rules() -> &'static [Rule] {
    static RULES: std::sync::OnceLock<Vec<Rule>> = std::sync::OnceLock::new();
    RULES.get_or_init(|| {
        chinese::RULES
            .iter()
            .chain(english::RULES)
            .filter_map(|(pattern, interpret)| rule(pattern, *interpret))
            .collect()
    })
}

/// Every date that the text names, in order; of overlapping readings the leftmost longest. `anchor` is the article's
/// date; where it is no day, words that are told from it are not read.
pub fn dates_in(text: &str, anchor: &Date) -> Vec<ReadDate> {
    let (day, told_from) = (anchor.earliest(), anchor.is_day());
    let anchor = day.unwrap_or(Day { year: 1970, month: 1, day: 1 });
    let mut read: Vec<ReadDate> = rules()
        .iter()
        .flat_map(|rule| {
            rule.pattern.captures_iter(text).filter_map(move |captures| {
                let found = Found { text, captures, anchor };
                read_one(&found, rule.interpret).filter(|_| told_from || found.absolute())
            })
        })
        .collect();
    read.sort_by_key(|date| (date.range.start, std::cmp::Reverse(date.range.end)));
    let mut end = 0;
    read.retain(|date| {
        let free = date.range.start >= end;
        if free {
            end = date.range.end;
        }
        free
    });
    read
}

fn read_one(found: &Found<'_>, interpret: Interpret) -> Option<ReadDate> {
    let range = found.range();
    let mut dates = interpret(found)?.into_iter().filter_map(|edtf| Date::parse(&edtf).ok());
    let date = dates.next()?;
    let words = found.text.get(range.clone())?.to_owned();
    Some(ReadDate { range, words, date, alternatives: dates.collect() })
}

/// Whether words and data may mean the same time: they overlap, at the precision of each. Approximate data reach one unit
/// of their own precision to both sides.
pub fn agrees(read: &ReadDate, data: &Date) -> bool {
    std::iter::once(&read.date).chain(&read.alternatives).any(|date| date.overlaps(data) || near(date, data))
}

fn near(words: &Date, data: &Date) -> bool {
    let (Some(start), Some(end)) = (data.earliest(), data.latest()) else { return false };
    if !data.is_approximate() {
        return false;
    }
    let width = end.number() - start.number() + 1;
    let (from, to) = (start.plus_days(-width), end.plus_days(width));
    words.earliest().is_none_or(|first| first <= to) && words.latest().is_none_or(|last| last >= from)
}

fn month(year: i64, month: i64) -> Option<String> {
    (1..=12).contains(&month).then(|| format!("{year:04}-{month:02}"))
}

fn day(year: i64, month: i64, day: i64) -> Option<String> {
    let valid = Day::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some(valid.to_string())
}

fn year(year: i64) -> Option<String> {
    (1..=9999).contains(&year).then(|| format!("{year:04}"))
}

fn days(from: Day, to: Day) -> String {
    format!("{from}/{to}")
}

/// Years that words without one may mean: the article's own first; for months to come the one before too, and for months
/// half a year back the one after.
fn open_years(found: &Found<'_>, month: i64) -> Vec<i64> {
    let own = found.anchor.year;
    let ahead = month - i64::from(found.anchor.month);
    match ahead {
        1.. => vec![own, own - 1],
        -5..=0 => vec![own],
        _ => vec![own, own + 1],
    }
}

/// EDTF's sub-year grouping of a year.
fn grouping(year: i64, code: i64) -> String {
    format!("{year:04}-{code}")
}

fn some(edtf: Option<String>) -> Option<Vec<String>> {
    edtf.map(|edtf| vec![edtf])
}

/// Monday of the week that lies so many weeks from the article's.
fn week(anchor: Day, weeks: i64) -> Day {
    anchor.plus_days(weeks * 7 - anchor.weekday())
}

#[cfg(test)]
mod tests;
