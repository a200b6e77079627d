//! The ledger: every claim as a row that can be sorted and filtered.
//!
//! In: a site. Out: [`LedgerView`] for `claims.html`. A row says its rank in each column, so that a script in the page
//! need not know pinyin, dates or units.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{ClaimLine, Table, bodies, sorted};
use crate::collate::{Collation, NameKey};
use crate::figure::Decimal;
use crate::routes::{CLAIMS_PER_PAGE, Data, Route, Rows, Sheet};
use crate::sidecar::{Claim, ClaimStatus};
use crate::site::Site;
use crate::view::facet::Facet;
use crate::view::page::Pagination;
use crate::view::{DataFile, Lens, PageView, Shown};
use crate::words::Counted;

use super::Trends;

#[derive(Debug, Serialize)]
pub struct LedgerView {
    /// How many claims there are on all pages, and where they are not as many rows, how many rows this page has; in words.
    pub count: String,
    /// How many of this page's rows a filter shows, in words with `{}` for the number.
    pub shown_of: String,
    /// How many groups of them disagree; empty where none does.
    pub disagreement_count: String,
    /// Disagreement and statuses of the claims on this page.
    pub facets: Vec<Facet>,
    pub rows: Vec<LedgerRow>,
    pub pagination: Option<Pagination>,
}

#[derive(Debug, Serialize)]
pub struct LedgerRow {
    pub line: ClaimLine,
    /// The facets that it is of, as classes.
    pub facets: String,
    /// Its rank by subject, measure, value, date and status, with blanks between; `-` where it has none.
    pub order: String,
}

/// Its own name in a facet; statuses have theirs.
const DISAGREES: &str = "disagrees";

/// A page of the ledger, counted from 1.
pub fn ledger(site: &Site, number: usize) -> Shown<LedgerView> {
    let lens = &Lens::of_site(site);
    let claims = sorted(lens, lens.site.claims().collect());
    let disagreements = lens.site.disagreements(claims.iter().copied());
    let table = Table { lens, disagreeing: bodies(&disagreements), trends: Trends::of(lens.site, &claims) };
    let shown = claims.iter().skip(number.saturating_sub(1) * CLAIMS_PER_PAGE).take(CLAIMS_PER_PAGE);
    let lines = table.lines_with_claims(shown);
    let route = Route::Claims(number);
    let page = PageView::new(lens, &route, "claims", &lens.list_title(None, lens.words.claims, number))
        .with_data(DataFile::all(lens, [Data::Csv(Sheet::Claims), Data::Json(Rows::Claims)]));
    let pagination = Pagination::of(lens, Route::Claims, number, (claims.len(), CLAIMS_PER_PAGE));
    let rows_here = lens.words.count(lines.len(), Counted::Rows);
    let rows_here = if pagination.is_some() { lens.words.here(&rows_here) } else { rows_here };
    let count = lens.words.count(claims.len(), Counted::Claims);
    let view = LedgerView {
        count: if lines.len() == claims.len() { count } else { lens.words.in_rows(&count, &rows_here) },
        shown_of: lens.words.shown_of(&rows_here),
        disagreement_count: match disagreements.len() {
            0 => String::new(),
            count => lens.words.count(count, Counted::Disagreements),
        },
        facets: facets(lens, &lines),
        rows: rows(lens, lines),
        pagination,
    };
    Shown { template: "claims.html", page, view }
}

fn facets(lens: &Lens<'_>, lines: &[(ClaimLine, &Claim)]) -> Vec<Facet> {
    let disagreeing = lines.iter().filter(|(line, _)| line.disagrees).count();
    let first = Facet { id: DISAGREES.to_owned(), text: lens.words.disagrees.to_owned(), count: disagreeing };
    let statuses = ClaimStatus::ALL.iter().map(|(id, status)| Facet {
        id: (*id).to_owned(),
        text: lens.format_word(id).text,
        count: lines.iter().filter(|(_, claim)| claim.status == *status).count(),
    });
    Facet::choices([first].into_iter().chain(statuses), lines.len())
}

fn rows(lens: &Lens<'_>, lines: Vec<(ClaimLine, &Claim)>) -> Vec<LedgerRow> {
    let names = lens.collation();
    let keys: Vec<Keys> = lines.iter().map(|(line, claim)| Keys::of(&names, line, claim)).collect();
    let ranks = [
        ranks(keys.iter().map(|keys| Some(&keys.subject))),
        ranks(keys.iter().map(|keys| Some(&keys.measure))),
        ranks(keys.iter().map(|keys| keys.value.as_ref())),
        ranks(keys.iter().map(|keys| keys.as_of.as_ref())),
        ranks(keys.iter().map(|keys| Some(&keys.status))),
    ];
    let order = |at: usize| ranks.iter().filter_map(|column| column.get(at).cloned()).collect::<Vec<_>>().join(" ");
    let row = |(at, (line, claim)): (usize, (ClaimLine, &Claim))| LedgerRow {
        facets: format!("{}{}", claim.status.id(), if line.disagrees { " disagrees" } else { "" }),
        order: order(at),
        line,
    };
    lines.into_iter().enumerate().map(row).collect()
}

/// What a claim is sorted by in each column.
struct Keys {
    subject: NameKey,
    measure: NameKey,
    /// By unit first, since only figures of one unit are more or less than each other.
    value: Option<(NameKey, Decimal)>,
    as_of: Option<crate::date::SortKey>,
    status: usize,
}

impl Keys {
    fn of(names: &Collation, line: &ClaimLine, claim: &Claim) -> Self {
        let value = claim.figure.as_ref().and_then(|figure| {
            let end = figure.low.as_ref().or(figure.high.as_ref())?;
            Some((names.key(figure.unit.as_deref().unwrap_or_default()), end.clone()))
        });
        Self {
            subject: names.key(&line.claim.subject.name),
            measure: names.key(&line.claim.measure),
            value,
            as_of: claim.as_of.as_ref().map(|date| date.value.sort_key()),
            status: ClaimStatus::ALL.iter().position(|(_, status)| *status == claim.status).unwrap_or_default(),
        }
    }
}

/// The place of each key among all different ones.
fn ranks<'a, K: Ord + 'a>(keys: impl Iterator<Item = Option<&'a K>> + Clone) -> Vec<String> {
    let distinct: Vec<&K> = keys.clone().flatten().collect::<BTreeSet<_>>().into_iter().collect();
    let rank = |key: Option<&K>| key.and_then(|key| distinct.binary_search(&key).ok());
    keys.map(|key| rank(key).map_or_else(|| "-".to_owned(), |rank| rank.to_string())).collect()
}
