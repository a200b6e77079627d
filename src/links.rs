//! The author's links and images: where they lead on the site, and which lead nowhere.
//!
//! In: a destination as written in Markdown, the page it stands in, and the routes. Out: [`Link`]; and for a whole site,
//! a problem for each dead one. Links to other hosts are taken as they are.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::article::{Article, Kind, notes};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::Asset;
use crate::markdown::{Document, Piece};
use crate::path::{self, ContentPath};
use crate::routes;
use crate::site::{Linked, Site, Wiki, wrong_wikilink};
use crate::source::Span;
use crate::text;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// To another host, or with a scheme of its own; as written.
    External(String),
    /// A place of this page: the fragment, decoded.
    Here(String),
    /// A route of the site, not percent-encoded, and what follows it (`?query`, `#fragment`), as written.
    Internal { route: String, suffix: String },
    /// Nowhere; why, and what to do.
    Dead { why: String, help: String },
}

impl Link {
    /// The `href` below the site's path; `None` for dead links.
    pub fn href(&self, site: &Site) -> Option<String> {
        match self {
            Link::External(url) => Some(url.clone()),
            Link::Here(fragment) => Some(format!("#{}", path::encode(fragment))),
            Link::Internal { route, suffix } => {
                Some(format!("{}{}", site.settings.base_url.href(&path::encode(route)), path::encode_suffix(suffix)))
            }
            Link::Dead { .. } => None,
        }
    }

    /// The asset that it leads to as a whole; a fragment may show another part of a picture.
    pub fn asset<'a>(&self, site: &'a Site) -> Option<&'a Asset> {
        match self {
            Link::Internal { route, suffix } if !suffix.contains('#') => {
                site.asset(&ContentPath::new(route.strip_prefix('/')?))
            }
            _ => None,
        }
    }
}

/// Resolves a destination of an article. Fragments of other pages are taken on trust; [`check`] looks at them.
pub fn resolve(site: &Site, article: &Article, dest: &str) -> Link {
    if is_external(dest) {
        return Link::External(dest.to_owned());
    }
    if let Some(fragment) = dest.strip_prefix('#') {
        return Link::Here(path::decode(fragment));
    }
    let cut = dest.find(['?', '#']).unwrap_or(dest.len());
    let (written, suffix) = dest.split_at_checked(cut).unwrap_or((dest, ""));
    let decoded = path::decode(written);
    let Some(target) = article.path.resolve(&decoded) else {
        let why = format!("`{written}` leads out of content/");
        return Link::Dead { why, help: "copy the file into content/, or link to its address".into() };
    };
    let suffix = suffix.to_owned();
    match route_of(site, &target) {
        Some(route) => Link::Internal { route, suffix },
        None => dead(site, written, &target),
    }
}

/// A scheme (RFC 3986 §3.1) or a host.
fn is_external(dest: &str) -> bool {
    let scheme = dest.split(':').next().unwrap_or("");
    let has_scheme = scheme.len() < dest.len()
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    has_scheme || dest.starts_with("//")
}

/// The route of a file of the content, or of a folder or page as it is published.
fn route_of(site: &Site, target: &ContentPath) -> Option<String> {
    if let Some(article) = site.articles.get(target) {
        return Some(match &article.kind {
            Kind::EntityProse(id) => format!("/entities/{id}/"),
            _ => article.route(),
        });
    }
    if site.asset(target).is_some() {
        return Some(format!("/{target}"));
    }
    let plain = target.as_str().trim_end_matches('/');
    let folder = if plain.is_empty() { String::new() } else { format!("{plain}/") };
    // Files of a theme are no pages; their names change with what is in them.
    let published = |path: &str| routes::find(site, |_| false, path).map(|route| route.url());
    published(&format!("{folder}index.html")).or_else(|| published(plain))
}

