//! Years, months and days in Chinese: 2024年5月17日, 去年8月, 一季度, 年底, 5月17日至23日.
//!
//! In: a cursor and what is known besides. Out: the longest date that begins there.

use super::Found;
use super::lexicon::{self, PARTS_OF_MONTH, PARTS_OF_YEAR};
use super::partial::{Context, Part, Partial, Phrase, Side};
use crate::scan::{self, Cursor};

/// A date as far as it has been read; `end` where it turned out to be an interval (5-7月).
struct Parsed<'a> {
    start: Partial,
    end: Option<Partial>,
    next: Cursor<'a>,
}

impl<'a> Parsed<'a> {
    fn one(start: Partial, next: Cursor<'a>) -> Parsed<'a> {
        Parsed { start, end: None, next }
    }
}

pub(super) fn read(at: Cursor, context: Context) -> Option<Found> {
    let mut next = at;
    if next.eat_any(&lexicon::NAMES).is_some() {
        return Some(Found { end: next.at, dates: Vec::new() });
    }
    if next.eat_any(&lexicon::ELSEWHERE).is_some()
        || financial_year(&mut next).is_some()
        || era_year(&mut next).is_some()
    {
        let end = phrase(next, context).map_or(next.at, |(_, after)| after.at);
        return Some(Found { end, dates: Vec::new() });
    }
    let (phrase, next) = phrase(at, context)?;
    Some(Found { end: next.at, dates: phrase.dates(context) })
}

/// 2024财年 begins in a month that only its company knows.
fn financial_year(next: &mut Cursor) -> Option<()> {
    let mut year = *next;
    year.small_number()?;
    year.blank();
    year.eat_any(&["财年", "财政年度"])?;
    *next = year;
    Some(())
}

/// A year counted from an emperor's accession, as 永明七年二月: in no year that we know.
fn era_year(next: &mut Cursor) -> Option<()> {
    let mut year = *next;
    if year.peek().is_some_and(|first| first.is_ascii_digit()) {
        return None;
    }
    year.small_number()?;
    year.eat("年").then_some(())?;
    month(year)?;
    *next = year;
    Some(())
}

fn phrase<'a>(at: Cursor<'a>, context: Context) -> Option<(Phrase, Cursor<'a>)> {
    let Parsed { start, mut end, mut next } = start(at, context)?;
    let mut side = None;
    let mut after = next;
    if end.is_none() && connector(&mut after) {
        if after.eat("今") {
            (side, next) = (Some(Side::Since), after);
        } else if let Some(tail) = tail(after, start, context) {
            (end, next) = (Some(tail.end.unwrap_or(tail.start)), tail.next);
        }
    }
    let side = side.or_else(|| self::side(&mut next));
    Some((Phrase { start, end, side }, next))
}

fn connector(next: &mut Cursor) -> bool {
    next.blank();
    let found = next.eat_any(&["至", "到", "-", "–", "—", "~", "―"]).is_some();
    next.blank();
    found
}

/// The end of an interval may leave out what its start has named.
fn tail<'a>(at: Cursor<'a>, start: Partial, context: Context) -> Option<Parsed<'a>> {
    let day = || {
        let mut next = at;
        let end = Partial::default().with_day(next.small_number()?)?;
        next.blank();
        (start.day.is_some() && next.eat_any(&["日", "号"]).is_some()).then(|| Parsed::one(end, next))
    };
    let part = || part_of_year(at).filter(|_| start.part.is_some()).map(|(part, next)| Parsed::one(part, next));
    year(at, context).or_else(|| month(at)).or_else(day).or_else(part)
}

fn side(next: &mut Cursor) -> Option<Side> {
    let sides = [
        ("以来", Side::Since),
        ("之后", Side::Since),
        ("以后", Side::Since),
        ("之前", Side::Before),
        ("以前", Side::Before),
        ("前后", Side::Around),
        ("左右", Side::Around),
    ];
    if let Some(side) = next.eat_meaning(&sides) {
        return Some(side);
    }
    let mut after = *next;
    let side = after.eat_meaning(&[("起", Side::Since), ("前", Side::Before), ("后", Side::Since)])?;
    // A word may go on with it: 前三季度, 前往, 后台, 起步.
    let goes_on = after.peek().is_some_and(|character| match side {
        Side::Before => "一二两三四五六七八九十半几数后端瞻景沿台途往来列提身任员总高首0123456789".contains(character),
        _ => scan::is_han(character),
    });
    (!goes_on).then(|| *next = after)?;
    Some(side)
}

