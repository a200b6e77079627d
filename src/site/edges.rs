//! The edges of one article: what its mentions, events, claims, relations, sources and topics touch.

use crate::article::{Annotation, Article};
use crate::graph::{Edge, Node, Touch};
use crate::id::Id;
use crate::mention::Mention;
use crate::registry::{Citation, Speaker};
use crate::sidecar::EventBody;

use super::Site;

/// All edges of an article. Ids that do not resolve have been reported and make none.
pub fn of(site: &Site, article: &Article, mentions: &[Mention]) -> Vec<Edge> {
    let mut edges = Edges { site, list: Vec::new() };
    for (at, mention) in mentions.iter().enumerate() {
        edges.entity(&mention.entity, Touch::Mention(at));
    }
    if article.is_report() {
        article.head.topics.iter().for_each(|topic| edges.topic(&topic.value, Touch::Card));
    }
    for (at, annotation) in article.annotations.iter().enumerate() {
        edges.annotation(at, annotation);
    }
    edges.list
}

struct Edges<'a> {
    site: &'a Site,
    list: Vec<Edge>,
}

impl Edges<'_> {
    fn annotation(&mut self, at: usize, annotation: &Annotation) {
        let bodies = &annotation.bodies;
        for (index, body) in bodies.events.iter().enumerate() {
            self.event(body, Touch::Event(at, index));
            self.sources(annotation.sources_of(&body.event().sources), Touch::Event(at, index));
        }
        for (index, claim) in bodies.claims.iter().enumerate() {
            self.entity(&claim.subject.value, Touch::Claim(at, index));
            self.sources(annotation.sources_of(&claim.sources), Touch::Claim(at, index));
        }
        for (index, relation) in bodies.relations.iter().enumerate() {
            self.entity(&relation.subject.value, Touch::Relation(at, index));
            relation.objects.iter().for_each(|object| self.entity(&object.value, Touch::Relation(at, index)));
            self.sources(annotation.sources_of(&relation.sources), Touch::Relation(at, index));
        }
        // A mention or note rests on a source only where it names one itself.
        if !bodies.sources.is_empty() {
            self.sources(&bodies.sources, Touch::Annotation(at));
        }
    }

    fn event(&mut self, body: &EventBody, touch: Touch) {
        let told = body.event();
        let id = told.id.as_ref().map(|id| id.value.clone());
        let defined = id.as_ref().and_then(|id| self.site.events.get(id));
        if let (Some(id), Some(_)) = (&id, defined) {
            self.list.push(Edge { to: Node::Event(id.clone()), touch });
        }
        let more = defined.map(|defined| &defined.event);
        for event in [Some(told), more].into_iter().flatten() {
            for id in event.entities.iter().flat_map(|role| &role.entities) {
                self.entity(&id.value, touch);
            }
        }
        let topics = if told.topics.is_empty() { more.map(|event| &event.topics) } else { Some(&told.topics) };
        for topic in topics.into_iter().flatten() {
            self.topic(&topic.value, touch);
        }
    }

    fn entity(&mut self, id: &Id, touch: Touch) {
        if let Some(entity) = self.site.registry.entity(id) {
            self.list.push(Edge { to: Node::Entity(entity.id.value.clone()), touch });
        }
    }

    fn topic(&mut self, word: &str, touch: Touch) {
        if let Some(topic) = self.site.registry.topic(word) {
            self.list.push(Edge { to: Node::Topic(topic.id.value.clone()), touch });
        }
    }

    fn sources(&mut self, sources: &[Citation], touch: Touch) {
        for link in sources.iter().flat_map(Citation::links) {
            if let Some(id) = &link.reference
                && self.site.registry.references.contains_key(&id.value)
            {
                self.list.push(Edge { to: Node::Reference(id.value.clone()), touch });
            }
            if let Some(Speaker::Entity(id)) = &link.speaker {
                self.entity(&id.value, touch);
            }
        }
    }
}
