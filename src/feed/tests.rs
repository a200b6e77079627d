//! What readers of feeds, calendars and sitemaps find.

use roxmltree::{Document, Node};

use super::*;
use crate::id::Id;
use crate::site::Site;
use crate::site::tests::{codes, site_of};

const SETTINGS: &str = "title: 观察\nbase_url: https://example.org/reports/\ntimezone: Asia/Shanghai\n\
                        authors: {wu: {name: 吴坤谚, url: https://example.org/wu}}\n";
const REGISTRY: &str = "entities:\n  cloud: {type: Company, name: 阿里云}\n  lonely: {type: Company, name: 无人提及}\n";
const TOPICS: &str = "topics:\n  llm: {name: 大模型, aliases: [LLM]}\n";
const OLD: &str = "---\ntitle: 旧\ndate: 2023\n---\n阿里云\n";
const NEW: &str = "---\ntitle: \"]]> <b> & \\\"😀\\\" \\x07\"\ndate: 2024-06-03T10:31\nupdated: 2024-06-05\n\
                   authors: [wu, 张三]\ntopics: [LLM]\nsummary: 一句话 & 更多\n---\n正文\n";
const ENGLISH: &str = "---\ntitle: In English\ndate: 2024-01-02\nlanguage: en\n---\nAbout nothing.\n";

fn site(settings: &str) -> Site {
    site_of(&[
        ("postil.yaml", settings),
        ("content/entities/all.yaml", REGISTRY),
        ("content/topics.yaml", TOPICS),
        ("content/about.md", "# 关于\n"),
        ("content/articles/旧.md", OLD),
        ("content/articles/new.md", NEW),
        ("content/articles/english.md", ENGLISH),
    ])
}

fn id(id: &str) -> Id {
    Id::new(id).unwrap()
}

/// The text of a node's first child element of a name.
fn child<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    let found = node.children().find(|child| child.has_tag_name(name));
    found.and_then(|child| child.text()).unwrap_or_else(|| panic!("no {name}"))
}

fn entries<'a, 'i>(feed: &'a Document<'i>) -> Vec<Node<'a, 'i>> {
    feed.root_element().children().filter(|child| child.has_tag_name("entry")).collect()
}

/// What RFC 4287 §4.1.1 and §4.1.2 want of every feed and entry.
#[track_caller]
fn assert_atom(xml: &str) {
    let feed = Document::parse(xml).unwrap();
    let root = feed.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    assert!(root.children().any(|child| child.has_tag_name("author")));
    for node in entries(&feed).into_iter().chain([root]) {
        assert!(child(node, "id").contains(':'), "{xml}");
        assert!(!child(node, "title").is_empty(), "{xml}");
        let updated: jiff::Timestamp = child(node, "updated").parse().unwrap();
        assert!(updated >= jiff::Timestamp::UNIX_EPOCH);
        let links = node.children().filter(|child| child.has_tag_name("link"));
        assert_eq!(links.filter(|link| link.attribute("rel") == Some("alternate")).count(), 1, "{xml}");
    }
}

#[test]
fn the_feed_has_the_reports_newest_first() {
    let site = site(SETTINGS);
    assert_eq!(codes(&site), Vec::<&str>::new());
    let xml = of_site(&site);
    assert_atom(&xml);
    let feed = Document::parse(&xml).unwrap();
    let ids: Vec<&str> = entries(&feed).into_iter().map(|entry| child(entry, "id")).collect();
    assert_eq!(
        ids,
        [
            "https://example.org/reports/articles/new/",
            "https://example.org/reports/articles/english/",
            "https://example.org/reports/articles/%E6%97%A7/",
        ]
    );
    assert_eq!(child(feed.root_element(), "updated"), "2024-06-05T00:00:00+08:00");
    assert_eq!(child(feed.root_element(), "id"), "https://example.org/reports/feed.xml");
}

