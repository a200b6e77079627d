//! Reading a date as it is written in YAML.
//!
//! In: the scalar's text. Out: parsed EDTF, or what is wrong with it and how it would be written right. Besides EDTF it
//! takes times without seconds, and quarters and halves of a year.

use edtf_core::Edtf;

use super::{Date, Day, day, words};

const HOW_TO_WRITE: &str = "dates are written 2024, 2024-05, 2024-05-17, 2024-06-03T10:31, 2024-05~ (around), 2024-05? (uncertain), \
     2024-02/2024-05, 2024-02/.. (since), 201X, 2024-Q1, 2024-H2";

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

pub(super) fn parse(text: &str) -> Result<Edtf, DateError> {
    let text = text.trim();
    let written = with_codes(&with_seconds(&without_blanks(text)));
    match Edtf::parse(&written) {
        Ok(edtf) => Ok(edtf),
        Err(error) => evened_range(&written).ok_or_else(|| explain(text, error.message)),
    }
}

/// In sets a blank after the comma is what people write.
fn without_blanks(text: &str) -> String {
    if text.starts_with(['[', '{']) { text.replace(' ', "") } else { text.into() }
}

/// A range in a set whose ends are not equally precise: `[0450..0454-02-14]`. ISO 8601-2 wants them so; people and
/// corpora mean from the first day of the one to the last day of the other.
fn evened_range(text: &str) -> Option<Edtf> {
    let (open, close) = if text.starts_with('[') { ('[', ']') } else { ('{', '}') };
    let (start, end) = text.strip_prefix(open)?.strip_suffix(close)?.split_once("..")?;
    let (start, end) = (Date::parse(start).ok()?.earliest()?, Date::parse(end).ok()?.latest()?);
    Edtf::parse(&format!("{open}{start}..{end}{close}")).ok()
}

/// EDTF wants seconds; people seldom know them.
fn with_seconds(text: &str) -> String {
    let Some((date, time)) = text.split_once('T') else { return text.into() };
    let zone_start = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_start);
    if clock.len() == 5 { format!("{date}T{clock}:00{zone}") } else { text.into() }
}

/// Quarters and halves by their codes in EDTF level 2. No other EDTF has a Q or an H.
fn with_codes(text: &str) -> String {
    let codes = [("-Q1", "-33"), ("-Q2", "-34"), ("-Q3", "-35"), ("-Q4", "-36"), ("-H1", "-40"), ("-H2", "-41")];
    codes.iter().fold(text.to_string(), |text, (written, code)| text.replace(written, code))
}

fn explain(text: &str, reason: &str) -> DateError {
    if text.is_empty() {
        return DateError { message: "a date is missing".into(), help: Some(HOW_TO_WRITE.into()) };
    }
    if let Some(impossible) = parts(text).find_map(impossible) {
        return impossible;
    }
    if let Some(mended) = mended(text) {
        return DateError {
            message: format!("`{text}` is not written as a date"),
            help: Some(format!("write {mended}")),
        };
    }
    if reason.contains("precedes") {
        let help = match text.split_once('/') {
            Some((start, end)) => format!("write the earlier date first: {end}/{start}"),
            None => "write the earlier date first".into(),
        };
        return DateError { message: format!("`{text}` ends before it begins"), help: Some(help) };
    }
    DateError { message: format!("`{text}` is not a date: {reason}"), help: Some(HOW_TO_WRITE.into()) }
}

/// The dates within an interval or a set.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['/', ',', '[', ']', '{', '}']).flat_map(|part| part.split("..")).filter(|part| !part.is_empty())
}

/// A date of the right form that the calendar or the clock does not have.
fn impossible(part: &str) -> Option<DateError> {
    let (date, time) = part.split_once('T').map_or((part, None), |(date, time)| (date, Some(time)));
    let plain: String = date.chars().filter(|character| !matches!(character, '?' | '~' | '%')).collect();
    let (negative, unsigned) = plain.strip_prefix('-').map_or((false, plain.as_str()), |rest| (true, rest));
    let mut fields = unsigned.split('-');
    let year = number(fields.next()?, 4)?;
    let year = if negative { -year } else { year };
    let month = number(fields.next()?, 2)?;
    let day = fields.next().map(|field| number(field, 2));
    if !(1..=12).contains(&month) && (!(21..=41).contains(&month) || day.is_some()) {
        let help = "months are 01 to 12; a quarter is written 2024-Q1, spring 2024-21".into();
        return Some(DateError { message: format!("{part}: there is no month {month:02}"), help: Some(help) });
    }
    if let Some(day) = day {
        let last = day::days_in_month(year, u8::try_from(month).ok()?);
        let day = day?;
        if !(1..=i64::from(last)).contains(&day) {
            let name = super::display::month_name(u8::try_from(month).ok()?);
            let message = format!("{part}: {name} {year} has {last} days");
            return Some(DateError { message, help: Some(format!("write a day from 01 to {last}")) });
        }
    }
    impossible_time(part, time?)
}

