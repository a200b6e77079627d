//! Sidecars before and after a change, as a writer would see them.

use std::fs;
use std::process::Command;

use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::live::Live;

const PAGE: &str = "---\ntitle: 报告\ndate: 2024-06-03\n---\n\n阿里云先降价，火山引擎**跟进**，阿里云再降。\n\n百川智能投入了135亿元。\n";

const SIDECAR: &str = "# 批注\nannotations:\n  - quote: 火山引擎跟进   # 交叉\n    note: 跟\n\n  # 下面是金额\n  - quote: 135亿元\n    claim:\n      subject: volc   # 谁\n      measure: 投入\n      value: 13500000000\n      unit: CNY   # 元\n";

const ENTITIES: &str = "entities:\n  alibaba-cloud: {type: Company, name: 阿里云, aliases: [Aliyun]}\n  volc: {type: Company, name: 火山引擎}\n";

/// A site of one article, and the desk at which it is changed.
struct Bench {
    folder: TempDir,
    live: Live,
    desk: Desk,
}

impl Bench {
    fn new(sidecar: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let disk = folder.path().join(path);
            fs::create_dir_all(disk.parent().unwrap()).unwrap();
            fs::write(disk, text).unwrap();
        };
        put("postil.yaml", "title: 站\nbase_url: https://example.org/r/\n");
        put("content/articles/a.md", PAGE);
        put("content/entities/all.yaml", ENTITIES);
        put("content/sources.yaml", "sources:\n  kr36: {title: 三十六氪}\n");
        sidecar.iter().for_each(|text| put("content/articles/a.yaml", text));
        let live = Live::open(folder.path()).unwrap();
        Self { folder, live, desk: Desk::default() }
    }

    fn text(&self) -> String {
        fs::read_to_string(self.folder.path().join("content/articles/a.yaml")).unwrap()
    }

    fn ask(&mut self, wish: Json) -> Result<Done, Refusal> {
        let bytes = fs::read(self.folder.path().join("content/articles/a.yaml")).ok();
        let hash = sidecar_hash(bytes.as_deref());
        let request = json!({"page": "/r/articles/a/", "sidecar_hash": hash, "do": wish});
        self.ask_as(request)
    }

    fn ask_as(&mut self, request: Json) -> Result<Done, Refusal> {
        let done = self.desk.act(&self.live, &serde_json::from_value(request).unwrap());
        if let Ok(done) = &done {
            self.live.refresh(&done.files.iter().cloned().collect()).unwrap();
        }
        done
    }

    /// Annotates the `nth` place of words, from 0.
    fn add(&mut self, words: &str, nth: usize, bodies: Json) -> Result<Done, Refusal> {
        let article = self.live.article_at("/r/articles/a/").unwrap();
        let text = &article.document.text;
        let at = text.match_indices(words).nth(nth).unwrap().0;
        let start = text[..at].chars().count();
        let end = start + words.chars().count();
        self.ask(json!({"add": {"start": start, "end": end, "quote": words, "bodies": bodies}}))
    }

    /// The words that an annotation stands at now.
    fn place(&self, id: &Id) -> &str {
        let article = self.live.article_at("/r/articles/a/").unwrap();
        let annotation = article.annotations.iter().find(|one| one.id == *id).unwrap();
        &article.document.text[annotation.place.range().unwrap().clone()]
    }
}

#[test]
fn words_that_stand_twice_come_with_their_context_and_in_the_order_of_the_text() {
    let mut bench = Bench::new(Some(SIDECAR));
    let done = bench.add("阿里云", 1, json!({"entity": "alibaba-cloud"})).unwrap();
    let item = "  - quote: 阿里云\n    before: ，\n    entity: alibaba-cloud\n\n";
    assert_eq!(bench.text(), SIDECAR.replace("  # 下面", &format!("{item}  # 下面")));
    assert_eq!(bench.place(done.id.as_ref().unwrap()), "阿里云");
    bench.add("阿里云", 0, json!({"entity": "none"})).unwrap();
    assert!(
        bench
            .text()
            .starts_with("# 批注\nannotations:\n  - quote: 阿里云\n    after: 先\n    entity: none\n\n  - quote: 火山"),
        "{}",
        bench.text()
    );
}

#[test]
fn a_crossing_passage_goes_behind_the_one_that_begins_before_it() {
    let mut bench = Bench::new(Some(SIDECAR));
    let claim = json!({"source": "kr36", "claim": {"subject": "volc", "measure": "降幅", "text": "没有说"}});
    let done = bench.add("跟进，阿里云", 0, claim).unwrap();
    let item = "  - quote: 跟进，阿里云\n    claim: {subject: volc, measure: 降幅, text: 没有说}\n    source: kr36\n\n";
    assert_eq!(bench.text(), SIDECAR.replace("  # 下面", &format!("{item}  # 下面")));
    assert_eq!(bench.place(&done.id.unwrap()), "跟进，阿里云");
}

