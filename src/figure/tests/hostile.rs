//! Text that is made to confuse, and values written and read back.

use super::*;
use crate::date::Language;
use proptest::prelude::*;

/// What numbers, units and bounds are made of, and what stands near them.
const PIECES: [&str; 84] = [
    "零",
    "〇",
    "一",
    "两",
    "三",
    "九",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "億",
    "点",
    "分之",
    "百分之",
    "成",
    "多",
    "余",
    "数",
    "几",
    "约",
    "近",
    "至",
    "到",
    "-",
    "–",
    "~",
    "0",
    "1",
    "9",
    "99999999999999999999",
    "１",
    "．",
    ".",
    ",",
    "，",
    "%",
    "％",
    "元",
    "美元",
    "人民币",
    "$",
    "US$",
    "¥",
    "第",
    "位",
    "个",
    "款",
    "年",
    "月",
    "日",
    "以上",
    "左右",
    "不",
    "超过",
    " ",
    "\u{3000}",
    "bn",
    "m",
    "billion",
    "between",
    "and",
    "to",
    "th",
    "May",
    "No.",
    "é",
    "е",
    "👨‍👩‍👧",
    "\u{301}",
    "个百分点",
    "基点",
    ":",
    "/",
    "a",
    "之间",
    "与",
    "从",
    "from",
    "k",
    "半",
    "千分之",
    "前",
    "签",
];

fn hostile_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (1_i64..1_000_000, -3_i32..10).prop_map(|(digits, power)| Decimal::from(digits).times_power_of_ten(power).unwrap())
}

#[test]
fn long_runs_are_read_without_deep_recursion() {
    for piece in ["1亿", "一", "万", "1,000", "1至", "10", "1 ", "百分之", "第", "1-", "三分之"] {
        let text = piece.repeat(4_000);
        for figure in figures_in(&text) {
            assert_eq!(text.get(figure.range.clone()), Some(figure.words.as_str()), "{piece}");
        }
    }
}

proptest! {
    #[test]
    fn a_written_range_agrees_with_itself(
        ends in (decimal(), decimal()),
        unit in prop::sample::select(vec!["CNY", "USD", "percent", "percentage-point", "款", "个国家", "users"]),
    ) {
        prop_assume!(ends.0 != ends.1);
        let (low, high) = (ends.0.clone().min(ends.1.clone()), ends.0.max(ends.1));
        for language in [Language::Chinese, Language::English] {
            let claim = ClaimValue { low: Some(low.clone()), high: Some(high.clone()), unit: unit.into(), bound: None };
            let words = format_value(&claim, language);
            let figures = figures_in(&words);
            let read = figures_of_unit(&figures, unit);
            let year = words.contains("19") || words.contains("20");
            prop_assert!(read.len() == 1 || year, "{words}: {figures:?}");
            for figure in read.iter().filter(|_| !year) {
                prop_assert!(agrees(figure, &claim), "{words}: {figure:?}");
                prop_assert_eq!((&figure.low, &figure.high), (&claim.low, &claim.high), "{}", words);
            }
        }
    }

    #[test]
    fn any_text_is_read_without_overlap(text in hostile_text()) {
        let mut end = 0;
        for figure in figures_in(&text) {
            prop_assert!(figure.range.start >= end && figure.range.start < figure.range.end);
            prop_assert_eq!(text.get(figure.range.clone()), Some(figure.words.as_str()));
            prop_assert!(figure.low <= figure.high);
            end = figure.range.end;
        }
    }

    #[test]
    fn decimals_survive_being_written(digits in "-?[0-9]{1,15}(\\.[0-9]{1,14})?") {
        let decimal = number(&digits);
        prop_assert_eq!(Decimal::parse(&decimal.to_string()), Ok(decimal));
    }

    #[test]
    fn order_follows_the_difference(one in decimal(), other in decimal()) {
        let difference = one.checked_sub(&other).unwrap();
        prop_assert_eq!(one.cmp(&other), difference.cmp(&Decimal::from(0)));
    }

    #[test]
    fn a_written_value_agrees_with_itself(
        value in decimal(),
        unit in prop::sample::select(vec!["CNY", "USD", "JPY", "HKD", "percent", "percentage-point", "款", "个国家", "users"]),
        bound in prop::sample::select(vec![None, Some(Bound::About), Some(Bound::AtLeast), Some(Bound::AtMost), Some(Bound::MoreThan), Some(Bound::LessThan)]),
    ) {
        for language in [Language::Chinese, Language::English] {
            let claim = ClaimValue { low: Some(value.clone()), high: Some(value.clone()), unit: unit.into(), bound };
            let words = format_value(&claim, language);
            let figures = figures_in(&words);
            let read = figures_of_unit(&figures, unit);
            // A bare four-digit number before a Latin word reads as a year.
            let year = words.contains("19") || words.contains("20");
            prop_assert!(read.len() == 1 || (year && read.is_empty()), "{words}: {figures:?}");
            for figure in read {
                prop_assert!(agrees(figure, &claim), "{words}: {figure:?}");
                prop_assert_eq!(figure.bound, bound, "{}", words);
            }
        }
    }
}
