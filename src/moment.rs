//! From the dates of the content to instants, which feeds, calendars and linked data want.
//!
//! In: a [`Date`] and a time zone. Out: [`Moment`], written as RFC 3339 or RFC 5545 have it.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use crate::article::Article;
use crate::config::Settings;
use crate::date::{Date, TimeOfDay};

/// An instant with the offset in which it is written; ordered by time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(ZonedDateTime);

impl Moment {
    /// What stands where there is no date at all: the beginning of 1970.
    pub fn epoch() -> Self {
        Self(Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC))
    }

    /// The beginning of a date: a time of day as it is, else midnight of its earliest day, in the settings' time zone
    /// unless it has an offset of its own. A date without a beginning is its latest day. `None` for years that neither
    /// RFC writes: before 1 or after 9999.
    pub fn of(date: &Date, settings: &Settings) -> Option<Self> {
        let day = date.earliest().or(date.latest())?;
        let year = i16::try_from(day.year).ok().filter(|year| (1..=9999).contains(year))?;
        let civil = jiff::civil::Date::new(year, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()?;
        let midnight = civil.to_datetime(jiff::civil::Time::midnight());
        let time = date.time();
        // The time is added and not set, for EDTF knows a leap second, and jiff's clock does not.
        let clock = midnight.checked_add(SignedDuration::from_secs(time.map_or(0, seconds))).ok()?;
        let zone = match time.and_then(|time| time.offset_minutes) {
            Some(minutes) => Offset::from_seconds(i32::from(minutes) * 60).ok()?.to_time_zone(),
            None => TimeZone::get(&settings.timezone).unwrap_or(TimeZone::UTC),
        };
        clock.to_zoned_datetime(zone).ok().map(Self)
    }

    /// When an article was last changed: its `updated`, else its date.
    pub fn updated(article: &Article, settings: &Settings) -> Self {
        let date = article.head.updated.as_ref().or(article.head.date.as_ref());
        date.and_then(|date| Self::of(&date.value, settings)).unwrap_or_else(Self::epoch)
    }

    /// RFC 3339: `2024-06-03T10:31:00+08:00`. It knows offsets of whole minutes only; local mean times of old become UTC.
    pub fn rfc3339(&self) -> String {
        let zoned = match self.0.offset().seconds() % 60 {
            0 => self.0.clone(),
            _ => self.0.with_time_zone(TimeZone::UTC),
        };
        zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// RFC 5545 §3.3.5, form 2, in UTC: `20240603T023100Z`.
    pub fn ical(&self) -> String {
        self.0.with_time_zone(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
    }
}

/// Seconds since midnight.
fn seconds(time: TimeOfDay) -> i64 {
    i64::from(time.hour) * 3600 + i64::from(time.minute) * 60 + i64::from(time.second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shanghai(date: &str) -> String {
        let settings = Settings { timezone: "Asia/Shanghai".into(), ..Settings::plain() };
        Moment::of(&Date::parse(date).unwrap(), &settings).map_or("none".into(), |moment| moment.rfc3339())
    }

    #[test]
    fn dates_begin_where_the_writer_is() {
        for (date, moment) in [
            ("2024-06-03T10:31", "2024-06-03T10:31:00+08:00"),
            ("2024-06-03T10:31:05Z", "2024-06-03T10:31:05+00:00"),
            ("2024-06-03T10:31:05-03:30", "2024-06-03T10:31:05-03:30"),
            ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
            ("2024-06-03", "2024-06-03T00:00:00+08:00"),
            ("1988-07-01", "1988-07-01T00:00:00+09:00"),
            ("2024-05", "2024-05-01T00:00:00+08:00"),
            ("2024-Q2", "2024-04-01T00:00:00+08:00"),
            ("2023", "2023-01-01T00:00:00+08:00"),
            ("2023~", "2023-01-01T00:00:00+08:00"),
            ("2024-02/2024-03-04", "2024-02-01T00:00:00+08:00"),
            ("../2024-03-04", "2024-03-04T00:00:00+08:00"),
            ("1850-01-01", "1849-12-31T15:54:17+00:00"),
            ("-0044-03-15", "none"),
            ("Y12024", "none"),
        ] {
            assert_eq!(shanghai(date), moment, "{date}");
        }
    }

    #[test]
    fn moments_order_by_time_and_not_by_letters() {
        let settings = Settings::plain();
        let of = |date: &str| Moment::of(&Date::parse(date).unwrap(), &settings).unwrap();
        assert!(of("2024-06-03T01:00:00+08:00") < of("2024-06-02T20:00:00Z"));
        assert_eq!(of("2024-06-03T01:00:00+08:00").ical(), "20240602T170000Z");
    }
}