#[test]
fn a_sidecar_is_made_where_there_is_none() {
    let mut bench = Bench::new(None);
    let done = bench.add("百川智能", 0, json!({"note": "一句。\n\n两句。", "kind": "question"})).unwrap();
    assert_eq!(
        bench.text(),
        "annotations:\n  - quote: 百川智能\n    note: |-\n      一句。\n\n      两句。\n    kind: question\n"
    );
    assert_eq!(done.shown, "content/articles/a.yaml");
    bench.desk.undo(&bench.live).unwrap();
    assert!(!bench.folder.path().join("content/articles/a.yaml").exists());
}

#[test]
fn a_new_entity_has_a_file_of_its_own_until_it_is_taken_back() {
    let mut bench = Bench::new(Some(SIDECAR));
    let article = bench.live.article_at("/r/articles/a/").unwrap();
    let start = article.document.text.split("百川智能").next().unwrap().chars().count();
    let wish = |id: &str| {
        json!({"add": {"start": start, "end": start + 4, "quote": "百川智能", "bodies": {"entity": id},
            "define": {"id": id, "type": "Company", "name": "百川智能"}}})
    };
    bench.ask(wish("baichuan")).unwrap();
    let file = bench.folder.path().join("content/entities/baichuan.yaml");
    assert!(fs::read_to_string(&file).unwrap().contains("name: 百川智能"));
    assert!(bench.text().contains("entity: baichuan"));
    let taken = bench.ask(wish("volc")).unwrap_err();
    assert_eq!(taken.message, "the entity `volc` is already defined in content/entities/all.yaml:3");
    bench.desk.undo(&bench.live).unwrap();
    assert!(!file.exists());
    assert_eq!(bench.text(), SIDECAR);
}

fn id_of(bench: &Bench, quote: &str) -> String {
    let article = bench.live.article_at("/r/articles/a/").unwrap();
    article.annotations.iter().find(|one| article.quote(one) == quote).unwrap().id.to_string()
}

#[test]
fn one_field_is_changed_and_the_comments_beside_it_stay() {
    let mut bench = Bench::new(Some(SIDECAR));
    let id = id_of(&bench, "135亿元");
    let bodies = json!({"claim": {"value": "13500000000", "bound": "at-least", "measure": "投资额"}, "note": "金额"});
    bench.ask(json!({"set": {"id": id, "bodies": bodies}})).unwrap();
    let wanted = SIDECAR
        .replace("measure: 投入", "measure: 投资额")
        .replace("unit: CNY   # 元\n", "unit: CNY   # 元\n      bound: at-least\n    note: 金额\n");
    assert_eq!(bench.text(), wanted);
    let id = id_of(&bench, "135亿元");
    bench.ask(json!({"set": {"id": id, "bodies": {"note": null, "claim": {"bound": null}}}})).unwrap();
    assert_eq!(bench.text(), SIDECAR.replace("measure: 投入", "measure: 投资额"));
}

#[test]
fn an_annotation_is_taken_out_alone() {
    let mut bench = Bench::new(Some(SIDECAR));
    let id = id_of(&bench, "火山引擎跟进");
    bench.ask(json!({"remove": {"id": id}})).unwrap();
    assert_eq!(bench.text(), SIDECAR.replace("  - quote: 火山引擎跟进   # 交叉\n    note: 跟\n\n", ""));
    bench.desk.undo(&bench.live).unwrap();
    assert_eq!(bench.text(), SIDECAR);
    let twice = bench.desk.undo(&bench.live).unwrap_err();
    assert_eq!(twice.message, "there is nothing to take back");
}

#[test]
fn an_orphan_goes_where_its_history_says() {
    let mut bench = Bench::new(Some(SIDECAR));
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(bench.folder.path()).args(["-c", "user.name=吴", "-c", "user.email=wu@example.org"]);
        assert!(git.args(arguments).output().unwrap().status.success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "edit"]);
    let page = bench.folder.path().join("content/articles/a.md");
    fs::write(&page, PAGE.replace("135亿元", "130亿元")).unwrap();
    bench.live.refresh(&[page].into()).unwrap();
    let id = id_of(&bench, "135亿元");
    let article = bench.live.article_at("/r/articles/a/").unwrap();
    let proposal = outline(&bench.live, article)[&id].proposal.clone().unwrap();
    assert_eq!(proposal["quote"], "130亿元");
    let done = bench.ask(json!({"reanchor": {"id": id}})).unwrap();
    assert_eq!(bench.text(), SIDECAR.replace("135亿元", "130亿元"));
    assert_eq!(bench.place(&done.id.unwrap()), "130亿元");
}

