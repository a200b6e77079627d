//! Which pages a site has: every URL, and what stands there.
//!
//! In: a site. Out: its routes by output path, and a problem where two would have one path. Makes no page.

mod data;

pub use data::{Data, Rows, Schema, Sheet};

use std::collections::BTreeMap;

use crate::article::{Article, Kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::path::ContentPath;
use crate::site::Site;
use crate::source::Span;

/// A page or file of the built site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    Home,
    /// The list of reports; pages count from 1.
    Articles(usize),
    /// A report or any other page of the content.
    Article(ContentPath),
    /// W3C Web Annotations of a page.
    Annotations(ContentPath),
    /// The picture with which an article is shared.
    ArticlePicture(ContentPath),
    Entities,
    Entity(Id),
    EntityPicture(Id),
    /// The mentions of a long entity page in one year.
    EntityYear(Id, i64),
    Topics,
    Topic(Id),
    /// All events; pages count from 1.
    Timeline(usize),
    ChosenTimeline(Id),
    Event(Id),
    /// The ledger of claims; pages count from 1.
    Claims(usize),
    Sources,
    Reference(Id),
    /// The page of the search, which is an index of names where no script runs.
    Search,
    NotFound,
    Feed,
    EntityFeed(Id),
    TopicFeed(Id),
    /// All events as a calendar.
    Calendar,
    /// Those of a chosen timeline.
    TimelineCalendar(Id),
    Sitemap,
    Robots,
    /// Which version of the site this is; made of all other files, so it is written last.
    Version,
    Data(Data),
    Asset(ContentPath),
    /// A file of the theme's static/ folder, by its path there.
    ThemeFile(String),
    /// An old URL and the route it leads to now.
    Redirect {
        from: String,
        to: String,
    },
}

/// Reports on one page of the list.
pub const ARTICLES_PER_PAGE: usize = 50;
/// Rows on one page of the ledger.
pub const CLAIMS_PER_PAGE: usize = 500;
/// The name of the picture with which a page is shared, beside the page.
const PICTURE: &str = "share.png";
/// Events on one page of the timeline.
pub const EVENTS_PER_PAGE: usize = 200;

impl Route {
    /// The URL path from the site's root, not percent-encoded: `/articles/2024/aliyun/`.
    pub fn url(&self) -> String {
        let paged = |base: &str, page: usize| if page <= 1 { base.to_owned() } else { format!("{base}page/{page}/") };
        match self {
            Route::Home => "/".into(),
            Route::Articles(page) => paged("/articles/", *page),
            Route::Article(path) => path.route(),
            Route::Annotations(path) => format!("{}annotations.json", path.route()),
            Route::ArticlePicture(path) => format!("{}{PICTURE}", path.route()),
            Route::Entities => "/entities/".into(),
            Route::Entity(id) => format!("/entities/{id}/"),
            Route::EntityPicture(id) => format!("/entities/{id}/{PICTURE}"),
            Route::EntityYear(id, year) => format!("/entities/{id}/{year}/"),
            Route::Topics => "/topics/".into(),
            Route::Topic(id) => format!("/topics/{id}/"),
            Route::Timeline(page) => paged("/timeline/", *page),
            Route::ChosenTimeline(id) => format!("/timelines/{id}/"),
            Route::Event(id) => format!("/events/{id}/"),
            Route::Claims(page) => paged("/claims/", *page),
            Route::Sources => "/sources/".into(),
            Route::Reference(id) => format!("/sources/{id}/"),
            Route::Search => "/search/".into(),
            Route::NotFound => "/404.html".into(),
            Route::Feed => "/feed.xml".into(),
            Route::EntityFeed(id) => format!("/entities/{id}/feed.xml"),
            Route::TopicFeed(id) => format!("/topics/{id}/feed.xml"),
            Route::Calendar => "/timeline.ics".into(),
            Route::TimelineCalendar(id) => format!("/timelines/{id}/timeline.ics"),
            Route::Sitemap => "/sitemap.xml".into(),
            Route::Robots => "/robots.txt".into(),
            Route::Version => "/build.json".into(),
            Route::Data(data) => format!("/data/{}", data.path()),
            Route::Asset(path) => format!("/{path}"),
            Route::ThemeFile(path) => format!("/{path}"),
            Route::Redirect { from, .. } => from.clone(),
        }
    }

