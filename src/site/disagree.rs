//! Claims that cannot all be true.
//!
//! In: claims of a site. Out: those of one subject, measure, unit and time whose ranges are disjoint, side by side. Must
//! not know pages; nothing here says which claim is right.

use std::collections::BTreeMap;

use super::{Account, Site};
use crate::article::claim_value;
use crate::figure::{self, Decimal};
use crate::id::Id;
use crate::sidecar::Claim;

/// What claims have in common when they can be compared: equal in all of these, they are about one number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comparable<'a> {
    pub subject: &'a Id,
    pub measure: &'a str,
    /// The EDTF form, which is one for each date.
    pub as_of: String,
    pub unit: &'a str,
}

/// Claims of which each contradicts at least one other.
#[derive(Debug, Clone)]
pub struct Disagreement<'a> {
    pub about: Comparable<'a>,
    pub claims: Vec<Account<'a, Claim>>,
}

impl Site {
    /// What a claim is about, or `None` where it cannot be compared: it has no figure, no date, or an unknown subject.
    fn comparable<'a>(&'a self, claim: &'a Claim) -> Option<Comparable<'a>> {
        let figure = claim.figure.as_ref()?;
        Some(Comparable {
            subject: &self.registry.entity(&claim.subject.value)?.id.value,
            measure: self.settings.measure_id(&claim.measure.value),
            as_of: claim.as_of.as_ref()?.value.as_edtf(),
            unit: figure.unit.as_deref().unwrap_or_default(),
        })
    }

    /// The disagreements among these claims, ordered by what they are about; claims keep their order.
    pub fn disagreements<'a>(&'a self, claims: impl Iterator<Item = Account<'a, Claim>>) -> Vec<Disagreement<'a>> {
        let mut groups: BTreeMap<Comparable<'a>, Vec<Account<'a, Claim>>> = BTreeMap::new();
        for claim in claims {
            if let Some(about) = self.comparable(claim.body) {
                groups.entry(about).or_default().push(claim);
            }
        }
        let contradicting = groups.into_iter().map(|(about, claims)| {
            let alone = |one: &Account<'a, Claim>| !claims.iter().any(|other| are_disjoint(one.body, other.body));
            let claims = claims.iter().filter(|one| !alone(one)).copied().collect();
            Disagreement { about, claims }
        });
        contradicting.filter(|group| !group.claims.is_empty()).collect()
    }
}

/// Whether no number satisfies both claims.
fn are_disjoint(one: &Claim, other: &Claim) -> bool {
    let below = |high: &Option<Decimal>, low: &Option<Decimal>| {
        high.as_ref().zip(low.as_ref()).is_some_and(|(high, low)| high < low)
    };
    let range = |claim: &Claim| claim_value(claim).map(|value| figure::claim_range(&value));
    range(one).zip(range(other)).is_some_and(|(one, other)| below(&one.1, &other.0) || below(&other.1, &one.0))
}

#[cfg(test)]
mod tests {
    use crate::site::Site;
    use crate::site::tests::site_of;

    const SETTINGS: &str = "title: 站\nmeasures: {investment: {label: 投资额, aliases: [对外投资]}}\n";
    const ENTITIES: &str = "entities:\n  alibaba: {type: Company, name: 阿里巴巴, merged_from: [ali]}\n  \
                            tencent: {type: Company, name: 腾讯}\n";

    /// A site whose report says in its background what the claims say.
    fn site(claims: &[&str]) -> Site {
        let sidecar: String = claims.iter().map(|claim| format!("  - claim: {{{claim}}}\n")).collect();
        let site = site_of(&[
            ("postil.yaml", SETTINGS),
            ("content/entities/all.yaml", ENTITIES),
            ("content/articles/a.md", "---\ntitle: 报告\ndate: 2024-06-03\n---\n文\n"),
            ("content/articles/a.yaml", &format!("annotations:\n{sidecar}")),
        ]);
        assert_eq!(site.problems, []);
        site
    }

    /// The values of each disagreement among these claims.
    fn disagreeing(claims: &[&str]) -> Vec<Vec<String>> {
        let site = site(claims);
        let value = |claim: &crate::sidecar::Claim| {
            claim.figure.as_ref().unwrap().span.words().trim_matches(['[', ']']).to_owned()
        };
        let groups = site.disagreements(site.claims());
        groups.iter().map(|group| group.claims.iter().map(|claim| value(claim.body)).collect()).collect()
    }

    const NONE: [Vec<String>; 0] = [];

    #[test]
    fn disjoint_figures_of_one_time_disagree() {
        let one = "subject: alibaba, measure: investment, value: 135, unit: CNY, as_of: 2024-05";
        let other = "subject: alibaba, measure: investment, value: [150, 160], unit: CNY, as_of: 2024-05";
        assert_eq!(disagreeing(&[one, other]), [["135", "150, 160"]]);
        // A third claim that fits with neither stands with them; one that fits with both does not.
        let third = "subject: alibaba, measure: investment, value: 90, unit: CNY, as_of: 2024-05";
        let fits = "subject: alibaba, measure: investment, value: 80, unit: CNY, bound: at-least, as_of: 2024-05";
        assert_eq!(disagreeing(&[one, fits, third, other]), [["135", "90", "150, 160"]]);
    }

    #[test]
    fn figures_that_can_both_be_true_agree() {
        let one = "subject: alibaba, measure: investment, value: 135, unit: CNY, as_of: 2024-05";
        for other in [
            "value: 135, unit: CNY, as_of: 2024-05",
            "value: [130, 140], unit: CNY, as_of: 2024-05",
            "value: [null, 135], unit: CNY, as_of: 2024-05",
            "value: 100, bound: at-least, unit: CNY, as_of: 2024-05",
        ] {
            let other = format!("subject: alibaba, measure: investment, {other}");
            assert_eq!(disagreeing(&[one, &other]), NONE, "{other}");
        }
    }

    #[test]
    fn only_what_is_about_one_number_is_compared() {
        let one = "subject: alibaba, measure: investment, value: 135, unit: CNY, as_of: 2024-05";
        for other in [
            "subject: alibaba, measure: investment, value: 90, unit: CNY, as_of: 2024-04",
            "subject: alibaba, measure: investment, value: 90, unit: CNY, as_of: 2024",
            "subject: alibaba, measure: investment, value: 90, unit: CNY",
            "subject: alibaba, measure: investment, value: 90, unit: USD, as_of: 2024-05",
            "subject: alibaba, measure: 估值, value: 90, unit: CNY, as_of: 2024-05",
            "subject: tencent, measure: investment, value: 90, unit: CNY, as_of: 2024-05",
            "subject: alibaba, measure: investment, text: 没有披露, as_of: 2024-05",
        ] {
            assert_eq!(disagreeing(&[one, other]), NONE, "{other}");
        }
        let undated = "subject: alibaba, measure: investment, value: 135, unit: CNY";
        let other = "subject: alibaba, measure: investment, value: 90, unit: CNY";
        assert_eq!(disagreeing(&[undated, other]), NONE);
    }

    #[test]
    fn names_of_one_subject_and_measure_are_compared() {
        let one = "subject: alibaba, measure: investment, value: 6.9, unit: percent, as_of: 2024-05";
        let other = "subject: ali, measure: 对外投资, value: 7, unit: '%', as_of: 2024-05";
        assert_eq!(disagreeing(&[one, other]), [["6.9", "7"]]);
    }
}
