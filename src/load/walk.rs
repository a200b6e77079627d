//! The walk through content/: which files there are.
//!
//! In: the folder. Out: its files with what the system says of each, in order, and problems for what is no file or leads
//! out. Opens no file.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{at_head, unreadable};
use crate::diagnostic::{Code, Diagnostic};
use crate::text;

/// A file by its path below the folder.
pub struct Found {
    pub relative: PathBuf,
    /// None where the system keeps it to itself; the reading will say why.
    pub metadata: Option<Metadata>,
}

/// What a walk found.
#[derive(Default)]
pub struct Walked {
    pub files: Vec<Found>,
    pub strays: Vec<Diagnostic>,
}

/// Walks through a folder that need not exist.
///
/// # Errors
/// What the system says of the folder itself.
pub fn walk(content: &Path) -> io::Result<Walked> {
    let mut walked = Walked::default();
    if content.is_dir() {
        let inside = fs::canonicalize(content)?;
        look(content, &inside, &mut walked);
    } else if fs::symlink_metadata(content).is_ok() {
        walked.strays.push(unreadable("content", "it is no folder"));
    }
    Ok(walked)
}

fn look(content: &Path, inside: &Path, walked: &mut Walked) {
    let mut entries = WalkDir::new(content).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walked.strays.extend(unreadable_entry(content, &error));
                continue;
            }
        };
        let shown = shown(content, entry.path());
        if is_hidden(&entry) {
            skip(&mut entries, &entry);
        } else if entry.path_is_symlink() && !fs::canonicalize(entry.path()).is_ok_and(|real| real.starts_with(inside))
        {
            let message = format!("{shown} is a link that leads out of content/");
            walked.strays.push(at_head(&shown, Code::OutsideSite, message).help("copy it into content/"));
            // Else a link to the root of the disk would have all of it read.
            skip(&mut entries, &entry);
        } else if entry.file_type().is_file() {
            let relative = entry.path().strip_prefix(content).unwrap_or(entry.path()).to_path_buf();
            walked.files.push(Found { relative, metadata: entry.metadata().ok() });
        } else if !entry.file_type().is_dir() {
            walked.strays.push(unreadable(&shown, "it is neither a file nor a folder"));
        }
    }
}

/// What lies below the entry is not looked at; a file has nothing below it.
fn skip(entries: &mut walkdir::IntoIter, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        entries.skip_current_dir();
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

/// A path below content/ as messages have it: nothing in it moves the cursor or ends the line.
pub fn shown(content: &Path, disk: &Path) -> String {
    let relative = disk.strip_prefix(content).unwrap_or(disk).to_string_lossy().replace('\\', "/");
    let mut shown = String::from("content/");
    for character in relative.chars() {
        match character.is_control() {
            true => shown.extend(character.escape_default()),
            false => shown.push(character),
        }
    }
    text::nfc(&shown).into_owned()
}

fn unreadable_entry(content: &Path, error: &walkdir::Error) -> Option<Diagnostic> {
    let path = error.path().unwrap_or(content);
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let why = match (error.loop_ancestor(), error.io_error()) {
        (Some(_), _) => "the link leads to a folder that it is in".to_owned(),
        (None, Some(error)) => error.to_string(),
        (None, None) => error.to_string(),
    };
    (!hidden).then(|| unreadable(&shown(content, path), &why))
}