    /// The file below the output folder: URLs that end in a slash are an index.html.
    pub fn output_path(&self) -> String {
        let url = self.url();
        let path = url.trim_start_matches('/');
        let folder = path.is_empty() || path.ends_with('/');
        let page =
            matches!(self, Route::Redirect { .. }) && !folder && !path.ends_with(".html") && !path.ends_with(".htm");
        match (folder, page) {
            (true, _) => format!("{path}index.html"),
            (_, true) => format!("{path}/index.html"),
            _ => path.to_owned(),
        }
    }
}

/// All routes by output path, in order; `theme_files` are the paths in the theme's static/ folder.
pub fn routes(site: &Site, theme_files: &[String]) -> (BTreeMap<String, Route>, Vec<Diagnostic>) {
    let mut all =
        Routes { by_path: BTreeMap::new(), folded: BTreeMap::new(), folders: BTreeMap::new(), problems: Vec::new() };
    for route in listed(site) {
        all.add(site, route);
    }
    for path in theme_files {
        all.add(site, Route::ThemeFile(path.clone()));
    }
    for (from, to) in redirects(site) {
        all.add(site, Route::Redirect { from, to });
    }
    (all.by_path, all.problems)
}

fn listed(site: &Site) -> Vec<Route> {
    use Route::{
        Articles, Calendar, Claims, Entities, Feed, Home, NotFound, Robots, Search, Sitemap, Sources, Timeline, Topics,
        Version,
    };
    let mut list = vec![Home, Entities, Topics, Sources, Search, NotFound, Feed, Calendar, Sitemap, Robots, Version];
    let pages = |count: usize, per_page: usize| 1..=count.div_ceil(per_page).max(1);
    list.extend(pages(reports(site), ARTICLES_PER_PAGE).map(Articles));
    list.extend(pages(site.claims().count(), CLAIMS_PER_PAGE).map(Claims));
    list.extend(pages(site.distinct_events().len(), EVENTS_PER_PAGE).map(Timeline));
    for article in site.articles.values() {
        if has_page(article) {
            list.push(Route::Article(article.path.clone()));
            list.push(Route::Annotations(article.path.clone()));
            list.extend(drawn(site, &Route::Article(article.path.clone())));
        }
    }
    for id in site.registry.entities.keys() {
        list.push(Route::Entity(id.clone()));
        list.push(Route::EntityFeed(id.clone()));
        list.extend(drawn(site, &Route::Entity(id.clone())));
        list.extend(site.mention_years(id).into_iter().map(|(year, _)| Route::EntityYear(id.clone(), year)));
    }
    for id in site.registry.topics.keys() {
        list.extend([Route::Topic(id.clone()), Route::TopicFeed(id.clone())]);
    }
    list.extend(site.events.keys().cloned().map(Route::Event));
    list.extend(site.registry.references.keys().cloned().map(Route::Reference));
    for timeline in &site.settings.timelines {
        let id = &timeline.id.value;
        list.extend([Route::ChosenTimeline(id.clone()), Route::TimelineCalendar(id.clone())]);
    }
    list.extend(Data::ALL.into_iter().map(|(data, _)| Route::Data(data)));
    list.extend(site.assets.iter().map(|asset| Route::Asset(asset.path.clone())));
    list
}

/// What stands at a path of the output, such as `articles/2024/a/index.html`: what [`routes`] has there, without listing
/// all of them. Where two would have one path it may be either.
pub fn find(site: &Site, is_theme_file: impl Fn(&str) -> bool, path: &str) -> Option<Route> {
    let page = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let found = page.and_then(|folder| page_at(site, folder)).or_else(|| file_at(site, path));
    let theme_file = || is_theme_file(path).then(|| Route::ThemeFile(path.to_owned()));
    let redirect = || {
        let mut all = redirects(site).into_iter().map(|(from, to)| Route::Redirect { from, to });
        all.find(|route| route.output_path() == path)
    };
    found.filter(|route| route.output_path() == path).or_else(theme_file).or_else(redirect)
}

