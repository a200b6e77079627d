//! Dates as people slip them in: the format's shorthands, and help for what is no EDTF.

use edtf_core::Edtf;
use regex_lite::Regex;

use super::day::days_in;
use super::{Date, DateError};

/// The format's own forms as EDTF: times without seconds, quarters, halves.
pub fn shorthand(text: &str) -> String {
    let quarter = |code: &str| match code {
        "Q1" => Some("33"),
        "Q2" => Some("34"),
        "Q3" => Some("35"),
        "Q4" => Some("36"),
        "H1" => Some("40"),
        "H2" => Some("41"),
        _ => None,
    };
    // In sets a blank after the comma is what people write.
    let text = if text.starts_with(['[', '{']) { text.replace(' ', "") } else { text.to_owned() };
    let ends: Vec<String> = text
        .split('/')
        .map(|end| {
            let period = end.rfind('-').and_then(|at| Some((end.get(..=at)?, end.get(at + 1..)?)));
            match period.and_then(|(year, code)| Some((year, code.get(..2)?, code.get(2..)?))) {
                Some((year, code, rest)) => {
                    quarter(code).map_or_else(|| end.to_owned(), |code| format!("{year}{code}{rest}"))
                }
                None => end.to_owned(),
            }
        })
        .collect();
    with_seconds(&ends.join("/"))
}

/// `T10:31` and `T10:31+08:00` get `:00`.
fn with_seconds(text: &str) -> String {
    let Some(at) = text.find('T') else { return text.to_owned() };
    let time = text.get(at + 1..).unwrap_or("");
    let minutes = time.get(..5).unwrap_or("");
    let short =
        minutes.len() == 5 && minutes.as_bytes().get(2) == Some(&b':') && !time.get(5..).unwrap_or("").starts_with(':');
    if !short {
        return text.to_owned();
    }
    format!("{}{minutes}:00{}", text.get(..=at).unwrap_or(""), time.get(5..).unwrap_or(""))
}

/// A range in a set whose ends are not equally precise: `[0450..0454-02-14]`. ISO 8601-2 wants them so; people and
/// corpora mean from the first day of the one to the last day of the other.
pub fn evened_range(text: &str) -> Option<Edtf> {
    let (open, close) = if text.starts_with('[') { ('[', ']') } else { ('{', '}') };
    let (start, end) = text.strip_prefix(open)?.strip_suffix(close)?.split_once("..")?;
    let (start, end) = (Date::parse(start).ok()?.earliest()?, Date::parse(end).ok()?.latest()?);
    Edtf::parse(&format!("{open}{start}..{end}{close}")).ok()
}

/// What is wrong with a text that is no EDTF, and what to write.
pub fn explain(text: &str, error: edtf_core::ParseError) -> DateError {
    if let Some(message) = impossible_day(text) {
        return DateError { message, help: None };
    }
    if let Some(mended) = other_notation(text) {
        return DateError {
            message: format!("`{text}` is not written as EDTF"),
            help: Some(format!("write {mended}")),
        };
    }
    let message = if reversed(text) {
        format!("`{text}` ends before it begins")
    } else {
        format!("`{text}` is not an EDTF date: {}", error.message)
    };
    let help = "such as 2024-05-17, 2024-05, 2024, 2024-Q1, 2024-05~ (about), 2024-05? (uncertain), 2024-02/.. (since), 2024-06-03T10:31";
    DateError { message, help: Some(help.into()) }
}

fn reversed(text: &str) -> bool {
    let Some((start, end)) = text.split_once('/') else { return false };
    matches!((Date::parse(start), Date::parse(end)), (Ok(start), Ok(end)) if start.earliest() > end.latest())
}

fn impossible_day(text: &str) -> Option<String> {
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
    let parts: Vec<&str> = text.split('T').next()?.split('-').collect();
    let [year, month, rest @ ..] = parts.as_slice() else { return None };
    let (year, month): (i64, u8) = (year.parse().ok()?, month.parse().ok()?);
    let Some(name) = MONTHS.get(usize::from(month).checked_sub(1)?) else {
        return (rest.is_empty() || month < 21).then(|| format!("`{text}`: a year has 12 months"));
    };
    let day: u8 = rest.first()?.parse().ok()?;
    let days = days_in(year, month);
    (day > days || day == 0).then(|| format!("`{text}`: {name} {year} has {days} days"))
}

/// The EDTF for other ways to write a day or month.
fn other_notation(text: &str) -> Option<String> {
    let patterns = [
        (r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$", [1, 2, 3]),
        (r"^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$", [1, 2, 3]),
        (r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$", [3, 2, 1]),
        (r"^(\d{4})-(\d{1,2})-(\d{1,2})$", [1, 2, 3]),
        (r"^(\d{4})[年/.-](\d{1,2})月?$", [1, 2, 0]),
        (r"^(\d{4})年$", [1, 0, 0]),
    ];
    for (pattern, [year, month, day]) in patterns {
        let Some(found) = Regex::new(pattern).ok()?.captures(text) else { continue };
        let part = |at: usize| {
            let text = found.get(at).filter(|_| at > 0)?.as_str();
            Some(if text.len() == 1 { format!("0{text}") } else { text.to_owned() })
        };
        let parts: Vec<String> = [part(year), part(month), part(day)].into_iter().flatten().collect();
        let mended = parts.join("-");
        return Date::parse(&mended).is_ok().then_some(mended);
    }
    None
}
