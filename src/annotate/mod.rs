//! Annotations made in the page: from a wish to the new text of a sidecar.
//!
//! In: an article, its sidecar as it stands on disk, and a [`Wish`]. Out: the sidecar's new text, in which everything else
//! is as it was, or a [`Refusal`] with what to do. Only [`Desk`] touches the disk. Must not know of requests or browsers.

mod complete;
mod desk;
mod outline;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value as Json};

pub use complete::{Vocabulary, complete, vocabulary};
pub use desk::{Desk, Done, sidecar_hash};
pub use outline::{Outline, outline};

use crate::anchor::{self, Selector, Text};
use crate::article::{self, Annotation, Article, Place};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::id::Id;
use crate::load::{self, PageFiles};
use crate::source::Source;
use crate::text::{fold_blanks, nfc};
use crate::yaml::edit::{self, Refused, Step};

/// What a page asks for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The page's URL path.
    pub page: String,
    /// Of the sidecar that the writer saw; empty if there was none.
    pub sidecar_hash: String,
    #[serde(rename = "do")]
    pub wish: Wish,
}

/// A change of one annotation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub enum Wish {
    Add(Addition),
    /// Keys of an annotation with new values; null takes a key out, and keys that are not named stay as they are.
    Set {
        id: String,
        bodies: Map<String, Json>,
    },
    Remove {
        id: String,
    },
    /// Puts an orphan where its words seem to have gone.
    Reanchor {
        id: String,
    },
}

/// An annotation that is to be.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addition {
    /// Characters (code points) of the article's text.
    pub start: usize,
    pub end: usize,
    /// The words between, by which both sides know that they mean the same text.
    pub quote: String,
    /// In the shape of the sidecar.
    pub bodies: Map<String, Json>,
    /// An entity that does not exist yet.
    #[serde(default)]
    pub define: Option<NewEntity>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewEntity {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub name: String,
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub why: Why,
    pub message: String,
    pub help: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Files are others than the writer saw.
    Changed,
    /// What was asked for cannot be.
    Impossible,
}

impl Refusal {
    fn changed(message: impl Into<String>) -> Self {
        let help = "nothing was written; look at the page as it is now and try again";
        Self { why: Why::Changed, message: message.into(), help: Some(help.into()) }
    }

    fn impossible(message: impl Into<String>) -> Self {
        Self { why: Why::Impossible, message: message.into(), help: None }
    }

    fn of(problem: &Diagnostic) -> Self {
        Self { why: Why::Impossible, message: problem.message.clone(), help: problem.help.clone() }
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        let help = Some("write it into the sidecar by hand".to_owned());
        Self { why: Why::Impossible, message: refused.message, help }
    }
}

/// A sidecar with its change.
#[derive(Debug)]
pub struct Edited {
    pub text: String,
    /// The annotation's id now: a derived one follows from its words.
    pub id: Option<Id>,
    /// The article with its new annotations.
    pub article: Article,
}

/// What a change is made in.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub article: &'a Article,
    pub settings: &'a Settings,
    /// The sidecar's text as it stands on disk, without a byte order mark; None if there is no file.
    pub sidecar: Option<&'a str>,
}

/// Where an orphan has gone, for those who know its history.
pub type Proposals<'a> = &'a dyn Fn(&Annotation) -> Option<Selector>;

/// The sidecar as the wish would have it.
///
/// # Errors
/// A wish that does not fit the article, a file that cannot be changed, or a change that could not be understood.
pub fn apply(site: Site<'_>, wish: &Wish, proposals: Proposals<'_>) -> Result<Edited, Refusal> {
    let before = site.sidecar.unwrap_or("");
    let items = Items::read(site)?;
    let (text, at) = match wish {
        Wish::Add(addition) => {
            let (at, item) = items.place(site.article, addition)?;
            (edit::insert_item(before, LIST, (at, &Json::Object(item)))?, Some(at))
        }
        Wish::Remove { id } => {
            let at = items.find(id)?;
            (items.remove(before, at)?, None)
        }
        Wish::Set { id, bodies } => {
            let at = items.find(id)?;
            (set_bodies(before, at, bodies)?, Some(at))
        }
        Wish::Reanchor { id } => {
            let at = items.find(id)?;
            let orphan =
                site.article.annotations.iter().find(|one| one.id.as_str() == id && one.place == Place::Orphan);
            let proposal = orphan.and_then(proposals);
            let selector =
                proposal.ok_or_else(|| Refusal::impossible("it is not known where these words have gone"))?;
            (set_selector(before, at, &selector)?, Some(at))
        }
    };
    let edited = understood(site, text, at)?;
    if let Wish::Add(addition) = wish {
        let range = range_of(site.article, addition)?;
        let placed = edited.article.annotations.iter().find(|one| Some(&one.id) == edited.id.as_ref());
        if placed.and_then(|one| one.place.range()).is_none_or(|place| *place != trimmed(site.article, range)) {
            return Err(Refusal::impossible("these words cannot be told apart from others in the article"));
        }
    }
    Ok(edited)
}

