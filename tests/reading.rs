//! Reports as people read them in Chromium: with a wide window, on a phone, by keyboard, without scripts, on paper; and how
//! much of a page is markup.
//!
//! Needs Node, Chromium and the packages of tests/browser, all of which `./test` installs.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;

use common::{Site, files_below, pages_below, play, repository};
use scraper::{Html, Selector};

/// A report in which many words have a note each, in paragraphs of ten. `between` stands behind each of them.
fn write_report(site: &Site, name: &str, (notes, between): (usize, &str)) {
    let mut body = format!("---\ntitle: {name}\ndate: 2024-06-03\n---\n");
    let mut sidecar = "annotations:\n".to_owned();
    for number in 1..=notes {
        if number % 10 == 1 {
            body += "\n\n";
        }
        let says = match number % 4 {
            0 => "entity: alibaba-cloud".to_owned(),
            1 => format!("claim: {{subject: alibaba-cloud, measure: 次序, text: 第{number}个}}"),
            2 => "relation: {subject: microsoft, predicate: investor-in, object: openai}".to_owned(),
            _ => format!("note: {}", "说得更细一些。".repeat(number % 9 + 1)),
        };
        write!(body, "项{number:03}{between}").expect("a string takes all");
        write!(sidecar, "  - quote: 项{number:03}\n    {says}\n").expect("a string takes all");
        if between.chars().count() > 5 {
            // A sparse report has a note for each of its words.
            writeln!(sidecar, "    source: wu-0603").expect("a string takes all");
        }
    }
    site.write(format!("content/articles/{name}.md"), body);
    site.write(format!("content/articles/{name}.yaml"), sidecar);
}

/// The example with 400 words that have a note and much between them, and with 200 annotations in 1,000 characters.
fn site() -> Site {
    let site = Site::example();
    let sources =
        site.read("content/sources.yaml").replace("  wu-0603:\n", "  wu-0603:\n    URL: https://example.com/wu\n");
    site.write("content/sources.yaml", sources);
    write_report(&site, "many", (400, "是文中的一处，它后面还要再接上十来个平常的字，"));
    write_report(&site, "thick", (200, "，"));
    site.run(&["build"]).expect_status(0);
    site
}

#[test]
fn reports_are_good_to_read() {
    let site = site();
    let public = site.public();
    let arguments =
        ["/reports/", "/articles/2024/cash-for-compute/", "/articles/many/", "/articles/thick/"].map(OsStr::new);
    play("reading.mjs", std::iter::once(public.as_os_str()).chain(arguments));
}

/// A report that shows pictures of each sort; those of dots have 30 by 20.
fn write_pictures(site: &Site) {
    let mut body = "---\ntitle: 图\ndate: 2024-06-03\n---\n".to_owned();
    let mut show = |name: &str, bytes: &[u8]| {
        site.write(format!("content/articles/{name}"), bytes);
        write!(body, "\n![]({name} \"{name}\")\n\n字![]({name})字\n").expect("a string takes all");
    };
    for path in files_below(&repository("tests/pictures")) {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        show(&name, &fs::read(&path).expect("it can be read"));
    }
    let large = "width='3000' height='1000'";
    let drawings = [("sized", "width='90' height='40pt'"), ("large", large), ("wide", "width='90' viewBox='0 0 4 1'")];
    for (name, root) in
        drawings.into_iter().chain([("open", "viewBox='0 0 64 30'"), ("all", "width='100%' viewBox='0 0 3 1'")])
    {
        show(&format!("{name}.svg"), format!("<svg xmlns='http://www.w3.org/2000/svg' {root}/>").as_bytes());
    }
    site.write("content/articles/pictures.md", body + "\n文字。\n");
}

