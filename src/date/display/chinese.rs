//! Dates in Chinese, simplified characters.
//!
//! In: parsed EDTF. Out: `2024年5月前后`, `2024年2月起`, `20世纪`. No blank stands between figures and characters; one
//! stands before a time of day.

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
        (Form::Full, None) => format!("{day} {}", parts::clock(&moment.time)),
        (Form::Full, Some(zone)) => format!("{day} {}（{zone}）", parts::clock(&moment.time)),
    }
}

/// A date with its doubt.
fn whole(date: &Date, form: Form) -> String {
    doubted(year(date) + &month_and_day(date), date, form)
}

fn doubted(words: String, date: &Date, form: Form) -> String {
    match (parts::doubt(date), form) {
        (Doubt::None, _) => words,
        (Doubt::Whole(doubt), Form::Short) => {
            let about = if doubt.approximate { "约" } else { "" };
            format!("{about}{words}{}", if doubt.uncertain { "？" } else { "" })
        }
        (Doubt::Whole(doubt), Form::Full) => {
            let about = if doubt.approximate { "前后" } else { "" };
            format!("{words}{about}{}", if doubt.uncertain { "（存疑）" } else { "" })
        }
        (Doubt::Parts(parts), _) => format!("{words}（{}）", doubted_parts(parts)),
    }
}

/// `年、月约略，日存疑`
fn doubted_parts(parts: [Qualifier; 3]) -> String {
    let named = |fits: fn(Qualifier) -> bool, what: &str| {
        let names: Vec<&str> =
            parts.into_iter().zip(["年", "月", "日"]).filter(|(part, _)| fits(*part)).map(|(_, name)| name).collect();
        (!names.is_empty()).then(|| names.join("、") + what)
    };
    let about = named(|part| part.approximate, "约略");
    let uncertain = named(|part| part.uncertain, "存疑");
    [about, uncertain].into_iter().flatten().collect::<Vec<_>>().join("，")
}

fn year(date: &Date) -> String {
    let alone = date.month.is_none();
    match parts::year_shape(date) {
        YearShape::Exact(value) => exact_year(value),
        YearShape::Decade(decade) if alone => format!("{decade}年代"),
        YearShape::Decade(decade) => format!("{decade}年代某年"),
        YearShape::Century(century) if alone => format!("{century}世纪"),
        YearShape::Century(century) => format!("{century}世纪某年"),
        YearShape::Unknown if alone => "年份不详".into(),
        YearShape::Unknown => "某年".into(),
        YearShape::Masked(digits) => format!("{digits}年"),
        YearShape::Rounded(value, first, last) => {
            format!("{}前后（{}至{}）", exact_year(value), exact_year(first), exact_year(last))
        }
        YearShape::Power(significand, exponent) => power(significand, exponent),
    }
}

/// Astronomical year 0 is 公元前1年.
fn exact_year(year: i64) -> String {
    match year {
        1.. => format!("{year}年"),
        _ => format!("公元前{}年", 1 - i128::from(year)),
    }
}

/// Far-off years in powers of ten: nobody counts single years there.
fn power(significand: i64, exponent: u32) -> String {
    let era = if significand < 0 { "公元前" } else { "" };
    let digits = significand.unsigned_abs();
    let Some(value) = (exponent <= 16).then(|| u128::from(digits) * 10_u128.pow(exponent)) else {
        return format!("{era}{digits}×10的{exponent}次方年");
    };
    let parts = [(value / 100_000_000, "亿"), (value % 100_000_000 / 10_000, "万"), (value % 10_000, "")];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}"));
    format!("{era}{}年", parts.collect::<String>())
}

/// What follows the year; empty if nothing does.
fn month_and_day(date: &Date) -> String {
    let Some(month) = date.month else { return String::new() };
    let month = match parts::field(month, 12) {
        Field::Known(code @ 13..) => return season(code).into(),
        Field::Known(month) => format!("{month}月"),
        Field::Unknown => "某月".into(),
        Field::OneOf(months) => choice(&months, "月"),
    };
    let day = match date.day.map(|day| parts::field(day, 31)) {
        None => String::new(),
        Some(Field::Known(day)) => format!("{day}日"),
        Some(Field::Unknown) => "某日".into(),
        Some(Field::OneOf(days)) => choice(&days, "日"),
    };
    month + &day
}

