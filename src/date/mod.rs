//! Dates: EDTF levels 0 to 2 (ISO 8601-2:2019, Annex A), and dates in words.
//!
//! In: a date as written in YAML, or running text and the day it was written on. Out: a [`Date`] that can be ordered,
//! compared and written out in Chinese and English. It knows nothing of files, positions and diagnostics.

mod bounds;
mod day;
mod display;
mod language;
mod parse;
#[cfg(test)]
mod tests;
mod words;

use edtf_core::{Date as EdtfDate, DateField, Edtf, TimeShift, YearKind};

use bounds::Stretch;
pub use bounds::{End, SortKey};
pub use day::Day;
pub use language::Language;
pub use parse::DateError;
pub use words::{ReadDate, agrees, dates_in};

/// A date, a time, an interval or a set of dates. Two are equal if their canonical EDTF is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    edtf: Edtf,
    /// Its first and last day: asked for far more often than a date is made.
    stretch: Stretch,
}

impl From<Edtf> for Date {
    fn from(edtf: Edtf) -> Date {
        Date { stretch: edtf.bounds().into(), edtf }
    }
}

/// How exact a date is: its smallest part that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    Time,
    Day,
    Month,
    Season,
    Quarter,
    /// Four months, which EDTF calls a quadrimester.
    Third,
    Half,
    Year,
    Decade,
    Century,
    /// Longer than a century, or years with an unknown digit in the middle.
    Vaguer,
    Interval,
    Set,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeOfDay {
    pub hour: u8,
    pub minute: u8,
    /// 60 is a leap second.
    pub second: u8,
    /// Minutes east of UTC; none if the date does not say.
    pub offset_minutes: Option<i16>,
}

impl Date {
    /// Reads a date as FORMAT.md allows it.
    ///
    /// # Errors
    ///
    /// Says in a sentence what is wrong, and where it can how to write it.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        parse::parse(text).map(Date::from)
    }

    /// EDTF that this module has put together itself, if it is one.
    fn from_edtf(text: &str) -> Option<Date> {
        Edtf::parse(text).ok().map(Date::from)
    }

    /// The canonical text.
    pub fn as_edtf(&self) -> String {
        self.edtf.to_string()
    }

    /// In words, with everything that is known: `2024年5月前后`, `around May 2024`.
    pub fn display(&self, language: Language) -> String {
        display::display(&self.edtf, language, display::Form::Full)
    }

    /// In words, for narrow columns: no time of day, short names of months, dashes in intervals.
    pub fn display_short(&self, language: Language) -> String {
        display::display(&self.edtf, language, display::Form::Short)
    }

    /// Whether it is one day, with or without a time of day.
    pub fn is_day(&self) -> bool {
        matches!(self.precision(), Precision::Day | Precision::Time)
    }

    /// Whether it is one month of one year.
    pub fn is_month(&self) -> bool {
        self.precision() == Precision::Month && self.html_datetime().is_some()
    }

    /// Its smallest part that is known.
    pub fn precision(&self) -> Precision {
        match &self.edtf {
            Edtf::Date(date) => precision_of(date),
            Edtf::DateTime(_) => Precision::Time,
            Edtf::Interval(_) => Precision::Interval,
            Edtf::Set(_) => Precision::Set,
        }
    }

    /// Whether any part is marked `~` or `%`.
    pub fn is_approximate(&self) -> bool {
        self.edtf.is_approximate()
    }

    /// Whether any part is marked `?` or `%`.
    pub fn is_uncertain(&self) -> bool {
        self.edtf.is_uncertain()
    }

    /// The time of day, if it has one.
    pub fn time(&self) -> Option<TimeOfDay> {
        let Edtf::DateTime(moment) = &self.edtf else { return None };
        let time = moment.time;
        let offset_minutes = time.shift.map(|shift| match shift {
            TimeShift::Utc => 0,
            TimeShift::Offset { minutes, .. } => minutes,
        });
        Some(TimeOfDay { hour: time.hour, minute: time.minute, second: time.second, offset_minutes })
    }

    /// The value for the `datetime` attribute of HTML's `time` element, which knows years after 0, months, days and
    /// times, and neither doubt nor intervals.
    pub fn html_datetime(&self) -> Option<String> {
        let date = match &self.edtf {
            Edtf::Date(date) => date,
            Edtf::DateTime(moment) => &moment.date,
            Edtf::Interval(_) | Edtf::Set(_) => return None,
        };
        let doubtful = date.is_uncertain() || date.is_approximate() || date.has_unspecified();
        let year = date.year.value().filter(|year| *year > 0 && date.year.significant_digits.is_none())?;
        let month = date.month.map(DateField::value);
        if doubtful || month.flatten().is_some_and(|month| month > 12) {
            return None;
        }
        let mut text = format!("{year:04}");
        for field in [date.month, date.day].into_iter().flatten() {
            text.push_str(&format!("-{:02}", field.value()?));
        }
        if let Some(time) = self.time() {
            text.push_str(&html_time(time)?);
        }
        Some(text)
    }
}

/// HTML has no leap seconds.
fn html_time(time: TimeOfDay) -> Option<String> {
    let clock = format!("T{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
    let zone = match time.offset_minutes {
        None => String::new(),
        Some(0) => "Z".into(),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60)
        }
    };
    (time.second < 60).then(|| clock + &zone)
}

fn precision_of(date: &EdtfDate) -> Precision {
    if date.year.has_unspecified() || date.year.significant_digits.is_some() {
        return year_precision(date);
    }
    match date.month.map(DateField::value) {
        None | Some(None) => Precision::Year,
        Some(Some(21..=32)) => Precision::Season,
        Some(Some(33..=36)) => Precision::Quarter,
        Some(Some(37..=39)) => Precision::Third,
        Some(Some(40..)) => Precision::Half,
        Some(Some(_)) if date.day.is_some_and(|day| !day.has_unspecified()) => Precision::Day,
        Some(Some(_)) => Precision::Month,
    }
}

/// The precision of a year whose last digits are not known.
fn year_precision(date: &EdtfDate) -> Precision {
    let YearKind::Standard { digits, .. } = date.year.kind else { return Precision::Vaguer };
    let significant = date.year.significant_digits.unwrap_or(4);
    let known = |index: usize| digits.get(index).is_some_and(Option::is_some) && (index as u32) < significant;
    match [known(0), known(1), known(2), known(3)] {
        [true, true, true, true] => Precision::Year,
        [true, true, true, false] => Precision::Decade,
        [true, true, false, false] => Precision::Century,
        _ => Precision::Vaguer,
    }
}
