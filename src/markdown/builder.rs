//! Pieces are put together here, and *the text* grows with them.
//!
//! Words, blanks and markup come in the order of the page; what goes out keeps one invariant:
//! the text is what the pieces show, each run of blanks one space, trimmed. It knows nothing of
//! Markdown or HTML beyond that some strings are markup.

use std::borrow::Cow;

use super::cjk::swallows_break;
use super::{BlankKind, Piece, Place};
use crate::text::{fold_blanks, is_blank};

#[derive(Default)]
pub struct Builder {
    pub text: String,
    pieces: Vec<Piece>,
    /// A line break of which only the next word can tell whether it is a blank: its piece.
    undecided: Option<usize>,
}

impl Builder {
    /// Adds HTML that carries nothing of the text.
    pub fn markup(&mut self, html: &str) {
        if let Some(Piece::Markup(last)) = self.pieces.last_mut() {
            last.push_str(html);
        } else if !html.is_empty() {
            self.pieces.push(Piece::Markup(html.to_owned()));
        }
    }

    /// Adds a piece that carries nothing of the text.
    pub fn piece(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    /// Adds words with the blanks among them; they begin at `source` in the body.
    pub fn words(&mut self, string: &str, source: usize, place: Place) {
        let (mut rest, mut at) = (string, source);
        while let Some(first) = rest.chars().next() {
            let blank = is_blank(first);
            let length = rest.find(|c| is_blank(c) != blank).unwrap_or(rest.len());
            let (run, tail) = rest.split_at(length);
            match blank {
                true => self.blank_in_words(run, at, place),
                false => self.run(run, at, place),
            }
            rest = tail;
            at += length;
        }
    }

    /// Parts blocks, once.
    pub fn block_blank(&mut self) {
        let is_parted = |piece: &Piece| matches!(piece, Piece::Blank { kind: BlankKind::Block, .. });
        if self.pieces.last().is_some_and(|last| !is_parted(last)) {
            self.blank("\n", BlankKind::Block);
        }
    }

    /// Adds blanks that are written as `raw`.
    pub fn blank(&mut self, raw: &str, kind: BlankKind) {
        self.decide(None);
        let begin = self.text.len();
        self.space();
        self.pieces.push(Piece::Blank { raw: writable_blanks(raw), range: begin..self.text.len(), kind });
    }

    /// Adds a line break within a paragraph.
    pub fn soft_break(&mut self) {
        self.decide(None);
        let begin = self.text.len();
        self.undecided = Some(self.pieces.len());
        self.pieces.push(Piece::Blank { raw: "\n".to_owned(), range: begin..begin, kind: BlankKind::Inline });
    }

    /// Adds something unsplittable that counts as `counts_as` in the text.
    pub fn atom(&mut self, html: String, counts_as: &str, source: usize) {
        let folded = fold_blanks(counts_as);
        // Blanks at the edges stay outside, where they fold with their neighbours.
        if counts_as.starts_with(is_blank) {
            self.blank(" ", BlankKind::Inline);
        }
        self.decide(folded.chars().next());
        let begin = self.text.len();
        self.text.push_str(&folded);
        self.pieces.push(Piece::Atom { html, range: begin..self.text.len(), source });
        if counts_as.ends_with(is_blank) {
            self.blank(" ", BlankKind::Inline);
        }
    }

    /// Trims the text and hands everything out.
    pub fn finish(mut self) -> (String, Vec<Piece>) {
        self.decide(None);
        if self.text.ends_with(' ') {
            self.text.pop();
            self.trim_last();
        }
        (self.text, self.pieces)
    }

    /// The text lost its last blank: so do the pieces there, but the page keeps it.
    fn trim_last(&mut self) {
        let end = self.text.len();
        for index in (0..self.pieces.len()).rev() {
            match self.pieces.get_mut(index) {
                Some(Piece::Blank { range, .. }) if range.end > end => *range = end..end,
                Some(Piece::Words { range, .. }) if range.end > end => {
                    range.end = end;
                    let blank = Piece::Blank { raw: " ".to_owned(), range: end..end, kind: BlankKind::Inline };
                    return self.pieces.insert(index + 1, blank);
                }
                Some(Piece::Words { .. } | Piece::Blank { .. } | Piece::Atom { .. }) => return,
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &str, source: usize, place: Place) {
        if let Some(first) = run.chars().next() {
            self.decide(Some(first));
        }
        let begin = self.text.len();
        self.text.push_str(&shown(run));
        let end = self.text.len();
        if let Some(Piece::Words { range, source: from, place: at }) = self.pieces.last_mut()
            && range.end == begin
            && *at == place
            && *from + range.len() == source
        {
            range.end = end;
            return;
        }
        self.pieces.push(Piece::Words { range: begin..end, source, place });
    }

    /// A single space within prose belongs to the words; other blanks are written as they are.
    fn blank_in_words(&mut self, raw: &str, source: usize, place: Place) {
        let begin = self.text.len();
        if raw == " "
            && let Some(Piece::Words { range, source: from, place: at }) = self.pieces.last_mut()
            && !self.text.ends_with(' ')
            && range.end == begin
            && *at == place
            && *from + range.len() == source
        {
            range.end += 1;
            self.text.push(' ');
            return;
        }
        self.blank(raw, BlankKind::Inline);
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Settles the undecided line break, if there is one, by the character that follows it.
    fn decide(&mut self, next: Option<char>) {
        let Some(index) = self.undecided.take() else {
            return;
        };
        let swallowed = next.is_some_and(|next| swallows_break(&self.text, next));
        if !swallowed {
            self.space();
        }
        let end = self.text.len();
        if let Some(Piece::Blank { raw, range, .. }) = self.pieces.get_mut(index) {
            range.end = end;
            if swallowed {
                raw.clear();
            }
        }
    }
}

/// The characters as a page may hold them: HTML forbids controls.
fn shown(run: &str) -> Cow<'_, str> {
    if run.contains(char::is_control) {
        Cow::Owned(run.replace(char::is_control, "\u{FFFD}"))
    } else {
        Cow::Borrowed(run)
    }
}

/// Blanks as a page may hold them.
fn writable_blanks(raw: &str) -> String {
    let unix = raw.replace("\r\n", "\n");
    unix.chars()
        .map(|blank| match blank {
            '\t' | '\n' => blank,
            '\r' => '\n',
            _ if blank.is_control() => ' ',
            _ => blank,
        })
        .collect()
}
