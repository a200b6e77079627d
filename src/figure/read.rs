//! Figures found in running text.
//!
//! In: a text. Out: its figures in order. Dates, times, versions and inexact sizes (十余, 数亿) are passed over.

use super::decimal::Decimal;
use super::letters::{Letters, is_latin};
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
        let (found, end) = figures_at(&letters, at, floor);
        if !found.is_empty() {
            floor = end;
        }
        figures.extend(found);
        at = end.max(at + 1);
    }
    figures
}

/// The figures of the number that begins at `at`, and where to read on; `floor` is the end of the figure before.
fn figures_at(letters: &Letters, at: usize, floor: usize) -> (Vec<ReadFigure>, usize) {
    if let Some(end) = fraction(letters, at) {
        return (Vec::new(), end);
    }
    let share = prefix::share(letters, at);
    let start = share.map_or(at, |(after, _)| after);
    let hundred = share.and_then(|_| number::hundred(letters, start));
    let number = match hundred.or_else(|| number::read(letters, start)) {
        None => return (Vec::new(), at + 1),
        Some(Reading::Other(end)) => return (Vec::new(), end),
        Some(Reading::Number(number)) => number,
    };
    let mut prefix = prefix::before(letters, at, floor);
    if let Some((_, power)) = share {
        prefix.kind = Kind::Share(power);
    }
    let end = number.end;
    figures(letters, start, (prefix, number)).unwrap_or_else(|| (Vec::new(), past(letters, end)))
}

