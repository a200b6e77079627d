//! Measures that are written nearly alike, and so are probably one.
//!
//! In: the measures of all claims, as words. Out: a warning for each word that is near another. Words that the settings'
//! `measures` know are settled, so that is how a writer silences a warning.

use std::collections::{BTreeMap, BTreeSet};

use icu_normalizer::ComposingNormalizer;

use super::Site;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::text;

/// Words shorter than this many characters are compared without regard to blanks, case and width only.
const SHORTEST_COMPARED: usize = 4;

/// So are longer ones: they are sentences, and each has a form for each character.
const LONGEST_COMPARED: usize = 64;

/// A word of a measure: how often claims have it, and where first.
struct Word<'a> {
    word: &'a str,
    folded: String,
    count: usize,
    /// None for a name in the settings.
    first: Option<&'a Span>,
}

/// A warning for each measure that is not in the settings and is written nearly as another.
pub fn similar_measures(site: &Site) -> Vec<Diagnostic> {
    let mut words = written(site);
    words.extend(site.settings.measures.iter().flat_map(|(id, measure)| {
        let labels = measure.label.all().map(|(_, label)| label);
        let names = labels.chain(measure.aliases.iter().map(String::as_str)).chain([id.as_str()]);
        names.map(|word| Word { word, folded: fold(word), count: usize::MAX, first: None })
    }));
    // The rarer word is the one in doubt; of equally rare ones that which stands first in the alphabet is kept.
    words.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.word.cmp(other.word)));
    let mut doubted = BTreeSet::new();
    let mut problems = Vec::new();
    for (kept, doubtful) in pairs(&words) {
        if let (Some(kept), Some(doubtful)) = (words.get(kept), words.get(doubtful))
            && let Some(span) = doubtful.first
            && doubted.insert(doubtful.word)
        {
            problems.push(warning(kept, doubtful, span));
        }
    }
    problems
}

fn written(site: &Site) -> Vec<Word<'_>> {
    let mut words: BTreeMap<&str, Word<'_>> = BTreeMap::new();
    let known = |word: &str| site.settings.measures.iter().any(|(id, _)| id == site.settings.measure_id(word));
    for claim in site.claims() {
        let measure = &claim.body.measure;
        let word = words.entry(&measure.value).or_insert_with(|| Word {
            word: &measure.value,
            folded: fold(&measure.value),
            count: 0,
            first: Some(&measure.span),
        });
        word.count += 1;
    }
    words.into_values().filter(|word| !known(word.word)).collect()
}

fn warning(kept: &Word<'_>, doubtful: &Word<'_>, span: &Span) -> Diagnostic {
    let message = format!("the measure “{}” is written nearly as “{}”", doubtful.word, kept.word);
    let help = "claims are compared where their measures are the same: write one of them, or list both under \
                `measures:` in postil.yaml, as aliases of one or as two";
    let problem = Diagnostic::new(Code::SimilarMeasures, span.clone(), message).help(help);
    match kept.first {
        Some(first) => problem.related(first.clone(), "the other one"),
        None => problem,
    }
}