fn dead(site: &Site, written: &str, target: &ContentPath) -> Link {
    let known =
        site.articles.keys().map(ContentPath::as_str).chain(site.assets.iter().map(|asset| asset.path.as_str()));
    let near = text::nearest(target.as_str(), known);
    let help = near.map_or_else(
        || {
            "a link leads to a file below content/, from this file's folder or with a leading / from content/"
                .to_owned()
        },
        |near| format!("did you mean `/{near}`?"),
    );
    Link::Dead { why: format!("there is no content/{target} for `{written}`"), help }
}

/// Every dead link, image and fragment of a site's pages.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let fragments = Fragments::default();
    site.articles.values().flat_map(|article| dead_links(site, article, &fragments)).collect()
}

/// What fragments of the pages of one site can name, each page looked through when a link asks for it.
#[derive(Debug, Default)]
pub struct Fragments(RefCell<BTreeMap<ContentPath, BTreeSet<String>>>);

impl Fragments {
    /// Why a fragment of a page leads nowhere.
    fn missing(&self, site: &Site, article: &Article, fragment: &str) -> Option<(String, String)> {
        let mut known = self.0.borrow_mut();
        let known = known.entry(article.path.clone()).or_insert_with(|| fragments_of(site, article));
        missing(fragment, known)
    }
}

/// The dead links of an article's body, and those of its notes, in which wikilinks are looked at here too.
pub fn dead_links(site: &Site, article: &Article, fragments: &Fragments) -> Vec<Diagnostic> {
    let in_body = |source: &Range<usize>| article.body_span(source);
    let mut problems = dead_in(site, (article, fragments), (&article.document, &in_body));
    for note in notes(article, &site.settings) {
        let in_note = |source: &Range<usize>| note.span(source);
        problems.extend(dead_in(site, (article, fragments), (&note.document, &in_note)));
        problems.extend(
            wikilinks(&note.document)
                .filter_map(|(target, source)| wrong_wikilink(note.span(source), target, site.wiki(article, target))),
        );
    }
    problems
}

/// A document with the place in the file of each of its ranges.
type Placed<'a> = (&'a Document, &'a dyn Fn(&Range<usize>) -> Span);

fn dead_in(site: &Site, (article, fragments): (&Article, &Fragments), (document, span): Placed<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (dest, source) in destinations(document) {
        let problem = match resolve(site, article, dest) {
            Link::External(_) => None,
            Link::Dead { why, help } => Some((why, help)),
            Link::Here(fragment) => fragments.missing(site, article, &fragment),
            Link::Internal { route, suffix } => suffix.split_once('#').and_then(|(_, fragment)| {
                // Pages that are made from data have no list of fragments: those are taken on trust.
                let target = site.articles.get(&routes::article_at(site, route.trim_start_matches('/'))?)?;
                fragments.missing(site, target, &path::decode(fragment))
            }),
        };
        problems.extend(problem.map(|(why, help)| Diagnostic::new(Code::DeadLink, span(source), why).help(help)));
    }
    // Wikilinks with a fragment: `[[报告#标题]]`.
    let fragment = |(target, source): (&str, &Range<usize>)| {
        let Wiki::To(Linked::Article(path), Some(fragment)) = site.wiki(article, target) else { return None };
        let (why, help) = fragments.missing(site, site.articles.get(&path)?, &fragment)?;
        Some(Diagnostic::new(Code::DeadLink, span(source), why).help(help))
    };
    problems.extend(wikilinks(document).filter_map(fragment));
    problems
}

fn wikilinks(document: &Document) -> impl Iterator<Item = (&str, &Range<usize>)> {
    document.pieces.iter().filter_map(|piece| match piece {
        Piece::WikiStart { target, source } => Some((target.as_str(), source)),
        _ => None,
    })
}

/// Where the links and images of a document lead, as written, with their ranges in it.
pub fn destinations(document: &Document) -> impl Iterator<Item = (&str, &Range<usize>)> {
    document.pieces.iter().filter_map(|piece| match piece {
        Piece::LinkStart { dest, source, .. } => Some((dest.as_str(), source)),
        Piece::Image(image) => Some((image.dest.as_str(), &image.source)),
        _ => None,
    })
}

