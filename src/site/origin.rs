//! Where statements come from: the roots of their chains, and what rests on a source.
//!
//! In: a site and source chains. Out: origins, counted as such, so that three papers which have it from one are one root.
//! Must not know pages.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, Fact as Touched, Site};
use crate::article::{Annotation, Article};
use crate::graph::Node;
use crate::id::Id;
use crate::path::ContentPath;
use crate::registry::{Citation, Entity, Fact, Speaker};
use crate::sidecar::{Claim, Event, Relation};

/// What or who tells something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin<'a> {
    Reference(&'a Id),
    Entity(&'a Id),
    /// A speaker who is no entity.
    Words(&'a str),
    /// The article says it of its own.
    Article(&'a ContentPath),
}

/// How many chains a statement has, and how many different roots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support<'a> {
    pub chains: usize,
    pub roots: BTreeSet<Origin<'a>>,
}

/// A statement that can rest on sources.
#[derive(Debug, Clone, Copy)]
pub enum Statement<'a> {
    Event(Account<'a, Event>),
    Claim(Account<'a, Claim>),
    Relation(Account<'a, Relation>),
    /// A note, a mention, or a source that holds for a passage or an article.
    Passage(&'a Article, &'a Annotation),
    /// A row of an entity's infobox.
    Fact(&'a Entity, &'a Fact),
}

/// Whether a statement cites a source itself or through others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    Direct,
    Indirect,
}

/// A statement that rests on a source.
#[derive(Debug, Clone, Copy)]
pub struct Resting<'a> {
    pub statement: Statement<'a>,
    pub nearness: Nearness,
}

/// The sources next to one in all chains, with the number of statements that say so.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Neighbours<'a> {
    /// From whom it has what it tells.
    pub has_from: BTreeMap<Origin<'a>, usize>,
    /// Who has it from this source.
    pub gives_to: BTreeMap<Origin<'a>, usize>,
}

impl<'a> Statement<'a> {
    /// The chains of the statement; empty where the article itself is the source.
    pub fn sources(&self) -> &'a [Citation] {
        match self {
            Statement::Event(event) => event.annotation.sources_of(&event.body.sources),
            Statement::Claim(claim) => claim.annotation.sources_of(&claim.body.sources),
            Statement::Relation(relation) => relation.annotation.sources_of(&relation.body.sources),
            Statement::Passage(_, annotation) => &annotation.sources,
            Statement::Fact(_, fact) => &fact.sources,
        }
    }

    /// The report that makes the statement; facts stand in no report.
    pub fn article(&self) -> Option<&'a Article> {
        match self {
            Statement::Event(event) => Some(event.article),
            Statement::Claim(claim) => Some(claim.article),
            Statement::Relation(relation) => Some(relation.article),
            Statement::Passage(article, _) => Some(article),
            Statement::Fact(..) => None,
        }
    }
}

impl Site {
    /// What one link of a chain names: its reference, else its speaker.
    pub fn origin<'a>(&'a self, link: &'a Citation) -> Option<Origin<'a>> {
        let reference = link.reference.as_ref().map(|id| Origin::Reference(&id.value));
        reference.or_else(|| link.speaker.as_ref().map(|speaker| self.speaker(speaker)))
    }

    fn speaker<'a>(&'a self, speaker: &'a Speaker) -> Origin<'a> {
        match speaker {
            Speaker::Words(words) => Origin::Words(words),
            Speaker::Entity(id) => {
                Origin::Entity(self.registry.entity(&id.value).map_or(&id.value, |entity| &entity.id.value))
            }
        }
    }

    /// The chains and roots of one statement, or of one that several articles make.
    pub fn support<'a>(&'a self, statements: impl IntoIterator<Item = Statement<'a>>) -> Support<'a> {
        let mut chains: BTreeSet<Vec<Origin<'a>>> = BTreeSet::new();
        for statement in statements {
            if statement.sources().is_empty() {
                chains.extend(statement.article().map(|article| vec![Origin::Article(&article.path)]));
            }
            chains.extend(statement.sources().iter().map(|chain| self.chain(chain)));
        }
        let roots = chains.iter().filter_map(|chain| chain.last().copied()).collect();
        Support { chains: chains.len(), roots }
    }

    fn chain<'a>(&'a self, chain: &'a Citation) -> Vec<Origin<'a>> {
        chain.links().filter_map(|link| self.origin(link)).collect()
    }

    /// Every statement that rests on a source, in the order of articles and places, facts of entities last.
    pub fn resting_on<'a>(&'a self, id: &'a Id) -> Vec<Resting<'a>> {
        let node = Node::Reference(id.clone());
        let told = self.graph.touches(&node).filter_map(|(path, touch)| match self.fact(path, touch)? {
            Touched::Event(event) => Some(Statement::Event(event)),
            Touched::Claim(claim) => Some(Statement::Claim(claim)),
            Touched::Relation(relation) => Some(Statement::Relation(relation)),
            Touched::Annotation(article, annotation) if !is_carrier(annotation) => {
                Some(Statement::Passage(article, annotation))
            }
            Touched::Annotation(..) | Touched::Card(_) | Touched::Mention(..) => None,
        });
        let facts = self.registry.entities.values().flat_map(|entity| {
            let cited = entity.facts.iter().filter(move |fact| nearness(&fact.sources, id).is_some());
            cited.map(move |fact| Statement::Fact(entity, fact))
        });
        let resting = told
            .chain(facts)
            .filter_map(|statement| nearness(statement.sources(), id).map(|nearness| Resting { statement, nearness }));
        resting.collect()
    }

