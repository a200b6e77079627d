//! From a route to the bytes of its page: the function that a site is.
//!
//! In: a site, a theme and a route. Out: bytes. Cannot tell a build from a preview, reads no disk and keeps nothing.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::picture::Drawing;
use crate::routes::Route;
use crate::site::Site;
use crate::theme::Theme;
use crate::view::{self, HeadView, Lens, Shown, SiteView};
use crate::{export, feed};

/// Why there is no page.
#[derive(Debug)]
pub enum RenderError {
    /// A template failed.
    Template(Box<Diagnostic>),
    /// The site has nothing at this route, or it is a file that is copied and not rendered.
    Missing,
}

/// Makes the page or file of a route.
///
/// # Errors
/// See [`RenderError`]. Assets of the content are [`RenderError::Missing`], since they are copied from disk, and so is
/// the version, which a build makes of all other files.
pub fn render(site: &Site, theme: &Theme, route: &Route) -> Result<Vec<u8>, RenderError> {
    match route {
        Route::Home => show(site, theme, &view::home::home(site)),
        Route::Articles(number) => show(site, theme, &view::home::articles(site, *number)),
        Route::Article(path) => maybe(site, theme, view::article::article(site, path)),
        Route::Topics => show(site, theme, &view::topic::topics(site)),
        Route::Topic(id) => maybe(site, theme, view::topic::topic(site, id)),
        Route::Search => show(site, theme, &view::search::search(site)),
        Route::NotFound => show(site, theme, &view::plain::not_found(site)),
        Route::Entities => show(site, theme, &view::entities::entities(site)),
        Route::Entity(id) => maybe(site, theme, view::entity::entity(site, id)),
        Route::EntityYear(id, year) => maybe(site, theme, view::entity::year(site, id, *year)),
        Route::Timeline(number) => show(site, theme, &view::timeline::all(site, *number)),
        Route::ChosenTimeline(id) => maybe(site, theme, view::timeline::chosen(site, id)),
        Route::Event(id) => maybe(site, theme, view::event::event(site, id)),
        Route::Claims(number) => show(site, theme, &view::claims::ledger(site, *number)),
        Route::Sources => show(site, theme, &view::sources::bibliography(site)),
        Route::Reference(id) => maybe(site, theme, view::sources::reference(site, id)),
        Route::Annotations(path) => file(export::annotations(site, path)),
        Route::ArticlePicture(_) | Route::EntityPicture(_) => {
            drawing(site, route).and_then(|drawing| drawing.png()).ok_or(RenderError::Missing)
        }
        Route::Feed => file(Some(feed::of_site(site))),
        Route::EntityFeed(id) => file(feed::of_entity(site, id)),
        Route::TopicFeed(id) => file(feed::of_topic(site, id)),
        Route::Calendar => file(Some(feed::calendar(site))),
        Route::TimelineCalendar(id) => file(feed::chosen_calendar(site, id)),
        Route::Sitemap => file(Some(feed::sitemap(site))),
        Route::Robots => file(Some(feed::robots(site))),
        Route::Data(data) => file(Some(export::data(site, *data))),
        Route::Redirect { to, .. } => show(site, theme, &view::plain::redirect(site, route, to)),
        Route::ThemeFile(path) => theme.static_file(path).map(<[u8]>::to_vec).ok_or(RenderError::Missing),
        Route::Version | Route::Asset(_) => Err(RenderError::Missing),
    }
}

/// Whether these bytes, as an earlier build left them, are what stands at a route; `false` for all that takes no longer
/// to make than to know.
pub fn is_still(site: &Site, route: &Route, bytes: &[u8]) -> bool {
    drawing(site, route).is_some_and(|drawing| drawing.is(bytes))
}

fn drawing<'a>(site: &'a Site, route: &Route) -> Option<Drawing<'a>> {
    let picture = match route {
        Route::ArticlePicture(path) => view::picture::of_article(site, path),
        Route::EntityPicture(id) => view::picture::of_entity(site, id),
        _ => None,
    };
    picture.map(|picture| Drawing::new(&picture, &site.fonts))
}

/// A file that no template makes.
fn file(text: Option<String>) -> Result<Vec<u8>, RenderError> {
    text.map(String::into_bytes).ok_or(RenderError::Missing)
}

/// Renders a page's view with its template.
fn show<View: Serialize>(site: &Site, theme: &Theme, shown: &Shown<View>) -> Result<Vec<u8>, RenderError> {
    let lens = Lens::of_page(site, &shown.page);
    let around = SiteView::new(&lens, &shown.page.url);
    let head = HeadView::new(&lens, &shown.page);
    let rendered = theme.render(shown.template, (&around, &shown.page, &head), &shown.view);
    rendered.map(String::into_bytes).map_err(RenderError::Template)
}

/// The same for a page that may not be there.
fn maybe<View: Serialize>(site: &Site, theme: &Theme, shown: Option<Shown<View>>) -> Result<Vec<u8>, RenderError> {
    shown.map_or(Err(RenderError::Missing), |shown| show(site, theme, &shown))
}

#[cfg(test)]
mod tests;
