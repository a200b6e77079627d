//! What is shown of what was found, and what is needed to look for it: cards, names, facets, and the map of all files.
//!
//! In: items, the site. Out: JSON, compressed. Numbers of items are given as steps from one to the next.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use serde_json::{Value, json};

use super::fold;
use super::item::{self, Item, Kind};
use super::pack::pack;
use super::shards::Shards;
use super::terms::{Posted, TEXT_STARTS};
use crate::collate::Collation;
use crate::id::Id;
use crate::site::Site;
use crate::text::is_han;
use crate::view::Lens;

/// Bytes of JSON in a file of cards.
const CARDS: usize = 80_000;
/// Entities that are offered while one types; all are found.
const NAMED: usize = 2_000;
/// Entities that results can be narrowed down to by a click.
const FACETS: usize = 100;

/// What is shown of each item.
#[derive(Debug, Default)]
pub struct Cards {
    /// The first item of each file.
    starts: Vec<usize>,
    pub files: Vec<Vec<u8>>,
}

impl Cards {
    pub fn of(items: &[Item]) -> Self {
        let mut cards = Self::default();
        let mut open = String::new();
        for (at, item) in items.iter().enumerate() {
            let card = json!([item.title, item.url, item.beside, item.excerpt]).to_string();
            if !open.is_empty() && open.len() + card.len() > CARDS {
                cards.files.push(pack(format!("[{open}]").as_bytes()));
                open.clear();
            }
            if open.is_empty() {
                cards.starts.push(at);
            } else {
                open.push(',');
            }
            open.push_str(&card);
        }
        if !open.is_empty() {
            cards.files.push(pack(format!("[{open}]").as_bytes()));
        }
        cards
    }
}

/// What a browser reads first.
#[derive(Serialize)]
pub struct Map {
    /// The folder of all other files.
    folder: String,
    items: usize,
    /// Runs of items: their kind, their group, and the first of them.
    groups: Vec<(&'static str, String, usize)>,
    /// For each item a letter that stands for the logarithm of its number of tokens.
    lengths: String,
    /// Positions from here on are in the text, those before it in names.
    text: u32,
    /// The first term of each file of terms.
    terms: Vec<String>,
    /// The first item of each file of cards.
    cards: Vec<usize>,
    names: Value,
}

impl Map {
    pub fn of(site: &Site, items: &[Item], (posted, shards, cards): (&Posted, &Shards, &Cards)) -> Self {
        let mut groups: Vec<(&'static str, String, usize)> = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let kind = item.kind.id();
            if groups.last().is_none_or(|(last, group, _)| *last != kind || *group != item.group) {
                groups.push((kind, item.group.clone(), at));
            }
        }
        Self {
            folder: String::new(),
            items: items.len(),
            groups,
            lengths: posted.lengths.iter().map(|length| letter(*length)).collect(),
            text: TEXT_STARTS,
            terms: shards.starts.clone(),
            cards: cards.starts.clone(),
            names: names(site, posted),
        }
    }

