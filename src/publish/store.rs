//! The repository in which a published version is put together: a bare one in the cache folder, so that the writer's own
//! is not touched at all.
//!
//! In: the writer's repository and a remote. Out: trees and commits as ids, and what the remote says to a push. Plumbing
//! commands only; there is no work tree anywhere. What lies here can be fetched and made again.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::temporary::Temporary;
use crate::cache;
use crate::error::{Error, Result};
use crate::git::{self, Answer};

/// Versions that are fetched, newest first.
const DEPTH: usize = 30;

/// A file of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// As git writes it: `100644`.
    pub mode: String,
    pub id: String,
    pub bytes: u64,
}

/// Files by path.
pub type Tree = std::collections::BTreeMap<String, Blob>;

/// What became of a push.
#[derive(Debug, PartialEq, Eq)]
pub enum Pushed {
    Done,
    /// Somebody else was faster.
    Overtaken,
}

/// A bare repository with the published versions of one branch of one remote.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// Where relative URLs of remotes begin: the top of the writer's work tree.
    here: PathBuf,
    /// The writer's own settings of git that say how to reach remotes, and who they are.
    settings: Vec<(String, String)>,
}

impl Store {
    /// Opens the store that belongs to a remote and branch, or makes it.
    ///
    /// # Errors
    /// A folder that cannot be made, or git's words.
    pub fn open(here: &Path, remote: &str, branch: &str, temporary: &Temporary) -> Result<Self> {
        let name = format!("{:016x}.git", rapidhash::v3::rapidhash_v3(format!("{remote}\0{branch}").as_bytes()));
        let folder = cache::folder().map(|cache| cache.join("publish").join(name));
        // Without a cache there is a store for this time only.
        let folder = folder.unwrap_or_else(|| temporary.path().join("store.git"));
        let store = Self { folder, here: here.to_path_buf(), settings: settings(here)? };
        let sound = store.folder.is_dir() && store.run(&["rev-parse", "--git-dir"])?.success;
        if !sound {
            store.make()?;
        }
        Ok(store)
    }

    fn make(&self) -> Result<()> {
        let _ = fs::remove_dir_all(&self.folder);
        fs::create_dir_all(&self.folder).map_err(|error| Error::io("make the folder", &self.folder, &error))?;
        let format = git::ask(&self.here, ["rev-parse", "--show-object-format"])?.unwrap_or_else(|| "sha1".into());
        let arguments = ["init", "--quiet", "--bare", "--template=", &format!("--object-format={format}"), "."];
        git::run(&mut git::command(&self.folder, arguments), Vec::new())?.expect("make a repository in the cache")?;
        Ok(())
    }

