//! Topics: their index and the page of each.
//!
//! In: a site and maybe a topic's id. Out: [`TopicsView`] and [`TopicView`].

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::prose::ProseView;
use super::rows::{ArticleCard, EntityLink, EventRow, Link};
use super::{Lens, PageView, Shown, linked_data, rank};
use crate::article::Article;
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::path::ContentPath;
use crate::registry::Topic;
use crate::routes::Route;
use crate::sidecar::Event;
use crate::site::{Account, Fact, Site, WholeEvent};
use crate::words::Counted;

/// Entities that a topic's page shows at most.
const ENTITIES: usize = 15;

/// A topic in a list, with those below it.
#[derive(Debug, Clone, Serialize)]
pub struct TopicRow {
    pub topic: Link,
    pub summary: String,
    /// How many reports it has of its own, in words; empty for none.
    pub count: String,
    pub subtopics: Vec<TopicRow>,
}

#[derive(Debug, Serialize)]
pub struct TopicsView {
    /// The words of content/topics/index.md.
    pub prose: Option<ProseView>,
    pub topics: Vec<TopicRow>,
}

pub fn topics(site: &Site) -> Shown<TopicsView> {
    let intro = site.prose("topics/index.md");
    let lens = intro.map_or_else(|| Lens::of_site(site), |intro| Lens::of_article(site, intro));
    let view = TopicsView { prose: intro.map(|intro| lens.prose(intro)), topics: rows(&lens) };
    let title = lens.list_title(intro, lens.words.topics, 1);
    let page = PageView::new(&lens, &Route::Topics, "topics", &title);
    Shown { template: "topics.html", page, view }
}

/// All topics as trees, those of one parent by name.
pub fn rows(lens: &Lens<'_>) -> Vec<TopicRow> {
    let topics = &lens.site.registry.topics;
    let mut below: BTreeMap<Option<&Id>, Vec<&Topic>> = BTreeMap::new();
    for topic in topics.values() {
        let parent = topic.parent.as_ref().map(|parent| &parent.value).filter(|parent| topics.contains_key(*parent));
        below.entry(parent).or_default().push(topic);
    }
    below.values_mut().for_each(|topics| by_name(lens, topics));
    let mut forest = Forest { lens, below, seen: BTreeSet::new() };
    let mut rows = forest.under(None, 0);
    // Topics whose parents run in a circle hang below nothing, as do those too deep; they are not left out for that.
    for topic in topics.values() {
        if forest.seen.insert(topic.id.value.clone()) {
            rows.push(forest.row(topic, 0));
        }
    }
    rows
}

fn by_name(lens: &Lens<'_>, topics: &mut [&Topic]) {
    let names = lens.collation();
    topics.sort_by_cached_key(|topic| (names.key(lens.local(&topic.name)), topic.id.value.clone()));
}

/// How many topics may hang below one another in a list; templates call themselves for each.
const DEEPEST: usize = 12;

struct Forest<'a> {
    lens: &'a Lens<'a>,
    below: BTreeMap<Option<&'a Id>, Vec<&'a Topic>>,
    seen: BTreeSet<Id>,
}

impl Forest<'_> {
    fn under(&mut self, parent: Option<&Id>, depth: usize) -> Vec<TopicRow> {
        if depth > DEEPEST {
            return Vec::new();
        }
        let topics = self.below.get(&parent).cloned().unwrap_or_default();
        let fresh: Vec<&Topic> = topics.into_iter().filter(|topic| self.seen.insert(topic.id.value.clone())).collect();
        fresh.into_iter().map(|topic| self.row(topic, depth)).collect()
    }

    fn row(&mut self, topic: &Topic, depth: usize) -> TopicRow {
        let lens = self.lens;
        let reports = articles_of(lens.site, &topic.id.value).len();
        TopicRow {
            topic: lens.topic_link(topic),
            summary: topic.summary.as_ref().map_or("", |words| lens.local(words)).to_owned(),
            count: if reports > 0 { lens.words.count(reports, Counted::Articles) } else { String::new() },
            subtopics: self.under(Some(&topic.id.value), depth + 1),
        }
    }
}

