//! Places labels in one line: as near as may be to where each would stand alone, and none over another.
//!
//! In: labels with their widths and wanted places, and the room there is. Out: a place for each. Knows no text.

/// A label in a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Label {
    /// Where its left edge would stand alone.
    pub wanted: f64,
    pub width: f64,
}

/// Between two labels.
pub const BETWEEN: f64 = 10.0;

/// The left edges of labels that are given in the order of their wanted places; none where the room is too small for all.
///
/// The places minimise the sum of squared distances from the wanted ones. With the widths before each label taken off,
/// this is isotonic regression, which pool-adjacent-violators solves (Ayer, Brunk, Ewing, Reid and Silverman 1955); moving
/// its answer into the bounds keeps it the best one.
pub fn place(labels: &[Label], (left, right): (f64, f64)) -> Option<Vec<f64>> {
    let mut before = Vec::with_capacity(labels.len());
    let mut sum = 0.0;
    for label in labels {
        before.push(sum);
        sum += label.width + BETWEEN;
    }
    let last = right - (sum - BETWEEN).max(0.0);
    if last < left {
        return None;
    }
    let wanted = labels.iter().zip(&before).map(|(label, before)| label.wanted - before);
    let places = isotonic(wanted).into_iter().map(|place| place.clamp(left, last));
    Some(places.zip(before).map(|(place, before)| place + before).collect())
}

/// The nondecreasing values nearest to the given ones, by pooling neighbours that are out of order to their mean.
fn isotonic(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for value in values {
        let mut pool = (value, 1);
        while let Some((mean, count)) = pools.pop_if(|(mean, _)| *mean > pool.0) {
            let all = count + pool.1;
            pool = ((mean * count as f64 + pool.0 * pool.1 as f64) / all as f64, all);
        }
        pools.push(pool);
    }
    pools.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels() -> impl Strategy<Value = Vec<Label>> {
        let label = (0.0..900.0, 10.0..180.0).prop_map(|(wanted, width)| Label { wanted, width });
        prop::collection::vec(label, 0..12).prop_map(|mut labels| {
            labels.sort_by(|one, other| one.wanted.total_cmp(&other.wanted));
            labels
        })
    }

    #[test]
    fn two_that_meet_give_way_alike() {
        let label = |wanted| Label { wanted, width: 50.0 };
        assert_eq!(place(&[label(100.0), label(100.0)], (0.0, 500.0)), Some(vec![70.0, 130.0]));
        assert_eq!(place(&[label(100.0), label(300.0)], (0.0, 500.0)), Some(vec![100.0, 300.0]));
        assert_eq!(place(&[label(0.0), label(0.0)], (0.0, 500.0)), Some(vec![0.0, 60.0]));
        assert_eq!(place(&[label(0.0), label(0.0)], (0.0, 109.0)), None);
    }

    proptest! {
        #[test]
        fn labels_keep_their_order_and_never_overlap(labels in labels()) {
            let widths: f64 = labels.iter().map(|label| label.width + BETWEEN).sum();
            let Some(places) = place(&labels, (0.0, 1000.0)) else {
                prop_assert!(widths - BETWEEN > 1000.0);
                return Ok(());
            };
            let ends: Vec<f64> = places.iter().zip(&labels).map(|(place, label)| place + label.width).collect();
            for (end, next) in ends.iter().zip(places.iter().skip(1)) {
                prop_assert!(next - end >= BETWEEN - 1e-6, "{places:?}");
            }
            prop_assert!(places.first().is_none_or(|first| *first >= -1e-6));
            prop_assert!(ends.last().is_none_or(|last| *last <= 1000.0 + 1e-6));
        }

        #[test]
        fn no_single_move_brings_them_nearer(labels in labels(), at in 0usize..12, by in -30.0..30.0) {
            let Some(places) = place(&labels, (0.0, 1000.0)) else { return Ok(()) };
            let cost = |places: &[f64]| -> f64 {
                places.iter().zip(&labels).map(|(place, label)| (place - label.wanted).powi(2)).sum()
            };
            let mut moved = places.clone();
            // All from one label on are moved, as far as that leaves them within the room and apart.
            moved.iter_mut().skip(at).for_each(|place| *place += by);
            let ends: Vec<f64> = moved.iter().zip(&labels).map(|(place, label)| place + label.width).collect();
            let apart = ends.iter().zip(moved.iter().skip(1)).all(|(end, next)| next - end >= BETWEEN);
            let within = moved.first().is_none_or(|first| *first >= 0.0) && ends.last().is_none_or(|last| *last <= 1000.0);
            prop_assume!(apart && within);
            prop_assert!(cost(&moved) >= cost(&places) - 1e-6);
        }
    }
}
