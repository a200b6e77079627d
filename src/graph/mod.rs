//! What touches what: edges from places in articles to entities, events, topics and sources.
//!
//! In: the edges of each article. Out: for each node, every place that touches it. Holds ids and places only, never titles
//! or HTML; [`Graph::insert`] and [`Graph::remove`] mirror each other, and a cold build is `insert` for all.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Id;
use crate::path::ContentPath;

/// Something that has a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    Entity(Id),
    Event(Id),
    Topic(Id),
    Reference(Id),
}

/// A place in an article, as indices into what the article holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Touch {
    /// The article itself, such as its topics.
    Card,
    /// The n-th mention of the article.
    Mention(usize),
    /// The n-th annotation's m-th event, in which an entity takes part or which the event's page tells.
    Event(usize, usize),
    /// The n-th annotation's m-th claim, whose subject or speaker an entity is or which a source bears.
    Claim(usize, usize),
    Relation(usize, usize),
    /// The n-th annotation as a whole, such as the source of a note.
    Annotation(usize),
}

/// One edge of an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    pub to: Node,
    pub touch: Touch,
}

/// All edges by the node they lead to; articles and places in order.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Graph {
    nodes: BTreeMap<Node, BTreeMap<ContentPath, BTreeSet<Touch>>>,
}

impl Graph {
    pub fn insert(&mut self, article: &ContentPath, edges: &[Edge]) {
        for edge in edges {
            self.nodes.entry(edge.to.clone()).or_default().entry(article.clone()).or_default().insert(edge.touch);
        }
    }

    /// Takes out what `insert` put in with the same edges.
    pub fn remove(&mut self, article: &ContentPath, edges: &[Edge]) {
        for edge in edges {
            let Some(articles) = self.nodes.get_mut(&edge.to) else { continue };
            articles.remove(article);
            if articles.is_empty() {
                self.nodes.remove(&edge.to);
            }
        }
    }

    /// Every place that touches a node, by article.
    pub fn touches(&self, node: &Node) -> impl Iterator<Item = (&ContentPath, Touch)> {
        let articles = self.nodes.get(node).into_iter().flatten();
        articles.flat_map(|(article, touches)| touches.iter().map(move |touch| (article, *touch)))
    }

    /// Every place that touches a node, the places of each article together.
    pub fn by_article(&self, node: &Node) -> impl Iterator<Item = (&ContentPath, &BTreeSet<Touch>)> {
        self.nodes.get(node).into_iter().flatten()
    }

    /// The articles that touch a node.
    pub fn articles(&self, node: &Node) -> impl Iterator<Item = &ContentPath> {
        self.nodes.get(node).into_iter().flat_map(BTreeMap::keys)
    }

    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.keys()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(id: &str, touch: Touch) -> Edge {
        Edge { to: Node::Entity(Id::new(id).unwrap()), touch }
    }

    #[test]
    fn what_is_removed_leaves_nothing_behind() {
        let (a, b) = (ContentPath::new("a.md"), ContentPath::new("b.md"));
        let first = [edge("x", Touch::Mention(0)), edge("x", Touch::Claim(1, 0)), edge("y", Touch::Card)];
        let second = [edge("x", Touch::Mention(2))];
        let mut graph = Graph::default();
        graph.insert(&b, &second);
        let only_second = graph.clone();
        graph.insert(&a, &first);
        assert_eq!(graph.articles(&Node::Entity(Id::new("x").unwrap())).count(), 2);
        graph.remove(&a, &first);
        assert_eq!(graph, only_second);
        graph.remove(&b, &second);
        assert_eq!(graph, Graph::default());
    }
}
