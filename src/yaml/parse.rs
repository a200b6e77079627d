//! Text to a tree of nodes, by serde_yaml.
//!
//! serde_yaml reads into typed values and stops at the first error; we want all problems of a file and scalars as
//! written, so it reads into an untyped tree with spans, and everything typed happens in the reader.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, NonFiniteFloatPolicy, Spanned};

use super::prose;
use super::{Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

/// Nodes that a file may have; a report of a book's length has some ten thousand.
const MAX_NODES: usize = 2_000_000;
/// How deep values may nest; the format needs eight.
const MAX_DEPTH: usize = 64;
/// Events that aliases may repeat, which stops alias bombs.
const MAX_ALIAS_EVENTS: usize = 100_000;
/// Bytes of a YAML file.
const MAX_BYTES: usize = 64 << 20;

/// Reads the bytes `range` of a source as one YAML document; nothing in it reads as `Null`.
///
/// # Errors
/// One diagnostic: syntax, a tab, an alias bomb, too deep, too large.
pub fn parse(source: &Arc<Source>, range: Range<usize>) -> Result<Node, Box<Diagnostic>> {
    let text = source.text().get(range.clone()).unwrap_or("");
    if text.len() > MAX_BYTES {
        let message =
            format!("this file is too large: {} MB of YAML, at most {} MB", text.len() >> 20, MAX_BYTES >> 20);
        return Err(Box::new(Diagnostic::new(Code::TooLarge, Span::head(source), message)));
    }
    let raw: Raw = match serde_yaml::from_str_with_options::<Option<Raw>>(text, options(text.len())) {
        Ok(Some(raw)) => raw,
        Ok(None) => return Ok(Node { value: Value::Null, range: range.start..range.start }),
        Err(error) => return Err(Box::new(explain(source, range.start, &error))),
    };
    Ok(node(raw, text, range.start))
}

fn options(bytes: usize) -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_nodes: MAX_NODES,
            max_events: MAX_NODES * 2,
            max_depth: MAX_DEPTH,
            max_total_scalar_bytes: bytes + (1 << 20),
        },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: MAX_ALIAS_EVENTS },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        emit_comments: false,
        with_snippet: false,
    }
}

/// A node as serde_yaml gives it.
struct Raw(Spanned<RawValue>);

enum RawValue {
    Null,
    Text(String),
    /// A number or a truth value: its text is what stands in the source.
    AsWritten,
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Spanned::deserialize(from).map(Raw)
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawValue;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any YAML value")
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_none<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<RawValue, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<RawValue, E> {
        Ok(RawValue::Text(text))
    }

    fn visit_bool<E>(self, _: bool) -> Result<RawValue, E> {
        Ok(RawValue::AsWritten)
    }

    fn visit_i64<E>(self, _: i64) -> Result<RawValue, E> {
        Ok(RawValue::AsWritten)
    }

    fn visit_u64<E>(self, _: u64) -> Result<RawValue, E> {
        Ok(RawValue::AsWritten)
    }

    fn visit_i128<E>(self, _: i128) -> Result<RawValue, E> {
        Ok(RawValue::AsWritten)
    }

    fn visit_u128<E>(self, _: u128) -> Result<RawValue, E> {
        Ok(RawValue::AsWritten)
    }

    fn visit_f64<E>(self, _: f64) -> Result<RawValue, E> {
        Ok(RawValue::AsWritten)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RawValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<RawValue, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(RawValue::Map(map))
    }
}

/// Depth is bounded by `MAX_DEPTH`, so recursion is safe.
fn node(raw: Raw, text: &str, offset: usize) -> Node {
    let span = raw.0.referenced.span();
    let start = usize::try_from(span.byte_offset().unwrap_or(0)).unwrap_or(0).min(text.len());
    let length = usize::try_from(span.byte_len().unwrap_or(0)).unwrap_or(0);
    let written = text.get(start..(start + length).min(text.len())).unwrap_or("").trim_end();
    let mut range = offset + start..offset + start + written.len();
    let value = match raw.0.value {
        RawValue::Null => Value::Null,
        RawValue::Text(text) => Value::Scalar(text),
        RawValue::AsWritten => Value::Scalar(written.to_owned()),
        RawValue::List(items) => Value::List(items.into_iter().map(|item| node(item, text, offset)).collect()),
        RawValue::Map(entries) => Value::Map(
            entries.into_iter().map(|(key, value)| (node(key, text, offset), node(value, text, offset))).collect(),
        ),
    };
    match &value {
        // The parser gives a block collection's beginning only.
        Value::Map(entries) => {
            cover(&mut range, entries.first().map(|(key, _)| key), entries.last().map(|(_, value)| value))
        }
        Value::List(items) => cover(&mut range, items.first(), items.last()),
        _ => {}
    }
    range.end = offset + closed(text, range.start - offset..range.end - offset);
    Node { value, range }
}

