//! The site's settings: postil.yaml as values.
//!
//! In: a source. Out: [`Settings`] and diagnostics. Must not touch the file system: whether a theme or folder exists is
//! for those who open it to say.

mod base_url;
mod editor;
mod publishing;
mod style;
mod terms;

pub use base_url::BaseUrl;
pub use editor::Editor;
pub use publishing::Publishing;
pub use terms::Term;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::local::{self, Local};
use crate::source::{At, Source, Span};
use crate::yaml::{self, Keys, Node, Reader};

/// Which of the found mentions become links; all are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linking {
    All,
    FirstPerSection,
    First,
    None,
}

/// Whether names and aliases are looked for in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mentions {
    Found,
    Annotated,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub name: Local,
    pub url: Option<At<String>>,
}

/// A measure that makes claims comparable: all its names mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub label: Local,
    pub aliases: Vec<String>,
}

/// A chosen timeline: any within a key, all across keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    pub id: At<Id>,
    pub title: Local,
    pub summary: Option<Local>,
    /// Names or ids, resolved when the graph is there.
    pub topics: Vec<At<String>>,
    pub entities: Vec<At<Id>>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub title: Local,
    pub description: Option<Local>,
    pub base_url: BaseUrl,
    pub language: String,
    /// An IANA name; times without an offset are in it.
    pub timezone: String,
    pub theme: String,
    /// Where the theme is named, if it is.
    pub theme_span: Option<Span>,
    /// The output folder below the site's root.
    pub output: String,
    pub authors: BTreeMap<String, Author>,
    pub linking: Linking,
    pub mentions: Mentions,
    pub html: bool,
    /// Whether pages get pictures to be shared with.
    pub share_pictures: bool,
    /// What links of a preview open, where the settings say it.
    pub editor: Option<Editor>,
    pub publish: Publishing,
    /// The style of citations that are not Chinese.
    pub citation_style: String,
    /// In the order of pages: built-in ones first.
    pub types: Vec<(String, Term)>,
    pub predicates: Vec<(String, Term)>,
    pub roles: Vec<(String, Term)>,
    pub event_kinds: Vec<(String, Term)>,
    pub measures: Vec<(String, Measure)>,
    pub timelines: Vec<Timeline>,
    pub extra: Json,
}

/// A word of one of the vocabularies.
pub fn term<'a>(terms: &'a [(String, Term)], id: &str) -> Option<&'a Term> {
    terms.iter().find(|(known, _)| known == id).map(|(_, term)| term)
}

impl Settings {
    /// Settings of a site that says nothing about itself.
    pub fn plain() -> Self {
        Self {
            title: Local::plain("Postil"),
            description: None,
            base_url: BaseUrl::default(),
            language: "zh-Hans".into(),
            timezone: "UTC".into(),
            theme: "postil".into(),
            theme_span: None,
            output: "public".into(),
            authors: BTreeMap::new(),
            linking: Linking::FirstPerSection,
            mentions: Mentions::Found,
            html: true,
            share_pictures: true,
            editor: None,
            publish: Publishing::default(),
            citation_style: style::DEFAULT.into(),
            types: terms::types(),
            predicates: terms::predicates(),
            roles: terms::roles(),
            event_kinds: terms::event_kinds(),
            measures: Vec::new(),
            timelines: Vec::new(),
            extra: local::no_extra(),
        }
    }

    /// Reads postil.yaml; what cannot be read keeps its default, after a report.
    pub fn read(source: &Arc<Source>) -> (Self, Vec<Diagnostic>) {
        let mut settings = Self::plain();
        let mut reader = Reader::new(source);
        match yaml::parse(source, 0..source.text().len()) {
            Err(problem) => reader.problems.push(*problem),
            Ok(node) => {
                if let Some(keys) = reader.keys(&node, "postil.yaml") {
                    settings.fill(&mut reader, keys);
                }
            }
        }
        (settings, reader.problems)
    }

