//! Publishing: from a checked site to a branch of a remote, with the user's own git.
//!
//! In: a site that has no problem at all, and what the writer wishes. Out: [`Ending`], which says what was pushed. The
//! pages are put together in a repository of Postil's own, so that neither work tree nor index, neither branches nor
//! objects of the writer's repository change; a run that is killed leaves the remote as it was, since a push is whole or
//! is not.

mod address;
mod pages;
mod plan;
mod published;
mod store;
mod target;
mod temporary;
mod wait;

pub use pages::megabytes;
pub use plan::Plan;
pub use target::Target;
pub use wait::{Sight, wait};

use std::path::{Path, PathBuf};

use crate::build::{self, Checked, Stop, Watch};
use crate::config::Settings;
use crate::error::{Error, Result};
use crate::routes::Route;
use crate::theme::Theme;
use crate::version::Version;
use crate::view::Lens;
use crate::write::Output;
use pages::Pages;
use plan::{CNAME, Keep, NO_JEKYLL};
use published::Published;
use store::{Blob, Pushed, Store, Tree};
use target::Source;
use temporary::Temporary;

/// What the writer asks for beyond the settings.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Wish {
    /// A remote's name, or a URL.
    pub remote: Option<String>,
    pub branch: Option<String>,
    /// Take over a branch that holds what Postil did not publish.
    pub adopt: bool,
    /// Replace a version that was made from a state which this repository does not have.
    pub force: bool,
    /// The site is reached at another address than the remote's.
    pub any_address: bool,
    /// Look at what would change and push nothing.
    pub dry_run: bool,
}

/// How publishing ended that nothing stood in the way of.
#[derive(Debug, PartialEq, Eq)]
pub enum Ending {
    /// The branch has these pages already.
    Unchanged(Version),
    /// Nothing was pushed, as wished.
    Planned(Plan),
    Pushed {
        commit: String,
        version: Version,
        plan: Plan,
    },
}

/// What is published, and where: known before a page is made.
#[derive(Debug)]
pub struct Publication {
    pub target: Target,
    wish: Wish,
    store: Store,
    temporary: Temporary,
    source: Source,
    keep: Vec<String>,
    /// What the last build left, if its folder can be used.
    built: Option<Output>,
}

/// The published version, if there is any.
#[derive(Debug, Default)]
struct Tip {
    commit: Option<String>,
    files: Tree,
    version: Option<Version>,
    versions: Vec<Published>,
}

/// What the remote is to have.
struct Wanted<'a> {
    files: &'a Tree,
    version: &'a Version,
    subject: String,
    restores: Option<&'a str>,
}

impl Publication {
    /// Finds remote and branch.
    ///
    /// # Errors
    /// No repository, no remote, or what the system refuses.
    pub fn new(root: &Path, settings: &Settings, wish: Wish) -> Result<Self> {
        let target = Target::find(root, &settings.publish, &wish)?;
        let temporary = Temporary::new()?;
        let store = Store::open(&target.here, &target.push_url, &target.branch, &temporary)?;
        let source = target::source(root)?;
        let keep = settings.publish.keep.clone();
        let built = Output::open(root, &settings.output).ok();
        Ok(Self { target, wish, store, temporary, source, keep, built })
    }

    /// Files of the site that differ from the commit from which it is published.
    pub fn uncommitted(&self) -> usize {
        self.source.uncommitted
    }

    /// Makes a site's pages and publishes them.
    ///
    /// # Errors
    /// Problems of templates; or a branch, address, file or remote in the way.
    pub fn publish(&self, checked: &Checked, theme: &Theme, watch: Watch<'_>) -> std::result::Result<Ending, Stop> {
        // What would be refused anyway is refused before the long work.
        let tip = self.tip()?;
        self.refuse_foreign(&tip)?;
        self.refuse_newer(&tip)?;
        self.refuse_address(&checked.site.settings, &tip, checked.routes.get(CNAME).map(|_| checked))?;
        let kept = |route: &Route, path: &str| build::kept(&checked.site, route, (self.built.as_ref()?, path));
        let pages = pages::make(checked, theme, &self.temporary, (watch, &kept))?;
        let files = self.stored(&pages)?;
        let lens = Lens::of_site(&checked.site);
        let subject = format!("Publish {}", lens.local(&checked.site.settings.title));
        let wanted = Wanted { files: &files, version: &pages.version, subject, restores: None };
        Ok(self.bring(tip, &wanted)?)
    }

