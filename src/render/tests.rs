//! Pages as readers get them, of small sites.

use std::collections::BTreeSet;
use std::path::Path;

use scraper::{Html, Selector};

use super::*;
use crate::path::ContentPath;
use crate::routes::routes;
use crate::site::tests::{report, site_of};

fn theme(site: &Site) -> Theme {
    Theme::load(Path::new("/nowhere"), &site.settings).unwrap()
}

fn page(site: &Site, route: &Route) -> String {
    String::from_utf8(render(site, &theme(site), route).unwrap()).unwrap()
}

fn article(site: &Site) -> String {
    page(site, &Route::Article(ContentPath::new("articles/a.md")))
}

/// Every HTML page that the site has.
fn all_pages(site: &Site) -> Vec<(String, String)> {
    let theme = theme(site);
    let pages = routes(site, &[]).0.into_iter().filter(|(path, _)| path.ends_with(".html"));
    let written = pages.filter_map(|(path, route)| match render(site, &theme, &route) {
        Ok(bytes) => Some((path, String::from_utf8(bytes).unwrap())),
        Err(RenderError::Missing) => None,
        Err(RenderError::Template(problem)) => panic!("{path}: {problem:?}"),
    });
    written.collect()
}

/// The values of an attribute in a page.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let selector = Selector::parse(&format!("[{name}]")).unwrap();
    document.select(&selector).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
}

/// The words of the elements that a selector finds, blanks folded.
fn words(html: &str, selector: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let selector = Selector::parse(selector).unwrap();
    document.select(&selector).map(|element| crate::text::fold_blanks(&element.text().collect::<String>())).collect()
}

const REGISTRY: &str = "entities:\n  阿里云: {type: Company, name: {zh-Hans: 阿里云, en: Alibaba Cloud}, aliases: [老大哥]}\n  \
                        tencent: {type: Company, name: 腾讯}\n";
const SIDECAR: &str = r#"
sources:
  kr36: {title: 云的账, container-title: 36氪}
  zhidx: {title: 算力, container-title: 智东西}
annotations:
  - quote: 投入了135亿元
    id: money
    claim: {subject: 阿里云, measure: 投资额, value: 13500000000, unit: CNY, bound: at-least, status: rumored}
    source: {ref: kr36, via: {ref: zhidx, speaker: 知情人士}}
  - quote: 签署协议
    event: {id: pact, title: 两家签署协议, date: 2024-05-17, entities: {party: [阿里云, tencent]}}
  - {quote: 降价, note: "见 **这里** 与 [站](/about.md)。", kind: question}
  - {quote: 已经不在的话, note: 孤儿}
  - relation: {subject: 阿里云, predicate: partner-of, object: tencent}
"#;

fn rich() -> Site {
    report("## 开头\n\n阿里云投入了135亿元，与腾讯签署协议，然后降价。老大哥又说：阿里云好。\n", SIDECAR, REGISTRY)
}

#[test]
fn the_body_is_the_text_with_its_marks() {
    let site = rich();
    let html = article(&site);
    let text = &site.articles[&ContentPath::new("articles/a.md")].document.text;
    // The links to the notes of a paragraph stand behind it and are generated.
    assert_eq!(words(&html, "[itemprop=articleBody] [data-generated]"), ["批注 1 2 3"]);
    assert_eq!(words(&html, "[itemprop=articleBody]").join("|"), format!("{text}批注 1 2 3"));
    assert_eq!(words(&html, "[itemprop=articleBody] #money"), ["投入了135亿元"]);
    let linked = words(&html, "[itemprop=articleBody] a.mention[data-entity=tencent]");
    assert_eq!(linked, ["腾讯"]);
    assert!(attributes(&html, "href").contains(&"/reports/entities/%E9%98%BF%E9%87%8C%E4%BA%91/".to_owned()));
}

