//! What programs read in the heads of pages.

use serde_json::json;

use super::*;
use crate::path::ContentPath;
use crate::site::Site;
use crate::site::tests::site_of;
use crate::view::{self, HeadView, Shown};

const SETTINGS: &str = "title: {zh-Hans: 观察, en: Watch}\nbase_url: https://example.org/r/\ntimezone: Asia/Shanghai\n";
const REGISTRY: &str = "entities:
  cloud:
    type: Company
    name: {zh-Hans: 阿里云, en: Alibaba Cloud}
    aliases: [Aliyun]
    summary: 云
    inception: 2009-09
    dissolution: 2030~
    website: https://www.aliyun.com/
    ids: {wikidata: Q1, uscc: x}
    listings: {exchange: XHKG, code: 9988}
  wu: {type: Person, name: 吴泳铭, inception: 1975-04-12, website: 'javascript:alert(1)'}
  odd: {type: Gadget, name: 怪}
";
const REPORT: &str = "---\ntitle: 面子与里子\ndate: 2024-06-03T10:31\nupdated: 2024-06-05\nauthors: [吴坤谚]\n\
                      origin: {name: 光子, url: 'https://example.com/o'}\ntopics: [LLM, 别的]\n---\n\n阿里云投入了135亿元。\n";
const SIDECAR: &str = "annotations:
  - quote: 投入了135亿元
    id: money
    claim: {subject: cloud, measure: 投资额, value: 13500000000, unit: CNY, as_of: 2024-05, status: rumored}
    source: {ref: kr36, speaker: {entity: wu}}
  - {event: {id: pact, title: 签约, date: 2024-05-17, entities: {organizer: cloud, party: wu}}}
  - {event: {id: maybe, title: 传, date: 2024-05, status: rumored}}
  - {event: {id: plan, title: 计划, date: 2024-07~, status: planned}}
";

const SOURCES: &str = "sources:
  kr36: {title: 云的账, type: article-newspaper, URL: 'https://36kr.com/1', container-title: 36氪, issued: 2024-05-01}
";

fn site(settings: &str, report: &str) -> Site {
    site_of(&[
        ("postil.yaml", settings),
        ("content/entities/all.yaml", REGISTRY),
        ("content/sources.yaml", SOURCES),
        ("content/topics.yaml", "topics: {llm: {name: 大模型, aliases: [LLM]}}\n"),
        ("content/articles/a.md", report),
        ("content/articles/a.yaml", SIDECAR),
    ])
}

fn head<View: serde::Serialize>(site: &Site, shown: &Shown<View>) -> HeadView {
    HeadView::new(&Lens::of_page(site, &shown.page), &shown.page)
}

fn graph(head: &HeadView) -> Vec<Value> {
    let whole: Value = serde_json::from_str(head.json_ld.as_str()).unwrap();
    assert_eq!(whole["@context"], "https://schema.org");
    whole["@graph"].as_array().unwrap().clone()
}

fn of_article(site: &Site) -> HeadView {
    head(site, &view::article::article(site, &ContentPath::new("articles/a.md")).unwrap())
}

fn of_entity(site: &Site, id: &str) -> Value {
    graph(&head(site, &view::entity::entity(site, &Id::new(id).unwrap()).unwrap()))[0].clone()
}

fn of_event(site: &Site, id: &str) -> Value {
    graph(&head(site, &view::event::event(site, &Id::new(id).unwrap()).unwrap()))[0].clone()
}

