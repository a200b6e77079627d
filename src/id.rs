//! Ids of entities, topics, sources, events and annotations.
//!
//! In: text from YAML. Out: [`Id`], which is valid by construction. Must not know what an id stands for.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Code;
use crate::source::At;
use crate::yaml::{Node, Reader};

/// Letters of any script, digits, hyphens and underscores, in NFC; never empty, never `none`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Id(Arc<str>);

impl Id {
    pub fn new(text: &str) -> Option<Self> {
        let valid =
            !text.is_empty() && text != "none" && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        valid.then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What must be unique: ids differ in more than case.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// Reads an id where one is defined or referred to.
    pub fn read(reader: &mut Reader, node: &Node) -> Option<At<Id>> {
        let text = reader.words(node)?;
        let id = Id::new(&text.value);
        if id.is_none() {
            let help = if text.value == "none" {
                "`none` is reserved; choose another id".to_owned()
            } else {
                "an id has letters of any script, digits, hyphens and underscores".to_owned()
            };
            reader.report(Code::InvalidId, node, format!("`{}` is not an id", text.value)).help = Some(help);
        }
        Some(At { value: id?, span: text.span })
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_letters_of_any_script() {
        assert!(["alibaba-cloud", "阿里云", "0700", "Kimi", "a_b"].iter().all(|id| Id::new(id).is_some()));
        assert!(["", "none", "a b", "a/b", "a.b", "../x", "“"].iter().all(|id| Id::new(id).is_none()));
    }
}