#[test]
fn annotations_are_listed_and_link_back() {
    let html = article(&rich());
    assert_eq!(words(&html, "[id='n.money'] > a[href='#money']"), ["1 投入了135亿元"]);
    assert_eq!(attributes(&html, "aria-details")[0], "n.money");
    assert_eq!(words(&html, "[id='n.money'] small"), ["来源：36氪 ← 智东西 ← 知情人士"]);
    assert_eq!(words(&html, "[id='n.money'] strong"), ["至少135亿元"]);
    assert_eq!(words(&html, "[id='n.money'] .badge-rumored"), ["传闻"]);
    assert_eq!(words(&html, ".kind-event .meta"), ["参与方：阿里云、腾讯"]);
    assert_eq!(words(&html, ".kind-note .note strong"), ["这里"]);
    assert_eq!(words(&html, ".kind-relation > p"), ["关系 阿里云 合作伙伴是 腾讯"]);
    assert_eq!(
        words(&html, ".entity-cards > li"),
        ["阿里云 公司 · 本文 3；全站 3 处提及", "腾讯 公司 · 本文 1；全站 1 处提及"]
    );
    assert_eq!(words(&html, ".figures tbody tr"), ["阿里云投资额至少135亿元 传闻"]);
    assert_eq!(words(&html, ".cited li"), ["云的账 1 条陈述", "算力 1 条陈述"]);
}

#[test]
fn orphans_are_shown_with_what_they_say() {
    let html = article(&rich());
    assert_eq!(words(&html, ".orphans li > q"), ["已经不在的话"]);
    assert_eq!(words(&html, ".orphans .note > :last-child"), ["孤儿"]);
    let site = rich();
    let path = ContentPath::new("articles/a.md");
    let orphan = site.articles[&path].annotations.iter().find(|a| a.place == crate::article::Place::Orphan).unwrap();
    assert!(attributes(&html, "id").contains(&orphan.id.to_string()), "its permalink leads to the list");
}

#[test]
fn introductions_lose_no_annotation() {
    let sidecar = "annotations:\n  - {quote: 已经不在, note: 孤儿}\n  - {quote: 字, note: 注}\n";
    for (name, route) in [
        ("index", Route::Home),
        ("articles/index", Route::Articles(1)),
        ("topics/index", Route::Topics),
        ("entities/index", Route::Entities),
    ] {
        let (body, notes) = (format!("content/{name}.md"), format!("content/{name}.yaml"));
        let site = site_of(&[("postil.yaml", "title: 站\n"), (&body, "字\n"), (&notes, sidecar)]);
        let html = page(&site, &route);
        assert_eq!(words(&html, ".prose .notes > li > :is(a, q)"), ["已经不在", "1 字"], "{name}");
    }
}

#[test]
fn every_mention_has_a_place_to_link_to() {
    let body = "# m.1\n\n[[阿里云|它]]、**阿里**云、阿里云与`码`，`x`[[tencent]]。\n";
    let site = report(body, "annotations: [{quote: 它, note: 注}]\n", REGISTRY);
    let path = ContentPath::new("articles/a.md");
    let ids: BTreeSet<String> = attributes(&article(&site), "id").into_iter().collect();
    let mentions: Vec<_> = site.mentions[&path].iter().enumerate().collect();
    assert_eq!(mentions.len(), 4);
    let lens = Lens::of_site(&site);
    for mention in &mentions {
        let group = lens.mention_group(&site.articles[&path], &[*mention]);
        let fragment = group.rows[0].href.split_once('#').unwrap().1.to_owned();
        assert!(ids.contains(&crate::path::decode(&fragment)), "{fragment} in {ids:?}");
    }
}

#[test]
fn ids_are_unique_on_every_page() {
    let body = "## page.main\n\n阿里云[^1]\n\n## Main\n\n## Annotations {#n-money}\n\n投入了135亿元\n\n[^1]: 注\n";
    let site = report(body, SIDECAR, REGISTRY);
    for (path, html) in all_pages(&site) {
        let ids = attributes(&html, "id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path}: {ids:?}");
    }
}

