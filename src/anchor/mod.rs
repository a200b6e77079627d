//! Where in an article's text an annotation stands.
//!
//! In come *the text* of one article and a selector, out comes the byte range of the one place that matches, or why
//! there is no such place and what the writer could do about it. Nothing here knows of Markdown, YAML, diagnostics or
//! files, and nothing here guesses: a proposal is for the writer, never for the page.

mod alignment;
mod approximate;
mod proposal;
mod telling;
mod text;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::text::{fold_blanks, is_blank};

pub use telling::shortest_selector;
pub use text::Text;

use text::key_of;

/// The words by which an annotation says where it stands. All are in NFC; blanks at their ends don't count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// The words themselves.
    Quote {
        quote: String,
        /// What touches the quote on its left, blanks aside.
        before: Option<String>,
        /// What touches the quote on its right, blanks aside.
        after: Option<String>,
        /// Which of the places that are left, counted from 1.
        nth: Option<usize>,
    },
    /// The words that a passage begins with and those that it ends with.
    Passage {
        from: String,
        /// Its first occurrence after `from` ends the passage.
        to: String,
        /// What touches `from` on its left, blanks aside.
        before: Option<String>,
        /// What touches `to` on its right, blanks aside.
        after: Option<String>,
        /// Which of the passages that are left, counted from 1.
        nth: Option<usize>,
    },
}

/// What came of looking for a selector. Ranges are bytes of the text; they never begin or end in a blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchored {
    /// Exactly one place matches.
    At(Range<usize>),
    /// No place matches. The proposal is the likely new place, if there is exactly one.
    Orphan { proposal: Option<Proposal> },
    /// Several places match. The first of them, [`MOST_TOLD`] at most, come with what tells them apart.
    Ambiguous { places: Vec<Range<usize>>, telling: Vec<Telling> },
}

/// Of so many ambiguous places it is said what tells them apart.
pub const MOST_TOLD: usize = 32;

/// The likely new place of an orphan and the selector that anchors to exactly this place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub range: Range<usize>,
    pub selector: Selector,
}

/// The shortest context that makes the words of a selector match at one place only. It replaces the selector's own
/// `before`, `after` and `nth`. Where a context would be too long to be read, it is `nth` alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    pub range: Range<usize>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub nth: Option<usize>,
}

/// Looks for the place of a selector.
///
/// `earlier` is *the text* of the article when this selector last matched, if it is known; it only serves the proposal.
pub fn anchor(text: &Text, selector: &Selector, earlier: Option<&str>) -> Anchored {
    let mut places = places(text, selector);
    match places.len() {
        0 => Anchored::Orphan { proposal: proposal::propose(text, selector, earlier) },
        1 => Anchored::At(places.swap_remove(0)),
        _ => {
            let telling = telling::tell_apart(text, selector, &places);
            Anchored::Ambiguous { places, telling }
        }
    }
}

impl Selector {
    /// Whether blanks are written that do not count in the search.
    fn has_idle_blanks(&self) -> bool {
        let (before, after, _) = self.context();
        let words = match self {
            Selector::Quote { quote, .. } => [quote.trim(), ""],
            Selector::Passage { from, to, .. } => [from.trim(), to.trim()],
        };
        let contexts = [before.unwrap_or_default(), after.unwrap_or_default()];
        words.into_iter().chain(contexts).any(|words| fold_runs(words) != key_of(words))
    }
}

/// Whether a place has the words of a selector with their blanks; only runs of blanks are one space.
fn as_written(text: &Text, selector: &Selector, place: &Range<usize>) -> bool {
    let (before, after, _) = selector.context();
    let whole = text.as_str();
    let (left, right) = (whole.get(..place.start).unwrap_or(""), whole.get(place.end..).unwrap_or(""));
    let inside = whole.get(place.clone()).unwrap_or("");
    let words = match selector {
        Selector::Quote { quote, .. } => inside == fold_blanks(quote),
        Selector::Passage { from, to, .. } => {
            inside.starts_with(&fold_blanks(from)) && inside.ends_with(&fold_blanks(to))
        }
    };
    words
        && left.ends_with(&fold_runs(before.unwrap_or_default()))
        && right.starts_with(&fold_runs(after.unwrap_or_default()))
}

