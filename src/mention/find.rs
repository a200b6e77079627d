//! The mentions of one article: annotated ones, wikilinks, and names found in the text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lexicon::{Candidate, stands_alone};
use super::{Lexicon, Mention, Origin};
use crate::article::{Article, Place as AnnotationPlace};
use crate::config::{Linking, Mentions, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::markdown::{BlankKind, Piece};
use crate::registry::Registry;
use crate::sidecar::EntityBody;

/// All mentions of an article in the order of its text, and a problem for each name of two entities.
///
/// `wikilinks` are the ranges of the article's wikilinks to entities.
pub fn mentions(
    article: &Article,
    (lexicon, registry, settings): (&Lexicon, &Registry, &Settings),
    wikilinks: &[(Range<usize>, Id)],
) -> (Vec<Mention>, Vec<Diagnostic>) {
    let linked = wikilinks.iter().map(|(range, id)| Mention {
        range: range.clone(),
        entity: id.clone(),
        origin: Origin::Wikilink,
        linked: true,
    });
    let mut mentions = annotated(article, registry);
    mentions.extend(linked);
    let mut problems = Vec::new();
    if article.head.mentions.unwrap_or(settings.mentions) == Mentions::Found {
        let taken: Vec<Range<usize>> =
            entity_ranges(article).into_iter().chain(wikilinks.iter().map(|(range, _)| range.clone())).collect();
        let (found, ambiguous) = found(article, lexicon, registry, &taken);
        mentions.extend(found);
        problems = ambiguous;
    }
    mentions.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end), mention.entity.clone()));
    link(article, settings.linking, &mut mentions);
    (mentions, problems)
}

/// `entity:` annotations that stand in the text.
fn annotated(article: &Article, registry: &Registry) -> Vec<Mention> {
    let mention = |(at, annotation): (usize, &crate::article::Annotation)| {
        let AnnotationPlace::Words(range) = &annotation.place else { return None };
        let Some(EntityBody::Is(id)) = &annotation.bodies.entity else { return None };
        let entity = registry.entity(&id.value)?.id.value.clone();
        Some(Mention { range: range.clone(), entity, origin: Origin::Annotated(at), linked: true })
    };
    article.annotations.iter().enumerate().filter_map(mention).collect()
}

/// Where `entity:` annotations stand, those with `none` and unknown ids too: no mention is found there.
fn entity_ranges(article: &Article) -> Vec<Range<usize>> {
    let with_entity = article.annotations.iter().filter(|annotation| annotation.bodies.entity.is_some());
    with_entity.filter_map(|annotation| annotation.place.range().cloned()).collect()
}

fn found(
    article: &Article,
    lexicon: &Lexicon,
    registry: &Registry,
    taken: &[Range<usize>],
) -> (Vec<Mention>, Vec<Diagnostic>) {
    let text = &article.document.text;
    let date = article.head.date.as_ref().map(|date| &date.value);
    let mut candidates = lexicon.candidates(text, date);
    decide(article, registry, &mut candidates);
    let barred = Barred::of(article);
    candidates.retain(|candidate| !barred.holds(&candidate.range));
    let mut mentions = Vec::new();
    let mut problems = Vec::new();
    for candidate in leftmost_longest(candidates) {
        if taken.iter().any(|range| range.start < candidate.range.end && candidate.range.start < range.end) {
            continue;
        }
        match candidate.entities.iter().collect::<Vec<_>>().as_slice() {
            [entity] => mentions.push(Mention {
                range: candidate.range,
                entity: (*entity).clone(),
                origin: Origin::Found,
                linked: true,
            }),
            several => problems.push(ambiguous(article, &candidate.range, several)),
        }
    }
    (mentions, problems)
}

