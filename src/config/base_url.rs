//! The address at which a site is published, and URLs below it.

use crate::diagnostic::Code;
use crate::yaml::{Node, Reader};

/// An origin such as `https://example.org` and a path that begins and ends with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

impl Default for BaseUrl {
    /// No origin is known; the site stands at the root.
    fn default() -> Self {
        Self { origin: String::new(), path: "/".into() }
    }
}

impl BaseUrl {
    /// Parses `https://host[:port][/path]`; the path may lack its final slash.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let host_end = rest.find('/').unwrap_or(rest.len());
        let (host, path) = rest.split_at_checked(host_end)?;
        let clean = |text: &str| !text.contains(['?', '#', '\\', '"', '<', '>']) && !text.contains(char::is_whitespace);
        if host.is_empty() || host.contains('@') || !clean(rest) {
            return None;
        }
        let scheme_length = text.len() - rest.len();
        let origin = text.get(..scheme_length + host_end)?.to_owned();
        let path = path.trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Some(Self { origin, path })
    }

    pub fn read(reader: &mut Reader, node: &Node) -> Option<Self> {
        let text = reader.words(node)?.value;
        let url = Self::parse(&text);
        if url.is_none() {
            reader.report(Code::InvalidValue, node, format!("`{text}` is not the address of a site")).help =
                Some("such as https://example.github.io/reports/".into());
        }
        url
    }

    /// `https://example.org`, or empty where no base_url is set.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The path below which the site stands: begins and ends with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The site's path before a route: `/reports` + `/articles/`.
    pub fn href(&self, route: &str) -> String {
        format!("{}{route}", self.path.trim_end_matches('/'))
    }

    /// The whole URL of a route.
    pub fn absolute(&self, route: &str) -> String {
        format!("{}{}", self.origin, self.href(route))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_stand_below_the_path() {
        for text in ["https://example.org/reports", "https://example.org/reports/"] {
            let url = BaseUrl::parse(text).unwrap();
            assert_eq!(url.href("/articles/"), "/reports/articles/");
            assert_eq!(url.absolute("/"), "https://example.org/reports/");
        }
        assert_eq!(BaseUrl::parse("http://localhost:8000").unwrap().href("/a/"), "/a/");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "example.org", "ftp://x", "https://", "https://a b/", "https://x/?q", "https://u@x/"] {
            assert_eq!(BaseUrl::parse(text), None, "{text}");
        }
    }
}
