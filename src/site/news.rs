//! What others must learn of a change.
//!
//! In: what stood in a place, and what stands there now. Out: [`News`]: where nothing is new, nobody has to look again.
//! Places in files don't count: a line that moved is no news to other articles.

use std::collections::{BTreeMap, BTreeSet};

use super::wiki;
use crate::article::Article;
use crate::config::{Settings, Term};
use crate::id::Id;
use crate::path::ContentPath;
use crate::sidecar::{Event, EventBody};

/// What an update brings.
#[derive(Debug, Default)]
pub struct News {
    /// The articles that were exchanged.
    pub articles: BTreeSet<ContentPath>,
    /// Definitions may be others, or stand elsewhere.
    pub definitions: bool,
    /// Names or ids of the registry are others.
    pub names_of_all: bool,
    /// Names of articles that came or went.
    pub names: BTreeSet<String>,
    /// Events that are defined otherwise, or no more.
    pub events: BTreeSet<Id>,
    /// Events came or went.
    pub other_events: bool,
    /// The settings see words or mentions otherwise.
    pub vocabulary: bool,
    pub shape: bool,
    pub claims: bool,
}

/// An article and whether it is shown.
type Shown<'a> = Option<(&'a Article, bool)>;

impl News {
    pub fn settings(&mut self, old: &Settings, new: &Settings) {
        let words = |terms: &[(String, Term)]| terms.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
        let vocabulary = |settings: &Settings| {
            [&settings.types, &settings.predicates, &settings.roles, &settings.event_kinds].map(|terms| words(terms))
        };
        self.vocabulary |=
            old.linking != new.linking || old.mentions != new.mentions || vocabulary(old) != vocabulary(new);
        self.shape = true;
        self.claims = true;
    }

    /// What an article that takes the place of another brings.
    pub fn article(&mut self, path: &ContentPath, (old, new): (Shown<'_>, Shown<'_>)) {
        self.articles.insert(path.clone());
        let both = [old, new].map(|shown| shown.map(|(article, _)| article));
        let [before, after] = both.map(|article| article.filter(|article| !article.definitions.is_empty()));
        self.definitions |= before.map(|article| &article.definitions) != after.map(|article| &article.definitions);
        let [before, after] = both.map(|article| article.map(events_to_others).unwrap_or_default());
        self.other_events |= !before.keys().eq(after.keys());
        let all = before.keys().chain(after.keys());
        self.events.extend(all.filter(|id| before.get(*id) != after.get(*id)).map(|id| (*id).clone()));
        let [before, after] = [old, new].map(|shown| shown.filter(|(_, shown)| *shown).map(|(article, _)| article));
        let names = |article: Option<&Article>| article.map(wiki::names_of).unwrap_or_default();
        let [names_before, names_after] = [before, after].map(names);
        self.names.extend(names_before.symmetric_difference(&names_after).cloned());
        let redirects = |article: &Article| article.head.redirects.iter().map(|old| old.value.clone()).collect();
        let shape = |article: Option<&Article>| article.map(|article| (article.kind.clone(), redirects(article)));
        let [shape_before, shape_after]: [Option<(_, Vec<String>)>; 2] = [before, after].map(shape);
        self.shape |= shape_before != shape_after || self.other_events;
        self.claims |= both.into_iter().flatten().any(makes_claims);
    }
}

fn makes_claims(article: &Article) -> bool {
    article.annotations.iter().any(|annotation| !annotation.bodies.claims.is_empty())
}

/// The definitions of events with an id in an article.
pub fn defined_events(article: &Article) -> impl Iterator<Item = (&Id, &Event)> {
    let bodies = article.annotations.iter().flat_map(|annotation| &annotation.bodies.events);
    bodies.filter_map(|body| match body {
        EventBody::Definition(event) => event.id.as_ref().map(|id| (&id.value, event)),
        EventBody::Account(_) => None,
    })
}

/// Entities by role, and topics.
type Seen<'a> = (Vec<(Option<&'a str>, Vec<&'a Id>)>, Vec<&'a str>);

/// Of each event what its accounts in other articles are connected by.
fn events_to_others(article: &Article) -> BTreeMap<&Id, Seen<'_>> {
    let mut events = BTreeMap::new();
    for (id, event) in defined_events(article) {
        events.entry(id).or_insert_with(|| seen(event));
    }
    events
}

fn seen(event: &Event) -> Seen<'_> {
    let roles = event.entities.iter().map(|part| {
        let role = part.role.as_ref().map(|role| role.value.as_str());
        (role, part.entities.iter().map(|id| &id.value).collect())
    });
    (roles.collect(), event.topics.iter().map(|topic| topic.value.as_str()).collect())
}