fn ambiguous(article: &Article, range: &Range<usize>, entities: &[&Id]) -> Diagnostic {
    let name = article.document.text.get(range.clone()).unwrap_or("");
    let ids: Vec<&str> = entities.iter().map(|id| id.as_str()).collect();
    Diagnostic::new(
        Code::AmbiguousName,
        article.text_span(range),
        format!("“{name}” is a name of {} entities: {}", ids.len(), ids.join(", ")),
    )
    .help(format!(
        "annotate this place with `entity:`, or say for the whole article in its sidecar:\nmention_aliases: {{{name}: {}}}",
        ids.first().copied().unwrap_or_default()
    ))
}

/// `mention_aliases` decide what a name means here, and add names that are not looked for elsewhere.
fn decide(article: &Article, registry: &Registry, candidates: &mut Vec<Candidate>) {
    let text = &article.document.text;
    let decided: BTreeMap<&str, Id> = article
        .mention_aliases
        .iter()
        .filter_map(|(name, id)| Some((name.value.as_str(), registry.entity(&id.value)?.id.value.clone())))
        .collect();
    candidates.retain(|candidate| text.get(candidate.range.clone()).is_none_or(|name| !decided.contains_key(name)));
    for (name, id) in decided {
        let places = text.match_indices(name).map(|(at, name)| at..at + name.len());
        candidates.extend(
            places
                .filter(|range| stands_alone(text, range))
                .map(|range| Candidate { range, entities: BTreeSet::from([id.clone()]) }),
        );
    }
}

/// Of overlapping candidates the leftmost stays, of several at one place the longest.
fn leftmost_longest(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|candidate| (candidate.range.start, std::cmp::Reverse(candidate.range.end)));
    let mut end = 0;
    candidates.retain(|candidate| {
        let free = candidate.range.start >= end;
        if free {
            end = candidate.range.end;
        }
        free
    });
    candidates
}

/// Ranges of the text in which no mention is found.
struct Barred(Vec<Range<usize>>);

impl Barred {
    /// Code, math, and the blanks between blocks, which no name spans.
    fn of(article: &Article) -> Self {
        let barred = article.document.pieces.iter().filter_map(|piece| match piece {
            Piece::Words { range, place, .. } if place.code => Some(range.clone()),
            Piece::Atom { range, .. } | Piece::Blank { range, kind: BlankKind::Block, .. } => Some(range.clone()),
            _ => None,
        });
        Self(barred.filter(|range| !range.is_empty()).collect())
    }

    /// The ranges are disjoint and in order, so the first that ends behind the place decides.
    fn holds(&self, place: &Range<usize>) -> bool {
        let at = self.0.partition_point(|range| range.end <= place.start);
        self.0.get(at).is_some_and(|range| range.start < place.end)
    }
}

/// Which mentions become links. Annotated ones and wikilinks are the writer's wish and stay links; words in headings and
/// in the author's links never do.
fn link(article: &Article, linking: Linking, mentions: &mut [Mention]) {
    let unlinkable = unlinkable(article);
    let mut seen = BTreeSet::new();
    for mention in mentions {
        let at = unlinkable.partition_point(|range| range.end <= mention.range.start);
        let free = unlinkable.get(at).is_none_or(|range| range.start >= mention.range.end);
        if mention.origin != Origin::Found {
            mention.linked = mention.origin == Origin::Wikilink || free;
            continue;
        }
        let section = match linking {
            Linking::FirstPerSection => article.heading_at(mention.range.start),
            _ => None,
        };
        mention.linked = free
            && match linking {
                Linking::All => true,
                Linking::None => false,
                Linking::First | Linking::FirstPerSection => seen.insert((mention.entity.clone(), section)),
            };
    }
}

/// Headings and the author's links, in order.
fn unlinkable(article: &Article) -> Vec<Range<usize>> {
    let inside = article.document.pieces.iter().filter_map(|piece| match piece {
        Piece::Words { range, place, .. } if place.heading || place.link => Some(range.clone()),
        _ => None,
    });
    inside.filter(|range| !range.is_empty()).collect()
}
