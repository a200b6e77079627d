//! What does not resolve: ids that nothing defines, words of no vocabulary, chains that run in a circle.
//!
//! In: a site whose registry and events are there. Out: problems at the very words.

use std::collections::BTreeSet;

use super::Site;
use crate::article::{Article, Kind};
use crate::config::{self, Term};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::registry::{Citation, FactValue, RegistryFile, Speaker};
use crate::sidecar::{Bodies, EntityBody, Event, EventBody};
use crate::source::{At, Span};
use crate::text;

/// The problems of one article's references.
pub fn article(site: &Site, article: &Article) -> Vec<Diagnostic> {
    let mut check = Check { site, problems: Vec::new() };
    article.head.topics.iter().for_each(|topic| check.topic(topic));
    article.mention_aliases.iter().for_each(|(_, id)| check.entity(id));
    if let Kind::EntityProse(id) = &article.kind {
        check.prose(article, id);
    }
    for annotation in &article.annotations {
        check.bodies(&annotation.bodies);
    }
    check.problems
}

/// The problems of the registry and the settings.
pub fn registry(site: &Site) -> Vec<Diagnostic> {
    let mut check = Check { site, problems: Vec::new() };
    for entity in site.registry.entities.values() {
        check.term(&entity.kind, &site.settings.types, "type of entities");
        entity.distinct_from.iter().for_each(|id| check.entity(id));
        for fact in &entity.facts {
            if let FactValue::Entity(id) = &fact.value {
                check.entity(id);
            }
            check.sources(&fact.sources);
        }
    }
    for topic in site.registry.topics.values() {
        topic.parent.iter().for_each(|parent| check.topic_id(parent));
        check.topic_circle(&topic.id);
    }
    for reference in site.registry.references.values() {
        reference.entity.iter().for_each(|id| check.entity(id));
    }
    for timeline in &site.settings.timelines {
        timeline.topics.iter().for_each(|topic| check.topic(topic));
        timeline.entities.iter().for_each(|id| check.entity(id));
    }
    check.problems
}

struct Check<'a> {
    site: &'a Site,
    problems: Vec<Diagnostic>,
}

