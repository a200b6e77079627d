//! Sites made of a few files in memory, and what must hold of them.

use super::*;
use crate::load::{Files, sort_out};
use crate::source::Source;

/// A site of files given as path (below the site's root) and text; problems are in it, none is hidden.
pub fn site_of(files: &[(&str, &str)]) -> Site {
    let mut loaded = Files::default();
    let mut texts = std::collections::BTreeMap::new();
    for (path, text) in files {
        let source = Source::new(*path, *text);
        match path.strip_prefix("content/") {
            Some(below) => drop(texts.insert(ContentPath::new(below), source)),
            None => loaded.settings = Some(source),
        }
    }
    sort_out(texts, &mut loaded);
    assemble(loaded, Choice::Published)
}

/// A site of one report with its sidecar and a registry, all of which may be empty.
pub fn report(body: &str, sidecar: &str, registry: &str) -> Site {
    let page = format!("---\ntitle: 报告\ndate: 2024-06-03\n---\n\n{body}\n");
    site_of(&[
        ("postil.yaml", "title: 站\nbase_url: https://example.org/reports/\nlinking: all\n"),
        ("content/articles/a.md", &page),
        ("content/articles/a.yaml", sidecar),
        ("content/entities/all.yaml", registry),
    ])
}

/// Codes of the site's problems, in order.
pub fn codes(site: &Site) -> Vec<&'static str> {
    site.problems.iter().map(|problem| problem.code.id()).collect()
}

fn article(site: &Site) -> &Article {
    &site.articles[&ContentPath::new("articles/a.md")]
}

/// The words of each mention with the entity it is of.
fn mentions(site: &Site) -> Vec<(String, String)> {
    let text = &article(site).document.text;
    let all = &site.mentions[&ContentPath::new("articles/a.md")];
    all.iter().map(|mention| (text[mention.range.clone()].to_owned(), mention.entity.to_string())).collect()
}

const CLOUDS: &str = "entities:\n  alibaba-group: {type: Company, name: {zh-Hans: 阿里巴巴, en: Alibaba}, aliases: [阿里]}\n  \
                      alibaba-cloud: {type: Company, name: {zh-Hans: 阿里云, en: Alibaba Cloud}, aliases: [阿里雲], except: [阿里云栖]}\n  \
                      ai: {type: Concept, name: 人工智能, aliases: [AI]}\n  zhipu: {type: Company, name: 智谱AI, aliases: [智谱]}\n";

#[track_caller]
fn found(body: &str, wanted: &[(&str, &str)]) {
    let site = report(body, "", CLOUDS);
    let wanted: Vec<(String, String)> = wanted.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(mentions(&site), wanted, "{body}");
}

#[test]
fn names_are_found_through_markup() {
    let cloud = ("阿里云", "alibaba-cloud");
    found("这是**阿里云**的业务", &[cloud]);
    found("阿**里**云", &[cloud]);
    found("见[阿里云](https://example.org)。", &[cloud]);
    found("来自阿里\n云的消息", &[cloud]);
    found("## 阿里云怎么了", &[cloud]);
    found("| 公司 |\n|---|\n| 阿里云 |", &[cloud]);
    found("文[^1]\n\n[^1]: 阿里云的注。", &[cloud]);
    found("- 阿里云\n- Alibaba Cloud", &[cloud, ("Alibaba Cloud", "alibaba-cloud")]);
}

#[test]
fn the_longest_name_wins_and_words_are_whole() {
    found("阿里云与阿里", &[("阿里云", "alibaba-cloud"), ("阿里", "alibaba-group")]);
    found("MAIN 与 AI，OpenAI、AI2 和“AI”", &[("AI", "ai"), ("AI", "ai")]);
    found("智谱AI与智谱", &[("智谱AI", "zhipu"), ("智谱", "zhipu")]);
    found("ai 与 Ai 都不是", &[]);
    found("阿里云栖小镇与阿里云", &[("阿里", "alibaba-group"), ("阿里云", "alibaba-cloud")]);
}

#[test]
fn code_math_and_borders_of_blocks_hold_no_names() {
    found("`阿里云` 与 $阿里云$\n\n```\n阿里云\n```", &[]);
    found("Alibaba\n\nCloud", &[("Alibaba", "alibaba-group")]);
}

