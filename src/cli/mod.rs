//! The commands: from the words of the command line to an exit status.
//!
//! In: arguments. Out: text on standard output and standard error, and 0 for done, 1 for problems in the content or in
//! the way, 2 for wrong usage. Each command is a few lines here; what it does is a function of the library.

mod args;
mod export;
mod external;
mod preview;
mod progress;
mod publish;
mod show;
mod summary;

use std::env;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use crate::build::{self, Ending, Wanted};
use crate::diagnostic::{Colour, Counts};
use crate::error::{Error, Result};
use crate::load;
use crate::scaffold;
use crate::site::Choice;
use args::{Building, Cli, Command, External, Look, New, Place, Until, When};

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Good,
    Problems,
}

/// Runs the command that the arguments (the program's name first) ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(usage) => {
            // Help that nobody reads any more is no failure.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    let colour = colour(cli.color);
    crate::markdown::hush();
    match execute(cli.command, colour) {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::Problems) => ExitCode::from(1),
        Err(error) => {
            // Where this cannot be said, the status still tells.
            let _ = show::to_stderr(&show::error(&error, colour));
            ExitCode::from(1)
        }
    }
}

fn execute(command: Command, colour: Colour) -> Result<Verdict> {
    match command {
        Command::Init { folder, github } => {
            if !(github && folder.join(load::SETTINGS).is_file()) {
                say(&scaffold::init(&folder)?)?;
            }
            if github { say(&scaffold::github(&folder)?) } else { Ok(Verdict::Good) }
        }
        Command::New { what: New::Article { path, title, place } } => {
            say(&scaffold::article(&root(&place)?, &path, title.as_deref())?)
        }
        Command::New { what: New::Entity { id, kind, name, place } } => {
            say(&scaffold::entity(&root(&place)?, &id, (&kind, &name))?)
        }
        Command::Build { build } => on_threads(build.look.threads, || self::build(&build, colour)),
        Command::Serve { preview } => {
            preview::serve(root(&preview.place)?, &preview, colour)?;
            Ok(Verdict::Good)
        }
        Command::Publish { publish } => on_threads(publish.threads, || publish::publish(&publish, colour)),
        Command::Check { look, external } => on_threads(look.threads, || check(&look, &external, colour)),
        Command::Export { what, output, drafts, place } => {
            let choice = if drafts { Choice::WithDrafts } else { Choice::Published };
            export::export(&root(&place)?, &export::Wish { what, output, choice }, colour)
        }
    }
}

fn say(words: &str) -> Result<Verdict> {
    show::to_stdout(words)?;
    Ok(Verdict::Good)
}

fn build(Building { look, portable }: &Building, colour: Colour) -> Result<Verdict> {
    let start = Instant::now();
    let root = root(&look.place)?;
    let progress = progress::Line::new(start);
    let wanted = Wanted { portable: *portable, ..wanted(&root, look)? };
    let built = build::build(&root, wanted, &|step| progress.step(step));
    progress.clear();
    let (checked, ending) = built?;
    show::problems(&checked.problems, &root, (look.format, colour))?;
    if let Ending::InTheWay(error) = &ending {
        show::to_stderr(&show::error(error, colour))?;
    }
    show::to_stderr(&summary::of_build(&checked, &ending, start.elapsed()))?;
    let verdict = verdict(Counts::of(&checked.problems), look);
    Ok(if matches!(ending, Ending::Written(_)) { verdict } else { Verdict::Problems })
}

fn check(look: &Look, links: &External, colour: Colour) -> Result<Verdict> {
    let start = Instant::now();
    let root = root(&look.place)?;
    let mut checked = build::check(&root, wanted(&root, look)?)?;
    let found = if links.external { Some(external::look(&mut checked, links)?) } else { None };
    show::problems(&checked.problems, &root, (look.format, colour))?;
    if let Some(found) = &found {
        external::tell(found, links)?;
    }
    show::to_stderr(&summary::of_check(&checked, start.elapsed()))?;
    Ok(verdict(Counts::of(&checked.problems), look))
}

fn verdict(counts: Counts, look: &Look) -> Verdict {
    let failing = counts.fatal + counts.errors + if look.strict { counts.warnings } else { 0 };
    if failing == 0 { Verdict::Good } else { Verdict::Problems }
}

fn wanted(root: &Path, look: &Look) -> Result<Wanted> {
    let choice = match look.until {
        Some(Until::Day(day)) => Choice::PublishedBy(day),
        Some(Until::Today) => Choice::PublishedBy(build::today(root)?),
        None if look.drafts => Choice::WithDrafts,
        None => Choice::Published,
    };
    Ok(Wanted { choice, base_url: look.base_url.clone(), portable: false })
}

fn on_threads<T: Send>(wanted: Option<NonZeroUsize>, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let Some(threads) = wanted else { return work() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build();
    pool.map_err(|error| Error::new(format!("cannot start {threads} threads: {error}")))?.install(work)
}

/// The site's folder: the one that is named, else the nearest upwards from the working directory.
fn root(place: &Place) -> Result<PathBuf> {
    let help = "`postil init DIR` makes a new site; `--root DIR` names one elsewhere";
    if let Some(root) = &place.root {
        let there = root.join(load::SETTINGS).is_file();
        let missing = || Error::new(format!("there is no {} in {}", load::SETTINGS, root.display())).help(help);
        return there.then(|| root.clone()).ok_or_else(missing);
    }
    let here = env::current_dir().map_err(|error| Error::io("find", Path::new("the working directory"), &error))?;
    let message = format!("there is no {} in {} or a folder above it", load::SETTINGS, here.display());
    load::find_root(&here).ok_or_else(|| Error::new(message).help(help))
}

/// Source: no-color.org; a set and non-empty NO_COLOR switches colours off.
fn colour(when: When) -> Colour {
    let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    match when {
        When::Always => Colour::Always,
        When::Auto if !unwanted && std::io::stderr().is_terminal() => Colour::Always,
        When::Auto | When::Never => Colour::Never,
    }
}
