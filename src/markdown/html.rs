//! A document and the marks of a page in, HTML out.
//!
//! It knows neither what a link leads to nor what an annotation says: [`Weave`] and [`SpanMark`]
//! bring that. Spans are opened and closed between two pieces of markup, so whatever overlaps or
//! crosses, elements are well nested.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::refs::Refs;
use super::spans::{AnnotationOf, MentionOf, Sweep};
use super::{BlankKind, Document, Image, Label, Piece, Place, SpanMark};

/// What a page adds to a body: where its links, images and wikilinks lead, and its language.
pub trait Weave {
    /// The `href` of the author's link; `None` leaves its words unlinked.
    fn link(&mut self, dest: &str, source: &Range<usize>) -> Option<String>;
    /// What is shown for an image.
    fn image(&mut self, image: &Image) -> Picture;
    /// What a wikilink refers to; `None` shows its words as unresolved.
    fn wiki(&mut self, target: &str, source: &Range<usize>) -> Option<Reference>;
    /// What the page says of itself, in its language; English unless said otherwise.
    fn label(&mut self, label: Label) -> String {
        let words = match label {
            Label::Note => "Note",
            Label::Tip => "Tip",
            Label::Important => "Important",
            Label::Warning => "Warning",
            Label::Caution => "Caution",
            Label::Footnotes => "Footnotes",
            Label::BackToText => "Back to the text",
            Label::Done => "Done",
            Label::ToDo => "To do",
            Label::Annotations => "Annotations",
        };
        words.to_owned()
    }
}

/// What is shown for an image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    pub src: String,
    /// Width and height in pixels of CSS, where they are known: browsers leave room for them.
    pub size: Option<(u32, u32)>,
}

/// What a wikilink refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    pub href: Option<String>,
    /// The entity's id, where it is a mention of one.
    pub entity: Option<String>,
    /// The `id` of a mention's element.
    pub id: Option<String>,
}

/// Writes the body as HTML with the marks in it; O(n log n) in pieces and marks.
pub fn write_html(document: &Document, marks: &[SpanMark], weave: &mut dyn Weave) -> String {
    let mut writer = Writer {
        text: &document.text,
        out: String::with_capacity(document.text.len() * 2),
        sweep: Sweep::new(document, marks),
        begun: HashSet::new(),
        refs: Refs::default(),
        spans: None,
        mention: None,
        last_mention: None,
        link_end: "",
        wiki_end: "",
    };
    for piece in &document.pieces {
        writer.piece(piece, weave);
    }
    writer.close();
    writer.refs.finish(&weave.label(Label::Annotations), &mut writer.out);
    writer.out
}

/// A string as the content of an element or a quoted attribute. Control characters, which HTML
/// forbids, become U+FFFD.
pub fn escape(string: &str) -> Cow<'_, str> {
    let special = |c: char| "&<>\"".contains(c) || (c.is_control() && !c.is_whitespace());
    if !string.contains(special) {
        return Cow::Borrowed(string);
    }
    let mut escaped = String::with_capacity(string.len() + 16);
    for character in string.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ if special(character) => escaped.push('\u{FFFD}'),
            _ => escaped.push(character),
        }
    }
    Cow::Owned(escaped)
}

struct Writer<'d> {
    text: &'d str,
    out: String,
    sweep: Sweep<'d>,
    /// Annotations whose first span is written.
    begun: HashSet<&'d str>,
    /// Notes of the block that is open.
    refs: Refs<'d>,
    /// The version of the sweep for which annotation spans are open, and how many.
    spans: Option<(usize, usize)>,
    /// The mention that is open, and how it ends.
    mention: Option<(usize, &'static str)>,
    /// The mention that was opened last; only its first element has its id.
    last_mention: Option<usize>,
    link_end: &'static str,
    wiki_end: &'static str,
}

impl<'d> Writer<'d> {
    fn piece(&mut self, piece: &Piece, weave: &mut dyn Weave) {
        match piece {
            Piece::Words { range, place, .. } => return self.words(range, *place),
            Piece::Blank { raw, range, kind: BlankKind::Inline } => {
                if !range.is_empty() {
                    self.cover(range.start, None);
                }
                return self.out.push_str(raw);
            }
            Piece::Atom { html, range, .. } => {
                self.cover(range.start, None);
                return self.out.push_str(html);
            }
            _ => self.close(),
        }
        match piece {
            Piece::Markup(html) if self.refs.is_empty() => self.out.push_str(html),
            Piece::Markup(html) => self.refs.write(html, &weave.label(Label::Annotations), &mut self.out),
            Piece::Blank { raw, .. } => self.out.push_str(raw),
            Piece::LinkStart { dest, title, source } => {
                let href = weave.link(dest, source);
                self.link_start(href, title);
            }
            Piece::LinkEnd => self.out.push_str(self.link_end),
            Piece::Image(image) => {
                let picture = weave.image(image);
                self.image(image, &picture);
            }
            Piece::WikiStart { target, source } => {
                let reference = weave.wiki(target, source);
                self.wiki_start(reference);
            }
            Piece::WikiEnd => self.out.push_str(self.wiki_end),
            Piece::Label(label) => self.out.push_str(&escape(&weave.label(*label))),
            Piece::HeadingStart(_) | Piece::HeadingEnd => {}
            Piece::Words { .. } | Piece::Atom { .. } => {}
        }
    }

