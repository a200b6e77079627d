//! The signs with which times are drawn, as SVG.
//!
//! In: an extent and a scale, or a sign's place. Out: where it reaches, and its element. Colours, lines and fills are the
//! style sheet's.

use super::extent::{Extent, Shape};
use super::scale::Scale;
use crate::date::End;

/// Half the height of a sign.
pub const HALF: f64 = 4.0;
/// The least width of a sign for more than a day, so that it is never taken for one.
const LEAST: f64 = 14.0;
/// How far a sign reaches beyond its known end, where it goes on or nobody knows.
pub const BEYOND: f64 = 26.0;

/// How firm an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Occurred,
    Planned,
    Cancelled,
    Rumored,
}

/// Where a sign stands: from its left to its right edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    pub left: f64,
    pub right: f64,
    /// Whether it goes on beyond the right edge of the picture.
    pub runs_off: bool,
}

impl Reach {
    /// The place of an extent on a scale, beyond its known end where the other is missing. What ends behind the scale runs
    /// to `edge`.
    pub fn of(extent: &Extent, scale: &Scale, edge: f64) -> Self {
        let (first, last) = extent.days();
        let (left, right) = (scale.at(first), scale.at(last + 1));
        let middle = f64::midpoint(left, right);
        let (left, right) = match (extent.shape, extent.start.day(), extent.end.day()) {
            (Shape::Day, ..) => (middle - HALF, middle + HALF),
            (_, Some(_), None) => (left, left + BEYOND),
            (_, None, Some(_)) => (right - BEYOND, right),
            _ => (left.min(middle - LEAST / 2.0), right.max(middle + LEAST / 2.0)),
        };
        let runs_off = last >= scale.end();
        Self { left, right: if runs_off { edge } else { right }, runs_off }
    }
}

/// The element that draws an extent in a row whose middle is at `y`.
pub fn element(extent: &Extent, state: State, reach: Reach, y: f64) -> String {
    let Reach { left, right, .. } = reach;
    let middle = f64::midpoint(left, right);
    match (extent.shape, state) {
        (Shape::Day, State::Cancelled) => path(&format!("M{} {}l8 8m0-8l-8 8", n(middle - HALF), n(y - HALF))),
        (Shape::Day, _) => format!("<circle class=\"m\" cx=\"{}\" cy=\"{}\" r=\"4\"/>", n(middle), n(y)),
        (Shape::Within, _) => path(&within(extent, reach, y)),
        (Shape::Lasting, _) => path(&lasting(extent, reach, y)),
    }
}

fn path(d: &str) -> String {
    format!("<path class=\"m\" d=\"{d}\"/>")
}

/// A line with caps, and a lozenge in its middle; where only one end is known, an arrow from there.
fn within(extent: &Extent, Reach { left, right, runs_off }: Reach, y: f64) -> String {
    let middle = f64::midpoint(left, right);
    let line = |from: f64, to: f64| format!("M{} {}H{}", n(from), n(y), n(to));
    let cap = |x: f64| format!("M{} {}v8", n(x), n(y - HALF));
    if extent.start.day().is_none() {
        return format!("{}{}l4-3v6l-4-3", cap(right), line(right, left));
    }
    if extent.end.day().is_none() {
        return format!("{}{}l-4-3v6l4-3", cap(left), line(left, right));
    }
    if runs_off {
        return cap(left) + &line(left, right);
    }
    let lozenge = format!("M{} {}l4-4l4 4l-4 4z", n(middle - 4.0), n(y));
    [cap(left), line(left, middle - 4.0), lozenge, line(middle + 4.0, right), cap(right)].concat()
}

/// A bar; where it goes on it ends in a point, where nobody knows it breaks up.
fn lasting(extent: &Extent, Reach { left, right, .. }: Reach, y: f64) -> String {
    let mut outline = String::new();
    let (top, bottom) = (y - 3.0, y + 3.0);
    let from = if matches!(extent.start, End::Day(_)) { left } else { left + 16.0 };
    let to = if matches!(extent.end, End::Day(_)) { right } else { right - 16.0 };
    outline.push_str(&format!("M{} {}H{}", n(from), n(top), n(to)));
    if extent.end == End::Open {
        outline.push_str("h10l6 3l-6 3h-10");
    }
    outline.push_str(&format!("V{}H{}", n(bottom), n(from)));
    if extent.start == End::Open {
        outline.push_str("h-10l-6-3l6-3h10");
    }
    outline.push('z');
    if extent.end == End::Unknown {
        outline.push_str(&format!("M{} {}h5v6h-5zm7 0h3v6h-3zm5 0h2v6h-2z", n(to + 2.0), n(top)));
    }
    if extent.start == End::Unknown {
        outline.push_str(&format!("M{} {}h2v6h-2zm4 0h3v6h-3zm5 0h5v6h-5z", n(left), n(top)));
    }
    outline
}

/// A number with at most one digit behind the point.
pub fn n(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    // `-0` is a number too.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    fn drawn(date: &str) -> String {
        let extent = Extent::of(&Date::parse(date).unwrap()).unwrap();
        let year = Extent::of(&Date::parse("2024").unwrap()).unwrap().days();
        let scale = Scale::new(&[year.0, year.1], (0.0, 366.0));
        element(&extent, State::Occurred, Reach::of(&extent, &scale, 400.0), 10.0)
    }

    #[test]
    fn each_sort_of_date_has_a_sign_of_its_own() {
        let table = [
            ("2024-01-11", r#"<circle class="m" cx="10.5" cy="10" r="4"/>"#),
            ("2024-02", r#"<path class="m" d="M31 6v8M31 10H41.5M41.5 10l4-4l4 4l-4 4zM49.5 10H60M60 6v8"/>"#),
            ("2024-12/2025-01", r#"<path class="m" d="M335 7H400V13H335z"/>"#),
            ("202X-12", r#"<path class="m" d="M0 6v8M0 10H400"/>"#),
            ("[..2024-02-29]", r#"<path class="m" d="M60 6v8M60 10H34l4-3v6l-4-3"/>"#),
            ("2024-02-01/2024-02-29", r#"<path class="m" d="M31 7H60V13H31z"/>"#),
            ("2024-02-01/..", r#"<path class="m" d="M31 7H41h10l6 3l-6 3h-10V13H31z"/>"#),
            ("2024-02-01/", r#"<path class="m" d="M31 7H41V13H31zM43 7h5v6h-5zm7 0h3v6h-3zm5 0h2v6h-2z"/>"#),
            ("../2024-02-29", r#"<path class="m" d="M50 7H60V13H50h-10l-6-3l6-3h10z"/>"#),
        ];
        for (date, sign) in table {
            assert_eq!(drawn(date), sign, "{date}");
        }
    }

    #[test]
    fn a_month_is_never_as_small_as_a_day() {
        let extent = |date: &str| Extent::of(&Date::parse(date).unwrap()).unwrap();
        let scale = Scale::new(&[0, 300_000], (0.0, 900.0));
        let width = |date: &str| {
            let reach = Reach::of(&extent(date), &scale, 960.0);
            reach.right - reach.left
        };
        assert!(width("2024-02") > width("2024-02-03") + 4.0);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.04, -0.04, 12.25, 100.0, -3.96].map(n), ["0", "0", "12.3", "100", "-4"]);
    }
}
