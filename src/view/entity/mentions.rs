//! The mentions of an entity by article, newest first, and by year where there are many.
//!
//! In: a lens and the entity's id. Out: groups of mention rows, and [`EntityYearView`] for `entity-year.html`.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::article::{Article, Kind};
use crate::date::SortKey;
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::mention::Mention;
use crate::path::ContentPath;
use crate::routes::Route;
use crate::site::{MENTIONS_PER_PAGE, Site};
use crate::view::rows::{EntityLink, MentionGroup};
use crate::view::{Lens, PageView, Shown};
use crate::words::Counted;

/// The mentions of one year.
#[derive(Debug, Serialize)]
pub struct EntityYearView {
    pub entity: EntityLink,
    pub year: String,
    pub mention_count: String,
    pub mentions: Vec<MentionGroup>,
    pub years: Vec<YearLink>,
}

/// A link to a year's mentions.
#[derive(Debug, Serialize)]
pub struct YearLink {
    pub text: String,
    pub href: String,
    pub count: String,
    /// Whether this is the page itself.
    pub current: bool,
}

/// An article with its mentions of the entity and their numbers in it.
type Mentioning<'a> = (&'a Article, Vec<(usize, &'a Mention)>);

/// Orders articles from the newest to the oldest, then by path; those without a date stand last.
pub fn newest_first(article: &Article) -> (Reverse<Option<SortKey>>, ContentPath) {
    (Reverse(article.head.date.as_ref().map(|date| date.value.sort_key())), article.path.clone())
}

/// How often an entity is mentioned.
pub fn mention_count(lens: &Lens<'_>, id: &Id) -> usize {
    by_article(lens.site, id, |_| true).iter().map(|(_, mentions)| mentions.len()).sum()
}

/// The mentions of one year.
#[derive(Debug, Serialize)]
pub struct MentionYear {
    /// Empty for undated pages.
    pub year: String,
    pub groups: Vec<MentionGroup>,
}

/// The newest mentions up to the limit of a page, the links to the years if there are more, and the number of all.
/// What stands in undated pages belongs to no year and is never cut off.
pub fn newest(lens: &Lens<'_>, id: &Id) -> (Vec<MentionYear>, Vec<YearLink>, usize) {
    let all = by_article(lens.site, id, |_| true);
    let count = all.iter().map(|(_, mentions)| mentions.len()).sum();
    let mut left = MENTIONS_PER_PAGE;
    let mut by_year: Vec<MentionYear> = Vec::new();
    for (article, mentions) in &all {
        let taken = if Site::year_of(article).is_none() { mentions.len() } else { left.min(mentions.len()) };
        left = left.saturating_sub(taken);
        if let Some(shown) = mentions.get(..taken).filter(|shown| !shown.is_empty()) {
            let year = Site::year_of(article).map_or_else(String::new, |year| year.to_string());
            let group = lens.mention_group(article, shown);
            match by_year.last_mut().filter(|last| last.year == year) {
                Some(last) => last.groups.push(group),
                None => by_year.push(MentionYear { year, groups: vec![group] }),
            }
        }
    }
    (by_year, years(lens, id), count)
}

/// The page of one year of a long entity page.
pub fn year(site: &Site, id: &Id, year: i64) -> Option<Shown<EntityYearView>> {
    let lens = &Lens::of_site(site);
    let entity = lens.site.registry.entities.get(id)?;
    let years = years(lens, id);
    let of_year = by_article(lens.site, id, |article| Site::year_of(article) == Some(year));
    let mentions: Vec<MentionGroup> =
        of_year.iter().map(|(article, mentions)| lens.mention_group(article, mentions)).collect();
    let link = lens.entity_link(entity);
    let own = lens.href(&Route::EntityYear(id.clone(), year));
    let years: Vec<YearLink> = years.into_iter().map(|link| YearLink { current: link.href == own, ..link }).collect();
    let count = years.iter().find(|link| link.current).map(|link| link.count.clone()).unwrap_or_default();
    let title = format!("{} · {year}", link.name);
    let page = PageView::new(lens, &Route::EntityYear(id.clone(), year), "entity-year", &title)
        .below(lens.words.entities, lens.href(&Route::Entities))
        .below(&link.name, lens.href(&Route::Entity(id.clone())))
        .described(count.clone());
    let view = EntityYearView { entity: link, year: year.to_string(), mention_count: count, mentions, years };
    Some(Shown { template: "entity-year.html", page, view })
}

fn years(lens: &Lens<'_>, id: &Id) -> Vec<YearLink> {
    let link = |(year, count): (i64, usize)| YearLink {
        text: year.to_string(),
        href: lens.href(&Route::EntityYear(id.clone(), year)),
        count: lens.words.count(count, Counted::Mentions),
        current: false,
    };
    lens.site.mention_years(id).into_iter().map(link).collect()
}

/// The wanted articles that mention an entity, newest first; its own prose stands on the page already.
fn by_article<'a>(site: &'a Site, id: &Id, wanted: impl Fn(&Article) -> bool) -> Vec<Mentioning<'a>> {
    let prose = Kind::EntityProse(id.clone());
    let mentioning = |(path, touches): (&ContentPath, &BTreeSet<Touch>)| {
        let article = site.articles.get(path).filter(|article| article.kind != prose && wanted(article))?;
        let mentions = site.mentions.get(path)?;
        let numbered = |touch: &Touch| match touch {
            Touch::Mention(number) => Some((*number, mentions.get(*number)?)),
            _ => None,
        };
        let numbered: Vec<(usize, &Mention)> = touches.iter().filter_map(numbered).collect();
        (!numbered.is_empty()).then_some((article, numbered))
    };
    let mut articles: Vec<Mentioning<'a>> =
        site.graph.by_article(&Node::Entity(id.clone())).filter_map(mentioning).collect();
    articles.sort_by_cached_key(|(article, _)| newest_first(article));
    articles
}
