//! Where changes are written, and taken back.
//!
//! In: the site in memory and a [`Request`]. Out: files with the change, if they are what the writer saw. A file is never
//! opened for writing: a new one takes its place.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{Edited, NewEntity, Refusal, Request, Site, Wish, apply, decoded};
use crate::article::Article;
use crate::diagnostic::Code;
use crate::error::Error;
use crate::id::Id;
use crate::live::Live;
use crate::path::ContentPath;
use crate::propose;
use crate::scaffold;
use crate::site::unresolved;

/// Makes changes and remembers the last.
#[derive(Debug, Default)]
pub struct Desk {
    last: Option<Act>,
}

/// What one request wrote.
#[derive(Debug)]
struct Act {
    files: Vec<Changed>,
}

#[derive(Debug)]
struct Changed {
    path: PathBuf,
    /// None: there was no file.
    before: Option<Vec<u8>>,
    after: Vec<u8>,
}

/// What was done.
#[derive(Debug, PartialEq, Eq)]
pub struct Done {
    /// The annotation's id now.
    pub id: Option<Id>,
    /// Every file that was written or removed, by its path on disk.
    pub files: Vec<PathBuf>,
    /// The first of them as people call it.
    pub shown: String,
}

/// What tells one version of a sidecar from another: rapidhash v3 of its bytes, in hexadecimal digits.
pub fn sidecar_hash(bytes: Option<&[u8]>) -> String {
    bytes.map(|bytes| format!("{:016x}", rapidhash::v3::rapidhash_v3(bytes))).unwrap_or_default()
}

impl Desk {
    /// Does what a page asks for.
    ///
    /// # Errors
    /// Files that changed meanwhile, or a wish that cannot be fulfilled; nothing is written then.
    pub fn act(&mut self, live: &Live, request: &Request) -> Result<Done, Refusal> {
        let article = live.article_at(&request.page);
        let article = article.ok_or_else(|| Refusal::impossible("this page has no text of its own"))?;
        let sidecar = sidecar_of(live, article);
        let bytes = fs::read(&sidecar).ok();
        if sidecar_hash(bytes.as_deref()) != request.sidecar_hash {
            return Err(Refusal::changed(format!("{} was changed meanwhile", shown(live, &sidecar))));
        }
        as_read(live, article)?;
        let whole = bytes.clone().map(String::from_utf8).transpose();
        let whole = whole.map_err(|_| Refusal::impossible(format!("{} is not UTF-8", shown(live, &sidecar))))?;
        let (mark, text) = match whole
            .as_deref()
            .map(|text| text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("\u{feff}", rest)))
        {
            Some((mark, text)) => (mark, Some(text)),
            None => ("", None),
        };
        let site = Site { article, settings: &live.site().settings, sidecar: text };
        let define = match &request.wish {
            Wish::Add(addition) => addition.define.as_ref(),
            _ => None,
        };
        let edited = apply(site, &request.wish, &|orphan| propose::selector(live.root(), article, orphan))?;
        known_ids(live, (article, &edited), define)?;
        let mut act = Act { files: Vec::new() };
        if let Some(entity) = define {
            act.files.push(new_entity(live, entity)?);
        }
        let after = format!("{mark}{}", edited.text).into_bytes();
        if let Err(refusal) = replace(live, &sidecar, (bytes.as_deref(), &after)) {
            act.files.iter().for_each(|file| drop(fs::remove_file(&file.path)));
            return Err(refusal);
        }
        act.files.insert(0, Changed { path: sidecar.clone(), before: bytes, after });
        let files = act.files.iter().map(|file| file.path.clone()).collect();
        self.last = Some(act);
        Ok(Done { id: edited.id, files, shown: shown(live, &sidecar) })
    }

    /// Takes the last change back, if its files are still as it left them.
    ///
    /// # Errors
    /// Nothing to take back, or files that changed since.
    pub fn undo(&mut self, live: &Live) -> Result<Done, Refusal> {
        let act = self.last.take().ok_or_else(|| Refusal::impossible("there is nothing to take back"))?;
        for file in &act.files {
            if fs::read(&file.path).ok().as_ref() != Some(&file.after) {
                let message = format!("{} was changed meanwhile, so nothing is taken back", shown(live, &file.path));
                return Err(Refusal::changed(message));
            }
        }
        for Changed { path, before, after } in &act.files {
            match before {
                Some(before) => replace(live, path, (Some(after), before))?,
                None => fs::remove_file(path).map_err(|error| of_system(&Error::io("remove", path, &error)))?,
            }
        }
        let files: Vec<PathBuf> = act.files.iter().map(|file| file.path.clone()).collect();
        let shown = files.first().map(|file| shown(live, file)).unwrap_or_default();
        Ok(Done { id: None, files, shown })
    }
}

