//! From items to postings: which term stands where.
//!
//! In: items. Out: [`Posted`], which gives each term with the items it is in and, for most, its positions there.
//!
//! Scripts without blanks are cut into bigrams with positions, so a run of n characters is found exactly by ⌈n/2⌉ of them. A
//! single character has a list of items without positions. Where it stands beside a word, as in A股 and 5月, a term of its
//! own has the position. Titles and other names stand before [`TEXT_STARTS`], so a place says whether it is in one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::fold::fold;
use super::item::Item;
use super::tokens::{Part, is_dense, tokens};

/// Positions below this are in the title or another name; what has no room there stands in front of the text.
pub const TEXT_STARTS: u32 = 64;

/// What stands in a term for the word beside a character.
const BESIDE: char = '\u{1}';
/// Begins the terms of topics and entities, which are no words.
const FILTER: char = '\u{2}';

/// A term of one or two characters as a number that sorts as its characters do.
type Pair = u64;

/// The places of one term, sorted: an item, and a position in it, which of single characters and filters is 0.
pub type Places = [(u32, u32)];

/// All terms of some items.
#[derive(Debug)]
pub struct Posted {
    /// Sorted; the position of single characters is 0.
    pairs: Vec<(Pair, u32, u32)>,
    words: BTreeMap<String, Vec<(u32, u32)>>,
    /// The tokens of each item.
    pub lengths: Vec<u32>,
}

fn pair(first: char, second: Option<char>) -> Pair {
    (u64::from(u32::from(first)) << 21) | second.map_or(0, |second| u64::from(u32::from(second)))
}

fn written(pair: Pair) -> String {
    let character = |code: u64| u32::try_from(code).ok().and_then(char::from_u32).filter(|one| *one != '\0');
    character(pair >> 21).into_iter().chain(character(pair & 0x1F_FFFF)).collect()
}

/// One item's part of the postings.
#[derive(Default)]
struct OfItem {
    pairs: Vec<(Pair, u32)>,
    words: BTreeMap<String, Vec<u32>>,
    length: u32,
}

impl OfItem {
    fn new(item: &Item) -> Self {
        let mut own = Self::default();
        let mut names = 0;
        let mut text = TEXT_STARTS;
        for name in std::iter::once(&item.title).chain(&item.names) {
            let folded = fold(name);
            let size = tokens(&folded).last().map_or(0, |last| last.position + 2);
            if names + size < TEXT_STARTS {
                own.post(&folded, names);
                names += size;
            } else {
                text += own.post(&folded, text);
            }
        }
        own.post(&fold(&item.text), text);
        let filters = item.topics.iter().map(|id| topic(id.as_str()));
        for filter in filters.chain(item.entities.iter().map(|id| entity(id.as_str()))) {
            own.words.insert(filter, vec![0]);
        }
        own.pairs.sort_unstable();
        own.pairs.dedup();
        own
    }

    /// Posts a folded text whose first token has a position; returns how many positions it takes, with a gap behind it.
    fn post(&mut self, folded: &str, start: u32) -> u32 {
        let tokens = tokens(folded);
        let before = |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at));
        for (at, token) in tokens.iter().enumerate() {
            let position = start + token.position;
            let next = tokens.get(at + 1).filter(|next| next.position == token.position + 1);
            match &token.part {
                Part::Word(word) => self.words.entry(word.clone()).or_default().push(position),
                Part::Dense(character) => {
                    self.pairs.push((pair(*character, None), 0));
                    let follows_word = before(at).is_some_and(|before| {
                        matches!(before.part, Part::Word(_)) && before.position + 1 == token.position
                    });
                    if follows_word {
                        self.pairs.push((pair(BESIDE, Some(*character)), position));
                    }
                    match next.map(|next| &next.part) {
                        Some(Part::Dense(second)) => self.pairs.push((pair(*character, Some(*second)), position)),
                        Some(Part::Word(_)) => self.pairs.push((pair(*character, Some(BESIDE)), position)),
                        None => {}
                    }
                }
            }
        }
        self.length += u32::try_from(tokens.len()).unwrap_or(u32::MAX);
        tokens.last().map_or(0, |last| last.position + 2)
    }
}

/// The term of all that belongs to a topic.
pub fn topic(id: &str) -> String {
    format!("{FILTER}t:{id}")
}

/// The term of all that an entity is named or meant in.
pub fn entity(id: &str) -> String {
    format!("{FILTER}e:{id}")
}

