//! Postil turns annotated reports into a cross-linked website.

pub mod markdown;
pub mod text;
