//! From a path below the site's to a page, with the script of the preview in it.
//!
//! In: a percent-encoded path. Out: [`Answer`]. But for one line a page is what a build writes.

use std::path::PathBuf;

use axum::http::StatusCode;
use serde::Serialize;

use super::preview::Preview;
use crate::diagnostic::{self, Colour, Diagnostic};
use crate::live::Live;
use crate::markdown::escape;
use crate::path::{decode, encode};
use crate::render::RenderError;
use crate::routes::Route;
use crate::search;

/// What stands at a path.
pub enum Answer {
    Made {
        status: StatusCode,
        mime: String,
        body: Vec<u8>,
        etag: String,
    },
    /// A file on disk, the folder that it must lie in, and the name it has on the site.
    File {
        disk: PathBuf,
        inside: PathBuf,
        name: String,
    },
    /// The URL of the same with its final slash.
    Moved(String),
}

/// What the script in a page must know; the page's own URL it knows itself.
#[derive(Serialize)]
struct Ticket<'a> {
    token: &'a str,
    boot: &'a str,
    version: u64,
    base: &'a str,
    language: &'a str,
}

/// What stands at a path that begins with a slash.
pub fn answer(preview: &Preview, path: &str) -> Answer {
    // The version is read first: should the site change meanwhile, the browser asks once too often.
    let version = preview.version();
    let found = preview.read(|live| {
        let plain = plain(path)?;
        let output =
            if plain.is_empty() || plain.ends_with('/') { format!("{plain}index.html") } else { plain.clone() };
        // A preview has versions of its own; what build.json tells is for published sites.
        if let Some(route) = live.find(&output).filter(|route| *route != Route::Version) {
            return Some(of_route(preview, live, (&route, version)));
        }
        if search::is_of_index(&output) {
            return live.search_file(&output).map(|bytes| of_index(&output, bytes));
        }
        let folder = live.find(&format!("{plain}/index.html")).is_some();
        let moved = || Answer::Moved(live.site().settings.base_url.href(&format!("{}/", encode(&format!("/{plain}")))));
        folder.then(moved)
    });
    found.unwrap_or_else(|| missing(preview))
}

fn of_index(path: &str, bytes: &[u8]) -> Answer {
    Answer::Made { status: StatusCode::OK, mime: mime(path), body: bytes.to_vec(), etag: etag(bytes) }
}

/// The site's own page for what is not there.
pub fn missing(preview: &Preview) -> Answer {
    let version = preview.version();
    let made = preview.read(|live| of_route(preview, live, (&Route::NotFound, version)));
    match made {
        Answer::Made { status: StatusCode::OK, mime, body, etag } => {
            Answer::Made { status: StatusCode::NOT_FOUND, mime, body, etag }
        }
        other => other,
    }
}

/// The path without its first slash, decoded; `None` for what no file of the site can be called.
fn plain(path: &str) -> Option<String> {
    let parts = path.strip_prefix('/').unwrap_or(path).split('/').map(decode);
    let parts: Vec<String> = parts.collect();
    let strange =
        |part: &String| part.contains(['/', '\\']) || part.contains(char::is_control) || part.starts_with('.');
    let (last, folders) = parts.split_last()?;
    let gap = folders.iter().any(String::is_empty);
    (!gap && !folders.iter().any(strange) && !strange(last)).then(|| crate::text::nfc(&parts.join("/")).into_owned())
}

fn of_route(preview: &Preview, live: &Live, (route, version): (&Route, u64)) -> Answer {
    if let Route::Article(path) = route {
        preview.opened(path);
    }
    let name = route.output_path();
    if let Route::Asset(path) = route
        && let Some(disk) = live.asset(path)
    {
        return Answer::File { disk: disk.to_path_buf(), inside: live.root().join("content"), name };
    }
    let is_page = name.ends_with(".html") && !matches!(route, Route::ThemeFile(_));
    match live.page(route) {
        Ok(body) => {
            // A page of an earlier run of the program has a token that holds no more, though it may have the same words.
            let etag = if is_page { tag_of(preview, &body) } else { etag(&body) };
            let body = if is_page { with_script(body, &script(preview, live, version)) } else { body };
            Answer::Made { status: StatusCode::OK, mime: mime(&name), body, etag }
        }
        Err(error) => {
            let body = broken(live, &error);
            let etag = tag_of(preview, &body);
            let body = with_script(body, &script(preview, live, version));
            Answer::Made { status: StatusCode::INTERNAL_SERVER_ERROR, mime: mime("x.html"), body, etag }
        }
    }
}

/// The line that makes a page a preview.
fn script(preview: &Preview, live: &Live, version: u64) -> String {
    let settings = &live.site().settings;
    let base = settings.base_url.path();
    let language = if settings.language.starts_with("zh") { "zh" } else { "en" };
    let ticket = Ticket { token: &preview.token, boot: &preview.boot, version, base, language };
    // Strings and numbers always serialise.
    let ticket = serde_json::to_string(&ticket).unwrap_or_default().replace('&', "&amp;").replace('\'', "&#39;");
    format!("<script type=\"module\" src=\"{base}.postil/client.js\" data-postil='{ticket}'></script>\n")
}

/// The page with a line before the end of its body, or at its own end.
fn with_script(page: Vec<u8>, script: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let at = page.windows(END.len()).rposition(|bytes| bytes == END).unwrap_or(page.len());
    let (before, after) = page.split_at_checked(at).unwrap_or((&page, &[]));
    [before, script.as_bytes(), after].concat()
}

/// A page in the place of one that no template makes. It mends itself when the template is mended.
fn broken(live: &Live, error: &RenderError) -> Vec<u8> {
    let shown = |problem: &Diagnostic| diagnostic::human(problem, Colour::Never);
    let said = match error {
        RenderError::Template(problem) => shown(problem),
        RenderError::Missing => {
            let problems = live.problems();
            let theme = problems.iter().find(|problem| problem.code == diagnostic::Code::InvalidTemplate);
            theme.or(problems.first()).map_or_else(|| "there is no theme\n".to_owned(), shown)
        }
    };
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>This page could not be made</title>\n<body>\n\
         <h1>This page could not be made</h1>\n<pre style=\"white-space: pre-wrap\">{}</pre>\n</body>\n</html>\n",
        escape(&said)
    );
    page.into_bytes()
}

/// A strong tag of a page with the script of this run of the program.
fn tag_of(preview: &Preview, body: &[u8]) -> String {
    etag(&[body, preview.boot.as_bytes()].concat())
}

/// A strong tag of these bytes (rapidhash v3).
pub fn etag(bytes: &[u8]) -> String {
    format!("\"{:016x}\"", rapidhash::v3::rapidhash_v3(bytes))
}

/// The media type by a file's name; texts are UTF-8.
pub fn mime(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    let text = guess.type_() == mime_guess::mime::TEXT || ["json", "xml", "svg"].iter().any(|end| name.ends_with(end));
    if text { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}
