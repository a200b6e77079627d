//! English words with a meaning in dates.
//!
//! In: a cursor at a word. Out: its number, month or year. Case counts for months and weekdays: may and march are verbs.

use crate::scan::Cursor;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const NUMBERS: [(&str, i64); 25] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
];

/// Passes over one word of letters, and returns it as written.
pub fn word(next: &mut Cursor) -> Option<String> {
    let word: String = next.run(|character| character.is_ascii_alphabetic()).iter().collect();
    (!word.is_empty()).then_some(word)
}

/// Passes over the word, in any case, if it stands here whole.
pub fn eat_word(next: &mut Cursor, expected: &str) -> bool {
    let mut after = *next;
    let found = word(&mut after).is_some_and(|word| word.eq_ignore_ascii_case(expected)) && is_end(after);
    if found {
        *next = after;
    }
    found
}

/// Passes over words that blanks separate, and a blank after them.
pub fn eat_words(next: &mut Cursor, expected: &str) -> bool {
    let mut after = *next;
    for part in expected.split(' ') {
        if !eat_word(&mut after, part) {
            return false;
        }
        blanks(&mut after);
    }
    *next = after;
    true
}

/// Passes over the first of the phrases that stands here, and returns what it means.
pub fn eat_phrase<T: Copy>(next: &mut Cursor, table: &[(&str, T)]) -> Option<T> {
    table.iter().find(|(phrase, _)| eat_words(next, phrase)).map(|(_, meaning)| *meaning)
}

pub fn blanks(next: &mut Cursor) {
    next.run(|character| character == ' ');
}

/// Whether no word or number goes on here.
pub fn is_end(next: Cursor) -> bool {
    next.peek().is_none_or(|after| !after.is_ascii_alphanumeric())
}

/// Whether a word may begin here.
pub fn is_start(at: Cursor) -> bool {
    at.before().is_none_or(|before| !before.is_ascii_alphanumeric() && before != '_')
}

/// A month by its name, and whether the name is a whole one.
pub fn month(next: &mut Cursor) -> Option<(u8, bool)> {
    let mut after = *next;
    let word = word(&mut after).filter(|_| is_end(after))?;
    let whole = MONTHS.iter().position(|month| *month == word);
    let short = || {
        MONTHS
            .iter()
            .position(|month| month.get(..3) == Some(word.as_str()) || (word == "Sept" && *month == "September"))
    };
    let index = whole.or_else(short)?;
    if whole.is_none() {
        after.eat(".");
    }
    *next = after;
    Some((u8::try_from(index).ok()? + 1, whole.is_some()))
}

/// 1 to 31, with st, nd, rd or th or without; no part of a longer number.
pub fn day(next: &mut Cursor) -> Option<u32> {
    let mut after = *next;
    let value = u32::try_from(after.figure(2)?.1).ok()?;
    after.eat_any(&["st", "nd", "rd", "th"]);
    let mut beyond = after;
    let goes_on = beyond.eat_any(&[",", ".", ":"]).is_some() && beyond.digits().is_some_and(|digits| digits.len() != 4);
    if !is_end(after) || goes_on || after.peek() == Some('%') || !(1..=31).contains(&value) {
        return None;
    }
    *next = after;
    Some(value)
}

/// A year of four digits, 1000 to 2199; no part of a longer number or an amount.
pub fn year(next: &mut Cursor) -> Option<i64> {
    let mut after = *next;
    let value = after.figure(4)?.1;
    let mut beyond = after;
    let goes_on = beyond.eat_any(&[",", "."]).is_some() && beyond.digits().is_some_and(|digits| digits.len() != 4);
    if !is_end(after) || goes_on || after.peek() == Some('%') || !(1000..2200).contains(&value) {
        return None;
    }
    *next = after;
    Some(value)
}

/// A small number in digits or in words.
pub fn number(next: &mut Cursor) -> Option<i64> {
    let mut after = *next;
    if let Some((_, value)) = after.figure(3) {
        *next = after;
        return Some(value);
    }
    let word = word(&mut after)?;
    let value = NUMBERS.iter().find(|(number, _)| word.eq_ignore_ascii_case(number))?.1;
    *next = after;
    Some(value)
}
