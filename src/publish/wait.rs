//! Whether the world sees a version yet.
//!
//! In: the site's address, a version, and how long to wait. Out: what the address showed last. Asks for build.json again
//! and again, ever more seldom.

use std::thread;
use std::time::{Duration, Instant};

use crate::config::BaseUrl;
use crate::error::{Error, Result};
use crate::fetch::{self, Kind, Options, Url};
use crate::version::Version;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What is to be seen at the site's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    Live,
    /// Another version.
    Other(String),
    /// No version, and why: `answers 404`.
    Nothing(String),
}

/// Looks until the version is live or the time is over; tells what was seen each time.
///
/// # Errors
/// An address that cannot be asked at all, or no program to ask with.
pub fn wait(base_url: &BaseUrl, version: &Version, patience: Duration, mut told: impl FnMut(&Sight)) -> Result<Sight> {
    fetch::ready()?;
    let start = Instant::now();
    let mut pause = FIRST_PAUSE;
    for look in 0.. {
        // The host keeps answers for minutes; to another query it has none.
        let url = format!("{}?version={}&look={look}", base_url.absolute("/build.json"), version.version);
        let url = Url::new(&url).map_err(|why| Error::new(format!("base_url cannot be asked for: {why}")))?;
        let seen = sight(&url, version)?;
        told(&seen);
        let left = patience.saturating_sub(start.elapsed());
        if seen == Sight::Live || left.is_zero() {
            return Ok(seen);
        }
        thread::sleep(pause.min(left));
        pause = (pause * 3 / 2).min(LONGEST_PAUSE);
    }
    Ok(Sight::Nothing("was never asked for".to_owned()))
}

fn sight(url: &Url, version: &Version) -> Result<Sight> {
    let headers = vec![("Cache-Control".to_owned(), "no-cache".to_owned())];
    let answer = match fetch::get(url, &Options { headers, ..Options::default() }) {
        Ok(answer) => answer,
        Err(failure) if failure.kind == Kind::NoCurl => return Err(failure.into()),
        Err(failure) => return Ok(Sight::Nothing(format!("gives no answer: {}", failure.words))),
    };
    Ok(match (answer.status, Version::parse(&answer.body)) {
        (200, Some(there)) if there.version == version.version => Sight::Live,
        (200, Some(there)) => Sight::Other(there.version),
        (200, None) => Sight::Nothing("is not Postil's".to_owned()),
        (status, _) => Sight::Nothing(format!("answers {status}")),
    })
}
