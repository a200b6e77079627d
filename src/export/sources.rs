//! sources.json: the bibliography in CSL's words, and how much rests on each source.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::place::{Words, current, edtf, extra};
use super::url;
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::registry::{Reference, Tier};
use crate::routes::Route;
use crate::site::Site;

#[derive(Debug, Serialize)]
pub struct SourceRow<'a> {
    id: &'a Id,
    /// The source's page on this site; `URL` is where the source itself is.
    url: String,
    title: Words<'a>,
    #[serde(flatten)]
    csl: &'a Map<String, Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<String>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    location: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archive_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'a Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<&'static str>,
    supports: Supports,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<&'a Json>,
}

/// What rests on a source, directly or through others.
#[derive(Debug, Default, Serialize)]
struct Supports {
    articles: usize,
    events: usize,
    claims: usize,
    relations: usize,
}

/// All sources by id.
pub fn rows(site: &Site) -> Vec<SourceRow<'_>> {
    site.registry.references.values().map(|reference| row(site, reference)).collect()
}

fn row<'a>(site: &'a Site, reference: &'a Reference) -> SourceRow<'a> {
    let id = &reference.id.value;
    SourceRow {
        id,
        url: url(site, &Route::Reference(id.clone()).url()),
        title: Words(&reference.title),
        csl: &reference.csl,
        issued: edtf(&reference.issued),
        accessed: edtf(&reference.accessed),
        location: reference.url.as_ref().map(|url| url.value.as_str()),
        archive_url: reference.archive_url.as_ref().map(|url| url.value.as_str()),
        entity: reference.entity.as_ref().map(|entity| current(site, &entity.value)),
        tier: reference.tier.map(Tier::id),
        supports: supports(site, id),
        extra: extra(&reference.extra),
    }
}

fn supports(site: &Site, id: &Id) -> Supports {
    let mut supports = Supports::default();
    let mut articles = BTreeSet::new();
    for (article, touch) in site.graph.touches(&Node::Reference(id.clone())) {
        articles.insert(article);
        match touch {
            Touch::Event(..) => supports.events += 1,
            Touch::Claim(..) => supports.claims += 1,
            Touch::Relation(..) => supports.relations += 1,
            Touch::Card | Touch::Mention(_) | Touch::Annotation(_) => {}
        }
    }
    supports.articles = articles.len();
    supports
}