/// The page of a folder of the output: `articles/2024/a/`.
fn page_at(site: &Site, folder: &str) -> Option<Route> {
    let parts: Vec<&str> = folder.trim_end_matches('/').split('/').collect();
    let generated = match parts.as_slice() {
        [""] => Some(Route::Home),
        ["articles"] => Some(Route::Articles(1)),
        ["entities"] => Some(Route::Entities),
        ["topics"] => Some(Route::Topics),
        ["timeline"] => Some(Route::Timeline(1)),
        ["claims"] => Some(Route::Claims(1)),
        ["sources"] => Some(Route::Sources),
        ["search"] => Some(Route::Search),
        ["entities", id] => known(id, &site.registry.entities).map(Route::Entity),
        ["entities", id, year] => {
            let (id, year) = (known(id, &site.registry.entities)?, year.parse::<i64>().ok()?);
            let there = site.mention_years(&id).iter().any(|(known, _)| *known == year);
            there.then_some(Route::EntityYear(id, year))
        }
        ["topics", id] => known(id, &site.registry.topics).map(Route::Topic),
        ["events", id] => known(id, &site.events).map(Route::Event),
        ["sources", id] => known(id, &site.registry.references).map(Route::Reference),
        [list @ ("articles" | "claims" | "timeline"), "page", number] => later_page(site, list, number),
        ["timelines", id] => {
            let id = Id::new(id)?;
            let there = site.settings.timelines.iter().any(|timeline| timeline.id.value == id);
            there.then_some(Route::ChosenTimeline(id))
        }
        _ => None,
    };
    generated.or_else(|| article_at(site, folder).map(Route::Article))
}

/// A page of a long list behind the first.
fn later_page(site: &Site, list: &str, number: &str) -> Option<Route> {
    let number: usize = number.parse().ok()?;
    let (items, per_page, route): (usize, usize, fn(usize) -> Route) = match list {
        "articles" => (reports(site), ARTICLES_PER_PAGE, Route::Articles),
        "claims" => (site.claims().count(), CLAIMS_PER_PAGE, Route::Claims),
        _ => (site.distinct_events().len(), EVENTS_PER_PAGE, Route::Timeline),
    };
    (2..=items.div_ceil(per_page)).contains(&number).then(|| route(number))
}

fn known<T>(id: &str, all: &BTreeMap<Id, T>) -> Option<Id> {
    Id::new(id).filter(|id| all.contains_key(id))
}

/// The article whose page a folder of the output holds.
pub fn article_at(site: &Site, folder: &str) -> Option<ContentPath> {
    let named = ContentPath::new(&format!("{}.md", folder.trim_end_matches('/')));
    let paths = [named, ContentPath::new(&format!("{folder}index.md"))];
    paths.into_iter().find(|path| site.articles.get(path).is_some_and(has_page))
}

fn has_page(article: &Article) -> bool {
    matches!(article.kind, Kind::Report | Kind::Page)
}

/// The picture with which a page is shared: a file of the content that has its name, else one that is drawn.
pub fn picture_of(site: &Site, page: &Route) -> Option<Route> {
    own_picture(site, page).or_else(|| {
        let (route, can) = match page {
            Route::Article(path) => (Route::ArticlePicture(path.clone()), site.draws_article(site.articles.get(path)?)),
            Route::Entity(id) => (Route::EntityPicture(id.clone()), site.draws_entity(site.registry.entities.get(id)?)),
            _ => return None,
        };
        can.then_some(route)
    })
}

fn own_picture(site: &Site, page: &Route) -> Option<Route> {
    let path = match page {
        Route::Article(path) => format!("{}{PICTURE}", path.route()),
        Route::Entity(id) => format!("/entities/{id}/{PICTURE}"),
        _ => return None,
    };
    let path = ContentPath::new(path.trim_start_matches('/'));
    site.asset(&path).map(|_| Route::Asset(path.clone()))
}

/// The picture of a page, if it is one that is drawn.
fn drawn(site: &Site, page: &Route) -> Option<Route> {
    picture_of(site, page).filter(|picture| !matches!(picture, Route::Asset(_)))
}

/// Pages that would have a picture if some font had the letters of their titles.
pub fn without_picture(site: &Site) -> Vec<Route> {
    let articles =
        site.articles.values().filter(|article| has_page(article) && !article.head.title.get(&[]).is_empty());
    let articles = articles.map(|article| Route::Article(article.path.clone()));
    let entities = site.registry.entities.keys().cloned().map(Route::Entity);
    articles.chain(entities).filter(|page| picture_of(site, page).is_none()).collect()
}

