//! Figures found in running text.
//!
//! In: a text. Out: its figures in order. Dates, times, versions and inexact sizes (十余, 数亿) are passed over.

use super::decimal::Decimal;
use super::letters::Letters;
use super::number::{self, Number, Reading, Script};
use super::prefix::{self, Kind, Prefix};
use super::suffix::{self, Suffix};
use super::{Bound, ReadFigure, Unit, currency};

/// What may stand between the ends of a range.
const BETWEEN: [&str; 9] = ["至", "到", "-", "–", "—", "~", "～", "〜", "to"];

/// The numbers of a fraction have no more characters, which bounds the work on a long row of digits.
const LONGEST_FRACTION: usize = 16;

/// Finds the figures in a text, in Chinese or English. They do not overlap.
pub fn figures_in(text: &str) -> Vec<ReadFigure> {
    let letters = Letters::of(text);
    let (mut at, mut floor) = (0, 0);
    let mut figures = Vec::new();
    while at < letters.len() {
        if let Some(end) = fraction(&letters, at) {
            at = end;
            continue;
        }
        let (start, percent) = letters.after(at, "百分之").map_or((at, false), |after| (after, true));
        let number = match number::read(&letters, start) {
            None => {
                at += 1;
                continue;
            }
            Some(Reading::Other(end)) => {
                at = end.max(at + 1);
                continue;
            }
            Some(Reading::Number(number)) => number,
        };
        let mut prefix = prefix::before(&letters, at, floor);
        if percent {
            prefix.kind = Kind::Percent;
        }
        at = match figure(&letters, start, (prefix, number.clone())) {
            Some((figure, end)) => {
                figures.push(figure);
                floor = end;
                end
            }
            None => past(&letters, number.end),
        }
        .max(at + 1);
    }
    figures
}

/// Where a fraction that is no percentage ends: 三分之一, 千分之五.
fn fraction(letters: &Letters, at: usize) -> Option<usize> {
    if letters.after(at, "百分之").is_some() {
        return None;
    }
    let skip = |start: usize| {
        let mut at = start;
        while at - start < LONGEST_FRACTION
            && letters.at(at).is_some_and(|letter| number::is_numeral(letter) || letter.is_ascii_digit())
        {
            at += 1;
        }
        at
    };
    let end = letters.after(skip(at), "分之").filter(|_| skip(at) > at)?;
    Some(skip(end))
}

/// Passes over what is glued to a number that is none: the rest of 2024-05-17, 110b, 10:31.
fn past(letters: &Letters, mut end: usize) -> usize {
    loop {
        let glued = letters.at(end).is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        let joined = letters.at(end).is_some_and(|letter| "-/.:".contains(letter))
            && letters.at(end + 1).is_some_and(|letter| letter.is_ascii_alphanumeric());
        if !glued && !joined {
            return end;
        }
        end += 1;
    }
}

fn figure(letters: &Letters, start: usize, read: (Prefix, Number)) -> Option<(ReadFigure, usize)> {
    let (prefix, mut number) = read;
    if prefix.kind == Kind::Glued {
        return None;
    }
    abbreviation(letters, prefix.kind, &mut number);
    let ends = range(letters, &prefix, &number);
    let (low, high, suffix) = match ends {
        Some(ends) => ends,
        None => {
            let suffix = suffix_of(letters, start, (prefix.kind, &number))?;
            (number.clone(), number, suffix)
        }
    };
    built(letters, (prefix, suffix), (&low, &high))
}

fn abbreviation(letters: &Letters, kind: Kind, number: &mut Number) {
    let mut short = number.clone();
    number::abbreviated(letters, &mut short);
    if matches!(kind, Kind::Currency(_)) || currency::after(letters, letters.skip_blanks(short.end)).is_some() {
        *number = short;
    }
}

/// Reads what follows a number, by what stood before it.
fn suffix_of(letters: &Letters, start: usize, (kind, number): (Kind, &Number)) -> Option<Suffix> {
    let more = number.and_more.then_some(Bound::MoreThan);
    if kind == Kind::Percent {
        let plain = Suffix { end: number.end, unit: Unit::Percent, power: 0, bound: more };
        return Some(suffix::with_bound(letters, plain));
    }
    if let Some(ordinal) = suffix::ordinal(letters, start, number) {
        return Some(ordinal);
    }
    let known = suffix::known(letters, number.end);
    if known.unit != Unit::None && kind != Kind::Rank {
        let bound = known.bound.or(more);
        return Some(suffix::with_bound(letters, Suffix { bound, ..known }));
    }
    if let Kind::Currency(_) = kind {
        let plain = Suffix { end: number.end, unit: Unit::None, power: 0, bound: more };
        return (!suffix::is_no_count(letters, start, number)).then(|| suffix::with_bound(letters, plain));
    }
    if suffix::is_no_count(letters, start, number) || leads_to_no_count(letters, number) {
        return None;
    }
    if kind == Kind::Rank {
        return suffix::rank(letters, number).map(|suffix| suffix::with_bound(letters, suffix));
    }
    suffix::words(letters, number)
}

