//! Raw HTML and the order of open elements.
//!
//! In come the author's tags and the walker's own elements, out come tags that are well nested:
//! what an author left open is closed where its Markdown element ends, what never was opened is
//! dropped, each with a problem. Words between tags are words of the text; those of scripts,
//! drawings and fields are not. Nothing here knows Markdown.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::builder::Builder;
use super::elements::{self, Kind};
use super::html::escape;
use super::{Place, Problem, ProblemKind};

/// More raw elements within each other are not kept.
const MOST_OPEN: usize = 256;

/// What a Markdown element may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Blocks, as in a list item.
    Blocks,
    /// Words and inline elements only, as in a paragraph.
    Inline,
}

/// Whether an element's words are words of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// As those around it.
    AsBefore,
    /// From here on they are not.
    Hidden,
}

enum Frame {
    Markdown(Content),
    Raw { name: String, source: Range<usize> },
}

/// Where a chunk of raw HTML stands.
pub struct Chunk<'a> {
    pub html: &'a str,
    /// The place in the body of a byte of `html`.
    pub origin: &'a dyn Fn(usize) -> usize,
    pub place: Place,
}

/// The elements that are open.
#[derive(Default)]
pub struct OpenElements {
    frames: Vec<Frame>,
    /// How many raw elements of a name are open.
    counts: HashMap<String, usize>,
    /// The frame of the outermost element whose words are not in the text.
    opaque: Option<usize>,
    /// The ids of raw elements.
    ids: HashSet<String>,
    pub problems: Vec<Problem>,
}

impl OpenElements {
    /// Whether words here are no words of the text.
    pub fn is_opaque(&self) -> bool {
        self.opaque.is_some()
    }

    /// Whether a raw element is open in which no link may stand.
    pub fn forbids_links(&self) -> bool {
        self.is_open("a") || self.is_open("button")
    }

    /// A Markdown block is about to begin.
    pub fn before_block(&mut self, out: &mut Builder) {
        self.end_opaque(out);
        self.settle_table(out);
        while let Some((name, _)) = self.top() {
            match elements::kind(name) {
                Kind::Paragraph | Kind::Inline => self.close_top(out),
                _ => return,
            }
        }
    }

    /// Ends the elements whose words are not in the text.
    pub fn end_opaque(&mut self, out: &mut Builder) {
        while self.is_opaque() && self.top().is_some() {
            self.close_top(out);
        }
    }

    pub fn enter(&mut self, content: Content) {
        self.frames.push(Frame::Markdown(content));
    }

    /// The innermost Markdown element ends, or the body; raw elements within it end before.
    pub fn leave(&mut self, out: &mut Builder) {
        while self.top().is_some() {
            self.close_top(out);
        }
        self.frames.pop();
    }

    /// Words of Markdown or between tags.
    pub fn words(&mut self, chunk: &Chunk<'_>, out: &mut Builder) {
        if !self.is_opaque() {
            if !chunk.html.trim().is_empty() {
                self.settle_table(out);
            }
            let mut place = chunk.place;
            place.link |= self.forbids_links();
            out.words(chunk.html, (chunk.origin)(0), place);
        } else if self.takes_literally(chunk.html) {
            out.markup(chunk.html);
        } else {
            out.markup(&escape(chunk.html));
        }
    }

