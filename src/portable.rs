//! Pages that can be read without a server: their URLs lead from file to file.
//!
//! In: the HTML of a page, the file that it becomes, the path below which the site stands. Out: the same HTML in which each
//! URL of the site is relative and names a file, so that the folder can be opened, sent and put anywhere. Must not know
//! what a page shows.

use std::borrow::Cow;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::markdown::escape;
use crate::path::encode;

/// The attributes that hold one URL (HTML Standard, "List of elements and attributes").
const URL_ATTRIBUTES: [&str; 7] = ["href", "src", "poster", "data", "action", "formaction", "cite"];

/// Makes the URLs of a page relative. `file` is its path below the output folder, not percent-encoded; `base` is the path
/// below which the site stands, with its slashes.
pub fn page(html: &str, file: &str, base: &str) -> String {
    let links = Links { file: &encode(file), base };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut out = String::with_capacity(html.len());
    let mut copied = 0;
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        let Token::StartTag(tag) = token else { continue };
        let Some(changed) = links.tag(&tag) else { continue };
        out.push_str(html.get(copied..tag.span.start).unwrap_or_default());
        out.push_str(&changed);
        copied = tag.span.end;
    }
    out.push_str(html.get(copied..).unwrap_or_default());
    out
}

struct Links<'a> {
    file: &'a str,
    base: &'a str,
}

impl Links<'_> {
    /// The tag written anew if one of its URLs is the site's.
    fn tag(&self, tag: &StartTag<usize>) -> Option<String> {
        let mut changed = false;
        let name = String::from_utf8_lossy(&tag.name);
        let mut written = format!("<{name}");
        for (attribute, value) in &tag.attributes {
            let (attribute, value) = (String::from_utf8_lossy(attribute), String::from_utf8_lossy(value));
            let other = match attribute.as_ref() {
                "srcset" | "imagesrcset" => self.candidates(&value),
                "content" if name == "meta" => self.refresh(&value),
                name if URL_ATTRIBUTES.contains(&name) => self.relative(&value),
                _ => None,
            };
            changed |= other.is_some();
            let value = other.map_or(value, Cow::Owned);
            written.push_str(&format!(" {attribute}=\"{}\"", escape(&value)));
        }
        written.push_str(if tag.self_closing { " />" } else { ">" });
        changed.then_some(written)
    }

    /// A URL of the site as it leads from this file to another; None for all other URLs.
    fn relative(&self, url: &str) -> Option<String> {
        let below = url.strip_prefix(self.base).filter(|below| !below.starts_with('/'))?;
        let (path, suffix) = below.split_at_checked(below.find(['?', '#']).unwrap_or(below.len()))?;
        let target = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        if target == self.file && suffix.starts_with('#') {
            return Some(suffix.to_owned());
        }
        let own: Vec<&str> = self.file.split('/').collect();
        let parts: Vec<&str> = target.split('/').collect();
        let folders = own.len().min(parts.len()) - 1;
        let shared = own.iter().zip(&parts).take(folders).take_while(|(one, other)| one == other).count();
        let up = "../".repeat(own.len() - 1 - shared);
        Some(format!("{up}{}{suffix}", parts.get(shared..).unwrap_or_default().join("/")))
    }

    /// The same for `URL 2x, URL 480w`.
    fn candidates(&self, list: &str) -> Option<String> {
        let one = |candidate: &str| {
            let (url, rest) = candidate.split_once(' ').unwrap_or((candidate, ""));
            let url = self.relative(url).unwrap_or_else(|| url.to_owned());
            format!("{url} {rest}").trim_end().to_owned()
        };
        let written: Vec<String> = list.split(", ").map(|candidate| one(candidate.trim())).collect();
        let written = written.join(", ");
        (written != list).then_some(written)
    }

    /// The same for `0; url=URL`, which leads on at once.
    fn refresh(&self, content: &str) -> Option<String> {
        let (before, url) = content.split_once("url=")?;
        Some(format!("{before}url={}", self.relative(url)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> String {
        page(html, "articles/2024/阿里/index.html", "/reports/")
    }

    #[test]
    fn urls_lead_from_file_to_file() {
        let cases = [
            ("/reports/", "../../../index.html"),
            ("/reports/articles/2024/b/", "../b/index.html"),
            ("/reports/articles/2024/%E9%98%BF%E9%87%8C/", "index.html"),
            ("/reports/articles/2024/%E9%98%BF%E9%87%8C/#a", "#a"),
            ("/reports/articles/2024/%E9%98%BF%E9%87%8C/a.png", "a.png"),
            ("/reports/articles/2024/?x=1#y", "../index.html?x=1#y"),
            ("/reports/assets/postil.css", "../../../assets/postil.css"),
        ];
        for (url, wanted) in cases {
            assert_eq!(told(&format!("<p><a href={url}>x</a>")), format!("<p><a href=\"{wanted}\">x</a>"), "{url}");
        }
    }

    #[test]
    fn what_is_not_the_sites_stays_as_it_is() {
        for html in [
            "<a href='//example.org/reports/'>x</a>",
            "<a href=https://example.org/reports/>x</a>",
            "<a href=#here>x</a>",
            "<a href=/other/>x</a>",
            "<a href=/reports//example.org/>x</a>",
            "<p title=/reports/>/reports/</p>",
            "<script>document.write('<a href=/reports/>')</script>",
            "<!-- <a href=/reports/> -->",
        ] {
            assert_eq!(told(html), html);
        }
    }

    #[test]
    fn pictures_and_pages_that_lead_on_are_found() {
        let html = "<img srcset=\"/reports/a.png 1x, https://example.org/b.png 2x\" alt='\"&amp;'>";
        let wanted = "<img alt=\"&quot;&amp;\" srcset=\"../../../a.png 1x, https://example.org/b.png 2x\">";
        assert_eq!(told(html), wanted);
        let html = "<meta http-equiv=refresh content='0; url=/reports/b/'>";
        assert_eq!(told(html), "<meta content=\"0; url=../../../b/index.html\" http-equiv=\"refresh\">");
    }

    #[test]
    fn a_site_at_the_root_is_the_same() {
        assert_eq!(page("<a href=/a/>x</a>", "index.html", "/"), "<a href=\"a/index.html\">x</a>");
        assert_eq!(page("<a href=//a/>x</a>", "index.html", "/"), "<a href=//a/>x</a>");
    }
}
