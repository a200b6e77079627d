//! The likely new place of an orphan.
//!
//! In come a text and a selector that matches nowhere in it, out comes the one place that its words were probably
//! edited into, or nothing. The context is looked for first: words and their surroundings together are long enough to be
//! recognised after an edit, and where the words themselves were deleted the surroundings show that they are gone. Words
//! alone, looked for with mistakes allowed, are found in places that have nothing to do with them.

use std::iter::once;
use std::ops::Range;

use crate::text::is_cjk;

use super::alignment::part_of;
use super::approximate::{distance, nearest_window};
use super::telling::{is_cluster_boundary, only_at};
use super::text::{first_chars, key_of, last_chars};
use super::{Proposal, Selector, Text, candidates, places};

/// The characters of context on each side of the words.
const CONTEXT: usize = 16;

/// Words in the context they had, in characters of a key.
struct Remembered {
    before: Vec<char>,
    words: Vec<char>,
    after: Vec<char>,
    /// Where they stood in the key of the earlier text, in bytes, if it is known.
    stood: Option<Range<usize>>,
}

/// The likely new place of a selector that matches nowhere in the text.
pub(super) fn propose(text: &Text, selector: &Selector, earlier: Option<&str>) -> Option<Proposal> {
    let earlier = earlier.map(Text::new);
    let in_earlier = earlier.as_ref().and_then(|earlier| from_earlier(earlier, selector));
    let remembered = in_earlier.or_else(|| from_selector(selector))?;
    let key: Vec<char> = text.key().chars().collect();
    let find = |one: &Remembered| {
        let range = one.find(&key)?;
        let stood_elsewhere = earlier.as_ref().is_some_and(|earlier| one.another_stood(earlier, &key, &range));
        (!stood_elsewhere).then(|| range_in_text(text, range))
    };
    let found: Vec<Range<usize>> = remembered.iter().map(find).collect::<Option<_>>()?;
    let words = |range: &Range<usize>| text.as_str().get(range.clone()).map(str::to_owned);
    let (selector, range) = match found.as_slice() {
        [quote] => (Selector::quote(words(quote)?), quote.clone()),
        [from, to] => (Selector::passage(words(from)?, words(to)?), from.start..to.end),
        _ => return None,
    };
    let selector = only_at(text, selector, &range)?;
    Some(Proposal { range, selector })
}

/// The words in the context that they have in an earlier text, if the selector matches once there.
fn from_earlier(earlier: &Text, selector: &Selector) -> Option<Vec<Remembered>> {
    let [place] = places(earlier, selector).try_into().ok()?;
    let mut candidates = candidates(earlier, selector).into_iter();
    let place = candidates.find(|candidate| earlier.in_text(candidate) == place)?;
    let key = earlier.key();
    let remember = |range: Range<usize>| {
        Some(Remembered {
            before: last_chars(key.get(..range.start)?, CONTEXT).chars().collect(),
            words: key.get(range.clone())?.chars().collect(),
            after: first_chars(key.get(range.end..)?, CONTEXT).chars().collect(),
            stood: Some(range),
        })
    };
    match selector {
        Selector::Quote { .. } => Some(vec![remember(place)?]),
        Selector::Passage { from, to, .. } => {
            let from_end = place.start + key_of(from).len();
            let to_start = place.end - key_of(to).len();
            Some(vec![remember(place.start..from_end)?, remember(to_start..place.end)?])
        }
    }
}

/// The words in the context that the selector itself gives. A number says nothing about another text.
fn from_selector(selector: &Selector) -> Option<Vec<Remembered>> {
    let (before, after, nth) = selector.context();
    if nth.is_some() {
        return None;
    }
    let remember = |before: Option<&str>, words: &str, after: Option<&str>| Remembered {
        before: last_chars(&key_of(before.unwrap_or_default()), CONTEXT).chars().collect(),
        words: key_of(words).chars().collect(),
        after: first_chars(&key_of(after.unwrap_or_default()), CONTEXT).chars().collect(),
        stood: None,
    };
    Some(match selector {
        Selector::Quote { quote, .. } => vec![remember(before, quote, after)],
        Selector::Passage { from, to, .. } => {
            vec![remember(before, from, None), remember(None, to, after)]
        }
    })
}

