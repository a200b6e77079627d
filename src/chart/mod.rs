//! Draws events along time as SVG, in lanes: an overview for the eye beside the list that says everything in words.
//!
//! In: [`Mark`]s with finished words, and the names of their lanes. Out: [`Drawing`]. Must not know sites, pages or routes;
//! colours and lines are the style sheet's.

mod axis;
mod extent;
mod glyphs;
mod labels;
mod legend;
mod rows;
mod scale;
mod width;

pub use extent::{Extent, YEARS};
pub use glyphs::State;
pub use legend::Sign;

use crate::date::{Day, Language};
use crate::words::{Counted, Words};
use crate::xml::escape;
use glyphs::{HALF, Reach, n};
use rows::{Limits, Place};
use scale::Scale;

/// The width in pixels of a drawing that has a wide page for itself.
pub const WIDE: f64 = 1000.0;
/// That of a drawing in a column of text.
pub const COLUMN: f64 = 680.0;
/// The size of labels.
const SIZE: f64 = 12.0;
/// A longer label is cut.
const LABEL: f64 = 15.5 * SIZE;
/// The width of the lanes' names.
const GUTTER: f64 = 92.0;
/// The height of the axis above the lanes.
const AXIS: f64 = 24.0;
const LABELLED_ROW: f64 = 31.0;
const BARE_ROW: f64 = 12.0;
/// With more marks than this not all have labels.
const FEW: usize = 24;
/// Rows of all lanes together, where marks are many.
const LABELLED_ROWS: usize = 12;
const BARE_ROWS: usize = 24;

/// An event to be drawn.
#[derive(Debug, Clone)]
pub struct Mark {
    pub title: String,
    /// The date in words.
    pub date: String,
    pub href: Option<String>,
    pub extent: Extent,
    /// Its index among the lanes.
    pub lane: usize,
    pub state: State,
    /// From 1 to 3, the highest.
    pub importance: u8,
    /// What filters of the page know it by.
    pub tokens: String,
}

/// What is to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Overview<'a> {
    /// By their first days.
    pub marks: &'a [Mark],
    /// A lone lane needs no name.
    pub lanes: &'a [String],
    /// In pixels; [`WIDE`] or [`COLUMN`].
    pub width: f64,
    pub words: &'static Words,
    pub language: Language,
}

/// A finished drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    pub svg: String,
    /// For how many marks there was room.
    pub drawn: usize,
    /// What its signs mean.
    pub signs: Vec<Sign>,
}

/// Draws an overview. The element is hidden from those who read by ear or keyboard: a list must say the same.
pub fn draw(overview: &Overview<'_>) -> Drawing {
    let canvas = Canvas::of(overview);
    let (mut lanes, mut y, mut drawn) = (String::new(), AXIS, 0);
    for number in 0..overview.lanes.len() {
        let lane = canvas.lane(number, y);
        y += lane.height;
        drawn += lane.drawn;
        lanes.push_str(&lane.svg);
    }
    let grid = canvas.grid(y);
    let (width, height) = (n(overview.width), n(y + 18.0));
    let size = format!("viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"");
    let svg = format!("<svg {size} aria-hidden=\"true\">{grid}{lanes}</svg>");
    Drawing { svg, drawn, signs: legend::signs(overview) }
}

/// Where things go.
struct Canvas<'a> {
    overview: &'a Overview<'a>,
    scale: Scale,
    /// The left and right edge of what is drawn.
    room: (f64, f64),
    limits: Limits,
}

/// A drawn lane.
struct Lane {
    svg: String,
    height: f64,
    drawn: usize,
}

