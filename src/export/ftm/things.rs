//! Things of FollowTheMoney: the registry's entities, events, and the articles as documents.

use super::{Entity, article_id, entity_id, id};
use crate::article::Article;
use crate::config;
use crate::csl::parts::{When, exact, iso};
use crate::date::Date;
use crate::export::place::place_url;
use crate::export::url;
use crate::id::Id;
use crate::local::{Local, primary};
use crate::registry;
use crate::routes::Route;
use crate::sidecar::EventStatus;
use crate::site::{Site, WholeEvent};
use crate::view::Lens;

/// Everything that links can lead to.
pub fn of(site: &Site) -> Vec<Entity> {
    let entities = site.registry.entities.values().filter_map(|known| entity(site, known));
    let events = site.distinct_events();
    let events: Vec<Entity> = events.iter().filter_map(|known| event(site, known)).collect();
    let articles = site.reports().into_iter().map(|report| article(site, report));
    entities.chain(events).chain(articles).collect()
}

/// The schema of a type: its own four types by their names; what can be owned is an asset. A type of the settings has
/// the schema of what schema.org calls it. Concepts have none, nor have works: a document of the model is a file.
pub fn schema(site: &Site, kind: &str) -> Option<&'static str> {
    let by_name = match kind {
        "Person" => "Person",
        "Company" => "Company",
        "Organization" | "Media" => "Organization",
        "PublicBody" => "PublicBody",
        "Product" | "Model" => "Asset",
        "Place" => "Address",
        _ => "",
    };
    if !by_name.is_empty() {
        return Some(by_name);
    }
    match config::term(&site.settings.types, kind)?.schema_org.as_deref()? {
        "Person" => Some("Person"),
        "Corporation" | "LocalBusiness" => Some("Company"),
        "Organization" | "NewsMediaOrganization" | "NGO" | "EducationalOrganization" => Some("Organization"),
        "GovernmentOrganization" => Some("PublicBody"),
        "Product" | "SoftwareApplication" => Some("Asset"),
        "Place" => Some("Address"),
        _ => None,
    }
}

/// The schema of an entity of the registry; `None` too for an id that nobody defined.
pub fn schema_of(site: &Site, id: &Id) -> Option<&'static str> {
    site.registry.entity(id).and_then(|entity| schema(site, &entity.kind.value))
}

/// Whether a schema is `LegalEntity` or extends it.
pub fn is_legal(schema: &str) -> bool {
    matches!(schema, "Person") || is_organization(schema)
}

/// Whether a schema is `Organization` or extends it.
pub fn is_organization(schema: &str) -> bool {
    matches!(schema, "Company" | "Organization" | "PublicBody")
}

fn entity(site: &Site, known: &registry::Entity) -> Option<Entity> {
    let schema = schema(site, &known.kind.value)?;
    let lens = Lens::of_site(site);
    let kind = lens.term(&site.settings.types, &known.kind.value).text;
    let names = known.name.all().map(|(_, name)| name);
    let thing = Entity::new(entity_id(&known.id.value), schema)
        .with_all("name", names)
        .with_all("alias", known.aliases.iter().map(|alias| alias.name.as_str()))
        .with_all("weakAlias", known.weak_aliases.iter().map(|alias| alias.name.as_str()))
        .with_all("summary", texts(known.summary.as_ref()))
        // Several types share a schema.
        .with("keywords", kind)
        .told_at(&url(site, &Route::Entity(known.id.value.clone()).url()));
    let thing = thing.with_all("wikidataId", code(known, "wikidata"));
    Some(if is_legal(schema) { legal(thing, known) } else { thing })
}

/// What only people and organisations have.
fn legal(thing: Entity, known: &registry::Entity) -> Entity {
    let (born, died) = match thing.schema {
        "Person" => ("birthDate", "deathDate"),
        _ => ("incorporationDate", "dissolutionDate"),
    };
    let company = thing.schema == "Company";
    let tickers = known.listings.iter().filter(|_| company).map(|listing| listing.code.as_str());
    thing
        .with_all(born, day(known.inception.as_ref()))
        .with_all(died, day(known.dissolution.as_ref()))
        .with_all("website", known.website.as_ref().map(|url| url.value.as_str()))
        .with_all("leiCode", code(known, "lei"))
        .with_all("registrationNumber", code(known, "uscc"))
        .with_all("isinCode", code(known, "isin").filter(|_| company))
        .with_all("ticker", tickers)
}

