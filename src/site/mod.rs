//! A site as values: everything that its pages are made of, and nothing that is not yet true.
//!
//! In: the loaded files. Out: [`Site`], from which `routes` lists the pages and `view` makes each of them. Reads no disk.

mod alike;
mod assemble;
mod assembly;
mod disagree;
mod edges;
mod look;
mod news;
mod origin;
mod picture;
mod resolve;
mod together;
mod whole;
mod wiki;

pub use alike::similar_measures;
pub use assemble::{as_a_whole, assemble, definitions, fold_terms, wrong_wikilink};
pub use assembly::{Assembly, Choice, DefinitionsFile, Effects, Update};
pub use disagree::{Comparable, Disagreement};
pub use look::{Account, Fact, WholeEvent};
pub use origin::{Nearness, Neighbours, Origin, Resting, Statement, Support};
pub use resolve::article as unresolved;
pub use together::Companion;
pub use whole::{Field, Part};
pub use wiki::{Linked, Names, Wiki};

use std::collections::BTreeMap;

use crate::article::Article;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::fonts::Fonts;
use crate::graph::Graph;
use crate::id::Id;
use crate::load::Asset;
use crate::mention::Mention;
use crate::path::ContentPath;
use crate::registry::Registry;

/// The whole site. Drafts that are not to be shown are in no field but the registry and `events`: what they define
/// resolves, what they tell is not there.
#[derive(Debug)]
pub struct Site {
    pub settings: Settings,
    pub registry: Registry,
    /// What wikilinks can lead to.
    pub names: Names,
    /// Every page of the content by its path.
    pub articles: BTreeMap<ContentPath, Article>,
    /// The mentions of each article, in the order of its text.
    pub mentions: BTreeMap<ContentPath, Vec<Mention>>,
    /// Where each event with an id is defined: the annotation's index and the event's index in it. The article may be a
    /// draft that `articles` lacks, so the definition itself is kept.
    pub events: BTreeMap<Id, DefinedEvent>,
    pub graph: Graph,
    /// By path.
    pub assets: Vec<Asset>,
    /// With which pictures are drawn; none where no picture is wanted.
    pub fonts: Fonts,
    pub problems: Vec<Diagnostic>,
}

/// With more mentions than this an entity's page goes on by year.
pub const MENTIONS_PER_PAGE: usize = 200;

/// The one definition of an event with an id.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinedEvent {
    pub article: ContentPath,
    pub event: crate::sidecar::Event,
}

#[cfg(test)]
pub mod tests;
