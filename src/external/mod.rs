//! Links to other hosts: whether anything is there.
//!
//! In: a site, and how to ask. Out: [`Report`]: a problem at every place of a dead link, and what else was found. Each
//! address is asked once, hosts beside each other, the addresses of a host one after the other. Must not know how a
//! report is shown.

mod ask;
mod cache;
mod collect;
mod verdict;

pub use cache::{Memory, file};
pub use verdict::{Finding, Verdict};

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::diagnostic::{self, Code, Diagnostic};
use crate::fetch::{Answer, Failure, Kind, Options, Url};
use crate::site::Site;
use crate::source::Span;
use ask::Visit;
use cache::Cache;
use collect::Links;

/// How one address is asked: [`crate::fetch::get`], or what stands in for the network.
pub type Ask<'a> = &'a (dyn Fn(&Url, &Options) -> Result<Answer, Failure> + Sync);

/// How other hosts are treated.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Hosts that are asked at a time.
    pub hosts: usize,
    /// Between the end of a question and the next to the same host; none where that is this machine. In milliseconds.
    pub pause: Duration,
    /// For one answer with its redirects. In milliseconds.
    pub timeout: Duration,
    /// How long a host that is busy may have us wait before it is asked once more. In seconds.
    pub patience: Duration,
}

impl Default for Manners {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { hosts: 6, pause: seconds(1), timeout: seconds(20), patience: seconds(30) }
    }
}

/// How a site's links are looked at.
pub struct Asking<'a> {
    pub ask: Ask<'a>,
    pub manners: Manners,
    /// Where findings are kept between runs, if at all.
    pub cache: Option<&'a Path>,
    pub memory: Memory,
    /// Told of each step, from several threads.
    pub watch: &'a (dyn Fn(Step) + Sync),
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// As many addresses are asked from here on.
    Asking(usize),
    /// One of them has answered, or has not.
    Asked,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// One for each place of each dead link, sorted.
    pub problems: Vec<Diagnostic>,
    /// Links that are blocked, unknown, or alive but moved for good.
    pub notes: Vec<Note>,
    pub addresses: usize,
    pub hosts: usize,
    /// Addresses of each verdict.
    pub counts: BTreeMap<Verdict, usize>,
    /// Addresses whose findings were remembered.
    pub remembered: usize,
    pub network: Network,
}

/// Whether other hosts can be reached at all.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// Somebody answered, or nobody was asked.
    #[default]
    Seen,
    /// As many were asked, and nobody answered.
    Silent(usize),
}

/// A link that is no problem, yet worth a word.
#[derive(Debug)]
pub struct Note {
    pub url: Url,
    pub finding: Finding,
    pub places: Vec<Span>,
}

/// Looks at all links of a site to other hosts.
pub fn check(site: &Site, asking: &Asking<'_>) -> Report {
    let links = collect::links(site);
    let cache = Cache::open(asking.cache, asking.memory);
    let (known, new): (Vec<&Url>, Vec<&Url>) = links.places.keys().partition(|url| cache.get(url).is_some());
    let mut findings: BTreeMap<&Url, Finding> =
        known.iter().filter_map(|url| Some((*url, cache.get(url)?.clone()))).collect();
    let mut report = Report {
        addresses: links.places.len(),
        hosts: links.places.keys().map(Url::host).collect::<BTreeSet<_>>().len(),
        remembered: known.len(),
        ..Report::default()
    };
    let alive = findings.iter().find(|(_, finding)| finding.verdict == Verdict::Alive).map(|(url, _)| *url);
    let work = Work { asking, queue: Mutex::new(queue(&new)), found: Mutex::new(Found::new(cache)) };
    let found = work.done(new.len(), alive);
    if !new.is_empty() && !found.answered {
        report.network = Network::Silent(new.len());
    }
    findings.extend(found.findings);
    report.tell(&links, &findings);
    report
}

/// The addresses of each host; those with most come last, which is where they are taken from.
fn queue<'a>(urls: &[&'a Url]) -> Vec<Vec<&'a Url>> {
    let mut hosts: BTreeMap<&str, Vec<&Url>> = BTreeMap::new();
    for url in urls {
        hosts.entry(url.host()).or_default().push(url);
    }
    let mut queue: Vec<_> = hosts.into_values().collect();
    queue.sort_by_key(Vec::len);
    queue
}

