//! Paths of the content and the URLs that follow from them.
//!
//! In: a path below content/. Out: [`ContentPath`] and the route of the page it makes. Touches no disk.

use std::fmt;
use std::sync::Arc;

/// A path below content/ in NFC, with `/` between its parts: `articles/2024/aliyun.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentPath(Arc<str>);

impl ContentPath {
    pub fn new(path: &str) -> Self {
        Self(crate::text::nfc(path).as_ref().into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder with its final slash, or nothing at the top: `articles/2024/`.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| self.0.get(..=at).unwrap_or(""))
    }

    /// The last part: `aliyun.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The last part without what follows its last dot: `aliyun`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rfind('.').and_then(|at| name.get(..at)).filter(|stem| !stem.is_empty()).unwrap_or(name)
    }

    /// The path without the extension: `articles/2024/aliyun`.
    pub fn without_extension(&self) -> &str {
        let extension = self.file_name().len() - self.stem().len();
        self.0.get(..self.0.len() - extension).unwrap_or(&self.0)
    }

    pub fn has_extension(&self, extension: &str) -> bool {
        self.0.strip_suffix(extension).is_some_and(|rest| rest.ends_with('.') && !rest.ends_with("/."))
    }

    /// The route of a Markdown file's page: `/articles/2024/aliyun/`; `DIR/index.md` is `/DIR/`. Not percent-encoded.
    pub fn route(&self) -> String {
        if self.stem() == "index" { format!("/{}", self.folder()) } else { format!("/{}/", self.without_extension()) }
    }

    /// Resolves a relative or absolute (`/…`) path as a link in this file has it; `None` if it leaves content/.
    pub fn resolve(&self, link: &str) -> Option<ContentPath> {
        let (base, rest) = match link.strip_prefix('/') {
            Some(rest) => ("", rest),
            None => (self.folder(), link),
        };
        let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
        for part in rest.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        Some(Self::new(&parts.join("/")))
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for ContentPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, out)
    }
}

/// A route percent-encoded for a URL: UTF-8 bytes that are not unreserved (RFC 3986 §2.3) or `/` become `%XX`.
pub fn encode(route: &str) -> String {
    let mut encoded = String::with_capacity(route.len());
    for byte in route.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// What follows a route as a writer wrote it, `?query` and `#fragment`: what no URL may hold (RFC 3986 §3.4, §3.5) is
/// percent-encoded, and what is so already stays.
pub fn encode_suffix(suffix: &str) -> String {
    let mut encoded = String::with_capacity(suffix.len());
    for (at, byte) in suffix.bytes().enumerate() {
        let code = || suffix.get(at + 1..at + 3).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        // A fragment may hold no further number sign.
        let kept = match byte {
            b'%' => code(),
            b'#' => suffix.find('#') == Some(at),
            _ => byte.is_ascii_alphanumeric() || b"-._~/?:@!$&()*+,;=".contains(&byte),
        };
        if kept {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The reverse of [`encode`]; bytes that are no UTF-8 and lone percent signs stay as they are.
pub fn decode(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let code = (*byte == b'%').then(|| url.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_follow_from_paths() {
        for (path, route) in [
            ("index.md", "/"),
            ("about.md", "/about/"),
            ("articles/2024/阿里云.v2.md", "/articles/2024/阿里云.v2/"),
            ("articles/index.md", "/articles/"),
        ] {
            assert_eq!(ContentPath::new(path).route(), route);
        }
    }

    #[test]
    fn links_resolve_inside_the_content_only() {
        let path = ContentPath::new("articles/2024/a.md");
        assert_eq!(path.resolve("../b.md"), Some(ContentPath::new("articles/b.md")));
        assert_eq!(path.resolve("/about.md"), Some(ContentPath::new("about.md")));
        assert_eq!(path.resolve("./fig.png"), Some(ContentPath::new("articles/2024/fig.png")));
        assert_eq!(path.resolve("../../../etc/passwd"), None);
        assert_eq!(path.resolve("/../x"), None);
    }

    #[test]
    fn urls_are_percent_encoded_utf_8() {
        assert_eq!(encode("/entities/阿/"), "/entities/%E9%98%BF/");
        assert_eq!(decode("/entities/%E9%98%BF/100%"), "/entities/阿/100%");
        assert_eq!(decode("%FF%"), "%FF%");
        assert_eq!(encode_suffix("?q=a b&r=%20#里\"'<#"), "?q=a%20b&r=%20#%E9%87%8C%22%27%3C%23");
        assert_eq!(encode_suffix("#100%"), "#100%25");
    }
}
