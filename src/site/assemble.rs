//! From articles and definitions to a site: one registry, mentions, edges, and all that does not resolve.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;

use super::assembly::{Assembly, Choice, DefinitionsFile, Update};
use super::wiki::{Linked, Wiki};
use super::{DefinedEvent, Site, resolve};
use crate::article::{self, Article};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::id::Id;
use crate::load::{Files, RegistrySource};
use crate::markdown::Piece;
use crate::registry::Definitions;
use crate::sidecar::EventBody;
use crate::source::Span;

/// Reads every file of a site and puts them together. Problems of all stages are in [`Site::problems`], sorted.
pub fn assemble(files: Files, choice: Choice) -> Site {
    let mut problems = files.problems;
    let (settings, more) = match &files.settings {
        Some(source) => Settings::read(source),
        None => (Settings::plain(), Vec::new()),
    };
    problems.extend(more);
    let articles =
        files.pages.par_iter().map(|page| (page.path.clone(), Some(article::read(page, &settings)))).collect();
    let registry = files.registry.par_iter().map(|file| (file.path.clone(), Some(definitions(file)))).collect();
    let mut assembly = Assembly::empty(choice);
    assembly.update(Update { settings: Some(settings), articles, registry, assets: Some(files.assets) });
    problems.extend(assembly.problems().cloned());
    let mut site = assembly.site;
    problems.extend(as_a_whole(&site));
    crate::diagnostic::sort(&mut problems);
    fold_terms(&mut problems);
    site.problems = problems;
    site
}

/// Reads a file of the registry.
pub fn definitions(file: &RegistrySource) -> DefinitionsFile {
    let (definitions, problems) = Definitions::read(&file.source, file.kind);
    let unread = problems.iter().any(|problem| problem.severity() == Severity::Fatal);
    DefinitionsFile { kind: file.kind, definitions, problems, unread }
}

/// The problems that only a look at all of a site can find.
pub fn as_a_whole(site: &Site) -> Vec<Diagnostic> {
    let mut problems = resolve::registry(site);
    problems.extend(super::similar_measures(site));
    problems
}

/// A word that no vocabulary knows is reported where it stands first, with how often it stands: one line of the settings
/// mends all of them.
pub fn fold_terms(problems: &mut Vec<Diagnostic>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let unknown = problems.iter().filter(|problem| problem.code == Code::UnknownTerm);
    unknown.for_each(|problem| *counts.entry(problem.message.clone()).or_default() += 1);
    problems.retain_mut(|problem| {
        if problem.code != Code::UnknownTerm {
            return true;
        }
        let Some(count) = counts.remove(&problem.message) else { return false };
        if count > 1 {
            problem.message = format!("{} (here and in {} other places)", problem.message, count - 1);
        }
        true
    });
}

/// Events with ids, each defined once.
pub fn defined_events(articles: &[&Article]) -> (BTreeMap<Id, DefinedEvent>, Vec<Diagnostic>) {
    let mut events: BTreeMap<Id, DefinedEvent> = BTreeMap::new();
    let mut folded: BTreeMap<String, Span> = BTreeMap::new();
    let mut problems = Vec::new();
    for article in articles {
        for body in article.annotations.iter().flat_map(|annotation| &annotation.bodies.events) {
            let EventBody::Definition(event) = body else { continue };
            let Some(id) = &event.id else { continue };
            if let Some(first) = folded.get(&id.value.folded()) {
                let message = format!("the event `{}` is defined twice", id.value);
                let problem = Diagnostic::new(Code::DuplicateId, id.span.clone(), message)
                    .related(first.clone(), "first here")
                    .help("a further account of the same event has its id and no title");
                problems.push(problem);
                continue;
            }
            folded.insert(id.value.folded(), id.span.clone());
            events.insert(id.value.clone(), DefinedEvent { article: article.path.clone(), event: event.clone() });
        }
    }
    (events, problems)
}

impl Site {
    /// What a wikilink in an article leads to; the article's own `mention_aliases` come first.
    pub fn wiki(&self, article: &Article, target: &str) -> Wiki {
        let own = article.mention_aliases.iter().find(|(name, _)| name.value == target);
        match own.and_then(|(_, id)| self.registry.entity(&id.value)) {
            Some(entity) => Wiki::To(Linked::Entity(entity.id.value.clone()), None),
            None => self.names.find(target),
        }
    }

    /// The ranges of the article's wikilinks to entities, and a problem for each that leads nowhere or to several.
    pub fn wikilinks(&self, article: &Article) -> (Vec<(Range<usize>, Id)>, Vec<Diagnostic>) {
        let mut ranges = Vec::new();
        let mut problems = Vec::new();
        let mut pieces = article.document.pieces.iter();
        while let Some(piece) = pieces.next() {
            let Piece::WikiStart { target, source } = piece else { continue };
            let inside = pieces.by_ref().take_while(|piece| **piece != Piece::WikiEnd);
            let words = inside.filter_map(|piece| match piece {
                Piece::Words { range, .. } => Some(range.clone()),
                _ => None,
            });
            let range = words.reduce(|whole, next| whole.start..next.end);
            match self.wiki(article, target) {
                Wiki::To(Linked::Entity(id), _) => ranges.extend(range.map(|range| (range, id))),
                wrong => problems.extend(wrong_wikilink(article.body_span(source), target, wrong)),
            }
        }
        (ranges, problems)
    }
}

/// The targets of an article's wikilinks, as written.
pub fn wiki_targets(article: &Article) -> impl Iterator<Item = &str> {
    article.document.pieces.iter().filter_map(|piece| match piece {
        Piece::WikiStart { target, .. } => Some(target.as_str()),
        _ => None,
    })
}

/// What is wrong with a wikilink that leads nowhere, or to several things.
pub fn wrong_wikilink(span: Span, target: &str, meant: Wiki) -> Option<Diagnostic> {
    Some(match meant {
        Wiki::To(..) => return None,
        Wiki::Several(hits) => {
            let choices: Vec<String> = hits.iter().map(|hit| format!("[[{}]]", hit.prefixed())).collect();
            Diagnostic::new(Code::AmbiguousName, span, format!("“{target}” means {} things", hits.len()))
                .help(format!("write one of: {}", choices.join(", ")))
        }
        Wiki::Unknown { near } => {
            let help = near.map_or_else(
                || "a wikilink names an entity, a topic or an article by id, name, alias or title".to_owned(),
                |near| format!("did you mean [[{near}]]?"),
            );
            Diagnostic::new(Code::DeadLink, span, format!("there is no entity, topic or article “{target}”")).help(help)
        }
    })
}
