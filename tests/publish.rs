//! Publishing with real git to a real bare repository, as writers do, with all that comes in between.
#![allow(clippy::unwrap_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc::channel;
use std::time::Duration;

use common::Site;
use common::desk::{Desk, REPORT, SETTINGS, host, run};

/// Everything below a folder: paths and bytes.
fn everything(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    common::files_below(folder).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn first_second_and_third_time() {
    let desk = Desk::new();
    let first = desk.publish(&[]).expect_status(0);
    assert!(first.stderr.starts_with("pushed version "), "{}", first.stderr);
    assert!(first.stderr.contains("not live yet"), "{}", first.stderr);
    let files = desk.published();
    for file in [".nojekyll", "index.html", "articles/a/index.html", "build.json", "404.html"] {
        assert!(files.iter().any(|path| path == file), "{file} is missing: {files:?}");
    }
    assert!(!files.iter().any(|path| path.contains("manifest")), "{files:?}");
    assert!(desk.page("articles/a/index.html").contains("面子与里子"));
    let tip = desk.tip();

    let second = desk.publish(&[]).expect_status(0);
    assert!(second.stderr.contains("already; nothing was pushed"), "{}", second.stderr);
    assert_eq!(desk.tip(), tip);

    desk.write("content/articles/a.md", REPORT.replace("降价", "涨价"));
    desk.commit("second");
    let third = desk.publish(&[]).expect_status(0);
    assert!(!third.stderr.contains("404"), "the search of the version before stays for one more: {}", third.stderr);
    let added = desk.git(&desk.remote(), &["diff", "--name-only", "--diff-filter=A", "gh-pages~1", "gh-pages"]);
    assert!(added.lines().count() > 0 && added.lines().all(|path| path.starts_with("search/")), "{added}");
    let removed = desk.git(&desk.remote(), &["diff", "--name-only", "--diff-filter=D", "gh-pages~1", "gh-pages"]);
    assert_eq!(removed, "");
    assert!(desk.page("articles/a/index.html").contains("涨价"));
    assert_eq!(desk.versions(), 2);
    assert_eq!(desk.git(&desk.remote(), &["rev-parse", "gh-pages~1"]), tip, "history goes on");
}

#[test]
fn published_and_built_files_are_the_same() {
    let desk = Desk::new();
    desk.publish(&[]).expect_status(0);
    let mut build = desk.command(env!("CARGO_BIN_EXE_postil"), &desk.site());
    run(build.arg("build").output().unwrap()).expect_status(0);
    let checkout = desk.folder.path().join("checkout");
    desk.git(desk.folder.path(), &["clone", "-q", "-b", "gh-pages", "remote.git", "checkout"]);
    let files = |folder: &Path| -> Vec<(String, Vec<u8>)> {
        let own = |path: &PathBuf| !path.starts_with(folder.join(".git"));
        let named =
            |(path, bytes): (PathBuf, Vec<u8>)| (path.strip_prefix(folder).unwrap().display().to_string(), bytes);
        let hidden = |(path, _): &(String, Vec<u8>)| path.starts_with('.');
        let all = everything(folder).into_iter().filter(|(path, _)| own(path)).map(named);
        all.filter(|file| !hidden(file)).collect()
    };
    assert_eq!(files(&checkout), files(&desk.site().join("public")));
}

#[test]
fn nothing_of_the_writers_repository_changes() {
    let desk = Desk::new();
    desk.write("content/articles/b.md", REPORT.replace("date: 2024-06-03", "date: 2024-06-04"));
    desk.here(&["add", "content/articles/b.md"]);
    desk.write("notes.txt", "not tracked");
    let before = everything(&desk.site());
    let run = desk.publish(&[]).expect_status(0);
    assert!(run.stderr.contains("1 file of the site is not committed"), "{}", run.stderr);
    assert_eq!(everything(&desk.site()), before, "work tree, index, branches and objects are as they were");
}

#[test]
fn drafts_and_later_reports_stay_out() {
    let desk = Desk::new();
    desk.write("content/articles/draft.md", REPORT.replace("date:", "draft: true\ndate:"));
    desk.write("content/articles/later.md", REPORT.replace("2024-06-03", "2999-01-01"));
    desk.write("content/articles/now.md", REPORT.replace("2024-06-03", "2024"));
    desk.commit("more");
    desk.publish(&[]).expect_status(0);
    let files = desk.published();
    let has = |name: &str| files.contains(&format!("articles/{name}/index.html"));
    assert_eq!((has("a"), has("now"), has("draft"), has("later")), (true, true, false, false));
}

#[test]
fn a_strangers_branch_is_refused_and_can_be_adopted() {
    let desk = Desk::new();
    desk.write("index.html", "their page");
    desk.here(&["add", "index.html"]);
    desk.here(&["push", "-q", "origin", "HEAD:gh-pages"]);
    desk.here(&["commit", "-q", "-m", "theirs"]);
    desk.here(&["push", "-q", "origin", "HEAD:gh-pages"]);
    let tip = desk.tip();
    let refused = desk.publish(&[]).expect_status(1);
    assert!(refused.stderr.contains("holds what Postil did not publish"), "{}", refused.stderr);
    assert!(refused.stderr.contains("index.html"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--adopt"), "{}", refused.stderr);
    assert_eq!(desk.tip(), tip);
    desk.publish(&["--adopt"]).expect_status(0);
    assert!(desk.page("index.html").contains("观察"));
    assert!(!desk.published().contains(&"postil.yaml".to_owned()));
    assert_eq!(desk.git(&desk.remote(), &["rev-parse", "gh-pages~1"]), tip, "their commits stay in the history");
    desk.publish(&[]).expect_status(0);
}

#[test]
fn what_the_host_and_the_settings_put_there_stays() {
    let desk = Desk::new();
    desk.write("postil.yaml", format!("{SETTINGS}publish: {{keep: [docs/, '*.pdf']}}\n"));
    desk.publish(&["--any-address"]).expect_status(0);
    desk.by_hand(&[
        ("CNAME", "reports.example.org\n"),
        (".well-known/security.txt", "Contact: x\n"),
        ("docs/deep/old.html", "old"),
        ("paper.pdf", "%PDF"),
    ]);
    // A domain was set at the host, and base_url is another.
    let refused = desk.publish(&[]).expect_status(1);
    assert!(refused.stderr.contains("`base_url: https://reports.example.org/`"), "{}", refused.stderr);
    desk.write(
        "postil.yaml",
        format!(
            "{}publish: {{keep: [docs/, '*.pdf']}}\n",
            SETTINGS.replace("example.org/reports/", "reports.example.org/")
        ),
    );
    desk.publish(&[]).expect_status(0);
    let files = desk.published();
    for file in ["CNAME", ".well-known/security.txt", "docs/deep/old.html", "paper.pdf", ".nojekyll"] {
        assert!(files.iter().any(|path| path == file), "{file} was lost: {files:?}");
    }
    desk.by_hand(&[("docs/more.html", "more"), ("other.html", "other")]);
    let refused = desk.publish(&[]).expect_status(1);
    assert!(refused.stderr.contains("did not publish: other.html"), "{}", refused.stderr);
}

#[test]
fn the_style_sheet_of_the_version_before_stays_and_older_ones_go() {
    let desk = Desk::new();
    let sheets = |desk: &Desk| -> Vec<String> {
        desk.published().into_iter().filter(|path| path.ends_with(".css") && path.contains("mine.")).collect()
    };
    let mut seen = Vec::new();
    for colour in ["red", "green", "blue"] {
        desk.write("themes/own/static/mine.css", format!("p {{ color: {colour} }}\n"));
        desk.write("postil.yaml", format!("{SETTINGS}theme: own\n"));
        desk.commit(colour);
        desk.publish(&[]).expect_status(0);
        let now = sheets(&desk);
        seen.push(now.iter().find(|path| !seen.contains(*path)).unwrap().clone());
        let expected: Vec<String> = seen.iter().rev().take(2).cloned().collect();
        assert_eq!(now.len(), expected.len());
        assert!(expected.iter().all(|path| now.contains(path)), "{now:?} {seen:?}");
        let again = desk.publish(&[]).expect_status(0);
        assert!(again.stderr.contains("nothing was pushed"), "{}", again.stderr);
    }
}

#[test]
fn another_writers_version_is_not_overwritten() {
    let desk = Desk::new();
    desk.here(&["push", "-q", "origin", "main"]);
    desk.git(desk.folder.path(), &["clone", "-q", "remote.git", "other"]);
    let other = desk.folder.path().join("other");
    fs::write(other.join("content/articles/b.md"), REPORT.replace("面子与里子", "另一篇")).unwrap();
    desk.git(&other, &["add", "-A"]);
    desk.git(&other, &["commit", "-q", "-m", "theirs"]);
    desk.publish_in(&other, &[]).expect_status(0);
    let tip = desk.tip();

    let refused = desk.publish(&[]).expect_status(1);
    assert!(refused.stderr.contains("which is not in this repository"), "{}", refused.stderr);
    assert!(refused.stderr.contains("`git pull` first"), "{}", refused.stderr);
    assert_eq!(desk.tip(), tip);

    desk.git(&other, &["push", "-q", "origin", "main"]);
    desk.here(&["fetch", "-q"]);
    let refused = desk.publish(&[]).expect_status(1);
    assert!(refused.stderr.contains("which this branch does not contain"), "{}", refused.stderr);
    desk.here(&["merge", "-q", "origin/main"]);
    let same = desk.publish(&[]).expect_status(0);
    assert!(same.stderr.contains("nothing was pushed"), "the site is the same: {}", same.stderr);
}

#[test]
fn a_newer_version_is_replaced_where_that_is_asked() {
    let desk = Desk::new();
    desk.write("content/articles/b.md", REPORT);
    desk.commit("lost");
    desk.publish(&[]).expect_status(0);
    desk.here(&["reset", "-q", "--hard", "HEAD~1"]);
    desk.publish(&[]).expect_status(1);
    desk.publish(&["--force"]).expect_status(0);
    assert!(!desk.published().contains(&"articles/b/index.html".to_owned()));
}

/// A hook of the remote's runs between the look at the branch and the change of it, once.
#[cfg(unix)]
#[test]
fn a_push_in_between_is_planned_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.publish(&[]).expect_status(0);
    let clone = desk.folder.path().join("quick");
    desk.git(desk.folder.path(), &["clone", "-q", "-b", "gh-pages", "remote.git", "quick"]);
    fs::write(clone.join("CNAME"), "example.org\n").unwrap();
    desk.git(&clone, &["add", "-A"]);
    desk.git(&clone, &["commit", "-q", "-m", "Create CNAME"]);
    // The remote's answer to the first look is given, then somebody else's commit arrives.
    let wrapper = desk.folder.path().join("bin/git");
    fs::create_dir_all(wrapper.parent().unwrap()).unwrap();
    let real = desk.git(&clone, &["--exec-path"]);
    let script = format!(
        "#!/bin/sh\nfor word; do\n  if [ \"$word\" = push ] && [ ! -e '{0}' ]; then\n    touch '{0}'\n    \
         (unset GIT_DIR; cd '{1}' && '{2}/git' push -q) || exit 9\n  fi\ndone\nexec '{2}/git' \"$@\"\n",
        desk.folder.path().join("once").display(),
        clone.display(),
        real,
    );
    fs::write(&wrapper, script).unwrap();
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).unwrap();
    desk.write("content/articles/b.md", REPORT);
    desk.write("postil.yaml", SETTINGS.replace("/reports/", "/"));
    desk.commit("b");
    let path = format!("{}:{}", wrapper.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut command = desk.command(env!("CARGO_BIN_EXE_postil"), &desk.site());
    run(command.arg("publish").env("PATH", path).output().unwrap()).expect_status(0);
    assert!(desk.folder.path().join("once").exists(), "nobody came in between");
    let files = desk.published();
    assert!(files.contains(&"CNAME".to_owned()) && files.contains(&"articles/b/index.html".to_owned()), "{files:?}");
    assert_eq!(desk.versions(), 3);
}

/// The program is killed while git waits for the remote; neither side has changed.
#[cfg(unix)]
#[test]
fn a_killed_publication_leaves_everything_as_it_was() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    desk.publish(&[]).expect_status(0);
    let tip = desk.tip();
    let hook = desk.remote().join("hooks/pre-receive");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    let reached = desk.folder.path().join("reached");
    fs::write(&hook, format!("#!/bin/sh\ntouch '{}'\nsleep 60\nexit 1\n", reached.display())).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    desk.write("content/articles/b.md", REPORT);
    desk.commit("b");
    let before = everything(&desk.site());
    let mut command = desk.command(env!("CARGO_BIN_EXE_postil"), &desk.site());
    let mut child = command.arg("publish").stderr(std::process::Stdio::null()).spawn().unwrap();
    while !reached.exists() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it pushed");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(desk.tip(), tip);
    assert_eq!(everything(&desk.site()), before);
    fs::remove_file(&hook).unwrap();
    desk.publish(&[]).expect_status(0);
    assert!(desk.published().contains(&"articles/b/index.html".to_owned()));
}

#[test]
fn rolling_back_publishes_the_version_before() {
    let desk = Desk::new();
    let refused = desk.publish(&["--rollback"]).expect_status(1);
    assert!(refused.stderr.contains("has no version before"), "{}", refused.stderr);
    for price in ["降价一", "降价二", "降价三"] {
        desk.write("content/articles/a.md", REPORT.replace("降价", price));
        desk.commit(price);
        desk.publish(&[]).expect_status(0);
    }
    let says = |desk: &Desk, words: &str| desk.page("articles/a/index.html").contains(words);
    desk.publish(&["--rollback"]).expect_status(0);
    assert!(says(&desk, "降价二"));
    desk.publish(&["--rollback"]).expect_status(0);
    assert!(says(&desk, "降价一"));
    desk.publish(&["--rollback"]).expect_status(1);
    desk.publish(&[]).expect_status(0);
    assert!(says(&desk, "降价三"));
}

#[test]
fn a_dry_run_says_what_would_be_gone_and_pushes_nothing() {
    let desk = Desk::new();
    let first = desk.publish(&["--dry-run"]).expect_status(0);
    assert!(first.stderr.starts_with("would publish to gh-pages of origin: "), "{}", first.stderr);
    assert!(desk.git(&desk.remote(), &["branch", "--list"]).is_empty());
    desk.publish(&[]).expect_status(0);
    let tip = desk.tip();
    desk.write("content/articles/价格.md", REPORT);
    fs::remove_file(desk.site().join("content/articles/a.md")).unwrap();
    let planned = desk.publish(&["--dry-run"]).expect_status(0);
    assert!(planned.stderr.contains("https://example.org/reports/articles/a/\n"), "{}", planned.stderr);
    assert!(planned.stderr.contains("URLs answer 404 from then on"), "{}", planned.stderr);
    assert_eq!(desk.tip(), tip);
}

#[test]
fn problems_of_any_kind_keep_a_site_from_being_published() {
    let desk = Desk::new();
    for (path, text, said) in [
        ("content/articles/b.md", REPORT.replace("降价", "[降价](../gone.md)"), "gone.md"),
        ("content/articles/b.md", REPORT.replace("title: 面子与里子\n", ""), "title"),
        ("content/articles/b.yaml", "annotations: [{quote: 不在, note: 文}]\n".to_owned(), "不在"),
    ] {
        desk.write("content/articles/b.md", REPORT);
        desk.write(path, text);
        let refused = desk.publish(&[]).expect_status(1);
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
        assert!(refused.stderr.contains("nothing was published"), "{}", refused.stderr);
        fs::remove_file(desk.site().join(path)).unwrap();
    }
    assert!(desk.git(&desk.remote(), &["branch", "--list"]).is_empty());
}

#[cfg(unix)]
#[test]
fn links_and_hostile_names() {
    let desk = Desk::new();
    desk.write("content/real.txt", "text");
    std::os::unix::fs::symlink("real.txt", desk.site().join("content/link.txt")).unwrap();
    let refused = desk.publish(&[]).expect_status(1);
    assert!(refused.stderr.contains("symbolic links are not published: content/link.txt"), "{}", refused.stderr);
    fs::remove_file(desk.site().join("content/link.txt")).unwrap();
    // Names that a shell, a list of lines or an option would take for something else.
    for name in ["\"quoted\".txt", "-rf.txt", "$(id).txt", "a b'.txt", "*.txt", ":(top).txt", "100644 blob.txt"] {
        desk.write(&format!("content/files/{name}"), name);
    }
    desk.publish(&[]).expect_status(0);
    for name in ["\"quoted\".txt", "-rf.txt", "$(id).txt", "a b'.txt", "*.txt", ":(top).txt", "100644 blob.txt"] {
        assert_eq!(desk.page(&format!("files/{name}")), name);
    }
}

#[test]
fn what_is_missing_is_said() {
    let desk = Desk::new();
    let base = desk.site();
    let asks = |arguments: &[&str], words: &str| {
        let run = desk.publish(arguments).expect_status(1);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    };
    asks(&["--remote", "upstream"], "there is no remote upstream\nhelp: there are: origin");
    asks(&["--branch", "main"], "main is the branch that you write on");
    asks(&["--branch", "a..b"], "is no name for a branch");
    asks(&["--remote", "../nowhere.git"], "cannot look at the branch gh-pages of ../nowhere.git");
    desk.here(&["remote", "set-url", "origin", "git@github.com:wu/notes.git"]);
    desk.here(&["config", "core.sshCommand", "false"]);
    asks(&[], "cannot look at the branch gh-pages of git@github.com:wu/notes.git");
    desk.here(&["remote", "remove", "origin"]);
    asks(&[], "the repository has no remote to publish to");
    fs::remove_dir_all(base.join(".git")).unwrap();
    asks(&[], "lies in no git repository");
}

/// What was pushed, served below the path of base_url, and every link of it followed in Chromium.
#[test]
fn the_guides_commands_publish() {
    let guide = fs::read_to_string(common::repository("content/guide/commands.md")).unwrap();
    let section = guide.split_once("{#publish}").unwrap().1;
    let example = section.split_once("```sh\n").unwrap().1.split_once("```").unwrap().0;
    let desk = Desk::new();
    let said: Vec<String> = example
        .lines()
        .map(|line| {
            let words: Vec<&str> = line.strip_prefix("postil publish").unwrap().split_whitespace().collect();
            desk.publish(&words).expect_status(0).stderr
        })
        .collect();
    assert!(said.len() > 1 && said[0].contains("nothing was pushed"), "{said:?}");
    assert!(desk.git(&desk.remote(), &["ls-tree", "-r", "--name-only", "gh-pages"]).contains("articles/a/index.html"));
}

#[test]
fn the_pushed_example_is_walked_in_a_browser() {
    let desk = Desk::new();
    let example = Site::example();
    for file in common::files_below(example.path()) {
        let path = file.strip_prefix(example.path()).unwrap();
        desk.write(path.to_str().unwrap(), fs::read(&file).unwrap());
    }
    fs::remove_file(desk.site().join("content/articles/a.md")).unwrap();
    desk.commit("example");
    desk.publish(&[]).expect_status(0);
    desk.git(desk.folder.path(), &["clone", "-q", "-b", "gh-pages", "remote.git", "pages"]);
    let pages = desk.folder.path().join("pages");
    let arguments = [pages.as_os_str(), OsStr::new("/reports/"), OsStr::new("https://example.github.io")];
    let said = common::play("walk.mjs", arguments);
    let opened = common::count_of(&said);
    assert!(opened > 50, "{said}");
}

#[test]
fn waiting_ends_when_the_address_shows_the_version_and_not_before() {
    let desk = Desk::new();
    let shown = desk.folder.path().join("shown");
    fs::create_dir(&shown).unwrap();
    let port = host(shown.clone());
    desk.write("postil.yaml", SETTINGS.replace("https://example.org", &format!("http://127.0.0.1:{port}")));
    let late = desk.publish(&["--wait=0"]).expect_status(1);
    assert!(late.stderr.contains("/reports/build.json answers 404"), "{}", late.stderr);
    assert!(late.stderr.contains("was pushed, but was not live within 0 s"), "{}", late.stderr);

    fs::write(shown.join("build.json"), desk.page("build.json").replace("\"version\": \"", "\"version\": \"old"))
        .unwrap();
    let site = desk.site();
    let mut command = desk.command(env!("CARGO_BIN_EXE_postil"), &site);
    let waiting = command.args(["publish", "--wait=60"]).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let (told, heard) = channel();
    let mut waiting = waiting;
    let stderr = BufReader::new(waiting.stderr.take().unwrap());
    std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| told.send(line)));
    let next = |words: &str| loop {
        let line = heard.recv_timeout(Duration::from_secs(30)).unwrap();
        if line.starts_with(words) {
            break;
        }
    };
    next("deploying: ");
    fs::write(shown.join("build.json"), desk.page("build.json")).unwrap();
    next("live: ");
    assert!(waiting.wait().unwrap().success());
}
