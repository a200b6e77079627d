//! Targets of W3C annotations: the page, and selectors of the words in it (Web Annotation Data Model §4.2).
//!
//! In: an article and its annotations. Out: [`Target`]s. The words of what was found are given as they stand in *the
//! text*; of orphans there is only what the sidecar says.

use serde::Serialize;

use crate::anchor::Text;
use crate::article::{self, Annotation, Article, Place};
use crate::sidecar;

/// Code points before and after the words.
const CONTEXT_CHARS: usize = 32;

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Target<'a> {
    Page(&'a str),
    Words {
        #[serde(rename = "type")]
        kind: &'static str,
        source: &'a str,
        selector: Vec<Selector<'a>>,
    },
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all_fields = "camelCase")]
pub enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        prefix: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        suffix: &'a str,
    },
    /// Code points of the text; `end` is the first behind the words.
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
    /// From the beginning of one selection up to, and without, the beginning of another.
    #[serde(rename = "RangeSelector")]
    Range { start_selector: Box<Selector<'a>>, end_selector: Box<Selector<'a>> },
}

/// An article ready for its annotations' targets.
pub struct Targets<'a> {
    pub article: &'a Article,
    page: String,
    text: Text,
}

impl<'a> Targets<'a> {
    /// `page` is the article's URL.
    pub fn new(article: &'a Article, page: String) -> Self {
        Self { article, page, text: article::searchable(&article.document) }
    }

    pub fn of(&'a self, annotation: &'a Annotation) -> Target<'a> {
        let selector = match annotation.place.range() {
            Some(range) => self.found(range),
            None if annotation.place == Place::Orphan => wanted(&annotation.target),
            None => Vec::new(),
        };
        if selector.is_empty() {
            return Target::Page(&self.page);
        }
        Target::Words { kind: "SpecificResource", source: &self.page, selector }
    }

    fn found(&'a self, range: &std::ops::Range<usize>) -> Vec<Selector<'a>> {
        let (prefix, suffix) = self.text.context(range.clone(), CONTEXT_CHARS);
        let exact = self.text.as_str().get(range.clone()).unwrap_or("");
        let (start, end) = (self.text.chars_before(range.start), self.text.chars_before(range.end));
        vec![Selector::Quote { exact, prefix, suffix }, Selector::Position { start, end }]
    }
}

/// The words that were looked for.
fn wanted(target: &sidecar::Target) -> Vec<Selector<'_>> {
    let quote = |exact, prefix, suffix| Selector::Quote { exact, prefix, suffix };
    let selector = match target {
        sidecar::Target::None => return Vec::new(),
        sidecar::Target::Section(heading) => quote(&heading.value, "", ""),
        sidecar::Target::Quote { quote: words, before, after, .. } => quote(&words.value, text(before), text(after)),
        // A range ends where its second selector begins, so that one begins behind `to`.
        sidecar::Target::Passage { from, to, before, after, .. } => Selector::Range {
            start_selector: Box::new(quote(&from.value, text(before), "")),
            end_selector: Box::new(quote(text(after), &to.value, "")),
        },
    };
    vec![selector]
}

fn text(context: &Option<String>) -> &str {
    context.as_deref().unwrap_or("")
}
