//! What crawlers ask for: /sitemap.xml (sitemaps.org, protocol 0.9) and /robots.txt (RFC 9309).
//!
//! In: a site. Out: the files' text. Both want whole URLs, so where no base_url is set they name none.

use crate::moment::Moment;
use crate::path::encode;
use crate::routes::{self, Route};
use crate::site::Site;
use crate::xml::Xml;

/// Every HTML page of the site by its output path.
pub fn sitemap(site: &Site) -> String {
    let mut xml = Xml::new("urlset", &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    if site.settings.base_url.origin().is_empty() {
        xml.comment("no page can be named without `base_url` in postil.yaml");
        return xml.finish();
    }
    let (routes, _) = routes::routes(site, &[]);
    for route in routes.values().filter(|route| is_page(route)) {
        xml.open("url", &[]);
        xml.text("loc", &[], &site.settings.base_url.absolute(&encode(&route.url())));
        if let Some(changed) = changed(site, route) {
            xml.text("lastmod", &[], &changed.rfc3339());
        }
        xml.close();
    }
    xml.finish()
}

/// All may read all.
pub fn robots(site: &Site) -> String {
    let base = &site.settings.base_url;
    let welcome = "User-agent: *\nAllow: /\n";
    match base.origin() {
        "" => welcome.to_owned(),
        _ => format!("{welcome}\nSitemap: {}\n", base.absolute(&Route::Sitemap.url())),
    }
}

fn is_page(route: &Route) -> bool {
    match route {
        Route::Home
        | Route::Articles(_)
        | Route::Article(_)
        | Route::Entities
        | Route::Entity(_)
        | Route::EntityYear(..)
        | Route::Topics
        | Route::Topic(_)
        | Route::Timeline(_)
        | Route::ChosenTimeline(_)
        | Route::Event(_)
        | Route::Claims(_)
        | Route::Sources
        | Route::Reference(_) => true,
        Route::Search
        | Route::NotFound
        | Route::Annotations(_)
        | Route::ArticlePicture(_)
        | Route::EntityPicture(_)
        | Route::Feed
        | Route::EntityFeed(_)
        | Route::TopicFeed(_)
        | Route::Calendar
        | Route::TimelineCalendar(_)
        | Route::Sitemap
        | Route::Robots
        | Route::Version
        | Route::Data(_)
        | Route::Asset(_)
        | Route::ThemeFile(_)
        | Route::Redirect { .. } => false,
    }
}

/// When an article was changed, where it says so.
fn changed(site: &Site, route: &Route) -> Option<Moment> {
    let Route::Article(path) = route else { return None };
    let article = site.articles.get(path)?;
    let dated = article.head.updated.is_some() || article.head.date.is_some();
    dated.then(|| Moment::updated(article, &site.settings))
}
