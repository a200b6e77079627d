//! Where the links and images of an article lead.
//!
//! In: a destination as the author wrote it. Out: a URL for `href` or `src`, or nothing where there is no such page.

use crate::article::Article;
use crate::path::{ContentPath, decode, encode};
use crate::site::Site;

/// The URL of a destination: relative ones resolve from the article's file, those with a leading / from content/;
/// other sites' stay as they are.
pub fn resolve_link(site: &Site, article: &Article, dest: &str) -> Option<String> {
    if is_external(dest) {
        return Some(dest.to_owned());
    }
    let (path, fragment) = dest.split_once('#').map_or((dest, None), |(path, fragment)| (path, Some(fragment)));
    let fragment = fragment.map(|fragment| format!("#{}", encode(&decode(fragment)))).unwrap_or_default();
    if path.is_empty() {
        return Some(fragment);
    }
    let target = article.path.resolve(&decode(path))?;
    let route = route_of(site, &target)?;
    Some(format!("{}{fragment}", site.settings.base_url.href(&encode(&route))))
}

fn route_of(site: &Site, target: &ContentPath) -> Option<String> {
    if let Some(article) = site.articles.get(target) {
        return Some(article.route());
    }
    let asset = site.assets.iter().any(|asset| asset.path == *target);
    asset.then(|| format!("/{target}"))
}

/// Whether a destination has a scheme or a host (RFC 3986 §3.1, §4.2).
fn is_external(dest: &str) -> bool {
    let scheme = dest.split_once(':').map_or("", |(scheme, _)| scheme);
    let letter = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    dest.starts_with("//") || letter && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}
