//! Where an annotation stands in a document, and what to say when it stands nowhere or in several places.

use std::ops::Range;

use super::{Article, Place};
use crate::anchor::{self, Anchored, Selector, Telling, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Document, Piece};
use crate::sidecar::{Annotation, Target};
use crate::source::{At, Span};

/// The place of an annotation, with a problem if it is an orphan or ambiguous.
pub fn find(article: &Article, text: &Text, spec: &Annotation) -> (Place, Option<Diagnostic>) {
    match &spec.target {
        Target::None => (Place::Background, None),
        Target::Section(heading) => section(article, heading),
        target => match selector(target) {
            None => (Place::Orphan, None),
            Some((selector, span)) => match anchor::anchor(text, &selector, None) {
                Anchored::At(range) => (Place::Words(range), None),
                Anchored::Orphan { proposal } => {
                    (Place::Orphan, Some(orphan(target, span, proposal.map(|proposal| proposal.selector))))
                }
                Anchored::Ambiguous { places, telling } => {
                    (Place::Orphan, Some(ambiguous(article, span, &places, &telling)))
                }
            },
        },
    }
}

/// The selector of a target with words, and the span of these words in the sidecar.
pub fn selector(target: &Target) -> Option<(Selector, &Span)> {
    match target.clone() {
        Target::Quote { quote, before, after, nth } => Some(Selector::Quote { quote: quote.value, before, after, nth }),
        Target::Passage { from, to, before, after, nth } => {
            Some(Selector::Passage { from: from.value, to: to.value, before, after, nth })
        }
        Target::None | Target::Section(_) => None,
    }
    .zip(match target {
        Target::Quote { quote, .. } => Some(&quote.span),
        Target::Passage { from, .. } => Some(&from.span),
        Target::None | Target::Section(_) => None,
    })
}

/// The diagnostic of an orphan, with the selector that would stand where the words have gone.
pub fn orphan(target: &Target, span: &Span, proposal: Option<Selector>) -> Diagnostic {
    let narrowed = matches!(target, Target::Quote { before, after, nth, .. } | Target::Passage { before, after, nth, .. }
        if before.is_some() || after.is_some() || nth.is_some());
    let message = match (target, narrowed) {
        (Target::Passage { .. }, false) => "no passage of the article begins and ends with these words",
        (Target::Passage { .. }, true) => "no passage of the article fits these words and their context",
        (_, false) => "these words do not stand in the article",
        (_, true) => "these words do not stand in the article with this context",
    };
    let help = proposal.map_or_else(
        || "the annotation is kept and shown at the article's end; quote other words, or remove it".to_owned(),
        |selector| format!("it seems that they were changed; write:\n{}", yaml_lines(&selector)),
    );
    Diagnostic::new(Code::Orphan, span.clone(), message).help(help)
}

fn ambiguous(article: &Article, span: &Span, places: &[Range<usize>], telling: &[Telling]) -> Diagnostic {
    let message = format!("these words stand in {} places of the article", places.len());
    let mut help = String::from("add to the annotation one of:");
    for told in telling {
        let at = source_span(article, &told.range).start();
        help.push_str(&format!("\n{}  # line {}", context_lines(told).join(", "), at.line));
    }
    let mut problem = Diagnostic::new(Code::Ambiguous, span.clone(), message).help(help);
    for (number, range) in places.iter().enumerate().take(3) {
        problem = problem.related(source_span(article, range), format!("place {}", number + 1));
    }
    problem
}

fn context_lines(told: &Telling) -> Vec<String> {
    let words = |key: &str, words: &Option<String>| words.as_ref().map(|words| format!("{key}: {}", quoted(words)));
    let nth = told.nth.map(|nth| format!("nth: {nth}"));
    [words("before", &told.before), words("after", &told.after), nth].into_iter().flatten().collect()
}

