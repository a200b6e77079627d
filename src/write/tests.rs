//! The output folder, as a build after a build leaves it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use walkdir::WalkDir;

use super::{Content, Output, Written};
use crate::error::Result;

/// A site's folder whose output is `public`.
fn root() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Writes files with the given contents, as a build does.
fn build(root: &Path, files: &[(&str, &str)]) -> Result<Written> {
    let output = Output::open(root, "public")?;
    let content = |text: &str| Content::Bytes(text.as_bytes().to_vec());
    let files: Result<Vec<_>> =
        files.iter().map(|(path, text)| output.compare((*path).to_owned(), content(text))).collect();
    output.apply(files?)
}

/// Every file and empty folder below a folder.
fn tree(folder: &Path) -> BTreeMap<String, Option<String>> {
    let entries = WalkDir::new(folder).min_depth(1).into_iter().map(|entry| entry.unwrap());
    let leaves =
        entries.filter(|entry| !entry.file_type().is_dir() || fs::read_dir(entry.path()).unwrap().count() == 0);
    leaves
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(entry.path()).ok())
        })
        .filter(|(name, _)| !name.ends_with(".postil-manifest"))
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_keys().collect()
}

#[test]
fn a_second_build_touches_only_what_changed() {
    let root = root();
    build(root.path(), &[("index.html", "一二三"), ("a/index.html", "甲"), ("b/index.html", "乙")]).unwrap();
    let kept = root.path().join("public/a/index.html");
    let old = std::time::SystemTime::UNIX_EPOCH;
    fs::File::options().write(true).open(&kept).unwrap().set_modified(old).unwrap();
    let done = build(root.path(), &[("index.html", "一"), ("a/index.html", "甲"), ("b/index.html", "丙")]).unwrap();
    assert_eq!(done, Written { written: 2, unchanged: 1, removed: 0 });
    assert_eq!(fs::metadata(&kept).unwrap().modified().unwrap(), old);
    let texts: Vec<_> = tree(&root.path().join("public")).into_values().flatten().collect();
    assert_eq!(texts, ["甲", "丙", "一"]);
}

#[test]
fn what_is_made_no_more_goes_with_its_empty_folders() {
    let root = root();
    build(root.path(), &[("a/b/c/index.html", ""), ("a/index.html", ""), ("a/b.html", "")]).unwrap();
    fs::create_dir(root.path().join("public/mine")).unwrap();
    let done = build(root.path(), &[("a/index.html", "")]).unwrap();
    assert_eq!(done, Written { written: 0, unchanged: 1, removed: 2 });
    assert_eq!(names(&root.path().join("public")), ["a/index.html", "mine"]);
}

#[test]
fn a_file_can_become_a_folder_and_the_other_way_round() {
    let root = root();
    build(root.path(), &[("a", "1"), ("b/index.html", "2")]).unwrap();
    build(root.path(), &[("a/index.html", "3"), ("b", "4")]).unwrap();
    assert_eq!(names(&root.path().join("public")), ["a/index.html", "b"]);
}

#[test]
fn a_name_that_changes_its_case_keeps_its_page() {
    let root = root();
    build(root.path(), &[("Kimi/index.html", "月")]).unwrap();
    build(root.path(), &[("kimi/index.html", "月")]).unwrap();
    assert_eq!(names(&root.path().join("public")), ["kimi/index.html"]);
}

#[test]
fn files_of_others_are_named_and_left_alone() {
    let root = root();
    let public = root.path().join("public");
    fs::create_dir_all(public.join("b")).unwrap();
    for name in ["a.txt", "b/笔记.md", "c", "d", ".gitignore"] {
        fs::write(public.join(name), name).unwrap();
    }
    let before = tree(&public);
    let error = build(root.path(), &[("a.txt", "new")]).unwrap_err();
    assert!(
        error.to_string().ends_with("public holds files that Postil did not write: a.txt, b/笔记.md, c, 1 more"),
        "{error}"
    );
    assert!(error.advice().unwrap().contains("`output:`"));
    assert_eq!(tree(&public), before);
}

#[test]
fn a_gitignore_is_the_users() {
    let root = root();
    fs::create_dir(root.path().join("public")).unwrap();
    fs::write(root.path().join("public/.gitignore"), "*").unwrap();
    build(root.path(), &[("index.html", "一")]).unwrap();
    build(root.path(), &[]).unwrap();
    assert_eq!(names(&root.path().join("public")), [".gitignore"]);
    assert!(build(root.path(), &[(".gitignore", "")]).is_err());
}

#[test]
fn a_build_that_was_interrupted_is_finished_by_the_next() {
    let root = root();
    build(root.path(), &[("index.html", "一")]).unwrap();
    // As if the disk had been full while this was written, in a folder that it did not list before.
    let broken = Output::open(root.path(), "public").unwrap();
    fs::create_dir(root.path().join("public/index.html2")).unwrap();
    let files = [("a/index.html", "二"), ("index.html2", "三")];
    let files = files.map(|(path, text)| broken.compare(path.to_owned(), Content::Bytes(text.into())).unwrap());
    let error = broken.apply(files.into()).unwrap_err();
    assert!(error.to_string().starts_with("cannot write "), "{error}");
    assert!(error.to_string().contains("index.html2"), "{error}");
    build(root.path(), &[("index.html", "一")]).unwrap();
    assert_eq!(names(&root.path().join("public")), ["index.html", "index.html2"]);
}

