//! The site as data for other programs: the files under /data/ and the W3C annotations of each page.
//!
//! In: a site, and which file. Out: its JSON. Keys are the format's own words: dates are EDTF, values exact decimals as
//! text, words in several languages a map of them, and what nobody has said is left out. Must not know templates.

mod annotations;
mod articles;
mod bodies;
mod entities;
mod events;
mod place;
mod said;
mod sources;
mod target;

pub use annotations::annotations;

use serde::Serialize;

use crate::path::encode;
use crate::routes::Data;
use crate::site::Site;

/// A file under /data/: an array with an object on each line.
pub fn data(site: &Site, data: Data) -> String {
    match data {
        Data::Articles => lines(&articles::rows(site)),
        Data::Entities => lines(&entities::rows(site)),
        Data::Events => lines(&events::rows(site)),
        Data::Claims => lines(&said::claims(site)),
        Data::Relations => lines(&said::relations(site)),
        Data::Sources => lines(&sources::rows(site)),
    }
}

/// Objects on lines of their own, so that two versions compare line by line.
fn lines<Row: Serialize>(rows: &[Row]) -> String {
    // Writing JSON fails for maps whose keys are no text only, and no row has one.
    let rows: Vec<String> = rows.iter().filter_map(|row| serde_json::to_string(row).ok()).collect();
    if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) }
}

/// The whole URL of a route, or its path where no base_url is set.
fn url(site: &Site, route: &str) -> String {
    site.settings.base_url.absolute(&encode(route))
}

#[cfg(test)]
mod tests;
