//! What words are read as, in articles of 3 June 2024, a Monday.

use super::*;

fn read(text: &str) -> Vec<String> {
    let anchor = Date::parse("2024-06-03").unwrap();
    dates_in(text, &anchor).into_iter().map(|read| read.date.as_edtf()).collect()
}

#[track_caller]
fn reads(cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(&read(text), wanted, "{text}");
    }
}

#[test]
fn chinese_days_and_months() {
    reads(&[
        ("2024年5月17日，双方签约", &["2024-05-17"]),
        ("5月17日，双方签约", &["2024-05-17"]),
        ("二〇二四年五月十七日", &["2024-05-17"]),
        ("２０２４年５月１７日", &["2024-05-17"]),
        ("去年8月宣布", &["2023-08"]),
        ("今年4月", &["2024-04"]),
        ("8月以来", &["2024-08"]),
        ("5月17日至23日", &["2024-05-17/2024-05-23"]),
        ("5月17日至6月2日", &["2024-05-17/2024-06-02"]),
        ("5月底", &["2024-05-21/2024-05"]),
        ("2023年12月31号", &["2023-12-31"]),
    ]);
}

#[test]
fn chinese_years_and_their_parts() {
    reads(&[
        ("2023年", &["2023"]),
        ("2023年底", &["2023-11/2023-12"]),
        ("去年年底", &["2023-11/2023-12"]),
        ("年初", &["2024-01/2024-03"]),
        ("2024年第一季度", &["2024-33"]),
        ("去年四季度", &["2023-36"]),
        ("2024Q1", &["2024-33"]),
        ("2024年上半年", &["2024-40"]),
        ("2022至2023年", &["2022/2023"]),
        ("20世纪90年代", &["199X"]),
        ("2024-05-17", &["2024-05-17"]),
        ("2024/5/17", &["2024-05-17"]),
    ]);
}

#[test]
fn chinese_relative_words() {
    reads(&[
        ("上月", &["2024-05"]),
        ("上个月", &["2024-05"]),
        ("上上个月", &["2024-04"]),
        ("本季度", &["2024-34"]),
        ("上季度", &["2024-33"]),
        ("昨日", &["2024-06-02"]),
        ("上周五", &["2024-05-31"]),
        ("本周", &["2024-06-03/2024-06-09"]),
        ("三个月前", &["2024-03"]),
        ("两年前", &["2022"]),
        ("3天前", &["2024-05-31"]),
        ("前年", &["2022"]),
    ]);
}

#[test]
fn english_dates() {
    reads(&[
        ("on 17 May 2024", &["2024-05-17"]),
        ("On May 17, the two signed", &["2024-05-17"]),
        ("May 17th, 2024", &["2024-05-17"]),
        ("last August", &["2023-08"]),
        ("in April", &["2024-04"]),
        ("Q1 2024", &["2024-33"]),
        ("the first quarter of 2024", &["2024-33"]),
        ("late 2023", &["2023-09/2023-12"]),
        ("mid-2024", &["2024-05/2024-08"]),
        ("three months ago", &["2024-03"]),
        ("the 1990s", &["199X"]),
        ("spring 2024", &["2024-21"]),
        ("last year and this month", &["2023", "2024-06"]),
        ("yesterday", &["2024-06-02"]),
        ("last Friday", &["2024-05-31"]),
        ("in 2022", &["2022"]),
    ]);
}

#[test]
fn numbers_that_are_no_dates_are_left_alone() {
    for text in [
        "3日内到账",
        "月活2.5亿",
        "5月活用户",
        "GPT-4",
        "2000万元",
        "12.5月租",
        "it may rise",
        "2024个用户",
        "第5月台",
        "1998 users",
        "they march 17 miles",
        "永明七年二月十九日",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text}");
    }
}

#[track_caller]
fn agreement(words: &str, data: &str) -> bool {
    let anchor = Date::parse("2024-06-03").unwrap();
    let read = dates_in(words, &anchor);
    assert_eq!(read.len(), 1, "{words}");
    agrees(&read[0], &Date::parse(data).unwrap())
}

#[test]
fn words_and_data_agree_at_their_own_precision() {
    for (words, data) in [
        ("去年8月", "2023-08"),
        ("去年8月", "2023-08-16"),
        ("去年8月", "2023"),
        ("5月17日", "2024-05"),
        ("12月", "2023-12"),
        ("第一季度", "2024-02"),
        ("4月", "2024-05~"),
        ("2023年底", "2023-12-28"),
    ] {
        assert!(agreement(words, data), "{words} {data}");
    }
    for (words, data) in [
        ("去年8月", "2023-07"),
        ("5月17日", "2024-05-16"),
        ("2023年", "2024"),
        ("第一季度", "2024-04"),
        ("5月", "2025-05"),
    ] {
        assert!(!agreement(words, data), "{words} {data}");
    }
}

#[test]
fn nothing_panics() {
    use proptest::prelude::*;
    let text = proptest::collection::vec(
        prop_oneof![
            Just("年"),
            Just("月"),
            Just("日"),
            Just("前"),
            Just("世纪"),
            Just("年代"),
            Just("季度"),
            Just("上"),
            Just("十"),
            Just("一"),
            Just("9999"),
            Just("0"),
            Just("１２"),
            Just("31"),
            Just("Q4"),
            Just("May "),
            Just("last "),
            Just("-"),
            Just("底"),
            Just("两")
        ],
        0..12,
    );
    proptest!(|(parts in text, year in -9999i64..9999)| {
        let anchor = Date::parse(&super::super::Day { year, month: 1, day: 1 }.to_string()).unwrap();
        for read in dates_in(&parts.concat(), &anchor) {
            prop_assert!(!read.date.display(super::super::Language::Chinese).is_empty());
        }
    });
}

#[test]
fn words_told_from_a_date_need_a_day_to_be_told_from() {
    let year = Date::parse("0519").unwrap();
    assert!(dates_in("五月，明年，本月，last August", &year).is_empty());
    assert_eq!(dates_in("2024年5月17日", &year).len(), 1);
}
