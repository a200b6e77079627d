//! The preview's server, as browsers, other sites and editors meet it: the real program over real connections.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use common::Site;

const PATIENCE: Duration = Duration::from_secs(20);

/// A running preview of a site.
struct Server {
    process: Child,
    port: u16,
    /// What it prints, line by line.
    said: Receiver<String>,
}

impl Server {
    fn start(site: &Path, args: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_postil"))
            .args(["serve", "--color", "never"])
            .args(if args.contains(&"--port") { &[][..] } else { &["--port", "0"] })
            .args(args)
            .current_dir(site)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(process.stderr.take().expect("its errors are ours")).lines();
        let (sender, said) = channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut server = Self { process, port: 0, said };
        let url = server.line("http://127.0.0.1:");
        let port = url.trim().trim_start_matches("http://127.0.0.1:").split('/').next().expect("a port");
        server.port = port.parse().expect("a number");
        server
    }

    /// The next line that holds these words.
    fn line(&self, words: &str) -> String {
        let mut others = Vec::new();
        loop {
            let line = self.said.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("nothing says “{words}”, but:\n{}", others.join("\n")));
            others.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        stream
    }

    /// Sends a request with these headers; `Host` is the loopback's if none is given.
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut stream = self.connect();
        let host = format!("127.0.0.1:{}", self.port);
        let own = [("Host", host.as_str())];
        let given = |name: &str| headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
        let all = own.iter().filter(|(name, _)| !given(name)).chain(headers);
        let lines: String = all.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        write!(stream, "{method} {path} HTTP/1.1\r\nConnection: close\r\n{lines}\r\n").expect("it takes requests");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        Answer::of(&bytes)
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    /// Listens to events; each is one line of JSON.
    fn events(&self) -> impl Iterator<Item = serde_json::Value> + use<> {
        let mut stream = self.connect();
        write!(stream, "GET /r/.postil/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it takes requests");
        let lines = BufReader::new(stream).lines().map(|line| line.expect("the stream goes on"));
        lines.filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok())
    }

    /// Ends it as Ctrl-C does; the status.
    #[cfg(unix)]
    fn interrupt(&mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        Command::new("kill").args(["-INT", &id]).status().expect("there is a kill");
        self.process.wait().expect("it ends").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("an answer has a status");
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

const PAGE: &str = "---\ntitle: 甲\ndate: 2024\n---\n\n![图](图.svg)\n";

fn site() -> Site {
    let site = Site::empty();
    site.write("postil.yaml", "title: 站\nbase_url: https://example.org/r/\n");
    site.write("content/articles/甲.md", PAGE);
    site.write("content/articles/图.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    site.write("content/articles/声.mp3", [7; 1000]);
    site
}

const ARTICLE: &str = "/r/articles/%E7%94%B2/";

#[test]
fn pages_stand_at_their_real_addresses() {
    let site = site();
    let server = Server::start(site.path(), &[]);
    let moved = |path: &str| {
        let answer = server.get(path);
        (answer.status, answer.header("location").unwrap_or_default().to_owned())
    };
    assert_eq!(moved("/"), (307, "/r/".into()));
    assert_eq!(moved("/r"), (307, "/r/".into()));
    assert_eq!(moved("/r/articles/%E7%94%B2?x=1"), (301, format!("{ARTICLE}?x=1")));
    let page = server.get(ARTICLE);
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.text().contains("data-postil='{&quot;token") || page.text().contains("data-postil='{\"token"));
    for path in ["/r/nothing/", "/elsewhere/", "/r/articles/%E7%94%B2.md", "/r/postil.yaml", "/favicon.ico"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("<title>"), "the site's own page: {}", answer.text());
    }
    for path in [
        "/r/../postil.yaml",
        "/r/%2e%2e/postil.yaml",
        "/r/..%2fpostil.yaml",
        "/r/a%00b",
        "/r//articles/",
        "/r/.git/config",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    assert_eq!(server.ask("DELETE", ARTICLE, &[]).status, 403, "no token");
}

#[test]
fn a_page_is_that_of_a_build_but_for_one_line() {
    let site = site();
    site.run(&["build", "--drafts"]).expect_status(0);
    let server = Server::start(site.path(), &[]);
    let built = site.read("public/articles/甲/index.html");
    let page = server.get(ARTICLE).text();
    let script = page.lines().find(|line| line.contains("data-postil=")).expect("the script");
    assert_eq!(page.replace(&format!("{script}\n"), ""), built);
    assert_eq!(server.get("/r/feed.xml").text(), site.read("public/feed.xml"));
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let site = site();
    let server = Server::start(site.path(), &[]);
    for path in [ARTICLE, "/r/.postil/client.js", "/r/data/articles.json"] {
        let first = server.get(path);
        let tag = first.header("etag").expect("a tag").to_owned();
        assert_eq!(first.header("cache-control"), Some("no-cache"));
        let again = server.ask("GET", path, &[("If-None-Match", &tag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
}

#[test]
fn assets_come_in_ranges_with_their_types() {
    let site = site();
    let server = Server::start(site.path(), &[]);
    let picture = server.get("/r/articles/%E5%9B%BE.svg");
    assert_eq!(picture.header("content-type"), Some("image/svg+xml; charset=utf-8"));
    let sound = "/r/articles/%E5%A3%B0.mp3";
    let range = server.ask("GET", sound, &[("Range", "bytes=10-19")]);
    assert_eq!((range.status, range.body.len()), (206, 10));
    assert_eq!(range.header("content-range"), Some("bytes 10-19/1000"));
    assert_eq!(server.ask("HEAD", sound, &[]).header("content-length"), Some("1000"));
    let small = server.ask("GET", ARTICLE, &[("Accept-Encoding", "gzip")]);
    assert_eq!(small.header("content-encoding"), Some("gzip"));
}

#[cfg(unix)]
#[test]
fn a_link_put_in_the_place_of_an_asset_leads_nowhere() {
    let site = site();
    let outside = Site::empty();
    outside.write("secret", "secret");
    let server = Server::start(site.path(), &[]);
    let asset = site.path().join("content/articles/图.svg");
    fs::remove_file(&asset).expect("it was there");
    std::os::unix::fs::symlink(outside.path().join("secret"), &asset).expect("a link");
    let answer = server.get("/r/articles/%E5%9B%BE.svg");
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("secret"));
}

#[test]
fn other_sites_are_refused() {
    let site = site();
    let server = Server::start(site.path(), &[]);
    let host = format!("127.0.0.1:{}", server.port);
    let origin = format!("http://{host}");
    assert_eq!(server.ask("GET", ARTICLE, &[("Host", "evil.example")]).status, 403);
    assert_eq!(server.ask("GET", ARTICLE, &[("Host", "evil.example:80")]).status, 403);
    assert_eq!(server.ask("GET", ARTICLE, &[("Origin", "http://evil.example")]).status, 403);
    assert_eq!(server.ask("GET", ARTICLE, &[("Origin", "null")]).status, 403);
    assert_eq!(server.ask("GET", ARTICLE, &[("Origin", &origin)]).status, 200);
    assert_eq!(server.ask("GET", ARTICLE, &[("Host", "localhost:1")]).status, 200);
    let page = server.get(ARTICLE);
    assert_eq!(page.header("x-frame-options"), Some("SAMEORIGIN"));
    assert_eq!(page.header("access-control-allow-origin"), None);
    let token = page.text().split("\"token\":\"").nth(1).and_then(|rest| rest.split('"').next().map(str::to_owned));
    let token = token.expect("the page carries a token");
    let undo = "/r/.postil/undo";
    assert_eq!(server.ask("POST", undo, &[("Origin", &origin)]).status, 403, "without the token");
    assert_eq!(server.ask("POST", undo, &[("X-Postil-Token", &token)]).status, 403, "from nowhere");
    let wrong = token.replace(|c: char| c.is_ascii_digit(), "f");
    assert_eq!(server.ask("POST", undo, &[("Origin", &origin), ("X-Postil-Token", &wrong)]).status, 403);
    let right = server.ask("POST", undo, &[("Origin", &origin), ("X-Postil-Token", &token)]);
    assert_eq!(right.status, 422, "there is nothing to undo: {}", right.text());
}

/// The pages of the next change.
fn changed(events: &mut impl Iterator<Item = serde_json::Value>) -> Vec<String> {
    let change = events.find(|event| event["type"] == "change").expect("a change");
    let pages = change["pages"].as_array().expect("pages").iter();
    pages
        .map(|page| format!("{}{}", page["title"].as_str().unwrap_or(""), if page["gone"] == true { "-" } else { "" }))
        .collect()
}

#[test]
fn saves_of_every_kind_are_told() {
    let site = site();
    let server = Server::start(site.path(), &[]);
    let mut events = server.events();
    let hello = events.next().expect("a greeting");
    assert_eq!((&hello["type"], &hello["version"]), (&"hello".into(), &1.into()));
    let file = site.path().join("content/articles/甲.md");
    fs::write(&file, PAGE.replace("甲", "在原处")).expect("a save in place");
    assert_eq!(changed(&mut events), ["在原处"]);
    let aside = site.path().join("content/articles/.甲.md.swp");
    fs::write(&aside, PAGE.replace("甲", "换上来")).expect("a file beside");
    fs::rename(&aside, &file).expect("a save by renaming");
    assert_eq!(changed(&mut events), ["换上来"]);
    let folder = site.path().join("content/articles/新");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("乙.md"), PAGE.replace("甲", "乙")).expect("a file in it");
    assert_eq!(changed(&mut events), ["乙"]);
    fs::rename(&folder, site.path().join("content/articles/旧")).expect("a folder is renamed");
    let mut renamed = changed(&mut events);
    renamed.sort();
    assert_eq!(renamed, ["-", "乙"], "gone here and new there");
    fs::write(&file, PAGE.replace("甲", "换上来")).expect("the same words");
    fs::remove_file(&file).expect("a file goes");
    assert_eq!(changed(&mut events), ["-"], "a save without change is no news");
}

#[test]
fn the_search_knows_what_was_saved_last() {
    let site = site();
    let server = Server::start(site.path(), &[]);
    let mut events = server.events();
    let map = || -> serde_json::Value {
        let packed = server.get("/r/search/map.bin").body;
        serde_json::from_reader(flate2::read::DeflateDecoder::new(packed.as_slice())).expect("a map")
    };
    let cards =
        |map: &serde_json::Value| format!("/r/search/{}/cards-0.bin", map["folder"].as_str().expect("a folder"));
    let before = map();
    assert_eq!(before["items"], 1);
    assert_eq!(server.get(&cards(&before)).status, 200);
    site.write("content/entities/a.yaml", "entities:\n  a: {type: Company, name: 新公司}\n");
    events.find(|event| event["type"] == "change").expect("a change");
    let after = map();
    assert_eq!((&after["items"], &after["names"]["entities"][0][1]), (&2.into(), &"新公司".into()));
    assert_eq!(server.get(&cards(&after)).status, 200);
    assert_eq!(server.get(&cards(&before)).status, 404, "what has changed is not served");
}

#[test]
fn a_checkout_is_one_change() {
    let site = site();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(site.path()).args(["-c", "user.name=吴", "-c", "user.email=wu@example.org"]).args(args);
        assert!(git.output().expect("there is git").status.success(), "git {args:?}");
    };
    git(&["init", "--quiet", "--initial-branch", "main"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "one"]);
    git(&["checkout", "--quiet", "-b", "other"]);
    for number in 0..40 {
        site.write(format!("content/articles/n{number:02}.md"), PAGE.replace("甲", &format!("第{number:02}")));
    }
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "two"]);
    git(&["checkout", "--quiet", "main"]);
    let server = Server::start(site.path(), &[]);
    let mut events = server.events();
    git(&["checkout", "--quiet", "other"]);
    let mut seen = changed(&mut events);
    while seen.len() < 40 {
        seen.extend(changed(&mut events));
    }
    assert_eq!(seen.len(), 40);
    git(&["checkout", "--quiet", "main"]);
    let mut gone = changed(&mut events);
    while gone.len() < 40 {
        gone.extend(changed(&mut events));
    }
    assert!(gone.iter().all(|page| page == "-"), "{gone:?}");
    assert_eq!(server.get("/r/articles/n00/").status, 404);
}

