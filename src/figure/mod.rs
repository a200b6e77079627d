//! Figures: read from words, held against data, written for readers.
//!
//! In come words in Chinese or English and the values that claims give; out come figures read from the words, whether
//! they agree with a value, and the value in a reader's language. Nothing here knows of annotations, files or pages.

mod compare;
mod currency;
mod decimal;
mod format;
mod letters;
mod number;
mod prefix;
mod read;
mod suffix;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use compare::{agrees, claim_range, figures_of_unit};
pub use decimal::{Decimal, DecimalError};
pub use format::{format_parts, format_value};
pub use read::figures_in;

/// On which side of the written number the truth lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    About,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Bound {
    pub const ALL: [Bound; 5] = [Bound::About, Bound::AtLeast, Bound::AtMost, Bound::MoreThan, Bound::LessThan];

    /// The word that the content format writes.
    pub fn id(self) -> &'static str {
        match self {
            Bound::About => "about",
            Bound::AtLeast => "at-least",
            Bound::AtMost => "at-most",
            Bound::MoreThan => "more-than",
            Bound::LessThan => "less-than",
        }
    }

    /// Whether the truth lies above the number.
    fn is_lower(self) -> bool {
        matches!(self, Bound::AtLeast | Bound::MoreThan)
    }

    /// Whether the truth lies below the number.
    fn is_upper(self) -> bool {
        matches!(self, Bound::AtMost | Bound::LessThan)
    }
}

/// What a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// An ISO 4217 code.
    Currency(&'static str),
    Percent,
    PercentagePoint,
    Rank,
    /// The words after the number, such as 款产品 or `users`.
    Words(String),
    None,
}

/// A figure found in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFigure {
    /// Bytes of the text that was read.
    pub range: Range<usize>,
    /// The number, or the lower end of a range.
    pub low: Option<Decimal>,
    /// The number again, or the upper end of a range.
    pub high: Option<Decimal>,
    pub bound: Option<Bound>,
    pub unit: Unit,
    /// The text in `range`.
    pub words: String,
    /// The value of one in the last digit shown: 21.8亿 has 10000000, 6.9% has 0.1.
    pub resolution: Decimal,
}

/// The value of a claim, as its data give it. Both ends are equal unless it is a range; an absent end is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimValue {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    /// An ISO 4217 code, `percent`, `percentage-point`, `rank`, words, or empty.
    pub unit: String,
    pub bound: Option<Bound>,
}
