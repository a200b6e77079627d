//! Figures and dates held against the words they are quoted from.
//!
//! In: an anchored article. Out: a problem where the words hold figures of the claim's unit, or dates, and none of them
//! agrees with the data; it says what was read.

use std::ops::Range;

use super::{Annotation, Article};
use crate::date::{self, Date, Language};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{self, ClaimValue};
use crate::sidecar::{Claim, Event};
use crate::source::{At, Span};

/// Reports every claim and event whose words say something else.
pub fn check(article: &mut Article) {
    let mut problems = Vec::new();
    for annotation in &article.annotations {
        let Some(range) = annotation.place.range() else { continue };
        // A section is no quote: it holds many figures that are not this claim's.
        if matches!(annotation.place, super::Place::Section { .. }) || annotation.bodies.verify == Some(false) {
            continue;
        }
        let words = article.document.text.get(range.clone()).unwrap_or("");
        problems
            .extend(annotation.bodies.claims.iter().filter_map(|claim| figure_problem(words, claim, article, range)));
        problems.extend(date_problem(words, annotation, article, range));
    }
    article.problems.extend(problems);
}

/// A claim's value as the figures module compares it.
pub fn claim_value(claim: &Claim) -> Option<ClaimValue> {
    let figure = claim.figure.as_ref()?;
    Some(ClaimValue {
        low: figure.low.clone(),
        high: figure.high.clone(),
        unit: figure.unit.clone().unwrap_or_default(),
        bound: figure.bound,
    })
}

fn figure_problem(words: &str, claim: &Claim, article: &Article, range: &Range<usize>) -> Option<Diagnostic> {
    let value = claim_value(claim)?;
    let figures = figure::figures_in(words);
    let read = figure::figures_of_unit(&figures, &value.unit);
    if read.is_empty() || read.iter().any(|figure| figure::agrees(figure, &value)) {
        return None;
    }
    let seen: Vec<String> = read.iter().map(|figure| format!("“{}”", figure.words)).collect();
    let span = claim.figure.as_ref().map_or_else(|| claim.span.clone(), |figure| figure.span.clone());
    let message = format!("the words say {}, the claim says {}", seen.join(", "), span.words());
    Some(disagreement(Code::DisagreeingFigure, span, message, article, range))
}

/// Of all dates that the annotation's events give, each must agree with one of the dates in the words. With several
/// events in one annotation each is held against all the words.
fn date_problem(words: &str, annotation: &Annotation, article: &Article, range: &Range<usize>) -> Option<Diagnostic> {
    let anchor = article.head.date.as_ref()?;
    let events = annotation.bodies.events.iter().map(|body| body.event());
    let dated: Vec<&At<Date>> = events.filter_map(|event: &Event| event.date.as_ref()).collect();
    if dated.is_empty() {
        return None;
    }
    let read = date::dates_in(words, &anchor.value);
    let wrong =
        dated.into_iter().find(|data| !read.is_empty() && !read.iter().any(|read| date::agrees(read, &data.value)))?;
    let seen: Vec<String> =
        read.iter().map(|read| format!("“{}” ({})", read.words, read.date.display(Language::English))).collect();
    let message = format!("the words say {}, the event says {}", seen.join(", "), wrong.span.words());
    Some(disagreement(Code::DisagreeingDate, wrong.span.clone(), message, article, range))
}

fn disagreement(code: Code, span: Span, message: String, article: &Article, range: &Range<usize>) -> Diagnostic {
    Diagnostic::new(code, span, message)
        .related(article.text_span(range), "the words")
        .help("mend the data or quote the right words; where the words mean something else, add `verify: false`")
}
