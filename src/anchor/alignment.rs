//! Which part of a window corresponds to which part of a pattern.
//!
//! In come two strings of characters that are nearly the same and a range of the one, out comes the range of the other.

use std::cmp::Reverse;
use std::ops::Range;

/// The best way to a cell of the table of edit distances: its distance, then where the part begins (late is better) and
/// ends (early is better). What was inserted at the ends of the part so stays outside.
type Way = (usize, Reverse<usize>, usize);

/// The range of the window that a part of the pattern corresponds to in their best alignment; all in characters.
///
/// This is the table of Wagner and Fischer (1974), of which one row is kept: instead of tracing the best way back, each cell
/// carries where its way crossed the two rows that bound the part.
pub(super) fn part_of(window: &[char], pattern: &[char], part: Range<usize>) -> Range<usize> {
    let begun = |row: usize, column: usize, way: Way| {
        if row == part.start { (way.0, Reverse(column), way.2) } else { way }
    };
    let ended = |row: usize, column: usize, way: Way| {
        if row == part.end { (way.0, way.1, column) } else { way }
    };
    let mut above: Vec<Way> = (0..=window.len()).map(|column| begun(0, column, (column, Reverse(0), 0))).collect();
    for (row, character) in (1..).zip(pattern) {
        let mut next: Vec<Way> = Vec::with_capacity(above.len());
        let mut corner = None;
        let mut left = None;
        for (column, up) in above.iter().enumerate() {
            let same = column.checked_sub(1).and_then(|before| window.get(before)) == Some(character);
            let replaced = corner.map(|way| ended(row, column, longer(way, usize::from(!same))));
            let deleted = ended(row, column, longer(*up, 1));
            let inserted = left.map(|way| longer(way, 1));
            let best = [replaced, inserted].into_iter().flatten().fold(deleted, Way::min);
            let best = begun(row, column, best);
            next.push(best);
            corner = Some(*up);
            left = Some(best);
        }
        above = next;
    }
    above.last().map_or(0..0, |(_, start, end)| start.0..*end)
}

fn longer(way: Way, by: usize) -> Way {
    (way.0 + by, way.1, way.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(window: &str, before: &str, words: &str, after: &str) -> String {
        let window: Vec<char> = window.chars().collect();
        let pattern: Vec<char> = [before, words, after].concat().chars().collect();
        let start = before.chars().count();
        let range = part_of(&window, &pattern, start..start + words.chars().count());
        window[range].iter().collect()
    }

    #[test]
    fn a_part_is_followed_through_edits() {
        for (window, expected) in [
            ("去年阿里云降价了", "阿里云"),
            ("去年阿云降价了", "阿云"),
            ("去年里云降价了", "里云"),
            ("去年阿里降价了", "阿里"),
            ("去年腾里云降价了", "腾里云"),
            ("去年阿里雲降价了", "阿里雲"),
            ("去年阿里的云降价了", "阿里的云"),
            ("去年的阿里云又降价了", "阿里云"),
            ("阿里云", "阿里云"),
            ("去年降价了", ""),
        ] {
            assert_eq!(part(window, "去年", "阿里云", "降价了"), expected, "{window}");
        }
    }

    #[test]
    fn a_part_may_stand_at_the_ends() {
        assert_eq!(part("阿里雲降价", "", "阿里云", "降价"), "阿里雲");
        assert_eq!(part("去年阿里雲", "去年", "阿里云", ""), "阿里雲");
        assert_eq!(part("阿里雲", "", "阿里云", ""), "阿里雲");
        assert_eq!(part("", "", "阿里云", ""), "");
    }
}
