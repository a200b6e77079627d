//! What a publication would change: the new tree beside the one that is published.
//!
//! In: the files of a version, the published files, and what is to be kept. Out: [`Plan`]. Changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::pages::refuse;
use super::store::{Blob, Tree};
use crate::error::Result;
use crate::path::encode;
use crate::search;

/// Without it GitHub would leave out what begins with an underscore.
pub const NO_JEKYLL: &str = ".nojekyll";
pub const CNAME: &str = "CNAME";

/// A tree that is to be published, and what is different then.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub tree: Tree,
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
    /// Of files that the remote does not have, in bytes before git packs them.
    pub bytes: u64,
}

/// The files of a version, and what stays of the published ones.
///
/// # Errors
/// Files that stay and new ones whose names differ in case only.
pub fn plan(new: Tree, published: &Tree, keep: &Keep<'_>) -> Result<Plan> {
    let mut tree = new;
    let kept = published.iter().filter(|(path, _)| keep.holds(path));
    let kept: Vec<(String, Blob)> = kept.map(|(path, blob)| (path.clone(), blob.clone())).collect();
    for (path, blob) in kept {
        tree.entry(path).or_insert(blob);
    }
    refuse_clashes(&tree)?;
    let known: BTreeSet<&str> = published.values().map(|blob| blob.id.as_str()).collect();
    let missing: BTreeMap<&str, u64> = tree
        .values()
        .filter(|blob| !known.contains(blob.id.as_str()))
        .map(|blob| (blob.id.as_str(), blob.bytes))
        .collect();
    let is_other = |(path, blob): &(&String, &Blob)| published.get(*path).is_some_and(|old| old.id != blob.id);
    Ok(Plan {
        added: tree.keys().filter(|path| !published.contains_key(*path)).cloned().collect(),
        changed: tree.iter().filter(is_other).map(|(path, _)| path.clone()).collect(),
        removed: published.keys().filter(|path| !tree.contains_key(*path)).cloned().collect(),
        bytes: missing.values().sum(),
        tree,
    })
}

impl Plan {
    /// URL paths below the site's that would begin to answer 404, percent-encoded. Nobody links to files of a search.
    pub fn gone(&self) -> Vec<String> {
        let url = |path: &String| encode(path.strip_suffix("index.html").unwrap_or(path));
        self.removed.iter().filter(|path| !search::is_of_index(path)).map(url).collect()
    }
}

fn refuse_clashes(tree: &Tree) -> Result<()> {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    let mut clashes = Vec::new();
    for path in tree.keys() {
        if let Some(other) = folded.insert(path.to_lowercase(), path) {
            clashes.push(format!("{other} and {path}"));
        }
    }
    refuse(&clashes, "names that differ in case only are one file on many systems", "rename one of them, or remove it")
}

/// Which published files stay although the site does not make them.
#[derive(Debug, Default)]
pub struct Keep<'a> {
    /// Patterns of the settings.
    pub patterns: &'a [String],
    /// Files of the version before that pages in browsers' caches ask for.
    pub assets: &'a [String],
}

impl Keep<'_> {
    fn holds(&self, path: &str) -> bool {
        self.is_others(path) || self.assets.iter().any(|asset| asset == path)
    }

    /// Whether a file may lie in the branch without being Postil's: the host's own, and what the settings keep.
    pub fn is_others(&self, path: &str) -> bool {
        [NO_JEKYLL, CNAME].contains(&path)
            || path.starts_with(".well-known/")
            || self.patterns.iter().any(|pattern| matches(pattern, path))
    }
}

/// Whether a path matches a pattern in which `*` is any part of a name, `?` one character of it, and `**` any folders. A
/// pattern that ends with a slash is everything below it.
pub fn matches(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_start_matches('/');
    let everything = if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() };
    let names: Vec<&str> = path.split('/').collect();
    let wanted: Vec<&str> = everything.split('/').collect();
    along(
        &wanted,
        &names,
        |pattern| *pattern == "**",
        |pattern, name| {
            let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
            along(&pattern, &name, |c| *c == '*', |pattern, name| *pattern == '?' || pattern == name)
        },
    )
}

/// Matches a sequence against a pattern with wildcards in linear space, by going back to the last wildcard only.
fn along<P, T>(pattern: &[P], items: &[T], is_any: impl Fn(&P) -> bool, same: impl Fn(&P, &T) -> bool) -> bool {
    let (mut at, mut item, mut back) = (0, 0, None);
    while let Some(here) = items.get(item) {
        match pattern.get(at) {
            Some(one) if is_any(one) => {
                back = Some((at, item));
                at += 1;
            }
            Some(one) if same(one, here) => {
                at += 1;
                item += 1;
            }
            _ => {
                let Some((wildcard, taken)) = back else { return false };
                back = Some((wildcard, taken + 1));
                at = wildcard + 1;
                item = taken + 1;
            }
        }
    }
    pattern.iter().skip(at).all(is_any)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let blob = |id: &str| Blob { mode: "100644".into(), id: id.into(), bytes: 10 };
        files.iter().map(|(path, id)| ((*path).to_owned(), blob(id))).collect()
    }

    #[test]
    fn patterns_are_those_of_gitignore_files() {
        for (pattern, path) in [
            ("old/**", "old/a/b.html"),
            ("old/", "old/a/b.html"),
            ("/old/**", "old/b.html"),
            ("*.pdf", "a.pdf"),
            ("**/*.pdf", "a/b/c.pdf"),
            ("**/*.pdf", "c.pdf"),
            ("a?.txt", "a报.txt"),
            ("a/**/z", "a/b/c/z"),
            ("a/**/z", "a/z"),
            ("*a*b*", "xxaxxbaxb"),
        ] {
            assert!(matches(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [("*.pdf", "a/b.pdf"), ("old/", "older/a"), ("a", "a/b"), ("a/**/z", "a/b"), ("", "a")] {
            assert!(!matches(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn others_files_and_the_last_style_sheet_stay() {
        let old = tree(&[
            ("CNAME", "c"),
            (".well-known/security.txt", "s"),
            ("docs/a.pdf", "p"),
            ("assets/a.1.css", "1"),
            ("assets/a.0.css", "0"),
            ("gone/index.html", "g"),
            ("index.html", "i"),
        ]);
        let keep = Keep { patterns: &["docs/*.pdf".into()], assets: &["assets/a.1.css".into()] };
        let plan =
            plan(tree(&[("assets/a.2.css", "2"), ("index.html", "j"), ("报告/index.html", "i")]), &old, &keep).unwrap();
        assert_eq!(plan.added, ["assets/a.2.css", "报告/index.html"]);
        assert_eq!(plan.changed, ["index.html"]);
        assert_eq!(plan.removed, ["assets/a.0.css", "gone/index.html"]);
        assert_eq!(plan.gone(), ["assets/a.0.css", "gone/"]);
        assert_eq!(plan.bytes, 20, "the page that moved is there already");
        assert_eq!(plan.tree.len(), 7);
    }

    #[test]
    fn what_is_kept_may_not_differ_in_case_only() {
        let keep = Keep { patterns: &["About/**".into()], assets: &[] };
        let error = plan(tree(&[("about/index.html", "a")]), &tree(&[("About/index.html", "b")]), &keep).unwrap_err();
        assert!(error.to_string().ends_with("About/index.html and about/index.html"), "{error}");
    }
}
