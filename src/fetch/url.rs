//! Addresses as they are asked for: ASCII, without a fragment, and nothing in them that means something to a program.
//!
//! In: an address as people write it, with Chinese letters in its host and path. Out: [`Url`]. Knows of no network.

use std::fmt;

use icu_normalizer::uts46::Uts46MapperBorrowed;

use super::punycode;
use crate::path;

/// An `http` or `https` address in the form that goes over the wire: a host of letters, digits, dots, hyphens and
/// underscores (or an IPv6 address in brackets), and a path that is percent-encoded. Never begins with a hyphen, never
/// holds blanks, quotes or control characters. A user's name and password in front of the host are left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url {
    written: String,
    /// Bytes of `written` before the host, and up to its end.
    host: (usize, usize),
}

impl Url {
    /// Reads an address as written; one that begins with `//` is taken as `https`.
    ///
    /// # Errors
    /// In words, why nobody can be asked for it.
    pub fn new(words: &str) -> Result<Self, &'static str> {
        let words = words.trim();
        let (scheme, rest) = match words.strip_prefix("//") {
            Some(rest) => ("https://", rest),
            None if starts_with(words, "https://") => ("https://", words.get(8..).unwrap_or("")),
            None if starts_with(words, "http://") => ("http://", words.get(7..).unwrap_or("")),
            None => return Err("it does not begin with http:// or https://"),
        };
        let rest = rest.split('#').next().unwrap_or("");
        let (authority, path) =
            rest.split_at_checked(rest.find(['/', '?']).unwrap_or(rest.len())).unwrap_or((rest, ""));
        let place = authority.rsplit('@').next().unwrap_or("");
        let (host, port) = port(place)?;
        let host = if host.starts_with('[') { address_in_brackets(host)? } else { name(host)? };
        let slash = if path.starts_with('/') { "" } else { "/" };
        let written = format!("{scheme}{host}{port}{slash}{}", path::encode_suffix(path));
        Ok(Self { written, host: (scheme.len(), scheme.len() + host.len()) })
    }

    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// In lower case, without the port; IPv6 in brackets.
    pub fn host(&self) -> &str {
        self.written.get(self.host.0..self.host.1).unwrap_or("")
    }

    /// Whether the host is this machine itself.
    pub fn is_loopback(&self) -> bool {
        let host = self.host().trim_end_matches('.');
        let number = host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback());
        number || matches!(host, "localhost" | "[::1]") || host.ends_with(".localhost")
    }
}

impl fmt::Display for Url {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.written)
    }
}

/// Schemes are the same in upper and lower case (RFC 3986 §3.1).
fn starts_with(words: &str, scheme: &str) -> bool {
    words.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// Host and `:port`, the latter empty where none is written.
fn port(place: &str) -> Result<(&str, String), &'static str> {
    let in_brackets = place.rfind(']').map_or(0, |at| at + 1);
    let colon = place.get(in_brackets..).and_then(|rest| rest.find(':')).map(|at| at + in_brackets);
    let Some((host, written)) = colon.and_then(|at| place.split_at_checked(at)) else {
        return Ok((place, String::new()));
    };
    match written.strip_prefix(':').unwrap_or(written) {
        "" => Ok((host, String::new())),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let port: u16 = digits.parse().map_err(|_| "its port is no number up to 65535")?;
            Ok((host, format!(":{port}")))
        }
        _ => Err("its port is no number up to 65535"),
    }
}

fn address_in_brackets(host: &str) -> Result<String, &'static str> {
    let inside = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or("");
    let address: std::net::Ipv6Addr = inside.parse().map_err(|_| "its host is no IPv6 address")?;
    Ok(format!("[{address}]"))
}

/// A host's name in ASCII: mapped as UTS #46 §4 says, and each label that is not ASCII then in Punycode. What a registry
/// allows beyond that is for it to say.
fn name(host: &str) -> Result<String, &'static str> {
    const WRONG: &str = "its host is no name that a host can have";
    let decoded = path::decode(host);
    let mapped: String = Uts46MapperBorrowed::new().map_normalize(decoded.chars()).collect();
    let label = |label: &str| if label.is_ascii() { Some(label.to_owned()) } else { punycode::label(label) };
    let labels: Option<Vec<String>> = mapped.split('.').map(label).collect();
    let labels = labels.ok_or(WRONG)?;
    let name = labels.join(".");
    let (last, others) = labels.split_last().ok_or(WRONG)?;
    let fits = others.iter().all(|label| !label.is_empty()) && labels.iter().all(|label| label.len() <= 63);
    let known = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    // A final dot is allowed, no name at all is not.
    let named = !last.is_empty() || !others.is_empty();
    if fits && known && named && name.len() <= 253 { Ok(name) } else { Err(WRONG) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(words: &str) -> String {
        Url::new(words).unwrap().to_string()
    }

    #[test]
    fn what_people_write_becomes_ascii() {
        for (written, asked) in [
            ("https://example.org", "https://example.org/"),
            ("HTTP://Example.ORG:80/a?b#c", "http://example.org:80/a?b"),
            ("//example.org/x", "https://example.org/x"),
            (
                "https://example.org/报告 1.pdf?q=里子&r=%20",
                "https://example.org/%E6%8A%A5%E5%91%8A%201.pdf?q=%E9%87%8C%E5%AD%90&r=%20",
            ),
            ("https://例子.中国/面", "https://xn--fsqu00a.xn--fiqs8s/%E9%9D%A2"),
            ("https://例子。中国", "https://xn--fsqu00a.xn--fiqs8s/"),
            ("https://Bücher.example?x", "https://xn--bcher-kva.example/?x"),
            ("http://[::1]:8000/x", "http://[::1]:8000/x"),
            ("http://u:p@example.org/", "http://example.org/"),
            ("http://example.org:/", "http://example.org/"),
        ] {
            assert_eq!(url(written), asked);
        }
    }

    #[test]
    fn what_means_something_to_a_program_is_encoded_or_refused() {
        assert_eq!(
            url("http://x.org/\"\n-o /tmp/x\\{a,b}[1-9]"),
            "http://x.org/%22%0A-o%20/tmp/x%5C%7Ba,b%7D%5B1-9%5D"
        );
        assert_eq!(url("http://-o/tmp/x"), "http://-o/tmp/x");
        for refused in [
            "ftp://example.org/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "-o/tmp/x",
            "",
            "http://",
            "http:///path",
            "http://a::80/",
            "http://a b/",
            "http://a\"b/",
            "http://a..b/",
            "http://example.org:99999/",
            "http://example.org:x/",
            "http://[::1/",
            "http://[x]/",
            "http://{a,b}.example/",
            "http://a\\b/",
            "http://%00/",
            "http://x%2f@y%2fz/",
        ] {
            assert!(Url::new(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn this_machine_is_known() {
        for own in ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://a.localhost./"] {
            assert!(Url::new(own).unwrap().is_loopback(), "{own}");
        }
        for other in ["http://10.0.0.1/", "http://localhost.example/", "http://127.0.0.1.example/"] {
            assert!(!Url::new(other).unwrap().is_loopback(), "{other}");
        }
    }
}
