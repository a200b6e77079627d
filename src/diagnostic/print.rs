//! A diagnostic in three forms: for people, as JSON, and as a GitHub workflow command.
//!
//! Must not know where the text goes.

use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// Whether the human form carries ANSI colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    Always,
    Never,
}

/// Lines of a source that are shown with a problem at most.
const SHOWN_LINES: usize = 6;

/// The problem with its source line, as a compiler would show it; ends with a line break.
pub fn human(problem: &Diagnostic, colour: Colour) -> String {
    let level = match problem.severity() {
        Severity::Fatal | Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(problem.message.as_str()).id(problem.code.id()));
    for (source, places) in by_source(problem) {
        for shown in windows(source, places) {
            group = group.element(shown);
        }
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match colour {
        Colour::Always => Renderer::styled(),
        Colour::Never => Renderer::plain(),
    };
    format!("{}\n", renderer.decor_style(DecorStyle::Unicode).term_width(120).render(&[group]))
}

type Place<'a> = (&'a Span, &'a str);

/// The places of a problem, file by file, the main one first.
fn by_source(problem: &Diagnostic) -> Vec<(&Arc<Source>, Vec<Place<'_>>)> {
    let main = problem.span.iter().map(|span| (span, ""));
    let related = problem.related.iter().map(|(span, label)| (span, label.as_str()));
    let mut groups: Vec<(&Arc<Source>, Vec<Place<'_>>)> = Vec::new();
    for place in main.chain(related) {
        match groups.iter_mut().find(|(source, _)| Arc::ptr_eq(source, place.0.source())) {
            Some((_, places)) => places.push(place),
            None => groups.push((place.0.source(), vec![place])),
        }
    }
    groups
}

/// First and last line, and the places inside with their number in the problem.
type Window<'a> = (usize, usize, Vec<(usize, Place<'a>)>);

/// Snippets that hold only the lines concerned, since a source may be large: places far apart stand in snippets of
/// their own.
fn windows<'a>(source: &'a Source, places: Vec<Place<'a>>) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let mut shown: Vec<Window<'a>> = Vec::new();
    for (number, place) in places.into_iter().enumerate() {
        let first = place.0.start().line;
        let last = place.0.end().line.min(first + SHOWN_LINES - 1);
        match shown.iter_mut().find(|(from, to, _)| first <= *to + SHOWN_LINES && *from <= last + SHOWN_LINES) {
            Some((from, to, inside)) => {
                *from = first.min(*from);
                *to = last.max(*to);
                inside.push((number, place));
            }
            None => shown.push((first, last, vec![(number, place)])),
        }
    }
    shown.into_iter().map(|(first, last, places)| snippet(source, first..last + 1, places)).collect()
}

fn snippet<'a>(
    source: &'a Source,
    lines: std::ops::Range<usize>,
    places: Vec<(usize, Place<'a>)>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let start = source.line_start(lines.start);
    let last = lines.end.saturating_sub(1).max(lines.start);
    let end = source.line_start(last) + source.line(last).len();
    let text = source.text().get(start..end).unwrap_or("");
    let annotations = places.into_iter().map(|(number, (span, label))| {
        let range = span.range();
        let from = range.start.saturating_sub(start).min(text.len());
        let to = range.end.saturating_sub(start).clamp(from, text.len());
        let kind = if number == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = if label.is_empty() { None } else { Some(label) };
        kind.span(from..to).label(label)
    });
    Snippet::source(text).path(source.path()).line_start(lines.start).annotations(annotations)
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<&'a str>,
}

/// One JSON object on one line; lines and columns from 1, columns in characters; ends with a line break.
pub fn json(problem: &Diagnostic) -> String {
    let span = problem.span.as_ref();
    let line = Line {
        code: problem.code.id(),
        severity: problem.severity().id(),
        message: &problem.message,
        path: span.map(|span| span.source().path()),
        line: span.map(|span| span.start().line),
        column: span.map(|span| span.start().column),
        end_line: span.map(|span| span.end().line),
        end_column: span.map(|span| span.end().column),
        help: problem.help.as_deref(),
    };
    // Strings and numbers always serialise; an empty line would be the mildest wrong.
    format!("{}\n", serde_json::to_string(&line).unwrap_or_default())
}

/// A workflow command that GitHub shows at the line of a pull request; ends with a line break. `folder` is the site's
/// folder in its repository, empty or with a final slash, since GitHub counts paths from there.
/// Source: "Workflow commands for GitHub Actions", setting an error message.
pub fn github(problem: &Diagnostic, folder: &str) -> String {
    let command = match problem.severity() {
        Severity::Fatal | Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut properties = String::new();
    if let Some(span) = &problem.span {
        let (start, end) = (span.start(), span.end());
        properties = format!(
            "file={},line={},endLine={},",
            property(&format!("{folder}{}", span.source().path())),
            start.line,
            end.line
        );
        if start.line == end.line {
            properties += &format!("col={},endColumn={},", start.column, end.column);
        }
    }
    let help = problem.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let message = format!("{}{help}", problem.message);
    format!("::{command} {properties}title={}::{}\n", property(problem.code.id()), data(&message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn problem() -> Diagnostic {
        let source = Source::new("content/articles/甲.yaml", "annotations:\n  - quote: 老大哥\n    entity: 阿里\n");
        let at = source.text().find("阿里").unwrap();
        Diagnostic::new(Code::UnresolvedReference, Span::new(&source, at..at + 6), "there is no entity `阿里`")
            .help("did you mean `alibaba`?")
    }

    #[test]
    fn people_see_the_line_and_the_help() {
        let shown = human(&problem(), Colour::Never);
        assert!(shown.contains("error[unresolved-reference]: there is no entity `阿里`"), "{shown}");
        assert!(shown.contains("content/articles/甲.yaml:3:13"), "{shown}");
        assert!(shown.contains("entity: 阿里"), "{shown}");
        assert!(shown.contains("did you mean `alibaba`?"), "{shown}");
    }

    #[test]
    fn json_counts_columns_in_characters() {
        let value: serde_json::Value = serde_json::from_str(&json(&problem())).unwrap();
        assert_eq!(value["line"], 3);
        assert_eq!(value["column"], 13);
        assert_eq!(value["end_column"], 15);
        assert_eq!(value["severity"], "error");
    }

    #[test]
    fn github_commands_stay_on_one_line() {
        let shown = github(&problem(), "");
        assert_eq!(shown.lines().count(), 1);
        assert!(shown.starts_with("::error file=content/articles/甲.yaml,line=3,endLine=3,col=13,endColumn=15,title="));
        assert!(shown.contains("%0Adid you mean"));
        assert!(github(&problem(), "docs/站/").contains("file=docs/站/content/articles/"));
    }

    #[test]
    fn places_in_two_files_are_both_shown() {
        let other = Source::new("content/articles/乙.yaml", "entities:\n");
        let shown = human(&problem().related(Span::head(&other), "first here"), Colour::Never);
        assert!(shown.contains("乙.yaml"), "{shown}");
        assert!(shown.contains("first here"), "{shown}");
    }
}
