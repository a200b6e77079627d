//! Events as a whole: who takes part by all accounts, what they are about, and in what the accounts differ.
//!
//! In: a [`WholeEvent`]. Out: values for its page, the timelines and exports. Must not know pages.

use std::collections::BTreeSet;

use super::{Site, WholeEvent};
use crate::config::Timeline;
use crate::date::Date;
use crate::id::Id;
use crate::sidecar::{Event, EventStatus};

/// A field in which an account may differ from the definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Date,
    Status,
    Kind,
    Entities,
}

/// Entities in one role, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// None for a plain list.
    pub role: Option<&'a str>,
    pub entities: Vec<&'a Id>,
}

impl Site {
    /// The entities of one telling by role, in the order written; ids that do not resolve are left out.
    pub fn parts<'a>(&'a self, event: &'a Event) -> Vec<Part<'a>> {
        self.parts_of([event])
    }

    /// The entities of an event by all its accounts, the definition's first.
    pub fn all_parts<'a>(&'a self, event: &WholeEvent<'a>) -> Vec<Part<'a>> {
        self.parts_of([event.definition].into_iter().chain(event.tellings.iter().map(|telling| telling.body)))
    }

    fn parts_of<'a>(&'a self, events: impl IntoIterator<Item = &'a Event>) -> Vec<Part<'a>> {
        let mut parts: Vec<Part<'a>> = Vec::new();
        for written in events.into_iter().flat_map(|event| &event.entities) {
            let role = written.role.as_ref().map(|role| role.value.as_str());
            for id in
                written.entities.iter().filter_map(|id| self.registry.entity(&id.value)).map(|entity| &entity.id.value)
            {
                match parts.iter_mut().find(|part| part.role == role) {
                    Some(part) if part.entities.contains(&id) => {}
                    Some(part) => part.entities.push(id),
                    None => parts.push(Part { role, entities: vec![id] }),
                }
            }
        }
        parts
    }

    /// The topics of an event: those that its tellings give it, else those of the articles that tell it.
    pub fn event_topics<'a>(&'a self, event: &WholeEvent<'a>) -> BTreeSet<&'a Id> {
        let tellings = event.tellings.iter().map(|telling| telling.body);
        let own = [event.definition].into_iter().chain(tellings).flat_map(|event| &event.topics);
        let own: BTreeSet<&Id> = own.filter_map(|topic| self.topic_id(&topic.value)).collect();
        if !own.is_empty() {
            return own;
        }
        let articles = event.tellings.iter().flat_map(|telling| &telling.article.head.topics);
        articles.filter_map(|topic| self.topic_id(&topic.value)).collect()
    }

    fn topic_id(&self, word: &str) -> Option<&Id> {
        self.registry.topic(word).map(|topic| &topic.id.value)
    }

    /// In what an account differs from the definition; what it leaves out is no difference.
    pub fn differences(&self, definition: &Event, account: &Event) -> Vec<Field> {
        let date = |event: &Event| event.date.as_ref().map(|date| date.value.as_edtf());
        let status = |event: &Event| event.status.unwrap_or(EventStatus::Occurred);
        let kind = |event: &Event| event.kind.as_ref().map(|kind| kind.value.clone());
        let checks = [
            (Field::Date, account.date.is_some() && date(account) != date(definition)),
            (Field::Status, account.status.is_some() && status(account) != status(definition)),
            (Field::Kind, account.kind.is_some() && kind(account) != kind(definition)),
            (Field::Entities, !account.entities.is_empty() && self.names_others(definition, account)),
        ];
        checks.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
    }

    /// Whether two tellings name other entities, or in other roles; a plain list says nothing of roles.
    fn names_others(&self, definition: &Event, account: &Event) -> bool {
        let plain = [definition, account].iter().any(|event| event.entities.iter().any(|part| part.role.is_none()));
        let named = |event| -> BTreeSet<(Option<String>, Id)> {
            let parts = self.parts(event).into_iter().flat_map(|part| {
                let role = part.role.filter(|_| !plain).map(str::to_owned);
                part.entities.into_iter().map(move |id| (role.clone(), id.clone()))
            });
            parts.collect()
        };
        named(definition) != named(account)
    }

    /// The events of a chosen timeline by earliest day: any of its topics, any of its entities, and within its time.
    pub fn chosen_events<'a>(&'a self, timeline: &Timeline) -> Vec<WholeEvent<'a>> {
        let topics: BTreeSet<&Id> = timeline.topics.iter().filter_map(|topic| self.topic_id(&topic.value)).collect();
        let entities = timeline.entities.iter().filter_map(|id| self.registry.entity(&id.value));
        let entities: BTreeSet<&Id> = entities.map(|entity| &entity.id.value).collect();
        let mut events = self.distinct_events();
        events.retain(|event| {
            let about = timeline.topics.is_empty() || !self.event_topics(event).is_disjoint(&topics);
            let with = timeline.entities.is_empty()
                || self.all_parts(event).iter().any(|part| part.entities.iter().any(|id| entities.contains(id)));
            about && with && event.definition.date.as_ref().is_some_and(|date| is_within(&date.value, timeline))
        });
        events
    }
}