fn code<'a>(known: &'a registry::Entity, scheme: &str) -> Option<&'a str> {
    known.ids.iter().find(|(name, _)| name == scheme).map(|(_, code)| code.as_str())
}

fn day(date: Option<&Date>) -> Option<String> {
    match exact(date?)? {
        When::One(parts) => Some(iso(&parts)),
        When::Stretch(..) => None,
    }
}

fn texts(words: Option<&Local>) -> impl Iterator<Item = &str> {
    words.into_iter().flat_map(|words| words.all().map(|(_, text)| text))
}

/// An event that came about or may come about. The model's events have no status, so what is not yet true says so in its
/// notes, and what was cancelled is no event.
fn event(site: &Site, known: &WholeEvent<'_>) -> Option<Entity> {
    let (said, first) = (known.definition, known.tellings.first()?);
    let status = said.status.unwrap_or(EventStatus::Occurred);
    let place = place_url(site, first.article, first.annotation);
    let page = known.id.map(|id| url(site, &Route::Event(id.clone()).url()));
    let event_id = match known.id {
        Some(known) => id("event", known.as_str()),
        None => id("event", &format!("{}#{}.{}", first.article.path, first.annotation.id, first.index)),
    };
    let lens = Lens::of_site(site);
    let with_role = |wanted: fn(&str) -> bool| {
        let parts = said.entities.iter();
        let parts = parts.filter(move |part| wanted(part.role.as_ref().map_or("", |role| role.value.as_str())));
        let ids = parts.flat_map(|part| &part.entities).filter_map(|id| site.registry.entity(&id.value));
        ids.filter(|known| schema(site, &known.kind.value).is_some_and(is_legal)).map(|known| &known.id.value)
    };
    let topics = site.event_topics(known).into_iter().map(|id| lens.topic_of(id.as_str()).text);
    let event = Entity::new(event_id, "Event")
        .with_all("name", texts(said.title.as_ref()))
        .during(said.date.as_ref().map(|date| &date.value))
        .with_all("organizer", with_role(|role| role == "organizer").map(entity_id))
        .with_all("involved", with_role(|role| role != "organizer").map(entity_id))
        .with_all("summary", texts(said.summary.as_ref()))
        .with_all("keywords", topics)
        .with_all("notes", (status != EventStatus::Occurred).then_some(status.id()))
        .with_all(
            "proof",
            known.tellings.iter().filter(|told| told.article.is_report()).map(|told| article_id(&told.article.path)),
        )
        .told_at(&page.unwrap_or(place));
    (status != EventStatus::Cancelled).then_some(event)
}

fn article(site: &Site, report: &Article) -> Entity {
    let (head, lens) = (&report.head, Lens::of_article(site, report));
    let title = lens.title_of(report);
    Entity::new(article_id(&report.path), "Article")
        .with("name", title.as_str())
        .with("title", title)
        .with_all("author", lens.authors_of(report).into_iter().map(|author| author.text))
        .with_all("publishedAt", day(head.date.as_ref().map(|date| &date.value)))
        .with_all("modifiedAt", day(head.updated.as_ref().map(|date| &date.value)))
        .with_all("language", language(lens.language()))
        .with_all("summary", texts(head.summary.as_ref()))
        .with_all("keywords", head.topics.iter().map(|topic| lens.topic_of(&topic.value).text))
        .with("publisher", lens.local(&site.settings.title))
        .told_at(&url(site, &report.route()))
}

/// The three letters of ISO 639-2 for languages that have two in a tag; only those that are surely the model's.
fn language(tag: &str) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 10] = [
        ("zh", "zho"),
        ("en", "eng"),
        ("ja", "jpn"),
        ("ko", "kor"),
        ("fr", "fra"),
        ("de", "deu"),
        ("es", "spa"),
        ("ru", "rus"),
        ("pt", "por"),
        ("it", "ita"),
    ];
    let primary = primary(tag);
    KNOWN.iter().find(|(two, _)| *two == primary).map(|(_, three)| *three)
}