fn impossible_time(part: &str, time: &str) -> Option<DateError> {
    let clock = time.get(..5)?;
    let (hour, minute) = clock.split_once(':')?;
    if number(hour, 2)? < 24 && number(minute, 2)? < 60 {
        return None;
    }
    let help = "hours are 00 to 23, minutes 00 to 59; midnight is 00:00 of the next day".to_string();
    Some(DateError { message: format!("{part}: there is no time {clock}"), help: Some(help) })
}

fn number(text: &str, length: usize) -> Option<i64> {
    let right = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

/// A common slip, written right.
fn mended(text: &str) -> Option<String> {
    let candidates = [open_end(text), compact(text), day_first(text), absolute_words(text), moment(text), upper(text)];
    candidates.into_iter().flatten().find(|candidate| candidate != text && parse_quietly(candidate))
}

fn parse_quietly(text: &str) -> bool {
    Edtf::parse(&with_codes(&with_seconds(text))).is_ok()
}

/// `2024-02/now` for an interval that goes on.
fn open_end(text: &str) -> Option<String> {
    let ends = ["/present", "/now", "/today", "/至今", "/今", "至今", "/..."];
    ends.iter().find_map(|end| text.strip_suffix(end)).map(|start| format!("{}/..", start.trim_end()))
}

/// `20240603`.
fn compact(text: &str) -> Option<String> {
    number(text, 8)?;
    Some(format!("{}-{}-{}", text.get(..4)?, text.get(4..6)?, text.get(6..)?))
}

/// `03.06.2024`; with a slash only where the first number is no month.
fn day_first(text: &str) -> Option<String> {
    let fields: Vec<&str> = text.split(['.', '/']).collect();
    let [first, second, year] = fields.as_slice() else { return None };
    let number = |field: &str| field.parse::<u8>().ok().filter(|_| field.len() <= 2);
    let (first, second) = (number(first)?, number(second)?);
    if year.len() != 4 || (text.contains('/') && first <= 12 && second <= 12) {
        return None;
    }
    let (day, month) = if second > 12 { (second, first) } else { (first, second) };
    Some(format!("{year}-{month:02}-{day:02}"))
}

/// A date in words, if it means the same whenever it is read: `2024年6月3日`, `2024/06/03`, `June 3, 2024`.
fn absolute_words(text: &str) -> Option<String> {
    let read_in = |year: i64| {
        let anchor = Day::new(year, 7, 1).and_then(|day| Date::parse(&day.to_string()).ok())?;
        let mut read = words::dates_in(text, &anchor);
        let whole = read.pop().filter(|date| read.is_empty() && date.range == (0..text.len()))?;
        whole.alternatives.is_empty().then(|| whole.date.as_edtf())
    };
    read_in(1950).filter(|date| read_in(2020).as_ref() == Some(date))
}

/// A day and a clock with a blank between them.
fn moment(text: &str) -> Option<String> {
    let (date, clock) = text.rsplit_once([' ', 'T', 't'])?;
    let mut fields = clock.split(['：', ':']);
    let hour: u8 = fields.next()?.parse().ok()?;
    let rest: Vec<&str> = fields.collect();
    let date = date.trim();
    let date = if parse_quietly(date) { date.to_string() } else { absolute_words(date)? };
    Some(format!("{date}T{hour:02}:{}", rest.join(":")))
}

/// Letters in the wrong case, a missing hyphen before a quarter.
fn upper(text: &str) -> Option<String> {
    let upper = text.to_uppercase().replace(' ', "T");
    match upper.find(['Q', 'H']) {
        Some(at) if !upper.get(..at)?.ends_with('-') => Some(format!("{}-{}", upper.get(..at)?, upper.get(at..)?)),
        _ => Some(upper),
    }
}
