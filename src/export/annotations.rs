//! The annotations of a page as a W3C AnnotationPage (Web Annotation Data Model, W3C Recommendation of 2017-02-23).
//!
//! In: a site and the path of a page. Out: its annotations.json. Positions are code points of *the text*.

use serde::Serialize;

use super::bodies::{self, Body};
use super::place::place_url;
use super::target::{Target, Targets};
use super::url;
use crate::article::Annotation;
use crate::path::ContentPath;
use crate::routes::Route;
use crate::site::Site;
use crate::view::Lens;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    part_of: Collection<'a>,
    start_index: usize,
    items: Vec<Item<'a>>,
}

/// All annotations of the page; they fit on one AnnotationPage.
#[derive(Debug, Serialize)]
struct Collection<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'a str,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// The purposes of the bodies, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    motivation: Vec<&'static str>,
    /// Nothing where an account names an event that is not defined.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    body: Vec<Body<'a>>,
    target: Target<'a>,
}

/// The annotations of a page of the content; `None` if there is no such page.
pub fn annotations(site: &Site, path: &ContentPath) -> Option<String> {
    let article = site.articles.get(path)?;
    let lens = Lens::of_article(site, article);
    let targets = Targets::new(article, url(site, &article.route()));
    let item = |annotation| item(&lens, &targets, annotation);
    let id = url(site, &Route::Annotations(path.clone()).url());
    let page = Page {
        context: CONTEXT,
        part_of: Collection {
            id: format!("{id}#collection"),
            kind: "AnnotationCollection",
            label: lens.local(&article.head.title),
            total: article.annotations.len(),
        },
        id,
        kind: "AnnotationPage",
        start_index: 0,
        items: article.annotations.iter().map(item).collect(),
    };
    serde_json::to_string_pretty(&page).ok().map(|json| json + "\n")
}

fn item<'a>(lens: &Lens<'a>, targets: &'a Targets<'a>, annotation: &'a Annotation) -> Item<'a> {
    let body = bodies::of(lens, targets.article, annotation);
    let mut motivation = Vec::new();
    for purpose in body.iter().map(Body::purpose) {
        if !motivation.contains(&purpose) {
            motivation.push(purpose);
        }
    }
    Item {
        id: place_url(lens.site, targets.article, annotation),
        kind: "Annotation",
        motivation,
        body,
        target: targets.of(annotation),
    }
}
