//! sources.csl.json: the sources as CSL-JSON (CSL 1.0.2), which reference managers and citation processors read.
//!
//! In: a site. Out: an array with an item on each line. What CSL has no variable for stands in `custom`.

use serde_json::{Map, Value as Json, json};

use super::place::current;
use super::url;
use crate::csl;
use crate::registry::{Reference, Tier};
use crate::routes::Route;
use crate::site::Site;

/// All sources by id.
pub fn items(site: &Site) -> Vec<Json> {
    site.registry.references.values().map(|reference| item(site, reference)).collect()
}

fn item(site: &Site, reference: &Reference) -> Json {
    let mut item = csl::item(reference, &[&site.settings.language]);
    item.insert("custom".into(), custom(site, reference));
    Json::Object(item)
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
