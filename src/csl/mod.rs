//! Sources as items of CSL-JSON (CSL 1.0.2).
//!
//! In: a reference. Out: an item that reference managers and citation processors read. Knows no site: what only a site can
//! say of a source is added by those who know it.

pub mod parts;

use serde_json::{Map, Value as Json, json};

use crate::date::{Date, Language};
use crate::registry::Reference;
use parts::{Parts, When, doubtful};

/// The types of CSL 1.0.2, appendix III.
const TYPES: [&str; 45] = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

/// A reference as an item, with its title in the first of these languages that it has.
pub fn item(reference: &Reference, languages: &[&str]) -> Map<String, Json> {
    let title = reference.title.get(languages);
    let mut item = Map::new();
    item.insert("id".into(), json!(reference.id.value));
    item.insert("type".into(), json!(kind(reference)));
    item.insert("title".into(), json!(title));
    let variables = reference.csl.iter().filter(|(name, _)| *name != "type");
    item.extend(variables.map(|(name, value)| (name.clone(), value.clone())));
    let written = reference.title.all().find(|(_, words)| *words == title).map_or("", |(tag, _)| tag);
    if !written.is_empty() && !item.contains_key("language") {
        item.insert("language".into(), json!(written));
    }
    for (name, date) in [("issued", &reference.issued), ("accessed", &reference.accessed)] {
        if let Some(date) = date {
            item.insert(name.into(), date_variable(date, languages));
        }
    }
    if let Some(location) = &reference.url {
        item.insert("URL".into(), json!(location.value));
    }
    item
}

/// The type that is given, if CSL has it; else what can be told of it.
fn kind(reference: &Reference) -> &str {
    let given = reference.csl.get("type").and_then(Json::as_str).filter(|kind| TYPES.contains(kind));
    given.unwrap_or(if reference.url.is_some() { "webpage" } else { "document" })
}

/// Parts where there are such, with `circa` for a date in doubt; else the date in words.
fn date_variable(date: &Date, languages: &[&str]) -> Json {
    let parts: Option<Vec<Parts>> = match doubtful(date) {
        Some(When::One(day)) => Some(vec![day]),
        Some(When::Stretch(Some(from), Some(to))) => Some(vec![from, to]),
        // CSL knows no open ends.
        Some(When::Stretch(..)) | None => None,
    };
    match parts {
        Some(parts) if date.is_uncertain() || date.is_approximate() => json!({"date-parts": parts, "circa": true}),
        Some(parts) => json!({ "date-parts": parts }),
        None => json!({"literal": date.display(Language::from_tag(languages.first().copied().unwrap_or("zh")))}),
    }
}
