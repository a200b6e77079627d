//! What stands around an article's text for those who read it: kinds of annotations, cards of entities, and what the
//! article rests on in sum.
//!
//! In: an article and its notes as they are shown. Out: [`ReadingView`]. Must not know where on the page its parts stand.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::notes::NoteView;
use super::rows::{ClaimRow, EntityLink, Link, SourceChainView, TermView};
use super::{Lens, rank};
use crate::article::Article;
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::path::encode;
use crate::site::Site;
use crate::words::Counted;

/// What helps to read an article.
#[derive(Debug, Serialize)]
pub struct ReadingView {
    /// The kinds of what is marked in the text, in a fixed order.
    pub kinds: Vec<TermView>,
    /// How close the notes lie in the text: `calm`, `close` (two lines for each have room beside it) or `dense` (one line).
    pub density: &'static str,
    /// The entities that the text mentions most.
    pub cards: Vec<EntityCard>,
    /// All claims of the article: those of the text in its order, then the background.
    pub figures: Vec<ClaimRow>,
    /// The works on which the article rests, those that bear most first.
    pub cited: Vec<CitedWork>,
    /// The article as others cite it, without markup.
    pub citation: String,
}

/// What one wants to know of an entity while reading.
#[derive(Debug, Serialize)]
pub struct EntityCard {
    /// Counts the mentions in this article.
    pub entity: EntityLink,
    pub summary: String,
    /// How often all articles mention it, in words.
    pub mentions: String,
    /// The mentions of all articles by year, or by month where all lie in one year; the last periods only, and none where
    /// there is but one.
    pub ticks: Vec<Tick>,
}

/// A period of a small timeline.
#[derive(Debug, Serialize)]
pub struct Tick {
    /// `2024`, or `2024-06`.
    pub period: String,
    pub count: usize,
    /// From 1 to 5, that of the period with most mentions.
    pub height: usize,
}

/// A work with the number of statements that rest on it.
#[derive(Debug, Serialize)]
pub struct CitedWork {
    pub work: Link,
    /// Where it is found in the web, for those who read on paper.
    pub url: Option<String>,
    pub count: String,
}

/// Entities with a card at most.
const CARDS: usize = 60;
/// Periods of a card's timeline at most.
const TICKS: usize = 8;
/// Characters of the text beside which a note of three lines has room, and one of two.
const CALM_CHARS: usize = 60;
const CLOSE_CHARS: usize = 45;
const KINDS: [&str; 6] = ["entity", "event", "claim", "relation", "note", "source"];

/// What helps to read an article whose notes are these: at places of the text, and background.
pub fn of_article(lens: &Lens<'_>, article: &Article, (notes, background): (&[NoteView], &[NoteView])) -> ReadingView {
    let all = || notes.iter().chain(background);
    ReadingView {
        kinds: kinds(lens, article),
        density: density(article.document.text.chars().count() / notes.len().max(1)),
        cards: rank::most_mentioned(lens, [article], CARDS).into_iter().map(|entity| card(lens, entity)).collect(),
        figures: all().flat_map(|note| note.claims.iter().map(|claim| figure(note, claim))).collect(),
        cited: cited(lens, all()),
        citation: citation(lens, article),
    }
}

/// A claim whose place is told by its fragment alone, since it stands on the same page.
fn figure(note: &NoteView, claim: &ClaimRow) -> ClaimRow {
    let mut row = claim.clone();
    row.place.href = note.href.clone().unwrap_or_else(|| format!("#{}", encode(&note.id)));
    row
}

fn density(chars_per_note: usize) -> &'static str {
    match chars_per_note {
        CALM_CHARS.. => "calm",
        CLOSE_CHARS.. => "close",
        _ => "dense",
    }
}

fn kinds(lens: &Lens<'_>, article: &Article) -> Vec<TermView> {
    let placed = article.annotations.iter().filter(|annotation| annotation.place.range().is_some());
    let mut found: BTreeSet<&str> = placed.flat_map(|annotation| annotation.bodies.kinds()).collect();
    if lens.site.mentions.get(&article.path).is_some_and(|mentions| !mentions.is_empty()) {
        found.insert("entity");
    }
    KINDS.into_iter().filter(|kind| found.contains(kind)).map(|kind| lens.format_word(kind)).collect()
}

fn card(lens: &Lens<'_>, entity: EntityLink) -> EntityCard {
    let id = Id::new(&entity.id);
    let known = id.as_ref().and_then(|id| lens.site.registry.entity(id));
    let (all, months) = known.map(|known| mentions(lens.site, &known.id.value)).unwrap_or_default();
    EntityCard {
        summary: known.and_then(|known| known.summary.as_ref()).map_or("", |words| lens.local(words)).to_owned(),
        mentions: lens.words.count(all, Counted::Mentions),
        ticks: ticks(&months),
        entity,
    }
}

/// How often an entity is mentioned: in all, and by the year and month of the articles, as in `2024-06`.
fn mentions(site: &Site, id: &Id) -> (usize, BTreeMap<String, usize>) {
    let (mut all, mut months) = (0, BTreeMap::new());
    for (path, touches) in site.graph.by_article(&Node::Entity(id.clone())) {
        let mentions = touches.iter().filter(|touch| matches!(touch, Touch::Mention(_))).count();
        all += mentions;
        let date = site.articles.get(path).and_then(|article| article.head.date.as_ref());
        let month = date.and_then(|date| date.value.as_edtf().get(..7).map(str::to_owned));
        if let Some(month) = month.filter(|_| mentions > 0) {
            *months.entry(month).or_default() += mentions;
        }
    }
    (all, months)
}

