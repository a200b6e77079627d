//! What the annotations of an article say, for those who change them.
//!
//! In: the site in memory and an article. Out: for each annotation the keys of its item as JSON, scalars as written, and
//! where an orphan seems to have gone.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{LIST, TARGET, target};
use crate::article::{Article, Place};
use crate::live::Live;
use crate::path::ContentPath;
use crate::propose;
use crate::sidecar::Sidecar;
use crate::source::Source;
use crate::yaml::edit::{self, Step};

/// An annotation as its sidecar has it.
#[derive(Debug, Default, Clone, PartialEq, Serialize)]
pub struct Outline {
    /// All keys but those of the target and the id.
    pub bodies: Map<String, Json>,
    /// The keys of a target that would find the words, for an orphan.
    pub proposal: Option<Map<String, Json>>,
}

/// The annotations of an article by id; empty where the sidecar cannot be understood.
pub fn outline(live: &Live, article: &Article) -> BTreeMap<String, Outline> {
    let path = ContentPath::new(&format!("{}.yaml", article.path.without_extension()));
    let Some(text) = live.text(&path) else { return BTreeMap::new() };
    let source = Source::new(format!("content/{path}"), text);
    let (sidecar, problems) = Sidecar::read(&source);
    if problems.iter().any(|problem| problem.severity() == crate::diagnostic::Severity::Fatal) {
        return BTreeMap::new();
    }
    let Ok(node) = crate::yaml::parse(&source, 0..text.len()) else { return BTreeMap::new() };
    let list = edit::find(&node, &[Step::Key(LIST.into())]);
    let items = list.map(|list| list.items()).unwrap_or_default();
    let mut outlines = BTreeMap::new();
    for (annotation, item) in sidecar.annotations.iter().zip(items) {
        let Some(Json::Object(mut bodies)) = edit::values(item) else { continue };
        bodies.retain(|key, _| key != "id" && !TARGET.contains(&key.as_str()));
        outlines.insert(annotation.id.to_string(), Outline { bodies, proposal: None });
    }
    for orphan in article.annotations.iter().filter(|annotation| annotation.place == Place::Orphan) {
        if let Some(outline) = outlines.get_mut(orphan.id.as_str())
            && let Some(selector) = propose::selector(live.root(), article, orphan)
        {
            outline.proposal = Some(target(&selector).into_iter().collect());
        }
    }
    outlines
}
