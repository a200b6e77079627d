//! The checks of tests/common, on small pages by hand: a check that cannot fail would prove nothing.

mod common;

use common::corpus::{Annotation, Document, in_page};
use common::{Site, links, nu};

/// Checks a body against the text `一二 三 四`, in which annotation a is 二三 (with the blank).
fn check(body: &str) -> String {
    let annotation = Annotation { id: "a".to_owned(), start: 1, end: 4, quote: Some("二 三".to_owned()) };
    let document = Document { text: "一二 三 四".to_owned(), annotations: vec![annotation] };
    in_page(&format!("<h1>标题</h1><div itemprop=articleBody>{body}</div>"), &document).join("\n")
}

#[test]
fn spans_over_the_right_words_pass() {
    assert_eq!(check("<p>一<span id=a data-annotation=a>二 三</span> 四</p>"), "");
    assert_eq!(
        check("<p>一<span id=a data-annotation=a>二</span></p>\n<p><b data-annotation='b a'>三</b></p> <p>四"),
        ""
    );
    assert_eq!(
        check(
            "一<i id=b data-annotation='a b'><i id=a data-annotation='a'>二\n三</i></i><sup data-generated>1</sup> 四"
        ),
        ""
    );
}

#[test]
fn spans_over_other_words_are_named() {
    assert_eq!(check("一<i id=a data-annotation=a>二</i> 三 四"), "a covers “二” instead of “二 三” at 1..4");
    assert_eq!(check("一<i id=a data-annotation=a>二 三 </i>四"), "a covers “二 三 ” instead of “二 三” at 1..4");
    assert_eq!(check("一二 三 四"), "a covers “” instead of “二 三” at 1..4");
}

#[test]
fn an_id_elsewhere_than_at_the_first_span_is_named() {
    assert_eq!(check("一<i data-annotation=a>二 三</i> 四"), "a is not the id of its first span");
    assert_eq!(
        check("一<i data-annotation=a>二</i> <i id=a data-annotation=a>三</i> 四"),
        "a is not the id of its first span"
    );
}

#[test]
fn another_text_is_shown_where_it_begins_to_differ() {
    assert_eq!(check("一二三 四"), "the text differs at 2: …一二三 四… is shown, …一二 三 四… is wanted");
    assert!(check("一二 三 四 五").starts_with("the text differs at 6"));
    assert_eq!(
        in_page("<p>一</p>", &Document { text: "一".to_owned(), annotations: vec![] }),
        ["0 elements are the article's body"]
    );
}

#[test]
fn offsets_count_in_the_composed_text() {
    let annotation = Annotation { id: "a".to_owned(), start: 3, end: 4, quote: None };
    let document = Document { text: "e\u{301} 二".to_owned(), annotations: vec![annotation] };
    let html = "<div itemprop=articleBody>\u{e9} <i id=a data-annotation=a>二</i></div>";
    assert_eq!(in_page(html, &document), Vec::<String>::new());
}

/// What is dead in a site of `index.html` with the given body, `a/index.html` with an id 甲, and `fig.png`.
fn dead(body: &str) -> Vec<String> {
    let site = Site::empty();
    site.write("index.html", body);
    site.write("a/index.html", "<h1 id=甲>x</h1><a href='../fig.png'>y</a>");
    site.write("fig.png", "");
    links::dead(site.path(), "https://example.org/reports/")
}

#[test]
fn links_to_what_is_there_pass() {
    let good = "<a href='a/'></a><a href='/reports/a/#甲'></a><a href='a/#%E7%94%B2'></a><a href='https://example.org/reports/'></a>
        <a href='https://example.com/x'></a><a href='mailto:a@example.org'></a><a href='#top2' id=top2></a><a href='./'></a>
        <img src='fig.png?v=1' srcset='/reports/fig.png 2x, fig.png 1x'><a href='a/#:~:text=x'></a><a href='//example.com/'></a>";
    assert_eq!(dead(good), Vec::<String>::new());
}

#[test]
fn links_to_nothing_are_named() {
    assert_eq!(dead("<a href='b/'>"), ["index.html: b/: there is no such file"]);
    assert_eq!(dead("<a href='a'>"), ["index.html: a: there is no such file"]);
    assert_eq!(dead("<a href='a/#乙'>"), ["index.html: a/#乙: there is no such id"]);
    assert_eq!(dead("<a href='#乙'>"), ["index.html: #乙: there is no such id"]);
    assert_eq!(dead("<a href='/a/'>"), ["index.html: /a/: lies outside the base URL"]);
    assert_eq!(dead("<a href='/reportsa/'>"), ["index.html: /reportsa/: lies outside the base URL"]);
    assert_eq!(dead("<a href='../a/'>"), ["index.html: ../a/: leads out of the site"]);
    assert_eq!(
        dead("<img src='https://example.org/reports/no.png'>"),
        ["index.html: https://example.org/reports/no.png: there is no such file"]
    );
    assert_eq!(
        dead("<meta http-equiv=refresh content='0; url=/reports/no/'>"),
        ["index.html: /reports/no/: there is no such file"]
    );
}

#[test]
fn the_page_for_wrong_addresses_must_not_link_relatively() {
    let site = Site::empty();
    site.write("404.html", "<a href='a/'></a><a href='/a/'></a>");
    site.write("a/index.html", "");
    let dead = links::dead(site.path(), "https://example.org");
    assert_eq!(dead, ["404.html: a/: is relative, and 404.html is shown at any address"]);
}

#[test]
fn the_nu_checker_names_the_page_and_the_error() {
    let site = Site::empty();
    site.write("good.html", "<!doctype html><html lang=zh-Hans><title>好</title><p>你好</p>");
    site.write("deep/bad.html", "<!doctype html><html lang=zh-Hans><title>坏</title><p>你<b>好</p>");
    if let Some(errors) = nu::errors(site.path()) {
        assert!(errors.iter().any(|error| error.starts_with("deep/bad.html:1: Unclosed element “b”.")), "{errors:?}");
        assert!(!errors.iter().any(|error| error.contains("good.html")), "{errors:?}");
    }
}
