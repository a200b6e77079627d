//! From days to places along a line, with long gaps folded.
//!
//! In: the days on which something is, and the room. Out: [`Scale`]. Knows no dates in words and nothing of what is drawn.

/// How wide a folded gap is.
pub const FOLD: f64 = 44.0;
/// How wide the shortest stretch between two folded gaps is.
const SHORTEST: f64 = 48.0;
/// At most so many gaps are folded.
const MOST_FOLDS: usize = 6;
/// A gap is long if it is so many times as long as half of all gaps are at most …
const TIMES_THE_MEDIAN: i64 = 12;
/// … and longer than this.
const LEAST_DAYS: i64 = 60;

/// A stretch of days, from the first to before the last, and where it lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    pub days: (i64, i64),
    pub left: f64,
    pub right: f64,
    /// Whether it is a gap that is shown shorter than it is.
    pub is_folded: bool,
}

impl Piece {
    fn length(&self) -> f64 {
        (self.days.1 - self.days.0) as f64
    }

    /// Pixels of a day.
    pub fn day_width(&self) -> f64 {
        (self.right - self.left) / self.length()
    }
}

/// A scale of days that never runs backwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// In order, each beginning where the one before it ends; at least one.
    pieces: Vec<Piece>,
}

impl Scale {
    /// A scale on which all these days have a place; they may be in any order.
    pub fn new(days: &[i64], room: (f64, f64)) -> Self {
        let mut days = days.to_vec();
        days.sort_unstable();
        days.dedup();
        let (first, last) = (days.first().copied().unwrap_or_default(), days.last().copied().unwrap_or_default());
        let mut pieces = Vec::new();
        let mut begin = first;
        for (from, to) in folds(&days) {
            pieces.push(piece((begin, from + 1)));
            pieces.push(Piece { is_folded: true, ..piece((from + 1, to)) });
            begin = to;
        }
        pieces.push(piece((begin, last + 1)));
        lay_out(&mut pieces, room);
        Self { pieces }
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The day behind the last.
    pub fn end(&self) -> i64 {
        self.pieces.last().map_or(0, |piece| piece.days.1)
    }

    /// Where a day begins; days outside the scale lie at its ends.
    pub fn at(&self, day: i64) -> f64 {
        let piece = self.pieces.iter().find(|piece| day < piece.days.1).or(self.pieces.last());
        let place = |piece: &Piece| {
            let into = (day - piece.days.0) as f64 * piece.day_width();
            (piece.left + into).clamp(piece.left, piece.right)
        };
        piece.map(place).unwrap_or_default()
    }
}

/// A stretch whose place is not known yet.
fn piece(days: (i64, i64)) -> Piece {
    Piece { days, left: 0.0, right: 0.0, is_folded: false }
}

/// The gaps to fold, each from the day before it to the day behind it: the longest of those that are long beside the
/// others and longer than half of all the rest.
fn folds(days: &[i64]) -> Vec<(i64, i64)> {
    let gaps: Vec<(i64, i64)> = days.iter().copied().zip(days.iter().copied().skip(1)).collect();
    let length = |(from, to): &(i64, i64)| to - from;
    let mut lengths: Vec<i64> = gaps.iter().map(length).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len().saturating_sub(1) / 2).copied().unwrap_or_default();
    let is_long = |gap: &(i64, i64)| length(gap) > LEAST_DAYS && length(gap) / TIMES_THE_MEDIAN > median;
    let rest: i64 = gaps.iter().filter(|gap| !is_long(gap)).map(length).sum();
    let mut long: Vec<(i64, i64)> = gaps.into_iter().filter(|gap| is_long(gap) && length(gap) > rest / 2).collect();
    long.sort_by_key(|gap| std::cmp::Reverse(length(gap)));
    long.truncate(MOST_FOLDS);
    long.sort_unstable();
    long
}

/// Gives folded gaps their width, every other stretch the least, and shares the rest by length.
fn lay_out(pieces: &mut [Piece], (left, right): (f64, f64)) {
    let folded = pieces.iter().filter(|piece| piece.is_folded).count();
    let least = folded as f64 * FOLD + (pieces.len() - folded) as f64 * SHORTEST;
    let days: f64 = pieces.iter().filter(|piece| !piece.is_folded).map(Piece::length).sum();
    let room = (right - left - least).max(0.0);
    let mut x = left;
    for piece in pieces {
        piece.left = x;
        x += if piece.is_folded { FOLD } else { SHORTEST + room * piece.length() / days };
        piece.right = x;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ROOM: (f64, f64) = (10.0, 910.0);

    fn folded(days: &[i64]) -> Vec<(i64, i64)> {
        let scale = Scale::new(days, ROOM);
        scale.pieces().iter().filter(|piece| piece.is_folded).map(|piece| piece.days).collect()
    }

    #[test]
    fn a_gap_is_folded_where_it_leaves_no_room_for_the_rest() {
        assert_eq!(folded(&[0, 3, 9, 20, 4000, 4010, 4015]), [(21, 4000)]);
        assert_eq!(folded(&[0, 2, 5, 3000, 3004, 9000, 9001]), [(6, 3000), (3005, 9000)]);
    }

    #[test]
    fn what_is_spread_evenly_is_not_folded() {
        assert_eq!(folded(&[0, 365, 730, 1100]), []);
        assert_eq!(folded(&[0, 5, 20, 60, 90, 180, 200]), []);
        assert_eq!(folded(&[0, 4000]), []);
        assert_eq!(folded(&[7]), []);
        assert_eq!(folded(&[]), []);
    }

    #[test]
    fn days_lie_as_far_apart_as_they_are() {
        let scale = Scale::new(&[0, 99], ROOM);
        assert!((scale.at(0) - 10.0).abs() < 1e-9);
        assert!((scale.at(50) - 460.0).abs() < 1e-9);
        assert!((scale.at(100) - 910.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn later_is_further_and_all_is_within(
            clusters in prop::collection::vec((-800_000i64..800_000, prop::collection::vec(0i64..40, 1..6)), 1..9),
        ) {
            let mut days: Vec<i64> =
                clusters.iter().flat_map(|(start, days)| days.iter().map(move |day| start + day)).collect();
            let scale = Scale::new(&days, ROOM);
            days.sort_unstable();
            days.dedup();
            let places: Vec<f64> = days.iter().map(|day| scale.at(*day)).collect();
            prop_assert!(places.iter().zip(places.iter().skip(1)).all(|(one, next)| one < next), "{places:?}");
            prop_assert!(places.iter().all(|place| (ROOM.0..=ROOM.1 + 1e-6).contains(place)), "{places:?}");
            let pieces = scale.pieces();
            prop_assert!(pieces.iter().zip(pieces.iter().skip(1)).all(|(one, next)| one.days.1 == next.days.0));
            prop_assert!(pieces.iter().all(|piece| piece.right > piece.left && piece.length() > 0.0));
        }
    }
}
