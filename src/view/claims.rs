//! The ledger: every claim as a row, and those that disagree side by side.
//!
//! In: a site and claims. Out: [`LedgerView`] for `claims.html`, and the tables of claims that other pages show too.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::page::Pagination;
use super::rows::{ClaimRow, DateView, EntityLink, PlaceLink};
use super::{Lens, PageView, Shown};
use crate::routes::{CLAIMS_PER_PAGE, Route};
use crate::sidecar::Claim;
use crate::site::{Account, Disagreement, Site, Statement, Support};
use crate::words::Counted;

#[derive(Debug, Serialize)]
pub struct LedgerView {
    /// How many claims there are on all pages, in words.
    pub count: String,
    /// How many groups of them disagree; empty where none does.
    pub disagreement_count: String,
    pub subjects: Vec<SubjectClaims>,
    pub pagination: Option<Pagination>,
}

/// The claims about one subject.
#[derive(Debug, Serialize)]
pub struct SubjectClaims {
    pub subject: EntityLink,
    pub claims: Vec<ClaimLine>,
}

/// A claim in a table: one line, however many articles make it with the same words and sources.
#[derive(Debug, Serialize)]
pub struct ClaimLine {
    pub claim: ClaimRow,
    /// Every place that makes it, the claim's own first.
    pub places: Vec<PlaceLink>,
    /// Whether another claim of this table contradicts it.
    pub disagrees: bool,
    /// Chains and roots in words; empty for a claim with one chain.
    pub support: String,
}

/// Claims that contradict each other.
#[derive(Debug, Serialize)]
pub struct DisagreementView {
    pub subject: EntityLink,
    pub measure: String,
    pub as_of: Option<DateView>,
    pub claims: Vec<ClaimLine>,
    /// Chains and roots of all of them, in words.
    pub support: String,
}

/// A page of the ledger, counted from 1.
pub fn ledger(site: &Site, number: usize) -> Shown<LedgerView> {
    let lens = &Lens::of_site(site);
    let claims = sorted(lens, lens.site.claims().collect());
    let disagreements = lens.site.disagreements(claims.iter().copied());
    let disagreeing = bodies(&disagreements);
    let shown = claims.iter().skip(number.saturating_sub(1) * CLAIMS_PER_PAGE).take(CLAIMS_PER_PAGE);
    let mut subjects: Vec<SubjectClaims> = Vec::new();
    for line in lines(lens, shown, &disagreeing) {
        match subjects.last_mut() {
            Some(last) if last.subject.id == line.claim.subject.id => last.claims.push(line),
            _ => subjects.push(SubjectClaims { subject: line.claim.subject.clone(), claims: vec![line] }),
        }
    }
    let route = Route::Claims(number);
    let page = PageView::new(lens, &route, "claims", &lens.list_title(None, lens.words.claims, number));
    let view = LedgerView {
        count: lens.words.count(claims.len(), Counted::Claims),
        disagreement_count: match disagreements.len() {
            0 => String::new(),
            count => lens.words.count(count, Counted::Disagreements),
        },
        subjects,
        pagination: Pagination::of(lens, Route::Claims, number, (claims.len(), CLAIMS_PER_PAGE)),
    };
    Shown { template: "claims.html", page, view }
}

/// The claims about one subject as a table, and those of them that disagree.
pub fn of_subject<'a>(lens: &Lens<'a>, claims: Vec<Account<'a, Claim>>) -> (Vec<ClaimLine>, Vec<DisagreementView>) {
    let claims = sorted(lens, claims);
    let disagreements = lens.site.disagreements(claims.iter().copied());
    let disagreeing = bodies(&disagreements);
    let lines = lines(lens, &claims, &disagreeing);
    let views = disagreements.iter().filter_map(|group| disagreement(lens, group, &disagreeing)).collect();
    (lines, views)
}

fn disagreement(
    lens: &Lens<'_>,
    group: &Disagreement<'_>,
    disagreeing: &HashSet<*const Claim>,
) -> Option<DisagreementView> {
    let claims = lines(lens, &group.claims, disagreeing);
    let first = &claims.first()?.claim;
    Some(DisagreementView {
        subject: first.subject.clone(),
        measure: first.measure.clone(),
        as_of: first.as_of.clone(),
        support: lens.support(&lens.site.support(group.claims.iter().copied().map(Statement::Claim))),
        claims,
    })
}

/// Lines in the order of the claims, of which equal ones are one line.
fn lines<'a>(
    lens: &Lens<'_>,
    claims: impl IntoIterator<Item = &'a Account<'a, Claim>>,
    disagreeing: &HashSet<*const Claim>,
) -> Vec<ClaimLine> {
    let mut lines: Vec<ClaimLine> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for claim in claims {
        let row = lens.claim_row(*claim);
        let at = *known.entry(said(&row)).or_insert(lines.len());
        match lines.get_mut(at) {
            Some(line) => line.places.push(row.place),
            None => lines.push(ClaimLine {
                places: vec![row.place.clone()],
                disagrees: disagreeing.contains(&std::ptr::from_ref(claim.body)),
                support: lens.support(&lens.site.support([Statement::Claim(*claim)])),
                claim: row,
            }),
        }
    }
    lines
}

/// All that a row says but for its place; claims without a source rest on their articles, so these differ.
fn said(row: &ClaimRow) -> String {
    let chains = row.sources.iter().flat_map(|chain| &chain.links).map(|link| format!("{}\n{}", link.name, link.title));
    let sources: Vec<String> =
        if row.sources.is_empty() { vec![row.place.article.href.clone()] } else { chains.collect() };
    let as_of = row.as_of.as_ref().map_or("", |date| &date.edtf);
    let status = row.status.as_ref().map_or("", |status| &status.id);
    [&row.subject.id, &row.measure, &row.value, &row.text, as_of, status, &sources.join("\n")].join("\n\n")
}

fn bodies(disagreements: &[Disagreement<'_>]) -> HashSet<*const Claim> {
    disagreements.iter().flat_map(|group| &group.claims).map(|claim| std::ptr::from_ref(claim.body)).collect()
}

/// By subject, measure, time and unit, so that claims which can be compared stand together; then in the order of
/// articles.
fn sorted<'a>(lens: &Lens<'a>, mut claims: Vec<Account<'a, Claim>>) -> Vec<Account<'a, Claim>> {
    claims.sort_by_cached_key(|claim| {
        let subject = lens.entity_of(&claim.body.subject.value);
        let measure = lens.measure(&claim.body.measure.value);
        let unit = claim.body.figure.as_ref().and_then(|figure| figure.unit.clone());
        let as_of = claim.body.as_of.as_ref().map(|date| (date.value.sort_key(), date.value.as_edtf()));
        (subject.name, subject.id, measure, LastIfNone(as_of), unit)
    });
    claims
}

/// Orders what is there before what is not.
#[derive(PartialEq, Eq)]
struct LastIfNone<T>(Option<T>);

impl<T: Ord> Ord for LastIfNone<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => one.cmp(other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    }
}

impl<T: Ord> PartialOrd for LastIfNone<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Lens<'_> {
    /// How many chains bear a statement and how many roots they have; empty for a single chain.
    pub fn support(&self, support: &Support<'_>) -> String {
        match support.chains {
            0 | 1 => String::new(),
            chains => format!(
                "{}{}{}",
                self.words.count(chains, Counted::Chains),
                self.words.comma,
                self.words.count(support.roots.len(), Counted::Roots)
            ),
        }
    }
}
