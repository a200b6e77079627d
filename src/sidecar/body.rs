//! What an annotation says: mention, event, claim, relation, note, source.

use super::{Bodies, EntityBody};
use crate::date::Date;
use crate::diagnostic::Code;
use crate::figure::{Bound, Decimal};
use crate::id::Id;
use crate::local::{self, Local};
use crate::registry::Citation;
use crate::scalar;
use crate::source::{At, Span};
use crate::yaml::{Keys, Node, Reader, Value};

/// An event told here: its one definition, or a further account of one defined elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub enum EventBody {
    Definition(Event),
    Account(Event),
}

impl EventBody {
    pub fn event(&self) -> &Event {
        match self {
            EventBody::Definition(event) | EventBody::Account(event) => event,
        }
    }
}

/// What is said of an event; an account may leave out everything but the id.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// With an id the event has a page.
    pub id: Option<At<Id>>,
    pub title: Option<Local>,
    pub date: Option<At<Date>>,
    pub kind: Option<At<String>>,
    pub entities: Vec<RoleEntities>,
    pub status: Option<EventStatus>,
    pub importance: Option<Importance>,
    pub topics: Vec<At<String>>,
    pub summary: Option<Local>,
    pub sources: Vec<Citation>,
    pub span: Span,
}

/// Entities in one role; a plain list has no role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleEntities {
    pub role: Option<At<String>>,
    pub entities: Vec<At<Id>>,
}

/// From 1 to 3, the highest.
pub type Importance = u8;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $id:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &'static [(&'static str, $name)] = &[$(($id, $name::$variant)),*];

            /// The word of the format.
            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id),* }
            }
        }
    };
}

words! {
    /// Whether and how an event came about.
    EventStatus { Occurred "occurred", Planned "planned", Postponed "postponed", Cancelled "cancelled", Rumored "rumored" }
}

words! {
    /// How firm a claim or relation is.
    ClaimStatus {
        Reported "reported", Confirmed "confirmed", Rumored "rumored", Estimated "estimated", Forecast "forecast",
        Disputed "disputed", Denied "denied", Superseded "superseded", Retracted "retracted",
    }
}

words! {
    NoteKind { Comment "comment", Context "context", Definition "definition", Question "question", Correction "correction" }
}

/// A statement about a subject's measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub id: Option<At<Id>>,
    pub subject: At<Id>,
    /// An id of the settings' measures, or words.
    pub measure: At<String>,
    pub figure: Option<Figure>,
    /// A claim in words.
    pub text: Option<Local>,
    pub as_of: Option<At<Date>>,
    pub status: ClaimStatus,
    pub sources: Vec<Citation>,
    pub span: Span,
}

/// A value or range with its unit; at least one end is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    pub unit: Option<String>,
    pub bound: Option<Bound>,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    pub id: Option<At<Id>>,
    pub subject: At<Id>,
    pub predicate: At<String>,
    pub objects: Vec<At<Id>>,
    pub valid: Option<Date>,
    pub status: ClaimStatus,
    pub sources: Vec<Citation>,
    pub span: Span,
}

/// The writer's own words about a passage, in Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub kind: NoteKind,
    pub text: Local,
    pub span: Span,
}

impl Bodies {
    /// What bodies without a target are about, for derived ids.
    pub fn subjects(&self) -> Vec<String> {
        let events = self.events.iter().map(EventBody::event);
        let mut subjects: Vec<String> = events
            .flat_map(|event| {
                let id = event.id.as_ref().map(|id| id.value.to_string());
                let title = event.title.as_ref().map(|title| title.get(&[]).to_owned());
                id.into_iter().chain(title)
            })
            .collect();
        subjects.extend(self.claims.iter().map(|claim| format!("{} {}", claim.subject.value, claim.measure.value)));
        subjects.extend(
            self.relations.iter().map(|relation| format!("{} {}", relation.subject.value, relation.predicate.value)),
        );
        subjects
    }
}

/// Reads the keys of an annotation's bodies.
pub fn read(reader: &mut Reader, keys: &mut Keys<'_>) -> Bodies {
    Bodies {
        entity: keys.get(reader, "entity", entity),
        events: keys.list(reader, "event", event),
        claims: keys.list(reader, "claim", claim),
        relations: keys.list(reader, "relation", relation),
        note: note(reader, keys),
        sources: keys.list(reader, "source", Citation::read),
        verify: keys.get(reader, "verify", Reader::truth),
        extra: keys.get(reader, "extra", local::extra).unwrap_or_else(local::no_extra),
    }
}

fn entity(reader: &mut Reader, node: &Node) -> Option<EntityBody> {
    if node.scalar() == Some("none") {
        return Some(EntityBody::None);
    }
    Id::read(reader, node).map(EntityBody::Is)
}

