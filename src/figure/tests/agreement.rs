//! When words and claims agree, and how values are written.

use super::*;
use crate::date::Language;
use Bound::*;

#[test]
fn words_agree_at_their_own_precision() {
    let cases = [
        ("135亿元", "13500000000", None, true),
        ("135亿元", "13549000000", None, true),
        ("135亿元", "13600000000", None, false),
        ("135.0亿元", "13549000000", None, false),
        ("135亿元", "13500000000", Some(AtLeast), true),
        ("135亿元", "12000000000", Some(AtLeast), false),
        ("135亿元", "13000000000", Some(About), false),
        ("约135亿元", "13000000000", Some(About), true),
        ("约135亿元", "13000000000", None, true),
        ("约135亿元", "12000000000", None, false),
        ("超过135亿元", "13500000000", Some(AtLeast), true),
        ("超过135亿元", "13500000000", None, true),
        ("超过135亿元", "20000000000", None, true),
        ("超过135亿元", "13000000000", None, false),
        ("超过135亿元", "13500000000", Some(AtMost), false),
        ("至少135亿元", "12000000000", Some(AtLeast), false),
        ("135亿元以上", "13500000000", Some(MoreThan), true),
        ("不超过135亿元", "13500000000", Some(AtMost), true),
        ("不超过135亿元", "10000000000", None, true),
        ("不超过135亿元", "14000000000", None, false),
        ("46.6亿元到47.3亿元之间", "4660000000..4730000000", None, true),
        ("约47亿元", "4660000000..4730000000", None, true),
        ("47亿元", "4800000000..5000000000", None, false),
        ("6亿元", "500000000..", None, false),
        ("5亿元", "500000000..", None, true),
        ("5亿元", "..500000000", None, true),
    ];
    for (words, value, bound, expected) in cases {
        let figures = figures_in(words);
        assert_eq!(figures.len(), 1, "{words}");
        assert_eq!(agrees(&figures[0], &claim(value, "CNY", bound)), expected, "{words}: {bound:?} {value}");
    }
}

#[test]
fn a_fall_agrees_with_a_negative_value() {
    let cases = [
        ("下降3.5%", "-3.5", None, true),
        ("减少了3.5%", "-3.5", None, true),
        ("下跌3.5%", "-3.54", None, true),
        ("下跌3.5%", "-3.6", None, false),
        ("fell 3.5 %", "-3.5", None, true),
        ("a drop of 3.5%", "-3.5", None, true),
        ("下降3%至5%", "-5..-3", None, true),
        ("下降3%至5%", "-8..-6", None, false),
        ("下降超过3.5%", "-5", None, true),
        ("下降超过3.5%", "-3", None, false),
        ("下降至少3.5%", "-3.5", Some(AtLeast), true),
        ("下降至少3.5%", "-3.5", Some(AtMost), true),
        ("下降3.5%", "..-3.5", None, true),
        ("下降3.5%", "-4.5", Some(AtMost), false),
        ("增速为-3.5%", "-3.5", None, true),
        ("增速为-3.5%", "3.5", None, false),
    ];
    for (words, value, bound, expected) in cases {
        let figures = figures_in(words);
        assert_eq!(figures.len(), 1, "{words}");
        assert_eq!(agrees(&figures[0], &claim(value, "percent", bound)), expected, "{words}: {bound:?} {value}");
    }
}

#[test]
fn units_that_multiply_are_not_compared() {
    for (words, unit) in [("3万人", "万人"), ("3 million users", "million users"), ("32k tokens", "k tokens")] {
        assert!(figures_of_unit(&figures_in(words), unit).is_empty(), "{words}");
    }
    assert_eq!(figures_of_unit(&figures_in("10千米"), "千米").len(), 1, "a word that begins like a number");
}

#[test]
fn figures_are_chosen_by_unit() {
    let text = "投入135亿元，占6.9%，升3个百分点，排第17位，有10款产品、1,200 users，估值30亿美元，合计20亿，共8。";
    let figures = figures_in(text);
    let cases: [(&str, &[&str]); 15] = [
        ("CNY", &["135亿元", "20亿"]),
        ("cny", &["135亿元", "20亿"]),
        ("RMB", &["135亿元", "20亿"]),
        ("USD", &["30亿美元", "20亿"]),
        ("percent", &["6.9%"]),
        ("%", &["6.9%"]),
        ("percentage-point", &["3个百分点"]),
        ("rank", &["第17位"]),
        ("款", &["10款产品"]),
        ("款产品", &["10款产品"]),
        ("产品", &["10款产品"]),
        ("user", &["1,200 users"]),
        ("个国家", &[]),
        ("BRL", &[]),
        ("", &["10款产品", "1,200 users", "20亿", "8"]),
    ];
    for (unit, expected) in cases {
        let words: Vec<&str> = figures_of_unit(&figures, unit).iter().map(|figure| figure.words.as_str()).collect();
        assert_eq!(words, expected, "{unit}");
    }
    let people = figures_in("5个国家");
    assert_eq!(figures_of_unit(&people, "國家").len(), 1, "traditional and simplified characters are alike");
}

