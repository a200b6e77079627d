//! What templates see: structs that only serialise, made of a site for one page.
//!
//! In: a site and a route. Out: for each kind of page a [`Shown`]: the page's head, the name of its template and its
//! view. URLs, dates and figures are finished strings, HTML is [`Html`]. Must not know templates' insides or files.

pub mod article;
mod body;
pub mod claims;
pub mod ego;
pub mod entities;
pub mod entity;
pub mod event;
pub mod facet;
mod head;
pub mod home;
pub mod linked_data;
pub mod notes;
pub mod page;
pub mod picture;
pub mod plain;
pub mod prose;
mod rank;
pub mod reading;
pub mod rows;
pub mod search;
pub mod sources;
pub mod timeline;
pub mod topic;

pub use head::HeadView;
pub use page::{DataFile, PageView, SiteView};

use serde::Serialize;

use crate::article::Article;
use crate::collate::Collation;
use crate::date::Language;
use crate::local::Local;
use crate::path::encode;
use crate::routes::Route;
use crate::site::Site;
use crate::words::Words;

/// Finished HTML, which templates don't escape.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Html(tera::Value);

impl Html {
    pub fn new(html: &str) -> Self {
        Self(tera::Value::safe_string(html))
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or("")
    }
}

/// A page ready for its template.
#[derive(Debug)]
pub struct Shown<View> {
    /// The template's name, such as `article.html`.
    pub template: &'static str,
    pub page: PageView,
    /// Its fields stand beside `site`, `page`, `head`, `words` and `asset` in the template.
    pub view: View,
}

/// A site as a page of one language sees it.
#[derive(Debug, Clone, Copy)]
pub struct Lens<'a> {
    pub site: &'a Site,
    pub words: &'static Words,
    language: &'a str,
}

impl<'a> Lens<'a> {
    /// For pages that belong to no article: in the site's language.
    pub fn of_site(site: &'a Site) -> Self {
        Self::in_language(site, &site.settings.language)
    }

    /// For an article's page: in its own language, else in the site's.
    pub fn of_article(site: &'a Site, article: &'a Article) -> Self {
        Self::in_language(site, article.head.language.as_deref().unwrap_or(&site.settings.language))
    }

    /// For the surroundings of a page that is made already.
    pub fn of_page(site: &'a Site, page: &'a PageView) -> Self {
        Self::in_language(site, &page.language)
    }

    fn in_language(site: &'a Site, language: &'a str) -> Self {
        Self { site, words: Words::of(language), language }
    }

    /// The page's language tag.
    pub fn language(&self) -> &'a str {
        self.language
    }

    /// The language in which dates and figures are written.
    pub fn date_language(&self) -> Language {
        Language::from_tag(self.language)
    }

    /// The order of names in the page's language.
    pub fn collation(&self) -> Collation {
        Collation::of(self.language)
    }

    /// Words in the page's language, else the site's, else the first there are.
    pub fn local<'b>(&self, words: &'b Local) -> &'b str {
        words.get(&[self.language, &self.site.settings.language])
    }

    /// The URL of a route for `href`: percent-encoded, below base_url's path.
    pub fn href(&self, route: &Route) -> String {
        self.href_of(&route.url())
    }

    /// The same for a route that is given as text: `/articles/…/`, not percent-encoded.
    pub fn href_of(&self, route: &str) -> String {
        self.site.settings.base_url.href(&encode(route))
    }

    /// The whole URL of a route that is given as text, not percent-encoded; none where no base_url is set.
    pub fn absolute(&self, route: &str) -> Option<String> {
        let base = &self.site.settings.base_url;
        (!base.origin().is_empty()).then(|| base.absolute(&encode(route)))
    }

    /// The title of a list: its introduction's, else the given word, with the number of a later page.
    pub fn list_title(&self, intro: Option<&Article>, word: &str, number: usize) -> String {
        let written = intro.map(|intro| self.title_of(intro)).filter(|title| !title.is_empty());
        let title = written.unwrap_or_else(|| word.to_owned());
        if number <= 1 { title } else { format!("{title} · {}", self.words.page(number)) }
    }

    /// A URL with a fragment, which is not percent-encoded yet.
    pub fn href_at(&self, route: &Route, fragment: &str) -> String {
        format!("{}#{}", self.href(route), encode(fragment))
    }
}

#[cfg(test)]
mod tests;
