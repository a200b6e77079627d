//! Parts that several rows share: places in articles, words in several languages, chains of sources.
//!
//! In: values of the site. Out: structs that serialise as the format writes them.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::url;
use crate::article::{Annotation, Article, Place};
use crate::date::Date;
use crate::id::Id;
use crate::local::Local;
use crate::path::encode;
use crate::registry::{Citation, Speaker};
use crate::sidecar::RoleEntities;
use crate::site::Site;

/// Where in an article something is said.
#[derive(Debug, Serialize)]
pub struct PlaceRow {
    /// The article's URL with the annotation's fragment.
    pub url: String,
    /// The article's path below content/.
    pub article: String,
    pub annotation: Id,
    /// `words`, `section`, `background` or `orphan`.
    pub place: &'static str,
    /// All words that it is about; for orphans those that were looked for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub quote: String,
}

impl PlaceRow {
    pub fn new(site: &Site, article: &Article, annotation: &Annotation) -> Self {
        let place = match annotation.place {
            Place::Words(_) => "words",
            Place::Section { .. } => "section",
            Place::Background => "background",
            Place::Orphan => "orphan",
        };
        Self {
            url: place_url(site, article, annotation),
            article: article.path.to_string(),
            annotation: annotation.id.clone(),
            place,
            quote: article.quote(annotation),
        }
    }
}

/// The URL of an annotation's place.
pub fn place_url(site: &Site, article: &Article, annotation: &Annotation) -> String {
    format!("{}#{}", url(site, &article.route()), encode(annotation.id.as_str()))
}

/// Words as the format writes them: text, or a map of languages.
#[derive(Debug)]
pub struct Words<'a>(pub &'a Local);

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let words: Vec<(&str, &str)> = self.0.all().collect();
        if let [("", text)] = words.as_slice() {
            return serializer.serialize_str(text);
        }
        let mut map = serializer.serialize_map(Some(words.len()))?;
        for (language, text) in words {
            map.serialize_entry(language, text)?;
        }
        map.end()
    }
}

impl<'a> Words<'a> {
    pub fn of(words: &'a Option<Local>) -> Option<Self> {
        words.as_ref().map(Self)
    }
}

/// A date as EDTF.
pub fn edtf(date: &Option<Date>) -> Option<String> {
    date.as_ref().map(Date::as_edtf)
}

/// The free map `extra`, which is left out where nothing stands in it.
pub fn extra(extra: &Json) -> Option<&Json> {
    let empty = extra.is_null() || extra.as_object().is_some_and(serde_json::Map::is_empty);
    (!empty).then_some(extra)
}

/// The id that holds now for an id as it was written.
pub fn current<'a>(site: &'a Site, id: &'a Id) -> &'a Id {
    site.registry.entity(id).map_or(id, |entity| &entity.id.value)
}

/// A chain of sources.
#[derive(Debug, Serialize)]
pub struct Chain<'a> {
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<SpeakerRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<Box<Chain<'a>>>,
}

/// Words, or `{entity: ID}`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum SpeakerRow<'a> {
    Words(&'a str),
    Entity { entity: &'a Id },
}

/// Independent chains, the nearest source first; none means that the article itself is the source.
pub fn chains<'a>(site: &'a Site, sources: &'a [Citation]) -> Vec<Chain<'a>> {
    sources.iter().map(|citation| chain(site, citation)).collect()
}

fn chain<'a>(site: &'a Site, citation: &'a Citation) -> Chain<'a> {
    Chain {
        reference: citation.reference.as_ref().map(|id| &id.value),
        speaker: citation.speaker.as_ref().map(|speaker| match speaker {
            Speaker::Words(words) => SpeakerRow::Words(words),
            Speaker::Entity(id) => SpeakerRow::Entity { entity: current(site, &id.value) },
        }),
        via: citation.via.as_ref().map(|via| Box::new(chain(site, via))),
    }
}

/// Those who take part in an event: a map of roles, or a plain list.
#[derive(Debug)]
pub struct Parts<'a>(Vec<(Option<&'a str>, Vec<&'a Id>)>);

impl<'a> Parts<'a> {
    pub fn of(site: &'a Site, roles: &'a [RoleEntities]) -> Option<Self> {
        let part = |role: &'a RoleEntities| {
            let ids = role.entities.iter().map(|id| current(site, &id.value)).collect();
            (role.role.as_ref().map(|role| role.value.as_str()), ids)
        };
        (!roles.is_empty()).then(|| Self(roles.iter().map(part).collect()))
    }
}

impl Serialize for Parts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let [(None, ids)] = self.0.as_slice() {
            return ids.serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (role, ids) in &self.0 {
            map.serialize_entry(role.unwrap_or(""), ids)?;
        }
        map.end()
    }
}
