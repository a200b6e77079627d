//! How changed files are noticed: the system tells of them, or they are looked at again and again.
//!
//! In: the folders of a site. Out: batches of paths, brought into the preview. A batch is what happens until it is quiet
//! for a moment, so that a checkout is one change and an editor's saving by renaming too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Watching;
use super::preview::{News, Preview};
use crate::load::SETTINGS;

/// A batch ends when nothing happened for so long, since editors save in several steps.
const QUIET: Duration = Duration::from_millis(20);
/// A batch that goes on and on is cut off here.
const LONGEST_BATCH: Duration = Duration::from_millis(200);
/// So often files are looked at where the system tells nothing.
const POLL: Duration = Duration::from_millis(500);
/// So often it is looked whether the system tells.
const CANARY: Duration = Duration::from_secs(2);

/// What the system told.
pub type Told = notify::Result<Event>;

/// Follows the files of a preview's site for ever.
pub fn follow(preview: &Preview, watching: Watching) {
    let root = preview.read(|live| live.root().to_path_buf());
    if watching == Watching::Polling {
        poll(preview);
    }
    let (sender, told) = channel();
    let watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more only when the program ends.
        let _ = sender.send(event);
    });
    let watcher = watcher.and_then(|mut watcher| watch_all(&mut watcher, &root).map(|()| watcher));
    let why = match watcher {
        Ok(mut watcher) => {
            // What changed between the reading and the watch was told to nobody.
            preview.update(None);
            let again = |watched: &BTreeSet<PathBuf>| rewatch(&mut watcher, &root, watched);
            listen(preview, &told, again)
        }
        Err(error) => error.to_string(),
    };
    preview.tell(News::Polling { why });
    poll(preview)
}

/// The folders of a site that are watched with all that is in them.
const FOLDERS: [&str; 2] = ["content", "themes"];

fn watch_all(watcher: &mut RecommendedWatcher, root: &Path) -> notify::Result<()> {
    // A file's own watch would end when an editor puts another in its place.
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS.map(|folder| root.join(folder)).iter().filter(|folder| folder.is_dir()) {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    Ok(())
}

/// Watches folders that came after the start. Watching twice is watching once.
fn rewatch(watcher: &mut RecommendedWatcher, root: &Path, touched: &BTreeSet<PathBuf>) {
    for folder in FOLDERS.map(|folder| root.join(folder)) {
        if touched.contains(&folder) && folder.is_dir() {
            // Where this fails the canary will see it.
            let _ = watcher.watch(&folder, RecursiveMode::Recursive);
        }
    }
}

/// Brings what the system tells into the site, until it is clear that it does not tell. Why it does not.
pub fn listen(preview: &Preview, told: &Receiver<Told>, mut again: impl FnMut(&BTreeSet<PathBuf>)) -> String {
    let mut canary = Canary::new(preview);
    loop {
        match told.recv_timeout(CANARY) {
            Ok(first) => {
                let batch = Batch::collect(first, told);
                again(&batch.paths);
                if batch.everything {
                    preview.update(None);
                } else if !batch.paths.is_empty() {
                    preview.update(Some(&batch.paths));
                }
            }
            Err(RecvTimeoutError::Disconnected) => return "the watch ended".to_owned(),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(path) = canary.sees(preview) {
            return format!("{} changed, and the system did not tell", path.display());
        }
    }
}

fn poll(preview: &Preview) -> ! {
    loop {
        std::thread::sleep(POLL);
        preview.update(None);
    }
}

/// What happened together.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Batch {
    pub paths: BTreeSet<PathBuf>,
    /// Whether the system lost count.
    pub everything: bool,
}

impl Batch {
    pub fn collect(first: Told, told: &Receiver<Told>) -> Self {
        let start = Instant::now();
        let mut batch = Self::default();
        batch.add(first);
        while start.elapsed() < LONGEST_BATCH {
            match told.recv_timeout(QUIET) {
                Ok(event) => batch.add(event),
                Err(_) => break,
            }
        }
        batch
    }

    fn add(&mut self, event: Told) {
        match event {
            Ok(event) if event.need_rescan() => self.everything = true,
            Ok(event) if says_something(&event.kind) => self.paths.extend(event.paths),
            Ok(_) => {}
            Err(_) => self.everything = true,
        }
    }
}

/// Whether an event may be a change: reading a file is none, and would make a circle.
fn says_something(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// Looks whether files that somebody has open in a browser change without being told of.
struct Canary {
    /// When each was changed, as far as is known.
    known: BTreeMap<PathBuf, Option<SystemTime>>,
    looked: Instant,
    /// A change that was seen once: the system has until the next look to tell of it.
    doubted: Option<PathBuf>,
    version: u64,
}

impl Canary {
    fn new(preview: &Preview) -> Self {
        Self { known: BTreeMap::new(), looked: Instant::now(), doubted: None, version: preview.version() }
    }

    /// A file whose change was not told of for the time between two looks.
    fn sees(&mut self, preview: &Preview) -> Option<PathBuf> {
        if self.looked.elapsed() < CANARY {
            return None;
        }
        self.looked = Instant::now();
        // Whatever was brought into the site shows that the system tells.
        let told = std::mem::replace(&mut self.version, preview.version()) != self.version;
        let files = open_files(preview);
        let now: BTreeMap<PathBuf, Option<SystemTime>> =
            files.into_iter().map(|file| (file.clone(), changed(&file))).collect();
        let differs =
            |(file, time): (&PathBuf, &Option<SystemTime>)| self.known.get(file).is_some_and(|then| then != time);
        let seen = now.iter().find(|entry| differs(*entry)).map(|(file, _)| file.clone());
        if told {
            (self.known, self.doubted) = (now, None);
            return None;
        }
        if let Some(doubted) = self.doubted.take() {
            self.known = now;
            // Saved again with the same words it is no change.
            return (!preview.update(None).is_empty()).then_some(doubted);
        }
        self.doubted.clone_from(&seen);
        if seen.is_none() {
            self.known = now;
        }
        None
    }
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}

/// The settings, and the files of the pages that were asked for last.
fn open_files(preview: &Preview) -> Vec<PathBuf> {
    let root = preview.read(|live| live.root().to_path_buf());
    let pages = preview.recent();
    let of_page = |path: &crate::path::ContentPath| {
        let page = root.join("content").join(path.without_extension());
        ["md", "yaml"].map(|extension| {
            let mut file = page.clone().into_os_string();
            file.push(format!(".{extension}"));
            PathBuf::from(file)
        })
    };
    [root.join(SETTINGS)].into_iter().chain(pages.iter().flat_map(of_page)).collect()
}
