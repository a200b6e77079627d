//! Asking other hosts over HTTP, by the user's own `curl`: it knows the machine's proxies and certificates, and a TLS
//! library in this program would cost a fifth of its build.
//!
//! In: a [`Url`] and [`Options`]. Out: [`Answer`] or [`Failure`]. No shell is involved, no file is read or written, and no
//! configuration of curl counts but its environment variables (`https_proxy`, `no_proxy`, `CURL_CA_BUNDLE` …). Must not know
//! what is asked for.

mod answer;
mod punycode;
mod url;

pub use answer::Head;
pub use url::Url;

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::error::Error;

/// What is asked of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// What there is, without its body.
    Head,
    Get,
}

/// How a host is asked.
#[derive(Debug, Clone)]
pub struct Options {
    pub method: Method,
    /// Bytes of the body that are kept; the connection is closed after them.
    pub max_bytes: u64,
    /// For the whole way with its redirects; connecting may take ten seconds of it. Counted in milliseconds.
    pub timeout: Duration,
    /// Names and values of header fields. Those that HTTP does not allow, and those without a value, are left out.
    pub headers: Vec<(String, String)>,
}

/// `GET`, up to 1 MiB, within 20 seconds.
impl Default for Options {
    fn default() -> Self {
        Self { method: Method::Get, max_bytes: 1024 * 1024, timeout: Duration::from_secs(20), headers: Vec::new() }
    }
}

/// What a host answered, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// From 200 to 599; a redirect only where it names no address to follow.
    pub status: u16,
    /// Where the answer came from in the end.
    pub final_url: String,
    /// The head of the last answer.
    pub head: Head,
    /// Those of the redirects on the way to it, at most [`MAX_REDIRECTS`].
    pub redirects: Vec<Head>,
    /// As it was sent, up to `max_bytes`; empty for [`Method::Head`].
    pub body: Vec<u8>,
    /// Whether that is all of it.
    pub whole: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// There is no curl on this machine, or one that is too old.
    NoCurl,
    /// The name system knows no such host, or cannot be asked.
    NoHost,
    /// Nobody listens there, or the network does not lead there.
    NoConnection,
    /// The certificate or the encryption is not in order.
    Tls,
    Timeout,
    TooManyRedirects,
    /// The proxy cannot be reached or is not known.
    Proxy,
    /// Anything else, such as a connection that was closed too early.
    Broken,
}

/// No answer, and why: `words` are curl's, without a final stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub kind: Kind,
    pub words: String,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let error = Error::new(failure.words);
        match failure.kind {
            Kind::NoCurl => error.help(INSTALL),
            _ => error,
        }
    }
}

/// Redirects that are followed.
pub const MAX_REDIRECTS: usize = 10;

const INSTALL: &str = "Postil asks other hosts by the program `curl`, 7.63 or newer: install it with your system's packages \
                       (`apt install curl`, `brew install curl`); Windows 10 and newer have it";

/// Bytes of heads that are read; curl itself takes no more of one answer.
const MAX_HEADS: u64 = 512 * 1024;

/// Connecting takes no longer where it succeeds.
const CONNECT: Duration = Duration::from_secs(10);

/// How this program names itself where `headers` have no `User-Agent`.
const AGENT: &str = concat!("Postil/", env!("CARGO_PKG_VERSION"));

/// What curl tells after the last answer, behind its own words. `%{stderr}` needs curl 7.63.
const REPORT: &str = "%{stderr}\npostil %{url_effective}\n";

/// Whether there is a curl to ask by.
///
/// # Errors
/// Where there is none; the advice says how to install it.
pub fn ready() -> crate::error::Result<()> {
    let found = Command::new("curl").args(["-q", "--version"]).stdin(Stdio::null()).output();
    let words = match found {
        Ok(output) if new_enough(&String::from_utf8_lossy(&output.stdout)) => return Ok(()),
        Ok(_) => "the program `curl` is too old, or does not run".to_owned(),
        Err(error) => format!("cannot run `curl`: {error}"),
    };
    Err(Error::from(Failure { kind: Kind::NoCurl, words }))
}

/// Whether the first line that curl says of itself, `curl 7.88.1 (…) …`, names a version that knows [`REPORT`].
fn new_enough(words: &str) -> bool {
    let version = words.strip_prefix("curl ").and_then(|rest| rest.split(' ').next()).unwrap_or("");
    let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
    (numbers.next(), numbers.next()) >= (Some(7), Some(63))
}

