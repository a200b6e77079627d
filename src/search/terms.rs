//! From items to postings: which term stands where.
//!
//! In: items. Out: [`Posted`], which gives each term with the items it is in and, for most, its positions there.
//!
//! Scripts without blanks are cut into bigrams with positions, so a run of n characters is found exactly by ⌈n/2⌉ of them. A
//! single character has a list of items without positions. Where it stands beside a word, as in A股 and 5月, a term of its
//! own has the position. Titles and other names stand before [`TEXT_STARTS`], so a place says whether it is in one.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rapidhash::fast::RandomState;
use rayon::prelude::*;

use super::fold::fold;
use super::item::Item;
use super::tokens::{Token, is_dense, tokens};

/// Positions below this are in the title or another name; what has no room there stands in front of the text.
pub const TEXT_STARTS: u32 = 64;

/// What stands in a term for the word beside a character.
const BESIDE: char = '\u{1}';
/// Begins the terms of topics and entities, which are no words.
const FILTER: char = '\u{2}';

/// The places of one term, sorted: an item, and a position in it, which of single characters and filters is 0.
pub type Places = [(u32, u32)];

/// One or two characters of the basic plane as a number that sorts as they do.
type Pair = u32;

/// Items that are read together on one thread.
const CHUNK: usize = 128;

/// All terms of some items.
#[derive(Debug)]
pub struct Posted {
    /// Sorted: a term, and a place as it is counted through all items.
    pairs: Vec<(Pair, u32)>,
    /// Words, filters, and terms with characters beyond the basic plane.
    words: BTreeMap<Box<str>, Vec<(u32, u32)>>,
    /// Where the places of each item begin.
    starts: Vec<u32>,
    /// For every [`TEXT_STARTS`] places the item that the first of them is in; no item takes fewer.
    items: Vec<u32>,
    /// The tokens of each item.
    pub lengths: Vec<u32>,
}

fn pair(first: char, second: char) -> Option<Pair> {
    let (first, second) = (u16::try_from(u32::from(first)).ok()?, u16::try_from(u32::from(second)).ok()?);
    Some((u32::from(first) << 16) | u32::from(second))
}

/// The characters of a pair; a single one has no second.
fn written(pair: Pair) -> String {
    [pair >> 16, pair & 0xFFFF].into_iter().filter(|code| *code > 0).filter_map(char::from_u32).collect()
}

/// The postings of some items that follow each other.
#[derive(Default)]
struct Chunk {
    pairs: Vec<(Pair, u32)>,
    words: HashMap<Box<str>, Vec<(u32, u32)>, RandomState>,
    lengths: Vec<u32>,
    /// The places that each item takes.
    sizes: Vec<u32>,
    /// For each character the last item that it was in.
    last_seen: Vec<u32>,
}

impl Chunk {
    /// Reads items of which the first has a number.
    fn of(first: usize, items: &[Item]) -> Self {
        let mut chunk = Self::default();
        let mut begin = 0;
        for (item, number) in items.iter().zip(first..) {
            let size = chunk.add(item, (u32::try_from(number).unwrap_or(u32::MAX), begin));
            chunk.sizes.push(size);
            begin += size;
        }
        chunk
    }

    /// Adds an item by its number, whose places begin at one; returns how many it takes.
    fn add(&mut self, item: &Item, (number, begin): (u32, u32)) -> u32 {
        let names = std::iter::once(&item.title).chain(&item.names).map(|name| fold(name));
        let (mut named, mut text) = (if item.is_called_so() { 0 } else { TEXT_STARTS }, TEXT_STARTS);
        let mut parts: Vec<(u32, Vec<char>)> = Vec::new();
        for name in names {
            let room = room_for(&name);
            let start = if named + room <= TEXT_STARTS { &mut named } else { &mut text };
            parts.push((*start, name));
            *start += room;
        }
        parts.push((text, fold(&item.text)));
        parts.sort_by_key(|(start, _)| *start);
        let (mut size, mut length) = (TEXT_STARTS, 0);
        for (start, characters) in &parts {
            let mut before: Option<(u32, Option<char>)> = None;
            tokens(characters, |token, position| {
                let position = start + position;
                let follows = before.filter(|(last, _)| last + 1 == position).map(|(_, character)| character);
                let here = (number, position, begin);
                match token {
                    Token::Word(word) => {
                        self.post_word(word, here);
                        if let Some(Some(character)) = follows {
                            self.post(character, BESIDE, (number, position - 1, begin));
                        }
                        before = Some((position, None));
                    }
                    Token::Dense(character) => {
                        if self.is_first(character, number) {
                            self.post(character, '\0', (number, 0, begin));
                        }
                        match follows {
                            Some(Some(first)) => self.post(first, character, (number, position - 1, begin)),
                            Some(None) => self.post(BESIDE, character, here),
                            None => {}
                        }
                        before = Some((position, Some(character)));
                    }
                }
                (size, length) = (position + 1, length + 1);
            });
        }
        let topics = item.topics.iter().map(|id| format!("{FILTER}t:{id}"));
        let entities = item.entities.iter().map(|id| format!("{FILTER}e:{id}"));
        topics.chain(entities).for_each(|filter| self.post_word(&filter, (number, 0, begin)));
        self.lengths.push(length);
        size.max(TEXT_STARTS)
    }

