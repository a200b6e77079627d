//! Dates as they are written, ordered and shown.

use proptest::prelude::*;

use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

#[test]
fn dates_keep_their_canonical_text() {
    let table = [
        ("2024-06-03T10:31", "2024-06-03T10:31:00"),
        ("2024-06-03T10:31+08:00", "2024-06-03T10:31:00+08:00"),
        ("2024-06-03T10:31Z", "2024-06-03T10:31:00Z"),
        ("2024-06-03T10:31:05", "2024-06-03T10:31:05"),
        ("2024-Q1", "2024-33"),
        ("2024-Q4~", "2024-36~"),
        ("2024-H1", "2024-40"),
        ("2024-H2?", "2024-41?"),
        ("2024-Q1/2024-Q3", "2024-33/2024-35"),
        ("[2024-Q1,2024-Q3]", "[2024-33,2024-35]"),
        (" 2024-05 ", "2024-05"),
        ("2024-02/..", "2024-02/.."),
        ("201X", "201X"),
        ("?2004-?06-?11", "2004-06-11?"),
    ];
    for (written, canonical) in table {
        assert_eq!(date(written).as_edtf(), canonical);
    }
    assert_eq!(date("?2004-?06-?11"), date("2004-06-11?"));
    assert_ne!(date("2004"), date("2004~"));
}

#[test]
fn impossible_dates_say_what_is_impossible() {
    let table = [
        ("2024-02-30", "2024-02-30: February 2024 has 29 days"),
        ("2023-02-29", "2023-02-29: February 2023 has 28 days"),
        ("2024-04-31?", "2024-04-31?: April 2024 has 30 days"),
        ("2024-13", "2024-13: there is no month 13"),
        ("2024-00-10", "2024-00-10: there is no month 00"),
        ("2024-05-00", "2024-05-00: May 2024 has 31 days"),
        ("2024-21-05", "2024-21-05: there is no month 21"),
        ("2024-02/2024-02-30", "2024-02-30: February 2024 has 29 days"),
        ("2024-06-03T25:00", "2024-06-03T25:00: there is no time 25:00"),
        ("2024-06-03T24:00", "2024-06-03T24:00: there is no time 24:00"),
        ("2024-05/2024-02", "`2024-05/2024-02` ends before it begins"),
        ("", "a date is missing"),
    ];
    for (written, message) in table {
        let error = Date::parse(written).expect_err(written);
        assert_eq!(error.message, message);
        assert!(error.help.is_some(), "{written} has no help");
    }
    let reversed = Date::parse("2024-05/2024-02").expect_err("reversed");
    assert_eq!(reversed.help.as_deref(), Some("write the earlier date first: 2024-02/2024-05"));
}

#[test]
fn common_slips_are_mended() {
    let table = [
        ("2024/06/03", "2024-06-03"),
        ("2024/6", "2024-06"),
        ("2024年6月3日", "2024-06-03"),
        ("2024年6月3日 10:31", "2024-06-03T10:31"),
        ("２０２４年６月", "2024-06"),
        ("2024-6-3", "2024-06-03"),
        ("2024-6", "2024-06"),
        ("2024.6.3", "2024-06-03"),
        ("03.06.2024", "2024-06-03"),
        ("25/12/2024", "2024-12-25"),
        ("20240603", "2024-06-03"),
        ("2024-06-03 10:31", "2024-06-03T10:31"),
        ("2024-06-03t10:31", "2024-06-03T10:31"),
        ("2024-q1", "2024-Q1"),
        ("2024Q1", "2024-33"),
        ("2024-02/now", "2024-02/.."),
        ("2024-02至今", "2024-02/.."),
        ("201x", "201X"),
        ("June 3, 2024", "2024-06-03"),
        ("3 June 2024", "2024-06-03"),
        ("2010s", "201X"),
        ("2024年第一季度", "2024-33"),
        ("2023年9月至2024年3月", "2023-09/2024-03"),
    ];
    for (written, mended) in table {
        let error = Date::parse(written).expect_err(written);
        assert_eq!(error.help, Some(format!("write {mended}")), "{written}: {}", error.message);
    }
    // Which of the two is the month cannot be known, and what needs another day to be read is no mended date.
    for written in ["06/03/2024", "去年8月", "May 17", "whenever"] {
        let error = Date::parse(written).expect_err(written);
        assert!(error.help.expect("help").starts_with("dates are written"), "{written}");
    }
}

