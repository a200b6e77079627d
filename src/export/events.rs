//! events.json: each event once, in the order of the timeline, with every account of it.

use serde::Serialize;

use super::articles::topic_id;
use super::place::{Chain, Parts, PlaceRow, Words, chains, place_url};
use super::url;
use crate::id::Id;
use crate::routes::Route;
use crate::sidecar::{Event, EventStatus};
use crate::site::{Account, Site, WholeEvent};

#[derive(Debug, Serialize)]
pub struct EventRow<'a> {
    /// With an id it has a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Id>,
    /// The event's page, else the place where it is told.
    url: String,
    #[serde(flatten)]
    said: Said<'a>,
    accounts: Vec<AccountRow<'a>>,
}

/// What is said of an event.
#[derive(Debug, Serialize)]
struct Said<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Parts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    importance: Option<u8>,
    /// Ids; for an event without topics of its own those of the articles that tell it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Words<'a>>,
}

/// One telling.
#[derive(Debug, Serialize)]
struct AccountRow<'a> {
    #[serde(flatten)]
    place: PlaceRow,
    /// What it says itself; nothing for the definition, whose words are the event's.
    #[serde(flatten)]
    said: Option<Said<'a>>,
    /// The chains it rests on; none where the article itself is the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<Chain<'a>>,
}

/// All events that are told. What only a draft tells is not.
pub fn rows(site: &Site) -> Vec<EventRow<'_>> {
    let events = site.distinct_events();
    events.into_iter().filter_map(|event| row(site, event)).collect()
}

fn row<'a>(site: &'a Site, event: WholeEvent<'a>) -> Option<EventRow<'a>> {
    let first = event.tellings.first()?;
    let page = event.id.map(|id| url(site, &Route::Event(id.clone()).url()));
    let mut said = said(site, event.definition);
    said.status = said.status.or(Some(EventStatus::Occurred.id()));
    said.topics = site.event_topics(&event).into_iter().map(Id::as_str).collect();
    said.importance = said.importance.or(Some(USUAL_IMPORTANCE));
    Some(EventRow {
        id: event.id,
        url: page.unwrap_or_else(|| place_url(site, first.article, first.annotation)),
        said,
        accounts: event.tellings.iter().map(|telling| account(site, *telling)).collect(),
    })
}

/// The format's default.
pub const USUAL_IMPORTANCE: u8 = 2;

fn said<'a>(site: &'a Site, event: &'a Event) -> Said<'a> {
    Said {
        title: Words::of(&event.title),
        date: event.date.as_ref().map(|date| date.value.as_edtf()),
        kind: event.kind.as_ref().map(|kind| kind.value.as_str()),
        entities: Parts::of(site, &event.entities),
        status: event.status.map(EventStatus::id),
        importance: event.importance,
        topics: event.topics.iter().map(|topic| topic_id(site, &topic.value)).collect(),
        summary: Words::of(&event.summary),
    }
}

fn account<'a>(site: &'a Site, telling: Account<'a, Event>) -> AccountRow<'a> {
    AccountRow {
        place: PlaceRow::new(site, telling.article, telling.annotation),
        said: telling.body.title.is_none().then(|| said(site, telling.body)),
        source: chains(site, telling.annotation.sources_of(&telling.body.sources)),
    }
}
