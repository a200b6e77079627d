//! JSON Schemas (draft 2020-12) of the JSON files, each whole in itself.
//!
//! In: which. Out: the schema. Schemas are written by hand in schemas/ and allow no field that they don't name; what
//! several share stands in definitions.json there. That they say what the files hold is for tests.

use serde_json::{Map, Value as Json};

use crate::routes::{Rows, Schema};

const DEFINITIONS: &str = include_str!("schemas/definitions.json");

/// The schema as text; it names no host, since it is the same on every site.
pub fn schema(schema: Schema) -> String {
    // The texts are part of the program, and tests parse each.
    let mut own: Map<String, Json> = serde_json::from_str(source(schema)).unwrap_or_default();
    let shared: Map<String, Json> = serde_json::from_str(DEFINITIONS).unwrap_or_default();
    let mut used = Map::new();
    let mut text = source(schema).to_owned();
    // A definition may use others, which a later round finds.
    while let Some((name, found)) = shared.iter().find(|(name, _)| !used.contains_key(*name) && names(&text, name)) {
        text.push_str(&found.to_string());
        used.insert(name.clone(), found.clone());
    }
    if !used.is_empty() {
        own.insert("$defs".into(), Json::Object(used));
    }
    serde_json::to_string_pretty(&own).map(|text| text + "\n").unwrap_or_default()
}

fn names(text: &str, definition: &str) -> bool {
    text.contains(&format!("\"#/$defs/{definition}\""))
}

fn source(schema: Schema) -> &'static str {
    match schema {
        Schema::Rows(Rows::Articles) => include_str!("schemas/articles.json"),
        Schema::Rows(Rows::Entities) => include_str!("schemas/entities.json"),
        Schema::Rows(Rows::Events) => include_str!("schemas/events.json"),
        Schema::Rows(Rows::Claims) => include_str!("schemas/claims.json"),
        Schema::Rows(Rows::Relations) => include_str!("schemas/relations.json"),
        Schema::Rows(Rows::Sources) => include_str!("schemas/sources.json"),
        Schema::Csl => include_str!("schemas/sources.csl.json"),
        Schema::FollowTheMoney => include_str!("schemas/entities.ftm.json"),
        Schema::Annotations => include_str!("schemas/annotations.json"),
    }
}
