//! Dates in words, Chinese and English.
//!
//! In: EDTF. Out: what a reader sees: approximate, uncertain, open and unknown are said in words.

use edtf_core::{Date, Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind, Year, YearKind};

use super::Day;

/// A language that dates and figures are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    /// Chinese for every `zh` tag, English for all others.
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or("");
        if primary.eq_ignore_ascii_case("zh") { Language::Chinese } else { Language::English }
    }
}

use Language::{Chinese, English};

pub fn display(edtf: &Edtf, language: Language) -> String {
    match edtf {
        Edtf::Date(date) => qualified(date, language, plain(date, language)),
        Edtf::DateTime(moment) => {
            format!("{} {:02}:{:02}", plain(&moment.date, language), moment.time.hour, moment.time.minute)
        }
        Edtf::Interval(interval) => interval_words(interval, language),
        Edtf::Set(set) => set_words(set, language),
    }
}

/// Words around a date for its qualifiers.
fn qualified(date: &Date, language: Language, words: String) -> String {
    let about = date.is_approximate() || date.year.significant_digits.is_some();
    match (language, about, date.is_uncertain()) {
        (_, false, false) => words,
        (Chinese, true, false) => format!("{words}前后"),
        (Chinese, false, true) => format!("{words}（存疑）"),
        (Chinese, true, true) => format!("{words}前后（存疑）"),
        (English, true, false) => format!("around {words}"),
        (English, false, true) => format!("{words} (uncertain)"),
        (English, true, true) => format!("around {words} (uncertain)"),
    }
}

fn plain(date: &Date, language: Language) -> String {
    let year = year_words(&date.year, language);
    let Some(month) = &date.month else { return year };
    let Some(number) = month.value() else {
        return unspecified(date, language, &year);
    };
    match (&date.day, number) {
        (_, 21..) => season(&year, number, language),
        (None, _) => month_words(&year, number, language),
        (Some(day), _) => match day.value() {
            Some(day) => day_words(&year, number, day, language),
            None if language == Chinese => format!("{}某日", month_words(&year, number, language)),
            None => format!("an unspecified day in {}", month_words(&year, number, language)),
        },
    }
}

fn unspecified(date: &Date, language: Language, year: &str) -> String {
    match (language, date.day.is_some()) {
        (Chinese, false) => format!("{year}某月"),
        (Chinese, true) => format!("{year}某日"),
        (English, false) => format!("an unspecified month of {year}"),
        (English, true) => format!("an unspecified day of {year}"),
    }
}

fn month_words(year: &str, month: u8, language: Language) -> String {
    match language {
        Chinese => format!("{year}{month}月"),
        English => join(&[month_name(month), year]),
    }
}

fn day_words(year: &str, month: u8, day: u8, language: Language) -> String {
    match language {
        Chinese => format!("{year}{month}月{day}日"),
        English => join(&[&day.to_string(), month_name(month), year]),
    }
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

pub fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
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
    usize::from(month).checked_sub(1).and_then(|at| NAMES.get(at)).copied().unwrap_or("")
}

/// Sub-year groupings of ISO 8601-2 §4.8: 21 to 41.
fn season(year: &str, code: u8, language: Language) -> String {
    let (chinese, english) = match code {
        21 => ("春季", "spring"),
        22 => ("夏季", "summer"),
        23 => ("秋季", "autumn"),
        24 => ("冬季", "winter"),
        25 => ("春季（北半球）", "spring (northern hemisphere)"),
        26 => ("夏季（北半球）", "summer (northern hemisphere)"),
        27 => ("秋季（北半球）", "autumn (northern hemisphere)"),
        28 => ("冬季（北半球）", "winter (northern hemisphere)"),
        29 => ("春季（南半球）", "spring (southern hemisphere)"),
        30 => ("夏季（南半球）", "summer (southern hemisphere)"),
        31 => ("秋季（南半球）", "autumn (southern hemisphere)"),
        32 => ("冬季（南半球）", "winter (southern hemisphere)"),
        33 => ("第一季度", "Q1"),
        34 => ("第二季度", "Q2"),
        35 => ("第三季度", "Q3"),
        36 => ("第四季度", "Q4"),
        37 => ("1月至4月", "January to April"),
        38 => ("5月至8月", "May to August"),
        39 => ("9月至12月", "September to December"),
        40 => ("上半年", "first half of"),
        _ => ("下半年", "second half of"),
    };
    match language {
        Chinese => format!("{year}{chinese}"),
        English => join(&[english, year]),
    }
}

/// The year with 年 in Chinese; decades, centuries and unknown years in words.
fn year_words(year: &Year, language: Language) -> String {
    match year.kind {
        YearKind::Standard { negative: false, digits: [Some(a), Some(b), Some(c), None] } => match language {
            Chinese => format!("{a}{b}{c}0年代"),
            English => format!("the {a}{b}{c}0s"),
        },
        YearKind::Standard { negative: false, digits: [Some(a), Some(b), None, None] } => {
            let century = u16::from(a) * 10 + u16::from(b) + 1;
            match language {
                Chinese => format!("{century}世纪"),
                English => format!("the {century}{} century", ordinal(century)),
            }
        }
        YearKind::Standard { digits, .. } if digits.iter().any(Option::is_none) => {
            let digits: String = digits.iter().map(|d| d.map_or('?', |d| char::from(b'0' + d))).collect();
            if digits == "????" {
                return if language == Chinese { "年份不详" } else { "an unknown year" }.to_owned();
            }
            if language == Chinese { format!("{digits}年") } else { digits }
        }
        _ => match year.value() {
            Some(value) => year_number(value, language),
            None => if language == Chinese { "年份不详" } else { "an unknown year" }.to_owned(),
        },
    }
}

