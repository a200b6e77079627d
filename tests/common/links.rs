//! Links within a built site: every one leads to a file that is there, and every fragment to an id.

use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Attributes that hold one URL, by the elements that have them.
const ONE_URL: [(&str, &str); 4] = [
    ("a, link, area, use", "href"),
    ("img, script, source, audio, video, iframe, embed", "src"),
    ("form", "action"),
    ("video", "poster"),
];

struct Page {
    links: BTreeSet<String>,
    ids: BTreeSet<String>,
}

/// A line for each link of the pages below `folder` that leads nowhere. Links to other hosts are not followed; what
/// begins with `base_url`, or with `/`, must lie below the base.
pub fn dead(folder: &Path, base_url: &str) -> Vec<String> {
    let pages: BTreeMap<_, _> =
        super::pages_below(folder).into_iter().map(|(name, html)| (name, read(&html))).collect();
    let site = Built { folder, base_url, pages: &pages };
    let mut found = Vec::new();
    for (name, page) in &pages {
        for link in &page.links {
            if let Err(why) = site.follow(name, link) {
                found.push(format!("{name}: {link}: {why}"));
            }
        }
    }
    found
}

fn read(html: &str) -> Page {
    let html = Html::parse_document(html);
    let values = |selector: &str, attribute: &str| {
        let selector = Selector::parse(selector).expect("a selector of ours");
        html.select(&selector).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut links: BTreeSet<_> = ONE_URL.iter().flat_map(|(elements, name)| values(elements, name)).collect();
    for set in values("img, source", "srcset") {
        links.extend(set.split(',').filter_map(|item| item.split_whitespace().next()).map(str::to_owned));
    }
    for refresh in values("meta[http-equiv=refresh]", "content") {
        links.extend(refresh.split_once("url=").map(|(_, url)| url.to_owned()));
    }
    let ids = values("[id]", "id").into_iter().chain(values("a[name]", "name")).collect();
    Page { links, ids }
}

struct Built<'a> {
    folder: &'a Path,
    base_url: &'a str,
    pages: &'a BTreeMap<String, Page>,
}

impl Built<'_> {
    fn follow(&self, from: &str, link: &str) -> Result<(), &'static str> {
        let (url, fragment) = link.split_once('#').unwrap_or((link, ""));
        let url = url.split('?').next().unwrap_or_default();
        let Some(target) = self.target(from, url)? else { return Ok(()) };
        let name = file_name(&target, url).ok_or("leads out of the site")?;
        if !self.folder.join(&name).is_file() {
            return Err("there is no such file");
        }
        let fragment = decode(fragment.split(":~:").next().unwrap_or_default());
        match self.pages.get(&name) {
            Some(page) if fragment.is_empty() || page.ids.contains(&fragment) => Ok(()),
            Some(_) => Err("there is no such id"),
            None => Ok(()),
        }
    }

    /// The path below the site's root that a URL on the page `from` stands for; None where it is another host's.
    fn target(&self, from: &str, url: &str) -> Result<Option<PathBuf>, &'static str> {
        let base = self.base_url.trim_end_matches('/');
        if let Some(below) = below(url, base) {
            return Ok(Some(below));
        }
        let scheme = url.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'));
        if scheme || url.starts_with("//") {
            return Ok(None);
        }
        if url.starts_with('/') {
            return below(url, base_path(base)).map(Some).ok_or("lies outside the base URL");
        }
        if url.is_empty() {
            return Ok(Some(from.into()));
        }
        if from == "404.html" {
            return Err("is relative, and 404.html is shown at any address");
        }
        Ok(Some(Path::new(from).parent().unwrap_or(Path::new("")).join(decode(url))))
    }
}

/// The path of an absolute URL without a final slash: `/reports` of `https://example.org/reports`, else nothing.
fn base_path(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    host.find('/').map_or("", |at| &host[at..])
}

/// The rest of a URL that lies below `base`, which has no final slash.
fn below(url: &str, base: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix(base).filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
    Some(decode(rest.trim_start_matches('/')).into())
}

/// The file that a server shows for a path; None where `..` leads out of the site.
fn file_name(path: &Path, url: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => drop(parts.pop()?),
            _ => {}
        }
    }
    if url.ends_with(['/', '.']) || parts.is_empty() {
        parts.push("index.html".to_owned());
    }
    Some(parts.join("/"))
}

/// Percent-encoded UTF-8 in plain letters; what is no UTF-8 becomes U+FFFD and so matches nothing.
fn decode(url: &str) -> String {
    let (bytes, mut at, mut decoded) = (url.as_bytes(), 0, Vec::new());
    while let Some(byte) = bytes.get(at) {
        let code = url.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|code| u8::from_str_radix(code, 16).ok());
        decoded.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}
