//! Where and how a site is published, as `publish:` of the settings says.

use crate::yaml::{Node, Reader};

/// What is not said is found out or has its usual value when the site is published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publishing {
    /// A remote's name, or a URL.
    pub remote: Option<String>,
    pub branch: Option<String>,
    /// Patterns of files that stay in the branch although the site does not make them.
    pub keep: Vec<String>,
}

impl Publishing {
    pub fn read(reader: &mut Reader, node: &Node) -> Option<Self> {
        let mut keys = reader.keys(node, "`publish`")?;
        let remote = keys.get(reader, "remote", Reader::text);
        let branch = keys.get(reader, "branch", Reader::text);
        let keep = keys.list(reader, "keep", Reader::text);
        keys.finish(reader);
        Some(Self { remote, branch, keep })
    }
}