    /// Raw HTML: a block of it, or a single tag.
    pub fn feed(&mut self, chunk: &Chunk<'_>, out: &mut Builder) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(chunk.html, emitter).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let source = (chunk.origin)(tag.span.start)..(chunk.origin)(tag.span.end);
                    self.start_tag(&tag, source, chunk.place, out);
                }
                Token::EndTag(tag) => {
                    let source = (chunk.origin)(tag.span.start)..(chunk.origin)(tag.span.end);
                    self.end_tag(&String::from_utf8_lossy(&tag.name), source, out);
                }
                Token::String(words) => {
                    let begin = words.span.start;
                    let origin = |at| (chunk.origin)(begin + at);
                    let html = &String::from_utf8_lossy(&words.value);
                    let place = chunk.place;
                    self.words(&Chunk { html, origin: &origin, place }, out);
                }
                Token::Comment(comment) => out.markup(&written_comment(&comment.value)),
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }

    fn start_tag(&mut self, tag: &StartTag<usize>, source: Range<usize>, place: Place, out: &mut Builder) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        self.make_room(&name, out);
        if let Err(why) = self.admits(&name, place) {
            if self.is_block(&name) {
                // What it would have parted stays apart.
                out.block_blank();
            }
            return self.complain(&source, &format!("`<{name}>` {why}"));
        }
        if self.is_block(&name) {
            out.block_blank();
        }
        let shown = match !self.is_opaque() && elements::is_opaque(&name) {
            true => Shown::Hidden,
            false => Shown::AsBefore,
        };
        let html = self.written_tag(tag, shown, &source);
        out.markup(&html);
        if elements::kind(&name) == Kind::Void {
            if name == "br" && !self.is_opaque() {
                out.block_blank();
            }
            return;
        }
        if tag.self_closing {
            return out.markup(&format!("</{name}>"));
        }
        if shown == Shown::Hidden {
            self.opaque = Some(self.frames.len());
        }
        *self.counts.entry(name.clone()).or_default() += 1;
        self.frames.push(Frame::Raw { name, source });
    }

    fn end_tag(&mut self, name: &str, source: Range<usize>, out: &mut Builder) {
        let is_here = self.is_open(name)
            && self
                .frames
                .iter()
                .rev()
                .map_while(|frame| match frame {
                    Frame::Raw { name, .. } => Some(name),
                    Frame::Markdown(_) => None,
                })
                .any(|open| open == name);
        if !is_here {
            return self.complain(&source, &format!("`</{name}>` closes nothing here"));
        }
        while self.top().is_some_and(|(top, _)| top != name) {
            self.close_top(out);
        }
        self.pop(out);
    }

    /// A start tag as the page has it: quoted, without what would spoil the page.
    fn written_tag(&mut self, tag: &StartTag<usize>, shown: Shown, source: &Range<usize>) -> String {
        let mut html = format!("<{}", String::from_utf8_lossy(&tag.name));
        for (key, value) in &tag.attributes {
            let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
            let spoils = |c: char| c.is_whitespace() || c.is_control() || "\"'<>/=`{}".contains(c);
            let is_twice = key == "id" && !self.take_id(&value, source);
            if !is_twice && !key.contains(spoils) && key != "data-generated" {
                html.push_str(&format!(" {key}=\"{}\"", escape(&value)));
            }
        }
        if shown == Shown::Hidden {
            html.push_str(" data-generated");
        }
        html.push('>');
        html
    }

    /// Takes an id for a raw element, unless another has it.
    fn take_id(&mut self, id: &str, source: &Range<usize>) -> bool {
        let is_fresh = self.ids.insert(id.to_owned());
        if !is_fresh {
            self.problems.push(Problem {
                kind: ProblemKind::IdTwice,
                source: source.clone(),
                message: format!("the id `{id}` is taken"),
                help: "give each element an id of its own".to_owned(),
            });
        }
        is_fresh && !id.is_empty()
    }

    /// Ends what the start tag `name` ends without saying so.
    fn make_room(&mut self, name: &str, out: &mut Builder) {
        if self.is_opaque() {
            return;
        }
        while self.top().is_some_and(|(top, _)| elements::ends_at(top, name)) {
            self.pop(out);
        }
        if !elements::belongs_to_table(name) {
            self.settle_table(out);
        }
    }

    /// Whether an element may stand here; if not, why.
    fn admits(&self, name: &str, place: Place) -> Result<(), &'static str> {
        let names_drawing = name == "title" && self.is_open("svg");
        if elements::is_forbidden(name) && !names_drawing {
            return Err("has no place in an article");
        }
        if self.frames.len() > self.markdown_depth() + MOST_OPEN {
            return Err("is nested too deeply");
        }
        if let Some(outer) = self.opaque_name() {
            return match elements::may_stand_in_opaque(name, outer) {
                true => Ok(()),
                false => Err("cannot stand in the element around it"),
            };
        }
        if self.is_block(name) && self.innermost_content() == Some(Content::Inline) {
            return Err("is a block and cannot stand within a paragraph or heading");
        }
        let links = self.forbids_links() || place.link;
        if (name == "a" && links) || (elements::is_unnestable(name) && self.is_open(name)) {
            return Err("cannot stand within another link, button or form");
        }
        let parent = self.top().map_or("", |(top, _)| top);
        match elements::parents(name) {
            Some(parents) if !parents.contains(&parent) => Err("stands outside its table"),
            _ => Ok(()),
        }
    }

    /// Words and blocks cannot stand between the cells of a table: the table ends before them.
    fn settle_table(&mut self, out: &mut Builder) {
        let between_cells = |top: &str| elements::kind(top) == Kind::TablePart;
        while !self.is_opaque() && self.top().is_some_and(|(top, _)| between_cells(top)) {
            if let Some((top, source)) = self.top() {
                let (message, source) = (format!("`<{top}>` is not closed before what follows"), source.clone());
                self.complain(&source, &message);
            }
            self.pop(out);
        }
    }

    /// Closes the innermost raw element and complains, unless its end tag may be left out.
    fn close_top(&mut self, out: &mut Builder) {
        if let Some((name, source)) = self.top()
            && !elements::may_stay_open(name)
        {
            let (message, source) = (format!("`<{name}>` is not closed"), source.clone());
            self.complain(&source, &message);
        }
        self.pop(out);
    }

    fn pop(&mut self, out: &mut Builder) {
        let Some(Frame::Raw { name, .. }) = self.frames.pop_if(|frame| matches!(frame, Frame::Raw { .. })) else {
            return;
        };
        out.markup(&format!("</{name}>"));
        if let Some(count) = self.counts.get_mut(&name) {
            *count = count.saturating_sub(1);
        }
        if self.opaque == Some(self.frames.len()) {
            self.opaque = None;
        }
        if self.is_block(&name) {
            out.block_blank();
        }
    }

    fn top(&self) -> Option<(&str, &Range<usize>)> {
        match self.frames.last()? {
            Frame::Raw { name, source } => Some((name, source)),
            Frame::Markdown(_) => None,
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|&count| count > 0)
    }

    fn is_block(&self, name: &str) -> bool {
        !self.is_opaque() && elements::is_block(name)
    }

    /// Whether words are written as they are, because browsers take them so here.
    fn takes_literally(&self, words: &str) -> bool {
        let Some((top, _)) = self.top().filter(|(top, _)| elements::is_literal(top)) else {
            return false;
        };
        // After `<!--` a script may outlast its end tag (HTML §13.2.5.20 and following).
        let ends_elsewhere = words.contains("<!--") || words.to_ascii_lowercase().contains(&format!("</{top}"));
        !ends_elsewhere && !self.is_open("svg") && !self.is_open("math")
    }

    fn opaque_name(&self) -> Option<&str> {
        match self.frames.get(self.opaque?)? {
            Frame::Raw { name, .. } => Some(name),
            Frame::Markdown(_) => None,
        }
    }

    fn innermost_content(&self) -> Option<Content> {
        self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Markdown(content) => Some(*content),
            Frame::Raw { .. } => None,
        })
    }

    fn markdown_depth(&self) -> usize {
        let raw: usize = self.counts.values().sum();
        self.frames.len().saturating_sub(raw)
    }

    fn complain(&mut self, source: &Range<usize>, message: &str) {
        self.problems.push(Problem {
            kind: ProblemKind::RawHtml,
            source: source.clone(),
            message: message.to_owned(),
            help: "open and close HTML elements within the same paragraph or block; write `\\<` for a plain `<`"
                .to_owned(),
        });
    }
}

/// A comment that ends where it should.
fn written_comment(value: &[u8]) -> String {
    let value = String::from_utf8_lossy(value).replace('\0', "\u{FFFD}");
    let harmless = value.replace("--", "- -").replace("<!", "< !");
    let harmless = harmless.trim_end_matches('-').trim_start_matches(['>', '-']);
    format!("<!--{harmless}-->")
}
