//! `postil check --external`: the links to other hosts, looked at and told of.
//!
//! In: a checked site and the flags. Out: its problems with those of the links, notes for people, and a line that sums up.

use std::time::Instant;

use super::args::External;
use super::summary::count;
use super::{progress, show};
use crate::build::Checked;
use crate::diagnostic;
use crate::error::Result;
use crate::external::{self, Asking, Manners, Memory, Network, Note, Report, Verdict};
use crate::fetch;
use crate::source::Span;

/// Places of a note that are named; the others are counted.
const PLACES: usize = 3;

/// Asks other hosts and adds the dead links to the problems.
pub fn look(checked: &mut Checked, wanted: &External) -> Result<Report> {
    fetch::ready()?;
    let progress = progress::Line::new(Instant::now());
    let file = external::file();
    let asking = Asking {
        ask: &fetch::get,
        manners: Manners::default(),
        cache: file.as_deref(),
        memory: if wanted.fresh { Memory::Fresh } else { Memory::Used },
        watch: &|step| progress.links(step),
    };
    let mut report = external::check(&checked.site, &asking);
    progress.clear();
    checked.problems.append(&mut report.problems);
    diagnostic::sort(&mut checked.problems);
    Ok(report)
}

/// What is said after the problems: with `--verbose` every note, and in any case how many links were of each kind.
pub fn tell(report: &Report, wanted: &External) -> Result<()> {
    let notes = if wanted.verbose { report.notes.iter().map(note).collect() } else { String::new() };
    let blank = if notes.is_empty() { "" } else { "\n" };
    let silence = match report.network {
        Network::Silent(asked) => {
            let asked = count(asked, "address", "addresses");
            format!("nobody answered for {asked}: the network seems to be absent\n")
        }
        Network::Seen => String::new(),
    };
    show::to_stderr(&format!("{notes}{blank}{silence}{}", summary(report)))
}

/// `blocked: https://example.org/: the host answers 403 (forbidden)` and the places.
fn note(note: &Note) -> String {
    let told = match &note.finding.moved {
        Some(to) => format!("moved: {} is now at {to}", note.url),
        None => format!("{}: {}: {}", note.finding.verdict.id(), note.url, note.finding.words),
    };
    // What a host sends could hold commands for the terminal.
    let told = told.replace(char::is_control, "\u{fffd}");
    let place = |span: &Span| format!("  {span:?}\n");
    let places: String = note.places.iter().take(PLACES).map(place).collect();
    let more = match note.places.len().checked_sub(PLACES) {
        None | Some(0) => String::new(),
        Some(more) => format!("  and {}\n", count(more, "more place", "more places")),
    };
    format!("{told}\n{places}{more}")
}

/// `looked at 120 addresses on 43 hosts: 112 alive, 2 dead, 5 blocked, 1 unknown (98 from the cache)`.
fn summary(report: &Report) -> String {
    if report.addresses == 0 {
        return "there are no links to other hosts\n".to_owned();
    }
    let of = |verdict: Verdict| report.counts.get(&verdict).copied().unwrap_or_default();
    let all = [Verdict::Alive, Verdict::Dead, Verdict::Blocked, Verdict::Unknown];
    let kinds: Vec<String> = all.iter().map(|verdict| format!("{} {}", of(*verdict), verdict.id())).collect();
    let cache = match report.remembered {
        0 => String::new(),
        remembered => format!(" ({remembered} from the cache)"),
    };
    format!(
        "looked at {} on {}: {}{cache}\n",
        count(report.addresses, "address", "addresses"),
        count(report.hosts, "host", "hosts"),
        kinds.join(", ")
    )
}
