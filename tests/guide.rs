//! The guide in content/guide/ tells the truth: its examples do what it says, and its lists are complete.
//!
//! A file of an example is a fenced block right behind a line that ends in a colon and names the file by its path:
//! “报告，`content/articles/a.md`：”. On the page of diagnostics such a line begins with 错 or 对 for the wrong and the right
//! files of a code (而且 for one more of the same), and blocks of `sh` run in the site's folder. On all other pages the
//! files of a section make a site of their own; a file that is shown once more takes the place of the former.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;
use std::time::Duration;

use common::{Site, files_below, repository};
use postil::annotate;
use postil::build;
use postil::config::Settings;
use postil::date::Date;
use postil::diagnostic::{Code, Colour, Diagnostic, human};
use postil::external::{self, Asking, Manners, Memory};
use postil::fetch::{self, Answer, Failure, Head, Url};
use postil::live::Live;
use postil::render::{self, RenderError};
use postil::routes::Data;
use postil::site::Choice;

/// A fenced block of a page and where it stands.
struct Block {
    /// The headings of level 2 and 3 above it, as written.
    section: String,
    entry: String,
    /// The last line before it that is not blank.
    lead: String,
    language: String,
    text: String,
}

impl Block {
    /// The path of the file that the block is, where the line before it names one.
    fn path(&self) -> Option<&str> {
        let (_, path) = self.lead.strip_suffix("`：")?.rsplit_once('`')?;
        let is_path = path == "postil.yaml" || path.starts_with("content/") || path.starts_with("themes/");
        is_path.then_some(path)
    }
}

fn page(name: &str) -> String {
    fs::read_to_string(repository("content/guide").join(name)).expect("the guide has this page")
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut section, mut entry, mut lead) = (String::new(), String::new(), String::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        if let Some(heading) = line.strip_prefix("## ") {
            (section, entry) = (heading.to_owned(), String::new());
        } else if let Some(heading) = line.strip_prefix("### ") {
            heading.clone_into(&mut entry);
        } else if ticks >= 3 {
            let inside = lines.by_ref().take_while(|line| *line != "`".repeat(ticks));
            let text = inside.map(|line| format!("{line}\n")).collect();
            let language = line.trim_start_matches('`').split(' ').next().unwrap_or_default().to_owned();
            blocks.push(Block { section: section.clone(), entry: entry.clone(), lead: lead.clone(), language, text });
        }
        if !line.is_empty() {
            line.clone_into(&mut lead);
        }
    }
    blocks
}

/// What `{#id}` at the end of a heading says.
fn id_of(heading: &str) -> &str {
    heading.rsplit_once("{#").map_or("", |(_, id)| id.trim_end_matches('}'))
}

/// A network in which every page is there but those that are called `gone`.
fn network(url: &Url, _: &fetch::Options) -> Result<Answer, Failure> {
    let status = if url.as_str().ends_with("/gone") { 404 } else { 200 };
    let head = Head { status, fields: Vec::new() };
    Ok(Answer { status, final_url: url.to_string(), head, redirects: Vec::new(), body: Vec::new(), whole: true })
}

/// The links to other hosts that are dead in that network.
fn dead_outside(site: &postil::site::Site) -> Vec<Diagnostic> {
    let manners = Manners { pause: Duration::ZERO, ..Manners::default() };
    let asking = Asking { ask: &network, manners, cache: None, memory: Memory::Fresh, watch: &|_| {} };
    external::check(site, &asking).problems
}

/// All problems of a site, those that its templates meet with its pages and those of its links to other hosts too.
fn problems(site: &Site) -> Vec<Diagnostic> {
    let checked = build::check(site.path(), Choice::Published).expect("the site can be read");
    let pages = checked.theme.iter().flat_map(|theme| {
        checked.routes.values().filter_map(|route| match render::render(&checked.site, theme, route) {
            Err(RenderError::Template(problem)) => Some(*problem),
            _ => None,
        })
    });
    checked.problems.iter().cloned().chain(pages).chain(dead_outside(&checked.site)).collect()
}

fn printed(problems: &[Diagnostic]) -> String {
    problems.iter().map(|problem| human(problem, Colour::Never)).collect()
}

