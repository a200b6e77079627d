//! What the threads of a preview share: the site, its version, and those who wait for news.
//!
//! In: paths that may have changed. Out: the site as it is now, events for browsers, [`News`] for the terminal.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::Tell;
use super::address::Listen;
use super::events::{self, Hub};
use crate::annotate::Desk;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::live::{Changes, Live};
use crate::path::ContentPath;

/// What happened, for whoever watches the terminal.
#[derive(Debug)]
pub enum News {
    /// Files were brought into the site.
    Changed {
        /// Paths below the site's root.
        files: Vec<String>,
        took: Duration,
        problems: Vec<Diagnostic>,
    },
    /// Looking around found other problems than before.
    Problems(Vec<Diagnostic>),
    /// The system does not tell of changes; the files are looked at instead.
    Polling { why: String },
    /// Something stands in the way; the preview goes on with what it has.
    Trouble(Error),
}

/// A site that is previewed.
pub struct Preview {
    live: RwLock<Live>,
    /// Changes that wait for the lock.
    waiting: AtomicUsize,
    version: AtomicU64,
    /// Tells one run of the program from another.
    pub boot: String,
    /// Known only to pages of this preview; without it nothing is written.
    pub token: String,
    pub listen: Listen,
    pub hub: Hub,
    pub desk: Mutex<Desk>,
    /// Pages of the content that browsers asked for last.
    recent: Mutex<VecDeque<ContentPath>>,
    /// Whether there is something to look around for.
    unsettled: Mutex<bool>,
    wake: Condvar,
    tell: Tell,
}

/// Pages that are remembered as open.
const RECENT: usize = 8;

impl Preview {
    /// # Errors
    /// A system without randomness.
    pub fn new(live: Live, listen: &Listen, tell: Tell) -> Result<Self> {
        Ok(Self {
            live: RwLock::new(live),
            waiting: AtomicUsize::new(0),
            version: AtomicU64::new(1),
            boot: random(8)?,
            token: random(32)?,
            listen: listen.clone(),
            hub: Hub::default(),
            desk: Mutex::default(),
            recent: Mutex::default(),
            unsettled: Mutex::new(true),
            wake: Condvar::new(),
            tell,
        })
    }

    /// Looks at the site as it is.
    pub fn read<T>(&self, look: impl FnOnce(&Live) -> T) -> T {
        look(&self.live.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
    }

    pub fn tell(&self, news: News) {
        (self.tell)(news);
    }

    /// Remembers that a page is open somewhere.
    pub fn opened(&self, path: &ContentPath) {
        let mut recent = lock(&self.recent);
        recent.retain(|known| known != path);
        recent.push_front(path.clone());
        recent.truncate(RECENT);
    }

    pub fn recent(&self) -> Vec<ContentPath> {
        lock(&self.recent).iter().cloned().collect()
    }

    /// Brings changed files into the site and tells everyone; None stands for all files.
    pub fn update(&self, paths: Option<&BTreeSet<PathBuf>>) -> Changes {
        let start = Instant::now();
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut live = self.live.write().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let changes = match paths {
            Some(paths) => live.refresh(paths),
            None => live.rescan(),
        };
        let changes = match changes {
            Ok(changes) => changes,
            Err(error) => {
                drop(live);
                self.tell(News::Trouble(error));
                return Changes::default();
            }
        };
        if changes.is_empty() {
            return changes;
        }
        let version = self.version.fetch_add(1, Ordering::SeqCst) + 1;
        drop(live);
        let took = start.elapsed();
        self.hub.send(&self.read(|live| events::change(live, version, &changes)));
        *lock(&self.unsettled) = true;
        self.wake.notify_all();
        self.tell(News::Changed { files: files(&changes), took, problems: self.read(Live::problems) });
        changes
    }

    /// Looks for what changes may have broken elsewhere, whenever there are any.
    pub fn look_around_for_ever(&self) {
        loop {
            {
                let mut unsettled = lock(&self.unsettled);
                while !*unsettled {
                    unsettled = self.wake.wait(unsettled).unwrap_or_else(PoisonError::into_inner);
                }
                *unsettled = false;
            }
            self.look_around();
        }
    }

    fn look_around(&self) {
        let stop = || self.waiting.load(Ordering::SeqCst) > 0;
        let Some(around) = self.read(|live| live.look_around(&stop)) else {
            // The change that stopped it will wake it again.
            return;
        };
        let changed = self.live.write().unwrap_or_else(PoisonError::into_inner).note(around);
        if changed {
            self.hub.send(&events::problems(self.version()));
            self.tell(News::Problems(self.read(Live::problems)));
        }
    }
}

/// A lock whose holder died left a value that is whole: every change of it is one assignment or one push.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many random bytes in hexadecimal digits.
fn random(bytes: usize) -> Result<String> {
    let mut buffer = vec![0; bytes];
    getrandom::fill(&mut buffer).map_err(|error| Error::new(format!("the system gives no random bytes: {error}")))?;
    Ok(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn files(changes: &Changes) -> Vec<String> {
    let content = changes.pages.iter().chain(&changes.assets).map(|path| format!("content/{path}"));
    let mut files: Vec<String> = content.collect();
    if files.is_empty() && changes.statics {
        files.push("the theme's files".to_owned());
    } else if files.is_empty() && changes.everywhere {
        files.push("settings, registry or templates".to_owned());
    } else if files.is_empty() {
        files.push("problems".to_owned());
    }
    files
}

/// What browsers of one preview share with it.
pub type Shared = Arc<Preview>;
