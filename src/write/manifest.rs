//! The list of the files that Postil wrote, kept among them as a hidden file.
//!
//! In: the output folder. Out: paths from it, with `/` between the parts. Holds paths only, sorted, so that it is the
//! same for the same output; it may be committed or ignored.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::path;
use crate::error::{Error, Result};

/// The file's name.
pub const MANIFEST: &str = ".postil-manifest";

/// The first line, for those who wonder.
const HEAD: &str =
    "# Files written by Postil, which removes them when they are made no more. Keep this file beside them.";

/// What Postil wrote before; nothing where it never did.
pub fn read(folder: &Path) -> Result<BTreeSet<String>> {
    let file = folder.join(MANIFEST);
    match fs::read_to_string(&file) {
        // Someone may have written this file to have others removed.
        Ok(text) => Ok(text.lines().skip(1).filter(|line| path::check(line).is_ok()).map(str::to_owned).collect()),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(BTreeSet::new())
        }
        Err(error) => Err(Error::io("read", &file, &error)),
    }
}

pub fn write(folder: &Path, paths: &BTreeSet<&str>) -> Result<()> {
    let mut text = format!("{HEAD}\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    let file = folder.join(MANIFEST);
    super::overwrite(&file, text.as_bytes()).map_err(|error| Error::io("write", &file, &error))
}
