//! Exact decimals.

use super::*;

#[test]
fn equal_numbers_are_equal_however_written() {
    for (one, other) in [("6.90", "6.9"), ("0.0", "0"), ("-0", "0"), ("007", "7"), ("100.000", "100")] {
        assert_eq!(number(one), number(other), "{one} {other}");
    }
}

#[test]
fn order_is_by_value() {
    let ascending = [
        "-10",
        "-9.99",
        "-0.5",
        "0",
        "0.00000000000000000000000000001",
        "0.5",
        "0.51",
        "6.9",
        "10",
        "999999999999999999999999999999",
    ];
    for pair in ascending.windows(2) {
        assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
    }
}

#[test]
fn only_plain_digits_are_numbers() {
    for text in ["", "-", ".", "5.", ".5", "1,000", "1_000", "1e9", "+5", "--5", "１", "1.2.3", " 1", "NaN"] {
        assert_eq!(Decimal::parse(text), Err(DecimalError::NotANumber), "{text}");
    }
    assert_eq!(Decimal::parse(&"9".repeat(31)), Err(DecimalError::TooLong));
    assert_eq!(Decimal::parse(&"9".repeat(100)), Err(DecimalError::TooLong));
    assert!(Decimal::parse(&"9".repeat(30)).is_ok());
}

#[test]
fn arithmetic_is_exact_or_none() {
    assert_eq!(number("21.8").times_power_of_ten(8), Some(number("2180000000")));
    assert_eq!(number("2180000000").times_power_of_ten(-8), Some(number("21.8")));
    assert_eq!(number("0.1").checked_add(&number("0.2")), Some(number("0.3")));
    assert_eq!(number("1").checked_sub(&number("0.9")), Some(number("0.1")));
    assert_eq!(number("1.5").checked_mul(&number("-4")), Some(number("-6")));
    assert_eq!(number("1").times_power_of_ten(i32::MAX), None);
    assert_eq!(number("1").times_power_of_ten(i32::MIN), None);
    let long = number(&"9".repeat(29));
    assert_eq!(long.checked_mul(&long), None);
}

#[test]
fn the_last_digit_that_is_not_zero_has_the_unit() {
    for (text, unit) in [("13500000000", "100000000"), ("6.9", "0.1"), ("0", "1"), ("10", "10"), ("-0.05", "0.01")] {
        assert_eq!(number(text).significant_unit(), number(unit), "{text}");
    }
}

#[test]
fn digits_are_grouped_by_three() {
    for (text, grouped) in [
        ("1234567.8", "1,234,567.8"),
        ("999", "999"),
        ("-1000", "-1,000"),
        ("0.12345", "0.12345"),
        ("123456", "123,456"),
    ] {
        assert_eq!(number(text).grouped(), grouped);
    }
}

#[test]
fn bounds_have_the_words_of_the_format() {
    let ids = Bound::ALL.map(Bound::id);
    assert_eq!(ids, ["about", "at-least", "at-most", "more-than", "less-than"]);
}
