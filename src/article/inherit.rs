//! Inheritance of sources, innermost first: the smallest enclosing passage that names a source, the section, the article.
//!
//! In: the annotations of one article in text order. Out: each with the sources it rests on; none means the article
//! itself is the source.

use super::{Annotation, Place};
use crate::registry::Citation;

/// Fills in the sources of annotations that name none.
pub fn sources(annotations: &mut [Annotation]) {
    let bearers: Vec<(Place, Vec<Citation>)> = annotations
        .iter()
        .filter(|annotation| !annotation.bodies.sources.is_empty() && bears(annotation))
        .map(|annotation| (annotation.place.clone(), annotation.bodies.sources.clone()))
        .collect();
    for annotation in annotations {
        annotation.sources = if annotation.bodies.sources.is_empty() {
            inherited(&annotation.place, &bearers).unwrap_or_default()
        } else {
            annotation.bodies.sources.clone()
        };
    }
}

/// A background event with a source speaks for itself; only a source that stands alone holds for the article.
fn bears(annotation: &Annotation) -> bool {
    annotation.place != Place::Background || annotation.bodies.kinds() == ["source"]
}

/// The sources of the smallest place that holds this one. A section ranks behind passages, the article behind both.
fn inherited(place: &Place, bearers: &[(Place, Vec<Citation>)]) -> Option<Vec<Citation>> {
    let size = |bearer: &Place| match (bearer, place.range()) {
        (Place::Words(outer), Some(inner)) => holds(outer, inner).then_some((0, outer.len())),
        (Place::Section { range: outer, .. }, Some(inner)) => holds(outer, inner).then_some((1, outer.len())),
        (Place::Background, _) => Some((2, 0)),
        _ => None,
    };
    let nearest =
        bearers.iter().filter_map(|(bearer, sources)| Some((size(bearer)?, sources))).min_by_key(|(size, _)| *size);
    nearest.map(|(_, sources)| sources.clone())
}

fn holds(outer: &std::ops::Range<usize>, inner: &std::ops::Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
