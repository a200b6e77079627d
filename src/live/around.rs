//! What a change may have broken elsewhere, looked at when there is time.
//!
//! In: what an update touched. Out: problems of the site as a whole, of links, of orphans' histories, of templates. Each
//! step is short, so that the next change never waits long.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Live;
use crate::article::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::links::{self, Fragments};
use crate::path::ContentPath;
use crate::propose;
use crate::render::RenderError;
use crate::routes::{self, Route};
use crate::site::{self, Effects, Site};
use crate::theme::Theme;

/// What was seen of the surroundings of a change.
#[derive(Debug)]
pub struct Around {
    /// Whether there are other problems than before.
    pub changed: bool,
}

/// What is still to be looked at, and what was found.
#[derive(Debug, Default)]
pub struct Surroundings {
    whole: bool,
    shape: bool,
    links: BTreeSet<ContentPath>,
    orphans: BTreeSet<ContentPath>,
    pages: VecDeque<Route>,
    found: Found,
    changed: bool,
}

#[derive(Debug, Default)]
struct Found {
    whole: Vec<Diagnostic>,
    shape: Vec<Diagnostic>,
    links: BTreeMap<ContentPath, Vec<Diagnostic>>,
    /// Orphans with a better help than they had.
    orphans: BTreeMap<ContentPath, Vec<Diagnostic>>,
    templates: BTreeMap<Route, Diagnostic>,
}

/// One thing to look at.
enum Step {
    Whole,
    Shape,
    Links(ContentPath),
    Orphans(ContentPath),
    Page(Route),
}

/// Looks at everything that is left, until `stop`.
pub fn look(live: &Live, around: &Mutex<Surroundings>, stop: &(dyn Fn() -> bool + Sync)) -> Option<Around> {
    let fragments = Fragments::default();
    loop {
        if stop() {
            return None;
        }
        let Some(step) = lock(around).next() else {
            return Some(Around { changed: mem::take(&mut lock(around).changed) });
        };
        step.look(live, around, &fragments);
    }
}

fn lock(around: &Mutex<Surroundings>) -> MutexGuard<'_, Surroundings> {
    around.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Step {
    fn look(self, live: &Live, around: &Mutex<Surroundings>, fragments: &Fragments) {
        let site = live.site();
        match self {
            Step::Whole => {
                let problems = site::as_a_whole(site);
                let mut around = lock(around);
                around.changed |= mem::replace(&mut around.found.whole, problems.clone()) != problems;
            }
            Step::Shape => {
                let files: Vec<String> =
                    live.theme().iter().flat_map(|theme| theme.static_files()).map(|(path, _)| path.clone()).collect();
                let (there, problems) = routes::routes(site, &files);
                let there: HashSet<&Route> = there.values().collect();
                let mut around = lock(around);
                around.found.templates.retain(|route, _| there.contains(route));
                around.changed |= mem::replace(&mut around.found.shape, problems.clone()) != problems;
            }
            Step::Links(path) => {
                let article = site.articles.get(&path);
                let problems = article.map(|article| links::dead_links(site, article, fragments)).unwrap_or_default();
                let mut around = lock(around);
                around.changed |= keep(&mut around.found.links, path, problems);
            }
            Step::Orphans(path) => {
                let article = site.articles.get(&path);
                let problems = article.map(|article| propose::of_article(live.root(), article)).unwrap_or_default();
                let mut around = lock(around);
                around.changed |= keep(&mut around.found.orphans, path, problems);
            }
            Step::Page(route) => {
                let problem = match live.page(&route) {
                    Err(RenderError::Template(problem)) => Some(*problem),
                    Err(RenderError::Missing) | Ok(_) => None,
                };
                let mut around = lock(around);
                let before = match problem.clone() {
                    Some(problem) => around.found.templates.insert(route, problem),
                    None => around.found.templates.remove(&route),
                };
                around.changed |= before != problem;
            }
        }
    }
}

/// Keeps the problems of an article, if there are any; whether they are others.
fn keep(all: &mut BTreeMap<ContentPath, Vec<Diagnostic>>, path: ContentPath, new: Vec<Diagnostic>) -> bool {
    let same = all.get(&path).map_or(new.is_empty(), |old| *old == new);
    match new.is_empty() {
        true => drop(all.remove(&path)),
        false => drop(all.insert(path, new)),
    }
    !same
}

impl Surroundings {
    /// What is nearest to the writer comes first.
    fn next(&mut self) -> Option<Step> {
        if mem::take(&mut self.whole) {
            return Some(Step::Whole);
        }
        if mem::take(&mut self.shape) {
            return Some(Step::Shape);
        }
        let links = self.links.pop_first().map(Step::Links);
        let orphans = || self.orphans.pop_first().map(Step::Orphans);
        links.or_else(orphans).or_else(|| self.pages.pop_front().map(Step::Page))
    }

    /// Takes up what an update touched.
    pub fn changed(&mut self, site: &Site, pages: &BTreeSet<ContentPath>, (effects, settings): (&Effects, bool)) {
        self.whole |= effects.registry || effects.claims || settings;
        self.shape |= effects.shape;
        let fragments = Fragments::default();
        for path in pages {
            let Some(article) = site.articles.get(path) else {
                self.found.links.remove(path);
                self.found.orphans.remove(path);
                continue;
            };
            // Its own links are looked at here, so that what is said of them is about the lines as they are.
            keep(&mut self.found.links, path.clone(), links::dead_links(site, article, &fragments));
            self.found.orphans.remove(path);
            if article.annotations.iter().any(|annotation| annotation.place == Place::Orphan) {
                self.orphans.insert(path.clone());
            }
            // Pages of what it mentions have the same templates, and may be long to make.
            self.pages.push_back(Route::Article(article.path.clone()));
        }
    }

    pub fn look_at_all_links(&mut self, site: &Site) {
        self.links.extend(site.articles.keys().cloned());
    }

    /// One page of each kind comes first: what is wrong with a template is wrong on most of them.
    pub fn look_at_all_pages(&mut self, site: &Site, theme: Option<&Theme>) {
        let files: Vec<String> =
            theme.iter().flat_map(|theme| theme.static_files()).map(|(path, _)| path.clone()).collect();
        let all: Vec<Route> = routes::routes(site, &files).0.into_values().filter(has_template).collect();
        self.found.templates.retain(|route, _| all.contains(route));
        let mut kinds = HashSet::new();
        let (first, rest): (Vec<Route>, Vec<Route>) = all.into_iter().partition(|route| kinds.insert(kind(route)));
        self.pages = first.into_iter().chain(rest).collect();
        self.shape = true;
    }

    /// Adds what was found to the problems of the pages themselves.
    pub fn add_to(&self, problems: &mut Vec<Diagnostic>) {
        for better in self.found.orphans.values().flatten() {
            let same = |problem: &&mut Diagnostic| problem.code == Code::Orphan && problem.span == better.span;
            if let Some(problem) = problems.iter_mut().find(same) {
                problem.clone_from(better);
            }
        }
        let found = self.found.whole.iter().chain(&self.found.shape).chain(self.found.links.values().flatten());
        problems.extend(found.chain(self.found.templates.values()).cloned());
    }
}

/// Whether a template makes the page.
fn has_template(route: &Route) -> bool {
    route.output_path().ends_with(".html") && !matches!(route, Route::Asset(_) | Route::ThemeFile(_))
}

/// What tells kinds of routes apart: the variant, whatever is in it.
fn kind(route: &Route) -> mem::Discriminant<Route> {
    mem::discriminant(route)
}
