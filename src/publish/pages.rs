//! The files of a version, made and ready to be published.
//!
//! In: a checked site. Out: [`Pages`]: each path and the file that holds its bytes, in a temporary folder under a number,
//! so that no name of the site is ever a name on disk. Refuses what no host of static sites would take.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::temporary::Temporary;
use crate::build::{self, Checked, Kept, Stop, Watch};
use crate::error::{Error, Result};
use crate::routes::Route;
use crate::theme::Theme;
use crate::version::Version;
use crate::write::{self, Content};

/// GitHub refuses larger files.
const MAX_FILE_BYTES: u64 = 100 << 20;
/// GitHub Pages publishes no larger sites.
const MAX_SITE_BYTES: u64 = 1 << 30;

/// A version of a site.
#[derive(Debug)]
pub struct Pages {
    /// The paths of the output, and where each file's bytes are.
    pub files: BTreeMap<String, Page>,
    pub version: Version,
}

#[derive(Debug)]
pub struct Page {
    pub disk: PathBuf,
    pub bytes: u64,
}

/// Makes all files of a site.
///
/// # Errors
/// Problems of templates, or what stands in the way.
pub fn make(
    checked: &Checked,
    theme: &Theme,
    temporary: &Temporary,
    watching: (Watch<'_>, Kept<'_>),
) -> std::result::Result<Pages, Stop> {
    refuse_links(checked)?;
    let folder = temporary.path().join("pages");
    fs::create_dir(&folder).map_err(|error| Error::io("make the folder", &folder, &error))?;
    let number = AtomicUsize::new(0);
    let made = build::make(checked, theme, watching, |path, content| {
        write::refuse_path(path)?;
        let disk = folder.join(number.fetch_add(1, Ordering::Relaxed).to_string());
        let written = match &content {
            Content::Bytes(bytes) => fs::write(&disk, bytes).map(|()| bytes.len() as u64),
            Content::CopyOf(original) => copy(original, &disk),
        };
        let bytes = written.map_err(|error| Error::io("write", &disk, &error))?;
        Ok((path.to_owned(), Page { disk, bytes }))
    })?;
    let files: BTreeMap<String, Page> = made.into_iter().collect();
    refuse_sizes(&files)?;
    let version = files.get(&Route::Version.output_path()).and_then(|page| fs::read(&page.disk).ok());
    let version = version.and_then(|json| Version::parse(&json));
    let version =
        version.ok_or_else(|| Error::new(format!("the files in {} were changed meanwhile", folder.display())))?;
    Ok(Pages { files, version })
}

fn copy(original: &PathBuf, disk: &PathBuf) -> io::Result<u64> {
    io::copy(&mut fs::File::open(original)?, &mut fs::File::create(disk)?)
}

/// What a link leads to is no part of the repository that others build from.
fn refuse_links(checked: &Checked) -> Result<()> {
    let is_link = |disk: &PathBuf| fs::symlink_metadata(disk).is_ok_and(|about| about.is_symlink());
    let links = checked.site.assets.iter().filter(|asset| is_link(&asset.disk));
    let names: Vec<String> = links.map(|asset| format!("content/{}", asset.path)).collect();
    refuse(&names, "symbolic links are not published", "put the file itself there")
}

fn refuse_sizes(files: &BTreeMap<String, Page>) -> Result<()> {
    let large = files.iter().filter(|(_, page)| page.bytes > MAX_FILE_BYTES);
    let names: Vec<String> = large.map(|(path, page)| format!("{path} ({})", megabytes(page.bytes))).collect();
    refuse(&names, "files of more than 100 MB cannot be published", "make them smaller, or link to another host")?;
    let all: u64 = files.values().map(|page| page.bytes).sum();
    if all > MAX_SITE_BYTES {
        let message = format!("the site has {}, and no more than 1 GB can be published", megabytes(all));
        return Err(Error::new(message).help("move large files to another host"));
    }
    Ok(())
}

/// An error that names what stands in the way, the first of many.
pub fn refuse(names: &[String], message: &str, help: &str) -> Result<()> {
    const NAMED: usize = 5;
    if names.is_empty() {
        return Ok(());
    }
    let mut shown = names.get(..NAMED).unwrap_or(names).join(", ");
    if names.len() > NAMED {
        shown += &format!(" and {} more", names.len() - NAMED);
    }
    Err(Error::new(format!("{message}: {shown}")).help(help))
}

/// Bytes as people read them, in decimal units.
pub fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_large_files_and_sites_are_named() {
        let with = |sizes: &[u64]| {
            let page = |bytes| Page { disk: PathBuf::new(), bytes };
            let files = sizes.iter().enumerate().map(|(n, bytes)| (format!("f{n}"), page(*bytes)));
            refuse_sizes(&files.collect()).map_err(|error| error.to_string())
        };
        assert_eq!(with(&[100 << 20; 10]), Ok(()));
        assert_eq!(
            with(&[1, (100 << 20) + 1]),
            Err("files of more than 100 MB cannot be published: f1 (104.9 MB)".into())
        );
        assert!(with(&[100 << 20; 11]).unwrap_err().starts_with("the site has 1153.4 MB"));
    }
}
