//! Where a site is published: a branch of a remote of the repository that it lies in.
//!
//! In: the site's folder, the settings, and what the writer asks for. Out: [`Target`]. Only asks git.

use std::path::{Path, PathBuf};

use super::Wish;
use crate::config::Publishing;
use crate::error::{Error, Result};
use crate::git;

/// The branch from which GitHub shows pages unless told otherwise.
const BRANCH: &str = "gh-pages";
const REMOTE: &str = "origin";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The top of the writer's work tree.
    pub here: PathBuf,
    /// The remote's name, or its URL where it has none.
    pub name: String,
    pub fetch_url: String,
    pub push_url: String,
    pub branch: String,
}

/// What is known of the writer's repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The commit that is checked out; `None` before the first.
    pub head: Option<String>,
    /// Files of the site that differ from it.
    pub uncommitted: usize,
}

impl Target {
    /// # Errors
    /// No repository, no such remote, or a branch that cannot be it.
    pub fn find(root: &Path, settings: &Publishing, wish: &Wish) -> Result<Self> {
        let Some(top) = git::ask(root, ["rev-parse", "--show-toplevel"])?.filter(|top| !top.is_empty()) else {
            return Err(Error::new(format!("{} lies in no git repository", root.display()))
                .help("`git init`, commit the site, and add the remote: `git remote add origin URL`"));
        };
        let here = PathBuf::from(top);
        let wanted = wish.remote.as_deref().or(settings.remote.as_deref());
        let name = remote(&here, wanted)?;
        let branch = wish.branch.clone().or(settings.branch.clone()).unwrap_or_else(|| BRANCH.to_owned());
        refuse_branch(&here, &branch)?;
        if is_url(&name) {
            return Ok(Self { here, fetch_url: name.clone(), push_url: name.clone(), name, branch });
        }
        let url = |which: &[&str]| {
            let arguments = [["remote", "get-url"].as_slice(), which, &["--", &name]].concat();
            let url = git::ask(&here, arguments)?.and_then(|urls| urls.lines().next().map(str::to_owned));
            url.ok_or_else(|| Error::new(format!("the remote {name} has no URL")).help("see `git remote -v`"))
        };
        let (fetch_url, push_url) = (url(&[])?, url(&["--push"])?);
        Ok(Self { here, name, fetch_url, push_url, branch })
    }

    /// `gh-pages of origin`.
    pub fn shown(&self) -> String {
        format!("{} of {}", self.branch, super::store::shown(&self.name))
    }
}

/// A URL or path can be given in the place of a remote's name.
fn is_url(name: &str) -> bool {
    name.contains([':', '/', '\\'])
}

fn remote(here: &Path, wanted: Option<&str>) -> Result<String> {
    let listed = git::ask(here, ["remote"])?.unwrap_or_default();
    let known: Vec<&str> = listed.lines().collect();
    match (wanted, known.as_slice()) {
        (Some(name), _) if is_url(name) || known.contains(&name) => Ok(name.to_owned()),
        (Some(name), []) => Err(Error::new(format!("there is no remote {name}, nor any other")).help(ADD)),
        (Some(name), _) => {
            Err(Error::new(format!("there is no remote {name}")).help(format!("there are: {}", known.join(", "))))
        }
        (None, []) => Err(Error::new("the repository has no remote to publish to").help(ADD)),
        (None, [only]) => Ok((*only).to_owned()),
        (None, _) if known.contains(&REMOTE) => Ok(REMOTE.to_owned()),
        (None, _) => {
            let help = format!("choose with `--remote`, or under `publish:` in postil.yaml: {}", known.join(", "));
            Err(Error::new("the repository has several remotes").help(help))
        }
    }
}

const ADD: &str = "make an empty repository at GitHub and add it: `git remote add origin URL`";

fn refuse_branch(here: &Path, branch: &str) -> Result<()> {
    if git::ask(here, ["check-ref-format", "--branch", branch])?.as_deref() != Some(branch) {
        return Err(Error::new(format!("`{branch}` is no name for a branch")));
    }
    let current = git::ask(here, ["symbolic-ref", "--quiet", "--short", "HEAD"])?;
    if current.as_deref() == Some(branch) {
        return Err(Error::new(format!("{branch} is the branch that you write on; pages need one of their own"))
            .help("choose another with `--branch`, or switch to the one with the content"));
    }
    Ok(())
}

/// The state of the repository from which the site in `root` is published.
///
/// # Errors
/// No git.
pub fn source(root: &Path) -> Result<Source> {
    let head = git::ask(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?;
    let status = ["status", "--porcelain", "--untracked-files=all", "--", "postil.yaml", "content", "themes"];
    let mut command = git::command(root, status);
    let answer = git::run(command.env("GIT_OPTIONAL_LOCKS", "0"), Vec::new())?;
    Ok(Source { head, uncommitted: answer.text().lines().count() })
}

/// Whether the writer's repository holds the state from which a published version was made. `None` where it does not
/// know that commit at all.
///
/// # Errors
/// No git.
pub fn contains(here: &Path, commit: &str) -> Result<Option<bool>> {
    let answer = git::run(&mut git::command(here, ["merge-base", "--is-ancestor", commit, "HEAD"]), Vec::new())?;
    Ok(match answer.status {
        Some(0) => Some(true),
        Some(1) => Some(false),
        _ => None,
    })
}
