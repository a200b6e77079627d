//! Prose in YAML: Chinese text that wants quotation marks and did not get them.
//!
//! In: one line of a YAML file. Out: the line mended, or what stands behind unquoted prose as a comment.

use std::ops::Range;

/// Characters that begin something other than text in YAML.
const INDICATORS: [char; 13] = ['"', '\'', '%', '@', '*', '&', '[', '{', '!', '|', '>', '`', ','];

/// Whether tabs stand in the indentation.
pub fn tab_indent(line: &str) -> bool {
    line.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\t')
}

/// The line with its value in quotation marks, if the value is prose that needs them.
pub fn mended(line: &str) -> Option<String> {
    let start = value_start(line)?;
    let (head, value) = line.split_at_checked(start)?;
    let value = value.trim_end();
    let broken = value.starts_with(INDICATORS) || value.contains(": ") || value.contains(" #") || value.ends_with(':');
    if !broken || well_quoted(value) || value.starts_with(['|', '>']) {
        return None;
    }
    Some(format!("{head}{}", quoted(value)))
}

/// Single quotation marks need only themselves doubled.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// Whether the value is one quoted text, and so nothing to mend.
fn well_quoted(value: &str) -> bool {
    ['"', '\''].iter().any(|mark| {
        value.len() > 1 && value.starts_with(*mark) && value.ends_with(*mark) && value.matches(*mark).count() == 2
    })
}

/// Where the value begins in `  - key: value` or `  - value`.
fn value_start(line: &str) -> Option<usize> {
    let mut start = line.len() - line.trim_start().len();
    while line.get(start..)?.starts_with("- ") {
        start += 2;
        start += line.get(start..)?.len() - line.get(start..)?.trim_start().len();
    }
    let rest = line.get(start..)?;
    if rest.starts_with(INDICATORS) {
        return (!rest.is_empty()).then_some(start);
    }
    if let Some(colon) = rest.find(": ") {
        let after = rest.get(colon + 2..)?;
        let blanks = after.len() - after.trim_start().len();
        return Some(start + colon + 2 + blanks);
    }
    None
}

/// The comment that follows unquoted prose on the line of a plain scalar which ends at `end` (bytes of `text`).
pub fn comment_after(text: &str, scalar: &Range<usize>) -> Option<Range<usize>> {
    let written = text.get(scalar.clone())?;
    if written.starts_with(['"', '\'', '|', '>']) || !written.chars().any(crate::text::is_cjk) {
        return None;
    }
    let rest = text.get(scalar.end..)?;
    let line = rest.split(['\n', '\r']).next()?;
    let blanks = line.len() - line.trim_start().len();
    (blanks > 0 && line.trim_start().starts_with('#')).then(|| scalar.end + blanks..scalar.end + line.trim_end().len())
}

/// The line with its value and the comment behind it quoted as one text.
pub fn mended_with_comment(line: &str) -> Option<String> {
    let start = value_start(line)?;
    let (head, value) = line.split_at_checked(start)?;
    Some(format!("{head}{}", quoted(value.trim_end())))
}
