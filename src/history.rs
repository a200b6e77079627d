//! What a file said before, from the user's own git.
//!
//! In come a folder and a file in it, out come the file's committed versions, newest first. Where there is no git, no
//! repository or no commit of the file, there are none: history is a help, never a need, so nothing here is an error.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Component, Path};
use std::process::{Command, Stdio};

use crate::git;

/// Versions of more bytes are left out: no article is as long.
const LONGEST_VERSION: u64 = 8 * 1024 * 1024;

/// The file's last `most` committed versions, newest first, each read when it is asked for.
///
/// `file` is relative to `site_root`, which may be any folder of a repository. Deletions count for nothing; versions that
/// are no UTF-8 or longer than 8 MiB are left out.
pub fn earlier_texts(site_root: &Path, file: &Path, most: usize) -> impl Iterator<Item = String> {
    let path = git_path(file);
    let commits = path.as_ref().and_then(|path| commits(site_root, path, most)).unwrap_or_default();
    let site_root = site_root.to_owned();
    commits.into_iter().filter_map(move |commit| {
        let mut version = OsString::from(commit);
        version.push(":./");
        version.push(path.as_ref()?);
        let text = output(git(&site_root).arg("cat-file").arg("blob").arg(version))?;
        String::from_utf8(text).ok()
    })
}

/// A relative path as git writes it: with slashes, on every system. `None` if it leads out of its folder.
fn git_path(file: &Path) -> Option<OsString> {
    let mut path = OsString::new();
    for component in file.components() {
        let Component::Normal(name) = component else {
            return None;
        };
        if !path.is_empty() {
            path.push("/");
        }
        path.push(name);
    }
    (!path.is_empty()).then_some(path)
}

/// The last commits that changed a file, newest first.
fn commits(site_root: &Path, path: &OsString, most: usize) -> Option<Vec<String>> {
    let mut log = git(site_root);
    log.args(["log", "--format=%H", "--diff-filter=AMT", "--no-show-signature"]);
    log.arg(format!("--max-count={most}")).arg("--").arg(path);
    let lines = String::from_utf8(output(&mut log)?).ok()?;
    Some(lines.lines().map(str::to_owned).collect())
}

/// Git without locks, prompts and downloads.
fn git(folder: &Path) -> Command {
    let mut git = git::command::<&str>(folder, []);
    git.envs([("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_NO_LAZY_FETCH", "1")]);
    git
}

/// What a command writes, if it ends well and writes no more than [`LONGEST_VERSION`].
fn output(command: &mut Command) -> Option<Vec<u8>> {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut bytes = Vec::new();
    let read = child.stdout.take().map(|stdout| stdout.take(LONGEST_VERSION + 1).read_to_end(&mut bytes));
    let too_long = u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST_VERSION);
    // The pipe is closed by now, so a command with more to say ends by itself.
    let ended_well = child.wait().is_ok_and(|status| status.success());
    (matches!(read, Some(Ok(_))) && ended_well && !too_long).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    /// A repository that no configuration of the machine reaches.
    struct Repository(TempDir);

    impl Repository {
        fn new() -> Repository {
            let repository = Repository(tempfile::tempdir().expect("a folder"));
            repository.git(&["init", "--quiet"]);
            repository
        }

        fn git(&self, arguments: &[&str]) {
            let mut git = Command::new("git");
            git.current_dir(self.0.path()).args(["-c", "user.name=吴", "-c", "user.email=wu@example.org"]);
            git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
            git.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE");
            assert!(git.args(arguments).status().expect("git").success(), "git {arguments:?}");
        }

        fn commit(&self, file: &str, content: &[u8]) {
            let path = self.0.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, content).expect("a file");
            self.git(&["--literal-pathspecs", "add", "--", file]);
            self.git(&["commit", "--quiet", "--message", "edit"]);
        }

        fn texts(&self, file: &str, most: usize) -> Vec<String> {
            earlier_texts(self.0.path(), Path::new(file), most).collect()
        }
    }

    #[test]
    fn versions_come_newest_first() {
        let repository = Repository::new();
        for version in ["一", "二", "三"] {
            repository.commit("articles/阿里云.md", version.as_bytes());
            repository.commit("other.md", version.as_bytes());
        }
        fs::write(repository.0.path().join("articles/阿里云.md"), "四").expect("a file");
        assert_eq!(repository.texts("articles/阿里云.md", 9), ["三", "二", "一"]);
        assert_eq!(repository.texts("articles/阿里云.md", 2), ["三", "二"]);
        assert!(repository.texts("articles/阿里云.md", 0).is_empty());
        let folder = repository.0.path().join("articles");
        let below: Vec<_> = earlier_texts(&folder, Path::new("阿里云.md"), 1).collect();
        assert_eq!(below, ["三"], "a site in a folder of a repository");
    }

    #[test]
    fn strange_names_are_names() {
        let repository = Repository::new();
        repository.commit("a.md", b"plain");
        for name in ["--all", "*.md", ":(top)x.md", "a b\t\"c\".md", "HEAD", "[a].md"] {
            repository.commit(name, name.as_bytes());
            assert_eq!(repository.texts(name, 9), [name]);
        }
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let repository = Repository::new();
        repository.commit("a.md", b"one");
        repository.commit("a.md", &[0xFF, 0xFE]);
        repository.commit("a.md", &vec![b'x'; 8 * 1024 * 1024 + 1]);
        repository.git(&["rm", "--quiet", "a.md"]);
        repository.git(&["commit", "--quiet", "--message", "delete"]);
        repository.commit("a.md", b"two");
        assert_eq!(repository.texts("a.md", 9), ["two", "one"]);
    }

    #[test]
    fn without_history_there_is_none() {
        let repository = Repository::new();
        assert!(repository.texts("a.md", 9).is_empty(), "no commit yet");
        repository.commit("a.md", b"one");
        assert!(repository.texts("never.md", 9).is_empty());
        assert!(repository.texts("../a.md", 9).is_empty(), "out of the folder");
        assert!(repository.texts("", 9).is_empty());
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(earlier_texts(folder.path(), Path::new("a.md"), 9).count(), 0, "no repository");
        assert_eq!(earlier_texts(&folder.path().join("gone"), Path::new("a.md"), 9).count(), 0, "no folder");
    }
}
