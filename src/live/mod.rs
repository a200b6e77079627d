//! A site in memory that follows its files: what a preview shows.
//!
//! In: a site's folder, and the paths of files that may have changed. Out: [`Live`], whose pages are made when they are
//! asked for, and [`Changes`], which say what a refresh has touched. Must not know how changes are noticed or pages sent.
//!
//! No page is kept, so none can go stale. A file that cannot be understood leaves what was last understood of it in its
//! place, and its problems say so.

mod around;
mod held;
mod skin;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::article::{Article, Kind};
use crate::config::Settings;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::fonts::Fonts;
use crate::links;
use crate::load::{Files, PageFiles, Touched, Tree};
use crate::path::{ContentPath, decode};
use crate::render::{self, RenderError};
use crate::routes::{self, Route};
use crate::search::{Form, Index};
use crate::site::{self, Assembly, Choice, Site, Update};
use crate::theme::Theme;
pub use around::Around;
use around::Surroundings;
use held::{HeldDefinitions, HeldPage};
use skin::Skin;

/// A site that is kept up to date. Drafts are shown.
#[derive(Debug)]
pub struct Live {
    root: PathBuf,
    tree: Tree,
    assembly: Assembly,
    pages: BTreeMap<ContentPath, HeldPage>,
    registry: BTreeMap<ContentPath, HeldDefinitions>,
    skin: Skin,
    /// Of reading the files, before what they say matters.
    of_files: Vec<Diagnostic>,
    of_settings: Vec<Diagnostic>,
    around: Mutex<Surroundings>,
    /// Made when it is asked for, and gone with the next change.
    index: OnceLock<Index>,
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
    /// Whether there are other problems than before, though perhaps no other page.
    pub problems: bool,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What an update exchanges, and the settings it was read with.
#[derive(Default)]
struct Exchange {
    update: Update,
    changes: Changes,
    /// Whether templates or static files are others.
    redressed: bool,
}

impl Live {
    /// Reads a site.
    ///
    /// # Errors
    /// What the system refuses to read.
    pub fn open(root: &Path) -> Result<Self> {
        let tree = Tree::read(root).map_err(|error| Error::io("read the site in", root, &error))?;
        let mut live = Self {
            root: root.to_path_buf(),
            tree,
            assembly: Assembly::empty(Choice::WithDrafts),
            pages: BTreeMap::new(),
            registry: BTreeMap::new(),
            skin: Skin::default(),
            of_files: Vec::new(),
            of_settings: Vec::new(),
            around: Mutex::default(),
            index: OnceLock::new(),
        };
        let everything = Touched { settings: true, structure: true, ..Touched::default() };
        live.exchange(&everything, &BTreeSet::from([root.join("themes")]));
        Ok(live)
    }

    /// The same site, with pictures drawn in these fonts where they are asked for.
    pub fn drawn_in(mut self, fonts: Fonts) -> Self {
        self.assembly.site.fonts = fonts;
        self
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn site(&self) -> &Site {
        &self.assembly.site
    }

    /// The last theme that could be read, if there was one.
    pub fn theme(&self) -> Option<&Theme> {
        self.skin.theme()
    }

    /// Looks at these files or folders again (below the root as it was given), and at nothing else.
    ///
    /// # Errors
    /// What the system refuses to read.
    pub fn refresh(&mut self, paths: &BTreeSet<PathBuf>) -> Result<Changes> {
        let touched = self.tree.refresh(paths).map_err(|error| Error::io("read the site in", &self.root, &error))?;
        Ok(self.exchange(&touched, paths))
    }

    /// Looks at all files again.
    ///
    /// # Errors
    /// What the system refuses to read.
    pub fn rescan(&mut self) -> Result<Changes> {
        let touched = self.tree.rescan().map_err(|error| Error::io("read the site in", &self.root, &error))?;
        Ok(self.exchange(&touched, &BTreeSet::from([self.root.join("themes")])))
    }

    /// What stands at a path of the output, such as `articles/2024/a/index.html`.
    pub fn find(&self, output_path: &str) -> Option<Route> {
        let is_theme_file = |path: &str| self.theme().is_some_and(|theme| theme.static_file(path).is_some());
        routes::find(self.site(), is_theme_file, output_path)
    }

    /// The article whose words a page shows, by the page's URL path, percent-encoded or not.
    pub fn article_at(&self, page: &str) -> Option<&Article> {
        let site = self.site();
        let page = decode(page);
        let below = page.strip_prefix(site.settings.base_url.path())?;
        match self.find(&format!("{below}index.html"))? {
            Route::Article(path) => site.articles.get(&path),
            // Pages that are made from data may have words of their own.
            Route::Home => site.prose("index.md"),
            Route::Entity(id) => site.prose(&format!("entities/{id}.md")),
            Route::Articles(1) | Route::Entities | Route::Topics => site.prose(&format!("{below}index.md")),
            _ => None,
        }
    }

    /// The newest text of a file below content/.
    pub fn text(&self, path: &ContentPath) -> Option<&str> {
        self.tree.text(path).map(|source| source.text())
    }

    /// Where the bytes of an asset lie.
    pub fn asset(&self, path: &ContentPath) -> Option<&Path> {
        self.site().asset(path).map(|asset| asset.disk.as_path())
    }

    /// Makes the page of a route.
    ///
    /// # Errors
    /// A template that fails, no theme, or a route that is not there or is copied ([`RenderError::Missing`]).
    pub fn page(&self, route: &Route) -> std::result::Result<Vec<u8>, RenderError> {
        let theme = self.theme().ok_or(RenderError::Missing)?;
        render::render(self.site(), theme, route)
    }

    /// A file of the search's index, by its path below the output folder.
    pub fn search_file(&self, path: &str) -> Option<&[u8]> {
        self.index.get_or_init(|| Index::of(self.site(), Form::Fetched)).file(path)
    }

    /// All problems that are known now, sorted.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let around = self.around.lock().unwrap_or_else(PoisonError::into_inner);
        let own = self.of_files.iter().chain(&self.of_settings).chain(self.skin.problems());
        let mut problems: Vec<Diagnostic> = own.chain(self.assembly.problems()).cloned().collect();
        around.add_to(&mut problems);
        diagnostic::sort(&mut problems);
        site::fold_terms(&mut problems);
        problems
    }

