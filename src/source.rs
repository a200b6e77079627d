//! A text file of the site and places in it.
//!
//! In: a path and the file's text. Out: [`Source`], and [`Span`]s that carry their source with them, so that a
//! problem found anywhere can be shown without looking anything up. Knows nothing of what the text means.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// One text file: its path below the site's root, with `/` between the parts, and its text (NFC, no BOM).
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    path: String,
    text: String,
    /// Byte offsets at which the lines begin; never empty.
    lines: Vec<usize>,
}

/// A place for people: line and column from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl Source {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let text = text.into();
        let mut lines = vec![0];
        lines.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
        Arc::new(Self { path: path.into(), text, lines })
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.boundary(byte);
        let line = self.lines.partition_point(|start| *start <= byte).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..byte).map_or(0, |before| before.chars().count()) + 1;
        Position { line, column }
    }

    /// The bytes of a line (from 1) without its line break.
    pub fn line(&self, line: usize) -> &str {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// The byte offset at which a line (from 1) begins.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// The character border at or before a byte offset, inside the text.
    pub fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}

/// A stretch of a source in bytes, cut at character borders.
#[derive(Clone, PartialEq, Eq)]
pub struct Span {
    source: Arc<Source>,
    range: Range<usize>,
}

impl Span {
    /// Offsets outside the text or inside a character are moved to the next border before them.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let start = source.boundary(range.start);
        let end = source.boundary(range.end).max(start);
        Self { source: Arc::clone(source), range: start..end }
    }

    /// The first line of a file, for problems that concern the file as a whole.
    pub fn head(source: &Arc<Source>) -> Self {
        Self::new(source, 0..source.line(1).len())
    }

    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    pub fn words(&self) -> &str {
        self.source.text().get(self.range.clone()).unwrap_or("")
    }

    pub fn start(&self) -> Position {
        self.source.position(self.range.start)
    }

    pub fn end(&self) -> Position {
        self.source.position(self.range.end)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.start();
        write!(out, "{}:{}:{}", self.source.path(), start.line, start.column)
    }
}

/// A value with the place at which it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    pub value: T,
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.md", "一二\n三四五\n");
        let span = Span::new(&source, 10..13);
        assert_eq!(span.words(), "四");
        assert_eq!(span.start(), Position { line: 2, column: 2 });
        assert_eq!(source.line(2), "三四五");
    }

    #[test]
    fn offsets_inside_characters_and_past_the_end_are_moved() {
        let source = Source::new("a.md", "一");
        assert_eq!(Span::new(&source, 1..99).range(), 0..3);
        assert_eq!(source.position(99), Position { line: 1, column: 2 });
    }
}
