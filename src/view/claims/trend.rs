//! A measure over time, as small as a word.
//!
//! In: the claims of a table. Out: for each figure whose subject and measure have several dates, a line of all of them and
//! the place of this one. Lengths are units of the picture, in tenths.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::sidecar::{Claim, ClaimStatus};
use crate::site::{Account, Site};

const WIDTH: f64 = 60.0;
const HEIGHT: f64 = 14.0;
/// Room for the dot of a claim at the border.
const MARGIN: f64 = 2.0;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendView {
    /// The points of an SVG `polyline`, 64 by 18 units around it.
    pub points: String,
    /// Where this claim is.
    pub x: String,
    pub y: String,
}

/// One subject, measure and unit.
type Series<'a> = (&'a str, &'a str, &'a str);

/// A figure at the first of its days.
type Point = (i64, f64);

/// The figures over time of each subject and measure.
pub struct Trends<'a> {
    site: &'a Site,
    series: BTreeMap<Series<'a>, Vec<Point>>,
}

impl<'a> Trends<'a> {
    /// From claims that still stand.
    pub fn of(site: &'a Site, claims: &[Account<'a, Claim>]) -> Self {
        let mut series: BTreeMap<Series<'a>, Vec<Point>> = BTreeMap::new();
        for claim in claims {
            if let Some((about, point)) = place(site, claim.body) {
                series.entry(about).or_default().push(point);
            }
        }
        for points in series.values_mut() {
            points.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
            points.dedup();
        }
        series.retain(|_, points| points.iter().any(|point| Some(point.0) != points.first().map(|first| first.0)));
        Self { site, series }
    }

    /// The line of a claim's measure.
    pub fn view(&self, claim: &Claim) -> Option<TrendView> {
        let (about, own) = place(self.site, claim)?;
        let points = self.series.get(&about)?;
        let frame = Frame::around(points);
        let drawn: Vec<String> =
            points.iter().map(|point| frame.place(*point)).map(|(x, y)| format!("{x},{y}")).collect();
        let (x, y) = frame.place(own);
        Some(TrendView { points: drawn.join(" "), x, y })
    }
}

/// What a claim is about and where it lies; none for words, without a date, and for what is taken back.
fn place<'a>(site: &'a Site, claim: &'a Claim) -> Option<(Series<'a>, Point)> {
    if matches!(claim.status, ClaimStatus::Denied | ClaimStatus::Superseded | ClaimStatus::Retracted) {
        return None;
    }
    let figure = claim.figure.as_ref()?;
    let ends: Vec<f64> =
        [&figure.low, &figure.high].into_iter().flatten().filter_map(|end| end.to_string().parse().ok()).collect();
    let count = i32::try_from(ends.len()).ok().filter(|count| *count > 0)?;
    let day = claim.as_of.as_ref()?.value.earliest()?.number();
    let subject = site.registry.entity(&claim.subject.value)?.id.value.as_str();
    let about = (subject, site.settings.measure_id(&claim.measure.value), figure.unit.as_deref().unwrap_or_default());
    Some((about, (day, ends.iter().sum::<f64>() / f64::from(count))))
}

/// The first and last day, the least and the greatest figure.
struct Frame {
    days: (i64, i64),
    values: (f64, f64),
}

impl Frame {
    fn around(points: &[Point]) -> Self {
        let days = points.iter().map(|point| point.0);
        let values = points.iter().map(|point| point.1);
        Self {
            days: (days.clone().min().unwrap_or_default(), days.max().unwrap_or_default()),
            values: (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max)),
        }
    }

    fn place(&self, (day, value): Point) -> (String, String) {
        // Days that anybody writes are exact in a float.
        #[allow(clippy::cast_precision_loss, reason = "a place in a picture")]
        let share = |part: i64, whole: i64| part as f64 / whole.max(1) as f64;
        let x = share(day - self.days.0, self.days.1 - self.days.0);
        let height = self.values.1 - self.values.0;
        let y = if height > 0.0 { (self.values.1 - value) / height } else { 0.5 };
        (format!("{:.1}", MARGIN + x * WIDTH), format!("{:.1}", MARGIN + y * HEIGHT))
    }
}
