//! The addresses of other hosts that a site's pages lead to, and every place where each is written.
//!
//! In: a site. Out: [`Links`]. Asks nobody.

use std::collections::BTreeMap;

use crate::article::notes;
use crate::fetch::Url;
use crate::links::destinations;
use crate::registry::Reference;
use crate::site::Site;
use crate::source::{At, Span};

/// What a site leads to.
#[derive(Debug, Default)]
pub struct Links {
    pub places: BTreeMap<Url, Vec<Span>>,
    /// Addresses for which nobody can be asked, and why.
    pub wrong: Vec<(Span, &'static str)>,
    /// Where a source says that an archived copy of it is, by the source's own address.
    pub copies: BTreeMap<Url, Url>,
}

/// Those of articles and their notes, of sources, entities, origins and authors.
pub fn links(site: &Site) -> Links {
    let mut links = Links::default();
    for article in site.articles.values() {
        for (dest, source) in destinations(&article.document) {
            links.add(dest, || article.body_span(source));
        }
        for note in notes(article, &site.settings) {
            for (dest, source) in destinations(&note.document) {
                links.add(dest, || note.span(source));
            }
        }
        links.add_all(article.head.origin.iter().filter_map(|origin| origin.url.as_ref()));
    }
    for reference in site.registry.references.values() {
        links.add_all([&reference.url, &reference.archive_url].into_iter().flatten());
        links.copies.extend(copy(reference));
    }
    links.add_all(site.registry.entities.values().filter_map(|entity| entity.website.as_ref()));
    links.add_all(site.settings.authors.values().filter_map(|author| author.url.as_ref()));
    links
}

fn copy(reference: &Reference) -> Option<(Url, Url)> {
    let url = |written: &Option<At<String>>| Url::new(&written.as_ref()?.value).ok();
    Some((url(&reference.url)?, url(&reference.archive_url)?))
}

impl Links {
    fn add(&mut self, written: &str, span: impl FnOnce() -> Span) {
        if !is_of_the_web(written) {
            return;
        }
        match Url::new(written) {
            Ok(url) => self.places.entry(url).or_default().push(span()),
            Err(why) => self.wrong.push((span(), why)),
        }
    }

    fn add_all<'a>(&mut self, written: impl IntoIterator<Item = &'a At<String>>) {
        for written in written {
            self.add(&written.value, || written.span.clone());
        }
    }
}

/// `http:`, `https:`, or no scheme but a host.
fn is_of_the_web(written: &str) -> bool {
    let written = written.trim();
    let scheme = written.split(':').next().unwrap_or("");
    written.starts_with("//") || ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::site_of;

    #[test]
    fn every_place_of_an_address_is_known() {
        let page = "---\ntitle: 甲\ndate: 2024\norigin: {name: 某刊, url: https://o.example/}\n---\n\
                    见[甲](https://a.example/x#one)和[乙](HTTPS://A.example/x#two)，<https://b.example/>。\n\n\
                    ![图](//c.example/图.png) [信](mailto:a@b.example) [坏](<https://a b/>)\n";
        let site = site_of(&[
            ("postil.yaml", "title: 站\nauthors: {wu: {name: 吴, url: https://w.example/}}\n"),
            ("content/articles/a.md", page),
            ("content/articles/a.yaml", "annotations:\n  - quote: 见甲\n    note: 又见[丙](https://b.example/)。\n"),
            ("content/entities/x.yaml", "entities: {x: {type: Company, name: 某公司, website: https://x.example}}\n"),
            (
                "content/sources.yaml",
                "sources: {s: {title: 报道, URL: https://a.example/x, archive_url: https://archive.example/x}}\n",
            ),
        ]);
        let links = links(&site);
        let places: Vec<_> = links
            .places
            .iter()
            .map(|(url, spans)| {
                let lines = spans.iter().map(|span| format!("{span:?}").replace("content/", ""));
                format!("{url} {}", lines.collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!(
            places,
            [
                "https://a.example/x articles/a.md:6:2 articles/a.md:6:31 sources.yaml:1:31",
                "https://archive.example/x sources.yaml:1:65",
                "https://b.example/ articles/a.md:6:60 articles/a.yaml:3:13",
                "https://c.example/%E5%9B%BE.png articles/a.md:8:1",
                "https://o.example/ articles/a.md:4:25",
                "https://w.example/ postil.yaml:2:30",
                "https://x.example/ entities/x.yaml:1:51",
            ]
        );
        assert_eq!(links.wrong.len(), 1);
        let copies: Vec<_> = links.copies.iter().map(|(url, copy)| format!("{url} {copy}")).collect();
        assert_eq!(copies, ["https://a.example/x https://archive.example/x"]);
    }
}