fn start<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    year(at, context)
        .or_else(|| near_month(at, context))
        .or_else(|| bare_month(at))
        .or_else(|| bare_part(at))
        .or_else(|| bare_day(at))
}

fn year<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let found = near_year(at, context)
        .or_else(|| numbered_year(at))
        .or_else(|| short_year(at, context))
        .or_else(|| century(at, context))?;
    if found.end.is_some() || found.start.part.is_some() {
        return Some(found);
    }
    Some(within_year(found.start, found.next))
}

/// 今年, 去年.
fn near_year<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    if at.before().is_some_and(|before| lexicon::NO_YEAR_AFTER.contains(before)) {
        return None;
    }
    let mut next = at;
    let distance = next.eat_meaning(&lexicon::YEARS)?;
    if next.peek().is_some_and(|after| "轻龄级画货糕".contains(after)) {
        return None;
    }
    next.eat("度");
    Some(Parsed::one(Partial::year(context.today?.year + distance), next))
}

/// 2024年, 二〇二四年, 2023–2024年, 1990年代.
fn numbered_year(at: Cursor) -> Option<Parsed> {
    let mut next = at;
    let first = year_number(&mut next)?;
    let mut second = None;
    let mut after = next;
    if connector(&mut after) {
        second = later_year(&mut after, first);
        next = if second.is_some() { after } else { next };
    }
    next.blank();
    if !next.eat("年") {
        return None;
    }
    let decade = next.eat("代");
    let goes_on = |set: &str| next.peek().is_some_and(|character| set.contains(character));
    // 2000年历史 and 2000年前 count years; nobody counts 2024 of them.
    let counts = goes_on("来") || (first % 500 == 0 && goes_on("历的间前内") && !next.starts_with("前后"));
    if !(1000..2200).contains(&first) || (counts && !decade) {
        return None;
    }
    next.eat("度");
    let start = Partial::year(first);
    let start = if decade { start.with_part(Part::Digits(1)) } else { start };
    Some(Parsed { start, end: second.map(Partial::year), next })
}

/// Four digits, Arabic or Chinese.
fn year_number(next: &mut Cursor) -> Option<i64> {
    if next.before().is_some_and(|before| before.is_ascii_alphanumeric() || scan::is_numeral(before)) {
        return None;
    }
    let mut after = *next;
    let value = match after.digits() {
        Some(_) => next.figure(4).filter(|(length, _)| *length == 4)?.1,
        None => {
            let numeral = after.run(scan::is_numeral);
            i64::try_from(scan::digit_by_digit(numeral).filter(|_| numeral.len() == 4)?).ok()?
        }
    };
    *next = after;
    Some(value)
}

/// The second year of 2023–2024 or 2023-24.
fn later_year(next: &mut Cursor, first: i64) -> Option<i64> {
    let from = next.at;
    let value = i64::from(next.small_number()?);
    let value = if next.at - from == 2 { first - first % 100 + value } else { value };
    (value > first && value < 2200).then_some(value)
}

/// 24年5月: two digits are a year only where a month follows.
fn short_year<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    if at.before().is_some_and(|before| before.is_ascii_alphanumeric() || lexicon::COUNTED_AFTER.contains(before)) {
        return None;
    }
    let mut next = at;
    let (_, short) = next.figure(2).filter(|(length, _)| *length == 2)?;
    let this = context.today?.year;
    let century = this - this % 100;
    let year = if short <= this % 100 + 10 { century + short } else { century - 100 + short };
    next.blank();
    (next.eat("年") && month(next).is_some()).then(|| Parsed::one(Partial::year(year), next))
}

