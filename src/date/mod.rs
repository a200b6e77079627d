//! Dates as EDTF has them (ISO 8601-2:2019, levels 0 to 2), and dates in words.
//!
//! In: a date as the format writes it, or running text. Out: [`Date`], which compares, sorts and shows itself; and the
//! dates that words name. Knows nothing of files, settings or diagnostics.

mod day;
mod display;
mod mend;
mod words;

pub use day::Day;
pub use display::Language;
pub use words::{ReadDate, agrees, dates_in};

use std::cmp::Reverse;

use edtf_core::{Bound, Edtf, Precision, TimeShift};

/// A date of any EDTF form; equal where the canonical forms are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date(Edtf);

/// Why something is no date, and what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    pub message: String,
    pub help: Option<String>,
}

/// The order of the site: by earliest day, coarser first; what has no beginning by its end, what has neither last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    unknown: bool,
    start: i64,
    end: Reverse<i64>,
    minute: Option<u16>,
}

impl Date {
    /// Parses EDTF, and the format's own `2024-06-03T10:31`, `2024-Q1` to `2024-Q4`, `2024-H1`, `2024-H2`.
    ///
    /// # Errors
    /// What is wrong, with the mended form where one can be seen: reversed intervals, impossible days, other notations.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        let canonical = mend::shorthand(text);
        let date = match Edtf::parse(&canonical) {
            Ok(edtf) => Self(edtf),
            Err(error) => match mend::evened_range(&canonical) {
                Some(edtf) => Self(edtf),
                None => return Err(mend::explain(text, error)),
            },
        };
        if let (Some(start), Some(end)) = (date.earliest(), date.latest())
            && start > end
        {
            let message = format!("`{text}` ends before it begins");
            return Err(DateError { message, help: Some("write the earlier date first".into()) });
        }
        Ok(date)
    }

    /// A calendar day.
    pub fn from_day(day: Day) -> Option<Self> {
        Edtf::parse(&day.to_string()).ok().map(Self)
    }

    /// The canonical EDTF text.
    pub fn as_edtf(&self) -> String {
        self.0.to_string()
    }

    /// The first day that it may mean; `None` where it has no beginning or none is known.
    pub fn earliest(&self) -> Option<Day> {
        match self.0.bounds().earliest {
            Bound::Date(day) => Some(Day::from(day)),
            _ => None,
        }
    }

    /// The last day that it may mean; `None` where it has no end or none is known.
    pub fn latest(&self) -> Option<Day> {
        match self.0.bounds().latest {
            Bound::Date(day) => Some(Day::from(day)),
            _ => None,
        }
    }

    pub fn sort_key(&self) -> SortKey {
        let (start, end) = (self.earliest(), self.latest());
        let minute = match &self.0 {
            Edtf::DateTime(moment) => Some(u16::from(moment.time.hour) * 60 + u16::from(moment.time.minute)),
            _ => None,
        };
        SortKey {
            unknown: start.is_none() && end.is_none(),
            start: start.or(end).map_or(0, Day::number),
            end: Reverse(end.map_or(i64::MAX, Day::number)),
            minute,
        }
    }

    pub fn is_approximate(&self) -> bool {
        self.0.is_approximate()
    }

    pub fn is_uncertain(&self) -> bool {
        self.0.is_uncertain()
    }

    /// Whether some day may belong to both; an open or unknown end reaches everywhere.
    pub fn overlaps(&self, other: &Date) -> bool {
        let before =
            |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.latest(), other.earliest()) && !before(other.latest(), self.earliest())
    }

    /// The year of the earliest day, else of the latest.
    pub fn year_of_start(&self) -> Option<i64> {
        self.earliest().or(self.latest()).map(|day| day.year)
    }

    /// Whether it is one day, with or without a time of day.
    pub fn is_day(&self) -> bool {
        match &self.0 {
            Edtf::DateTime(_) => true,
            Edtf::Date(date) => date.precision() == Precision::Day && !date.has_unspecified(),
            _ => false,
        }
    }

    /// Whether it is one month of one year.
    pub fn is_month(&self) -> bool {
        matches!(&self.0, Edtf::Date(date) if date.precision() == Precision::Month && !date.has_unspecified())
    }

    /// Whether it is an interval.
    pub fn is_interval(&self) -> bool {
        matches!(&self.0, Edtf::Interval(_))
    }

    /// Hour, minute, second and the offset from UTC in minutes, where a time is written.
    pub fn time(&self) -> Option<(u8, u8, u8, Option<i16>)> {
        let Edtf::DateTime(moment) = &self.0 else { return None };
        let offset = moment.time.shift.map(|shift| match shift {
            TimeShift::Utc => 0,
            TimeShift::Offset { minutes, .. } => minutes,
        });
        Some((moment.time.hour, moment.time.minute, moment.time.second, offset))
    }

    /// The `datetime` attribute of HTML's `time`, which knows days, months and years after 0 only (HTML §4.5.14).
    pub fn html_datetime(&self) -> Option<String> {
        let start = self.earliest().filter(|day| (1..=9999).contains(&day.year))?;
        let Day { year, month, day } = start;
        match &self.0 {
            Edtf::DateTime(moment) => {
                let time = format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", moment.time.hour, moment.time.minute);
                Some(time + &self.offset())
            }
            Edtf::Date(date) if date.has_unspecified() || date.year.significant_digits.is_some() => None,
            Edtf::Date(date) => match date.precision() {
                Precision::Day => Some(format!("{year:04}-{month:02}-{day:02}")),
                Precision::Month => Some(format!("{year:04}-{month:02}")),
                Precision::Year => Some(format!("{year:04}")),
                Precision::Season => None,
            },
            _ => None,
        }
    }

    fn offset(&self) -> String {
        match self.time() {
            Some((_, _, _, Some(0))) => "Z".into(),
            Some((_, _, _, Some(minutes))) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
            _ => String::new(),
        }
    }

    /// How it reads in a language; never empty.
    pub fn display(&self, language: Language) -> String {
        display::display(&self.0, language)
    }
}

#[cfg(test)]
mod tests;
