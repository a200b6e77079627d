//! Postil turns annotated reports into a cross-linked website.
pub mod anchor;
pub mod history;
pub mod text;
