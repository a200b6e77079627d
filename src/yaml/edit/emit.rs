//! Values as YAML: plain where that is safe, in one line where it is short.

use serde_json::{Map, Value as Json};

/// Where a scalar stands: inside brackets some characters end it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    Block,
    Brackets,
}

/// Characters of a map or list that stands in one line.
const LONGEST_LINE: usize = 100;

/// A value in one line, as it stands in brackets.
pub fn flow(value: &Json) -> String {
    match value {
        Json::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Json::Object(map) => {
            let entries = map.iter().map(|(key, value)| format!("{}: {}", scalar(key, Within::Brackets), flow(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        value => scalar(&text(value), Within::Brackets),
    }
}

/// The entries of a map, each as lines without indentation.
pub fn entries(map: &Map<String, Json>) -> Vec<String> {
    map.iter().flat_map(|(key, value)| entry(key, value)).collect()
}

/// An entry of a map in block style, as lines without indentation.
pub fn entry(key: &str, value: &Json) -> Vec<String> {
    let key = scalar(key, Within::Block);
    let one = |words: String| vec![format!("{key}: {words}")];
    match value {
        Json::String(words) if words.contains('\n') => match block(words) {
            Some((head, lines)) => [vec![format!("{key}: {head}")], lines].concat(),
            None => one(quoted(words)),
        },
        Json::Object(map) if !map.is_empty() && is_long(value) => {
            [vec![format!("{key}:")], indented(entries(map))].concat()
        }
        Json::Array(items) if !items.is_empty() && is_long(value) => {
            [vec![format!("{key}:")], indented(items.iter().flat_map(item).collect())].concat()
        }
        Json::Object(_) | Json::Array(_) => one(flow(value)),
        value => one(scalar(&text(value), Within::Block)),
    }
}

/// An item of a block list, as lines without indentation.
pub fn item(value: &Json) -> Vec<String> {
    let Json::Object(map) = value else { return vec![format!("- {}", flow(value))] };
    let lines = entries(map);
    let dashed = lines.into_iter().enumerate().map(|(at, line)| match (at, line.is_empty()) {
        (0, _) => format!("- {line}"),
        (_, true) => line,
        _ => format!("  {line}"),
    });
    dashed.collect()
}

fn indented(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| if line.is_empty() { line } else { format!("  {line}") }).collect()
}

fn is_long(value: &Json) -> bool {
    fn has_lines(value: &Json) -> bool {
        match value {
            Json::String(words) => words.contains('\n'),
            Json::Array(items) => items.iter().any(has_lines),
            Json::Object(map) => map.values().any(has_lines),
            _ => false,
        }
    }
    has_lines(value) || flow(value).chars().count() > LONGEST_LINE
}

/// A scalar's words.
fn text(value: &Json) -> String {
    match value {
        Json::String(words) => words.clone(),
        Json::Null => String::new(),
        value => value.to_string(),
    }
}

/// Several lines as a block scalar: its head, and its lines indented by two. `None` for what such a block cannot hold.
fn block(words: &str) -> Option<(&'static str, Vec<String>)> {
    let odd = |c: char| c != '\n' && (c.is_control() || "\u{85}\u{2028}\u{2029}\u{feff}".contains(c));
    if words.contains(odd) || words.starts_with([' ', '\n']) || words.lines().any(|line| line.ends_with(' ')) {
        return None;
    }
    let (head, body) = match words.strip_suffix('\n') {
        Some(body) if body.ends_with('\n') => return None,
        Some(body) => ("|", body),
        None => ("|-", words),
    };
    Some((head, indented(body.split('\n').map(str::to_owned).collect())))
}

/// Words of one line: plain where every reader of YAML takes them for what they are.
pub fn scalar(words: &str, within: Within) -> String {
    if is_plain(words, within) {
        words.to_owned()
    } else if words.contains(|c: char| c.is_control() || "\u{85}\u{2028}\u{2029}\u{feff}".contains(c)) {
        quoted(words)
    } else {
        format!("'{}'", words.replace('\'', "''"))
    }
}

/// JSON's strings are YAML's too and can hold anything (YAML 1.2 §1.3).
fn quoted(words: &str) -> String {
    let json = Json::from(words).to_string();
    json.chars().fold(String::new(), |out, c| match c {
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => format!("{out}\\u{:04x}", u32::from(c)),
        c => out + c.encode_utf8(&mut [0; 4]),
    })
}

/// Words that other readers of YAML take for truth or nothing.
const TAKEN: [&str; 11] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", "="];

fn is_plain(words: &str, within: Within) -> bool {
    let first = words.chars().next();
    let leads = first.is_some_and(|c| !"-?:,[]{}#&*!|>'\"%@`=<~".contains(c)) || is_number(words);
    let inside = !words.contains(": ") && !words.contains(" #") && !words.ends_with(':');
    let brackets = within == Within::Block || !words.contains([',', '[', ']', '{', '}', ':']);
    leads
        && inside
        && brackets
        && words.trim() == words
        && !words.contains(|c: char| c.is_control() || "\u{85}\u{2028}\u{2029}\u{feff}".contains(c))
        && !words.contains("\t")
        && !TAKEN.iter().any(|taken| words.eq_ignore_ascii_case(taken))
}

fn is_number(words: &str) -> bool {
    let digits = words.strip_prefix('-').unwrap_or(words);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.') && !digits.starts_with('.')
}
