//! From a folder to sources: the one place that reads the content from disk.
//!
//! In: the site's root. Out: [`Files`], sorted by path, and problems for what cannot be read or does not belong. Must not
//! know what the files say.

mod name;
mod size;
mod tree;
mod walk;

pub use size::Size;
pub use tree::{Touched, Tree};

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::path::ContentPath;
use crate::registry::RegistryFile;
use crate::source::{Source, Span};
use crate::text;

/// The name of the settings file, which makes a folder a site.
pub const SETTINGS: &str = "postil.yaml";

/// Bytes of one text file that are read at most.
const MAX_BYTES: u64 = 256 << 20;

/// A file of the content that is copied as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asset {
    pub path: ContentPath,
    pub disk: PathBuf,
    /// Of a picture.
    pub size: Option<Size>,
}

/// A Markdown file and the sidecar beside it.
#[derive(Debug, Clone)]
pub struct PageFiles {
    pub path: ContentPath,
    pub body: Arc<Source>,
    pub sidecar: Option<Arc<Source>>,
}

/// A file of the registry.
#[derive(Debug, Clone)]
pub struct RegistrySource {
    pub path: ContentPath,
    pub kind: RegistryFile,
    pub source: Arc<Source>,
}

/// All text files of a site, and where its assets lie.
#[derive(Debug, Default)]
pub struct Files {
    pub settings: Option<Arc<Source>>,
    pub pages: Vec<PageFiles>,
    pub registry: Vec<RegistrySource>,
    pub assets: Vec<Asset>,
    pub problems: Vec<Diagnostic>,
}

/// The nearest folder that holds postil.yaml, from `start` upwards.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(SETTINGS).is_file()).map(Path::to_path_buf)
}

/// Reads all of a site.
///
/// # Errors
/// What the operating system says of the settings file or of content/ itself; all else is a diagnostic.
pub fn load(root: &Path) -> io::Result<Files> {
    Ok(Tree::read(root)?.files())
}

/// Reads a text file as NFC without a BOM; a problem instead where it is no UTF-8 or too large.
fn read_text(disk: &Path, shown: &str) -> io::Result<(Option<Arc<Source>>, Option<Diagnostic>)> {
    let size = fs::metadata(disk)?.len();
    if size > MAX_BYTES {
        let message = format!("this file is too large: {} MB, at most {} MB", size >> 20, MAX_BYTES >> 20);
        let source = Source::new(shown, "");
        return Ok((None, Some(Diagnostic::new(Code::TooLarge, Span::head(&source), message))));
    }
    Ok(decode(fs::read(disk)?, shown))
}

/// Bytes of a file as a source.
pub fn decode(bytes: Vec<u8>, shown: &str) -> (Option<Arc<Source>>, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(read) => {
            let read = read.strip_prefix('\u{feff}').unwrap_or(&read);
            (Some(Source::new(shown, text::nfc(read))), None)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let source = Source::new(shown, String::from_utf8_lossy(error.as_bytes()));
            let span = Span::new(&source, valid..valid + '\u{fffd}'.len_utf8());
            let problem = Diagnostic::new(Code::InvalidUtf8, span, "this file is not UTF-8")
                .help("save it as UTF-8; files in GBK or Big5 can be converted with `iconv -f GBK -t UTF-8`");
            (None, Some(problem))
        }
    }
}

/// A text file by its path below content/, as it is on disk.
pub type Texts = BTreeMap<ContentPath, Arc<Source>>;

fn unreadable(shown: &str, why: &str) -> Diagnostic {
    at_head(shown, Code::UnreadableFile, format!("cannot read {shown}: {why}"))
        .help("look at its permissions and at where it leads if it is a link; or remove it")
}

/// A problem of a file whose text does not matter or cannot be had.
fn at_head(shown: &str, code: Code, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, Span::head(&Source::new(shown, "")), message)
}

/// Pairs pages with sidecars and tells registry files apart; a .yaml that is none of these is reported.
pub fn sort_out(texts: Texts, files: &mut Files) {
    let pages: BTreeSet<String> =
        texts.keys().filter(|path| path.has_extension("md")).map(|path| path.without_extension().to_owned()).collect();
    let mut sidecars = BTreeMap::new();
    for (path, source) in &texts {
        if path.has_extension("md") {
            continue;
        }
        let registry = match path.as_str() {
            "topics.yaml" => Some(RegistryFile::Topics),
            "sources.yaml" => Some(RegistryFile::Sources),
            _ => None,
        };
        let registered = |kind| RegistrySource { path: path.clone(), kind, source: Arc::clone(source) };
        if let Some(kind) = registry {
            files.registry.push(registered(kind));
        } else if pages.contains(path.without_extension()) {
            sidecars.insert(path.without_extension().to_owned(), Arc::clone(source));
        } else if path.folder() == "entities/" {
            files.registry.push(registered(RegistryFile::Entities));
        } else {
            let wanted = format!("content/{}.md", path.without_extension());
            let problem = Diagnostic::new(
                Code::LoneSidecar,
                Span::head(source),
                format!("there is no {wanted} for this sidecar"),
            );
            files.problems.push(problem.help("a sidecar has the name of its article; move, rename or remove it"));
        }
    }
    files.pages = texts
        .into_iter()
        .filter(|(path, _)| path.has_extension("md"))
        .map(|(path, body)| PageFiles { sidecar: sidecars.remove(path.without_extension()), path, body })
        .collect();
}
