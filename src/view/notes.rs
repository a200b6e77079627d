//! What an article's annotations say, as a list below its text.
//!
//! In: a lens and an article. Out: a [`NoteView`] for each annotation, those of the text, background and orphans apart.

use serde::Serialize;

use super::rows::{ClaimRow, EntityLink, EventRow, RelationRow, SourceChainView, TermView, quote_of};
use super::{Html, Lens, body};
use crate::article::{Annotation, Article, Place};
use crate::path::encode;
use crate::sidecar::EntityBody;
use crate::site::Account;

/// An annotation with all that it says.
#[derive(Debug, Serialize)]
pub struct NoteView {
    /// The id of this list item: the annotation's own where it has no place in the text, else `n.` and that.
    pub id: String,
    /// The number that its words in the text show too, from 1; without a place there is none.
    pub number: Option<usize>,
    /// The place in the text, as a fragment.
    pub href: Option<String>,
    /// The words annotated, or looked for; a section's heading.
    pub quote: String,
    /// What it says in one word: the first of `event`, `claim`, `relation`, `note`, `source`, `entity`.
    pub kind: TermView,
    /// The entity mentioned.
    pub entity: Option<EntityLink>,
    pub events: Vec<EventRow>,
    pub claims: Vec<ClaimRow>,
    pub relations: Vec<RelationRow>,
    pub note: Option<NoteText>,
    /// Where it names sources for all that it says.
    pub sources: Vec<SourceChainView>,
    pub extra: serde_json::Value,
}

/// The writer's own words.
#[derive(Debug, Serialize)]
pub struct NoteText {
    /// `comment`, `question`, …
    pub kind: TermView,
    pub html: Html,
}

/// Annotations that have a note of their own, in the order of the text; the note of the first is number 1. A mention says
/// nothing more than its link does.
pub fn numbered(article: &Article) -> Vec<&Annotation> {
    let placed = article.annotations.iter().filter_map(|annotation| Some((annotation.place.range()?, annotation)));
    let mut placed: Vec<_> = placed.filter(|(_, annotation)| annotation.bodies.kinds() != ["entity"]).collect();
    placed.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    placed.into_iter().map(|(_, annotation)| annotation).collect()
}

/// The annotations of an article: at places of its text, background, and orphans.
pub fn of_article(lens: &Lens<'_>, article: &Article) -> (Vec<NoteView>, Vec<NoteView>, Vec<NoteView>) {
    let noted = numbered(article).into_iter().enumerate();
    let notes = noted.map(|(index, annotation)| view(lens, article, (annotation, Some(index + 1)))).collect();
    let (mut background, mut orphans) = (Vec::new(), Vec::new());
    for annotation in &article.annotations {
        match annotation.place {
            Place::Background => background.push(view(lens, article, (annotation, None))),
            Place::Orphan => orphans.push(view(lens, article, (annotation, None))),
            _ => {}
        }
    }
    (notes, background, orphans)
}

fn view(lens: &Lens<'_>, article: &Article, (annotation, number): (&Annotation, Option<usize>)) -> NoteView {
    let bodies = &annotation.bodies;
    let placed = annotation.place.range().is_some();
    let id = annotation.id.as_str();
    let entity = match &bodies.entity {
        Some(EntityBody::Is(id)) => Some(lens.entity_of(&id.value)),
        Some(EntityBody::None) | None => None,
    };
    let events = bodies.events.iter().enumerate();
    let claims = bodies.claims.iter().enumerate();
    let relations = bodies.relations.iter().enumerate();
    NoteView {
        id: if placed { format!("n.{id}") } else { id.to_owned() },
        number,
        href: placed.then(|| format!("#{}", encode(id))),
        quote: quote_of(article, annotation),
        kind: lens.format_word(main_kind(annotation)),
        entity,
        events: events
            .map(|(index, body)| lens.told_event(Account { article, annotation, index, body: body.event() }))
            .collect(),
        claims: claims.map(|(index, body)| lens.claim_row(Account { article, annotation, index, body })).collect(),
        relations: relations
            .map(|(index, body)| lens.relation_row(Account { article, annotation, index, body }))
            .collect(),
        note: bodies.note.as_ref().map(|note| NoteText {
            kind: lens.format_word(note.kind.id()),
            html: body::write_note(lens, article, (id, lens.local(&note.text))),
        }),
        sources: bodies.sources.iter().map(|citation| lens.chain(citation)).collect(),
        extra: bodies.extra.clone(),
    }
}

fn main_kind(annotation: &Annotation) -> &'static str {
    let kinds = annotation.bodies.kinds();
    let order = ["event", "claim", "relation", "note", "source", "entity"];
    order.into_iter().find(|kind| kinds.contains(kind)).unwrap_or("note")
}
