//! Claims, events and relations as rows.
//!
//! In: a body of an annotation with the article it stands in. Out: rows whose words are finished.

use serde::Serialize;

use super::{DateView, EntityLink, Link, PlaceLink, SourceChainView, TermView};
use crate::config;
use crate::figure;
use crate::routes::Route;
use crate::sidecar::{Claim, ClaimStatus, Event, EventStatus, Figure, Relation, RoleEntities};
use crate::site::{Account, WholeEvent};
use crate::view::Lens;

/// A claim in a list or table.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimRow {
    pub subject: EntityLink,
    pub measure: String,
    /// The value with its unit and bound; empty for a claim in words.
    pub value: String,
    /// The same in two parts: up to the last digit, and what follows it.
    pub number: String,
    pub unit: String,
    /// The claim in words; empty where it is a figure alone.
    pub text: String,
    pub as_of: Option<DateView>,
    /// Absent where it is the usual one, `reported`.
    pub status: Option<TermView>,
    /// Empty where the article itself is the source.
    pub sources: Vec<SourceChainView>,
    pub place: PlaceLink,
}

/// A relation in a list.
#[derive(Debug, Clone, Serialize)]
pub struct RelationRow {
    pub subject: EntityLink,
    pub predicate: String,
    /// How the relation reads from the objects' side; empty where nobody has said.
    pub inverse: String,
    pub objects: Vec<EntityLink>,
    pub valid: Option<DateView>,
    pub status: Option<TermView>,
    pub sources: Vec<SourceChainView>,
    pub place: PlaceLink,
}

/// An event in a list.
#[derive(Debug, Clone, Serialize)]
pub struct EventRow {
    pub title: String,
    /// The event's page, else the place where it is told.
    pub href: Option<String>,
    pub date: Option<DateView>,
    pub kind: Option<TermView>,
    /// Absent where it is the usual one, `occurred`.
    pub status: Option<TermView>,
    /// From 1 to 3, the highest.
    pub importance: u8,
    pub summary: String,
    pub participants: Vec<Participants>,
    pub topics: Vec<Link>,
    pub sources: Vec<SourceChainView>,
    /// Where it is told.
    pub places: Vec<PlaceLink>,
}

/// Entities in one role.
#[derive(Debug, Clone, Serialize)]
pub struct Participants {
    /// Empty for a plain list.
    pub role: String,
    pub entities: Vec<EntityLink>,
}

