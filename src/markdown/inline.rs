//! What stands within a block: words, emphasis, links, images, code, math, raw tags, references
//! to footnotes.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use pulldown_latex::config::DisplayMode;

use super::events::{Located, plain_words};
use super::html::escape;
use super::raw_html::{Chunk, Content};
use super::walk::Walker;
use super::{BlankKind, Image, Label, Piece, Problem, ProblemKind, RawHtml, math};

impl<'a> Walker<'a> {
    /// An event that is no start and no end.
    pub fn leaf(&mut self, event: &Event<'a>, source: &Range<usize>) {
        match event {
            Event::Text(words) => self.words(words, source.start),
            Event::Code(code) => self.code(code, source),
            Event::InlineMath(tex) => self.math(tex, DisplayMode::Inline, source),
            Event::DisplayMath(tex) => self.math(tex, DisplayMode::Block, source),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_tag(html, source),
            Event::FootnoteReference(label) => self.footnote_reference(label, source),
            Event::SoftBreak | Event::HardBreak if self.open.is_opaque() => self.out.markup("\n"),
            Event::SoftBreak => self.out.soft_break(),
            Event::HardBreak => {
                self.tag("<br>");
                self.out.block_blank();
            }
            Event::Rule => {
                self.open.before_block(&mut self.out);
                self.out.block_blank();
                self.tag("<hr>");
                self.out.block_blank();
            }
            Event::TaskListMarker(true) => self.task(Label::Done, " checked"),
            Event::TaskListMarker(false) => self.task(Label::ToDo, ""),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    /// An inline element begins.
    pub fn inline_start(&mut self, tag: &Tag<'a>, source: &Range<usize>) {
        match tag {
            Tag::Emphasis => self.tag("<em>"),
            Tag::Strong => self.tag("<strong>"),
            Tag::Strikethrough => self.tag("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.link_start(*link_type, dest_url, title, source);
            }
            _ => {}
        }
        self.open.enter(Content::Inline);
    }

    /// The end that belongs to [`Self::inline_start`].
    pub fn inline_end(&mut self, tag: TagEnd) {
        self.open.leave(&mut self.out);
        match tag {
            TagEnd::Emphasis => self.tag("</em>"),
            TagEnd::Strong => self.tag("</strong>"),
            TagEnd::Strikethrough => self.tag("</del>"),
            TagEnd::Link => self.link_end(),
            _ => {}
        }
    }

    /// An image among words.
    pub fn image(&mut self, events: &[Located<'a>]) {
        if let Some(image) = image_of(events) {
            self.piece(Piece::Image(image));
        }
    }

    /// An image without its title, which is returned.
    pub fn image_without_title(&mut self, events: &[Located<'a>]) -> String {
        let Some(mut image) = image_of(events) else {
            return String::new();
        };
        let title = std::mem::take(&mut image.title);
        self.piece(Piece::Image(image));
        title
    }

    fn words(&mut self, words: &str, source: usize) {
        let origin = |at| source + at;
        let chunk = Chunk { html: words, origin: &origin, place: self.place };
        self.open.words(&chunk, &mut self.out);
    }

    fn code(&mut self, code: &str, source: &Range<usize>) {
        let ticks = source.len().saturating_sub(code.len()) / 2;
        self.tag("<code>");
        let place = self.place;
        self.place.code = true;
        self.words(code, source.start + ticks);
        self.place = place;
        self.tag("</code>");
    }

    fn math(&mut self, tex: &str, mode: DisplayMode, source: &Range<usize>) {
        let dollars = match mode {
            DisplayMode::Inline => 1,
            DisplayMode::Block => 2,
        };
        if self.open.is_opaque() {
            return self.out.markup(&escape(tex));
        }
        match math::mathml(tex, mode) {
            Ok(html) => self.out.atom(html, tex, source.start + dollars),
            Err(why) => {
                self.code(tex, source);
                self.problems.push(Problem {
                    kind: ProblemKind::Math,
                    source: source.clone(),
                    message: format!("this TeX cannot be typeset: {why}"),
                    help: "mend the formula, or write `\\$` for a dollar sign".to_owned(),
                });
            }
        }
    }

    fn raw_tag(&mut self, html: &str, source: &Range<usize>) {
        let origin = |at| source.start + at;
        let chunk = Chunk { html, origin: &origin, place: self.place };
        match self.html {
            RawHtml::Pass => self.open.feed(&chunk, &mut self.out),
            RawHtml::Escape => self.open.words(&chunk, &mut self.out),
        }
    }

    fn footnote_reference(&mut self, label: &str, source: &Range<usize>) {
        if self.open.is_opaque() {
            return;
        }
        let Some(reference) = self.footnotes.refer(label) else {
            return self.words(&format!("[^{label}]"), source.start);
        };
        let number = reference.number;
        let id = match reference.nth {
            1 => format!("fnref-{number}"),
            nth => format!("fnref-{number}-{nth}"),
        };
        let id = escape(&self.ids.prefixed(&id)).into_owned();
        let target = escape(&self.ids.prefixed(&format!("fn-{number}"))).into_owned();
        let inner = match self.place_now().link {
            true => number.to_string(),
            false => format!("<a href=\"#{target}\" role=\"doc-noteref\">{number}</a>"),
        };
        self.tag(&format!("<sup class=\"footnote-ref\" id=\"{id}\" data-generated>{inner}</sup>"));
    }

    /// A task's box; `state` is an attribute or nothing.
    fn task(&mut self, label: Label, state: &str) {
        self.tag(&format!("<input type=\"checkbox\" disabled{state} data-generated aria-label=\""));
        self.piece(Piece::Label(label));
        self.tag("\">");
        self.out.blank(" ", BlankKind::Inline);
    }

    fn link_start(&mut self, kind: LinkType, dest: &str, title: &str, source: &Range<usize>) {
        let is_wiki = matches!(kind, LinkType::WikiLink { .. });
        if self.open.forbids_links() {
            self.problems.push(Problem {
                kind: ProblemKind::RawHtml,
                source: source.clone(),
                message: "a link cannot stand within a raw `<a>` or `<button>`".to_owned(),
                help: "close the element before the link".to_owned(),
            });
        } else if is_wiki {
            self.piece(Piece::WikiStart { target: dest.trim().to_owned(), source: source.clone() });
            self.place.wiki = true;
            self.place.link = true;
        } else {
            let dest = match kind {
                LinkType::Email => format!("mailto:{dest}"),
                _ => dest.to_owned(),
            };
            let (title, source) = (title.to_owned(), source.clone());
            self.piece(Piece::LinkStart { dest, title, source });
            self.place.link = true;
        }
    }

    /// Links do not stand within each other, so what is open ends.
    fn link_end(&mut self) {
        if self.place.wiki {
            self.piece(Piece::WikiEnd);
        } else if self.place.link {
            self.piece(Piece::LinkEnd);
        }
        self.place.wiki = false;
        self.place.link = false;
    }
}

fn image_of(events: &[Located<'_>]) -> Option<Image> {
    let (Event::Start(Tag::Image { dest_url, title, .. }), source) = events.first()? else {
        return None;
    };
    Some(Image {
        dest: dest_url.to_string(),
        alt: plain_words(events),
        title: title.to_string(),
        source: source.clone(),
    })
}
