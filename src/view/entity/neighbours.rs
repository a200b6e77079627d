//! The entities next to one: those of its relations, and those mentioned in the same reports.
//!
//! In: the entity and its relations. Out: its companions as links, and the picture of all its neighbours.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::RelationGroup;
use crate::id::Id;
use crate::view::Lens;
use crate::view::ego::{self, Bond, EgoView, Neighbour};
use crate::view::rows::EntityLink;
use crate::words::Counted;

/// Entities that are listed as mentioned together with one.
const COMPANIONS: usize = 18;

/// An entity mentioned in the same reports, with the number of these.
pub struct Together {
    link: EntityLink,
    reports: usize,
}

/// The companions of an entity: by reports, then sections, then name.
pub fn together(lens: &Lens<'_>, id: &Id) -> Vec<Together> {
    let names = lens.collation();
    let companions = lens.site.companions(id).into_iter();
    let mut companions: Vec<_> =
        companions.map(|one| (one.sections, lens.entity_of(one.entity), one.reports)).collect();
    companions.sort_by_cached_key(|(sections, link, reports)| {
        (Reverse((*reports, *sections)), names.key(&link.name), link.id.clone())
    });
    companions.into_iter().map(|(_, link, reports)| Together { link, reports }).collect()
}

/// The first of the companions, with the number of reports in words.
pub fn listed(lens: &Lens<'_>, together: &[Together]) -> Vec<EntityLink> {
    let link =
        |one: &Together| EntityLink { count: lens.words.count(one.reports, Counted::Articles), ..one.link.clone() };
    together.iter().take(COMPANIONS).map(link).collect()
}

/// The entity among its neighbours: those of relations first, then by statements and reports, then by name.
pub fn picture(lens: &Lens<'_>, name: &str, (relations, together): (&[RelationGroup], &[Together])) -> Option<EgoView> {
    let mut neighbours: BTreeMap<&str, Neighbour> = BTreeMap::new();
    for related in relations.iter().flat_map(|group| &group.related) {
        let known = neighbours.entry(&related.entity.id).or_insert_with(|| neighbour(&related.entity, Bond::Asserted));
        known.strength += related.statements.len();
    }
    for one in together {
        let known = neighbours.entry(&one.link.id).or_insert_with(|| neighbour(&one.link, Bond::Together));
        known.strength += one.reports;
    }
    let names = lens.collation();
    let mut neighbours: Vec<Neighbour> = neighbours.into_values().collect();
    // The sort is stable, so that namesakes stay in the order of their ids.
    neighbours.sort_by_cached_key(|one| (one.bond, Reverse(one.strength), names.key(&one.name)));
    ego::picture(name, &neighbours)
}

fn neighbour(link: &EntityLink, bond: Bond) -> Neighbour {
    Neighbour { name: link.name.clone(), href: link.href.clone(), bond, strength: 0 }
}