fn sidecar_of(live: &Live, article: &Article) -> PathBuf {
    live.root().join("content").join(format!("{}.yaml", article.path.without_extension()))
}

fn shown(live: &Live, file: &Path) -> String {
    file.strip_prefix(live.root()).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

fn of_system(error: &Error) -> Refusal {
    Refusal { help: error.advice().map(str::to_owned), ..Refusal::impossible(error.to_string()) }
}

/// Refuses where the files on disk are others than those that the page was made of.
fn as_read(live: &Live, article: &Article) -> Result<(), Refusal> {
    let sidecar = ContentPath::new(&format!("{}.yaml", article.path.without_extension()));
    for path in [&article.path, &sidecar] {
        let disk = fs::read(live.root().join("content").join(path.as_str())).ok();
        let text = disk.as_deref().and_then(decoded);
        if text.as_ref().map(|source| source.text()) != live.text(path) {
            return Err(Refusal::changed(format!("content/{path} was changed meanwhile")));
        }
    }
    if live.text(&article.path) != Some(article.source.text()) {
        let message = format!("content/{} cannot be understood as it is now", article.path);
        return Err(Refusal { help: Some("mend it first".into()), ..Refusal::impossible(message) });
    }
    Ok(())
}

/// Refuses ids that nothing defines.
fn known_ids(live: &Live, (old, new): (&Article, &Edited), define: Option<&NewEntity>) -> Result<(), Refusal> {
    let before: Vec<String> = unresolved(live.site(), old).into_iter().map(|problem| problem.message).collect();
    let new = unresolved(live.site(), &new.article);
    let defined = |words: &str| define.is_some_and(|entity| entity.id == words);
    let unknown = new.iter().find(|problem| {
        let words = problem.span.as_ref().map_or("", |span| span.words());
        problem.code == Code::UnresolvedReference
            && !before.contains(&problem.message)
            && !defined(words.trim_matches(['\'', '"']))
    });
    unknown.map_or(Ok(()), |problem| Err(Refusal::of(problem)))
}

fn new_entity(live: &Live, entity: &NewEntity) -> Result<Changed, Refusal> {
    let odd = || Refusal {
        help: Some("letters of any script, digits, hyphens and underscores, such as alibaba-cloud".into()),
        ..Refusal::impossible(format!("`{}` cannot be an id", entity.id))
    };
    let id = Id::new(&entity.id).ok_or_else(odd)?;
    let written = scaffold::entity_in(live.root(), live.site(), (&id, &entity.kind, &entity.name));
    let path = live.root().join(written.map_err(|error| of_system(&error))?);
    let after = fs::read(&path).map_err(|error| of_system(&Error::io("read", &path, &error)))?;
    Ok(Changed { path, before: None, after })
}

/// Puts new bytes in the place of a file that has the old ones. A link is followed, but not out of content/.
fn replace(live: &Live, file: &Path, (before, after): (Option<&[u8]>, &[u8])) -> Result<(), Refusal> {
    let tried = |error: &std::io::Error| of_system(&Error::io("write", file, error));
    let real = match before {
        Some(_) => file.canonicalize().map_err(|error| tried(&error))?,
        None => {
            let folder = file.parent().unwrap_or(file).canonicalize().map_err(|error| tried(&error))?;
            folder.join(file.file_name().unwrap_or_default())
        }
    };
    let content = live.root().join("content").canonicalize().map_err(|error| tried(&error))?;
    if !real.starts_with(&content) {
        let message = format!("{} is a link that leads out of content/", shown(live, file));
        return Err(Refusal { help: Some("copy it into content/".into()), ..Refusal::impossible(message) });
    }
    let folder = real.parent().unwrap_or(&content);
    let mut new = tempfile_in(folder).map_err(|error| tried(&error))?;
    let written = new.1.write_all(after).and_then(|()| match fs::metadata(&real) {
        Ok(metadata) => new.1.set_permissions(metadata.permissions()),
        Err(_) => Ok(()),
    });
    drop(new.1);
    // Read once more at the last moment: the writer's own editor comes first.
    let same = fs::read(&real).ok().as_deref() == before;
    let moved = match written {
        Ok(()) if same => fs::rename(&new.0, &real),
        Ok(()) => {
            drop(fs::remove_file(&new.0));
            return Err(Refusal::changed(format!("{} was changed meanwhile", shown(live, file))));
        }
        Err(error) => Err(error),
    };
    moved.map_err(|error| {
        drop(fs::remove_file(&new.0));
        tried(&error)
    })
}

/// A new file beside others; its name is hidden, so that no look at the content takes it for a part of it.
fn tempfile_in(folder: &Path) -> std::io::Result<(PathBuf, fs::File)> {
    let path = folder.join(format!(".postil-{}.tmp", std::process::id()));
    // One that an earlier run left behind is nobody's.
    drop(fs::remove_file(&path));
    let file = fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
    Ok((path, file))
}
