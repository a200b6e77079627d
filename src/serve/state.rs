//! What the page in the browser wants to know of itself: its problems, its annotations, its files.
//!
//! In: the site and a page's URL path. Out: JSON. Lines and columns count from 1, columns in characters.

use std::fs;

use jiff::ZonedDateTime;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::editor;
use super::preview::Preview;
use crate::annotate::{self, Outline};
use crate::article::{Annotation, Article, Place};
use crate::config::Editor;
use crate::date::Day;
use crate::diagnostic::{Counts, Diagnostic, Severity};
use crate::live::Live;
use crate::path::{ContentPath, encode};
use crate::source::Span;

/// Problems that a page is told at most; the counts are of all.
const MOST_PROBLEMS: usize = 200;

#[derive(Serialize)]
struct StateView<'a> {
    version: u64,
    counts: CountsView,
    problems: Vec<ProblemView<'a>>,
    article: Option<ArticleState<'a>>,
}

#[derive(Serialize)]
struct CountsView {
    fatal: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct ProblemView<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Option<PlaceView<'a>>,
    related: Vec<RelatedView<'a>>,
    /// Whether it is about the files of this page.
    own: bool,
    /// Where its file is shown.
    page: Option<String>,
}

#[derive(Serialize)]
struct RelatedView<'a> {
    label: &'a str,
    #[serde(flatten)]
    place: PlaceView<'a>,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    source: &'a str,
    editor: Option<String>,
}

#[derive(Serialize)]
struct ArticleState<'a> {
    path: &'a str,
    editor: Option<String>,
    sidecar: String,
    sidecar_hash: String,
    draft: bool,
    /// Whether its date lies behind today.
    future: bool,
    /// Its files of which an earlier version is shown.
    stale: Vec<String>,
    annotations: Vec<AnnotationState<'a>>,
}

#[derive(Serialize)]
struct AnnotationState<'a> {
    id: &'a str,
    place: &'static str,
    quote: String,
    kinds: Vec<&'static str>,
    path: &'a str,
    line: usize,
    editor: Option<String>,
    #[serde(flatten)]
    outline: Outline,
}

/// What is known of the page at a URL path, and of the whole site's problems.
pub fn json(preview: &Preview, page: &str) -> String {
    let version = preview.version();
    preview.read(|live| {
        let asks = Asks { live, editor: editor::of(&live.site().settings), article: live.article_at(page) };
        let problems = live.problems();
        let Counts { fatal, errors, warnings } = Counts::of(&problems);
        let view = StateView {
            version,
            counts: CountsView { fatal, errors, warnings },
            problems: asks.problems(&problems),
            article: asks.article.map(|article| asks.article(article)),
        };
        // Strings, numbers and truth values always serialise.
        serde_json::to_string(&view).unwrap_or_default()
    })
}

struct Asks<'a> {
    live: &'a Live,
    editor: Option<Editor>,
    article: Option<&'a Article>,
}

impl<'a> Asks<'a> {
    fn problems<'p>(&self, problems: &'p [Diagnostic]) -> Vec<ProblemView<'p>> {
        let mut views: Vec<ProblemView<'p>> = problems.iter().map(|problem| self.problem(problem)).collect();
        let rank = |severity: &str| [Severity::Fatal, Severity::Error].iter().position(|one| one.id() == severity);
        views.sort_by_key(|view| (!view.own, rank(view.severity).unwrap_or(usize::MAX)));
        views.truncate(MOST_PROBLEMS);
        views
    }

    fn problem<'p>(&self, problem: &'p Diagnostic) -> ProblemView<'p> {
        let file = problem.span.as_ref().map(|span| span.source().path());
        let article = file.and_then(|file| self.article_of(file));
        let own = article.is_some_and(|one| self.article.is_some_and(|shown| shown.path == one.path));
        let base = &self.live.site().settings.base_url;
        ProblemView {
            code: problem.code.id(),
            severity: problem.severity().id(),
            message: &problem.message,
            help: problem.help.as_deref(),
            place: problem.span.as_ref().map(|span| self.place(span)),
            related: problem
                .related
                .iter()
                .map(|(span, label)| RelatedView { label, place: self.place(span) })
                .collect(),
            own,
            page: article.map(|article| base.href(&encode(&article.route()))),
        }
    }

    /// The article that a file of the content belongs to.
    fn article_of(&self, file: &str) -> Option<&'a Article> {
        let below = ContentPath::new(file.strip_prefix("content/")?);
        let page = ContentPath::new(&format!("{}.md", below.without_extension()));
        self.live.site().articles.get(&page)
    }

    fn place<'p>(&self, span: &'p Span) -> PlaceView<'p> {
        let (start, end) = (span.start(), span.end());
        PlaceView {
            path: span.source().path(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            source: span.source().line(start.line),
            editor: self.edit(span.source().path(), (start.line, start.column)),
        }
    }

    /// The link that opens a file of the site.
    fn edit(&self, file: &str, place: (usize, usize)) -> Option<String> {
        let disk = self.live.root().join(file);
        self.editor.as_ref().map(|editor| editor::link(editor, &disk, place))
    }

    fn article(&self, article: &'a Article) -> ArticleState<'a> {
        let path = article.source.path();
        let sidecar = format!("content/{}.yaml", article.path.without_extension());
        let own = [path, sidecar.as_str()];
        let stale = self.live.stale().into_keys().filter(|file| own.contains(&file.as_str())).collect();
        let mut outlines = annotate::outline(self.live, article);
        let annotations = article.annotations.iter().map(|annotation| {
            let outline = outlines.remove(annotation.id.as_str()).unwrap_or_default();
            self.annotation(article, (annotation, outline))
        });
        ArticleState {
            path,
            editor: self.edit(path, (1, 1)),
            sidecar_hash: annotate::sidecar_hash(fs::read(self.live.root().join(&sidecar)).ok().as_deref()),
            draft: article.head.draft,
            future: self.is_future(article),
            stale,
            annotations: annotations.collect(),
            sidecar,
        }
    }

    fn annotation(&self, article: &Article, (annotation, outline): (&'a Annotation, Outline)) -> AnnotationState<'a> {
        let place = match annotation.place {
            Place::Words(_) => "words",
            Place::Section { .. } => "section",
            Place::Background => "background",
            Place::Orphan => "orphan",
        };
        let (file, start) = (annotation.span.source().path(), annotation.span.start());
        AnnotationState {
            id: annotation.id.as_str(),
            place,
            quote: article.quote(annotation),
            kinds: annotation.bodies.kinds(),
            path: file,
            line: start.line,
            editor: self.edit(file, (start.line, start.column)),
            outline,
        }
    }

    /// Whether an article's first day is yet to come where the site is at home.
    fn is_future(&self, article: &Article) -> bool {
        // The settings' reader has refused names that are no time zone.
        let zone = TimeZone::get(&self.live.site().settings.timezone).unwrap_or(TimeZone::UTC);
        let today = ZonedDateTime::now().with_time_zone(zone);
        let day = |number: i8| u8::try_from(number).unwrap_or(1);
        let today = Day::new(today.year().into(), day(today.month()), day(today.day()));
        let first = article.head.date.as_ref().and_then(|date| date.value.earliest());
        first.zip(today).is_some_and(|(first, today)| first > today)
    }
}
