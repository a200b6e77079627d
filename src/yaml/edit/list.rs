//! Items put into lists and taken out of them.

use serde_json::Value as Json;

use super::super::{Node, Value};
use super::map::{colon_after, in_brackets};
use super::{Refused, Splice, emit, lines, map};

/// The splices that put an item into the list below a key of the document's map.
pub fn insert(text: &str, root: &Node, (key, at, item): (&str, usize, &Json)) -> Result<Vec<Splice>, Refused> {
    let alone = || -> Json { Json::Array(vec![item.clone()]) };
    let entries = match &root.value {
        Value::Null => return Ok(vec![append(text, (key, item))]),
        Value::Map(entries) if entries.is_empty() => {
            let new = block_of(key, item, lines::line_break(text));
            return Ok(vec![Splice { range: root.range.clone(), new }]);
        }
        Value::Map(entries) => entries,
        _ => return Err(Refused::odd()),
    };
    let Some((name, value)) = entries.iter().find(|(known, _)| known.scalar() == Some(key)) else {
        let flow = in_brackets(text, root);
        return if flow { map::set(text, root, (key, &alone())) } else { Ok(vec![append(text, (key, item))]) };
    };
    let flow = in_brackets(text, root);
    match &value.value {
        Value::List(items) if items.is_empty() && !flow => {
            let column = lines::column(text, name.range.start);
            Ok(vec![Splice { range: blanks_before(text, value), new: below(text, column, item) }])
        }
        Value::List(items) if items.is_empty() => {
            Ok(vec![Splice { range: value.range.clone(), new: emit::flow(&alone()) }])
        }
        Value::List(items) if in_brackets(text, value) => Ok(vec![into_brackets(items, at, item)?]),
        Value::List(items) => Ok(vec![into_block(text, items, (at, item))?]),
        Value::Null if flow => map::set(text, root, (key, &alone())),
        Value::Null => {
            let colon = colon_after(text, name)?;
            let column = lines::column(text, name.range.start);
            let place = lines::end(text, colon);
            Ok(vec![Splice { range: place..place, new: below(text, column, item) }])
        }
        Value::Map(_) | Value::Scalar(_) if in_brackets(text, value) || flow => {
            let item = emit::flow(item);
            let (before, after) =
                if at == 0 { (format!("[{item}, "), "]".into()) } else { ("[".into(), format!(", {item}]")) };
            Ok(vec![
                Splice { range: value.range.start..value.range.start, new: before },
                Splice { range: value.range.end..value.range.end, new: after },
            ])
        }
        Value::Map(_) => beside_lone(text, value, (at, item)),
        Value::Scalar(_) => Err(Refused::odd()),
    }
}

/// The splices that take an item out of a list, or all of a lone one.
pub fn remove(text: &str, list: &Node, at: usize) -> Result<Vec<Splice>, Refused> {
    let Value::List(items) = &list.value else { return Err(Refused::odd()) };
    let item = items.get(at).ok_or_else(Refused::odd)?;
    if in_brackets(text, list) {
        let before = at.checked_sub(1).and_then(|before| items.get(before));
        let range = match (items.get(at + 1), before) {
            (Some(next), _) => item.range.start..next.range.start,
            (None, Some(before)) => before.range.end..item.range.end,
            (None, None) => item.range.clone(),
        };
        return Ok(vec![Splice { range, new: String::new() }]);
    }
    let first = lines::start(text, dash_of(text, item)?);
    let mut end = lines::next(text, item.range.end.max(first));
    let mut start = first;
    let above = first.checked_sub(1).map(|before| lines::start(text, before));
    let gap_above = above.filter(|above| lines::is_blank(text, *above));
    match gap_above {
        Some(above) if lines::is_blank(text, end) || end == text.len() => start = above,
        None if lines::is_blank(text, end) && at + 1 < items.len() => end = lines::next(text, end),
        _ => {}
    }
    Ok(vec![Splice { range: start..end, new: String::new() }])
}

