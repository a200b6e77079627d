//! Dates in figures alone: 2024-05-17, 2024/5/17, 2024.5.17, 2024-05, 2023–2024.
//!
//! In: a cursor before a year. Out: the date, if the calendar has it.

use super::Found;
use crate::date::Date;
use crate::scan::Cursor;

const SEPARATORS: [char; 3] = ['-', '/', '.'];

pub(super) fn read(at: Cursor) -> Option<Found> {
    if at.before().is_some_and(|before| before.is_alphanumeric() && before.is_ascii() || "-/._#".contains(before)) {
        return None;
    }
    let mut next = at;
    let year = next.figure(4).filter(|(digits, _)| *digits == 4)?.1;
    day(next, year).or_else(|| years(next, year)).or_else(|| month(next, year))
}

fn separator(next: &mut Cursor) -> Option<char> {
    let separator = next.peek().filter(|character| SEPARATORS.contains(character))?;
    next.bump();
    Some(separator)
}

fn day(mut next: Cursor, year: i64) -> Option<Found> {
    let first = separator(&mut next)?;
    let (_, month) = next.figure(2)?;
    separator(&mut next).filter(|second| *second == first)?;
    let (_, day) = next.figure(2)?;
    let mut clock = next;
    clock.run(|character| character == 'T');
    let is_clock =
        clock.at > next.at && clock.digits().is_some_and(|digits| digits.len() == 2) && clock.peek() == Some(':');
    if is_clock {
        clock.run(|character| character.is_ascii_digit() || matches!(character, ':' | '+' | 'Z'));
        next = clock;
    }
    found(next, &format!("{year:04}-{month:02}-{day:02}"))
}

/// 2023–2024 with plausible years; 年 after it is left to the Chinese reader, which is longer.
fn years(mut next: Cursor, year: i64) -> Option<Found> {
    next.peek().filter(|character| matches!(character, '-' | '–' | '—'))?;
    next.bump();
    let end = next.figure(4).filter(|(digits, _)| *digits == 4)?.1;
    let plausible = (1900..=2100).contains(&year) && (year + 1..=2100).contains(&end);
    found(next, &format!("{year:04}/{end:04}")).filter(|_| plausible)
}

fn month(mut next: Cursor, year: i64) -> Option<Found> {
    let separator = separator(&mut next).filter(|separator| *separator != '.')?;
    let (digits, month) = next.figure(2)?;
    // 2024-6 is no date of any standard, and 2024/6 is one in China.
    let plausible = (1900..=2100).contains(&year) && (1..=12).contains(&month);
    let known = separator == '/' || digits == 2 || next.peek().is_none();
    found(next, &format!("{year:04}-{month:02}")).filter(|_| plausible && known)
}

/// Nothing that goes on is a date: 2024-05-17-3, 2024-05万.
fn found(next: Cursor, edtf: &str) -> Option<Found> {
    let goes_on = |character: char| character.is_ascii_alphanumeric() || "万亿千元%".contains(character);
    if next.peek().is_some_and(goes_on) {
        return None;
    }
    let mut after = next;
    if after.peek().is_some_and(|character| "-/.".contains(character)) {
        after.bump();
        if after.peek().is_some_and(|character| character.is_ascii_digit()) {
            return None;
        }
    }
    Some(Found { end: next.at, dates: vec![Date::from_edtf(edtf)?] })
}
