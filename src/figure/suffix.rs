//! What stands after a number and belongs to it.
//!
//! In: folded letters and the place where a number ends. Out: its unit and bound, or that the number is none that
//! counts: a date, a time, a version.

use super::decimal::Decimal;
use super::letters::{Letters, is_latin};
use super::number::{self, Number, Script, is_numeral};
use super::{Bound, Unit, currency};
use crate::text::is_han;

/// The words after a number.
#[derive(Debug, Clone)]
pub struct Suffix {
    /// Where the words end, an index of a character.
    pub end: usize,
    pub unit: Unit,
    /// The power of ten that the unit brings: 1 for 成, −2 for basis points.
    pub power: i32,
    pub bound: Option<Bound>,
}

/// Units of one meaning; those that contain others stand first.
const UNITS: [(&str, Unit, i32); 18] = [
    ("个百分点", Unit::PercentagePoint, 0),
    ("百分点", Unit::PercentagePoint, 0),
    ("个基点", Unit::PercentagePoint, -2),
    ("基点", Unit::PercentagePoint, -2),
    ("%", Unit::Percent, 0),
    ("‰", Unit::Percent, -1),
    ("percentage points", Unit::PercentagePoint, 0),
    ("percentage point", Unit::PercentagePoint, 0),
    ("percentage-point", Unit::PercentagePoint, 0),
    ("pp", Unit::PercentagePoint, 0),
    ("basis points", Unit::PercentagePoint, -2),
    ("basis point", Unit::PercentagePoint, -2),
    ("bps", Unit::PercentagePoint, -2),
    ("bp", Unit::PercentagePoint, -2),
    ("per cent", Unit::Percent, 0),
    ("percent", Unit::Percent, 0),
    ("pct", Unit::Percent, 0),
    ("成", Unit::Percent, 1),
];

