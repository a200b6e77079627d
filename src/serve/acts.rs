//! What the page in the browser asks to have written, and what it asks in order to write.
//!
//! In: requests below `.postil/`. Out: answers in JSON.

use axum::http::StatusCode;

use super::http::Query;
use super::preview::Preview;

/// Nothing is written yet.
#[derive(Debug, Default)]
pub struct Desk;

/// The answer to a question by its name; None where there is none of this name.
pub fn look(_preview: &Preview, _name: &str, _query: &Query) -> Option<String> {
    None
}

/// Does what a page asks for.
pub fn act(_preview: &Preview, _name: &str, _body: &[u8]) -> Option<(StatusCode, String)> {
    None
}
