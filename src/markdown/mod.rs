//! Markdown: one article's body in, a value out from which any page can be written.
//!
//! In comes the body without its front matter (NFC, LF or CRLF, maybe empty) and two options.
//! Out comes a [`Document`]: *the text* that a reader sees, the pieces of the body in the order
//! in which they are written, the headings, and the problems. [`write_html`] makes HTML of
//! it. This module knows no entities, files, links' targets or settings. The Markdown of notes goes
//! the same way, with an [`Options::id_prefix`] and no marks.
//!
//! All offsets are bytes: of [`Document::text`], or of the body where they are called `source`.

mod blocks;
mod builder;
mod cjk;
mod code;
mod elements;
mod events;
mod footnotes;
mod headings;
mod html;
mod inline;
mod math;
mod prose;
mod raw_html;
mod refs;
mod spans;
mod walk;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use code::HIGHLIGHT_CLASSES;
pub use html::{Picture, Reference, Weave, escape, write_html};
pub use math::hush;
pub use prose::{reading_minutes, summary};
pub use spans::{MarkKind, SpanMark};

/// What becomes of raw HTML in the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// It reaches the page, once its tags are balanced.
    #[default]
    Pass,
    /// It is shown as it is written.
    Escape,
}

/// How a body is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub html: RawHtml,
    /// Stands before every id that is made here (headings, footnotes), so that several bodies can
    /// share a page. Empty for an article.
    pub id_prefix: String,
}

/// A body as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// *The text*: what a reader sees, each run of blanks one space, trimmed.
    pub text: String,
    /// The body in the order in which it is written. The ranges of the pieces that carry text
    /// are disjoint, in order, and cover the text.
    pub pieces: Vec<Piece>,
    pub headings: Vec<Heading>,
    pub problems: Vec<Problem>,
}

/// A part of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// HTML that is written as it is and carries nothing of the text.
    Markup(String),
    /// Words of the text; to be escaped. They begin at `source` in the body.
    Words {
        range: Range<usize>,
        source: usize,
        place: Place,
    },
    /// Blanks whose written form differs from the text's. The range is one byte or empty.
    Blank {
        raw: String,
        range: Range<usize>,
        kind: BlankKind,
    },
    /// Something that cannot be split and stands for a range of the text: math.
    Atom {
        html: String,
        range: Range<usize>,
        source: usize,
    },
    /// The author's link begins; `dest` is as written.
    LinkStart {
        dest: String,
        title: String,
        source: Range<usize>,
    },
    LinkEnd,
    Image(Image),
    /// A word of the page's own language, which is no part of the text; may stand in an attribute.
    Label(Label),
    /// A wikilink begins; the words up to its end are shown.
    WikiStart {
        target: String,
        source: Range<usize>,
    },
    WikiEnd,
    /// The heading with this index in [`Document::headings`] begins; its tag follows as markup.
    HeadingStart(usize),
    HeadingEnd,
}

/// What the page says of itself within a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    /// The section of footnotes.
    Footnotes,
    /// The link from a footnote back to the text.
    BackToText,
    /// A task's box, ticked or not.
    Done,
    ToDo,
    /// The links to notes behind a block.
    Annotations,
}

/// Whether blanks may lie within an annotation's span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlankKind {
    /// Among words.
    Inline,
    /// After a line break, between blocks, cells or items.
    Block,
}

/// An image; its alternative words are no part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub dest: String,
    pub alt: String,
    pub title: String,
    pub source: Range<usize>,
}

/// Where words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub code: bool,
    pub heading: bool,
    /// Inside an author's link, a wikilink, or a raw `<a>`.
    pub link: bool,
    /// Inside a wikilink, so that they are a mention already.
    pub wiki: bool,
    pub footnote: bool,
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as in the page: a body that uses level 1 is moved down by one, and a level that is
    /// left out on the way down is made up for.
    pub level: u8,
    /// Never empty.
    pub id: String,
    pub words: String,
    /// Bytes of the text.
    pub range: Range<usize>,
    pub source: Range<usize>,
}

/// Something wrong in the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub kind: ProblemKind,
    pub source: Range<usize>,
    pub message: String,
    pub help: String,
}

/// What can be wrong in a body. None of it keeps the page from being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Words look like a reference to a footnote that is not there.
    FootnoteUndefined,
    FootnoteTwice,
    FootnoteUnused,
    Math,
    RawHtml,
    IdTwice,
}

/// Reads a body.
pub fn parse(source: &str, options: &Options) -> Document {
    walk::walk(source, options)
}