#[test]
fn bounds_and_days() {
    let table = [
        ("2024-02", Some((2024, 2, 1)), Some((2024, 2, 29))),
        ("201X", Some((2010, 1, 1)), Some((2019, 12, 31))),
        ("2024-Q1", Some((2024, 1, 1)), Some((2024, 3, 31))),
        ("2024-02/..", Some((2024, 2, 1)), None),
        ("/2024-02-03", None, Some((2024, 2, 3))),
        ("2024-06-03T10:31", Some((2024, 6, 3)), Some((2024, 6, 3))),
    ];
    for (text, first, last) in table {
        let day = |(year, month, day)| Day::new(year, month, day).expect("a day");
        assert_eq!((date(text).earliest(), date(text).latest()), (first.map(day), last.map(day)), "{text}");
    }
}

#[test]
fn days_count_and_come_back() {
    let table = [((1970, 1, 1), 0, 4), ((2024, 2, 29), 19782, 4), ((1969, 12, 31), -1, 3), ((0, 3, 1), -719_468, 3)];
    for ((year, month, day), number, weekday) in table {
        let day = Day::new(year, month, day).expect("a day");
        assert_eq!((day.number(), day.weekday()), (number, weekday), "{day}");
        assert_eq!(Day::from_number(number), day);
    }
    assert_eq!(Day::new(2023, 2, 29), None);
    assert_eq!(Day::new(2024, 1, 31).expect("a day").month_start(-13).to_string(), "2022-12-01");
    assert_eq!(Day::new(2024, 12, 31).expect("a day").plus_days(1).to_string(), "2025-01-01");
    // Years that no calendar reaches still have an order.
    let far = date("Y9000000000000000000").earliest().expect("a day");
    assert_eq!(far.plus_days(1).year, 1_000_000_000_000);
}

#[test]
fn dates_are_ordered_by_first_day_and_coarser_first() {
    let ordered = [
        "-0043",
        "19XX",
        "2023-12-31",
        "2024/..",
        "2024",
        "2024-H1",
        "2024-Q1",
        "2024-01",
        "2024-01-01",
        "2024-01-01T09:00",
        "2024-01-01T10:00",
        "2024-02",
        "../2024-02-29",
        "2024-02-29",
        "Y1E100",
    ];
    for pair in ordered.windows(2) {
        let [earlier, later] = pair else { continue };
        assert!(date(earlier).sort_key() < date(later).sort_key(), "{earlier} < {later}");
    }
}

#[test]
fn dates_overlap_where_both_can_be_true() {
    let table = [
        ("2024-05", "2024-05-17", true),
        ("2024-05", "2024-06", false),
        ("2024-02/..", "2030", true),
        ("2024-02/..", "2024-01", false),
        ("/2024-02", "1900", true),
        ("[2024-05-01,2024-07-01]", "2024-06", false),
        ("[2024-05-01..2024-07-01]", "2024-06", true),
        ("[..2024-05]", "2023", true),
        ("2024-06-03T10:31", "2024-06", true),
    ];
    for (one, other, expected) in table {
        assert_eq!(date(one).overlaps(&date(other)), expected, "{one} {other}");
        assert_eq!(date(other).overlaps(&date(one)), expected, "{other} {one}");
    }
}

#[test]
fn precision_is_the_smallest_known_part() {
    let table = [
        ("2024-06-03T10:31", Precision::Time),
        ("2024-06-03", Precision::Day),
        ("2024-06-XX", Precision::Month),
        ("2024-06-1X", Precision::Month),
        ("2024-XX", Precision::Year),
        ("2024-21", Precision::Season),
        ("2024-Q2", Precision::Quarter),
        ("2024-37", Precision::Third),
        ("2024-H2", Precision::Half),
        ("2024~", Precision::Year),
        ("201X", Precision::Decade),
        ("1950S3", Precision::Decade),
        ("19XX", Precision::Century),
        ("1XXX", Precision::Vaguer),
        ("19X4", Precision::Vaguer),
        ("2024/2025", Precision::Interval),
        ("{2024,2025}", Precision::Set),
    ];
    for (text, expected) in table {
        assert_eq!(date(text).precision(), expected, "{text}");
    }
}

#[test]
fn html_gets_only_what_it_can_say() {
    let table = [
        ("2024", Some("2024")),
        ("0519", Some("0519")),
        ("2024-05", Some("2024-05")),
        ("2024-05-17", Some("2024-05-17")),
        ("2024-06-03T10:31", Some("2024-06-03T10:31:00")),
        ("2024-06-03T10:31+08", Some("2024-06-03T10:31:00+08:00")),
        ("2024-06-03T10:31Z", Some("2024-06-03T10:31:00Z")),
        ("2024-Q1", None),
        ("2024-05~", None),
        ("2024-XX", None),
        ("-0043", None),
        ("0000", None),
        ("2024/2025", None),
        ("2016-12-31T23:59:60Z", None),
    ];
    for (text, expected) in table {
        assert_eq!(date(text).html_datetime().as_deref(), expected, "{text}");
    }
}

