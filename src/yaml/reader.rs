//! From nodes to values, with every problem of a file collected on the way.
//!
//! In: a tree of nodes. Out: values, and diagnostics for wrong shapes, unknown, missing and repeated keys. Each method
//! that reads gives `None` after it has reported why. Must not know what any key means.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Node, Value, prose};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{At, Source, Span};
use crate::text;

/// Reads the nodes of one source.
pub struct Reader {
    source: Arc<Source>,
    pub problems: Vec<Diagnostic>,
}

impl Reader {
    pub fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), problems: Vec::new() }
    }

    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    pub fn span(&self, node: &Node) -> Span {
        Span::new(&self.source, node.range.clone())
    }

    /// Reports a problem at a node.
    pub fn report(&mut self, code: Code, node: &Node, message: impl Into<String>) -> &mut Diagnostic {
        let problem = Diagnostic::new(code, self.head_of(node), message);
        self.problems.push(problem);
        // Just pushed, so the index is the last one.
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// A map's or list's first line stands for the whole of it.
    fn head_of(&self, node: &Node) -> Span {
        let span = self.span(node);
        let line_end = span.words().find('\n').map_or(node.range.end, |at| node.range.start + at);
        Span::new(&self.source, node.range.start..line_end)
    }

    /// Takes a node apart as a map; `what` names it in messages: "an entity".
    pub fn keys<'n>(&mut self, node: &'n Node, what: &'static str) -> Option<Keys<'n>> {
        let Value::Map(entries) = &node.value else {
            self.report(Code::WrongShape, node, format!("{what} is a map of keys and values, not {}", node.kind()));
            return None;
        };
        let mut kept: Vec<Entry<'n>> = Vec::with_capacity(entries.len());
        let mut places = HashMap::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(name) = key.scalar() else {
                self.report(Code::WrongShape, key, format!("a key of {what} is text, not {}", key.kind()));
                continue;
            };
            if let Some(first) = places.insert(name, key) {
                places.insert(name, first);
                let first = self.span(first);
                let problem = self.report(Code::DuplicateKey, key, format!("the key `{name}` stands twice in {what}"));
                problem.related.push((first, "first here".into()));
                continue;
            }
            kept.push(Entry { name, key, value, taken: false });
        }
        Some(Keys { node, what, entries: kept, asked: Vec::new() })
    }

    /// Any map of ids to values, in its order.
    pub fn entries<'n>(&mut self, node: &'n Node, what: &'static str) -> Vec<(At<String>, &'n Node)> {
        if node.value == Value::Null {
            return Vec::new();
        }
        let keys = self.keys(node, what);
        keys.into_iter()
            .flat_map(|keys| keys.entries)
            .map(|entry| (At { value: entry.name.to_owned(), span: self.span(entry.key) }, entry.value))
            .collect()
    }

    /// Text as written, trimmed.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        let Some(text) = node.scalar() else {
            self.report(Code::WrongShape, node, format!("text is wanted here, not {}", node.kind()));
            return None;
        };
        if let Some(range) = prose::comment_after(self.source.text(), &node.range) {
            let span = Span::new(&self.source, range);
            let line = self.source.line(span.start().line).to_owned();
            let help = prose::mended_with_comment(&line).map(|mended| {
                format!(
                    "if it belongs to the text, quote it:\n{mended}\nif it is a comment, put it on a line of its own"
                )
            });
            self.problems.push(
                Diagnostic::new(Code::CommentAfterProse, span, "the rest of this line is a comment for YAML")
                    .maybe_help(help),
            );
        }
        Some(text.trim().to_owned())
    }

    /// Text as written, trimmed, with its place.
    pub fn text_at(&mut self, node: &Node) -> Option<At<String>> {
        Some(At { value: self.text(node)?, span: self.span(node) })
    }

    /// Text that must not be empty.
    pub fn words(&mut self, node: &Node) -> Option<At<String>> {
        let text = self.text_at(node)?;
        if text.value.is_empty() {
            self.report(Code::WrongShape, node, "this text is empty").help = Some("write it, or remove the key".into());
            return None;
        }
        Some(text)
    }

    pub fn truth(&mut self, node: &Node) -> Option<bool> {
        match node.scalar() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => {
                self.report(Code::WrongShape, node, "`true` or `false` is wanted here").help =
                    Some("`yes`, `no`, `on` and `off` are words like any others".into());
                None
            }
        }
    }

    /// A whole number from 1.
    pub fn count(&mut self, node: &Node) -> Option<usize> {
        let number = node.scalar().and_then(|text| text.parse().ok()).filter(|number| *number > 0);
        if number.is_none() {
            self.report(Code::WrongShape, node, "a whole number from 1 is wanted here").help =
                Some("write digits only, such as 2".into());
        }
        number
    }

    /// One of a few words; each stands for a value.
    pub fn one_of<T: Copy>(&mut self, node: &Node, choices: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let found = choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let near = text::nearest(&text, names.iter().copied());
            let help =
                near.map_or_else(|| format!("known: {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
            self.report(Code::InvalidValue, node, format!("`{text}` is not known here")).help = Some(help);
        }
        found
    }

    /// A list, or one item standing alone; items that cannot be read are left out after a report.
    pub fn list<T>(&mut self, node: &Node, item: impl Fn(&mut Self, &Node) -> Option<T>) -> Vec<T> {
        node.items().iter().filter_map(|node| item(self, node)).collect()
    }
}

