//! What an answer says about a link: alive, dead, or nothing that can be relied on.
//!
//! In: an answer, or why there is none. Out: [`Finding`]. Asks nobody.

use serde::{Deserialize, Serialize};

use crate::fetch::{Answer, Failure, Kind, Url};

/// What is known of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Alive,
    /// The host says that it has no such page, or there is no such host.
    Dead,
    /// The host turns programs away, or asks for a login; people may see the page.
    Blocked,
    /// The host has trouble, or does not answer.
    Unknown,
}

impl Verdict {
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Alive => "alive",
            Verdict::Dead => "dead",
            Verdict::Blocked => "blocked",
            Verdict::Unknown => "unknown",
        }
    }
}

/// What was found at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub verdict: Verdict,
    /// Why, as it follows a colon: `the host answers 404 (not found)`.
    pub words: String,
    /// Where it has moved to for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<String>,
}

/// Parts of addresses to which visitors are sent who shall first show that they are people, or log in.
const WALLS: [&str; 9] =
    ["captcha", "wappass", "challenge", "sorry", "verify", "login", "signin", "passport", "consent"];

/// What an answer of a host means.
pub fn of_answer(url: &Url, answer: &Answer) -> Finding {
    let led = !answer.redirects.is_empty() && answer.final_url != url.as_str();
    let walled = led && wall(&answer.final_url) || answer.head.field("cf-mitigated").is_some();
    let verdict = match answer.status {
        _ if walled => Verdict::Blocked,
        // 416 says that a page is shorter than the part of it that was asked for.
        200..=300 | 304 | 416 => Verdict::Alive,
        404 | 410 => Verdict::Dead,
        // 999 is how LinkedIn turns programs away; 451 is the law of one country.
        400..500 | 999 => Verdict::Blocked,
        _ => Verdict::Unknown,
    };
    let words = match (walled, led) {
        (true, _) => "the host wants to see that a person asks".to_owned(),
        (_, true) => format!("it leads to {}, where the answer is {}", answer.final_url, status(answer.status)),
        (_, false) => format!("the host answers {}", status(answer.status)),
    };
    let for_good = led && answer.redirects.iter().all(|head| matches!(head.status, 301 | 308));
    let moved = (for_good && !walled && verdict == Verdict::Alive).then(|| answer.final_url.clone());
    Finding { verdict, words, moved }
}

fn status(status: u16) -> String {
    let meaning = match status {
        401 => " (a login is wanted)",
        403 => " (forbidden)",
        404 => " (not found)",
        410 => " (gone)",
        429 => " (too many requests)",
        451 => " (withheld for legal reasons)",
        999 => " (programs are turned away)",
        500..600 => " (trouble of its own)",
        _ => "",
    };
    format!("{status}{meaning}")
}

/// Whether a word of the address, its query left out, is one of [`WALLS`].
fn wall(url: &str) -> bool {
    let place = url.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    place.split(|c: char| !c.is_alphanumeric()).any(|word| WALLS.contains(&word))
}

/// What it means that no answer came. That the network is there at all is for the caller to know.
pub fn of_failure(url: &Url, failure: &Failure) -> Finding {
    let verdict = match failure.kind {
        Kind::NoHost => Verdict::Dead,
        _ => Verdict::Unknown,
    };
    let words = match failure.kind {
        // A redirect may have led to the host that is missing, so curl's words name it.
        Kind::NoHost if failure.words.ends_with(url.host()) => format!("there is no host {}", url.host()),
        Kind::Timeout => "the host does not answer in time".to_owned(),
        Kind::TooManyRedirects => "it leads on and on".to_owned(),
        _ => failure.words.clone(),
    };
    Finding { verdict, words, moved: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::Head;

    fn answer(status: u16, way: &[u16], final_url: &str) -> Answer {
        let head = |status: &u16| Head { status: *status, fields: Vec::new() };
        Answer {
            status,
            final_url: final_url.to_owned(),
            head: head(&status),
            redirects: way.iter().map(head).collect(),
            body: Vec::new(),
            whole: true,
        }
    }

    #[test]
    fn only_what_the_host_says_is_gone_is_dead() {
        let url = Url::new("https://a.example/x").unwrap();
        for (status, verdict) in [
            (200, Verdict::Alive),
            (206, Verdict::Alive),
            (416, Verdict::Alive),
            (404, Verdict::Dead),
            (410, Verdict::Dead),
            (401, Verdict::Blocked),
            (403, Verdict::Blocked),
            (405, Verdict::Blocked),
            (429, Verdict::Blocked),
            (451, Verdict::Blocked),
            (999, Verdict::Blocked),
            (500, Verdict::Unknown),
            (503, Verdict::Unknown),
            (302, Verdict::Unknown),
        ] {
            let found = of_answer(&url, &answer(status, &[], "https://a.example/x"));
            assert_eq!(found.verdict, verdict, "{status}");
            assert!(found.words.starts_with(&format!("the host answers {status}")), "{}", found.words);
        }
    }

    #[test]
    fn ways_are_told() {
        let url = Url::new("https://a.example/x").unwrap();
        let led = |status, way: &[u16], to| of_answer(&url, &answer(status, way, to));
        assert_eq!(led(200, &[301, 308], "https://b.example/").moved.as_deref(), Some("https://b.example/"));
        assert_eq!(led(200, &[301, 302], "https://b.example/").moved, None);
        assert_eq!(led(404, &[301], "https://b.example/").moved, None);
        assert_eq!(
            led(404, &[301], "https://b.example/").words,
            "it leads to https://b.example/, where the answer is 404 (not found)"
        );
        for wall in ["https://wappass.baidu.com/static/captcha/", "https://a.example/login?next=x"] {
            assert_eq!(led(200, &[302], wall).verdict, Verdict::Blocked, "{wall}");
        }
        assert_eq!(led(200, &[302], "https://a.example/blog/in").verdict, Verdict::Alive);
    }

    #[test]
    fn no_answer_is_no_death_but_of_the_host() {
        let url = Url::new("https://a.example/x").unwrap();
        let failed = |kind, words: &str| of_failure(&url, &Failure { kind, words: words.to_owned() });
        let gone = failed(Kind::NoHost, "Could not resolve host: a.example");
        assert_eq!((gone.verdict, gone.words.as_str()), (Verdict::Dead, "there is no host a.example"));
        assert_eq!(failed(Kind::NoHost, "Could not resolve host: b.org").words, "Could not resolve host: b.org");
        for kind in [Kind::Timeout, Kind::Tls, Kind::NoConnection, Kind::TooManyRedirects, Kind::Broken, Kind::Proxy] {
            assert_eq!(failed(kind, "no").verdict, Verdict::Unknown);
        }
    }
}