    /// Whether a character was not in the item before.
    fn is_first(&mut self, character: char, item: u32) -> bool {
        let at = u32::from(character) as usize;
        if self.last_seen.len() <= at {
            self.last_seen.resize(at + 1, u32::MAX);
        }
        self.last_seen.get_mut(at).is_some_and(|last| std::mem::replace(last, item) != item)
    }

    fn post(&mut self, first: char, second: char, (item, position, begin): (u32, u32, u32)) {
        match pair(first, second) {
            Some(pair) => self.pairs.push((pair, begin + position)),
            None => {
                let term: String = [first, second].into_iter().filter(|character| *character != '\0').collect();
                self.post_word(&term, (item, position, begin));
            }
        }
    }

    fn post_word(&mut self, word: &str, (item, position, _): (u32, u32, u32)) {
        match self.words.get_mut(word) {
            Some(places) => places.push((item, position)),
            None => {
                self.words.insert(word.into(), vec![(item, position)]);
            }
        }
    }
}

/// The positions that a name takes, with a gap behind it.
fn room_for(name: &[char]) -> u32 {
    let mut end = 0;
    tokens(name, |_, position| end = position + 1);
    end + 1
}

impl Posted {
    /// The terms of items, which are counted in their order.
    pub fn of(items: &[Item]) -> Self {
        let chunks: Vec<(usize, &[Item])> = (0..).step_by(CHUNK).zip(items.chunks(CHUNK)).collect();
        let chunks: Vec<Chunk> = chunks.into_par_iter().map(|(first, items)| Chunk::of(first, items)).collect();
        let mut pairs = Vec::with_capacity(chunks.iter().map(|chunk| chunk.pairs.len()).sum());
        let mut words: BTreeMap<Box<str>, Vec<(u32, u32)>> = BTreeMap::new();
        let (mut starts, mut lengths, mut begin) = (Vec::new(), Vec::new(), 0);
        for chunk in chunks {
            pairs.extend(chunk.pairs.into_iter().map(|(pair, place)| (pair, begin + place)));
            for (word, places) in chunk.words {
                words.entry(word).or_default().extend(places);
            }
            lengths.extend(chunk.lengths);
            for size in chunk.sizes {
                starts.push(begin);
                begin += size;
            }
        }
        let mut items = Vec::new();
        for (item, end) in (0..).zip(starts.iter().skip(1).copied().chain([begin])) {
            items.resize(end.div_ceil(TEXT_STARTS) as usize, item);
        }
        Self { pairs: sorted(pairs), words, starts, items, lengths }
    }

    /// Every term with its places, in the order of Unicode.
    pub fn terms(&self) -> impl Iterator<Item = (String, Cow<'_, Places>)> {
        let mut pairs = self.pairs.chunk_by(|one, other| one.0 == other.0).peekable();
        let mut words = self.words.iter().peekable();
        std::iter::from_fn(move || {
            let of_pair = pairs.peek().and_then(|group| group.first()).map(|(pair, _)| written(*pair));
            let is_pair_next = match (&of_pair, words.peek()) {
                (Some(pair), Some((word, _))) => pair.as_str() < word.as_ref(),
                (pair, _) => pair.is_some(),
            };
            if is_pair_next {
                return Some((of_pair?, Cow::Owned(self.places(pairs.next()?))));
            }
            words.next().map(|(word, places)| (word.to_string(), places.into()))
        })
    }

    /// Items and positions of places that are counted through all items.
    fn places(&self, group: &[(Pair, u32)]) -> Vec<(u32, u32)> {
        let start = |item: u32| self.starts.get(item as usize).copied();
        let one = |(_, place): &(Pair, u32)| {
            let mut item = self.items.get((place / TEXT_STARTS) as usize).copied().unwrap_or_default();
            while start(item + 1).is_some_and(|next| next <= *place) {
                item += 1;
            }
            (item, place - start(item).unwrap_or_default())
        };
        group.iter().map(one).collect()
    }

    /// The characters that are posted by themselves.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        let singles = self.pairs.iter().map(|(pair, _)| *pair).filter(|pair| pair & 0xFFFF == 0);
        let rare = self.words.keys().filter(|word| !has_positions(word)).filter_map(|word| word.chars().next());
        singles.filter_map(|pair| char::from_u32(pair >> 16)).chain(rare)
    }
}

/// Pairs by their two characters, those of one pair in the order in which they were (radix sort).
fn sorted(mut pairs: Vec<(Pair, u32)>) -> Vec<(Pair, u32)> {
    let mut other = vec![(0, 0); pairs.len()];
    for shift in [0, 16] {
        let digit = |pair: Pair| ((pair >> shift) & 0xFFFF) as usize;
        let mut next = vec![0_usize; 0x1_0000];
        for (pair, _) in &pairs {
            next[digit(*pair)] += 1;
        }
        let mut sum = 0;
        for count in &mut next {
            sum += std::mem::replace(count, sum);
        }
        for one in &pairs {
            let place = &mut next[digit(one.0)];
            other[*place] = *one;
            *place += 1;
        }
        std::mem::swap(&mut pairs, &mut other);
    }
    pairs
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
