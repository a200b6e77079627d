//! Bodies of W3C annotations: what an annotation says, each part with its purpose (Web Annotation Data Model §3.2).
//!
//! In: an annotation and a lens of its article's language. Out: [`Body`] values. Entities, events and sources are the IRIs
//! of their pages; claims and relations are sentences here and data in /data/.

use serde::Serialize;

use super::url;
use crate::article::{Annotation, Article};
use crate::local::Local;
use crate::registry::{Citation, Speaker};
use crate::routes::Route;
use crate::sidecar::{Claim, EntityBody, Event, Note, NoteKind, Relation};
use crate::site::Account;
use crate::view::Lens;

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
pub enum Body<'a> {
    SpecificResource {
        source: String,
        purpose: &'static str,
    },
    TextualBody {
        value: String,
        format: &'static str,
        #[serde(skip_serializing_if = "str::is_empty")]
        language: &'a str,
        purpose: &'static str,
    },
}

impl Body<'_> {
    /// A motivation of §3.3.5.
    pub fn purpose(&self) -> &'static str {
        match self {
            Body::SpecificResource { purpose, .. } | Body::TextualBody { purpose, .. } => purpose,
        }
    }
}

/// Everything that an annotation says, in the order of the format's keys.
pub fn of<'a>(lens: &Lens<'a>, article: &'a Article, annotation: &'a Annotation) -> Vec<Body<'a>> {
    let writer = Writer { lens: *lens, article, annotation };
    let said = &annotation.bodies;
    let mut bodies: Vec<Body<'a>> = said.entity.iter().map(|entity| writer.entity(entity)).collect();
    bodies.extend(said.events.iter().flat_map(|body| writer.event(body.event())));
    bodies.extend(said.claims.iter().enumerate().map(|(index, claim)| writer.claim(index, claim)));
    bodies.extend(said.relations.iter().enumerate().map(|(index, relation)| writer.relation(index, relation)));
    bodies.extend(said.note.iter().map(|note| writer.note(note)));
    bodies.extend(said.sources.iter().flat_map(Citation::links).flat_map(|link| writer.source(link)));
    bodies
}

struct Writer<'a> {
    lens: Lens<'a>,
    article: &'a Article,
    annotation: &'a Annotation,
}

impl<'a> Writer<'a> {
    fn resource(&self, route: &Route, purpose: &'static str) -> Body<'a> {
        Body::SpecificResource { source: url(self.lens.site, &route.url()), purpose }
    }

    /// Words in the language of the article.
    fn words(&self, value: String, purpose: &'static str) -> Body<'a> {
        Body::TextualBody { value, format: "text/plain", language: self.lens.language(), purpose }
    }

    fn entity(&self, entity: &EntityBody) -> Body<'a> {
        match entity {
            EntityBody::Is(id) => {
                let current = super::place::current(self.lens.site, &id.value);
                self.resource(&Route::Entity(current.clone()), "identifying")
            }
            // The format's own word: these words are the name of nothing.
            EntityBody::None => {
                Body::TextualBody { value: "none".into(), format: "text/plain", language: "", purpose: "classifying" }
            }
        }
    }

    /// The event's page, and what is said of the event here.
    fn event(&self, event: &'a Event) -> Vec<Body<'a>> {
        let id = event.id.as_ref().map(|id| &id.value).filter(|id| self.lens.site.events.contains_key(*id));
        let page = id.map(|id| self.resource(&Route::Event(id.clone()), "describing"));
        let date = event.date.as_ref().map(|date| date.value.display(self.lens.date_language()));
        let title = event.title.as_ref().map(|title| self.lens.local(title).to_owned());
        let words: Vec<String> = date.into_iter().chain(title).collect();
        let sentence = (!words.is_empty()).then(|| self.words(words.join(" · "), "describing"));
        page.into_iter().chain(sentence).collect()
    }

    fn claim(&self, index: usize, claim: &'a Claim) -> Body<'a> {
        let account = Account { article: self.article, annotation: self.annotation, index, body: claim };
        let row = self.lens.claim_row(account);
        let as_of = row.as_of.map(|date| date.text).unwrap_or_default();
        let status = row.status.map(|status| status.text).unwrap_or_default();
        self.words(joined([row.subject.name, row.measure, row.value, row.text, as_of, status]), "describing")
    }

    fn relation(&self, index: usize, relation: &'a Relation) -> Body<'a> {
        let account = Account { article: self.article, annotation: self.annotation, index, body: relation };
        let row = self.lens.relation_row(account);
        let objects: Vec<String> = row.objects.into_iter().map(|object| object.name).collect();
        let comma = if crate::words::is_chinese(self.lens.language()) { "、" } else { ", " };
        let valid = row.valid.map(|date| date.text).unwrap_or_default();
        let status = row.status.map(|status| status.text).unwrap_or_default();
        self.words(joined([row.subject.name, row.predicate, objects.join(comma), valid, status]), "describing")
    }

    fn note(&self, note: &'a Note) -> Body<'a> {
        let purpose = match note.kind {
            NoteKind::Comment => "commenting",
            NoteKind::Context | NoteKind::Definition => "describing",
            NoteKind::Question => "questioning",
            NoteKind::Correction => "editing",
        };
        let (language, value) = self.spoken(&note.text);
        Body::TextualBody { value: value.to_owned(), format: "text/markdown", language, purpose }
    }

    /// The words that the page shows, with their language.
    fn spoken(&self, words: &'a Local) -> (&'a str, &'a str) {
        let shown = self.lens.local(words);
        let tag = words.all().find(|(_, text)| *text == shown).map_or("", |(tag, _)| tag);
        (if tag.is_empty() { self.lens.language() } else { tag }, shown)
    }

    /// A link of a chain: the pages of the source and of who speaks there, or the speaker in words.
    fn source(&self, link: &Citation) -> Vec<Body<'a>> {
        let reference = link.reference.as_ref();
        let reference = reference.map(|id| self.resource(&Route::Reference(id.value.clone()), "linking"));
        let speaker = link.speaker.as_ref().map(|speaker| match speaker {
            Speaker::Words(words) => self.words(words.clone(), "tagging"),
            Speaker::Entity(id) => {
                let current = super::place::current(self.lens.site, &id.value);
                self.resource(&Route::Entity(current.clone()), "linking")
            }
        });
        reference.into_iter().chain(speaker).collect()
    }
}

/// What is said of one thing, without what is not said.
fn joined<const N: usize>(parts: [String; N]) -> String {
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}
