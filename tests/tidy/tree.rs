//! The files of the repository, as `/`-separated paths from its root, in order.

use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// What tools write and git does not keep.
const NOT_OURS: [&str; 6] = [".git", "target", "node_modules", "public", "package-lock.json", "Cargo.lock"];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every text file that people wrote.
pub fn files() -> Vec<String> {
    let ours = |entry: &DirEntry| !NOT_OURS.iter().any(|name| entry.file_name() == *name);
    let entries = WalkDir::new(root()).sort_by_file_name().into_iter().filter_entry(ours);
    let files = entries.map(|entry| entry.expect("the repository can be listed")).filter(|x| x.file_type().is_file());
    let paths = files.map(|entry| entry.path().strip_prefix(root()).expect("it is below the root").to_path_buf());
    let paths = paths.map(|path| path.to_string_lossy().replace('\\', "/"));
    paths.filter(|path| std::fs::read_to_string(root().join(path)).is_ok()).collect()
}

/// The Rust files.
pub fn source_files() -> Vec<String> {
    let files: Vec<_> = files().into_iter().filter(|file| file.ends_with(".rs")).collect();
    assert!(files.iter().any(|file| file == "src/lib.rs"), "the walk lost src/lib.rs: {files:?}");
    files
}

pub fn text(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).expect(file)
}
