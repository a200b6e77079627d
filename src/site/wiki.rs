//! Wikilinks: `[[阿里云]]`, `[[topic:云计算]]`, `[[谁先降的价|…]]` to an entity, a topic or an article.
//!
//! In: the names of everything that can be linked to. Out: what a target means; ids go before names and aliases, and
//! several hits are never guessed at.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::{Article, Kind};
use crate::id::Id;
use crate::path::ContentPath;
use crate::registry::Registry;
use crate::text;

/// What a wikilink leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Linked {
    Entity(Id),
    Topic(Id),
    Article(ContentPath),
}

impl Linked {
    /// The target with its kind, as one writes it to be sure: `entity:alibaba-cloud`.
    pub fn prefixed(&self) -> String {
        match self {
            Linked::Entity(id) => format!("entity:{id}"),
            Linked::Topic(id) => format!("topic:{id}"),
            Linked::Article(path) => format!("article:{}", article_id(path)),
        }
    }

    fn prefix(&self) -> &'static str {
        match self {
            Linked::Entity(_) => "entity",
            Linked::Topic(_) => "topic",
            Linked::Article(_) => "article",
        }
    }
}

/// What came of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wiki {
    /// The fragment is what stood behind `#`.
    To(Linked, Option<String>),
    Several(Vec<Linked>),
    Unknown {
        near: Option<String>,
    },
}

/// Ids and names of everything a wikilink can lead to.
#[derive(Debug, Default, Clone)]
pub struct Names {
    ids: BTreeMap<String, BTreeSet<Linked>>,
    names: BTreeMap<String, BTreeSet<Linked>>,
}

impl Names {
    pub fn new<'a>(registry: &Registry, articles: impl Iterator<Item = &'a Article>) -> Self {
        let mut names = Self::default();
        for (id, entity) in &registry.entities {
            let linked = Linked::Entity(id.clone());
            add(&mut names.ids, id.as_str(), &linked);
            entity.name.all().for_each(|(_, name)| add(&mut names.names, name, &linked));
            let aliases = entity.aliases.iter().chain(&entity.weak_aliases);
            aliases.for_each(|alias| add(&mut names.names, &alias.name, &linked));
        }
        for (old, new) in &registry.merged {
            add(&mut names.ids, old.as_str(), &Linked::Entity(new.clone()));
        }
        for (id, topic) in &registry.topics {
            let linked = Linked::Topic(id.clone());
            add(&mut names.ids, id.as_str(), &linked);
            topic.name.all().for_each(|(_, name)| add(&mut names.names, name, &linked));
            topic.aliases.iter().for_each(|alias| add(&mut names.names, alias, &linked));
        }
        articles.for_each(|article| names.exchange(None, Some(article)));
        names
    }

    /// Puts the names of an article in the place of those of another.
    pub fn exchange(&mut self, old: Option<&Article>, new: Option<&Article>) {
        if let Some(article) = old.filter(|article| has_names(article)) {
            let linked = Linked::Article(article.path.clone());
            remove(&mut self.ids, &article_id(&article.path), &linked);
            titles(article).for_each(|title| remove(&mut self.names, title, &linked));
        }
        if let Some(article) = new.filter(|article| has_names(article)) {
            let linked = Linked::Article(article.path.clone());
            add(&mut self.ids, &article_id(&article.path), &linked);
            titles(article).for_each(|title| add(&mut self.names, title, &linked));
        }
    }

    /// What a target means: an optional `entity:`, `topic:` or `article:`, an id or name, and an optional fragment.
    pub fn find(&self, target: &str) -> Wiki {
        let target = text::fold_blanks(target);
        let whole = self.hits(&target, None);
        let (prefix, rest) = match target.split_once(':') {
            Some((prefix @ ("entity" | "topic" | "article"), rest)) if whole.is_empty() => (Some(prefix), rest.trim()),
            _ => (None, target.as_str()),
        };
        let hits = self.hits(rest, prefix);
        if let Some((name, fragment)) = rest.rsplit_once('#')
            && hits.is_empty()
        {
            return decide(self.hits(name.trim(), prefix), Some(fragment.trim().to_owned()), || self.near(name));
        }
        decide(hits, None, || self.near(rest))
    }

    fn hits(&self, word: &str, prefix: Option<&str>) -> Vec<Linked> {
        let of_kind = |hits: &BTreeSet<Linked>| -> Vec<Linked> {
            hits.iter().filter(|linked| prefix.is_none_or(|prefix| linked.prefix() == prefix)).cloned().collect()
        };
        let by_id = self.ids.get(word).map(of_kind).unwrap_or_default();
        if by_id.is_empty() { self.names.get(word).map(of_kind).unwrap_or_default() } else { by_id }
    }

    fn near(&self, word: &str) -> Option<String> {
        let known = self.ids.keys().chain(self.names.keys()).map(String::as_str);
        text::nearest(word, known).map(str::to_owned)
    }
}

fn has_names(article: &Article) -> bool {
    matches!(article.kind, Kind::Report | Kind::Page)
}

/// An article's names beside its id.
fn titles(article: &Article) -> impl Iterator<Item = &str> {
    [article.path.stem()].into_iter().chain(article.head.title.all().map(|(_, title)| title))
}

/// All by which a wikilink can lead to an article.
pub fn names_of(article: &Article) -> BTreeSet<String> {
    let names = titles(article).map(str::to_owned).chain([article_id(&article.path)]);
    if has_names(article) { names.collect() } else { BTreeSet::new() }
}

fn add(map: &mut BTreeMap<String, BTreeSet<Linked>>, name: &str, linked: &Linked) {
    map.entry(name.to_owned()).or_default().insert(linked.clone());
}

fn remove(map: &mut BTreeMap<String, BTreeSet<Linked>>, name: &str, linked: &Linked) {
    let Some(hits) = map.get_mut(name) else { return };
    hits.remove(linked);
    if hits.is_empty() {
        map.remove(name);
    }
}

fn decide(hits: Vec<Linked>, fragment: Option<String>, near: impl FnOnce() -> Option<String>) -> Wiki {
    match hits.as_slice() {
        [] => Wiki::Unknown { near: near() },
        [one] => Wiki::To(one.clone(), fragment),
        _ => Wiki::Several(hits),
    }
}

/// How an article is called in a wikilink: its path without articles/ and the extension.
fn article_id(path: &ContentPath) -> String {
    let path = path.without_extension();
    path.strip_prefix("articles/").unwrap_or(path).to_owned()
}
