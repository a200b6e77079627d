//! Names that complete what a writer types, and the words there are to choose from.
//!
//! In: a site and the beginning of a name. Out: ids with names, best first.

use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizer;
use serde::Serialize;

use crate::config::Term;
use crate::figure::Bound;
use crate::id::Id;
use crate::local::Local;
use crate::registry::Entity;
use crate::sidecar::{ClaimStatus, EventStatus, NoteKind};
use crate::site::Site;
use crate::words::Words;

/// Names that are proposed at most.
const MOST: usize = 12;

/// Something that a name may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    pub id: String,
    pub name: String,
    /// What else tells it apart.
    pub hint: String,
}

/// How well a name fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    Start,
    Inside,
}

/// Entities, events or sources whose names hold the words; with no words the entities most mentioned.
pub fn complete(site: &Site, kind: &str, words: &str) -> Vec<Hit> {
    let wanted = fold(words);
    let language = site.settings.language.as_str();
    let mut found: Vec<((Fit, usize), Hit)> = Vec::new();
    let mut add = |names: Vec<&str>, (count, hit): (usize, Hit)| {
        if let Some(fit) = names.iter().filter_map(|name| fit(&fold(name), &wanted)).min() {
            found.push(((fit, usize::MAX - count), hit));
        }
    };
    match kind {
        "entity" => {
            let counts = mentions(site);
            for (id, entity) in &site.registry.entities {
                let names = names_of(entity).chain([id.as_str()]).collect();
                add(names, (counts.get(id).copied().unwrap_or(0), entity_hit(site, entity)));
            }
        }
        "event" => {
            for (id, defined) in &site.events {
                let title = defined.event.title.as_ref().map_or("", |title| title.get(&[language]));
                let date = defined.event.date.as_ref().map(|date| date.value.as_edtf()).unwrap_or_default();
                add(vec![title, id.as_str()], (0, Hit { id: id.to_string(), name: title.to_owned(), hint: date }));
            }
        }
        "source" => {
            for (id, reference) in &site.registry.references {
                let title = reference.title.get(&[language]);
                add(
                    vec![title, id.as_str()],
                    (0, Hit { id: id.to_string(), name: title.to_owned(), hint: id.to_string() }),
                );
            }
        }
        _ => {}
    }
    found.sort_by(|(one, first), (other, second)| one.cmp(other).then_with(|| first.id.cmp(&second.id)));
    found.into_iter().take(MOST).map(|(_, hit)| hit).collect()
}

/// One width and case.
fn fold(words: &str) -> String {
    ComposingNormalizer::new_nfkc().normalize(words.trim()).to_lowercase()
}

fn fit(name: &str, wanted: &str) -> Option<Fit> {
    match name.find(wanted)? {
        0 if name.len() == wanted.len() => Some(Fit::Whole),
        0 => Some(Fit::Start),
        _ => Some(Fit::Inside),
    }
}

fn names_of(entity: &Entity) -> impl Iterator<Item = &str> {
    let aliases = entity.aliases.iter().chain(&entity.weak_aliases).map(|alias| alias.name.as_str());
    entity.name.all().map(|(_, name)| name).chain(aliases)
}

fn mentions(site: &Site) -> BTreeMap<&Id, usize> {
    let mut counts = BTreeMap::new();
    for mention in site.mentions.values().flatten() {
        *counts.entry(&mention.entity).or_default() += 1;
    }
    counts
}

fn entity_hit(site: &Site, entity: &Entity) -> Hit {
    let language = site.settings.language.as_str();
    let name = entity.name.get(&[language]);
    let kind = crate::config::term(&site.settings.types, &entity.kind.value);
    let kind = kind.map_or(entity.kind.value.as_str(), |term| term.label.get(&[language]));
    let others: Vec<&str> = names_of(entity).filter(|other| *other != name).take(3).collect();
    let hint = if others.is_empty() { kind.to_owned() } else { format!("{kind} · {}", others.join(", ")) };
    Hit { id: entity.id.value.to_string(), name: name.to_owned(), hint }
}

/// A word of the format or the settings, and how it reads.
#[derive(Debug, Serialize)]
pub struct Choice {
    id: String,
    text: String,
}

/// The words of which a form offers a choice.
#[derive(Debug, Serialize)]
pub struct Vocabulary {
    types: Vec<Choice>,
    predicates: Vec<Choice>,
    event_kinds: Vec<Choice>,
    roles: Vec<Choice>,
    measures: Vec<Choice>,
    claim_statuses: Vec<Choice>,
    event_statuses: Vec<Choice>,
    note_kinds: Vec<Choice>,
    bounds: Vec<Choice>,
    units: [&'static str; 8],
}

/// All words that a site knows, in its language.
pub fn vocabulary(site: &Site) -> Vocabulary {
    let settings = &site.settings;
    let language = settings.language.as_str();
    let choice = |id: &str, label: &Local| Choice { id: id.to_owned(), text: label.get(&[language]).to_owned() };
    let terms = |terms: &[(String, Term)]| terms.iter().map(|(id, term)| choice(id, &term.label)).collect();
    let words = Words::of(language);
    let word = |id: &str| Choice { id: id.to_owned(), text: words.format_word(id).to_owned() };
    Vocabulary {
        types: terms(&settings.types),
        predicates: terms(&settings.predicates),
        event_kinds: terms(&settings.event_kinds),
        roles: terms(&settings.roles),
        measures: settings.measures.iter().map(|(id, measure)| choice(id, &measure.label)).collect(),
        claim_statuses: ClaimStatus::ALL.iter().map(|(id, _)| word(id)).collect(),
        event_statuses: EventStatus::ALL.iter().map(|(id, _)| word(id)).collect(),
        note_kinds: NoteKind::ALL.iter().map(|(id, _)| word(id)).collect(),
        bounds: Bound::ALL.iter().map(|bound| word(bound.id())).collect(),
        units: ["CNY", "USD", "HKD", "EUR", "JPY", "percent", "percentage-point", "rank"],
    }
}
