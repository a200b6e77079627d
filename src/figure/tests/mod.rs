//! What readers of figures would notice: what is read, what is not, what agrees, what is written.

mod agreement;
mod decimals;
mod hostile;
mod reading;

use super::*;

fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn claim(value: &str, unit: &str, bound: Option<Bound>) -> ClaimValue {
    let (low, high) = value.split_once("..").unwrap_or((value, value));
    let end = |text: &str| (!text.is_empty()).then(|| number(text));
    ClaimValue { low: end(low), high: end(high), unit: unit.into(), bound }
}

/// A figure in short: `at-least 13500000000 CNY`, `10..15 percent`.
fn short(figure: &ReadFigure) -> String {
    let end = |end: &Option<Decimal>| end.as_ref().map(Decimal::to_string).unwrap_or_default();
    let (low, high) = (end(&figure.low), end(&figure.high));
    let numbers = if low == high { low } else { format!("{low}..{high}") };
    let unit = match &figure.unit {
        Unit::Currency(code) => code,
        Unit::Percent => "percent",
        Unit::PercentagePoint => "percentage-point",
        Unit::Rank => "rank",
        Unit::Words(words) => words.as_str(),
        Unit::None => "",
    };
    let bound = figure.bound.map_or("", Bound::id);
    format!("{bound} {numbers} {unit}").trim().to_owned()
}