#[test]
fn pictures_have_their_room_before_they_are_there() {
    let site = Site::example();
    write_pictures(&site);
    site.run(&["build"]).expect_status(0);
    let page = Html::parse_document(&site.read("public/articles/pictures/index.html"));
    let told = |name: &str| {
        let selector = Selector::parse(&format!("figure img[src$='/{name}']")).expect("a selector of ours");
        let image = page.select(&selector).next().expect("it is shown");
        ["width", "height"].map(|side| image.attr(side).and_then(|pixels| pixels.parse::<u32>().ok()))
    };
    assert_eq!(told("plain.png"), [Some(30), Some(20)]);
    assert_eq!(told("turned.JPG"), [Some(20), Some(30)]);
    assert_eq!(told("sized.svg"), [Some(90), Some(53)]);
    let example = site.read("public/articles/2024/cash-for-compute/index.html");
    assert!(example.contains("width=\"1600\" height=\"750\""), "{example}");
    let public = site.public();
    for report in ["/articles/pictures/", "/articles/2024/cash-for-compute/"] {
        play("pictures.mjs", [public.as_os_str(), OsStr::new("/reports/"), OsStr::new(report)]);
    }
}

#[test]
fn styles_and_scripts_are_at_most_60_kilobytes() {
    let site = Site::example();
    site.run(&["build"]).expect_status(0);
    let is_theme = |path: &&std::path::PathBuf| {
        path.parent().is_some_and(|folder| folder.ends_with("public/assets"))
            && path.extension().is_some_and(|end| end == "css" || end == "js")
            && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("search"))
    };
    let files = files_below(&site.public());
    let sizes: Vec<u64> =
        files.iter().filter(is_theme).map(|path| path.metadata().expect("it is there").len()).collect();
    assert_eq!(
        sizes.len(),
        4,
        "a style sheet, a script, and those of timelines and tables; the search's come with its use"
    );
    assert!(sizes.iter().sum::<u64>() <= 60_000, "{sizes:?}");
}

fn count(html: &Html, selector: &str) -> usize {
    html.select(&Selector::parse(selector).expect("a selector of ours")).count()
}

/// How much of a report's page is markup.
struct Weight {
    name: String,
    page: usize,
    body: usize,
    /// Three bytes for each of its words' and 30 for each mark.
    rule: usize,
    notes: usize,
}

impl Weight {
    /// Of a page that is a report's.
    fn of(name: String, page: &str) -> Option<Self> {
        let body = page.len() - page.find("<body class=\"page-article")?;
        let html = Html::parse_document(page);
        let root = Selector::parse("body").expect("a selector of ours");
        let words: String = html.select(&root).flat_map(|element| element.text()).collect();
        let words: usize = words.split_whitespace().map(|word| word.len() + 1).sum();
        let marks = count(&html, "[data-annotation]") + count(&html, ".mention");
        let notes = count(&html, "[aria-details]");
        Some(Self { name, page: page.len(), body, rule: 3 * words + 30 * marks, notes })
    }

    fn expect_at_most(&self, percent: usize, per_note: usize) {
        let most = self.rule * percent / 100 + per_note * self.notes;
        assert!(self.body <= most, "{}: {} bytes for {} notes; at most {most}", self.name, self.body, self.notes);
    }
}

/// The bodies of the example's reports, taken together, have three bytes of HTML for one of words, and 30 for each mark. A
/// report whose words are nearly all names has some more; the head is as long for a short report as for a long one. Where
/// notes are hardly longer than their ids, these weigh most: an id stands at the words, at the note, in `aria-details`, and in
/// the links there and back.
#[test]
fn a_report_weighs_little_more_than_its_words() {
    let site = site();
    let pages = pages_below(&site.public().join("articles")).into_iter();
    let weights =
        pages.filter_map(|(name, page)| Weight::of(name, &page).filter(|weight| !weight.name.starts_with("page/")));
    let (example, made): (Vec<Weight>, Vec<Weight>) = weights.partition(|weight| weight.name.starts_with("2024/"));
    let sum = |part: fn(&Weight) -> usize| example.iter().map(part).sum::<usize>();
    let (pages, bodies, rule) = (sum(|weight| weight.page), sum(|weight| weight.body), sum(|weight| weight.rule));
    assert!(bodies <= rule, "bodies: {bodies} bytes, at most {rule}");
    assert!(pages <= rule * 131 / 100, "pages: {pages} bytes, where bodies may have {rule}");
    example.iter().for_each(|weight| weight.expect_at_most(108, 0));
    let per_note = |weight: &Weight| if weight.name.starts_with("thick") { 243 } else { 130 };
    made.iter().for_each(|weight| weight.expect_at_most(100, per_note(weight)));
}
