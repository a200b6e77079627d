//! Words that belong to a generated page: an introduction, the home page's own, or an entity's.
//!
//! In: a lens and an article of that kind. Out: [`ProseView`], with all that its annotations say.

use serde::Serialize;

use super::notes::{self, NoteView};
use super::{Html, Lens};
use crate::article::Article;

/// A part of a page that someone has written.
#[derive(Debug, Serialize)]
pub struct ProseView {
    pub html: Html,
    /// The language, where it is not the page's.
    pub lang: Option<String>,
    /// What its annotations say: at places of the prose, background, and those without a place.
    pub notes: Vec<NoteView>,
    pub background: Vec<NoteView>,
    pub orphans: Vec<NoteView>,
}

impl Lens<'_> {
    pub fn prose(&self, article: &Article) -> ProseView {
        let own = Lens::of_article(self.site, article);
        let (notes, background, orphans) = notes::of_article(&own, article);
        let lang = (own.language() != self.language()).then(|| own.language().to_owned());
        ProseView { html: own.body(article), lang, notes, background, orphans }
    }
}
