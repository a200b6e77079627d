//! What lies in the output folder before a build.
//!
//! In: the folder, and what Postil wrote there before. Out: the files that are there, or an error that names those of
//! others. Changes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{MANIFEST, path};
use crate::error::{Error, Result};
use crate::text;

/// Foreign files that a message names.
const NAMED: usize = 3;

/// No link on the way from the site to its output, which could lead anywhere.
pub fn refuse_links(root: &Path, output: &str) -> Result<()> {
    let mut folder = root.to_path_buf();
    for part in Path::new(output) {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(there) if there.is_dir() => {}
            Ok(there) => {
                let what = if there.is_symlink() { "a link" } else { "a file" };
                return Err(Error::new(format!("the output folder {} is {what}", folder.display())).help(
                    "Postil writes into real folders only: remove it, or set `output:` in postil.yaml to another",
                ));
            }
            Err(_) => return Ok(()),
        }
    }
    Ok(())
}

/// The files below the folder, all of them Postil's.
///
/// # Errors
/// Files that are not, links among them: Postil writes none.
pub fn present(folder: &Path, own: &BTreeSet<String>) -> Result<BTreeSet<String>> {
    let mut present = BTreeSet::new();
    let mut foreign = Vec::new();
    if fs::symlink_metadata(folder).is_err() {
        return Ok(present);
    }
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        if entry.file_type().is_dir() {
            continue;
        }
        match relative(folder, &entry) {
            Some(path) if entry.file_type().is_file() && [MANIFEST, path::IGNORE].contains(&path.as_str()) => {}
            Some(path) if entry.file_type().is_file() && own.contains(&path) => drop(present.insert(path)),
            _ => foreign.push(entry),
        }
    }
    if foreign.is_empty() { Ok(present) } else { Err(refusal(folder, &foreign)) }
}

/// The path from the folder in NFC, since some file systems decompose names; `None` where it is no UTF-8.
fn relative(folder: &Path, entry: &DirEntry) -> Option<String> {
    let path = entry.path().strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(text::nfc(&parts?.join("/")).into_owned())
}

fn unreadable(folder: &Path, error: &walkdir::Error) -> Error {
    let path = error.path().unwrap_or(folder);
    match error.io_error() {
        Some(error) => Error::io("read", path, error),
        None => Error::new(format!("cannot read {}: {error}", path.display())),
    }
}

fn refusal(folder: &Path, foreign: &[DirEntry]) -> Error {
    let mut names: Vec<String> = foreign
        .iter()
        .take(NAMED)
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path()).display();
            if entry.path_is_symlink() { format!("{name} (a link)") } else { name.to_string() }
        })
        .collect();
    if foreign.len() > NAMED {
        names.push(format!("{} more", foreign.len() - NAMED));
    }
    let noun = if foreign.len() == 1 { "a file" } else { "files" };
    let message =
        format!("the output folder {} holds {noun} that Postil did not write: {}", folder.display(), names.join(", "));
    Error::new(message).help(
        "move them into content/ or elsewhere, or set `output:` in postil.yaml to another folder; nothing was touched",
    )
}
