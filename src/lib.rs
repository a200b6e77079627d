//! Postil turns annotated reports into a cross-linked website.

pub mod config;
pub mod date;
pub mod diagnostic;
pub mod figure;
pub mod id;
pub mod local;
pub mod registry;
pub mod scalar;
pub mod sidecar;
pub mod source;
pub mod text;
pub mod yaml;
