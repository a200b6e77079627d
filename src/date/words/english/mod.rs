//! Dates in English: 17 May 2024, late 2023, last August, Q1 2024, three months ago.
//!
//! In: a cursor and what is known besides. Out: the longest date that begins there.

mod near;
mod words;

use self::words::{blanks, day, eat_phrase, eat_words, is_end, is_start, month, year};
use super::Found;
use super::partial::{Context, Part, Partial, Phrase};
use crate::scan::Cursor;

const QUARTERS: [(&str, u8); 10] = [
    ("first quarter", 33),
    ("second quarter", 34),
    ("third quarter", 35),
    ("fourth quarter", 36),
    ("last quarter of", 36),
    ("first half", 40),
    ("second half", 41),
    ("1st quarter", 33),
    ("1st half", 40),
    ("2nd half", 41),
];

const SEASONS: [(&str, u8); 5] = [("spring", 21), ("summer", 22), ("autumn", 23), ("fall", 23), ("winter", 24)];

/// Which part of a year or month is meant.
#[derive(Clone, Copy)]
enum Third {
    Early,
    Mid,
    Late,
    End,
}

const THIRDS: [(&str, Third); 9] = [
    ("early", Third::Early),
    ("late", Third::Late),
    ("the beginning of", Third::Early),
    ("beginning of", Third::Early),
    ("the start of", Third::Early),
    ("the middle of", Third::Mid),
    ("the end of", Third::End),
    ("end of", Third::End),
    ("mid", Third::Mid),
];

/// A date as far as it has been read.
type Parsed<'a> = (Phrase, Cursor<'a>);

pub(super) fn read(at: Cursor, context: Context) -> Option<Found> {
    if !is_start(at) || at.peek().is_none_or(|first| !first.is_ascii_alphanumeric() && first != '\'') {
        return None;
    }
    if let Some(end) = financial_quarter(at) {
        return Some(Found { end, dates: Vec::new() });
    }
    if let Some(found) = near::read(at, context) {
        return Some(found);
    }
    let (phrase, next) = interval(at, context)?;
    Some(Found { end: next.at, dates: phrase.dates(context) })
}

/// FY2024 and what follows it: only the company knows when that begins.
fn financial_quarter(at: Cursor) -> Option<usize> {
    let mut next = at;
    if !next.eat("FY") {
        return None;
    }
    next.run(|character| character.is_ascii_alphanumeric() || character == ' ');
    Some(next.at)
}

fn interval<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let (phrase, next) = single(at, context)?;
    if phrase.end.is_some() || phrase.start.part.is_some() {
        return Some((phrase, next));
    }
    let mut after = next;
    blanks(&mut after);
    let joined =
        after.eat_any(&["–", "—", "-"]).is_some() || eat_words(&mut after, "to") || eat_words(&mut after, "through");
    blanks(&mut after);
    // The second date needs no preposition before a bare month.
    let second = joined.then(|| single(after, context).or_else(|| bare_month(after))).flatten();
    match second.filter(|(second, _)| second.start.part.is_none() && second.end.is_none()) {
        Some((second, after)) => Some((Phrase { end: Some(second.start), ..phrase }, after)),
        None => Some((phrase, next)),
    }
}

fn single<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    day_first(at, context)
        .or_else(|| month_first(at, context))
        .or_else(|| third(at, context))
        .or_else(|| quarter(at, context))
        .or_else(|| season(at, context))
        .or_else(|| decade_or_century(at))
        .or_else(|| bare_year(at))
}

/// A year after a month or a quarter: 2024, of 2024, of last year.
fn tail_year(next: &mut Cursor, context: Context) -> Option<i64> {
    let mut after = *next;
    after.eat(",");
    blanks(&mut after);
    eat_words(&mut after, "of");
    let found = year(&mut after).or_else(|| {
        let near = [("last year", -1), ("this year", 0), ("the year", 0), ("next year", 1)];
        let mut after_words = after;
        let distance = eat_phrase(&mut after_words, &near)?;
        after = after_words;
        Some(context.today?.year + distance)
    })?;
    *next = trimmed(after);
    Some(found)
}

/// Phrases pass over the blank after them; a date does not end with one.
fn trimmed(mut next: Cursor) -> Cursor {
    while next.before() == Some(' ') && next.at > 0 {
        next.at -= 1;
    }
    next
}

/// 17 May 2024, 17th of May, 17–23 May.
fn day_first<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let mut next = at;
    let first = day(&mut next)?;
    let mut after = next;
    blanks(&mut after);
    let joined = after.eat_any(&["–", "-"]).is_some() || eat_words(&mut after, "to");
    blanks(&mut after);
    let last = joined.then(|| day(&mut after)).flatten();
    next = if last.is_some() { after } else { next };
    blanks(&mut next);
    eat_words(&mut next, "of");
    let (month, _) = month(&mut next)?;
    let year = tail_year(&mut next, context);
    let start = Partial { year, ..Partial::month(month)? };
    let end = last.and_then(|day| Partial::default().with_day(day));
    Some((Phrase { end, ..Phrase::of(start.with_day(first)?) }, next))
}

/// May 17, 2024, May 17–23, May 2024, in May.
fn month_first<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let mut next = at;
    let (number, _) = month(&mut next)?;
    let month = Partial::month(number)?;
    let mut after = next;
    blanks(&mut after);
    if let Some(first) = day(&mut after) {
        return days_of(month.with_day(first)?, after, context);
    }
    match tail_year(&mut next, context) {
        Some(year) => Some((Phrase::of(Partial { year: Some(year), ..month }), next)),
        None => bare_month(at).filter(|_| is_month(at, number)),
    }
}