impl<'a> Canvas<'a> {
    fn of(overview: &'a Overview<'a>) -> Self {
        let left = if overview.lanes.len() > 1 { GUTTER } else { 4.0 };
        let room = (left, overview.width - 4.0);
        let has_open_start = overview.marks.iter().any(|mark| mark.extent.start.day().is_none());
        let before = if has_open_start { glyphs::BEYOND } else { 10.0 };
        let days = days(overview.marks);
        // Behind the scale the words of its last tick have room.
        let scale = Scale::new(&days, (room.0 + before, room.1 - scale::FOLD));
        let lanes = overview.lanes.len().max(1);
        let labelled = if overview.marks.len() <= FEW { FEW } else { (LABELLED_ROWS / lanes).max(2) };
        let limits = Limits { labelled, bare: (BARE_ROWS / lanes).max(3) };
        Self { overview, scale, room, limits }
    }

    /// The ticks and folds behind everything, down to `bottom`.
    fn grid(&self, bottom: f64) -> String {
        let mut svg = String::new();
        for tick in axis::ticks(&self.scale, self.overview.language) {
            let x = n(tick.x);
            svg.push_str(&format!("<path class=\"tick\" d=\"M{x} 6V{}\"/>", n(bottom)));
            if !tick.text.is_empty() {
                svg.push_str(&format!(
                    "<text class=\"when\" x=\"{}\" y=\"15\">{}</text>",
                    n(tick.x + axis::BESIDE),
                    escape(&tick.text)
                ));
            }
        }
        for fold in self.scale.pieces().iter().filter(|piece| piece.is_folded) {
            let middle = f64::midpoint(fold.left, fold.right);
            let words = gap_words(self.overview.words, fold.days);
            let (x, height) = (n(middle - 4.0), n(bottom - AXIS + 4.0));
            svg.push_str(&format!(
                "<path class=\"fold\" d=\"M{x} {}v{height}m8 0v-{height}\"/><text class=\"gap\" x=\"{}\" y=\"{}\">{}</text>",
                n(AXIS - 4.0),
                n(middle),
                n(bottom + 13.0),
                escape(&words)
            ));
        }
        svg
    }

    /// A lane from `top` on.
    fn lane(&self, number: usize, top: f64) -> Lane {
        let marks: Vec<&Mark> = self.overview.marks.iter().filter(|mark| mark.lane == number).collect();
        let mut placed: Vec<(&Mark, Reach)> =
            marks.into_iter().map(|mark| (mark, Reach::of(&mark.extent, &self.scale, self.room.1))).collect();
        placed.sort_by(|one, other| one.1.left.total_cmp(&other.1.left));
        let boxes: Vec<rows::Mark> = placed.iter().map(|(mark, reach)| to_place(mark, *reach)).collect();
        let places = rows::place(&boxes, self.limits, self.room);
        let labelled = places.iter().filter_map(|place| match place {
            Place::Labelled(row, _) => Some(row + 1),
            _ => None,
        });
        let bare_top = top + 8.0 + labelled.max().unwrap_or(0) as f64 * LABELLED_ROW;
        let mut svg = self.name(number, top);
        let (mut bottom, mut drawn) = (bare_top, 0);
        for ((mark, reach), place) in placed.iter().zip(&places) {
            let (middle, label) = match place {
                Place::Labelled(row, left) => (top + 14.0 + *row as f64 * LABELLED_ROW, Some(*left)),
                Place::Bare(row) => (bare_top + 6.0 + *row as f64 * BARE_ROW, None),
                Place::LeftOut => continue,
            };
            bottom = bottom.max(middle + HALF + 2.0);
            drawn += 1;
            svg.push_str(&draw_mark(mark, *reach, (middle, label)));
        }
        Lane { svg, height: bottom - top + 4.0, drawn }
    }

    /// A lane's name and the line above it.
    fn name(&self, number: usize, top: f64) -> String {
        let name = self.overview.lanes.get(number).filter(|_| self.overview.lanes.len() > 1);
        let text = name.map(|name| width::cut(name, SIZE, GUTTER - 8.0)).map_or(String::new(), |name| {
            format!("<text class=\"lane\" y=\"{}\">{}</text>", n(top + 18.0), escape(&name))
        });
        format!("<path class=\"tick\" d=\"M0 {}H{}\"/>{text}", n(top), n(self.overview.width))
    }
}

