//! Events in, pieces out: the walker keeps what is open and hands each event to its room.
//!
//! Blocks are written by [`super::blocks`], what stands within them by [`super::inline`].

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::blocks::Table;
use super::builder::Builder;
use super::cjk::Guarded;
use super::events::{self, Located, element_length};
use super::footnotes::{self, Definition, Footnotes};
use super::headings::{self, Ids};
use super::raw_html::OpenElements;
use super::{Document, Heading, Label, Options, Piece, Place, Problem, RawHtml};

/// Reads a body; see [`super::parse`].
pub fn walk(source: &str, options: &Options) -> Document {
    let guarded = Guarded::new(source);
    let events = events::read(&guarded);
    let mut problems = footnotes::undefined(source, &events);
    let ids = Ids::new(&options.id_prefix, &events);
    let level_shift = headings::shift(&events);
    let (body, footnotes) = Footnotes::part(events);
    let mut walker = Walker {
        html: options.html,
        out: Builder::default(),
        open: OpenElements::default(),
        place: Place::default(),
        ids,
        level_shift,
        headings: Vec::new(),
        footnotes,
        table: None,
        problems: Vec::new(),
    };
    walker.run(&body);
    walker.open.leave(&mut walker.out);
    walker.write_footnotes();
    problems.extend(walker.finish_problems());
    problems.sort_by_key(|problem| (problem.source.start, problem.source.end, problem.kind));
    let (text, pieces) = walker.out.finish();
    Document { text, pieces, headings: walker.headings, problems }
}

/// What is open while a body is walked through.
pub struct Walker<'a> {
    pub html: RawHtml,
    pub out: Builder,
    pub open: OpenElements,
    pub place: Place,
    pub ids: Ids,
    pub level_shift: u8,
    pub headings: Vec<Heading>,
    pub footnotes: Footnotes<'a>,
    pub table: Option<Table>,
    pub problems: Vec<Problem>,
}

impl<'a> Walker<'a> {
    /// Writes some events, which are balanced.
    pub fn run(&mut self, events: &[Located<'a>]) {
        let mut rest = events;
        while !rest.is_empty() {
            let taken = self.step(rest).max(1);
            rest = rest.get(taken..).unwrap_or_default();
        }
    }

    /// Writes the first event, with its whole element where that is written as one; returns how
    /// many events that were.
    fn step(&mut self, events: &[Located<'a>]) -> usize {
        let Some((event, source)) = events.first() else {
            return 0;
        };
        match event {
            Event::Start(tag) => return self.step_into(tag, source, events),
            Event::End(tag) => self.end(*tag),
            _ => self.leaf(event, source),
        }
        1
    }

    fn step_into(&mut self, tag: &Tag<'a>, source: &Range<usize>, events: &[Located<'a>]) -> usize {
        match tag {
            Tag::CodeBlock(kind) => self.code_block(kind, whole(events)),
            Tag::HtmlBlock => self.html_block(whole(events)),
            Tag::Image { .. } => self.image(whole(events)),
            Tag::Paragraph if figure(events).is_some() => self.figure(whole(events)),
            Tag::Heading { .. } => {
                self.heading_start(tag, source, whole(events));
                return 1;
            }
            _ => {
                self.start(tag, source);
                return 1;
            }
        }
        element_length(events)
    }

    /// Markup that Markdown asks for; within an element whose words are hidden there is none.
    pub fn tag(&mut self, html: &str) {
        if !self.open.is_opaque() {
            self.out.markup(html);
        }
    }

    /// A piece that Markdown asks for, under the same condition.
    pub fn piece(&mut self, piece: Piece) {
        if !self.open.is_opaque() {
            self.out.piece(piece);
        }
    }

    /// Where words stand now.
    pub fn place_now(&self) -> Place {
        Place { link: self.place.link || self.open.forbids_links(), ..self.place }
    }

    fn write_footnotes(&mut self) {
        let mut footnote = self.next_footnote();
        if footnote.is_none() {
            return;
        }
        self.place.footnote = true;
        self.out.block_blank();
        self.tag("<section class=\"footnotes\" aria-label=\"");
        self.piece(Piece::Label(Label::Footnotes));
        self.tag("\">\n<ol>");
        while let Some((number, definition, used)) = footnote {
            self.write_footnote(number, &definition.events, used);
            // Only now is it known what this one refers to.
            footnote = self.next_footnote();
        }
        self.tag("</ol>\n</section>");
        self.out.block_blank();
    }

    fn next_footnote(&mut self) -> Option<(usize, Definition<'a>, Use)> {
        if let Some((number, definition)) = self.footnotes.take() {
            return Some((number, definition, Use::Referred));
        }
        let (number, definition) = self.footnotes.take_unused()?;
        Some((number, definition, Use::Unused))
    }

    fn finish_problems(&mut self) -> Vec<Problem> {
        let mut problems = std::mem::take(&mut self.problems);
        problems.append(&mut self.open.problems);
        problems.append(&mut self.footnotes.problems);
        problems
    }
}

/// Whether something refers to a footnote.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Referred,
    Unused,
}

/// The events of the element that begins here.
fn whole<'e, 'a>(events: &'e [Located<'a>]) -> &'e [Located<'a>] {
    events.get(..element_length(events)).unwrap_or(events)
}

/// The events of an image that is alone in the paragraph that begins here.
pub fn figure<'e, 'a>(events: &'e [Located<'a>]) -> Option<&'e [Located<'a>]> {
    let inner = events.get(1..)?;
    matches!(inner.first()?.0, Event::Start(Tag::Image { .. })).then_some(())?;
    let image = whole(inner);
    matches!(inner.get(image.len())?.0, Event::End(_)).then_some(image)
}
