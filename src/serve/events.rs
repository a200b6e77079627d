//! Server-sent events: what browsers are told of changes.
//!
//! In: changes of the site. Out: JSON lines for every browser that listens. One that does not take them is forgotten; it
//! comes back by itself and is told the version then.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Mutex;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

use super::preview::{Preview, lock};
use crate::live::{Changes, Live};
use crate::path::encode;

/// Events that a browser may be behind before it is forgotten.
const BEHIND: usize = 64;
/// So often a silent stream shows that it is alive.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Those who listen.
#[derive(Debug, Default)]
pub struct Hub(Mutex<Vec<Sender<String>>>);

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Message<'a> {
    Hello { boot: &'a str, version: u64 },
    Change { version: u64, pages: Vec<Page>, assets: Vec<String>, statics: bool, everywhere: bool },
    Problems { version: u64 },
}

#[derive(Serialize)]
struct Page {
    url: String,
    title: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    gone: bool,
}

impl Hub {
    /// Sends a message to everyone.
    pub fn send(&self, message: &str) {
        lock(&self.0).retain(|listener| listener.try_send(message.to_owned()).is_ok());
    }

    /// A stream that begins with the version of now.
    pub fn listen(&self, preview: &Preview) -> Response {
        let (sender, receiver) = channel(BEHIND);
        let hello = json(&Message::Hello { boot: &preview.boot, version: preview.version() });
        // The channel is empty, so there is room.
        let _ = sender.try_send(hello);
        lock(&self.0).push(sender);
        let events = ReceiverStream::new(receiver).map(|data| Ok::<_, Infallible>(Event::default().data(data)));
        Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
    }
}

fn json(message: &Message<'_>) -> String {
    // Strings, numbers and truth values always serialise.
    serde_json::to_string(message).unwrap_or_default()
}

/// That files changed.
pub fn change(live: &Live, version: u64, changes: &Changes) -> String {
    let site = live.site();
    let base = &site.settings.base_url;
    let mut seen = BTreeSet::new();
    let pages = changes.pages.iter().map(|path| {
        let article = site.articles.get(path);
        let title = article.map_or("", |article| article.head.title.get(&[site.settings.language.as_str()]));
        Page { url: base.href(&encode(&path.route())), title: title.to_owned(), gone: article.is_none() }
    });
    json(&Message::Change {
        version,
        pages: pages.filter(|page| seen.insert(page.url.clone())).collect(),
        assets: changes.assets.iter().map(|path| base.href(&format!("/{}", encode(path.as_str())))).collect(),
        statics: changes.statics,
        everywhere: changes.everywhere,
    })
}

/// That there are other problems, and nothing else.
pub fn problems(version: u64) -> String {
    json(&Message::Problems { version })
}
