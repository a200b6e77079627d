//! Fetching from real hosts on the loopback.

use super::*;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;

/// A host that answers each connection with the next of these; the address of its root, and what was asked.
fn host(answers: Vec<Vec<u8>>) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}", listener.local_addr().unwrap());
    let asked = thread::spawn(move || {
        let mut asked = Vec::new();
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            asked.push(head.join("\n"));
            // A client that has seen enough hangs up.
            let _ = stream.write_all(&answer);
        }
        asked
    });
    (root, asked)
}

fn plain(head: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let mut bytes = format!("HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n").into_bytes();
    bytes.extend(body);
    bytes
}

fn ask(root: &str, path: &str, options: &Options) -> Result<Answer, Failure> {
    get(&Url::new(&format!("{root}{path}")).unwrap(), options)
}

#[test]
fn an_answer_comes_with_its_way() {
    let moved = plain("301 Moved\r\nLocation: /新", b"HTTP/1.1 404 no head\r\n\r\n");
    let (root, asked) = host(vec![moved, plain("200 OK\r\nX-Kind: page", "正文".as_bytes())]);
    let headers = vec![
        ("X-Mine".to_owned(), "one".to_owned()),
        ("@/etc/hostname".to_owned(), "x".to_owned()),
        ("X-Two".to_owned(), "a\r\nX-Three: b".to_owned()),
    ];
    let answer = ask(&root, "/old", &Options { headers, ..Options::default() }).unwrap();
    assert_eq!((answer.status, answer.whole), (200, true));
    assert_eq!(answer.body, "正文".as_bytes());
    assert_eq!(answer.head.field("x-kind"), Some("page"));
    assert_eq!(answer.redirects.iter().map(|head| head.status).collect::<Vec<_>>(), [301]);
    assert!(answer.final_url.starts_with(&root) && answer.final_url.len() > root.len() + 1, "{}", answer.final_url);
    let asked = asked.join().unwrap();
    assert!(asked[0].starts_with("GET /old HTTP/1.1\n"), "{asked:?}");
    assert!(asked[0].contains("\nX-Mine: one") && asked[0].contains("\nUser-Agent: Postil/"), "{asked:?}");
    assert!(!asked[0].contains("X-Two") && !asked[0].contains("X-Three") && !asked[0].contains("etc"), "{asked:?}");
}

#[test]
fn no_more_of_a_body_is_kept_than_wanted() {
    let (root, _asked) = host(vec![plain("404 Not Found", &vec![b'x'; 4 * 1024 * 1024])]);
    let answer = ask(&root, "/", &Options { max_bytes: 10, ..Options::default() }).unwrap();
    assert_eq!((answer.status, answer.body.len(), answer.whole), (404, 10, false));
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew".to_vec();
    let (root, _asked) = host(vec![cut]);
    let answer = ask(&root, "/", &Options::default()).unwrap();
    assert_eq!((answer.status, &answer.body[..], answer.whole), (200, &b"few"[..], false));
}

#[test]
fn versions_are_numbers() {
    for (words, enough) in [
        ("curl 7.63.0 (x86_64-pc-linux-gnu) libcurl/7.63.0", true),
        ("curl 7.88.1-DEV (x)", true),
        ("curl 8.9.1 (Windows)", true),
        ("curl 10.0.0", true),
        ("curl 7.9.8 (x)", false),
        ("curl 7.52.1 (x)", false),
        ("wget 9.1", false),
        ("", false),
    ] {
        assert_eq!(new_enough(words), enough, "{words}");
    }
}

#[test]
fn a_head_has_no_body() {
    let (root, asked) = host(vec![plain("200 OK", b"")]);
    let answer = ask(&root, "/", &Options { method: Method::Head, ..Options::default() }).unwrap();
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    assert!(asked.join().unwrap()[0].starts_with("HEAD / HTTP/1.1"));
}

#[test]
fn what_fails_says_how() {
    let kind = |answer: Result<Answer, Failure>| answer.unwrap_err().kind;
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let failure = ask(&format!("http://{closed}"), "/", &Options::default()).unwrap_err();
    assert_eq!(failure.kind, Kind::NoConnection);
    assert!(!failure.words.is_empty() && !failure.words.starts_with("curl"), "{}", failure.words);
    let (root, _asked) = host(vec![b"".to_vec()]);
    assert_eq!(kind(ask(&root, "/", &Options::default())), Kind::Broken);
    let round = plain("302 Found\r\nLocation: /", b"");
    let (root, _asked) = host(vec![round; MAX_REDIRECTS + 1]);
    assert_eq!(kind(ask(&root, "/", &Options::default())), Kind::TooManyRedirects);
    let (root, _asked) = host(vec![plain("302 Found\r\nLocation: file:///etc/hostname", b"")]);
    assert_eq!(kind(ask(&root, "/", &Options::default())), Kind::Broken);
    // Nobody accepts, so nobody answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}", silent.local_addr().unwrap());
    assert_eq!(
        kind(ask(&root, "/", &Options { timeout: Duration::from_millis(200), ..Options::default() })),
        Kind::Timeout
    );
}