/// Whether a date may lie between the ends of a timeline, each taken as a whole: to 2024-06 is to the last of June. An
/// end that is open or unknown reaches everywhere.
fn is_within(date: &Date, timeline: &Timeline) -> bool {
    let from = timeline.from.as_ref().and_then(Date::earliest);
    let to = timeline.to.as_ref().and_then(Date::latest);
    let ends_before = date.latest().zip(from).is_some_and(|(last, from)| last < from);
    let begins_after = date.earliest().zip(to).is_some_and(|(first, to)| first > to);
    !ends_before && !begins_after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::site_of;

    const ENTITIES: &str = "entities:\n  tencent: {type: Company, name: 腾讯, merged_from: [qq]}\n  baichuan: {type: Company, name: 百川}\n  \
                            zhipu: {type: Company, name: 智谱}\n";
    const TOPICS: &str = "topics:\n  deals: {name: 合作, aliases: [签约]}\n  prices: {name: 价格}\n";

    /// A site of two reports, the first on prices, with their sidecars.
    fn site(settings: &str, first: &str, second: &str) -> Site {
        let site = site_of(&[
            ("postil.yaml", &format!("title: 站\n{settings}")),
            ("content/topics.yaml", TOPICS),
            ("content/entities/all.yaml", ENTITIES),
            ("content/articles/a.md", "---\ntitle: 甲\ndate: 2024-06-03\ntopics: 价格\n---\n甲文\n"),
            ("content/articles/a.yaml", &format!("annotations:\n{first}")),
            ("content/articles/b.md", "---\ntitle: 乙\ndate: 2024-06-04\n---\n乙文\n"),
            ("content/articles/b.yaml", &format!("annotations:\n{second}")),
        ]);
        assert_eq!(site.problems, []);
        site
    }

    const DEAL: &str = "  - event: {id: deal, title: 签约, date: 2024-05-17, kind: partnership, entities: {party: [tencent, baichuan]}}\n";

    fn differing(account: &str) -> Vec<Field> {
        let site = site("", DEAL, &format!("  - event: {{id: deal, {account}}}\n"));
        let id = Id::new("deal").unwrap();
        let event = site.whole_event(&id).unwrap();
        let [_, account] = event.tellings.as_slice() else { panic!("{event:?}") };
        site.differences(event.definition, account.body)
    }

    #[test]
    fn accounts_differ_in_what_they_say_otherwise() {
        assert_eq!(differing("date: 2024-05-17, status: occurred, kind: partnership"), []);
        assert_eq!(differing("entities: {party: [baichuan, qq]}"), []);
        assert_eq!(differing("entities: [tencent, baichuan]"), []);
        assert_eq!(differing("date: 2024-05"), [Field::Date]);
        assert_eq!(differing("status: planned, kind: investment"), [Field::Status, Field::Kind]);
        assert_eq!(differing("entities: {party: [tencent, zhipu]}"), [Field::Entities]);
        assert_eq!(differing("entities: {party: tencent, target: baichuan}"), [Field::Entities]);
    }

    #[test]
    fn all_accounts_name_the_participants_once() {
        let site = site("", DEAL, "  - event: {id: deal, entities: {party: [qq, zhipu], speaker: zhipu}}\n");
        let id = Id::new("deal").unwrap();
        let parts = site.all_parts(&site.whole_event(&id).unwrap());
        let named = |part: &Part<'_>| {
            format!(
                "{} {}",
                part.role.unwrap_or(""),
                part.entities.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" ")
            )
        };
        assert_eq!(parts.iter().map(named).collect::<Vec<_>>(), ["party tencent baichuan zhipu", "speaker zhipu"]);
    }

    /// The titles of the events that a timeline chooses.
    fn chosen(timeline: &str) -> Vec<String> {
        let events = "  - event: {title: 年, date: 2024, topics: 签约}\n  - event: {title: 月, date: 2024-05, entities: tencent}\n  \
                      - event: {title: 日, date: 2024-05-17, topics: 合作, entities: {party: [qq, zhipu]}}\n";
        let more = "  - event: {title: 一月, date: 2024-01}\n  - event: {title: 一日, date: 2024-01-01}\n  \
                    - event: {title: 旧, date: 2023-12-31, topics: deals}\n";
        let site = site(&format!("timelines: {{chosen: {{title: 选, {timeline}}}}}\n"), events, more);
        let events = site.chosen_events(&site.settings.timelines[0]);
        events.iter().map(|event| event.definition.title.as_ref().unwrap().get(&[]).to_owned()).collect()
    }

    #[test]
    fn a_timeline_is_ordered_by_earliest_day_coarser_first() {
        assert_eq!(chosen("topics: []"), ["旧", "年", "一月", "一日", "月", "日"]);
    }

    #[test]
    fn a_timeline_chooses_any_within_a_key_and_all_across_keys() {
        assert_eq!(chosen("topics: deals"), ["旧", "年", "日"]);
        assert_eq!(chosen("topics: [合作, 价格]"), ["旧", "年", "月", "日"]);
        assert_eq!(chosen("entities: [tencent, baichuan]"), ["月", "日"]);
        assert_eq!(chosen("topics: 合作, entities: [tencent, baichuan]"), ["日"]);
    }

    #[test]
    fn an_event_without_topics_has_those_of_its_articles() {
        assert_eq!(chosen("topics: 价格"), ["月"]);
    }

    #[test]
    fn a_timeline_takes_what_may_lie_within_its_time() {
        assert_eq!(chosen("from: 2024-05"), ["年", "月", "日"]);
        assert_eq!(chosen("from: 2024-05-18"), ["年", "月"]);
        assert_eq!(chosen("to: 2024-01"), ["旧", "年", "一月", "一日"]);
        assert_eq!(chosen("from: 2024-01, to: 2024-04"), ["年", "一月", "一日"]);
    }
}
