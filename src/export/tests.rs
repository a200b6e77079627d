//! What programs find in the site's data.

use serde_json::{Value as Json, json};

use super::*;
use crate::path::ContentPath;
use crate::routes::{Data, Rows};
use crate::site::tests::{codes, site_of};

const SETTINGS: &str = "title: 观察\nbase_url: https://example.org/reports/\n\
    measures: {investment: {label: {zh-Hans: 投资额, en: Investment}, aliases: [对外投资]}}\n";
const REGISTRY: &str = "entities:
  cloud: {type: Company, name: {zh-Hans: 阿里云, en: Alibaba Cloud}, aliases: [阿里雲, {name: 云智能, valid: 2023-03/..}],
    merged_from: [aliyun], ids: {wikidata: Q1}}
  lonely: {type: Company, name: 无人提及, facts: [{property: 母公司, value: {entity: cloud}, source: paper}]}
";
const SOURCES: &str = "sources:
  paper: {type: article-newspaper, title: 报道, author: [{literal: 智东西}], issued: 2024-03-12, URL: \"https://example.com/a\", tier: secondary}
  root: {title: 源头}
";
const BODY: &str = "---\ntitle: 报告\ndate: 2024-06-03T10:31\nlanguage: zh-Hans\n---\n# 一节\n\n据说😀阿里云**投入**了高达135亿元。后来不知。\n\n## 小节\n\n末句“完”。\n";
const SIDECAR: &str = "annotations:
  - {id: a1, quote: 阿里云, entity: aliyun}
  - id: a2
    quote: 投入了高达135亿元
    claim:
      - {subject: aliyun, measure: 对外投资, value: 13500000000, unit: CNY, bound: at-least, as_of: 2024-05~}
      - {id: c2, subject: cloud, measure: 份额, value: [null, 6.90], unit: percent, status: rumored, source: root}
    source: {ref: paper, via: {ref: root, speaker: 知情人士}}
    verify: false
  - {id: a3, section: 小节, note: \"**疑**\", kind: question}
  - {id: a4, quote: 没有的话, before: 前, after: 后, note: {zh-Hans: 孤, en: alone}, kind: correction}
  - {id: a5, event: {id: deal, date: 2023-08, title: 背景, entities: {party: [cloud]}}}
  - {id: a6, from: 后来, to: 不知, relation: {subject: cloud, predicate: investor-in, object: [lonely], valid: 2024-02/..}}
  - {id: a7, from: 此处, to: 那处, note: 注}
";

fn site() -> Site {
    with(SETTINGS)
}

fn with(settings: &str) -> Site {
    let other = "---\ntitle: 另一篇\ndate: 2024-01-01\n---\n阿里云又一次\n";
    site_of(&[
        ("postil.yaml", settings),
        ("content/entities/all.yaml", REGISTRY),
        ("content/sources.yaml", SOURCES),
        ("content/articles/b.md", BODY),
        ("content/articles/b.yaml", SIDECAR),
        ("content/articles/other.md", other),
        ("content/articles/other.yaml", "annotations: [{id: o1, quote: 又一次, event: {id: deal, date: 2023-09}}]\n"),
    ])
}

#[track_caller]
fn rows(site: &Site, file: Rows) -> Vec<Json> {
    serde_json::from_str(&data(site, Data::Json(file))).unwrap()
}

fn page(site: &Site) -> Json {
    serde_json::from_str(&annotations(site, &ContentPath::new("articles/b.md")).unwrap()).unwrap()
}

#[track_caller]
fn item(page: &Json, id: &str) -> Json {
    let items = page["items"].as_array().unwrap();
    items.iter().find(|item| item["id"].as_str().unwrap().ends_with(id)).unwrap().clone()
}

#[test]
fn each_row_has_a_line_and_a_whole_url() {
    let site = site();
    assert_eq!(codes(&site), ["orphan", "orphan"]);
    for (file, name) in Data::ALL {
        let Data::Json(known) = file else { continue };
        let text = data(&site, file);
        let rows = rows(&site, known);
        assert!(!rows.is_empty(), "{name}");
        assert_eq!(text.lines().count(), rows.len() + 2, "{name}");
        for row in rows {
            assert!(row["url"].as_str().unwrap().starts_with("https://example.org/reports/"), "{row}");
        }
    }
}

#[test]
fn a_claim_has_exact_values_and_its_place() {
    let claims = rows(&site(), Rows::Claims);
    assert_eq!(
        claims[0],
        json!({
            "url": "https://example.org/reports/articles/b/#a2", "article": "articles/b.md", "annotation": "a2",
            "place": "words", "quote": "投入了高达135亿元", "subject": "cloud", "measure": "investment",
            "measure_label": {"zh-Hans": "投资额", "en": "Investment"}, "value": "13500000000", "unit": "CNY",
            "bound": "at-least", "as_of": "2024-05~", "status": "reported",
            "source": [{"ref": "paper", "via": {"ref": "root", "speaker": "知情人士"}}],
        })
    );
    assert_eq!(claims[1]["id"], "c2");
    assert_eq!(claims[1]["measure"], "份额");
    assert_eq!(claims[1]["value"][0], Json::Null);
    assert!(["6.9", "6.90"].contains(&claims[1]["value"][1].as_str().unwrap()));
    assert_eq!(claims[1]["source"], json!([{"ref": "root"}]));
}

#[test]
fn entities_are_counted_also_those_that_nobody_mentions() {
    let entities = rows(&site(), Rows::Entities);
    let cloud = &entities[0];
    assert_eq!((&cloud["mentions"], &cloud["articles"]), (&json!(2), &json!(2)));
    assert_eq!(cloud["name"], json!({"zh-Hans": "阿里云", "en": "Alibaba Cloud"}));
    assert_eq!(cloud["aliases"], json!(["阿里雲", {"name": "云智能", "valid": "2023-03/.."}]));
    let lonely = &entities[1];
    assert_eq!((&lonely["mentions"], &lonely["articles"]), (&json!(0), &json!(0)));
    assert_eq!(
        lonely["facts"],
        json!([{"property": "母公司", "value": {"entity": "cloud"}, "source": [{"ref": "paper"}]}])
    );
}

#[test]
fn an_event_has_every_account() {
    let events = rows(&site(), Rows::Events);
    assert_eq!(events.len(), 1);
    let event = &events[0];
    assert_eq!(
        (&event["id"], &event["date"], &event["status"]),
        (&json!("deal"), &json!("2023-08"), &json!("occurred"))
    );
    assert_eq!(event["entities"], json!({"party": ["cloud"]}));
    assert_eq!(event["url"], "https://example.org/reports/events/deal/");
    let places: Vec<_> = event["accounts"].as_array().unwrap().iter().map(|account| account["url"].clone()).collect();
    assert_eq!(
        places,
        ["https://example.org/reports/articles/b/#a5", "https://example.org/reports/articles/other/#o1"]
    );
    assert_eq!(event["accounts"][1]["date"], "2023-09");
}

#[test]
fn what_only_a_draft_tells_is_not_exported() {
    let site = site_of(&[
        ("postil.yaml", SETTINGS),
        ("content/articles/a.md", "---\ntitle: 稿\ndate: 2024\ndraft: true\n---\n文\n"),
        ("content/articles/a.yaml", "annotations: [{event: {id: e, date: 2024, title: 未说}}]\n"),
    ]);
    assert_eq!(data(&site, Data::Json(Rows::Events)), "[]\n");
    assert_eq!(data(&site, Data::Json(Rows::Articles)), "[]\n");
}

#[test]
fn sources_keep_the_words_of_csl_and_count_what_rests_on_them() {
    let sources = rows(&site(), Rows::Sources);
    let paper = &sources[0];
    assert_eq!(paper["url"], "https://example.org/reports/sources/paper/");
    assert_eq!(paper["URL"], "https://example.com/a");
    assert_eq!((&paper["type"], &paper["issued"]), (&json!("article-newspaper"), &json!("2024-03-12")));
    assert_eq!(paper["author"], json!([{"literal": "智东西"}]));
    assert_eq!(paper["supports"], json!({"articles": 1, "events": 0, "claims": 1, "relations": 0}));
    assert_eq!(sources[1]["supports"]["claims"], 2);
}

#[test]
fn an_article_names_what_it_mentions() {
    let articles = rows(&site(), Rows::Articles);
    assert_eq!(articles[0]["date"], "2024-06-03T10:31:00");
    assert_eq!(articles[0]["mentions"], json!({"cloud": 1}));
    assert_eq!(articles[0]["annotations"], "https://example.org/reports/articles/b/annotations.json");
}

#[test]
fn relations_have_current_ids() {
    let relations = rows(&site(), Rows::Relations);
    let relation = &relations[0];
    assert_eq!((&relation["subject"], &relation["object"]), (&json!("cloud"), &json!(["lonely"])));
    assert_eq!((&relation["valid"], &relation["quote"]), (&json!("2024-02/.."), &json!("后来不知")));
}

#[test]
fn positions_are_code_points_of_the_text() {
    let site = site();
    let text: Vec<char> = site.articles[&ContentPath::new("articles/b.md")].document.text.chars().collect();
    let page = page(&site);
    let mut found = 0;
    for item in page["items"].as_array().unwrap() {
        let Some(selectors) = item["target"]["selector"].as_array().filter(|selectors| selectors.len() == 2) else {
            continue;
        };
        let (quote, position) = (&selectors[0], &selectors[1]);
        let at = |key: &str| usize::try_from(position[key].as_u64().unwrap()).unwrap();
        let slice = |from: usize, to: usize| text[from..to].iter().collect::<String>();
        let (start, end) = (at("start"), at("end"));
        assert_eq!(slice(start, end), quote["exact"].as_str().unwrap());
        assert_eq!(slice(start.saturating_sub(32), start), quote["prefix"].as_str().unwrap_or(""));
        assert_eq!(slice(end, (end + 32).min(text.len())), quote["suffix"].as_str().unwrap_or(""));
        found += 1;
    }
    assert_eq!(found, 4);
    assert_eq!(item(&page, "#a2")["target"]["selector"][0]["exact"], "投入了高达135亿元");
    assert_eq!(item(&page, "#a3")["target"]["selector"][0]["exact"], "小节 末句“完”。");
}

#[test]
fn the_page_is_one_of_web_annotations() {
    let page = page(&site());
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(page["type"], "AnnotationPage");
    assert_eq!(page["id"], "https://example.org/reports/articles/b/annotations.json");
    assert_eq!((&page["partOf"]["type"], &page["partOf"]["total"]), (&json!("AnnotationCollection"), &json!(7)));
    for item in page["items"].as_array().unwrap() {
        assert_eq!(item["type"], "Annotation");
        assert!(item["id"].as_str().unwrap().starts_with("https://example.org/reports/articles/b/#a"));
        assert!(!item["motivation"].as_array().unwrap().is_empty(), "{item}");
        assert!(!item["body"].as_array().unwrap().is_empty(), "{item}");
    }
}

#[test]
fn bodies_have_purposes() {
    let page = page(&site());
    let entity = json!([{"type": "SpecificResource", "source": "https://example.org/reports/entities/cloud/", "purpose": "identifying"}]);
    assert_eq!(item(&page, "#a1")["body"], entity);
    let question = json!([{"type": "TextualBody", "value": "**疑**", "format": "text/markdown", "language": "zh-Hans", "purpose": "questioning"}]);
    assert_eq!(item(&page, "#a3")["body"], question);
    assert_eq!(item(&page, "#a4")["body"][0]["value"], "孤");
    assert_eq!(item(&page, "#a4")["motivation"], json!(["editing"]));
    let claim = item(&page, "#a2");
    assert_eq!(claim["motivation"], json!(["describing", "linking", "tagging"]));
    let said = claim["body"][0]["value"].as_str().unwrap();
    assert!(said.starts_with("阿里云 · 投资额 · "), "{said}");
    let relation = item(&page, "#a6");
    assert!(relation["body"][0]["value"].as_str().unwrap().starts_with("阿里云 · 投资 · 无人提及"), "{relation}");
}

#[test]
fn orphans_and_background_say_what_is_known() {
    let page = page(&site());
    let selector = json!([{"type": "TextQuoteSelector", "exact": "没有的话", "prefix": "前", "suffix": "后"}]);
    assert_eq!(item(&page, "#a4")["target"]["selector"], selector);
    assert_eq!(item(&page, "#a5")["target"], "https://example.org/reports/articles/b/");
    let passage = &item(&page, "#a7")["target"]["selector"][0];
    assert_eq!(passage["type"], "RangeSelector");
    assert_eq!(passage["startSelector"]["exact"], "此处");
    assert_eq!(passage["endSelector"], json!({"type": "TextQuoteSelector", "exact": "", "prefix": "那处"}));
}

#[test]
fn without_an_origin_urls_are_paths() {
    let site = with("title: 观察\n");
    assert_eq!(rows(&site, Rows::Entities)[0]["url"], "/entities/cloud/");
    assert_eq!(page(&site)["id"], "/articles/b/annotations.json");
}

#[test]
fn there_are_no_annotations_of_pages_that_are_not_there() {
    assert_eq!(annotations(&site(), &ContentPath::new("articles/no.md")), None);
}