    /// The measure that a word of a claim means, as the id of the settings or the word itself.
    pub fn measure_id<'a>(&'a self, word: &'a str) -> &'a str {
        let known = self.measures.iter().find(|(id, measure)| {
            id == word
                || measure.label.all().any(|(_, label)| label == word)
                || measure.aliases.iter().any(|alias| alias == word)
        });
        known.map_or(word, |(id, _)| id)
    }

    fn fill(&mut self, reader: &mut Reader, mut keys: Keys<'_>) {
        if let Some(title) = keys.required(reader, "title", Local::read) {
            self.title = title;
        }
        self.description = keys.get(reader, "description", Local::read);
        if let Some(base_url) = keys.get(reader, "base_url", BaseUrl::read) {
            self.base_url = base_url;
        }
        self.fill_place(reader, &mut keys);
        self.fill_reading(reader, &mut keys);
        self.authors = keys.take("authors").map(|node| authors(reader, node)).unwrap_or_default();
        for (name, list) in [
            ("types", &mut self.types),
            ("predicates", &mut self.predicates),
            ("roles", &mut self.roles),
            ("event_kinds", &mut self.event_kinds),
        ] {
            if let Some(node) = keys.take(name) {
                add_terms(reader, node, list);
            }
        }
        self.measures = keys.take("measures").map(|node| measures(reader, node)).unwrap_or_default();
        self.timelines = keys.take("timelines").map(|node| timelines(reader, node)).unwrap_or_default();
        if let Some(extra) = keys.get(reader, "extra", local::extra) {
            self.extra = extra;
        }
        keys.finish(reader);
    }

    fn fill_place(&mut self, reader: &mut Reader, keys: &mut Keys<'_>) {
        if let Some(language) = keys.get(reader, "language", local::language) {
            self.language = language;
        }
        if let Some(zone) = keys.get(reader, "timezone", timezone) {
            self.timezone = zone;
        }
        if let Some(theme) = keys.get(reader, "theme", folder) {
            self.theme = theme.value;
            self.theme_span = Some(theme.span);
        }
        if let Some(output) = keys.get(reader, "output", output) {
            self.output = output.value;
        }
        self.editor = keys.get(reader, "editor", Editor::read);
        if let Some(style) = keys.get(reader, "citation_style", style::read) {
            self.citation_style = style;
        }
        self.publish = keys.get(reader, "publish", Publishing::read).unwrap_or_default();
    }

    fn fill_reading(&mut self, reader: &mut Reader, keys: &mut Keys<'_>) {
        let linking = [
            ("all", Linking::All),
            ("first-per-section", Linking::FirstPerSection),
            ("first", Linking::First),
            ("none", Linking::None),
        ];
        if let Some(value) = keys.get(reader, "linking", |reader, node| reader.one_of(node, &linking)) {
            self.linking = value;
        }
        let mentions = [("found", Mentions::Found), ("annotated", Mentions::Annotated)];
        if let Some(value) = keys.get(reader, "mentions", |reader, node| reader.one_of(node, &mentions)) {
            self.mentions = value;
        }
        if let Some(html) = keys.get(reader, "html", Reader::truth) {
            self.html = html;
        }
        if let Some(pictures) = keys.get(reader, "share_pictures", Reader::truth) {
            self.share_pictures = pictures;
        }
    }
}

/// An IANA time zone that the clock's library knows.
fn timezone(reader: &mut Reader, node: &Node) -> Option<String> {
    let name = reader.words(node)?.value;
    if jiff::tz::TimeZone::get(&name).is_err() {
        reader.report(Code::InvalidValue, node, format!("`{name}` is not a time zone")).help =
            Some("such as Asia/Shanghai, Europe/Berlin, UTC".into());
        return None;
    }
    Some(name)
}

/// A plain path below the site's root.
fn folder(reader: &mut Reader, node: &Node) -> Option<At<String>> {
    let written = reader.words(node)?;
    let name = &written.value;
    let inside = !name.starts_with(['/', '\\'])
        && !name.contains(':')
        && name.split(['/', '\\']).all(|part| !matches!(part, "" | "." | ".."));
    if !inside {
        reader.report(Code::InvalidValue, node, format!("`{name}` is not a folder below the site's own")).help =
            Some("write a relative path without `..`, such as `public`".into());
        return None;
    }
    Some(written)
}

