//! Choices that leave a part of a list: radio buttons, which CSS alone obeys.
//!
//! In: kinds of rows with their numbers. Out: [`Facet`]s. The rows carry the facets' ids as classes.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The class of its rows: ASCII letters, digits and hyphens.
    pub id: String,
    pub text: String,
    /// Its rows.
    pub count: usize,
}

impl Facet {
    /// Those that leave something and leave something out, of a list with so many rows.
    pub fn choices(facets: impl IntoIterator<Item = Self>, rows: usize) -> Vec<Self> {
        facets.into_iter().filter(|facet| (1..rows).contains(&facet.count)).collect()
    }
}