impl Posted {
    /// The terms of items, which are counted in their order.
    pub fn of(items: &[Item]) -> Self {
        let of_items: Vec<OfItem> = items.par_iter().map(OfItem::new).collect();
        let mut pairs = Vec::with_capacity(of_items.iter().map(|own| own.pairs.len()).sum());
        let mut words: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
        let mut lengths = Vec::with_capacity(items.len());
        for (item, own) in (0..).zip(of_items) {
            pairs.extend(own.pairs.iter().map(|(pair, position)| (*pair, item, *position)));
            for (word, positions) in own.words {
                words.entry(word).or_default().extend(positions.into_iter().map(|position| (item, position)));
            }
            lengths.push(own.length);
        }
        pairs.par_sort_unstable();
        Self { pairs, words, lengths }
    }

    /// Every term with its places, in the order of Unicode.
    pub fn terms(&self) -> impl Iterator<Item = (String, Cow<'_, Places>)> {
        let mut pairs = self.pairs.chunk_by(|one, other| one.0 == other.0).peekable();
        let mut words = self.words.iter().peekable();
        std::iter::from_fn(move || {
            let of_pair = pairs.peek().and_then(|group| group.first()).map(|(pair, ..)| written(*pair));
            let is_pair_next = match (&of_pair, words.peek()) {
                (Some(pair), Some((word, _))) => pair < *word,
                (pair, _) => pair.is_some(),
            };
            if is_pair_next {
                let places = pairs.next()?.iter().map(|(_, item, position)| (*item, *position));
                return Some((of_pair?, places.collect()));
            }
            words.next().map(|(word, places)| (word.clone(), places.into()))
        })
    }

    /// The characters that are posted by themselves.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        let singles = self.pairs.iter().map(|(pair, ..)| *pair).filter(|pair| pair & 0x1F_FFFF == 0);
        singles.filter_map(|pair| written(pair).chars().next())
    }
}

/// Whether it is told where in an item a term stands.
pub fn has_positions(term: &str) -> bool {
    let mut characters = term.chars();
    let is_single = characters.next().is_some_and(is_dense) && characters.next().is_none();
    !is_single && !term.starts_with(FILTER)
}

#[cfg(test)]
mod tests {
    use super::super::item::Kind;
    use super::*;
    use crate::id::Id;

    fn item(title: &str, names: &[&str], text: &str) -> Item {
        Item {
            kind: Kind::Report,
            group: String::new(),
            title: title.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            text: text.to_owned(),
            url: String::new(),
            beside: String::new(),
            excerpt: String::new(),
            topics: Vec::new(),
            entities: Vec::new(),
        }
    }

    fn found(posted: &Posted, wanted: &str) -> Option<Vec<(u32, u32)>> {
        posted.terms().find(|(term, _)| term == wanted).map(|(_, places)| places.into_owned())
    }

    #[test]
    fn terms_stand_where_they_are_written() {
        let posted = Posted::of(&[item("阿里云", &["Aliyun"], "阿里。阿里云"), item("云", &[], "用GPT-4的A股")]);
        assert_eq!(found(&posted, "阿里"), Some(vec![(0, 0), (0, 64), (0, 67)]));
        assert_eq!(found(&posted, "aliyun"), Some(vec![(0, 4)]));
        assert_eq!(found(&posted, "云"), Some(vec![(0, 0), (1, 0)]));
        assert_eq!(found(&posted, "4"), Some(vec![(1, 66)]));
        assert_eq!(found(&posted, "\u{1}股"), Some(vec![(1, 69)]));
        assert_eq!(found(&posted, "用\u{1}"), Some(vec![(1, 64)]));
        assert_eq!(found(&posted, "\u{1}的"), Some(vec![(1, 67)]));
        assert_eq!(found(&posted, "里阿"), None);
        assert_eq!(posted.lengths, [9, 7]);
    }

    #[test]
    fn terms_come_in_the_order_of_unicode() {
        let mut one = item("云é𠀀z", &[], "a阿");
        one.topics.push(Id::new("cloud").unwrap());
        let terms: Vec<String> = Posted::of(&[one]).terms().map(|(term, _)| term).collect();
        assert!(terms.is_sorted(), "{terms:?}");
        assert!(terms.contains(&"\u{2}t:cloud".to_owned()));
    }

    #[test]
    fn names_without_room_stand_in_front_of_the_text() {
        let long = "长".repeat(70);
        let posted = Posted::of(&[item("题", &[&long, "名"], "文字")]);
        assert_eq!(found(&posted, "长长").unwrap()[0], (0, 64));
        assert_eq!(found(&posted, "文字"), Some(vec![(0, 64 + 71)]));
    }
}
