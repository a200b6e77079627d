//! How Chinese names dates.

use super::{Found, Interpret, day, days, grouping, month, open_years, some, week, year};

/// Patterns, in which YEAR is four digits, NUMBER up to two, and `rel` a year told from the article's.
pub const RULES: &[(&str, Interpret)] = &[
    (
        r"(?:(?P<year>YEAR)年|(?P<rel>今年|本年|去年|上年|前年|明年))?(?P<month>NUMBER)月(?P<day>NUMBER)[日号](?:(?:至|到|—+|–|-|~|～)(?:(?P<month2>NUMBER)月)?(?P<day2>NUMBER)[日号])?",
        full_day,
    ),
    (
        r"(?:(?P<year>YEAR)年|(?P<rel>今年|本年|去年|上年|前年|明年))?(?P<month>NUMBER)月份?(?P<part>初|上旬|中旬|下旬|底|末)?",
        only_month,
    ),
    (r"(?:(?P<year>YEAR)|(?P<rel>今|去|前|明)|(?P<bare>))年?年(?P<part>底|末|初|中)", part_of_year),
    (
        r"(?:(?P<year>YEAR)年?|(?P<rel>今年|本年|去年|上年|前年|明年))?(?:第?(?P<quarter>[一二三四1-4])季度|[Qq](?P<q>[1-4]))",
        quarter,
    ),
    (r"(?:(?P<year>YEAR)年?|(?P<rel>今年|本年|去年|上年|前年|明年))?(?P<half>上|下)半年", half),
    (r"(?P<year>YEAR)(?:年?(?:至|到|—+|–|-|~|～)(?P<year2>YEAR))?年", only_year),
    (r"(?P<rel>今年|去年|前年|明年|后年)", relative_year),
    (r"(?P<rel>上上?个?|本|这个|下个?)月", relative_month),
    (r"(?P<rel>上上?个?|本|这个|下个?)季度", relative_quarter),
    (r"(?P<rel>大前天|前天|前日|昨天|昨日|今天|今日|明天|明日|后天)", relative_day),
    (r"(?P<rel>上上?个?|本|这|下个?)(?:周|星期)(?P<weekday>[一二三四五六日天])?", relative_week),
    (r"(?P<count>NUMBER|两|DIGITS{1,4})(?P<unit>天|日|周|个月|年)(?:多)?(?:之|以)?前", ago),
    (
        r"(?:(?P<century>NUMBER)世纪|(?P<last>上世纪)|(?P<bare>))(?P<decade>[0-9０-９]0|[0-9０-９]０|[二三四五六七八九]十)年代",
        decade,
    ),
    (r"(?P<year>YEAR)[-/.](?P<month>DIGITS{1,2})[-/.](?P<day>DIGITS{1,2})", iso_day),
    (r"(?P<year>YEAR)[-/](?P<month>0[1-9]|1[0-2])", iso_month),
];

/// The year that is written or told from the article's.
fn told_year(found: &Found<'_>) -> Option<i64> {
    found.number("year").or_else(|| found.part("rel").and_then(|rel| Some(found.anchor.year + year_offset(rel)?)))
}

fn year_offset(word: &str) -> Option<i64> {
    match word.chars().next()? {
        '今' | '本' => Some(0),
        '去' | '上' => Some(-1),
        '前' => Some(-2),
        '明' => Some(1),
        '后' => Some(2),
        _ => None,
    }
}

/// Whether a year stands before that was not read, such as that of an era: 永明七年二月十九日 is in no year we know.
fn in_other_year(found: &Found<'_>) -> bool {
    told_year(found).is_none() && found.before() == Some('年')
}

/// Whether digits or a decimal point stand before, so that the number is a part of another.
fn within_number(found: &Found<'_>) -> bool {
    found.before().is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '．' | '０'..='９' | '-' | '第'))
}

fn full_day(found: &Found<'_>) -> Option<Vec<String>> {
    if within_number(found) || in_other_year(found) {
        return None;
    }
    let (month, first) = (found.number("month")?, found.number("day")?);
    let years = told_year(found).map_or_else(|| open_years(found, month), |year| vec![year]);
    let one = |year| {
        let start = day(year, month, first)?;
        let Some(last) = found.number("day2") else { return Some(start) };
        let end = day(year, found.number("month2").unwrap_or(month), last)?;
        Some(format!("{start}/{end}"))
    };
    Some(years.into_iter().filter_map(one).collect())
}

fn only_month(found: &Found<'_>) -> Option<Vec<String>> {
    // 月活, 月薪 and the like are no months.
    let other_word =
        ["活", "薪", "租", "费", "均", "报", "度", "亮", "球"].iter().any(|word| found.after().starts_with(word));
    if within_number(found) || in_other_year(found) || other_word && found.part("part").is_none() {
        return None;
    }
    let number = found.number("month")?;
    let years = told_year(found).map_or_else(|| open_years(found, number), |year| vec![year]);
    let one = |year: i64| {
        let (first, last) = match found.part("part") {
            None => return month(year, number),
            Some("初" | "上旬") => (1, 10),
            Some("中旬") => (11, 20),
            Some(_) => (21, 28),
        };
        let start = day(year, number, first)?;
        let end = if last == 28 { month(year, number)? } else { day(year, number, last)? };
        Some(format!("{start}/{end}"))
    };
    Some(years.into_iter().filter_map(one).collect())
}