impl Remembered {
    /// The range in a key, in characters, that the words probably became.
    fn find(&self, key: &[char]) -> Option<Range<usize>> {
        let pattern = [self.before.as_slice(), &self.words, &self.after].concat();
        let most = if self.stood.is_some() { pattern.len() / 5 } else { recognisable(&pattern) };
        let window = nearest_window(&pattern, key, most)?;
        let words = self.before.len()..self.before.len() + self.words.len();
        let part = part_of(key.get(window.clone())?, &pattern, words);
        let range = trimmed(key, window.start + part.start..window.start + part.end);
        let words_differ = distance(&self.words, key.get(range.clone())?);
        let context_differs = distance(&pattern, key.get(window)?).saturating_sub(words_differ);
        (!range.is_empty() && self.holds(words_differ, context_differs)).then_some(range)
    }

    /// Whether words and context are still the same ones, given their edit distances from what was found.
    fn holds(&self, words_differ: usize, context_differs: usize) -> bool {
        if self.stood.is_none() {
            // A selector has a context because its words stand elsewhere, too. Where it is gone they are others.
            let context = [self.before.as_slice(), &self.after].concat();
            return context_differs <= recognisable(&context) && 2 * words_differ <= self.words.len();
        }
        // Were the words deleted, the rest of the window could still be near enough. Between untouched neighbours they
        // may differ by more.
        match context_differs {
            0 => self.words.len() == 1 || 3 * words_differ <= 2 * self.words.len(),
            _ => 2 * words_differ <= self.words.len(),
        }
    }

    /// Whether the words at a range of the new key stood in the earlier text already, at another place, and so
    /// are others than those that are looked for. One side of the context is enough: the other may have been edited.
    fn another_stood(&self, earlier: &Text, key: &[char], range: &Range<usize>) -> bool {
        let Some(home) = &self.stood else {
            return false;
        };
        let halves = [
            range.start.checked_sub(CONTEXT).and_then(|start| key.get(start..range.end)),
            key.get(range.start..range.end + CONTEXT),
        ];
        halves.into_iter().flatten().any(|half| {
            let stood = earlier.find_key(&half.iter().collect::<String>());
            let elsewhere = |place: &Range<usize>| place.end <= home.start || home.end <= place.start;
            !stood.is_empty() && stood.iter().all(elsewhere)
        })
    }
}

/// The edit distance up to which words are recognised by themselves, or with the few characters of context that a
/// selector has: nearly the same words stand in many places. A letter says about a third of what a CJK character does.
fn recognisable(words: &[char]) -> usize {
    let weight: usize = words.iter().map(|character| if is_cjk(*character) { 3 } else { 1 }).sum();
    weight / 15
}

/// A range of characters without the blanks at its ends.
fn trimmed(key: &[char], range: Range<usize>) -> Range<usize> {
    let words = key.get(range.clone()).unwrap_or_default();
    let Some(first) = words.iter().position(|character| *character != ' ') else {
        return range.start..range.start;
    };
    let last = words.iter().rposition(|character| *character != ' ').unwrap_or(first);
    range.start + first..range.start + last + 1
}

/// The byte range in the text of a range of characters in its key, widened to whole grapheme clusters.
fn range_in_text(text: &Text, range: Range<usize>) -> Range<usize> {
    let key = text.key();
    let byte = |character| key.char_indices().nth(character).map_or(key.len(), |(byte, _)| byte);
    let Range { start, end } = text.in_text(&(byte(range.start)..byte(range.end)));
    let text = text.as_str();
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let starts = before.char_indices().rev().map(|(start, _)| start);
    let ends = after.char_indices().map(|(at, character)| end + at + character.len_utf8());
    let whole = |at: &usize| is_cluster_boundary(text, *at);
    let wider_start = once(start).chain(starts).find(whole);
    let wider_end = once(end).chain(ends).find(whole);
    wider_start.unwrap_or(start)..wider_end.unwrap_or(end)
}
