//! The page of one event: every account of it, and in what they differ.
//!
//! In: a site and the event's id. Out: [`EventView`] for `event.html`.

use serde::Serialize;

use super::rows::{EventRow, Link, Participants, PlaceLink, SourceChainView, TermView};
use super::{Lens, PageView, Shown, linked_data};
use crate::id::Id;
use crate::routes::Route;
use crate::sidecar::{Event, EventStatus};
use crate::site::{Account, Field, Part, Site, Statement, WholeEvent};
use crate::words::Counted;

#[derive(Debug, Serialize)]
pub struct EventView {
    /// As defined.
    pub event: EventRow,
    /// Said even where it is the usual one.
    pub status: TermView,
    /// From all accounts.
    pub participants: Vec<Participants>,
    pub topics: Vec<Link>,
    /// The definition first, the others by the dates of their articles.
    pub accounts: Vec<AccountView>,
    pub account_count: String,
    /// Chains and roots of all accounts in words; empty for a single chain.
    pub support: String,
    /// Whether any account differs.
    pub differs: bool,
}

/// One account: what it says itself; fields that it leaves out are empty.
#[derive(Debug, Serialize)]
pub struct AccountView {
    pub place: PlaceLink,
    /// Whether this is the definition, to which the others are compared.
    pub is_definition: bool,
    pub summary: String,
    pub sources: Vec<SourceChainView>,
    /// In the order of [`Field`]: date, status, kind, entities.
    pub fields: Vec<FieldView>,
}

/// What an account says of one field.
#[derive(Debug, Serialize)]
pub struct FieldView {
    pub name: &'static str,
    /// Empty where the account leaves it out.
    pub text: String,
    /// Whether it differs from the definition.
    pub differs: bool,
}

/// The page of an event with an id.
pub fn event(site: &Site, id: &Id) -> Option<Shown<EventView>> {
    let lens = &Lens::of_site(site);
    let mut event = lens.site.whole_event(id)?;
    event.tellings.sort_by_cached_key(|telling| {
        let date = telling.article.head.date.as_ref().map(|date| date.value.sort_key());
        (telling.body.title.is_none(), date, telling.article.path.clone())
    });
    let row = lens.event_row(&event);
    let page = PageView::new(lens, &Route::Event(id.clone()), "event", &row.title)
        .below(lens.words.timeline, lens.href(&Route::Timeline(1)))
        .described(description(&row))
        .telling(linked_data::event(lens, &event));
    let accounts: Vec<AccountView> = event.tellings.iter().map(|telling| account(lens, &event, *telling)).collect();
    let topics = lens.site.event_topics(&event).into_iter().map(|id| lens.topic_of(id.as_str())).collect();
    let view = EventView {
        status: lens.format_word(event.definition.status.unwrap_or(EventStatus::Occurred).id()),
        participants: lens.participants_of(&lens.site.all_parts(&event)),
        topics,
        account_count: lens.words.count(accounts.len(), Counted::Accounts),
        support: lens.support(&lens.site.support(event.tellings.iter().copied().map(Statement::Event))),
        differs: accounts.iter().any(|account| account.fields.iter().any(|field| field.differs)),
        accounts,
        event: row,
    };
    Some(Shown { template: "event.html", page, view })
}

fn description(row: &EventRow) -> String {
    let date = row.date.as_ref().map(|date| date.text.clone()).unwrap_or_default();
    if row.summary.is_empty() { date } else { row.summary.clone() }
}

fn account(lens: &Lens<'_>, event: &WholeEvent<'_>, telling: Account<'_, Event>) -> AccountView {
    let differing = lens.site.differences(event.definition, telling.body);
    let field = |(field, name)| FieldView {
        name,
        text: field_text(lens, telling.body, field),
        differs: differing.contains(&field),
    };
    let words = lens.words;
    let fields = [
        (Field::Date, words.date),
        (Field::Status, words.status),
        (Field::Kind, words.kind),
        (Field::Entities, words.participants),
    ];
    AccountView {
        place: lens.place_link(telling.article, telling.annotation),
        is_definition: telling.body.title.is_some(),
        summary: telling.body.summary.as_ref().map_or("", |summary| lens.local(summary)).to_owned(),
        sources: lens.chains(telling.annotation, &telling.body.sources),
        fields: fields.into_iter().map(field).collect(),
    }
}