/// 20世纪90年代, 上世纪末, 90年代.
fn century<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    let mut next = at;
    let this = context.today.map(|today| today.year - today.year % 100);
    let start = if next.eat("上世纪") {
        Some(this? - 100)
    } else if next.eat("本世纪") {
        Some(this?)
    } else {
        let number = next.small_number().filter(|_| next.eat("世纪"));
        number.filter(|number| (1..=30).contains(number)).map(|number| (i64::from(number) - 1) * 100)
    };
    let of_century = if start.is_some() { next } else { at };
    let decade = decade(of_century).filter(|(decade, _)| start.is_some() || *decade >= 30);
    if let Some((decade, next)) = decade {
        let year = Partial::year(start.unwrap_or(1900) + decade);
        return Some(Parsed::one(year.with_part(Part::Digits(1)), next));
    }
    Some(Parsed::one(Partial::year(start?).with_part(Part::Digits(2)), next))
}

fn decade(at: Cursor) -> Option<(i64, Cursor)> {
    if at.before().is_some_and(|before| before.is_ascii_alphanumeric()) {
        return None;
    }
    let mut next = at;
    let number = next.small_number().filter(|number| *number < 100 && number % 10 == 0)?;
    next.eat("年代").then_some((i64::from(number), next))
}

/// What follows a year: a month, a quarter, 年底.
fn within_year(year: Partial, next: Cursor) -> Parsed {
    let mut inner = next;
    inner.blank();
    inner.eat("的");
    if let Some(month) = month(inner) {
        let of_year = |partial: Partial| Partial { year: year.year, ..partial };
        return Parsed { start: of_year(month.start), ..month };
    }
    let mut edge = inner;
    // 去年年底 says the year twice.
    edge.eat("年");
    let part = part_of_year(inner).or_else(|| first_months(inner)).or_else(|| edge_of_year(edge));
    match part.or_else(|| season(inner)) {
        Some((part, after)) => Parsed::one(Partial { year: year.year, ..part }, after),
        None => Parsed::one(year, next),
    }
}

fn part_of_year(at: Cursor) -> Option<(Partial, Cursor)> {
    let mut next = at;
    let part = next.eat_meaning(&PARTS_OF_YEAR)?;
    Some((Partial::default().with_part(part), next))
}

/// 前5个月.
fn first_months(at: Cursor) -> Option<(Partial, Cursor)> {
    let mut next = at;
    if !next.eat("前") {
        return None;
    }
    next.blank();
    let last = u8::try_from(next.small_number()?).ok().filter(|month| (2..=12).contains(month))?;
    next.blank();
    next.eat_any(&["个月", "月"])?;
    Some((Partial::default().with_part(Part::Months(1, last)), next))
}

/// What follows 年 in 年底, 年初, 年中.
fn edge_of_year(at: Cursor) -> Option<(Partial, Cursor)> {
    let mut next = at;
    let part = next.eat_meaning(&[("底", (11, 12)), ("末", (11, 12)), ("初", (1, 3)), ("中", (5, 8))])?;
    let is_word = match (part.0, next.peek()) {
        (1, Some(after)) => !lexicon::NO_START_BEFORE.contains(after),
        (5, Some(after)) => !scan::is_han(after) || lexicon::MIDDLE_BEFORE.contains(after),
        (11, Some(after)) => !"层座部牌盘稿尾日".contains(after),
        _ => true,
    };
    is_word.then(|| (Partial::default().with_part(Part::Months(part.0, part.1)), next))
}

fn season(at: Cursor) -> Option<(Partial, Cursor)> {
    let mut next = at;
    let code = next.eat_meaning(&lexicon::SEASONS)?;
    // A single character counts only where no word goes on with it: 春节, 秋招.
    let single = next.at - at.at == 1;
    let goes_on = single && next.peek().is_some_and(scan::is_han);
    (!goes_on).then(|| (Partial::default().with_part(Part::Code(code)), next))
}

/// A month by its number, and what follows it; 5-7月.
fn month(at: Cursor) -> Option<Parsed> {
    let mut next = at;
    let start = Partial::month(u8::try_from(next.small_number()?).ok()?)?;
    let mut after = next;
    let end = connector(&mut after).then(|| after.small_number()).flatten();
    let end = end.and_then(|month| Partial::month(u8::try_from(month).ok()?));
    next = if end.is_some() { after } else { next };
    next.blank();
    if !next.eat("月") {
        return None;
    }
    next.eat("份");
    match end {
        Some(_) => Some(Parsed { start, end, next }),
        None => Some(within_month(start, next)),
    }
}

