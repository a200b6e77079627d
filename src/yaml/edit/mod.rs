//! Changes of a YAML text that leave everything else as it is, byte for byte.
//!
//! In: a text as it stands on disk, where to change it, and a value. Out: the new text, or why it cannot be had. Every
//! result is read again and compared with what was wanted, so an odd file is refused and never spoiled.
//!
//! There is one parser, that which reads the site: what it takes for a list is one. Its tree knows the bytes of each node,
//! and a change is a splice between them.

mod emit;
mod lines;
mod list;
mod map;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::{Node, Value, parse};
use crate::source::Source;

/// Why a text cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub message: String,
}

impl Refused {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    fn odd() -> Self {
        Self::new("the file is written in a way that cannot be changed from here")
    }
}

/// A step from a collection into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Key(String),
    Item(usize),
}

/// Bytes that take the place of others.
#[derive(Debug, PartialEq, Eq)]
struct Splice {
    range: Range<usize>,
    new: String,
}

/// Puts an item before the `at`-th of a list below a key of the document's map; the key and the list are made where they
/// are missing, and an item that stands alone becomes the first of two.
///
/// # Errors
/// A text that is no YAML, or that is written in a way that cannot be changed.
pub fn insert_item(text: &str, key: &str, (at, item): (usize, &Json)) -> Result<String, Refused> {
    let (node, tree) = read(text)?;
    let mut wanted = match tree {
        Json::Null => Map::new(),
        Json::Object(map) => map,
        _ => return Err(Refused::odd()),
    };
    let list = match wanted.remove(key) {
        None | Some(Json::Null) => Vec::new(),
        Some(Json::Array(items)) => items,
        Some(lone) => vec![lone],
    };
    let mut list = list;
    list.insert(at.min(list.len()), as_read(item));
    wanted.insert(key.to_owned(), Json::Array(list));
    let splices = list::insert(text, &node, (key, at, item))?;
    checked(text, splices, &Json::Object(wanted))
}

/// Takes out what a path leads to: an entry of a map or an item of a list.
///
/// # Errors
/// The same, and a path that leads nowhere.
pub fn remove(text: &str, path: &[Step]) -> Result<String, Refused> {
    let (node, mut tree) = read(text)?;
    let (last, above) = path.split_last().ok_or_else(Refused::odd)?;
    let holder = find(&node, above).ok_or_else(Refused::odd)?;
    let wanted = find_json(&mut tree, above).ok_or_else(Refused::odd)?;
    let splices = match last {
        Step::Key(key) => {
            wanted.as_object_mut().and_then(|map| map.remove(key)).ok_or_else(Refused::odd)?;
            map::remove(text, holder, key)?
        }
        Step::Item(at) => {
            let list = wanted.as_array_mut().filter(|list| *at < list.len()).ok_or_else(Refused::odd)?;
            list.remove(*at);
            if list.is_empty() {
                *wanted = Json::Null;
            }
            list::remove(text, holder, *at)?
        }
    };
    checked(text, splices, &tree)
}

/// Gives an entry of the map at a path another value, or makes it.
///
/// # Errors
/// The same.
pub fn set(text: &str, path: &[Step], (key, value): (&str, &Json)) -> Result<String, Refused> {
    let (node, mut tree) = read(text)?;
    let holder = find(&node, path).ok_or_else(Refused::odd)?;
    let wanted = find_json(&mut tree, path).and_then(Json::as_object_mut).ok_or_else(Refused::odd)?;
    wanted.insert(key.to_owned(), as_read(value));
    let splices = map::set(text, holder, (key, value))?;
    checked(text, splices, &tree)
}

/// What a path leads to. An item that stands alone is the first of its list.
pub fn find<'a>(node: &'a Node, path: &[Step]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, step| match (step, &node.value) {
        (Step::Key(key), Value::Map(entries)) => {
            entries.iter().find(|(known, _)| known.scalar() == Some(key)).map(|(_, value)| value)
        }
        (Step::Item(at), Value::List(items)) => items.get(*at),
        (Step::Item(0), _) => Some(node),
        _ => None,
    })
}

fn find_json<'a>(tree: &'a mut Json, path: &[Step]) -> Option<&'a mut Json> {
    path.iter().try_fold(tree, |tree, step| match (step, tree) {
        (Step::Key(key), Json::Object(map)) => map.get_mut(key),
        (Step::Item(at), Json::Array(items)) => items.get_mut(*at),
        (Step::Item(0), tree) => Some(tree),
        _ => None,
    })
}

/// The tree of a text, and the same as values.
fn read(text: &str) -> Result<(Node, Json), Refused> {
    let source = Source::new("", text);
    let node = tree(&source).ok_or_else(|| Refused::new("the file is no YAML, so nothing can be changed in it"))?;
    let json = values(&node).ok_or_else(Refused::odd)?;
    Ok((node, json))
}

fn tree(source: &Arc<Source>) -> Option<Node> {
    parse(source, 0..source.text().len()).ok()
}

/// The values of a tree, scalars as written. `None` for keys that are no text or stand twice.
pub fn values(node: &Node) -> Option<Json> {
    Some(match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(values).collect::<Option<_>>()?),
        Value::Map(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                if map.insert(key.scalar()?.to_owned(), values(value)?).is_some() {
                    return None;
                }
            }
            Json::Object(map)
        }
    })
}

/// A value as it is read again: all scalars are text.
pub fn as_read(value: &Json) -> Json {
    match value {
        Json::Number(number) => Json::String(number.to_string()),
        Json::Bool(truth) => Json::String(truth.to_string()),
        Json::Array(items) => Json::Array(items.iter().map(as_read).collect()),
        Json::Object(map) => Json::Object(map.iter().map(|(key, value)| (key.clone(), as_read(value))).collect()),
        value => value.clone(),
    }
}

/// The text with its splices, if it reads as wanted.
fn checked(text: &str, mut splices: Vec<Splice>, wanted: &Json) -> Result<String, Refused> {
    splices.sort_by_key(|splice| std::cmp::Reverse(splice.range.start));
    let mut new = text.to_owned();
    for Splice { range, new: bytes } in splices {
        if new.get(range.clone()).is_none() {
            return Err(Refused::odd());
        }
        new.replace_range(range, &bytes);
    }
    match read(&new) {
        Ok((_, json)) if json == *wanted => Ok(new),
        _ => Err(Refused::odd()),
    }
}
