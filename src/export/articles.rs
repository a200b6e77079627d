//! articles.json: the card of each report, newest first, and how often it mentions what.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::place::{Words, extra};
use super::url;
use crate::article::Article;
use crate::id::Id;
use crate::routes::Route;
use crate::site::Site;
use crate::view::Lens;

#[derive(Debug, Serialize)]
pub struct ArticleRow<'a> {
    url: String,
    /// The path below content/, by which other rows name the article.
    article: &'a str,
    title: Words<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    authors: Vec<AuthorRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginRow<'a>>,
    /// Ids; words that no topic has as they are.
    topics: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Words<'a>>,
    language: &'a str,
    /// The page's W3C annotations.
    annotations: String,
    /// How often each entity is mentioned.
    mentions: BTreeMap<&'a Id, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<&'a Json>,
}

#[derive(Debug, Serialize)]
struct AuthorRow {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct OriginRow<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

pub fn rows(site: &Site) -> Vec<ArticleRow<'_>> {
    site.reports().into_iter().map(|article| row(site, article)).collect()
}

fn row<'a>(site: &'a Site, article: &'a Article) -> ArticleRow<'a> {
    let head = &article.head;
    let lens = Lens::of_article(site, article);
    let authors = lens.authors_of(article).into_iter();
    let mut mentions = BTreeMap::new();
    for mention in site.mentions.get(&article.path).into_iter().flatten() {
        *mentions.entry(&mention.entity).or_default() += 1;
    }
    ArticleRow {
        url: url(site, &article.route()),
        article: article.path.as_str(),
        title: Words(&head.title),
        date: head.date.as_ref().map(|date| date.value.as_edtf()),
        updated: head.updated.as_ref().map(|date| date.value.as_edtf()),
        authors: authors.map(|author| AuthorRow { name: author.text, url: author.href }).collect(),
        origin: head
            .origin
            .as_ref()
            .map(|origin| OriginRow { name: &origin.name, url: origin.url.as_ref().map(|url| url.value.as_str()) }),
        topics: head.topics.iter().map(|topic| topic_id(site, &topic.value)).collect(),
        summary: Words::of(&head.summary),
        language: lens.language(),
        annotations: url(site, &Route::Annotations(article.path.clone()).url()),
        mentions,
        extra: extra(&head.extra),
    }
}

/// The id of the topic that a word means.
pub fn topic_id<'a>(site: &'a Site, word: &'a str) -> &'a str {
    site.registry.topic(word).map_or(word, |topic| topic.id.value.as_str())
}