/// An entry of the page of diagnostics.
#[derive(Default)]
struct Entry<'a> {
    severity: &'a str,
    wrong: Vec<&'a Block>,
    right: Vec<&'a Block>,
    said: Vec<&'a str>,
}

fn entries(blocks: &[Block]) -> BTreeMap<&str, Entry<'_>> {
    let mut entries: BTreeMap<&str, Entry<'_>> = BTreeMap::new();
    for block in blocks.iter().filter(|block| !block.entry.is_empty()) {
        let entry = entries.entry(id_of(&block.entry)).or_default();
        entry.severity = id_of(&block.section);
        let right = block.lead.starts_with('对') || (block.lead.starts_with("而且") && !entry.right.is_empty());
        match block.language.as_str() {
            "text" => entry.said.push(&block.text),
            _ if right => entry.right.push(block),
            _ => entry.wrong.push(block),
        }
    }
    entries
}

/// The example site of the page of diagnostics with some files laid over it.
fn site_with(blocks: &[Block], over: &[&Block]) -> Site {
    let site = Site::empty();
    let base = blocks.iter().filter(|block| id_of(&block.section) == "site");
    for block in base.chain(over.iter().copied()) {
        match block.path() {
            Some(path) => site.write(path, &block.text),
            None if block.language == "sh" => run(&site, &block.text),
            None => panic!("what is this block for? {}\n{}", block.lead, block.text),
        }
    }
    site
}

fn run(site: &Site, commands: &str) {
    let status = Command::new("sh").args(["-euc", commands]).current_dir(site.path()).status();
    assert!(status.expect("there is a shell").success(), "{commands}");
}

/// Codes that cannot be shown, each with the reason.
const NOT_SHOWN: [(&str, &str); 1] = [(
    "missing-font",
    "it depends on the fonts of the machine, and only a build looks at them; tests/share.rs shows it",
)];

fn is_shown(entry: &Entry<'_>, code: &str) -> bool {
    let needs_shell = entry.wrong.iter().any(|block| block.language == "sh");
    (cfg!(unix) || !needs_shell) && NOT_SHOWN.iter().all(|(known, _)| *known != code)
}

#[test]
fn every_code_has_an_entry_of_its_severity() {
    let page = page("diagnostics.md");
    let blocks = blocks(&page);
    let shown: BTreeMap<&str, &str> = entries(&blocks).iter().map(|(code, entry)| (*code, entry.severity)).collect();
    let known: BTreeMap<&str, &str> = Code::ALL.iter().map(|code| (code.id(), code.severity().id())).collect();
    assert_eq!(shown, known);
}