/// Where a fraction that is no percentage ends: 三分之一, 三千分之一.
fn fraction(letters: &Letters, at: usize) -> Option<usize> {
    if prefix::share(letters, at).is_some() {
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

/// The one figure of a number, or the two of a change.
fn figures(letters: &Letters, start: usize, read: (Prefix, Number)) -> Option<(Vec<ReadFigure>, usize)> {
    let (prefix, mut number) = read;
    if prefix.kind == Kind::Glued {
        return None;
    }
    abbreviation(letters, prefix.kind, &mut number);
    if prefix.kind == Kind::Minus {
        number.digits = number.digits.negated();
    }
    let Some(pair) = pair(letters, &prefix, &number) else {
        let (number, suffix) = match suffix::tenths(letters, &number) {
            Some(tenths) => tenths,
            None => (number.clone(), suffix_of(letters, start, (prefix.kind, &number))?),
        };
        let end = suffix.end;
        return Some((vec![built(letters, (prefix, suffix), (&number, &number))?], end));
    };
    let end = pair.suffix.end;
    let found = if prefix::is_change(letters, prefix.start) {
        let own = Suffix { end: suffix::known(letters, number.end).end, bound: None, ..pair.suffix.clone() };
        let later = Prefix { start: pair.start, bound: None, ..prefix };
        let second = built(letters, (later, pair.suffix), (&pair.second, &pair.second))?;
        vec![built(letters, (prefix, own), (&pair.first, &pair.first))?, second]
    } else {
        vec![built(letters, (prefix, pair.suffix), (&pair.first, &pair.second))?]
    };
    Some((found, end))
}

/// Takes a multiplier in one letter or two, where the number is an amount of money or before a word: $3bn, 10k users.
fn abbreviation(letters: &Letters, kind: Kind, number: &mut Number) {
    let mut short = number.clone();
    number::abbreviated(letters, &mut short);
    let money = matches!(kind, Kind::Currency(_)) || currency::after(letters, letters.skip_blanks(short.end)).is_some();
    if money || is_thousands(letters, number) {
        *number = short;
    }
}

/// Whether `k` and a word follow. With 2, 4 or 8 it is the width of a picture.
fn is_thousands(letters: &Letters, number: &Number) -> bool {
    let width = [2, 4, 8].into_iter().any(|width| number.digits == Decimal::from(width));
    letters.after_word(number.end, "k").filter(|_| !width).is_some_and(|end| {
        let next = letters.skip_blanks(end);
        next > end && letters.at(next).is_some_and(is_latin)
    })
}

/// Reads what follows a number, by what stood before it.
fn suffix_of(letters: &Letters, start: usize, (kind, number): (Kind, &Number)) -> Option<Suffix> {
    let more = number.and_more.then_some(Bound::MoreThan);
    if let Kind::Share(power) = kind {
        let plain = Suffix { end: number.end, unit: Unit::Percent, power, bound: more };
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
    if prefix::is_top(letters, start) {
        return None;
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

/// Two numbers with one unit.
struct Pair {
    first: Number,
    second: Number,
    /// Where the words of the second number begin.
    start: usize,
    suffix: Suffix,
}

/// Reads the rest of a range or change whose first number is given: 10亿至15亿元, 10–15%, between 10 and 15 billion.
fn pair(letters: &Letters, prefix: &Prefix, first: &Number) -> Option<Pair> {
    if is_bare_numeral(first) && letters.at(first.end) != Some('至') && letters.at(first.end) != Some('到') {
        return None;
    }
    let own = suffix::known(letters, first.end);
    let (joined, paired) = joint(letters, prefix, own.end)?;
    let begin = letters.skip_blanks(joined);
    let start = currency::leading(letters, begin).map_or(begin, |end| letters.skip_blanks(end));
    let share = prefix::share(letters, start).filter(|(_, power)| prefix.kind == Kind::Share(*power));
    let start = share.map_or(start, |(end, _)| end);
    let Some(Reading::Number(mut second)) = number::read(letters, start) else { return None };
    abbreviation(letters, prefix.kind, &mut second);
    let suffix = suffix_of(letters, start, (prefix.kind, &second))?;
    if paired && letters.after(suffix.end, "之间").is_none() {
        return None;
    }
    let mut low = first.clone();
    if own.unit == Unit::None && !low.is_multiplied() {
        low.power = second.power;
    }
    let alike = own.unit == Unit::None || (own.unit == suffix.unit && own.power == suffix.power);
    let unlikely = suffix::is_no_count(letters, start, &second) && suffix.unit == Unit::None;
    let ordered = low.value()? < second.value()? || prefix::is_change(letters, prefix.start);
    (alike && !unlikely && ordered).then_some(Pair { first: low, second, start: begin, suffix })
}

/// Where the words between two numbers end, and whether they join them only if 之间 follows.
fn joint(letters: &Letters, prefix: &Prefix, end: usize) -> Option<(usize, bool)> {
    let at = letters.skip_blanks(end);
    let between = letters.ending_word(letters.back_over_blanks(prefix.start), "between").is_some();
    let plain = BETWEEN.iter().find_map(|words| letters.after(at, words));
    let plain = plain.or_else(|| letters.after_word(at, "and").filter(|_| between));
    let paired = ["与", "和"].iter().find_map(|words| letters.after(at, words));
    plain.map(|end| (end, false)).or(paired.map(|end| (end, true)))
}

/// Whether the number is in numerals without a multiplier, such as 三 in 三到四成.
fn is_bare_numeral(number: &Number) -> bool {
    number.script == Script::Numerals && !number.is_multiplied()
}

fn built(letters: &Letters, around: (Prefix, Suffix), ends: (&Number, &Number)) -> Option<ReadFigure> {
    let (prefix, suffix) = around;
    let unit = match (prefix.kind, suffix.unit) {
        (Kind::Currency(code), Unit::None | Unit::Currency(_)) => Unit::Currency(code),
        (_, unit) => unit,
    };
    let value = |number: &Number| number.value()?.times_power_of_ten(suffix.power);
    let resolution = |number: &Number| number.resolution()?.times_power_of_ten(suffix.power);
    let resolution = resolution(ends.0)?.max(resolution(ends.1)?);
    Some(ReadFigure {
        range: letters.byte(prefix.start)..letters.byte(suffix.end),
        low: Some(value(ends.0)?),
        high: Some(value(ends.1)?),
        bound: prefix.bound.or(suffix.bound),
        unit,
        words: letters.original(prefix.start, suffix.end).to_owned(),
        resolution,
    })
}
