//! The index of a site's search: static files from which a browser finds every place of a word.
//!
//! In: a site. Out: [`Index`]. It is made of the same articles, annotations and entities as the pages; ARCHITECTURE.md
//! describes its files. Must not know pages, templates or the theme's script.

mod catalogue;
mod fold;
mod item;
mod pack;
mod shards;
mod terms;
#[cfg(test)]
mod tests;
mod tokens;

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rapidhash::v3::rapidhash_v3;

use crate::site::Site;
use shards::Shards;
use terms::Posted;

/// The folder of the index, below which its map stands and a folder with all other files.
const FOLDER: &str = "search";

/// How a browser reads the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By `fetch`, from a server.
    Fetched,
    /// As scripts, which browsers also load from a disk; with the texts of the pages, which they don't.
    Scripts,
}

/// The files of an index by their paths below the output folder.
///
/// A browser asks for the map first, which has all that the first keystrokes need, and names the folder of all others by a
/// hash of them: a map that it has kept never meets files of another index.
#[derive(Debug, Default)]
pub struct Index {
    files: BTreeMap<String, Vec<u8>>,
}

impl Index {
    pub fn of(site: &Site, form: Form) -> Self {
        let items = item::items(site);
        let posted = Posted::of(&items);
        let shards = Shards::of(&posted);
        let cards = catalogue::Cards::of(&items);
        let map = catalogue::Map::of(site, &items, (&posted, &shards, &cards));
        let mut files = BTreeMap::from([("facets".to_owned(), catalogue::facets(site, &items))]);
        for (name, list) in [("terms", shards.files), ("positions", shards.positions), ("cards", cards.files)] {
            files.extend(list.into_iter().enumerate().map(|(at, bytes)| (format!("{name}-{at}"), bytes)));
        }
        if form == Form::Scripts {
            let pages = items.iter().enumerate().filter(|(_, item)| item.has_page_of_its_own());
            files.extend(pages.map(|(at, item)| (format!("text-{at}"), pack::pack(item.text.as_bytes()))));
        }
        let folder = hash(&files, &map.json(""));
        let map = (format!("{FOLDER}/map"), pack::pack(map.json(&folder).as_bytes()));
        let files = files.into_iter().map(|(name, bytes)| (format!("{FOLDER}/{folder}/{name}"), bytes));
        let written = |(path, bytes): (String, Vec<u8>)| match form {
            Form::Fetched => (format!("{path}.bin"), bytes),
            Form::Scripts => (format!("{path}.js"), script(&path, &bytes)),
        };
        Self { files: files.chain([map]).map(written).collect() }
    }

    /// Every file in the order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Those that stand in the folder with a hash in its name.
    pub fn fingerprinted(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(|path| path.matches('/').count() > 1)
    }

    /// One of its files.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }
}

/// What a text is cut into, with positions: for those who compare it with what a script makes of it.
pub fn cut(text: &str) -> Vec<(String, u32)> {
    let mut cut = Vec::new();
    tokens::tokens(&fold::fold(text), |token, position| {
        let written = match token {
            tokens::Token::Dense(character) => character.to_string(),
            tokens::Token::Word(word) => word.to_owned(),
        };
        cut.push((written, position));
    });
    cut
}

/// Whether a path is one that a file of an index may have, as it is fetched.
pub fn is_of_index(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/')) && path.ends_with(".bin")
}

/// A name for the folder of these files, which a map describes.
fn hash(files: &BTreeMap<String, Vec<u8>>, map: &str) -> String {
    let hashes = files.iter().flat_map(|(name, bytes)| [rapidhash_v3(name.as_bytes()), rapidhash_v3(bytes)]);
    let hashes = hashes.chain([rapidhash_v3(map.as_bytes())]).flat_map(u64::to_le_bytes);
    format!("{:016x}", rapidhash_v3(&hashes.collect::<Vec<u8>>()))
}

/// A file as a script that hands its bytes over.
fn script(path: &str, bytes: &[u8]) -> Vec<u8> {
    let name = path.rsplit('/').next().unwrap_or(path);
    format!("postilSearch({name:?},{:?})\n", BASE64_STANDARD.encode(bytes)).into_bytes()
}
