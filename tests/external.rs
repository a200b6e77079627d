//! `postil check --external` against hosts on this machine: the real program, the real curl, real connections.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use common::{Run, Site};

/// A host of this machine, and every question it was asked, such as `HEAD /ok`.
struct Host {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it has an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let log = Arc::clone(&log);
                thread::spawn(move || serve(stream, &log));
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked since the last time, in order of the words.
    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().expect("nobody panicked"));
        asked.sort();
        asked
    }
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<String>>) {
    let lines = BufReader::new(stream.try_clone().expect("a second handle")).lines();
    let head: Vec<String> = lines.map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let Some((method, rest)) = head.first().and_then(|line| line.split_once(' ')) else { return };
    let target = rest.split(' ').next().unwrap_or_default();
    let again = {
        let mut log = log.lock().expect("nobody panicked");
        let question = format!("{method} {target}");
        let again = log.contains(&question);
        log.push(question);
        again
    };
    // To a proxy the whole address is said.
    let path = target.split_once("://").map_or(target, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let (status, fields) = match (path, method) {
        ("/gone", _) => ("410 Gone", String::new()),
        ("/moved", _) => ("301 Moved", "Location: /ok\r\n".to_owned()),
        ("/lost", _) => ("302 Found", "Location: /missing\r\n".to_owned()),
        ("/round", _) => ("302 Found", "Location: /round\r\n".to_owned()),
        ("/wall", _) => ("302 Found", "Location: /captcha/\r\n".to_owned()),
        ("/forbidden", _) => ("403 Forbidden", String::new()),
        ("/no-head", "HEAD") => ("405 Method Not Allowed", String::new()),
        ("/liar", "HEAD") => ("404 Not Found", String::new()),
        ("/busy", _) if !again => ("429 Too Many Requests", "Retry-After: 0\r\n".to_owned()),
        ("/always-busy", _) => ("429 Too Many Requests", "Retry-After: 86400\r\n".to_owned()),
        ("/broken", _) => ("500 Oops", String::new()),
        ("/huge", "HEAD") => ("501 Not Implemented", String::new()),
        ("/closed", _) => return,
        ("/missing", _) => ("404 Not Found", String::new()),
        _ => ("200 OK", String::new()),
    };
    let length = if path == "/huge" && method == "GET" { 64 * 1024 * 1024 } else { 2 };
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n{fields}Content-Length: {length}\r\n\r\n");
    let mut sent = stream.write_all(head.as_bytes());
    if method != "HEAD" {
        let block = vec![b'x'; length.min(64 * 1024)];
        for _ in 0..length.div_ceil(64 * 1024) {
            // Whoever asks for a few bytes hangs up after them.
            sent = sent.and_then(|()| stream.write_all(&block));
        }
    }
}

/// A site with one article, and a cache of its own outside of it.
struct Desk {
    site: Site,
    cache: tempfile::TempDir,
}

impl Desk {
    fn new(body: &str) -> Self {
        let desk = Self { site: Site::empty(), cache: tempfile::tempdir().expect("a folder") };
        desk.site.write("postil.yaml", "title: 站\n");
        desk.site.write("content/articles/a.md", format!("---\ntitle: 甲\ndate: 2024\n---\n{body}\n"));
        desk
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut postil = Command::new(env!("CARGO_BIN_EXE_postil"));
        postil.args(["check", "--external"]).args(args).current_dir(self.site.path());
        for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"] {
            postil.env_remove(name);
        }
        postil.env("XDG_CACHE_HOME", self.cache.path());
        postil
    }

    fn check(&self, args: &[&str]) -> Run {
        run(&mut self.command(args))
    }

    fn cache_file(&self) -> PathBuf {
        self.cache.path().join("postil/external.json")
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    Run {
        status: output.status.code().expect("it was not killed"),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

/// Code, message and place of each problem, from `--format json`.
fn problems(run: &Run) -> Vec<String> {
    let line = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        format!(
            "{} {}:{}:{} {}",
            text("code"),
            text("path").trim_start_matches("content/"),
            value["line"],
            value["column"],
            text("message")
        )
    };
    run.stdout.lines().map(line).collect()
}

/// The line that sums up the links.
fn summary(run: &Run) -> &str {
    let line = run.stderr.lines().find(|line| line.starts_with("looked at "));
    line.unwrap_or_else(|| panic!("no summary in\n{}", run.stderr))
}

/// A paragraph with a link to each path of a host.
fn links(host: &Host, paths: &[&str]) -> String {
    paths.iter().map(|path| format!("[x](<{}>)\n\n", host.url(path))).collect()
}

#[test]
fn every_answer_has_its_verdict() {
    let host = Host::start();
    let paths = [
        "/ok",
        "/gone",
        "/moved",
        "/lost",
        "/round",
        "/wall",
        "/forbidden",
        "/no-head",
        "/liar",
        "/busy",
        "/always-busy",
        "/broken",
        "/huge",
        "/closed",
        "/missing",
    ];
    let desk = Desk::new(&links(&host, &paths));
    let run = desk.check(&["--format", "json", "--verbose"]).expect_status(0);
    let root = host.url("");
    let told = |words: &str| words.replace('~', &root);
    assert_eq!(
        problems(&run),
        [
            told("dead-external-link articles/a.md:7:1 ~/gone is dead: the host answers 410 (gone)"),
            told(
                "dead-external-link articles/a.md:11:1 ~/lost is dead: it leads to ~/missing, where the answer is \
                 404 (not found)"
            ),
            told("dead-external-link articles/a.md:33:1 ~/missing is dead: the host answers 404 (not found)"),
        ]
    );
    assert_eq!(summary(&run), "looked at 15 addresses on 1 host: 6 alive, 3 dead, 3 blocked, 3 unknown");
    for note in [
        "moved: ~/moved is now at ~/ok\n  content/articles/a.md:9:1\n",
        "blocked: ~/forbidden: the host answers 403 (forbidden)\n  content/articles/a.md:17:1\n",
        "blocked: ~/wall: the host wants to see that a person asks\n",
        "blocked: ~/always-busy: the host answers 429 (too many requests)\n",
        "unknown: ~/broken: the host answers 500 (trouble of its own)\n",
        "unknown: ~/round: it leads on and on\n",
        "unknown: ~/closed: ",
    ] {
        assert!(run.stderr.contains(&told(note)), "{note}\n{}", run.stderr);
    }
    let asked = host.asked();
    let of = |path: &str| asked.iter().filter(|line| line.ends_with(path)).cloned().collect::<Vec<_>>();
    assert_eq!(of(" /no-head"), ["GET /no-head", "HEAD /no-head"]);
    assert_eq!(of(" /busy"), ["HEAD /busy", "HEAD /busy"]);
    assert_eq!(of(" /always-busy"), ["HEAD /always-busy"]);
    desk.check(&["--strict"]).expect_status(1);
}

#[test]
fn an_address_is_asked_once_and_told_of_at_every_place() {
    let host = Host::start();
    let (gone, ok) = (host.url("/gone"), host.url("/ok"));
    let desk = Desk::new(&format!("见[甲]({gone}#a)和[乙]({gone}#b)，[丙]({ok})。"));
    desk.site.write("content/articles/a.yaml", format!("annotations:\n  - quote: 见甲\n    note: 又[丁]({gone})\n"));
    desk.site.write(
        "content/entities/x.yaml",
        format!("entities:\n  x:\n    type: Company\n    name: 某公司\n    website: {gone}\n"),
    );
    let run = desk.check(&["--format", "json"]).expect_status(0);
    let column = 11 + gone.len();
    let told = |place: &str| format!("dead-external-link {place} {gone} is dead: the host answers 410 (gone)");
    assert_eq!(
        problems(&run),
        [
            told("articles/a.md:5:2"),
            told(&format!("articles/a.md:5:{}", column - 1)),
            told("articles/a.yaml:3:12"),
            told("entities/x.yaml:5:14"),
        ]
    );
    assert_eq!(host.asked(), ["HEAD /gone", "HEAD /ok"]);
    assert!(!run.stderr.contains("blocked:") && run.stderr.lines().count() == 2, "{}", run.stderr);
    let shown = desk.check(&[]).stderr;
    assert!(shown.contains("warning[dead-external-link]: "), "{shown}");
    assert!(
        shown.contains(&format!(
            "help: correct the address, or look for a copy at https://web.archive.org/web/*/{gone}"
        ))
    );
}

#[test]
fn a_source_that_is_gone_names_its_copy() {
    let host = Host::start();
    let (gone, copy, lost) = (host.url("/gone"), host.url("/copy"), host.url("/missing"));
    let desk = Desk::new(&format!("[甲]({gone})"));
    desk.site.write(
        "content/sources.yaml",
        format!(
            "sources:\n  a: {{title: 甲, URL: '{gone}', archive_url: '{copy}'}}\n  b: {{title: 乙, URL: '{lost}', \
             archive_url: '{gone}'}}\n"
        ),
    );
    let run = desk.check(&["--format", "json"]).expect_status(0);
    let helps: Vec<String> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["help"].to_string())
        .collect();
    assert_eq!(helps.len(), 4, "{}", run.stdout);
    let names_copy = |help: &String| help.contains(&format!("`archive_url` has a copy: {copy}"));
    assert_eq!(helps.iter().filter(|help| names_copy(help)).count(), 3, "{helps:?}");
    assert_eq!(helps.iter().filter(|help| help.contains(&format!("web.archive.org/web/*/{lost}"))).count(), 1);
}

#[test]
fn what_was_found_is_remembered_until_it_is_asked_afresh() {
    let host = Host::start();
    let desk = Desk::new(&links(&host, &["/ok", "/gone"]));
    let first = desk.check(&["--format", "json"]);
    assert_eq!(host.asked(), ["HEAD /gone", "HEAD /ok"]);
    let second = desk.check(&["--format", "json"]);
    assert_eq!(host.asked(), [""; 0]);
    assert_eq!(first.stdout, second.stdout);
    assert_eq!(
        summary(&second),
        "looked at 2 addresses on 1 host: 1 alive, 1 dead, 0 blocked, 0 unknown (2 from the cache)"
    );
    assert_eq!(summary(&desk.check(&["--fresh"])), summary(&first));
    assert_eq!(host.asked(), ["HEAD /gone", "HEAD /ok"]);
    fs::write(desk.cache_file(), "{\"version\": 1, \"answers\": [").expect("a writable file");
    assert_eq!(summary(&desk.check(&[])), summary(&first));
    assert_eq!(host.asked().len(), 2);
    assert_eq!(summary(&desk.check(&[])), summary(&second));
    let below: Vec<_> = common::files_below(desk.cache.path());
    assert_eq!(below, [desk.cache_file()], "nothing else is left");
    assert!(!desk.site.path().join("public").exists());
}

#[test]
fn without_anybody_who_answers_it_says_so() {
    let closed = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    let desk = Desk::new(&format!("[x](http://{closed}/a) [y](http://{closed}/b)"));
    let run = desk.check(&[]).expect_status(0);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(lines[0], "nobody answered for 2 addresses: the network seems to be absent");
    assert_eq!(lines[1], "looked at 2 addresses on 1 host: 0 alive, 0 dead, 0 blocked, 2 unknown");
    assert!(!desk.cache_file().exists());
}

#[test]
fn chinese_addresses_go_through_the_proxy_of_the_machine_as_ascii() {
    let proxy = Host::start();
    let desk = Desk::new(
        "[面](http://例子.中国/报告?q=里子#段) [里](<http://例子。中国/一 二>) [无](http://www.例子.中国/missing)",
    );
    let run = run(desk.command(&["--format", "json"]).env("http_proxy", proxy.url("")));
    assert_eq!(
        proxy.asked(),
        [
            "GET http://www.xn--fsqu00a.xn--fiqs8s/missing",
            "HEAD http://www.xn--fsqu00a.xn--fiqs8s/missing",
            "HEAD http://xn--fsqu00a.xn--fiqs8s/%E4%B8%80%20%E4%BA%8C",
            "HEAD http://xn--fsqu00a.xn--fiqs8s/%E6%8A%A5%E5%91%8A?q=%E9%87%8C%E5%AD%90",
        ]
    );
    assert_eq!(problems(&run).len(), 1, "{}", run.stdout);
    assert_eq!(summary(&run), "looked at 3 addresses on 2 hosts: 2 alive, 1 dead, 0 blocked, 0 unknown");
}

#[test]
fn hostile_addresses_do_nothing_but_fail() {
    let proxy = Host::start();
    let desk = Desk::new("字");
    let out = desk.cache.path().join("written");
    let out = out.to_str().expect("a name in UTF-8");
    let addresses = [
        format!("http://-o{out}"),
        format!("http://x.example/ --output {out}"),
        format!("http://x.example/\"\noutput = \"{out}"),
        format!("http://x.example/{{a,b}}[1-3]$(touch {out})`touch {out}`;touch {out}"),
        format!("http://a b/ -o {out}"),
        "http://x.example\n@/etc/passwd".to_owned(),
        "file:///etc/passwd".to_owned(),
        format!("http:-o{out}"),
    ];
    let entry = |(number, url): (usize, &String)| {
        let quoted = serde_json::to_string(url).expect("a string");
        format!("  s{number}: {{title: 来源, URL: {quoted}}}\n")
    };
    let entries: String = addresses.iter().enumerate().map(entry).collect();
    desk.site.write("content/sources.yaml", format!("sources:\n{entries}"));
    let curlrc = desk.cache.path().join(".curlrc");
    fs::write(&curlrc, format!("output = {out}\n")).expect("a writable file");
    let mut command = desk.command(&["--format", "json"]);
    command.env("http_proxy", proxy.url("")).env("HOME", desk.cache.path()).env("CURL_HOME", desk.cache.path());
    let run = run(&mut command).expect_status(0);
    let wrong = problems(&run);
    assert_eq!(wrong.iter().filter(|line| line.contains("this address leads nowhere: ")).count(), 3, "{wrong:?}");
    let asked = proxy.asked();
    assert!(asked.iter().all(|line| line.starts_with("HEAD http://")), "{asked:?}");
    assert_eq!(asked.len(), 4, "{asked:?}");
    assert!(!Path::new(out).exists());
}

#[test]
fn without_curl_it_says_what_to_install() {
    let desk = Desk::new("[x](http://127.0.0.1:1/)");
    let run = run(desk.command(&[]).env("PATH", desk.cache.path())).expect_status(1);
    assert!(run.stderr.starts_with("error: cannot run `curl`: "), "{}", run.stderr);
    assert!(run.stderr.contains("help: Postil asks other hosts by the program `curl`"), "{}", run.stderr);
    let plain = Command::new(env!("CARGO_BIN_EXE_postil")).args(["check", "--fresh"]).output().expect("it starts");
    assert_eq!(plain.status.code(), Some(2), "--fresh is of no use alone");
}

#[test]
fn a_site_without_links_asks_nobody() {
    let run = Desk::new("见[上](#x)，<mailto:a@b.example>。\n\n# 上 {#x}").check(&[]);
    assert!(run.stderr.starts_with("there are no links to other hosts\n"), "{}", run.stderr);
}