/// A field in words as one telling has it.
fn field_text(lens: &Lens<'_>, event: &Event, field: Field) -> String {
    match field {
        Field::Date => event.date.as_ref().map(|date| lens.date(&date.value).text).unwrap_or_default(),
        Field::Status => {
            // A definition that is silent says that the event occurred.
            let silent = event.title.as_ref().map(|_| EventStatus::Occurred);
            event.status.or(silent).map(|status| lens.format_word(status.id()).text).unwrap_or_default()
        }
        Field::Kind => {
            let kind = event.kind.as_ref().map(|kind| lens.term(&lens.site.settings.event_kinds, &kind.value));
            kind.map(|kind| kind.text).unwrap_or_default()
        }
        Field::Entities => {
            let parts = lens.participants_of(&lens.site.parts(event));
            let said: Vec<String> = parts.iter().map(|part| part_text(lens, part)).collect();
            said.join(lens.words.semicolon)
        }
    }
}

fn part_text(lens: &Lens<'_>, part: &Participants) -> String {
    let names: Vec<&str> = part.entities.iter().map(|entity| entity.name.as_str()).collect();
    let names = names.join(lens.words.comma);
    if part.role.is_empty() { names } else { format!("{}{}{names}", part.role, lens.words.colon) }
}

impl Lens<'_> {
    /// Entities by role, with links.
    pub fn participants_of(&self, parts: &[Part<'_>]) -> Vec<Participants> {
        let role =
            |part: &Part<'_>| part.role.map(|role| self.term(&self.site.settings.roles, role).text).unwrap_or_default();
        let named = |part: &Part<'_>| Participants {
            role: role(part),
            entities: part.entities.iter().map(|id| self.entity_of(id)).collect(),
        };
        parts.iter().map(named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::site_of;

    #[test]
    fn every_account_is_shown_with_what_it_says_otherwise() {
        let registry = "entities:\n  tencent: {type: Company, name: 腾讯}\n  baichuan: {type: Company, name: 百川}\n";
        let deal = "annotations:\n  - {quote: 双方签约, event: {id: deal, title: 腾讯与百川签约, date: 2024-05-17, entities: {party: [tencent, baichuan]}}}\n";
        let later = "annotations:\n  - {quote: 将于五月签约, event: {id: deal, date: 2024-05, status: planned}, verify: false}\n";
        let same = "annotations:\n  - {quote: 又说签约, event: deal}\n";
        let site = site_of(&[
            ("postil.yaml", "title: 站\n"),
            ("content/entities/all.yaml", registry),
            ("content/articles/a.md", "---\ntitle: 最新\ndate: 2024-06-30\n---\n又说签约。\n"),
            ("content/articles/a.yaml", same),
            ("content/articles/b.md", "---\ntitle: 预告\ndate: 2024-04-01\n---\n将于五月签约。\n"),
            ("content/articles/b.yaml", later),
            ("content/articles/c.md", "---\ntitle: 当日\ndate: 2024-05-17\n---\n双方签约。\n"),
            ("content/articles/c.yaml", deal),
        ]);
        assert_eq!(site.problems, []);
        let view = event(&site, &Id::new("deal").unwrap()).unwrap().view;
        let told: Vec<&str> = view.accounts.iter().map(|account| account.place.quote.as_str()).collect();
        assert_eq!(told, ["双方签约", "将于五月签约", "又说签约"]);
        let fields = |account: &AccountView| -> Vec<String> {
            let marked =
                |field: &FieldView| if field.differs { format!("!{}", field.text) } else { field.text.clone() };
            account.fields.iter().map(marked).collect()
        };
        assert_eq!(fields(&view.accounts[0]), ["2024年5月17日", "已发生", "", "参与方：腾讯、百川"]);
        assert_eq!(fields(&view.accounts[1]), ["!2024年5月", "!计划中", "", ""]);
        assert_eq!(fields(&view.accounts[2]), ["", "", "", ""]);
        assert!(view.differs);
        assert_eq!(view.support, "3 条来源、3 个源头");
    }
}
