//! A theme's files: the built-in ones, and those of the site over them, one by one.
//!
//! In: the theme's name and the site's root. Out: [`ThemeFiles`]. Knows no templates' language.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic};
use crate::load;
use crate::source::Source;

/// Cargo notices changed files here, but not new ones.
static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The theme under all others: what another lacks is taken from it.
pub const BASE: &str = "postil";

/// Templates and static files by their paths below templates/ and static/.
#[derive(Debug, Default, Clone)]
pub struct ThemeFiles {
    pub templates: BTreeMap<String, Arc<Source>>,
    pub statics: BTreeMap<String, Vec<u8>>,
    pub problems: Vec<Diagnostic>,
}

impl ThemeFiles {
    /// The files of a theme, over the built-in theme of that name, over the base.
    ///
    /// # Errors
    /// A diagnostic where neither the site nor Postil has such a theme.
    pub fn of(root: &Path, name: &str) -> Result<Self, Box<Diagnostic>> {
        let mut files = Self::default();
        files.add_built_in(BASE);
        let folder = root.join("themes").join(name);
        if !files.add_built_in(name) && !folder.is_dir() {
            return Err(Box::new(unknown(root, name)));
        }
        if folder.is_dir() {
            files.add_folder(&folder, name);
        }
        Ok(files)
    }

    /// A built-in theme's files; whether there is such a theme.
    fn add_built_in(&mut self, name: &str) -> bool {
        let Some(theme) = BUILT_IN.get_dir(name) else { return false };
        let mut folders = vec![theme];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let Some(path) = file.path().strip_prefix(name).ok().and_then(Path::to_str) else { continue };
                let shown = format!("the built-in themes/{name}/{path}");
                self.add(path, file.contents().to_vec(), &shown);
            }
        }
        true
    }

    fn add_folder(&mut self, folder: &Path, name: &str) {
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            let read = entry.map_err(io::Error::from).and_then(|entry| {
                if !entry.file_type().is_file() {
                    return Ok(());
                }
                let parts = entry.path().strip_prefix(folder).unwrap_or(entry.path()).iter();
                let path = parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
                let hidden = path.split('/').any(|part| part.starts_with('.'));
                if !hidden {
                    self.add(&path, fs::read(entry.path())?, &format!("themes/{name}/{path}"));
                }
                Ok(())
            });
            if let Err(error) = read {
                let message = format!("cannot read the theme `{name}`: {error}");
                self.problems.push(Diagnostic::without_place(Code::InvalidTemplate, message));
            }
        }
    }

    /// Files elsewhere, such as a README, are no part of the theme.
    fn add(&mut self, path: &str, bytes: Vec<u8>, shown: &str) {
        if let Some(path) = path.strip_prefix("static/") {
            self.statics.insert(path.to_owned(), bytes);
        } else if let Some(path) = path.strip_prefix("templates/") {
            let (source, problem) = load::decode(bytes, shown);
            self.problems.extend(problem);
            self.templates.extend(source.map(|source| (path.to_owned(), source)));
        }
    }
}

fn unknown(root: &Path, name: &str) -> Diagnostic {
    let built_in = BUILT_IN.dirs().filter_map(|folder| folder.path().to_str().map(str::to_owned));
    let own = fs::read_dir(root.join("themes")).into_iter().flatten().flatten();
    let own = own.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = built_in.chain(own).collect();
    names.sort();
    names.dedup();
    let message = format!("there is no theme `{name}`");
    let near = crate::text::nearest(name, names.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? There are: {}", names.join(", ")),
        None => format!("there are: {}; or put your own into themes/{name}/", names.join(", ")),
    };
    Diagnostic::without_place(Code::InvalidValue, message).help(help)
}