/// A key with a list of one item, at the end of the file.
fn append(text: &str, (key, item): (&str, &Json)) -> Splice {
    let line_break = lines::line_break(text);
    let whole = text.is_empty() || text.ends_with('\n');
    let gap = if whole { "" } else { line_break };
    let apart = if text.trim().is_empty() { "" } else { line_break };
    let new = format!("{gap}{apart}{}{line_break}", block_of(key, item, line_break));
    Splice { range: text.len()..text.len(), new }
}

fn block_of(key: &str, item: &Json, line_break: &str) -> String {
    format!("{key}:{line_break}{}", lines::indent(&emit::item(item), 2, line_break))
}

/// An item in the lines below a key that stands at a column.
fn below(text: &str, column: usize, item: &Json) -> String {
    let line_break = lines::line_break(text);
    format!("{line_break}{}", lines::indent(&emit::item(item), column + 2, line_break))
}

/// A node's bytes and the blanks before them.
fn blanks_before(text: &str, node: &Node) -> std::ops::Range<usize> {
    let before = text.get(..node.range.start).unwrap_or("");
    before.trim_end_matches([' ', '\t']).len()..node.range.end
}

fn into_brackets(items: &[Node], at: usize, item: &Json) -> Result<Splice, Refused> {
    let item = emit::flow(item);
    let (place, new) = match items.get(at) {
        Some(next) => (next.range.start, format!("{item}, ")),
        None => (items.last().ok_or_else(Refused::odd)?.range.end, format!(", {item}")),
    };
    Ok(Splice { range: place..place, new })
}

fn into_block(text: &str, items: &[Node], (at, item): (usize, &Json)) -> Result<Splice, Refused> {
    let line_break = lines::line_break(text);
    let column = |node: &Node| dash_of(text, node).map(|dash| lines::column(text, dash));
    // Where two items are apart, the new one is too.
    let pair = at.min(items.len().saturating_sub(1)).max(1);
    let apart = items.get(pair).is_some_and(|later| {
        dash_of(text, later).is_ok_and(|dash| {
            let first = lines::with_comments(text, lines::start(text, dash));
            first > 0 && lines::is_blank(text, lines::start(text, first - 1))
        })
    });
    let gap = if apart { line_break } else { "" };
    if let Some(next) = items.get(at) {
        let place = lines::with_comments(text, lines::start(text, dash_of(text, next)?));
        let new = lines::indent(&emit::item(item), column(next)?, line_break);
        return Ok(Splice { range: place..place, new: format!("{new}{line_break}{gap}") });
    }
    let last = items.last().ok_or_else(Refused::odd)?;
    let place = lines::end(text, last.range.end);
    let new = lines::indent(&emit::item(item), column(last)?, line_break);
    Ok(Splice { range: place..place, new: format!("{line_break}{gap}{new}") })
}

/// A lone map in block style becomes the first item of a list: its lines move to the right.
fn beside_lone(text: &str, lone: &Node, (at, item): (usize, &Json)) -> Result<Vec<Splice>, Refused> {
    let first = lines::start(text, lone.range.start);
    let column = lines::column(text, lone.range.start);
    if !text.get(first..lone.range.start).is_some_and(|blanks| blanks.trim().is_empty()) {
        return Err(Refused::odd());
    }
    let line_break = lines::line_break(text);
    let new = lines::indent(&emit::item(item), column, line_break);
    let mut splices = vec![Splice { range: lone.range.start..lone.range.start, new: "- ".into() }];
    let mut line = lines::next(text, first);
    while line < lone.range.end {
        if !lines::is_blank(text, line) {
            splices.push(Splice { range: line..line, new: "  ".into() });
        }
        line = lines::next(text, line);
    }
    if at == 0 {
        let place = lines::with_comments(text, first);
        splices.push(Splice { range: place..place, new: format!("{new}{line_break}") });
    } else {
        let place = lines::end(text, lone.range.end);
        splices.push(Splice { range: place..place, new: format!("{line_break}{new}") });
    }
    Ok(splices)
}

/// Where the dash of an item stands. What stands between, such as an anchor or a tag, cannot be changed from here.
fn dash_of(text: &str, item: &Node) -> Result<usize, Refused> {
    let before = text.get(..item.range.start).unwrap_or("").trim_end();
    if before.ends_with('-') { Ok(before.len() - 1) } else { Err(Refused::odd()) }
}
