//! One page of the content, read and anchored: the card, the body, and every annotation at its words.
//!
//! In: the Markdown source, its sidecar, and the settings. Out: [`Article`] with its problems. Sees this page and nothing
//! else, so pages are read in parallel and redone one by one; whether ids resolve is for `resolve`.

mod agreement;
mod head;
mod inherit;
mod notes;
mod place;
mod read;

pub use agreement::claim_value;
pub use head::{Head, Origin};
pub use notes::{NoteDocument, notes};
pub use place::{orphan, selector};
pub use read::{body, read};

use std::ops::Range;
use std::sync::Arc;

use crate::anchor::Text;
use crate::diagnostic::Diagnostic;
use crate::id::Id;
use crate::markdown::Document;
use crate::path::ContentPath;
use crate::registry::{Citation, Definitions};
use crate::sidecar::{Bodies, Target};
use crate::source::{At, Source, Span};

/// What a Markdown file is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An analysis report below articles/.
    Report,
    /// The home page's own words.
    Home,
    /// The introduction of the list of articles, entities or topics.
    ListIntro(&'static str),
    /// Prose of the entity whose id is the file's name.
    EntityProse(Id),
    /// Any other page.
    Page,
}

/// A page, read and anchored.
#[derive(Debug, Clone)]
pub struct Article {
    pub path: ContentPath,
    pub kind: Kind,
    pub source: Arc<Source>,
    /// Byte of the source at which the body begins, behind the front matter.
    pub body_start: usize,
    pub head: Head,
    pub document: Document,
    /// In the order of the text; those without a place in it follow in the order of the sidecar.
    pub annotations: Vec<Annotation>,
    pub mention_aliases: Vec<(At<String>, At<Id>)>,
    pub definitions: Definitions,
    pub problems: Vec<Diagnostic>,
}

/// An annotation that was looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    pub id: Id,
    pub place: Place,
    pub target: Target,
    pub bodies: Bodies,
    /// What its bodies without sources of their own rest on, inherited where it names none; empty where the article
    /// itself is the source.
    pub sources: Vec<Citation>,
    /// The item's first line in the sidecar.
    pub span: Span,
}

/// Where an annotation stands. Ranges are bytes of the document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Words(Range<usize>),
    /// A section with its subsections; the index is the heading's.
    Section {
        heading: usize,
        range: Range<usize>,
    },
    /// No target: background, or a source for the whole article.
    Background,
    /// Its words were not found, or found in several places: shown apart, never guessed.
    Orphan,
}

impl Place {
    pub fn range(&self) -> Option<&Range<usize>> {
        match self {
            Place::Words(range) | Place::Section { range, .. } => Some(range),
            Place::Background | Place::Orphan => None,
        }
    }
}

impl Annotation {
    /// The sources of a body: its own, else the annotation's.
    pub fn sources_of<'a>(&'a self, own: &'a [Citation]) -> &'a [Citation] {
        if own.is_empty() { &self.sources } else { own }
    }
}

impl Article {
    /// The route of this page, not percent-encoded.
    pub fn route(&self) -> String {
        self.path.route()
    }

    /// Whether the page tells something: entity prose and introductions are parts of other pages.
    pub fn is_report(&self) -> bool {
        self.kind == Kind::Report
    }

    /// A span of the body as a place in the file.
    pub fn body_span(&self, range: &Range<usize>) -> Span {
        Span::new(&self.source, self.body_start + range.start..self.body_start + range.end)
    }

    /// The place in the file where a byte of the text was written.
    pub fn text_span(&self, range: &Range<usize>) -> Span {
        place::source_span(self, range)
    }

    /// The words that one of its annotations is about: of a section its heading, for its words may be many; of an orphan
    /// those that were looked for.
    pub fn quote(&self, annotation: &Annotation) -> String {
        match (&annotation.place, &annotation.target) {
            (Place::Words(range), _) => self.document.text.get(range.clone()).unwrap_or("").to_owned(),
            (Place::Section { heading, .. }, _) => {
                self.document.headings.get(*heading).map(|heading| heading.words.clone()).unwrap_or_default()
            }
            (_, Target::None) => String::new(),
            (_, Target::Quote { quote, .. }) => quote.value.clone(),
            (_, Target::Passage { from, to, .. }) => format!("{} … {}", from.value, to.value),
            (_, Target::Section(heading)) => heading.value.clone(),
        }
    }

    /// The section in which a byte of the text stands: the index of the last heading before it.
    pub fn heading_at(&self, byte: usize) -> Option<usize> {
        self.document.headings.partition_point(|heading| heading.range.start <= byte).checked_sub(1)
    }
}

/// The text prepared for search, for those who look for several selectors.
pub fn searchable(document: &Document) -> Text {
    Text::new(&document.text)
}

#[cfg(test)]
mod tests;