#[test]
fn nothing_is_written_outside() {
    let root = root();
    for path in
        ["../out", "/etc/x", "a/../../x", "a//b", "./a", "", "a/", "a\nb", ".postil-manifest", ".gitignore/index.html"]
    {
        let error = build(root.path(), &[(path, "x")]).unwrap_err();
        assert!(error.to_string().contains(path.escape_debug().to_string().as_str()), "{error}");
    }
    let long = format!("{}/index.html", "长".repeat(86));
    assert!(build(root.path(), &[(&long, "")]).unwrap_err().to_string().contains("258 bytes"));
    assert!(names(root.path()).is_empty());
}

#[test]
fn one_name_cannot_be_a_file_and_a_folder() {
    let root = root();
    let error = build(root.path(), &[("a/index.html", ""), ("a", "")]).unwrap_err();
    assert_eq!(error.to_string(), "`a` would be a file and, for `a/index.html`, a folder");
    assert!(names(root.path()).is_empty());
}

#[test]
fn a_forged_list_has_nothing_removed_outside() {
    let root = root();
    fs::write(root.path().join("precious"), "1").unwrap();
    fs::create_dir(root.path().join("public")).unwrap();
    fs::write(root.path().join("public/.postil-manifest"), "#\n../precious\n../public/../precious\n").unwrap();
    build(root.path(), &[("index.html", "")]).unwrap();
    assert_eq!(names(root.path()), ["precious", "public/index.html"]);
}

#[test]
fn the_list_is_the_same_for_the_same_output() {
    let roots = [root(), root()];
    build(roots[0].path(), &[("b", "1"), ("a", "2"), ("old", "")]).unwrap();
    build(roots[0].path(), &[("b", "1"), ("a", "2")]).unwrap();
    build(roots[1].path(), &[("a", "2"), ("b", "1")]).unwrap();
    let lists = roots.map(|root| fs::read_to_string(root.path().join("public/.postil-manifest")).unwrap());
    assert_eq!(lists[0], lists[1]);
    assert!(lists[0].ends_with("\na\nb\n"), "{}", lists[0]);
}

#[test]
fn large_files_are_copied_when_they_differ() {
    let root = root();
    let original = root.path().join("film");
    let copy = |bytes: &[u8]| {
        fs::write(&original, bytes).unwrap();
        let output = Output::open(root.path(), "public").unwrap();
        let file = output.compare("film.mp4".into(), Content::CopyOf(original.clone())).unwrap();
        output.apply(vec![file]).unwrap().written
    };
    let mut film = vec![7; 200_000];
    assert_eq!(copy(&film), 1);
    assert_eq!(copy(&film), 0);
    film[199_999] = 8;
    assert_eq!(copy(&film), 1);
    assert_eq!(fs::read(root.path().join("public/film.mp4")).unwrap(), film);
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn nothing_is_written_through_a_link() {
        let root = root();
        let precious = root.path().join("precious");
        fs::write(&precious, "1").unwrap();
        build(root.path(), &[("a/index.html", "一"), ("b", "")]).unwrap();
        fs::remove_file(root.path().join("public/b")).unwrap();
        symlink(&precious, root.path().join("public/b")).unwrap();
        let error = build(root.path(), &[("a/index.html", "二"), ("b", "2")]).unwrap_err();
        assert!(error.to_string().ends_with("holds a file that Postil did not write: b (a link)"), "{error}");
        assert_eq!(fs::read_to_string(&precious).unwrap(), "1");
        assert_eq!(fs::read_to_string(root.path().join("public/a/index.html")).unwrap(), "一");
    }

    #[test]
    fn nothing_is_written_or_removed_below_a_linked_folder() {
        let root = root();
        build(root.path(), &[("a/index.html", "一")]).unwrap();
        fs::rename(root.path().join("public/a"), root.path().join("elsewhere")).unwrap();
        symlink(root.path().join("elsewhere"), root.path().join("public/a")).unwrap();
        assert!(build(root.path(), &[("a/index.html", "二")]).is_err());
        assert!(build(root.path(), &[]).is_err());
        assert_eq!(fs::read_to_string(root.path().join("elsewhere/index.html")).unwrap(), "一");
    }

    #[test]
    fn the_output_folder_is_no_link() {
        let root = root();
        fs::create_dir(root.path().join("elsewhere")).unwrap();
        symlink(root.path().join("elsewhere"), root.path().join("public")).unwrap();
        let error = build(root.path(), &[("index.html", "")]).unwrap_err();
        assert!(error.to_string().ends_with("public is a link"), "{error}");
        assert_eq!(names(&root.path().join("elsewhere")), Vec::<String>::new());
    }
}