/// Runs of blanks as one space, also at the ends; blanks alone are nothing.
fn fold_runs(words: &str) -> String {
    let edge = |blank: bool| if blank { " " } else { "" };
    let folded = fold_blanks(words);
    if folded.is_empty() {
        return folded;
    }
    let (first, last) = (words.starts_with(is_blank), words.ends_with(is_blank));
    format!("{}{folded}{}", edge(first), edge(last))
}

/// Every place that matches a selector, in the order of the text.
///
/// Blanks that the selector has at its contexts' ends or next to CJK characters don't count, unless they alone tell one
/// place from all others: `lantern` with ` s` after it is not `lanterns`. Blanks that it lacks tell nothing.
pub fn places(text: &Text, selector: &Selector) -> Vec<Range<usize>> {
    let (before, after, nth) = selector.context();
    let (before, after) = (key_of(before.unwrap_or_default()), key_of(after.unwrap_or_default()));
    let mut places = candidates(text, selector);
    places.retain(|place| {
        let (left, right) = sides(text, place);
        left.ends_with(&before) && right.starts_with(&after)
    });
    let mut places: Vec<_> = places.iter().map(|place| text.in_text(place)).collect();
    if let Some(nth) = nth {
        let chosen = nth.checked_sub(1).and_then(|skipped| places.get(skipped).cloned());
        places = chosen.into_iter().collect();
    }
    if nth.is_none() && places.len() > 1 && selector.has_idle_blanks() {
        let mut literal = places.iter().filter(|place| as_written(text, selector, place));
        if let (Some(only), None) = (literal.next(), literal.next()) {
            return vec![only.clone()];
        }
    }
    places
}

impl Selector {
    /// A quote without context.
    pub fn quote(quote: String) -> Selector {
        Selector::Quote { quote, before: None, after: None, nth: None }
    }

    /// A passage without context.
    pub fn passage(from: String, to: String) -> Selector {
        Selector::Passage { from, to, before: None, after: None, nth: None }
    }

    /// `before`, `after` and `nth`.
    fn context(&self) -> (Option<&str>, Option<&str>, Option<usize>) {
        match self {
            Selector::Quote { before, after, nth, .. } | Selector::Passage { before, after, nth, .. } => {
                (before.as_deref(), after.as_deref(), *nth)
            }
        }
    }

    /// The same words in the context that tells one of their places apart.
    fn told_by(self, telling: Telling) -> Selector {
        let Telling { before, after, nth, .. } = telling;
        match self {
            Selector::Quote { quote, .. } => Selector::Quote { quote, before, after, nth },
            Selector::Passage { from, to, .. } => Selector::Passage { from, to, before, after, nth },
        }
    }
}

/// The places of a selector's words in the key of the text, whatever their context.
fn candidates(text: &Text, selector: &Selector) -> Vec<Range<usize>> {
    match selector {
        Selector::Quote { quote, .. } => text.find_key(&key_of(quote)),
        Selector::Passage { from, to, .. } => {
            let ends = text.find_key(&key_of(to));
            let passage = |start: Range<usize>| {
                let first = ends.partition_point(|end| end.start < start.end);
                ends.get(first).map(|end| start.start..end.end)
            };
            text.find_key(&key_of(from)).into_iter().filter_map(passage).collect()
        }
    }
}

/// The key of the text on the left and on the right of a place, without the blank that may stand between.
fn sides<'t>(text: &'t Text, place: &Range<usize>) -> (&'t str, &'t str) {
    let left = text.key().get(..place.start).unwrap_or_default();
    let right = text.key().get(place.end..).unwrap_or_default();
    (left.trim_end_matches(' '), right.trim_start_matches(' '))
}
