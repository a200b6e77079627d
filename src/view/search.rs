//! The page of the search. What is found is looked for by scripts; without them the page is an index of names.
//!
//! In: a site. Out: [`SearchView`].

use serde::Serialize;

use super::entities::{self, LetterEntities};
use super::topic::{self, TopicRow};
use super::{Lens, PageView, Shown};
use crate::routes::Route;
use crate::site::Site;

#[derive(Debug, Serialize)]
pub struct SearchView {
    pub topics: Vec<TopicRow>,
    /// All entities by the letters of their names.
    pub letters: Vec<LetterEntities>,
}

pub fn search(site: &Site) -> Shown<SearchView> {
    let lens = Lens::of_site(site);
    let view = SearchView { topics: topic::rows(&lens), letters: entities::letters(&lens, &entities::types(&lens)) };
    let page = PageView::new(&lens, &Route::Search, "search", lens.words.search);
    Shown { template: "search.html", page, view }
}
