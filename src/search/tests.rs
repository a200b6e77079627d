//! What an index of a small site holds.

use std::collections::BTreeMap;
use std::io::Read;

use serde_json::Value;

use super::*;
use crate::site::Site;
use crate::site::tests::site_of;

fn example() -> Site {
    let registry = "entities:\n  aliyun: {type: Company, name: 阿里云, aliases: [Aliyun], weak_aliases: [云智能], summary: 云服务商}\n  \
                    zhipu: {type: Company, name: {zh: 智谱, en: Zhipu}}\n";
    let sidecar = "annotations:\n  - {quote: 降价, note: 这是**释义**}\n  - {quote: 阿里云, event: {id: cut, title: 大降价, date: 2024-05, entities: [aliyun]}}\n  \
                   - {quote: 九成, claim: {subject: aliyun, measure: 降幅, value: 90, unit: percent}}\n";
    site_of(&[
        ("postil.yaml", "title: 站\nbase_url: https://example.org/reports/\n"),
        ("content/entities/all.yaml", registry),
        ("content/topics.yaml", "topics:\n  cloud: {name: 云计算, aliases: [云]}\n"),
        (
            "content/articles/a.md",
            "---\ntitle: 雲端戰爭\ndate: 2024-05-21\ntopics: [云]\n---\n## 标题\n\n阿里云降价九成，智谱跟进。\n",
        ),
        ("content/articles/a.yaml", sidecar),
        ("content/articles/b.md", "---\ntitle: 旧文\ndate: 2023\n---\n阿里云\n"),
        ("content/about.md", "---\ntitle: 关于\n---\n站\n"),
    ])
}

fn json(packed: &[u8]) -> Value {
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(packed).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn map(index: &Index) -> Value {
    json(index.file("search/map.bin").unwrap())
}

#[test]
fn everything_with_words_of_its_own_can_be_found() {
    let items = item::items(&example());
    let said: Vec<String> = items
        .iter()
        .map(|item| format!("{} {} | {} | {} | {}", item.kind.id(), item.group, item.title, item.url, item.excerpt))
        .collect();
    let wanted = [
        "report 2024 | 雲端戰爭 | articles/a/ | ",
        "report 2023 | 旧文 | articles/b/ | ",
        "page  | 关于 | about/ | ",
        "entity 公司 | 阿里云 | entities/aliyun/ | 云服务商",
        "entity 公司 | 智谱 | entities/zhipu/ | ",
        "topic  | 云计算 | topics/cloud/ | ",
        "event 2024 | 大降价 | events/cut/ | 阿里云",
        "claim 2024 | 阿里云 · 降幅 · 90% | articles/a/#",
        "note 2024 | 降价 | articles/a/#",
    ];
    for (said, wanted) in said.iter().zip(wanted) {
        assert!(said.starts_with(wanted), "{said} instead of {wanted}");
    }
    assert_eq!(said.len(), wanted.len());
    let note = items.last().unwrap();
    assert_eq!((note.text.as_str(), note.beside.as_str()), ("这是释义", "评注"));
    assert_eq!(items[0].text, "\n标题\n阿里云降价九成，智谱跟进。");
    assert_eq!(items[0].entities.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["aliyun", "zhipu"]);
    assert_eq!(items[3].names, ["Aliyun", "云智能"]);
}

#[test]
fn the_map_has_all_that_the_first_keystrokes_need() {
    let map = map(&Index::of(&example(), Form::Fetched));
    assert_eq!(map["items"], 9);
    let groups: Vec<String> = map["groups"].as_array().unwrap().iter().map(Value::to_string).collect();
    assert_eq!(
        groups[..4],
        [r#"["report","2024",0]"#, r#"["report","2023",1]"#, r#"["page","",2]"#, r#"["entity","公司",3]"#]
    );
    let names = &map["names"];
    assert_eq!(names["entities"][0].to_string(), r#"["aliyun","阿里云",0,2,"aly",["Aliyun","云智能"]]"#);
    assert_eq!(names["entities"][1].to_string(), r#"["zhipu","智谱",0,1,"zp",["Zhipu"]]"#);
    assert_eq!(names["types"].to_string(), r#"["公司"]"#);
    assert_eq!(names["topics"].to_string(), r#"[["cloud","云计算",["云计算","云"]]]"#);
    // Of the forms only those that stand somewhere.
    let forms = names["simplified"].as_str().unwrap();
    assert!(forms.contains("雲云") && forms.contains("戰战") && !forms.contains("龍龙"), "{forms}");
    assert_eq!(names["words"]["kinds"]["report"], "报告");
}

#[test]
fn the_folder_is_named_by_what_is_in_it() {
    let (one, same) = (Index::of(&example(), Form::Fetched), Index::of(&example(), Form::Fetched));
    let files = |index: &Index| -> BTreeMap<String, Vec<u8>> {
        index.files().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect()
    };
    assert_eq!(files(&one), files(&same));
    let mut other = example();
    other.articles.pop_last();
    let other = Index::of(&other, Form::Fetched);
    assert_ne!(map(&one)["folder"], map(&other)["folder"]);
    let folder = format!("search/{}/", map(&one)["folder"].as_str().unwrap());
    assert!(one.files().all(|(path, _)| path == "search/map.bin" || path.starts_with(&folder)));
    assert!(one.files().all(|(path, _)| is_of_index(path)));
    assert!(!is_of_index("search/index.html") && !is_of_index("searching.bin"));
}

#[test]
fn a_disk_has_scripts_and_the_texts_of_pages() {
    let index = Index::of(&example(), Form::Scripts);
    let map = String::from_utf8(index.file("search/map.js").unwrap().to_vec()).unwrap();
    assert!(map.starts_with("postilSearch(\"map\",\""), "{map}");
    let texts: Vec<&str> = index.files().map(|(path, _)| path).filter(|path| path.contains("/text-")).collect();
    assert_eq!(texts.len(), 3, "two reports and a page: {texts:?}");
}

#[test]
fn facets_count_what_belongs_to_topics_and_entities() {
    let index = Index::of(&example(), Form::Fetched);
    let facets = index.files().find(|(path, _)| path.ends_with("facets.bin")).map(|(_, bytes)| json(bytes)).unwrap();
    assert_eq!(facets["topics"].to_string(), r#"[["cloud","云计算",[0,5,2,1]]]"#);
    assert_eq!(facets["entities"][0].to_string(), r#"["aliyun","阿里云",[0,1,2,3,1]]"#);
}

#[test]
fn a_site_without_anything_has_an_index_too() {
    let index = Index::of(&site_of(&[("postil.yaml", "title: 站\n")]), Form::Fetched);
    assert_eq!(map(&index)["items"], 0);
    assert_eq!(map(&index)["terms"].to_string(), "[]");
}
