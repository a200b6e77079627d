//! Which version of a site its output is: build.json, by which one can tell whether a published site is the one that was
//! built.
//!
//! In: the hashes of all other files. Out: [`Version`] and its JSON. Holds no time: equal sites have equal versions.

use std::fs::File;

use rapidhash::v3::{rapidhash_v3, rapidhash_v3_file};
use serde::{Deserialize, Serialize};

use crate::config::BaseUrl;
use crate::error::{Error, Result};
use crate::write::Content;

/// What build.json says. Of another version's file, only what is needed is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// `Postil 0.1.0`.
    #[serde(default)]
    pub generator: String,
    /// 16 hexadecimal digits that follow from the paths and bytes of all other files.
    pub version: String,
    /// Where the site is to stand; empty where no base_url is set.
    #[serde(default)]
    pub base_url: String,
    /// Output paths of files whose names, or whose folders' names, hold a hash of their bytes; pages that a browser has kept ask for them when
    /// the site has long had others.
    #[serde(default)]
    pub assets: Vec<String>,
}

impl Version {
    /// The version that follows from [`of_file`] of each file, in the order of paths.
    pub fn new(base_url: &BaseUrl, assets: Vec<String>, files: &[u64]) -> Self {
        let bytes: Vec<u8> = files.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        Self {
            generator: concat!("Postil ", env!("CARGO_PKG_VERSION")).to_owned(),
            version: format!("{:016x}", rapidhash_v3(&bytes)),
            base_url: if base_url.origin().is_empty() { String::new() } else { base_url.absolute("/") },
            assets,
        }
    }

    /// The file's bytes.
    pub fn json(&self) -> Vec<u8> {
        // Text and lists of text always can be written.
        let json = serde_json::to_string_pretty(self).unwrap_or_default();
        (json + "\n").into_bytes()
    }

    /// What a build.json says; `None` for anything else.
    pub fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }
}

/// A hash of a file's path and bytes (rapidhash v3).
///
/// # Errors
/// An original that cannot be read.
pub fn of_file(path: &str, content: &Content) -> Result<u64> {
    let hash = match content {
        Content::Bytes(bytes) => rapidhash_v3(bytes),
        Content::CopyOf(original) => {
            let hash = File::open(original).and_then(rapidhash_v3_file);
            hash.map_err(|error| Error::io("read", original, &error))?
        }
    };
    Ok(rapidhash_v3(&[path.as_bytes(), &hash.to_le_bytes()].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_with_its_path_and_its_bytes_wherever_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let original = folder.path().join("a.png");
        std::fs::write(&original, "bytes").unwrap();
        let bytes = Content::Bytes(b"bytes".to_vec());
        assert_eq!(of_file("a", &bytes), of_file("a", &Content::CopyOf(original)));
        assert_ne!(of_file("a", &bytes), of_file("b", &bytes));
        assert_ne!(of_file("a", &bytes), of_file("a", &Content::Bytes(b"byte".to_vec())));
        assert!(of_file("a", &Content::CopyOf(folder.path().join("none"))).is_err());
    }
}
