//! The preview: a site in memory, served at its real address while its files are written.
//!
//! In: a site's folder and where to listen. Out: pages on request, events when files change, and what happens as [`News`].
//! Must not know how pages are made or how news are printed.
//!
//! Three threads share a [`Preview`]: the one that answers requests, the one that brings changed files into the site, and
//! the one that looks around afterwards. The site is behind one lock; whoever changes it first asks the look around to
//! stop, so a change never waits for more than one short step.

mod acts;
mod address;
mod client;
mod editor;
mod events;
mod files;
mod guard;
mod http;
mod page;
mod preview;
mod state;
#[cfg(test)]
mod tests;
mod watch;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

pub use address::Listen;
pub use preview::{News, Preview};

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::fonts::Fonts;
use crate::live::Live;

/// Where and how a preview is served.
#[derive(Debug, Clone)]
pub struct Options {
    pub listen: Listen,
    /// Look at the files again and again, where the system does not tell of changes.
    pub poll: Watching,
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watching {
    Events,
    Polling,
}

/// A preview that is ready to be served.
#[derive(Debug)]
pub struct Started {
    pub address: SocketAddr,
    /// Where a browser finds the home page.
    pub url: String,
    /// The same for other machines of the network, where they can reach it.
    pub elsewhere: Option<String>,
    pub problems: Vec<Diagnostic>,
    /// Reports of the site.
    pub reports: usize,
}

/// So long the start may take for looking around.
const FIRST_LOOK: Duration = Duration::from_millis(300);

/// Told of what happens, from several threads.
pub type Tell = Arc<dyn Fn(News) + Send + Sync>;

/// Reads the site, says that it is ready, and serves it until the program is told to end.
///
/// # Errors
/// A site that cannot be read, or an address that cannot be had.
pub fn serve(root: &Path, options: &Options, tell: Tell, ready: impl FnOnce(&Started)) -> Result<()> {
    let root = root.canonicalize().map_err(|error| Error::io("read", root, &error))?;
    let live = Live::open(&root)?.drawn_in(Fonts::of_system());
    // A small site is looked through at once, a large one while it is served.
    let begun = Instant::now();
    live.look_around(&|| begun.elapsed() > FIRST_LOOK);
    let listener = options.listen.bind()?;
    let address = listener.local_addr().map_err(|error| Error::new(format!("cannot listen: {error}")))?;
    let preview = Arc::new(Preview::new(live, &options.listen, Arc::clone(&tell))?);
    let base = preview.read(|live| live.site().settings.base_url.path().to_owned());
    let started = Started {
        address,
        url: options.listen.url(address, &base),
        elsewhere: options.listen.elsewhere(address, &base),
        problems: preview.read(Live::problems),
        reports: preview.read(|live| live.site().reports().len()),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Error::new(format!("cannot start: {error}")))?;
    watch_in_background(&preview, options.poll);
    let app = http::app(Arc::clone(&preview));
    ready(&started);
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            served = axum::serve(listener, app).into_future() => served,
            () = told_to_end() => Ok(()),
        }
    });
    // Streams of events never end by themselves, so nobody waits for them.
    runtime.shutdown_timeout(Duration::ZERO);
    served.map_err(|error| Error::new(format!("cannot serve: {error}")))
}

/// Ctrl-C, or the signal by which systems end programs.
async fn told_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
            return;
        }
    }
    // Where signals cannot be had, the program is ended from outside.
    if interrupt.await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn watch_in_background(preview: &Arc<Preview>, watching: Watching) {
    let around = Arc::clone(preview);
    thread::spawn(move || around.look_around_for_ever());
    let preview = Arc::clone(preview);
    thread::spawn(move || watch::follow(&preview, watching));
}
