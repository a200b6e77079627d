//! A page's files to an article: front matter, Markdown, sidecar, anchors.

use std::ops::Range;
use std::sync::Arc;

use super::head::{self, Head};
use super::{Annotation, Article, Kind, agreement, inherit, place};
use crate::anchor::Text;
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::load::PageFiles;
use crate::local::Local;
use crate::markdown::{self, Options, Problem, ProblemKind, RawHtml};
use crate::path::ContentPath;
use crate::sidecar::Sidecar;
use crate::source::{Source, Span};
use crate::yaml::{self, Reader, Value};

/// Reads a page and anchors its annotations.
pub fn read(files: &PageFiles, settings: &Settings) -> Article {
    let source = &files.body;
    let (front, body_start) = front_matter(source);
    let body = source.text().get(body_start..).unwrap_or("");
    let html = if settings.html { RawHtml::Pass } else { RawHtml::Escape };
    let document = markdown::parse(body, &Options { html, ..Options::default() });
    let mut reader = Reader::new(source);
    let kind = kind(&files.path, front.as_ref().and_then(|front| source.text().get(front.clone())));
    let head = read_head(&mut reader, front, &kind);
    let mut problems = reader.problems;
    let (sidecar, sidecar_problems) = files.sidecar.as_ref().map(Sidecar::read).unwrap_or_default();
    problems.extend(sidecar_problems);
    let mut article = Article {
        path: files.path.clone(),
        kind,
        source: Arc::clone(source),
        body_start,
        head,
        document,
        annotations: Vec::new(),
        mention_aliases: sidecar.mention_aliases,
        definitions: sidecar.definitions,
        problems,
    };
    article.name_itself();
    article.report_markdown();
    article.anchor(sidecar.annotations);
    article.report_notes(settings);
    agreement::check(&mut article);
    article
}

/// The Markdown of a page's file, behind the front matter.
pub fn body(source: &Arc<Source>) -> &str {
    source.text().get(front_matter(source).1..).unwrap_or("")
}

/// What a file is by its place; an index.md below articles/ is a report if its front matter has a date.
fn kind(path: &ContentPath, front: Option<&str>) -> Kind {
    let dated = front.is_some_and(|front| front.lines().any(|line| line.starts_with("date:")));
    let index = path.stem() == "index";
    match path.folder() {
        "" if index => Kind::Home,
        "articles/" if index => Kind::ListIntro("articles"),
        "entities/" if index => Kind::ListIntro("entities"),
        "topics/" if index => Kind::ListIntro("topics"),
        "entities/" => Id::new(path.stem()).map_or(Kind::Page, Kind::EntityProse),
        folder if folder.starts_with("articles/") && (!index || dated) => Kind::Report,
        _ => Kind::Page,
    }
}

/// The bytes of the front matter between its lines of three hyphens, and where the body begins.
fn front_matter(source: &Arc<Source>) -> (Option<Range<usize>>, usize) {
    let text = source.text();
    if source.line(1).trim_end() != "---" {
        return (None, 0);
    }
    let start = source.line_start(2);
    let mut line = 2;
    while source.line_start(line) < text.len() {
        if matches!(source.line(line).trim_end(), "---" | "...") {
            return (Some(start..source.line_start(line)), source.line_start(line + 1));
        }
        line += 1;
    }
    (None, 0)
}

fn read_head(reader: &mut Reader, front: Option<Range<usize>>, kind: &Kind) -> Head {
    let source = Arc::clone(reader.source());
    let Some(front) = front else {
        if *kind == Kind::Report {
            let problem =
                Diagnostic::new(Code::MissingFrontMatter, Span::head(&source), "this report has no front matter")
                    .help("begin the file with:\n---\ntitle: …\ndate: 2024-06-03\n---");
            reader.problems.push(problem);
        }
        return Head::empty();
    };
    match yaml::parse(&source, front.clone()) {
        Err(problem) => reader.problems.push(*problem),
        Ok(mut node) => {
            if node.value == Value::Null {
                node.value = Value::Map(Vec::new());
                node.range = front.start..front.start;
            }
            if let Some(keys) = reader.keys(&node, "the front matter") {
                return head::read(reader, keys, kind);
            }
        }
    }
    Head::empty()
}

fn of_markdown(problem: &Problem, span: Span) -> Diagnostic {
    let code = match problem.kind {
        ProblemKind::Math => Code::InvalidMath,
        ProblemKind::FootnoteUndefined => Code::UndefinedFootnote,
        ProblemKind::FootnoteTwice | ProblemKind::IdTwice => Code::DuplicateId,
        ProblemKind::FootnoteUnused => Code::UnusedFootnote,
        ProblemKind::RawHtml => Code::UnbalancedHtml,
    };
    Diagnostic::new(code, span, problem.message.clone()).help(problem.help.clone())
}

impl Article {
    /// A page without a title has that of its first heading, else its file's name.
    fn name_itself(&mut self) {
        if self.head.title.get(&[]).is_empty() {
            let heading = self.document.headings.first().map(|heading| heading.words.clone());
            let name = heading.filter(|words| !words.is_empty()).unwrap_or_else(|| self.path.stem().to_owned());
            self.head.title = Local::plain(name);
        }
    }

    fn report_markdown(&mut self) {
        let problems: Vec<Diagnostic> = self
            .document
            .problems
            .iter()
            .map(|problem| of_markdown(problem, self.body_span(&problem.source)))
            .collect();
        self.problems.extend(problems);
    }

    fn report_notes(&mut self, settings: &Settings) {
        let mut problems = Vec::new();
        for note in super::notes(self, settings) {
            problems
                .extend(note.document.problems.iter().map(|problem| of_markdown(problem, note.span(&problem.source))));
        }
        self.problems.extend(problems);
    }

    /// Finds the place of every annotation; those in the text come first, in its order, wider ones before narrower.
    fn anchor(&mut self, written: Vec<crate::sidecar::Annotation>) {
        let text = Text::new(&self.document.text);
        let mut annotations = Vec::with_capacity(written.len());
        for spec in written {
            let (place, problem) = place::find(self, &text, &spec);
            self.problems.extend(problem);
            annotations.push(Annotation {
                id: spec.id,
                place,
                target: spec.target,
                bodies: spec.bodies,
                sources: Vec::new(),
                span: spec.span,
            });
        }
        annotations.sort_by_key(|annotation| match annotation.place.range() {
            Some(range) => (0, range.start, std::cmp::Reverse(range.end)),
            None => (1, 0, std::cmp::Reverse(0)),
        });
        inherit::sources(&mut annotations);
        self.annotations = annotations;
        self.report_heading_clashes();
    }

    /// Ids of annotations are fragments of the page, as heading ids are.
    fn report_heading_clashes(&mut self) {
        for annotation in &self.annotations {
            let clash = self.document.headings.iter().find(|heading| heading.id == annotation.id.as_str());
            if let Some(heading) = clash {
                let message = format!("the annotation `{}` has the id of a heading", annotation.id);
                let problem = Diagnostic::new(Code::DuplicateId, annotation.span.clone(), message)
                    .related(self.body_span(&heading.source), "this heading")
                    .help("give the annotation another `id:`");
                self.problems.push(problem);
            }
        }
    }
}