/// Asks for an address and follows redirects to other http and https addresses.
///
/// # Errors
/// Where no answer came; an answer of any status is an [`Answer`].
pub fn get(url: &Url, options: &Options) -> Result<Answer, Failure> {
    let broken = |error: &io::Error| Failure { kind: Kind::NoCurl, words: format!("cannot run `curl`: {error}") };
    let child = command(url, options).spawn().map_err(|error| broken(&error))?;
    let told = listen(child, MAX_HEADS.saturating_add(options.max_bytes)).map_err(|error| broken(&error))?;
    answer(&told, url, options)
}

fn command(url: &Url, options: &Options) -> Command {
    let mut curl = Command::new("curl");
    // Must come first: no configuration file counts.
    curl.arg("-q").args(["--silent", "--show-error", "--no-buffer", "--globoff"]);
    curl.args(["--proto", "=http,https", "--proto-redir", "=http,https"]);
    curl.args(["--location", "--max-redirs", &MAX_REDIRECTS.to_string()]);
    curl.args(["--connect-timeout", &seconds(options.timeout.min(CONNECT)), "--max-time", &seconds(options.timeout)]);
    curl.args(["--suppress-connect-headers", "--user-agent", AGENT, "--write-out", REPORT]);
    curl.arg(match options.method {
        Method::Head => "--head",
        Method::Get => "--include",
    });
    for (name, value) in options.headers.iter().filter(is_field) {
        curl.args(["--header", &format!("{name}: {value}")]);
    }
    curl.args(["--url", url.as_str()]);
    curl.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    curl
}

/// With milliseconds, and never nothing, which curl takes for no limit.
fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64().max(0.001))
}

/// A name that is a token (RFC 9110 §5.6.2; a leading `@` would be a file to curl), and a value on one line.
fn is_field((name, value): &&(String, String)) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token) && !value.trim().is_empty() && !value.contains(char::is_control)
}

/// What curl said until it ended.
struct Told {
    output: Vec<u8>,
    /// Its own words and then [`REPORT`].
    words: String,
    /// Its exit status; `None` where it was killed.
    code: Option<i32>,
    /// Whether `output` is all that there was.
    whole: bool,
}

/// Reads as many bytes at most. Curl ends by itself when its pipe is closed, and tells the rest even so.
fn listen(mut child: Child, most: u64) -> io::Result<Told> {
    let stderr = child.stderr.take();
    // Read beside the output: a full pipe would stop curl.
    let words = thread::spawn(move || {
        let mut words = Vec::new();
        let read = stderr.map(|stderr| stderr.take(MAX_HEADS).read_to_end(&mut words));
        read.map(|_| words).unwrap_or_default()
    });
    let mut output = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        stdout.take(most.saturating_add(1)).read_to_end(&mut output)?;
    }
    let status = child.wait()?;
    let words = String::from_utf8_lossy(&words.join().unwrap_or_default()).into_owned();
    let whole = u64::try_from(output.len()).is_ok_and(|length| length <= most);
    Ok(Told { output, words, code: status.code(), whole })
}

/// Once the last head is whole there is an answer, even if its body broke off.
fn answer(told: &Told, url: &Url, options: &Options) -> Result<Answer, Failure> {
    let (mut heads, body) = answer::heads(&told.output);
    let Some(head) = heads.pop_if(|head| !head.leads_on()) else { return Err(failure(told)) };
    let kept = usize::try_from(options.max_bytes).unwrap_or(usize::MAX).min(body.len());
    let whole = told.whole && told.code == Some(0) && kept == body.len();
    let reported = told.words.lines().rev().find_map(|line| line.strip_prefix("postil "));
    Ok(Answer {
        status: head.status,
        final_url: reported.unwrap_or(url.as_str()).to_owned(),
        head,
        redirects: heads,
        body: body.get(..kept).unwrap_or_default().to_vec(),
        whole,
    })
}

/// Source of the numbers: curl(1), exit codes.
fn failure(told: &Told) -> Failure {
    let kind = match told.code {
        Some(2 | 4) => Kind::NoCurl,
        Some(5 | 97) => Kind::Proxy,
        Some(6) => Kind::NoHost,
        Some(7 | 45) => Kind::NoConnection,
        Some(28) => Kind::Timeout,
        Some(35 | 51 | 53 | 54 | 58 | 59 | 60 | 64 | 66 | 77 | 80 | 82 | 83 | 90 | 91) => Kind::Tls,
        Some(47) => Kind::TooManyRedirects,
        _ => Kind::Broken,
    };
    // `curl: (6) Could not resolve host: example.invalid`
    let own = told.words.lines().find_map(|line| line.strip_prefix("curl: ")).unwrap_or("it ended without a word");
    let words = own.split_once(") ").filter(|_| own.starts_with('(')).map_or(own, |(_, words)| words);
    Failure { kind, words: words.trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests;