    /// Publishes the version before the newest once more.
    ///
    /// # Errors
    /// No version before, or a branch or remote in the way.
    pub fn roll_back(&self) -> Result<Ending> {
        let tip = self.tip()?;
        self.refuse_foreign(&tip)?;
        let Some(old) = published::before(&tip.versions).cloned() else {
            return Err(Error::new(format!("{} has no version before this one", self.target.shown()))
                .help("versions are the commits that `postil publish` has made; only the last 30 are looked at"));
        };
        let keep = Keep { patterns: &self.keep, assets: &[] };
        let mut files: Tree = self.store.files(&old.commit)?;
        // A domain that was set meanwhile stays.
        files.retain(|path, _| !(keep.is_others(path) && tip.files.contains_key(path)));
        let version = self.version_at(&old.commit)?;
        let version = version.ok_or_else(|| Error::new(format!("the version {} has no build.json", old.commit)))?;
        let subject = format!("Publish version {} again", old.version);
        self.bring(tip, &Wanted { files: &files, version: &version, subject, restores: Some(&old.commit) })
    }

    /// Plans and pushes; once more where somebody was faster.
    fn bring(&self, tip: Tip, wanted: &Wanted<'_>) -> Result<Ending> {
        let mut tip = tip;
        for _ in 0..2 {
            let assets = self.assets_of_before(&tip, wanted.version)?;
            let keep = Keep { patterns: &self.keep, assets: &assets };
            let plan = plan::plan(wanted.files.clone(), &tip.files, &keep)?;
            if self.wish.dry_run {
                return Ok(Ending::Planned(plan));
            }
            if plan.tree == tip.files && tip.commit.is_some() {
                return Ok(Ending::Unchanged(wanted.version.clone()));
            }
            let commit = self.commit(&plan, &tip, wanted)?;
            let lease = if self.wish.force { tip.commit.as_deref() } else { None };
            match self.store.push(&self.target.push_url, (&commit, &self.target.branch), lease)? {
                Pushed::Done => return Ok(Ending::Pushed { commit, version: wanted.version.clone(), plan }),
                Pushed::Overtaken => {}
            }
            tip = self.tip()?;
            self.refuse_foreign(&tip)?;
            self.refuse_newer(&tip)?;
        }
        let message = format!("the branch {} changed twice while it was being published", self.target.shown());
        Err(Error::new(message).help("somebody else publishes at the same time; run `postil publish` again"))
    }

    /// The files with hashes in their names of the version that this one takes the place of: pages that browsers have kept
    /// ask for them.
    fn assets_of_before(&self, tip: &Tip, new: &Version) -> Result<Vec<String>> {
        let shown = tip.version.as_ref();
        if shown.is_none_or(|shown| shown.version != new.version) {
            return Ok(shown.map(|shown| shown.assets.clone()).unwrap_or_default());
        }
        let before = tip.versions.iter().find(|one| one.version != new.version);
        let before = before.map(|one| self.version_at(&one.commit)).transpose()?.flatten();
        Ok(before.map(|before| before.assets).unwrap_or_default())
    }

    fn commit(&self, plan: &Plan, tip: &Tip, wanted: &Wanted<'_>) -> Result<String> {
        let tree = self.store.write_tree(&plan.tree, &self.temporary)?;
        let published = Published {
            commit: String::new(),
            tree: tree.clone(),
            version: wanted.version.version.clone(),
            source: self.source.head.clone(),
            restores: wanted.restores.map(str::to_owned),
        };
        let message = published::message(&wanted.subject, &published);
        self.store.commit(&tree, tip.commit.as_deref(), &message)
    }