#[test]
fn a_report_says_what_its_card_says() {
    let graph = graph(&of_article(&site(SETTINGS, REPORT)));
    let report = &graph[0];
    for (key, value) in [
        ("@type", json!("Report")),
        ("@id", json!("https://example.org/r/articles/a/")),
        ("headline", json!("面子与里子")),
        ("inLanguage", json!("zh-Hans")),
        ("datePublished", json!("2024-06-03T10:31:00+08:00")),
        ("dateModified", json!("2024-06-05")),
        ("author", json!([{"name": "吴坤谚"}])),
        ("publisher", json!({"name": "观察", "url": "https://example.org/r/"})),
        ("isBasedOn", json!({"@type": "CreativeWork", "url": "https://example.com/o", "publisher": {"name": "光子"}})),
    ] {
        assert_eq!(report[key], value, "{key}");
    }
    assert_eq!(
        report["about"],
        json!([
            {"@type": "DefinedTerm", "@id": "https://example.org/r/topics/llm/", "name": "大模型"},
            {"@type": "DefinedTerm", "name": "别的"}
        ])
    );
    assert_eq!(
        report["mentions"],
        json!([{"@type": "Corporation", "@id": "https://example.org/r/entities/cloud/", "name": "阿里云"}])
    );
    let cited = json!([{"@type": "NewsArticle", "@id": "https://example.org/r/sources/kr36/", "name": "云的账", "url": "https://36kr.com/1"}]);
    assert_eq!(report["citation"], cited);
}

#[test]
fn a_claim_says_what_it_says_and_who_said_it() {
    let graph = graph(&of_article(&site(SETTINGS, REPORT)));
    let claim = graph.iter().find(|thing| thing["@type"] == "Claim").unwrap();
    assert_eq!(claim["text"], "阿里云·投资额：135亿元（2024年5月，传闻）");
    assert_eq!(claim["url"], "https://example.org/r/articles/a/#money");
    assert_eq!(claim["temporalCoverage"], "2024-05");
    let about = json!({"@id": "https://example.org/r/entities/cloud/"});
    assert_eq!(claim["about"], about, "which the report's mentions name");
    assert_eq!(
        claim["author"],
        json!([{"@type": "Person", "@id": "https://example.org/r/entities/wu/", "name": "吴泳铭"}])
    );
    assert_eq!(claim["appearance"], json!({"@id": "https://example.org/r/articles/a/"}));
}

#[test]
fn breadcrumbs_lead_from_the_home_page_to_the_page() {
    let graph = graph(&of_article(&site(SETTINGS, REPORT)));
    let crumbs = graph.last().unwrap();
    assert_eq!(crumbs["@type"], "BreadcrumbList");
    let items = crumbs["itemListElement"].as_array().unwrap();
    let items: Vec<_> =
        items.iter().map(|item| (item["name"].as_str().unwrap(), item["item"].as_str().unwrap_or("here"))).collect();
    let wanted =
        [("首页", "https://example.org/r/"), ("报告", "https://example.org/r/articles/"), ("面子与里子", "here")];
    assert_eq!(items, wanted);
}

#[test]
fn an_entity_is_known_by_its_names_codes_and_certain_dates() {
    let site = site(SETTINGS, REPORT);
    let cloud = of_entity(&site, "cloud");
    for (key, value) in [
        ("@type", json!("Corporation")),
        ("name", json!("阿里云")),
        ("alternateName", json!(["Alibaba Cloud", "Aliyun"])),
        ("description", json!("云")),
        ("foundingDate", json!("2009-09")),
        ("dissolutionDate", Value::Null),
        ("url", json!("https://www.aliyun.com/")),
        ("sameAs", json!(["https://www.aliyun.com/", "https://www.wikidata.org/wiki/Q1"])),
        ("tickerSymbol", json!(["XHKG 9988"])),
    ] {
        assert_eq!(cloud[key], value, "{key}");
    }
    assert_eq!(cloud["identifier"][0], json!({"@type": "PropertyValue", "propertyID": "wikidata", "value": "Q1"}));
    let wu = of_entity(&site, "wu");
    assert_eq!((&wu["birthDate"], &wu["url"]), (&json!("1975-04-12"), &Value::Null));
    assert_eq!(of_entity(&site, "odd")["@type"], "Thing");
}