#[test]
fn the_file_on_disk_wins() {
    let mut bench = Bench::new(Some(SIDECAR));
    let sidecar = bench.folder.path().join("content/articles/a.yaml");
    let old = sidecar_hash(Some(SIDECAR.as_bytes()));
    let request = |hash: &str, quote: &str| {
        json!({"page": "/r/articles/a/", "sidecar_hash": hash,
            "do": {"add": {"start": 0, "end": 3, "quote": quote, "bodies": {"entity": "alibaba-cloud"}}}})
    };
    let other = bench.ask_as(request(&old, "火山云")).unwrap_err();
    assert_eq!(
        (other.why, other.message.as_str()),
        (Why::Changed, "the article's words are others than the page shows")
    );
    let mine = format!("{SIDECAR}# 我的\n");
    fs::write(&sidecar, &mine).unwrap();
    let refused = bench.ask_as(request(&old, "阿里云")).unwrap_err();
    assert_eq!(
        (refused.why, refused.message.as_str()),
        (Why::Changed, "content/articles/a.yaml was changed meanwhile")
    );
    assert_eq!(bench.text(), mine);
    bench.live.refresh(&[sidecar.clone()].into()).unwrap();
    bench.ask_as(request(&sidecar_hash(Some(mine.as_bytes())), "阿里云")).unwrap();
    fs::write(&sidecar, "# 全新\n").unwrap();
    assert_eq!(bench.desk.undo(&bench.live).unwrap_err().why, Why::Changed);
    assert_eq!(bench.text(), "# 全新\n");
    fs::write(bench.folder.path().join("content/articles/a.md"), PAGE.replace("降价", "涨价")).unwrap();
    bench.live.refresh(&[sidecar].into()).unwrap();
    let hash = sidecar_hash(Some("# 全新\n".as_bytes()));
    assert_eq!(
        bench.ask_as(request(&hash, "阿里云")).unwrap_err().message,
        "content/articles/a.md was changed meanwhile"
    );
}

#[test]
fn what_could_not_be_understood_is_not_written() {
    let mut bench = Bench::new(Some(SIDECAR));
    for (bodies, message) in [
        (json!({"event": {"title": "降价", "date": "上周"}}), "date"),
        (json!({"entity": "alibaba-clod"}), "there is no entity `alibaba-clod`"),
        (json!({"claim": {"subject": "volc", "measure": "x"}}), "a claim wants a `value`"),
        (json!({"nonsense": "x"}), "nonsense"),
        (json!({"source": "kr63"}), "there is no source `kr63`"),
    ] {
        let refused = bench.add("阿里云", 0, bodies).unwrap_err();
        assert!(refused.message.contains(message), "{refused:?}");
        assert_eq!(refused.why, Why::Impossible);
        assert_eq!(bench.text(), SIDECAR);
    }
    let near = bench.add("阿里云", 0, json!({"entity": "alibaba-clod"})).unwrap_err();
    assert_eq!(near.help.as_deref(), Some("did you mean `alibaba-cloud`?"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_content_only() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.yaml");
    fs::write(&secret, SIDECAR).unwrap();
    let mut bench = Bench::new(Some(SIDECAR));
    let sidecar = bench.folder.path().join("content/articles/a.yaml");
    fs::remove_file(&sidecar).unwrap();
    std::os::unix::fs::symlink(&secret, &sidecar).unwrap();
    let refused = bench.add("阿里云", 0, json!({"entity": "alibaba-cloud"})).unwrap_err();
    assert_eq!(refused.message, "content/articles/a.yaml is a link that leads out of content/");
    assert_eq!(fs::read_to_string(&secret).unwrap(), SIDECAR);
}

#[test]
fn bodies_are_told_as_written() {
    let bench = Bench::new(Some(SIDECAR));
    let article = bench.live.article_at("/r/articles/a/").unwrap();
    let outlines = outline(&bench.live, article);
    let claim = json!({"claim": {"subject": "volc", "measure": "投入", "value": "13500000000", "unit": "CNY"}});
    assert_eq!(Json::Object(outlines[&id_of(&bench, "135亿元")].bodies.clone()), claim);
}

#[test]
fn names_are_completed_whole_ones_first() {
    let bench = Bench::new(None);
    let ids = |words: &str| -> Vec<String> {
        complete(bench.live.site(), "entity", words).into_iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids(""), ["alibaba-cloud", "volc"], "the most mentioned first");
    assert_eq!(ids("ａｌｉ"), ["alibaba-cloud"]);
    assert_eq!(ids("引擎"), ["volc"]);
    let hit = complete(bench.live.site(), "source", "氪").remove(0);
    assert_eq!((hit.id.as_str(), hit.name.as_str()), ("kr36", "三十六氪"));
}