#[test]
fn chinese_and_english_words() {
    let table = [
        ("2024", "2024年", "2024"),
        ("2024-05", "2024年5月", "May 2024"),
        ("2024-05-07", "2024年5月7日", "7 May 2024"),
        ("2024-05~", "2024年5月前后", "around May 2024"),
        ("2024-05?", "2024年5月（存疑）", "May 2024 (uncertain)"),
        ("2024-05%", "2024年5月前后（存疑）", "around May 2024 (uncertain)"),
        ("2024-02/..", "2024年2月起", "since February 2024"),
        ("../2024-02", "至2024年2月", "until February 2024"),
        ("2024-02/", "2024年2月起，结束时间不详", "since February 2024, end unknown"),
        ("/2024-02", "开始时间不详，至2024年2月", "until February 2024, start unknown"),
        ("2023-09/2024-03", "2023年9月至2024年3月", "September 2023 to March 2024"),
        ("2024-02/2024-05", "2024年2月至5月", "February to May 2024"),
        ("2024-05-17/2024-05-23", "2024年5月17日至23日", "17 to 23 May 2024"),
        ("2024-05-17/2024-06-02", "2024年5月17日至6月2日", "17 May to 2 June 2024"),
        ("2024-02~/2024-05", "2024年2月前后至2024年5月", "around February 2024 to May 2024"),
        ("2024-Q1/2024-Q3", "2024年第一季度至第三季度", "Q1 2024 to Q3 2024"),
        ("..2024-02/2024-05", "2024年2月或更早至2024年5月", "February 2024 or earlier to May 2024"),
        ("2024-02/2024-05..", "2024年2月至2024年5月或更晚", "February 2024 to May 2024 or later"),
        ("201X", "2010年代", "2010s"),
        ("201X/..", "2010年代起", "since the 2010s"),
        ("19XX", "20世纪", "20th century"),
        ("00XX", "1世纪", "1st century"),
        ("XXXX", "年份不详", "unknown year"),
        ("1X24", "1X24年", "1X24"),
        ("XXXX-12-25", "某年12月25日", "25 December in an unknown year"),
        ("201X-05", "2010年代某年5月", "May in a year of the 2010s"),
        ("2024-XX", "2024年某月", "a month in 2024"),
        ("2024-05-XX", "2024年5月某日", "a day in May 2024"),
        ("2024-XX-XX", "2024年某月某日", "a day in 2024"),
        ("2024-1X", "2024年10月至12月间", "between October and December 2024"),
        ("2024-X1", "2024年1月或11月", "January or November 2024"),
        ("2024-05-1X", "2024年5月10日至19日间", "between 10 and 19 May 2024"),
        ("2024-21", "2024年春季", "spring 2024"),
        ("2024-28", "2024年冬季（北半球）", "winter 2024 (northern hemisphere)"),
        ("2024-30", "2024年夏季（南半球）", "summer 2024 (southern hemisphere)"),
        ("2024-Q1", "2024年第一季度", "Q1 2024"),
        ("2024-38", "2024年5月至8月", "May to August 2024"),
        ("2024-H1", "2024年上半年", "first half of 2024"),
        ("2024-H2~", "2024年下半年前后", "around the second half of 2024"),
        ("2024-06~-11", "2024年6月11日（年、月约略）", "11 June 2024 (year and month approximate)"),
        ("2024?-06-11", "2024年6月11日（年存疑）", "11 June 2024 (year uncertain)"),
        ("[1667,1668,1670]", "1667年、1668年或1670年", "1667, 1668 or 1670"),
        ("{1667,1668}", "1667年和1668年", "1667 and 1668"),
        ("[2024-05-01..2024-05-10]", "2024年5月1日至10日之间", "between 1 May 2024 and 10 May 2024"),
        ("{2020..2022}", "2020年至2022年每年", "every year from 2020 to 2022"),
        ("[..1760-12-03]", "1760年12月3日或更早", "3 December 1760 or earlier"),
        ("{1984..}", "1984年及此后", "1984 and later"),
        ("0000", "公元前1年", "1 BC"),
        ("-0043-03-15", "公元前44年3月15日", "15 March 44 BC"),
        ("Y-17E7", "公元前1亿7000万年", "year 170 million BC"),
        ("1950S2", "1950年前后（1900年至1999年）", "around 1950 (1900 to 1999)"),
        ("2024-06-03T10:31", "2024年6月3日 10:31", "3 June 2024, 10:31"),
        ("2024-06-03T10:31:07+08:00", "2024年6月3日 10:31:07（UTC+8）", "3 June 2024, 10:31:07 (UTC+8)"),
    ];
    for (text, chinese, english) in table {
        assert_eq!(date(text).display(Language::Chinese), chinese, "{text}");
        assert_eq!(date(text).display(Language::English), english, "{text}");
    }
}

