//! Where Postil may keep what can be made again: the user's cache folder.
//!
//! In: the environment. Out: a folder, which may not be there yet. Nothing in it is needed; whoever removes it loses time.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folder, by the conventions of the system: XDG_CACHE_HOME or ~/.cache, %LOCALAPPDATA%, ~/Library/Caches. `None` where
/// the environment names none.
pub fn folder() -> Option<PathBuf> {
    place(|name| env::var_os(name)).map(|folder| folder.join("postil"))
}

fn place(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // What is no absolute path is to be ignored (XDG Base Directory Specification).
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let at_home = |below: &str| absolute("HOME").map(|home| home.join(Path::new(below)));
    let xdg = absolute("XDG_CACHE_HOME");
    match (cfg!(windows), cfg!(target_os = "macos")) {
        (true, _) => xdg.or_else(|| absolute("LOCALAPPDATA")),
        (_, true) => xdg.or_else(|| at_home("Library/Caches")),
        _ => xdg.or_else(|| at_home(".cache")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_environment_says_where() {
        let with = |known: &[(&str, &str)]| {
            place(|name| known.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value)))
        };
        assert_eq!(with(&[("HOME", "/h/wu")]), Some("/h/wu/.cache".into()));
        assert_eq!(with(&[("HOME", "/h/wu"), ("XDG_CACHE_HOME", "/c")]), Some("/c".into()));
        assert_eq!(with(&[("HOME", "/h/wu"), ("XDG_CACHE_HOME", "c")]), Some("/h/wu/.cache".into()));
        assert_eq!(with(&[]), None);
    }
}
