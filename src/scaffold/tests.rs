//! What is scaffolded is understood as it was meant.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;
use crate::diagnostic::Diagnostic;

/// A fresh site in a folder of its own.
fn site() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("站点");
    init(&root).unwrap();
    (folder, root)
}

fn problems(root: &Path) -> Vec<Diagnostic> {
    read_site(root).unwrap().problems
}

fn noon() -> ZonedDateTime {
    "2025-02-03T12:05:59[Asia/Shanghai]".parse().unwrap()
}

#[test]
fn a_new_site_has_every_kind_of_annotation_and_no_problem() {
    let (_folder, root) = site();
    let site = read_site(&root).unwrap();
    assert_eq!(site.problems, []);
    let report = site.articles.values().find(|article| article.is_report()).unwrap();
    assert!(report.annotations.iter().all(|annotation| annotation.place.range().is_some()));
    let bodies = || report.annotations.iter().map(|annotation| &annotation.bodies);
    assert!(bodies().any(|bodies| bodies.entity.is_some()));
    assert!(bodies().any(|bodies| !bodies.events.is_empty()));
    assert!(bodies().any(|bodies| !bodies.claims.is_empty()));
    assert!(bodies().any(|bodies| bodies.note.is_some()));
    assert_eq!(site.registry.entities.len(), 2);
    assert_eq!(fs::read_to_string(root.join(".gitignore")).unwrap(), "/public/\n");
}

#[test]
fn init_names_all_that_is_in_the_way_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("content/topics.yaml"), "mine").unwrap();
    fs::write(folder.path().join("postil.yaml"), "mine").unwrap();
    let error = init(folder.path()).unwrap_err();
    assert!(error.to_string().ends_with("there are already: postil.yaml, content/topics.yaml"), "{error}");
    assert_eq!(fs::read_to_string(folder.path().join("content/topics.yaml")).unwrap(), "mine");
    assert!(!folder.path().join("content/index.md").exists());
}

#[test]
fn init_keeps_other_files_and_a_gitignore() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "mine").unwrap();
    fs::write(folder.path().join(".gitignore"), "mine").unwrap();
    let words = init(folder.path()).unwrap();
    assert!(words.contains("add the line /public/ to it"), "{words}");
    assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).unwrap(), "mine");
    assert!(folder.path().join("postil.yaml").exists());
}

#[test]
fn a_new_article_has_its_title_its_time_and_no_problem() {
    let (_folder, root) = site();
    let title = "他说：“\"是\"\\否” # 1";
    article_at(&root, "新文章", (Some(title), &noon())).unwrap();
    article_at(&root, "2023/q3.预览", (None, &noon())).unwrap();
    assert_eq!(problems(&root), []);
    let site = read_site(&root).unwrap();
    let article = site.articles.values().find(|article| article.path.as_str() == "articles/2025/新文章.md").unwrap();
    assert_eq!(article.head.title.all().map(|(_, title)| title).collect::<Vec<_>>(), [title]);
    let written = fs::read_to_string(root.join("content/articles/2025/新文章.md")).unwrap();
    assert!(written.contains("\ndate: 2025-02-03T12:05\n"), "{written}");
    assert!(root.join("content/articles/2025/新文章.yaml").exists());
    assert!(root.join("content/articles/2023/q3.预览.md").exists());
}

#[test]
fn the_path_of_an_article_can_be_written_in_several_ways() {
    for words in ["甲", "2025/甲", "articles/2025/甲", "content/articles/2025/甲.md", "甲.md", "articles\\2025\\甲.md"]
    {
        assert_eq!(article_path(words, 2025).unwrap(), "content/articles/2025/甲", "{words}");
    }
    for words in ["", "../甲", "/甲", "a/../甲", "甲/", ".甲", "a b", "a:b", "articles/", "a\0"] {
        assert!(article_path(words, 2025).is_err(), "{words}");
    }
}

#[test]
fn an_article_is_never_overwritten_even_by_half() {
    let (_folder, root) = site();
    fs::create_dir_all(root.join("content/articles/2025")).unwrap();
    fs::write(root.join("content/articles/2025/a.yaml"), "mine").unwrap();
    let error = article_at(&root, "a", (None, &noon())).unwrap_err();
    assert!(error.to_string().ends_with("there is already: content/articles/2025/a.yaml"), "{error}");
    assert!(!root.join("content/articles/2025/a.md").exists());
}

#[test]
fn a_new_entity_is_known_by_its_name() {
    let (_folder, root) = site();
    for (id, name) in
        [("baichuan", "百川: 智能 #1"), ("0700", "腾讯"), ("阿里云", "阿里云"), ("-x", "x y"), ("null", "Null")]
    {
        entity(&root, &Id::new(id).unwrap(), ("Company", name)).unwrap();
        let site = read_site(&root).unwrap();
        assert_eq!(site.problems, []);
        let found = site.registry.entity(&Id::new(id).unwrap()).unwrap();
        assert_eq!(found.name.all().map(|(_, name)| name).collect::<Vec<_>>(), [name]);
    }
}

#[test]
fn an_entity_that_is_there_is_named_with_its_place() {
    let (_folder, root) = site();
    let error = entity(&root, &Id::new("Yuanwang").unwrap(), ("Company", "远望")).unwrap_err();
    assert_eq!(error.to_string(), "the entity `yuanwang` is already defined in content/entities/companies.yaml:11");
    assert!(!root.join("content/entities/Yuanwang.yaml").exists());
}

#[test]
fn a_type_that_is_misspelt_gets_a_proposal() {
    let (_folder, root) = site();
    let error = entity(&root, &Id::new("x").unwrap(), ("Compnay", "某某")).unwrap_err();
    assert_eq!(error.to_string(), "there is no type of entities `Compnay`");
    assert!(error.advice().unwrap().starts_with("did you mean `Company`? there are: "), "{:?}", error.advice());
    assert!(entity(&root, &Id::new("x").unwrap(), ("Company", " ")).is_err());
}
