//! One address asked politely: the head first, a few bytes where heads are refused, and once more where the host says when.
//!
//! In: an address and how to ask. Out: the answer that counts. Must not know what it means.

use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::fmt::rfc2822;

use super::Asking;
use crate::fetch::{Answer, Failure, Kind, Method, Options, Url};

/// Statuses that servers give to a question for the head only because it is one.
const HEAD_REFUSED: [u16; 7] = [400, 403, 404, 405, 406, 500, 501];

/// Bytes of a page that are asked for where the head is refused.
const FEW_BYTES: u64 = 1024;

/// One visitor of one host, who waits between two questions.
pub struct Visit<'a> {
    asking: &'a Asking<'a>,
    last: Option<Instant>,
}

impl<'a> Visit<'a> {
    pub fn new(asking: &'a Asking<'a>) -> Self {
        Self { asking, last: None }
    }

    /// Asks for an address of the host.
    ///
    /// # Errors
    /// Where no answer came.
    pub fn look(&mut self, url: &Url) -> Result<Answer, Failure> {
        let head = self.patiently(url, Method::Head);
        let refused = match &head {
            Ok(answer) => HEAD_REFUSED.contains(&answer.status),
            // Some servers hang up on what they do not know.
            Err(failure) => failure.kind == Kind::Broken,
        };
        if refused { self.patiently(url, Method::Get) } else { head }
    }

    /// Asks, and once more after the time that a host asks for, if that is short.
    fn patiently(&mut self, url: &Url, method: Method) -> Result<Answer, Failure> {
        let answer = self.ask(url, method)?;
        let wait = matches!(answer.status, 429 | 503).then(|| retry_after(&answer)).flatten();
        match wait {
            Some(wait) if wait <= self.asking.manners.patience => {
                thread::sleep(wait);
                self.ask(url, method)
            }
            _ => Ok(answer),
        }
    }

    fn ask(&mut self, url: &Url, method: Method) -> Result<Answer, Failure> {
        let manners = &self.asking.manners;
        // Nobody has to be polite to the own machine.
        let pause = if url.is_loopback() { Duration::ZERO } else { manners.pause };
        if let Some(last) = self.last {
            thread::sleep(pause.saturating_sub(last.elapsed()));
        }
        let answer = (self.asking.ask)(url, &options(method, manners.timeout));
        self.last = Some(Instant::now());
        answer
    }
}

fn options(method: Method, timeout: Duration) -> Options {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let agent = concat!("Postil/", env!("CARGO_PKG_VERSION"), " (+link check)");
    let mut headers = vec![field("User-Agent", agent), field("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    if method == Method::Get {
        headers.push(field("Range", &format!("bytes=0-{}", FEW_BYTES - 1)));
    }
    Options { method, max_bytes: FEW_BYTES, timeout, headers }
}

/// Seconds or a date. Source: RFC 9110 §10.2.3.
fn retry_after(answer: &Answer) -> Option<Duration> {
    let written = answer.head.field("retry-after")?;
    if let Ok(seconds) = written.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = rfc2822::parse(written).ok()?.timestamp();
    Some(Duration::try_from(date.duration_since(Timestamp::now())).unwrap_or_default())
}
