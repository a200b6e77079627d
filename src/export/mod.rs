//! The site as data for other programs: the files under /data/ and the W3C annotations of each page.
//!
//! In: a site, and which file. Out: its text. Keys are the format's own words: dates are EDTF, values exact decimals as
//! text, words in several languages a map of them, and what nobody has said is left out. Files in the words of others
//! (FollowTheMoney, CSL, graphs) say what those can say. Must not know templates.

mod annotations;
mod articles;
mod bodies;
mod csl;
mod csv;
mod entities;
mod events;
mod ftm;
mod network;
mod place;
mod said;
mod schemas;
mod sheets;
mod sources;
mod target;

pub use annotations::{all_annotations, annotations};

use serde::Serialize;

use crate::path::encode;
use crate::routes::{Data, Rows};
use crate::site::Site;

/// A file under /data/.
pub fn data(site: &Site, data: Data) -> String {
    match data {
        Data::Json(rows) => json(site, rows),
        Data::Csv(sheet) => sheets::sheet(site, sheet),
        Data::FollowTheMoney => ftm::lines(site),
        Data::Gexf => network::gexf(site),
        Data::GraphMl => network::graphml(site),
        Data::Csl => lines(&csl::items(site)),
        Data::Schema(schema) => schemas::schema(schema),
    }
}

/// An array with an object on each line.
fn json(site: &Site, rows: Rows) -> String {
    match rows {
        Rows::Articles => lines(&articles::rows(site)),
        Rows::Entities => lines(&entities::rows(site)),
        Rows::Events => lines(&events::rows(site)),
        Rows::Claims => lines(&said::claims(site)),
        Rows::Relations => lines(&said::relations(site)),
        Rows::Sources => lines(&sources::rows(site)),
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
