//! The tables for spreadsheets: entities, events, claims, relations and mentions, one row for each.
//!
//! In: a site. Out: CSV. A table is flat, so it holds less than the JSON file of the same name: words stand in the site's
//! language, and what is a list there stands in one cell with `; ` between.

use super::csv::{Cell, table};
use super::place::{current, place_url};
use super::url;
use crate::article::{Annotation, Article};
use crate::config;
use crate::date::{Date, Day};
use crate::figure::Decimal;
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::local::Local;
use crate::mention::Origin;
use crate::path::encode;
use crate::registry::{Citation, Entity, Speaker};
use crate::routes::{Route, Sheet};
use crate::sidecar::{Claim, EventStatus, Figure};
use crate::site::{Account, Site, WholeEvent};
use crate::view::Lens;
use crate::view::rows::{Sentences, mention_fragment};

/// A table as text.
pub fn sheet(site: &Site, sheet: Sheet) -> String {
    let lens = Lens::of_site(site);
    match sheet {
        Sheet::Entities => entities(&lens),
        Sheet::Events => events(&lens),
        Sheet::Claims => claims(&lens),
        Sheet::Relations => relations(&lens),
        Sheet::Mentions => mentions(site),
    }
}

const ENTITY: [&str; 12] = [
    "id",
    "url",
    "type",
    "name",
    "aliases",
    "summary",
    "inception",
    "dissolution",
    "website",
    "ids",
    "mentions",
    "articles",
];

fn entities(lens: &Lens<'_>) -> String {
    table(ENTITY, lens.site.registry.entities.values().map(|entity| entity_row(lens, entity)))
}

fn entity_row(lens: &Lens<'_>, entity: &Entity) -> [Cell; 12] {
    let id = &entity.id.value;
    let node = Node::Entity(id.clone());
    let touches = || lens.site.graph.touches(&node).filter(|(_, touch)| matches!(touch, Touch::Mention(_)));
    let articles: std::collections::BTreeSet<_> = touches().map(|(path, _)| path).collect();
    let name = lens.local(&entity.name);
    let names = entity.name.all().map(|(_, name)| name).filter(|other| *other != name);
    [
        Cell::text(id.as_str()),
        Cell::Text(url(lens.site, &Route::Entity(id.clone()).url())),
        Cell::text(&entity.kind.value),
        Cell::text(name),
        Cell::list(names.chain(entity.aliases.iter().map(|alias| alias.name.as_str()))),
        words(lens, entity.summary.as_ref()),
        date(entity.inception.as_ref()),
        date(entity.dissolution.as_ref()),
        Cell::maybe(entity.website.as_ref().map(|url| url.value.as_str())),
        Cell::list(entity.ids.iter().map(|(scheme, code)| format!("{scheme}:{code}"))),
        Cell::count(touches().count()),
        Cell::count(articles.len()),
    ]
}

const EVENT: [&str; 13] = [
    "id",
    "url",
    "title",
    "date",
    "first_day",
    "last_day",
    "kind",
    "status",
    "importance",
    "entities",
    "topics",
    "summary",
    "accounts",
];

fn events(lens: &Lens<'_>) -> String {
    table(EVENT, lens.site.distinct_events().iter().filter_map(|event| event_row(lens, event)))
}

fn event_row(lens: &Lens<'_>, event: &WholeEvent<'_>) -> Option<[Cell; 13]> {
    let (site, first, said) = (lens.site, event.tellings.first()?, event.definition);
    let page = event.id.map(|id| url(site, &Route::Event(id.clone()).url()));
    let when = said.date.as_ref().map(|date| &date.value);
    let participants = said.entities.iter().flat_map(|part| {
        let role = part.role.as_ref().map(|role| format!(":{}", role.value)).unwrap_or_default();
        part.entities.iter().map(move |id| format!("{}{role}", current(site, &id.value)))
    });
    Some([
        Cell::maybe(event.id.map(Id::as_str)),
        Cell::Text(page.unwrap_or_else(|| place_url(site, first.article, first.annotation))),
        words(lens, said.title.as_ref()),
        date(when),
        Cell::maybe(when.and_then(Date::earliest).map(iso)),
        Cell::maybe(when.and_then(Date::latest).map(iso)),
        Cell::maybe(said.kind.as_ref().map(|kind| kind.value.as_str())),
        Cell::text(said.status.unwrap_or(EventStatus::Occurred).id()),
        Cell::count(usize::from(said.importance.unwrap_or(super::events::USUAL_IMPORTANCE))),
        Cell::list(participants),
        Cell::list(site.event_topics(event).into_iter().map(Id::as_str)),
        words(lens, said.summary.as_ref()),
        Cell::count(event.tellings.len()),
    ])
}

const CLAIM: [&str; 17] = [
    "id",
    "article",
    "annotation",
    "url",
    "subject",
    "measure",
    "measure_label",
    "value",
    "low",
    "high",
    "unit",
    "bound",
    "text",
    "as_of",
    "status",
    "source",
    "quote",
];

fn claims(lens: &Lens<'_>) -> String {
    table(CLAIM, lens.site.claims().map(|account| claim_row(lens, account)))
}

