//! Entities: what the reports' words refer to.

use serde_json::Value as Json;

use super::checksum;
use super::reference::Citation;
use super::topic::defined;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::local::{self, Local};
use crate::scalar;
use crate::source::{At, Span};
use crate::yaml::{Node, Reader, Value};

#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    pub id: At<Id>,
    pub kind: At<String>,
    pub name: Local,
    pub aliases: Vec<Alias>,
    /// Searched and suggested, not found automatically.
    pub weak_aliases: Vec<Alias>,
    /// Longer text in which the name is not this entity.
    pub except: Vec<String>,
    pub summary: Option<Local>,
    pub inception: Option<Date>,
    pub dissolution: Option<Date>,
    pub website: Option<At<String>>,
    /// Identifiers elsewhere: scheme and code.
    pub ids: Vec<(String, String)>,
    pub listings: Vec<Listing>,
    pub distinct_from: Vec<At<Id>>,
    pub merged_from: Vec<At<Id>>,
    pub facts: Vec<Fact>,
    pub extra: Json,
}

/// Another name, which may have held for a time only.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    pub name: String,
    pub valid: Option<Date>,
    pub span: Span,
}

/// Where a company's shares are traded: the exchange's MIC (ISO 10383) and the code there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub exchange: String,
    pub code: String,
}

/// An infobox row that needs its own date or source.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub property: Local,
    pub value: FactValue,
    pub valid: Option<Date>,
    pub sources: Vec<Citation>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum FactValue {
    Words(Local),
    Entity(At<Id>),
}

pub fn read_all(reader: &mut Reader, node: &Node) -> Vec<Entity> {
    let entries = reader.entries(node, "`entities`");
    entries.into_iter().filter_map(|(id, node)| read(reader, id, node)).collect()
}

fn read(reader: &mut Reader, id: At<String>, node: &Node) -> Option<Entity> {
    let id = defined(reader, id);
    let mut keys = reader.keys(node, "an entity")?;
    let kind = keys.required(reader, "type", Reader::words);
    let name = keys.required(reader, "name", Local::read);
    let aliases = keys.list(reader, "aliases", alias);
    let weak_aliases = keys.list(reader, "weak_aliases", alias);
    let except = keys.list(reader, "except", Reader::words).into_iter().map(|text| text.value).collect();
    let summary = keys.get(reader, "summary", Local::read);
    let inception = keys.get(reader, "inception", scalar::date).map(|date| date.value);
    let dissolution = keys.get(reader, "dissolution", scalar::date).map(|date| date.value);
    let website = keys.get(reader, "website", Reader::text_at);
    let ids = keys.take("ids").map(|node| codes(reader, node)).unwrap_or_default();
    let listings = keys.list(reader, "listings", listing);
    let distinct_from = keys.list(reader, "distinct_from", Id::read);
    let merged_from = keys.list(reader, "merged_from", Id::read);
    let facts = keys.list(reader, "facts", fact);
    let extra = keys.get(reader, "extra", local::extra).unwrap_or_else(local::no_extra);
    keys.finish(reader);
    Some(Entity {
        id: id?,
        kind: kind?,
        name: name?,
        aliases,
        weak_aliases,
        except,
        summary,
        inception,
        dissolution,
        website,
        ids,
        listings,
        distinct_from,
        merged_from,
        facts,
        extra,
    })
}

fn alias(reader: &mut Reader, node: &Node) -> Option<Alias> {
    let span = reader.span(node);
    if !matches!(node.value, Value::Map(_)) {
        let name = reader.words(node)?.value;
        return Some(Alias { name, valid: None, span });
    }
    let mut keys = reader.keys(node, "an alias")?;
    let name = keys.required(reader, "name", Reader::words);
    let valid = keys.get(reader, "valid", scalar::date).map(|date| date.value);
    keys.finish(reader);
    Some(Alias { name: name?.value, valid, span })
}

/// Codes whose checksums are known are verified; others are kept as they are.
fn codes(reader: &mut Reader, node: &Node) -> Vec<(String, String)> {
    let mut codes = Vec::new();
    for (scheme, node) in reader.entries(node, "`ids`") {
        let Some(code) = reader.words(node) else { continue };
        if let Err(wanted) = checksum::verify(&scheme.value, &code.value) {
            let message = format!("`{}` is not a valid {}: {wanted}", code.value, scheme.value);
            reader.problems.push(Diagnostic::new(Code::InvalidChecksum, code.span, message));
        }
        codes.push((scheme.value, code.value));
    }
    codes
}

fn listing(reader: &mut Reader, node: &Node) -> Option<Listing> {
    let mut keys = reader.keys(node, "a listing")?;
    let exchange = keys.required(reader, "exchange", Reader::words);
    let code = keys.required(reader, "code", Reader::words);
    keys.finish(reader);
    Some(Listing { exchange: exchange?.value, code: code?.value })
}

fn fact(reader: &mut Reader, node: &Node) -> Option<Fact> {
    let mut keys = reader.keys(node, "a fact")?;
    let property = keys.required(reader, "property", Local::read);
    let value = keys.required(reader, "value", fact_value);
    let valid = keys.get(reader, "valid", scalar::date).map(|date| date.value);
    let sources = keys.list(reader, "source", Citation::read);
    keys.finish(reader);
    Some(Fact { property: property?, value: value?, valid, sources })
}

/// `{entity: ID}`, words, or words in several languages.
fn fact_value(reader: &mut Reader, node: &Node) -> Option<FactValue> {
    if let Value::Map(entries) = &node.value
        && let [(key, value)] = entries.as_slice()
        && key.scalar() == Some("entity")
    {
        return Id::read(reader, value).map(FactValue::Entity);
    }
    Local::read(reader, node).map(FactValue::Words)
}
