//! New files, all or none, never over an old one.
//!
//! In: a folder, paths below it and their texts. Out: the files, or an error that names every file in the way.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use crate::error::{Error, Result};

/// Writes files below a folder, which is made where it is missing.
///
/// # Errors
/// Files that are there already, and what the system refuses.
pub fn write_new(folder: &Path, files: &[(&str, String)]) -> Result<()> {
    if folder.symlink_metadata().is_ok() && !folder.is_dir() {
        return Err(Error::new(format!("{} is not a folder", folder.display())));
    }
    let taken: Vec<&str> =
        files.iter().map(|(path, _)| *path).filter(|path| folder.join(path).symlink_metadata().is_ok()).collect();
    if !taken.is_empty() {
        let (verb, them) = if taken.len() == 1 { ("is", "it") } else { ("are", "them") };
        let message = format!("in {} there {verb} already: {}", folder.display(), taken.join(", "));
        return Err(Error::new(message).help(format!("nothing was written; move {them} away or choose another name")));
    }
    files.iter().try_for_each(|(path, text)| write_one(&folder.join(path), text))
}

fn write_one(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Error::io("make the folder", folder, &error))?;
    }
    let written = OpenOptions::new().write(true).create_new(true).open(file);
    let written = written.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| Error::io("write", file, &error))
}
