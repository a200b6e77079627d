//! Events as a picture, in lanes.
//!
//! In: events in the order of their dates. Out: [`OverviewView`]; how it is drawn is [`chart`]'s business.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::chart::{self, Extent, Mark, Overview, State};
use crate::id::Id;
use crate::sidecar::EventStatus;
use crate::site::WholeEvent;
use crate::view::{Html, Lens};

/// At most so many events are drawn, the most important ones.
const MOST: usize = 300;
/// Fewer make no picture.
const FEWEST: usize = 3;
/// At most so many kinds have a lane of their own.
const LANES: usize = 7;
/// A kind with fewer events has none.
const LEAST_IN_LANE: usize = 2;

/// A picture of events.
#[derive(Debug, Serialize)]
pub struct OverviewView {
    pub svg: Html,
    /// What its signs mean; empty where all are days.
    pub signs: Vec<SignView>,
    /// How many events it leaves out, in words; empty for none.
    pub note: String,
}

/// A sign of the picture, and what it means.
#[derive(Debug, Serialize)]
pub struct SignView {
    pub svg: Html,
    pub text: &'static str,
}

/// What the lanes of a picture tell apart.
#[derive(Debug, Clone)]
pub enum Lanes {
    Kinds,
    /// Entities in this order; an event stands with the first of them that takes part in it.
    Entities(Vec<Id>),
}

/// A picture of events, each with its tokens, which may be lacking; `width` is one of [`chart`]'s, in pixels.
pub fn overview(
    lens: &Lens<'_>,
    (events, tokens): (&[&WholeEvent<'_>], &[String]),
    lanes: &Lanes,
    width: f64,
) -> Option<OverviewView> {
    let (names, lane_of) = match lanes {
        Lanes::Kinds => by_kind(lens, events),
        Lanes::Entities(entities) => by_entity(lens, events, entities),
    };
    let mark = |((at, event), lane): ((usize, &&WholeEvent<'_>), &usize)| {
        let tokens = tokens.get(at).cloned().unwrap_or_default();
        Some(Mark { lane: *lane, tokens, ..mark(lens, event)? })
    };
    let marks: Vec<Mark> = events.iter().enumerate().zip(&lane_of).filter_map(mark).collect();
    let marks = most_important(marks);
    if marks.len() < FEWEST {
        return None;
    }
    let (words, language) = (lens.words, lens.date_language());
    let drawing = chart::draw(&Overview { marks: &marks, lanes: &names, width, words, language });
    let is_whole = drawing.drawn == events.len();
    let note = if is_whole { String::new() } else { words.drawn_of(drawing.drawn, events.len()) };
    let sign = |sign: chart::Sign| SignView { svg: Html::new(&sign.svg), text: sign.text };
    let signs = drawing.signs.into_iter().map(sign).collect();
    Some(OverviewView { svg: Html::new(&drawing.svg), signs, note })
}

/// None for an event that has no place in time.
fn mark(lens: &Lens<'_>, event: &WholeEvent<'_>) -> Option<Mark> {
    let date = &event.definition.date.as_ref()?.value;
    let row = lens.event_row(event);
    Some(Mark {
        title: row.title,
        date: date.display(lens.date_language()),
        href: row.href,
        extent: Extent::of(date)?,
        lane: 0,
        state: match event.definition.status.unwrap_or(EventStatus::Occurred) {
            EventStatus::Occurred => State::Occurred,
            EventStatus::Planned | EventStatus::Postponed => State::Planned,
            EventStatus::Cancelled => State::Cancelled,
            EventStatus::Rumored => State::Rumored,
        },
        importance: row.importance,
        tokens: String::new(),
    })
}

/// Those for which there is room, still in the order of their dates.
fn most_important(marks: Vec<Mark>) -> Vec<Mark> {
    let mut ranked: Vec<(usize, Mark)> = marks.into_iter().enumerate().collect();
    ranked.sort_by_key(|(_, mark)| std::cmp::Reverse(mark.importance));
    ranked.truncate(MOST);
    ranked.sort_by_key(|(at, _)| *at);
    ranked.into_iter().map(|(_, mark)| mark).collect()
}

/// Names of lanes, and the lane of each event.
type InLanes = (Vec<String>, Vec<usize>);

/// A lane for each of the most frequent kinds, the most frequent first, and one for the rest.
fn by_kind(lens: &Lens<'_>, events: &[&WholeEvent<'_>]) -> InLanes {
    let kind = |event: &&WholeEvent<'_>| event.definition.kind.as_ref().map(|kind| kind.value.clone());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    events.iter().filter_map(kind).for_each(|kind| *counts.entry(kind).or_default() += 1);
    let mut ranked: Vec<(String, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let known = ranked.len();
    ranked.retain(|(_, count)| *count >= LEAST_IN_LANE);
    ranked.truncate(LANES);
    let rest = if ranked.len() < known { lens.words.other } else { lens.words.no_kind };
    let place = |event: &&WholeEvent<'_>| {
        let kind = kind(event);
        ranked.iter().position(|(known, _)| Some(known) == kind.as_ref()).unwrap_or(ranked.len())
    };
    let lanes: Vec<usize> = events.iter().map(place).collect();
    let mut names: Vec<String> =
        ranked.iter().map(|(kind, _)| lens.term(&lens.site.settings.event_kinds, kind).text).collect();
    if lanes.contains(&ranked.len()) {
        names.push(rest.to_owned());
    }
    (names, lanes)
}

/// A lane for each entity, and one for events in which none of them takes part.
fn by_entity(lens: &Lens<'_>, events: &[&WholeEvent<'_>], entities: &[Id]) -> InLanes {
    let place = |event: &&WholeEvent<'_>| {
        let parts = lens.site.all_parts(event);
        let takes_part = |id: &&Id| parts.iter().any(|part| part.entities.contains(id));
        entities.iter().position(|id| takes_part(&id)).unwrap_or(entities.len())
    };
    let lanes: Vec<usize> = events.iter().map(place).collect();
    let mut names: Vec<String> = entities.iter().map(|id| lens.entity_of(id).name).collect();
    if lanes.contains(&entities.len()) {
        names.push(lens.words.other.to_owned());
    }
    (names, lanes)
}
