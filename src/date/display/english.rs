//! Dates in English.
//!
//! In: parsed EDTF. Out: `around May 2024`, `since February 2024`, `20th century`. Days stand before months, so that no
//! comma is needed inside a date.

use edtf_core::{Date, DateTime, Edtf, Interval, IntervalEndpoint, Qualifier, Set, SetElement, SetKind};

use super::Form;
use super::parts::{self, Doubt, Field, YearShape};

pub(super) fn write(edtf: &Edtf, form: Form) -> String {
    match edtf {
        Edtf::Date(date) => whole(date, form),
        Edtf::DateTime(moment) => moment_words(moment, form),
        Edtf::Interval(interval) => interval_words(interval, form),
        Edtf::Set(set) => set_words(set, form),
    }
}

fn moment_words(moment: &DateTime, form: Form) -> String {
    let day = whole(&moment.date, form);
    match (form, parts::zone(&moment.time)) {
        (Form::Short, _) => day,
        (Form::Full, None) => format!("{day}, {}", parts::clock(&moment.time)),
        (Form::Full, Some(zone)) => format!("{day}, {} ({zone})", parts::clock(&moment.time)),
    }
}

/// A date with its doubt.
fn whole(date: &Date, form: Form) -> String {
    let words = undoubted(date, form);
    match parts::doubt(date) {
        Doubt::None => words,
        Doubt::Whole(doubt) if form == Form::Short => {
            let about = if doubt.approximate { "c. " } else { "" };
            format!("{about}{words}{}", if doubt.uncertain { "?" } else { "" })
        }
        Doubt::Whole(doubt) => {
            let about = if doubt.approximate { "around " } else { "" };
            let words = if doubt.approximate { with_article(words) } else { words };
            format!("{about}{words}{}", if doubt.uncertain { " (uncertain)" } else { "" })
        }
        Doubt::Parts(parts) => format!("{words} ({})", doubted_parts(parts)),
    }
}

