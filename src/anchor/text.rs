//! The text of an article, prepared for search.
//!
//! In comes *the text* as the reader sees it, out come byte ranges in it. Blanks next to a CJK character don't count in
//! matching, so the search runs over a *key*: the text without those blanks. Key offsets never leave this folder.

use std::ops::Range;

use crate::text::{fold_blanks, is_blank, is_cjk};

/// A count of characters is kept for each so many bytes of the text.
const BYTES_PER_COUNT: usize = 256;

/// *The text* of an article, in NFC, with its search key and a table of character counts.
#[derive(Clone, Debug)]
pub struct Text {
    text: String,
    key: String,
    /// For each blank that the key leaves out, the offset in the key where it stood; ascending.
    dropped: Vec<usize>,
    /// The number of characters before each `BYTES_PER_COUNT`th byte.
    counts: Vec<usize>,
}

impl Text {
    /// Prepares a text that is in NFC. Runs of blanks are folded and the ends trimmed, if they are not yet.
    pub fn new(text: &str) -> Text {
        let text = fold_blanks(text);
        let (key, dropped) = drop_blanks(&text);
        let mut counts = Vec::with_capacity(text.len() / BYTES_PER_COUNT + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(BYTES_PER_COUNT) {
            counts.push(count);
            count += count_characters(block);
        }
        Text { text, key, dropped, counts }
    }

    /// The text itself, which all byte ranges refer to.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number of characters (code points) before a byte offset.
    pub fn chars_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / BYTES_PER_COUNT;
        let rest = self.text.as_bytes().get(block * BYTES_PER_COUNT..byte).unwrap_or_default();
        let count = self.counts.get(block).copied();
        // A text whose length is a multiple of the block ends where no block begins.
        count.map_or_else(|| count_characters(self.text.as_bytes()), |count| count + count_characters(rest))
    }

    /// Up to so many characters before and after a byte range, blanks at their ends included.
    pub fn context(&self, range: Range<usize>, chars: usize) -> (&str, &str) {
        let before = self.text.get(..range.start).unwrap_or_default();
        let after = self.text.get(range.end..).unwrap_or_default();
        (last_chars(before, chars), first_chars(after, chars))
    }

    /// The text without the blanks that don't count.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Every place of a key (see [`key_of`]) in the key of the text.
    pub(super) fn find_key(&self, words: &str) -> Vec<Range<usize>> {
        let Some(first) = words.chars().next() else {
            return Vec::new();
        };
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(found) = self.key.get(from..).and_then(|rest| rest.find(words)) {
            let start = from + found;
            places.push(start..start + words.len());
            from = start + first.len_utf8();
        }
        places
    }

    /// The byte range in the text of a byte range in the key; without dropped blanks at its ends.
    pub(super) fn in_text(&self, place: &Range<usize>) -> Range<usize> {
        let start = place.start + self.dropped.partition_point(|dropped| *dropped <= place.start);
        let end = place.end + self.dropped.partition_point(|dropped| *dropped < place.end);
        start..end
    }
}

/// The key of words that are looked for: blanks folded, ends trimmed, and the blanks next to CJK characters left out.
pub(super) fn key_of(words: &str) -> String {
    drop_blanks(&fold_blanks(words)).0
}

/// The last so many characters.
pub(super) fn last_chars(string: &str, chars: usize) -> &str {
    let Some(last) = chars.checked_sub(1) else {
        return "";
    };
    string.char_indices().nth_back(last).and_then(|(start, _)| string.get(start..)).unwrap_or(string)
}

/// The first so many characters.
pub(super) fn first_chars(string: &str, chars: usize) -> &str {
    string.char_indices().nth(chars).and_then(|(end, _)| string.get(..end)).unwrap_or(string)
}

/// A folded text without the blanks next to CJK characters, and the offsets in the result where they stood.
fn drop_blanks(text: &str) -> (String, Vec<usize>) {
    let mut key = String::with_capacity(text.len());
    let mut dropped = Vec::new();
    let mut characters = text.chars().peekable();
    let mut after_cjk = false;
    while let Some(character) = characters.next() {
        let blank = is_blank(character);
        if blank && (after_cjk || characters.peek().copied().is_some_and(is_cjk)) {
            dropped.push(key.len());
        } else {
            key.push(character);
        }
        after_cjk = is_cjk(character);
    }
    (key, dropped)
}

/// The characters that begin in a piece of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}
