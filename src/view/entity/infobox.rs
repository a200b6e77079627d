//! What is known of an entity beside the reports, each row with its evidence.
//!
//! In: an entity of the registry. Out: rows for the infobox.

use serde::Serialize;

use crate::date::Date;
use crate::registry::{Entity, FactValue};
use crate::view::Lens;
use crate::view::rows::{DateView, Link, SourceChainView};

#[derive(Debug, Serialize)]
pub struct InfoRow {
    pub label: String,
    pub values: Vec<InfoValue>,
}

#[derive(Debug, Serialize)]
pub struct InfoValue {
    pub value: Link,
    /// For a value that is a date.
    pub date: Option<DateView>,
    /// When it holds.
    pub valid: Option<DateView>,
    pub sources: Vec<SourceChainView>,
}

/// Identifier schemes with the names that people know and the address at which a code is looked up.
const SCHEMES: [(&str, &str, &str); 10] = [
    ("wikidata", "Wikidata", "https://www.wikidata.org/wiki/"),
    ("lei", "LEI", "https://search.gleif.org/#/record/"),
    ("uscc", "统一社会信用代码", ""),
    ("isin", "ISIN", ""),
    ("orcid", "ORCID", "https://orcid.org/"),
    ("ror", "ROR", "https://ror.org/"),
    ("viaf", "VIAF", "https://viaf.org/viaf/"),
    ("isni", "ISNI", "https://isni.org/isni/"),
    ("doi", "DOI", "https://doi.org/"),
    ("github", "GitHub", "https://github.com/"),
];

/// The rows in a fixed order: dates, website, listings, identifiers, then the facts as written.
pub fn rows(lens: &Lens<'_>, entity: &Entity) -> Vec<InfoRow> {
    let words = lens.words;
    let mut rows = Vec::new();
    let dates = [(words.inception, &entity.inception), (words.dissolution, &entity.dissolution)];
    rows.extend(dates.into_iter().filter_map(|(label, date)| Some(row(label, dated(lens, date.as_ref()?)))));
    if let Some(website) = entity.website.as_ref().map(|website| &website.value) {
        let shown = website.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        rows.push(row(words.website, plain(Link { text: shown.to_owned(), href: web_address(website) })));
    }
    let listings =
        entity.listings.iter().map(|one| plain(Link::words(&format!("{}{}{}", one.exchange, words.colon, one.code))));
    push(&mut rows, words.listings, listings.collect());
    for (scheme, code) in &entity.ids {
        rows.push(identifier(scheme, code));
    }
    rows.extend(facts(lens, entity));
    rows
}

fn row(label: &str, value: InfoValue) -> InfoRow {
    InfoRow { label: label.to_owned(), values: vec![value] }
}

fn push(rows: &mut Vec<InfoRow>, label: &str, values: Vec<InfoValue>) {
    if !values.is_empty() {
        rows.push(InfoRow { label: label.to_owned(), values });
    }
}

fn plain(value: Link) -> InfoValue {
    InfoValue { value, date: None, valid: None, sources: Vec::new() }
}

fn dated(lens: &Lens<'_>, date: &Date) -> InfoValue {
    let date = lens.date(date);
    InfoValue { date: Some(date.clone()), ..plain(Link::words(&date.text)) }
}

/// Only web addresses become links: a registry is content, and `javascript:` is an address too.
pub fn web_address(url: &str) -> Option<String> {
    let known = url.starts_with("https://") || url.starts_with("http://");
    known.then(|| url.to_owned())
}

fn scheme_of(scheme: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    SCHEMES.iter().find(|(id, _, _)| scheme.eq_ignore_ascii_case(id))
}

fn identifier(scheme: &str, code: &str) -> InfoRow {
    let label = scheme_of(scheme).map_or(scheme, |(_, label, _)| *label);
    row(label, plain(Link { text: code.to_owned(), href: identifier_address(scheme, code) }))
}

/// Where an identifier is looked up, for schemes that have such a place.
pub fn identifier_address(scheme: &str, code: &str) -> Option<String> {
    let address = scheme_of(scheme).map_or("", |(_, _, address)| *address);
    (!address.is_empty()).then(|| format!("{address}{}", crate::path::encode(code)))
}

/// Facts as written; those of one property stand in one row.
fn facts(lens: &Lens<'_>, entity: &Entity) -> Vec<InfoRow> {
    let mut rows: Vec<InfoRow> = Vec::new();
    for fact in &entity.facts {
        let label = lens.local(&fact.property);
        let value = match &fact.value {
            FactValue::Words(words) => Link::words(lens.local(words)),
            FactValue::Entity(id) => {
                let link = lens.entity_of(&id.value);
                Link { text: link.name, href: link.href }
            }
        };
        let value = InfoValue {
            value,
            date: None,
            valid: fact.valid.as_ref().map(|valid| lens.date(valid)),
            sources: fact.sources.iter().map(|citation| lens.chain(citation)).collect(),
        };
        match rows.iter_mut().find(|row| row.label == label) {
            Some(row) => row.values.push(value),
            None => rows.push(row(label, value)),
        }
    }
    rows
}
