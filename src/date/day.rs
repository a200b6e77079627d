//! Calendar days of the proleptic Gregorian calendar, with astronomical years.

use std::fmt;

use edtf_core::BoundDate;

/// A day; ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    pub year: i64,
    pub month: u8,
    pub day: u8,
}

impl From<BoundDate> for Day {
    fn from(day: BoundDate) -> Self {
        Self { year: day.year, month: day.month, day: day.day }
    }
}

impl Day {
    /// A day that exists.
    pub fn new(year: i64, month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01. Years beyond some hundred million count as the last that do not overflow.
    ///
    /// The algorithm is Howard Hinnant's `days_from_civil`.
    pub fn number(self) -> i64 {
        let year = self.year.clamp(-1_000_000_000, 1_000_000_000) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The reverse of [`Day::number`]: Hinnant's `civil_from_days`.
    pub fn from_number(number: i64) -> Self {
        let number = number.saturating_add(719_468);
        let era = number.div_euclid(146_097);
        let day_of_era = number.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = u8::try_from(day_of_year - (153 * shifted + 2) / 5 + 1).unwrap_or(1);
        let month = u8::try_from(if shifted < 10 { shifted + 3 } else { shifted - 9 }).unwrap_or(1);
        Self { year: year_of_era + era * 400 + i64::from(month <= 2), month, day }
    }

    pub fn plus_days(self, days: i64) -> Self {
        Self::from_number(self.number().saturating_add(days))
    }

    /// The first of the month that lies so many months later.
    pub fn plus_months(self, months: i64) -> Self {
        let count = self.year.saturating_mul(12).saturating_add(i64::from(self.month) - 1).saturating_add(months);
        let month = u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
        Self { year: count.div_euclid(12), month, day: 1 }
    }

    /// 0 is Monday.
    pub fn weekday(self) -> i64 {
        (self.number() + 3).rem_euclid(7)
    }
}

/// Days of a month from 1 to 12.
pub fn days_in(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    /// ISO 8601; years outside 0 to 9999 as EDTF writes them.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(out, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}