#[test]
fn an_event_begins_on_a_day_that_is_certain() {
    let site = site(SETTINGS, REPORT);
    let pact = of_event(&site, "pact");
    assert_eq!((&pact["@type"], &pact["startDate"]), (&json!("Event"), &json!("2024-05-17")));
    assert_eq!((&pact["organizer"][0]["name"], &pact["about"][0]["name"]), (&json!("阿里云"), &json!("吴泳铭")));
    assert_eq!(pact["subjectOf"][0]["headline"], "面子与里子");
    let plan = of_event(&site, "plan");
    assert_eq!((&plan["startDate"], &plan["eventStatus"]), (&Value::Null, &json!("https://schema.org/EventScheduled")));
    assert_eq!(of_event(&site, "maybe")["@type"], "BreadcrumbList");
}

#[test]
fn nothing_in_it_can_end_the_script() {
    let title = "</script><script>alert('1')</script><!-- & \u{2028}\u{2029} \\\"";
    let report = format!("---\ntitle: |\n  {title}\ndate: 2024-06-03\n---\n\n文\n");
    let site = site(SETTINGS, &report);
    let head = of_article(&site);
    assert!(!head.json_ld.as_str().contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{:?}", head.json_ld);
    let shown = site.articles[&ContentPath::new("articles/a.md")].head.title.get(&[]).to_owned();
    assert!(shown.contains("</script>"), "{shown}");
    assert_eq!(graph(&head)[0]["headline"], shown.as_str());
}

#[test]
fn without_an_address_nothing_needs_one() {
    let site = site("title: 站\n", REPORT);
    let head = of_article(&site);
    let graph = graph(&head);
    let kinds: Vec<&Value> = graph.iter().map(|thing| &thing["@type"]).collect();
    assert_eq!(kinds, ["Report", "Claim"]);
    assert_eq!(graph[1]["appearance"], json!({"@type": "Report", "headline": "面子与里子"}));
    assert!(!head.json_ld.as_str().contains("\"@id\""));
    assert!(head.open_graph.iter().all(|tag| tag.property != "og:url"));
}

#[test]
fn what_is_shared_is_told_in_the_page_s_own_words() {
    let head = of_article(&site(SETTINGS, REPORT));
    let tags: Vec<(&str, &str)> = head.open_graph.iter().map(|tag| (tag.property, tag.content.as_str())).collect();
    let wanted = [
        ("og:title", "面子与里子"),
        ("og:type", "article"),
        ("og:url", "https://example.org/r/articles/a/"),
        ("og:site_name", "观察"),
        ("og:locale", "zh_CN"),
        ("og:description", "阿里云投入了135亿元。"),
        ("article:published_time", "2024-06-03T10:31:00+08:00"),
        ("article:modified_time", "2024-06-05"),
        ("article:tag", "大模型"),
        ("article:tag", "别的"),
    ];
    assert_eq!(tags, wanted);
}

#[test]
fn a_page_of_a_doubtful_date_has_none() {
    let head = of_article(&site(SETTINGS, &REPORT.replace("2024-06-03T10:31", "2024-06~")));
    assert_eq!(graph(&head)[0]["datePublished"], Value::Null);
    assert!(head.open_graph.iter().all(|tag| tag.property != "article:published_time"));
}

#[test]
fn the_home_page_is_the_site_and_a_dead_link_is_nothing() {
    let site = site(SETTINGS, REPORT);
    let home = head(&site, &view::home::home(&site));
    let wanted = json!([{"@type": "WebSite", "@id": "https://example.org/r/", "url": "https://example.org/r/", "name": "观察",
                         "alternateName": ["Watch"], "inLanguage": "zh-Hans"}]);
    assert_eq!(json!(graph(&home)), wanted);
    let lost = head(&site, &view::plain::not_found(&site));
    assert_eq!((lost.open_graph.len(), lost.card, lost.json_ld.as_str()), (0, "", ""));
}
