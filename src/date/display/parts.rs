//! What both languages need to know of a date before they can write it.
//!
//! In: EDTF's model of a date. Out: its year, month and day sorted by what is known of them.

use edtf_core::{Date, DateField, Qualifier, Time, TimeShift, YearKind};

/// What is known of a year.
pub(super) enum YearShape {
    /// Years counted astronomically.
    Exact(i64),
    Decade(i64),
    /// The century's number: 20 is 1900 to 1999.
    Century(i64),
    /// Nothing.
    Unknown,
    /// Some digits; the text has an X for each that is missing.
    Masked(String),
    /// A year known to its first digits: the year, and the first and last that are meant.
    Rounded(i64, i64, i64),
    /// A significand and a power of ten.
    Power(i64, u32),
}

pub(super) fn year_shape(date: &Date) -> YearShape {
    if let (Some(significant), Some(value)) = (date.year.significant_digits, date.year.value()) {
        return rounded(value, significant);
    }
    match date.year.kind {
        YearKind::Exponential { significand, exponent } => YearShape::Power(significand, exponent),
        YearKind::Big { value } => YearShape::Exact(value),
        YearKind::Standard { digits, .. } => match (digits, date.year.value()) {
            (_, Some(value)) => YearShape::Exact(value),
            ([Some(a), Some(b), Some(c), None], _) => YearShape::Decade(number(&[a, b, c]) * 10),
            ([Some(a), Some(b), None, None], _) => YearShape::Century(number(&[a, b]) + 1),
            ([None, None, None, None], _) => YearShape::Unknown,
            _ => YearShape::Masked(
                digits.map(|digit| digit.map_or('X', |digit| char::from(b'0' + digit))).iter().collect(),
            ),
        },
    }
}

fn number(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(*digit))
}

fn rounded(value: i64, significant: u32) -> YearShape {
    let digits = value.unsigned_abs().checked_ilog10().unwrap_or(0).max(3) + 1;
    let Some(step) = 10_i64.checked_pow(digits.saturating_sub(significant)) else { return YearShape::Exact(value) };
    // Towards zero, as the digits that are known stay as they are.
    let nearest = value - value % step;
    let farthest = nearest.saturating_add(value.signum() * (step - 1));
    YearShape::Rounded(value, nearest.min(farthest), nearest.max(farthest))
}

/// What is known of a month or a day.
pub(super) enum Field {
    Known(u8),
    Unknown,
    /// All that it can be, in order.
    OneOf(Vec<u8>),
}

pub(super) fn field(field: DateField, largest: u8) -> Field {
    if let Some(value) = field.value() {
        return Field::Known(value);
    }
    let fits = |value: u8| {
        let [tens, ones] = field.digits;
        tens.is_none_or(|tens| tens == value / 10) && ones.is_none_or(|ones| ones == value % 10)
    };
    match field.digits {
        [None, None] => Field::Unknown,
        _ => Field::OneOf((1..=largest).filter(|value| fits(*value)).collect()),
    }
}

/// Whether the values follow each other without a gap, so that the first and last say it all.
pub(super) fn is_run(values: &[u8]) -> bool {
    values.len() > 2 && values.windows(2).all(|pair| matches!(pair, [a, b] if a + 1 == *b))
}

/// The doubt about a date.
pub(super) enum Doubt {
    None,
    /// All parts alike.
    Whole(Qualifier),
    /// The doubt about year, month and day, where they differ.
    Parts([Qualifier; 3]),
}

pub(super) fn doubt(date: &Date) -> Doubt {
    let year = date.year.qualifier;
    let month = date.month.map(|field| field.qualifier);
    let day = date.day.map(|field| field.qualifier);
    if [month, day].into_iter().flatten().any(|qualifier| qualifier != year) {
        Doubt::Parts([year, month.unwrap_or_default(), day.unwrap_or_default()])
    } else if year.is_qualified() {
        Doubt::Whole(year)
    } else {
        Doubt::None
    }
}

/// The plain year, month and day of a date without doubt or unknown digits.
pub(super) fn plain(date: &Date) -> Option<(i64, Option<u8>, Option<u8>)> {
    let doubtful = date.is_uncertain() || date.is_approximate() || date.has_unspecified();
    let year = date.year.value().filter(|_| date.year.significant_digits.is_none())?;
    (!doubtful).then_some((year, date.month.and_then(DateField::value), date.day.and_then(DateField::value)))
}

/// `10:31`, with seconds if there are any.
pub(super) fn clock(time: &Time) -> String {
    match time.second {
        0 => format!("{:02}:{:02}", time.hour, time.minute),
        second => format!("{:02}:{:02}:{second:02}", time.hour, time.minute),
    }
}

/// `UTC+8`, if the time says so.
pub(super) fn zone(time: &Time) -> Option<String> {
    let minutes = match time.shift? {
        TimeShift::Utc => 0,
        TimeShift::Offset { minutes, .. } => minutes,
    };
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    Some(match (hours, rest) {
        (0, 0) => "UTC".into(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    })
}
