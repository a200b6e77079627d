//! Mentions: every place in an article that is about an entity.
//!
//! In: an article and the [`Lexicon`] of all names and aliases. Out: its mentions in the order of the text, annotated,
//! by wikilink, or found, and a problem for each name that may mean two entities. Must not know pages.

mod find;
mod lexicon;

pub use find::mentions;
pub use lexicon::Lexicon;

use std::ops::Range;

use crate::id::Id;

/// A mention of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the article's text.
    pub range: Range<usize>,
    pub entity: Id,
    pub origin: Origin,
    /// Whether the settings and the place let it be a link.
    pub linked: bool,
}

/// How a mention came to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An `entity:` annotation; its index in the article.
    Annotated(usize),
    Wikilink,
    /// Found by its name.
    Found,
}
