//! Claims in tables, and those that disagree side by side.
//!
//! In: a site and claims. Out: the ledger of all claims for `claims.html`, and the tables of claims that other pages show.

mod ledger;
#[cfg(test)]
mod tests;
mod trend;

pub use ledger::{LedgerRow, LedgerView, ledger};
pub use trend::{TrendView, Trends};

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::Lens;
use super::rows::{ClaimRow, DateView, EntityLink, PlaceLink};
use crate::sidecar::Claim;
use crate::site::{Account, Disagreement, Statement, Support};
use crate::words::Counted;

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
    /// Where its measure has several dates, the figures over time with this one among them.
    pub trend: Option<TrendView>,
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

/// The claims about one subject as a table, and those of them that disagree.
pub fn of_subject<'a>(lens: &Lens<'a>, claims: Vec<Account<'a, Claim>>) -> (Vec<ClaimLine>, Vec<DisagreementView>) {
    let claims = sorted(lens, claims);
    let disagreements = lens.site.disagreements(claims.iter().copied());
    let table = Table { lens, disagreeing: bodies(&disagreements), trends: Trends::of(lens.site, &claims) };
    let views = disagreements.iter().filter_map(|group| table.disagreement(group)).collect();
    (table.lines(&claims), views)
}

/// What the lines of a table say of each other.
struct Table<'a> {
    lens: &'a Lens<'a>,
    disagreeing: HashSet<*const Claim>,
    trends: Trends<'a>,
}

impl<'a> Table<'a> {
    fn disagreement(&self, group: &Disagreement<'_>) -> Option<DisagreementView> {
        let claims = self.lines(&group.claims);
        let first = &claims.first()?.claim;
        let accounts = group.claims.iter().copied().map(Statement::Claim);
        Some(DisagreementView {
            subject: first.subject.clone(),
            measure: first.measure.clone(),
            as_of: first.as_of.clone(),
            support: self.lens.support(&self.lens.site.support(accounts)),
            claims,
        })
    }

    /// Lines in the order of the claims, of which equal ones are one line.
    fn lines<'b>(&self, claims: impl IntoIterator<Item = &'b Account<'b, Claim>>) -> Vec<ClaimLine> {
        self.lines_with_claims(claims).into_iter().map(|(line, _)| line).collect()
    }

    /// The same, each with the first claim that it shows.
    fn lines_with_claims<'b>(
        &self,
        claims: impl IntoIterator<Item = &'b Account<'b, Claim>>,
    ) -> Vec<(ClaimLine, &'b Claim)> {
        let mut lines: Vec<(ClaimLine, &Claim)> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for claim in claims {
            let row = self.lens.claim_row(*claim);
            let at = *known.entry(said(&row)).or_insert(lines.len());
            match lines.get_mut(at) {
                Some((line, _)) => line.places.push(row.place),
                None => lines.push((self.line(*claim, row), claim.body)),
            }
        }
        lines
    }

    fn line(&self, claim: Account<'_, Claim>, row: ClaimRow) -> ClaimLine {
        ClaimLine {
            places: vec![row.place.clone()],
            disagrees: self.disagreeing.contains(&std::ptr::from_ref(claim.body)),
            support: self.lens.support(&self.lens.site.support([Statement::Claim(claim)])),
            trend: self.trends.view(claim.body),
            claim: row,
        }
    }
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
    let names = lens.collation();
    claims.sort_by_cached_key(|claim| {
        let subject = lens.entity_of(&claim.body.subject.value);
        let measure = lens.measure(&claim.body.measure.value);
        let unit = claim.body.figure.as_ref().and_then(|figure| figure.unit.clone());
        let as_of = claim.body.as_of.as_ref().map(|date| (date.value.sort_key(), date.value.as_edtf()));
        (names.key(&subject.name), subject.id, names.key(&measure), LastIfNone(as_of), unit)
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
