//! What a branch says of how it came about: which versions Postil published there, and what others did.
//!
//! In: the commits of a branch with their messages. Out: [`Published`]. A commit is Postil's if its message names the tree
//! that it has: a commit made by hand on top of it, or a merge, has another.

use std::fmt::Write as _;

use super::store::Store;
use crate::error::Result;

/// Lines of a commit's message, in the form of trailers.
const TREE: &str = "Postil-Tree";
const VERSION: &str = "Postil-Version";
const SOURCE: &str = "Postil-Source";
const RESTORES: &str = "Postil-Restores";

/// A version that Postil published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub commit: String,
    pub tree: String,
    /// As in build.json.
    pub version: String,
    /// The commit of the writer's repository from which it was made.
    pub source: Option<String>,
    /// The published commit whose pages it has once more.
    pub restores: Option<String>,
}

/// All versions on the way to `tip`, newest first.
///
/// # Errors
/// Git's words.
pub fn all(store: &Store, tip: &str) -> Result<Vec<Published>> {
    Ok(store.history(tip)?.iter().filter_map(|(commit, tree, message)| parse(commit, tree, message)).collect())
}

fn parse(commit: &str, tree: &str, message: &str) -> Option<Published> {
    let value = |key: &str| {
        let line = message.lines().rev().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
        line.map(|value| value.trim().to_owned())
    };
    (value(TREE)? == tree).then_some(())?;
    Some(Published {
        commit: commit.to_owned(),
        tree: tree.to_owned(),
        version: value(VERSION)?,
        source: value(SOURCE),
        restores: value(RESTORES),
    })
}

/// The message of a commit that publishes a tree.
pub fn message(subject: &str, published: &Published) -> String {
    let mut message = format!("{}\n\n", subject.replace(char::is_control, " "));
    let more = [(SOURCE, &published.source), (RESTORES, &published.restores)];
    // Writing to a string cannot fail.
    let _ = write!(message, "{VERSION}: {}\n{TREE}: {}\n", published.version, published.tree);
    for (key, value) in more {
        if let Some(value) = value {
            let _ = writeln!(message, "{key}: {value}");
        }
    }
    message
}

/// The version before the newest: before the one that it restores, where it restores one.
pub fn before(all: &[Published]) -> Option<&Published> {
    let newest = all.first()?;
    let shown = newest.restores.as_ref().and_then(|old| all.iter().position(|one| one.commit == *old)).unwrap_or(0);
    let older = all.get(shown + 1..)?;
    let version = all.get(shown).map(|one| &one.version);
    // A rollback in between is a version that was left for good reason.
    older.iter().find(|one| Some(&one.version) != version && one.restores.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: usize, restores: Option<usize>) -> Published {
        Published {
            commit: format!("c{number}"),
            tree: format!("t{number}"),
            version: format!("v{}", restores.unwrap_or(number)),
            source: Some("s".into()),
            restores: restores.map(|old| format!("c{old}")),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let published = version(3, Some(1));
        let text = message("Publish 大模型观察\nPostil-Tree: no", &published);
        assert_eq!(parse("c3", "t3", &text), Some(published));
        assert_eq!(parse("c3", "t4", &text), None, "somebody changed the tree");
        assert_eq!(parse("c3", "t3", "Create CNAME"), None);
    }

    #[test]
    fn rolling_back_twice_goes_back_two_versions() {
        let commit = |all: &[Published]| before(all).map(|one| one.commit.clone());
        let two = [version(2, None), version(1, None)];
        assert_eq!(commit(&two).as_deref(), Some("c1"));
        let three = [version(4, Some(2)), version(3, None), version(2, None), version(1, None)];
        assert_eq!(commit(&three).as_deref(), Some("c1"));
        let after = [version(5, None), version(4, Some(2)), version(3, None), version(2, None)];
        assert_eq!(commit(&after).as_deref(), Some("c3"));
        assert_eq!(commit(&[version(1, None)]), None);
        assert_eq!(commit(&[]), None);
    }
}
