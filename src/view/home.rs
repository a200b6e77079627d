//! The home page and the list of reports.
//!
//! In: a site. Out: [`HomeView`] and [`ArticlesView`].

use serde::Serialize;

use super::page::Pagination;
use super::prose::ProseView;
use super::rows::{ArticleCard, EntityLink, EventRow};
use super::topic::TopicRow;
use super::{DataFile, Lens, PageView, Shown, linked_data, rank};
use crate::routes::{ARTICLES_PER_PAGE, Data, Route, Rows};
use crate::site::Site;

/// Reports, entities and events that the home page shows at most.
const NEWEST: usize = 8;
const MOST_MENTIONED: usize = 12;
const LATEST_EVENTS: usize = 6;

#[derive(Debug, Serialize)]
pub struct HomeView {
    /// The words of content/index.md.
    pub prose: Option<ProseView>,
    pub newest: Vec<ArticleCard>,
    /// Where all reports are listed.
    pub articles: String,
    pub most_mentioned: Vec<EntityLink>,
    pub entities: String,
    pub topics: Vec<TopicRow>,
    /// The latest first.
    pub events: Vec<EventRow>,
    pub timeline: String,
}

pub fn home(site: &Site) -> Shown<HomeView> {
    let prose = site.prose("index.md");
    let lens = prose.map_or_else(|| Lens::of_site(site), |prose| Lens::of_article(site, prose));
    let reports = site.reports();
    let view = HomeView {
        prose: prose.map(|prose| lens.prose(prose)),
        newest: reports.iter().take(NEWEST).map(|article| lens.article_card(article)).collect(),
        articles: lens.href(&Route::Articles(1)),
        most_mentioned: rank::most_mentioned(&lens, reports.iter().copied(), MOST_MENTIONED),
        entities: lens.href(&Route::Entities),
        topics: super::topic::rows(&lens),
        events: latest_events(&lens),
        timeline: lens.href(&Route::Timeline(1)),
    };
    let title = prose.map(|prose| lens.title_of(prose)).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| lens.local(&site.settings.title).to_owned());
    let mut page = PageView::new(&lens, &Route::Home, "home", &title);
    page.breadcrumbs.clear();
    lens.local(&site.settings.title).clone_into(&mut page.full_title);
    let description = site.settings.description.as_ref().map_or("", |words| lens.local(words));
    let page = page.described(description).telling(linked_data::website(&lens));
    Shown { template: "home.html", page, view }
}

fn latest_events(lens: &Lens<'_>) -> Vec<EventRow> {
    let events = lens.site.distinct_events();
    let told = events.iter().rev().filter(|event| !event.tellings.is_empty() && event.definition.date.is_some());
    told.take(LATEST_EVENTS).map(|event| lens.event_row(event)).collect()
}

#[derive(Debug, Serialize)]
pub struct ArticlesView {
    /// The words of content/articles/index.md, on the first page.
    pub prose: Option<ProseView>,
    pub articles: Vec<ArticleCard>,
    pub pages: Option<Pagination>,
}

/// A page of the list of reports, from 1.
pub fn articles(site: &Site, number: usize) -> Shown<ArticlesView> {
    let intro = site.prose("articles/index.md");
    let lens = intro.map_or_else(|| Lens::of_site(site), |intro| Lens::of_article(site, intro));
    let reports = site.reports();
    let shown = reports.iter().skip((number - 1) * ARTICLES_PER_PAGE).take(ARTICLES_PER_PAGE);
    let view = ArticlesView {
        prose: intro.filter(|_| number == 1).map(|intro| lens.prose(intro)),
        articles: shown.map(|article| lens.article_card(article)).collect(),
        pages: Pagination::of(&lens, Route::Articles, number, (reports.len(), ARTICLES_PER_PAGE)),
    };
    let title = lens.list_title(intro, lens.words.articles, number);
    let page = PageView::new(&lens, &Route::Articles(number), "articles", &title)
        .with_data(DataFile::all(&lens, [Data::Json(Rows::Articles)]));
    Shown { template: "articles.html", page, view }
}
