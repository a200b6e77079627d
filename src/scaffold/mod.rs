//! New sites, articles and entities as files to start from.
//!
//! In: what the writer asked for, and the clock. Out: files that build without a warning, and a few words on what to do
//! next. Never overwrites a file; if one is in the way, nothing is written.

mod files;
mod github;

pub use github::{Workflow, github};

use std::path::Path;

use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use crate::config;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::load;
use crate::site::{self, Choice, Site};
use crate::source::At;
use crate::text;

/// The files of a new site; the first part of each pair is its path.
const SITE: &[(&str, &str)] = &[
    ("postil.yaml", include_str!("site/postil.yaml")),
    ("content/index.md", include_str!("site/content/index.md")),
    ("content/articles/2024/first-report.md", include_str!("site/content/articles/2024/first-report.md")),
    ("content/articles/2024/first-report.yaml", include_str!("site/content/articles/2024/first-report.yaml")),
    ("content/entities/companies.yaml", include_str!("site/content/entities/companies.yaml")),
    ("content/topics.yaml", include_str!("site/content/topics.yaml")),
    ("content/sources.yaml", include_str!("site/content/sources.yaml")),
];

const IGNORE: &str = ".gitignore";
const IGNORED: &str = include_str!("site/gitignore");
const ARTICLE: &str = include_str!("new/article.md");
const SIDECAR: &str = include_str!("new/article.yaml");
const ENTITY: &str = include_str!("new/entity.yaml");

/// Writes a small site into a folder; returns what to tell the writer.
///
/// # Errors
/// Files that are in the way, all of them, or what the system refuses.
pub fn init(folder: &Path) -> Result<String> {
    // A repository often has one already; it stays, and the writer adds a line.
    let ignores = folder.join(IGNORE).symlink_metadata().is_ok();
    let mut wanted: Vec<(&str, String)> = SITE.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
    if !ignores {
        wanted.push((IGNORE, IGNORED.to_owned()));
    }
    files::write_new(folder, &wanted)?;
    let mut words = format!("made a site of {} files in {}\n\nNext:\n", wanted.len(), folder.display());
    if folder != Path::new(".") {
        words += &format!("    cd {}\n", folder.display());
    }
    words += "    postil build                 makes the website in public/\n";
    words += "    postil new article NAME      adds an article\n";
    words += "    postil new entity ID --type Company --name NAME\n";
    words +=
        "\nSet `title` and `base_url` in postil.yaml; content/articles/2024/first-report.yaml shows how to annotate.\n";
    if ignores {
        words += "There was a .gitignore already: add the line /public/ to it.\n";
    }
    Ok(words)
}

/// Writes an article of now and its sidecar; returns what to tell the writer.
///
/// # Errors
/// A path that no article can have, files that are in the way, or what the system refuses.
pub fn article(root: &Path, path: &str, title: Option<&str>) -> Result<String> {
    let site = read_site(root)?;
    // The settings' reader has refused names that are no time zone.
    let zone = TimeZone::get(&site.settings.timezone).unwrap_or(TimeZone::UTC);
    article_at(root, path, (title, &ZonedDateTime::now().with_time_zone(zone)))
}

fn article_at(root: &Path, path: &str, (title, now): (Option<&str>, &ZonedDateTime)) -> Result<String> {
    let path = article_path(path, now.year())?;
    let name = path.rsplit('/').next().unwrap_or(&path);
    let title = scalar(title.map(str::trim).filter(|title| !title.is_empty()).unwrap_or(name));
    let text = ARTICLE.replace("{date}", &now.strftime("%Y-%m-%dT%H:%M").to_string()).replace("{title}", &title);
    let sidecar = SIDECAR.replace("{file}", name);
    let (text_path, sidecar_path) = (format!("{path}.md"), format!("{path}.yaml"));
    files::write_new(root, &[(&text_path, text), (&sidecar_path, sidecar)])?;
    Ok(format!("wrote {text_path}\n      {sidecar_path}, its annotations\n"))
}

