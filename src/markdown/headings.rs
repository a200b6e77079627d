//! Ids: of headings by their words, or as the author wrote them, each once.
//!
//! In come words and wishes, out come ids that no other element of the body has.

use std::collections::{HashMap, HashSet};

use html5gum::{Token, Tokenizer};
use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::events::Located;

/// Footnotes have ids that begin so.
const RESERVED: [&str; 2] = ["fn-", "fnref-"];

/// The ids of a body.
pub struct Ids {
    prefix: String,
    taken: HashSet<String>,
    /// Ids that authors wrote for headings: no other heading gets one of them by its words.
    wished: HashSet<String>,
    /// Ids of raw HTML, which no heading gets.
    raw: HashSet<String>,
    /// The last number that a heading of these words got.
    twins: HashMap<String, usize>,
}

impl Ids {
    pub fn new(prefix: &str, events: &[Located<'_>]) -> Self {
        let wished = events.iter().filter_map(|(event, _)| match event {
            Event::Start(Tag::Heading { id, .. }) => id.as_deref().map(str::to_owned),
            _ => None,
        });
        Self {
            prefix: prefix.to_owned(),
            taken: HashSet::new(),
            wished: wished.collect(),
            raw: events.iter().flat_map(|(event, _)| raw_ids(event)).collect(),
            twins: HashMap::new(),
        }
    }

    /// The id with the prefix of the body.
    pub fn prefixed(&self, id: &str) -> String {
        format!("{}{id}", self.prefix)
    }

    /// Takes an id that the author wrote, unless it is taken.
    pub fn claim(&mut self, id: &str) -> Option<String> {
        let reserved = RESERVED.iter().any(|prefix| id.starts_with(prefix)) || self.raw.contains(id);
        let fresh = !id.is_empty() && !reserved && self.taken.insert(id.to_owned());
        fresh.then(|| self.prefixed(id))
    }

    /// Makes an id of a heading's words: letters of any script, in lower case, with hyphens.
    pub fn make(&mut self, words: &str) -> String {
        let slug = slug(words);
        let mut id = slug.clone();
        let twin = self.twins.entry(slug.clone()).or_insert(1);
        let is_others = |id: &str| self.wished.contains(id) || self.raw.contains(id);
        while is_others(&id) || !self.taken.insert(id.clone()) {
            *twin += 1;
            id = format!("{slug}-{twin}");
        }
        self.prefixed(&id)
    }
}

/// The ids of the raw tags in an event.
fn raw_ids(event: &Event<'_>) -> Vec<String> {
    let (Event::Html(html) | Event::InlineHtml(html)) = event else {
        return Vec::new();
    };
    let id = |token: Token| match token {
        Token::StartTag(tag) => {
            let id = tag.attributes.get(&b"id"[..])?;
            Some(String::from_utf8_lossy(id).into_owned())
        }
        _ => None,
    };
    Tokenizer::new(&**html).flatten().filter_map(id).collect()
}

/// Words as an id, never empty.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for character in words.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() || is_mark(character) {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        return "section".to_owned();
    }
    match RESERVED.iter().any(|prefix| slug.starts_with(prefix)) {
        true => format!("h-{slug}"),
        false => slug.to_owned(),
    }
}

/// Combining marks and ideographs' variation selectors, which belong to the letter before.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{3099}'..='\u{309A}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// How far headings move down so that the page's title stays the only one of level 1.
pub fn shift(events: &[Located<'_>]) -> u8 {
    let uses_top =
        |(event, _): &Located<'_>| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
    u8::from(events.iter().any(uses_top))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_letters_of_any_script() {
        for (words, id) in [
            ("算力返租做收入", "算力返租做收入"),
            ("Über AI：2024 年！", "über-ai-2024-年"),
            ("——", "section"),
            ("fn-1", "h-fn-1"),
        ] {
            assert_eq!(Ids::new("", &[]).make(words), id);
        }
    }

    #[test]
    fn ids_are_given_once() {
        let mut ids = Ids::new("n-", &[]);
        assert_eq!(ids.make("云"), "n-云");
        assert_eq!(ids.make("云"), "n-云-2");
        assert_eq!(ids.claim("云"), None);
        assert_eq!(ids.claim("x").as_deref(), Some("n-x"));
        assert_eq!(ids.make("X"), "n-x-2");
    }
}
