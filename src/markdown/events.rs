//! The parser's events, with the guards of [`super::cjk`] taken out of strings and offsets.
//!
//! In comes a guarded body, out come events whose ranges are bytes of the body as it was written.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::cjk::Guarded;
use crate::text::fold_blanks;

/// An event and the bytes of the body that it comes from.
pub type Located<'a> = (Event<'a>, Range<usize>);

/// Parses a body: CommonMark with what FORMAT.md adds to it.
pub fn read<'a>(guarded: &'a Guarded<'_>) -> Vec<Located<'a>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    Parser::new_ext(&guarded.text, options)
        .into_offset_iter()
        .map(|(event, range)| (strip(guarded, event), guarded.origin_range(&range)))
        .collect()
}

fn strip<'a>(guarded: &Guarded<'_>, event: Event<'a>) -> Event<'a> {
    match event {
        Event::Start(tag) => Event::Start(strip_tag(guarded, tag)),
        Event::Text(words) => Event::Text(guarded.strip(words)),
        Event::Code(code) => Event::Code(guarded.strip(code)),
        Event::InlineMath(tex) => Event::InlineMath(guarded.strip(tex)),
        Event::DisplayMath(tex) => Event::DisplayMath(guarded.strip(tex)),
        Event::Html(html) => Event::Html(guarded.strip(html)),
        Event::InlineHtml(html) => Event::InlineHtml(guarded.strip(html)),
        Event::FootnoteReference(label) => Event::FootnoteReference(guarded.strip(label)),
        Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_) => event,
    }
}

fn strip_tag<'a>(guarded: &Guarded<'_>, tag: Tag<'a>) -> Tag<'a> {
    match tag {
        Tag::Link { link_type, dest_url, title, id } => {
            Tag::Link { link_type, dest_url: guarded.strip(dest_url), title: guarded.strip(title), id }
        }
        Tag::Image { link_type, dest_url, title, id } => {
            Tag::Image { link_type, dest_url: guarded.strip(dest_url), title: guarded.strip(title), id }
        }
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(guarded.strip(info))),
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(guarded.strip(label)),
        Tag::Heading { level, id, classes, attrs } => Tag::Heading {
            level,
            id: id.map(|id| guarded.strip(id)),
            classes: classes.into_iter().map(|class| guarded.strip(class)).collect(),
            attrs,
        },
        other => other,
    }
}

/// The number of events from the first, a start, up to the end that belongs to it.
pub fn element_length(events: &[Located<'_>]) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    events.len()
}

/// The plain words of some events, blanks folded: for an image's alternative text or an id.
pub fn plain_words(events: &[Located<'_>]) -> String {
    let mut words = String::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::InlineMath(tex) | Event::DisplayMath(tex) => words.push_str(tex),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => words.push(' '),
            _ => {}
        }
    }
    fold_blanks(&words)
}
