//! The Markdown of an article's notes, for those who look for problems in it.
//!
//! In: an article and the settings. Out: each note's words as a document, and places in the sidecar.

use std::ops::Range;

use super::Article;
use crate::config::Settings;
use crate::markdown::{self, Document, Options, RawHtml};
use crate::sidecar::Note;
use crate::source::Span;

/// A note's words in one language.
pub struct NoteDocument<'a> {
    note: &'a Note,
    text: &'a str,
    pub document: Document,
}

/// The notes of an article, each in all its languages.
pub fn notes<'a>(article: &'a Article, settings: &Settings) -> impl Iterator<Item = NoteDocument<'a>> {
    let html = if settings.html { RawHtml::Pass } else { RawHtml::Escape };
    let notes = article.annotations.iter().filter_map(|annotation| annotation.bodies.note.as_ref());
    notes.flat_map(move |note| {
        note.text.all().map(move |(_, text)| {
            let document = markdown::parse(text, &Options { html, ..Options::default() });
            NoteDocument { note, text, document }
        })
    })
}

impl NoteDocument<'_> {
    /// Where bytes of the note stand in the sidecar: YAML may have written them otherwise, so their first line is looked
    /// for, and the note's first line stands for what is not found.
    pub fn span(&self, source: &Range<usize>) -> Span {
        let whole = &self.note.span;
        let words = self.text.get(source.clone()).and_then(|words| words.trim().lines().next()).unwrap_or("");
        let found = whole.words().find(words).filter(|_| !words.is_empty());
        let start = whole.range().start + found.unwrap_or(0);
        let length = found.map_or_else(|| whole.words().find('\n').unwrap_or(whole.words().len()), |_| words.len());
        Span::new(whole.source(), start..start + length)
    }
}
