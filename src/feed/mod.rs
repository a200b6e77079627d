//! Files of the site that other programs fetch again and again: Atom feeds, calendars, the sitemap, robots.txt.
//!
//! In: a site and maybe an id. Out: the whole file as text. Times are those that the content gives, never the clock's, so
//! equal sites have equal files. Must not know templates or the output folder.

mod atom;
mod calendar;
mod ical;
mod sitemap;

pub use atom::{of_entity, of_site, of_topic};
pub use calendar::{calendar, chosen_calendar};
pub use sitemap::{robots, sitemap};

#[cfg(test)]
mod tests;
