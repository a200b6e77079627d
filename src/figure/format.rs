//! Values written for readers.
//!
//! In: a claim's value and a language. Out: words such as 至少135亿元 or `at least CNY 13.5 billion`. Nothing is
//! rounded.

use super::compare::claim_bound;
use super::decimal::Decimal;
use super::letters::{folded, is_latin};
use super::{Bound, ClaimValue, currency};
use crate::date::Language;

/// Numbers that would need more places after the point are written without 亿 or `billion`.
const MOST_PLACES: u32 = 4;

const CHINESE_SIZES: [(i32, &str); 3] = [(12, "万亿"), (8, "亿"), (4, "万")];
const ENGLISH_SIZES: [(i32, &str); 3] = [(12, " trillion"), (9, " billion"), (6, " million")];

/// A claim's value in words, exact to the last digit; empty if it has neither end.
pub fn format_value(claim: &ClaimValue, language: Language) -> String {
    let (number, unit) = format_parts(claim, language);
    number + &unit
}

/// The same in two parts, to be set one below another in a table: up to the last digit, and what follows it.
pub fn format_parts(claim: &ClaimValue, language: Language) -> (String, String) {
    let parts = match (&claim.low, &claim.high) {
        (Some(low), Some(high)) if low != high => range(low, high, &claim.unit, language),
        (Some(number), _) | (None, Some(number)) => single(number, &claim.unit, language),
        (None, None) => return Default::default(),
    };
    bounded(parts, claim, language)
}

fn single(number: &Decimal, unit: &str, language: Language) -> (String, String) {
    let (before, after) = affixes(unit, language);
    let (digits, size) = sized(number, language);
    let after = if after == " percentage points" && *number == Decimal::from(1) { " percentage point" } else { &after };
    (before + &digits, size + after)
}

fn range(low: &Decimal, high: &Decimal, unit: &str, language: Language) -> (String, String) {
    let (before, after) = affixes(unit, language);
    let ((mut low_digits, mut low_size), (mut high_digits, mut high_size)) =
        (sized(low, language), sized(high, language));
    // “10 to 15 million” would be read as ten million and more.
    if low_size.is_empty() != high_size.is_empty() {
        (low_digits, low_size) = (written(low, language), String::new());
        (high_digits, high_size) = (written(high, language), String::new());
    }
    let unit = format!("{high_size}{after}");
    if after == "%" {
        return (format!("{low_digits}{low_size}%–{high_digits}"), unit);
    }
    if !matches!(language, Language::English) {
        return (format!("{before}{low_digits}{low_size}至{high_digits}"), unit);
    }
    if low_size == high_size && *low >= Decimal::from(0) {
        return (format!("{before}{low_digits}–{high_digits}"), unit);
    }
    (format!("{before}{low_digits}{low_size} to {high_digits}"), unit)
}

/// What the unit puts before and after a number.
fn affixes(unit: &str, language: Language) -> (String, String) {
    let english = matches!(language, Language::English);
    let unit = unit.trim();
    let (before, after) = match (folded(unit).as_str(), english) {
        ("percent" | "%", _) => ("", "%"),
        ("percentage-point", true) => ("", " percentage points"),
        ("percentage-point", false) => ("", "个百分点"),
        ("rank", true) => ("No. ", ""),
        ("rank", false) => ("第", "位"),
        ("", _) => ("", ""),
        _ => return named(unit, language),
    };
    (before.to_owned(), language.in_script(after.to_owned()))
}

/// The affixes of a currency or of a unit in words.
fn named(unit: &str, language: Language) -> (String, String) {
    let foreign = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase());
    let code = currency::code(unit).or(foreign.then_some(unit));
    match (code, matches!(language, Language::English)) {
        (Some(code), true) => (format!("{code} "), String::new()),
        (Some(code), false) => {
            let name = currency::chinese(code).map(|name| language.in_script(name.to_owned()));
            (String::new(), name.unwrap_or_else(|| format!(" {code}")))
        }
        (None, false) if !unit.starts_with(|first: char| is_latin(first) || first.is_ascii_digit()) => {
            (String::new(), unit.to_owned())
        }
        (None, _) => (String::new(), format!(" {unit}")),
    }
}

/// The digits, and the word that multiplies them.
fn sized(number: &Decimal, language: Language) -> (String, String) {
    let english = matches!(language, Language::English);
    let sizes = if english { ENGLISH_SIZES } else { CHINESE_SIZES };
    let fitting = sizes
        .into_iter()
        .find(|(power, _)| Decimal::power_of_ten(*power).is_some_and(|size| number.absolute() >= size));
    let shortened = fitting.and_then(|(power, word)| Some((number.times_power_of_ten(-power)?, word)));
    match shortened.filter(|(digits, _)| digits.places() <= MOST_PLACES) {
        Some((digits, word)) => (written(&digits, language), language.in_script(word.to_owned())),
        None => (written(number, language), String::new()),
    }
}

/// The digits in groups of three: in Chinese from five digits on.
fn written(number: &Decimal, language: Language) -> String {
    if matches!(language, Language::English) || number.absolute() >= Decimal::from(10_000) {
        number.grouped()
    } else {
        number.to_string()
    }
}

fn bounded((number, unit): (String, String), claim: &ClaimValue, language: Language) -> (String, String) {
    let Some(bound) = claim_bound(claim) else { return (number, unit) };
    let rank = claim.unit.trim().eq_ignore_ascii_case("rank");
    let (before, after) = match (matches!(language, Language::English), rank) {
        (true, true) => english_rank(bound),
        (true, false) => (english_bound(bound), ""),
        (false, true) => chinese_rank(bound),
        (false, false) => (chinese_bound(bound), ""),
    };
    let own = |words: &str| language.in_script(words.to_owned());
    (format!("{}{number}", own(before)), format!("{unit}{}", own(after)))
}

fn chinese_bound(bound: Bound) -> &'static str {
    match bound {
        Bound::About => "约",
        Bound::AtLeast => "至少",
        Bound::AtMost => "至多",
        Bound::MoreThan => "超过",
        Bound::LessThan => "不足",
    }
}

fn english_bound(bound: Bound) -> &'static str {
    match bound {
        Bound::About => "about ",
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
        Bound::MoreThan => "more than ",
        Bound::LessThan => "less than ",
    }
}

/// A lower number is a better rank, so that “less than” would be misread.
fn chinese_rank(bound: Bound) -> (&'static str, &'static str) {
    match bound {
        Bound::About => ("约", ""),
        Bound::AtLeast => ("", "或更后"),
        Bound::AtMost => ("", "或更前"),
        Bound::MoreThan => ("", "之后"),
        Bound::LessThan => ("", "之前"),
    }
}

fn english_rank(bound: Bound) -> (&'static str, &'static str) {
    match bound {
        Bound::About => ("about ", ""),
        Bound::AtLeast => ("", " or lower"),
        Bound::AtMost => ("", " or better"),
        Bound::MoreThan => ("behind ", ""),
        Bound::LessThan => ("ahead of ", ""),
    }
}