    fn command<Argument: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = Argument>) -> Command {
        let mut git = git::command(&self.here, arguments);
        git.env("GIT_DIR", &self.folder);
        // Neither filters nor hooks of the writer's have a say in what is published.
        let own =
            [("core.hooksPath", "/dev/null"), ("core.bare", "true"), ("gc.auto", "0"), ("maintenance.auto", "false")];
        let own = own.iter().map(|(key, value)| (*key, *value));
        let all: Vec<(&str, &str)> =
            self.settings.iter().map(|(key, value)| (key.as_str(), value.as_str())).chain(own).collect();
        git.env("GIT_CONFIG_COUNT", all.len().to_string());
        for (number, (key, value)) in all.iter().enumerate() {
            git.env(format!("GIT_CONFIG_KEY_{number}"), key).env(format!("GIT_CONFIG_VALUE_{number}"), value);
        }
        git
    }

    fn run(&self, arguments: &[&str]) -> Result<Answer> {
        git::run(&mut self.command(arguments), Vec::new())
    }

    fn said(&self, arguments: &[&str], tried: &str) -> Result<String> {
        Ok(self.run(arguments)?.expect(tried)?.text())
    }

    /// The commit that the remote's branch has now, with the versions before it; `None` where there is no such branch.
    ///
    /// # Errors
    /// A remote that cannot be reached or read.
    pub fn fetch(&self, remote: &str, branch: &str) -> Result<Option<String>> {
        let reference = format!("refs/heads/{branch}");
        let tried = format!("look at the branch {branch} of {}", shown(remote));
        let listed = self.said(&["ls-remote", remote, &reference], &tried).map_err(|error| hidden(error, remote))?;
        let Some((tip, _)) = listed.lines().find_map(|line| line.split_once('\t')) else { return Ok(None) };
        let depth = format!("--depth={DEPTH}");
        let into = format!("+{reference}:refs/published/tip");
        let fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", &depth];
        self.said(&[fetch.as_slice(), &[remote, &into]].concat(), &tried).map_err(|error| hidden(error, remote))?;
        // Between the two questions another version may have come.
        let fetched = self.said(&["rev-parse", "refs/published/tip"], &tried)?;
        Ok(Some(if fetched.is_empty() { tip.to_owned() } else { fetched }))
    }

    /// The files of a commit or tree.
    ///
    /// # Errors
    /// Git's words.
    pub fn files(&self, tree: &str) -> Result<Tree> {
        let listed =
            self.run(&["ls-tree", "-r", "-z", "-l", "--full-tree", tree])?.expect("list the published files")?;
        let text = String::from_utf8_lossy(&listed.stdout).into_owned();
        Ok(text.split('\0').filter_map(entry).collect())
    }

    /// The bytes of a file of a commit; `None` where it has none at this path.
    ///
    /// # Errors
    /// No git.
    pub fn read(&self, commit: &str, path: &str) -> Result<Option<Vec<u8>>> {
        let answer = self.run(&["cat-file", "blob", &format!("{commit}:{path}")])?;
        Ok(answer.success.then_some(answer.stdout))
    }

    /// The commits that a branch went through, newest first, each as its id, its tree's and its message.
    ///
    /// # Errors
    /// Git's words.
    pub fn history(&self, tip: &str) -> Result<Vec<(String, String, String)>> {
        let log = ["log", "--first-parent", "-z", "--no-show-signature", "--format=%H%n%T%n%B", tip, "--"];
        let text = self.said(&log, "read the published versions")?;
        let commit = |text: &str| {
            let mut lines = text.splitn(3, '\n').map(str::to_owned);
            Some((lines.next()?, lines.next()?, lines.next().unwrap_or_default()))
        };
        Ok(text.split('\0').filter_map(commit).collect())
    }

    /// Writes files as blobs, bytes as they are; returns their ids in the same order.
    ///
    /// # Errors
    /// A file that cannot be read, or git's words.
    pub fn add(&self, files: &[PathBuf]) -> Result<Vec<String>> {
        let mut paths = Vec::new();
        for file in files {
            paths.extend_from_slice(file.as_os_str().as_encoded_bytes());
            paths.push(b'\n');
        }
        let hash = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
        let answer = git::run(&mut self.command(hash), paths)?.expect("store the site's files")?;
        Ok(answer.text().lines().map(str::to_owned).collect())
    }

    /// Writes a tree of blobs that are there.
    ///
    /// # Errors
    /// Paths that git will have in no tree, or its words.
    pub fn write_tree(&self, tree: &Tree, temporary: &Temporary) -> Result<String> {
        let index = temporary.path().join("index");
        let _ = fs::remove_file(&index);
        let mut entries = Vec::new();
        for (path, blob) in tree {
            entries.extend_from_slice(format!("{} {}\t{path}\0", blob.mode, blob.id).as_bytes());
        }
        let mut update = self.command(["update-index", "-z", "--add", "--index-info"]);
        git::run(update.env("GIT_INDEX_FILE", &index), entries)?.expect("list the site's files for git")?;
        let mut write = self.command(["write-tree"]);
        let written =
            git::run(write.env("GIT_INDEX_FILE", &index), Vec::new())?.expect("write the site's tree")?.text();
        let kept = self.files(&written)?.len();
        if kept == tree.len() {
            return Ok(written);
        }
        Err(Error::new(format!("git keeps {kept} of the site's {} files", tree.len()))
            .help("a file has a name that git refuses, such as .git"))
    }

    /// A commit that no reference leads to yet.
    ///
    /// # Errors
    /// Git's words.
    pub fn commit(&self, tree: &str, parent: Option<&str>, message: &str) -> Result<String> {
        let parents: Vec<&str> = parent.map(|parent| vec!["-p", parent]).unwrap_or_default();
        let arguments = [["commit-tree", tree].as_slice(), &parents, &["-F", "-"]].concat();
        let mut commit = self.command(arguments);
        if !self.run(&["var", "GIT_COMMITTER_IDENT"])?.success {
            // A machine that builds sites often has no name; a writer's git has.
            for who in ["AUTHOR", "COMMITTER"] {
                commit.env(format!("GIT_{who}_NAME"), "Postil").env(format!("GIT_{who}_EMAIL"), "postil@localhost");
            }
        }
        Ok(git::run(&mut commit, message.as_bytes().to_vec())?.expect("commit the site")?.text())
    }

    /// Paths in which two commits or trees differ.
    ///
    /// # Errors
    /// Git's words.
    pub fn differences(&self, old: &str, new: &str) -> Result<Vec<String>> {
        let names = self.run(&["diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new])?;
        let names = names.expect("compare published versions")?;
        let text = String::from_utf8_lossy(&names.stdout).into_owned();
        Ok(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }

    /// Pushes a commit. With `lease`, the remote's branch must still be at that commit, and may lose it.
    ///
    /// # Errors
    /// Whatever the remote refuses but a branch that went on.
    pub fn push(&self, remote: &str, (commit, branch): (&str, &str), lease: Option<&str>) -> Result<Pushed> {
        let mut arguments = vec!["push".to_owned(), "--porcelain".into(), "--no-verify".into()];
        arguments.extend(lease.map(|old| format!("--force-with-lease=refs/heads/{branch}:{old}")));
        arguments.extend([remote.to_owned(), format!("{commit}:refs/heads/{branch}")]);
        let answer = git::run(&mut self.command(&arguments), Vec::new())?;
        let status = answer.text();
        // `!\tFROM:TO\t[rejected] (fetch first)`; what a hook or a protected branch refuses is `[remote rejected]`.
        let overtaken = status.lines().any(|line| line.starts_with('!') && line.contains("[rejected]"))
            || ["cannot lock ref", "failed to update ref", "incorrect old value"]
                .iter()
                .any(|words| status.contains(words));
        if !answer.success && overtaken {
            return Ok(Pushed::Overtaken);
        }
        let refused = status.lines().find(|line| line.starts_with('!')).map(str::to_owned);
        let tried = format!("push to the branch {branch} of {}", shown(remote));
        answer.expect(&tried).map_err(|error| match refused {
            Some(line) => hidden(Error::new(format!("{error} / {}", line.replace('\t', " "))), remote),
            None => hidden(error, remote),
        })?;
        // The next fetch then has less to ask for. Nothing depends on it.
        let _ = self.run(&["update-ref", "refs/published/tip", commit]);
        let _ = self.run(&["-c", "gc.auto=6700", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet"]);
        Ok(Pushed::Done)
    }
}

/// `100644 blob ID    SIZE\tPATH`.
fn entry(line: &str) -> Option<(String, Blob)> {
    let (about, path) = line.split_once('\t')?;
    let mut parts = about.split_ascii_whitespace();
    let (mode, _, id, bytes) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let blob = Blob { mode: mode.to_owned(), id: id.to_owned(), bytes: bytes.parse().unwrap_or(0) };
    Some((path.to_owned(), blob))
}

/// What the writer's git knows of reaching remotes and of who they are. URLs were resolved when the remote's was asked for.
fn settings(here: &Path) -> Result<Vec<(String, String)>> {
    const OF_USE: &str =
        r"^(credential|http|https|ssh|protocol|user|author|committer)\.|^core\.(sshcommand|askpass|gitproxy)$";
    let answer = git::run(&mut git::command(here, ["config", "--includes", "-z", "--get-regexp", OF_USE]), Vec::new())?;
    let text = String::from_utf8_lossy(&answer.stdout).into_owned();
    Ok(text.split('\0').filter_map(|entry| entry.split_once('\n')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect())
}

/// A remote's URL without a password in it.
pub fn shown(remote: &str) -> String {
    match (remote.split_once("://"), remote.find('@')) {
        (Some((scheme, rest)), Some(_)) if !rest.starts_with('@') => {
            let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
            format!("{scheme}://{}/{path}", authority.rsplit('@').next().unwrap_or(authority))
        }
        _ => remote.to_owned(),
    }
}

/// Git names a remote as it was given to it.
fn hidden(error: Error, remote: &str) -> Error {
    let told = Error::new(error.to_string().replace(remote, &shown(remote)));
    match error.advice() {
        Some(help) => told.help(help),
        None => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_in_a_url_is_never_printed() {
        assert_eq!(shown("https://x:ghp_secret@github.com/wu/reports.git"), "https://github.com/wu/reports.git");
        assert_eq!(shown("https://github.com/wu/reports.git"), "https://github.com/wu/reports.git");
        assert_eq!(shown("git@github.com:wu/reports.git"), "git@github.com:wu/reports.git");
    }
}