struct Entry<'n> {
    name: &'n str,
    key: &'n Node,
    value: &'n Node,
    taken: bool,
}

/// The keys of one map, taken one by one; what is left at the end is unknown.
pub struct Keys<'n> {
    node: &'n Node,
    what: &'static str,
    entries: Vec<Entry<'n>>,
    asked: Vec<&'static str>,
}

impl<'n> Keys<'n> {
    pub fn node(&self) -> &'n Node {
        self.node
    }

    /// The value of a key, if the key is there and holds something.
    pub fn take(&mut self, name: &'static str) -> Option<&'n Node> {
        self.asked.push(name);
        let entry = self.entries.iter_mut().find(|entry| entry.name == name)?;
        entry.taken = true;
        (entry.value.value != Value::Null).then_some(entry.value)
    }

    /// Whether the key is written, be it empty.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    pub fn get<T>(
        &mut self,
        reader: &mut Reader,
        name: &'static str,
        read: impl FnOnce(&mut Reader, &Node) -> Option<T>,
    ) -> Option<T> {
        let node = self.take(name)?;
        read(reader, node)
    }

    /// Reports the key if it is missing.
    pub fn required<T>(
        &mut self,
        reader: &mut Reader,
        name: &'static str,
        read: impl FnOnce(&mut Reader, &Node) -> Option<T>,
    ) -> Option<T> {
        match self.take(name) {
            Some(node) => read(reader, node),
            None => {
                reader.report(Code::MissingKey, self.node, format!("{} wants the key `{name}`", self.what));
                None
            }
        }
    }

    pub fn list<T>(
        &mut self,
        reader: &mut Reader,
        name: &'static str,
        item: impl Fn(&mut Reader, &Node) -> Option<T>,
    ) -> Vec<T> {
        self.take(name).map(|node| reader.list(node, item)).unwrap_or_default()
    }

    /// Whether some key is one that nobody asked for, so that another may seem to be missing.
    pub fn has_unknown(&self) -> bool {
        self.entries.iter().any(|entry| !entry.taken)
    }

    /// Reports what nobody asked for, with the nearest key that somebody did ask for.
    pub fn finish(self, reader: &mut Reader) {
        for entry in self.entries.iter().filter(|entry| !entry.taken) {
            let near = text::nearest(entry.name, self.asked.iter().copied());
            let help = near.map_or_else(
                || format!("{} knows: {}", self.what, self.asked.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            reader.report(Code::UnknownKey, entry.key, format!("{} has no key `{}`", self.what, entry.name)).help =
                Some(help);
        }
    }
}