#[test]
fn short_words() {
    let table = [
        ("2024-05~", "约2024年5月", "c. May 2024"),
        ("2024-09?", "2024年9月？", "Sep 2024?"),
        ("2023-09/2024-03", "2023年9月—2024年3月", "Sep 2023–Mar 2024"),
        ("2024-05-17/2024-05-23", "2024年5月17日—23日", "17–23 May 2024"),
        ("2024-06-03T10:31", "2024年6月3日", "3 Jun 2024"),
    ];
    for (text, chinese, english) in table {
        assert_eq!(date(text).display_short(Language::Chinese), chinese, "{text}");
        assert_eq!(date(text).display_short(Language::English), english, "{text}");
    }
}

#[test]
fn traditional_characters_and_tags() {
    assert_eq!(date("2024-05~").display(Language::TraditionalChinese), "2024年5月前後");
    assert_eq!(date("19XX").display(Language::TraditionalChinese), "20世紀");
    assert_eq!(date("/2024-02").display(Language::TraditionalChinese), "開始時間不詳，至2024年2月");
    let table = [
        ("zh-Hans", Language::Chinese),
        ("zh", Language::Chinese),
        ("zh-Hant", Language::TraditionalChinese),
        ("zh-TW", Language::TraditionalChinese),
        ("zh-Hans-HK", Language::Chinese),
        ("en", Language::English),
        ("de", Language::English),
    ];
    for (tag, language) in table {
        assert_eq!(Language::from_tag(tag), language, "{tag}");
    }
}

/// Text that is often EDTF.
fn edtf() -> impl Strategy<Value = String> {
    let date =
        || "[?~%]?-?[0-9X]{4}(S[1-4])?[?~%]?(-[?~%]?([01X][0-9X]|[234][0-9])[?~%]?(-[?~%]?[0-3X][0-9X][?~%]?)?)?";
    let big = "Y-?[1-9][0-9]{4,18}(S[1-9])?[?~%]?|Y-?[1-9][0-9]?E[0-9]{1,5}(S[1-9])?";
    prop_oneof![
        date(),
        big,
        (date(), date()).prop_map(|(start, end)| format!("{start}/{end}")),
        (r"\.\.|", date()).prop_map(|(start, end)| format!("{start}/{end}")),
        (date(), r"\.\.|").prop_map(|(start, end)| format!("{start}/{end}")),
        (date(), date()).prop_map(|(start, end)| format!("..{start}/{end}..")),
        (r"[\[{]", date(), r",|\.\.|,\.\.", date(), r"[\]}]").prop_map(|(a, b, c, d, e)| format!("{a}{b}{c}{d}{e}")),
        "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](:[0-6][0-9])?(Z|[+-][01][0-9](:[0-5][0-9])?)?",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn whatever_parses_is_shown_and_compared(text in edtf()) {
        let Ok(date) = Date::parse(&text) else { return Ok(()) };
        for language in [Language::Chinese, Language::TraditionalChinese, Language::English] {
            prop_assert!(!date.display(language).is_empty());
            prop_assert!(!date.display_short(language).is_empty());
        }
        if date.precision() != Precision::Time {
            prop_assert!(!date.display(Language::Chinese).contains(' '), "{}", date.display(Language::Chinese));
        }
        prop_assert_eq!(Date::parse(&date.as_edtf()), Ok(date.clone()));
        prop_assert!(date.overlaps(&date) || date.earliest() > date.latest());
        date.html_datetime();
        date.sort_key();
    }

    #[test]
    fn no_text_makes_parsing_panic(text in "\\PC{0,24}|[0-9年月日./ :TQH-]{0,20}") {
        if let Err(error) = Date::parse(&text) {
            prop_assert!(!error.message.is_empty());
        }
    }

    #[test]
    fn days_and_their_numbers_are_one(number in -1_000_000_000_i64..1_000_000_000) {
        let day = Day::from_number(number);
        prop_assert_eq!(day.number(), number);
        prop_assert_eq!(Day::new(day.year, day.month, day.day), Some(day));
    }
}

#[test]
fn sets_are_read_as_people_write_them() {
    assert_eq!(Date::parse("[2023, 2024]").unwrap().as_edtf(), "[2023,2024]");
    assert_eq!(Date::parse("[0450..0454-02-14]").unwrap().as_edtf(), "[0450-01-01..0454-02-14]");
    assert!(Date::parse("[2024..2023-05]").is_err());
}
