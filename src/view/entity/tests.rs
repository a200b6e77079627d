//! What an entity's page says.

use super::*;
use crate::site::MENTIONS_PER_PAGE;
use crate::site::tests::{report, site_of};
use crate::view::rows::MentionGroup;

const REGISTRY: &str = "entities:\n  alibaba: {type: Company, name: {zh-Hans: 阿里巴巴, en: Alibaba}, merged_from: [ali]}\n  \
                        moonshot: {type: Company, name: 月之暗面}\n  wang: {type: Person, name: 王某}\n";

fn page(site: &Site, id: &str) -> EntityView {
    entity(site, &Id::new(id).unwrap()).unwrap().view
}

/// A site of one report with these annotations in its background.
fn told(annotations: &str) -> Site {
    let site = report("文", &format!("annotations:\n{annotations}"), REGISTRY);
    assert_eq!(site.problems, []);
    site
}

#[test]
fn what_is_written_for_the_theme_reaches_it() {
    let site = report(
        "文",
        "",
        "entities:\n  a: {type: Company, name: 甲, extra: {colour: 红, big: true}}\n  b: {type: Company, name: 乙}\n\
                                sources:\n  pr: {title: 公告, extra: {shelf: 2024}}\n",
    );
    assert_eq!(page(&site, "a").extra, serde_json::json!({"colour": "红", "big": true}));
    assert_eq!(page(&site, "b").extra, serde_json::json!({}));
    let source = crate::view::sources::reference(&site, &Id::new("pr").unwrap()).unwrap().view;
    assert_eq!(source.extra, serde_json::json!({"shelf": "2024"}));
}

#[test]
fn a_source_that_speaks_for_itself_is_named_once() {
    let registry = "entities:\n  baidu: {type: Company, name: 百度}\nsources:\n  blog: {title: 公告, entity: baidu}\n  \
                    kr36: {title: 报道, container-title: 36氪}\n";
    let claims = "annotations:\n  - claim: {subject: baidu, measure: 投资额, value: 1, source: {ref: kr36, via: \
                  {ref: blog, speaker: {entity: baidu}}}}\n";
    let site = report("文", claims, registry);
    let claims = page(&site, "baidu").claims;
    let names: Vec<&str> = claims[0].claim.sources[0].links.iter().map(|link| link.name.as_str()).collect();
    assert_eq!(names, ["36氪", "百度"]);
}

