//! The output folder: what changed is written, what Postil wrote before and makes no more is removed, and nothing else
//! is touched.
//!
//! In: the folder, and every file of the site as [`Content`] by its path. Out: the folder as the site wants it, and how
//! many files that took. Must not know what a page is.
//!
//! Three steps keep the last good output. [`Output::open`] refuses a folder that holds files of others before anything
//! is made; [`Output::compare`] reads but never writes, so it can run while pages are still being made and any of them
//! may fail; [`Output::apply`] is called once all are there. Files are overwritten in place, since a temporary file and
//! a renaming for each costs about ten times as much; a build that is interrupted in `apply` is mended by the next one,
//! because contents are compared and not hashes that were once noted.

mod manifest;
mod path;
mod survey;

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::error::{Error, Result};
pub use manifest::MANIFEST;

/// What a file is to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    Bytes(Vec<u8>),
    /// The same as this file, which may be large.
    CopyOf(PathBuf),
}

/// A file of the new output, compared with what is there; its content is kept only where it must be written.
#[derive(Debug)]
pub struct Compared {
    path: String,
    change: Option<Content>,
}

/// What a build did to the output folder, in files.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// An output folder that holds nothing but what Postil wrote.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    /// Files that are there, as the disk spells them.
    present: BTreeSet<String>,
    /// Files that are Postil's, there or not.
    own: BTreeSet<String>,
}

impl Output {
    /// Looks at the folder `output` below `root`, which need not exist. Makes nothing.
    ///
    /// # Errors
    /// Files that Postil did not write, links, and folders that cannot be read.
    pub fn open(root: &Path, output: &str) -> Result<Self> {
        let folder = root.join(output);
        survey::refuse_links(root, output)?;
        let own = manifest::read(&folder)?;
        let present = survey::present(&folder, &own)?;
        Ok(Self { folder, present, own })
    }

    /// Whether a file must be written. Reads the file that is there and nothing else.
    ///
    /// # Errors
    /// A path that no file of the output can have, or a file that cannot be read.
    pub fn compare(&self, path: String, content: Content) -> Result<Compared> {
        path::check(&path)?;
        // A file system that ignores case would find a file under its old name, which is about to be removed.
        let same = self.present.contains(&path) && is_same(&self.folder.join(&path), &content)?;
        Ok(Compared { path, change: if same { None } else { Some(content) } })
    }

    /// What an earlier build left at a path; nothing where there is no such file, or it cannot be read.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.present.contains(path).then(|| fs::read(self.folder.join(path)).ok()).flatten()
    }

    /// Makes the folder hold the given files and no others of Postil's. With nothing to change it touches no file.
    ///
    /// # Errors
    /// The first thing that the system refuses; what was done by then stays, and the next build goes on from there.
    pub fn apply(&self, files: Vec<Compared>) -> Result<Written> {
        let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        path::refuse_nesting(&paths)?;
        let stale: Vec<&str> = self.own.iter().map(String::as_str).filter(|path| !paths.contains(path)).collect();
        let changes: Vec<(&str, &Content)> =
            files.iter().filter_map(|file| Some((file.path.as_str(), file.change.as_ref()?))).collect();
        let done = Written {
            written: changes.len(),
            unchanged: files.len() - changes.len(),
            removed: stale.iter().filter(|path| self.present.contains(**path)).count(),
        };
        if changes.is_empty() && stale.is_empty() {
            return Ok(done);
        }
        make_folder(&self.folder)?;
        // Whatever happens from here on, every file that may come to lie there is known as Postil's.
        let all = self.own.iter().map(String::as_str).chain(paths.iter().copied());
        manifest::write(&self.folder, &all.collect())?;
        self.remove(&stale)?;
        changes.par_iter().try_for_each(|(path, content)| write_file(&self.folder.join(path), content))?;
        manifest::write(&self.folder, &paths)?;
        Ok(done)
    }

    /// Removes files, and the folders that are empty without them.
    fn remove(&self, stale: &[&str]) -> Result<()> {
        for path in stale.iter().filter(|path| self.present.contains(**path)) {
            let file = self.folder.join(path);
            match fs::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("remove", &file, &error));
                }
                _ => {}
            }
            // The first folder that holds something else, or cannot be removed, ends this.
            let folders = file.ancestors().skip(1).take_while(|folder| *folder != self.folder);
            let _ = folders.map(fs::remove_dir).find(io::Result::is_err);
        }
        Ok(())
    }
}

/// Refuses a path that no file of an output can have.
///
/// # Errors
/// A path that would lead out of the output, or that some system cannot write.
pub fn refuse_path(path: &str) -> Result<()> {
    path::check(path)
}

/// Sizes first: most files that changed differ there.
fn is_same(file: &Path, content: &Content) -> Result<bool> {
    let size = fs::metadata(file).map_err(|error| Error::io("read", file, &error))?.len();
    match content {
        Content::Bytes(bytes) => {
            let mut there = Vec::new();
            Ok(size == bytes.len() as u64 && {
                let read = File::open(file).and_then(|mut file| file.read_to_end(&mut there));
                read.map_err(|error| Error::io("read", file, &error))?;
                there == *bytes
            })
        }
        Content::CopyOf(original) => {
            let wanted = fs::metadata(original).map_err(|error| Error::io("read", original, &error))?.len();
            Ok(size == wanted && same_bytes(file, original)?)
        }
    }
}

/// Compares two files of one size in pieces, since they may be videos.
fn same_bytes(one: &Path, other: &Path) -> Result<bool> {
    const PIECE_BYTES: usize = 1 << 16;
    let open = |path: &Path| File::open(path).map_err(|error| Error::io("read", path, &error));
    let (mut first, mut second) = (open(one)?, open(other)?);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        for (file, piece, path) in [(&mut first, &mut left, one), (&mut second, &mut right, other)] {
            piece.clear();
            let read = file.take(PIECE_BYTES as u64).read_to_end(piece);
            read.map_err(|error| Error::io("read", path, &error))?;
        }
        if left != right || left.is_empty() {
            return Ok(left == right);
        }
    }
}

fn write_file(file: &Path, content: &Content) -> Result<()> {
    if let Some(folder) = file.parent() {
        make_folder(folder)?;
    }
    match content {
        Content::Bytes(bytes) => overwrite(file, bytes).map_err(|error| Error::io("write", file, &error)),
        Content::CopyOf(original) => {
            let tried = format!("copy {} to", original.display());
            copy(original, file).map_err(|error| Error::io(&tried, file, &error))
        }
    }
}

/// Writes over what is there and cuts off the rest, which is faster than to empty the file first.
fn overwrite(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)
}

/// Unlike [`fs::copy`] it leaves the original's permissions behind: a read-only picture could not be replaced later.
fn copy(original: &Path, path: &Path) -> io::Result<()> {
    io::copy(&mut File::open(original)?, &mut File::create(path)?).map(drop)
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| Error::io("make the folder", folder, &error))
}

#[cfg(test)]
mod tests;
