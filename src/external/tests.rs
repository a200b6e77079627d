//! A site's links against a network that is stood in for.

use super::*;
use crate::fetch::{Head, Method};
use crate::site::tests::site_of;

/// What the network says to a method and an address, and whether it leads on to another.
type Says<'a> = &'a (dyn Fn(Method, &str) -> Result<u16, Kind> + Sync);

fn checked(body: &str, says: Says<'_>, cache: Option<&Path>) -> (Report, Vec<String>) {
    let page = format!("---\ntitle: 甲\ndate: 2024\n---\n{body}\n");
    let site = site_of(&[("content/articles/a.md", &page)]);
    let asked = Mutex::new(Vec::new());
    let ask = |url: &Url, options: &Options| {
        lock(&asked).push(format!("{:?} {url}", options.method));
        let words = format!("Could not resolve host: {}", url.host());
        let status = says(options.method, url.as_str()).map_err(|kind| Failure { kind, words })?;
        let head = Head { status, fields: vec![("retry-after".into(), "0".into())] };
        Ok(Answer { status, final_url: url.to_string(), head, redirects: Vec::new(), body: Vec::new(), whole: true })
    };
    let manners = Manners { pause: Duration::ZERO, ..Manners::default() };
    let report = check(&site, &Asking { ask: &ask, manners, cache, memory: Memory::Used, watch: &|_| {} });
    let mut asked = asked.into_inner().unwrap();
    asked.sort();
    (report, asked)
}

fn counts(report: &Report) -> Vec<(&'static str, usize)> {
    report.counts.iter().map(|(verdict, count)| (verdict.id(), *count)).collect()
}

#[test]
fn a_host_that_is_not_there_is_dead_where_another_answers() {
    let body = "[a](http://a.example/) [b](http://b.example/)";
    let (report, _) = checked(body, &|_, url| if url.contains("a.") { Ok(200) } else { Err(Kind::NoHost) }, None);
    assert_eq!(counts(&report), [("alive", 1), ("dead", 1)]);
    assert_eq!(report.problems[0].message, "http://b.example/ is dead: there is no host b.example");
    assert_eq!(report.network, Network::Seen);
}

#[test]
fn without_a_network_nothing_is_known_and_nothing_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("external.json");
    let body = "[a](http://a.example/) [b](http://b.example/)";
    let (report, _) = checked(body, &|_, _| Err(Kind::NoHost), Some(&cache));
    assert_eq!(counts(&report), [("unknown", 2)]);
    assert_eq!(report.network, Network::Silent(2));
    assert!(report.problems.is_empty() && !cache.exists());
}

#[test]
fn a_lone_missing_host_is_told_from_a_missing_network_by_one_that_was_alive() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("external.json");
    checked("[a](http://a.example/)", &|_, _| Ok(200), Some(&cache));
    let body = "[a](http://a.example/) [b](http://b.example/)";
    let (report, _) = checked(body, &|_, _| Err(Kind::NoHost), Some(&cache));
    assert_eq!((counts(&report), report.remembered), (vec![("alive", 1), ("unknown", 1)], 1));
    assert_eq!(report.network, Network::Silent(1));
    let missing = |_: Method, url: &str| if url.contains("a.") { Ok(200) } else { Err(Kind::NoHost) };
    let (report, asked) = checked(body, &missing, Some(&cache));
    assert_eq!(counts(&report), [("alive", 1), ("dead", 1)]);
    assert_eq!(asked, ["Head http://a.example/", "Head http://b.example/"]);
}

#[test]
fn heads_that_are_refused_are_asked_for_as_pages() {
    let says = |method: Method, url: &str| match (method, url) {
        (Method::Head, "http://a.example/405") => Ok(405),
        (Method::Head, "http://a.example/cut") => Err(Kind::Broken),
        (_, "http://a.example/busy") => Ok(429),
        _ => Ok(206),
    };
    let (report, asked) =
        checked("[a](http://a.example/405) [b](http://a.example/cut) [c](http://a.example/busy)", &says, None);
    assert_eq!(counts(&report), [("alive", 2), ("blocked", 1)]);
    assert_eq!(
        asked,
        [
            "Get http://a.example/405",
            "Get http://a.example/cut",
            "Head http://a.example/405",
            "Head http://a.example/busy",
            "Head http://a.example/busy",
            "Head http://a.example/cut",
        ]
    );
    assert_eq!(report.notes[0].finding.words, "the host answers 429 (too many requests)");
}

#[test]
fn many_addresses_of_many_hosts_are_asked_once_each() {
    let links: Vec<String> = (0..90).map(|n| format!("[x](http://h{}.example/{})", n % 20, n / 2)).collect();
    let (report, asked) = checked(&links.join(" "), &|_, _| Ok(200), None);
    assert_eq!((report.addresses, report.hosts, asked.len()), (90, 20, 90));
    assert_eq!(counts(&report), [("alive", 90)]);
}
