//! The files of a site as they were last read, and which of them changed since.
//!
//! In: the site's root, and later the paths of files that may have changed. Out: [`Tree`], from which [`Files`] are made,
//! and [`Touched`]. A file that can no longer be read keeps its last text. Must not know what the files say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::mem;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{Asset, Files, SETTINGS, Size, Texts, name, read_text, size, sort_out, walk};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::ContentPath;
use crate::source::{Source, Span};

/// All text files below content/, the settings, and where assets lie.
#[derive(Debug)]
pub struct Tree {
    root: PathBuf,
    settings: Text,
    /// By path below content/, in the order of the walk.
    entries: BTreeMap<PathBuf, Entry>,
    texts: Texts,
    /// Of what is no file that can be read: folders without permission, links that lead out.
    strays: Vec<Diagnostic>,
}

/// What a refresh found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Touched {
    pub settings: bool,
    /// Texts that are new, have other words, or are gone.
    pub texts: BTreeSet<ContentPath>,
    /// Assets that are new, have other bytes, or are gone.
    pub assets: BTreeSet<ContentPath>,
    /// Whether files came or went, problems of files did, or a picture has another size.
    pub structure: bool,
}

/// A text as it was last understood, and what is wrong with the newest bytes.
#[derive(Debug, Default, PartialEq)]
struct Text {
    source: Option<Arc<Source>>,
    problem: Option<Diagnostic>,
}

#[derive(Debug)]
struct Entry {
    path: ContentPath,
    stamp: Option<Stamp>,
    /// None for assets.
    text: Option<Text>,
    /// Of a picture.
    size: Option<Size>,
    /// Of its name.
    problems: Vec<Diagnostic>,
}

/// What tells without reading that a file is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: SystemTime,
    inode: u64,
    /// Whether it was old enough to be trusted when it was taken.
    settled: bool,
}

/// A file that was changed so lately may be changed again without another time of change.
const FRESH: Duration = Duration::from_secs(2);

impl Stamp {
    fn of(metadata: &Metadata) -> Option<Self> {
        let modified = metadata.modified().ok()?;
        let settled = SystemTime::now().duration_since(modified).is_ok_and(|age| age > FRESH);
        Some(Self { bytes: metadata.len(), modified, inode: inode(metadata), settled })
    }

