//! What pages are about, as JSON-LD in the vocabulary of schema.org.
//!
//! In: values of the site. Out: [`Told`] for a page's head, and the finished script of a page. States no more than the
//! content: doubtful dates are left out, and who may be a person or an organisation has no type. Ids are whole URLs, so
//! without base_url there are none, and nothing that would need one.

mod article;
mod entity;
mod event;
mod works;

pub use article::article;
pub use entity::entity;
pub use event::event;
pub use works::{topic, website, work};

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Lens, PageView};
use crate::config;
use crate::date::Date;
use crate::id::Id;
use crate::moment::Moment;
use crate::registry::Entity;
use crate::routes::{self, Route};

/// What a page tells programs besides its words.
#[derive(Debug, Default)]
pub struct Told {
    pub sort: Sort,
    /// ISO 8601; only for articles whose day is known.
    pub published: Option<String>,
    pub modified: Option<String>,
    /// The names of an article's topics.
    pub tags: Vec<String>,
    pub things: Vec<Thing>,
    /// With which it is shared.
    pub picture: Option<Picture>,
}

/// A picture by its whole URL.
#[derive(Debug, Clone)]
pub struct Picture {
    pub url: String,
    /// Whether it is one that is drawn, whose size is known.
    pub is_drawn: bool,
}

/// What Open Graph calls a page.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Website,
    Article,
    Profile,
    /// A page that nobody shares, such as that of a dead link.
    Nothing,
}

impl Sort {
    pub fn id(self) -> &'static str {
        match self {
            Sort::Website => "website",
            Sort::Article => "article",
            Sort::Profile => "profile",
            Sort::Nothing => "",
        }
    }
}

impl Told {
    /// A page that is about these things and no more.
    pub fn of(things: impl IntoIterator<Item = Thing>) -> Self {
        Self { things: things.into_iter().collect(), ..Self::default() }
    }

    pub fn nothing() -> Self {
        Self { sort: Sort::Nothing, ..Self::default() }
    }
}

/// A node of linked data.
#[derive(Debug, Clone)]
pub struct Thing(Map<String, Value>);

impl Thing {
    pub fn of(kind: &str) -> Self {
        Self(Map::new()).with("@type", kind)
    }

    /// Something of which is not known what it is.
    fn untyped() -> Self {
        Self(Map::new())
    }

    /// One more property; what is empty is left out.
    fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(map) => map.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !empty {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    /// One more property with as many values as there are.
    fn with_all<T: Into<Value>>(self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        self.with(key, values)
    }
}

impl From<Thing> for Value {
    fn from(thing: Thing) -> Value {
        Value::Object(thing.0)
    }
}

/// The content of a page's script; empty where the page says nothing.
pub fn script(lens: &Lens<'_>, page: &PageView) -> String {
    let things = page.told.things.iter().cloned().chain(breadcrumbs(lens, page));
    let mut graph: Vec<Value> = things.map(Value::from).collect();
    if graph.is_empty() {
        return String::new();
    }
    let mut said = BTreeMap::new();
    graph.iter_mut().for_each(|thing| say_once(thing, &mut said));
    let whole = Thing::untyped().with("@context", "https://schema.org").with("@graph", graph);
    in_script(&Value::from(whole).to_string())
}

/// Leaves only the id of what has been told already: in JSON-LD a node is the same wherever it is spoken of.
fn say_once(value: &mut Value, said: &mut BTreeMap<String, Map<String, Value>>) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|value| say_once(value, said)),
        Value::Object(thing) => {
            if let Some(Value::String(id)) = thing.get("@id") {
                let known = said.entry(id.clone()).or_default();
                if thing.iter().all(|(key, value)| known.get(key) == Some(value)) {
                    return thing.retain(|key, _| key == "@id");
                }
                known.extend(thing.clone());
            }
            thing.values_mut().for_each(|value| say_once(value, said));
        }
        _ => {}
    }
}

/// JSON in which no character can end a script or begin a comment in it. All of these stand only in strings, where they
/// may be escaped; the line separators are no line ends in JSON, but were in JavaScript.
fn in_script(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => escaped.push_str(&format!("\\u{:04x}", u32::from(character))),
            character => escaped.push(character),
        }
    }
    escaped
}

/// The way from the home page to this one, where the page shows it. Where no address is told, this page is meant.
fn breadcrumbs(lens: &Lens<'_>, page: &PageView) -> Option<Thing> {
    let origin = lens.site.settings.base_url.origin();
    if page.breadcrumbs.len() < 2 || origin.is_empty() {
        return None;
    }
    let above = page.breadcrumbs.iter().map(|link| (link.text.as_str(), link.href.as_deref()));
    let all = above.chain([(page.title.as_str(), None)]);
    let item = |(at, (name, href)): (usize, (&str, Option<&str>))| {
        let address = href.map(|href| format!("{origin}{href}"));
        Thing::of("ListItem").with("position", at + 1).with("name", name).with("item", address)
    };
    Some(Thing::of("BreadcrumbList").with_all("itemListElement", all.enumerate().map(item)))
}

impl Lens<'_> {
    /// The picture of a page. Who shares it fetches the picture from elsewhere, so without base_url there is none.
    fn picture(&self, page: &Route) -> Option<Picture> {
        let route = routes::picture_of(self.site, page)?;
        let url = self.absolute(&route.url())?;
        Some(Picture { url, is_drawn: !matches!(route, Route::Asset(_)) })
    }

    fn id_of(&self, route: &Route) -> Option<String> {
        self.absolute(&route.url())
    }

    /// An entity by name, where it is spoken of on other pages than its own.
    fn known(&self, entity: &Entity) -> Thing {
        Thing::of(self.schema_type(&entity.kind.value))
            .with("@id", self.id_of(&Route::Entity(entity.id.value.clone())))
            .with("name", self.local(&entity.name))
    }

    /// The same by id; `None` for an id that nothing defines.
    fn known_by(&self, id: &Id) -> Option<Thing> {
        self.site.registry.entity(id).map(|entity| self.known(entity))
    }

    /// The type of schema.org for a type of entities: what the settings say, without the vocabulary's address.
    fn schema_type(&self, kind: &str) -> &str {
        let term = config::term(&self.site.settings.types, kind);
        let written = term.and_then(|term| term.schema_org.as_deref()).unwrap_or_default();
        let name = written.rsplit(['/', ':']).next().unwrap_or_default();
        if name.chars().all(|c| c.is_ascii_alphanumeric()) && !name.is_empty() { name } else { "Thing" }
    }

    /// A date as ISO 8601 has it, with as much as is known; `None` for those that are doubtful or no single date.
    fn stated(&self, date: &Date) -> Option<String> {
        let plain = date.html_datetime()?;
        match date.time() {
            Some(_) => Moment::of(date, &self.site.settings).map(|moment| moment.rfc3339()),
            None => Some(plain),
        }
    }
}

#[cfg(test)]
mod tests;