#[test]
fn an_entry_says_what_the_front_matter_says() {
    let xml = of_site(&site(SETTINGS));
    let feed = Document::parse(&xml).unwrap();
    let entries = entries(&feed);
    let entry = entries[0];
    assert_eq!(child(entry, "title"), "]]> <b> & \"😀\" ");
    assert_eq!(child(entry, "published"), "2024-06-03T10:31:00+08:00");
    assert_eq!(child(entry, "summary"), "一句话 & 更多");
    let authors: Vec<Node<'_, '_>> = entry.children().filter(|child| child.has_tag_name("author")).collect();
    assert_eq!(authors.iter().map(|author| child(*author, "name")).collect::<Vec<_>>(), ["吴坤谚", "张三"]);
    assert_eq!(child(authors[0], "uri"), "https://example.org/wu");
    let category = entry.children().find(|child| child.has_tag_name("category")).unwrap();
    assert_eq!((category.attribute("term"), category.attribute("label")), (Some("llm"), Some("大模型")));
    let language = |node: Node<'_, '_>| node.attribute((roxmltree::NS_XML_URI, "lang")).map(str::to_owned);
    assert_eq!(language(feed.root_element()).as_deref(), Some("zh-Hans"));
    assert_eq!((language(entry), language(entries[1]).as_deref()), (None, Some("en")));
}

