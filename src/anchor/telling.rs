//! What tells equal words apart: the shortest context that only one of their places has.
//!
//! In come a text and places of the same words in it, out come contexts for a selector.

use std::ops::Range;

use icu_segmenter::GraphemeClusterSegmenter;

use super::text::{first_chars, last_chars};
use super::{MOST_TOLD, Selector, Telling, Text, candidates, sides};

/// A context longer than so many characters is worse to read than a number: `nth` then takes its place.
const LONGEST_CONTEXT: usize = 100;

/// Words with more places than this are numbered at once: to compare all their contexts would take long.
const MOST_COMPARED: usize = 4096;

/// For each of the places (the first [`MOST_TOLD`] of them) what makes the selector's words match there only.
pub(super) fn tell_apart(text: &Text, selector: &Selector, places: &[Range<usize>]) -> Vec<Telling> {
    let all = candidates(text, selector);
    let told = |place: &Range<usize>| {
        let index = all.iter().position(|candidate| text.in_text(candidate) == *place)?;
        tell(text, &all, index)
    };
    places.iter().take(MOST_TOLD).filter_map(told).collect()
}

/// The selector with the fewest words around a quote that anchors to a byte range of the text, which is trimmed.
/// `None` if the range is blank or cuts a character.
pub fn shortest_selector(text: &Text, range: Range<usize>) -> Option<Selector> {
    let words = text.as_str().get(range.clone())?;
    let start = range.start + (words.len() - words.trim_start().len());
    let quote = words.trim().to_owned();
    let range = start..start + quote.len();
    only_at(text, Selector::quote(quote), &range)
}

/// The selector's words with the context that makes them match at this place only; `None` if they don't match there.
pub(super) fn only_at(text: &Text, selector: Selector, place: &Range<usize>) -> Option<Selector> {
    let telling = tell_apart(text, &selector, std::slice::from_ref(place)).pop()?;
    Some(selector.told_by(telling))
}

/// What tells the place at `index` from all others.
fn tell(text: &Text, all: &[Range<usize>], index: usize) -> Option<Telling> {
    let place = all.get(index)?;
    let range = text.in_text(place);
    if all.len() > MOST_COMPARED {
        return Some(Telling { range, before: None, after: None, nth: Some(index + 1) });
    }
    let (left, right) = sides(text, place);
    let others = all.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, other)| sides(text, other));
    let shared = others.map(|(other_left, other_right)| {
        (in_common(left.chars().rev(), other_left.chars().rev()), in_common(right.chars(), other_right.chars()))
    });
    let there_are = [left, right].map(|side| side.chars().take(LONGEST_CONTEXT).count());
    let told = sufficient(shared)
        .into_iter()
        .filter(|(before, after)| *before <= there_are[0] && *after <= there_are[1])
        .map(|(before, after)| (words_before(text, left, before), words_after(text, right, after)))
        .min_by_key(|(before, after)| {
            let [before, after] = [before, after].map(|words| words.as_ref().map_or(0, |words| words.chars().count()));
            // One side is better than two, and the left one is the better of two.
            (before + after, before.min(after), after)
        });
    let nth = if told.is_none() { Some(index + 1) } else { None };
    let (before, after) = told.unwrap_or_default();
    Some(Telling { range, before, after, nth })
}

/// How many characters two sides have in common from the place on, up to [`LONGEST_CONTEXT`].
fn in_common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take(LONGEST_CONTEXT).take_while(|(one, other)| one == other).count()
}

/// The pairs of lengths of `before` and `after`, in characters, that just leave out every other place, given how many
/// characters each of these shares on both sides.
fn sufficient(shared: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    // For each number of characters shared on the left, what `after` must have for the places that share them.
    let mut needed = [0; LONGEST_CONTEXT + 1];
    for (left, right) in shared {
        if let Some(after) = needed.get_mut(left) {
            *after = (right + 1).max(*after);
        }
    }
    let mut pairs = Vec::new();
    let mut after = 0;
    for (left, needed) in needed.iter().enumerate().rev() {
        if *needed > after {
            pairs.push((left + 1, after));
            after = *needed;
        }
    }
    pairs.push((0, after));
    pairs
}

/// The last `length` characters of a left side as they stand in the text, and more where they would begin with a
/// blank or cut a cluster.
fn words_before(text: &Text, left: &str, length: usize) -> Option<String> {
    let end = text.in_text(&(0..left.len())).end;
    let first = length.checked_sub(1)?;
    let mut starts = left.char_indices().rev().skip(first);
    let whole = starts.find_map(|(start, character)| {
        let start = text.in_text(&(start..left.len())).start;
        (character != ' ' && is_cluster_boundary(text.as_str(), start)).then_some(start)
    });
    text.as_str().get(whole?..end).map(str::to_owned)
}

/// The first `length` characters of a right side, by the same rules.
fn words_after(text: &Text, right: &str, length: usize) -> Option<String> {
    let offset = text.key().len() - right.len();
    let start = text.in_text(&(offset..text.key().len())).start;
    let last = length.checked_sub(1)?;
    let mut ends = right.char_indices().skip(last);
    let whole = ends.find_map(|(end, character)| {
        let end = text.in_text(&(offset..offset + end + character.len_utf8())).end;
        (character != ' ' && is_cluster_boundary(text.as_str(), end)).then_some(end)
    });
    text.as_str().get(start..whole?).map(str::to_owned)
}

/// A cluster is assumed to begin within so many characters: longer ones are not written.
const LONGEST_CLUSTER: usize = 64;

/// Whether no grapheme cluster (UAX #29) is cut at a byte offset.
pub(super) fn is_cluster_boundary(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    let before = last_chars(before, LONGEST_CLUSTER);
    let near = [before, first_chars(after, 1)].concat();
    GraphemeClusterSegmenter::new().segment_str(&near).any(|boundary| boundary == before.len())
}