/// Whether the number is the beginning of a range of dates: 17 to 23 May.
fn leads_to_no_count(letters: &Letters, number: &Number) -> bool {
    let joint = letters.skip_blanks(number.end);
    let Some(joined) = BETWEEN.iter().find_map(|words| letters.after(joint, words)) else { return false };
    let start = letters.skip_blanks(joined);
    let known = |second: &Number| suffix::known(letters, second.end).unit != Unit::None;
    match number::read(letters, start) {
        Some(Reading::Number(second)) => !known(&second) && suffix::is_no_count(letters, start, &second),
        _ => false,
    }
}

/// Reads the rest of a range whose first number is given: 10亿至15亿元, 10–15%, between 10 and 15 billion.
fn range(letters: &Letters, prefix: &Prefix, first: &Number) -> Option<(Number, Number, Suffix)> {
    if is_bare_numeral(first) && letters.at(first.end) != Some('至') && letters.at(first.end) != Some('到') {
        return None;
    }
    let own = suffix::known(letters, first.end);
    let joint = letters.skip_blanks(own.end);
    let between = letters.ending_word(letters.back_over_blanks(prefix.start), "between").is_some();
    let paired = ["与", "和"].iter().find_map(|words| letters.after(joint, words));
    let plain = BETWEEN.iter().find_map(|words| letters.after(joint, words));
    let joined = plain.or(paired).or_else(|| letters.after_word(joint, "and").filter(|_| between))?;
    let start = letters.skip_blanks(joined);
    let start = currency::leading(letters, start).map_or(start, |(end, _)| letters.skip_blanks(end));
    let start = letters.after(start, "百分之").filter(|_| prefix.kind == Kind::Percent).unwrap_or(start);
    let Some(Reading::Number(mut second)) = number::read(letters, start) else { return None };
    abbreviation(letters, prefix.kind, &mut second);
    let suffix = suffix_of(letters, start, (prefix.kind, &second))?;
    if paired.is_some() && letters.after(suffix.end, "之间").is_none() {
        return None;
    }
    let mut low = first.clone();
    if own.unit == Unit::None && !low.is_multiplied() {
        low.power = second.power;
    }
    let alike = own.unit == Unit::None || (own.unit == suffix.unit && own.power == suffix.power);
    let unlikely = suffix::is_no_count(letters, start, &second) && suffix.unit == Unit::None;
    (alike && !unlikely && low.value()? < second.value()?).then_some((low, second, suffix))
}

/// Whether the number is in numerals without a multiplier, such as 三 in 三到四成.
fn is_bare_numeral(number: &Number) -> bool {
    number.script == Script::Numerals && !number.is_multiplied()
}

fn built(letters: &Letters, around: (Prefix, Suffix), ends: (&Number, &Number)) -> Option<(ReadFigure, usize)> {
    let (prefix, suffix) = around;
    let unit = match (prefix.kind, suffix.unit) {
        (Kind::Currency(code), Unit::None | Unit::Currency(_)) => Unit::Currency(code),
        (_, unit) => unit,
    };
    let value = |number: &Number| {
        let value = number.value()?.times_power_of_ten(suffix.power)?;
        Some(if prefix.kind == Kind::Minus { value.negated() } else { value })
    };
    let resolution = |number: &Number| number.resolution()?.times_power_of_ten(suffix.power);
    let (low, high) = (value(ends.0)?, value(ends.1)?);
    let resolution: Decimal = resolution(ends.0)?.max(resolution(ends.1)?);
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    let figure = ReadFigure {
        range: letters.byte(prefix.start)..letters.byte(suffix.end),
        low: Some(low),
        high: Some(high),
        bound: prefix.bound.or(suffix.bound),
        unit,
        words: letters.original(prefix.start, suffix.end).to_owned(),
        resolution,
    };
    Some((figure, suffix.end))
}
