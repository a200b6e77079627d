//! A date as a phrase says it, and what it may mean.
//!
//! In: the year, month, day or part of a year that words name, and what is known besides: the day they were written on
//! and the date named before. Out: whole dates, the likeliest first.

use crate::date::{Date, Day, day};

/// Half a year in days: further off than this, the nearer year is meant.
const HALF_YEAR_DAYS: i64 = 183;

/// What is known besides the words.
#[derive(Clone, Copy)]
pub(super) struct Context {
    /// The day that relative words are counted from.
    pub today: Option<Day>,
    /// Year and month of the date named before in the same text.
    pub year: Option<i64>,
    pub month: Option<(i64, u8)>,
}

/// A part of a year or a month.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A season, quarter or half by its EDTF code.
    Code(u8),
    /// From one month to another.
    Months(u8, u8),
    /// From one day of a month to another; 0 is the last.
    Days(u8, u8),
    /// Unknown last digits of the year: 1 is a decade, 2 a century.
    Digits(u8),
}

/// What a phrase names.
#[derive(Clone, Copy, Default)]
pub(super) struct Partial {
    pub year: Option<i64>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    pub part: Option<Part>,
}

/// What stands around a date: 以来, 之前, 前后.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Since,
    Before,
    Around,
}

/// A phrase: a date or the two ends of an interval.
#[derive(Clone, Copy)]
pub(super) struct Phrase {
    pub start: Partial,
    pub end: Option<Partial>,
    pub side: Option<Side>,
}

impl Partial {
    pub fn year(year: i64) -> Partial {
        Partial { year: Some(year), ..Partial::default() }
    }

    pub fn month(month: u8) -> Option<Partial> {
        (1..=12).contains(&month).then_some(Partial { month: Some(month), ..Partial::default() })
    }

    pub fn of_day(day: Day) -> Partial {
        Partial { year: Some(day.year), month: Some(day.month), day: Some(day.day), part: None }
    }

    pub fn with_part(self, part: Part) -> Partial {
        Partial { part: Some(part), ..self }
    }

    pub fn with_day(self, day: u32) -> Option<Partial> {
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        Some(Partial { day: Some(day), ..self })
    }

    /// Whether it names a day of a month that it does not name.
    fn lacks_month(self) -> bool {
        self.month.is_none() && (self.day.is_some() || matches!(self.part, Some(Part::Days(..))))
    }

    /// The first and last EDTF date that are meant; equal if one date says it.
    fn ends(self) -> Option<(String, String)> {
        let year = self.year.filter(|year| (0..=9999).contains(year))?;
        let one = |text: String| Some((text.clone(), text));
        match (self.month, self.day, self.part) {
            (_, _, Some(Part::Digits(count))) => {
                let digits = format!("{year:04}");
                let known = digits.get(..4 - usize::from(count.min(4)))?;
                one(format!("{known:X<4}"))
            }
            (None, _, Some(Part::Code(code))) => one(format!("{year:04}-{code:02}")),
            (None, _, Some(Part::Months(first, last))) => {
                Some((format!("{year:04}-{first:02}"), format!("{year:04}-{last:02}")))
            }
            (Some(month), _, Some(Part::Days(first, last))) => {
                let last = if last == 0 { day::days_in_month(year, month) } else { last };
                Some((format!("{year:04}-{month:02}-{first:02}"), format!("{year:04}-{month:02}-{last:02}")))
            }
            (Some(month), Some(day), _) => one(format!("{year:04}-{month:02}-{day:02}")),
            (Some(month), None, _) => one(format!("{year:04}-{month:02}")),
            (None, _, _) => one(format!("{year:04}")),
        }
    }

    /// The same with what it does not name filled in, the likeliest first.
    fn completed(self, context: Context) -> Vec<Partial> {
        if self.lacks_month() {
            return self.months(context);
        }
        match self.year {
            Some(_) => vec![self],
            None => years(self.first_month(), self.day.unwrap_or(1), context)
                .into_iter()
                .map(|year| Partial { year: Some(year), ..self })
                .collect(),
        }
    }

    fn first_month(self) -> u8 {
        match (self.month, self.part) {
            (Some(month), _) | (None, Some(Part::Months(month, _))) => month,
            (None, Some(Part::Code(code @ 33..=36))) => (code - 33) * 3 + 1,
            (None, Some(Part::Code(41))) => 7,
            (None, Some(Part::Code(code @ 21..=24))) => (code - 20) * 3,
            _ => 1,
        }
    }

    /// A day alone belongs to the month named before, else to this month or the last one.
    fn months(self, context: Context) -> Vec<Partial> {
        let mut months: Vec<(i64, u8)> = context.month.into_iter().collect();
        if let Some(today) = context.today {
            let this = (today.year, today.month);
            let last = today.month_start(-1);
            let last = (last.year, last.month);
            let is_past = self.day.is_none_or(|day| day <= today.day);
            months.extend(if is_past { [this, last] } else { [last, this] });
        }
        months.into_iter().map(|(year, month)| Partial { year: Some(year), month: Some(month), ..self }).collect()
    }
}

/// The years that a month without a year may belong to: that of the date named before, this one, and the one before or
/// after where the date lies more than half a year off.
fn years(month: u8, day: u8, context: Context) -> Vec<i64> {
    let mut years: Vec<i64> = context.year.into_iter().collect();
    if let Some(today) = context.today {
        let start = Day { year: today.year, month, day: day.min(28) };
        let this = today.year;
        years.extend(match start.number() - today.number() {
            distance if distance > HALF_YEAR_DAYS => vec![this - 1, this],
            distance if distance > 0 => vec![this, this - 1],
            distance if distance < -HALF_YEAR_DAYS => vec![this, this + 1],
            _ => vec![this],
        });
    }
    years
}

impl Phrase {
    pub fn of(start: Partial) -> Phrase {
        Phrase { start, end: None, side: None }
    }

    /// What it may mean, the likeliest first, each once.
    pub fn dates(self, context: Context) -> Vec<Date> {
        let mut dates = Vec::new();
        for start in self.start_with_shared_year().completed(context) {
            let date = self.date(start);
            dates.extend(date.filter(|date| !dates.contains(date)));
        }
        dates
    }

    /// English names the year once, at the end: May to July 2024.
    fn start_with_shared_year(self) -> Partial {
        let (None, Some(end)) = (self.start.year, self.end) else { return self.start };
        let turns = matches!((self.start.month, end.month), (Some(first), Some(last)) if first > last);
        let month = if self.start.lacks_month() { end.month } else { self.start.month };
        Partial { year: end.year.map(|year| year - i64::from(turns)), month, ..self.start }
    }

    fn date(self, start: Partial) -> Option<Date> {
        let (first, last) = match self.end {
            None => start.ends()?,
            Some(end) => (start.ends()?.0, end_after(start, end).ends()?.1),
        };
        let text = match self.side {
            Some(Side::Since) => format!("{first}/.."),
            Some(Side::Before) => format!("../{last}"),
            Some(Side::Around) if first == last => format!("{first}~"),
            Some(Side::Around) | None if first != last => format!("{first}/{last}"),
            _ => first,
        };
        Date::from_edtf(&text)
    }
}

/// Chinese names the year and month once, in front: 5月17日至23日. An end that would lie before the start is in the
/// next year: 11月至2月.
fn end_after(start: Partial, end: Partial) -> Partial {
    let month = if end.lacks_month() { start.month } else { end.month };
    let turns = matches!((start.month, month), (Some(first), Some(last)) if first > last);
    let year = end.year.or(start.year.map(|year| year + i64::from(turns)));
    Partial { year, month, ..end }
}
