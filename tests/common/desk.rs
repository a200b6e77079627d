//! A writer's desk: a site in a git repository with a remote, and a git that knows nothing of the machine it runs on.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::Run;

/// A site in a repository with a remote, a cache of its own, and a git that knows nobody's settings.
pub struct Desk {
    pub folder: TempDir,
}

pub const SETTINGS: &str = "title: 观察\nbase_url: https://example.org/reports/\nlanguage: zh-Hans\n";
pub const REPORT: &str = "---\ntitle: 面子与里子\ndate: 2024-06-03\n---\n\n阿里云降价。\n";

impl Desk {
    pub fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a desk in a temporary folder") };
        fs::create_dir(desk.site()).expect("a desk in a temporary folder");
        desk.write("postil.yaml", SETTINGS);
        desk.write("content/articles/a.md", REPORT);
        desk.write(".gitignore", "/public/\n");
        desk.git(desk.folder.path(), &["init", "-q", "--bare", "-b", "main", "remote.git"]);
        desk.here(&["init", "-q", "-b", "main"]);
        desk.here(&["remote", "add", "origin", "../remote.git"]);
        desk.commit("first");
        desk
    }

    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub fn remote(&self) -> PathBuf {
        self.folder.path().join("remote.git")
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let file = self.site().join(path);
        fs::create_dir_all(file.parent().expect("a desk in a temporary folder")).expect("a desk in a temporary folder");
        fs::write(file, text).expect("a desk in a temporary folder");
    }

    /// A command that sees this desk's folders and nothing of the machine's.
    pub fn command(&self, program: impl AsRef<OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(folder)
            .env("HOME", self.folder.path())
            .env("XDG_CACHE_HOME", self.folder.path().join("cache"));
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_TERMINAL_PROMPT", "0");
        for (key, value) in [("NAME", "Wu"), ("EMAIL", "wu@example.org")] {
            command.env(format!("GIT_AUTHOR_{key}"), value).env(format!("GIT_COMMITTER_{key}"), value);
        }
        command
    }

    pub fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.command("git", folder).args(arguments).output().expect("a desk in a temporary folder");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("a desk in a temporary folder").trim().to_owned()
    }

    pub fn here(&self, arguments: &[&str]) -> String {
        self.git(&self.site(), arguments)
    }

    pub fn commit(&self, message: &str) {
        self.here(&["add", "-A"]);
        self.here(&["commit", "-q", "-m", message]);
    }

    pub fn publish_in(&self, site: &Path, arguments: &[&str]) -> Run {
        let mut command = self.command(env!("CARGO_BIN_EXE_postil"), site);
        run(command.arg("publish").args(arguments).output().expect("a desk in a temporary folder"))
    }

    pub fn publish(&self, arguments: &[&str]) -> Run {
        self.publish_in(&self.site(), arguments)
    }

    /// The published commit.
    pub fn tip(&self) -> String {
        self.git(&self.remote(), &["rev-parse", "refs/heads/gh-pages"])
    }

    pub fn versions(&self) -> usize {
        self.git(&self.remote(), &["rev-list", "--count", "gh-pages"]).parse().expect("a desk in a temporary folder")
    }

    pub fn published(&self) -> Vec<String> {
        let listed =
            self.git(&self.remote(), &["-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "gh-pages"]);
        listed.lines().map(str::to_owned).collect()
    }

    pub fn page(&self, path: &str) -> String {
        self.git(&self.remote(), &["show", &format!("gh-pages:{path}")])
    }

    /// Somebody commits files to the branch by hand.
    pub fn by_hand(&self, files: &[(&str, &str)]) {
        let clone = self.folder.path().join("clone");
        let _ = fs::remove_dir_all(&clone);
        self.git(self.folder.path(), &["clone", "-q", "-b", "gh-pages", "remote.git", "clone"]);
        for (path, text) in files {
            let file = clone.join(path);
            fs::create_dir_all(file.parent().expect("a desk in a temporary folder"))
                .expect("a desk in a temporary folder");
            fs::write(file, text).expect("a desk in a temporary folder");
        }
        self.git(&clone, &["add", "-A"]);
        self.git(&clone, &["commit", "-q", "-m", "by hand"]);
        self.git(&clone, &["push", "-q"]);
    }
}

pub fn run(output: Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).expect("a desk in a temporary folder");
    Run {
        status: output.status.code().expect("a desk in a temporary folder"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// A host that shows a folder's files at their paths below /reports/.
pub fn host(folder: PathBuf) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a connection of the test's own");
    let port = listener.local_addr().expect("a connection of the test's own").port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection of the test's own");
            let mut request = String::new();
            let mut reader = BufReader::new(stream.try_clone().expect("a connection of the test's own"));
            reader.read_line(&mut request).expect("a connection of the test's own");
            let mut line = String::new();
            while reader.read_line(&mut line).unwrap_or(0) > 2 {
                line.clear();
            }
            let path = request
                .split(' ')
                .nth(1)
                .expect("a connection of the test's own")
                .split('?')
                .next()
                .expect("a connection of the test's own");
            let body = path.strip_prefix("/reports/").and_then(|path| fs::read(folder.join(path)).ok());
            let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
            let body = body.unwrap_or_default();
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(&[head.as_bytes(), &body].concat());
        }
    });
    port
}
