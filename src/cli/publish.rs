//! What `publish` does and says: every step by its own word, so that pushed is never taken for live.
//!
//! In: the arguments. Out: text on standard error, and the verdict. What is published and how is the library's affair.

use std::path::Path;
use std::time::{Duration, Instant};

use super::args::{Format, Publishing};
use super::{Verdict, progress, root, show, summary};
use crate::build::{self, Checked, Stop};
use crate::diagnostic::{Colour, Counts};
use crate::error::Result;
use crate::publish::{Ending, Plan, Publication, Sight, Wish, megabytes, wait};
use crate::site::Choice;
use crate::version::Version;

/// URLs that would be gone which are named; all are counted.
const NAMED: usize = 20;

/// Publishes, or says why not.
pub fn publish(wanted: &Publishing, colour: Colour) -> Result<Verdict> {
    let root = root(&wanted.place)?;
    let start = Instant::now();
    let checked = build::prepare(&root, Choice::PublishedBy(build::today(&root)?))?;
    let publication = Publication::new(&root, &checked.site.settings, wish(wanted))?;
    let ending = if wanted.rollback {
        Ok(publication.roll_back()?)
    } else if refused(&checked, &root, colour)? {
        return Ok(Verdict::Problems);
    } else {
        let progress = progress::Line::new(start);
        let ending = made(&publication, &checked, &progress);
        progress.clear();
        ending
    };
    let ending = match ending {
        Ok(ending) => ending,
        Err(Stop::InTheWay(error)) => return Err(error),
        Err(Stop::Fatal(problems)) => {
            show::problems(&problems, &root, (Format::Human, colour))?;
            show::to_stderr(&format!("nothing was published: {}\n", summary::problems(Counts::of(&problems))))?;
            return Ok(Verdict::Problems);
        }
    };
    tell(&ending, &publication, &checked)?;
    match (wanted.wait, &ending) {
        (Some(seconds), Ending::Unchanged(version) | Ending::Pushed { version, .. }) => {
            wait_for(&checked, version, Duration::from_secs(seconds))
        }
        _ => Ok(Verdict::Good),
    }
}

fn wish(wanted: &Publishing) -> Wish {
    Wish {
        remote: wanted.remote.clone(),
        branch: wanted.branch.clone(),
        adopt: wanted.adopt,
        force: wanted.force,
        any_address: wanted.any_address,
        dry_run: wanted.dry_run,
    }
}

fn made(publication: &Publication, checked: &Checked, progress: &progress::Line) -> std::result::Result<Ending, Stop> {
    let Some(theme) = &checked.theme else { return Err(Stop::Fatal(Vec::new())) };
    publication.publish(checked, theme, &|step| progress.step(step))
}

/// A site with any problem is not published; a published page is read by many and mended by nobody.
fn refused(checked: &Checked, root: &Path, colour: Colour) -> Result<bool> {
    let problems = &checked.problems;
    if problems.is_empty() {
        return Ok(false);
    }
    show::problems(problems, root, (Format::Human, colour))?;
    let counts = summary::problems(Counts::of(problems));
    show::to_stderr(&format!("nothing was published: {counts}; every problem must be solved first\n"))?;
    Ok(true)
}

fn tell(ending: &Ending, publication: &Publication, checked: &Checked) -> Result<()> {
    let target = publication.target.shown();
    let mut words = match ending {
        Ending::Unchanged(version) => {
            format!("{target} has version {} already; nothing was pushed\n", version.version)
        }
        Ending::Planned(plan) => format!("would publish to {target}: {}nothing was pushed\n", changes(plan, checked)),
        Ending::Pushed { commit, version, plan } => {
            let short = commit.get(..10).unwrap_or(commit);
            format!("pushed version {} to {target} as {short}: {}", version.version, changes(plan, checked))
        }
    };
    if publication.uncommitted() > 0 {
        let files = summary::count(publication.uncommitted(), "file of the site is", "files of the site are");
        words += &format!("note: {files} not committed; what is published can't be made again from the repository\n");
    }
    if let Ending::Pushed { .. } = ending {
        let url = checked.site.settings.base_url.absolute("/");
        words += &format!("it is not live yet: the host takes a minute or so to show it at {url}\n");
    }
    show::to_stderr(&words)
}

/// `3 files added, 1 changed, 2 removed, 12 kB`, and what is gone.
fn changes(plan: &Plan, checked: &Checked) -> String {
    let mut words = format!(
        "{} added, {} changed, {} removed, {}\n",
        summary::count(plan.added.len(), "file", "files"),
        plan.changed.len(),
        plan.removed.len(),
        megabytes(plan.bytes)
    );
    let gone = plan.gone();
    if gone.is_empty() {
        return words;
    }
    let base = checked.site.settings.base_url.absolute("/");
    words += &format!("{} 404 from then on:\n", summary::count(gone.len(), "URL answers", "URLs answer"));
    for url in gone.iter().take(NAMED) {
        words += &format!("    {base}{url}\n");
    }
    if gone.len() > NAMED {
        words += &format!("    … and {} more\n", gone.len() - NAMED);
    }
    words + "  (`redirects:` in an article's front matter keeps old URLs of a page that has moved)\n"
}

/// Only a version that the site's own address shows is live.
fn wait_for(checked: &Checked, version: &Version, patience: Duration) -> Result<Verdict> {
    let base_url = &checked.site.settings.base_url;
    let url = base_url.absolute("/");
    let mut said = String::new();
    let last = wait(base_url, version, patience, |sight| {
        let words = match sight {
            Sight::Live => format!("live: {url} shows version {}\n", version.version),
            Sight::Other(other) => format!("deploying: {url} still shows version {other}\n"),
            Sight::Nothing(why) => format!("deploying: {url}build.json {why}\n"),
        };
        if words != said {
            // A terminal that is gone is no reason not to wait.
            let _ = show::to_stderr(&words);
            said = words;
        }
    })?;
    if last == Sight::Live {
        return Ok(Verdict::Good);
    }
    let words = format!("version {} was pushed, but was not live within {} s\n", version.version, patience.as_secs());
    show::to_stderr(&words)?;
    Ok(Verdict::Problems)
}
