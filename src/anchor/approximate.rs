//! Words looked for with mistakes allowed.
//!
//! In come a pattern and a text as characters, out comes the one window of the text that is nearest to the pattern.
//! Nothing here knows of quotes and contexts.
//!
//! The distances are computed by the bit-vector algorithm of G. Myers, “A fast bit-vector algorithm for approximate
//! string matching based on dynamic programming”, Journal of the ACM 46 (3), 1999, in its version for patterns of
//! several machine words: a column of the table of edit distances is kept as the differences between its cells, 64 of
//! them in two words.

use std::collections::HashMap;
use std::ops::Range;

/// Patterns of more characters are not looked for, which bounds the work on one text.
const LONGEST_PATTERN: usize = 4096;

/// More windows of equal distance than this are not compared with each other: one of them is then surely a tie.
const MOST_ENDS: usize = 64;

/// Where a match may begin.
#[derive(Clone, Copy)]
pub(super) enum Begin {
    /// At any character of the text.
    Anywhere,
    /// At the first character of the text only.
    AtOnce,
}

/// A pattern, turned into masks: for each of its characters the rows of the table where it stands.
pub(super) struct Pattern {
    masks: HashMap<char, Vec<u64>>,
    length: usize,
}

/// 64 rows of a column: where a cell is one more, and one less, than the cell above it.
struct Block {
    more: u64,
    less: u64,
}

impl Pattern {
    pub(super) fn new(pattern: impl ExactSizeIterator<Item = char>) -> Pattern {
        let length = pattern.len();
        let mut masks: HashMap<char, Vec<u64>> = HashMap::new();
        for (row, character) in pattern.enumerate() {
            let mask = masks.entry(character).or_insert_with(|| vec![0; length.div_ceil(64)]);
            if let Some(word) = mask.get_mut(row / 64) {
                *word |= 1 << (row % 64);
            }
        }
        Pattern { masks, length }
    }

    /// For each character of the text, the edit distance (Levenshtein's) between the pattern and the nearest piece of
    /// text that ends with this character.
    pub(super) fn distances(&self, text: impl Iterator<Item = char>, begin: Begin) -> impl Iterator<Item = usize> {
        let none = vec![0; self.length.div_ceil(64)];
        let mut column: Vec<Block> = none.iter().map(|_| Block { more: u64::MAX, less: 0 }).collect();
        let mut distance = self.length;
        let first_row = match begin {
            Begin::Anywhere => 0,
            Begin::AtOnce => 1,
        };
        let last_row = 1 << (self.length.wrapping_sub(1) % 64);
        text.map(move |character| {
            let mask = self.masks.get(&character).unwrap_or(&none);
            let mut carry = first_row;
            let last = column.len().saturating_sub(1);
            for (index, (block, rows)) in column.iter_mut().zip(mask).enumerate() {
                carry = block.advance(*rows, carry, if index == last { last_row } else { 1 << 63 });
            }
            distance = distance.saturating_add_signed(carry);
            distance
        })
    }
}

impl Block {
    /// Goes on to the next column. `equal` has the rows where pattern and text agree; `above` is by how much the cell
    /// above the block grew. Returns by how much the cell at the row `bottom` grew.
    fn advance(&mut self, equal: u64, above: isize, bottom: u64) -> isize {
        let above_less = u64::from(above < 0);
        let above_more = u64::from(above > 0);
        let vertical = equal | self.less;
        let equal = equal | above_less;
        let horizontal = ((equal & self.more).wrapping_add(self.more) ^ self.more) | equal;
        let grown = self.less | !(horizontal | self.more);
        let shrunk = self.more & horizontal;
        let result = isize::from(grown & bottom != 0) - isize::from(shrunk & bottom != 0);
        let grown = grown << 1 | above_more;
        let shrunk = shrunk << 1 | above_less;
        self.more = shrunk | !(vertical | grown);
        self.less = grown & vertical;
        result
    }
}

/// The edit distance of two strings of characters.
pub(super) fn distance(one: &[char], other: &[char]) -> usize {
    let pattern = Pattern::new(one.iter().copied());
    pattern.distances(other.iter().copied(), Begin::AtOnce).last().unwrap_or(one.len())
}

