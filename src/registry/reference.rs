//! References: the entries of `sources:`, named as in CSL, and citations, which say how a statement rests on them.

use serde_json::{Map, Value as Json};

use super::topic::defined;
use crate::date::Date;
use crate::diagnostic::Code;
use crate::id::Id;
use crate::local::{self, Local};
use crate::scalar;
use crate::source::{At, Span};
use crate::yaml::{Keys, Node, Reader, Value};

/// How near a source stands to what it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    Primary,
    Secondary,
    Tertiary,
    Anonymous,
}

impl Tier {
    const ALL: [(&'static str, Tier); 4] = [
        ("primary", Tier::Primary),
        ("secondary", Tier::Secondary),
        ("tertiary", Tier::Tertiary),
        ("anonymous", Tier::Anonymous),
    ];

    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, tier)| *tier == self).map_or("", |(id, _)| id)
    }
}

/// A work that is cited.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    pub id: At<Id>,
    pub title: Local,
    pub issued: Option<Date>,
    pub accessed: Option<Date>,
    pub url: Option<At<String>>,
    pub archive_url: Option<At<String>>,
    /// The entity that the source is, such as a newspaper.
    pub entity: Option<At<Id>>,
    pub tier: Option<Tier>,
    /// Names of authors as one shows them, in order.
    pub authors: Vec<String>,
    pub container: Option<String>,
    pub publisher: Option<String>,
    /// All CSL variables as written, for exports.
    pub csl: Map<String, Json>,
    pub extra: Json,
}

/// CSL variables that are text (CSL 1.0.2, appendix IV), beside those read below.
const CSL_TEXT: [&str; 28] = [
    "type",
    "container-title",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "page",
    "number",
    "edition",
    "DOI",
    "ISBN",
    "ISSN",
    "language",
    "abstract",
    "note",
    "genre",
    "medium",
    "section",
    "version",
    "collection-title",
    "event-title",
    "event-place",
    "archive",
    "archive_location",
    "call-number",
    "chapter-number",
    "number-of-pages",
    "status",
];
const CSL_NAMES: [&str; 8] = [
    "author",
    "editor",
    "translator",
    "director",
    "interviewer",
    "contributor",
    "container-author",
    "collection-editor",
];

pub fn read_all(reader: &mut Reader, node: &Node) -> Vec<Reference> {
    let entries = reader.entries(node, "`sources`");
    entries.into_iter().filter_map(|(id, node)| read(reader, id, node)).collect()
}

fn read(reader: &mut Reader, id: At<String>, node: &Node) -> Option<Reference> {
    let id = defined(reader, id);
    let mut keys = reader.keys(node, "a source")?;
    let title = keys.required(reader, "title", Local::read);
    let mut csl = Map::new();
    for name in CSL_TEXT {
        if let Some(text) = keys.get(reader, name, Reader::text) {
            csl.insert(name.to_owned(), Json::String(text));
        }
    }
    let mut authors = Vec::new();
    for name in CSL_NAMES {
        let people = keys.list(reader, name, person);
        if name == "author" {
            authors = people.iter().map(shown_name).collect();
        }
        if !people.is_empty() {
            csl.insert(name.to_owned(), Json::Array(people));
        }
    }
    let text_of = |name: &str| csl.get(name).and_then(Json::as_str).map(str::to_owned);
    let (container, publisher) = (text_of("container-title"), text_of("publisher"));
    let reference = Reference {
        id: id?,
        title: title?,
        issued: keys.get(reader, "issued", scalar::date).map(|date| date.value),
        accessed: keys.get(reader, "accessed", scalar::date).map(|date| date.value),
        url: keys.get(reader, "URL", Reader::text_at),
        archive_url: keys.get(reader, "archive_url", Reader::text_at),
        entity: keys.get(reader, "entity", Id::read),
        tier: keys.get(reader, "tier", |reader, node| reader.one_of(node, &Tier::ALL)),
        authors,
        container,
        publisher,
        csl,
        extra: keys.get(reader, "extra", local::extra).unwrap_or_else(local::no_extra),
    };
    keys.finish(reader);
    Some(reference)
}

/// A CSL name: `{literal: …}`, `{family: …, given: …}`, or words.
fn person(reader: &mut Reader, node: &Node) -> Option<Json> {
    if !matches!(node.value, Value::Map(_)) {
        let literal = reader.words(node)?.value;
        return Some(serde_json::json!({ "literal": literal }));
    }
    let mut keys = reader.keys(node, "a name")?;
    let mut name = Map::new();
    for part in ["literal", "family", "given", "suffix", "dropping-particle", "non-dropping-particle"] {
        if let Some(text) = keys.get(reader, part, Reader::text) {
            name.insert(part.to_owned(), Json::String(text));
        }
    }
    keys.finish(reader);
    if name.is_empty() {
        reader.report(Code::WrongShape, node, "a name has `literal`, or `family` and `given`").help =
            Some("an organisation has `literal`, which one may write as plain text".into());
        return None;
    }
    Some(Json::Object(name))
}

/// Chinese names are written without a space, family first.
fn shown_name(name: &Json) -> String {
    let part = |key: &str| name.get(key).and_then(Json::as_str).unwrap_or("");
    let (literal, family, given) = (part("literal"), part("family"), part("given"));
    if !literal.is_empty() {
        literal.to_owned()
    } else if family.chars().any(crate::text::is_cjk) {
        format!("{family}{given}")
    } else {
        format!("{given} {family}").trim().to_owned()
    }
}

/// Who is quoted by a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    Words(String),
    Entity(At<Id>),
}

/// A chain: a reference, and through whom it has what it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    pub reference: Option<At<Id>>,
    pub speaker: Option<Speaker>,
    pub via: Option<Box<Citation>>,
    pub span: Span,
}

impl Citation {
    /// Reads an id or a map `{ref, speaker, via}`.
    pub fn read(reader: &mut Reader, node: &Node) -> Option<Self> {
        let span = reader.span(node);
        if !matches!(node.value, Value::Map(_)) {
            let reference = Some(Id::read(reader, node)?);
            return Some(Self { reference, speaker: None, via: None, span });
        }
        let mut keys = reader.keys(node, "a source chain")?;
        let reference = keys.get(reader, "ref", Id::read);
        let speaker = keys.get(reader, "speaker", speaker);
        let via = keys.get(reader, "via", Self::read).map(Box::new);
        keys.finish(reader);
        if reference.is_none() && speaker.is_none() && via.is_none() {
            reader.report(Code::MissingKey, node, "a source names `ref` or `speaker`");
            return None;
        }
        Some(Self { reference, speaker, via, span })
    }

    /// The links of the chain from the nearest source to its root.
    pub fn links(&self) -> impl Iterator<Item = &Citation> {
        std::iter::successors(Some(self), |link| link.via.as_deref())
    }

    /// Where what is told comes from in the end.
    pub fn root(&self) -> &Citation {
        self.links().last().unwrap_or(self)
    }
}

fn speaker(reader: &mut Reader, node: &Node) -> Option<Speaker> {
    if !matches!(node.value, Value::Map(_)) {
        return reader.words(node).map(|words| Speaker::Words(words.value));
    }
    let mut keys: Keys<'_> = reader.keys(node, "a speaker")?;
    let entity = keys.required(reader, "entity", Id::read);
    keys.finish(reader);
    entity.map(Speaker::Entity)
}
