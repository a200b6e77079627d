//! Dates as they are written, ordered and shown.

use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message))
}

#[test]
fn shorthands_are_stored_as_edtf() {
    for (text, edtf) in [
        ("2024-Q1", "2024-33"),
        ("2024-Q4", "2024-36"),
        ("2024-H1", "2024-40"),
        ("2024-H2~", "2024-41~"),
        ("2024-06-03T10:31", "2024-06-03T10:31:00"),
        ("2024-06-03T10:31+08:00", "2024-06-03T10:31:00+08:00"),
        ("2024-Q1/2024-Q2", "2024-33/2024-34"),
        ("[0450..0454-02-14]", "[0450-01-01..0454-02-14]"),
    ] {
        assert_eq!(date(text).as_edtf(), edtf);
    }
}

#[test]
fn what_is_wrong_is_said() {
    for (text, words) in [
        ("2024-02-30", "February 2024 has 29 days"),
        ("2024-13", "12 months"),
        ("2024-06/2024-05", "ends before it begins"),
        ("2024/06/03", "not written as EDTF"),
        ("tomorrow", "not an EDTF date"),
        ("2024年6月3日", "not written as EDTF"),
    ] {
        let error = Date::parse(text).unwrap_err();
        assert!(error.message.contains(words), "{text}: {}", error.message);
    }
    for (text, mended) in [
        ("2024/6/3", "2024-06-03"),
        ("2024年6月3日", "2024-06-03"),
        ("3.6.2024", "2024-06-03"),
        ("2024年6月", "2024-06"),
        ("2024-6-3", "2024-06-03"),
    ] {
        assert_eq!(Date::parse(text).unwrap_err().help, Some(format!("write {mended}")), "{text}");
    }
}

#[test]
fn the_order_is_by_earliest_day_coarser_first() {
    let order = [
        "2023",
        "2023-12",
        "2023-12-31",
        "2024",
        "2024-H1",
        "2024-Q1",
        "2024-01",
        "2024-01-01",
        "2024-01-01T08:00",
        "2024-05",
        "[..2024-06-01]",
        "2024-07",
    ];
    let mut shuffled = order;
    shuffled.reverse();
    shuffled.sort_by_key(|text| date(text).sort_key());
    assert_eq!(shuffled, order);
}

#[test]
fn dates_are_shown_in_chinese_and_english() {
    for (text, chinese, english) in [
        ("2024-05-17", "2024年5月17日", "17 May 2024"),
        ("2024-05", "2024年5月", "May 2024"),
        ("2024", "2024年", "2024"),
        ("2024-05~", "2024年5月前后", "around May 2024"),
        ("2024-05?", "2024年5月（存疑）", "May 2024 (uncertain)"),
        ("2024-05%", "2024年5月前后（存疑）", "around May 2024 (uncertain)"),
        ("2024-02/..", "2024年2月起", "since February 2024"),
        ("../2024-02", "至2024年2月", "until February 2024"),
        ("2024-02/", "2024年2月起，结束时间不详", "from February 2024, end unknown"),
        ("2023-09/2024-03", "2023年9月至2024年3月", "September 2023 to March 2024"),
        ("2024-05-17/2024-05-23", "2024年5月17日至23日", "17 May 2024 to 23 May 2024"),
        ("2024-05/2024-06", "2024年5月至6月", "May 2024 to June 2024"),
        ("201X", "2010年代", "the 2010s"),
        ("19XX", "20世纪", "the 20th century"),
        ("2024-Q1", "2024年第一季度", "Q1 2024"),
        ("2024-H2", "2024年下半年", "second half of 2024"),
        ("2024-21", "2024年春季", "spring 2024"),
        ("[2024-05-01..2024-05-10]", "2024年5月1日至10日之间", "sometime from 1 May 2024 to 10 May 2024"),
        ("[..2024-06-03]", "不晚于2024年6月3日", "on or before 3 June 2024"),
        ("[2023, 2024]", "2023年或2024年", "2023 or 2024"),
        ("{2023, 2024}", "2023年和2024年", "2023 and 2024"),
        ("2024-05-XX", "2024年5月某日", "an unspecified day in May 2024"),
        ("2024-XX", "2024年某月", "an unspecified month of 2024"),
        ("-0043", "公元前44年", "44 BC"),
        ("2024-06-03T10:31", "2024年6月3日 10:31", "3 June 2024 10:31"),
    ] {
        assert_eq!(date(text).display(Language::Chinese), chinese, "{text}");
        assert_eq!(date(text).display(Language::English), english, "{text}");
    }
}

#[test]
fn html_knows_only_some_dates() {
    for (text, html) in [
        ("2024-05-17", Some("2024-05-17")),
        ("2024-05~", Some("2024-05")),
        ("2024", Some("2024")),
        ("2024-06-03T10:31+08:00", Some("2024-06-03T10:31+08:00")),
        ("2024-Q1", None),
        ("201X", None),
        ("2024-02/..", None),
        ("-0043", None),
    ] {
        assert_eq!(date(text).html_datetime().as_deref(), html, "{text}");
    }
}

#[test]
fn days_count_there_and_back() {
    let start = Day::new(1583, 1, 1).unwrap().number();
    for number in (start..start + 400_000).step_by(17) {
        assert_eq!(Day::from_number(number).number(), number);
    }
    assert_eq!(Day::new(1970, 1, 1).unwrap().number(), 0);
    assert_eq!(Day::new(2024, 6, 3).unwrap().weekday(), 0);
    assert_eq!(Day::new(2024, 1, 1).unwrap().plus_months(-1), Day::new(2023, 12, 1).unwrap());
}

#[test]
fn any_edtf_shows_itself() {
    use proptest::prelude::*;
    let part = prop_oneof![
        "[0-9X]{4}",
        "[0-9X]{4}-[0-9X]{2}",
        "[0-9X]{4}-[0-9X]{2}-[0-9X]{2}",
        "Y-?[0-9]{5,9}",
        "[0-9]{4}S[1-4]",
        "-[0-9]{4}",
        "[0-9]{4}-[234][0-9]"
    ];
    let qualified =
        (part, prop_oneof![Just(""), Just("~"), Just("?"), Just("%")]).prop_map(|(part, mark)| format!("{part}{mark}"));
    let text = (qualified.clone(), qualified, 0..8).prop_map(|(a, b, form)| match form {
        0 => format!("{a}/{b}"),
        1 => format!("{a}/.."),
        2 => format!("/{b}"),
        3 => format!("[{a},{b}]"),
        4 => format!("{{..{a}}}"),
        5 => format!("[{a}..{b}]"),
        _ => a,
    });
    proptest!(|(text in text)| {
        if let Ok(date) = Date::parse(&text) {
            prop_assert!(!date.display(Language::Chinese).is_empty());
            prop_assert!(!date.display(Language::English).is_empty());
            prop_assert!(date.overlaps(&date));
            date.sort_key();
            date.html_datetime();
        }
    });
}
