//! claims.json and relations.json: every statement with the place where it is made and what it rests on.

use serde::Serialize;

use super::place::{Chain, PlaceRow, Words, chains, current, edtf};
use crate::config;
use crate::figure::Decimal;
use crate::id::Id;
use crate::local::Local;
use crate::sidecar::{Claim, Figure, Relation};
use crate::site::{Account, Site};

#[derive(Debug, Serialize)]
pub struct ClaimRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Id>,
    #[serde(flatten)]
    place: PlaceRow,
    subject: &'a Id,
    /// An id of the settings, or words.
    measure: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure_label: Option<Words<'a>>,
    #[serde(flatten)]
    figure: Option<FigureRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Words<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    status: &'static str,
    /// The chains it rests on; none where the article itself is the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<Chain<'a>>,
}

#[derive(Debug, Serialize)]
struct FigureRow<'a> {
    value: ValueRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<&'static str>,
}

/// Exact decimals as text, which no reader of JSON rounds. A range has null for an open end.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ValueRow {
    One(String),
    Range([Option<String>; 2]),
}

#[derive(Debug, Serialize)]
pub struct RelationRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Id>,
    #[serde(flatten)]
    place: PlaceRow,
    subject: &'a Id,
    predicate: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    predicate_label: Option<Words<'a>>,
    object: Vec<&'a Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid: Option<String>,
    status: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<Chain<'a>>,
}

/// All claims, in the order of paths and places.
pub fn claims(site: &Site) -> Vec<ClaimRow<'_>> {
    site.claims().map(|account| claim(site, account)).collect()
}

/// All relations, in the order of paths and places.
pub fn relations(site: &Site) -> Vec<RelationRow<'_>> {
    site.relations().map(|account| relation(site, account)).collect()
}

fn claim<'a>(site: &'a Site, account: Account<'a, Claim>) -> ClaimRow<'a> {
    let claim = account.body;
    let measure = site.settings.measure_id(&claim.measure.value);
    ClaimRow {
        id: claim.id.as_ref().map(|id| &id.value),
        place: PlaceRow::new(site, account.article, account.annotation),
        subject: current(site, &claim.subject.value),
        measure,
        measure_label: measure_label(site, measure).map(Words),
        figure: claim.figure.as_ref().map(figure),
        text: Words::of(&claim.text),
        as_of: claim.as_of.as_ref().map(|date| date.value.as_edtf()),
        status: claim.status.id(),
        source: chains(site, account.annotation.sources_of(&claim.sources)),
    }
}

fn measure_label<'a>(site: &'a Site, id: &str) -> Option<&'a Local> {
    site.settings.measures.iter().find(|(known, _)| known == id).map(|(_, measure)| &measure.label)
}

fn figure(figure: &Figure) -> FigureRow<'_> {
    let text = |end: &Option<Decimal>| end.as_ref().map(Decimal::to_string);
    let value = match &figure.low {
        Some(low) if figure.low == figure.high => ValueRow::One(low.to_string()),
        low => ValueRow::Range([text(low), text(&figure.high)]),
    };
    FigureRow { value, unit: figure.unit.as_deref(), bound: figure.bound.map(|bound| bound.id()) }
}

fn relation<'a>(site: &'a Site, account: Account<'a, Relation>) -> RelationRow<'a> {
    let relation = account.body;
    let predicate = config::term(&site.settings.predicates, &relation.predicate.value);
    RelationRow {
        id: relation.id.as_ref().map(|id| &id.value),
        place: PlaceRow::new(site, account.article, account.annotation),
        subject: current(site, &relation.subject.value),
        predicate: &relation.predicate.value,
        predicate_label: predicate.map(|term| Words(&term.label)),
        object: relation.objects.iter().map(|object| current(site, &object.value)).collect(),
        valid: edtf(&relation.valid),
        status: relation.status.id(),
        source: chains(site, account.annotation.sources_of(&relation.sources)),
    }
}
