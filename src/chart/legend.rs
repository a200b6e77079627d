//! What the signs of a drawing mean.
//!
//! In: what is drawn. Out: a line or two of signs with their words, of those signs only that the drawing has.

use super::extent::{Extent, Shape};
use super::glyphs::{self, BEYOND, HALF, Reach, State, n};
use super::{Overview, WIDTH, class, width};
use crate::date::{Date, End};
use crate::words::Words;
use crate::xml::escape;

/// The size of the words.
const SIZE: f64 = 11.0;
const LINE: f64 = 18.0;

/// A drawn legend; empty where all signs are days that have happened.
pub struct Legend {
    pub svg: String,
    pub height: f64,
}

/// A sign: a date and a state that are drawn with it, what it means, and whether a mark has it.
type Entry = (&'static str, State, fn(&Words) -> &'static str, fn(&Extent, State) -> bool);

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

/// Draws the legend of an overview from a place on.
pub fn draw(overview: &Overview<'_>, (left, top): (f64, f64)) -> Legend {
    let used = |(.., is_of): &&Entry| overview.marks.iter().any(|mark| is_of(&mark.extent, mark.state));
    let entries: Vec<&Entry> = ENTRIES.iter().filter(used).collect();
    if matches!(entries.as_slice(), [] | [(DAY, State::Occurred, ..)]) {
        return Legend { svg: String::new(), height: 0.0 };
    }
    let (mut svg, mut x, mut y) = (String::new(), left, top);
    for (date, state, text, _) in entries {
        let text = text(overview.words);
        let length = if date.starts_with(DAY) { 2.0 * HALF } else { BEYOND };
        let whole = length + 5.0 + width::width(text, SIZE);
        if x + whole > WIDTH && x > left {
            (x, y) = (left, y + LINE);
        }
        svg.push_str(&sign((date, *state), Reach { left: x, right: x + length }, (text, y)));
        x += whole + 18.0;
    }
    Legend { svg, height: y + LINE - top }
}

/// One sign and its words, on a line whose middle is at `y`.
fn sign((date, state): (&str, State), reach: Reach, (text, y): (&str, f64)) -> String {
    let Some(extent) = Date::parse(date).ok().as_ref().and_then(Extent::of) else { return String::new() };
    format!(
        "<g{}>{}<text class=\"when\" x=\"{}\" y=\"{}\">{}</text></g>",
        class(state, extent.is_doubtful),
        glyphs::element(&extent, state, reach, y),
        n(reach.right + 5.0),
        n(y + 4.0),
        escape(text)
    )
}