    /// Words, cut where marks begin or end.
    fn words(&mut self, range: &Range<usize>, place: Place) {
        let mut at = range.start;
        while at < range.end {
            self.cover(at, Some(place));
            let border = self.sweep.border_before(range.end);
            let words = self.text.get(at..border).unwrap_or_default();
            self.out.push_str(&escape(words));
            at = border;
        }
    }

    /// Opens what covers a byte of the text and closes what does not. Mentions open at words only,
    /// which know their place.
    fn cover(&mut self, at: usize, place: Option<Place>) {
        self.sweep.advance(at);
        if self.spans.map(|(version, _)| version) != Some(self.sweep.version()) {
            self.close();
            self.open_annotations();
        }
        if self.mention.map(|(index, _)| index) != self.sweep.mention() {
            self.close_mention();
            if let Some(place) = place {
                self.open_mention(place);
            }
        }
    }

    /// One span for what began earlier and the first that begins; one more for each that begins
    /// besides, so that each has its own `id`.
    fn open_annotations(&mut self) {
        let (mut outer, mut beginning) = (Vec::new(), Vec::new());
        for annotation in self.sweep.annotations() {
            match self.begun.insert(annotation.id) {
                false => outer.push(annotation),
                true => beginning.push(annotation),
            }
        }
        let mut beginning = beginning.into_iter();
        let first = beginning.next();
        outer.extend(first);
        let mut count = 0;
        if !outer.is_empty() {
            self.open_span(&outer, first);
            count += 1;
        }
        for annotation in beginning {
            self.open_span(&[annotation], Some(annotation));
            count += 1;
        }
        self.spans = Some((self.sweep.version(), count));
    }

    /// `first` is the one of them whose first span this is.
    fn open_span(&mut self, annotations: &[AnnotationOf<'d>], first: Option<AnnotationOf<'d>>) {
        let ids: Vec<&str> = annotations.iter().map(|annotation| annotation.id).collect();
        let mut classes: Vec<&str> = Vec::new();
        for class in annotations.iter().flat_map(|annotation| annotation.classes.split_whitespace()) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        self.out.push_str("<span");
        self.attribute("class", &classes.join(" "));
        self.attribute("data-annotation", &ids.join(" "));
        self.attribute("id", first.map_or("", |first| first.id));
        if let Some((first, number)) = first.and_then(|first| Some((first, first.note?))) {
            self.attribute("aria-details", &format!("n.{}", first.id));
            self.attribute("style", &format!("--n:--{number}"));
            self.refs.begin(first.id, number);
        }
        self.refs.span(&ids, self.out.len());
        self.out.push('>');
    }

    fn open_mention(&mut self, place: Place) {
        let Some(index) = self.sweep.mention() else {
            return;
        };
        let Some(mut mention) = self.sweep.mention_of(index) else {
            return;
        };
        mention.href = mention.href.filter(|_| !place.link && !place.heading);
        mention.id = mention.id.filter(|_| self.last_mention != Some(index));
        let end = self.mention_tag(mention);
        self.mention = Some((index, end));
        self.last_mention = Some(index);
    }

    /// Opens a mention's element; returns its end tag.
    fn mention_tag(&mut self, mention: MentionOf<'_>) -> &'static str {
        let (name, end) = match mention.href {
            Some(_) => ("<a", "</a>"),
            None => ("<span", "</span>"),
        };
        self.out.push_str(name);
        self.attribute("class", "mention");
        self.attribute("data-entity", mention.entity);
        self.attribute("href", mention.href.unwrap_or_default());
        self.attribute("id", mention.id.unwrap_or_default());
        self.out.push('>');
        end
    }

    /// An attribute, unless it is empty.
    fn attribute(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            for part in [" ", name, "=\"", &escape(value), "\""] {
                self.out.push_str(part);
            }
        }
    }

    fn close_mention(&mut self) {
        if let Some((_, end)) = self.mention.take() {
            self.out.push_str(end);
        }
    }

    /// Closes all spans that are open.
    fn close(&mut self) {
        self.close_mention();
        if let Some((_, count)) = self.spans.take() {
            for _ in 0..count {
                self.out.push_str("</span>");
            }
        }
    }

    fn link_start(&mut self, href: Option<String>, title: &str) {
        self.link_end = "";
        if let Some(href) = href {
            self.out.push_str("<a href=\"");
            self.out.push_str(&escape(&href));
            self.out.push('"');
            self.attribute("title", title);
            self.out.push('>');
            self.link_end = "</a>";
        }
    }

    fn wiki_start(&mut self, reference: Option<Reference>) {
        self.wiki_end = match reference {
            Some(Reference { href, entity: Some(entity), id }) => {
                self.mention_tag(MentionOf { entity: &entity, href: href.as_deref(), id: id.as_deref() })
            }
            Some(Reference { href: Some(href), entity: None, .. }) => {
                self.out.push_str("<a class=\"wikilink\"");
                self.attribute("href", &href);
                self.out.push('>');
                "</a>"
            }
            Some(Reference { href: None, entity: None, .. }) | None => {
                self.out.push_str("<span class=\"unresolved\">");
                "</span>"
            }
        };
    }

    fn image(&mut self, image: &Image, picture: &Picture) {
        self.out.push_str("<img src=\"");
        self.out.push_str(&escape(&picture.src));
        self.out.push_str("\" alt=\"");
        self.out.push_str(&escape(&image.alt));
        self.out.push('"');
        self.attribute("title", &image.title);
        if let Some((width, height)) = picture.size {
            self.attribute("width", &width.to_string());
            self.attribute("height", &height.to_string());
        }
        self.out.push('>');
    }
}