#[test]
fn topics_and_entities_have_feeds_of_their_own() {
    let site = site(SETTINGS);
    let titles = |xml: String| {
        assert_atom(&xml);
        let feed = Document::parse(&xml).unwrap();
        entries(&feed).into_iter().map(|entry| child(entry, "title").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(titles(of_entity(&site, &id("cloud")).unwrap()), ["旧"]);
    assert_eq!(titles(of_topic(&site, &id("llm")).unwrap()), ["]]> <b> & \"😀\" "]);
    let lonely = of_entity(&site, &id("lonely")).unwrap();
    assert_eq!(titles(lonely.clone()), Vec::<String>::new());
    assert!(lonely.contains("<updated>1970-01-01T00:00:00+00:00</updated>"), "{lonely}");
    assert_eq!((of_entity(&site, &id("nobody")), of_topic(&site, &id("nothing"))), (None, None));
}

#[test]
fn a_feed_has_fifty_entries_at_most() {
    let pages: Vec<(String, String)> = (10..70)
        .map(|n| (format!("content/articles/{n}.md"), format!("---\ntitle: 第{n}篇\ndate: 20{n}-01-01\n---\n文\n")))
        .collect();
    let mut files = vec![("postil.yaml", SETTINGS)];
    files.extend(pages.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let xml = of_site(&site_of(&files));
    let feed = Document::parse(&xml).unwrap();
    let entries = entries(&feed);
    assert_eq!((entries.len(), child(entries[0], "title"), child(entries[49], "title")), (50, "第69篇", "第20篇"));
}

#[test]
fn without_an_origin_feeds_still_have_absolute_ids() {
    let site = site("title: 观察\n");
    let xml = of_site(&site);
    assert_atom(&xml);
    let feed = Document::parse(&xml).unwrap();
    assert_eq!(child(entries(&feed)[0], "id"), "tag:localhost,2000:/articles/new/");
    assert!(xml.contains("href=\"/articles/new/\""), "{xml}");
}

const TOLD: &str = "annotations:
  - quote: 五月十七日
    event:
      id: deal
      title: 腾讯云与百川智能签署战略合作协议，双方将在大模型、云计算与行业应用等方面展开长期而深入的合作; 其余未详
      date: 2024-05-17
      kind: partnership
      summary: |
        第一行
        第二行\\
  - event: {date: 2023-08, title: 通义加入开源阵营, status: rumored}
  - event: [{date: 2024-02/2024-03-04, title: 洽谈, status: cancelled}, {date: 2024-02-28~, title: 约}]
  - event: {date: 2023, title: 整年}
  - event: {date: 2023-Q1, title: 一季度}
  - event: {date: 2024-01/.., title: 未完}
";

fn told(settings: &str) -> Site {
    site_of(&[
        ("postil.yaml", settings),
        ("content/topics.yaml", TOPICS),
        ("content/articles/a.md", "---\ntitle: 文\ndate: 2024-06-03T10:31\ntopics: [LLM]\n---\n五月十七日\n"),
        ("content/articles/a.yaml", TOLD),
    ])
}

/// The calendar's events as unfolded lines.
fn events(calendar: &str) -> Vec<Vec<String>> {
    let unfolded = calendar.replace("\r\n ", "");
    let events = unfolded.split("BEGIN:VEVENT\r\n").skip(1);
    events.map(|event| event.split("\r\n").map(str::to_owned).collect()).collect()
}

fn line<'a>(event: &'a [String], name: &str) -> &'a str {
    let found = event.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    found.unwrap_or_else(|| panic!("no {name} in {event:?}"))
}

#[test]
fn the_calendar_has_days_months_and_closed_intervals() {
    let site = told(SETTINGS);
    assert_eq!(codes(&site), Vec::<&str>::new());
    let ics = calendar(&site);
    let spans: Vec<_> = events(&ics)
        .iter()
        .map(|event| {
            let part = |name| line(event, name).to_owned();
            (part("SUMMARY"), part("DTSTART;VALUE=DATE"), part("DTEND;VALUE=DATE"), part("STATUS"))
        })
        .collect();
    let span = |title: &str, start: &str, end: &str, status: &str| {
        (title.to_owned(), start.to_owned(), end.to_owned(), status.to_owned())
    };
    let long =
        "腾讯云与百川智能签署战略合作协议，双方将在大模型、云计算与行业应用等方面展开长期而深入的合作\\; 其余未详";
    assert_eq!(
        spans,
        [
            span("通义加入开源阵营", "20230801", "20230901", "TENTATIVE"),
            span("洽谈", "20240201", "20240305", "CANCELLED"),
            span("约", "20240228", "20240229", "TENTATIVE"),
            span(long, "20240517", "20240518", "CONFIRMED"),
        ]
    );
}

#[test]
fn calendar_lines_are_short_and_end_in_crlf() {
    let ics = calendar(&told(SETTINGS));
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && ics.ends_with("\r\nEND:VCALENDAR\r\n"));
    assert!(ics.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{ics}");
    assert!(ics.contains("\r\n "), "the long title is folded");
}

#[test]
fn a_calendar_event_says_where_it_is_told() {
    let ics = calendar(&told(SETTINGS));
    let events = events(&ics);
    let deal = &events[3];
    assert_eq!(line(deal, "UID"), "reports/events/deal/@example.org");
    assert_eq!(line(deal, "URL"), "https://example.org/reports/events/deal/");
    assert_eq!(line(deal, "DTSTAMP"), "20240603T023100Z");
    assert_eq!(line(deal, "CATEGORIES"), "合作,大模型");
    assert_eq!(line(deal, "DESCRIPTION"), "第一行\\n第二行\\\\");
    assert!(line(&events[2], "DESCRIPTION").contains("2024年2月28日"));
    let uids: std::collections::BTreeSet<&str> = events.iter().map(|event| line(event, "UID")).collect();
    assert_eq!(uids.len(), events.len(), "{uids:?}");
}

#[test]
fn the_sitemap_lists_pages_only() {
    let xml = sitemap(&site(SETTINGS));
    let document = Document::parse(&xml).unwrap();
    let urls: Vec<(&str, bool)> = document
        .root_element()
        .children()
        .filter(Node::is_element)
        .map(|url| (child(url, "loc"), url.children().any(|part| part.has_tag_name("lastmod"))))
        .collect();
    for (page, dated) in [("", false), ("about/", false), ("articles/%E6%97%A7/", true), ("entities/cloud/", false)] {
        let wanted = format!("https://example.org/reports/{page}");
        assert!(urls.contains(&(wanted.as_str(), dated)), "{wanted} in {urls:?}");
    }
    assert!(urls.iter().all(|(url, _)| url.ends_with('/')), "{urls:?}");
}

#[test]
fn robots_are_told_of_the_sitemap() {
    assert!(robots(&site(SETTINGS)).ends_with("\nSitemap: https://example.org/reports/sitemap.xml\n"));
}

#[test]
fn without_an_origin_crawlers_are_told_nothing() {
    let site = told("title: 观察\n");
    let xml = sitemap(&site);
    assert!(!Document::parse(&xml).unwrap().root_element().children().any(|child| child.is_element()), "{xml}");
    assert!(!robots(&site).contains("Sitemap"));
    let ics = calendar(&site);
    assert!(!ics.contains("URL:") && ics.contains("UID:events/deal/@localhost\r\n"), "{ics}");
}
