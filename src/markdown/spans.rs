//! Marks of a text, and which of them cover a place.
//!
//! In come ranges that overlap, nest and cross as they like; out comes, place by place in the
//! order of the text, what covers it. Nothing here knows HTML.

use std::cmp::Reverse;
use std::ops::Range;

use super::{Document, Piece};

/// A range of the text (bytes) that is marked in the page. Ranges may overlap, nest and cross.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanMark {
    pub range: Range<usize>,
    pub kind: MarkKind,
}

/// What a marked range is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `classes` as in the `class` attribute, such as `annotation-event annotation-claim`. Marks with
    /// one id are one annotation.
    Annotation {
        id: String,
        classes: String,
        /// The number of its note below the text, whose `id` is `n.` and its own.
        note: Option<usize>,
    },
    /// Of mentions that overlap the one that begins first is shown, of those the longest.
    Mention {
        entity: String,
        /// Not written within links and headings, where the mention is marked only.
        href: Option<String>,
        /// The `id` of its first element.
        id: Option<String>,
    },
}

/// An annotation as its mark has it.
#[derive(Clone, Copy)]
pub struct AnnotationOf<'m> {
    pub id: &'m str,
    pub classes: &'m str,
    pub note: Option<usize>,
}

/// A mention as its mark has it.
#[derive(Clone, Copy)]
pub struct MentionOf<'m> {
    pub entity: &'m str,
    pub href: Option<&'m str>,
    pub id: Option<&'m str>,
}

/// A mark whose range keeps to characters and unsplittable pieces.
struct Settled<'m> {
    range: Range<usize>,
    kind: &'m MarkKind,
}

/// Goes through the text once and knows what covers the place where it is.
pub struct Sweep<'m> {
    /// By begin, the longer one first.
    marks: Vec<Settled<'m>>,
    borders: Vec<usize>,
    next_mark: usize,
    next_border: usize,
    covering: Vec<usize>,
    mention: Option<usize>,
    version: usize,
}

impl<'m> Sweep<'m> {
    pub fn new(document: &Document, marks: &'m [SpanMark]) -> Self {
        let atoms: Vec<&Range<usize>> = document.pieces.iter().filter_map(atom).collect();
        let settle =
            |mark: &'m SpanMark| Settled { range: settle(&document.text, &atoms, &mark.range), kind: &mark.kind };
        let mut marks: Vec<Settled<'m>> = marks.iter().map(settle).collect();
        marks.retain(|mark| !mark.range.is_empty());
        marks.sort_by(|one, other| order(one).cmp(&order(other)));
        let mut borders: Vec<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
        borders.sort_unstable();
        borders.dedup();
        Self { marks, borders, next_mark: 0, next_border: 0, covering: Vec::new(), mention: None, version: 0 }
    }

    /// Goes on to a place (bytes), never backwards.
    pub fn advance(&mut self, at: usize) {
        while self.borders.get(self.next_border).is_some_and(|&border| border <= at) {
            self.next_border += 1;
        }
        let ended = |marks: &[Settled<'_>], index: usize| marks.get(index).is_none_or(|mark| mark.range.end <= at);
        let before = self.covering.len();
        self.covering.retain(|&index| !ended(&self.marks, index));
        let mut changed = before != self.covering.len();
        if self.mention.is_some_and(|index| ended(&self.marks, index)) {
            self.mention = None;
        }
        while let Some(mark) = self.marks.get(self.next_mark).filter(|mark| mark.range.start <= at) {
            let begins = mark.range.end > at;
            match mark.kind {
                MarkKind::Annotation { .. } if begins => {
                    self.covering.push(self.next_mark);
                    changed = true;
                }
                MarkKind::Mention { .. } if begins && self.mention.is_none() => {
                    self.mention = Some(self.next_mark);
                }
                _ => {}
            }
            self.next_mark += 1;
        }
        self.version += usize::from(changed);
    }

    /// The next border after the place, but no later than `end`.
    pub fn border_before(&self, end: usize) -> usize {
        self.borders.get(self.next_border).map_or(end, |&border| border.min(end))
    }

    /// Changes when other annotations cover the place.
    pub fn version(&self) -> usize {
        self.version
    }

    /// The annotations that cover the place, by begin; each id once.
    pub fn annotations(&self) -> Vec<AnnotationOf<'m>> {
        let mut annotations: Vec<AnnotationOf<'_>> = Vec::new();
        for mark in self.covering.iter().filter_map(|&index| self.marks.get(index)) {
            if let MarkKind::Annotation { id, classes, note } = mark.kind
                && !annotations.iter().any(|known| known.id == id)
            {
                annotations.push(AnnotationOf { id, classes, note: *note });
            }
        }
        annotations
    }

    /// The mention at the place, by a number of its own.
    pub fn mention(&self) -> Option<usize> {
        self.mention
    }

    /// What a mention's elements say.
    pub fn mention_of(&self, index: usize) -> Option<MentionOf<'m>> {
        match self.marks.get(index)?.kind {
            MarkKind::Mention { entity, href, id } => {
                Some(MentionOf { entity, href: href.as_deref(), id: id.as_deref() })
            }
            MarkKind::Annotation { .. } => None,
        }
    }
}

fn atom(piece: &Piece) -> Option<&Range<usize>> {
    match piece {
        Piece::Atom { range, .. } => Some(range),
        _ => None,
    }
}

fn order<'a>(mark: &'a Settled<'_>) -> (usize, Reverse<usize>, &'a str) {
    let name = match mark.kind {
        MarkKind::Annotation { id, .. } => id,
        MarkKind::Mention { entity, .. } => entity,
    };
    (mark.range.start, Reverse(mark.range.end), name)
}

/// A range that lies in the text, splits no character, and takes in an atom that it touches.
fn settle(text: &str, atoms: &[&Range<usize>], range: &Range<usize>) -> Range<usize> {
    let start = character_begin(text, range.start);
    let end = character_begin(text, range.end);
    if start >= end {
        return start..start;
    }
    let holding = |at: usize| {
        let index = atoms.partition_point(|atom| atom.end <= at);
        atoms.get(index).filter(|atom| atom.start <= at)
    };
    let start = holding(start).map_or(start, |atom| atom.start);
    let end = holding(end - 1).map_or(end, |atom| atom.end);
    start..end
}

/// The beginning of the character that holds a byte, or the text's end.
fn character_begin(text: &str, at: usize) -> usize {
    let mut begin = at.min(text.len());
    while !text.is_char_boundary(begin) {
        begin -= 1;
    }
    begin
}