#[test]
fn a_relation_reads_from_either_side() {
    let site = told("  - relation: {subject: ali, predicate: investor-in, object: [moonshot]}\n");
    let read = |id: &str| {
        let groups = page(&site, id).relations;
        let one = |group: &RelationGroup| format!("{} {}", group.label, group.related[0].entity.name);
        groups.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(read("alibaba"), ["投资 月之暗面"]);
    assert_eq!(read("moonshot"), ["获其投资 阿里巴巴"]);
}

#[test]
fn one_relation_told_twice_is_one_with_two_places() {
    let twice = "  - relation: {subject: alibaba, predicate: investor-in, object: [moonshot, wang]}\n  \
                 - relation: {subject: alibaba, predicate: investor-in, object: moonshot, status: rumored}\n";
    let groups = page(&told(twice), "alibaba").relations;
    let counts: Vec<(&str, usize)> =
        groups[0].related.iter().map(|related| (related.entity.name.as_str(), related.statements.len())).collect();
    assert_eq!(counts, [("王某", 1), ("月之暗面", 2)]);
}

#[test]
fn a_speaker_is_no_subject() {
    let site = told(
        "  - claim: {subject: alibaba, measure: 投资额, value: 1, source: {speaker: {entity: wang}}}\n  \
           - event: {title: 会谈, date: 2024, entities: {party: [ali]}, source: {speaker: {entity: wang}}}\n",
    );
    let (subject, speaker) = (page(&site, "alibaba"), page(&site, "wang"));
    assert_eq!((subject.claims.len(), subject.events.len()), (1, 1));
    assert_eq!(subject.events[0].roles, ["参与方"]);
    assert_eq!((speaker.claims.len(), speaker.events.len()), (0, 0));
}

#[test]
fn four_events_are_drawn_too() {
    let event =
        |day: usize| format!("  - event: {{title: 第{day}次, date: 2024-05-{day:02}, entities: {{party: ali}}}}\n");
    let drawn = |events: usize| page(&told(&(1..=events).map(event).collect::<String>()), "alibaba").overview;
    assert!(drawn(3).is_none());
    let picture = drawn(4).unwrap().svg;
    assert!((1..=4).all(|day| picture.as_str().contains(&format!("第{day}次"))), "{picture:?}");
}

#[test]
fn the_infobox_has_evidence_and_links() {
    let registry = "entities:\n  a: {type: Company, name: 甲公司, website: 'https://example.org/', inception: 2009-09, \
                    ids: {wikidata: Q42, other: x1}, listings: [{exchange: XHKG, code: 9988}], facts: [{property: 首席执行官, \
                    value: {entity: b}, valid: 2023-09/.., source: pr}]}\n  b: {type: Person, name: 乙某}\n  \
                    c: {type: Company, name: 丙, website: 'javascript:alert(1)'}\nsources:\n  pr: {title: 公告}\n";
    let site = report("文", "", registry);
    let rows = page(&site, "a").infobox;
    let said = |row: &InfoRow| {
        let value = &row.values[0];
        (row.label.clone(), value.value.text.clone(), value.value.href.clone().unwrap_or_default())
    };
    let wanted = [
        ("成立", "2009年9月", ""),
        ("网站", "example.org", "https://example.org/"),
        ("上市", "XHKG：9988", ""),
        ("Wikidata", "Q42", "https://www.wikidata.org/wiki/Q42"),
        ("other", "x1", ""),
        ("首席执行官", "乙某", "/reports/entities/b/"),
    ];
    let wanted = wanted.map(|(label, text, href)| (label.to_owned(), text.to_owned(), href.to_owned()));
    assert_eq!(rows.iter().map(said).collect::<Vec<_>>(), wanted);
    assert_eq!(rows[5].values[0].sources[0].links[0].name, "公告");
    assert!(rows[5].values[0].valid.is_some());
    assert_eq!(page(&site, "c").infobox[0].values[0].value.href, None);
}

/// A site with so many mentions in reports of 2023 and 2024, three in each, and one in an undated page.
fn many(reports: usize) -> Site {
    let body = "阿里巴巴来了。阿里巴巴走了。又见阿里巴巴。";
    let mut files = vec![
        ("postil.yaml".to_owned(), "title: 站\n".to_owned()),
        ("content/entities/all.yaml".to_owned(), REGISTRY.to_owned()),
        ("content/about.md".to_owned(), "关于阿里巴巴。\n".to_owned()),
    ];
    for number in 0..reports {
        let (year, day) = (2023 + number % 2, 1 + number / 2 % 28);
        let page = format!("---\ntitle: 报告{number}\ndate: {year}-01-{day:02}\n---\n{body}\n");
        files.push((format!("content/articles/{number}.md"), page));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    site_of(&files)
}

fn groups(page: &EntityView) -> impl Iterator<Item = &MentionGroup> {
    page.mentions.iter().flat_map(|year| &year.groups)
}

fn shown<'a>(groups: impl Iterator<Item = &'a MentionGroup>) -> usize {
    groups.map(|group| group.rows.len()).sum()
}

#[test]
fn a_short_list_of_mentions_is_whole() {
    let site = many(10);
    let page = page(&site, "alibaba");
    assert_eq!(shown(groups(&page)), 31);
    assert_eq!(page.mention_count, "31 处提及");
    assert!(page.years.is_empty());
    let dates: Vec<String> =
        groups(&page).filter_map(|group| Some(group.article.date.as_ref()?.edtf.clone())).collect();
    assert!(dates.is_sorted_by(|newer, older| newer >= older), "{dates:?}");
}

#[test]
fn a_long_list_goes_on_by_year_and_loses_nothing() {
    let site = many(100);
    let page = page(&site, "alibaba");
    // The undated page belongs to no year, so it stands here beside the newest.
    assert_eq!(shown(groups(&page)), MENTIONS_PER_PAGE + 1);
    let years: Vec<(&str, &str)> = page.years.iter().map(|year| (year.text.as_str(), year.count.as_str())).collect();
    assert_eq!(years, [("2024", "150 处提及"), ("2023", "150 处提及")]);
    let id = Id::new("alibaba").unwrap();
    for number in [2023, 2024] {
        let view = year(&site, &id, number).unwrap().view;
        assert_eq!(shown(view.mentions.iter()), 150);
        assert_eq!(
            view.years.iter().filter(|year| year.current).map(|year| &year.text).collect::<Vec<_>>(),
            [&view.year]
        );
    }
}

#[test]
fn what_its_own_prose_says_leads_back_to_its_name() {
    let site = site_of(&[
        ("postil.yaml", "title: 站\n"),
        ("content/entities/all.yaml", REGISTRY),
        ("content/entities/alibaba.md", "## 近况\n\n阿里巴巴投资了月之暗面。\n"),
        (
            "content/entities/alibaba.yaml",
            "annotations:\n  - {quote: 投资了, id: deal, relation: {subject: alibaba, predicate: investor-in, object: moonshot}}\n",
        ),
    ]);
    assert_eq!(site.problems, []);
    let place = &page(&site, "moonshot").relations[0].related[0].statements[0].place;
    assert_eq!((place.article.title.as_str(), place.href.as_str()), ("阿里巴巴", "/entities/alibaba/#deal"));
    let own = page(&site, "alibaba");
    assert_eq!(own.prose.as_ref().map(|prose| prose.notes.len()), Some(1));
    assert_eq!(shown(groups(&own)), 0);
}

#[test]
fn mentions_stand_under_their_years() {
    let site = many(4);
    let page = page(&site, "alibaba");
    let years: Vec<(&str, usize)> = page.mentions.iter().map(|year| (year.year.as_str(), year.groups.len())).collect();
    assert_eq!(years, [("2024", 2), ("2023", 2), ("", 1)]);
}

#[test]
fn the_contents_count_what_the_sections_hold() {
    let site = told(
        "  - relation: {subject: ali, predicate: investor-in, object: [moonshot, wang]}\n  \
           - claim: {subject: ali, measure: 投资额, value: 1}\n",
    );
    let contents = |id: &str| -> Vec<String> {
        let contents = page(&site, id).contents;
        contents.iter().map(|one| format!("{} {}", one.link.text, one.count)).collect()
    };
    assert_eq!(contents("alibaba"), ["关系 2", "数据 1"]);
    // A page with one section needs no contents.
    assert!(contents("wang").is_empty());
}

#[test]
fn neighbours_of_relations_come_before_mere_company() {
    let registry = "entities:\n  a: {type: Company, name: 甲公司}\n  b: {type: Company, name: 乙公司}\n  \
                    c: {type: Company, name: 丙公司}\n  d: {type: Company, name: 丁公司}\n";
    let site = report(
        "甲公司、乙公司、丙公司与甲公司。",
        "annotations:\n  - relation: {subject: a, predicate: investor-in, object: [d]}\n  \
         - relation: {subject: c, predicate: investor-in, object: a}\n",
        registry,
    );
    let ego = page(&site, "a").ego.unwrap();
    let drawn: Vec<_> = ego.nodes.iter().map(|node| (node.name.as_str(), node.bond, node.weight)).collect();
    assert_eq!(drawn, [("丙公司", "asserted", 3), ("丁公司", "asserted", 2), ("乙公司", "together", 2)]);
    // From 乙 only two others are seen.
    assert!(page(&site, "b").ego.is_none());
}
