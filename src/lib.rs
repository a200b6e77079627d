//! Postil turns annotated reports into a cross-linked website.

pub mod diagnostic;
pub mod source;
pub mod text;
pub mod yaml;