/// Astronomical years: 0 is 1 BC.
fn year_number(year: i64, language: Language) -> String {
    match (language, year > 0) {
        (Chinese, true) => format!("{year}年"),
        (English, true) => year.to_string(),
        (Chinese, false) => format!("公元前{}年", 1i64.saturating_sub(year)),
        (English, false) => format!("{} BC", 1i64.saturating_sub(year)),
    }
}

fn ordinal(number: u16) -> &'static str {
    match (number % 10, number % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    }
}

fn interval_words(interval: &Interval, language: Language) -> String {
    let start = end_words(&interval.start, language);
    let end = end_words(&interval.end, language);
    match (start, end, language) {
        (End::Known(start), End::Known(end), _) => {
            let end = shortened(interval, language).unwrap_or(end);
            if language == Chinese { format!("{start}至{end}") } else { format!("{start} to {end}") }
        }
        (End::Known(start), End::Open, Chinese) => format!("{start}起"),
        (End::Known(start), End::Open, English) => format!("since {start}"),
        (End::Known(start), End::Unknown, Chinese) => format!("{start}起，结束时间不详"),
        (End::Known(start), End::Unknown, English) => format!("from {start}, end unknown"),
        (End::Open, End::Known(end), Chinese) => format!("至{end}"),
        (End::Open, End::Known(end), English) => format!("until {end}"),
        (End::Unknown, End::Known(end), Chinese) => format!("开始时间不详，至{end}"),
        (End::Unknown, End::Known(end), English) => format!("until {end}, beginning unknown"),
        (_, _, Chinese) => "时间不详".to_owned(),
        (_, _, English) => "unknown time".to_owned(),
    }
}

enum End {
    Known(String),
    Open,
    Unknown,
}

fn end_words(end: &IntervalEndpoint, language: Language) -> End {
    let words = |date: &Date| qualified(date, language, plain(date, language));
    match end {
        IntervalEndpoint::Date(date) => End::Known(words(date)),
        IntervalEndpoint::Open => End::Open,
        IntervalEndpoint::Unknown => End::Unknown,
        IntervalEndpoint::OnOrBefore(date) => End::Known(by(&words(date), language)),
        IntervalEndpoint::OnOrAfter(date) => End::Known(after(&words(date), language)),
    }
}

fn by(words: &str, language: Language) -> String {
    if language == Chinese { format!("不晚于{words}") } else { format!("on or before {words}") }
}

fn after(words: &str, language: Language) -> String {
    if language == Chinese { format!("不早于{words}") } else { format!("on or after {words}") }
}

/// In Chinese the end leaves out the year and month that it shares with the start.
fn shortened(interval: &Interval, language: Language) -> Option<String> {
    let (IntervalEndpoint::Date(start), IntervalEndpoint::Date(end)) = (interval.start, interval.end) else {
        return None;
    };
    let same_year = start.year == end.year && start.month.is_some() && !end.year.has_unspecified();
    if language != Chinese || !same_year {
        return None;
    }
    let (month, day) = (end.month?.value()?, end.day);
    let words = match day {
        _ if month > 12 => season("", month, language),
        None => format!("{month}月"),
        Some(day) if start.day.is_some() && start.month == end.month => format!("{}日", day.value()?),
        Some(day) => format!("{month}月{}日", day.value()?),
    };
    Some(qualified(&end, language, words))
}

fn set_words(set: &Set, language: Language) -> String {
    let elements: Vec<String> = set.elements.iter().map(|element| element_words(element, set.kind, language)).collect();
    let (last, rest) = match elements.split_last() {
        Some((last, rest)) => (last.as_str(), rest),
        None => return if language == Chinese { "时间不详" } else { "unknown time" }.to_owned(),
    };
    if rest.is_empty() {
        return last.to_owned();
    }
    let (between, word) = match (set.kind, language) {
        (SetKind::OneMember, Chinese) => ("、", "或"),
        (SetKind::AllMembers, Chinese) => ("、", "和"),
        (SetKind::OneMember, English) => (", ", " or "),
        (SetKind::AllMembers, English) => (", ", " and "),
    };
    format!("{}{word}{last}", rest.join(between))
}

fn element_words(element: &SetElement, kind: SetKind, language: Language) -> String {
    let words = |date: &Date| qualified(date, language, plain(date, language));
    match element {
        SetElement::Date(date) => words(date),
        SetElement::OnOrBefore(date) => by(&words(date), language),
        SetElement::OnOrAfter(date) => after(&words(date), language),
        SetElement::Range(start, end) => {
            let interval = Interval { start: IntervalEndpoint::Date(*start), end: IntervalEndpoint::Date(*end) };
            let whole = interval_words(&interval, language);
            match (kind, language) {
                (SetKind::OneMember, Chinese) => format!("{whole}之间"),
                (SetKind::OneMember, English) => format!("sometime from {whole}"),
                (SetKind::AllMembers, _) => whole,
            }
        }
    }
}

impl Day {
    /// The day in words.
    pub fn display(self, language: Language) -> String {
        day_words(&year_number(self.year, language), self.month, self.day, language)
    }
}
