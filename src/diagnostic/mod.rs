//! Problems of the content as values: they pile up and are shown together, each with the line it concerns.
//!
//! In: a code, a message, where, and what to do. Out: text for people ([`human`]), a JSON line for tools ([`json`])
//! and workflow commands for GitHub ([`github`]). Prints nothing itself.

mod codes;
mod print;

pub use codes::{Code, Severity};
pub use print::{Colour, github, human, json};

use crate::source::Span;

/// One problem: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub message: String,
    /// None only where no file is concerned, as when there is no postil.yaml.
    pub span: Option<Span>,
    /// Other places that belong to the problem, each with a few words.
    pub related: Vec<(Span, String)>,
    pub help: Option<String>,
}

impl Diagnostic {
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: Some(span), related: Vec::new(), help: None }
    }

    /// A problem that lies in no readable file; the message names the path.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: None, related: Vec::new(), help: None }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Orders by file, place and code, and drops what was said twice.
pub fn sort(problems: &mut Vec<Diagnostic>) {
    problems.sort_by_cached_key(|problem| {
        let place = problem.span.as_ref().map(|span| (span.source().path().to_owned(), span.range().start));
        (place, problem.code, problem.message.clone())
    });
    problems.dedup();
}

/// How many problems there are of each severity.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub fatal: usize,
    pub errors: usize,
    pub warnings: usize,
}

impl Counts {
    pub fn of(problems: &[Diagnostic]) -> Self {
        let count = |severity| problems.iter().filter(|problem| problem.severity() == severity).count();
        Self { fatal: count(Severity::Fatal), errors: count(Severity::Error), warnings: count(Severity::Warning) }
    }
}
