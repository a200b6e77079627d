//! A folder that is gone when it is not needed any more.
//!
//! In: nothing. Out: an empty folder of this run's own among the system's temporary ones. A run that is killed leaves it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The folder; it is removed with everything in it when this is dropped.
#[derive(Debug)]
pub struct Temporary(PathBuf);

impl Temporary {
    /// # Errors
    /// What the system refuses.
    pub fn new() -> Result<Self> {
        let number =
            getrandom::u64().map_err(|error| Error::new(format!("the system gives no random number: {error}")))?;
        let folder = env::temp_dir().join(format!("postil-{number:016x}"));
        // Never one that somebody else has put there.
        fs::create_dir(&folder).map_err(|error| Error::io("make the folder", &folder, &error))?;
        let folder = fs::canonicalize(&folder).map_err(|error| Error::io("find the folder", &folder, &error))?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clear away.
        let _ = fs::remove_dir_all(&self.0);
    }
}