/// The window of the text (in characters) that is nearest to the pattern, if its distance is `most` or less and no
/// other window is as near. Windows that overlap by more than a half are one place.
pub(super) fn nearest_window(pattern: &[char], text: &[char], most: usize) -> Option<Range<usize>> {
    if pattern.is_empty() || pattern.len() > LONGEST_PATTERN {
        return None;
    }
    let forward = Pattern::new(pattern.iter().copied());
    let mut nearest = most;
    let mut ends = Vec::new();
    for (index, distance) in forward.distances(text.iter().copied(), Begin::Anywhere).enumerate() {
        if distance < nearest {
            ends.clear();
            nearest = distance;
        }
        if distance == nearest && ends.len() <= MOST_ENDS {
            ends.push(index + 1);
        }
    }
    if ends.len() > MOST_ENDS {
        return None;
    }
    let backward = Pattern::new(pattern.iter().rev().copied());
    let windows: Vec<_> = ends.iter().filter_map(|end| window_at(&backward, text.get(..*end)?, nearest)).collect();
    let best = windows.iter().min_by_key(|window| window.len().abs_diff(pattern.len()))?;
    let one_place = |other: &Range<usize>| {
        let overlap = best.end.min(other.end).saturating_sub(best.start.max(other.start));
        2 * overlap > best.len()
    };
    windows.iter().all(one_place).then(|| best.clone())
}

/// The window at the end of a text that has this distance from a pattern, which is given backwards. Of several the one
/// whose length is nearest to the pattern's.
fn window_at(backward: &Pattern, text: &[char], distance: usize) -> Option<Range<usize>> {
    let longest = backward.length + distance;
    let near = backward.distances(text.iter().rev().copied().take(longest), Begin::AtOnce).enumerate();
    let lengths = near.filter(|(_, here)| *here == distance).map(|(index, _)| index + 1);
    let length = lengths.min_by_key(|length| length.abs_diff(backward.length))?;
    Some(text.len() - length..text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The last row of the plain table of edit distances (Sellers 1980).
    fn plain(pattern: &[char], text: &[char], begin: Begin) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut result = Vec::new();
        for (index, character) in text.iter().enumerate() {
            let mut next = vec![match begin {
                Begin::Anywhere => 0,
                Begin::AtOnce => index + 1,
            }];
            for (row, other) in pattern.iter().enumerate() {
                let replaced = column[row] + usize::from(other != character);
                next.push(replaced.min(column[row + 1] + 1).min(next[row] + 1));
            }
            column = next;
            result.push(column[pattern.len()]);
        }
        result
    }

    fn characters(alphabet: &'static str, length: Range<usize>) -> impl Strategy<Value = Vec<char>> {
        proptest::collection::vec(proptest::sample::select(alphabet.chars().collect::<Vec<_>>()), length)
    }

    proptest! {
        #[test]
        fn distances_agree_with_the_plain_table(
            pattern in characters("ab中 ", 1..200), text in characters("ab中 ", 0..260),
        ) {
            for begin in [Begin::Anywhere, Begin::AtOnce] {
                let fast: Vec<usize> = Pattern::new(pattern.iter().copied()).distances(text.iter().copied(), begin).collect();
                prop_assert_eq!(fast, plain(&pattern, &text, begin));
            }
        }

        #[test]
        fn a_window_is_as_near_as_the_table_says(
            pattern in characters("abc", 1..90), text in characters("abc", 0..200),
        ) {
            let most = pattern.len() / 2;
            if let Some(window) = nearest_window(&pattern, &text, most) {
                let nearest = plain(&pattern, &text, Begin::Anywhere).into_iter().min();
                prop_assert_eq!(Some(distance(&pattern, &text[window])), nearest);
            }
        }
    }

    #[test]
    fn patterns_of_whole_words_have_their_last_row() {
        for length in [1, 63, 64, 65, 127, 128, 129] {
            let pattern: Vec<char> = ('一'..).take(length).collect();
            assert_eq!(distance(&pattern, &pattern), 0, "{length}");
            assert_eq!(distance(&pattern, &pattern[1..]), 1, "{length}");
            assert_eq!(distance(&pattern, &[]), length);
        }
    }

    #[test]
    fn windows_are_found_once_or_not_at_all() {
        let find = |pattern: &str, text: &str, most| {
            let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            nearest_window(&pattern, &text, most).map(|window| text[window].iter().collect::<String>())
        };
        assert_eq!(find("阿里云降价", "去年阿里云大降价了", 1).as_deref(), Some("阿里云大降价"));
        assert_eq!(
            find("阿里云降价", "去年阿里云降了", 1).as_deref(),
            Some("阿里云降了"),
            "a character replaced at the end"
        );
        assert_eq!(find("阿里云降价", "去年腾讯云降了", 1), None, "too far");
        assert_eq!(find("阿里云降价", "阿里云降了，百里云降价", 1), None, "a tie");
        assert_eq!(find("阿里云降价", "", 5), None);
        assert_eq!(find("", "阿里云", 5), None);
    }
}
