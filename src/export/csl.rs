//! sources.csl.json: the sources as CSL-JSON (CSL 1.0.2), which reference managers and citation processors read.
//!
//! In: a site. Out: an array with an item on each line. What CSL has no variable for stands in `custom`.

use serde_json::{Map, Value as Json, json};

use super::parts::{Parts, When, doubtful};
use super::place::current;
use super::url;
use crate::date::Date;
use crate::registry::{Reference, Tier};
use crate::routes::Route;
use crate::site::Site;
use crate::view::Lens;

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

/// All sources by id.
pub fn items(site: &Site) -> Vec<Json> {
    let lens = Lens::of_site(site);
    site.registry.references.values().map(|reference| item(&lens, reference)).collect()
}

fn item(lens: &Lens<'_>, reference: &Reference) -> Json {
    let title = lens.local(&reference.title);
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
            item.insert(name.into(), date_variable(lens, date));
        }
    }
    if let Some(location) = &reference.url {
        item.insert("URL".into(), json!(location.value));
    }
    item.insert("custom".into(), custom(lens.site, reference));
    Json::Object(item)
}

/// The type that is given, if CSL has it; else what can be told of it.
fn kind(reference: &Reference) -> &str {
    let given = reference.csl.get("type").and_then(Json::as_str).filter(|kind| TYPES.contains(kind));
    given.unwrap_or(if reference.url.is_some() { "webpage" } else { "document" })
}

/// The variables of this format and its page here.
fn custom(site: &Site, reference: &Reference) -> Json {
    let mut custom = Map::new();
    custom.insert("page".into(), json!(url(site, &Route::Reference(reference.id.value.clone()).url())));
    let words = [
        ("archive_url", reference.archive_url.as_ref().map(|url| url.value.clone())),
        ("tier", reference.tier.map(Tier::id).map(str::to_owned)),
        ("entity", reference.entity.as_ref().map(|id| current(site, &id.value).to_string())),
    ];
    custom.extend(words.into_iter().filter_map(|(name, words)| Some((name.to_owned(), Json::String(words?)))));
    Json::Object(custom)
}

/// Parts where there are such, with `circa` for a date in doubt; else the date in words.
fn date_variable(lens: &Lens<'_>, date: &Date) -> Json {
    let parts: Option<Vec<Parts>> = match doubtful(date) {
        Some(When::One(day)) => Some(vec![day]),
        Some(When::Stretch(Some(from), Some(to))) => Some(vec![from, to]),
        // CSL knows no open ends.
        Some(When::Stretch(..)) | None => None,
    };
    match parts {
        Some(parts) if date.is_uncertain() || date.is_approximate() => json!({"date-parts": parts, "circa": true}),
        Some(parts) => json!({ "date-parts": parts }),
        None => json!({"literal": date.display(lens.date_language())}),
    }
}
