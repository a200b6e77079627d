//! Blocks: paragraphs, lists, tables, code, raw HTML, headings, footnotes.
//!
//! Each method takes an event or the events of one element and writes pieces.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::events::{Located, plain_words};
use super::html::escape;
use super::raw_html::{Chunk, Content};
use super::walk::{Use, Walker, figure};
use super::{Heading, Label, Piece, Problem, ProblemKind, RawHtml, code};

/// The table that is open.
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    part: TablePart,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TablePart {
    Head,
    /// The head is written, no row is.
    Between,
    Body,
}

impl<'a> Walker<'a> {
    /// An element of which the start and the end are written apart.
    pub fn start(&mut self, tag: &Tag<'a>, source: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.block_start("<p>", Content::Inline),
            Tag::BlockQuote(kind) => self.quote_start(*kind),
            Tag::List(first) => self.block_start(&list_tag(*first), Content::Blocks),
            Tag::Item => self.block_start("<li>", Content::Blocks),
            Tag::DefinitionList => self.block_start("<dl>", Content::Blocks),
            Tag::DefinitionListTitle => self.block_start("<dt>", Content::Inline),
            Tag::DefinitionListDefinition => self.block_start("<dd>", Content::Blocks),
            Tag::Table(alignments) => {
                self.table = Some(Table { alignments: alignments.clone(), column: 0, part: TablePart::Head });
                self.block_start("<table>", Content::Blocks);
            }
            Tag::TableHead => self.block_start("<thead>\n<tr>", Content::Blocks),
            Tag::TableRow => self.row_start(),
            Tag::TableCell => self.cell_start(),
            _ => self.inline_start(tag, source),
        }
    }

    /// The end that belongs to [`Self::start`].
    pub fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.block_end("</p>"),
            TagEnd::Heading(_) => self.heading_end(),
            TagEnd::BlockQuote(None) => self.block_end("</blockquote>"),
            TagEnd::BlockQuote(Some(_)) => self.block_end("</div>"),
            TagEnd::List(true) => self.block_end("</ol>"),
            TagEnd::List(false) => self.block_end("</ul>"),
            TagEnd::Item => self.block_end("</li>"),
            TagEnd::DefinitionList => self.block_end("</dl>"),
            TagEnd::DefinitionListTitle => self.block_end("</dt>"),
            TagEnd::DefinitionListDefinition => self.block_end("</dd>"),
            TagEnd::Table => self.table_end(),
            TagEnd::TableHead => {
                self.set_part(TablePart::Between);
                self.block_end("</tr>\n</thead>");
            }
            TagEnd::TableRow => self.block_end("</tr>"),
            TagEnd::TableCell => self.cell_end(),
            _ => self.inline_end(tag),
        }
    }

    /// A code block, highlighted.
    pub fn code_block(&mut self, kind: &CodeBlockKind<'a>, events: &[Located<'a>]) {
        let (code, origins) = joined(events);
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let class = match language {
            "" => String::new(),
            _ => format!(" class=\"language-{}\"", escape(language)),
        };
        self.block_start(&format!("<pre tabindex=\"0\"><code{class}>"), Content::Inline);
        self.place.code = true;
        for part in code::highlight(&code, language) {
            let words = code.get(part.range.clone()).unwrap_or_default();
            if !part.class.is_empty() {
                self.tag(&format!("<span class=\"{}\">", part.class));
            }
            self.code_words(words, part.range.start, &origins);
            if !part.class.is_empty() {
                self.tag("</span>");
            }
        }
        self.place.code = false;
        self.block_end("</code></pre>");
    }

    /// Code goes line by line, so that each line knows where it stands in the body.
    fn code_words(&mut self, words: &str, at: usize, origins: &Origins) {
        let mut begin = at;
        for line in words.split_inclusive('\n') {
            self.out.words(line, origins.of(begin), self.place);
            begin += line.len();
        }
    }

    /// A block of raw HTML.
    pub fn html_block(&mut self, events: &[Located<'a>]) {
        let (html, origins) = joined(events);
        let origin = |at| origins.of(at);
        let chunk = Chunk { html: &html, origin: &origin, place: self.place };
        match self.html {
            RawHtml::Pass => {
                self.open.feed(&chunk, &mut self.out);
                self.open.end_opaque(&mut self.out);
                self.out.block_blank();
            }
            RawHtml::Escape => {
                self.block_start("<p>", Content::Inline);
                self.open.words(&chunk, &mut self.out);
                self.block_end("</p>");
            }
        }
    }

    /// An image that is a paragraph of its own; its title is the caption.
    pub fn figure(&mut self, events: &[Located<'a>]) {
        let Some(image) = figure(events) else {
            return;
        };
        self.block_start("<figure>", Content::Blocks);
        let title = self.image_without_title(image);
        if !title.is_empty() {
            self.tag(&format!("<figcaption data-generated>{}</figcaption>", escape(&title)));
        }
        self.block_end("</figure>");
    }

    /// A heading begins; `events` are the whole of it.
    pub fn heading_start(&mut self, tag: &Tag<'a>, source: &Range<usize>, events: &[Located<'a>]) {
        let Tag::Heading { level, id, classes, .. } = tag else {
            return;
        };
        self.open.before_block(&mut self.out);
        self.out.block_blank();
        let words = plain_words(events);
        let id = self.heading_id(id.as_deref(), &words, source);
        let level = self.heading_level(*level);
        let classes = match classes.is_empty() {
            true => String::new(),
            false => format!(" class=\"{}\"", escape(&classes.join(" "))),
        };
        self.piece(Piece::HeadingStart(self.headings.len()));
        self.tag(&format!("<h{level} id=\"{}\"{classes}>", escape(&id)));
        self.open.enter(Content::Inline);
        self.place.heading = true;
        let begin = self.out.text.len();
        let source = source.clone();
        self.headings.push(Heading { level, id, words, range: begin..begin, source });
    }

    fn heading_end(&mut self) {
        self.open.leave(&mut self.out);
        self.place.heading = false;
        let mut level = 6;
        if let Some(heading) = self.headings.last_mut() {
            level = heading.level;
            let end = self.out.text.trim_end().len();
            let begin = heading.range.start.min(end);
            heading.range = begin..end;
            heading.words = self.out.text.get(begin..end).unwrap_or_default().to_owned();
        }
        self.tag(&format!("</h{level}>"));
        self.piece(Piece::HeadingEnd);
        self.out.block_blank();
    }

    /// The page's title is the only heading of level 1, and no level is left out on the way down.
    fn heading_level(&self, level: HeadingLevel) -> u8 {
        let above = self.headings.last().map_or(1, |heading| heading.level);
        (level_number(level) + self.level_shift).min(above + 1).min(6)
    }

    fn heading_id(&mut self, wish: Option<&str>, words: &str, source: &Range<usize>) -> String {
        let Some(wish) = wish.filter(|wish| !wish.is_empty()) else {
            return self.ids.make(words);
        };
        if let Some(id) = self.ids.claim(wish) {
            return id;
        }
        self.problems.push(Problem {
            kind: ProblemKind::IdTwice,
            source: source.clone(),
            message: format!("the id `{wish}` is taken"),
            help: "give each heading an id of its own; `fn-` and `fnref-` begin the ids of footnotes".to_owned(),
        });
        self.ids.make(words)
    }

    /// One footnote, with the way back at the end of its last paragraph.
    pub fn write_footnote(&mut self, number: usize, events: &[Located<'a>], used: Use) {
        let id = self.ids.prefixed(&format!("fn-{number}"));
        self.block_start(&format!("<li id=\"{}\">", escape(&id)), Content::Blocks);
        let (last, before) = match events.split_last() {
            Some((last, before)) if matches!(last.0, Event::End(TagEnd::Paragraph)) => (Some(last), before),
            _ => (None, events),
        };
        self.run(before);
        if used == Use::Referred {
            self.back_link(number);
        }
        if let Some(last) = last {
            self.run(std::slice::from_ref(last));
        }
        self.block_end("</li>");
    }

    fn back_link(&mut self, number: usize) {
        self.open.end_opaque(&mut self.out);
        let target = self.ids.prefixed(&format!("fnref-{number}"));
        let target = escape(&target);
        self.tag(&format!("<a class=\"footnote-back\" href=\"#{target}\" data-generated aria-label=\""));
        self.piece(Piece::Label(Label::BackToText));
        self.tag("\">↩\u{FE0E}</a>");
    }

    fn block_start(&mut self, tag: &str, content: Content) {
        self.open.before_block(&mut self.out);
        self.out.block_blank();
        self.tag(tag);
        self.open.enter(content);
    }

    fn block_end(&mut self, tag: &str) {
        self.open.leave(&mut self.out);
        self.tag(tag);
        self.out.block_blank();
    }

    fn quote_start(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            return self.block_start("<blockquote>", Content::Blocks);
        };
        let (class, label) = match kind {
            BlockQuoteKind::Note => ("note", Label::Note),
            BlockQuoteKind::Tip => ("tip", Label::Tip),
            BlockQuoteKind::Important => ("important", Label::Important),
            BlockQuoteKind::Warning => ("warning", Label::Warning),
            BlockQuoteKind::Caution => ("caution", Label::Caution),
        };
        self.block_start(&format!("<div class=\"alert alert-{class}\" role=\"note\">"), Content::Blocks);
        self.tag("<p class=\"alert-title\" data-generated>");
        self.piece(Piece::Label(label));
        self.tag("</p>");
    }

    fn row_start(&mut self) {
        let opens_body = self.table.as_ref().is_some_and(|table| table.part == TablePart::Between);
        if opens_body {
            self.tag("<tbody>");
            self.set_part(TablePart::Body);
        }
        if let Some(table) = &mut self.table {
            table.column = 0;
        }
        self.block_start("<tr>", Content::Blocks);
    }

    fn cell_start(&mut self) {
        let Some(table) = &mut self.table else {
            return;
        };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        table.column += 1;
        let tag = match table.part {
            TablePart::Head => format!("<th scope=\"col\"{class}>"),
            TablePart::Between | TablePart::Body => format!("<td{class}>"),
        };
        self.block_start(&tag, Content::Inline);
    }

    fn cell_end(&mut self) {
        let is_head = self.table.as_ref().is_some_and(|table| table.part == TablePart::Head);
        self.block_end(if is_head { "</th>" } else { "</td>" });
    }

    fn table_end(&mut self) {
        let has_body = self.table.take().is_some_and(|table| table.part == TablePart::Body);
        self.block_end(if has_body { "</tbody></table>" } else { "</table>" });
    }

    fn set_part(&mut self, part: TablePart) {
        if let Some(table) = &mut self.table {
            table.part = part;
        }
    }
}

fn list_tag(first: Option<u64>) -> String {
    match first {
        None => "<ul>".to_owned(),
        Some(1) => "<ol>".to_owned(),
        Some(first) => format!("<ol start=\"{first}\">"),
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Where the bytes of joined events come from.
struct Origins(Vec<(usize, usize)>);

impl Origins {
    fn of(&self, at: usize) -> usize {
        let index = self.0.partition_point(|(begin, _)| *begin <= at);
        match index.checked_sub(1).and_then(|index| self.0.get(index)) {
            Some((begin, origin)) => origin + (at - begin),
            None => at,
        }
    }
}

/// The words of a block's events as one string.
fn joined(events: &[Located<'_>]) -> (String, Origins) {
    let (mut whole, mut origins) = (String::new(), Vec::new());
    for (event, source) in events {
        if let Event::Text(part) | Event::Html(part) = event {
            origins.push((whole.len(), source.start));
            whole.push_str(part);
        }
    }
    (whole, Origins(origins))
}
