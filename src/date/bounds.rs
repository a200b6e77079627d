//! The days that a date may stand for: bounds, order and overlap.
//!
//! In: a parsed date. Out: its first and last day, a key to sort by, and whether it can meet another date. Doubt (`?`,
//! `~`) does not move a bound.

use std::cmp::Reverse;

use edtf_core::{Bound, Bounds, Edtf, IntervalEndpoint, SetElement};

use super::{Date, Day, TimeOfDay};

/// A stretch of days, both ends included; an end that is open or not known is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub first: Option<Day>,
    pub last: Option<Day>,
}

impl Stretch {
    /// Whether the two have a day in common, or may have one where an end is not known.
    pub fn meets(self, other: Stretch) -> bool {
        let ordered = |first: Option<Day>, last: Option<Day>| match (first, last) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        ordered(self.first, other.last) && ordered(other.first, self.last)
    }

    /// Both known ends moved outwards.
    pub fn widened(self, days: i64) -> Stretch {
        Stretch { first: self.first.map(|day| day.plus_days(-days)), last: self.last.map(|day| day.plus_days(days)) }
    }

    /// How many days lie between the ends; none if an end is missing.
    pub fn length(self) -> Option<i64> {
        Some(self.last?.number() - self.first?.number())
    }
}

impl From<Bounds> for Stretch {
    fn from(bounds: Bounds) -> Stretch {
        let day = |bound: Bound| match bound {
            Bound::Date(day) => Some(Day { year: day.year, month: day.month, day: day.day }),
            _ => None,
        };
        Stretch { first: day(bounds.earliest), last: day(bounds.latest) }
    }
}

/// How a date begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Day(Day),
    /// It goes on (`..`).
    Open,
    /// Nobody knows, or it is too far off to count.
    Unknown,
}

impl End {
    pub fn day(self) -> Option<Day> {
        match self {
            End::Day(day) => Some(day),
            End::Open | End::Unknown => None,
        }
    }
}

/// The order of dates: by first day, the longer first, a day before its hours. A date without a known start stands at
/// its end; one without either end stands last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    is_unknown: bool,
    day: Option<Day>,
    length: Reverse<i64>,
    clock: Option<(u8, u8, u8)>,
}

impl Date {
    /// The stretches it is made of: several for a set, else one.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        let Edtf::Set(set) = &self.edtf else { return vec![self.stretch] };
        set.elements.iter().map(|element| element_stretch(*element)).collect()
    }

    /// The first day it may stand for; none if that is open, unknown or too far off to count.
    pub fn earliest(&self) -> Option<Day> {
        self.stretch.first
    }

    /// The last day it may stand for; none if that is open, unknown or too far off to count.
    pub fn latest(&self) -> Option<Day> {
        self.stretch.last
    }

    /// How it begins and how it ends.
    pub fn ends(&self) -> (End, End) {
        let (open_start, open_end) = match &self.edtf {
            Edtf::Interval(interval) => (
                matches!(interval.start, IntervalEndpoint::Open | IntervalEndpoint::OnOrBefore(_)),
                matches!(interval.end, IntervalEndpoint::Open | IntervalEndpoint::OnOrAfter(_)),
            ),
            Edtf::Set(_) => (true, true),
            Edtf::Date(_) | Edtf::DateTime(_) => (false, false),
        };
        let missing = |is_open: bool| if is_open { End::Open } else { End::Unknown };
        let end = |day: Option<Day>, is_open| day.map_or_else(|| missing(is_open), End::Day);
        (end(self.stretch.first, open_start), end(self.stretch.last, open_end))
    }

    /// The year of its first day, or of its last where the first is not known.
    pub fn year_of_start(&self) -> Option<i64> {
        self.earliest().or(self.latest()).map(|day| day.year)
    }

    pub fn sort_key(&self) -> SortKey {
        let stretch = self.stretch;
        let day = stretch.first.or(stretch.last);
        let clock = |time: TimeOfDay| (time.hour, time.minute, time.second);
        SortKey {
            is_unknown: day.is_none(),
            day,
            length: Reverse(stretch.length().unwrap_or(i64::MAX)),
            clock: self.time().map(clock),
        }
    }

    /// Whether both can be true of one day. An end that is open or unknown reaches as far as it must.
    pub fn overlaps(&self, other: &Date) -> bool {
        let others = other.stretches();
        self.stretches().iter().any(|mine| others.iter().any(|theirs| mine.meets(*theirs)))
    }
}

fn element_stretch(element: SetElement) -> Stretch {
    let of = |date: edtf_core::Date| Stretch::from(Edtf::Date(date).bounds());
    match element {
        SetElement::Date(date) => of(date),
        SetElement::OnOrBefore(date) => Stretch { first: None, last: of(date).last },
        SetElement::OnOrAfter(date) => Stretch { first: of(date).first, last: None },
        SetElement::Range(from, to) => Stretch { first: of(from).first, last: of(to).last },
    }
}
