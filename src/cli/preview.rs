//! What `serve` prints: where the site is to be seen, and one line for each change.
//!
//! In: [`Started`] and [`News`]. Out: text on standard error. A problem is shown when it is new, not again with each save.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::ZonedDateTime;

use super::args::{Format, Preview};
use super::{show, summary};
use crate::diagnostic::{Colour, Counts, Diagnostic};
use crate::error::Result;
use crate::serve::{self, Listen, News, Options, Started, Watching};

/// Files that a line names.
const NAMED: usize = 3;

/// Serves a site until the program is told to end.
pub fn serve(root: PathBuf, wanted: &Preview, colour: Colour) -> Result<()> {
    let printer = Arc::new(Printer { root: root.clone(), colour, known: Mutex::default() });
    let listen = Listen { port: wanted.port, host: wanted.host.clone() };
    let poll = if wanted.poll { Watching::Polling } else { Watching::Events };
    let start = std::time::Instant::now();
    let told = Arc::clone(&printer);
    let ready = |started: &Started| {
        printer.started(started, wanted.port, start.elapsed());
        if wanted.open && open::that_detached(&started.url).is_err() {
            printer.say("no browser could be opened; open the address above\n");
        }
    };
    serve::serve(&root, &Options { listen, poll }, Arc::new(move |news| told.tell(&news)), ready)
}

struct Printer {
    root: PathBuf,
    colour: Colour,
    /// The problems that were shown.
    known: Mutex<BTreeSet<Key>>,
}

/// What makes a problem the same though lines were added above it.
type Key = (&'static str, String, Option<(String, String)>);

fn key(problem: &Diagnostic) -> Key {
    let place = problem.span.as_ref().map(|span| {
        let source = span.source();
        (source.path().to_owned(), source.line(span.start().line).to_owned())
    });
    (problem.code.id(), problem.message.clone(), place)
}

impl Printer {
    /// A terminal that is gone is no reason to end.
    fn say(&self, words: &str) {
        let _ = show::to_stderr(words);
    }

    fn started(&self, started: &Started, port: u16, took: Duration) {
        self.news_of(&started.problems);
        let counts = summary::problems(Counts::of(&started.problems));
        let reports = summary::count(started.reports, "report", "reports");
        self.say(&format!("read {reports} in {}: {counts}\n\n", summary::seconds(took)));
        let (bold, end) = match self.colour {
            Colour::Always => ("\x1b[1;96m", "\x1b[0m"),
            Colour::Never => ("", ""),
        };
        self.say(&format!("  {bold}{}{end}\n", started.url));
        if let Some(elsewhere) = &started.elsewhere {
            self.say(&format!("  {bold}{elsewhere}{end}  from other machines of this network\n"));
        }
        if port != 0 && started.address.port() != port {
            self.say(&format!("  (port {port} is taken, so this is {})\n", started.address.port()));
        }
        self.say("\nFiles are watched; Ctrl-C ends.\n\n");
    }

    fn tell(&self, news: &News) {
        match news {
            News::Changed { files, took, problems } => {
                let counts = summary::problems(Counts::of(problems));
                let took = took.as_secs_f64() * 1000.0;
                self.line(&format!("{} · {took:.1} ms · {counts}", named(files)));
                self.news_of(problems);
            }
            News::Problems(problems) => {
                let had = !self.known.lock().unwrap_or_else(PoisonError::into_inner).is_empty();
                if self.news_of(problems) || had && problems.is_empty() {
                    self.line(&format!("looked around · {}", summary::problems(Counts::of(problems))));
                }
            }
            News::Polling { why } => {
                self.line(&format!("files are looked at every half second from now on: {why}"));
            }
            News::Trouble(error) => self.say(&show::error(error, self.colour)),
        }
    }

    fn line(&self, words: &str) {
        self.say(&format!("{}  {words}\n", ZonedDateTime::now().strftime("%H:%M:%S")));
    }

    /// Shows the problems that are new; whether there are any.
    fn news_of(&self, problems: &[Diagnostic]) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let new: Vec<Diagnostic> = problems.iter().filter(|problem| !known.contains(&key(problem))).cloned().collect();
        *known = problems.iter().map(key).collect();
        let _ = show::problems(&new, &self.root, (Format::Human, self.colour));
        !new.is_empty()
    }
}

/// The first few files, and how many more.
fn named(files: &[String]) -> String {
    let some: Vec<&str> = files.iter().take(NAMED).map(String::as_str).collect();
    match files.len().checked_sub(NAMED) {
        None | Some(0) => some.join(", "),
        Some(more) => format!("{} and {more} more", some.join(", ")),
    }
}
