//! The page of one entity: what is known of it, and every place that mentions it.
//!
//! In: a site and the entity's id. Out: [`EntityView`] for `entity.html` and [`EntityYearView`] for `entity-year.html`.

mod infobox;
mod mentions;
mod neighbours;
mod statements;
#[cfg(test)]
mod tests;

pub use infobox::{InfoRow, InfoValue, identifier_address, web_address};
pub use mentions::{EntityYearView, MentionYear, YearLink, mention_count, newest_first, year};
pub use statements::{Related, RelationGroup, RelationStatement, TakenEvent};

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::claims::{ClaimLine, DisagreementView};
use super::ego::EgoView;
use super::prose::ProseView;
use super::rows::{DateView, EntityLink, Link, TermView};
use super::timeline::{self, Lanes, OverviewView};
use super::{DataFile, Lens, PageView, Shown, claims, linked_data};
use crate::article::Article;
use crate::chart;
use crate::graph::Node;
use crate::id::Id;
use crate::registry::{Entity, Reference};
use crate::routes::{Data, Route, Rows, Sheet};
use crate::site::{Fact, Site, WholeEvent};
use crate::words::Counted;

#[derive(Debug, Serialize)]
pub struct EntityView {
    pub kind: TermView,
    /// The type of schema.org, where the settings give one.
    pub schema_org: Option<String>,
    /// The name in other languages than the page's.
    pub names: Vec<NameView>,
    pub aliases: Vec<AliasView>,
    pub summary: String,
    pub infobox: Vec<InfoRow>,
    /// The sections of the page with the number of what each holds.
    pub contents: Vec<CountedLink>,
    pub prose: Option<ProseView>,
    pub distinct_from: Vec<EntityLink>,
    /// Topics of the reports that mention it, with the number of reports.
    pub topics: Vec<CountedLink>,
    pub events: Vec<TakenEvent>,
    /// The events as a picture; none where they are few.
    pub overview: Option<OverviewView>,
    pub disagreements: Vec<DisagreementView>,
    pub claims: Vec<ClaimLine>,
    pub relations: Vec<RelationGroup>,
    /// The entity among its neighbours; none where these are few.
    pub ego: Option<EgoView>,
    /// Entities mentioned in the same reports, with the number of reports.
    pub companions: Vec<EntityLink>,
    /// Sources that are this entity.
    pub works: Vec<Link>,
    /// The newest mentions by year and article.
    pub mentions: Vec<MentionYear>,
    pub mention_count: String,
    /// The pages on which a long list of mentions goes on, newest first.
    pub years: Vec<YearLink>,
    pub feed: String,
    pub extra: serde_json::Value,
}

#[derive(Debug, Serialize)]
pub struct NameView {
    pub lang: String,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub struct AliasView {
    pub name: String,
    /// When it held, where that is known.
    pub valid: Option<DateView>,
}

#[derive(Debug, Serialize)]
pub struct CountedLink {
    pub link: Link,
    pub count: String,
}

/// Events from which on there is a picture of them.
const DRAWN: usize = 4;

/// The page of an entity.
pub fn entity(site: &Site, id: &Id) -> Option<Shown<EntityView>> {
    let lens = &Lens::of_site(site);
    let entity = lens.site.registry.entities.get(id)?;
    let node = Node::Entity(id.clone());
    let facts: Vec<Fact<'_>> =
        lens.site.graph.touches(&node).filter_map(|(path, touch)| lens.site.fact(path, touch)).collect();
    let (claims, disagreements) = claims::of_subject(lens, statements::claims(lens.site, id, &facts));
    let (mentions, years, count) = mentions::newest(lens, id);
    let relations = statements::relations(lens, id, &facts);
    let events = statements::events(lens.site, id, &facts);
    let together = neighbours::together(lens, id);
    let name = lens.local(&entity.name);
    let term = crate::config::term(&lens.site.settings.types, &entity.kind.value);
    let mut view = EntityView {
        kind: lens.term(&lens.site.settings.types, &entity.kind.value),
        schema_org: term.and_then(|term| term.schema_org.clone()),
        names: names(lens, entity),
        aliases: aliases(lens, entity),
        summary: entity.summary.as_ref().map_or("", |summary| lens.local(summary)).to_owned(),
        infobox: infobox::rows(lens, entity),
        contents: Vec::new(),
        prose: lens.site.prose(&format!("entities/{id}.md")).map(|article| lens.prose(article)),
        distinct_from: entity.distinct_from.iter().map(|other| lens.entity_of(&other.value)).collect(),
        topics: topics(lens, &facts),
        events: events.iter().map(|event| statements::taken(lens, id, event)).collect(),
        overview: overview(lens, &events),
        disagreements,
        claims,
        ego: neighbours::picture(lens, name, (&relations, &together)),
        relations,
        companions: neighbours::listed(lens, &together),
        works: works(lens, id),
        mentions,
        mention_count: lens.words.count(count, Counted::Mentions),
        years,
        feed: lens.href(&Route::EntityFeed(id.clone())),
        extra: entity.extra.clone(),
    };
    view.contents = contents(lens, &view, count);
    Some(Shown { template: "entity.html", page: page(lens, entity, &view), view })
}

fn page(lens: &Lens<'_>, entity: &Entity, view: &EntityView) -> PageView {
    PageView::new(lens, &Route::Entity(entity.id.value.clone()), "entity", lens.local(&entity.name))
        .below(lens.words.entities, lens.href(&Route::Entities))
        .described(view.summary.clone())
        .telling(linked_data::entity(lens, entity))
        .with_feed(view.feed.clone())
        .with_data(DataFile::all(lens, DATA))
}

/// A list of fewer events is seen at one look.
fn overview(lens: &Lens<'_>, events: &[WholeEvent<'_>]) -> Option<OverviewView> {
    let events: Vec<&WholeEvent<'_>> = events.iter().collect();
    (events.len() >= DRAWN).then(|| timeline::overview(lens, (&events, &[]), &Lanes::Kinds, chart::COLUMN)).flatten()
}

