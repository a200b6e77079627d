//! Atom feeds of reports (RFC 4287): of the site, of a topic, of an entity.
//!
//! In: a site and maybe an id. Out: the feed's XML. The id of an entry is its page's URL, which follows from the file's
//! path and so stays the same; where no base_url is set it is a tag URI (RFC 4151), since an id must be absolute.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::article::Article;
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::moment::Moment;
use crate::path::{ContentPath, encode};
use crate::routes::Route;
use crate::site::Site;
use crate::view::Lens;
use crate::xml::Xml;

/// A feed tells of so many reports at most, the newest.
const ENTRIES: usize = 50;

/// Characters of a summary that is the beginning of the text.
const SUMMARY_CHARS: usize = 200;

/// All reports.
pub fn of_site(site: &Site) -> String {
    let lens = Lens::of_site(site);
    let title = lens.local(&site.settings.title).to_owned();
    let subtitle = site.settings.description.as_ref().map_or("", |words| lens.local(words)).to_owned();
    write(&Feed { lens, title, subtitle, own: Route::Feed, page: Route::Home }, &site.reports())
}

/// The reports that name a topic; `None` if there is no such topic.
pub fn of_topic(site: &Site, id: &Id) -> Option<String> {
    let topic = site.registry.topics.get(id)?;
    let lens = Lens::of_site(site);
    let reports = touching(site, &Node::Topic(id.clone()), |touch| touch == Touch::Card);
    let feed = Feed {
        lens,
        title: with_site(&lens, lens.local(&topic.name)),
        subtitle: topic.summary.as_ref().map_or("", |words| lens.local(words)).to_owned(),
        own: Route::TopicFeed(id.clone()),
        page: Route::Topic(id.clone()),
    };
    Some(write(&feed, &reports))
}

/// The reports that mention an entity or state something of it; `None` if there is no such entity.
pub fn of_entity(site: &Site, id: &Id) -> Option<String> {
    let entity = site.registry.entities.get(id)?;
    let lens = Lens::of_site(site);
    let reports = touching(site, &Node::Entity(id.clone()), |_| true);
    let feed = Feed {
        lens,
        title: with_site(&lens, lens.local(&entity.name)),
        subtitle: entity.summary.as_ref().map_or("", |words| lens.local(words)).to_owned(),
        own: Route::EntityFeed(id.clone()),
        page: Route::Entity(id.clone()),
    };
    Some(write(&feed, &reports))
}

/// What a feed says of itself.
struct Feed<'a> {
    lens: Lens<'a>,
    title: String,
    subtitle: String,
    own: Route,
    /// The page that shows the same.
    page: Route,
}

fn with_site(lens: &Lens<'_>, name: &str) -> String {
    format!("{name} · {}", lens.local(&lens.site.settings.title))
}

/// The reports that touch a node in a way that counts, newest first.
fn touching<'a>(site: &'a Site, node: &Node, counts: impl Fn(Touch) -> bool) -> Vec<&'a Article> {
    let touches = site.graph.touches(node).filter(|(_, touch)| counts(*touch));
    let paths: BTreeSet<&ContentPath> = touches.map(|(path, _)| path).collect();
    let articles = paths.into_iter().filter_map(|path| site.articles.get(path));
    let mut reports: Vec<&Article> = articles.filter(|article| article.is_report()).collect();
    reports.sort_by_cached_key(|report| Reverse(report.head.date.as_ref().map(|date| date.value.sort_key())));
    reports
}

fn write(feed: &Feed<'_>, reports: &[&Article]) -> String {
    let site = feed.lens.site;
    let newest = reports.get(..ENTRIES).unwrap_or(reports);
    let updated = newest.iter().map(|report| Moment::updated(report, &site.settings)).max();
    let namespace = ("xmlns", "http://www.w3.org/2005/Atom");
    let mut xml = Xml::new("feed", &[namespace, ("xml:lang", feed.lens.language())]);
    xml.text("id", &[], &iri(site, &feed.own.url()));
    xml.text("title", &[], &feed.title);
    if !feed.subtitle.is_empty() {
        xml.text("subtitle", &[], &feed.subtitle);
    }
    xml.text("updated", &[], &updated.unwrap_or_else(Moment::epoch).rfc3339());
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &url(site, &feed.own.url()))]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &url(site, &feed.page.url()))]);
    // Entries without authors of their own take this one (§4.1.1).
    author(&mut xml, feed.lens.local(&site.settings.title), None);
    for report in newest {
        entry(&mut xml, feed, report);
    }
    xml.finish()
}

fn entry(xml: &mut Xml, feed: &Feed<'_>, report: &Article) {
    let site = feed.lens.site;
    let lens = Lens::of_article(site, report);
    if lens.language() == feed.lens.language() {
        xml.open("entry", &[]);
    } else {
        xml.open("entry", &[("xml:lang", lens.language())]);
    }
    xml.text("id", &[], &iri(site, &report.route()));
    xml.text("title", &[], &lens.title_of(report));
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &url(site, &report.route()))]);
    if let Some(published) = report.head.date.as_ref().and_then(|date| Moment::of(&date.value, &site.settings)) {
        xml.text("published", &[], &published.rfc3339());
    }
    xml.text("updated", &[], &Moment::updated(report, &site.settings).rfc3339());
    for person in lens.authors_of(report) {
        author(xml, &person.text, person.href.as_deref());
    }
    categories(xml, &lens, report);
    xml.text("summary", &[], &lens.summary_of(report, SUMMARY_CHARS));
    xml.close();
}

fn author(xml: &mut Xml, name: &str, uri: Option<&str>) {
    xml.open("author", &[]);
    xml.text("name", &[], name);
    if let Some(uri) = uri {
        xml.text("uri", &[], uri);
    }
    xml.close();
}

/// The report's topics by their ids; words that name no topic are their own term.
fn categories(xml: &mut Xml, lens: &Lens<'_>, report: &Article) {
    let scheme = url(lens.site, &Route::Topics.url());
    for word in &report.head.topics {
        match lens.site.registry.topic(&word.value) {
            Some(topic) => {
                let label = lens.local(&topic.name);
                xml.empty("category", &[("term", topic.id.value.as_str()), ("scheme", &scheme), ("label", label)]);
            }
            None => xml.empty("category", &[("term", &word.value)]),
        }
    }
}

/// The whole URL of a route, as far as the settings know it.
fn url(site: &Site, route: &str) -> String {
    site.settings.base_url.absolute(&encode(route))
}

/// The URL as an id.
fn iri(site: &Site, route: &str) -> String {
    let url = url(site, route);
    if site.settings.base_url.origin().is_empty() { format!("tag:localhost,2000:{url}") } else { url }
}