#[test]
fn wrong_examples_say_what_the_page_says_and_nothing_else() {
    let page = page("diagnostics.md");
    let blocks = blocks(&page);
    let mut faults = String::new();
    for (code, entry) in entries(&blocks).iter().filter(|(code, entry)| is_shown(entry, code)) {
        let found = problems(&site_with(&blocks, &entry.wrong));
        let shown = printed(&found);
        let alone = found.iter().all(|problem| problem.code.id() == *code);
        let said = entry.said.first().unwrap_or(&"(nothing)").trim_end();
        let agrees = if said.contains('\n') { shown.starts_with(said) } else { shown.lines().next() == Some(said) };
        if !alone || !agrees {
            faults += &format!("{code}: the page says\n{said}\nbut Postil says\n{shown}\n");
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn right_examples_have_no_problem() {
    let page = page("diagnostics.md");
    let blocks = blocks(&page);
    for (code, entry) in entries(&blocks).iter().filter(|(code, entry)| is_shown(entry, code)) {
        assert!(!entry.right.is_empty(), "{code} has no right example");
        let found = problems(&site_with(&blocks, &entry.right));
        assert!(found.is_empty(), "{code}:\n{}", printed(&found));
    }
}

/// The sections of a page that show files, each with the sites that these make.
fn examples(blocks: &[Block]) -> BTreeMap<&str, Vec<BTreeMap<&str, &str>>> {
    let mut sections: BTreeMap<&str, Vec<BTreeMap<&str, &str>>> = BTreeMap::new();
    for block in blocks {
        let Some(path) = block.path() else { continue };
        let versions = sections.entry(&block.section).or_insert_with(|| vec![BTreeMap::new()]);
        let last = versions.last().cloned().unwrap_or_default();
        if last.contains_key(path) {
            versions.push(last);
        }
        if let Some(version) = versions.last_mut() {
            version.insert(path, &block.text);
        }
    }
    sections
}

#[test]
fn files_on_other_pages_make_sites_without_problems() {
    for (name, least) in [("writing.md", 6), ("annotating.md", 7), ("theming.md", 3), ("format.md", 1), ("data.md", 1)]
    {
        let page = page(name);
        let blocks = blocks(&page);
        let examples = examples(&blocks);
        let count: usize = examples.values().map(Vec::len).sum();
        assert!(count >= least, "{name} has {count} examples");
        for (section, version) in examples.iter().flat_map(|(name, all)| all.iter().map(move |one| (name, one))) {
            let site = Site::empty();
            site.write("postil.yaml", "title: 范例\n");
            version.iter().for_each(|(path, text)| site.write(path, text));
            let found = problems(&site);
            assert!(found.is_empty(), "{name}, {section}:\n{}", printed(&found));
        }
    }
}

/// The long flags that a help text lists.
fn flags(help: &str) -> BTreeSet<String> {
    let starts = help.match_indices("--").filter(|(at, _)| help[..*at].ends_with([' ', '[']));
    let name = |at: usize| help[at..].chars().take_while(|c| *c == '-' || c.is_ascii_lowercase()).collect();
    starts.map(|(at, _)| name(at)).collect()
}

#[test]
fn the_guide_names_every_flag_of_its_command() {
    let page = page("commands.md");
    let help = |words: &[&str]| {
        let said = Command::new(env!("CARGO_BIN_EXE_postil")).args(words).arg("--help").output().expect("it runs");
        String::from_utf8(said.stdout).expect("UTF-8")
    };
    let mut general = flags(&help(&[]));
    general.insert("--root".to_owned());
    let mut lacking = Vec::new();
    for command in ["init", "new article", "new entity", "build", "serve", "publish", "check", "export"] {
        let words: Vec<&str> = command.split(' ').collect();
        let heading = format!("\n## `postil {}`", words[0]);
        let section = page.split_once(&heading).expect("a section").1;
        let section = section.split("\n## ").next().unwrap_or_default();
        let own = flags(&help(&words));
        assert!(own.contains("--help"), "{own:?}");
        let missing = own.difference(&general).filter(|flag| !section.contains(flag.as_str()));
        lacking.extend(missing.map(|flag| format!("{command}: {flag}")));
    }
    assert_eq!(lacking, Vec::<String>::new());
}

#[test]
fn data_files_are_what_the_guide_shows() {
    let page = page("data.md");
    let blocks = blocks(&page);
    let site = Site::empty();
    blocks.iter().for_each(|block| block.path().into_iter().for_each(|path| site.write(path, &block.text)));
    site.run(&["build", "--strict"]).expect_status(0);
    let name = |block: &Block| Some(block.lead.strip_suffix("`：")?.rsplit_once("`data/")?.1.to_owned());
    let shown: Vec<(String, &str)> = blocks.iter().filter_map(|block| Some((name(block)?, &*block.text))).collect();
    assert_eq!(shown.len(), 2);
    for (name, text) in shown {
        assert_eq!(site.read(format!("public/data/{name}")).replace("\r\n", "\n"), text, "{name}");
    }
}

#[test]
fn the_guide_names_every_data_file_and_export() {
    let (page, commands) = (page("data.md"), page("commands.md"));
    let files = Data::ALL.iter().map(|(_, path)| *path).filter(|path| !path.starts_with("schemas/"));
    let missing: Vec<&str> =
        files.filter(|path| ["", "/data/"].iter().all(|above| !page.contains(&format!("`{above}{path}`")))).collect();
    assert!(missing.is_empty(), "data.md lacks {missing:?}");
    let help = Site::empty().run(&["export", "--help"]).expect_status(0).stdout;
    let formats = help.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next());
    let formats: Vec<&str> = formats.take_while(|name| !name.contains(' ')).collect();
    assert!(formats.contains(&"graphml"), "{help}");
    let missing: Vec<_> = formats.into_iter().filter(|name| !commands.contains(&format!("`{name}`"))).collect();
    assert!(missing.is_empty(), "commands.md lacks {missing:?}");
}

/// The string literals that the readers of content ask for as keys.
fn keys_in_the_code() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let folders = ["src/config", "src/registry", "src/sidecar"].map(|folder| files_below(&repository(folder)));
    for file in folders.into_iter().flatten().chain([repository("src/article/head.rs")]) {
        let code = fs::read_to_string(file).expect("the code can be read");
        let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for call in [".get(", ".required(", ".list(", ".take(", "context("] {
            keys.extend(code.split(call).skip(1).filter_map(first_literal));
        }
        for list in ["const CSL_TEXT: [&str; ", "const CSL_NAMES: [&str; ", "for part in ", "for (name, list) in "] {
            keys.extend(code.split(list).skip(1).flat_map(literals_of_list));
        }
    }
    keys
}

/// The text of a literal that is the first argument of a call but for the reader and the keys.
fn first_literal(arguments: &str) -> Option<String> {
    let mut rest = arguments.trim_start();
    for passed_on in ["reader,", "keys,"] {
        rest = rest.strip_prefix(passed_on).unwrap_or(rest).trim_start();
    }
    rest.strip_prefix('"')?.split('"').next().map(str::to_owned)
}

/// The literals up to the end of the list that begins on this line.
fn literals_of_list(code: &str) -> Vec<String> {
    let start = code.find("[\n").or_else(|| code.find('[')).unwrap_or(code.len());
    let list = code[start..].split(']').next().unwrap_or_default();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_reference_has_every_key_of_the_format() {
    let keys = keys_in_the_code();
    for sure in ["title", "predicates", "before", "mention_aliases", "DOI", "dropping-particle", "as_of", "mentions"] {
        assert!(keys.contains(sure), "the scan has missed `{sure}`");
    }
    let page = page("format.md");
    let missing: Vec<&String> = keys.iter().filter(|key| !page.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "format.md lacks {missing:?}");
}

#[test]
fn the_reference_has_every_word_of_the_vocabularies() {
    let (page, settings) = (page("format.md"), Settings::plain());
    let lists = [&settings.types, &settings.predicates, &settings.roles, &settings.event_kinds];
    let missing: Vec<&str> = lists
        .into_iter()
        .flatten()
        .map(|(id, _)| id.as_str())
        .filter(|id| !page.contains(&format!("`{id}`")))
        .collect();
    assert!(missing.is_empty(), "format.md lacks {missing:?}");
}

#[test]
fn the_reference_shows_dates_that_are_dates() {
    let page = page("format.md");
    let section =
        page.split("{#dates}").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("it has this section");
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let dates: Vec<&str> =
        cells.flat_map(|cell| cell.split('`').filter(|part| part.starts_with(|c: char| c != '、'))).collect();
    assert!(dates.len() > 12, "{dates:?}");
    let wrong: Vec<&&str> = dates.iter().filter(|date| Date::parse(date.trim_matches('"')).is_err()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn annotating_in_the_page_writes_what_the_guide_shows() {
    let page = page("annotating.md");
    let blocks = blocks(&page);
    let examples = examples(&blocks);
    let (_, versions) = examples.iter().find(|(section, _)| id_of(section) == "in-page").expect("the section");
    let [before, after] = versions.as_slice() else { panic!("a file before and after") };
    let site = Site::empty();
    site.write("postil.yaml", "title: 范例\n");
    before.iter().for_each(|(path, text)| site.write(path, text));
    let sidecar = "content/articles/twice.yaml";
    let live = Live::open(site.path()).expect("the site can be read");
    let text = &live.article_at("/articles/twice/").expect("the article").document.text;
    let start = text.split("阿里云又").next().expect("the words").chars().count();
    let request = serde_json::json!({
        "page": "/articles/twice/",
        "sidecar_hash": annotate::sidecar_hash(Some(before[sidecar].as_bytes())),
        "do": {"add": {"start": start, "end": start + 3, "quote": "阿里云", "bodies": {"note": "这次降得更多"}}},
    });
    let request = serde_json::from_value(request).expect("a request");
    annotate::Desk::default().act(&live, &request).expect("it is written");
    assert_eq!(site.read(sidecar), after[sidecar]);
}
