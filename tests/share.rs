//! What others see of a built site: the pictures with which its pages are shared, and what the heads of its pages tell.
//!
//! Like the tests in a browser these want a font for Chinese.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::fs;
use std::io::Cursor;

use common::{Site, base_url, files_below};
use postil::build::{self, Checked, Ending};
use postil::fonts::Fonts;
use postil::live::Live;
use postil::routes::Route;
use postil::site::Choice;
use postil::write::Written;
use scraper::{Html, Selector};
use serde_json::Value;

fn built(site: &Site) -> (Checked, Written) {
    match build::build(site.path(), Choice::Published, &|_| {}).expect("it can be read") {
        (checked, Ending::Written(written)) => (checked, written),
        (checked, ending) => panic!("{ending:?} {:?}", checked.problems),
    }
}

fn one_report(settings: &str, title: &str) -> Site {
    let site = Site::empty();
    site.write("postil.yaml", format!("title: 站\nbase_url: https://example.org/r/\n{settings}"));
    site.write("content/articles/a.md", format!("---\ntitle: {title}\ndate: 2024-06-03\n---\n\n正文。\n"));
    site
}

/// The contents of the elements that a selector finds.
fn attributes(html: &str, selector: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    Html::parse_document(html).select(&selector).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
}

fn property(html: &str, name: &str) -> Option<String> {
    attributes(html, &format!("meta[property='{name}']"), "content").pop()
}

fn graph(html: &str) -> Vec<Value> {
    let selector = Selector::parse("script[type='application/ld+json']").expect("a selector");
    let document = Html::parse_document(html);
    let scripts: Vec<String> = document.select(&selector).map(|element| element.text().collect()).collect();
    let graphs = scripts.iter().map(|script| serde_json::from_str::<Value>(script).expect("JSON"));
    graphs.flat_map(|whole| whole["@graph"].as_array().expect("a graph").clone()).collect()
}

fn size(file: &[u8]) -> (u32, u32) {
    let reader = png::Decoder::new(Cursor::new(file)).read_info().expect("a PNG");
    (reader.info().width, reader.info().height)
}

#[test]
fn every_page_of_the_example_tells_what_it_is_and_each_picture_is_there() {
    let site = Site::example();
    let (checked, _) = built(&site);
    let base = base_url(site.path());
    let mut kinds = std::collections::BTreeSet::new();
    let mut pictures = 0;
    for (path, route) in checked.routes.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = site.read(format!("public/{path}"));
        let graph = graph(&html);
        kinds.extend(graph.iter().filter_map(|thing| thing["@type"].as_str().map(str::to_owned)));
        if let Route::Article(path) = route {
            let name = if checked.site.articles[path].is_report() { "headline" } else { "name" };
            assert_eq!(graph[0][name].as_str(), property(&html, "og:title").as_deref(), "{path}");
        }
        if let Route::Article(_) | Route::Entity(_) = route {
            let image = property(&html, "og:image").expect("a picture");
            let file = postil::path::decode(image.strip_prefix(&base).expect("a URL of the site"));
            let bytes = fs::read(site.public().join(file)).expect(&image);
            assert_eq!(size(&bytes), (1200, 630));
            assert!(bytes.len() < 60_000, "{image} has {} bytes", bytes.len());
            assert_eq!(attributes(&html, "meta[name='twitter:card']", "content"), ["summary_large_image"]);
            pictures += 1;
        }
    }
    for kind in ["Report", "Claim", "Event", "WebSite", "BreadcrumbList", "Corporation", "Person", "DefinedTerm"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
    assert!(pictures > 30, "{pictures}");
}

#[test]
fn a_picture_is_drawn_once_and_mended_where_it_is_broken() {
    let site = one_report("", "面子与里子");
    built(&site);
    assert_eq!(built(&site).1.written, 0);
    let picture = site.public().join("articles/a/share.png");
    let whole = fs::read(&picture).expect("a picture");
    fs::write(&picture, &whole[..whole.len() - 40]).expect("it can be written");
    assert_eq!(built(&site).1.written, 1);
    assert_eq!(fs::read(&picture).expect("a picture"), whole);
    site.write("content/articles/a.md", "---\ntitle: 里子与面子\ndate: 2024-06-03\n---\n\n正文。\n");
    built(&site);
    assert_ne!(fs::read(&picture).expect("a picture"), whole);
}

#[test]
fn a_picture_of_one_s_own_comes_first() {
    let site = one_report("", "面子与里子");
    site.write("content/articles/a/share.png", "mine");
    let (checked, _) = built(&site);
    assert_eq!(checked.problems, []);
    assert_eq!(site.read("public/articles/a/share.png"), "mine");
    let html = site.read("public/articles/a/index.html");
    assert_eq!(property(&html, "og:image").as_deref(), Some("https://example.org/r/articles/a/share.png"));
    assert_eq!(property(&html, "og:image:width"), None);
    assert_eq!(graph(&html)[0]["image"], "https://example.org/r/articles/a/share.png");
}

/// No family that is preferred for any language has cuneiform.
const NOWHERE: &str = "𒀀𒁀";

#[test]
fn a_title_that_no_font_has_is_told_of_and_has_no_picture() {
    let site = one_report("", NOWHERE);
    let (checked, _) = built(&site);
    let said: Vec<String> =
        checked.problems.iter().map(|problem| format!("{} {}", problem.code.id(), problem.message)).collect();
    let wanted = "missing-font no font of this machine has all letters of their titles, so these pages get no picture to be shared with: /articles/a/";
    assert_eq!(said, [wanted]);
    assert!(!site.public().join("articles/a/share.png").exists());
    let html = site.read("public/articles/a/index.html");
    assert_eq!(property(&html, "og:image"), None);
    assert_eq!(attributes(&html, "meta[name='twitter:card']", "content"), ["summary"]);
}

#[test]
fn settings_turn_pictures_off() {
    for title in ["面子与里子", NOWHERE] {
        let site = one_report("share_pictures: false\n", title);
        let (checked, _) = built(&site);
        assert_eq!(checked.problems, []);
        let files = files_below(&site.public());
        assert!(files.iter().all(|file| file.extension().is_none_or(|end| end != "png")), "{files:?}");
    }
}

#[test]
fn a_preview_shows_the_picture_that_a_build_writes() {
    let site = one_report("", "面子与里子");
    site.write("content/entities/all.yaml", "entities: {a: {type: Company, name: 阿里云}}\n");
    built(&site);
    let live = Live::open(site.path()).expect("it can be read").drawn_in(Fonts::of_system());
    for path in ["articles/a/share.png", "entities/a/share.png", "articles/a/index.html"] {
        let page = live.page(&live.find(path).expect("a route")).expect("a page");
        assert_eq!(page, fs::read(site.public().join(path)).expect("a file"), "{path}");
    }
}