#[test]
fn all_links_stand_below_the_base_path_and_are_encoded() {
    for (path, html) in all_pages(&rich()) {
        for href in attributes(&html, "href").into_iter().chain(attributes(&html, "src")) {
            let own = ["/reports/", "https://example.org/reports/", "#"].iter().any(|begin| href.starts_with(begin));
            assert!(own, "{path}: {href}");
            assert!(href.is_ascii() && !href.contains([' ', '"']), "{path}: {href}");
        }
    }
}

const HOSTILE: &str = r#"<script>alert('1')</script>"><img src=x>&amp;"#;

#[test]
fn hostile_words_are_escaped_everywhere() {
    let quoted = HOSTILE.replace('\'', "''");
    let site = site_of(&[
        ("postil.yaml", &format!("title: '{quoted}'\ndescription: '{quoted}'\nauthors: {{w: {{name: '{quoted}'}}}}\n")),
        (
            "content/articles/a.md",
            &format!(
                "---\ntitle: '{quoted}'\ndate: 2024\nauthors: [w, '{quoted}']\ntopics: t\nsummary: '{quoted}'\norigin: '{quoted}'\n---\n\n正文 x 与 y\n"
            ),
        ),
        (
            "content/articles/a.yaml",
            &format!(
                "annotations:\n  - quote: 正文\n    claim: {{subject: e, measure: '{quoted}', text: '{quoted}'}}\n    source: {{speaker: '{quoted}'}}\n  \
                 - quote: x\n    event: {{title: '{quoted}', date: 2024, kind: '{quoted}', summary: '{quoted}'}}\n  - {{quote: '{quoted}', note: 注}}\n"
            ),
        ),
        (
            "content/entities/e.yaml",
            &format!("entities: {{e: {{type: '{quoted}', name: '{quoted}', aliases: [yy]}}}}\n"),
        ),
        (
            "content/topics.yaml",
            &format!("topics: {{t: {{name: '{quoted}', summary: '{quoted}', aliases: ['{quoted}']}}}}\n"),
        ),
    ]);
    let pages = all_pages(&site);
    assert!(pages.len() >= 6);
    for (path, html) in pages {
        let data = html.matches("<script type=\"application/ld+json\">").count();
        assert!(data <= 1 && !html.contains("<img"), "{path}");
        // The theme's own are the same on every page.
        let own = html.matches("<script>try{").count() + html.matches("<script defer src=\"/assets/").count();
        let own = own + html.matches("<script src=\"/assets/search").count();
        let all = data + own;
        assert_eq!((html.matches("<script").count(), html.matches("</script").count()), (all, all), "{path}");
        assert!(words(&html, "title")[0].contains(HOSTILE), "{path}");
    }
}

#[test]
fn a_page_speaks_its_own_language() {
    let site = site_of(&[
        ("postil.yaml", "title: {zh-Hans: 站, en: Site}\nbase_url: https://example.org/\n"),
        ("content/articles/a.md", "---\ntitle: Words\ndate: 2024-06-03\nlanguage: en\n---\n\nText.\n"),
        ("content/articles/b.md", "---\ntitle: 话\ndate: 2024-06-02\n---\n\n文。\n"),
    ]);
    let english = article(&site);
    assert_eq!(attributes(&english, "lang"), ["en"]);
    assert_eq!(words(&english, "title"), ["Words · Site"]);
    assert_eq!(words(&english, ".site-nav li:first-child"), ["Reports"]);
    let home = page(&site, &Route::Home);
    assert_eq!(words(&home, ".site-nav li:first-child"), ["报告"]);
    assert_eq!(attributes(&home, "lang"), ["zh-Hans", "en", "en"], "the page, and an English title and summary in it");
}

