//! Which paths a file of the output can have.
//!
//! In: a path from the output folder with `/` between its parts. Out: an error for one that would lead out of the
//! folder, cannot be a file's, or belongs to the folder itself. Touches no disk.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use super::MANIFEST;
use crate::error::{Error, Result};

/// Bytes of a name that all common file systems allow.
const MAX_NAME_BYTES: usize = 255;

/// The user's own file in the output folder.
pub const IGNORE: &str = ".gitignore";

/// Nothing but plain names, none too long, on one line.
pub fn check(path: &str) -> Result<()> {
    let plain = |name: &str| {
        let mut parts = Path::new(name).components();
        matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None)) && !name.contains(char::is_control)
    };
    if !path.split('/').all(plain) {
        return Err(Error::new(format!("no file of the output can have the path `{}`", path.escape_debug()))
            .help("a redirect or the name of a file asks for it"));
    }
    if let Some(name) = path.split('/').find(|name| name.len() > MAX_NAME_BYTES) {
        return Err(Error::new(format!("the name `{name}` has {} bytes, at most {MAX_NAME_BYTES} can be", name.len()))
            .help("a Chinese character has three bytes; shorten the id or the file name that it comes from"));
    }
    let first = path.split('/').next().unwrap_or(path);
    if [MANIFEST, IGNORE].iter().any(|own| first.eq_ignore_ascii_case(own)) {
        return Err(Error::new(format!("the site has a page or file `{path}`, but `{first}` is no part of a site"))
            .help("a redirect or a file of the theme asks for it"));
    }
    Ok(())
}

/// One name cannot be a file and a folder.
pub fn refuse_nesting(paths: &BTreeSet<&str>) -> Result<()> {
    for path in paths {
        let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        if let Some(file) = folders.into_iter().find(|folder| paths.contains(folder)) {
            return Err(Error::new(format!("`{file}` would be a file and, for `{path}`, a folder"))
                .help("rename the file or the page that makes them"));
        }
    }
    Ok(())
}