/// A selector as the sidecar has it.
pub fn yaml_lines(selector: &Selector) -> String {
    let (mut lines, before, after, nth) = match selector {
        Selector::Quote { quote, before, after, nth } => {
            (vec![format!("quote: {}", quoted(quote))], before, after, nth)
        }
        Selector::Passage { from, to, before, after, nth } => {
            (vec![format!("from: {}", quoted(from)), format!("to: {}", quoted(to))], before, after, nth)
        }
    };
    lines.extend(before.as_ref().map(|words| format!("before: {}", quoted(words))));
    lines.extend(after.as_ref().map(|words| format!("after: {}", quoted(words))));
    lines.extend(nth.map(|nth| format!("nth: {nth}")));
    lines.join("\n")
}

/// Words as a YAML scalar that is safe to paste.
fn quoted(words: &str) -> String {
    format!("'{}'", words.replace('\'', "''"))
}

fn section(article: &Article, wanted: &At<String>) -> (Place, Option<Diagnostic>) {
    let headings = &article.document.headings;
    let by_id = headings.iter().position(|heading| heading.id == wanted.value);
    let by_words: Vec<usize> =
        headings.iter().enumerate().filter(|(_, heading)| heading.words == wanted.value).map(|(at, _)| at).collect();
    let found = match (by_id, by_words.as_slice()) {
        (Some(at), _) => at,
        (None, [at]) => *at,
        (None, []) => return (Place::Orphan, Some(no_section(article, wanted))),
        (None, several) => {
            let ids: Vec<String> = several
                .iter()
                .filter_map(|at| headings.get(*at))
                .map(|heading| format!("section: {}", heading.id))
                .collect();
            let message = format!("{} headings have these words", several.len());
            let problem = Diagnostic::new(Code::Ambiguous, wanted.span.clone(), message)
                .help(format!("use the heading's id:\n{}", ids.join("\n")));
            return (Place::Orphan, Some(problem));
        }
    };
    let range = section_range(&article.document, found);
    (range.map_or(Place::Orphan, |range| Place::Section { heading: found, range }), None)
}

fn no_section(article: &Article, wanted: &At<String>) -> Diagnostic {
    let near = crate::text::nearest(
        &wanted.value,
        article.document.headings.iter().flat_map(|heading| [heading.words.as_str(), heading.id.as_str()]),
    );
    let help = near.map_or_else(
        || "name a heading's id or its exact words".to_owned(),
        |near| format!("did you mean `section: {near}`?"),
    );
    Diagnostic::new(Code::Orphan, wanted.span.clone(), "the article has no such heading").help(help)
}

/// From a heading to the next of its level or higher; footnotes belong to no section but are behind the last one.
fn section_range(document: &Document, at: usize) -> Option<Range<usize>> {
    let heading = document.headings.get(at)?;
    let next = document.headings.iter().skip(at + 1).find(|next| next.level <= heading.level);
    let footnotes = || {
        document.pieces.iter().find_map(|piece| match piece {
            Piece::Words { range, place, .. } if place.footnote => Some(range.start),
            _ => None,
        })
    };
    let end = next.map(|next| next.range.start).or_else(footnotes).unwrap_or(document.text.len());
    let words = document.text.get(heading.range.start..end)?.trim_end();
    Some(heading.range.start..heading.range.start + words.len())
}

/// Where a range of the text was written. Words and source have the same length but for escapes and references, so the
/// end may lie a little off; the line is right.
pub fn source_span(article: &Article, range: &Range<usize>) -> Span {
    let place_of = |byte: usize| {
        let words = article.document.pieces.iter().filter_map(|piece| match piece {
            Piece::Words { range, source, .. } | Piece::Atom { range, source, .. } => Some((range, *source)),
            _ => None,
        });
        let holding = words.take_while(|(words, _)| words.start <= byte).last();
        holding.map_or(0, |(words, source)| source + byte.min(words.end) - words.start)
    };
    let start = place_of(range.start);
    let end = place_of(range.end.saturating_sub(1)) + 1;
    article.body_span(&(start..end.max(start)))
}
