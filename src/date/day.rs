//! A calendar day.
//!
//! In: year, month and day of the proleptic Gregorian calendar, years counted astronomically (0 is 1 BC). Out: order,
//! arithmetic in days and months, weekdays. It knows nothing of EDTF.

use std::fmt;

/// Years beyond this many from 0 count as this many where days are counted, so that no sum overflows.
const FARTHEST_YEAR: i64 = 1_000_000_000_000;

/// A day of the proleptic Gregorian calendar; months and days count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    pub year: i64,
    pub month: u8,
    pub day: u8,
}

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: i64, month: u8, day: u8) -> Option<Day> {
        let exists = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Day { year, month, day })
    }

    /// Days since 1970-01-01, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    pub fn number(self) -> i64 {
        let year = self.year.clamp(-FARTHEST_YEAR, FARTHEST_YEAR) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The inverse of [`Day::number`].
    pub fn from_number(number: i64) -> Day {
        let farthest = FARTHEST_YEAR * 366;
        let number = number.clamp(-farthest, farthest) + 719_468;
        let era = number.div_euclid(146_097);
        let of_era = number.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        // Both are within 1 to 31 by the algorithm.
        Day { year, month: month as u8, day: day as u8 }
    }

    /// The day so many days later, or earlier if negative.
    pub fn plus_days(self, days: i64) -> Day {
        Day::from_number(self.number().saturating_add(days))
    }

    /// The first day of the month so many months later, or earlier if negative.
    pub fn month_start(self, months_later: i64) -> Day {
        let year = self.year.clamp(-FARTHEST_YEAR, FARTHEST_YEAR);
        let months = year * 12 + i64::from(self.month) - 1 + months_later.clamp(-FARTHEST_YEAR, FARTHEST_YEAR);
        Day { year: months.div_euclid(12), month: months.rem_euclid(12) as u8 + 1, day: 1 }
    }

    /// 1 is Monday, 7 is Sunday (ISO 8601).
    pub fn weekday(self) -> u8 {
        (self.number() + 3).rem_euclid(7) as u8 + 1
    }
}

impl fmt::Display for Day {
    /// `2024-05-17`; years before 0 with a minus, after 9999 with all their digits.
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(formatter, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

/// How many days a month has; 0 for a month that does not exist.
pub fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    }
}

fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}
