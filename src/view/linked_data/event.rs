//! An event as linked data.

use super::{Thing, Told, article};
use crate::article::Article;
use crate::routes::Route;
use crate::sidecar::EventStatus;
use crate::site::WholeEvent;
use crate::view::Lens;

/// Reports that an event's page names at most.
const REPORTS: usize = 20;

/// What an event's page tells. Of a rumour nothing is told, for schema.org cannot say that it is one.
pub fn event(lens: &Lens<'_>, event: &WholeEvent<'_>) -> Told {
    let definition = event.definition;
    let status = match definition.status.unwrap_or(EventStatus::Occurred) {
        EventStatus::Rumored => return Told::default(),
        EventStatus::Occurred => None,
        EventStatus::Planned => Some("https://schema.org/EventScheduled"),
        EventStatus::Postponed => Some("https://schema.org/EventPostponed"),
        EventStatus::Cancelled => Some("https://schema.org/EventCancelled"),
    };
    let page = event.id.and_then(|id| lens.id_of(&Route::Event(id.clone())));
    let local = |words: &Option<crate::local::Local>| words.as_ref().map_or("", |words| lens.local(words)).to_owned();
    let thing = Thing::of("Event")
        .with("@id", page.clone())
        .with("url", page)
        .with("name", local(&definition.title))
        .with("description", local(&definition.summary))
        .with("startDate", definition.date.as_ref().and_then(|date| lens.stated(&date.value)))
        .with("eventStatus", status)
        .with_all("organizer", taking_part(lens, event, |role| role == Some("organizer")))
        .with_all("location", taking_part(lens, event, |role| role == Some("location")))
        .with_all("about", taking_part(lens, event, |role| !matches!(role, Some("organizer" | "location"))))
        .with_all("subjectOf", told_in(event).map(|told| article::named(lens, told)));
    Told::of([thing])
}

/// The entities in some of the roles, the definition's first.
fn taking_part<'a>(lens: &Lens<'a>, event: &WholeEvent<'a>, of_role: fn(Option<&str>) -> bool) -> Vec<Thing> {
    let parts = lens.site.all_parts(event);
    let chosen = parts.iter().filter(|part| of_role(part.role)).flat_map(|part| &part.entities);
    chosen.filter_map(|id| lens.known_by(id)).collect()
}

/// The articles that tell of it, each once.
fn told_in<'a>(event: &WholeEvent<'a>) -> impl Iterator<Item = &'a Article> {
    let mut seen = std::collections::BTreeSet::new();
    let articles =
        event.tellings.iter().map(|telling| telling.article).filter(move |article| seen.insert(&article.path));
    articles.take(REPORTS)
}