/// What is told of entities; theirs are the rows with the entity's id.
const DATA: [Data; 4] =
    [Data::Json(Rows::Entities), Data::Csv(Sheet::Relations), Data::Csv(Sheet::Claims), Data::Csv(Sheet::Mentions)];

/// The sections of a page that has more than one, in their order.
fn contents(lens: &Lens<'_>, view: &EntityView, mentions: usize) -> Vec<CountedLink> {
    let words = lens.words;
    let related = view.relations.iter().map(|group| group.related.len()).sum();
    let sections = [
        ("page.relations", words.relations, related),
        ("page.companions", words.co_mentioned, view.companions.len()),
        ("page.events", words.events, view.events.len()),
        ("page.disagreements", words.disagreement, view.disagreements.len()),
        ("page.claims", words.claims, view.claims.len()),
        ("page.works", words.sources, view.works.len()),
        ("page.mentions", words.mentions, mentions),
    ];
    let there = sections.into_iter().filter(|(_, _, count)| *count > 0);
    let link = |(id, text, count): (&str, &str, usize)| CountedLink {
        link: Link::new(text, format!("#{id}")),
        count: count.to_string(),
    };
    let links: Vec<CountedLink> = there.map(link).collect();
    if links.len() > 1 { links } else { Vec::new() }
}

/// The names that the page's title does not show.
fn names(lens: &Lens<'_>, entity: &Entity) -> Vec<NameView> {
    let shown = lens.local(&entity.name);
    let others = entity.name.all().filter(|(_, name)| *name != shown);
    others.map(|(lang, text)| NameView { lang: lang.to_owned(), text: text.to_owned() }).collect()
}

fn aliases(lens: &Lens<'_>, entity: &Entity) -> Vec<AliasView> {
    let aliases = entity
        .aliases
        .iter()
        .map(|alias| AliasView { name: alias.name.clone(), valid: alias.valid.as_ref().map(|valid| lens.date(valid)) });
    aliases.collect()
}

/// Those of most reports first, then by name.
fn topics(lens: &Lens<'_>, facts: &[Fact<'_>]) -> Vec<CountedLink> {
    let mut articles: Vec<&Article> = Vec::new();
    for fact in facts {
        if let Fact::Mention(article, _) = fact
            && article.is_report()
            && articles.last().is_none_or(|last| last.path != article.path)
        {
            articles.push(article);
        }
    }
    let mut counts: BTreeMap<&Id, usize> = BTreeMap::new();
    for article in articles {
        let topics = article.head.topics.iter().filter_map(|topic| lens.site.registry.topic(&topic.value));
        let distinct: std::collections::BTreeSet<&Id> = topics.map(|topic| &topic.id.value).collect();
        distinct.into_iter().for_each(|id| *counts.entry(id).or_default() += 1);
    }
    let mut topics: Vec<(usize, Link)> =
        counts.into_iter().map(|(id, count)| (count, lens.topic_of(id.as_str()))).collect();
    let names = lens.collation();
    topics.sort_by_cached_key(|(count, link)| (Reverse(*count), names.key(&link.text)));
    let counted = |(count, link)| CountedLink { link, count: lens.words.count(count, Counted::Articles) };
    topics.into_iter().map(counted).collect()
}

/// Sources that are this entity, such as a newspaper's articles.
fn works(lens: &Lens<'_>, id: &Id) -> Vec<Link> {
    let is_this =
        |other: &crate::source::At<Id>| lens.site.registry.entity(&other.value).is_some_and(|one| one.id.value == *id);
    let references =
        lens.site.registry.references.values().filter(|reference| reference.entity.as_ref().is_some_and(is_this));
    let link = |reference: &Reference| {
        Link::new(lens.local(&reference.title), lens.href(&Route::Reference(reference.id.value.clone())))
    };
    let names = lens.collation();
    let mut works: Vec<Link> = references.map(link).collect();
    works.sort_by_cached_key(|work| names.key(&work.text));
    works
}