    fn is_like(&self, other: &Self) -> bool {
        (self.bytes, self.modified, self.inode) == (other.bytes, other.modified, other.inode)
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

impl Text {
    /// Reads a file; what cannot be understood leaves the words that were there before. Equal words stay the same value.
    fn read(disk: &Path, shown: &str, before: Option<Text>) -> io::Result<Self> {
        let before = before.and_then(|text| text.source);
        let (source, problem) = read_text(disk, shown)?;
        let source = match (source, before) {
            (Some(new), Some(old)) if *new == *old => Some(old),
            (Some(new), _) => Some(new),
            (None, old) => old,
        };
        Ok(Self { source, problem })
    }

    /// A file that cannot be read any more keeps its words, as one that cannot be understood does.
    fn again(disk: &Path, shown: &str, before: Option<&Text>) -> Self {
        let kept = before.and_then(|text| text.source.clone());
        Self::read(disk, shown, Some(Self { source: kept.clone(), problem: None }))
            .unwrap_or_else(|error| Self { source: kept, problem: Some(super::unreadable(shown, &error.to_string())) })
    }

    fn same(&self, other: &Self) -> bool {
        let ends = |text: &Self| text.source.as_ref().map(Arc::as_ptr);
        ends(self) == ends(other) && self.problem == other.problem
    }
}

impl Tree {
    /// Reads all of a site.
    ///
    /// # Errors
    /// What the operating system says of the settings file or of content/ itself; all else is a diagnostic.
    pub fn read(root: &Path) -> io::Result<Self> {
        let settings = Text::read(&root.join(SETTINGS), SETTINGS, None)?;
        let mut tree = Self {
            root: root.to_path_buf(),
            settings,
            entries: BTreeMap::new(),
            texts: Texts::new(),
            strays: Vec::new(),
        };
        tree.walk()?;
        Ok(tree)
    }

    /// All that was read, ready to be understood.
    pub fn files(&self) -> Files {
        let mut files = Files { settings: self.settings.source.clone(), ..Files::default() };
        files.problems.extend(self.settings.problem.clone());
        files.problems.extend(self.strays.iter().cloned());
        for (relative, entry) in &self.entries {
            files.problems.extend(entry.problems.iter().cloned());
            match &entry.text {
                Some(text) => files.problems.extend(text.problem.clone()),
                None if entry.path.has_extension("yml") => {}
                None => {
                    let disk = self.content().join(relative);
                    files.assets.push(Asset { path: entry.path.clone(), disk, size: entry.size });
                }
            }
        }
        files.problems.extend(self.twins());
        sort_out(self.texts.clone(), &mut files);
        files
    }

    /// The words of a text below content/.
    pub fn text(&self, path: &ContentPath) -> Option<&Arc<Source>> {
        self.texts.get(path)
    }

    /// Looks at files or folders again. Paths are absolute or as the root was given; those outside the content and the
    /// settings are passed over, and so is what has the same words as before.
    ///
    /// # Errors
    /// What the operating system says of content/ itself.
    pub fn refresh(&mut self, paths: &BTreeSet<PathBuf>) -> io::Result<Touched> {
        let mut touched = Touched::default();
        let content = self.content();
        let mut walk = false;
        for path in paths {
            if *path == self.root.join(SETTINGS) {
                touched.settings |= self.refresh_settings();
            } else if let Ok(relative) = path.strip_prefix(&content) {
                walk |= !is_hidden(relative) && !self.refresh_file(relative, &mut touched);
            }
        }
        if walk {
            let more = self.walk()?;
            touched.texts.extend(more.texts);
            touched.assets.extend(more.assets);
            touched.structure |= more.structure;
        }
        Ok(touched)
    }

    /// Looks at everything again; what has the size, time and place on the disk of before is not read.
    ///
    /// # Errors
    /// What the operating system says of content/ itself.
    pub fn rescan(&mut self) -> io::Result<Touched> {
        let mut touched = self.walk()?;
        touched.settings = self.refresh_settings();
        Ok(touched)
    }

    fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// A missing file leaves the last settings, and says so.
    fn refresh_settings(&mut self) -> bool {
        let new = Text::again(&self.root.join(SETTINGS), SETTINGS, Some(&self.settings));
        let before = mem::replace(&mut self.settings, new);
        !self.settings.same(&before)
    }

    /// Looks at one known file again. False where only a walk can tell what happened.
    fn refresh_file(&mut self, relative: &Path, touched: &mut Touched) -> bool {
        let disk = self.content().join(relative);
        let metadata = fs::symlink_metadata(&disk);
        let Some(entry) = self.entries.get_mut(relative) else {
            // What came and went between two looks was never there.
            let below = || self.entries.range(relative.to_path_buf()..).next();
            let had = below().is_some_and(|(path, _)| path.starts_with(relative));
            return metadata.is_err() && !had;
        };
        let Some(metadata) = metadata.ok().filter(Metadata::is_file) else { return false };
        entry.stamp = Stamp::of(&metadata);
        let Some(before) = &mut entry.text else {
            let size = size::of(&entry.path, &disk);
            touched.structure |= mem::replace(&mut entry.size, size) != size;
            touched.assets.insert(entry.path.clone());
            return true;
        };
        let before = mem::take(before);
        let kept = Text { source: before.source.clone(), problem: None };
        let Ok(new) = Text::read(&disk, &shown_of(relative), Some(kept)) else {
            entry.text = Some(before);
            return false;
        };
        touched.structure |= new.problem != before.problem;
        // Of two files with one name only the walk knows which counts.
        let counts = before.source.as_ref().map(Arc::as_ptr) == self.texts.get(&entry.path).map(Arc::as_ptr);
        if !counts {
            entry.text = Some(new);
            return false;
        }
        if let Some(source) = &new.source
            && !new.same(&before)
        {
            self.texts.insert(entry.path.clone(), Arc::clone(source));
            touched.texts.insert(entry.path.clone());
        }
        entry.text = Some(new);
        true
    }

    /// Walks through content/ and reads what is new or may have changed.
    fn walk(&mut self) -> io::Result<Touched> {
        let content = self.content();
        let mut found = walk::walk(&content)?;
        let mut old = mem::take(&mut self.entries);
        let mut touched = Touched { structure: found.strays != self.strays, ..Touched::default() };
        for file in mem::take(&mut found.files) {
            let before = old.remove(&file.relative);
            let (entry, stray) = read_entry(&content, file, before, &mut touched);
            found.strays.extend(stray.map(|stray| *stray));
            if let Some((relative, entry)) = entry {
                self.entries.insert(relative, entry);
            }
        }
        for gone in old.into_values() {
            let set = if gone.text.is_some() { &mut touched.texts } else { &mut touched.assets };
            set.insert(gone.path);
            touched.structure = true;
        }
        self.strays = found.strays;
        let sourced = |entry: &Entry| Some((entry.path.clone(), entry.text.as_ref()?.source.clone()?));
        self.texts = self.entries.values().filter_map(sourced).collect();
        Ok(touched)
    }

    /// Two files whose names are one in NFC; the later one counts.
    fn twins(&self) -> Vec<Diagnostic> {
        let mut seen: BTreeMap<&ContentPath, &Arc<Source>> = BTreeMap::new();
        let mut problems = Vec::new();
        for entry in self.entries.values() {
            let Some(source) = entry.text.as_ref().and_then(|text| text.source.as_ref()) else { continue };
            if let Some(other) = seen.insert(&entry.path, source) {
                let shown = source.path();
                let message = format!("two files are named {shown}; their names differ in Unicode form only");
                let problem = Diagnostic::new(Code::DuplicateUrl, Span::head(source), message);
                problems.push(problem.related(Span::head(other), "the other").help("rename one of them"));
            }
        }
        problems
    }
}

type ReadEntry = (Option<(PathBuf, Entry)>, Option<Box<Diagnostic>>);

/// A file of the walk as an entry: as it was before where its stamp is the same, else read.
fn read_entry(content: &Path, file: walk::Found, before: Option<Entry>, touched: &mut Touched) -> ReadEntry {
    let walk::Found { relative, metadata } = file;
    let stamp = metadata.as_ref().and_then(Stamp::of);
    let known = before.is_some();
    let like = before.as_ref().and_then(|entry| entry.stamp.as_ref()).zip(stamp.as_ref());
    let like = like.filter(|(old, new)| old.is_like(new)).map(|(old, _)| old.settled);
    // What is in other assets does not matter here, so a young one with the same stamp is taken for the same.
    let matters = |entry: &Entry| entry.text.is_some() || size::is_picture(&entry.path);
    if like.is_some_and(|settled| settled || !before.as_ref().is_some_and(matters)) {
        return (before.map(|entry| (relative, Entry { stamp, ..entry })), None);
    }
    let shown = shown_of(&relative);
    let Some(path) = content_path(&relative) else {
        let problem = super::at_head(&shown, Code::InvalidUtf8, format!("the name of {shown} is not UTF-8"));
        return (None, Some(Box::new(problem.help("give it another name"))));
    };
    let mut problems: Vec<Diagnostic> = name::check(&path, &shown).into_iter().collect();
    let is_text = path.has_extension("md") || path.has_extension("yaml");
    if path.has_extension("yml") {
        let help = format!("rename it to {}.yaml", path.without_extension());
        let problem = super::at_head(&shown, Code::YmlExtension, "sidecars and registry files end in .yaml");
        problems.push(problem.help(help));
    }
    let disk = content.join(&relative);
    let (mut text, mut size) = (None, None);
    if is_text {
        let old = before.and_then(|entry| entry.text);
        let new = Text::again(&disk, &shown, old.as_ref());
        if !old.as_ref().is_some_and(|old| old.same(&new)) {
            touched.texts.insert(path.clone());
            touched.structure |= old.is_none_or(|old| old.problem != new.problem);
        }
        text = Some(new);
    } else {
        size = size::of(&path, &disk);
        let other_size = before.is_none_or(|entry| entry.size != size);
        touched.structure |= other_size;
        if other_size || like.is_none() {
            touched.assets.insert(path.clone());
        }
    }
    touched.structure |= !known;
    (Some((relative, Entry { path, stamp, text, size, problems })), None)
}

/// A path below content/ as messages have it: nothing in it moves the cursor or ends the line.
fn shown_of(relative: &Path) -> String {
    walk::shown(Path::new(""), relative)
}

fn content_path(relative: &Path) -> Option<ContentPath> {
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    Some(ContentPath::new(&parts?.join("/")))
}

/// Whether a part of the path begins with a dot.
fn is_hidden(relative: &Path) -> bool {
    let hidden = |part: Component<'_>| part.as_os_str().to_string_lossy().starts_with('.');
    relative.components().any(hidden)
}