fn claim_row(lens: &Lens<'_>, account: Account<'_, Claim>) -> [Cell; 17] {
    let (site, claim) = (lens.site, account.body);
    let measure = site.settings.measure_id(&claim.measure.value);
    let figure = claim.figure.as_ref();
    let exact = figure.filter(|figure| figure.low == figure.high);
    let number = |end: Option<&Decimal>| end.map_or(Cell::Nothing, |value| Cell::Number(value.to_string()));
    let [article, annotation, place] = place(site, account.article, account.annotation);
    [
        Cell::maybe(claim.id.as_ref().map(|id| id.value.as_str())),
        article,
        annotation,
        place,
        Cell::text(current(site, &claim.subject.value).as_str()),
        Cell::text(measure),
        Cell::Text(lens.measure(measure)),
        number(exact.and_then(|figure| figure.low.as_ref())),
        number(figure.and_then(|figure| figure.low.as_ref())),
        number(figure.and_then(|figure| figure.high.as_ref())),
        Cell::maybe(figure.and_then(|figure| figure.unit.as_deref())),
        Cell::maybe(figure.and_then(bound)),
        words(lens, claim.text.as_ref()),
        date(claim.as_of.as_ref().map(|date| &date.value)),
        Cell::text(claim.status.id()),
        sources(site, account.annotation.sources_of(&claim.sources)),
        Cell::Text(account.article.quote(account.annotation)),
    ]
}

fn bound(figure: &Figure) -> Option<&'static str> {
    figure.bound.map(|bound| bound.id())
}

const RELATION: [&str; 12] = [
    "id",
    "article",
    "annotation",
    "url",
    "subject",
    "predicate",
    "predicate_label",
    "object",
    "valid",
    "status",
    "source",
    "quote",
];

/// A relation with several objects has a row for each.
fn relations(lens: &Lens<'_>) -> String {
    let rows = lens.site.relations().flat_map(|account| {
        let (site, relation) = (lens.site, account.body);
        let label = config::term(&site.settings.predicates, &relation.predicate.value);
        relation.objects.iter().map(move |object| {
            let [article, annotation, place] = place(site, account.article, account.annotation);
            [
                Cell::maybe(relation.id.as_ref().map(|id| id.value.as_str())),
                article,
                annotation,
                place,
                Cell::text(current(site, &relation.subject.value).as_str()),
                Cell::text(&relation.predicate.value),
                Cell::maybe(label.map(|term| lens.local(&term.label))),
                Cell::text(current(site, &object.value).as_str()),
                date(relation.valid.as_ref()),
                Cell::text(relation.status.id()),
                sources(site, account.annotation.sources_of(&relation.sources)),
                Cell::Text(account.article.quote(account.annotation)),
            ]
        })
    });
    table(RELATION, rows)
}

/// `start` and `end` are code points of *the text*; `end` is the first behind the words.
const MENTION: [&str; 8] = ["article", "url", "entity", "words", "start", "end", "origin", "sentence"];

fn mentions(site: &Site) -> String {
    let all = site.mentions.iter().filter_map(|(path, mentions)| Some((site.articles.get(path)?, mentions)));
    let rows = all.flat_map(|(article, mentions)| {
        let (text, mut sentences) = (crate::article::searchable(&article.document), Sentences::of(article));
        let (page, words) = (url(site, &article.route()), article.document.text.as_str());
        mentions.iter().enumerate().map(move |(number, mention)| {
            let range = &mention.range;
            let fragment = mention_fragment(article, number, mention);
            let sentence = words.get(sentences.around(range)).unwrap_or("").trim();
            [
                Cell::text(article.path.as_str()),
                Cell::Text(format!("{page}#{}", encode(&fragment))),
                Cell::text(mention.entity.as_str()),
                Cell::text(words.get(range.clone()).unwrap_or("")),
                Cell::count(text.chars_before(range.start)),
                Cell::count(text.chars_before(range.end)),
                Cell::text(origin(&mention.origin)),
                Cell::text(sentence),
            ]
        })
    });
    table(MENTION, rows)
}

fn origin(origin: &Origin) -> &'static str {
    match origin {
        Origin::Annotated(_) => "annotation",
        Origin::Wikilink => "wikilink",
        Origin::Found => "found",
    }
}

fn place(site: &Site, article: &Article, annotation: &Annotation) -> [Cell; 3] {
    let url = place_url(site, article, annotation);
    [Cell::text(article.path.as_str()), Cell::text(annotation.id.as_str()), Cell::Text(url)]
}

fn words(lens: &Lens<'_>, words: Option<&Local>) -> Cell {
    Cell::maybe(words.map(|words| lens.local(words)))
}

fn date(date: Option<&Date>) -> Cell {
    Cell::maybe(date.map(Date::as_edtf))
}

fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// Chains as `kr36 < zhidx-0312 < 知情人士`: the first has it from the second, and so on.
fn sources(site: &Site, sources: &[Citation]) -> Cell {
    Cell::list(sources.iter().map(|chain| {
        let links: Vec<String> = chain.links().flat_map(|link| named(site, link)).collect();
        links.join(" < ")
    }))
}

fn named(site: &Site, link: &Citation) -> impl Iterator<Item = String> {
    let reference = link.reference.as_ref().map(|id| id.value.to_string());
    let speaker = link.speaker.as_ref().map(|speaker| match speaker {
        Speaker::Words(words) => words.clone(),
        Speaker::Entity(id) => current(site, &id.value).to_string(),
    });
    reference.into_iter().chain(speaker)
}