fn missing(fragment: &str, known: &BTreeSet<String>) -> Option<(String, String)> {
    if fragment.is_empty() || known.contains(fragment) || fragment.starts_with(":~:") {
        return None;
    }
    let near = text::nearest(fragment, known.iter().map(String::as_str));
    let help = near.map_or_else(
        || "a fragment is the id of a heading or of an annotation".to_owned(),
        |near| format!("did you mean `#{near}`?"),
    );
    Some((format!("the page has no place `#{fragment}`"), help))
}

/// What a fragment of an article's page can name.
pub fn fragments_of(site: &Site, article: &Article) -> BTreeSet<String> {
    let headings = article.document.headings.iter().map(|heading| heading.id.clone());
    let annotations = article.annotations.iter().map(|annotation| annotation.id.to_string());
    let written = article.document.pieces.iter().filter_map(|piece| match piece {
        Piece::Markup(html) => Some(html.as_str()),
        _ => None,
    });
    let raw = written
        .flat_map(|html| html.split("id=\"").skip(1))
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned);
    let mentions = site.mentions.get(&article.path).map_or(0, Vec::len);
    headings.chain(annotations).chain(raw).chain((1..=mentions).map(|number| format!("m.{number}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::site_of;

    fn codes(body: &str) -> Vec<String> {
        let page = format!("---\ntitle: 甲\ndate: 2024\n---\n{body}\n");
        let mut site = site_of(&[
            ("postil.yaml", "title: 站\nbase_url: https://example.org/r/\n"),
            ("content/articles/a.md", &page),
            ("content/articles/b.md", "---\ntitle: 乙\ndate: 2024\n---\n## 面子\n\n字\n"),
            ("content/entities/x.yaml", "entities: {x: {type: Company, name: 某公司}}\n"),
            ("content/about.md", "关于\n"),
        ]);
        site.assets.push(Asset { path: ContentPath::new("articles/图 1.png"), disk: "x".into(), size: None });
        check(&site).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn living_links_are_let_be() {
        let none = Vec::<String>::new();
        for link in [
            "[x](b.md)",
            "[x](/articles/b.md#面子)",
            "[x](b.md#%E9%9D%A2%E5%AD%90)",
            "[x](../about.md)",
            "[x](/entities/x/)",
            "[x](https://example.org/)",
            "[x](mailto:a@b.c)",
            "![x](<图 1.png>)",
            "[x](/timeline/)",
            "[x](#%E7%94%B2)\n\n# 甲",
            "[x](/articles/b/)",
            "[x](b.md#:~:text=x)",
        ] {
            assert_eq!(codes(link), none, "{link}");
        }
    }

    #[test]
    fn notes_are_looked_through_at_their_place_in_the_sidecar() {
        let sidecar =
            "annotations:\n  - quote: 字\n    note: |\n      好。\n\n      见[甲](c.md)和[[丙]]，[乙](b.md)。\n";
        let site = site_of(&[
            ("content/articles/b.md", "---\ntitle: 乙\ndate: 2024\n---\n字\n"),
            ("content/articles/b.yaml", sidecar),
        ]);
        let found = check(&site);
        let place =
            |problem: &Diagnostic| problem.span.clone().map(|span| (span.start().line, span.words().to_owned()));
        let places: Vec<_> = found.iter().filter_map(place).collect();
        assert_eq!(places, [(6, "[甲](c.md)".to_owned()), (6, "[[丙]]".to_owned())]);
        assert!(found.iter().all(|problem| problem.code == Code::DeadLink));
    }

    #[test]
    fn dead_ones_say_what_is_missing() {
        for (link, words) in [
            ("[x](c.md)", "no content/articles/c.md"),
            ("[x](../../secret.md)", "out of content/"),
            ("[x](b.md#里子)", "no place `#里子`"),
            ("[x](#nowhere)", "no place `#nowhere`"),
            ("![x](fig.png)", "no content/articles/fig.png"),
            ("[x](/entities/y/)", "no content/entities/y"),
        ] {
            let found = codes(link);
            assert_eq!(found.len(), 1, "{link}: {found:?}");
            assert!(found[0].contains(words), "{link}: {found:?}");
        }
    }
}
