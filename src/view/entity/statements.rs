//! What articles state of an entity: claims, relations from either side, events in which it takes part.
//!
//! In: the facts that touch the entity. Out: rows for its page. An entity that is only a statement's speaker is touched
//! too, and is none of what the statement is about.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::collate::NameKey;
use crate::config;
use crate::id::Id;
use crate::sidecar::{Claim, Relation};
use crate::site::{Account, Fact, Site, WholeEvent};
use crate::view::Lens;
use crate::view::rows::{DateView, EntityLink, EventRow, PlaceLink, SourceChainView, TermView};

/// An event with the roles that the entity has in it.
#[derive(Debug, Serialize)]
pub struct TakenEvent {
    pub event: EventRow,
    pub roles: Vec<String>,
}

/// Relations of one kind, seen from the entity.
#[derive(Debug, Serialize)]
pub struct RelationGroup {
    /// How the relation reads from this side: invests in, or backed by.
    pub label: String,
    pub related: Vec<Related>,
}

/// An entity on the other side, with every statement of it.
#[derive(Debug, Serialize)]
pub struct Related {
    pub entity: EntityLink,
    pub statements: Vec<RelationStatement>,
}

#[derive(Debug, Serialize)]
pub struct RelationStatement {
    pub valid: Option<DateView>,
    pub status: Option<TermView>,
    pub sources: Vec<SourceChainView>,
    pub place: PlaceLink,
}

/// The claims whose subject the entity is.
pub fn claims<'a>(site: &Site, id: &Id, facts: &[Fact<'a>]) -> Vec<Account<'a, Claim>> {
    let claim = |fact: &Fact<'a>| match fact {
        Fact::Claim(claim) if is(site, &claim.body.subject.value, id) => Some(*claim),
        _ => None,
    };
    facts.iter().filter_map(claim).collect()
}

/// The events in which the entity takes part by any account, by earliest day.
pub fn events<'a>(site: &'a Site, id: &Id, facts: &'a [Fact<'a>]) -> Vec<WholeEvent<'a>> {
    let mut events: Vec<WholeEvent<'_>> = Vec::new();
    for fact in facts {
        let Fact::Event(telling) = fact else { continue };
        let event = match &telling.body.id {
            Some(event_id) if events.iter().any(|known| known.id == Some(&event_id.value)) => None,
            Some(event_id) => site.whole_event(&event_id.value),
            None => Some(WholeEvent { id: None, definition: telling.body, tellings: vec![*telling] }),
        };
        events.extend(event);
    }
    events.sort_by_cached_key(|event| event.definition.date.as_ref().map(|date| date.value.sort_key()));
    events.retain(|event| site.all_parts(event).iter().any(|part| part.entities.contains(&id)));
    events
}

pub fn taken(lens: &Lens<'_>, id: &Id, event: &WholeEvent<'_>) -> TakenEvent {
    let parts = lens.site.all_parts(event);
    let roles = parts.iter().filter(|part| part.entities.contains(&id)).filter_map(|part| part.role);
    let roles = roles.map(|role| lens.term(&lens.site.settings.roles, role).text).collect();
    TakenEvent { event: lens.event_row(event), roles }
}

/// The relations of the entity by how they read from its side, each other entity once.
pub fn relations(lens: &Lens<'_>, id: &Id, facts: &[Fact<'_>]) -> Vec<RelationGroup> {
    let names = lens.collation();
    let mut groups: BTreeMap<NameKey, BTreeMap<(NameKey, String), Related>> = BTreeMap::new();
    let mut add = |label: String, other: &Id, relation: &Account<'_, Relation>| {
        let entity = lens.entity_of(other);
        let place = (names.key(&entity.name), entity.id.clone());
        let related = groups.entry(names.key(&label)).or_default().entry(place);
        related.or_insert(Related { entity, statements: Vec::new() }).statements.push(statement(lens, relation));
    };
    for fact in facts {
        let Fact::Relation(relation) = fact else { continue };
        if is(lens.site, &relation.body.subject.value, id) {
            let label = lens.term(&lens.site.settings.predicates, &relation.body.predicate.value).text;
            relation.body.objects.iter().for_each(|object| add(label.clone(), &object.value, relation));
        }
        if relation.body.objects.iter().any(|object| is(lens.site, &object.value, id)) {
            add(inverse(lens, &relation.body.predicate.value), &relation.body.subject.value, relation);
        }
    }
    let group = |((_, _, label), related): (NameKey, BTreeMap<_, Related>)| RelationGroup {
        label,
        related: related.into_values().collect(),
    };
    groups.into_iter().map(group).collect()
}

fn statement(lens: &Lens<'_>, relation: &Account<'_, Relation>) -> RelationStatement {
    RelationStatement {
        valid: relation.body.valid.as_ref().map(|valid| lens.date(valid)),
        status: lens.claim_status(relation.body.status),
        sources: lens.chains(relation.annotation, &relation.body.sources),
        place: lens.place_link(relation.article, relation.annotation),
    }
}

/// How a relation reads from the object's side; one that has no words for it is marked as coming from the other.
fn inverse(lens: &Lens<'_>, predicate: &str) -> String {
    let term = config::term(&lens.site.settings.predicates, predicate);
    match term.and_then(|term| term.inverse.as_ref()) {
        Some(words) => lens.local(words).to_owned(),
        None => format!("← {}", lens.term(&lens.site.settings.predicates, predicate).text),
    }
}

/// Whether a written id, which may be an old one, means this entity.
fn is(site: &Site, written: &Id, id: &Id) -> bool {
    site.registry.entity(written).is_some_and(|entity| entity.id.value == *id)
}
