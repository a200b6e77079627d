//! From a site's folder to its pages: the whole way, as every command goes it.
//!
//! In: a folder and whether drafts are shown. Out: [`Checked`], which knows the site and its problems, and of a build what
//! was written. Must not know how these are shown.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;

use crate::config::{BaseUrl, Settings};
use crate::date::Day;
use crate::diagnostic::{self, Code, Counts, Diagnostic};
use crate::error::{Error, Result};
use crate::fonts::Fonts;
use crate::links;
use crate::load;
use crate::path::ContentPath;
use crate::portable;
use crate::propose;
use crate::render::{self, RenderError};
use crate::routes::{self, Route};
use crate::search::{Form, Index};
use crate::site::{self, Choice, Site};
use crate::theme::Theme;
use crate::version::{self, Version};
use crate::write::{Content, Output, Written};

/// Everything that can be known of a site without making a page.
#[derive(Debug)]
pub struct Checked {
    /// Its own list of problems is empty; they are in `problems`.
    pub site: Site,
    /// None where it cannot be used, which is among the problems.
    pub theme: Option<Theme>,
    pub routes: BTreeMap<String, Route>,
    /// Of the content, the settings and the theme, sorted.
    pub problems: Vec<Diagnostic>,
    /// Whether the pages can be read without a server.
    pub portable: bool,
}

/// How a build ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ending {
    /// The site is in its output folder, whatever errors its pages have.
    Written(Written),
    /// A fatal problem kept it from being understood; the last output stays.
    Fatal,
    /// The output folder or the disk stands in the way.
    InTheWay(Error),
}

/// How far a build is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Reading,
    /// As many files are made from here on.
    Making(usize),
    /// One of them is made.
    Made,
    Writing,
}

/// The bytes of a file that was made before and would be made the same again, by its route and path.
pub type Kept<'a> = &'a (dyn Fn(&Route, &str) -> Option<Vec<u8>> + Sync);

/// Told of each step, from several threads.
pub type Watch<'a> = &'a (dyn Fn(Step) + Sync);

/// Which site is made of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub choice: Choice,
    /// Instead of the settings'.
    pub base_url: Option<BaseUrl>,
    /// Whether the pages can be read without a server.
    pub portable: bool,
}

impl From<Choice> for Wanted {
    fn from(choice: Choice) -> Self {
        Self { choice, base_url: None, portable: false }
    }
}

/// Reads a site and looks for problems in all of it.
///
/// # Errors
/// What the system refuses to read.
pub fn check(root: &Path, wanted: impl Into<Wanted>) -> Result<Checked> {
    look(root, wanted.into(), Fonts::default)
}

/// The same for those who make the pages: with the machine's fonts, which a check does without, since they decide which
/// pages get pictures.
///
/// # Errors
/// What the system refuses to read.
pub fn prepare(root: &Path, wanted: impl Into<Wanted>) -> Result<Checked> {
    let mut checked = look(root, wanted.into(), Fonts::of_system)?;
    checked.problems.extend(missing_font(&checked.site));
    diagnostic::sort(&mut checked.problems);
    Ok(checked)
}

fn look(root: &Path, wanted: Wanted, fonts: fn() -> Fonts) -> Result<Checked> {
    let files = load::load(root).map_err(|error| Error::io("read the site in", root, &error))?;
    let mut site = site::assemble(files, wanted.choice);
    if let Some(base_url) = wanted.base_url {
        site.settings.base_url = base_url;
    }
    if site.settings.share_pictures {
        site.fonts = fonts();
    }
    propose::propose(root, &mut site);
    let mut problems = std::mem::take(&mut site.problems);
    let theme = Theme::load(root, &site.settings).map_err(|more| problems.extend(more)).ok();
    let theme_files: Vec<String> = theme.iter().flat_map(Theme::static_files).map(|(path, _)| path.clone()).collect();
    let (routes, more) = routes::routes(&site, &theme_files);
    problems.extend(more);
    problems.extend(links::check(&site));
    diagnostic::sort(&mut problems);
    Ok(Checked { site, theme, routes, problems, portable: wanted.portable })
}

