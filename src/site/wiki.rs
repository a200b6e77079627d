//! Wikilinks: `[[阿里云]]`, `[[topic:云计算]]`, `[[谁先降的价|…]]` to an entity, a topic or an article.
//!
//! In: the names of everything that can be linked to. Out: what a target means; ids go before names and aliases, and
//! several hits are never guessed at.

use std::collections::BTreeMap;

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
    ids: BTreeMap<String, Vec<Linked>>,
    names: BTreeMap<String, Vec<Linked>>,
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
        for article in articles.filter(|article| matches!(article.kind, Kind::Report | Kind::Page)) {
            let linked = Linked::Article(article.path.clone());
            add(&mut names.ids, &article_id(&article.path), &linked);
            add(&mut names.names, article.path.stem(), &linked);
            article.head.title.all().for_each(|(_, title)| add(&mut names.names, title, &linked));
        }
        names
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
        let of_kind = |hits: &Vec<Linked>| -> Vec<Linked> {
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

fn add(map: &mut BTreeMap<String, Vec<Linked>>, name: &str, linked: &Linked) {
    let hits = map.entry(name.to_owned()).or_default();
    if !hits.contains(linked) {
        hits.push(linked.clone());
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
