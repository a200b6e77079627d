//! The commands: from the words of the command line to an exit status.
//!
//! In: arguments. Out: text on standard output and standard error, and 0 for done, 1 for problems in the content or in
//! the way, 2 for wrong usage. Each command is a few lines here; what it does is a function of the library.

mod args;
mod export;
mod preview;
mod progress;
mod show;
mod summary;

use std::env;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use crate::build::{self, Ending};
use crate::diagnostic::{Colour, Counts};
use crate::error::{Error, Result};
use crate::load;
use crate::scaffold;
use crate::site::Choice;
use args::{Cli, Command, Look, New, Place, When};

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
        Command::Init { folder } => say(&scaffold::init(&folder)?),
        Command::New { what: New::Article { path, title, place } } => {
            say(&scaffold::article(&root(&place)?, &path, title.as_deref())?)
        }
        Command::New { what: New::Entity { id, kind, name, place } } => {
            say(&scaffold::entity(&root(&place)?, &id, (&kind, &name))?)
        }
        Command::Build { look } => on_threads(&look, || build(&look, colour)),
        Command::Serve { preview } => {
            preview::serve(root(&preview.place)?, &preview, colour)?;
            Ok(Verdict::Good)
        }
        Command::Check { look } => on_threads(&look, || check(&look, colour)),
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

fn build(look: &Look, colour: Colour) -> Result<Verdict> {
    let start = Instant::now();
    let root = root(&look.place)?;
    let progress = progress::Line::new(start);
    let built = build::build(&root, choice(look), &|step| progress.step(step));
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

fn check(look: &Look, colour: Colour) -> Result<Verdict> {
    let start = Instant::now();
    let root = root(&look.place)?;
    let checked = build::check(&root, choice(look))?;
    show::problems(&checked.problems, &root, (look.format, colour))?;
    show::to_stderr(&summary::of_check(&checked, start.elapsed()))?;
    Ok(verdict(Counts::of(&checked.problems), look))
}

fn verdict(counts: Counts, look: &Look) -> Verdict {
    let failing = counts.fatal + counts.errors + if look.strict { counts.warnings } else { 0 };
    if failing == 0 { Verdict::Good } else { Verdict::Problems }
}

fn choice(look: &Look) -> Choice {
    if look.drafts { Choice::WithDrafts } else { Choice::Published }
}

fn on_threads<T: Send>(look: &Look, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let Some(threads) = look.threads else { return work() };
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