#[test]
fn dates_and_figures_are_in_the_script_of_the_page() {
    let sidecar = "annotations:\n  - {quote: 文, claim: {subject: a, measure: 投資額, value: 13500000000, unit: CNY, bound: about, as_of: 2024-05~}}\n";
    let site = site_of(&[
        ("postil.yaml", "title: 站\nlanguage: zh-Hant\n"),
        ("content/entities/a.yaml", "entities: {a: {type: Company, name: 甲公司}}\n"),
        ("content/articles/a.md", "---\ntitle: 話\ndate: 2024-06-03\n---\n\n文。\n"),
        ("content/articles/a.yaml", sidecar),
    ]);
    let html = article(&site);
    assert!(html.contains("2024年5月前後") && html.contains("約135億元"), "{html}");
}

#[test]
fn long_lists_are_paged() {
    let reports: Vec<(String, String)> = (0..51)
        .map(|n| (format!("content/articles/{n:02}.md"), format!("---\ntitle: 第{n:02}篇\ndate: 2024-01\n---\n\n文\n")))
        .collect();
    let mut files: Vec<(&str, &str)> = vec![("postil.yaml", "title: 站\nbase_url: https://example.org/r/\n")];
    files.extend(reports.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let site = site_of(&files);
    let (first, second) = (page(&site, &Route::Articles(1)), page(&site, &Route::Articles(2)));
    assert_eq!((words(&first, ".card-title").len(), words(&second, ".card-title").len()), (50, 1));
    assert_eq!(words(&first, "a[rel=next][href='/r/articles/page/2/']").len(), 1);
    assert_eq!(words(&second, "a[rel=prev][href='/r/articles/']").len(), 1);
}

#[test]
fn topics_hang_below_their_parents_even_in_a_circle() {
    let site = site_of(&[
        ("postil.yaml", "title: 站\n"),
        (
            "content/topics.yaml",
            "topics: {a: {name: 甲}, b: {name: 乙, parent: a}, c: {name: 丙, parent: d}, d: {name: 丁, parent: c}}\n",
        ),
        ("content/articles/a.md", "---\ntitle: 文\ndate: 2024\ntopics: 乙\n---\n\n字\n"),
    ]);
    let html = page(&site, &Route::Topics);
    assert_eq!(words(&html, ".topics .topics a"), ["乙", "丁"]);
    let topic = page(&site, &Route::Topic(crate::id::Id::new("b").unwrap()));
    assert_eq!(words(&topic, ".card-title"), ["文"]);
}

#[test]
fn a_topic_has_the_events_of_its_reports() {
    let site = site_of(&[
        ("postil.yaml", "title: 站\n"),
        ("content/topics.yaml", "topics: {a: {name: 甲}, b: {name: 乙}}\n"),
        ("content/articles/a.md", "---\ntitle: 文\ndate: 2024\ntopics: 甲\n---\n\n字\n"),
        (
            "content/articles/a.yaml",
            "annotations:\n  - event: {title: 后, date: 2024-05}\n  - event: {title: 先, date: 2024-03}\n  \
             - event: {title: 别, date: 2024, topics: 乙}\n",
        ),
    ]);
    let titles = |topic: &str| words(&page(&site, &Route::Topic(crate::id::Id::new(topic).unwrap())), ".events a");
    assert_eq!(titles("a"), ["先", "后"]);
    assert_eq!(titles("b"), ["别"]);
}

#[test]
fn a_redirect_leads_on_without_scripts() {
    let route = Route::Redirect { from: "/old/x.html".into(), to: "/articles/阿/".into() };
    let html = page(&rich(), &route);
    let encoded = "/reports/articles/%E9%98%BF/";
    assert!(attributes(&html, "content").contains(&format!("0; url={encoded}")));
    assert_eq!(attributes(&html, "href"), [format!("https://example.org{encoded}"), encoded.to_owned()]);
}

#[test]
fn there_is_a_file_at_every_route() {
    let site = rich();
    let theme = theme(&site);
    // A build makes the version of all other files.
    for route in routes(&site, &[]).0.values().filter(|route| **route != Route::Version) {
        assert!(render(&site, &theme, route).is_ok(), "{route:?}");
    }
}
