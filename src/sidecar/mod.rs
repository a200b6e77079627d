//! The sidecar: what an article's words refer to, as it is written and before it is anchored.
//!
//! In: the YAML beside an article. Out: [`Sidecar`], with a span for all that a later problem may point at. Sees one
//! file; whether ids resolve and quotes are found is for later stages.

mod body;
mod identity;
mod target;

pub use body::{
    Claim, ClaimStatus, Event, EventBody, EventStatus, Figure, Importance, Note, NoteKind, Relation, RoleEntities,
};
pub use target::Target;

use std::sync::Arc;

use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::registry::{Citation, Definitions};
use crate::source::{At, Source, Span};
use crate::yaml::{self, Keys, Node, Reader, Value};

/// A sidecar's content.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Sidecar {
    pub definitions: Definitions,
    /// Names that mean one entity in this article.
    pub mention_aliases: Vec<(At<String>, At<Id>)>,
    pub annotations: Vec<Annotation>,
}

/// One annotation as written: where, and what.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// Written, or derived from target and kind; unique in its article.
    pub id: Id,
    pub target: Target,
    pub bodies: Bodies,
    /// The item's first line.
    pub span: Span,
}

/// The keys that say something.
const BODIES: [&str; 6] = ["entity", "event", "claim", "relation", "note", "source"];

/// What an annotation says; several may stand together.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Bodies {
    pub entity: Option<EntityBody>,
    pub events: Vec<EventBody>,
    pub claims: Vec<Claim>,
    pub relations: Vec<Relation>,
    pub note: Option<Note>,
    /// Independent chains on which all bodies without sources of their own rest.
    pub sources: Vec<Citation>,
    /// False opts out of comparing figures and dates with the words.
    pub verify: Option<bool>,
    pub extra: Json,
}

/// A mention of an entity, or the statement that the words are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntityBody {
    Is(At<Id>),
    None,
}

impl Bodies {
    /// The kinds present, in a fixed order; what identity and themes go by.
    pub fn kinds(&self) -> Vec<&'static str> {
        let present = [
            ("entity", self.entity.is_some()),
            ("event", !self.events.is_empty()),
            ("claim", !self.claims.is_empty()),
            ("relation", !self.relations.is_empty()),
            ("note", self.note.is_some()),
            ("source", !self.sources.is_empty()),
        ];
        present.into_iter().filter(|(_, there)| *there).map(|(kind, _)| kind).collect()
    }
}

impl Sidecar {
    /// Reads a sidecar; what cannot be read is left out, after a report.
    pub fn read(source: &Arc<Source>) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader::new(source);
        let mut sidecar = Self::default();
        match yaml::parse(source, 0..source.text().len()) {
            Err(problem) => reader.problems.push(*problem),
            Ok(node) if node.value == Value::Null => {}
            Ok(node) => {
                if let Some(keys) = reader.keys(&node, "a sidecar") {
                    sidecar = Self::from_keys(&mut reader, keys);
                }
            }
        }
        (sidecar, reader.problems)
    }

    fn from_keys(reader: &mut Reader, mut keys: Keys<'_>) -> Self {
        let definitions = Definitions::read_shared(reader, &mut keys);
        let mention_aliases = keys.take("mention_aliases").map(|node| aliases(reader, node)).unwrap_or_default();
        let mut ids = identity::Ids::default();
        let mut annotations = Vec::new();
        for node in keys.take("annotations").map(Node::items).unwrap_or_default() {
            annotations.extend(annotation(reader, node, &mut ids));
        }
        keys.finish(reader);
        ids.derive(&mut annotations);
        Self {
            definitions,
            mention_aliases,
            annotations: annotations.into_iter().map(|(_, annotation)| annotation).collect(),
        }
    }
}

fn aliases(reader: &mut Reader, node: &Node) -> Vec<(At<String>, At<Id>)> {
    let entries = reader.entries(node, "`mention_aliases`");
    entries.into_iter().filter_map(|(name, node)| Some((name, Id::read(reader, node)?))).collect()
}

/// An annotation and whether its id was written.
fn annotation(reader: &mut Reader, node: &Node, ids: &mut identity::Ids) -> Option<(bool, Annotation)> {
    let mut keys = reader.keys(node, "an annotation")?;
    let span = first_line(&reader.span(node));
    let id = keys.get(reader, "id", Id::read);
    let target = target::read(reader, &mut keys);
    let bodies = body::read(reader, &mut keys);
    let speaks = BODIES.iter().any(|name| keys.has(name));
    // A misspelt key is said once, not also as a missing one.
    let misspelt = keys.has_unknown();
    if keys.has("kind") && !keys.has("note") {
        reader.report(Code::UnknownKey, node, "`kind` belongs to a note, and there is none here").help =
            Some("an event has its own `kind` inside `event:`; else add `note:` or remove `kind:`".into());
    }
    keys.finish(reader);
    let target = target?;
    if !speaks && misspelt {
        return None;
    }
    if !speaks {
        let help = format!("give it one of: {}", BODIES.join(", "));
        reader.report(Code::MissingKey, node, "this annotation says nothing").help = Some(help);
        return None;
    }
    if target == Target::None && bodies.entity.is_some() {
        reader.report(Code::MissingKey, node, "a mention needs its words").help = Some("add `quote:`".into());
        return None;
    }
    let written = id.is_some();
    if let Some(id) = &id {
        ids.take(reader, id);
    }
    let id = id.map(|id| id.value).or_else(|| Id::new("a"))?;
    Some((written, Annotation { id, target, bodies, span }))
}

fn first_line(span: &Span) -> Span {
    let range = span.range();
    let length = span.words().find('\n').unwrap_or(span.words().len());
    Span::new(span.source(), range.start..range.start + length)
}

#[cfg(test)]
mod tests;
