//! Front matter: the card of a page.

use serde_json::Value as Json;

use super::Kind;
use crate::config::Mentions;
use crate::date::Date;
use crate::diagnostic::Code;
use crate::local::{self, Local};
use crate::scalar;
use crate::source::At;
use crate::yaml::{Keys, Node, Reader, Value};

/// What the front matter says. Reports have a title and a date; other pages may leave out both.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// As written, else the first heading, else the file's name.
    pub title: Local,
    pub date: Option<At<Date>>,
    pub updated: Option<At<Date>>,
    /// Ids of the settings' authors, or plain names.
    pub authors: Vec<String>,
    pub origin: Option<Origin>,
    /// Names, aliases or ids of topics.
    pub topics: Vec<At<String>>,
    pub summary: Option<Local>,
    /// A tag where the page's language is not the site's.
    pub language: Option<String>,
    pub draft: bool,
    pub redirects: Vec<At<String>>,
    /// Overrides the settings' `mentions` for this page.
    pub mentions: Option<Mentions>,
    pub extra: Json,
}

impl Head {
    /// A page that says nothing about itself.
    pub fn empty() -> Self {
        Self {
            title: Local::plain(""),
            date: None,
            updated: None,
            authors: Vec::new(),
            origin: None,
            topics: Vec::new(),
            summary: None,
            language: None,
            draft: false,
            redirects: Vec::new(),
            mentions: None,
            extra: local::no_extra(),
        }
    }
}

/// Where a text was first published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub name: String,
    pub url: Option<At<String>>,
}

/// Reads front matter; what is missing in a report is reported.
pub fn read(reader: &mut Reader, mut keys: Keys<'_>, kind: &Kind) -> Head {
    let report = *kind == Kind::Report;
    let title =
        if report { keys.required(reader, "title", Local::read) } else { keys.get(reader, "title", Local::read) };
    let date =
        if report { keys.required(reader, "date", scalar::date) } else { keys.get(reader, "date", scalar::date) };
    let mentions = [("found", Mentions::Found), ("annotated", Mentions::Annotated)];
    let head = Head {
        title: title.unwrap_or_else(|| Local::plain("")),
        date,
        updated: keys.get(reader, "updated", scalar::date),
        authors: keys.list(reader, "authors", Reader::words).into_iter().map(|author| author.value).collect(),
        origin: keys.get(reader, "origin", origin),
        topics: keys.list(reader, "topics", Reader::words),
        summary: keys.get(reader, "summary", Local::read),
        language: keys.get(reader, "language", local::language),
        draft: keys.get(reader, "draft", Reader::truth).unwrap_or(false),
        redirects: keys.list(reader, "redirects", redirect),
        mentions: keys.get(reader, "mentions", |reader, node| reader.one_of(node, &mentions)),
        extra: keys.get(reader, "extra", local::extra).unwrap_or_else(local::no_extra),
    };
    keys.finish(reader);
    head
}

/// An old URL path of the site; it must not leave it.
fn redirect(reader: &mut Reader, node: &Node) -> Option<At<String>> {
    let old = reader.words(node)?;
    let clean =
        |part: &str| !matches!(part, "." | "..") && !part.contains(|c: char| c.is_control() || "?#\\".contains(c));
    if old.value.contains("://") || !old.value.split('/').all(clean) || old.value.trim_matches('/').is_empty() {
        reader.report(Code::InvalidValue, node, format!("`{}` is not the path of an old page", old.value)).help =
            Some("write the path below the site's address, such as /old/aliyun.html".into());
        return None;
    }
    Some(old)
}

fn origin(reader: &mut Reader, node: &Node) -> Option<Origin> {
    if !matches!(node.value, Value::Map(_)) {
        return reader.words(node).map(|name| Origin { name: name.value, url: None });
    }
    let mut keys = reader.keys(node, "an origin")?;
    let name = keys.required(reader, "name", Reader::text);
    let url = keys.get(reader, "url", Reader::text_at);
    keys.finish(reader);
    Some(Origin { name: name?, url })
}