/// `year and month approximate, day uncertain`
fn doubted_parts(parts: [Qualifier; 3]) -> String {
    let named = |fits: fn(Qualifier) -> bool, what: &str| {
        let names: Vec<&str> = parts
            .into_iter()
            .zip(["year", "month", "day"])
            .filter(|(part, _)| fits(*part))
            .map(|(_, name)| name)
            .collect();
        (!names.is_empty()).then(|| format!("{} {what}", names.join(" and ")))
    };
    let about = named(|part| part.approximate, "approximate");
    let uncertain = named(|part| part.uncertain, "uncertain");
    [about, uncertain].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn undoubted(date: &Date, form: Form) -> String {
    let year = year(date);
    // Such a year is a phrase: “a year of the 2010s”.
    let is_vague = year.starts_with('a');
    let Some(month) = date.month else { return year };
    let day = date.day.map(|day| parts::field(day, 31));
    let month = match parts::field(month, 12) {
        Field::Known(code @ 13..) if is_vague => return season(code, &format!("in {year}")).replace("of in", "of"),
        Field::Known(code @ 13..) => return season(code, &year),
        Field::Known(month) => month_in(month, form).to_string(),
        Field::Unknown => "a month".into(),
        Field::OneOf(months) => choice(&months.iter().map(|month| month_in(*month, form)).collect::<Vec<_>>(), &months),
    };
    let is_name = !month.starts_with("a ");
    let month_year = if is_name && !is_vague { format!("{month} {year}") } else { format!("{month} in {year}") };
    match day {
        None => month_year,
        Some(Field::Unknown) if is_name => format!("a day in {month_year}"),
        Some(Field::Unknown) => format!("a day {}", month_year.trim_start_matches("a month ")),
        Some(Field::Known(day)) if is_name => format!("{day} {month_year}"),
        Some(Field::Known(day)) => format!("day {day} of {month_year}"),
        Some(Field::OneOf(days)) => {
            let names: Vec<String> = days.iter().map(u8::to_string).collect();
            format!("{} {month_year}", choice(&names, &days))
        }
    }
}

fn choice<T: AsRef<str>>(names: &[T], values: &[u8]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match (parts::is_run(values), names.first(), names.last()) {
        (true, Some(first), Some(last)) => format!("between {first} and {last}"),
        _ => names.join(" or "),
    }
}

fn year(date: &Date) -> String {
    let alone = date.month.is_none();
    match parts::year_shape(date) {
        YearShape::Exact(value) => exact_year(value),
        YearShape::Decade(decade) if alone => format!("{decade}s"),
        YearShape::Decade(decade) => format!("a year of the {decade}s"),
        YearShape::Century(century) if alone => format!("{} century", ordinal(century)),
        YearShape::Century(century) => format!("a year of the {} century", ordinal(century)),
        YearShape::Unknown if alone => "unknown year".into(),
        YearShape::Unknown => "an unknown year".into(),
        YearShape::Masked(digits) => digits,
        YearShape::Rounded(value, first, last) => {
            format!("around {} ({} to {})", exact_year(value), exact_year(first), exact_year(last))
        }
        YearShape::Power(significand, exponent) => power(significand, exponent),
    }
}

/// Astronomical year 0 is 1 BC.
fn exact_year(year: i64) -> String {
    match year {
        1.. => year.to_string(),
        _ => format!("{} BC", 1 - i128::from(year)),
    }
}

fn power(significand: i64, exponent: u32) -> String {
    let era = if significand < 0 { " BC" } else { "" };
    let digits = significand.unsigned_abs();
    let (count, unit) = match exponent {
        9..=18 => (u128::from(digits) * 10_u128.pow(exponent - 9), " billion"),
        6..=8 => (u128::from(digits) * 10_u128.pow(exponent - 6), " million"),
        0..=5 => (u128::from(digits) * 10_u128.pow(exponent), ""),
        _ => return format!("year {digits}×10^{exponent}{era}"),
    };
    format!("year {count}{unit}{era}")
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The English name of a month, 1 to 12.
pub(in crate::date) fn month_name(month: u8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

fn month_in(month: u8, form: Form) -> &'static str {
    let name = month_name(month);
    match form {
        Form::Full => name,
        Form::Short => name.get(..3).unwrap_or(name),
    }
}

/// The groupings of ISO 8601-2 §4.8, by code.
fn season(code: u8, year: &str) -> String {
    match code {
        21 => format!("spring {year}"),
        22 => format!("summer {year}"),
        23 => format!("autumn {year}"),
        24 => format!("winter {year}"),
        25..=28 => format!("{} (northern hemisphere)", season(code - 4, year)),
        29..=32 => format!("{} (southern hemisphere)", season(code - 8, year)),
        33..=36 => format!("Q{} {year}", code - 32),
        37 => format!("January to April {year}"),
        38 => format!("May to August {year}"),
        39 => format!("September to December {year}"),
        40 => format!("first half of {year}"),
        _ => format!("second half of {year}"),
    }
}

/// Within a phrase decades, centuries and halves want their article.
fn with_article(words: String) -> String {
    let decade = words.strip_suffix('s').is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let century = words.ends_with(" century") && words.starts_with(|first: char| first.is_ascii_digit());
    let half = words.starts_with("first half") || words.starts_with("second half");
    if decade || century || half { format!("the {words}") } else { words }
}

fn interval_words(interval: &Interval, form: Form) -> String {
    use IntervalEndpoint::{Date as On, Open, Unknown};
    let start = || endpoint(&interval.start, form);
    let end = || endpoint(&interval.end, form);
    match (&interval.start, &interval.end) {
        (On(from), On(to)) => pair(from, to, form),
        (_, Open) => format!("since {}", start()),
        (Open, _) => format!("until {}", end()),
        (_, Unknown) => format!("since {}, end unknown", start()),
        (Unknown, _) => format!("until {}, start unknown", end()),
        _ => format!("{} to {}", start(), end()),
    }
}

fn endpoint(end: &IntervalEndpoint, form: Form) -> String {
    match end {
        IntervalEndpoint::Date(date) => with_article(whole(date, form)),
        IntervalEndpoint::OnOrBefore(date) => format!("{} or earlier", with_article(whole(date, form))),
        IntervalEndpoint::OnOrAfter(date) => format!("{} or later", with_article(whole(date, form))),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => "unknown".into(),
    }
}

/// Two dates with what they share written once, at the end.
fn pair(from: &Date, to: &Date, form: Form) -> String {
    let joint = if form == Form::Short { "–" } else { " to " };
    let both = (parts::plain(from), parts::plain(to));
    let start = match both {
        (Some((year, Some(month), Some(day))), Some((same, Some(again), Some(_))))
            if (year, month) == (same, again) =>
        {
            day.to_string()
        }
        (Some((year, Some(month @ ..=12), day)), Some((same, Some(..=12), _))) if year == same => {
            let day = day.map(|day| format!("{day} ")).unwrap_or_default();
            format!("{day}{}", month_in(month, form))
        }
        _ => with_article(whole(from, form)),
    };
    format!("{start}{joint}{}", with_article(whole(to, form)))
}

fn set_words(set: &Set, form: Form) -> String {
    let kind = set.kind;
    let members: Vec<String> = set.elements.iter().map(|element| member(element, kind, form)).collect();
    let last_joint = if kind == SetKind::OneMember { "or" } else { "and" };
    match members.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {last_joint} {last}", others.join(", ")),
        None => "unknown".into(),
    }
}

fn member(element: &SetElement, kind: SetKind, form: Form) -> String {
    let one = kind == SetKind::OneMember;
    match element {
        SetElement::Date(date) => whole(date, form),
        SetElement::OnOrBefore(date) => whole(date, form) + if one { " or earlier" } else { " and earlier" },
        SetElement::OnOrAfter(date) => whole(date, form) + if one { " or later" } else { " and later" },
        SetElement::Range(from, to) if one => format!("between {} and {}", whole(from, form), whole(to, form)),
        SetElement::Range(from, to) => {
            let each = match (to.month, to.day) {
                (_, Some(_)) => "every day",
                (Some(_), None) => "every month",
                (None, None) => "every year",
            };
            format!("{each} from {} to {}", whole(from, form), whole(to, form))
        }
    }
}
