//! English dates counted from the day of writing: yesterday, last August, three months ago, on Friday.
//!
//! In: a cursor and that day. Out: what the words may mean.

use super::super::Found;
use super::super::days::{self, Span};
use super::super::partial::{Context, Part, Partial, Phrase};
use super::words::{self, blanks, eat_phrase, eat_words, is_end};
use super::{SEASONS, trimmed};
use crate::date::{Date, Day};
use crate::scan::Cursor;

const DAYS: [(&str, i64); 6] = [
    ("the day before yesterday", -2),
    ("yesterday", -1),
    ("today", 0),
    ("tonight", 0),
    ("the day after tomorrow", 2),
    ("tomorrow", 1),
];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub(super) fn read(at: Cursor, context: Context) -> Option<Found> {
    let today = context.today?;
    let mut next = at;
    if let Some(distance) = eat_phrase(&mut next, &DAYS) {
        return found(next, vec![days::whole(today.plus_days(distance))]);
    }
    turned(at, today).or_else(|| ago(at, today)).or_else(|| weekday(at, today))
}

fn found(next: Cursor, dates: Vec<Option<Date>>) -> Option<Found> {
    let dates: Vec<Date> = dates.into_iter().flatten().collect();
    (!dates.is_empty()).then(|| Found { end: trimmed(next).at, dates })
}

fn date(partial: Partial) -> Option<Date> {
    let nothing = Context { today: None, year: None, month: None };
    Phrase::of(partial).dates(nothing).into_iter().next()
}

fn of_month(day: Day) -> Partial {
    Partial { day: None, ..Partial::of_day(day) }
}

/// Last, this and next with what they turn to.
fn turned(at: Cursor, today: Day) -> Option<Found> {
    let mut next = at;
    let turn = eat_phrase(&mut next, &[("last", -1), ("this", 0), ("next", 1)])?;
    let after = next;
    if eat_words(&mut next, "year") {
        return found(next, vec![date(Partial::year(today.year + turn))]);
    }
    if eat_words(&mut next, "month") {
        return found(next, vec![date(of_month(today.month_start(turn)))]);
    }
    if eat_words(&mut next, "week") {
        let monday = days::monday(today, turn);
        return found(next, vec![Date::from_edtf(&format!("{monday}/{}", monday.plus_days(6)))]);
    }
    if eat_words(&mut next, "quarter") {
        let start = today.month_start(turn * 3);
        let code = 33 + (start.month - 1) / 3;
        return found(next, vec![date(Partial::year(start.year).with_part(Part::Code(code)))]);
    }
    turned_month(after, today, turn)
        .or_else(|| turned_weekday(after, today, turn))
        .or_else(|| turned_part(after, today, turn))
}

/// The nearest such month on that side; for last and next also the one a year from it, as people use both.
fn turned_month(mut next: Cursor, today: Day, turn: i64) -> Option<Found> {
    let (month, _) = words::month(&mut next)?;
    let partial = Partial::month(month)?;
    let in_year = |year: i64| date(Partial { year: Some(year), ..partial });
    let year = today.year;
    let dates = match turn {
        0 => vec![in_year(year)],
        -1 if month < today.month => vec![in_year(year), in_year(year - 1)],
        -1 => vec![in_year(year - 1)],
        _ if month > today.month => vec![in_year(year), in_year(year + 1)],
        _ => vec![in_year(year + 1)],
    };
    found(next, dates)
}

fn weekday_name(next: &mut Cursor) -> Option<i64> {
    let mut after = *next;
    let word = words::word(&mut after).filter(|_| is_end(after))?;
    let index = WEEKDAYS.iter().position(|name| *name == word)?;
    *next = after;
    i64::try_from(index).ok().map(|index| index + 1)
}

/// Last Friday is the latest one before today, or that of the week before; the same forwards.
fn turned_weekday(mut next: Cursor, today: Day, turn: i64) -> Option<Found> {
    let weekday = weekday_name(&mut next)?;
    let of_week = days::monday(today, turn).plus_days(weekday - 1);
    let back = (i64::from(today.weekday()) - weekday - 1).rem_euclid(7) + 1;
    let nearest = match turn {
        -1 => today.plus_days(-back),
        0 => of_week,
        _ => today.plus_days((weekday - i64::from(today.weekday()) - 1).rem_euclid(7) + 1),
    };
    let other = (of_week != nearest).then(|| days::whole(of_week)).flatten();
    found(next, vec![days::whole(nearest), other])
}

/// Last spring, this summer.
fn turned_part(mut next: Cursor, today: Day, turn: i64) -> Option<Found> {
    let code = eat_phrase(&mut next, &SEASONS)?;
    let in_year = |year: i64| date(Partial::year(year).with_part(Part::Code(code)));
    let year = today.year;
    let dates = match turn {
        -1 => vec![in_year(year - 1), in_year(year)],
        0 => vec![in_year(year)],
        _ => vec![in_year(year), in_year(year + 1)],
    };
    found(next, dates)
}

/// Three months ago. “Two weeks earlier” is not read: earlier than what?
fn ago(at: Cursor, today: Day) -> Option<Found> {
    let mut next = at;
    let count = words::number(&mut next).filter(|count| (1..=200).contains(count))?;
    blanks(&mut next);
    let spans = [
        ("days", Span::Days(1)),
        ("day", Span::Days(1)),
        ("weeks", Span::Days(7)),
        ("week", Span::Days(7)),
        ("months", Span::Months(1)),
        ("month", Span::Months(1)),
        ("years", Span::Years(1)),
        ("year", Span::Years(1)),
        ("decades", Span::Years(10)),
        ("decade", Span::Years(10)),
    ];
    let span = eat_phrase(&mut next, &spans)?;
    if !eat_words(&mut next, "ago") {
        return None;
    }
    found(next, days::back(today, days::times(span, count))?.into_iter().map(Some).collect())
}

/// On Friday: the last one, or else the next.
fn weekday(at: Cursor, today: Day) -> Option<Found> {
    let mut next = at;
    let weekday = weekday_name(&mut next)?;
    let back = (i64::from(today.weekday()) - weekday).rem_euclid(7);
    found(next, vec![days::whole(today.plus_days(-back)), days::whole(today.plus_days(7 - back))])
}
