//! The site, its topics and its sources as linked data.

use super::{Thing, Told};
use crate::local::Local;
use crate::registry::{Reference, Topic};
use crate::routes::Route;
use crate::view::Lens;
use crate::view::entity::web_address;

/// The types of CSL that schema.org has a name for; all others are creative works.
const TYPES: [(&str, &str); 13] = [
    ("article", "Article"),
    ("article-journal", "ScholarlyArticle"),
    ("article-magazine", "Article"),
    ("article-newspaper", "NewsArticle"),
    ("book", "Book"),
    ("chapter", "Chapter"),
    ("dataset", "Dataset"),
    ("legislation", "Legislation"),
    ("post", "SocialMediaPosting"),
    ("post-weblog", "BlogPosting"),
    ("report", "Report"),
    ("thesis", "Thesis"),
    ("webpage", "WebPage"),
];

/// What the home page tells: the site.
pub fn website(lens: &Lens<'_>) -> Told {
    let settings = &lens.site.settings;
    let title = lens.local(&settings.title);
    let description = settings.description.as_ref().map_or("", |words| lens.local(words));
    let site = Thing::of("WebSite")
        .with("@id", lens.id_of(&Route::Home))
        .with("url", lens.id_of(&Route::Home))
        .with("name", title)
        .with_all("alternateName", others(&settings.title, title))
        .with("description", description)
        .with("inLanguage", lens.language());
    Told::of([site])
}

/// The words in other languages than those shown.
pub fn others<'a>(words: &'a Local, shown: &'a str) -> impl Iterator<Item = &'a str> {
    words.all().map(|(_, text)| text).filter(move |text| *text != shown)
}

/// The site as the publisher of its reports. Whether a person or an organisation is behind it, nobody has said.
pub fn publisher(lens: &Lens<'_>) -> Thing {
    Thing::untyped().with("name", lens.local(&lens.site.settings.title)).with("url", lens.id_of(&Route::Home))
}

/// What a topic's page tells.
pub fn topic(lens: &Lens<'_>, topic: &Topic) -> Told {
    let name = lens.local(&topic.name);
    let aliases = others(&topic.name, name).chain(topic.aliases.iter().map(String::as_str));
    let whole = known_topic(lens, topic)
        .with("url", lens.id_of(&Route::Topic(topic.id.value.clone())))
        .with_all("alternateName", aliases)
        .with("description", topic.summary.as_ref().map_or("", |words| lens.local(words)));
    Told::of([whole])
}

fn known_topic(lens: &Lens<'_>, topic: &Topic) -> Thing {
    Thing::of("DefinedTerm")
        .with("@id", lens.id_of(&Route::Topic(topic.id.value.clone())))
        .with("name", lens.local(&topic.name))
}

/// The topic that a word means, or the word alone.
pub fn named_topic(lens: &Lens<'_>, word: &str) -> Thing {
    let known = lens.site.registry.topic(word).map(|topic| known_topic(lens, topic));
    known.unwrap_or_else(|| Thing::of("DefinedTerm").with("name", word))
}

/// What the page of a source tells.
pub fn work(lens: &Lens<'_>, reference: &Reference) -> Told {
    let named = |name: &String| Thing::untyped().with("name", name.clone());
    let container = reference.container.as_ref().map(|name| Thing::of("CreativeWork").with("name", name.clone()));
    let whole = cited(lens, reference)
        .with_all("author", reference.authors.iter().map(named))
        .with("isPartOf", container)
        .with("publisher", reference.publisher.as_ref().map(named))
        .with("datePublished", reference.issued.as_ref().and_then(|date| lens.stated(date)))
        .with("archivedAt", reference.archive_url.as_ref().map(|url| url.value.as_str()).and_then(web_address));
    Told::of([whole])
}

/// A source as reports cite it: by title, with its own address.
pub fn cited(lens: &Lens<'_>, reference: &Reference) -> Thing {
    let csl = reference.csl.get("type").and_then(serde_json::Value::as_str).unwrap_or_default();
    let kind = TYPES.iter().find(|(known, _)| *known == csl).map_or("CreativeWork", |(_, kind)| *kind);
    Thing::of(kind)
        .with("@id", lens.id_of(&Route::Reference(reference.id.value.clone())))
        .with("name", lens.local(&reference.title))
        .with("url", reference.url.as_ref().map(|url| url.value.as_str()).and_then(web_address))
}