#[test]
fn files_are_followed_without_the_systems_help() {
    let site = site();
    let server = Server::start(site.path(), &["--poll"]);
    let mut events = server.events();
    site.write("content/articles/甲.md", PAGE.replace("甲", "轮询"));
    assert_eq!(changed(&mut events), ["轮询"]);
}

#[test]
fn problems_are_told_in_the_terminal_when_they_are_new() {
    let site = site();
    let server = Server::start(site.path(), &[]);
    server.line("Ctrl-C");
    site.write("content/articles/甲.yaml", "annotations: [\n");
    server.line("content/articles/甲.md · ");
    server.line("error[invalid-yaml]");
    site.write("content/articles/甲.yaml", "annotations: []\n");
    server.line("no problems");
}

#[test]
fn a_site_with_fatal_problems_is_served_as_far_as_it_goes() {
    let site = site();
    site.write("content/articles/乙.md", "没有开头\n");
    let server = Server::start(site.path(), &[]);
    assert_eq!(server.get(ARTICLE).status, 200);
    let state = server.get("/r/.postil/state?page=/r/").text();
    assert!(state.contains("\"fatal\":1"), "{state}");
}

#[test]
fn a_port_that_is_taken_leads_to_the_next() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let site = site();
    let server = Server::start(site.path(), &["--port", &port.to_string()]);
    assert!(server.port > port, "{} instead of {port}", server.port);
    server.line(&format!("port {port} is taken"));
}

#[test]
fn a_host_of_the_network_is_named() {
    let site = site();
    let server = Server::start(site.path(), &["--host", "0.0.0.0"]);
    assert_eq!(server.ask("GET", ARTICLE, &[("Host", "192.168.1.7:8000")]).status, 200);
    assert_eq!(server.ask("GET", ARTICLE, &[("Host", "evil.example")]).status, 403);
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_at_once_though_somebody_listens() {
    let site = site();
    let mut server = Server::start(site.path(), &[]);
    let mut events = server.events();
    assert!(events.next().is_some());
    assert_eq!(server.interrupt(), Some(0));
}
