//! Calendars of events (RFC 5545): those known to a day or month, and intervals with both ends, as all-day spans.
//!
//! In: a site, and maybe a chosen timeline. Out: the text of timeline.ics. Events of whole years or seasons are left out: a calendar would show them on
//! every single day.

use super::ical::Lines;
use crate::config;
use crate::date::{Date, Day, Precision};
use crate::id::Id;
use crate::moment::Moment;
use crate::path::encode;
use crate::routes::Route;
use crate::sidecar::{Event, EventStatus};
use crate::site::{Account, Site, WholeEvent};
use crate::view::Lens;
use crate::view::rows::quote_of;

/// All events that a calendar can show, in the order of the timeline.
pub fn calendar(site: &Site) -> String {
    let lens = Lens::of_site(site);
    of_events(&lens, lens.local(&site.settings.title), site.distinct_events())
}

/// Those of a chosen timeline of the settings; `None` if there is no such timeline.
pub fn chosen_calendar(site: &Site, id: &Id) -> Option<String> {
    let timeline = site.settings.timelines.iter().find(|timeline| timeline.id.value == *id)?;
    let lens = Lens::of_site(site);
    // Calendars stand in one list in most programs, so each says what site it is of.
    let name = format!("{} · {}", lens.local(&timeline.title), lens.local(&site.settings.title));
    Some(of_events(&lens, &name, site.chosen_events(timeline)))
}

fn of_events(lens: &Lens<'_>, name: &str, events: Vec<WholeEvent<'_>>) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//Postil//Postil//EN");
    lines.raw("CALSCALE", "GREGORIAN");
    // NAME is RFC 7986; the other is what most programs read.
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    for event in events {
        let date = event.definition.date.as_ref().map(|date| &date.value);
        let span = date.and_then(|date| Some((date, days(date)?)));
        if let (Some((date, days)), Some(telling)) = (span, main_telling(&event)) {
            write(&mut lines, lens, &Shown { event: &event, telling, date, days });
        }
    }
    lines.raw("END", "VCALENDAR");
    lines.finish()
}

/// An event with what decides how it is shown.
struct Shown<'a> {
    event: &'a WholeEvent<'a>,
    /// The telling that stands for all.
    telling: Account<'a, Event>,
    date: &'a Date,
    days: (Day, Day),
}

/// The definition where it is shown, else the first account.
fn main_telling<'a>(event: &WholeEvent<'a>) -> Option<Account<'a, Event>> {
    let definition = event.tellings.iter().find(|telling| telling.body.title.is_some());
    definition.or(event.tellings.first()).copied()
}

/// The first day and the one after the last; `None` where the date is coarser than a month or open, or where the four
/// digits of a year do not suffice.
fn days(date: &Date) -> Option<(Day, Day)> {
    let (first, last) = (date.earliest()?, date.latest()?);
    let end = last.plus_days(1);
    let shown = matches!(date.precision(), Precision::Time | Precision::Day | Precision::Month | Precision::Interval);
    (shown && first.year >= 1 && end.year <= 9999).then_some((first, end))
}

fn write(lines: &mut Lines, lens: &Lens<'_>, shown: &Shown<'_>) {
    let Shown { event, telling, .. } = shown;
    let site = lens.site;
    let base = &site.settings.base_url;
    let place = format!("{}#{}", encode(&telling.article.route()), encode(telling.annotation.id.as_str()));
    let route = event.id.map_or(place, |id| encode(&Route::Event(id.clone()).url()));
    lines.raw("BEGIN", "VEVENT");
    lines.text("UID", &uid(site, &route, telling.index));
    lines.raw("DTSTAMP", &Moment::updated(telling.article, &site.settings).ical());
    lines.raw("DTSTART;VALUE=DATE", &basic(shown.days.0));
    lines.raw("DTEND;VALUE=DATE", &basic(shown.days.1));
    lines.text("SUMMARY", event.definition.title.as_ref().map_or("", |title| lens.local(title)));
    let description = description(lens, shown);
    if !description.is_empty() {
        lines.text("DESCRIPTION", &description);
    }
    if !base.origin().is_empty() {
        lines.raw("URL", &base.absolute(&route));
    }
    lines.texts("CATEGORIES", &categories(lens, event));
    lines.raw("STATUS", status(event.definition.status, shown.date));
    lines.raw("TRANSP", "TRANSPARENT");
    lines.raw("END", "VEVENT");
}

/// The event's page, or the place of an event without one, at the site's host. Several events of one annotation are
/// told apart by their number.
fn uid(site: &Site, route: &str, index: usize) -> String {
    let base = &site.settings.base_url;
    let host = base.origin().split_once("://").map_or("localhost", |(_, host)| host);
    let path = base.href(route);
    let number = if index > 0 && route.contains('#') { format!(".{}", index + 1) } else { String::new() };
    format!("{}{number}@{host}", path.trim_start_matches('/'))
}

/// `20240517`.
fn basic(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year, day.month, day.day)
}

/// The event's summary, or the words that tell it; and the date in words where the span of days says too much.
fn description(lens: &Lens<'_>, shown: &Shown<'_>) -> String {
    let summary = shown.event.definition.summary.as_ref().map(|summary| lens.local(summary).to_owned());
    let words = summary.unwrap_or_else(|| quote_of(shown.telling.article, shown.telling.annotation));
    let exact = shown.date.is_day() && !shown.date.is_uncertain() && !shown.date.is_approximate();
    let date = if exact { String::new() } else { shown.date.display(lens.date_language()) };
    let lines: Vec<String> = [date, words].into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The kind, and the event's topics, else those of the reports that tell it.
fn categories(lens: &Lens<'_>, event: &WholeEvent<'_>) -> Vec<String> {
    let kind = event.definition.kind.as_ref().map(|kind| {
        let known = config::term(&lens.site.settings.event_kinds, &kind.value);
        known.map_or(kind.value.as_str(), |term| lens.local(&term.label)).to_owned()
    });
    let topics = lens.site.event_topics(event).into_iter().map(|id| lens.topic_of(id.as_str()).text);
    kind.into_iter().chain(topics).collect()
}

fn status(status: Option<EventStatus>, date: &Date) -> &'static str {
    match status.unwrap_or(EventStatus::Occurred) {
        EventStatus::Cancelled => "CANCELLED",
        EventStatus::Planned | EventStatus::Postponed | EventStatus::Rumored => "TENTATIVE",
        EventStatus::Occurred if date.is_uncertain() || date.is_approximate() => "TENTATIVE",
        EventStatus::Occurred => "CONFIRMED",
    }
}
