//! Pages that say little: the page for URLs that lead nowhere, and those that lead on.

use serde::Serialize;

use super::linked_data::Told;
use super::{Lens, PageView, Shown};
use crate::path::encode;
use crate::routes::Route;
use crate::site::Site;

/// What templates of pages without a view of their own see.
#[derive(Debug, Serialize)]
pub struct Empty {}

/// Shown where a URL leads nowhere. It may be served at any depth, and all its links begin with `/` as everywhere.
pub fn not_found(site: &Site) -> Shown<Empty> {
    let lens = Lens::of_site(site);
    let page = PageView::new(&lens, &Route::NotFound, "not-found", lens.words.not_found).telling(Told::nothing());
    Shown { template: "not_found.html", page, view: Empty {} }
}

/// A page that moved.
#[derive(Debug, Serialize)]
pub struct RedirectView {
    pub target: Target,
}

/// Where it is now.
#[derive(Debug, Serialize)]
pub struct Target {
    pub title: String,
    pub href: String,
    pub canonical: String,
}

/// An old URL; `to` is the route it leads to, not encoded.
pub fn redirect(site: &Site, route: &Route, to: &str) -> Shown<RedirectView> {
    let lens = Lens::of_site(site);
    let encoded = encode(to);
    let page = PageView::new(&lens, route, "redirect", lens.words.moved).telling(Told::nothing());
    let base = &site.settings.base_url;
    let target = Target { title: to.to_owned(), href: base.href(&encoded), canonical: base.absolute(&encoded) };
    Shown { template: "redirect.html", page, view: RedirectView { target } }
}