    /// Looks at what a change may have broken elsewhere: links, names, pages that nobody looks at. `None` if `stop` said
    /// so before all was seen; then it goes on from there the next time.
    pub fn look_around(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<Around> {
        around::look(self, &self.around, stop)
    }

    /// Whether what was seen makes other problems than before.
    pub fn note(&mut self, around: Around) -> bool {
        around.changed
    }

    /// Files whose newest version cannot be understood, so that an earlier one is shown: paths as diagnostics have them.
    pub fn stale(&self) -> BTreeMap<String, ContentPath> {
        let of_page = |(path, page): (&ContentPath, &HeldPage)| {
            page.stale().map(|file| (file.to_owned(), path.clone())).collect::<Vec<_>>()
        };
        let of_registry =
            self.registry.iter().filter_map(|(path, held)| Some((held.stale()?.to_owned(), path.clone())));
        self.pages.iter().flat_map(of_page).chain(of_registry).collect()
    }

    /// Reads what was touched and puts it in the place of what was there.
    fn exchange(&mut self, touched: &Touched, paths: &BTreeSet<PathBuf>) -> Changes {
        let mut exchange = Exchange::default();
        exchange.changes.assets.clone_from(&touched.assets);
        let mut html_before = None;
        if touched.structure || touched.settings {
            let files = self.tree.files();
            html_before = touched.settings.then(|| self.exchange_settings(&files, &mut exchange)).flatten();
            self.exchange_files(files, &mut exchange);
        } else {
            self.exchange_texts(&touched.texts, &mut exchange);
        }
        let settings = exchange.update.settings.as_ref().unwrap_or(&self.site().settings);
        if html_before.is_some_and(|html| html != settings.html) {
            let all: Vec<PageFiles> = self.pages.values().map(|page| page.newest().clone()).collect();
            self.read_pages(all, &mut exchange);
        }
        self.exchange_skin(paths, &mut exchange);
        self.put(exchange)
    }

    /// Reads the settings; what cannot be read leaves those that were there. Whether raw HTML was let through before.
    fn exchange_settings(&mut self, files: &Files, exchange: &mut Exchange) -> Option<bool> {
        let source = files.settings.as_ref()?;
        let (settings, problems) = Settings::read(source);
        let first = self.pages.is_empty() && self.of_settings.is_empty();
        let fatal = problems.iter().any(|problem| problem.severity() == Severity::Fatal);
        exchange.changes.problems |= problems != self.of_settings;
        self.of_settings = problems;
        if fatal && !first {
            return None;
        }
        exchange.changes.everywhere = true;
        exchange.update.settings = Some(settings);
        (!first).then_some(self.site().settings.html)
    }

    /// Compares all files with those that are held.
    fn exchange_files(&mut self, files: Files, exchange: &mut Exchange) {
        exchange.changes.problems |= files.problems != self.of_files;
        self.of_files = files.problems;
        exchange.update.assets = Some(files.assets);
        let there: BTreeSet<ContentPath> = files.pages.iter().map(|page| page.path.clone()).collect();
        let gone: Vec<ContentPath> = self.pages.keys().filter(|path| !there.contains(*path)).cloned().collect();
        for path in gone {
            self.pages.remove(&path);
            exchange.changes.pages.insert(path.clone());
            exchange.update.articles.push((path, None));
        }
        let is_new = |page: &PageFiles| self.pages.get(&page.path).is_none_or(|held| !held.is_of(page));
        let new: Vec<PageFiles> = files.pages.into_iter().filter(is_new).collect();
        self.read_pages(new, exchange);
        let there: BTreeSet<&ContentPath> = files.registry.iter().map(|file| &file.path).collect();
        let gone: Vec<ContentPath> = self.registry.keys().filter(|path| !there.contains(path)).cloned().collect();
        for path in gone {
            self.registry.remove(&path);
            exchange.changes.everywhere = true;
            exchange.update.registry.push((path, None));
        }
        for file in files.registry {
            if self.registry.get(&file.path).is_none_or(|held| !held.is_of(&file)) {
                self.read_definitions(file, exchange);
            }
        }
    }

    /// Reads the texts that have other words, where no file came or went.
    fn exchange_texts(&mut self, texts: &BTreeSet<ContentPath>, exchange: &mut Exchange) {
        let of_page = |path: &ContentPath| ContentPath::new(&format!("{}.md", path.without_extension()));
        let pages: BTreeSet<ContentPath> =
            texts.iter().map(of_page).filter(|path| self.pages.contains_key(path)).collect();
        let text = |path: &ContentPath| self.tree.text(path).cloned();
        let files = pages.iter().filter_map(|path| {
            let sidecar = ContentPath::new(&format!("{}.yaml", path.without_extension()));
            Some(PageFiles { path: path.clone(), body: text(path)?, sidecar: text(&sidecar) })
        });
        let files: Vec<PageFiles> = files.collect();
        let mut registry = Vec::new();
        for (path, held) in self.registry.iter().filter(|(path, _)| texts.contains(*path)) {
            registry.extend(text(path).map(|source| held.with(source)));
        }
        self.read_pages(files, exchange);
        registry.into_iter().for_each(|file| self.read_definitions(file, exchange));
    }

    fn read_pages(&mut self, files: Vec<PageFiles>, exchange: &mut Exchange) {
        let settings = exchange.update.settings.as_ref().unwrap_or(&self.assembly.site.settings);
        let read = |files: PageFiles| {
            let before = self.pages.get(&files.path);
            HeldPage::read(files, before, settings)
        };
        let read: Vec<(HeldPage, Article)> = match files.len() {
            // A thread pool that sleeps takes longer to wake than one page takes to read.
            0 | 1 => files.into_iter().map(read).collect(),
            _ => files.into_par_iter().map(read).collect(),
        };
        for (held, article) in read {
            let path = article.path.clone();
            exchange.changes.pages.insert(path.clone());
            self.pages.insert(path.clone(), held);
            exchange.update.articles.push((path, Some(article)));
        }
    }

    fn read_definitions(&mut self, file: crate::load::RegistrySource, exchange: &mut Exchange) {
        let path = file.path.clone();
        let (held, read) = HeldDefinitions::read(file, self.registry.get(&path));
        self.registry.insert(path.clone(), held);
        exchange.changes.everywhere = true;
        exchange.update.registry.push((path, Some(read)));
    }

    fn exchange_skin(&mut self, paths: &BTreeSet<PathBuf>, exchange: &mut Exchange) {
        let themes = self.root.join("themes");
        let touched = paths.iter().any(|path| path.starts_with(&themes));
        let before = &self.assembly.site.settings;
        let settings = exchange.update.settings.as_ref().unwrap_or(before);
        if touched || settings.theme != before.theme || settings.base_url != before.base_url {
            let redressed = self.skin.dress(&self.root, settings);
            exchange.changes.everywhere |= redressed.templates;
            exchange.changes.statics |= redressed.statics;
            exchange.changes.problems |= redressed.problems;
            exchange.redressed = redressed.templates || redressed.statics;
        }
    }

    fn put(&mut self, Exchange { update, changes, redressed }: Exchange) -> Changes {
        self.index = OnceLock::new();
        let settings = update.settings.is_some();
        let before = self.fragments_of(&changes.pages);
        let effects = self.assembly.update(update);
        let fragments = before != self.fragments_of(&changes.pages);
        let around = self.around.get_mut().unwrap_or_else(PoisonError::into_inner);
        let site = &self.assembly.site;
        around.changed(site, &changes.pages, (&effects, settings));
        if fragments || effects.shape || effects.names {
            around.look_at_all_links(site);
        }
        if settings || redressed {
            around.look_at_all_pages(site, self.skin.theme());
        }
        changes
    }

    /// What links can lead to in these pages.
    fn fragments_of(&self, pages: &BTreeSet<ContentPath>) -> Vec<Option<BTreeSet<String>>> {
        let site = self.site();
        let fragments = |path| {
            let article =
                site.articles.get(path).filter(|article| matches!(article.kind, Kind::Report | Kind::Page))?;
            Some(links::fragments_of(site, article))
        };
        pages.iter().map(fragments).collect()
    }
}
