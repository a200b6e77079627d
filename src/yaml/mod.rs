//! YAML with the place of every value.
//!
//! In: the text of a source (or a part of it, as front matter is). Out: a tree of [`Node`]s in which every scalar is the
//! text as it was written (`2024`, `0700`, `no` stay text) and knows its bytes; [`Reader`] turns such a tree into values
//! and collects all problems of a file. Must not know what any key means.

pub mod edit;
mod parse;
mod prose;
mod reader;

pub use parse::parse;
pub use reader::{Keys, Reader};

use std::ops::Range;

/// A YAML value and its bytes in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub value: Value,
    pub range: Range<usize>,
}

/// What a node holds; a mapping keeps its order and its duplicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

impl Node {
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// What this is, in words for messages.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }

    /// The items of a list; anything else stands for a list of one, and nothing for an empty list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Null => &[],
            Value::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }
}

#[cfg(test)]
mod tests;