/// `aliyun`, `2024/aliyun` or `content/articles/2024/aliyun.md` as a path below the root without its extension.
fn article_path(words: &str, year: i16) -> Result<String> {
    let words = text::nfc(words).replace('\\', "/");
    let path = words.strip_prefix("content/").unwrap_or(&words);
    let path = path.strip_prefix("articles/").unwrap_or(path);
    let path = path.strip_suffix(".md").unwrap_or(path);
    let letter = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    for name in path.split('/') {
        if name.is_empty() || name.starts_with('.') || !name.chars().all(letter) {
            return Err(Error::new(format!(
                "`{words}` cannot be the path of an article: `{name}` is no name for a file"
            ))
            .help("names have letters of any script, digits, `-`, `_` and `.`, and begin with no dot"));
        }
    }
    let folder = if path.contains('/') { String::new() } else { format!("{year}/") };
    Ok(format!("content/articles/{folder}{path}"))
}

/// Writes an entity's file; returns what to tell the writer.
///
/// # Errors
/// An id that is taken, a type that is not known, files that are in the way, or what the system refuses.
pub fn entity(root: &Path, id: &Id, (kind, name): (&str, &str)) -> Result<String> {
    let path = entity_in(root, &read_site(root)?, (id, kind, name))?;
    Ok(format!("wrote {path}; the page will be /entities/{id}/\n"))
}

/// Writes an entity's file into a site that is known; returns its path below the root.
///
/// # Errors
/// The same.
pub fn entity_in(root: &Path, site: &Site, (id, kind, name): (&Id, &str, &str)) -> Result<String> {
    let (kind, name) = (text::nfc(kind), text::nfc(name.trim()));
    refuse_taken(site, id)?;
    refuse_unknown(site, &kind)?;
    if name.is_empty() {
        return Err(Error::new("an entity needs a name").help("such as `--name 阿里云`"));
    }
    let text = ENTITY
        .replace("{id}", &scalar(id.as_str()))
        .replace("{type}", &scalar(&kind))
        .replace("{name}", &scalar(&name));
    let path = format!("content/entities/{id}.yaml");
    files::write_new(root, &[(&path, text)])?;
    Ok(path)
}

/// Ids are unique ignoring case, and a merged entity's old id still leads to the new one.
fn refuse_taken(site: &Site, id: &Id) -> Result<()> {
    let same = |known: &Id| known.folded() == id.folded();
    if let Some(entity) = site.registry.entities.values().find(|entity| same(&entity.id.value)) {
        let At { value, span } = &entity.id;
        let place = format!("{}:{}", span.source().path(), span.start().line);
        return Err(Error::new(format!("the entity `{value}` is already defined in {place}")).help("choose another id"));
    }
    match site.registry.merged.iter().find(|(old, _)| same(old)) {
        Some((old, new)) => {
            Err(Error::new(format!("`{old}` is an old id of the entity `{new}`")).help("choose another id"))
        }
        None => Ok(()),
    }
}

fn refuse_unknown(site: &Site, kind: &str) -> Result<()> {
    let types = &site.settings.types;
    if config::term(types, kind).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = types.iter().map(|(name, _)| name.as_str()).collect();
    let known = format!("there are: {}; more can be defined under `types:` in postil.yaml", names.join(", "));
    let help = match text::nearest(kind, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? {known}"),
        None => known,
    };
    Err(Error::new(format!("there is no type of entities `{kind}`")).help(help))
}

/// What the site says of itself; its problems are for `check`.
fn read_site(root: &Path) -> Result<Site> {
    let files = load::load(root).map_err(|error| Error::io("read the site in", root, &error))?;
    Ok(site::assemble(files, Choice::WithDrafts))
}

/// Words as a YAML scalar: plain where no reader could take them for anything else, else in double quotes. JSON's
/// strings are such scalars and can hold any text (YAML 1.2 §1.3).
fn scalar(words: &str) -> String {
    let plain = words.starts_with(char::is_alphabetic) && words.chars().all(|c| c.is_alphanumeric() || c == '-');
    if plain && !words.eq_ignore_ascii_case("null") {
        words.to_owned()
    } else {
        serde_json::Value::from(words).to_string()
    }
}

#[cfg(test)]
mod tests;