    /// The map of files that stand in a folder.
    pub fn json(&self, folder: &str) -> String {
        let mut map = json!(self);
        if let Some(name) = map.get_mut("folder") {
            *name = folder.into();
        }
        map.to_string()
    }
}

/// A number of tokens as twice its binary logarithm, from `A` on: 15 tokens are `I`.
fn letter(tokens: u32) -> char {
    let level = (f64::from(tokens.saturating_add(1)).log2() * 2.0).round();
    char::from(b'A' + (level as u8).min(57))
}

/// The entities most written about, with all their names, and the simplified forms of characters that the site knows.
fn names(site: &Site, posted: &Posted) -> Value {
    let lens = Lens::of_site(site);
    let collation = Collation::of("zh");
    let known: BTreeSet<char> = posted.characters().collect();
    let forms = fold::pairs().filter(|(_, simplified)| known.contains(simplified));
    let forms: String = forms.flat_map(|(traditional, simplified)| [traditional, simplified]).collect();
    let mut types: Vec<&str> = Vec::new();
    let mut entities: Vec<Value> = Vec::new();
    for (entity, mentions) in item::ranked(site).into_iter().take(NAMED) {
        let kind = entity.kind.value.as_str();
        let place = types.iter().position(|known| *known == kind).unwrap_or_else(|| {
            types.push(kind);
            types.len() - 1
        });
        let name = lens.local(&entity.name);
        let others = item::other_names(entity, name);
        entities.push(json!([entity.id.value, name, place, mentions, initials(&collation, name), others]));
    }
    let types: Vec<String> = types.iter().map(|kind| lens.term(&site.settings.types, kind).text).collect();
    let topics = site.registry.topics.iter().map(|(id, topic)| {
        let others = topic.name.all().map(|(_, name)| name).chain(topic.aliases.iter().map(String::as_str));
        json!([id, lens.local(&topic.name), others.collect::<Vec<_>>()])
    });
    let topics: Vec<Value> = topics.collect();
    json!({"words": words(&lens), "types": types, "entities": entities, "topics": topics, "simplified": forms})
}

/// What the search says in the site's language. `{}` stands for what is counted or was typed.
fn words(lens: &Lens<'_>) -> Value {
    let words = lens.words;
    let kinds = [
        (Kind::Report, words.articles),
        (Kind::Page, words.search_page),
        (Kind::Entity, words.entities),
        (Kind::Topic, words.topics),
        (Kind::Source, words.sources),
        (Kind::Event, words.events),
        (Kind::Claim, words.claims),
        (Kind::Note, words.search_notes),
    ];
    let kinds: serde_json::Map<String, Value> =
        kinds.into_iter().map(|(kind, word)| (kind.id().to_owned(), word.into())).collect();
    json!({
        "search": words.search, "hint": words.search_hint, "help": words.search_help, "results": words.search_results,
        "count": words.search_count, "all": words.search_all, "nothing": words.search_nothing, "near": words.search_near,
        "failed": words.search_failed, "more": words.search_more, "hot": words.most_mentioned, "kinds": kinds,
        "fields": {
            "kind": words.kind, "type": words.entity_facet, "year": words.search_year, "topic": words.search_topic,
            "entity": words.mentions,
        },
    })
}

/// The first letters of a name's pinyin: 阿里云 is `aly`; empty for names without ideographs.
fn initials(collation: &Collation, name: &str) -> String {
    let read = |character: char| match is_han(character) {
        true => collation.letter(&character.to_string()).to_lowercase(),
        false => fold::fold(&character.to_string()).into_iter().collect(),
    };
    let letters = name.chars().filter(|character| character.is_alphanumeric());
    if name.chars().any(is_han) { letters.map(read).collect() } else { String::new() }
}

/// Which items belong to which topics and entities, for those that have the most.
pub fn facets(site: &Site, items: &[Item]) -> Vec<u8> {
    let lens = Lens::of_site(site);
    let topics = ranked(items, |item| &item.topics).into_iter().filter_map(|(id, steps)| {
        site.registry.topics.get(id).map(|topic| json!([id, lens.local(&topic.name), steps]))
    });
    let entities = ranked(items, |item| &item.entities).into_iter().filter_map(|(id, steps)| {
        site.registry.entities.get(id).map(|entity| json!([id, lens.local(&entity.name), steps]))
    });
    let facets = json!({
        "topics": topics.take(FACETS).collect::<Vec<_>>(),
        "entities": entities.take(FACETS).collect::<Vec<_>>(),
    });
    pack(facets.to_string().as_bytes())
}

/// Ids with the items that have them, those with the most first.
fn ranked(items: &[Item], ids: impl Fn(&Item) -> &Vec<Id>) -> Vec<(&Id, Vec<usize>)> {
    let mut of_id: HashMap<&Id, (usize, Vec<usize>)> = HashMap::new();
    // A borrow of the item must outlive the closure's own.
    for (at, item) in items.iter().enumerate() {
        for id in ids(item) {
            let (last, steps) = of_id.entry(id).or_default();
            steps.push(at - *last);
            *last = at;
        }
    }
    let sorted: BTreeMap<(std::cmp::Reverse<usize>, &Id), Vec<usize>> =
        of_id.into_iter().map(|(id, (_, steps))| ((std::cmp::Reverse(steps.len()), id), steps)).collect();
    sorted.into_iter().map(|((_, id), steps)| (id, steps)).collect()
}