/// Widens the range of a collection so that it holds its first and last part.
fn cover(range: &mut Range<usize>, first: Option<&Node>, last: Option<&Node>) {
    if let (Some(first), Some(last)) = (first, last) {
        range.start = range.start.min(first.range.start);
        range.end = range.end.max(last.range.end);
    }
}

/// Where a collection in brackets ends: behind its own bracket, of which the parser says nothing. In comes the range up
/// to the end of its last part; what may stand between is blank, a comma, a colon without a value, or a comment.
fn closed(text: &str, range: Range<usize>) -> usize {
    let bracket = match text.as_bytes().get(range.start) {
        Some(b'{') => b'}',
        Some(b'[') => b']',
        _ => return range.end,
    };
    let mut rest = text.get(range.end..).unwrap_or("");
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ':');
        match rest.strip_prefix('#') {
            Some(comment) => rest = comment.split_once('\n').map_or("", |(_, after)| after),
            None if rest.bytes().next() == Some(bracket) => return text.len() - rest.len() + 1,
            None => return range.end,
        }
    }
}

/// serde_yaml's error at its place, with the line mended where we can see what was meant.
fn explain(source: &Arc<Source>, offset: usize, error: &serde_yaml::Error) -> Diagnostic {
    let at = place(source, offset, error);
    let message = error.without_snippet().to_string();
    let first_line = message.lines().next().unwrap_or("");
    let first_line = first_line.split(" at line ").next().unwrap_or("").trim_end_matches(['.', ':']);
    let position = source.position(at);
    // The parser notices most slips one line late, and tabs one line early.
    let lines = [position.line, position.line.saturating_sub(1), position.line + 1];
    let tab = lines.iter().find(|line| **line > 0 && prose::tab_indent(source.line(**line)));
    if let Some(line) = tab {
        let start = source.line_start(*line);
        let blanks = source.line(*line).len() - source.line(*line).trim_start().len();
        return Diagnostic::new(Code::InvalidYaml, Span::new(source, start..start + blanks), "a tab indents this line")
            .help("YAML is indented with spaces only: replace each tab by two spaces");
    }
    if let Some((line, mended)) = lines[..2].iter().find_map(|line| Some((*line, prose::mended(source.line(*line))?))) {
        let words = source.line(line).trim();
        let start = source.line_start(line) + source.line(line).len() - source.line(line).trim_start().len();
        let span = Span::new(source, start..start + words.len());
        return Diagnostic::new(Code::InvalidYaml, span, format!("this line is not YAML: {first_line}"))
            .help(format!("this text wants quotation marks:\n{mended}"));
    }
    let end = source.line_start(position.line) + source.line(position.line).len();
    Diagnostic::new(Code::InvalidYaml, Span::new(source, at..end.max(at)), format!("this is not YAML: {first_line}"))
}

/// The byte of the source at which serde_yaml met the error; it counts lines and columns in characters.
fn place(source: &Arc<Source>, offset: usize, error: &serde_yaml::Error) -> usize {
    let Some(location) = error.location() else { return offset };
    if let Some(byte) = location.span().byte_offset().and_then(|at| usize::try_from(at).ok()) {
        return source.boundary(offset + byte);
    }
    let number = |value: u64| usize::try_from(value).unwrap_or(1).saturating_sub(1);
    let line = source.position(offset).line + number(location.line());
    let words = source.line(line);
    let column = words.char_indices().nth(number(location.column())).map_or(words.len(), |(at, _)| at);
    source.line_start(line) + column
}
