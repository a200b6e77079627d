//! Definitions that hold for the whole site: entities, topics, and references (the entries of `sources:`).
//!
//! In: YAML nodes of registry files and sidecars. Out: [`Definitions`] of one file; [`Registry`], all of them by id.
//! Must not know articles or annotations.

mod checksum;
mod entity;
mod reference;
mod topic;

pub use entity::{Alias, Entity, Fact, FactValue, Listing};
pub use reference::{Citation, Reference, Speaker, Tier};
pub use topic::Topic;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::source::{At, Source};
use crate::yaml::{self, Keys, Reader};

/// What one file defines, in its order.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Definitions {
    pub entities: Vec<Entity>,
    pub topics: Vec<Topic>,
    pub references: Vec<Reference>,
}

impl Definitions {
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty() && self.topics.is_empty() && self.references.is_empty()
    }
}

/// Which kind of registry file is read; each has one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegistryFile {
    Entities,
    Topics,
    Sources,
}

impl Definitions {
    /// Reads the keys that sidecars and registry files share: `entities:` and `sources:`.
    pub fn read_shared(reader: &mut Reader, keys: &mut Keys<'_>) -> Self {
        let entities = keys.take("entities").map(|node| entity::read_all(reader, node)).unwrap_or_default();
        let references = keys.take("sources").map(|node| reference::read_all(reader, node)).unwrap_or_default();
        Self { entities, topics: Vec::new(), references }
    }

    /// Reads a file of the registry.
    pub fn read(source: &Arc<Source>, file: RegistryFile) -> (Self, Vec<Diagnostic>) {
        let mut definitions = Self::default();
        let mut reader = Reader::new(source);
        let node = match yaml::parse(source, 0..source.text().len()) {
            Ok(node) => node,
            Err(problem) => return (definitions, vec![*problem]),
        };
        if node.value == yaml::Value::Null {
            return (definitions, reader.problems);
        }
        if let Some(mut keys) = reader.keys(&node, "a registry file") {
            match file {
                RegistryFile::Entities => definitions = Self::read_shared(&mut reader, &mut keys),
                RegistryFile::Sources => {
                    definitions.references =
                        keys.take("sources").map(|node| reference::read_all(&mut reader, node)).unwrap_or_default();
                }
                RegistryFile::Topics => {
                    definitions.topics =
                        keys.take("topics").map(|node| topic::read_all(&mut reader, node)).unwrap_or_default();
                }
            }
            keys.finish(&mut reader);
        }
        (definitions, reader.problems)
    }
}

/// All definitions of a site by id.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Registry {
    pub entities: BTreeMap<Id, Entity>,
    pub topics: BTreeMap<Id, Topic>,
    pub references: BTreeMap<Id, Reference>,
    /// Old ids of entities, and the id that holds now.
    pub merged: BTreeMap<Id, Id>,
    /// Kinds of which a file could not be understood: that their ids do not resolve is no news.
    pub unread: BTreeSet<RegistryFile>,
    /// Ids in lower case with the id that took them first.
    folded: BTreeMap<(Kind, String), At<Id>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Entity,
    Topic,
    Reference,
}

impl Registry {
    /// Puts the definitions of all files together; what is defined twice is reported, and the first one stays.
    pub fn new<'a>(files: impl IntoIterator<Item = &'a Definitions>) -> (Self, Vec<Diagnostic>) {
        let mut registry = Self::default();
        let mut problems = Vec::new();
        let mut merged = Vec::new();
        for file in files {
            for entity in &file.entities {
                if registry.claim(Kind::Entity, &entity.id, &mut problems) {
                    registry.entities.insert(entity.id.value.clone(), entity.clone());
                    merged.extend(entity.merged_from.iter().map(|old| (old.clone(), entity.id.value.clone())));
                }
            }
            for topic in &file.topics {
                if registry.claim(Kind::Topic, &topic.id, &mut problems) {
                    registry.topics.insert(topic.id.value.clone(), topic.clone());
                }
            }
            for reference in &file.references {
                if registry.claim(Kind::Reference, &reference.id, &mut problems) {
                    registry.references.insert(reference.id.value.clone(), reference.clone());
                }
            }
        }
        for (old, new) in merged {
            if registry.claim(Kind::Entity, &old, &mut problems) {
                registry.merged.insert(old.value, new);
            }
        }
        (registry, problems)
    }

    /// Whether an id is still free; if not, says where it was taken.
    fn claim(&mut self, kind: Kind, id: &At<Id>, problems: &mut Vec<Diagnostic>) -> bool {
        match self.folded.entry((kind, id.value.folded())) {
            Entry::Vacant(free) => {
                free.insert(id.clone());
                true
            }
            Entry::Occupied(taken) => {
                let what = match kind {
                    Kind::Entity => "entity",
                    Kind::Topic => "topic",
                    Kind::Reference => "source",
                };
                let message = format!("the {what} `{}` is defined twice", id.value);
                problems.push(
                    Diagnostic::new(Code::DuplicateId, id.span.clone(), message)
                        .related(taken.get().span.clone(), "first here")
                        .help("ids are unique in the whole site, ignoring case"),
                );
                false
            }
        }
    }

    /// The entity of an id, also of an old one that was merged.
    pub fn entity(&self, id: &Id) -> Option<&Entity> {
        self.entities.get(self.merged.get(id).unwrap_or(id))
    }

    /// Whether the same ids and names lead to something, whatever it is.
    pub fn resolves_like(&self, other: &Self) -> bool {
        let names = |aliases: &[Alias]| aliases.iter().map(|alias| alias.name.clone()).collect::<Vec<_>>();
        let entity = |(one, other): (&Entity, &Entity)| {
            one.id.value == other.id.value
                && one.name == other.name
                && names(&one.aliases) == names(&other.aliases)
                && names(&one.weak_aliases) == names(&other.weak_aliases)
        };
        let topic = |(one, other): (&Topic, &Topic)| {
            one.id.value == other.id.value && one.name == other.name && one.aliases == other.aliases
        };
        self.entities.len() == other.entities.len()
            && self.topics.len() == other.topics.len()
            && self.entities.values().zip(other.entities.values()).all(entity)
            && self.topics.values().zip(other.topics.values()).all(topic)
            && self.references.keys().eq(other.references.keys())
            && self.merged == other.merged
            && self.unread == other.unread
    }

    /// The topic that a name, alias or id means.
    pub fn topic(&self, word: &str) -> Option<&Topic> {
        let by_id = Id::new(word).and_then(|id| self.topics.get(&id));
        by_id.or_else(|| self.topics.values().find(|topic| topic.is_called(word)))
    }
}