/// The key of a sidecar that holds its annotations.
const LIST: &str = "annotations";
/// The keys that say where an annotation stands.
const TARGET: [&str; 7] = ["quote", "from", "to", "section", "before", "after", "nth"];
/// The order in which keys of a new annotation are written.
const ORDER: [&str; 9] = ["id", "entity", "event", "claim", "relation", "note", "kind", "source", "verify"];

/// The annotations of a sidecar in its order.
struct Items {
    ids: Vec<Id>,
    /// Of those that have a place, where it begins and ends.
    places: Vec<Option<Range<usize>>>,
    alone: bool,
}

impl Items {
    fn read(site: Site<'_>) -> Result<Self, Refusal> {
        let source = read_as(site.article, site.sidecar.unwrap_or(""));
        let (sidecar, problems) = crate::sidecar::Sidecar::read(&source);
        if let Some(problem) = problems.iter().find(|problem| problem.severity() == Severity::Fatal) {
            let line = problem.span.as_ref().map_or(1, |span| span.start().line);
            let message = format!("{}:{line} must be mended first: {}", source.path(), problem.message);
            return Err(Refusal::impossible(message));
        }
        let place = |id: &Id| {
            let known = site.article.annotations.iter().find(|one| one.id == *id)?;
            known.place.range().cloned()
        };
        let ids: Vec<Id> = sidecar.annotations.into_iter().map(|annotation| annotation.id).collect();
        let places = ids.iter().map(place).collect();
        let node = crate::yaml::parse(&source, 0..source.text().len()).ok();
        let list = node.as_ref().and_then(|node| edit::find(node, &[Step::Key(LIST.into())]));
        let alone = list.is_some_and(|list| matches!(list.value, crate::yaml::Value::Map(_)));
        Ok(Self { ids, places, alone })
    }

    fn find(&self, id: &str) -> Result<usize, Refusal> {
        let found = self.ids.iter().position(|known| known.as_str() == id);
        found.ok_or_else(|| Refusal::changed(format!("there is no annotation `{id}` any more")))
    }

    /// Where in the list an annotation belongs, and how it is written.
    fn place(&self, article: &Article, addition: &Addition) -> Result<(usize, Map<String, Json>), Refusal> {
        let range = range_of(article, addition)?;
        let text = Text::new(&article.document.text);
        let selector = anchor::shortest_selector(&text, range.clone());
        let selector = selector.ok_or_else(|| Refusal::impossible("no words are selected"))?;
        let key = |place: &Range<usize>| (place.start, std::cmp::Reverse(place.end));
        let new = key(&trimmed(article, range));
        let placed = || self.places.iter().enumerate().filter_map(|(at, place)| Some((at, key(place.as_ref()?))));
        let after = placed().filter(|(_, place)| *place <= new).map(|(at, _)| at + 1).max();
        let before = || placed().next().map(|(at, _)| at);
        let at = after.or_else(before).unwrap_or(self.ids.len());
        let mut item: Map<String, Json> = target(&selector).into_iter().filter(|(_, value)| !value.is_null()).collect();
        for key in ORDER.into_iter().chain(addition.bodies.keys().map(String::as_str)) {
            if let Some(value) = addition.bodies.get(key).filter(|value| !value.is_null()) {
                item.insert(key.to_owned(), value.clone());
            }
        }
        Ok((at, item))
    }

    fn remove(&self, text: &str, at: usize) -> Result<String, Refusal> {
        let list = Step::Key(LIST.into());
        let path = if self.alone { vec![list] } else { vec![list, Step::Item(at)] };
        Ok(edit::remove(text, &path)?)
    }
}

/// A sidecar's text as the site reads it.
fn read_as(article: &Article, text: &str) -> Arc<Source> {
    let path = format!("content/{}.yaml", article.path.without_extension());
    Source::new(path, nfc(text))
}

/// The bytes of the text that an addition means.
fn range_of(article: &Article, addition: &Addition) -> Result<Range<usize>, Refusal> {
    let text = &article.document.text;
    let byte = |chars: usize| {
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        ends.into_iter().nth(chars)
    };
    let range = byte(addition.start).zip(byte(addition.end)).map(|(start, end)| start..end);
    let words = |range: &Range<usize>| text.get(range.clone()).map(fold_blanks);
    let same = |range: &Range<usize>| words(range).is_some_and(|words| words == fold_blanks(&nfc(&addition.quote)));
    let changed = || Refusal::changed("the article's words are others than the page shows");
    let range = range.filter(|range| range.start <= range.end).filter(same).ok_or_else(changed)?;
    if words(&range).is_none_or(|words| words.is_empty()) {
        return Err(Refusal::impossible("no words are selected"));
    }
    Ok(range)
}