fn choice(values: &[u8], unit: &str) -> String {
    if let (true, Some(first), Some(last)) = (parts::is_run(values), values.first(), values.last()) {
        return format!("{first}{unit}至{last}{unit}间");
    }
    values.iter().map(|value| format!("{value}{unit}")).collect::<Vec<_>>().join("或")
}

/// The groupings of ISO 8601-2 §4.8, by code.
fn season(code: u8) -> &'static str {
    match code {
        21 => "春季",
        22 => "夏季",
        23 => "秋季",
        24 => "冬季",
        25 => "春季（北半球）",
        26 => "夏季（北半球）",
        27 => "秋季（北半球）",
        28 => "冬季（北半球）",
        29 => "春季（南半球）",
        30 => "夏季（南半球）",
        31 => "秋季（南半球）",
        32 => "冬季（南半球）",
        33 => "第一季度",
        34 => "第二季度",
        35 => "第三季度",
        36 => "第四季度",
        37 => "1月至4月",
        38 => "5月至8月",
        39 => "9月至12月",
        40 => "上半年",
        _ => "下半年",
    }
}

fn interval_words(interval: &Interval, form: Form) -> String {
    use IntervalEndpoint::{Date as On, OnOrAfter, OnOrBefore, Open, Unknown};
    let to = if form == Form::Short { "—" } else { "至" };
    match (&interval.start, &interval.end) {
        (On(start), On(end)) => format!("{}{to}{}", whole(start, form), end_of_pair(start, end, form)),
        (start, Open) => format!("{}起", endpoint(start, form)),
        (Open, end) => format!("至{}", endpoint(end, form)),
        (start @ (On(_) | OnOrBefore(_) | OnOrAfter(_)), Unknown) => {
            format!("{}起，结束时间不详", endpoint(start, form))
        }
        (Unknown, end) => format!("开始时间不详，至{}", endpoint(end, form)),
        (start, end) => format!("{}{to}{}", endpoint(start, form), endpoint(end, form)),
    }
}

fn endpoint(end: &IntervalEndpoint, form: Form) -> String {
    match end {
        IntervalEndpoint::Date(date) => whole(date, form),
        IntervalEndpoint::OnOrBefore(date) => format!("{}或更早", whole(date, form)),
        IntervalEndpoint::OnOrAfter(date) => format!("{}或更晚", whole(date, form)),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => "不详".into(),
    }
}

/// The later of two dates, without the year and month that both share.
fn end_of_pair(start: &Date, end: &Date, form: Form) -> String {
    let (Some(from), Some(to)) = (parts::plain(start), parts::plain(end)) else { return whole(end, form) };
    match (from, to) {
        ((year, Some(month), Some(_)), (same, Some(again), Some(day))) if (year, month) == (same, again) => {
            format!("{day}日")
        }
        ((year, Some(_), _), (same, Some(_), _)) if year == same => month_and_day(end),
        _ => whole(end, form),
    }
}

fn set_words(set: &Set, form: Form) -> String {
    let kind = set.kind;
    let members: Vec<String> = set.elements.iter().map(|element| member(element, kind, form)).collect();
    let last_joint = if kind == SetKind::OneMember { "或" } else { "和" };
    match members.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}{last_joint}{last}", others.join("、")),
        None => "不详".into(),
    }
}

fn member(element: &SetElement, kind: SetKind, form: Form) -> String {
    let one = kind == SetKind::OneMember;
    match element {
        SetElement::Date(date) => whole(date, form),
        SetElement::OnOrBefore(date) => whole(date, form) + if one { "或更早" } else { "及此前" },
        SetElement::OnOrAfter(date) => whole(date, form) + if one { "或更晚" } else { "及此后" },
        SetElement::Range(from, to) => {
            let each = match (to.month, to.day) {
                _ if one => "之间",
                (_, Some(_)) => "每日",
                (Some(_), None) => "每月",
                (None, None) => "每年",
            };
            format!("{}至{}{each}", whole(from, form), end_of_pair(from, to, form))
        }
    }
}
