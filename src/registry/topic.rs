//! Topics: what an article is about, with the words that mean the same.

use serde_json::Value as Json;

use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::local::{self, Local};
use crate::source::At;
use crate::yaml::{Node, Reader};

#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    pub id: At<Id>,
    pub name: Local,
    pub aliases: Vec<String>,
    pub parent: Option<At<Id>>,
    pub summary: Option<Local>,
    pub extra: Json,
}

impl Topic {
    pub fn is_called(&self, word: &str) -> bool {
        self.name.all().any(|(_, name)| name == word) || self.aliases.iter().any(|alias| alias == word)
    }
}

pub fn read_all(reader: &mut Reader, node: &Node) -> Vec<Topic> {
    let entries = reader.entries(node, "`topics`");
    entries.into_iter().filter_map(|(id, node)| read(reader, id, node)).collect()
}

fn read(reader: &mut Reader, id: At<String>, node: &Node) -> Option<Topic> {
    let id = defined(reader, id);
    let mut keys = reader.keys(node, "a topic")?;
    let name = keys.required(reader, "name", Local::read);
    let aliases = keys.list(reader, "aliases", Reader::words).into_iter().map(|alias| alias.value).collect();
    let parent = keys.get(reader, "parent", Id::read);
    let summary = keys.get(reader, "summary", Local::read);
    let extra = keys.get(reader, "extra", local::extra).unwrap_or_else(local::no_extra);
    keys.finish(reader);
    Some(Topic { id: id?, name: name?, aliases, parent, summary, extra })
}

/// The id under which something is defined.
pub fn defined(reader: &mut Reader, id: At<String>) -> Option<At<Id>> {
    let value = Id::new(&id.value);
    if value.is_none() {
        let message = format!("`{}` is not an id", id.value);
        reader.problems.push(
            Diagnostic::new(Code::InvalidId, id.span.clone(), message)
                .help("an id has letters of any script, digits, hyphens and underscores, and is not `none`"),
        );
    }
    Some(At { value: value?, span: id.span })
}
