//! What of a date can be drawn.
//!
//! In: a date. Out: [`Extent`], its ends in days and how it is to be understood. Must not know places on a picture.

use std::ops::RangeInclusive;

use crate::date::{Date, Day, End, Precision};

/// The years that are drawn. What is known only of deep time stands in lists: beside it nothing else could be told apart.
pub const YEARS: RangeInclusive<i64> = -99_999..=99_999;

/// How a date is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One day.
    Day,
    /// Some time within a month, a year or what else is coarser than a day.
    Within,
    /// From one day to another.
    Lasting,
}

/// The days that a date stands for; at least one end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    pub start: End,
    pub end: End,
    pub shape: Shape,
    /// Whether the date says of itself that it is approximate or uncertain.
    pub is_doubtful: bool,
}

impl Extent {
    /// None for a date of which neither end is known, or one is beyond the years that are drawn.
    pub fn of(date: &Date) -> Option<Self> {
        let (start, end) = date.ends();
        let shape = match date.precision() {
            Precision::Interval => Shape::Lasting,
            _ if start == end => Shape::Day,
            _ => Shape::Within,
        };
        let is_doubtful = date.is_approximate() || date.is_uncertain();
        let mut known = [start, end].into_iter().filter_map(End::day).peekable();
        let is_drawn = known.peek().is_some() && known.all(|day| YEARS.contains(&day.year));
        is_drawn.then_some(Self { start, end, shape, is_doubtful })
    }

    /// The first and the last day that are known, as numbers of days; the same where one is missing.
    pub fn days(&self) -> (i64, i64) {
        let (start, end) = (self.start.day().map(Day::number), self.end.day().map(Day::number));
        let known = start.or(end).unwrap_or_default();
        (start.unwrap_or(known), end.unwrap_or(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(date: &str) -> Shape {
        Extent::of(&Date::parse(date).unwrap()).unwrap().shape
    }

    #[test]
    fn only_a_day_is_a_day() {
        for day in ["2024-05-17", "2024-05-17T10:00", "2024-05-17?"] {
            assert_eq!(shape(day), Shape::Day, "{day}");
        }
        for coarse in ["2024-05", "2024", "2024-H1", "202X", "2024-05-XX", "[2024-05-01,2024-05-09]"] {
            assert_eq!(shape(coarse), Shape::Within, "{coarse}");
        }
        for lasting in ["2024-05-01/2024-05-09", "2024-05/..", "/2024"] {
            assert_eq!(shape(lasting), Shape::Lasting, "{lasting}");
        }
    }

    #[test]
    fn ends_are_known_open_or_unknown() {
        let ends = |date: &str| Extent::of(&Date::parse(date).unwrap()).map(|extent| (extent.start, extent.end));
        let day = |month, day| End::Day(Day { year: 2024, month, day });
        assert_eq!(ends("2024-02"), Some((day(2, 1), day(2, 29))));
        assert_eq!(ends("2024-05-01/.."), Some((day(5, 1), End::Open)));
        assert_eq!(ends("2024-05-01/"), Some((day(5, 1), End::Unknown)));
        assert_eq!(ends("../2024-05-01"), Some((End::Open, day(5, 1))));
        assert_eq!(ends("/2024-05-01"), Some((End::Unknown, day(5, 1))));
    }
}