/// What several threads share while they ask.
struct Work<'a> {
    asking: &'a Asking<'a>,
    queue: Mutex<Vec<Vec<&'a Url>>>,
    found: Mutex<Found<'a>>,
}

struct Found<'a> {
    findings: BTreeMap<&'a Url, Finding>,
    /// Whether some host answered, so that the network is there.
    answered: bool,
    cache: Cache,
}

impl<'a> Found<'a> {
    fn new(cache: Cache) -> Self {
        Self { findings: BTreeMap::new(), answered: false, cache }
    }

    /// Remembers what was found so far. Where nobody answers, that says nothing about any address.
    fn save(&mut self) {
        if self.answered {
            self.findings.iter().for_each(|(url, finding)| self.cache.put(url, finding.clone()));
            self.cache.save();
        }
    }
}

impl<'a> Work<'a> {
    /// Asks for all addresses; where nobody answers, also for one that was `alive` before.
    fn done(self, addresses: usize, alive: Option<&Url>) -> Found<'a> {
        (self.asking.watch)(Step::Asking(addresses));
        let threads = self.asking.manners.hosts.max(1);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| self.hosts());
            }
        });
        let mut found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        if !found.answered && !found.findings.is_empty() {
            found.answered = alive.is_some_and(|url| Visit::new(self.asking).look(url).is_ok());
        }
        if !found.answered {
            // Without a network no host can be found, whether it is there or not.
            found.findings.values_mut().for_each(|finding| finding.verdict = Verdict::Unknown);
        }
        found.save();
        found
    }

    /// Takes hosts from the queue until there are no more.
    fn hosts(&self) {
        loop {
            let Some(urls) = lock(&self.queue).pop() else { return };
            let mut visit = Visit::new(self.asking);
            for url in urls {
                let answer = visit.look(url);
                let mut found = lock(&self.found);
                // A proxy that refuses is an answer, yet not of the network behind it.
                found.answered |= match &answer {
                    Ok(_) => true,
                    Err(failure) => matches!(failure.kind, Kind::Tls | Kind::TooManyRedirects),
                };
                let finding = answer.map_or_else(
                    |failure| verdict::of_failure(url, &failure),
                    |answer| verdict::of_answer(url, &answer),
                );
                found.findings.insert(url, finding);
                drop(found);
                (self.asking.watch)(Step::Asked);
            }
            lock(&self.found).save();
        }
    }
}

/// A thread that panicked has left nothing half done behind these locks.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Report {
    fn tell(&mut self, links: &Links, findings: &BTreeMap<&Url, Finding>) {
        for (span, why) in &links.wrong {
            let message = format!("this address leads nowhere: {why}");
            self.problems.push(Diagnostic::new(Code::DeadExternalLink, span.clone(), message));
        }
        for (url, places) in &links.places {
            let Some(finding) = findings.get(url) else { continue };
            *self.counts.entry(finding.verdict).or_default() += 1;
            if finding.verdict == Verdict::Dead {
                let help = help(url, links, findings);
                self.problems.extend(places.iter().map(|place| dead(url, place, finding).help(help.clone())));
            } else if finding.verdict != Verdict::Alive || finding.moved.is_some() {
                self.notes.push(Note { url: url.clone(), finding: finding.clone(), places: places.clone() });
            }
        }
        diagnostic::sort(&mut self.problems);
    }
}

fn dead(url: &Url, place: &Span, finding: &Finding) -> Diagnostic {
    Diagnostic::new(Code::DeadExternalLink, place.clone(), format!("{url} is dead: {}", finding.words))
}

/// Where the page may still be found.
fn help(url: &Url, links: &Links, findings: &BTreeMap<&Url, Finding>) -> String {
    let archive = "https://web.archive.org/web/";
    let lives = |copy: &&Url| findings.get(copy).is_none_or(|finding| finding.verdict != Verdict::Dead);
    if let Some(copy) = links.copies.get(url).filter(lives) {
        return format!("the source's `archive_url` has a copy: {copy}");
    }
    if url.host() == "web.archive.org" {
        return "look for another copy, or take the address out".to_owned();
    }
    format!("correct the address, or look for a copy at {archive}*/{url}")
}

#[cfg(test)]
mod tests;