/// By year, or by month where all lie in one year.
fn ticks(months: &BTreeMap<String, usize>) -> Vec<Tick> {
    let mut years: BTreeMap<&str, usize> = BTreeMap::new();
    for (month, count) in months {
        *years.entry(month.get(..4).unwrap_or(month)).or_default() += count;
    }
    let periods =
        if years.len() > 1 { years } else { months.iter().map(|(month, count)| (month.as_str(), *count)).collect() };
    let most = periods.values().copied().max().unwrap_or(1);
    if periods.len() < 2 {
        return Vec::new();
    }
    let last = periods.iter().skip(periods.len().saturating_sub(TICKS));
    last.map(|(period, count)| Tick { period: (*period).to_owned(), count: *count, height: (count * 5).div_ceil(most) })
        .collect()
}

/// The works of all chains, each with what it bears, at whichever place of a chain it stands.
fn cited<'a>(lens: &Lens<'_>, notes: impl Iterator<Item = &'a NoteView>) -> Vec<CitedWork> {
    let mut works: Vec<(CitedWork, usize)> = Vec::new();
    for chains in notes.flat_map(statements) {
        let named = chains.iter().flat_map(|chain| &chain.links).filter(|link| !link.is_speaker);
        let mut known = BTreeSet::new();
        for link in named.filter(|link| known.insert((&link.href, &link.name))) {
            let text = if link.title.is_empty() { &link.name } else { &link.title };
            match works.iter_mut().find(|(known, _)| known.work.href == link.href && known.work.text == *text) {
                Some((_, count)) => *count += 1,
                None => {
                    let work = Link { text: text.clone(), href: link.href.clone() };
                    works.push((CitedWork { work, url: link.url.clone(), count: String::new() }, 1));
                }
            }
        }
    }
    works.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let counted = |(work, count)| CitedWork { count: lens.words.count(count, Counted::Statements), ..work };
    works.into_iter().map(counted).collect()
}

/// The sources of each statement of a note; those of the note itself where it states nothing.
fn statements(note: &NoteView) -> Vec<&[SourceChainView]> {
    let events = note.events.iter().map(|row| row.sources.as_slice());
    let claims = note.claims.iter().map(|row| row.sources.as_slice());
    let relations = note.relations.iter().map(|row| row.sources.as_slice());
    let stated: Vec<_> = events.chain(claims).chain(relations).collect();
    if stated.is_empty() { vec![note.sources.as_slice()] } else { stated }
}

fn citation(lens: &Lens<'_>, article: &Article) -> String {
    let authors: Vec<String> = lens.authors_of(article).into_iter().map(|author| author.text).collect();
    let date = article.head.date.as_ref().map(|date| lens.date(&date.value).short);
    let site = lens.local(&lens.site.settings.title);
    let url = lens.absolute(&article.route()).unwrap_or_default();
    lens.words.citation(
        &authors.join(lens.words.comma),
        &lens.title_of(article),
        [site, &date.unwrap_or_default(), &url],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::ContentPath;
    use crate::site::tests::site_of;

    /// What helps to read the first of two articles, which lie in these months.
    fn reading(first: &str, second: &str) -> ReadingView {
        let body = |date: &str| format!("---\ntitle: 文\ndate: {date}\n---\n甲公司说，甲公司做。\n");
        let site = site_of(&[
            ("postil.yaml", "title: 站\nbase_url: https://example.org/r/\n"),
            ("content/entities/a.yaml", "entities: {a: {type: Company, name: 甲公司, summary: 一家公司}}\n"),
            ("content/articles/x.md", &body(first)),
            ("content/articles/y.md", &body(second)),
        ]);
        let article = &site.articles[&ContentPath::new("articles/x.md")];
        let lens = Lens::of_article(&site, article);
        let (notes, background, _) = super::super::notes::of_article(&lens, article);
        of_article(&lens, article, (&notes, &background))
    }

    fn periods(view: &ReadingView) -> Vec<(&str, usize, usize)> {
        view.cards[0].ticks.iter().map(|tick| (tick.period.as_str(), tick.count, tick.height)).collect()
    }

    #[test]
    fn a_card_tells_months_of_one_year_else_years() {
        assert_eq!(periods(&reading("2024-05-01", "2024-06-03")), [("2024-05", 2, 5), ("2024-06", 2, 5)]);
        assert_eq!(periods(&reading("2023-05-01", "2024-06-03")), [("2023", 2, 5), ("2024", 2, 5)]);
        assert_eq!(periods(&reading("2024-06-01", "2024-06-03")), []);
    }

    #[test]
    fn an_article_is_cited_with_what_is_known() {
        assert_eq!(
            reading("2024-05-01", "2024").citation,
            "文[EB/OL]. 站, 2024-05-01. https://example.org/r/articles/x/"
        );
    }

    #[test]
    fn notes_are_dense_where_their_words_are_close() {
        assert_eq!([200, 60, 59, 45, 44, 0].map(density), ["calm", "calm", "close", "close", "dense", "dense"]);
    }
}
