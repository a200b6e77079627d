//! The last line of a command: what was done, in how long, and how many problems there are.
//!
//! In: what a build or a check found. Out: one line in English.

use std::time::Duration;

use crate::article::{Article, Place};
use crate::build::{Checked, Ending};
use crate::diagnostic::Counts;
use crate::routes::Route;

/// `built 96 pages in 0.31 s: 7 reports, 31 entities, …; 3 files written, 129 unchanged; no problems`.
pub fn of_build(checked: &Checked, ending: &Ending, time: Duration) -> String {
    let problems = problems(Counts::of(&checked.problems));
    let output = &checked.site.settings.output;
    match ending {
        Ending::Written(done) => {
            let mut files = vec![format!("{} written", count(done.written, "file", "files"))];
            files.extend((done.removed > 0).then(|| format!("{} removed", done.removed)));
            files.extend((done.unchanged > 0).then(|| format!("{} unchanged", done.unchanged)));
            let (pages, kinds) = pages(checked);
            let (pages, kinds, files) = (count(pages, "page", "pages"), kinds.join(", "), files.join(", "));
            format!("built {pages} into {output}/ in {}: {kinds}; {files}; {problems}\n", seconds(time))
        }
        Ending::Fatal => format!("nothing was written, {output}/ is as it was before: {problems}\n"),
        Ending::InTheWay(_) => format!("the site was not built: {problems} in the content\n"),
    }
}

/// `checked 7 reports and 4 other pages in 0.12 s: 31 entities, 56 annotations (2 without a place); 2 errors`.
pub fn of_check(checked: &Checked, time: Duration) -> String {
    let site = &checked.site;
    let reports = site.articles.values().filter(|article| article.is_report()).count();
    let annotations = || site.articles.values().flat_map(|article| &article.annotations);
    let orphans = annotations().filter(|annotation| annotation.place == Place::Orphan).count();
    let orphans = if orphans == 0 { String::new() } else { format!(" ({orphans} without a place)") };
    format!(
        "checked {} and {} in {}: {}, {}, {}{orphans}; {}\n",
        count(reports, "report", "reports"),
        count(site.articles.len() - reports, "other page", "other pages"),
        seconds(time),
        count(site.registry.entities.len(), "entity", "entities"),
        count(site.mentions.values().map(Vec::len).sum(), "mention", "mentions"),
        count(annotations().count(), "annotation", "annotations"),
        problems(Counts::of(&checked.problems)),
    )
}

/// How many pages there are, and how many of each kind that there are any of. Feeds, data and assets are no pages.
fn pages(checked: &Checked) -> (usize, Vec<String>) {
    let mut kinds = [
        ("report", "reports", 0),
        ("entity", "entities", 0),
        ("topic", "topics", 0),
        ("event", "events", 0),
        ("source", "sources", 0),
        ("timeline", "timelines", 0),
        ("other", "others", 0),
    ];
    for route in checked.routes.values() {
        let kind = match route {
            Route::Article(path) => {
                let report = checked.site.articles.get(path).is_some_and(Article::is_report);
                if report { "report" } else { "other" }
            }
            Route::Entity(_) => "entity",
            Route::Topic(_) => "topic",
            Route::Event(_) => "event",
            Route::Reference(_) => "source",
            Route::ChosenTimeline(_) => "timeline",
            Route::Annotations(_) | Route::Feed | Route::EntityFeed(_) | Route::TopicFeed(_) => continue,
            Route::ArticlePicture(_) | Route::EntityPicture(_) => continue,
            Route::Calendar | Route::TimelineCalendar(_) | Route::Sitemap | Route::Robots => continue,
            Route::Version | Route::Data(_) => continue,
            Route::Asset(_) | Route::ThemeFile(_) | Route::Redirect { .. } => continue,
            _ => "other",
        };
        kinds.iter_mut().filter(|(name, ..)| *name == kind).for_each(|(.., number)| *number += 1);
    }
    let all = kinds.iter().map(|(.., number)| number).sum();
    let some = kinds.into_iter().filter(|(.., number)| *number > 0);
    (all, some.map(|(one, several, number)| count(number, one, several)).collect())
}

pub fn problems(counts: Counts) -> String {
    let kinds = [
        (counts.fatal, "fatal problem", "fatal problems"),
        (counts.errors, "error", "errors"),
        (counts.warnings, "warning", "warnings"),
    ];
    let some: Vec<String> =
        kinds.into_iter().filter(|kind| kind.0 > 0).map(|(n, one, more)| count(n, one, more)).collect();
    if some.is_empty() { "no problems".into() } else { some.join(", ") }
}

pub fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

pub fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
