//! What a preview holds in memory is what a build would write, whatever happened before.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use tempfile::TempDir;

use super::*;
use crate::build::{self, Checked};
use crate::diagnostic::Counts;

/// A file and the texts that it may have; those that begin with `!` cannot be understood.
type Texts = (&'static str, &'static [&'static str]);

const ARTICLE: &[&str] = &[
    "---\ntitle: 谁先降价\ndate: 2024-06-03\ntopics: [大模型]\n---\n\n阿里云降价，[[火山引擎]]跟进。\n\n## 里子\n\n百川智能没有跟。\n",
    "---\ntitle: 面子\ndate: 2023-05\n---\n\n阿里云与百川，见[[谁先降价]]和[[谁先降价#里子]]。又见[乙](b.md#里子)与![图](图.svg)。\n",
    "---\ntitle: 谁先降价\ndate: 2024\ndraft: true\nredirects: [/old/]\n---\n\n# 里子\n\n阿里云、火山、[[topic:llm]]，`阿里云`，阿里云。\n\n阿里云\n",
    "---\ntitle: 阿里云\ndate: 2025-01-02\nmention: x\n---\n!\n",
    "---\ntitle: 阿里云\ndate: 2025-01-02\n---\n\n[[阿里云]]、[[不在]]、[死](/nowhere/)、$\\frac$、[[entity:volc]]。百川智能。\n",
    "没有开头的字。!",
];

/// Only one article defines the event, and only one the entity: twice would be fatal.
const DEFINING_EVENT: &[&str] = &[
    "annotations:\n  - {quote: 阿里云, nth: 1, entity: alibaba-cloud}\n  - {quote: 降价, event: {id: cut, title: 降价, date: 2024-05, entities: [alibaba-cloud], topics: [llm]}}\n",
    "# 注\nannotations:\n  - event: {id: cut, title: 降价, date: 2024-05, entities: [volc]}\n  - {claim: {subject: alibaba-cloud, measure: 降幅, value: 97, unit: percent, as_of: 2024-05}, source: kr}\n",
    "annotations:\n  - event: {id: rise, title: 涨价, date: 2023}\n",
    "annotations: [!\n",
    "",
];

const DEFINING_ENTITY: &[&str] = &[
    "annotations:\n  - event: cut\n  - {claim: {subject: alibaba-cloud, measure: 降 幅, value: 55, unit: percent, as_of: 2024-05}}\n",
    "entities:\n  baichuan: {type: Company, name: 百川智能, aliases: [百川]}\nannotations:\n  - {quote: 百川智能, entity: baichuan}\n  - {claim: {subject: alibaba-cloud, measure: 降幅, value: 55, unit: percent, as_of: 2024-05}}\n",
    "\n\nentities:\n  baichuan: {type: Company, name: 百川智能, summary: 公司}\n",
    "entities:\n  baichuan: {type: Company, name: 百川, merged_from: [bc]}\nannotations: {event: {id: rise}}\n",
    "annotation: [] # !\n",
];

const SIDECAR: &[&str] = &[
    "annotations:\n  - {quote: 百川智能, relation: {subject: baichuan, predicate: partner-of, object: volc}}\n  - {quote: 没有的字, note: 孤的}\n",
    "mention_aliases: {百川: volc}\nannotations:\n  - {section: 里子, note: '见[[谁先降价]]。'}\n  - event: {id: cut, date: 2024-06}\n",
    "annotations: [!\n",
    "",
];

const ENTITIES: &[&str] = &[
    "entities:\n  alibaba-cloud: {type: Company, name: 阿里云, merged_from: [aliyun]}\n  volc: {type: Company, name: 火山引擎, aliases: [火山]}\n",
    "\n# 换了行\nentities:\n  alibaba-cloud: {type: Company, name: 阿里云, summary: 云}\n  volc: {type: Product, name: 火山引擎}\n",
    "entities:\n  volc: {type: Firm, name: 火山引擎, except: [火山引擎跟], facts: [{property: 母, value: {entity: lost}}]}\n",
    "entities: {volc: !\n",
];

/// All files that come and go. The first text of each makes a sound site.
const FILES: &[Texts] = &[
    ("content/articles/a.md", ARTICLE),
    ("content/articles/a.yaml", DEFINING_EVENT),
    ("content/articles/b.md", ARTICLE),
    ("content/articles/b.yaml", DEFINING_ENTITY),
    ("content/articles/2024/c.md", ARTICLE),
    ("content/articles/2024/c.yaml", SIDECAR),
    ("content/articles/图.svg", &["<svg/>", "<svg></svg>", "<svg viewBox='0 0 2 1'/>", "<svg viewBox='0 0 1 2'/>"]),
    ("content/about.md", &["关于[甲](articles/a.md)，阿里云。\n", "# 关于\n\n[[谁先降价]]\n"]),
    ("content/entities/all.yaml", ENTITIES),
    ("content/entities/volc.md", &["火山引擎是阿里云的对手。\n", "[[阿里云]]\n"]),
    (
        "content/topics.yaml",
        &[
            "topics:\n  llm: {name: 大模型}\n",
            "topics:\n  llm: {name: 模型, aliases: [大模型]}\n  ai: {name: AI}\n",
            "topics: !\n",
        ],
    ),
    (
        "content/sources.yaml",
        &["sources:\n  kr: {title: 三十六氪}\n", "sources:\n  kr: {title: 氪, entity: volc}\n", "sources: {!\n"],
    ),
    (
        "postil.yaml",
        &[
            "title: 站\nbase_url: https://example.org/r/\n",
            "title: 新站\nbase_url: https://example.org/\nlinking: all\nhtml: false\n",
            "title: 站\nbase_url: https://example.org/r/\nmentions: annotated\ntheme: plain\npredicates: {partner-of: {label: 伴}}\n",
            "title: 站\nbase_url: https://example.org/r/\ntimelines: {all: {title: 全, entities: [volc]}}\nlanguage: en\n",
            "title: [!\n",
        ],
    ),
    (
        "themes/postil/templates/not_found.html",
        &["{% extends \"base.html\" %}{% block content %}没有{% endblock content %}", "无 {{ page.title }}", "{% if !"],
    ),
    ("themes/postil/static/assets/postil.css", &["p {}", "p { color: red }"]),
];

fn is_broken(text: &str) -> bool {
    text.contains('!') && !text.contains("![")
}

#[derive(Debug, Clone)]
enum Edit {
    Write(usize, Index),
    Remove(usize),
    /// A file takes the name of another.
    Rename(usize, usize),
    /// The folder of the year takes another name, and back.
    RenameFolder,
}

fn edit() -> impl Strategy<Value = Edit> {
    let file = || 0..FILES.len();
    // Files at whose texts the other ones look are changed more often.
    prop_oneof![
        6 => (file(), any::<Index>()).prop_map(|(file, text)| Edit::Write(file, text)),
        2 => (select(vec![0_usize, 1, 3, 8, 12]), any::<Index>()).prop_map(|(file, text)| Edit::Write(file, text)),
        1 => file().prop_map(Edit::Remove),
        1 => (0_usize..6, 0_usize..6).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => Just(Edit::RenameFolder),
    ]
}

/// A site on disk, and beside it what of it was last understood.
struct Bench {
    site: TempDir,
    sound: TempDir,
    /// Files whose newest text cannot be understood.
    broken: BTreeSet<PathBuf>,
    /// Sidecars without their articles, which nobody has read.
    alone: BTreeSet<PathBuf>,
    /// Every path of the output that there ever was.
    seen: BTreeSet<String>,
}

impl Bench {
    fn new() -> Self {
        let folders = || tempfile::tempdir().unwrap();
        let (broken, alone, seen) = Default::default();
        let mut bench = Self { site: folders(), sound: folders(), broken, alone, seen };
        for (path, texts) in FILES.iter().filter(|(path, _)| !path.contains("2024") && !path.starts_with("themes")) {
            bench.write(Path::new(path), texts[0]);
        }
        bench
    }

    fn write(&mut self, path: &Path, text: &str) {
        let disk = self.site.path().join(path);
        fs::create_dir_all(disk.parent().unwrap()).unwrap();
        fs::write(disk, text).unwrap();
        match is_broken(text) {
            true => self.broken.insert(path.to_path_buf()),
            false => self.broken.remove(path),
        };
    }

    fn remove(&mut self, path: &Path) {
        // Without settings it is no site any more.
        if path != Path::new("postil.yaml") {
            let _ = fs::remove_file(self.site.path().join(path));
            self.broken.remove(path);
        }
    }

    /// Now the files are looked at: what can be understood is so, what cannot leaves what was there before.
    fn look(&mut self) {
        let files = |root: &TempDir| -> BTreeSet<PathBuf> {
            let entries = walkdir::WalkDir::new(root.path()).into_iter().map(std::result::Result::unwrap);
            let files = entries.filter(|entry| entry.file_type().is_file());
            files.map(|entry| entry.path().strip_prefix(root.path()).unwrap().to_path_buf()).collect()
        };
        let there = files(&self.site);
        let gone = |path: &&PathBuf| !there.contains(*path);
        files(&self.sound).iter().filter(gone).for_each(|path| fs::remove_file(self.sound.path().join(path)).unwrap());
        for path in there {
            let sound = self.sound.path().join(&path);
            // Nobody looks at the files of a theme that is not used; the settings come before them.
            let settings = fs::read_to_string(self.sound.path().join("postil.yaml")).unwrap_or_default();
            if path.starts_with("themes") && settings.contains("theme: plain") {
                continue;
            }
            let alone =
                path.starts_with("content/articles") && !self.site.path().join(path.with_extension("md")).exists();
            let was_alone = self.alone.remove(&path);
            if alone {
                self.alone.insert(path.clone());
            }
            if alone || was_alone || !self.broken.contains(&path) || !sound.exists() {
                fs::create_dir_all(sound.parent().unwrap()).unwrap();
                fs::copy(self.site.path().join(&path), sound).unwrap();
            }
        }
    }

    /// The paths that a watcher would name.
    fn apply(&mut self, edit: &Edit) -> Vec<PathBuf> {
        match edit {
            Edit::Write(file, text) => {
                let (path, texts) = FILES[*file];
                let text = texts[text.index(texts.len())];
                self.write(Path::new(path), text);
                vec![path.into()]
            }
            Edit::Remove(file) => {
                self.remove(Path::new(FILES[*file].0));
                vec![FILES[*file].0.into()]
            }
            Edit::Rename(from, to) => {
                let (from, to) = (Path::new(FILES[*from].0), Path::new(FILES[*to].0));
                let text = fs::read_to_string(self.site.path().join(from));
                if let Ok(text) = text
                    && from.extension() == to.extension()
                    && from != to
                {
                    self.remove(from);
                    self.remove(to);
                    self.write(to, &text);
                }
                vec![from.into(), to.into()]
            }
            Edit::RenameFolder => {
                let [old, new] = ["content/articles/2024", "content/articles/2025"].map(PathBuf::from);
                let (old, new) = if self.site.path().join(&old).exists() { (old, new) } else { (new, old) };
                let _ = fs::rename(self.site.path().join(&old), self.site.path().join(&new));
                let moved = |path: &PathBuf| path.strip_prefix(&old).map_or(path.clone(), |below| new.join(below));
                self.broken = self.broken.iter().map(moved).collect();
                vec![old, new]
            }
        }
    }

    fn expect_like_a_build(&mut self, live: &Live) -> std::result::Result<(), TestCaseError> {
        self.look();
        let built = build::check(self.sound.path(), Choice::WithDrafts).unwrap();
        if Counts::of(&built.problems).fatal > 0 {
            return Ok(());
        }
        self.expect_pages(live, &built)?;
        if self.broken.is_empty() {
            while live.look_around(&|| false).is_none() {}
            prop_assert_eq!(said(&live.problems()), said(&built.problems));
            prop_assert!(live.stale().is_empty());
        } else {
            // A theme that is not used may be broken.
            let told =
                self.broken.iter().all(|path| path.starts_with("themes")) || Counts::of(&live.problems()).fatal > 0;
            prop_assert!(told, "what is broken is told: {:?}", self.broken);
        }
        Ok(())
    }

    fn expect_pages(&mut self, live: &Live, built: &Checked) -> std::result::Result<(), TestCaseError> {
        let theme = built.theme.as_ref().unwrap();
        for (path, route) in &built.routes {
            prop_assert_eq!(live.find(path), Some(route.clone()));
            match (render::render(&built.site, theme, route), live.page(route)) {
                (Ok(wanted), Ok(page)) => {
                    prop_assert_eq!(String::from_utf8(page).unwrap(), String::from_utf8(wanted).unwrap(), "{}", path);
                }
                (Err(RenderError::Template(wanted)), Err(RenderError::Template(problem))) => {
                    prop_assert_eq!(wanted, problem);
                }
                (Err(RenderError::Missing), Err(RenderError::Missing)) => {}
                (wanted, page) => prop_assert!(false, "{path}: {wanted:?}, {page:?}"),
            }
        }
        self.seen.extend(built.routes.keys().cloned());
        for path in self.seen.iter().filter(|path| !built.routes.contains_key(*path)) {
            prop_assert_eq!(live.find(path), None, "{} is gone", path);
        }
        Ok(())
    }
}

/// Problems as people read them, without the pointers to what they are about.
fn said(problems: &[Diagnostic]) -> Vec<String> {
    problems.iter().map(diagnostic::json).collect()
}

proptest! {
    #![proptest_config(Config { cases: 40, ..Config::default() })]

    #[test]
    fn every_page_is_that_of_a_fresh_build(rounds in prop::collection::vec((prop::collection::vec(edit(), 1..4), any::<bool>()), 1..12)) {
        let mut bench = Bench::new();
        let mut live = Live::open(bench.site.path()).unwrap();
        bench.expect_like_a_build(&live)?;
        for (edits, rescan) in rounds {
            let paths: Vec<PathBuf> = edits.iter().flat_map(|edit| bench.apply(edit)).collect();
            let paths = paths.iter().map(|path| bench.site.path().join(path)).collect();
            if rescan { live.rescan() } else { live.refresh(&paths) }.unwrap();
            bench.expect_like_a_build(&live)?;
        }
    }
}

#[test]
fn a_broken_template_holds_back_nothing_but_itself() {
    let mut bench = Bench::new();
    let template = "themes/postil/templates/not_found.html";
    bench.write(Path::new(template), "{% extends \"base.html\" %}{% block content %}没有{% endblock content %}");
    let mut live = Live::open(bench.site.path()).unwrap();
    let page = |live: &Live| String::from_utf8(live.page(&Route::NotFound).unwrap()).unwrap();
    let before = page(&live);
    assert!(before.contains("href=\"/r/assets/postil."), "{before}");
    bench.write(Path::new(template), "{% if !");
    bench.write(Path::new("themes/postil/static/assets/postil.css"), "p { color: red }");
    bench.write(Path::new("postil.yaml"), "title: 站\nbase_url: https://example.org/\n");
    live.rescan().unwrap();
    let after = page(&live);
    assert!(after.contains("没有") && after.contains("href=\"/assets/postil."), "{after}");
    let hash = |page: &str| {
        let style = page.split_once("rel=\"stylesheet\"").unwrap().1;
        style.split_once("postil.").unwrap().1[..16].to_owned()
    };
    assert_ne!(hash(&before), hash(&after));
    assert_eq!(Counts::of(&live.problems()).fatal, 1);
}

#[test]
fn pages_follow_the_size_of_a_picture() {
    let mut bench = Bench::new();
    bench.write(Path::new("content/articles/a.md"), "---\ntitle: 甲\ndate: 2024\n---\n![](图.svg)\n");
    let mut live = Live::open(bench.site.path()).unwrap();
    let image = |live: &Live| {
        let page = live.page(&Route::Article(ContentPath::new("articles/a.md"))).unwrap();
        let page = String::from_utf8(page).unwrap();
        let image = page.split_once("<img ").and_then(|(_, rest)| rest.split_once('>')).unwrap().0;
        image.split_once("alt=\"\"").unwrap().1.trim().to_owned()
    };
    assert_eq!(image(&live), "");
    let path = Path::new("content/articles/图.svg");
    // Each looked at by its name, then by a look at everything; what is as long as before is looked at too.
    for (by_name, svg, wanted) in [
        (true, "<svg width='30' height='20'/>", "width=\"30\" height=\"20\""),
        (false, "<svg width='20' height='30'/>", "width=\"20\" height=\"30\""),
        (true, "<svg width='20' height='3x'/>", ""),
    ] {
        bench.write(path, svg);
        let paths = BTreeSet::from([bench.site.path().join(path)]);
        let changes = if by_name { live.refresh(&paths) } else { live.rescan() }.unwrap();
        assert_eq!(changes.assets, BTreeSet::from([ContentPath::new("articles/图.svg")]));
        assert_eq!(image(&live), wanted);
    }
    assert!(live.rescan().unwrap().is_empty(), "nothing changed, though the file is young");
}