fn event(reader: &mut Reader, node: &Node) -> Option<EventBody> {
    let span = reader.span(node);
    if !matches!(node.value, Value::Map(_)) {
        let id = Id::read(reader, node)?;
        return Some(EventBody::Account(Event::account(id, span)));
    }
    let mut keys = reader.keys(node, "an event")?;
    let event = Event {
        id: keys.get(reader, "id", Id::read),
        title: keys.get(reader, "title", Local::read),
        date: keys.get(reader, "date", scalar::date),
        kind: keys.get(reader, "kind", Reader::words),
        entities: keys.take("entities").map(|node| roles(reader, node)).unwrap_or_default(),
        status: keys.get(reader, "status", |reader, node| reader.one_of(node, EventStatus::ALL)),
        importance: keys.get(reader, "importance", |reader, node| reader.one_of(node, &[("1", 1), ("2", 2), ("3", 3)])),
        topics: keys.list(reader, "topics", Reader::words),
        summary: keys.get(reader, "summary", Local::read),
        sources: keys.list(reader, "source", Citation::read),
        span,
    };
    let (titled, dated) = (keys.has("title"), keys.has("date"));
    keys.finish(reader);
    if !titled && event.id.is_none() {
        reader.report(Code::MissingKey, node, "an event wants a `title`, or the `id` of one defined elsewhere");
        return None;
    }
    if titled && !dated {
        reader.report(Code::MissingKey, node, "an event wants a `date`").help =
            Some("an unknown date can be written as an interval: 2024-01/2024-06, ../2024, or 2024~".into());
        return None;
    }
    let readable = event.title.is_some() == titled && event.date.is_some() == dated;
    readable.then_some(if titled { EventBody::Definition(event) } else { EventBody::Account(event) })
}

impl Event {
    fn account(id: At<Id>, span: Span) -> Self {
        Self {
            id: Some(id),
            title: None,
            date: None,
            kind: None,
            entities: Vec::new(),
            status: None,
            importance: None,
            topics: Vec::new(),
            summary: None,
            sources: Vec::new(),
            span,
        }
    }
}

/// A map of roles, or a plain list.
fn roles(reader: &mut Reader, node: &Node) -> Vec<RoleEntities> {
    if !matches!(node.value, Value::Map(_)) {
        let entities = reader.list(node, Id::read);
        return vec![RoleEntities { role: None, entities }];
    }
    let entries = reader.entries(node, "`entities`");
    let role =
        |(role, node): (At<String>, &Node)| RoleEntities { role: Some(role), entities: reader.list(node, Id::read) };
    entries.into_iter().map(role).collect()
}

fn claim(reader: &mut Reader, node: &Node) -> Option<Claim> {
    let span = reader.span(node);
    let mut keys = reader.keys(node, "a claim")?;
    let id = keys.get(reader, "id", Id::read);
    let subject = keys.required(reader, "subject", Id::read);
    let measure = keys.required(reader, "measure", Reader::words);
    let figure = figure(reader, &mut keys);
    let text = keys.get(reader, "text", Local::read);
    let as_of = keys.get(reader, "as_of", scalar::date);
    let status = status(reader, &mut keys);
    let sources = keys.list(reader, "source", Citation::read);
    let said = keys.has("value") || keys.has("text");
    keys.finish(reader);
    if !said {
        reader.report(Code::MissingKey, node, "a claim wants a `value`, or a `text` in words");
        return None;
    }
    Some(Claim { id, subject: subject?, measure: measure?, figure, text, as_of, status, sources, span })
}

fn figure(reader: &mut Reader, keys: &mut Keys<'_>) -> Option<Figure> {
    let node = keys.node();
    let value = keys.take("value");
    let unit = keys
        .get(reader, "unit", Reader::words)
        .map(|unit| if unit.value == "%" { "percent".into() } else { unit.value });
    let bounds = Bound::ALL.map(|bound| (bound.id(), bound));
    let bound = keys.get(reader, "bound", |reader, node| reader.one_of(node, &bounds));
    let Some(value) = value else {
        if unit.is_some() || bound.is_some() {
            reader.report(Code::MissingKey, node, "`unit` and `bound` go with a `value`");
        }
        return None;
    };
    let (low, high) = scalar::range(reader, value)?;
    let ranged = matches!(value.value, Value::List(_));
    if ranged && bound.is_some() {
        reader.report(Code::WrongShape, value, "a range has no `bound`: its ends say it").help =
            Some("remove `bound:`, or write one number".into());
    }
    let span = reader.span(value);
    Some(Figure { low, high, unit, bound: bound.filter(|_| !ranged), span })
}

fn status(reader: &mut Reader, keys: &mut Keys<'_>) -> ClaimStatus {
    keys.get(reader, "status", |reader, node| reader.one_of(node, ClaimStatus::ALL)).unwrap_or(ClaimStatus::Reported)
}

fn relation(reader: &mut Reader, node: &Node) -> Option<Relation> {
    let span = reader.span(node);
    let mut keys = reader.keys(node, "a relation")?;
    let id = keys.get(reader, "id", Id::read);
    let subject = keys.required(reader, "subject", Id::read);
    let predicate = keys.required(reader, "predicate", Reader::words);
    let has_object = keys.has("object");
    let objects = keys.list(reader, "object", Id::read);
    let valid = keys.get(reader, "valid", scalar::date).map(|date| date.value);
    let status = status(reader, &mut keys);
    let sources = keys.list(reader, "source", Citation::read);
    keys.finish(reader);
    if !has_object {
        reader.report(Code::MissingKey, node, "a relation wants the key `object`");
        return None;
    }
    Some(Relation { id, subject: subject?, predicate: predicate?, objects, valid, status, sources, span })
}

fn note(reader: &mut Reader, keys: &mut Keys<'_>) -> Option<Note> {
    let kind = keys.get(reader, "kind", |reader, node| reader.one_of(node, NoteKind::ALL));
    let node = keys.take("note")?;
    let text = Local::read(reader, node)?;
    Some(Note { kind: kind.unwrap_or(NoteKind::Comment), text, span: reader.span(node) })
}
