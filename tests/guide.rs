//! The guide in content/guide/ tells the truth: its examples do what it says, and its lists are complete.
//!
//! A file of an example is a fenced block right behind a line that ends in a colon and names the file by its path:
//! “报告，`content/articles/a.md`：”. On the page of diagnostics such a line begins with 错 or 对 for the wrong and the right
//! files of a code (而且 for one more of the same), and blocks of `sh` run in the site's folder.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use common::{Site, repository};
use postil::build;
use postil::diagnostic::{Code, Colour, Diagnostic, human};
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
        let (rest, path) = self.lead.strip_suffix("`：")?.rsplit_once('`').unwrap_or_default();
        let is_path = path == "postil.yaml" || path.starts_with("content/") || path.starts_with("themes/");
        (is_path && !rest.contains('`')).then_some(path)
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
            let inside = lines.by_ref().take_while(|line| *line != &"`".repeat(ticks));
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

/// All problems of a site, as `build` finds them before it writes.
fn problems(site: &Site) -> Vec<Diagnostic> {
    build::check(site.path(), Choice::Published).expect("the site can be read").problems
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
const NOT_SHOWN: [(&str, &str); 1] = [("disagreeing-figure", "figures in words are not read yet")];

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
