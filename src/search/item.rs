//! What can be found on a site: its pages, and what annotations say, each with its words.
//!
//! In: a site. Out: [`Item`]s in the order in which the index counts them: by kind, then the newest or most mentioned first.

use crate::article::{Annotation, Article, Kind as ArticleKind, Place};
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::markdown::{self, BlankKind, Piece};
use crate::path::ContentPath;
use crate::registry::{Entity, Reference, Topic};
use crate::routes::Route;
use crate::sidecar::{Claim, EntityBody};
use crate::site::{Account, Site, WholeEvent};
use crate::view::Lens;

/// What an item is. In this order they are counted, and shown where they fit equally well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Report,
    Page,
    Entity,
    Topic,
    Source,
    Event,
    Claim,
    Note,
}

impl Kind {
    /// As the files of the index and CSS call it.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Report => "report",
            Kind::Page => "page",
            Kind::Entity => "entity",
            Kind::Topic => "topic",
            Kind::Source => "source",
            Kind::Event => "event",
            Kind::Claim => "claim",
            Kind::Note => "note",
        }
    }
}

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub kind: Kind,
    /// What its kind is divided by: a year, or the type of an entity; empty where there is none.
    pub group: String,
    pub title: String,
    /// Other words that weigh as much as the title, such as aliases.
    pub names: Vec<String>,
    /// Blocks end with a line break.
    pub text: String,
    /// The URL below the site's base, percent-encoded, without a slash at its beginning.
    pub url: String,
    /// A few words beside the title: a date, a type.
    pub beside: String,
    /// Words to show below the title; empty for pages, whose passages are taken from the pages themselves.
    pub excerpt: String,
    pub topics: Vec<Id>,
    pub entities: Vec<Id>,
}

impl Item {
    /// Whether what is looked for stands in the text of a page, and not in a line of one.
    pub fn has_page_of_its_own(&self) -> bool {
        matches!(self.kind, Kind::Report | Kind::Page)
    }

    /// Whether its title is a name, and not words of the text.
    pub fn is_called_so(&self) -> bool {
        !matches!(self.kind, Kind::Claim | Kind::Note)
    }
}

/// Characters of an excerpt.
const EXCERPT_CHARS: usize = 160;

/// Everything that can be found, in order.
pub fn items(site: &Site) -> Vec<Item> {
    let lens = Lens::of_site(site);
    let maker = Maker { lens };
    let mut items: Vec<Item> = Vec::new();
    items.extend(site.reports().into_iter().map(|article| maker.article(article, Kind::Report)));
    let pages = site.articles.values().filter(|article| article.kind == ArticleKind::Page);
    items.extend(pages.map(|article| maker.article(article, Kind::Page)));
    items.extend(ranked(site).into_iter().map(|(entity, _)| maker.entity(entity)));
    items.extend(site.registry.topics.values().map(|topic| maker.topic(topic)));
    items.extend(site.registry.references.values().map(|reference| maker.source(reference)));
    let events = site.distinct_events();
    items.extend(events.iter().rev().filter(|event| !event.tellings.is_empty()).map(|event| maker.event(event)));
    items.extend(site.claims().map(|account| maker.claim(account)));
    let noted = site.articles.values().flat_map(|article| article.annotations.iter().map(move |one| (article, one)));
    items.extend(noted.filter_map(|(article, annotation)| maker.note(article, annotation)));
    // The order within a group stays as it is.
    items.sort_by(|one, other| (one.kind, order(other)).cmp(&(other.kind, order(one))));
    items
}

/// Newer groups come first; types of entities stand together.
fn order(item: &Item) -> (i64, &str) {
    (item.group.parse().unwrap_or(i64::MIN), &item.group)
}

/// Entities with the number of their mentions, the most mentioned first, then by id.
pub fn ranked(site: &Site) -> Vec<(&Entity, usize)> {
    let mentions = |id: &Id| {
        let node = Node::Entity(id.clone());
        site.graph.touches(&node).filter(|(_, touch)| matches!(touch, Touch::Mention(_))).count()
    };
    let mut entities: Vec<(&Entity, usize)> =
        site.registry.entities.iter().map(|(id, entity)| (entity, mentions(id))).collect();
    entities.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    entities
}

