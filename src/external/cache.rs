//! What is remembered of other hosts, so that nobody is asked again with every check.
//!
//! In: a file, and what was found. Out: what was found lately. A file that cannot be read or written is as good as none.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::verdict::{Finding, Verdict};
use crate::cache;
use crate::fetch::Url;

const HOUR_S: u64 = 60 * 60;
const DAY_S: u64 = 24 * HOUR_S;

/// Changed where older files would be misread.
const VERSION: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    finding: Finding,
    /// When it was found, in seconds since 1970.
    at: u64,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    version: u32,
    answers: BTreeMap<String, Entry>,
}

/// Findings by address, and the file that they go into.
#[derive(Debug)]
pub struct Cache {
    path: Option<PathBuf>,
    file: File,
    memory: Memory,
    now: u64,
}

/// Whether what was found before counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    Used,
    /// Everything is asked afresh, and remembered.
    Fresh,
}

/// The user's file. `None` where the environment names no folder for it.
pub fn file() -> Option<PathBuf> {
    cache::folder().map(|folder| folder.join("external.json"))
}

impl Cache {
    pub fn open(path: Option<&Path>, memory: Memory) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        let text = path.and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
        let mut file: File = serde_json::from_str(&text).unwrap_or_default();
        if file.version != VERSION {
            file = File { version: VERSION, answers: BTreeMap::new() };
        }
        let holds = |entry: &Entry| entry.at <= now && now - entry.at < holds_s(entry.finding.verdict);
        file.answers.retain(|_, entry| holds(entry));
        Self { path: path.map(Path::to_owned), file, memory, now }
    }

    pub fn get(&self, url: &Url) -> Option<&Finding> {
        let known = self.file.answers.get(url.as_str()).filter(|_| self.memory == Memory::Used);
        known.map(|entry| &entry.finding)
    }

    pub fn put(&mut self, url: &Url, finding: Finding) {
        self.file.answers.insert(url.as_str().to_owned(), Entry { finding, at: self.now });
    }

    /// Writes the file by renaming, so that a run that is broken off leaves the old one.
    pub fn save(&self) {
        let Some(path) = &self.path else { return };
        let Ok(json) = serde_json::to_vec(&self.file) else { return };
        let aside = path.with_extension(format!("{}.new", std::process::id()));
        let made = path.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok());
        let written = made && fs::write(&aside, json).is_ok() && fs::rename(&aside, path).is_ok();
        if made && !written {
            // What is left of the attempt helps nobody.
            let _ = fs::remove_file(&aside);
        }
    }
}

/// For how many seconds a finding holds.
fn holds_s(verdict: Verdict) -> u64 {
    match verdict {
        Verdict::Alive => 7 * DAY_S,
        Verdict::Blocked => 3 * DAY_S,
        Verdict::Dead => DAY_S,
        Verdict::Unknown => HOUR_S,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(verdict: Verdict) -> Finding {
        Finding { verdict, words: "字".into(), moved: None }
    }

    #[test]
    fn findings_hold_as_long_as_they_are_worth() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("postil/external.json");
        let mut cache = Cache::open(Some(&path), Memory::Used);
        let kinds = [Verdict::Alive, Verdict::Dead, Verdict::Blocked, Verdict::Unknown];
        let url = |verdict: Verdict| Url::new(&format!("http://{}.example/", verdict.id())).unwrap();
        for (days, kept) in [(0, 4), (2, 2), (5, 1), (8, 0)] {
            kinds.iter().for_each(|verdict| cache.put(&url(*verdict), found(*verdict)));
            cache.file.answers.values_mut().for_each(|entry| entry.at -= days * DAY_S);
            cache.save();
            let read = Cache::open(Some(&path), Memory::Used);
            assert_eq!(kinds.iter().filter(|verdict| read.get(&url(**verdict)).is_some()).count(), kept);
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_broken_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("external.json");
        let url = Url::new("http://a.example/").unwrap();
        for text in ["", "{", "[]", "{\"version\":9,\"answers\":{}}", "\u{0}"] {
            fs::write(&path, text).unwrap();
            let mut cache = Cache::open(Some(&path), Memory::Used);
            assert_eq!(cache.get(&url), None);
            cache.put(&url, found(Verdict::Alive));
            cache.save();
            assert_eq!(Cache::open(Some(&path), Memory::Used).get(&url), Some(&found(Verdict::Alive)));
            assert_eq!(Cache::open(Some(&path), Memory::Fresh).get(&url), None);
        }
        Cache::open(None, Memory::Used).save();
    }
}
