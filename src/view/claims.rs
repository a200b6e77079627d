//! The ledger: every claim as a row, and those that disagree side by side.
//!
//! In: a site and claims. Out: [`LedgerView`] for `claims.html`, and the tables of claims that other pages show too.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::page::Pagination;
use super::rows::{ClaimRow, DateView, EntityLink, PlaceLink};
use super::{DataFile, Lens, PageView, Shown};
use crate::routes::{CLAIMS_PER_PAGE, Data, Route, Rows, Sheet};
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
    let page = PageView::new(lens, &route, "claims", &lens.list_title(None, lens.words.claims, number))
        .with_data(DataFile::all(lens, [Data::Csv(Sheet::Claims), Data::Json(Rows::Claims)]));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::site_of;

    const SETTINGS: &str = "title: 站\nmeasures: {investment: {label: 投资额}}\n";
    const REGISTRY: &str = "entities:\n  a: {type: Company, name: 甲公司}\n  b: {type: Company, name: 乙公司}\n\
                            sources:\n  kr36: {title: 云的账}\n  zhidx: {title: 算力}\n";

    /// The ledger of two reports that make these claims.
    fn ledger_of(first: &str, second: &str) -> LedgerView {
        let site = site_of(&[
            ("postil.yaml", SETTINGS),
            ("content/entities/all.yaml", REGISTRY),
            ("content/articles/x.md", "---\ntitle: 甲文\ndate: 2024-06-03\n---\n文\n"),
            ("content/articles/x.yaml", &format!("annotations:\n{first}")),
            ("content/articles/y.md", "---\ntitle: 乙文\ndate: 2024-06-04\n---\n文\n"),
            ("content/articles/y.yaml", &format!("annotations:\n{second}")),
        ]);
        assert_eq!(site.problems, []);
        ledger(&site, 1).view
    }

    fn claim(rest: &str) -> String {
        format!("  - claim: {{subject: a, measure: investment, unit: CNY, {rest}}}\n")
    }

    /// Each line as the date, the number of its places and whether it disagrees.
    fn lines(view: &LedgerView) -> Vec<(String, usize, bool)> {
        let lines = view.subjects.iter().flat_map(|subject| &subject.claims);
        let as_of = |line: &ClaimLine| line.claim.as_of.as_ref().map(|date| date.edtf.clone()).unwrap_or_default();
        lines.map(|line| (as_of(line), line.places.len(), line.disagrees)).collect()
    }

    #[test]
    fn claims_stand_by_subject_and_time_with_the_undated_last() {
        let first = claim("value: 3")
            + &claim("value: 2, as_of: 2024-05-17")
            + "  - claim: {subject: b, measure: 人数, value: 1}\n";
        let view = ledger_of(&first, &claim("value: 1, as_of: 2024-05"));
        let subjects: Vec<&str> = view.subjects.iter().map(|subject| subject.subject.name.as_str()).collect();
        assert_eq!(subjects, ["乙公司", "甲公司"]);
        let dates: Vec<String> = lines(&view).into_iter().map(|(date, ..)| date).collect();
        assert_eq!(dates, ["", "2024-05", "2024-05-17", ""]);
        assert_eq!(view.count, "4 条数据");
    }

    #[test]
    fn disagreeing_claims_are_marked_and_adjacent() {
        let first = claim("value: 135, as_of: 2024-05") + &claim("value: 9, as_of: 2024-04");
        let view = ledger_of(&first, &claim("value: 90, as_of: 2024-05"));
        let month = |day: &str, disagrees| (day.to_owned(), 1, disagrees);
        assert_eq!(lines(&view), [month("2024-04", false), month("2024-05", true), month("2024-05", true)]);
        assert_eq!(view.disagreement_count, "1 处数据不一致");
    }

    #[test]
    fn equal_claims_with_equal_sources_are_one_line() {
        let cited =
            |source: &str| claim("value: 135, as_of: 2024-05").replace("}\n", &format!(", source: {source}}}\n"));
        let one = ledger_of(&cited("kr36"), &cited("kr36"));
        assert_eq!(lines(&one), [("2024-05".to_owned(), 2, false)]);
        let two = ledger_of(&cited("kr36"), &cited("zhidx"));
        assert_eq!(lines(&two).len(), 2);
        // Without sources each article speaks for itself.
        let own = ledger_of(&claim("value: 135, as_of: 2024-05"), &claim("value: 135, as_of: 2024-05"));
        assert_eq!(lines(&own).len(), 2);
    }

    #[test]
    fn several_chains_are_counted_by_their_roots() {
        let view =
            ledger_of(&claim("value: 1, source: [kr36, {ref: zhidx, via: kr36}]"), &claim("value: 2, source: kr36"));
        let supports: Vec<&str> =
            view.subjects.iter().flat_map(|subject| &subject.claims).map(|line| line.support.as_str()).collect();
        assert_eq!(supports, ["2 条来源、1 个源头", ""]);
    }
}
