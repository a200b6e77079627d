//! Files as they are, and as they were last understood.
//!
//! In: the newest text of a page's files or of a registry file, and what was held before. Out: what is shown: the newest
//! where it can be understood, else the last that could, with the problems of the newest.

use std::sync::Arc;

use crate::article::{self, Article};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::load::{PageFiles, RegistrySource};
use crate::site::{self, DefinitionsFile};
use crate::source::Source;

/// A page's files.
#[derive(Debug)]
pub struct HeldPage {
    newest: PageFiles,
    /// The last versions that could be understood; None where there was none.
    body: Option<Arc<Source>>,
    sidecar: Option<Arc<Source>>,
}

/// A registry file.
#[derive(Debug)]
pub struct HeldDefinitions {
    newest: RegistrySource,
    good: Option<Arc<Source>>,
}

fn is_same(one: Option<&Arc<Source>>, other: Option<&Arc<Source>>) -> bool {
    one.map(Arc::as_ptr) == other.map(Arc::as_ptr)
}

/// Whether a problem keeps this file from being understood.
fn breaks(problem: &Diagnostic, source: &Arc<Source>) -> bool {
    problem.severity() == Severity::Fatal && is_of(problem, source)
}

fn is_of(problem: &Diagnostic, source: &Arc<Source>) -> bool {
    problem.span.as_ref().is_some_and(|span| Arc::ptr_eq(span.source(), source))
}

impl HeldPage {
    /// Reads a page from its newest files, or from what was last understood of either.
    pub fn read(newest: PageFiles, before: Option<&Self>, settings: &Settings) -> (Self, Article) {
        let mut article = article::read(&newest, settings);
        let broken = |source: &Arc<Source>| article.problems.iter().any(|problem| breaks(problem, source));
        let good = |source: Option<&Arc<Source>>, last: Option<&Arc<Source>>| match source {
            Some(source) if broken(source) => last.cloned(),
            source => source.cloned(),
        };
        let body = good(Some(&newest.body), before.and_then(|before| before.body.as_ref()));
        let sidecar = good(newest.sidecar.as_ref(), before.and_then(|before| before.sidecar.as_ref()));
        let held = Self { newest, body, sidecar };
        let shown = held.shown();
        if !held.is_of(&shown) {
            let broken = |problem: &Diagnostic| {
                breaks(problem, &held.newest.body)
                    || held.newest.sidecar.as_ref().is_some_and(|sidecar| breaks(problem, sidecar))
            };
            let mut problems = std::mem::take(&mut article.problems);
            problems.retain(|problem| broken(problem));
            article = article::read(&shown, settings);
            // What is wrong at lines that have moved since is of no use.
            let old = |problem: &Diagnostic| {
                let of = |source: &Arc<Source>, newest| is_of(problem, source) && !is_same(Some(source), newest);
                of(&shown.body, Some(&held.newest.body))
                    || shown.sidecar.as_ref().is_some_and(|sidecar| of(sidecar, held.newest.sidecar.as_ref()))
            };
            article.problems.retain(|problem| !old(problem));
            article.problems.extend(problems);
        }
        (held, article)
    }

    pub fn newest(&self) -> &PageFiles {
        &self.newest
    }

    /// Whether these are the very files that are held.
    pub fn is_of(&self, files: &PageFiles) -> bool {
        Arc::ptr_eq(&self.newest.body, &files.body) && is_same(self.newest.sidecar.as_ref(), files.sidecar.as_ref())
    }

    fn shown(&self) -> PageFiles {
        let body = self.body.as_ref().unwrap_or(&self.newest.body);
        let sidecar = self.newest.sidecar.as_ref().map(|newest| self.sidecar.as_ref().unwrap_or(newest));
        PageFiles { path: self.newest.path.clone(), body: Arc::clone(body), sidecar: sidecar.cloned() }
    }

    /// The paths of those files of which an earlier version is shown.
    pub fn stale(&self) -> impl Iterator<Item = &str> {
        let body = self.body.as_ref().filter(|body| !Arc::ptr_eq(body, &self.newest.body));
        let newest = self.newest.sidecar.as_ref();
        let sidecar = self.sidecar.as_ref().filter(|sidecar| !is_same(Some(sidecar), newest));
        body.into_iter().chain(sidecar).map(|source| source.path())
    }
}

impl HeldDefinitions {
    /// Reads a registry file from its newest text, or from what was last understood of it.
    pub fn read(newest: RegistrySource, before: Option<&Self>) -> (Self, DefinitionsFile) {
        let mut file = site::definitions(&newest);
        let last = before.and_then(|before| before.good.clone());
        let good = if file.unread { last } else { Some(Arc::clone(&newest.source)) };
        if let Some(source) = good.as_ref().filter(|good| !Arc::ptr_eq(good, &newest.source)) {
            let shown = site::definitions(&RegistrySource { source: Arc::clone(source), ..newest.clone() });
            file = DefinitionsFile { problems: file.problems, ..shown };
        }
        (Self { newest, good }, file)
    }

    pub fn is_of(&self, file: &RegistrySource) -> bool {
        Arc::ptr_eq(&self.newest.source, &file.source) && self.newest.kind == file.kind
    }

    /// The same file with another text.
    pub fn with(&self, source: Arc<Source>) -> RegistrySource {
        RegistrySource { source, ..self.newest.clone() }
    }

    /// The file's path, where an earlier version is shown.
    pub fn stale(&self) -> Option<&str> {
        let good = self.good.as_ref()?;
        (!Arc::ptr_eq(good, &self.newest.source)).then(|| good.path())
    }
}
