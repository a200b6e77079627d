//! Figures held against values.
//!
//! In: figures read from words, and a claim's value. Out: which figures are of its unit, and whether one agrees with
//! it at the precision of the words.

use super::decimal::Decimal;
use super::letters::{Letters, folded};
use super::number::{self, Reading};
use super::{Bound, ClaimValue, ReadFigure, Unit, currency};

/// How far from a number that is said to be about right the truth may lie: 5 %.
const ABOUT: (i64, i32) = (5, -2);

/// The ends of a range; an absent one is open.
type Ends = (Option<Decimal>, Option<Decimal>);

/// The figures whose unit is the claim's: a currency by its code or name, `percent`, `percentage-point`, `rank`, or
/// words, of which one contains the other. A number with 万 or 亿 and no unit counts for a currency. A unit that itself
/// multiplies, such as 万人 or `million users`, has no figures: words are read with their multiplier.
pub fn figures_of_unit<'a>(figures: &'a [ReadFigure], unit: &str) -> Vec<&'a ReadFigure> {
    let unit = folded(unit.trim());
    figures.iter().filter(|figure| is_of_unit(figure, &unit)).collect()
}

fn is_of_unit(figure: &ReadFigure, unit: &str) -> bool {
    if let Some(code) = currency::code(unit) {
        let multiplied = figure.words.contains(['万', '亿', '萬', '億']);
        return figure.unit == Unit::Currency(code) || (figure.unit == Unit::None && multiplied);
    }
    match (unit, &figure.unit) {
        ("percent" | "%", read) => *read == Unit::Percent,
        ("percentage-point", read) => *read == Unit::PercentagePoint,
        ("rank", read) => *read == Unit::Rank,
        ("", read) => matches!(read, Unit::None | Unit::Words(_)),
        (unit, Unit::Words(words)) => {
            let words = folded(words);
            !multiplies(unit) && (words.contains(unit) || unit.contains(&words))
        }
        _ => false,
    }
}

/// Whether a number before the unit would be multiplied by it.
fn multiplies(unit: &str) -> bool {
    let numbered = format!("1{unit}");
    let letters = Letters::of(&numbered);
    let multiplied = matches!(number::read(&letters, 0), Some(Reading::Number(number)) if number.is_multiplied());
    multiplied || letters.after_word(1, "k").is_some()
}

/// Whether the words can mean the claim's value. A plain number stands for all that round to it; a bounded one for its
/// side. Where the claim is bounded, the number it writes must be the one in the words, and the sides not opposite.
/// A number without a sign stands for a negative value too.
pub fn agrees(read: &ReadFigure, claim: &ClaimValue) -> bool {
    let unsigned = read.low.iter().chain(&read.high).all(|end| *end >= Decimal::from(0));
    let below_zero = claim.low.iter().chain(&claim.high).all(|end| *end < Decimal::from(0));
    // Words give a sign in more ways than can be listed: 下降3.5%, 亏损35亿元, “a drop of 3.5%”.
    if unsigned && below_zero { compared(read, &magnitude(claim)) } else { compared(read, claim) }.unwrap_or(true)
}

/// A claim below zero without its sign. Writers mean either side of a fall by “at least −3.5”, so its bound keeps none.
fn magnitude(claim: &ClaimValue) -> ClaimValue {
    ClaimValue {
        low: claim.high.as_ref().map(Decimal::absolute),
        high: claim.low.as_ref().map(Decimal::absolute),
        unit: claim.unit.clone(),
        bound: claim.bound.map(|_| Bound::About),
    }
}

/// `None` if the numbers are too long to be compared.
fn compared(read: &ReadFigure, claim: &ClaimValue) -> Option<bool> {
    let near = rounded(read)?;
    let side = match read.bound {
        Some(bound) if bound.is_lower() => (read.low.clone(), None),
        Some(bound) if bound.is_upper() => (None, read.high.clone()),
        _ => near.clone(),
    };
    let ends = (claim.low.clone(), claim.high.clone());
    let Some(bound) = claim_bound(claim) else { return Some(overlap(&side, &ends)) };
    let written = ends.0.or(ends.1);
    let written = (written.clone(), written);
    Some(match read.bound {
        _ if bound == Bound::About => overlap(&side, &written),
        Some(read) if bound.is_lower() && read.is_upper() => false,
        Some(read) if bound.is_upper() && read.is_lower() => false,
        _ => overlap(&near, &written),
    })
}

/// All numbers that the figure would be written for.
fn rounded(read: &ReadFigure) -> Option<Ends> {
    let half = half(&read.resolution)?;
    let around = |number: &Option<Decimal>| widened(number.as_ref()?, &half, read.bound);
    Some((around(&read.low).map(|range| range.0), around(&read.high).map(|range| range.1)))
}

/// The closed range that a claim allows, for telling claims that exclude each other; an absent end is open.
pub fn claim_range(claim: &ClaimValue) -> (Option<Decimal>, Option<Decimal>) {
    let ends = (claim.low.clone(), claim.high.clone());
    match claim.bound {
        None => ends,
        Some(bound) if bound.is_lower() => (ends.0.or(ends.1), None),
        Some(bound) if bound.is_upper() => (None, ends.1.or(ends.0)),
        Some(_) => {
            let around = |number: &Decimal| {
                let unit = half(&number.significant_unit())?;
                widened(number, &unit, Some(Bound::About))
            };
            (
                ends.0.and_then(|low| around(&low)).map(|range| range.0),
                ends.1.and_then(|high| around(&high)).map(|range| range.1),
            )
        }
    }
}

/// The claim's bound; a range with an open end has one too.
pub(super) fn claim_bound(claim: &ClaimValue) -> Option<Bound> {
    claim.bound.or(match (&claim.low, &claim.high) {
        (Some(_), None) => Some(Bound::AtLeast),
        (None, Some(_)) => Some(Bound::AtMost),
        _ => None,
    })
}

fn half(number: &Decimal) -> Option<Decimal> {
    number.checked_mul(&Decimal::from(5))?.times_power_of_ten(-1)
}

/// The number with `half` to either side, or more if it is said to be about right.
fn widened(number: &Decimal, half: &Decimal, bound: Option<Bound>) -> Option<(Decimal, Decimal)> {
    let mut margin = half.clone();
    if bound == Some(Bound::About) {
        let about = number.absolute().checked_mul(&Decimal::from(ABOUT.0))?.times_power_of_ten(ABOUT.1)?;
        margin = margin.max(about);
    }
    Some((number.checked_sub(&margin)?, number.checked_add(&margin)?))
}

fn overlap(one: &Ends, other: &Ends) -> bool {
    let reaches = |low: &Option<Decimal>, high: &Option<Decimal>| match (low, high) {
        (Some(low), Some(high)) => low <= high,
        _ => true,
    };
    reaches(&one.0, &other.1) && reaches(&other.0, &one.1)
}