/// The days that a scale must show. Where marks are many, a few that last long may run off: the picture is of the times in
/// which most of them begin.
fn days(marks: &[Mark]) -> Vec<i64> {
    let (starts, mut ends): (Vec<i64>, Vec<i64>) = marks.iter().map(|mark| mark.extent.days()).unzip();
    ends.sort_unstable();
    let most = if marks.len() <= FEW { ends.last() } else { ends.get(ends.len() * 9 / 10) };
    let until = most.copied().max(starts.iter().max().copied()).unwrap_or_default();
    starts.into_iter().chain(ends.into_iter().map(|end| end.min(until))).collect()
}

fn to_place(mark: &Mark, reach: Reach) -> rows::Mark {
    rows::Mark {
        left: reach.left,
        right: reach.right,
        label_width: width::width(&label(mark), SIZE * weight(mark)),
        weight: mark.importance,
    }
}

/// Bold letters are wider.
fn weight(mark: &Mark) -> f64 {
    if mark.importance >= 3 { 1.1 } else { 1.0 }
}

fn label(mark: &Mark) -> String {
    width::cut(&mark.title, SIZE * weight(mark), LABEL)
}

/// A mark in a row whose middle is at `middle`; its label, if it has one, begins at a place below.
fn draw_mark(mark: &Mark, reach: Reach, (middle, label_left): (f64, Option<f64>)) -> String {
    let mut inside = format!("<title>{} · {}</title>", escape(&mark.date), escape(&mark.title));
    inside.push_str(&glyphs::element(&mark.extent, mark.state, reach, middle));
    if let Some(left) = label_left {
        // A label that had to give way is tied to its mark.
        if left > reach.left + 2.0 * HALF {
            let from = f64::midpoint(reach.left, reach.right).min(reach.left + HALF);
            inside.push_str(&format!(
                "<path class=\"tie\" d=\"M{} {}L{} {}\"/>",
                n(from),
                n(middle + 5.0),
                n(left + 2.0),
                n(middle + 10.0)
            ));
        }
        let bold = if mark.importance >= 3 { " class=\"main\"" } else { "" };
        inside.push_str(&format!(
            "<text{bold} x=\"{}\" y=\"{}\">{}</text>",
            n(left),
            n(middle + 17.0),
            escape(&label(mark))
        ));
    }
    let class = class(mark.state, &mark.extent);
    // Also without any: what a filter does not know is hidden by all.
    let tokens = format!(" data-f=\"{}\"", escape(&mark.tokens));
    match &mark.href {
        Some(href) => format!("<a href=\"{}\" tabindex=\"-1\"{class}{tokens}>{inside}</a>", escape(href)),
        None => format!("<g{class}{tokens}>{inside}</g>"),
    }
}

/// How a sign differs from that of a thing that is known to have happened.
fn class(state: State, extent: &Extent) -> String {
    let state = match state {
        State::Occurred => "",
        State::Planned => "planned",
        State::Cancelled => "cancelled",
        State::Rumored => "doubtful",
    };
    let doubt = if extent.is_doubtful && state != "doubtful" { "doubtful" } else { "" };
    let classes: Vec<&str> = [state, doubt].into_iter().filter(|class| !class.is_empty()).collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}

/// How long a gap is, in whole years or months.
fn gap_words(words: &Words, (from, to): (i64, i64)) -> String {
    let (from, to) = (Day::from_number(from), Day::from_number(to));
    let months = (to.year - from.year) * 12 + i64::from(to.month) - i64::from(from.month);
    let months = usize::try_from(months).unwrap_or_default().max(1);
    let length =
        if months < 24 { words.count(months, Counted::Months) } else { words.count(months / 12, Counted::Years) };
    words.gap(&length)
}

#[cfg(test)]
mod tests;
