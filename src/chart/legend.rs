//! What the signs of a drawing mean.
//!
//! In: what is drawn. Out: signs with their words, of those signs only that the drawing has.

use super::extent::{Extent, Shape};
use super::glyphs::{self, BEYOND, HALF, Reach, State, n};
use super::{Overview, class};
use crate::date::{Date, End};
use crate::words::Words;

/// The height of a sign's picture.
const HEIGHT: f64 = 12.0;

/// A sign and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    pub svg: String,
    pub text: &'static str,
}

/// A sign: a date and a state that are drawn with it, what it means, and whether a mark has it.
type Entry = (&'static str, State, fn(&'static Words) -> &'static str, fn(&Extent, State) -> bool);

const DAY: &str = "2024-05-17";

const ENTRIES: [Entry; 9] = [
    (DAY, State::Occurred, |words| words.sign_day, |extent, _| extent.shape == Shape::Day),
    (
        "2024-05",
        State::Occurred,
        |words| words.sign_within,
        |extent, _| extent.shape == Shape::Within && !is_bound(extent),
    ),
    (
        "[..2024-05-17]",
        State::Occurred,
        |words| words.sign_bound,
        |extent, _| extent.shape == Shape::Within && is_bound(extent),
    ),
    ("2024-05/2024-06", State::Occurred, |words| words.sign_lasting, |extent, _| extent.shape == Shape::Lasting),
    (
        "2024-05/..",
        State::Occurred,
        |words| words.sign_open,
        |extent, _| extent.shape == Shape::Lasting && has(extent, End::Open),
    ),
    (
        "2024-05/",
        State::Occurred,
        |words| words.sign_unknown,
        |extent, _| extent.shape == Shape::Lasting && has(extent, End::Unknown),
    ),
    (
        "2024-05-17~",
        State::Occurred,
        |words| words.sign_doubtful,
        |extent, state| extent.is_doubtful || state == State::Rumored,
    ),
    (DAY, State::Planned, |words| words.sign_planned, |_, state| state == State::Planned),
    (DAY, State::Cancelled, |words| words.cancelled, |_, state| state == State::Cancelled),
];

/// Whether it says only when something was at the latest, or at the earliest.
fn is_bound(extent: &Extent) -> bool {
    has(extent, End::Open) || has(extent, End::Unknown)
}

fn has(extent: &Extent, end: End) -> bool {
    extent.start == end || extent.end == end
}

/// The signs of an overview with their words; none where all are days on which something has happened.
pub fn signs(overview: &Overview<'_>) -> Vec<Sign> {
    let used = |(.., is_of): &&Entry| overview.marks.iter().any(|mark| is_of(&mark.extent, mark.state));
    let entries: Vec<&Entry> = ENTRIES.iter().filter(used).collect();
    if matches!(entries.as_slice(), [(DAY, State::Occurred, ..)]) {
        return Vec::new();
    }
    let sign = |(date, state, text, _): &Entry| {
        let extent = Date::parse(date).ok().as_ref().and_then(Extent::of)?;
        Some(Sign { svg: picture(&extent, *state), text: text(overview.words) })
    };
    entries.into_iter().filter_map(sign).collect()
}

/// A sign by itself.
fn picture(extent: &Extent, state: State) -> String {
    let length = if extent.shape == Shape::Day { 2.0 * HALF } else { BEYOND };
    let width = length + 2.0;
    let element =
        glyphs::element(extent, state, Reach { left: 1.0, right: 1.0 + length, runs_off: false }, HEIGHT / 2.0);
    format!(
        "<svg viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" aria-hidden=\"true\"><g{2}>{element}</g></svg>",
        n(width),
        n(HEIGHT),
        class(state, extent)
    )
}
