//! Days, weeks and quarters counted from the day of writing, in Chinese: 昨日, 上周五, 上季度, 三个月前.
//!
//! In: a cursor and that day. Out: what the words may mean.

use super::Found;
use super::lexicon;
use super::partial::{Context, Partial, Phrase, Side};
use crate::date::{Date, Day};
use crate::scan::{self, Cursor};

const DAYS: [(&str, i64); 16] = [
    ("大前天", -3),
    ("前天", -2),
    ("昨天", -1),
    ("昨日", -1),
    ("昨晚", -1),
    ("昨夜", -1),
    ("今天", 0),
    ("今日", 0),
    ("今晨", 0),
    ("今早", 0),
    ("今晚", 0),
    ("明天", 1),
    ("明日", 1),
    ("明晚", 1),
    ("后天", 2),
    ("大后天", 3),
];

const WEEKS: [(&str, i64); 8] =
    [("上上", -2), ("上一", -1), ("上", -1), ("本", 0), ("这一", 0), ("这", 0), ("下下", 2), ("下", 1)];

const WEEKDAYS: [(&str, i64); 8] =
    [("一", 1), ("二", 2), ("三", 3), ("四", 4), ("五", 5), ("六", 6), ("日", 7), ("天", 7)];

pub(super) fn read(at: Cursor, context: Context) -> Option<Found> {
    let today = context.today?;
    day(at, today)
        .or_else(|| week(at, today))
        .or_else(|| weekday(at, today))
        .or_else(|| quarter(at, today))
        .or_else(|| ago(at, today))
}

fn one(next: Cursor, day: Day) -> Option<Found> {
    Some(Found { end: next.at, dates: vec![whole(day)?] })
}

pub(super) fn whole(day: Day) -> Option<Date> {
    Date::from_edtf(&day.to_string())
}

fn stretch(first: Day, last: Day) -> Option<Date> {
    Date::from_edtf(&format!("{first}/{last}"))
}

fn day(at: Cursor, today: Day) -> Option<Found> {
    if at.before().is_some_and(|before| "说声证表先此而之以其过".contains(before)) {
        return None;
    }
    let mut next = at;
    let distance = next.eat_meaning(&DAYS)?;
    one(next, today.plus_days(distance))
}

/// The Monday of the week so many weeks later.
pub(super) fn monday(today: Day, weeks_later: i64) -> Day {
    today.plus_days(1 - i64::from(today.weekday()) + weeks_later * 7)
}

/// 上周, 上周五, 下个星期.
fn week(at: Cursor, today: Day) -> Option<Found> {
    if at.before().is_some_and(|before| "以之每一".contains(before)) {
        return None;
    }
    let mut next = at;
    let weeks = next.eat_meaning(&WEEKS)?;
    next.eat("个");
    next.eat_any(&["周", "星期", "礼拜"])?;
    let monday = monday(today, weeks);
    let mut after = next;
    match after.eat_meaning(&WEEKDAYS) {
        Some(weekday) => one(after, monday.plus_days(weekday - 1)),
        None if after.eat("末") => {
            Some(Found { end: after.at, dates: vec![stretch(monday.plus_days(5), monday.plus_days(6))?] })
        }
        None if next.peek().is_some_and(|after| "年岁期刊".contains(after)) => None,
        None => Some(Found { end: next.at, dates: vec![stretch(monday, monday.plus_days(6))?] }),
    }
}

/// 周五: the last one, or else the next.
fn weekday(at: Cursor, today: Day) -> Option<Found> {
    let counted =
        |before: char| before.is_ascii_digit() || scan::is_numeral(before) || "每首隔双单半整".contains(before);
    if at.before().is_some_and(counted) {
        return None;
    }
    let mut next = at;
    next.eat_any(&["周", "星期", "礼拜"])?;
    let weekday = next.eat_meaning(&WEEKDAYS)?;
    let goes_on = |after: char| "至到-–—~次更年期天个本线".contains(after) || scan::is_numeral(after);
    if next.peek().is_some_and(goes_on) {
        return None;
    }
    let back = (i64::from(today.weekday()) - weekday).rem_euclid(7);
    let days = [today.plus_days(-back), today.plus_days(7 - back)];
    Some(Found { end: next.at, dates: days.into_iter().filter_map(whole).collect() })
}

/// 上季度, 本季度. Results come out a quarter late, and 本季度 may be the one that they are of.
fn quarter(at: Cursor, today: Day) -> Option<Found> {
    if at.before().is_some_and(|before| "以之每".contains(before)) {
        return None;
    }
    let mut next = at;
    let distance = next.eat_meaning(&[("上", -1), ("本", 0), ("下", 1)])?;
    next.eat_any(&["一个", "一", "个"]);
    next.eat("季度").then_some(())?;
    let of_quarter = |quarters: i64| {
        let start = today.month_start(quarters * 3);
        let code = 33 + (start.month - 1) / 3;
        Date::from_edtf(&format!("{:04}-{code}", start.year))
    };
    let dates: Vec<Date> = [of_quarter(distance), of_quarter(distance - 1)].into_iter().flatten().collect();
    (!dates.is_empty()).then_some(Found { end: next.at, dates })
}

/// How long ago.
#[derive(Clone, Copy)]
pub(super) enum Span {
    Days(i64),
    Months(i64),
    Years(i64),
}

/// The day, month or year that lies so far back; approximate but for days.
pub(super) fn back(today: Day, span: Span) -> Option<Vec<Date>> {
    let (start, is_exact) = match span {
        Span::Days(days) => (Partial::of_day(today.plus_days(-days)), days < 7),
        Span::Months(months) => (Partial { day: None, ..Partial::of_day(today.month_start(-months)) }, false),
        Span::Years(years) => (Partial::year(today.year - years), false),
    };
    let side = (!is_exact).then_some(Side::Around);
    let nothing = Context { today: None, year: None, month: None };
    let dates = Phrase { side, ..Phrase::of(start) }.dates(nothing);
    (!dates.is_empty()).then_some(dates)
}

/// 三天前, 三个月前, 半年前.
fn ago(at: Cursor, today: Day) -> Option<Found> {
    let counted = |before: char| {
        before.is_ascii_alphanumeric() || ".多余".contains(before) || lexicon::COUNTED_AFTER.contains(before)
    };
    if at.before().is_some_and(counted) {
        return None;
    }
    let mut next = at;
    let span = if next.eat("半") {
        next.eat_meaning(&[("年", Span::Months(6)), ("个月", Span::Days(15))])?
    } else {
        let count = i64::from(next.small_number().filter(|count| (1..=200).contains(count))?);
        next.blank();
        let unit = next.eat_meaning(&[
            ("天", Span::Days(1)),
            ("周", Span::Days(7)),
            ("个星期", Span::Days(7)),
            ("星期", Span::Days(7)),
            ("个礼拜", Span::Days(7)),
            ("个月", Span::Months(1)),
            ("个季度", Span::Months(3)),
            ("年", Span::Years(1)),
        ])?;
        times(unit, count)
    };
    next.eat_any(&["以", "之"]);
    let is_before = next.eat("前") && !next.peek().is_some_and(|after| "后三端瞻".contains(after));
    if !is_before {
        return None;
    }
    Some(Found { end: next.at, dates: back(today, span)? })
}

pub(super) fn times(unit: Span, count: i64) -> Span {
    match unit {
        Span::Days(days) => Span::Days(days * count),
        Span::Months(months) => Span::Months(months * count),
        Span::Years(years) => Span::Years(years * count),
    }
}