/// What follows a month: a day, 底, 中旬; 5月17-23日.
fn within_month(month: Partial, next: Cursor) -> Parsed {
    day_of(month, next).or_else(|| part_of_month(month, next)).unwrap_or(Parsed::one(month, next))
}

fn day_of<'a>(month: Partial, next: Cursor<'a>) -> Option<Parsed<'a>> {
    let mut inner = next;
    inner.blank();
    let start = month.with_day(inner.small_number()?)?;
    let mut after = inner;
    let end = connector(&mut after).then(|| after.small_number()).flatten();
    let end = end.and_then(|day| Partial::default().with_day(day));
    inner = if end.is_some() { after } else { inner };
    inner.blank();
    inner.eat_any(&["日", "号"])?;
    Some(Parsed { start, end, next: inner })
}

fn part_of_month<'a>(month: Partial, next: Cursor<'a>) -> Option<Parsed<'a>> {
    let mut inner = next;
    let part = inner.eat_meaning(&PARTS_OF_MONTH)?;
    let after = inner.peek();
    let goes_on = match part {
        Part::Days(10, 20) => after.is_some_and(|after| scan::is_han(after) && !lexicon::MIDDLE_BEFORE.contains(after)),
        Part::Days(1, 10) => after.is_some_and(|after| lexicon::NO_START_BEFORE.contains(after)),
        _ => false,
    };
    (!goes_on).then(|| Parsed::one(month.with_part(part), inner))
}

/// 本月, 上个月.
fn near_month<'a>(at: Cursor<'a>, context: Context) -> Option<Parsed<'a>> {
    if at.before().is_some_and(|before| "以日天年成".contains(before)) {
        return None;
    }
    let mut next = at;
    let distance = next.eat_meaning(&lexicon::MONTHS)?;
    let month = Partial { day: None, ..Partial::of_day(context.today?.month_start(distance)) };
    Some(within_month(month, next))
}

/// Whether the number here counts something, or belongs to a word before it.
fn is_counted(at: Cursor) -> bool {
    let Some(before) = at.before() else { return false };
    let in_number = matches!(before, '.' | ',') && {
        let digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        digits.iter().any(|digit| at.follows(&format!("{digit}{before}")))
    };
    before.is_ascii_alphanumeric() || in_number || lexicon::COUNTED_AFTER.contains(before)
}

fn bare_month(at: Cursor) -> Option<Parsed> {
    let month = month(at).filter(|_| !is_counted(at))?;
    let is_word = month.next.before() == Some('月')
        && month.next.peek().is_some_and(|after| lexicon::NO_MONTH_BEFORE.contains(after))
        && !lexicon::MONTH_BEFORE.iter().any(|word| month.next.starts_with(word));
    (!is_word).then_some(month)
}

/// 一季度, 上半年, 年底, 月底.
fn bare_part(at: Cursor) -> Option<Parsed> {
    let before = at.before();
    let counted = |set: &str| {
        before.is_some_and(|before| before.is_ascii_digit() || scan::is_numeral(before) || set.contains(before))
    };
    let mut next = at;
    if next.eat("年") {
        let (part, next) = edge_of_year(next).filter(|_| !counted("近多今去明前后本上半周全当几同每百千万"))?;
        return Some(Parsed::one(part, next));
    }
    if next.eat("月") {
        return part_of_month(Partial::default(), next).filter(|_| !counted("个上下每当次该本满蜜岁正腊"));
    }
    let (part, next) = part_of_year(at)?;
    (!counted(lexicon::NO_QUARTER_AFTER)).then(|| Parsed::one(part, next))
}

/// 17日: digits only, and never a span.
fn bare_day(at: Cursor) -> Option<Parsed> {
    let is_digit = at.peek().is_some_and(|first| first.is_ascii_digit());
    let day = day_of(Partial::default(), at).filter(|_| is_digit && !is_counted(at))?;
    let is_span =
        day.next.before() != Some('日') || day.next.peek().is_some_and(|after| lexicon::NO_DAY_BEFORE.contains(after));
    (!is_span).then_some(day)
}
