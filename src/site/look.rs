//! Looking things up in a site: what stands behind the indices of the graph.

use super::Site;
use crate::article::{Annotation, Article};
use crate::graph::{Node, Touch};
use crate::load::Asset;
use crate::mention::Mention;
use crate::path::ContentPath;
use crate::sidecar::{Claim, Event, Relation};

/// A body of an annotation with the article it stands in.
#[derive(Debug)]
pub struct Account<'a, Body> {
    pub article: &'a Article,
    pub annotation: &'a Annotation,
    /// The body's index among its kind in the annotation.
    pub index: usize,
    pub body: &'a Body,
}

// Derived implementations would ask the body to be `Copy` too.
impl<Body> Clone for Account<'_, Body> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Body> Copy for Account<'_, Body> {}

/// What a touch stands for.
#[derive(Debug, Clone, Copy)]
pub enum Fact<'a> {
    Card(&'a Article),
    Mention(&'a Article, &'a Mention),
    Event(Account<'a, Event>),
    Claim(Account<'a, Claim>),
    Relation(Account<'a, Relation>),
    Annotation(&'a Article, &'a Annotation),
}

impl Site {
    /// Everything that touches a node, by article path and place.
    pub fn facts<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = Fact<'a>> {
        self.graph.touches(node).filter_map(|(path, touch)| self.fact(path, touch))
    }

    /// What an edge of an article means.
    pub fn fact(&self, path: &ContentPath, touch: Touch) -> Option<Fact<'_>> {
        let article = self.articles.get(path)?;
        let annotation = |at: usize| article.annotations.get(at);
        Some(match touch {
            Touch::Card => Fact::Card(article),
            Touch::Mention(at) => Fact::Mention(article, self.mentions.get(path)?.get(at)?),
            Touch::Event(at, index) => {
                let annotation = annotation(at)?;
                let body = annotation.bodies.events.get(index)?.event();
                Fact::Event(Account { article, annotation, index, body })
            }
            Touch::Claim(at, index) => {
                let annotation = annotation(at)?;
                let body = annotation.bodies.claims.get(index)?;
                Fact::Claim(Account { article, annotation, index, body })
            }
            Touch::Relation(at, index) => {
                let annotation = annotation(at)?;
                let body = annotation.bodies.relations.get(index)?;
                Fact::Relation(Account { article, annotation, index, body })
            }
            Touch::Annotation(at) => Fact::Annotation(article, annotation(at)?),
        })
    }

    /// The reports, newest first, then by path.
    pub fn reports(&self) -> Vec<&Article> {
        let mut reports: Vec<&Article> = self.articles.values().filter(|article| article.is_report()).collect();
        reports.sort_by_cached_key(|article| {
            std::cmp::Reverse(article.head.date.as_ref().map(|date| date.value.sort_key()))
        });
        reports
    }

    /// All claims of all articles, in the order of paths and places.
    pub fn claims(&self) -> impl Iterator<Item = Account<'_, Claim>> {
        self.articles.values().flat_map(|article| {
            article.annotations.iter().flat_map(move |annotation| {
                let bodies = annotation.bodies.claims.iter().enumerate();
                bodies.map(move |(index, body)| Account { article, annotation, index, body })
            })
        })
    }

    /// All relations of all articles.
    pub fn relations(&self) -> impl Iterator<Item = Account<'_, Relation>> {
        self.articles.values().flat_map(|article| {
            article.annotations.iter().flat_map(move |annotation| {
                let bodies = annotation.bodies.relations.iter().enumerate();
                bodies.map(move |(index, body)| Account { article, annotation, index, body })
            })
        })
    }

    /// All tellings of events, definitions and accounts alike.
    pub fn tellings(&self) -> impl Iterator<Item = Account<'_, Event>> {
        self.articles.values().flat_map(|article| {
            article.annotations.iter().flat_map(move |annotation| {
                let bodies = annotation.bodies.events.iter().enumerate();
                bodies.map(move |(index, body)| Account { article, annotation, index, body: body.event() })
            })
        })
    }

    /// An asset, by its path.
    pub fn asset(&self, path: &ContentPath) -> Option<&Asset> {
        let at = self.assets.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
        self.assets.get(at)
    }

    /// The prose or introduction that belongs to a generated page, by the path of its file.
    pub fn prose(&self, path: &str) -> Option<&Article> {
        self.articles.get(&ContentPath::new(path))
    }
}

/// An event as the site knows it: its definition and every telling of it.
#[derive(Debug, Clone)]
pub struct WholeEvent<'a> {
    /// With an id it has a page.
    pub id: Option<&'a crate::id::Id>,
    pub definition: &'a Event,
    /// Where it is told, the definition's place first where it is shown; empty if only drafts tell it.
    pub tellings: Vec<Account<'a, Event>>,
}

impl WholeEvent<'_> {
    /// A definition has a date; a missing one sorts last.
    fn key(&self) -> (bool, Option<crate::date::SortKey>) {
        let key = self.definition.date.as_ref().map(|date| date.value.sort_key());
        (key.is_none(), key)
    }
}

impl Site {
    /// Every event once, by earliest day.
    pub fn distinct_events(&self) -> Vec<WholeEvent<'_>> {
        let mut by_id: std::collections::BTreeMap<&crate::id::Id, WholeEvent<'_>> = self
            .events
            .iter()
            .map(|(id, defined)| (id, WholeEvent { id: Some(id), definition: &defined.event, tellings: Vec::new() }))
            .collect();
        let mut nameless = Vec::new();
        for telling in self.tellings() {
            match telling.body.id.as_ref().map(|id| by_id.get_mut(&id.value)) {
                Some(Some(event)) => event.tellings.push(telling),
                // An account of an event that is not defined has been reported.
                Some(None) => {}
                None => nameless.push(WholeEvent { id: None, definition: telling.body, tellings: vec![telling] }),
            }
        }
        let mut events: Vec<_> = by_id.into_values().chain(nameless).collect();
        events.sort_by_cached_key(WholeEvent::key);
        events
    }

    /// One event with an id.
    pub fn whole_event<'a>(&'a self, id: &'a crate::id::Id) -> Option<WholeEvent<'a>> {
        let definition = &self.events.get(id)?.event;
        let node = Node::Event(id.clone());
        let tellings = self.graph.touches(&node).filter_map(|(path, touch)| match self.fact(path, touch)? {
            Fact::Event(account) => Some(account),
            _ => None,
        });
        let mut tellings: Vec<_> = tellings.collect();
        tellings.sort_by_key(|telling| !std::ptr::eq(telling.body, definition) && telling.body.title.is_none());
        Some(WholeEvent { id: Some(id), definition, tellings })
    }

    /// The years by which a long entity page goes on, newest first, with the mentions in each; empty for short ones.
    pub fn mention_years(&self, id: &crate::id::Id) -> Vec<(i64, usize)> {
        let mut years: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
        let mut count = 0;
        for (path, touches) in self.graph.by_article(&Node::Entity(id.clone())) {
            let mentions = touches.iter().filter(|touch| matches!(touch, Touch::Mention(_))).count();
            count += mentions;
            if let Some(year) = self.articles.get(path).filter(|_| mentions > 0).and_then(Self::year_of) {
                *years.entry(year).or_default() += mentions;
            }
        }
        if count > super::MENTIONS_PER_PAGE { years.into_iter().rev().collect() } else { Vec::new() }
    }

    /// The year of an article's date.
    pub fn year_of(article: &Article) -> Option<i64> {
        article.head.date.as_ref().and_then(|date| date.value.year_of_start())
    }
}