    /// What stands next to a source in the chains of these statements.
    pub fn neighbours<'a>(&'a self, id: &Id, resting: &[Resting<'a>]) -> Neighbours<'a> {
        let mut neighbours = Neighbours::default();
        for resting in resting {
            let mut has_from = BTreeSet::new();
            let mut gives_to = BTreeSet::new();
            for chain in resting.statement.sources() {
                let mut above = None;
                for link in chain.links() {
                    if link.reference.as_ref().is_some_and(|reference| reference.value == *id) {
                        gives_to.extend(above);
                        has_from.extend(link.speaker.as_ref().map(|speaker| self.speaker(speaker)));
                        has_from.extend(link.via.as_deref().and_then(|via| self.origin(via)));
                    }
                    above = self.origin(link);
                }
            }
            has_from.into_iter().for_each(|origin| *neighbours.has_from.entry(origin).or_default() += 1);
            gives_to.into_iter().for_each(|origin| *neighbours.gives_to.entry(origin).or_default() += 1);
        }
        neighbours
    }
}

/// Whether an annotation's sources are those of the events, claims or relations in it, which are counted themselves.
fn is_carrier(annotation: &Annotation) -> bool {
    let bodies = &annotation.bodies;
    let states = !(bodies.events.is_empty() && bodies.claims.is_empty() && bodies.relations.is_empty());
    states && bodies.note.is_none()
}

/// How a statement with these chains rests on a source; the nearest of several ways counts.
fn nearness(sources: &[Citation], id: &Id) -> Option<Nearness> {
    let names = |link: &Citation| link.reference.as_ref().is_some_and(|reference| reference.value == *id);
    let of_chain = |chain: &Citation| match chain.links().position(names)? {
        0 => Some(Nearness::Direct),
        _ => Some(Nearness::Indirect),
    };
    sources.iter().filter_map(of_chain).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::site_of;

    const SOURCES: &str = "sources:\n  kr36: {title: 三十六氪}\n  zhidx: {title: 智东西}\n  caixin: {title: 财新}\n  pr: {title: 新闻稿}\n";
    const ENTITIES: &str = "entities:\n  a: {type: Company, name: 甲公司, facts: [{property: 人数, value: 百余人, source: {ref: kr36, via: pr}}]}\n";

    fn site(annotations: &str) -> Site {
        let site = site_of(&[
            ("postil.yaml", "title: 站\n"),
            ("content/sources.yaml", SOURCES),
            ("content/entities/all.yaml", ENTITIES),
            ("content/articles/a.md", "---\ntitle: 报告\ndate: 2024-06-03\n---\n文中有话。\n"),
            ("content/articles/a.yaml", &format!("annotations:\n{annotations}")),
        ]);
        assert_eq!(site.problems, []);
        site
    }

    fn id(word: &str) -> Id {
        Id::new(word).unwrap()
    }

    /// The number of chains and of roots of the first claim.
    fn counted(sources: &str) -> (usize, usize) {
        let site = site(&format!("  - claim: {{subject: a, measure: 人数, value: 100}}\n    {sources}\n"));
        let claim = site.claims().next().unwrap();
        let support = site.support([Statement::Claim(claim)]);
        (support.chains, support.roots.len())
    }

    #[test]
    fn three_papers_can_have_one_root() {
        assert_eq!(counted("source: [{ref: kr36, via: pr}, {ref: zhidx, via: {ref: caixin, via: pr}}, pr]"), (3, 1));
        assert_eq!(counted("source: [kr36, zhidx]"), (2, 2));
        assert_eq!(
            counted("source: [{ref: kr36, via: {speaker: 知情人士}}, {ref: zhidx, via: {speaker: 知情人士}}]"),
            (2, 1)
        );
        // A source with a speaker is the root itself: two papers' insiders need not be one person.
        assert_eq!(counted("source: [{ref: kr36, speaker: 知情人士}, {ref: zhidx, speaker: 知情人士}]"), (2, 2));
        assert_eq!(counted("source: [{speaker: {entity: a}}, {ref: kr36, via: {speaker: {entity: a}}}]"), (2, 1));
        assert_eq!(counted("verify: true"), (1, 1));
    }

    #[test]
    fn a_source_bears_what_cites_it_directly_and_through_others() {
        let site = site(
            "  - {quote: 文中有话, note: 注, source: zhidx}\n  \
               - {claim: {subject: a, measure: 人数, value: 100}, source: {ref: zhidx, via: {ref: kr36, via: pr}}}\n  \
               - {event: {title: 开业, date: 2023}, source: [{ref: kr36, via: pr}, {ref: zhidx, via: kr36}]}\n",
        );
        let nearness = |word: &str| {
            let id = id(word);
            let resting = site.resting_on(&id);
            let count = |near| resting.iter().filter(|resting| resting.nearness == near).count();
            (count(Nearness::Direct), count(Nearness::Indirect))
        };
        assert_eq!(nearness("zhidx"), (3, 0));
        assert_eq!(nearness("kr36"), (2, 1));
        assert_eq!(nearness("pr"), (0, 3));
        assert_eq!(nearness("caixin"), (0, 0));
        let kr36 = id("kr36");
        let neighbours = site.neighbours(&kr36, &site.resting_on(&kr36));
        assert_eq!(neighbours.has_from, BTreeMap::from([(Origin::Reference(&id("pr")), 3)]));
        assert_eq!(neighbours.gives_to, BTreeMap::from([(Origin::Reference(&id("zhidx")), 2)]));
    }
}