/// All names of an entity but the first: in other languages, aliases, weak aliases.
pub fn other_names<'a>(entity: &'a Entity, shown: &str) -> Vec<&'a str> {
    let aliases = entity.aliases.iter().chain(&entity.weak_aliases).map(|alias| alias.name.as_str());
    let mut names: Vec<&str> = Vec::new();
    for name in entity.name.all().map(|(_, name)| name).chain(aliases) {
        if name != shown && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

struct Maker<'a> {
    lens: Lens<'a>,
}

impl Maker<'_> {
    fn article(&self, article: &Article, kind: Kind) -> Item {
        let site = self.lens.site;
        let title = self.lens.title_of(article);
        let date = article.head.date.as_ref().map(|date| self.lens.date(&date.value).short);
        let summary = article.head.summary.as_ref().map(|words| Lens::of_article(site, article).local(words));
        Item {
            group: year(Site::year_of(article)),
            names: article.head.title.all().map(|(_, name)| name.to_owned()).filter(|name| *name != title).collect(),
            text: format!("{}\n{}", summary.unwrap_or_default(), text(article)),
            beside: date.unwrap_or_default(),
            topics: self.topics(article),
            entities: entities(site, &article.path),
            ..self.item(kind, title, &Route::Article(article.path.clone()))
        }
    }

    fn entity(&self, entity: &Entity) -> Item {
        let name = self.lens.local(&entity.name).to_owned();
        let summary = entity.summary.as_ref().map_or("", |words| self.lens.local(words));
        let prose = self.lens.site.prose(&format!("entities/{}.md", entity.id.value)).map(text);
        Item {
            group: self.lens.term(&self.lens.site.settings.types, &entity.kind.value).text,
            names: other_names(entity, &name).into_iter().map(str::to_owned).collect(),
            text: format!("{summary}\n{}", prose.unwrap_or_default()),
            beside: self.lens.term(&self.lens.site.settings.types, &entity.kind.value).text,
            excerpt: cut(summary),
            entities: vec![entity.id.value.clone()],
            ..self.item(Kind::Entity, name, &Route::Entity(entity.id.value.clone()))
        }
    }

    fn topic(&self, topic: &Topic) -> Item {
        let summary = topic.summary.as_ref().map_or("", |words| self.lens.local(words));
        let name = self.lens.local(&topic.name).to_owned();
        let others = topic.name.all().map(|(_, name)| name.to_owned()).chain(topic.aliases.iter().cloned());
        Item {
            names: others.filter(|other| *other != name).collect(),
            text: summary.to_owned(),
            excerpt: cut(summary),
            topics: vec![topic.id.value.clone()],
            ..self.item(Kind::Topic, name, &Route::Topic(topic.id.value.clone()))
        }
    }

    fn source(&self, reference: &Reference) -> Item {
        let title = self.lens.local(&reference.title).to_owned();
        let name = self.lens.source_name(reference);
        Item {
            group: year(reference.issued.as_ref().and_then(crate::date::Date::year_of_start)),
            text: [reference.authors.join(" "), reference.publisher.clone().unwrap_or_default(), name.clone()]
                .join("\n"),
            beside: reference.issued.as_ref().map(|date| self.lens.date(date).short).unwrap_or_default(),
            excerpt: if name == title { String::new() } else { name },
            entities: reference.entity.iter().map(|id| id.value.clone()).collect(),
            ..self.item(Kind::Source, title, &Route::Reference(reference.id.value.clone()))
        }
    }

    fn event(&self, event: &WholeEvent<'_>) -> Item {
        let row = self.lens.event_row(event);
        let date = event.definition.date.as_ref().map(|date| &date.value);
        let people = row.participants.iter().flat_map(|part| &part.entities).map(|entity| entity.name.as_str());
        let quotes = event.tellings.iter().map(|told| told.article.quote(told.annotation));
        let quotes = quotes.collect::<Vec<_>>().join("\n");
        let excerpt = if row.summary.is_empty() { cut(&quotes) } else { cut(&row.summary) };
        let topics = event.definition.topics.iter();
        Item {
            kind: Kind::Event,
            group: year(date.and_then(crate::date::Date::year_of_start)),
            title: row.title.clone(),
            names: Vec::new(),
            text: format!("{}\n{}\n{quotes}", people.collect::<Vec<_>>().join(" "), row.summary),
            url: self.below(row.href.as_deref().unwrap_or("")),
            beside: row.date.map(|date| date.short).unwrap_or_default(),
            excerpt,
            topics: topics.filter_map(|word| self.topic_id(&word.value)).collect(),
            entities: event
                .definition
                .entities
                .iter()
                .flat_map(|role| &role.entities)
                .map(|id| id.value.clone())
                .collect(),
        }
    }

    fn claim(&self, account: Account<'_, Claim>) -> Item {
        let row = self.lens.claim_row(account);
        let said = if row.value.is_empty() { row.text.clone() } else { row.value.clone() };
        let others = if row.value.is_empty() { "" } else { row.text.as_str() };
        let quote = account.article.quote(account.annotation);
        Item {
            kind: Kind::Claim,
            group: year(Site::year_of(account.article)),
            title: [row.subject.name.as_str(), &row.measure, &said].join(" · "),
            names: Vec::new(),
            text: format!("{others}\n{quote}"),
            url: self.below(&row.place.href),
            beside: row.as_of.map(|date| date.short).unwrap_or_default(),
            excerpt: cut(&quote),
            topics: self.topics(account.article),
            entities: vec![account.body.subject.value.clone()],
        }
    }

    fn note(&self, article: &Article, annotation: &Annotation) -> Option<Item> {
        let note = annotation.bodies.note.as_ref()?;
        let words = markdown::parse(self.lens.local(&note.text), &markdown::Options::default()).text;
        let quote = if annotation.place == Place::Background { String::new() } else { article.quote(annotation) };
        let title = if quote.is_empty() { self.lens.title_of(article) } else { cut(&quote) };
        let entity = match &annotation.bodies.entity {
            Some(EntityBody::Is(id)) => Some(id.value.clone()),
            Some(EntityBody::None) | None => None,
        };
        Some(Item {
            kind: Kind::Note,
            group: year(Site::year_of(article)),
            title,
            names: Vec::new(),
            excerpt: cut(&words),
            text: words,
            url: self.below(&self.lens.place_href(article, annotation)),
            beside: self.lens.words.format_word(note.kind.id()).to_owned(),
            topics: self.topics(article),
            entities: entity.into_iter().collect(),
        })
    }

    fn item(&self, kind: Kind, title: String, route: &Route) -> Item {
        Item {
            kind,
            group: String::new(),
            title,
            names: Vec::new(),
            text: String::new(),
            url: self.below(&self.lens.href(route)),
            beside: String::new(),
            excerpt: String::new(),
            topics: Vec::new(),
            entities: Vec::new(),
        }
    }

    /// A URL without the path below which the site stands.
    fn below(&self, href: &str) -> String {
        href.strip_prefix(self.lens.site.settings.base_url.path()).unwrap_or(href).to_owned()
    }

    fn topics(&self, article: &Article) -> Vec<Id> {
        article.head.topics.iter().filter_map(|word| self.topic_id(&word.value)).collect()
    }

    fn topic_id(&self, word: &str) -> Option<Id> {
        self.lens.site.registry.topic(word).map(|topic| topic.id.value.clone())
    }
}

fn year(year: Option<i64>) -> String {
    year.map(|year| year.to_string()).unwrap_or_default()
}

/// The entities that an article mentions, in the order of their first mentions.
fn entities(site: &Site, path: &ContentPath) -> Vec<Id> {
    let mut entities = Vec::new();
    for mention in site.mentions.get(path).into_iter().flatten() {
        if !entities.contains(&mention.entity) {
            entities.push(mention.entity.clone());
        }
    }
    entities
}

/// An article's text with a line break at the end of each block.
fn text(article: &Article) -> String {
    let mut bytes = article.document.text.clone().into_bytes();
    for piece in &article.document.pieces {
        if let Piece::Blank { range, kind: BlankKind::Block, .. } = piece
            && let Some(blank) = bytes.get_mut(range.clone())
        {
            blank.fill(b'\n');
        }
    }
    // Only blanks of one byte were exchanged.
    String::from_utf8(bytes).unwrap_or_else(|_| article.document.text.clone())
}

/// The beginning of words that are too many.
fn cut(words: &str) -> String {
    let words = crate::text::fold_blanks(words);
    match words.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(&words)),
        None => words,
    }
}
