//! Better proposals for orphans: the text that an anchor last matched is in git.
//!
//! In: the site's root and a site with orphans. Out: the same problems, with a help that knows where the words have gone.
//! Reads git, and only for articles that have orphans; pages never depend on it.

use std::path::Path;

use rayon::prelude::*;

use crate::anchor::{self, Anchored, Selector, Text};
use crate::article::{self, Annotation, Article, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::history;
use crate::markdown::{self, Options};
use crate::site::Site;
use crate::source::{Source, Span};

/// Versions of a file that are looked at.
const MOST_VERSIONS: usize = 20;

/// Replaces the help of orphans whose article has a version in git in which their words stood exactly once.
pub fn propose(root: &Path, site: &mut Site) {
    let with_orphans: Vec<&Article> = site
        .articles
        .values()
        .filter(|article| article.annotations.iter().any(|annotation| annotation.place == Place::Orphan))
        .collect();
    let mended: Vec<Diagnostic> =
        with_orphans.into_par_iter().flat_map_iter(|article| of_article(root, article)).collect();
    for better in mended {
        let same = |problem: &&mut Diagnostic| problem.code == Code::Orphan && problem.span == better.span;
        if let Some(problem) = site.problems.iter_mut().find(same) {
            *problem = better;
        }
    }
}

/// The orphans of an article that its history helps to place, with that help.
pub fn of_article(root: &Path, article: &Article) -> Vec<Diagnostic> {
    let told = told_by_history(root, article).into_iter();
    told.map(|(annotation, span, proposal)| article::orphan(&annotation.target, span, proposal)).collect()
}

/// The likely new place of an orphan: as its history has it, else as the words alone have it.
pub fn selector(root: &Path, article: &Article, annotation: &Annotation) -> Option<Selector> {
    let told = told_by_history(root, article).into_iter().find(|(told, ..)| told.id == annotation.id);
    if let Some((.., proposal)) = told {
        return proposal;
    }
    let (selector, _) = article::selector(&annotation.target)?;
    match anchor::anchor(&Text::new(&article.document.text), &selector, None) {
        Anchored::Orphan { proposal } => proposal.map(|proposal| proposal.selector),
        Anchored::At(_) | Anchored::Ambiguous { .. } => None,
    }
}

/// Orphans whose words stood exactly once in an earlier version, and where they seem to have gone.
fn told_by_history<'a>(root: &Path, article: &'a Article) -> Vec<(&'a Annotation, &'a Span, Option<Selector>)> {
    let mut open: Vec<(&Annotation, Selector, &Span)> = article
        .annotations
        .iter()
        .filter(|annotation| annotation.place == Place::Orphan)
        .filter_map(|annotation| {
            let (selector, span) = article::selector(&annotation.target)?;
            Some((annotation, selector, span))
        })
        .collect();
    let text = Text::new(&article.document.text);
    // Words that stand several times are no orphan but ambiguous, and have their own help.
    open.retain(|(_, selector, _)| anchor::places(&text, selector).is_empty());
    let mut told = Vec::new();
    if open.is_empty() {
        return told;
    }
    for version in history::earlier_texts(root, Path::new(article.source.path()), MOST_VERSIONS) {
        if open.is_empty() {
            break;
        }
        let earlier = Text::new(&text_of(&version));
        open.retain(|(annotation, selector, span)| {
            if anchor::places(&earlier, selector).len() != 1 {
                return true;
            }
            if let Anchored::Orphan { proposal } = anchor::anchor(&text, selector, Some(earlier.as_str())) {
                told.push((*annotation, *span, proposal.map(|proposal| proposal.selector)));
            }
            false
        });
    }
    told
}

/// *The text* of an earlier version of an article.
fn text_of(version: &str) -> String {
    let source = Source::new("", crate::text::nfc(version.strip_prefix('\u{feff}').unwrap_or(version)));
    markdown::parse(article::body(&source), &Options::default()).text
}