const BOUNDS: [(&str, Bound); 20] = [
    ("及以上", Bound::AtLeast),
    ("或以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("之上", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("或以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("之下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("前后", Bound::About),
    ("余", Bound::MoreThan),
    ("多", Bound::MoreThan),
    ("+", Bound::AtLeast),
    ("or more", Bound::AtLeast),
    ("or less", Bound::AtMost),
    ("or fewer", Bound::AtMost),
    ("or so", Bound::About),
];

/// Characters after 成 with which it is no tenth: 三成员.
const NOT_AFTER_TENTH: &str = "员为功立长果本交都品绩熟份就语";

/// What may follow a number in numerals as its measure. 一 is an article rather than a number before these.
const MEASURES: &str = "个款家国名位人次项种部台座倍张件条篇辆轮天周支只所门户吨颗场套批组小公大";

/// What may go on after an amount without a unit: 135亿的投资, 135亿用于研发.
const NO_UNITS: &str = "的了用投给在是和与及到至以来估融收购于为左上之还也都";

/// Words after an English number that are no unit.
const NO_ENGLISH_UNITS: [&str; 34] = [
    "in", "of", "and", "to", "for", "at", "from", "by", "on", "with", "as", "is", "was", "were", "or", "that", "a",
    "the", "this", "last", "per", "than", "but", "are", "has", "had", "have", "into", "after", "before", "when",
    "while", "which", "it",
];

const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Reads a unit that has one meaning: a currency, a percentage, 成. `Unit::None` where there is none.
pub fn known(letters: &Letters, end: usize) -> Suffix {
    let at = letters.skip_blanks(end);
    // 135元多, 135亿多元
    let (at, more) = letters.after(at, "多").or_else(|| letters.after(at, "余")).map_or((at, None), |after| {
        let counts = currency::after(letters, after).is_some();
        if counts { (after, Some(Bound::MoreThan)) } else { (at, None) }
    });
    if let Some((end, code)) = currency::after(letters, at) {
        return Suffix { end, unit: Unit::Currency(code), power: 0, bound: more };
    }
    let unit = UNITS.iter().find_map(|(words, unit, power)| {
        let latin = words.starts_with(is_latin) && words.is_ascii();
        let end = if latin { letters.after_word(at, words) } else { letters.after(at, words) }?;
        let tenth =
            *words == "成" && letters.at(end).is_some_and(|next| NOT_AFTER_TENTH.contains(next) || is_numeral(next));
        (!tenth).then(|| Suffix { end, unit: unit.clone(), power: *power, bound: None })
    });
    unit.unwrap_or(Suffix { end, unit: Unit::None, power: 0, bound: None })
}

/// Reads a number of tenths with its hundredths: 六成五 is 65%, but 三成五大客户 and 三成半导体 go on with another word.
pub fn tenths(letters: &Letters, number: &Number) -> Option<(Number, Suffix)> {
    let single = number.script == Script::Numerals && number.last == 0 && number.value()? < Decimal::from(10);
    let (digit, end) = number::last_tenth(letters, letters.after(number.end, "成")?).filter(|_| single)?;
    if letters.at(end).is_some_and(|next| is_han(next) && !"的以左".contains(next)) {
        return None;
    }
    let digits = number.digits.checked_add(&digit.times_power_of_ten(-1)?)?;
    let suffix = Suffix { end, unit: Unit::Percent, power: 1, bound: None };
    Some((Number { end, digits, last: -1, ..number.clone() }, with_bound(letters, suffix)))
}

/// Adds the bound that follows: 左右, 以上, 多, `or more`.
pub fn with_bound(letters: &Letters, suffix: Suffix) -> Suffix {
    let Some((end, bound)) = bound(letters, letters.skip_blanks(suffix.end)) else { return suffix };
    Suffix { end, bound: suffix.bound.or(Some(bound)), ..suffix }
}

fn bound(letters: &Letters, at: usize) -> Option<(usize, Bound)> {
    let (end, words, bound) =
        BOUNDS.iter().find_map(|(words, bound)| letters.after(at, words).map(|end| (end, *words, *bound)))?;
    let next = letters.at(end).unwrap_or(' ');
    let numbered = letters.before(at).is_some_and(|before| before.is_ascii_digit() || is_numeral(before));
    let part_of_word = match words {
        // 10多个 is more than ten, 10款多模态产品 is ten.
        "多" | "余" => !numbered && is_han(next),
        "+" => next.is_ascii_digit(),
        _ => words.is_ascii() && is_latin(next),
    };
    (!part_of_word).then_some((end, bound))
}

/// The rank that a number after 第 or `No.` gives, if what follows leaves it one: 第17位, but not 第一季度.
pub fn rank(letters: &Letters, number: &Number) -> Option<Suffix> {
    let mut end = number.end;
    match letters.at(end) {
        Some('位' | '名') => end += 1,
        Some('个' | '家' | '款') if !letters.at(end + 1).is_some_and(|next| "季月年".contains(next)) => end += 1,
        Some(next) if is_han(next) && !"的大在是和与之于也并但".contains(next) => return None,
        _ => {}
    }
    Some(Suffix { end, unit: Unit::Rank, power: 0, bound: None })
}

/// The rank that an English ordinal gives: 17th, but not May 17th or the 17th century.
pub fn ordinal(letters: &Letters, start: usize, number: &Number) -> Option<Suffix> {
    let end = ["th", "st", "nd", "rd"].iter().find_map(|words| letters.after_word(number.end, words))?;
    let next = letters.skip_blanks(end);
    let next = letters.after_word(next, "of").map_or(next, |of| letters.skip_blanks(of));
    let no_rank = ["century", "anniversary", "quarter", "floor", "birthday"];
    let dated = is_month_after(letters, next) || is_month_before(letters, start);
    let other = dated || no_rank.iter().any(|words| letters.after_word(next, words).is_some());
    (!other).then_some(Suffix { end, unit: Unit::Rank, power: 0, bound: None })
}

/// Whether the number is part of a date, a time, a fraction, a version or a name.
pub fn is_no_count(letters: &Letters, start: usize, number: &Number) -> bool {
    let next = letters.at(number.end).unwrap_or(' ');
    let later = letters.at(number.end + 1).unwrap_or(' ');
    if is_latin(next) || next == '_' || (next == '-' && is_latin(later)) {
        return true;
    }
    // 10:31, 24/7, 2024-05-17, 1.5.2
    if matches!(next, ':' | '：' | '/' | '.') && later.is_ascii_digit() {
        return true;
    }
    if number.is_multiplied() {
        return false;
    }
    let after = letters.skip_blanks(number.end);
    is_year(letters, number) || is_calendar(letters, start, after) || is_month_after(letters, after)
}

/// Whether a word for a part of a date or a time follows, or a month stands before.
fn is_calendar(letters: &Letters, start: usize, after: usize) -> bool {
    let words = ["月", "日", "号", "时", "点", "季", "世纪", "年代", "年", "位数", "分之", "a.m", "p.m"];
    let follows = words.iter().any(|words| letters.after(after, words).is_some());
    let minute = letters.after(after, "分").is_some() && letters.before(start).is_some_and(|c| "时点".contains(c));
    follows || minute || is_month_before(letters, start) || letters.before(start).is_some_and(|c| "周期初".contains(c))
}

/// Whether the number reads as a year: four digits from 1900 to 2099 that no measure word follows.
fn is_year(letters: &Letters, number: &Number) -> bool {
    let digits = number.digits.absolute().to_string();
    let shaped = number.script == Script::Digits && digits.len() == 4 && number.last == 0;
    let measured = letters.at(letters.skip_blanks(number.end)).is_some_and(|next| MEASURES.contains(next));
    shaped && (digits.starts_with("19") || digits.starts_with("20")) && !measured
}

fn is_month_after(letters: &Letters, at: usize) -> bool {
    MONTHS.iter().any(|month| letters.after_word(at, month).is_some())
}

fn is_month_before(letters: &Letters, start: usize) -> bool {
    let end = letters.back_over_blanks(start);
    let end = letters.ending(end, ".").unwrap_or(end);
    end < start && MONTHS.iter().any(|month| letters.ending_word(end, month).is_some())
}

/// Reads the words that a number counts; `None` if it counts nothing that can be told.
pub fn words(letters: &Letters, number: &Number) -> Option<Suffix> {
    let end = number.end;
    let plain = Suffix { end, unit: Unit::None, power: 0, bound: number.and_more.then_some(Bound::MoreThan) };
    let bounded = with_bound(letters, plain);
    let start = letters.skip_blanks(bounded.end);
    let next = letters.at(start).unwrap_or(' ');
    let measured = MEASURES.contains(next);
    if number.script == Script::Numerals && !number.is_multiplied() {
        let one = number.digits == Decimal::from(1);
        return (measured && !one).then(|| chinese_words(letters, start, bounded));
    }
    if is_han(next) && !(number.is_multiplied() && NO_UNITS.contains(next)) {
        return Some(chinese_words(letters, start, bounded));
    }
    Some(english_words(letters, bounded))
}

/// Up to four characters after the number, as far as a bound, another number or the end of the phrase.
fn chinese_words(letters: &Letters, start: usize, suffix: Suffix) -> Suffix {
    let mut end = start;
    while end - start < 4 && letters.at(end).is_some_and(is_han) {
        let inner = end > start;
        let stop = letters.at(end).is_some_and(|c| "至到和与及的".contains(c) || is_numeral(c));
        if inner && (stop || bound(letters, end).is_some()) {
            break;
        }
        end += 1;
    }
    let unit = Unit::Words(letters.original(start, end).to_owned());
    with_bound(letters, Suffix { end, unit, ..suffix })
}

/// Up to two English words after the number.
fn english_words(letters: &Letters, suffix: Suffix) -> Suffix {
    let mut end = suffix.end;
    let mut start = None;
    for _ in 0..2 {
        let at = letters.skip_blanks(end);
        let mut word = at;
        while letters.at(word).is_some_and(|letter| is_latin(letter) || letter == '-') {
            word += 1;
        }
        let written: String = (at..word).filter_map(|at| letters.at(at)).collect();
        if word == at || at == end || NO_ENGLISH_UNITS.contains(&written.as_str()) {
            break;
        }
        start = start.or(Some(at));
        end = word;
    }
    let unit = start.map_or(Unit::None, |start| Unit::Words(letters.original(start, end).to_owned()));
    with_bound(letters, Suffix { end, unit, ..suffix })
}
