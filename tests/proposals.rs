//! Where quoted words have gone: the version that git has knows more than the sidecar.

mod common;

use std::path::Path;
use std::process::Command;

use common::Site;

/// Runs git as nobody in particular, cut off from the machine's own settings.
fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .map(|output| output.status.success());
    assert!(status.is_ok_and(|worked| worked), "git {arguments:?}");
}

const REPORT: &str = "content/articles/a.md";

fn page(body: &str) -> String {
    format!("---\ntitle: 报告\ndate: 2024-06-03\n---\n\n{body}\n")
}

/// A committed site whose sidecar quotes two characters, which alone would be too few to look for.
fn committed() -> Site {
    let site = Site::empty();
    site.write("postil.yaml", "title: 站\n");
    site.write(REPORT, page("上半年价格战由创业公司打响，云厂商随后跟进，老大哥也坐不住了。\n\n此后一切如常。"));
    site.write("content/articles/a.yaml", "annotations:\n  - {quote: 跟进, note: 注}\n");
    git(site.path(), &["init", "-q"]);
    git(site.path(), &["add", "."]);
    git(site.path(), &["commit", "-q", "-m", "first"]);
    site
}

#[test]
fn words_that_were_changed_are_proposed_from_the_committed_text() {
    let site = committed();
    site.write(REPORT, page("上半年价格战由创业公司打响，云厂商随后跟上，老大哥也坐不住了。\n\n此后一切如常。"));
    let run = site.run(&["check"]).expect_status(1);
    assert!(run.stderr.contains("error[orphan]"), "{}", run.stderr);
    assert!(run.stderr.contains("quote: '跟上'"), "{}", run.stderr);
}

#[test]
fn words_that_were_deleted_are_not_found_elsewhere() {
    let site = committed();
    site.write(REPORT, page("此后一切如常。"));
    let run = site.run(&["check"]).expect_status(1);
    assert!(run.stderr.contains("error[orphan]"), "{}", run.stderr);
    assert!(!run.stderr.contains("quote: '"), "{}", run.stderr);
}
