//! What tests of the whole program share: sites in temporary folders, runs of the binary, and checks of its pages.
//!
//! Each test file compiles this for itself and uses a part of it.
#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets what it did not foresee should stop there")]

pub mod corpus;
pub mod desk;
pub mod links;
pub mod nu;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use walkdir::WalkDir;

/// A folder of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs a script of tests/browser and fails with what it printed if it finds anything; else that is returned. `./test` installs
/// Node and what the scripts need.
pub fn play(script: &str, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> String {
    let played = Command::new("node").arg(repository("tests/browser").join(script)).args(arguments).output();
    let played = played.expect("node is there; ./test installs it");
    let said = String::from_utf8_lossy(&played.stdout).into_owned() + &String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "{said}");
    said
}

/// The number with which the last line begins that a script printed.
pub fn count_of(said: &str) -> usize {
    let last = said.trim().rsplit('\n').next();
    last.and_then(|line| line.split(' ').next()?.parse().ok()).expect("a number")
}

/// A site in a folder of its own, which ends with it.
pub struct Site {
    folder: TempDir,
}

/// What a run of `postil` printed and how it ended.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A copy of the site at `from`, without what was built of it.
    pub fn copy_of(from: &Path) -> Self {
        let site = Self::empty();
        for path in files_below(from) {
            let relative = path.strip_prefix(from).expect("it is below");
            if !relative.starts_with("public") {
                site.write(relative, fs::read(&path).expect("a readable file"));
            }
        }
        site
    }

    /// A copy of the site in the repository's root, whose other folders are none of its own.
    pub fn example() -> Self {
        let (site, root) = (Self::empty(), repository("."));
        site.write("postil.yaml", fs::read(root.join("postil.yaml")).expect("the example has settings"));
        for path in ["content", "themes"].iter().flat_map(|folder| files_below(&root.join(folder))) {
            let relative = path.strip_prefix(&root).expect("it is below");
            site.write(relative, fs::read(&path).expect("a readable file"));
        }
        site
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where `build` writes to by default.
    pub fn public(&self) -> PathBuf {
        self.path().join("public")
    }

    /// Writes a file of the site, and its folders where they are missing.
    pub fn write(&self, path: impl AsRef<Path>, contents: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a writable folder");
        fs::write(path, contents).expect("a writable file");
    }

    pub fn read(&self, path: impl AsRef<Path>) -> String {
        let path = self.path().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Runs `postil` in the site's folder.
    pub fn run(&self, args: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_postil")).args(args).current_dir(self.path()).output();
        let output = output.expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        let status = output.status.code().expect("the program was not killed");
        Run { status, stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Run {
    /// Fails with all that was printed, where the run ended otherwise.
    pub fn expect_status(self, status: i32) -> Self {
        assert_eq!(self.status, status, "\n{}\n{}", self.stdout, self.stderr);
        self
    }
}

/// Fails unless every page below `public` is valid HTML (where that can be checked) and every link in it leads somewhere.
pub fn expect_sound_pages(public: &Path, base_url: &str) {
    let pages = pages_below(public);
    assert!(pages.iter().any(|(name, _)| name == "index.html"), "no home page among {} pages", pages.len());
    let dead = links::dead(public, base_url);
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
    let errors = nu::errors(public).unwrap_or_default();
    assert!(errors.is_empty(), "invalid HTML:\n{}", errors.join("\n"));
}

/// All files below a folder, in order.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let entries = entries.map(|entry| entry.expect("the folder can be listed"));
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// All pages below a folder, as paths from it with `/` between the parts, and their HTML.
pub fn pages_below(folder: &Path) -> Vec<(String, String)> {
    let files = files_below(folder).into_iter().filter(|path| path.extension().is_some_and(|end| end == "html"));
    let pages = files.map(|path| {
        let relative = path.strip_prefix(folder).expect("it is below").to_string_lossy().replace('\\', "/");
        (relative, fs::read_to_string(&path).expect("a page is UTF-8"))
    });
    pages.collect()
}

/// The `base_url` that the settings of the site at `folder` give.
pub fn base_url(folder: &Path) -> String {
    let settings = fs::read_to_string(folder.join("postil.yaml")).expect("a site has settings");
    let line = settings.lines().find_map(|line| line.strip_prefix("base_url:")).expect("settings have a base_url");
    line.split(" #").next().unwrap_or(line).trim().trim_matches(['"', '\'']).to_owned()
}
