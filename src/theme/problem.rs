//! What the template engine says, as diagnostics at the template's own line.
//!
//! In: an error of tera and the templates' sources. Out: diagnostics.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};

type Sources = BTreeMap<String, Arc<Source>>;

/// The problems of templates that cannot be compiled.
pub fn of_build(sources: &Sources, error: &Error) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![at(sources, report)],
        // Unknown filters, components and the like come as finished reports in one string.
        ErrorKind::Msg(reports) if reports.starts_with("error: ") => {
            reports.split("\n\nerror: ").map(|report| printed(sources, report)).collect()
        }
        ErrorKind::MissingParent { current, .. } => vec![in_template(sources, current, error)],
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            vec![in_template(sources, tpl, error)]
        }
        _ => vec![Diagnostic::without_place(Code::InvalidTemplate, error.to_string())],
    }
}

/// The problem of a template that cannot be rendered with a view.
pub fn of_render(sources: &Sources, template: &str, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => at(sources, report),
        _ => in_template(sources, template, error),
    }
}

fn at(sources: &Sources, report: &ReportError) -> Diagnostic {
    match sources.get(report.filename()) {
        Some(source) => {
            Diagnostic::new(Code::InvalidTemplate, Span::new(source, report.span().range.clone()), report.message())
        }
        None => {
            Diagnostic::without_place(Code::InvalidTemplate, format!("{}: {}", report.filename(), report.message()))
        }
    }
}

/// At the head of a template, where nothing tells more.
fn in_template(sources: &Sources, template: &str, error: &Error) -> Diagnostic {
    match sources.get(template) {
        Some(source) => Diagnostic::new(Code::InvalidTemplate, Span::head(source), error.to_string()),
        None => Diagnostic::without_place(Code::InvalidTemplate, error.to_string()),
    }
}

/// Reads `message⏎ --> file:line:column`. Its column drifts after wide characters, so the whole line is pointed at.
fn printed(sources: &Sources, report: &str) -> Diagnostic {
    let mut lines = report.lines();
    let message = lines.next().unwrap_or(report).trim_start_matches("error: ");
    let place = lines.next().and_then(|line| line.split_once("--> ")).map_or("", |(_, place)| place);
    let mut parts = place.rsplitn(3, ':');
    let line = parts.nth(1).and_then(|line| line.parse::<usize>().ok());
    let source = parts.next().and_then(|name| sources.get(name));
    let problem = match source.zip(line) {
        Some((source, line)) => {
            let words = source.line(line);
            let start = source.line_start(line) + words.len() - words.trim_start().len();
            let span = Span::new(source, start..start + words.trim().len());
            Diagnostic::new(Code::InvalidTemplate, span, message)
        }
        None => Diagnostic::without_place(Code::InvalidTemplate, message),
    };
    let block = message.starts_with("Block `");
    problem.maybe_help(block.then(|| "a theme's base.html has the blocks that other templates fill".into()))
}