#[test]
fn claims_allow_ranges() {
    let ends = |low: &str, high: &str| {
        let end = |text: &str| (!text.is_empty()).then(|| number(text));
        (end(low), end(high))
    };
    let cases = [
        ("100", None, ends("100", "100")),
        ("10..15", None, ends("10", "15")),
        ("5..", None, ends("5", "")),
        ("100", Some(About), ends("50", "150")),
        ("13500000000", Some(About), ends("12825000000", "14175000000")),
        ("-200.5", Some(About), ends("-210.525", "-190.475")),
        ("5", Some(AtLeast), ends("5", "")),
        ("5", Some(MoreThan), ends("5", "")),
        ("5", Some(AtMost), ends("", "5")),
        ("5", Some(LessThan), ends("", "5")),
    ];
    for (value, bound, expected) in cases {
        assert_eq!(claim_range(&claim(value, "CNY", bound)), expected, "{value} {bound:?}");
    }
}

#[test]
fn values_are_written_in_both_languages() {
    let cases = [
        ("13500000000", "CNY", None, "135亿元", "CNY 13.5 billion"),
        ("13500000000", "CNY", Some(AtLeast), "至少135亿元", "at least CNY 13.5 billion"),
        ("3000000000", "USD", None, "30亿美元", "USD 3 billion"),
        ("2180000001", "CNY", None, "2,180,000,001元", "CNY 2,180,000,001"),
        ("1500000000000", "JPY", Some(About), "约1.5万亿日元", "about JPY 1.5 trillion"),
        ("324000000", "CNY", None, "3.24亿元", "CNY 324 million"),
        ("9999", "CNY", None, "9999元", "CNY 9,999"),
        ("10000", "CNY", None, "1万元", "CNY 10,000"),
        ("50000000", "BRL", None, "5000万 BRL", "BRL 50 million"),
        ("6.90", "percent", None, "6.9%", "6.9%"),
        ("6.9", "%", Some(LessThan), "不足6.9%", "less than 6.9%"),
        ("46.6..47.3", "percent", None, "46.6%–47.3%", "46.6%–47.3%"),
        ("6.9", "percentage-point", None, "6.9个百分点", "6.9 percentage points"),
        ("1", "percentage-point", None, "1个百分点", "1 percentage point"),
        ("17", "rank", None, "第17位", "No. 17"),
        ("17", "rank", Some(LessThan), "第17位之前", "ahead of No. 17"),
        ("10", "个产品", None, "10个产品", "10 个产品"),
        ("1200", "users", None, "1200 users", "1,200 users"),
        ("10", "款", Some(MoreThan), "超过10款", "more than 10 款"),
        ("1000000000..1500000000", "CNY", None, "10亿至15亿元", "CNY 1–1.5 billion"),
        ("900000000..1200000000", "USD", None, "9亿至12亿美元", "USD 900 million to 1.2 billion"),
        ("10..15000000", "USD", None, "10至15,000,000美元", "USD 10–15,000,000"),
        ("5..", "个国家", None, "至少5个国家", "at least 5 个国家"),
        ("..5", "percent", None, "至多5%", "at most 5%"),
        ("6.2", "", None, "6.2", "6.2"),
        ("-13500000000", "CNY", None, "-135亿元", "CNY -13.5 billion"),
    ];
    for (value, unit, bound, chinese, english) in cases {
        let claim = claim(value, unit, bound);
        assert_eq!(format_value(&claim, Language::Chinese), chinese);
        assert_eq!(format_value(&claim, Language::English), english);
    }
}

#[test]
fn only_our_own_words_are_put_into_traditional_characters() {
    let cases = [
        ("13500000000", "CNY", Some(About), "約135億元"),
        ("30000", "TWD", Some(MoreThan), "超過3萬新台幣"),
        ("10000..20000", "GBP", None, "1萬至2萬英鎊"),
        ("6.9", "percentage-point", None, "6.9個百分點"),
        ("17", "rank", Some(AtLeast), "第17位或更後"),
        ("10000", "个国家", None, "1萬个国家"),
    ];
    for (value, unit, bound, expected) in cases {
        let claim = claim(value, unit, bound);
        let words = format_value(&claim, Language::TraditionalChinese);
        assert_eq!(words, expected);
        if unit != "rank" {
            let figures = figures_in(&words);
            let read = figures_of_unit(&figures, unit);
            assert!(read.iter().any(|figure| agrees(figure, &claim)), "{words} is read back");
        }
    }
}