/// Letters and digits of a word in one width and case.
fn fold(word: &str) -> String {
    let one_width = ComposingNormalizer::new_nfkc().normalize(word).to_lowercase();
    one_width.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Pairs of indices of words that are nearly alike, the lower index first, in order.
///
/// Two words at distance one have a form in common when a character is left out of either (Garbe's symmetric delete),
/// so only words that share such a form are compared.
fn pairs(words: &[Word<'_>]) -> BTreeSet<(usize, usize)> {
    let mut forms: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        for form in shortened(&word.folded) {
            forms.entry(form).or_default().push(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for sharing in forms.values() {
        for (place, &one) in sharing.iter().enumerate() {
            let later = sharing.iter().skip(place + 1).copied();
            pairs.extend(later.filter(|other| are_alike(words, one, *other)).map(|other| (one, other)));
        }
    }
    pairs
}

/// The word, and where it is long enough the word without each one of its characters.
fn shortened(folded: &str) -> BTreeSet<String> {
    let characters: Vec<char> = folded.chars().collect();
    let mut forms = BTreeSet::from([folded.to_owned()]);
    if (SHORTEST_COMPARED..=LONGEST_COMPARED).contains(&characters.len()) {
        forms.extend((0..characters.len()).map(|left_out| {
            let kept = characters.iter().enumerate().filter(|(at, _)| *at != left_out);
            kept.map(|(_, character)| *character).collect()
        }));
    }
    forms
}

fn are_alike(words: &[Word<'_>], one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (words.get(one), words.get(other)) else { return false };
    if one.word == other.word || one.folded.is_empty() {
        return false;
    }
    let long = [one, other].iter().all(|word| word.folded.chars().count() >= SHORTEST_COMPARED);
    let near = long && text::edit_distance_within(&one.folded, &other.folded, 1).is_some();
    one.folded == other.folded || (near && !means_another(&one.folded, &other.folded))
}

/// Whether the difference is one of meaning: another digit, or another Chinese character, which is a word: 云业务收入 is
/// not 云业务投入.
fn means_another(one: &str, other: &str) -> bool {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let mut replaced = one.chars().zip(other.chars()).filter(|(left, right)| left != right);
    let same_length = one.chars().count() == other.chars().count();
    let another_word = match (replaced.next(), replaced.next()) {
        (Some((left, right)), None) => same_length && text::is_han(left) && text::is_han(right),
        _ => false,
    };
    another_word || digits(one) != digits(other)
}

#[cfg(test)]
mod tests {
    use super::similar_measures;
    use crate::site::tests::site_of;

    /// The words that are doubted, with the name they are near to, among claims with these measures.
    fn doubted(measures: &[&str]) -> Vec<String> {
        let claims =
            measures.iter().map(|measure| format!("  - claim: {{subject: a, measure: '{measure}', value: 1}}\n"));
        let site = site_of(&[
            ("postil.yaml", "title: 站\nmeasures: {cloud-revenue: {label: 云收入, aliases: [公有云收入]}}\n"),
            ("content/entities/all.yaml", "entities:\n  a: {type: Company, name: 甲公司}\n"),
            ("content/articles/a.md", "---\ntitle: 报告\ndate: 2024-06-03\n---\n文\n"),
            ("content/articles/a.yaml", &format!("annotations:\n{}", claims.collect::<String>())),
        ]);
        let problems = similar_measures(&site);
        let said = |problem: &crate::diagnostic::Diagnostic| {
            let words = problem.span.as_ref().map(|span| span.words().trim_matches('\'').to_owned());
            let near = problem.message.rsplit('“').next().map(|rest| rest.trim_end_matches('”').to_owned());
            format!("{} ~ {}", words.unwrap_or_default(), near.unwrap_or_default())
        };
        problems.iter().map(said).collect()
    }

    #[test]
    fn blanks_case_and_width_are_no_difference_of_meaning() {
        assert_eq!(doubted(&["AI 收入", "AI收入", "AI收入"]), ["AI 收入 ~ AI收入"]);
        assert_eq!(doubted(&["ＡＩ收入", "ai收入", "ai收入"]), ["ＡＩ收入 ~ ai收入"]);
        assert_eq!(doubted(&["活跃用户", "活跃用户"]), Vec::<String>::new());
    }

    #[test]
    fn one_character_more_or_less_is_doubted() {
        assert_eq!(doubted(&["季度投资额", "季度投资额", "季度投资金额"]), ["季度投资金额 ~ 季度投资额"]);
        assert_eq!(doubted(&["revenue", "revenue", "revenues"]), ["revenues ~ revenue"]);
        assert_eq!(doubted(&["营收", "总营收"]), Vec::<String>::new());
    }

    #[test]
    fn another_word_or_number_is_another_measure() {
        assert_eq!(doubted(&["云业务收入", "云业务投入"]), Vec::<String>::new());
        assert_eq!(doubted(&["2023年收入", "2024年收入"]), Vec::<String>::new());
        assert_eq!(doubted(&["付费用户数量", "推理成本之比"]), Vec::<String>::new());
    }

    #[test]
    fn names_in_the_settings_are_settled() {
        assert_eq!(doubted(&["云收入", "公有云收入", "cloud-revenue"]), Vec::<String>::new());
        assert_eq!(doubted(&["公有云的收入"]), ["公有云的收入 ~ 公有云收入"]);
    }
}
