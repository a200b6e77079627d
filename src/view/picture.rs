//! What stands on the picture with which a page is shared: its title, and what it is a page of.
//!
//! In: a site and a page's route. Out: [`Picture`], in words. Must not know how it is drawn.

use super::Lens;
use crate::article::Article;
use crate::id::Id;
use crate::path::ContentPath;
use crate::registry::Entity;
use crate::site::Site;
use crate::words::Counted;

/// In pixels, as those who show pictures want them.
pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;

/// The words of a picture; all but the title may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub language: String,
    pub sort: Sort,
    /// What the page is, above the title: 报告 · 大模型.
    pub above: String,
    pub title: String,
    /// Who wrote it, or what an entity is, below the title.
    pub below: String,
    /// At the foot: the site's title, and a date or a number.
    pub site: String,
    pub aside: String,
}

/// What kinds of pages look different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Article,
    Entity,
}

/// Topics that a picture names.
const TOPICS: usize = 3;
/// Between words that stand side by side.
const DOT: &str = " · ";

/// The picture of an article.
pub fn of_article(site: &Site, path: &ContentPath) -> Option<Picture> {
    let article = site.articles.get(path)?;
    let lens = Lens::of_article(site, article);
    let topics = article.head.topics.iter().take(TOPICS).map(|topic| lens.topic_of(&topic.value).text);
    let kind = article.is_report().then(|| lens.words.report.to_owned());
    let authors: Vec<String> = lens.authors_of(article).into_iter().map(|author| author.text).collect();
    Some(Picture {
        language: lens.language().to_owned(),
        sort: Sort::Article,
        above: kind.into_iter().chain(topics).collect::<Vec<_>>().join(DOT),
        title: lens.title_of(article),
        below: authors.join(lens.words.comma),
        site: lens.local(&site.settings.title).to_owned(),
        aside: day_of(&lens, article),
    })
}

/// The day in words, without a time.
fn day_of(lens: &Lens<'_>, article: &Article) -> String {
    article.head.date.as_ref().map(|date| date.value.display_short(lens.date_language())).unwrap_or_default()
}

/// The picture of an entity.
pub fn of_entity(site: &Site, id: &Id) -> Option<Picture> {
    let entity = site.registry.entities.get(id)?;
    let lens = Lens::of_site(site);
    Some(Picture {
        language: lens.language().to_owned(),
        sort: Sort::Entity,
        above: lens.term(&site.settings.types, &entity.kind.value).text,
        title: lens.local(&entity.name).to_owned(),
        below: summary(&lens, entity),
        site: lens.local(&site.settings.title).to_owned(),
        aside: mentions(&lens, id),
    })
}

fn summary(lens: &Lens<'_>, entity: &Entity) -> String {
    entity.summary.as_ref().map_or("", |summary| lens.local(summary)).to_owned()
}

fn mentions(lens: &Lens<'_>, id: &Id) -> String {
    let count = super::entity::mention_count(lens, id);
    if count > 0 { lens.words.count(count, Counted::Mentions) } else { String::new() }
}
