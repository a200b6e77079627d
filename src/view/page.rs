//! What every page has: the site around it, and its own head.
//!
//! In: a lens, a route and a title. Out: [`SiteView`] and [`PageView`].

use serde::Serialize;

use super::Lens;
use super::linked_data::Told;
use super::rows::Link;
use crate::routes::{Data, Route};

/// The site as every template sees it, as `site`.
#[derive(Debug, Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: String,
    /// The home page.
    pub href: String,
    /// The path below which the site stands: begins and ends with `/`.
    pub base: String,
    pub language: String,
    pub nav: Vec<NavItem>,
    /// The feed of all reports.
    pub feed: String,
    /// The page of the search.
    pub search: String,
    pub extra: serde_json::Value,
}

/// An item of the main navigation.
#[derive(Debug, Serialize)]
pub struct NavItem {
    pub text: &'static str,
    pub href: String,
    /// Whether the page is in this part of the site.
    pub current: bool,
}

impl SiteView {
    /// The site as the page at `url` (a route, not encoded) shows it.
    pub fn new(lens: &Lens<'_>, url: &str) -> Self {
        let settings = &lens.site.settings;
        Self {
            title: lens.local(&settings.title).to_owned(),
            description: settings.description.as_ref().map_or("", |words| lens.local(words)).to_owned(),
            href: lens.href(&Route::Home),
            base: settings.base_url.path().to_owned(),
            language: settings.language.clone(),
            nav: navigation(lens, url),
            feed: lens.href(&Route::Feed),
            search: lens.href(&Route::Search),
            extra: settings.extra.clone(),
        }
    }
}

fn navigation(lens: &Lens<'_>, url: &str) -> Vec<NavItem> {
    let words = lens.words;
    let items = [
        (words.articles, Route::Articles(1), "/articles/"),
        (words.entities, Route::Entities, "/entities/"),
        (words.topics, Route::Topics, "/topics/"),
        (words.timeline, Route::Timeline(1), "/timeline"),
        (words.claims, Route::Claims(1), "/claims/"),
        (words.sources, Route::Sources, "/sources/"),
    ];
    let item = |(text, route, prefix): (&'static str, Route, &str)| NavItem {
        text,
        href: lens.href(&route),
        current: url.starts_with(prefix),
    };
    items.into_iter().map(item).collect()
}

/// The page's own head, as `page`.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// What the page is, for CSS and conditions: `article`, `topic`, …
    pub kind: &'static str,
    pub title: String,
    /// The title with the site's, for `<title>`.
    pub full_title: String,
    /// The page's own URL below base_url's path.
    pub href: String,
    /// The whole URL; empty where no base_url is set.
    pub canonical: String,
    pub language: String,
    pub description: String,
    /// From the home page to the page above this one.
    pub breadcrumbs: Vec<Link>,
    /// A feed of this page's own.
    pub feed: Option<String>,
    /// Files that hold what the page shows, for other programs.
    pub data: Vec<DataFile>,
    /// The route, not encoded, for [`SiteView::new`].
    #[serde(skip)]
    pub url: String,
    /// What it tells programs, for [`HeadView::new`](super::HeadView::new).
    #[serde(skip)]
    pub told: Told,
}

impl PageView {
    /// A page at a route; `kind` is what CSS and conditions call it.
    pub fn new(lens: &Lens<'_>, route: &Route, kind: &'static str, title: &str) -> Self {
        let url = route.url();
        let site_title = lens.local(&lens.site.settings.title);
        let full_title = match title {
            "" => site_title.to_owned(),
            title if title == site_title => title.to_owned(),
            title => format!("{title} · {site_title}"),
        };
        Self {
            kind,
            title: title.to_owned(),
            full_title,
            href: lens.href(route),
            canonical: lens.absolute(&url).unwrap_or_default(),
            language: lens.language().to_owned(),
            description: String::new(),
            breadcrumbs: vec![Link::new(lens.words.home, lens.href(&Route::Home))],
            feed: None,
            data: Vec::new(),
            url,
            told: Told::default(),
        }
    }

    /// One more page above this one.
    pub fn below(mut self, text: &str, href: String) -> Self {
        self.breadcrumbs.push(Link::new(text, href));
        self
    }

    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// What the page tells programs besides.
    pub fn telling(mut self, told: Told) -> Self {
        self.told = told;
        self
    }

    pub fn with_feed(mut self, feed: String) -> Self {
        self.feed = Some(feed);
        self
    }

    /// Files of data in the order in which they are offered.
    pub fn with_data(mut self, data: impl IntoIterator<Item = DataFile>) -> Self {
        self.data.extend(data);
        self
    }
}

/// A file for other programs that belongs to a page.
#[derive(Debug, Serialize)]
pub struct DataFile {
    /// The file's name.
    pub text: String,
    pub href: String,
    pub media_type: &'static str,
}

impl DataFile {
    /// Files under /data/.
    pub fn all<const COUNT: usize>(lens: &Lens<'_>, data: [Data; COUNT]) -> [Self; COUNT] {
        data.map(|data| Self {
            text: data.path().to_owned(),
            href: lens.href(&Route::Data(data)),
            media_type: data.media_type(),
        })
    }

    /// A calendar of events.
    pub fn calendar(lens: &Lens<'_>, route: &Route) -> Self {
        Self { text: "timeline.ics".to_owned(), href: lens.href(route), media_type: "text/calendar" }
    }
}

/// The pages of a long list.
#[derive(Debug, Serialize)]
pub struct Pagination {
    pub number: usize,
    pub count: usize,
    pub text: String,
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl Pagination {
    /// Page `number` (from 1) of a list with `items` items; none where one page holds all.
    pub fn of(
        lens: &Lens<'_>,
        route: fn(usize) -> Route,
        number: usize,
        (items, per_page): (usize, usize),
    ) -> Option<Self> {
        let count = items.div_ceil(per_page.max(1)).max(1);
        let href = |number: usize| lens.href(&route(number));
        (count > 1).then(|| Self {
            number,
            count,
            text: format!("{number} / {count}"),
            previous: (number > 1).then(|| href(number - 1)),
            next: (number < count).then(|| href(number + 1)),
        })
    }
}