fn days_of<'a>(start: Partial, mut next: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let mut after = next;
    blanks(&mut after);
    let joined = after.eat_any(&["–", "-"]).is_some() || eat_words(&mut after, "to");
    blanks(&mut after);
    let last = joined.then(|| day(&mut after)).flatten();
    next = if last.is_some() { after } else { next };
    let start = Partial { year: tail_year(&mut next, context), ..start };
    let end = last.and_then(|day| Partial::default().with_day(day));
    Some((Phrase { end, ..Phrase::of(start) }, next))
}

/// A month alone, by its whole name.
fn bare_month(at: Cursor) -> Option<Parsed> {
    let mut next = at;
    let (number, is_whole) = month(&mut next)?;
    is_whole.then(|| Some((Phrase::of(Partial::month(number)?), next))).flatten()
}

/// May, March, April and others are words and names too: alone they are months only after a preposition.
fn is_month(at: Cursor, number: u8) -> bool {
    let before = [
        "in ", "In ", "since ", "Since ", "by ", "By ", "until ", "till ", "during ", "from ", "From ", "of ", "to ",
        "late ", "early ", "mid-", "between ", "and ", "before ", "after ", "for ", "through ",
    ];
    !matches!(number, 3..=6 | 8) || at.follows_any(&before)
}

/// Late 2023, early May, mid-2024, the end of 2023.
fn third<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let mut next = at;
    let third = eat_phrase(&mut next, &THIRDS)?;
    next.eat("-");
    if let Some(of_month) = month(&mut next).and_then(|(number, _)| Partial::month(number)) {
        let year = tail_year(&mut next, context);
        let part = match third {
            Third::Early => Part::Days(1, 12),
            Third::Mid => Part::Days(8, 22),
            Third::Late => Part::Days(18, 0),
            Third::End => Part::Days(20, 0),
        };
        return Some((Phrase::of(Partial { year, ..of_month }.with_part(part)), next));
    }
    let year = tail_year(&mut next, context)?;
    let (first, last) = match third {
        Third::Early => (1, 4),
        Third::Mid => (5, 8),
        Third::Late => (9, 12),
        Third::End => (11, 12),
    };
    Some((Phrase::of(Partial::year(year).with_part(Part::Months(first, last))), next))
}

/// Q1 2024, 2024 Q1, 2024Q1, first quarter of 2024, H1 2024.
fn quarter<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let mut next = at;
    let before = numbered_before(&mut next);
    let code = quarter_code(&mut next).or_else(|| {
        let mut after = next;
        let code = eat_phrase(&mut after, &QUARTERS).filter(|_| before.is_none())?;
        next = after;
        Some(code)
    })?;
    next = trimmed(next);
    let mut after = next;
    let year = before.or_else(|| tail_year(&mut after, context));
    next = if before.is_none() && year.is_some() { after } else { next };
    Some((Phrase::of(Partial { year, ..Partial::default() }.with_part(Part::Code(code))), next))
}

/// A year that stands before its quarter, with 年, a blank, a hyphen or nothing between.
fn numbered_before(next: &mut Cursor) -> Option<i64> {
    let mut after = *next;
    let (_, year) = after.figure(4)?;
    after.eat_any(&["年", "-", " "]);
    *next = after;
    (1900..2200).contains(&year).then_some(year)
}

fn quarter_code(next: &mut Cursor) -> Option<u8> {
    let mut after = *next;
    let codes = [("Q1", 33), ("Q2", 34), ("Q3", 35), ("Q4", 36), ("H1", 40), ("H2", 41)];
    let code = after.eat_meaning(&codes).filter(|_| is_end(after))?;
    *next = after;
    Some(code)
}

/// Spring 2024, winter of 2023; seasons alone are read with last and this only.
fn season<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let mut next = at;
    let code = eat_phrase(&mut next, &SEASONS)?;
    let year = tail_year(&mut next, context)?;
    Some((Phrase::of(Partial::year(year).with_part(Part::Code(code))), next))
}

/// The 1990s, the 20th century.
fn decade_or_century(at: Cursor) -> Option<Parsed> {
    let mut next = at;
    let (length, value) = next.figure(4)?;
    if length == 4 && value % 10 == 0 && (1000..2200).contains(&value) && next.eat("s") && is_end(next) {
        let digit = if value % 100 == 0 { None } else { Some(Part::Digits(1)) };
        return Some((Phrase::of(Partial::year(value).with_part(digit.unwrap_or(Part::Digits(2)))), next));
    }
    next.eat_any(&["st", "nd", "rd", "th"])?;
    next.eat_any(&[" ", "-"])?;
    let is_century = length <= 2 && (1..=30).contains(&value) && words::eat_word(&mut next, "century");
    is_century.then(|| (Phrase::of(Partial::year((value - 1) * 100).with_part(Part::Digits(2))), next))
}

/// A year alone is a number like any other but after a preposition.
fn bare_year(at: Cursor) -> Option<Parsed> {
    let before = [
        "in ", "In ", "since ", "Since ", "by ", "By ", "until ", "Until ", "during ", "During ", "from ", "From ",
        "before ", "Before ", "after ", "After ", "year ", "to ",
    ];
    let mut next = at;
    let year = year(&mut next).filter(|year| (1800..2100).contains(year) && at.follows_any(&before))?;
    let mut after = next;
    blanks(&mut after);
    let counted = [
        "people",
        "users",
        "units",
        "companies",
        "customers",
        "million",
        "billion",
        "employees",
        "jobs",
        "yuan",
        "dollars",
    ];
    let counts = counted.iter().any(|word| words::eat_word(&mut after.clone(), word));
    (!counts).then(|| (Phrase::of(Partial::year(year)), next))
}
