//! Postil turns annotated reports into a cross-linked website.

pub mod anchor;
pub mod article;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod figure;
pub mod graph;
pub mod history;
pub mod id;
pub mod load;
pub mod local;
pub mod markdown;
pub mod mention;
pub mod path;
pub mod registry;
pub mod render;
pub mod routes;
pub mod scalar;
pub mod sidecar;
pub mod site;
pub mod source;
pub mod text;
pub mod theme;
pub mod view;
pub mod words;
pub mod yaml;
