//! Entries of maps set and taken out.

use serde_json::Value as Json;

use super::super::{Node, Value};
use super::{Refused, Splice, emit, lines};

/// Whether a collection is written in brackets.
pub fn in_brackets(text: &str, node: &Node) -> bool {
    matches!(text.as_bytes().get(node.range.start), Some(b'{' | b'['))
        && text.get(node.range.clone()).is_some_and(|words| words.ends_with(['}', ']']))
}

/// Where the colon behind a key stands.
pub fn colon_after(text: &str, key: &Node) -> Result<usize, Refused> {
    let rest = text.get(key.range.end..).unwrap_or("");
    let colon = rest.find(':').filter(|at| rest.get(..*at).is_some_and(|between| between.trim().is_empty()));
    colon.map(|at| key.range.end + at).ok_or_else(Refused::odd)
}

/// The splices that give an entry another value.
pub fn set(text: &str, map: &Node, (key, value): (&str, &Json)) -> Result<Vec<Splice>, Refused> {
    let Value::Map(entries) = &map.value else { return Err(Refused::odd()) };
    let flow = in_brackets(text, map);
    if let Some((name, old)) = entries.iter().find(|(known, _)| known.scalar() == Some(key)) {
        let colon = colon_after(text, name)?;
        let range = value_range(text, colon, old);
        // A comment behind the value would become a part of a block.
        let followed = !text.get(range.end..lines::end(text, range.end)).unwrap_or("").trim().is_empty();
        let new =
            if flow || followed { format!(" {}", emit::flow(value)) } else { after_colon(text, name, (key, value)) };
        return Ok(vec![Splice { range, new }]);
    }
    let (name, last) = entries.last().ok_or_else(Refused::odd)?;
    let end = end_of(text, (name, last))?;
    if flow {
        let new = format!(", {}: {}", emit::scalar(key, emit::Within::Brackets), emit::flow(value));
        return Ok(vec![Splice { range: end..end, new }]);
    }
    let place = lines::end(text, end);
    let line_break = lines::line_break(text);
    let column = lines::column(text, name.range.start);
    let new = lines::indent(&emit::entry(key, value), column, line_break);
    Ok(vec![Splice { range: place..place, new: format!("{line_break}{new}") }])
}

/// The splices that take an entry out.
pub fn remove(text: &str, map: &Node, key: &str) -> Result<Vec<Splice>, Refused> {
    let Value::Map(entries) = &map.value else { return Err(Refused::odd()) };
    let at = entries.iter().position(|(known, _)| known.scalar() == Some(key)).ok_or_else(Refused::odd)?;
    let (name, value) = entries.get(at).ok_or_else(Refused::odd)?;
    let end = end_of(text, (name, value))?;
    let next = entries.get(at + 1).map(|(next, _)| next.range.start);
    let before = at.checked_sub(1).and_then(|before| entries.get(before));
    let first_in_line = lines::start(text, name.range.start);
    let alone = text.get(first_in_line..name.range.start).is_some_and(|blanks| blanks.trim().is_empty());
    let range = if in_brackets(text, map) || !alone {
        match (next, before) {
            (Some(next), _) => name.range.start..next,
            (None, Some((name, value))) => end_of(text, (name, value))?..end,
            (None, None) => return Err(Refused::odd()),
        }
    } else {
        first_in_line..lines::next(text, end)
    };
    Ok(vec![Splice { range, new: String::new() }])
}

/// Where an entry ends, also one whose value is nothing.
fn end_of(text: &str, (name, value): (&Node, &Node)) -> Result<usize, Refused> {
    let colon = colon_after(text, name)?;
    Ok(if value.value == Value::Null { colon + 1 } else { value.range.end.max(colon + 1) })
}

/// From behind the colon to the end of a value.
fn value_range(text: &str, colon: usize, value: &Node) -> std::ops::Range<usize> {
    let start = colon + 1;
    if value.value == Value::Null {
        // What other nothing there is (`null`, `~`) has a range of its own.
        let words = text.get(value.range.clone()).unwrap_or("");
        return if value.range.start >= start && !words.is_empty() { start..value.range.end } else { start..start };
    }
    start..value.range.end.max(start)
}

/// A value behind the colon of a key that stands in a block map.
fn after_colon(text: &str, name: &Node, (key, value): (&str, &Json)) -> String {
    let column = lines::column(text, name.range.start);
    let lines_of_entry = emit::entry(key, value);
    let (first, rest) = lines_of_entry.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let line_break = lines::line_break(text);
    let first = first.get(emit::scalar(key, emit::Within::Block).len() + 1..).unwrap_or("");
    if rest.is_empty() {
        return first.to_owned();
    }
    format!("{first}{line_break}{}", lines::indent(rest, column, line_break))
}