/// The reports of a topic, newest first.
fn articles_of<'a>(site: &'a Site, id: &Id) -> Vec<&'a Article> {
    let node = Node::Topic(id.clone());
    let cards = site.graph.touches(&node).filter(|(_, touch)| *touch == Touch::Card);
    let paths: BTreeSet<&ContentPath> = cards.map(|(path, _)| path).collect();
    let mut articles: Vec<&Article> = paths.into_iter().filter_map(|path| site.articles.get(path)).collect();
    articles
        .sort_by_cached_key(|article| std::cmp::Reverse(article.head.date.as_ref().map(|date| date.value.sort_key())));
    articles
}

#[derive(Debug, Serialize)]
pub struct TopicView {
    pub summary: String,
    pub aliases: Vec<String>,
    pub parent: Option<Link>,
    pub subtopics: Vec<Link>,
    /// Newest first.
    pub articles: Vec<ArticleCard>,
    pub entities: Vec<EntityLink>,
    /// By date.
    pub events: Vec<EventRow>,
    pub feed: String,
    pub extra: serde_json::Value,
}

/// A topic's page; `None` if there is no such topic.
pub fn topic(site: &Site, id: &Id) -> Option<Shown<TopicView>> {
    let topic = site.registry.topics.get(id)?;
    let lens = Lens::of_site(site);
    let articles = articles_of(site, id);
    let feed = lens.href(&Route::TopicFeed(id.clone()));
    let parent = topic.parent.as_ref().and_then(|parent| site.registry.topics.get(&parent.value));
    let is_child = |child: &&Topic| child.parent.as_ref().is_some_and(|parent| parent.value == *id);
    let mut children: Vec<&Topic> = site.registry.topics.values().filter(is_child).collect();
    by_name(&lens, &mut children);
    let summary = topic.summary.as_ref().map_or("", |words| lens.local(words)).to_owned();
    let page = PageView::new(&lens, &Route::Topic(id.clone()), "topic", lens.local(&topic.name))
        .below(lens.words.topics, lens.href(&Route::Topics))
        .described(summary.clone())
        .telling(linked_data::topic(&lens, topic))
        .with_feed(feed.clone());
    let view = TopicView {
        summary,
        aliases: topic.aliases.clone(),
        parent: parent.map(|parent| lens.topic_link(parent)),
        subtopics: children.into_iter().map(|child| lens.topic_link(child)).collect(),
        entities: rank::most_mentioned(&lens, articles.iter().copied(), ENTITIES),
        events: events_of(site, id, &articles).iter().map(|event| lens.event_row(event)).collect(),
        articles: articles.into_iter().map(|article| lens.article_card(article)).collect(),
        feed,
        extra: topic.extra.clone(),
    };
    Some(Shown { template: "topic.html", page, view })
}

/// Events that name the topic, and those of its reports that name none.
fn events_of<'a>(site: &'a Site, id: &Id, articles: &[&'a Article]) -> Vec<WholeEvent<'a>> {
    let node = Node::Topic(id.clone());
    let named = site.graph.touches(&node).filter_map(|(path, touch)| match site.fact(path, touch)? {
        Fact::Event(account) => Some(account),
        _ => None,
    });
    let silent = articles.iter().flat_map(|article| tellings(article)).filter(|telling| {
        let defined = telling.body.id.as_ref().and_then(|id| site.events.get(&id.value));
        telling.body.topics.is_empty() && defined.is_none_or(|defined| defined.event.topics.is_empty())
    });
    let mut ids = BTreeSet::new();
    let mut events = Vec::new();
    for telling in named.chain(silent) {
        match telling.body.id.as_ref().map(|id| &id.value) {
            Some(id) if ids.insert(id) => events.extend(site.whole_event(id)),
            Some(_) => {}
            None => events.push(WholeEvent { id: None, definition: telling.body, tellings: vec![telling] }),
        }
    }
    events.sort_by_cached_key(|event| event.definition.date.as_ref().map(|date| date.value.sort_key()));
    events
}

/// Every event that an article tells.
fn tellings(article: &Article) -> impl Iterator<Item = Account<'_, Event>> {
    article.annotations.iter().flat_map(move |annotation| {
        let bodies = annotation.bodies.events.iter().enumerate();
        bodies.map(move |(index, body)| Account { article, annotation, index, body: body.event() })
    })
}
