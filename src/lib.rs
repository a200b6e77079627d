//! Postil turns annotated reports into a cross-linked website.
pub mod text;
