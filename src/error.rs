//! What the environment refuses, as opposed to problems of the content: one small error with the path in it.
//!
//! In: what was tried, on which path, and the system's words. Out: a message and what to do about it. Prints nothing.

use std::fmt;
use std::io;
use std::path::Path;

/// Something outside the content stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    message: String,
    help: Option<String>,
}

/// What comes of something that the environment may refuse.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// `cannot WRITE public/index.html: Permission denied`; `tried` is a verb.
    pub fn io(tried: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {tried} {}: {error}", path.display()))
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What to do about it, where that is known.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
