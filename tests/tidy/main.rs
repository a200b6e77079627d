//! Rules that hold for every file of the repository, as CONTRIBUTING.md lists them.
//!
//! In: the repository as it stands on disk. Out: a failed test with one line for each place that breaks a rule. What
//! clippy can see (long functions, many parameters, panics) is left to clippy.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod imports;
mod links;
mod tokens;
mod tools;
mod tree;

use std::path::Path;
use tree::{files, source_files, text};

const MAX_LINES: usize = 450;

/// Fails with all findings at once, since a rule is seldom broken in one place only.
fn none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

/// The places, as `file:line`, of all lines that `wrong` holds for.
fn lines_where(files: &[String], wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in text(file).lines().enumerate() {
            if wrong(line) {
                found.push(format!("{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn a_file_is_read_in_one_sitting() {
    let long = |file: &String| text(file).lines().count() > MAX_LINES;
    let findings: Vec<_> = source_files().into_iter().filter(long).collect();
    none(&findings.iter().map(|file| format!("{file} has more than {MAX_LINES} lines")).collect::<Vec<_>>());
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = |file: &String| !text(file).starts_with("//! ");
    let findings: Vec<_> = source_files().into_iter().filter(silent).collect();
    none(&findings.iter().map(|file| format!("{file} does not begin with `//!`")).collect::<Vec<_>>());
}

#[test]
fn no_work_is_left_in_comments_and_no_test_is_switched_off() {
    // Put together here so that this file does not find itself.
    let unfinished = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("#[", "ignore")];
    none(&lines_where(&source_files(), |line| unfinished.iter().any(|word| line.contains(word))));
}

/// Paths of one machine mean nothing on another.
#[test]
fn no_file_names_a_path_of_one_machine() {
    let roots = ["home", "root", "Users", "work", "farm"].map(|root| format!("/{root}/"));
    none(&lines_where(&files(), |line| roots.iter().any(|root| names_path(line, root))));
}

/// Whether an absolute path that begins with `root` stands in the line; part of a relative path or of a URL is none.
fn names_path(line: &str, root: &str) -> bool {
    line.match_indices(root).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|char| !char.is_alphanumeric() && !"./_-~}$".contains(char))
    })
}

#[test]
fn a_path_of_one_machine_is_told_from_a_url() {
    assert!(names_path("see /place/wu/x", "/place/"));
    assert!(names_path("(/place/wu/x)", "/place/"));
    assert!(!names_path("https://example.org/place/x", "/place/"));
    assert!(!names_path("content/place/x", "/place/"));
    assert!(!names_path("the place of x", "/place/"));
}

#[test]
fn the_documents_link_to_what_exists() {
    let documents: Vec<_> = files().into_iter().filter(|file| file.ends_with(".md") && !file.contains('/')).collect();
    assert!(documents.iter().any(|file| file == "README.md"), "no README.md among {documents:?}");
    none(&documents.iter().flat_map(|file| links::dead(file, &text(file))).collect::<Vec<_>>());
}

#[test]
fn modules_import_only_what_stands_before_them() {
    let modules = source_files().into_iter().filter(|file| file.starts_with("src/"));
    none(&modules.flat_map(|file| imports::against_the_order(Path::new(&file), &text(&file))).collect::<Vec<_>>());
}

#[test]
fn the_code_is_formatted() {
    tools::cargo(&["fmt", "--check"]);
}

#[test]
fn clippy_has_nothing_to_say() {
    tools::cargo(&["clippy", "--all-targets", "--all-features", "--locked", "--quiet", "--", "-D", "warnings"]);
}

/// `./test` installs cargo-deny where it is missing.
#[test]
fn the_dependencies_are_licensed_and_from_the_registry() {
    tools::cargo(&["deny", "--locked", "check", "licenses", "bans", "sources"]);
}

#[test]
fn no_advisory_names_a_dependency() {
    if tools::advisories_at_hand() {
        tools::cargo(&["deny", "--locked", "check", "advisories"]);
    } else {
        eprintln!("not checked: {} cannot be reached", tools::ADVISORIES);
    }
}