/// A file of the output that is no page.
fn file_at(site: &Site, path: &str) -> Option<Route> {
    let feed = |folder: &str| match page_at(site, folder)? {
        Route::Home => Some(Route::Feed),
        Route::Entity(id) => Some(Route::EntityFeed(id)),
        Route::Topic(id) => Some(Route::TopicFeed(id)),
        _ => None,
    };
    let calendar = |folder: &str| match page_at(site, folder)? {
        Route::Home => Some(Route::Calendar),
        Route::ChosenTimeline(id) => Some(Route::TimelineCalendar(id)),
        _ => None,
    };
    let (folder, name) = path.split_at_checked(path.rfind('/').map_or(0, |at| at + 1))?;
    let made = match (folder, name) {
        // A schema is called annotations.json too.
        ("data/" | "data/schemas/", _) => {
            let data = Data::ALL.iter().find(|(_, known)| path.strip_prefix("data/") == Some(known));
            data.map(|(data, _)| Route::Data(*data))
        }
        ("", "404.html") => Some(Route::NotFound),
        ("", "sitemap.xml") => Some(Route::Sitemap),
        ("", "robots.txt") => Some(Route::Robots),
        ("", "build.json") => Some(Route::Version),
        (folder, "feed.xml") => feed(folder),
        (folder, PICTURE) => page_at(site, folder).and_then(|page| picture_of(site, &page)),
        (folder, "timeline.ics") => calendar(folder),
        (folder, "annotations.json") => article_at(site, folder).map(Route::Annotations),
        _ => None,
    };
    made.or_else(|| site.asset(&ContentPath::new(path)).map(|_| Route::Asset(ContentPath::new(path))))
}

fn reports(site: &Site) -> usize {
    site.articles.values().filter(|article| article.is_report()).count()
}

/// Old URLs: of articles, and of entities that were merged into another.
fn redirects(site: &Site) -> Vec<(String, String)> {
    let articles = site.articles.values().flat_map(|article| {
        article.head.redirects.iter().map(|old| (format!("/{}", old.value.trim_start_matches('/')), article.route()))
    });
    let entities =
        site.registry.merged.iter().map(|(old, new)| (format!("/entities/{old}/"), format!("/entities/{new}/")));
    articles.chain(entities).collect()
}

/// A page at `/a/` is the file `a/index.html`, so no file may be called `a`.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

struct Routes {
    by_path: BTreeMap<String, Route>,
    folded: BTreeMap<String, Route>,
    /// Folders of the output with a route below each, in lower case.
    folders: BTreeMap<String, Route>,
    problems: Vec<Diagnostic>,
}

impl Routes {
    fn add(&mut self, site: &Site, route: Route) {
        let path = route.output_path();
        let folded = path.to_lowercase();
        let file = folders(&folded).find_map(|folder| self.folded.get(folder));
        if let Some(other) = self.folded.get(&folded).or(self.folders.get(&folded)).or(file) {
            self.problems.push(clash(site, other, &route));
            return;
        }
        for folder in folders(&folded) {
            if !self.folders.contains_key(folder) {
                self.folders.insert(folder.to_owned(), route.clone());
            }
        }
        self.folded.insert(folded, route.clone());
        self.by_path.insert(path, route);
    }
}

/// Where in the content a route is written down, if it is.
pub fn written(site: &Site, route: &Route) -> Option<Span> {
    match route {
        Route::Article(path) => site.articles.get(path).map(|article| Span::head(&article.source)),
        Route::Entity(id) => site.registry.entities.get(id).map(|entity| entity.id.span.clone()),
        Route::Topic(id) => site.registry.topics.get(id).map(|topic| topic.id.span.clone()),
        Route::Redirect { from, .. } => redirect_span(site, from),
        _ => None,
    }
}

fn clash(site: &Site, first: &Route, second: &Route) -> Diagnostic {
    let message = format!("two pages have the URL {}: {} and {}", second.url(), producer(first), producer(second));
    let mut problem = Diagnostic::without_place(Code::DuplicateUrl, message);
    problem.span = written(site, second).or_else(|| written(site, first));
    problem.help("rename one of them; names that differ only in case or Unicode form are one on many systems")
}

fn redirect_span(site: &Site, from: &str) -> Option<Span> {
    let mut olds = site.articles.values().flat_map(|article| article.head.redirects.iter());
    olds.find(|old| old.value.trim_start_matches('/') == from.trim_start_matches('/')).map(|old| old.span.clone())
}

/// What makes a page, in words.
fn producer(route: &Route) -> String {
    match route {
        Route::Article(path) | Route::Asset(path) => format!("content/{path}"),
        Route::Entity(id) => format!("the entity `{id}`"),
        Route::Topic(id) => format!("the topic `{id}`"),
        Route::Redirect { from, to } => format!("the redirect {from} of {to}"),
        Route::ThemeFile(path) => format!("the theme's file {path}"),
        route => format!("the page {}", route.url()),
    }
}
