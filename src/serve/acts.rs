//! What the page in the browser asks to have written, and what it asks in order to write.
//!
//! In: requests below `.postil/`. Out: answers in JSON; after a change the site is brought up to date at once.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::json;

use super::http::Query;
use super::preview::{Preview, lock};
use crate::annotate::{self, Done, Refusal, Request, Why};

/// The answer to a question by its name; None where there is none of this name.
pub fn look(preview: &Preview, name: &str, query: &Query) -> Option<String> {
    preview.read(|live| match name {
        "vocabulary" => Some(text(&annotate::vocabulary(live.site()))),
        "complete" => Some(text(&annotate::complete(live.site(), &query.get("kind"), &query.get("q")))),
        _ => None,
    })
}

/// Does what a page asks for; None where there is nothing of this name.
pub fn act(preview: &Preview, name: &str, body: &[u8]) -> Option<(StatusCode, String)> {
    let mut desk = lock(&preview.desk);
    let done = match name {
        "annotate" => match serde_json::from_slice::<Request>(body) {
            Ok(request) => preview.read(|live| desk.act(live, &request)),
            Err(error) => return Some(refuse(StatusCode::BAD_REQUEST, (&error.to_string(), None))),
        },
        "undo" => preview.read(|live| desk.undo(live)),
        _ => return None,
    };
    Some(match done {
        Ok(Done { id, files, shown }) => {
            let files: BTreeSet<_> = files.into_iter().collect();
            preview.update(Some(&files));
            let id = id.map(|id| id.to_string());
            (StatusCode::OK, text(&json!({"id": id, "file": shown, "version": preview.version()})))
        }
        Err(Refusal { why, message, help }) => {
            let status = match why {
                Why::Changed => StatusCode::CONFLICT,
                Why::Impossible => StatusCode::UNPROCESSABLE_ENTITY,
            };
            refuse(status, (&message, help.as_deref()))
        }
    })
}

fn refuse(status: StatusCode, (error, help): (&str, Option<&str>)) -> (StatusCode, String) {
    (status, text(&json!({"error": error, "help": help})))
}

/// Values of ours always serialise.
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
