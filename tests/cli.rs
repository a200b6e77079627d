//! The program as a writer meets it: what it prints, how it ends, and what it leaves on disk.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::SystemTime;

use common::{Run, Site, files_below};

const REPORT: &str = "content/articles/2024/first-report.md";
const SIDECAR: &str = "content/articles/2024/first-report.yaml";

/// A site as `postil init` makes it.
fn fresh() -> Site {
    let site = Site::empty();
    site.run(&["init", "."]).expect_status(0);
    site
}

/// Replaces words of a file, which must be there.
fn edit(site: &Site, path: &str, old: &str, new: &str) {
    let text = site.read(path);
    assert!(text.contains(old), "{path} has no `{old}`");
    site.write(path, text.replacen(old, new, 1));
}

/// Every file below a folder with its bytes.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let name = |path: &Path| path.strip_prefix(folder).expect("it is below").to_string_lossy().into_owned();
    files_below(folder).into_iter().map(|path| (name(&path), fs::read(&path).expect("a readable file"))).collect()
}

fn last_line(run: &Run) -> &str {
    run.stderr.lines().last().unwrap_or_default()
}

/// The text with the time that a command took made the same in every run.
fn timeless(text: &str) -> String {
    let second = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let words: Vec<&str> = text.split(' ').collect();
    let next = |at: usize| words.get(at + 1).copied().unwrap_or_default();
    let words = words.iter().enumerate().map(|(at, word)| if second(word) && next(at) == "s:" { "0.00" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_new_site_builds_without_a_problem() {
    let site = fresh();
    let run = site.run(&["build", "--strict"]).expect_status(0);
    assert_eq!(run.stdout, "");
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(last_line(&run).starts_with("built "), "{}", run.stderr);
    assert!(
        last_line(&run).contains(": 1 report, 2 entities, 1 topic, 1 event, 1 source, 1 timeline, "),
        "{}",
        run.stderr
    );
    assert!(last_line(&run).ends_with("; no problems"), "{}", run.stderr);
    assert!(site.read("public/articles/2024/first-report/index.html").contains("青山云"));
}

#[test]
fn a_second_build_writes_nothing() {
    let site = fresh();
    site.run(&["build"]).expect_status(0);
    let files = files_below(&site.public());
    let long_ago = SystemTime::UNIX_EPOCH;
    for path in &files {
        let file = File::options().write(true).open(path).expect("a writable file");
        file.set_modified(long_ago).expect("a time can be set");
    }
    let run = site.run(&["build"]).expect_status(0);
    assert!(last_line(&run).contains("; 0 files written, "), "{}", run.stderr);
    assert_eq!(files_below(&site.public()), files);
    for path in files {
        let modified = fs::metadata(&path).and_then(|file| file.modified()).expect("a time");
        assert_eq!(modified, long_ago, "{}", path.display());
    }
}

#[test]
fn an_article_that_goes_takes_its_own_pages_along() {
    let site = fresh();
    site.run(&["build"]).expect_status(0);
    let before = contents(&site.public());
    site.run(&["new", "article", "2024/另一篇"]).expect_status(0);
    site.write("content/articles/2024/图.svg", "<svg/>");
    site.run(&["build"]).expect_status(0);
    let with = contents(&site.public());
    assert!(with.contains_key("articles/2024/另一篇/index.html"));
    assert_eq!(with["articles/2024/图.svg"], b"<svg/>");
    for name in ["另一篇.md", "另一篇.yaml", "图.svg"] {
        fs::remove_file(site.path().join("content/articles/2024").join(name)).expect("it is there");
    }
    site.run(&["build"]).expect_status(0);
    assert_eq!(contents(&site.public()), before);
    assert!(!site.public().join("articles/2024/另一篇").exists());
}

#[test]
fn an_output_folder_with_files_of_others_is_refused() {
    let site = fresh();
    site.write("public/论文.docx", "一年的工作");
    site.write("public/.gitignore", "*\n");
    let run = site.run(&["build"]).expect_status(1);
    assert!(run.stderr.contains("holds a file that Postil did not write: 论文.docx"), "{}", run.stderr);
    assert!(run.stderr.contains("help: "), "{}", run.stderr);
    let names: Vec<_> = contents(&site.public()).into_keys().collect();
    assert_eq!(names, [".gitignore", "论文.docx"]);
    fs::remove_file(site.public().join("论文.docx")).expect("it is there");
    site.run(&["build"]).expect_status(0);
    assert_eq!(site.read("public/.gitignore"), "*\n");
}

#[test]
fn the_output_cannot_be_among_the_content() {
    let site = fresh();
    edit(&site, "postil.yaml", "output: public", "output: content/public");
    let run = site.run(&["build"]).expect_status(1);
    assert!(run.stderr.contains("error[invalid-value]: the site is made from content/"), "{}", run.stderr);
    assert!(!site.path().join("content/public").exists());
}

#[test]
fn a_fatal_problem_leaves_the_last_output() {
    let site = fresh();
    site.run(&["build"]).expect_status(0);
    let before = contents(&site.public());
    edit(&site, REPORT, "一次合作", "另一次合作");
    edit(&site, SIDECAR, "annotations:", "annotations: [");
    let run = site.run(&["build"]).expect_status(1);
    assert!(last_line(&run).starts_with("nothing was written, public/ is as it was before: "), "{}", run.stderr);
    assert_eq!(contents(&site.public()), before);
}

#[test]
fn an_error_is_shown_and_the_site_is_written() {
    let site = fresh();
    edit(&site, REPORT, "这家云厂商没有说明", "该公司没有说明");
    let run = site.run(&["build"]).expect_status(1);
    assert!(last_line(&run).ends_with("; 1 error"), "{}", run.stderr);
    assert!(site.read("public/articles/2024/first-report/index.html").contains("该公司"));
}

#[test]
fn drafts_are_built_when_they_are_asked_for() {
    let site = fresh();
    site.run(&["new", "article", "2024/草稿"]).expect_status(0);
    edit(&site, "content/articles/2024/草稿.md", "topics: []", "draft: true");
    let draft = site.public().join("articles/2024/草稿/index.html");
    site.run(&["build", "--drafts"]).expect_status(0);
    assert!(draft.exists());
    site.run(&["build"]).expect_status(0);
    assert!(!draft.exists());
}

#[test]
fn wrong_usage_ends_with_2() {
    let site = fresh();
    for args in [
        &["build", "--fast"][..],
        &["bild"],
        &[],
        &["init"],
        &["build", "--format", "xml"],
        &["build", "--threads", "0"],
    ] {
        let run = site.run(args).expect_status(2);
        assert_eq!(run.stdout, "");
        assert!(run.stderr.contains("Usage: postil") || run.stderr.contains("--help"), "{}", run.stderr);
    }
    let run = site.run(&["new", "entity", "阿里 云", "--type", "Company", "--name", "阿里云"]).expect_status(2);
    assert!(run.stderr.contains("an id has letters of any script, digits, hyphens and underscores"), "{}", run.stderr);
}

#[test]
fn the_site_is_found_upwards() {
    let site = fresh();
    let below = site.path().join("content/articles");
    let run = Command::new(env!("CARGO_BIN_EXE_postil")).arg("build").current_dir(below).output();
    assert!(run.expect("the program starts").status.success());
    assert!(site.public().join("index.html").exists());
}

#[test]
fn without_a_site_the_way_to_one_is_shown() {
    let site = Site::empty();
    let run = site.run(&["build", "--root", "."]).expect_status(1);
    let expected = "error: there is no postil.yaml in .\n\
        help: `postil init DIR` makes a new site; `--root DIR` names one elsewhere\n";
    assert_eq!(run.stderr, expected);
    assert_eq!(run.stdout, "");
}

#[test]
fn init_overwrites_nothing() {
    let site = fresh();
    site.write("postil.yaml", "title: 我的\n");
    let run = site.run(&["init", "."]).expect_status(1);
    assert!(run.stderr.contains("there are already: postil.yaml, content/index.md, "), "{}", run.stderr);
    assert_eq!(site.read("postil.yaml"), "title: 我的\n");
}

#[test]
fn what_new_writes_builds_without_a_problem() {
    let site = fresh();
    site.run(&["new", "article", "阿里云的里子", "--title", "阿里云：“面子”与里子"]).expect_status(0);
    let run = site.run(&["new", "entity", "阿里云", "--type", "Company", "--name", "阿里云"]).expect_status(0);
    assert_eq!(run.stdout, "wrote content/entities/阿里云.yaml; the page will be /entities/阿里云/\n");
    site.run(&["build", "--strict"]).expect_status(0);
    assert!(site.public().join("entities/阿里云/index.html").exists());
    let again = site.run(&["new", "entity", "阿里云", "--type", "Company", "--name", "阿里云"]).expect_status(1);
    assert!(again.stderr.contains("already defined in content/entities/阿里云.yaml:2"), "{}", again.stderr);
}

#[test]
fn strict_fails_on_warnings_but_writes_the_site() {
    let site = fresh();
    edit(&site, SIDECAR, "kind: partnership", "kind: 结盟");
    let run = site.run(&["build"]).expect_status(0);
    assert!(last_line(&run).ends_with("; 1 warning"), "{}", run.stderr);
    site.run(&["check"]).expect_status(0);
    site.run(&["check", "--strict"]).expect_status(1);
    fs::remove_dir_all(site.public()).expect("it was built");
    site.run(&["build", "--strict"]).expect_status(1);
    assert!(site.public().join("index.html").exists());
}

#[test]
fn check_writes_nothing_and_counts() {
    let site = fresh();
    edit(&site, REPORT, "这家云厂商没有说明", "该公司没有说明");
    let run = site.run(&["check"]).expect_status(1);
    let line = timeless(last_line(&run));
    assert!(line.starts_with("checked 1 report and 1 other page in 0.00 s: 2 entities, "), "{line}");
    assert!(line.ends_with(", 4 annotations (1 without a place); 1 error"), "{line}");
    assert!(!site.public().exists());
}

/// A site with two errors in one file and a warning in another.
fn faulty() -> Site {
    let site = fresh();
    edit(&site, SIDECAR, "entity: qingshan-cloud", "entity: qingshan-clod");
    edit(&site, SIDECAR, "source: example-daily", "source: example-dayly");
    edit(&site, "postil.yaml", "base_url: https://example.org/\n", "base_url: https://example.org/\ndescription2: x\n");
    site
}

#[test]
fn json_is_a_line_per_problem() {
    let run = faulty().run(&["check", "--format", "json"]).expect_status(1);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let text = |key: &str| lines.iter().map(|line| line[key].as_str().unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(text("code"), ["unresolved-reference", "unresolved-reference", "unknown-key"]);
    assert_eq!(text("severity"), ["error", "error", "fatal"]);
    assert_eq!(text("path"), [SIDECAR, SIDECAR, "postil.yaml"]);
    for line in &lines {
        let keys: Vec<&str> = line.as_object().expect("an object").keys().map(String::as_str).collect();
        for key in ["code", "severity", "message", "path", "line", "column", "end_line", "end_column", "help"] {
            assert!(keys.contains(&key), "{key} in {keys:?}");
        }
        assert_eq!(keys.len(), 9);
    }
    assert_eq!((&lines[0]["line"], &lines[0]["column"], &lines[0]["end_column"]), (&7.into(), &13.into(), &26.into()));
}

#[test]
fn github_reads_a_command_per_problem() {
    let run = faulty().run(&["check", "--format", "github"]).expect_status(1);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.stdout);
    let start = format!("::error file={SIDECAR},line=7,endLine=7,col=13,endColumn=26,title=unresolved-reference::");
    assert!(lines[0].starts_with(&start), "{}", lines[0]);
    assert!(lines.iter().all(|line| line.starts_with("::error file=")), "{}", run.stdout);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn colours_come_only_when_they_are_asked_for() {
    let site = faulty();
    assert!(!site.run(&["check"]).stderr.contains('\x1b'));
    assert!(site.run(&["check", "--color", "always"]).stderr.contains('\x1b'));
    assert!(!site.run(&["check", "--color", "never"]).stderr.contains('\x1b'));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let site = faulty();
    let check = |format: &str, stdout: Stdio, stderr: Stdio| {
        let mut postil = Command::new(env!("CARGO_BIN_EXE_postil"));
        postil.args(["check", "--format", format]).current_dir(site.path()).stdout(stdout).stderr(stderr);
        postil.spawn().and_then(Child::wait_with_output).expect("the program runs")
    };
    let json = check("json", nobody(), Stdio::piped());
    assert_eq!(json.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&json.stderr);
    assert!(stderr.starts_with("checked ") && stderr.lines().count() == 1, "{stderr}");
    assert_eq!(check("human", Stdio::null(), nobody()).status.code(), Some(1));
}

/// A pipe that nobody reads.
fn nobody() -> Stdio {
    let (_, writer) = io::pipe().expect("a pipe");
    writer.into()
}

#[test]
fn two_builds_are_equal_on_any_number_of_threads() {
    let sites = [Site::example(), Site::example()];
    for (site, threads) in sites.iter().zip(["1", "2"]) {
        site.run(&["build", "--threads", threads]).expect_status(0);
    }
    let built = sites.map(|site| contents(&site.public()));
    assert_eq!(built[0].keys().collect::<Vec<_>>(), built[1].keys().collect::<Vec<_>>());
    let different: Vec<_> = built[0].iter().filter(|(path, bytes)| built[1][*path] != **bytes).collect();
    assert!(different.is_empty(), "{:?}", different.iter().map(|(path, _)| path).collect::<Vec<_>>());
}

#[cfg(unix)]
#[test]
fn a_linked_file_is_not_written_through() {
    let site = fresh();
    site.run(&["build"]).expect_status(0);
    site.write("precious.html", "mine");
    let page = site.public().join("index.html");
    fs::remove_file(&page).expect("it was built");
    std::os::unix::fs::symlink(site.path().join("precious.html"), &page).expect("a link");
    let run = site.run(&["build"]).expect_status(1);
    assert!(run.stderr.contains("did not write: index.html (a link)"), "{}", run.stderr);
    assert_eq!(site.read("precious.html"), "mine");
}

#[test]
fn what_is_printed_for_a_misspelt_key() {
    let site = fresh();
    edit(&site, REPORT, "authors: [me]", "autors: [me]");
    let run = site.run(&["build"]).expect_status(1);
    let expected = "\
error[unknown-key]: the front matter has no key `autors`
  ╭▸ content/articles/2024/first-report.md:4:1
  │
4 │ autors: [me]
  │ ━━━━━━
  │
  ╰ help: did you mean `authors`?

nothing was written, public/ is as it was before: 1 fatal problem
";
    assert_eq!(run.stderr, expected);
}

#[test]
fn what_is_printed_for_words_that_were_edited() {
    let site = fresh();
    edit(&site, REPORT, "没有说明资金从哪里来", "没有说明资金从何处来");
    let run = site.run(&["check"]).expect_status(1);
    let expected = "\
error[orphan]: these words do not stand in the article
   ╭▸ content/articles/2024/first-report.yaml:30:12
   │
30 │   - quote: 没有说明资金从哪里来
   │            ━━━━━━━━━━━━━━━━━━━━
   │
   ╰ help: it seems that they were changed; write:
           quote: '没有说明资金从何处来'

checked 1 report and 1 other page in 0.00 s: 2 entities, 7 mentions, 4 annotations (1 without a place); 1 error
";
    assert_eq!(timeless(&run.stderr), expected);
}

#[test]
fn what_is_printed_for_an_unknown_entity() {
    let site = fresh();
    edit(&site, SIDECAR, "entity: qingshan-cloud", "entity: qingshan-clod");
    let run = site.run(&["check"]).expect_status(1);
    let expected = "\
error[unresolved-reference]: there is no entity `qingshan-clod`
  ╭▸ content/articles/2024/first-report.yaml:7:13
  │
7 │     entity: qingshan-clod
  │             ━━━━━━━━━━━━━
  │
  ╰ help: did you mean `qingshan-cloud`?

checked 1 report and 1 other page in 0.00 s: 2 entities, 6 mentions, 4 annotations; 1 error
";
    assert_eq!(timeless(&run.stderr), expected);
}

#[test]
fn a_style_sheet_of_the_sites_own_comes_after_the_themes() {
    let site = Site::empty();
    site.write("postil.yaml", "title: 站\n");
    site.write("themes/postil/static/assets/site.css", ":root { --link: #0b6b3a }\n");
    site.write(
        "themes/postil/templates/components/topics.html",
        "{% component topics(links: array) -%}\n<p>主题 {{ links | length }}</p>\n{%- endcomponent topics %}\n",
    );
    site.write("content/articles/a.md", "---\ntitle: 文\ndate: 2024-05-01\ntopics: [价格战]\n---\n字。\n");
    site.write("content/topics.yaml", "topics:\n  价格战: {name: 价格战}\n");
    site.run(&["build", "--strict"]).expect_status(0);
    let page = site.read("public/articles/a/index.html");
    let head = page.split("</head>").next().unwrap_or("");
    let sheets: Vec<&str> = head.split("rel=\"stylesheet\" href=\"").skip(1).collect();
    assert!(
        sheets.len() == 2 && sheets[0].starts_with("/assets/postil.") && sheets[1].starts_with("/assets/site."),
        "{page}"
    );
    assert!(page.contains("<p>主题 1</p>"), "{page}");
}
