//! A report or another page as linked data, with the claims that it makes.

use std::collections::BTreeSet;

use super::{Sort, Thing, Told};
use crate::article::{Annotation, Article};
use crate::date::Language;
use crate::id::Id;
use crate::path::encode;
use crate::registry::{Citation, Speaker};
use crate::routes::Route;
use crate::sidecar::{Claim, EventBody};
use crate::site::Account;
use crate::view::entity::web_address;
use crate::view::rows::{ClaimRow, Link};
use crate::view::{Lens, rank};

/// What a page names at most, so that a long report's head stays small. All of it stands in the page's body and under
/// /data/.
const MENTIONS: usize = 20;
const CITATIONS: usize = 50;
const CLAIMS: usize = 30;

/// What an article's page tells. Its description stands in the head already.
pub fn article(lens: &Lens<'_>, article: &Article) -> Told {
    let picture = lens.picture(&Route::Article(article.path.clone()));
    let image = picture.as_ref().map(|picture| picture.url.clone());
    let mut things = vec![report(lens, article).with("image", image)];
    things.extend(claims(lens, article));
    let day = |date: Option<&crate::date::Date>| date.filter(|date| date.is_day()).and_then(|date| lens.stated(date));
    let head = &article.head;
    Told {
        sort: Sort::Article,
        published: day(head.date.as_ref().map(|date| &date.value)),
        modified: day(head.updated.as_ref().map(|date| &date.value)),
        tags: head.topics.iter().map(|topic| lens.topic_of(&topic.value).text).collect(),
        things,
        picture,
    }
}

fn report(lens: &Lens<'_>, article: &Article) -> Thing {
    let head = &article.head;
    let title = lens.title_of(article);
    let date =
        |date: &Option<crate::source::At<crate::date::Date>>| date.as_ref().and_then(|date| lens.stated(&date.value));
    let authors = lens.authors_of(article).into_iter().map(author);
    let mentioned = rank::most_mentioned(lens, [article], MENTIONS);
    let mentioned = mentioned.iter().filter_map(|link| lens.known_by(&Id::new(&link.id)?));
    let about = head.topics.iter().map(|topic| super::works::named_topic(lens, &topic.value));
    let references = references(article).into_iter().take(CITATIONS);
    let citations = references.filter_map(|id| lens.site.registry.references.get(id));
    itself(lens, article)
        .with("url", lens.absolute(&article.route()))
        .with(if article.is_report() { "headline" } else { "name" }, title)
        .with("inLanguage", lens.language())
        .with("datePublished", date(&head.date))
        .with("dateModified", date(&head.updated))
        .with_all("author", authors)
        .with("publisher", super::works::publisher(lens))
        .with("isBasedOn", origin(article))
        .with_all("about", about)
        .with_all("mentions", mentioned)
        .with_all("citation", citations.map(|reference| super::works::cited(lens, reference)))
}

/// The article as others refer to it.
pub fn itself(lens: &Lens<'_>, article: &Article) -> Thing {
    let kind = if article.is_report() { "Report" } else { "WebPage" };
    Thing::of(kind).with("@id", lens.absolute(&article.route()))
}

/// The content does not say whether an author is a person.
fn author(author: Link) -> Thing {
    Thing::untyped().with("name", author.text).with("url", author.href.and_then(|url| web_address(&url)))
}

/// Where the article was first published, and by whom.
fn origin(article: &Article) -> Option<Thing> {
    let origin = article.head.origin.as_ref()?;
    let url = origin.url.as_ref().map(|url| url.value.as_str()).and_then(web_address);
    let by = Thing::untyped().with("name", origin.name.clone());
    Some(Thing::of("CreativeWork").with("url", url).with("publisher", by))
}

/// The sources that anything in the article rests on, in the order of its annotations, each once.
fn references(article: &Article) -> Vec<&Id> {
    let mut seen = BTreeSet::new();
    let citations = article.annotations.iter().flat_map(citations_of);
    let ids = citations.flat_map(Citation::links).filter_map(|link| link.reference.as_ref());
    ids.map(|id| &id.value).filter(|id| seen.insert(*id)).collect()
}

fn citations_of(annotation: &Annotation) -> impl Iterator<Item = &Citation> {
    let bodies = &annotation.bodies;
    let events = bodies.events.iter().map(EventBody::event).flat_map(|event| &event.sources);
    let claims = bodies.claims.iter().flat_map(|claim| &claim.sources);
    let relations = bodies.relations.iter().flat_map(|relation| &relation.sources);
    annotation.sources.iter().chain(events).chain(claims).chain(relations)
}

fn claims(lens: &Lens<'_>, article: &Article) -> Vec<Thing> {
    let accounts = article.annotations.iter().flat_map(|annotation| {
        let bodies = annotation.bodies.claims.iter().enumerate();
        bodies.map(move |(index, body)| Account { article, annotation, index, body })
    });
    accounts.take(CLAIMS).map(|account| claim(lens, account)).collect()
}

/// A claim appears in the report; its author is whoever the chain of its sources ends with.
fn claim(lens: &Lens<'_>, account: Account<'_, Claim>) -> Thing {
    let row = lens.claim_row(account);
    let page = lens.absolute(&account.article.route());
    let appearance = match page {
        Some(_) => itself(lens, account.article),
        None => itself(lens, account.article).with("headline", lens.title_of(account.article)),
    };
    let as_of = account.body.as_of.as_ref().and_then(|date| date.value.html_datetime());
    let sources = account.annotation.sources_of(&account.body.sources);
    Thing::of("Claim")
        .with("url", page.map(|page| format!("{page}#{}", encode(account.annotation.id.as_str()))))
        .with("text", in_words(lens, &row))
        .with("temporalCoverage", as_of)
        .with("about", lens.known_by(&account.body.subject.value))
        .with_all("author", sources.iter().filter_map(|source| root(lens, source)))
        .with("appearance", appearance)
}

/// All that the claim says: 阿里巴巴·投资额：至少135亿元（2024年5月，传闻）.
fn in_words(lens: &Lens<'_>, row: &ClaimRow) -> String {
    let words = lens.words;
    let english = lens.date_language() == Language::English;
    let (dot, comma) = if english { (" · ", ", ") } else { ("·", "，") };
    let said: Vec<&str> =
        [&row.value, &row.text].into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
    let mut text = format!("{}{dot}{}{}{}", row.subject.name, row.measure, words.colon, said.join(words.semicolon));
    let as_of = row.as_of.iter().map(|date| date.text.as_str());
    let besides: Vec<&str> = as_of.chain(row.status.iter().map(|status| status.text.as_str())).collect();
    if !besides.is_empty() {
        text.push_str(&format!("{}{}{}", words.open_bracket, besides.join(comma), words.close_bracket));
    }
    text
}

/// Who said it first, as far as is known.
fn root(lens: &Lens<'_>, citation: &Citation) -> Option<Thing> {
    let root = citation.root();
    if let Some(speaker) = &root.speaker {
        return match speaker {
            Speaker::Words(words) => Some(Thing::untyped().with("name", words.clone())),
            Speaker::Entity(id) => lens.known_by(&id.value),
        };
    }
    let reference = lens.site.registry.references.get(&root.reference.as_ref()?.value)?;
    let entity = reference.entity.as_ref().and_then(|id| lens.known_by(&id.value));
    entity.or_else(|| Some(Thing::untyped().with("name", lens.source_name(reference))))
}

/// Where an article is told of on other pages.
pub fn named(lens: &Lens<'_>, article: &Article) -> Thing {
    itself(lens, article).with("headline", lens.title_of(article))
}