fn part_of_year(found: &Found<'_>) -> Option<Vec<String>> {
    let rel = found.part("rel").and_then(|rel| Some(found.anchor.year + year_offset(rel)?));
    // 今年中 could be “during this year”; the middle of a year is read only where the year is written.
    if found.part("part") == Some("中") && found.number("year").is_none() {
        return None;
    }
    if found.number("year").is_none() && rel.is_none() && !found.part("bare").is_some_and(str::is_empty) {
        return None;
    }
    let year = found.number("year").or(rel).unwrap_or(found.anchor.year);
    let (from, to) = match found.part("part")? {
        "初" => (1, 3),
        "中" => (5, 8),
        _ => (11, 12),
    };
    let one = |year: i64| Some(format!("{}/{}", month(year, from)?, month(year, to)?));
    let told = found.number("year").is_some() || rel.is_some();
    let years = if told { vec![year] } else { vec![year, year - 1] };
    Some(years.into_iter().filter_map(one).collect())
}

fn quarter(found: &Found<'_>) -> Option<Vec<String>> {
    let latin = found.part("q").is_some() && found.number("year").is_none();
    if latin && found.before().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let number = found.number("quarter").or_else(|| found.number("q"))?;
    let own = found.anchor.year;
    let years = told_year(found).map_or_else(|| vec![own, own - 1], |year| vec![year]);
    Some(years.into_iter().map(|year| grouping(year, 32 + number)).collect())
}

fn half(found: &Found<'_>) -> Option<Vec<String>> {
    let code = if found.part("half") == Some("上") { 40 } else { 41 };
    let own = found.anchor.year;
    let years = told_year(found).map_or_else(|| vec![own, own - 1], |year| vec![year]);
    Some(years.into_iter().map(|year| grouping(year, code)).collect())
}

fn only_year(found: &Found<'_>) -> Option<Vec<String>> {
    if within_number(found) {
        return None;
    }
    let first = year(found.number("year")?)?;
    match found.number("year2") {
        Some(last) => Some(vec![format!("{first}/{}", year(last)?)]),
        None => Some(vec![first]),
    }
}

fn relative_year(found: &Found<'_>) -> Option<Vec<String>> {
    some(year(found.anchor.year + year_offset(found.part("rel")?)?))
}

/// How many units back or ahead: 上上 is two back.
fn steps(word: &str) -> i64 {
    match word.chars().filter(|c| *c == '上').count() {
        2 => -2,
        1 => -1,
        _ if word.starts_with('下') => 1,
        _ => 0,
    }
}

fn relative_month(found: &Found<'_>) -> Option<Vec<String>> {
    let then = found.anchor.plus_months(steps(found.part("rel")?));
    some(month(then.year, i64::from(then.month)))
}

fn relative_quarter(found: &Found<'_>) -> Option<Vec<String>> {
    let then = found.anchor.plus_months(3 * steps(found.part("rel")?));
    Some(vec![grouping(then.year, 33 + (i64::from(then.month) - 1) / 3)])
}

fn relative_day(found: &Found<'_>) -> Option<Vec<String>> {
    let offset = match found.part("rel")? {
        "大前天" => -3,
        "前天" | "前日" => -2,
        "昨天" | "昨日" => -1,
        "明天" | "明日" => 1,
        "后天" => 2,
        _ => 0,
    };
    Some(vec![found.anchor.plus_days(offset).to_string()])
}

fn relative_week(found: &Found<'_>) -> Option<Vec<String>> {
    let monday = week(found.anchor, steps(found.part("rel")?));
    let weekday =
        found.part("weekday").and_then(|day| "一二三四五六日天".chars().position(|known| day.starts_with(known)));
    match weekday.and_then(|weekday| i64::try_from(weekday.min(6)).ok()) {
        Some(weekday) => Some(vec![monday.plus_days(weekday).to_string()]),
        None => Some(vec![days(monday, monday.plus_days(6))]),
    }
}

fn ago(found: &Found<'_>) -> Option<Vec<String>> {
    if within_number(found) {
        return None;
    }
    let count = found.number("count")?;
    let then = match found.part("unit")? {
        "天" | "日" => found.anchor.plus_days(-count).to_string(),
        "周" => days(week(found.anchor, -count), week(found.anchor, -count).plus_days(6)),
        "个月" => {
            let then = found.anchor.plus_months(-count);
            month(then.year, i64::from(then.month))?
        }
        _ => year(found.anchor.year - count)?,
    };
    Some(vec![then])
}

fn decade(found: &Found<'_>) -> Option<Vec<String>> {
    if found.part("century").is_none() && within_number(found) {
        return None;
    }
    let tens = found.number("decade")? / 10;
    let hundreds = match (found.number("century"), found.part("last")) {
        (Some(century), _) => century - 1,
        (None, Some(_)) => found.anchor.year / 100 - 1,
        (None, None) => found.anchor.year / 100 - 1,
    };
    ((0..=99).contains(&hundreds)).then(|| vec![format!("{hundreds:02}{tens}X")])
}

fn iso_day(found: &Found<'_>) -> Option<Vec<String>> {
    some(day(found.number("year")?, found.number("month")?, found.number("day")?)).filter(|_| !within_number(found))
}

fn iso_month(found: &Found<'_>) -> Option<Vec<String>> {
    let follows = found.after().chars().next().is_some_and(|c| c.is_ascii_digit() || c == '-' || c == '/');
    some(month(found.number("year")?, found.number("month")?)).filter(|_| !within_number(found) && !follows)
}
