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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::site_of;

    #[test]
    fn home_tells_what_is_new_and_what_is_most_written_about() {
        let page =
            |day: &str, body: &str| format!("---\ntitle: {day}日\ndate: 2024-06-{day}\ntopics: t\n---\n{body}\n");
        let events = "annotations:\n  - event: {title: 旧事, date: 2023}\n  - event: {title: 新事, date: 2024-06}\n  \
                      - event: {title: 何时, date: XXXX}\n";
        let site = site_of(&[
            ("postil.yaml", "title: 站\n"),
            (
                "content/entities/all.yaml",
                "entities:\n  tencent: {type: Company, name: 腾讯}\n  baidu: {type: Company, name: 百度}\n  \
                 alibaba: {type: Company, name: 阿里巴巴}\n",
            ),
            ("content/topics.yaml", "topics:\n  a: {name: 云}\n  t: {name: 人工智能}\n"),
            ("content/articles/old.md", &page("01", "腾讯。百度。阿里巴巴。")),
            ("content/articles/new.md", &page("02", "腾讯。百度。腾讯。")),
            ("content/articles/new.yaml", events),
        ]);
        assert_eq!(site.problems, []);
        let view = home(&site).view;
        let newest: Vec<&str> = view.newest.iter().map(|card| card.article.title.as_str()).collect();
        assert_eq!(newest, ["02日", "01日"]);
        let hot: Vec<_> = view.most_mentioned.iter().map(|link| (link.name.as_str(), link.count.as_str())).collect();
        assert_eq!(hot, [("腾讯", "3"), ("百度", "2"), ("阿里巴巴", "1")]);
        let topics: Vec<_> = view.topics.iter().map(|row| (row.topic.text.as_str(), row.count.as_str())).collect();
        assert_eq!(topics, [("人工智能", "2 篇报告"), ("云", "")]);
        let events: Vec<&str> = view.events.iter().map(|row| row.title.as_str()).collect();
        // What has no known time comes last.
        assert_eq!(events, ["新事", "旧事", "何时"]);
    }
}