/// A range without the blanks at its ends.
fn trimmed(article: &Article, range: Range<usize>) -> Range<usize> {
    let words = article.document.text.get(range.clone()).unwrap_or("");
    let start = range.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}

/// The keys of a selector; null for those that it lacks.
fn target(selector: &Selector) -> Vec<(String, Json)> {
    let text = |words: &Option<String>| words.clone().map_or(Json::Null, Json::String);
    let number = |nth: &Option<usize>| nth.map_or(Json::Null, Json::from);
    let entry = |key: &str, value: Json| (key.to_owned(), value);
    match selector {
        Selector::Quote { quote, before, after, nth } => vec![
            entry("quote", Json::String(quote.clone())),
            entry("before", text(before)),
            entry("after", text(after)),
            entry("nth", number(nth)),
        ],
        Selector::Passage { from, to, before, after, nth } => vec![
            entry("from", Json::String(from.clone())),
            entry("to", Json::String(to.clone())),
            entry("before", text(before)),
            entry("after", text(after)),
            entry("nth", number(nth)),
        ],
    }
}

fn set_selector(text: &str, at: usize, selector: &Selector) -> Result<String, Refusal> {
    let path = vec![Step::Key(LIST.into()), Step::Item(at)];
    target(selector).iter().try_fold(text.to_owned(), |text, (key, value)| set_key(&text, &path, (key, value)))
}

/// The text with the keys of an annotation set.
fn set_bodies(text: &str, at: usize, bodies: &Map<String, Json>) -> Result<String, Refusal> {
    let path = vec![Step::Key(LIST.into()), Step::Item(at)];
    let mut text = text.to_owned();
    for (key, value) in bodies {
        if TARGET.contains(&key.as_str()) {
            return Err(Refusal::impossible(format!(
                "`{key}` says where the annotation stands; select other words instead"
            )));
        }
        let inside = [path.clone(), vec![Step::Key(key.clone())]].concat();
        match (value, value_at(&text, &inside)) {
            (Json::Object(fields), Some(Json::Object(_))) => {
                for (field, value) in fields {
                    text = set_key(&text, &inside, (field, value))?;
                }
            }
            (Json::Object(_), Some(Json::Array(_))) => {
                let message = format!("several stand under `{key}` here");
                let help = Some("change them in the sidecar".to_owned());
                return Err(Refusal { help, ..Refusal::impossible(message) });
            }
            _ => text = set_key(&text, &path, (key, value))?,
        }
    }
    Ok(text)
}

/// Sets an entry, or takes it out for null; what has the value already stays as it is.
fn set_key(text: &str, path: &[Step], (key, value): (&str, &Json)) -> Result<String, Refusal> {
    let inside = [path.to_vec(), vec![Step::Key(key.to_owned())]].concat();
    let there = value_at(text, &inside);
    Ok(match (value, there) {
        (Json::Null, None) => text.to_owned(),
        (Json::Null, Some(_)) => edit::remove(text, &inside)?,
        (value, Some(there)) if edit::as_read(value) == there => text.to_owned(),
        _ => edit::set(text, path, (key, value))?,
    })
}

/// What stands at a path of a text.
fn value_at(text: &str, path: &[Step]) -> Option<Json> {
    let source = Source::new("", text);
    let node = crate::yaml::parse(&source, 0..text.len()).ok()?;
    edit::values(edit::find(&node, path)?)
}

/// The new text, if it brings no problem that keeps it from being understood.
fn understood(site: Site<'_>, text: String, at: Option<usize>) -> Result<Edited, Refusal> {
    let source = read_as(site.article, &text);
    let body = Arc::clone(&site.article.source);
    let files = PageFiles { path: site.article.path.clone(), body, sidecar: Some(Arc::clone(&source)) };
    let article = article::read(&files, site.settings);
    let fatal = |problem: &&Diagnostic| problem.severity() == Severity::Fatal;
    let known = |problem: &&Diagnostic| site.article.problems.iter().any(|old| old.message == problem.message);
    if let Some(problem) = article.problems.iter().filter(fatal).find(|problem| !known(problem)) {
        return Err(Refusal::of(problem));
    }
    let (sidecar, _) = crate::sidecar::Sidecar::read(&source);
    let id = at.and_then(|at| sidecar.annotations.get(at)).map(|annotation| annotation.id.clone());
    Ok(Edited { text, id, article })
}

/// Bytes of a text file as the site reads them.
fn decoded(bytes: &[u8]) -> Option<Arc<Source>> {
    load::decode(bytes.to_vec(), "").0
}