impl Check<'_> {
    fn bodies(&mut self, bodies: &Bodies) {
        if let Some(EntityBody::Is(id)) = &bodies.entity {
            self.entity(id);
        }
        for body in &bodies.events {
            self.event(body);
        }
        for claim in &bodies.claims {
            self.entity(&claim.subject);
            self.sources(&claim.sources);
        }
        for relation in &bodies.relations {
            self.entity(&relation.subject);
            relation.objects.iter().for_each(|object| self.entity(object));
            self.term(&relation.predicate, &self.site.settings.predicates, "predicate");
            self.sources(&relation.sources);
        }
        self.sources(&bodies.sources);
    }

    fn event(&mut self, body: &EventBody) {
        let event: &Event = body.event();
        if let (EventBody::Account(_), Some(id)) = (body, &event.id)
            && !self.site.events.contains_key(&id.value)
        {
            let ids = self.site.events.keys().map(Id::as_str);
            self.missing(id, "event", ids, "the one definition of an event has a `title` and a `date`");
        }
        for role in &event.entities {
            role.entities.iter().for_each(|id| self.entity(id));
            if let Some(role) = &role.role {
                self.term(role, &self.site.settings.roles, "role");
            }
        }
        if let Some(kind) = &event.kind {
            self.term(kind, &self.site.settings.event_kinds, "kind of events");
        }
        event.topics.iter().for_each(|topic| self.topic(topic));
        self.sources(&event.sources);
    }

    /// Where a registry file could not be understood, that its ids do not resolve is no news.
    fn all_read(&self, file: RegistryFile) -> bool {
        !self.site.registry.unread.contains(&file)
    }

    fn entity(&mut self, id: &At<Id>) {
        if self.site.registry.entity(&id.value).is_none() && self.all_read(RegistryFile::Entities) {
            let ids = self.site.registry.entities.keys().map(Id::as_str);
            self.missing(id, "entity", ids, "define it under `entities:` in content/entities/ or in a sidecar");
        }
    }

    /// Prose is shown on its entity's page and nowhere else.
    fn prose(&mut self, article: &Article, id: &Id) {
        let registry = &self.site.registry;
        if registry.entities.contains_key(id) || !self.all_read(RegistryFile::Entities) {
            return;
        }
        let near = || text::nearest(id.as_str(), registry.entities.keys().map(Id::as_str));
        let help = match (registry.merged.get(id), near()) {
            (Some(new), _) => format!("rename it to {new}.md: `{id}` is now `{new}`"),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => "its name is an entity's id; a page of its own stands elsewhere in content/".to_owned(),
        };
        let message = format!("there is no entity `{id}` that this could be the prose of");
        let span = Span::head(&article.source);
        self.problems.push(Diagnostic::new(Code::UnresolvedReference, span, message).help(help));
    }

    fn topic(&mut self, word: &At<String>) {
        if self.site.registry.topic(&word.value).is_some() || !self.all_read(RegistryFile::Topics) {
            return;
        }
        let topics = self.site.registry.topics.values();
        let known = topics.flat_map(|topic| {
            let names = topic.name.all().map(|(_, name)| name);
            names.chain(topic.aliases.iter().map(String::as_str)).chain([topic.id.value.as_str()])
        });
        let near = text::nearest(&word.value, known).map(str::to_owned);
        let help = near.map_or_else(
            || "define it in content/topics.yaml, or add the word to a topic's aliases".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("there is no topic `{}`", word.value);
        self.problems.push(Diagnostic::new(Code::UnresolvedReference, word.span.clone(), message).help(help));
    }

    fn topic_id(&mut self, id: &At<Id>) {
        if !self.site.registry.topics.contains_key(&id.value) && self.all_read(RegistryFile::Topics) {
            let ids = self.site.registry.topics.keys().map(Id::as_str);
            self.missing(id, "topic", ids, "`parent` is the id of another topic");
        }
    }

    /// A topic must not be its own ancestor.
    fn topic_circle(&mut self, id: &At<Id>) {
        let mut seen = BTreeSet::from([&id.value]);
        let mut at = &id.value;
        while let Some(parent) = self.site.registry.topics.get(at).and_then(|topic| topic.parent.as_ref()) {
            if parent.value == id.value {
                let message = format!("the topic `{}` is its own ancestor", id.value);
                self.problems.push(
                    Diagnostic::new(Code::Circle, parent.span.clone(), message)
                        .help("remove one `parent:` of the circle"),
                );
            }
            if !seen.insert(&parent.value) {
                return;
            }
            at = &parent.value;
        }
    }

    fn sources(&mut self, sources: &[Citation]) {
        for source in sources {
            let mut seen = BTreeSet::new();
            for link in source.links() {
                if let Some(id) = &link.reference {
                    let known = self.site.registry.references.contains_key(&id.value);
                    if !known && self.all_read(RegistryFile::Sources) {
                        let ids = self.site.registry.references.keys().map(Id::as_str);
                        self.missing(
                            id,
                            "source",
                            ids,
                            "define it under `sources:` in content/sources.yaml or in a sidecar",
                        );
                    }
                    if !seen.insert(&id.value) {
                        let message = format!("`{}` is its own source", id.value);
                        let help = "a chain leads from a source to the one it relies on, and ends there";
                        self.problems.push(Diagnostic::new(Code::Circle, id.span.clone(), message).help(help));
                    }
                }
                if let Some(Speaker::Entity(id)) = &link.speaker {
                    self.entity(id);
                }
            }
        }
    }

    /// A word that no vocabulary knows is shown as written.
    fn term(&mut self, word: &At<String>, terms: &[(String, Term)], what: &str) {
        if config::term(terms, &word.value).is_some() {
            return;
        }
        let near = text::nearest(&word.value, terms.iter().map(|(id, _)| id.as_str()));
        let help = near.map_or_else(
            || "give it a label in postil.yaml; until then it is shown as written".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("`{}` is no known {what}", word.value);
        self.problems.push(Diagnostic::new(Code::UnknownTerm, word.span.clone(), message).help(help));
    }

    fn missing<'n>(&mut self, id: &At<Id>, what: &str, known: impl Iterator<Item = &'n str>, how: &str) {
        let near = text::nearest(id.value.as_str(), known);
        let help = near.map_or_else(|| how.to_owned(), |near| format!("did you mean `{near}`?"));
        let message = format!("there is no {what} `{}`", id.value);
        self.problems.push(Diagnostic::new(Code::UnresolvedReference, id.span.clone(), message).help(help));
    }
}
