//! What tables of claims show.

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
    let lines = view.rows.iter().map(|row| &row.line);
    let as_of = |line: &ClaimLine| line.claim.as_of.as_ref().map(|date| date.edtf.clone()).unwrap_or_default();
    lines.map(|line| (as_of(line), line.places.len(), line.disagrees)).collect()
}

#[test]
fn claims_stand_by_subject_and_time_with_the_undated_last() {
    let first = claim("value: 3")
        + &claim("value: 2, as_of: 2024-05-17")
        + "  - claim: {subject: b, measure: 人数, value: 1}\n";
    let view = ledger_of(&first, &claim("value: 1, as_of: 2024-05"));
    let subjects: Vec<&str> = view.rows.iter().map(|row| row.line.claim.subject.name.as_str()).collect();
    assert_eq!(subjects, ["甲公司", "甲公司", "甲公司", "乙公司"]);
    let dates: Vec<String> = lines(&view).into_iter().map(|(date, ..)| date).collect();
    assert_eq!(dates, ["2024-05", "2024-05-17", "", ""]);
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
    let cited = |source: &str| claim("value: 135, as_of: 2024-05").replace("}\n", &format!(", source: {source}}}\n"));
    let one = ledger_of(&cited("kr36"), &cited("kr36"));
    assert_eq!(lines(&one), [("2024-05".to_owned(), 2, false)]);
    assert_eq!(one.count, "2 条数据，相同的合为一行：1 行");
    let two = ledger_of(&cited("kr36"), &cited("zhidx"));
    assert_eq!(lines(&two).len(), 2);
    // Without sources each article speaks for itself.
    let own = ledger_of(&claim("value: 135, as_of: 2024-05"), &claim("value: 135, as_of: 2024-05"));
    assert_eq!(lines(&own).len(), 2);
}

#[test]
fn several_chains_are_counted_by_their_roots() {
    let view = ledger_of(&claim("value: 1, source: [kr36, {ref: zhidx, via: kr36}]"), &claim("value: 2, source: kr36"));
    let supports: Vec<&str> = view.rows.iter().map(|row| &row.line).map(|line| line.support.as_str()).collect();
    assert_eq!(supports, ["2 条来源、1 个源头", ""]);
}

#[test]
fn rows_tell_their_ranks_and_facets() {
    let first = claim("value: 3, as_of: 2024-05")
        + &claim("value: 1, as_of: 2024-05, status: rumored")
        + "  - claim: {subject: a, measure: investment, text: 未披露}\n";
    let view = ledger_of(&first, "  - claim: {subject: b, measure: 人数, value: 20}\n");
    let rows: Vec<_> = view.rows.iter().map(|row| (row.order.as_str(), row.facets.as_str())).collect();
    let wanted = [
        // Subject, measure, value, date and status: 投资额 comes after 人数, and money after what has no unit.
        ("0 1 2 0 0", "reported disagrees"),
        ("0 1 1 0 1", "rumored disagrees"),
        ("0 1 - - 0", "reported"),
        ("1 0 0 - 0", "reported"),
    ];
    assert_eq!(rows, wanted);
    let facets: Vec<_> =
        view.facets.iter().map(|facet| (facet.id.as_str(), facet.text.as_str(), facet.count)).collect();
    assert_eq!(facets, [("disagrees", "不一致", 2), ("reported", "据报道", 3), ("rumored", "传闻", 1)]);
}

#[test]
fn a_measure_of_several_dates_is_a_line_over_time() {
    let first = claim("value: 10, as_of: 2024-01-01")
        + &claim("value: 30, as_of: 2024-01-11")
        + &claim("value: 9, as_of: 2024-01-05, status: denied");
    let other =
        claim("value: 20, as_of: 2024-01-03").replace("CNY", "USD") + &claim("value: [19, 21], as_of: 2024-01-06");
    let view = ledger_of(&first, &other);
    let dots: Vec<_> =
        view.rows.iter().map(|row| row.line.trend.as_ref().map(|trend| (trend.x.as_str(), trend.y.as_str()))).collect();
    // Dollars have one date only, and what is denied is no part of the line.
    assert_eq!(dots, [Some(("2.0", "16.0")), None, None, Some(("32.0", "9.0")), Some(("62.0", "2.0"))]);
    assert_eq!(view.rows[0].line.trend.as_ref().unwrap().points, "2.0,16.0 32.0,9.0 62.0,2.0");
}

#[test]
fn figures_stand_apart_from_their_units() {
    let view = ledger_of(&claim("value: 13500000000, bound: at-least"), &claim("value: [10000, 20000], as_of: 2024"));
    let parts: Vec<_> =
        view.rows.iter().map(|row| (row.line.claim.number.as_str(), row.line.claim.unit.as_str())).collect();
    assert_eq!(parts, [("1万至2", "万元"), ("至少135", "亿元")]);
}