    fn tip(&self) -> Result<Tip> {
        let Some(commit) = self.store.fetch(&self.target.push_url, &self.target.branch)? else {
            return Ok(Tip::default());
        };
        let files = self.store.files(&commit)?;
        let versions = published::all(&self.store, &commit)?;
        Ok(Tip { version: self.version_at(&commit)?, files, versions, commit: Some(commit) })
    }

    fn version_at(&self, commit: &str) -> Result<Option<Version>> {
        let json = self.store.read(commit, "build.json")?;
        Ok(json.and_then(|json| Version::parse(&json)))
    }

    /// The pages as blobs, with the file that tells GitHub to take them as they are.
    fn stored(&self, pages: &Pages) -> Result<Tree> {
        let nothing = self.temporary.path().join("nothing");
        std::fs::write(&nothing, "").map_err(|error| Error::io("write", &nothing, &error))?;
        let own = pages.files.iter().map(|(path, page)| (path.clone(), page.disk.clone(), page.bytes));
        let all: Vec<(String, PathBuf, u64)> = own.chain([(NO_JEKYLL.to_owned(), nothing, 0)]).collect();
        let disks: Vec<PathBuf> = all.iter().map(|(_, disk, _)| disk.clone()).collect();
        let ids = self.store.add(&disks)?;
        if ids.len() != all.len() {
            return Err(Error::new(format!("git stored {} of the site's {} files", ids.len(), all.len())));
        }
        let blob = |id, bytes| Blob { mode: "100644".to_owned(), id, bytes };
        Ok(all.into_iter().zip(ids).map(|((path, _, bytes), id)| (path, blob(id, bytes))).collect())
    }

    /// What others put into the branch must not be lost by publishing.
    fn refuse_foreign(&self, tip: &Tip) -> Result<()> {
        let Some(commit) = tip.commit.as_ref().filter(|_| !self.wish.adopt) else { return Ok(()) };
        let paths = match tip.versions.first() {
            Some(last) if last.commit == *commit => return Ok(()),
            Some(last) => self.store.differences(&last.commit, commit)?,
            None => tip.files.keys().cloned().collect(),
        };
        let keep = Keep { patterns: &self.keep, assets: &[] };
        let foreign: Vec<String> = paths.into_iter().filter(|path| !keep.is_others(path)).collect();
        let message = format!("the branch {} holds what Postil did not publish", self.target.shown());
        let help = "publish to another branch with `--branch`, keep files with `keep:` under `publish:` in postil.yaml, or \
                    take the branch over with `--adopt`: other files are removed from it and stay in its history";
        pages::refuse(&foreign, &message, help)
    }

    /// A version that was made from what this repository does not have would be lost from the site.
    fn refuse_newer(&self, tip: &Tip) -> Result<()> {
        let Some(source) = tip.versions.first().and_then(|last| last.source.as_ref()) else { return Ok(()) };
        if self.wish.force || self.wish.adopt || self.source.head.as_ref() == Some(source) {
            return Ok(());
        }
        let known = target::contains(&self.target.here, source)?;
        if known == Some(true) {
            return Ok(());
        }
        let short = source.get(..10).unwrap_or(source);
        let why =
            if known.is_none() { "which is not in this repository" } else { "which this branch does not contain" };
        Err(Error::new(format!("{} was published from the commit {short}, {why}", self.target.shown()))
            .help("`git pull` first, so that nothing is lost from the site; or replace that version with `--force`"))
    }

    /// `with_file` is the site where it has a CNAME file of its own.
    fn refuse_address(&self, settings: &Settings, tip: &Tip, with_file: Option<&Checked>) -> Result<()> {
        if self.wish.any_address && !settings.base_url.origin().is_empty() {
            return Ok(());
        }
        let own = with_file.and_then(|checked| {
            let asset = checked.site.assets.iter().find(|asset| asset.path.as_str() == CNAME)?;
            std::fs::read(&asset.disk).ok()
        });
        let published = match (&own, &tip.commit) {
            (None, Some(commit)) => self.store.read(commit, CNAME)?,
            _ => None,
        };
        let domain = own.or(published).and_then(|file| address::domain(&file));
        address::check(&settings.base_url, &self.target.push_url, domain.as_deref())
    }
}