/// The day that it is now where the site is written.
///
/// # Errors
/// Settings that cannot be read.
pub fn today(root: &Path) -> Result<Day> {
    let path = root.join(load::SETTINGS);
    let bytes = fs::read(&path).map_err(|error| Error::io("read", &path, &error))?;
    // What is wrong with the settings is said when the site is read.
    let zone = load::decode(bytes, load::SETTINGS).0.map(|source| Settings::read(&source).0.timezone);
    let zone = zone.and_then(|zone| TimeZone::get(&zone).ok()).unwrap_or(TimeZone::UTC);
    let now = Timestamp::now().to_zoned_datetime(zone);
    let (month, day) = (now.month().unsigned_abs(), now.day().unsigned_abs());
    Ok(Day { year: i64::from(now.year()), month, day })
}

/// Builds a site into its output folder. Every file is made before the first is written.
///
/// # Errors
/// What the system refuses to read; all later refusals are an [`Ending`], since there may be problems to show besides.
pub fn build(root: &Path, wanted: impl Into<Wanted>, watch: Watch<'_>) -> Result<(Checked, Ending)> {
    watch(Step::Reading);
    let mut checked = prepare(root, wanted)?;
    let ending = match write(root, &checked, watch) {
        Ok(written) => Ending::Written(written),
        Err(Stop::InTheWay(error)) => Ending::InTheWay(error),
        Err(Stop::Fatal(problems)) => {
            checked.problems.extend(problems);
            diagnostic::sort(&mut checked.problems);
            Ending::Fatal
        }
    };
    Ok((checked, ending))
}

/// Titles that a warning names.
const NAMED: usize = 3;

/// The warning that some pages get no picture, since no font has the letters of their titles; at the first of them.
fn missing_font(site: &Site) -> Option<Diagnostic> {
    let pages = if site.settings.share_pictures { routes::without_picture(site) } else { Vec::new() };
    let urls: Vec<String> = pages.iter().take(NAMED).map(Route::url).collect();
    let more = pages.len().checked_sub(NAMED).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
    let message = format!(
        "no font of this machine has all letters of their titles, so these pages get no picture to be shared with: {}{}",
        urls.join(", "),
        more.unwrap_or_default()
    );
    let mut problem = Diagnostic::without_place(Code::MissingFont, message);
    problem.span = routes::written(site, pages.first()?);
    Some(problem.help(
        "install a font that has them (for Chinese on Debian: fonts-noto-cjk), or write `share_pictures: false` in \
         postil.yaml",
    ))
}

/// Why nothing is written.
#[derive(Debug)]
pub enum Stop {
    /// Problems besides those that were known before.
    Fatal(Vec<Diagnostic>),
    InTheWay(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::InTheWay(error)
    }
}

fn write(root: &Path, checked: &Checked, watch: Watch<'_>) -> std::result::Result<Written, Stop> {
    let theme = usable_theme(checked)?;
    let output = Output::open(root, &checked.site.settings.output)?;
    let kept = |route: &Route, path: &str| kept(&checked.site, route, (&output, path));
    let files = make(checked, theme, (watch, &kept), |path, content| output.compare(path.to_owned(), content))?;
    watch(Step::Writing);
    Ok(output.apply(files)?)
}

/// The theme of a site that can be understood.
fn usable_theme(checked: &Checked) -> std::result::Result<&Theme, Stop> {
    match &checked.theme {
        Some(theme) if Counts::of(&checked.problems).fatal == 0 => Ok(theme),
        _ => Err(Stop::Fatal(Vec::new())),
    }
}

