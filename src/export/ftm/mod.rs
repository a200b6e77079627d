//! The site as entities of FollowTheMoney: who and what the reports tell of, and how they are linked.
//!
//! In: a site. Out: JSON lines, one entity on each, in the order of the site. What the model has no schema for is left
//! out, and so is what it would make a fact of though the reports deny it. Source: followthemoney.tech.

mod links;
mod things;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::csl::parts::{When, exact, iso};
use crate::date::Date;
use crate::id::Id;
use crate::path::ContentPath;
use crate::site::Site;

/// An entity of the model: properties are lists of text, and point to others by their ids.
#[derive(Debug, Serialize)]
pub struct Entity {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<String>>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    /// A value of a property; each stands there once, and nothing empty.
    fn with(mut self, property: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        let values = self.properties.entry(property).or_default();
        if !value.trim().is_empty() && !values.contains(&value) {
            values.push(value);
        }
        if values.is_empty() {
            self.properties.remove(property);
        }
        self
    }

    fn with_all<Value: Into<String>>(self, property: &'static str, values: impl IntoIterator<Item = Value>) -> Self {
        values.into_iter().fold(self, |entity, value| entity.with(property, value))
    }

    /// Where something is told; paths without a host are no URLs of the model.
    fn told_at(self, url: &str) -> Self {
        if url.starts_with('/') { self } else { self.with("sourceUrl", url) }
    }

    /// The time of an `Interval`, where the model can write it.
    fn during(self, date: Option<&Date>) -> Self {
        match date.and_then(exact) {
            Some(When::One(day)) => self.with("date", iso(&day)),
            Some(When::Stretch(from, to)) => {
                self.with_all("startDate", from.as_ref().map(iso)).with_all("endDate", to.as_ref().map(iso))
            }
            None => self,
        }
    }
}

/// The file: things first, then what links them.
pub fn lines(site: &Site) -> String {
    let entities = things::of(site).into_iter().chain(links::of(site));
    entities.filter_map(|entity| serde_json::to_string(&entity).ok()).map(|line| line + "\n").collect()
}

/// An id of the model, which takes ASCII letters, digits, hyphens and dots only: the site's own word where it is such,
/// else a hash of it.
fn id(kind: &str, word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if word.chars().all(plain) && ends(word.chars().next()) && ends(word.chars().next_back()) {
        format!("{kind}.{word}")
    } else {
        // No plain word has a dot, so none is taken for a hash.
        format!("{kind}.x.{:016x}", hash(word))
    }
}

/// FNV-1a (Fowler, Noll, Vo) of 64 bits: ids must stay as they are from version to version.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn entity_id(entity: &Id) -> String {
    id("entity", entity.as_str())
}

fn article_id(path: &ContentPath) -> String {
    id("article", path.as_str())
}
