//! The numbers of dates for formats that know less than EDTF: years, months and days, and stretches of them.
//!
//! In: a date. Out: its parts, or nothing where they would say more or less than the date does. Must not guess.

use crate::date::Date;

/// A year, a month of it, a day of that; as many as are known.
pub type Parts = Vec<u16>;

/// One end of a stretch, which may be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    One(Parts),
    /// From the first to the second; none for an end that is open or unknown.
    Stretch(Option<Parts>, Option<Parts>),
}

/// The parts of a date that is a year, month, day or time, or an interval of such; a time is its day. `None` for dates in
/// doubt, seasons, sets, decades, and years that four digits cannot write.
pub fn exact(date: &Date) -> Option<When> {
    read(&date.as_edtf())
}

/// The same for a date in doubt, read as if it were sure.
pub fn doubtful(date: &Date) -> Option<When> {
    read(&date.as_edtf().replace(['?', '~', '%'], ""))
}

/// `2024-05`.
pub fn iso(parts: &Parts) -> String {
    let digits = parts.iter().enumerate().map(|(at, part)| match at {
        0 => format!("{part:04}"),
        _ => format!("{part:02}"),
    });
    digits.collect::<Vec<_>>().join("-")
}

fn read(edtf: &str) -> Option<When> {
    let Some((from, to)) = edtf.split_once('/') else { return one(edtf).map(When::One) };
    let end = |words: &str| if matches!(words, "" | "..") { Some(None) } else { one(words).map(Some) };
    Some(When::Stretch(end(from)?, end(to)?))
}

fn one(edtf: &str) -> Option<Parts> {
    let day = edtf.split('T').next()?;
    let parts: Vec<&str> = day.split('-').collect();
    let widths = parts.iter().map(|part| part.len()).collect::<Vec<_>>();
    let right = matches!(widths.as_slice(), [4] | [4, 2] | [4, 2, 2]);
    let digits = parts.iter().all(|part| part.chars().all(|character| character.is_ascii_digit()));
    let numbers: Option<Parts> = parts.iter().map(|part| part.parse().ok()).collect();
    // Months from 21 are seasons, quarters and the like.
    numbers.filter(|numbers| right && digits && numbers.get(1).is_none_or(|month| (1..=12).contains(month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<When> {
        exact(&Date::parse(text).unwrap())
    }

    #[test]
    fn only_what_is_certain_has_parts() {
        assert_eq!(parts("2024"), Some(When::One(vec![2024])));
        assert_eq!(parts("2024-06-03T10:31"), Some(When::One(vec![2024, 6, 3])));
        assert_eq!(parts("2024-02/.."), Some(When::Stretch(Some(vec![2024, 2]), None)));
        assert_eq!(parts("2023-12-31/2024"), Some(When::Stretch(Some(vec![2023, 12, 31]), Some(vec![2024]))));
        for vague in ["2024-Q1", "2024-05~", "202X", "[2024-05-01..2024-05-10]", "-0100", "2024-XX"] {
            assert_eq!(parts(vague), None, "{vague}");
        }
        assert_eq!(doubtful(&Date::parse("2024-05~").unwrap()), Some(When::One(vec![2024, 5])));
    }

    #[test]
    fn parts_are_written_with_all_digits() {
        assert_eq!(iso(&vec![200, 5, 7]), "0200-05-07");
    }
}
