//! What the site writes for other programs, read by other programs: those of tests/python and the JSON-LD processor of
//! tests/browser, which `./test` installs; and the command `postil export`.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use common::{Run, Site, files_below, repository};

/// A small site in which every field of every data file is used at least once.
fn everything() -> Site {
    Site::copy_of(&repository("tests/exports"))
}

/// Runs a checker and fails with what it prints.
fn expect_silence(program: PathBuf, script: &str, files: impl IntoIterator<Item = impl AsRef<OsStr>>) {
    let run = Command::new(&program).arg(repository(script)).args(files).output();
    let run =
        run.unwrap_or_else(|error| panic!("{}: {error}; ./test installs what this test needs", program.display()));
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
}

/// The Python of the environment that `./test` makes.
fn python() -> PathBuf {
    let python = repository("target/tools/python/bin/python");
    assert!(python.is_file(), "run ./test, which makes {}; Debian calls what it needs python3-venv", python.display());
    python
}

#[test]
fn other_programs_read_what_the_site_says() {
    let (example, everything) = (Site::example(), everything());
    example.run(&["build"]).expect_status(0);
    // It has an orphan on purpose.
    everything.run(&["build"]).expect_status(1);
    expect_silence(python(), "tests/python/read_exports.py", [example.public(), everything.public()]);
}

#[test]
fn annotations_are_linked_data() {
    let mut files = Vec::new();
    let sites = [Site::example(), everything()];
    for site in &sites {
        site.run(&["build"]);
        site.run(&["export", "annotations", "-o", "all.json"]);
        let written = files_below(&site.public()).into_iter();
        files.extend(
            written.filter(|path| path.ends_with("annotations.json") && !path.ends_with("schemas/annotations.json")),
        );
        files.push(site.path().join("all.json"));
    }
    assert!(files.len() > 12, "{files:?}");
    expect_silence("node".into(), "tests/browser/jsonld.mjs", files);
}

fn last_line(run: &Run) -> &str {
    run.stderr.lines().last().unwrap_or_default()
}

#[test]
fn an_export_is_what_a_build_writes() {
    let site = Site::example();
    site.run(&["build"]).expect_status(0);
    let formats = [
        ("ftm", "entities.ftm.json"),
        ("gexf", "graph.gexf"),
        ("graphml", "graph.graphml"),
        ("csl", "sources.csl.json"),
    ];
    for (format, file) in formats {
        let built = site.read(format!("public/data/{file}"));
        let run = site.run(&["export", format]).expect_status(0);
        assert_eq!(run.stdout, built, "{format}");
        assert_eq!(run.stderr, "exported to standard output: no problems\n");
        site.run(&["export", format, "-o", "one.file"]).expect_status(0);
        assert_eq!(site.read("one.file"), built, "{format}");
    }
    for (format, folder, count) in
        [("csv", "public/data", 5), ("json", "public/data", 6), ("schemas", "public/data/schemas", 9)]
    {
        let run = site.run(&["export", format, "--output", &format!("out/{format}")]).expect_status(0);
        assert_eq!(last_line(&run), format!("exported {count} files into out/{format}: no problems"));
        let files = files_below(&site.path().join("out").join(format));
        assert_eq!(files.len(), count, "{files:?}");
        for file in files {
            let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
            let written = std::fs::read_to_string(&file).expect("a readable file");
            assert_eq!(written, site.read(format!("{folder}/{name}")), "{name}");
        }
    }
}

#[test]
fn a_folder_is_asked_for_where_there_are_several_files() {
    let run = Site::example().run(&["export", "csv"]).expect_status(2);
    assert!(run.stderr.contains("--output <PATH>"), "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

#[test]
fn errors_are_told_and_fatal_problems_refuse() {
    let site = everything();
    let run = site.run(&["export", "csl"]).expect_status(1);
    assert!(run.stderr.contains("error[orphan]"), "{}", run.stderr);
    assert!(run.stdout.starts_with("[\n{\"id\":"), "{}", run.stdout);
    site.write("content/articles/odd.md", "no front matter\n");
    site.write("content/topics.yaml", "topics: [\n");
    let run = site.run(&["export", "csl"]).expect_status(1);
    assert_eq!(run.stdout, "");
    assert!(last_line(&run).starts_with("nothing was exported: "), "{}", run.stderr);
}

#[test]
fn drafts_are_exported_when_they_are_asked_for() {
    let site = Site::empty();
    site.write("postil.yaml", "title: 站\n");
    site.write("content/articles/a.md", "---\ntitle: 草稿一篇\ndate: 2024\ndraft: true\n---\n字\n");
    let titles = |arguments: &[&str]| site.run(arguments).expect_status(0).stdout.contains("草稿一篇");
    assert!(!titles(&["export", "ftm"]));
    assert!(titles(&["export", "ftm", "--drafts"]));
}

#[test]
fn a_page_links_to_the_files_that_hold_what_it_shows() {
    let site = Site::example();
    site.run(&["build"]).expect_status(0);
    let pages = [
        ("articles", "data/articles.json"),
        ("claims", "data/claims.csv"),
        ("entities", "data/graph.gexf"),
        ("sources", "data/sources.csl.json"),
        ("timeline", "data/events.csv"),
        ("timelines/price-war", "timelines/price-war/timeline.ics"),
    ];
    for (page, file) in pages {
        let html = site.read(format!("public/{page}/index.html"));
        for element in ["<link rel=\"alternate\" ", "<a "] {
            let linked =
                html.split(element).skip(1).any(|rest| rest.split('>').next().is_some_and(|tag| tag.contains(file)));
            assert!(linked, "{page} has no {element}…{file}");
        }
    }
}