/// The output must not become part of what it is made of.
fn output(reader: &mut Reader, node: &Node) -> Option<At<String>> {
    let written = folder(reader, node)?;
    let name = &written.value;
    let first = name.split(['/', '\\']).next().unwrap_or(name);
    if ["content", "themes"].iter().any(|source| first.eq_ignore_ascii_case(source)) {
        reader
            .report(Code::InvalidValue, node, format!("the site is made from {first}/, so its output cannot lie there"))
            .help = Some("choose another folder, such as `public`".into());
        return None;
    }
    Some(written)
}

fn authors(reader: &mut Reader, node: &Node) -> BTreeMap<String, Author> {
    let mut authors = BTreeMap::new();
    for (id, node) in reader.entries(node, "`authors`") {
        let Some(mut keys) = reader.keys(node, "an author") else { continue };
        let name = keys.required(reader, "name", Local::read);
        let url = keys.get(reader, "url", Reader::text_at);
        keys.finish(reader);
        if let Some(name) = name {
            authors.insert(id.value, Author { name, url });
        }
    }
    authors
}

/// Adds terms or gives known ones other words.
fn add_terms(reader: &mut Reader, node: &Node, list: &mut Vec<(String, Term)>) {
    for (id, node) in reader.entries(node, "a vocabulary") {
        let Some(mut keys) = reader.keys(node, "a term") else { continue };
        let label = keys.get(reader, "label", Local::read);
        let inverse = keys.get(reader, "inverse", Local::read);
        let schema_org = keys.get(reader, "schema_org", Reader::text);
        keys.finish(reader);
        let at = list.iter().position(|(known, _)| *known == id.value).unwrap_or_else(|| {
            list.push((id.value.clone(), Term::new(Local::plain(id.value.clone()))));
            list.len() - 1
        });
        if let Some((_, term)) = list.get_mut(at) {
            term.label = label.unwrap_or_else(|| term.label.clone());
            term.inverse = inverse.or(term.inverse.take());
            term.schema_org = schema_org.or(term.schema_org.take());
        }
    }
}

fn measures(reader: &mut Reader, node: &Node) -> Vec<(String, Measure)> {
    let mut measures = Vec::new();
    for (id, node) in reader.entries(node, "`measures`") {
        let Some(mut keys) = reader.keys(node, "a measure") else { continue };
        let label = keys.get(reader, "label", Local::read).unwrap_or_else(|| Local::plain(id.value.clone()));
        let aliases = keys.list(reader, "aliases", Reader::text);
        keys.finish(reader);
        measures.push((id.value, Measure { label, aliases }));
    }
    measures
}

fn timelines(reader: &mut Reader, node: &Node) -> Vec<Timeline> {
    let mut timelines = Vec::new();
    for (id, node) in reader.entries(node, "`timelines`") {
        let Some(value) = Id::new(&id.value) else {
            reader.problems.push(Diagnostic::new(Code::InvalidId, id.span, format!("`{}` is not an id", id.value)));
            continue;
        };
        let Some(mut keys) = reader.keys(node, "a timeline") else { continue };
        let title = keys.get(reader, "title", Local::read).unwrap_or_else(|| Local::plain(id.value.clone()));
        timelines.push(Timeline {
            id: At { value, span: id.span },
            title,
            summary: keys.get(reader, "summary", Local::read),
            topics: keys.list(reader, "topics", Reader::words),
            entities: keys.list(reader, "entities", Id::read),
            from: keys.get(reader, "from", crate::scalar::date).map(|date| date.value),
            to: keys.get(reader, "to", crate::scalar::date).map(|date| date.value),
        });
        keys.finish(reader);
    }
    timelines
}

#[cfg(test)]
mod tests;
