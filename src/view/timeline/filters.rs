//! By what the events of a page can be filtered.
//!
//! In: events. Out: [`Filters`]: the values of each facet with their numbers, and for each event the tokens that the style
//! sheet and scripts know it by. The style sheet has rules for as many tokens as there may be here.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::sidecar::EventStatus;
use crate::site::WholeEvent;
use crate::view::Lens;

/// At most so many values of a facet can be chosen.
pub(super) const MOST: usize = 12;

/// A facet: kind, entity, topic or status.
#[derive(Debug, Serialize)]
pub struct FacetView {
    /// What the page's address calls it: `kind`.
    pub name: &'static str,
    pub text: &'static str,
    /// The most frequent first.
    pub options: Vec<OptionView>,
}

/// A value of a facet.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct OptionView {
    /// What the page's address calls it: an id, or a word of the writer's.
    pub value: String,
    /// What its events have among their tokens, such as `k1`.
    pub token: String,
    /// Its name with the number of its events.
    pub text: String,
}

/// The facets of some events, and the tokens of each, in the order of the events.
#[derive(Debug, Default)]
pub struct Filters {
    pub facets: Vec<FacetView>,
    pub tokens: Vec<String>,
}

/// What an event has of one facet: values as the page's address calls them.
type Values = fn(&Lens<'_>, &WholeEvent<'_>) -> Vec<String>;

impl Filters {
    /// Facets that would leave out no event are not there.
    pub fn of(lens: &Lens<'_>, events: &[&WholeEvent<'_>]) -> Self {
        let words = lens.words;
        let all: [(&'static str, &'static str, Values); 4] = [
            ("kind", words.kind, kinds),
            ("entity", words.entity_facet, entities),
            ("topic", words.topics, topics),
            ("status", words.status, statuses),
        ];
        let mut filters = Self { facets: Vec::new(), tokens: vec![String::new(); events.len()] };
        for (name, text, values) in all {
            let values: Vec<Vec<String>> = events.iter().map(|event| values(lens, event)).collect();
            let options = options(lens, name, &values);
            let tells_apart = options.iter().any(|(_, count)| *count < events.len());
            if !tells_apart {
                continue;
            }
            let options: Vec<OptionView> = options.into_iter().map(|(option, _)| option).collect();
            for (tokens, values) in filters.tokens.iter_mut().zip(&values) {
                for option in options.iter().filter(|option| values.contains(&option.value)) {
                    if !tokens.is_empty() {
                        tokens.push(' ');
                    }
                    tokens.push_str(&option.token);
                }
            }
            filters.facets.push(FacetView { name, text, options });
        }
        filters
    }
}

/// The most frequent values of a facet, of equally frequent ones by id, with the numbers of their events.
fn options(lens: &Lens<'_>, facet: &str, values: &[Vec<String>]) -> Vec<(OptionView, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.iter().flatten().for_each(|value| *counts.entry(value).or_default() += 1);
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ranked.truncate(MOST);
    let letter = facet.get(..1).unwrap_or_default();
    let option = |(at, (value, count)): (usize, (&str, usize))| {
        let name = name(lens, facet, value);
        let text = format!("{name}{}{count}{}", lens.words.open_bracket, lens.words.close_bracket);
        (OptionView { value: value.to_owned(), token: format!("{letter}{}", at + 1), text }, count)
    };
    ranked.into_iter().enumerate().map(option).collect()
}

/// How a value reads.
fn name(lens: &Lens<'_>, facet: &str, value: &str) -> String {
    let id = || crate::id::Id::new(value);
    match facet {
        "kind" => lens.term(&lens.site.settings.event_kinds, value).text,
        "entity" => id().map(|id| lens.entity_of(&id).name).unwrap_or_default(),
        "topic" => lens.topic_of(value).text,
        _ => lens.format_word(value).text,
    }
}

fn kinds(_: &Lens<'_>, event: &WholeEvent<'_>) -> Vec<String> {
    event.definition.kind.iter().map(|kind| kind.value.clone()).collect()
}

fn entities(lens: &Lens<'_>, event: &WholeEvent<'_>) -> Vec<String> {
    let mut ids: Vec<String> =
        lens.site.all_parts(event).iter().flat_map(|part| &part.entities).map(ToString::to_string).collect();
    ids.sort();
    ids.dedup();
    ids
}

fn topics(lens: &Lens<'_>, event: &WholeEvent<'_>) -> Vec<String> {
    lens.site.event_topics(event).into_iter().map(ToString::to_string).collect()
}

fn statuses(_: &Lens<'_>, event: &WholeEvent<'_>) -> Vec<String> {
    vec![event.definition.status.unwrap_or(EventStatus::Occurred).id().to_owned()]
}
