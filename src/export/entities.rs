//! entities.json: each entity as it is defined, and how often it is mentioned in how many pages.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value as Json;

use super::place::{Chain, Words, chains, current, edtf, extra};
use super::url;
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::registry::{Alias, Entity, Fact, FactValue};
use crate::routes::Route;
use crate::site::Site;

#[derive(Debug, Serialize)]
pub struct EntityRow<'a> {
    id: &'a Id,
    url: String,
    #[serde(rename = "type")]
    kind: &'a str,
    name: Words<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<AliasRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    weak_aliases: Vec<AliasRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inception: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dissolution: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    ids: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    listings: Vec<ListingRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    distinct_from: Vec<&'a Id>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    merged_from: Vec<&'a Id>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<FactRow<'a>>,
    /// How often it is mentioned.
    mentions: usize,
    /// How many pages mention it.
    articles: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<&'a Json>,
}

/// A name, or a name that held for a time.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum AliasRow<'a> {
    Name(&'a str),
    Valid { name: &'a str, valid: String },
}

#[derive(Debug, Serialize)]
struct ListingRow<'a> {
    exchange: &'a str,
    code: &'a str,
}

#[derive(Debug, Serialize)]
struct FactRow<'a> {
    property: Words<'a>,
    value: ValueRow<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<Chain<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ValueRow<'a> {
    Entity { entity: &'a Id },
    Words(Words<'a>),
}

/// All entities by id.
pub fn rows(site: &Site) -> Vec<EntityRow<'_>> {
    site.registry.entities.values().map(|entity| row(site, entity)).collect()
}

fn row<'a>(site: &'a Site, entity: &'a Entity) -> EntityRow<'a> {
    let id = &entity.id.value;
    let node = Node::Entity(id.clone());
    let touches = || site.graph.touches(&node).filter(|(_, touch)| matches!(touch, Touch::Mention(_)));
    let pages: BTreeSet<_> = touches().map(|(path, _)| path).collect();
    let listings = entity.listings.iter();
    EntityRow {
        id,
        url: url(site, &Route::Entity(id.clone()).url()),
        kind: &entity.kind.value,
        name: Words(&entity.name),
        aliases: entity.aliases.iter().map(alias).collect(),
        weak_aliases: entity.weak_aliases.iter().map(alias).collect(),
        summary: Words::of(&entity.summary),
        inception: edtf(&entity.inception),
        dissolution: edtf(&entity.dissolution),
        website: entity.website.as_ref().map(|url| url.value.as_str()),
        ids: entity.ids.iter().map(|(scheme, code)| (scheme.as_str(), code.as_str())).collect(),
        listings: listings.map(|listing| ListingRow { exchange: &listing.exchange, code: &listing.code }).collect(),
        distinct_from: entity.distinct_from.iter().map(|other| current(site, &other.value)).collect(),
        merged_from: entity.merged_from.iter().map(|old| &old.value).collect(),
        facts: entity.facts.iter().map(|known| fact(site, known)).collect(),
        mentions: touches().count(),
        articles: pages.len(),
        extra: extra(&entity.extra),
    }
}

fn alias(alias: &Alias) -> AliasRow<'_> {
    match &alias.valid {
        None => AliasRow::Name(&alias.name),
        Some(valid) => AliasRow::Valid { name: &alias.name, valid: valid.as_edtf() },
    }
}

fn fact<'a>(site: &'a Site, fact: &'a Fact) -> FactRow<'a> {
    FactRow {
        property: Words(&fact.property),
        value: match &fact.value {
            FactValue::Words(words) => ValueRow::Words(Words(words)),
            FactValue::Entity(id) => ValueRow::Entity { entity: current(site, &id.value) },
        },
        valid: edtf(&fact.valid),
        source: chains(site, &fact.sources),
    }
}
