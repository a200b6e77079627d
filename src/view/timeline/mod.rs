//! Timelines: all events, or chosen ones, by year and month.
//!
//! In: a site. Out: [`TimelineView`] for `timeline.html`; the parts are for other pages too.

mod density;
mod filters;
mod list;
mod overview;
#[cfg(test)]
mod tests;

pub use density::SlotView;
pub use filters::{FacetView, Filters, OptionView};
pub use list::{ListedEvent, MonthEvents, YearEvents, years};
pub use overview::{Lanes, OverviewView, overview};

use serde::Serialize;

use super::page::Pagination;
use super::rows::Link;
use super::{DataFile, Lens, PageView, Shown};
use crate::chart;
use crate::config::Timeline;
use crate::id::Id;
use crate::routes::{Data, EVENTS_PER_PAGE, Route, Rows, Sheet};
use crate::site::{Site, WholeEvent};
use crate::words::Counted;

/// With fewer events than this a page needs no filters.
const FILTERED: usize = 8;

#[derive(Debug, Serialize)]
pub struct TimelineView {
    pub summary: String,
    /// How many events there are on all pages, in words.
    pub count: String,
    /// How many events there are by year or month, those of other pages too; empty where one look tells.
    pub density: Vec<SlotView>,
    /// A picture of this page's events; none where there is little to see.
    pub overview: Option<OverviewView>,
    /// By what this page's events can be filtered; empty for a few.
    pub facets: Vec<FacetView>,
    /// That filters look at this page only, and at which years; empty where one page holds all.
    pub filtered_here: String,
    /// How many of this page's events a filter shows, in words with `{}` for the number.
    pub shown_of: String,
    pub years: Vec<YearEvents>,
    /// The chosen timelines of the site, and all events where this is a chosen one.
    pub others: Vec<Link>,
    /// The calendar file of these events.
    pub calendar: String,
    pub pagination: Option<Pagination>,
}

/// A page of all events, counted from 1.
pub fn all(site: &Site, number: usize) -> Shown<TimelineView> {
    let lens = &Lens::of_site(site);
    let events = lens.site.distinct_events();
    let shown: Vec<&WholeEvent<'_>> =
        events.iter().skip(number.saturating_sub(1) * EVENTS_PER_PAGE).take(EVENTS_PER_PAGE).collect();
    let title = lens.list_title(None, lens.words.timeline, number);
    let page = PageView::new(lens, &Route::Timeline(number), "timeline", &title)
        .with_data([DataFile::calendar(lens, &Route::Calendar)])
        .with_data(DataFile::all(lens, [Data::Csv(Sheet::Events), Data::Json(Rows::Events)]));
    let href = |at: usize| {
        let page = at / EVENTS_PER_PAGE + 1;
        if page == number.max(1) { String::new() } else { lens.href(&Route::Timeline(page)) }
    };
    let mut view = TimelineView {
        count: lens.words.count(events.len(), Counted::Events),
        density: density::slots(lens, &events, href),
        others: chosen_links(lens).collect(),
        calendar: lens.href(&Route::Calendar),
        pagination: Pagination::of(lens, Route::Timeline, number, (events.len(), EVENTS_PER_PAGE)),
        ..TimelineView::of(lens, &shown, &Lanes::Kinds)
    };
    if let (Some(_), Some(first), Some(last)) = (&view.pagination, view.years.first(), view.years.last()) {
        let here = lens.words.count(shown.len(), Counted::Events);
        view.filtered_here = lens.words.filtered_here(&here, (&first.text, &last.text));
        view.shown_of = lens.words.shown_of(&lens.words.here(&here));
    }
    Shown { template: "timeline.html", page, view }
}

/// A chosen timeline of the settings; it stands on one page.
pub fn chosen(site: &Site, id: &Id) -> Option<Shown<TimelineView>> {
    let lens = &Lens::of_site(site);
    let timeline = lens.site.settings.timelines.iter().find(|timeline| timeline.id.value == *id)?;
    let (route, calendar) = (Route::ChosenTimeline(id.clone()), Route::TimelineCalendar(id.clone()));
    let events = lens.site.chosen_events(timeline);
    let summary = timeline.summary.as_ref().map_or("", |summary| lens.local(summary));
    let page = PageView::new(lens, &route, "timeline", lens.local(&timeline.title))
        .below(lens.words.timeline, lens.href(&Route::Timeline(1)))
        .described(summary)
        .with_data([DataFile::calendar(lens, &calendar)]);
    let own = lens.href(&route);
    let everything = Link::new(lens.words.all_events, lens.href(&Route::Timeline(1)));
    let others = chosen_links(lens).filter(|link| link.href.as_ref() != Some(&own));
    let view = TimelineView {
        summary: summary.to_owned(),
        count: lens.words.count(events.len(), Counted::Events),
        density: density::slots(lens, &events, |_| String::new()),
        others: [everything].into_iter().chain(others).collect(),
        calendar: lens.href(&calendar),
        ..TimelineView::of(lens, &events.iter().collect::<Vec<_>>(), &lanes_of(site, timeline))
    };
    Some(Shown { template: "timeline.html", page, view })
}

impl TimelineView {
    /// The events of a page, without what surrounds them.
    fn of(lens: &Lens<'_>, events: &[&WholeEvent<'_>], lanes: &Lanes) -> Self {
        let filters = if events.len() < FILTERED { Filters::default() } else { Filters::of(lens, events) };
        Self {
            summary: String::new(),
            count: String::new(),
            density: Vec::new(),
            overview: overview(lens, (events, &filters.tokens), lanes, chart::WIDE),
            facets: filters.facets,
            filtered_here: String::new(),
            shown_of: lens.words.shown_of(&lens.words.count(events.len(), Counted::Events)),
            years: years(lens, events, &filters.tokens),
            others: Vec::new(),
            calendar: String::new(),
            pagination: None,
        }
    }
}

/// A timeline of several entities tells them apart, any other the kinds of its events.
fn lanes_of(site: &Site, timeline: &Timeline) -> Lanes {
    let entities = timeline.entities.iter().filter_map(|id| site.registry.entity(&id.value));
    let entities: Vec<Id> = entities.map(|entity| entity.id.value.clone()).collect();
    if entities.len() > 1 { Lanes::Entities(entities) } else { Lanes::Kinds }
}

fn chosen_links<'a>(lens: &'a Lens<'_>) -> impl Iterator<Item = Link> + 'a {
    lens.site.settings.timelines.iter().map(|timeline| {
        Link::new(lens.local(&timeline.title), lens.href(&Route::ChosenTimeline(timeline.id.value.clone())))
    })
}