#[test]
fn headings_and_links_are_marked_and_not_linked() {
    let site = report("## 阿里云\n\n见[阿里云](x.png)与阿里云", "", CLOUDS);
    let all = &site.mentions[&ContentPath::new("articles/a.md")];
    assert_eq!(all.iter().map(|mention| mention.linked).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn annotations_decide_what_words_mean() {
    let sidecar =
        "annotations:\n  - {quote: 老大哥, entity: alibaba-cloud}\n  - {quote: 阿里, after: 的, entity: none}\n";
    let site = report("阿里的老大哥是阿里云。", sidecar, CLOUDS);
    assert_eq!(codes(&site), Vec::<&str>::new());
    let wanted = [("老大哥", "alibaba-cloud"), ("阿里云", "alibaba-cloud")];
    assert_eq!(mentions(&site), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn an_alias_of_two_is_an_error_until_decided() {
    let registry = "entities:\n  a: {type: Company, name: 甲公司, aliases: [华创]}\n  b: {type: Company, name: 乙公司, aliases: [华创]}\n";
    let body = "华创与华创。";
    assert_eq!(codes(&report(body, "", registry)), ["ambiguous-name", "ambiguous-name"]);
    assert_eq!(codes(&report(body, "mention_aliases: {华创: b}\n", registry)), Vec::<&str>::new());
    let one = report(body, "annotations: [{quote: 华创, nth: 1, entity: a}]\n", registry);
    assert_eq!(codes(&one), ["ambiguous-name"]);
}

#[test]
fn wikilinks_are_mentions_and_names_resolve() {
    let site = report("[[阿里云|老大哥]]与[[alibaba-group]]。", "", CLOUDS);
    assert_eq!(codes(&site), Vec::<&str>::new());
    assert_eq!(mentions(&site)[0], ("老大哥".to_owned(), "alibaba-cloud".to_owned()));
    assert_eq!(codes(&report("[[阿里晕]]", "", CLOUDS)), ["dead-link"]);
}

#[test]
fn what_does_not_resolve_is_reported_at_its_words() {
    let sidecar = "annotations:\n  - {quote: 文, entity: alibaba-clout}\n  - {quote: 文, event: lost}\n  \
                   - {quote: 文, claim: {subject: nobody, measure: x, value: 1}, source: nowhere}\n  \
                   - {quote: 文, relation: {subject: ai, predicate: invester-in, object: zhipu}}\n";
    let site = report("文", sidecar, CLOUDS);
    let said: Vec<(&str, &str)> =
        site.problems.iter().map(|problem| (problem.code.id(), problem.span.as_ref().unwrap().words())).collect();
    assert_eq!(
        said,
        [
            ("unresolved-reference", "alibaba-clout"),
            ("unresolved-reference", "lost"),
            ("unresolved-reference", "nobody"),
            ("unresolved-reference", "nowhere"),
            ("unknown-term", "invester-in")
        ]
    );
    assert_eq!(site.problems[0].help.as_deref(), Some("did you mean `alibaba-cloud`?"));
}

#[test]
fn deleted_changed_and_doubled_words_are_told_apart() {
    let sidecar = "annotations:\n  - {quote: 5月17日双方签署战略合作协议, note: 注}\n";
    let clean = report("据悉，5月17日双方签署战略合作协议。", sidecar, "");
    assert_eq!(codes(&clean), Vec::<&str>::new());
    let deleted = report("据悉，此事没有下文。", sidecar, "");
    assert_eq!(codes(&deleted), ["orphan"]);
    assert!(!deleted.problems[0].help.as_ref().unwrap().contains("quote:"));
    let changed = report("据悉，5月17日双方签订战略合作协议。", sidecar, "");
    assert_eq!(codes(&changed), ["orphan"]);
    assert!(changed.problems[0].help.as_ref().unwrap().contains("quote: '5月17日双方签订战略合作协议'"));
    let doubled = report("甲说5月17日双方签署战略合作协议。乙说5月17日双方签署战略合作协议。", sidecar, "");
    assert_eq!(codes(&doubled), ["ambiguous"]);
    let help = doubled.problems[0].help.as_ref().unwrap();
    assert!(help.contains("before: '甲说'") || help.contains("after: '。乙'"), "{help}");
}

#[test]
fn an_orphan_is_kept() {
    let site = report("别的话", "annotations: [{quote: 没有, note: 注}]\n", "");
    assert_eq!(article(&site).annotations.len(), 1);
    assert_eq!(article(&site).annotations[0].place, crate::article::Place::Orphan);
}

#[test]
fn drafts_define_and_do_not_tell() {
    let site = site_of(&[
        ("postil.yaml", "title: 站\n"),
        ("content/articles/a.md", "---\ntitle: 稿\ndate: 2024\ndraft: true\n---\n甲公司\n"),
        ("content/articles/a.yaml", "entities: {a: {type: Company, name: 甲公司}}\nannotations: []\n"),
        ("content/articles/b.md", "---\ntitle: 文\ndate: 2024\n---\n甲公司\n"),
    ]);
    assert_eq!(codes(&site), Vec::<&str>::new());
    assert_eq!(site.articles.len(), 1);
    assert_eq!(site.graph.touches(&crate::graph::Node::Entity(Id::new("a").unwrap())).count(), 1);
}