impl Lens<'_> {
    pub fn claim_row(&self, account: Account<'_, Claim>) -> ClaimRow {
        let claim = account.body;
        let (number, unit) = claim.figure.as_ref().map(|figure| self.figure(figure)).unwrap_or_default();
        ClaimRow {
            subject: self.entity_of(&claim.subject.value),
            measure: self.measure(&claim.measure.value),
            value: format!("{number}{unit}"),
            number,
            unit,
            text: claim.text.as_ref().map(|text| self.local(text).to_owned()).unwrap_or_default(),
            as_of: claim.as_of.as_ref().map(|date| self.date(&date.value)),
            status: self.claim_status(claim.status),
            sources: self.chains(account.annotation, &claim.sources),
            place: self.place_link(account.article, account.annotation),
        }
    }

    /// A measure by the settings' label, or in the words of the claim.
    pub fn measure(&self, word: &str) -> String {
        let id = self.site.settings.measure_id(word);
        let known = self.site.settings.measures.iter().find(|(known, _)| known == id);
        known.map_or(word, |(_, measure)| self.local(&measure.label)).to_owned()
    }

    /// A value or range with its bound, and its unit: 至少135, 亿元.
    fn figure(&self, figure: &Figure) -> (String, String) {
        let value = figure::ClaimValue {
            low: figure.low.clone(),
            high: figure.high.clone(),
            unit: figure.unit.clone().unwrap_or_default(),
            bound: figure.bound,
        };
        figure::format_parts(&value, self.date_language())
    }

    /// A status worth saying.
    pub fn claim_status(&self, status: ClaimStatus) -> Option<TermView> {
        (status != ClaimStatus::Reported).then(|| self.format_word(status.id()))
    }

    pub fn relation_row(&self, account: Account<'_, Relation>) -> RelationRow {
        let relation = account.body;
        let term = config::term(&self.site.settings.predicates, &relation.predicate.value);
        let inverse = term.and_then(|term| term.inverse.as_ref()).map(|words| self.local(words).to_owned());
        RelationRow {
            subject: self.entity_of(&relation.subject.value),
            predicate: term.map_or(relation.predicate.value.as_str(), |term| self.local(&term.label)).to_owned(),
            inverse: inverse.unwrap_or_default(),
            objects: relation.objects.iter().map(|id| self.entity_of(&id.value)).collect(),
            valid: relation.valid.as_ref().map(|date| self.date(date)),
            status: self.claim_status(relation.status),
            sources: self.chains(account.annotation, &relation.sources),
            place: self.place_link(account.article, account.annotation),
        }
    }

    /// An event with every place where it is told.
    pub fn event_row(&self, event: &WholeEvent<'_>) -> EventRow {
        let places: Vec<PlaceLink> =
            event.tellings.iter().map(|telling| self.place_link(telling.article, telling.annotation)).collect();
        let page = event.id.map(|id| self.href(&Route::Event(id.clone())));
        let first = event.tellings.first();
        EventRow {
            href: page.or_else(|| places.first().map(|place| place.href.clone())),
            sources: first.map(|telling| self.chains(telling.annotation, &telling.body.sources)).unwrap_or_default(),
            places,
            ..self.bare_event(event.definition)
        }
    }

    /// An event as one article tells it; what an account leaves out is taken from the definition.
    pub fn told_event(&self, account: Account<'_, Event>) -> EventRow {
        let id = account.body.id.as_ref().map(|id| &id.value);
        let defined = id.and_then(|id| self.site.events.get(id));
        let own = self.bare_event(account.body);
        let base = defined.map_or_else(|| own.clone(), |defined| self.bare_event(&defined.event));
        let title = if own.title.is_empty() { base.title } else { own.title };
        EventRow {
            href: id.filter(|_| defined.is_some()).map(|id| self.href(&Route::Event(id.clone()))),
            title: if title.is_empty() { id.map(ToString::to_string).unwrap_or_default() } else { title },
            date: own.date.or(base.date),
            kind: own.kind.or(base.kind),
            status: own.status.or(base.status),
            importance: base.importance,
            summary: own.summary,
            participants: if own.participants.is_empty() { base.participants } else { own.participants },
            topics: own.topics,
            sources: self.chains(account.annotation, &account.body.sources),
            places: vec![self.place_link(account.article, account.annotation)],
        }
    }

    /// What the event itself says, without places.
    fn bare_event(&self, event: &Event) -> EventRow {
        let local = |words: &Option<crate::local::Local>| {
            words.as_ref().map(|words| self.local(words).to_owned()).unwrap_or_default()
        };
        let status = event.status.filter(|status| *status != EventStatus::Occurred);
        EventRow {
            title: local(&event.title),
            href: None,
            date: event.date.as_ref().map(|date| self.date(&date.value)),
            kind: event.kind.as_ref().map(|kind| self.term(&self.site.settings.event_kinds, &kind.value)),
            status: status.map(|status| self.format_word(status.id())),
            importance: event.importance.unwrap_or(2),
            summary: local(&event.summary),
            participants: event.entities.iter().map(|role| self.participants(role)).collect(),
            topics: event.topics.iter().map(|topic| self.topic_of(&topic.value)).collect(),
            sources: Vec::new(),
            places: Vec::new(),
        }
    }

    fn participants(&self, role: &RoleEntities) -> Participants {
        let named = role.role.as_ref().map(|role| self.term(&self.site.settings.roles, &role.value).text);
        Participants {
            role: named.unwrap_or_default(),
            entities: role.entities.iter().map(|id| self.entity_of(&id.value)).collect(),
        }
    }
}
