//! The annotations of a page as a W3C AnnotationPage (Web Annotation Data Model, W3C Recommendation of 2017-02-23).
//!
//! In: a site and the path of a page. Out: its annotations.json; or all annotations of the site as one collection.
//! Positions are code points of *the text*.

use serde::Serialize;

use super::bodies::{self, Body};
use super::place::place_url;
use super::target::{Target, Targets};
use super::url;
use crate::article::{Annotation, Kind};
use crate::path::ContentPath;
use crate::routes::Route;
use crate::site::Site;
use crate::view::Lens;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const COLLECTION: &str = "AnnotationCollection";
const PAGE: &str = "AnnotationPage";

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    /// None within a collection, which has it.
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    context: Option<&'static str>,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// None within the collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<Box<Collection<'a>>>,
    start_index: usize,
    items: Vec<Item<'a>>,
}

/// An AnnotationCollection, whose annotations all fit on one AnnotationPage.
#[derive(Debug, Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context", skip_serializing_if = "Option::is_none")]
    context: Option<&'static str>,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'a str,
    total: usize,
    first: First<'a>,
}

/// The first page: its IRI, or the page itself.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum First<'a> {
    Named(String),
    Whole(Page<'a>),
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
    let id = url(site, &Route::Annotations(path.clone()).url());
    let collection = Collection {
        context: None,
        id: format!("{id}#collection"),
        kind: COLLECTION,
        label: lens.local(&article.head.title),
        total: article.annotations.len(),
        first: First::Named(id.clone()),
    };
    let (part_of, items) = (Some(Box::new(collection)), items(&lens, &targets));
    written(&Page { context: Some(CONTEXT), id, kind: PAGE, part_of, start_index: 0, items })
}

/// The annotations of all pages as one collection with its only page in it.
pub fn all_annotations(site: &Site) -> String {
    let pages = site.articles.values().filter(|article| matches!(article.kind, Kind::Report | Kind::Page));
    let all: Vec<(Lens<'_>, Targets<'_>)> = pages
        .map(|article| (Lens::of_article(site, article), Targets::new(article, url(site, &article.route()))))
        .collect();
    let items: Vec<Item<'_>> = all.iter().flat_map(|(lens, targets)| items(lens, targets)).collect();
    let id = format!("{}#annotations", url(site, &Route::Home.url()));
    let first = Page { context: None, id: format!("{id}-1"), kind: PAGE, part_of: None, start_index: 0, items };
    let collection = Collection {
        context: Some(CONTEXT),
        id,
        kind: COLLECTION,
        label: Lens::of_site(site).local(&site.settings.title),
        total: first.items.len(),
        first: First::Whole(first),
    };
    written(&collection).unwrap_or_default()
}

fn written(value: &impl Serialize) -> Option<String> {
    serde_json::to_string_pretty(value).ok().map(|json| json + "\n")
}

fn items<'a>(lens: &Lens<'a>, targets: &'a Targets<'a>) -> Vec<Item<'a>> {
    targets.article.annotations.iter().map(|annotation| item(lens, targets, annotation)).collect()
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
