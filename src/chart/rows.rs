//! Puts marks into rows, so that none stands over another.
//!
//! In: marks with their places and the widths of their labels, and how many rows there may be. Out: for each mark its row
//! and the place of its label. Knows no dates.

use super::labels::{self, Label};

/// Between two marks of a row.
const BETWEEN: f64 = 3.0;
/// A label may begin so far behind where its mark does; before it, it must still reach it.
const FARTHEST: f64 = 36.0;

/// What is to be placed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    pub left: f64,
    pub right: f64,
    pub label_width: f64,
    /// The higher come first where there is no room for all.
    pub weight: u8,
}

/// Where a mark went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// In a row with labels: the row, and the left edge of its label.
    Labelled(usize, f64),
    /// In a row without labels.
    Bare(usize),
    /// There was no room.
    LeftOut,
}

/// How many rows of either sort there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub labelled: usize,
    pub bare: usize,
}

/// Places of marks that are given in the order of their left edges.
///
/// Marks of equal weight are taken in that order, each into the first row that has room for it, which needs as few rows
/// as may be (interval partitioning: Kleinberg and Tardos, Algorithm Design, §4.1).
pub fn place(marks: &[Mark], limits: Limits, room: (f64, f64)) -> Vec<Place> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(marks.get(*at).map(|mark| mark.weight)));
    let mut rows = Rows { marks, room, labelled: Vec::new(), bare: Vec::new() };
    let mut places = vec![Place::LeftOut; marks.len()];
    for at in order {
        if !rows.add_labelled(at, limits.labelled)
            && let Some(place) = places.get_mut(at)
        {
            *place = rows.add_bare(at, limits.bare).map_or(Place::LeftOut, Place::Bare);
        }
    }
    for (number, row) in rows.labelled.iter().enumerate() {
        for (at, left) in rows.labels_of(row).unwrap_or_default() {
            if let Some(place) = places.get_mut(at) {
                *place = Place::Labelled(number, left);
            }
        }
    }
    places
}

/// Rows as they fill; a row holds indices of marks in their order.
struct Rows<'a> {
    marks: &'a [Mark],
    room: (f64, f64),
    labelled: Vec<Vec<usize>>,
    bare: Vec<Vec<usize>>,
}

impl Rows<'_> {
    fn add_labelled(&mut self, at: usize, most: usize) -> bool {
        for number in 0..most {
            let mut row = self.labelled.get(number).cloned().unwrap_or_default();
            if !self.insert(&mut row, at) || self.labels_of(&row).is_none() {
                continue;
            }
            match self.labelled.get_mut(number) {
                Some(known) => *known = row,
                None => self.labelled.push(row),
            }
            return true;
        }
        false
    }

    fn add_bare(&mut self, at: usize, most: usize) -> Option<usize> {
        for number in 0..most {
            let mut row = self.bare.get_mut(number).map(std::mem::take).unwrap_or_default();
            let has_room = self.insert(&mut row, at);
            match self.bare.get_mut(number) {
                Some(known) => *known = row,
                None => self.bare.push(row),
            }
            if has_room {
                return Some(number);
            }
        }
        None
    }

    /// Puts a mark into a row in which it touches no other.
    fn insert(&self, row: &mut Vec<usize>, at: usize) -> bool {
        let Some(mark) = self.marks.get(at) else { return false };
        let touches = |other: &Mark| mark.left < other.right + BETWEEN && other.left < mark.right + BETWEEN;
        if row.iter().filter_map(|other| self.marks.get(*other)).any(touches) {
            return false;
        }
        row.insert(row.partition_point(|other| *other < at), at);
        true
    }

    /// The places of a row's labels, if each is near its mark.
    fn labels_of(&self, row: &[usize]) -> Option<Vec<(usize, f64)>> {
        let marks: Vec<&Mark> = row.iter().filter_map(|at| self.marks.get(*at)).collect();
        let wanted: Vec<Label> =
            marks.iter().map(|mark| Label { wanted: mark.left, width: mark.label_width }).collect();
        let places = labels::place(&wanted, self.room)?;
        let near =
            |(place, mark): (&f64, &&Mark)| *place <= mark.left + FARTHEST && place + mark.label_width >= mark.left;
        places.iter().zip(&marks).all(near).then(|| row.iter().copied().zip(places).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { labelled: 3, bare: 4 };
    const ROOM: (f64, f64) = (0.0, 900.0);

    fn marks() -> impl Strategy<Value = Vec<Mark>> {
        let mark = (0.0..880.0, 8.0..60.0, 10.0..180.0, 1u8..4).prop_map(|(left, length, label_width, weight)| Mark {
            left,
            right: left + length,
            label_width,
            weight,
        });
        prop::collection::vec(mark, 0..80).prop_map(|mut marks| {
            marks.sort_by(|one, other| one.left.total_cmp(&other.left));
            marks
        })
    }

    fn mark(left: f64, weight: u8) -> Mark {
        Mark { left, right: left + 8.0, label_width: 100.0, weight }
    }

    #[test]
    fn what_is_far_apart_shares_a_row() {
        let places = place(&[mark(0.0, 2), mark(200.0, 2), mark(203.0, 2)], LIMITS, ROOM);
        assert_eq!(places, [Place::Labelled(0, 0.0), Place::Labelled(0, 200.0), Place::Labelled(1, 203.0)]);
    }

    #[test]
    fn the_weightiest_have_labels_where_room_is_scarce() {
        let marks = [mark(0.0, 1), mark(1.0, 3), mark(2.0, 2)];
        let places = place(&marks, Limits { labelled: 1, bare: 1 }, ROOM);
        assert_eq!(places, [Place::LeftOut, Place::Labelled(0, 1.0), Place::Bare(0)]);
    }

    proptest! {
        #[test]
        fn nothing_stands_over_anything(marks in marks()) {
            let places = place(&marks, LIMITS, ROOM);
            let overlap = |one: (f64, f64), other: (f64, f64)| one.0 < other.1 - 1e-6 && other.0 < one.1 - 1e-6;
            for (at, one) in places.iter().enumerate() {
                for (other_at, other) in places.iter().enumerate().skip(at + 1) {
                    let (mark, next) = (&marks[at], &marks[other_at]);
                    match (one, other) {
                        (Place::Labelled(row, left), Place::Labelled(next_row, next_left)) if row == next_row => {
                            prop_assert!(!overlap((mark.left, mark.right), (next.left, next.right)));
                            prop_assert!(!overlap((*left, left + mark.label_width), (*next_left, next_left + next.label_width)));
                            prop_assert!(left < next_left, "labels stand in the order of their marks");
                        }
                        (Place::Bare(row), Place::Bare(next_row)) if row == next_row => {
                            prop_assert!(!overlap((mark.left, mark.right), (next.left, next.right)));
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}
