//! The user's own git, as a program.
//!
//! In: a folder and what to ask. Out: what git prints, or an error with its words. Knows no repository's layout and keeps
//! nothing; credentials are git's own affair.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use crate::error::{Error, Result};

/// Variables with which a hook's git says which repository it is about.
const OF_ANOTHER_REPOSITORY: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

/// How a command of git ended.
#[derive(Debug)]
pub struct Answer {
    pub success: bool,
    /// The exit status, where the command was not killed.
    pub status: Option<i32>,
    pub stdout: Vec<u8>,
    /// In English.
    pub stderr: String,
}

impl Answer {
    /// What was printed, without white space around it; bytes that are no UTF-8 are replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).trim().to_owned()
    }

    /// The answer of a command that ended well.
    ///
    /// # Errors
    /// `cannot TRIED: ` and git's words, where it did not.
    pub fn expect(self, tried: &str) -> Result<Self> {
        if self.success {
            return Ok(self);
        }
        let words: Vec<&str> = self.stderr.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Err(Error::new(format!("cannot {tried}: git says: {}", words.join(" / "))))
    }
}

/// Git in a folder: without a pager, without patterns in file names, in English.
pub fn command<Argument: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = Argument>) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).args(["--no-pager", "--literal-pathspecs"]).args(arguments).env("LC_ALL", "C");
    for variable in OF_ANOTHER_REPOSITORY {
        git.env_remove(variable);
    }
    git
}

/// Runs a command to its end with `input` as its standard input.
///
/// # Errors
/// No git, or what the system says of starting it.
pub fn run(command: &mut Command, input: Vec<u8>) -> Result<Answer> {
    let stdin = if input.is_empty() { Stdio::null() } else { Stdio::piped() };
    let spawned = command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Error::new("there is no git on this machine").help("install it from https://git-scm.com")
        }
        _ => Error::new(format!("cannot start git: {error}")),
    })?;
    // Written from a thread of its own: git may print before it has read all. A git that ends early says why by itself.
    let writer = child.stdin.take().map(|mut stdin| thread::spawn(move || drop(stdin.write_all(&input))));
    let output = child.wait_with_output().map_err(|error| Error::new(format!("cannot wait for git: {error}")))?;
    drop(writer.map(thread::JoinHandle::join));
    Ok(Answer {
        success: output.status.success(),
        status: output.status.code(),
        stdout: output.stdout,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// The words that a command prints which ends well; `None` where it ends otherwise.
///
/// # Errors
/// As [`run`].
pub fn ask<Argument: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = Argument>,
) -> Result<Option<String>> {
    let answer = run(&mut command(folder, arguments), Vec::new())?;
    Ok(answer.success.then(|| answer.text()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn much_input_and_much_output_do_not_wait_for_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let input = "0123456789abcdef\n".repeat(100_000).into_bytes();
        let answer = run(&mut command(folder.path(), ["stripspace"]), input.clone()).unwrap();
        assert!(answer.success);
        assert_eq!(answer.stdout.len(), input.len());
    }

    #[test]
    fn what_git_says_comes_with_what_was_tried() {
        let folder = tempfile::tempdir().unwrap();
        let mut git = command(folder.path(), ["rev-parse", "--git-dir"]);
        git.env("GIT_CEILING_DIRECTORIES", folder.path().parent().unwrap());
        let error = run(&mut git, Vec::new()).unwrap().expect("find the repository").unwrap_err().to_string();
        assert!(error.starts_with("cannot find the repository: git says: fatal: not a git repository"), "{error}");
    }
}
