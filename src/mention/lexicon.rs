//! All names and aliases of all entities, made ready to be found at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::date::Date;
use crate::id::Id;
use crate::registry::{Entity, Registry};

/// What one name may mean.
#[derive(Debug, Default, Clone, PartialEq)]
struct Meaning {
    /// Entities of this name, each with the time in which the name held.
    entities: Vec<(Id, Option<Date>)>,
    /// Entities that this text is not, though it holds their name.
    except: Vec<Id>,
}

/// The automaton over all names, with what each means.
pub struct Lexicon {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<usize>>,
    names: Vec<String>,
    meanings: Vec<Meaning>,
}

/// A place where a name stands that may mean these entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub range: Range<usize>,
    pub entities: BTreeSet<Id>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(&self.names).finish()
    }
}

impl Lexicon {
    pub fn new(registry: &Registry) -> Self {
        let mut by_name: BTreeMap<String, Meaning> = BTreeMap::new();
        for (id, entity) in &registry.entities {
            for (name, valid) in names_of(entity) {
                let meaning = by_name.entry(name).or_default();
                if !meaning.entities.iter().any(|known| known.0 == *id && known.1 == valid) {
                    meaning.entities.push((id.clone(), valid));
                }
            }
            for text in &entity.except {
                by_name.entry(text.clone()).or_default().except.push(id.clone());
            }
        }
        let (names, meanings): (Vec<_>, Vec<_>) = by_name.into_iter().unzip();
        // Names are distinct and not empty; should there be too many for the automaton, none is found.
        let automaton = CharwiseDoubleArrayAhoCorasick::new(&names).ok();
        Self { automaton, names, meanings }
    }

    /// Whether both find the same in any text.
    pub fn finds_like(&self, other: &Self) -> bool {
        self.names == other.names && self.meanings == other.meanings
    }

    /// Every place where a name stands whole, with what it may mean on a date; overlapping ones too.
    pub fn candidates(&self, text: &str, date: Option<&Date>) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut except: Vec<(Range<usize>, &Id)> = Vec::new();
        let matches = self.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(text));
        for hit in matches {
            let range = hit.start()..hit.end();
            let Some(meaning) = self.meanings.get(hit.value()) else { continue };
            if !stands_alone(text, &range) {
                continue;
            }
            except.extend(meaning.except.iter().map(|id| (range.clone(), id)));
            let holds = |valid: &Option<Date>| match (valid, date) {
                (Some(valid), Some(date)) => valid.overlaps(date),
                _ => true,
            };
            let entities: BTreeSet<Id> =
                meaning.entities.iter().filter(|(_, valid)| holds(valid)).map(|(id, _)| id.clone()).collect();
            if !entities.is_empty() {
                found.push(Candidate { range, entities });
            }
        }
        found.iter_mut().for_each(|candidate| remove_excepted(candidate, &except));
        found.retain(|candidate| !candidate.entities.is_empty());
        found
    }
}

fn remove_excepted(candidate: &mut Candidate, except: &[(Range<usize>, &Id)]) {
    for (range, id) in except {
        if range.start <= candidate.range.start && candidate.range.end <= range.end {
            candidate.entities.remove(*id);
        }
    }
}

/// The names that are looked for: those of one character are always weak.
fn names_of(entity: &Entity) -> impl Iterator<Item = (String, Option<Date>)> {
    let names = entity.name.all().map(|(_, name)| (name.to_owned(), None));
    let aliases = entity.aliases.iter().map(|alias| (alias.name.clone(), alias.valid.clone()));
    names.chain(aliases).filter(|(name, _)| name.chars().nth(1).is_some())
}

/// A name that begins or ends with a Latin letter or digit is not part of a longer word there.
pub fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let name = text.get(range.clone()).unwrap_or("");
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.get(range.end..).and_then(|text| text.chars().next());
    !(latin(name.chars().next()) && latin(before) || latin(name.chars().next_back()) && latin(after))
}
