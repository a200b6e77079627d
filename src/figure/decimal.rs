//! Exact decimal numbers.
//!
//! In: digits. Out: a number that compares by value and prints all of its digits. Nothing overflows: what does not fit
//! is `None` or an error.

use std::cmp::Ordering;
use std::fmt;

/// Numbers of more digits are not parsed, so that what is done with them has room in an `i128`.
const MOST_DIGITS: usize = 30;

/// More places after the point are never kept: 10³⁸ is the greatest power of ten in an `i128`.
const MOST_PLACES: u32 = 38;

/// An exact decimal: `mantissa` divided by ten to the power of `scale`, with the least scale possible, so that equal
/// numbers have equal fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// Why something is no decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalError {
    NotANumber,
    TooLong,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecimalError::NotANumber => formatter.write_str("not a number"),
            DecimalError::TooLong => write!(formatter, "a number of more than {MOST_DIGITS} digits"),
        }
    }
}

impl std::error::Error for DecimalError {}

impl Decimal {
    /// Parses ASCII digits with at most one point between them, and a minus sign before: `13500000000`, `6.9`, `-0.5`.
    ///
    /// # Errors
    /// For anything else, and for more than 30 digits.
    pub fn parse(text: &str) -> Result<Decimal, DecimalError> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, places) =
            unsigned.split_once('.').map_or((unsigned, None), |(whole, places)| (whole, Some(places)));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !places.is_none_or(is_digits) {
            return Err(DecimalError::NotANumber);
        }
        let places = places.unwrap_or("");
        if whole.len() + places.len() > MOST_DIGITS {
            return Err(DecimalError::TooLong);
        }
        let mantissa: i128 = format!("{whole}{places}").parse().map_err(|_| DecimalError::NotANumber)?;
        let scale = u32::try_from(places.len()).map_err(|_| DecimalError::TooLong)?;
        let signed = if unsigned.len() < text.len() { -mantissa } else { mantissa };
        Decimal::new(signed, scale).ok_or(DecimalError::TooLong)
    }

    fn new(mut mantissa: i128, mut scale: u32) -> Option<Decimal> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        (scale <= MOST_PLACES).then_some(Decimal { mantissa, scale })
    }

    /// Ten to the power of `power`, or `None` where that does not fit.
    pub fn power_of_ten(power: i32) -> Option<Decimal> {
        Decimal::from(1).times_power_of_ten(power)
    }

    pub fn times_power_of_ten(&self, power: i32) -> Option<Decimal> {
        let size = power.unsigned_abs();
        if power < 0 {
            return Decimal::new(self.mantissa, self.scale.checked_add(size)?);
        }
        let absorbed = size.min(self.scale);
        let factor = 10_i128.checked_pow(size - absorbed)?;
        Decimal::new(self.mantissa.checked_mul(factor)?, self.scale - absorbed)
    }

    pub fn checked_add(&self, other: &Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        Decimal::new(self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale)
    }

    pub fn checked_sub(&self, other: &Decimal) -> Option<Decimal> {
        self.checked_add(&other.negated())
    }

    pub fn checked_mul(&self, other: &Decimal) -> Option<Decimal> {
        Decimal::new(self.mantissa.checked_mul(other.mantissa)?, self.scale.checked_add(other.scale)?)
    }

    /// The number with the other sign. No mantissa is the least `i128`: none has 39 digits with that value by any
    /// operation here that does not saturate first.
    pub fn negated(&self) -> Decimal {
        Decimal { mantissa: self.mantissa.saturating_neg(), scale: self.scale }
    }

    pub fn absolute(&self) -> Decimal {
        Decimal { mantissa: self.mantissa.saturating_abs(), scale: self.scale }
    }

    /// How many digits stand after the point.
    pub fn places(&self) -> u32 {
        self.scale
    }

    /// The power of ten at the last digit that is not zero: 100000000 for 13500000000, 0.1 for 6.9; 1 for zero.
    pub fn significant_unit(&self) -> Decimal {
        let mut unit = 1;
        let mut rest = self.mantissa;
        while rest != 0 && rest % 10 == 0 {
            rest /= 10;
            unit *= 10;
        }
        Decimal { mantissa: unit, scale: self.scale }
    }

    /// The digits with a comma before every three of the whole part: `1,234,567.8`.
    pub fn grouped(&self) -> String {
        let plain = self.to_string();
        let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
        let (whole, places) = unsigned.find('.').map_or((unsigned, ""), |point| unsigned.split_at(point));
        let mut grouped = String::from(sign);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped + places
    }

    fn at_scale(&self, scale: u32) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }

    /// The whole part, and the rest in units of 10⁻³⁸.
    fn parts(&self) -> (i128, i128) {
        let one = 10_i128.pow(self.scale.min(MOST_PLACES));
        let fill = 10_i128.pow(MOST_PLACES - self.scale.min(MOST_PLACES));
        (self.mantissa.div_euclid(one), self.mantissa.rem_euclid(one) * fill)
    }
}

impl From<i64> for Decimal {
    fn from(whole: i64) -> Decimal {
        Decimal { mantissa: i128::from(whole), scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::try_from(self.scale).unwrap_or(0);
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, places) = digits.split_at(digits.len() - scale);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let point = if places.is_empty() { "" } else { "." };
        write!(formatter, "{sign}{whole}{point}{places}")
    }
}