/// Makes every file of a site that can be understood and hands each to `take`, from several threads; returns what that
/// made of them, in the order of their paths but for build.json, which is the last.
///
/// # Errors
/// Problems of templates, all together, or the first thing that the system refuses.
pub fn make<Taken: Send>(
    checked: &Checked,
    theme: &Theme,
    (watch, kept): (Watch<'_>, Kept<'_>),
    take: impl Fn(&str, Content) -> Result<Taken> + Sync,
) -> std::result::Result<Vec<Taken>, Stop> {
    watch(Step::Making(checked.routes.len()));
    let assets = checked.site.assets.iter().map(|asset| (&asset.path, asset.disk.as_path())).collect();
    let files: Vec<(&String, &Route)> = checked.routes.iter().filter(|(_, route)| **route != Route::Version).collect();
    let one = |(path, route): &(&String, &Route)| -> std::result::Result<(u64, Taken), Stop> {
        let content = match kept(route, path) {
            Some(bytes) => Content::Bytes(bytes),
            None => content(checked, theme, (route, path, &assets))?,
        };
        watch(Step::Made);
        Ok((version::of_file(path, &content)?, take(path, content)?))
    };
    let indexed = |(path, bytes): (&str, &[u8])| -> std::result::Result<(u64, Taken), Stop> {
        let content = Content::Bytes(bytes.to_vec());
        Ok((version::of_file(path, &content)?, take(path, content)?))
    };
    let index = || -> (Vec<_>, Vec<String>) {
        let index = Index::of(&checked.site, form(checked));
        (index.files().map(indexed).collect(), index.fingerprinted().map(str::to_owned).collect())
    };
    let pages = || -> Vec<_> { files.par_iter().map(one).collect() };
    let (pages, (index, of_index)) = rayon::join(pages, index);
    let made: Vec<std::result::Result<(u64, Taken), Stop>> = pages.into_iter().chain(index).collect();
    let mut problems = Vec::new();
    let (mut hashes, mut taken) = (Vec::with_capacity(made.len()), Vec::with_capacity(made.len() + 1));
    for one in made {
        match one {
            Ok((hash, file)) => {
                hashes.push(hash);
                taken.push(file);
            }
            Err(Stop::Fatal(more)) => problems.extend(more),
            Err(stop) => return Err(stop),
        }
    }
    if !problems.is_empty() {
        return Err(Stop::Fatal(problems));
    }
    let assets = theme.fingerprinted().map(str::to_owned).chain(of_index).collect();
    let version = Version::new(&checked.site.settings.base_url, assets, &hashes);
    taken.push(take(&Route::Version.output_path(), Content::Bytes(version.json()))?);
    Ok(taken)
}

/// How browsers read the search of a site.
fn form(checked: &Checked) -> Form {
    if checked.portable { Form::Scripts } else { Form::Fetched }
}

/// What an earlier build left at a route, if it is known without making it that it would be made the same again.
pub fn kept(site: &Site, route: &Route, (output, path): (&Output, &str)) -> Option<Vec<u8>> {
    let takes_long = matches!(route, Route::ArticlePicture(_) | Route::EntityPicture(_));
    let there = takes_long.then(|| output.read(path)).flatten()?;
    render::is_still(site, route, &there).then_some(there)
}

type Assets<'a> = BTreeMap<&'a ContentPath, &'a Path>;

/// What stands at a route, which is also given as a path below the output folder.
fn content(
    checked: &Checked,
    theme: &Theme,
    (route, path, assets): (&Route, &str, &Assets<'_>),
) -> std::result::Result<Content, Stop> {
    if let Route::Asset(asset) = route
        && let Some(disk) = assets.get(asset)
    {
        return Ok(Content::CopyOf(disk.to_path_buf()));
    }
    match render::render(&checked.site, theme, route) {
        Ok(bytes) if checked.portable => Ok(Content::Bytes(portable(checked, (route, path), bytes))),
        Ok(bytes) => Ok(Content::Bytes(bytes)),
        Err(RenderError::Template(problem)) => Err(Stop::Fatal(vec![*problem])),
        // Routes are listed from the site, so there is a page for each.
        Err(RenderError::Missing) => {
            let message = format!("there is nothing to show at {}", route.url());
            Err(Stop::InTheWay(Error::new(message).help("this is a fault of Postil; please report it")))
        }
    }
}

/// A page as it can be read without a server. Where a page is missing is told by servers only.
fn portable(checked: &Checked, (route, path): (&Route, &str), bytes: Vec<u8>) -> Vec<u8> {
    let is_page = path.ends_with(".html") && !matches!(route, Route::NotFound | Route::ThemeFile(_));
    match str::from_utf8(&bytes) {
        Ok(html) if is_page => portable::page(html, path, checked.site.settings.base_url.path()).into_bytes(),
        _ => bytes,
    }
}
