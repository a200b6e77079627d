//! How English names dates.

use super::{Found, Interpret, day, days, grouping, month, open_years, some, week, year};

pub const RULES: &[(&str, Interpret)] = &[
    (
        r"(?i)\b(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?:,?\s+(?P<year>[0-9]{4})\b)?",
        full_day,
    ),
    (
        r"(?i)\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>[0-9]{4})\b)?",
        full_day,
    ),
    (
        r"(?i)\b(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s+(?P<year>[0-9]{4})\b",
        month_of_year,
    ),
    (
        r"(?i)\b(?P<rel>last|this|next|in|since|by|until|during|from)\s+(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)\b",
        only_month,
    ),
    (r"(?i)\b(?P<rel>last|this|next)\s+(?P<unit>year|month|week|quarter)\b", relative),
    (
        r"(?i)\b(?P<rel>last|this|next)\s+(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
        weekday,
    ),
    (r"(?i)\b(?P<rel>yesterday|today|tomorrow)\b", relative_day),
    (
        r"(?i)\b(?:q(?P<q>[1-4])|(?P<quarter>first|second|third|fourth)\s+quarter)(?:\s+(?:of\s+)?(?P<year>[0-9]{4})\b)?",
        quarter,
    ),
    (r"(?i)\b(?P<half>first|second)\s+half(?:\s+of\s+(?P<year>[0-9]{4})\b)?", half),
    (r"(?i)\b(?P<part>early|mid|late)[- ](?P<year>[0-9]{4})\b", part_of_year),
    (r"(?i)\b(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+(?P<year>[0-9]{4})\b", season),
    (
        r"(?i)\b(?P<count>a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,3})\s+(?P<unit>day|week|month|year)s?\s+ago\b",
        ago,
    ),
    (r"\b(?P<decade>[12][0-9]{2})0s\b", decade),
    (r"(?i)\b(?:in|since|by|of|until|from|during|throughout)\s+(?P<year>1[0-9]{3}|20[0-9]{2})\b", only_year),
];

fn month_number(found: &Found<'_>) -> Option<i64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = found.part("month")?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    // “may” and “march” as verbs are written small.
    let verb = matches!(at, 2 | 4) && found.part("month")?.starts_with(|c: char| c.is_ascii_lowercase());
    if verb { None } else { i64::try_from(at + 1).ok() }
}

fn full_day(found: &Found<'_>) -> Option<Vec<String>> {
    let (month, number) = (month_number(found)?, found.number("day")?);
    let years = found.number("year").map_or_else(|| open_years(found, month), |year| vec![year]);
    Some(years.into_iter().filter_map(|year| day(year, month, number)).collect())
}

fn month_of_year(found: &Found<'_>) -> Option<Vec<String>> {
    some(month(found.number("year")?, month_number(found)?))
}

fn only_month(found: &Found<'_>) -> Option<Vec<String>> {
    let number = month_number(found)?;
    let (own, current) = (found.anchor.year, i64::from(found.anchor.month));
    let years = match found.part("rel")?.to_ascii_lowercase().as_str() {
        // Last August may be this year's, if it is over, or the last year's.
        "last" if number < current => vec![own, own - 1],
        "last" => vec![own - 1],
        "this" => vec![own],
        "next" if number > current => vec![own, own + 1],
        "next" => vec![own + 1],
        _ => open_years(found, number),
    };
    Some(years.into_iter().filter_map(|year| month(year, number)).collect())
}

fn steps(found: &Found<'_>) -> i64 {
    match found.part("rel").map(str::to_ascii_lowercase).as_deref() {
        Some("last" | "yesterday") => -1,
        Some("next" | "tomorrow") => 1,
        _ => 0,
    }
}

fn relative(found: &Found<'_>) -> Option<Vec<String>> {
    let steps = steps(found);
    match found.part("unit")?.to_ascii_lowercase().as_str() {
        "year" => some(year(found.anchor.year + steps)),
        "month" => {
            let then = found.anchor.plus_months(steps);
            some(month(then.year, i64::from(then.month)))
        }
        "quarter" => {
            let then = found.anchor.plus_months(3 * steps);
            Some(vec![grouping(then.year, 33 + (i64::from(then.month) - 1) / 3)])
        }
        _ => {
            let monday = week(found.anchor, steps);
            Some(vec![days(monday, monday.plus_days(6))])
        }
    }
}

/// Last Friday is the one before today, which may lie in this week or in the last.
fn weekday(found: &Found<'_>) -> Option<Vec<String>> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = found.part("weekday")?.to_ascii_lowercase();
    let number = i64::try_from(DAYS.iter().position(|day| *day == word)?).ok()?;
    let in_week = |weeks| week(found.anchor, weeks).plus_days(number);
    let dates = match steps(found) {
        -1 if in_week(0) < found.anchor => vec![in_week(0), in_week(-1)],
        1 if in_week(0) > found.anchor => vec![in_week(0), in_week(1)],
        steps => vec![in_week(steps)],
    };
    Some(dates.into_iter().map(|day| day.to_string()).collect())
}

fn relative_day(found: &Found<'_>) -> Option<Vec<String>> {
    Some(vec![found.anchor.plus_days(steps(found)).to_string()])
}

fn ordinal(word: Option<&str>) -> Option<i64> {
    match word?.to_ascii_lowercase().as_str() {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "fourth" => Some(4),
        _ => None,
    }
}

fn own_years(found: &Found<'_>) -> Vec<i64> {
    found.number("year").map_or_else(|| vec![found.anchor.year, found.anchor.year - 1], |year| vec![year])
}

fn quarter(found: &Found<'_>) -> Option<Vec<String>> {
    let number = found.number("q").or_else(|| ordinal(found.part("quarter")))?;
    Some(own_years(found).into_iter().map(|year| grouping(year, 32 + number)).collect())
}

fn half(found: &Found<'_>) -> Option<Vec<String>> {
    let code = 39 + ordinal(found.part("half"))?;
    Some(own_years(found).into_iter().map(|year| grouping(year, code)).collect())
}

fn part_of_year(found: &Found<'_>) -> Option<Vec<String>> {
    let year = found.number("year")?;
    let (from, to) = match found.part("part")?.to_ascii_lowercase().as_str() {
        "early" => (1, 4),
        "mid" => (5, 8),
        _ => (9, 12),
    };
    Some(vec![format!("{}/{}", month(year, from)?, month(year, to)?)])
}

fn season(found: &Found<'_>) -> Option<Vec<String>> {
    let code = match found.part("season")?.to_ascii_lowercase().as_str() {
        "spring" => 21,
        "summer" => 22,
        "winter" => 24,
        _ => 23,
    };
    Some(vec![grouping(found.number("year")?, code)])
}

fn ago(found: &Found<'_>) -> Option<Vec<String>> {
    let count = found.number("count")?;
    match found.part("unit")?.to_ascii_lowercase().as_str() {
        "day" => Some(vec![found.anchor.plus_days(-count).to_string()]),
        "week" => {
            let monday = week(found.anchor, -count);
            Some(vec![days(monday, monday.plus_days(6))])
        }
        "month" => {
            let then = found.anchor.plus_months(-count);
            some(month(then.year, i64::from(then.month)))
        }
        _ => some(year(found.anchor.year - count)),
    }
}

fn decade(found: &Found<'_>) -> Option<Vec<String>> {
    Some(vec![format!("{}X", found.part("decade")?)])
}

fn only_year(found: &Found<'_>) -> Option<Vec<String>> {
    some(year(found.number("year")?))
}
