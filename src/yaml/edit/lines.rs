//! Lines of a text by byte offsets.

/// The line break that the text has.
pub fn line_break(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|at| text.get(..at));
    if first.is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
}

/// Where the line of a byte begins.
pub fn start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |found| found + 1)
}

/// Where the line of a byte ends, before its line break.
pub fn end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let line = rest.find('\n').and_then(|found| rest.get(..found)).unwrap_or(rest);
    at + line.trim_end_matches('\r').len()
}

/// Where the next line begins; the end of the text behind the last one.
pub fn next(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |found| at + found + 1)
}

/// The line that begins at a byte, without its line break.
pub fn line(text: &str, start: usize) -> &str {
    text.get(start..end(text, start)).unwrap_or("")
}

/// The number of bytes before a place in its line; what stands there must be blank or ASCII to count as a column.
pub fn column(text: &str, at: usize) -> usize {
    at - start(text, at)
}

pub fn is_blank(text: &str, start: usize) -> bool {
    start < text.len() && line(text, start).trim().is_empty()
}

/// Where the comments begin that stand directly above a line, or the line itself.
pub fn with_comments(text: &str, line_start: usize) -> usize {
    let mut at = line_start;
    while at > 0 {
        let above = start(text, at - 1);
        if !line(text, above).trim_start().starts_with('#') {
            break;
        }
        at = above;
    }
    at
}

/// Lines with an indentation, joined; blank ones stay empty.
pub fn indent(lines: &[String], columns: usize, line_break: &str) -> String {
    let pad = " ".repeat(columns);
    let padded = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!("{pad}{line}") });
    padded.collect::<Vec<_>>().join(line_break)
}
