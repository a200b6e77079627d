//! A site in memory that follows its files: what a preview shows.
//!
//! In: a site's folder, and the paths of files that may have changed. Out: [`Live`], whose pages are made when they are
//! asked for, and [`Changes`], which say what a refresh has touched. Must not know how changes are noticed or pages sent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::build::{self, Checked};
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::path::ContentPath;
use crate::render::{self, RenderError};
use crate::routes::Route;
use crate::site::{Choice, Site};
use crate::theme::Theme;

/// A site that is kept up to date. Drafts are shown.
#[derive(Debug)]
pub struct Live {
    root: PathBuf,
    checked: Checked,
}

/// What a refresh has touched.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Pages of the content that are new, were read anew, or are gone.
    pub pages: BTreeSet<ContentPath>,
    /// Assets of the content that are new, have other bytes, or are gone.
    pub assets: BTreeSet<ContentPath>,
    /// Whether settings, registry or templates changed, which may show on any page.
    pub everywhere: bool,
    /// Whether the theme's style sheets or other static files changed.
    pub statics: bool,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What was found by looking at more than the files that changed.
#[derive(Debug, Default)]
pub struct Around {
    problems: Vec<Diagnostic>,
}

impl Live {
    /// Reads a site.
    ///
    /// # Errors
    /// What the system refuses to read.
    pub fn open(root: &Path) -> Result<Self> {
        Ok(Self { root: root.to_path_buf(), checked: build::check(root, Choice::WithDrafts)? })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn site(&self) -> &Site {
        &self.checked.site
    }

    /// The last theme that could be read, if there was one.
    pub fn theme(&self) -> Option<&Theme> {
        self.checked.theme.as_ref()
    }

    /// Looks at these files or folders (absolute or below the root) again, and at nothing else.
    ///
    /// # Errors
    /// What the system refuses to read.
    pub fn refresh(&mut self, paths: &BTreeSet<PathBuf>) -> Result<Changes> {
        let mut changes = Changes { everywhere: true, ..Changes::default() };
        let content = self.root.join("content");
        for path in paths {
            if let Some(below) = path.strip_prefix(&content).ok().and_then(Path::to_str) {
                changes.pages.insert(ContentPath::new(&below.replace(".yaml", ".md")));
            }
        }
        self.checked = build::check(&self.root, Choice::WithDrafts)?;
        Ok(changes)
    }

    /// Looks at all files again.
    ///
    /// # Errors
    /// What the system refuses to read.
    pub fn rescan(&mut self) -> Result<Changes> {
        self.refresh(&BTreeSet::new())
    }

    /// What stands at a path of the output, such as `articles/2024/a/index.html`.
    pub fn find(&self, output_path: &str) -> Option<Route> {
        self.checked.routes.get(output_path).cloned()
    }

    /// Where the bytes of an asset lie.
    pub fn asset(&self, path: &ContentPath) -> Option<&Path> {
        let assets = &self.checked.site.assets;
        assets.iter().find(|asset| asset.path == *path).map(|asset| asset.disk.as_path())
    }

    /// Makes the page of a route.
    ///
    /// # Errors
    /// A template that fails, no theme, or a route that is not there or is copied ([`RenderError::Missing`]).
    pub fn page(&self, route: &Route) -> std::result::Result<Vec<u8>, RenderError> {
        let theme = self.theme().ok_or(RenderError::Missing)?;
        render::render(self.site(), theme, route)
    }

    /// All problems that are known now, sorted.
    pub fn problems(&self) -> Vec<Diagnostic> {
        self.checked.problems.clone()
    }

    /// Looks at what a change may have broken elsewhere: links, names, pages that nobody looks at. `None` if `stop` said
    /// so before all was seen; then it goes on from there the next time.
    pub fn look_around(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<Around> {
        (!stop()).then(Around::default)
    }

    /// Takes note of what was seen; whether there are other problems than before.
    pub fn note(&mut self, around: Around) -> bool {
        !around.problems.is_empty()
    }

    /// Files whose newest version cannot be understood, so that an earlier one is shown: paths as diagnostics have them.
    pub fn stale(&self) -> BTreeMap<String, ContentPath> {
        BTreeMap::new()
    }
}
