//! From articles and definitions to a site: one registry, mentions, edges, and all that does not resolve.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::wiki::{Linked, Names, Wiki};
use super::{DefinedEvent, Site, edges, resolve};
use crate::article::{self, Article};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::graph::Graph;
use crate::id::Id;
use crate::load::Files;
use crate::markdown::Piece;
use crate::mention::{self, Lexicon, Mention};
use crate::path::ContentPath;
use crate::registry::{Definitions, Registry, RegistryFile};
use crate::sidecar::EventBody;
use crate::source::Span;

/// Whether drafts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Published,
    WithDrafts,
}

/// Reads every file of a site and puts them together. Problems of all stages are in [`Site::problems`], sorted.
pub fn assemble(files: Files, choice: Choice) -> Site {
    let mut problems = files.problems;
    let (settings, more) = match &files.settings {
        Some(source) => Settings::read(source),
        None => (Settings::plain(), Vec::new()),
    };
    problems.extend(more);
    let articles: Vec<Article> = files.pages.par_iter().map(|page| article::read(page, &settings)).collect();
    let defined: Vec<(Definitions, Vec<Diagnostic>)> =
        files.registry.par_iter().map(|(kind, source)| Definitions::read(source, *kind)).collect();
    let (definitions, more): (Vec<_>, Vec<_>) = defined.into_iter().unzip();
    let unread =
        more.iter().zip(&files.registry).filter(|(more, _)| more.iter().any(is_fatal)).map(|(_, (kind, _))| *kind);
    let unread: BTreeSet<RegistryFile> = unread.collect();
    problems.extend(more.into_iter().flatten());
    let all_definitions = definitions.iter().chain(articles.iter().map(|article| &article.definitions));
    let (mut registry, more) = Registry::new(all_definitions);
    registry.unread = unread;
    problems.extend(more);
    let (events, more) = defined_events(&articles);
    problems.extend(more);
    problems.extend(articles.iter().flat_map(|article| article.problems.iter().cloned()));
    let shown = articles.into_iter().filter(|article| choice == Choice::WithDrafts || !article.head.draft);
    let articles: BTreeMap<ContentPath, Article> = shown.map(|article| (article.path.clone(), article)).collect();
    let names = Names::new(&registry, articles.values());
    let mut site = Site {
        settings,
        registry,
        names,
        articles,
        mentions: BTreeMap::new(),
        events,
        graph: Graph::default(),
        assets: files.assets,
        problems,
    };
    site.connect();
    crate::diagnostic::sort(&mut site.problems);
    fold_terms(&mut site.problems);
    site
}

/// A word that no vocabulary knows is reported where it stands first, with how often it stands: one line of the settings
/// mends all of them.
fn fold_terms(problems: &mut Vec<Diagnostic>) {
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
fn defined_events(articles: &[Article]) -> (BTreeMap<Id, DefinedEvent>, Vec<Diagnostic>) {
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

/// What one article adds to the site.
struct Connected {
    path: ContentPath,
    mentions: Vec<Mention>,
    edges: Vec<crate::graph::Edge>,
    problems: Vec<Diagnostic>,
}

fn is_fatal(problem: &Diagnostic) -> bool {
    problem.severity() == Severity::Fatal
}

impl Site {
    /// Finds the mentions of every article and puts its edges into the graph.
    fn connect(&mut self) {
        let lexicon = Lexicon::new(&self.registry);
        let articles: Vec<&Article> = self.articles.values().collect();
        let connected: Vec<Connected> =
            articles.into_par_iter().map(|article| self.connect_one(article, &lexicon)).collect();
        for one in connected {
            self.graph.insert(&one.path, &one.edges);
            self.problems.extend(one.problems);
            self.mentions.insert(one.path, one.mentions);
        }
        let mut problems = resolve::registry(self);
        problems.extend(super::similar_measures(self));
        self.problems.extend(problems);
    }

    fn connect_one(&self, article: &Article, lexicon: &Lexicon) -> Connected {
        let (wikilinks, mut problems) = self.wikilinks(article);
        let (mentions, more) = mention::mentions(article, (lexicon, &self.registry, &self.settings), &wikilinks);
        problems.extend(more);
        problems.extend(resolve::article(self, article));
        let edges = edges::of(self, article, &mentions);
        Connected { path: article.path.clone(), mentions, edges, problems }
    }

    /// What a wikilink in an article leads to; the article's own `mention_aliases` come first.
    pub fn wiki(&self, article: &Article, target: &str) -> Wiki {
        let own = article.mention_aliases.iter().find(|(name, _)| name.value == target);
        match own.and_then(|(_, id)| self.registry.entity(&id.value)) {
            Some(entity) => Wiki::To(Linked::Entity(entity.id.value.clone()), None),
            None => self.names.find(target),
        }
    }

    /// The ranges of the article's wikilinks to entities, and a problem for each that leads nowhere or to several.
    fn wikilinks(&self, article: &Article) -> (Vec<(Range<usize>, Id)>, Vec<Diagnostic>) {
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
