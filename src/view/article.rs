//! A report or any other page of the content: its card, its text, and what its annotations say.
//!
//! In: a site and an article's path. Out: [`ArticleView`].

use serde::Serialize;

use super::notes::{self, NoteView};
use super::reading::{self, ReadingView};
use super::rows::{DateView, Link};
use super::{Html, Lens, PageView, Shown, linked_data};
use crate::article::{Article, Kind};
use crate::markdown::reading_minutes;
use crate::path::{ContentPath, encode};
use crate::routes::Route;
use crate::site::Site;
use crate::words::Counted;

#[derive(Debug, Serialize)]
pub struct ArticleView {
    pub article: Card,
    /// The headings of the text; empty where there are fewer than three.
    pub contents: Vec<ContentsItem>,
    pub body: Html,
    /// Annotations at places of the text, in its order, without those that are mentions and nothing else.
    pub notes: Vec<NoteView>,
    /// Annotations without a target.
    pub background: Vec<NoteView>,
    /// Annotations whose words are not in the text, or stand there more than once.
    pub orphans: Vec<NoteView>,
    pub reading: ReadingView,
    /// The annotations as JSON.
    pub annotations: String,
}

/// What the front matter says.
#[derive(Debug, Serialize)]
pub struct Card {
    pub title: String,
    pub is_report: bool,
    pub draft: bool,
    pub date: Option<DateView>,
    pub updated: Option<DateView>,
    pub authors: Vec<Link>,
    pub origin: Option<Link>,
    pub topics: Vec<Link>,
    /// What the writer gave; empty otherwise.
    pub summary: String,
    /// The time that reading takes, in words.
    pub minutes: String,
    pub extra: serde_json::Value,
}

/// A line of the table of contents.
#[derive(Debug, Serialize)]
pub struct ContentsItem {
    /// From 2 to 6.
    pub level: u8,
    pub text: String,
    pub href: String,
}

/// Headings from which on a table of contents helps.
const LEAST_HEADINGS: usize = 3;
/// Characters of the description in the page's head.
const DESCRIPTION_CHARS: usize = 150;

/// The page of an article; `None` if there is none at this path.
pub fn article(site: &Site, path: &ContentPath) -> Option<Shown<ArticleView>> {
    let article = site.articles.get(path)?;
    let lens = Lens::of_article(site, article);
    let (notes, background, orphans) = notes::of_article(&lens, article);
    let view = ArticleView {
        article: card(&lens, article),
        contents: contents(article),
        body: lens.body(article),
        reading: reading::of_article(&lens, article, (&notes, &background)),
        notes,
        background,
        orphans,
        annotations: lens.href(&Route::Annotations(path.clone())),
    };
    Some(Shown { template: "article.html", page: page(&lens, article), view })
}

fn page(lens: &Lens<'_>, article: &Article) -> PageView {
    let kind = if article.is_report() { "article" } else { "page" };
    let route = Route::Article(article.path.clone());
    let description = lens.summary_of(article, DESCRIPTION_CHARS);
    let told = linked_data::article(lens, article);
    let mut page = PageView::new(lens, &route, kind, &lens.title_of(article)).described(description).telling(told);
    if article.is_report() {
        page = page.below(lens.words.articles, lens.href(&Route::Articles(1)));
    }
    for above in folders_above(lens.site, article) {
        page = page.below(&lens.title_of(above), lens.href_of(&above.route()));
    }
    page
}

/// The index pages of the folders in which a page lies, from the outside.
fn folders_above<'a>(site: &'a Site, article: &Article) -> Vec<&'a Article> {
    let folder = article.path.folder();
    let indices = folder.match_indices('/').filter_map(|(at, _)| {
        let index = ContentPath::new(&format!("{}index.md", folder.get(..=at)?));
        site.articles.get(&index).filter(|above| above.kind == Kind::Page && above.path != article.path)
    });
    indices.collect()
}

fn card(lens: &Lens<'_>, article: &Article) -> Card {
    let head = &article.head;
    let origin = head
        .origin
        .as_ref()
        .map(|origin| Link { text: origin.name.clone(), href: origin.url.as_ref().map(|url| url.value.clone()) });
    Card {
        title: lens.title_of(article),
        is_report: article.is_report(),
        draft: head.draft,
        date: head.date.as_ref().map(|date| lens.date(&date.value)),
        updated: head.updated.as_ref().map(|date| lens.date(&date.value)),
        authors: lens.authors_of(article),
        origin,
        topics: head.topics.iter().map(|topic| lens.topic_of(&topic.value)).collect(),
        summary: head.summary.as_ref().map_or("", |words| lens.local(words)).to_owned(),
        minutes: lens.words.count(reading_minutes(&article.document.text), Counted::Minutes),
        extra: head.extra.clone(),
    }
}

fn contents(article: &Article) -> Vec<ContentsItem> {
    let headings = &article.document.headings;
    if headings.len() < LEAST_HEADINGS {
        return Vec::new();
    }
    let item = |heading: &crate::markdown::Heading| ContentsItem {
        level: heading.level,
        text: heading.words.clone(),
        href: format!("#{}", encode(&heading.id)),
    };
    headings.iter().map(item).collect()
}
