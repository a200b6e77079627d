//! The bibliography, and the page of one source with all that rests on it.
//!
//! In: a site. Out: [`BibliographyView`] for `sources.html` and [`ReferenceView`] for `source.html`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::rows::{DateView, EntityLink, Link, SourceChainView, TermView};
use super::{DataFile, Html, Lens, PageView, Shown, linked_data};
use crate::bibliography;
use crate::id::Id;
use crate::registry::Reference;
use crate::routes::{Data, Route, Rows};
use crate::site::{Nearness, Origin, Resting, Site, Statement};
use crate::words::Counted;

mod statements;

pub use statements::{StatementGroup, StatementRow};

#[derive(Debug, Serialize)]
pub struct BibliographyView {
    pub count: String,
    /// Those that bear most first.
    pub entries: Vec<BibliographyEntry>,
}

#[derive(Debug, Serialize)]
pub struct BibliographyEntry {
    pub work: WorkView,
    /// Statements that cite it themselves.
    pub direct: usize,
    /// Statements that rest on it through others.
    pub indirect: usize,
}

/// A work as a bibliography has it; what is not known is empty.
#[derive(Debug, Serialize)]
pub struct WorkView {
    pub title: String,
    pub href: String,
    /// The whole entry as a bibliography writes it: by GB/T 7714 in Chinese, else by the style of the settings. None where
    /// that style has no bibliography.
    pub citation: Option<Html>,
    pub authors: String,
    pub container: String,
    pub publisher: String,
    pub issued: Option<DateView>,
    pub accessed: Option<DateView>,
    /// Where the work itself stands.
    pub url: Option<String>,
    pub archive_url: Option<String>,
    pub tier: Option<TermView>,
    /// The entity that the source is.
    pub entity: Option<EntityLink>,
}

#[derive(Debug, Serialize)]
pub struct ReferenceView {
    pub work: WorkView,
    /// How many statements rest on it, directly and through others, in words.
    pub direct: String,
    pub indirect: String,
    /// From whom it has what it tells, with the number of statements.
    pub has_from: Vec<Neighbour>,
    /// Who has it from this source.
    pub gives_to: Vec<Neighbour>,
    /// Statements by article, newest first, those of the registry last.
    pub groups: Vec<StatementGroup>,
    pub extra: serde_json::Value,
}

/// A source or speaker next to one in a chain.
#[derive(Debug, Serialize)]
pub struct Neighbour {
    pub link: Link,
    pub count: String,
}

/// The list of all sources.
pub fn bibliography(site: &Site) -> Shown<BibliographyView> {
    let lens = &Lens::of_site(site);
    let references = lens.site.registry.references.values();
    let mut entries: Vec<BibliographyEntry> = references
        .map(|reference| {
            let (direct, indirect) = counts(&lens.site.resting_on(&reference.id.value));
            BibliographyEntry { work: work(lens, reference), direct, indirect }
        })
        .collect();
    let names = lens.collation();
    entries.sort_by_cached_key(|entry| {
        (Reverse((entry.direct + entry.indirect, entry.direct)), names.key(&entry.work.title))
    });
    let page = PageView::new(lens, &Route::Sources, "sources", lens.words.sources)
        .with_data(DataFile::all(lens, [Data::Csl, Data::Json(Rows::Sources)]));
    let count = lens.words.count(entries.len(), Counted::Sources);
    Shown { template: "sources.html", page, view: BibliographyView { count, entries } }
}

/// The page of one source.
pub fn reference(site: &Site, id: &Id) -> Option<Shown<ReferenceView>> {
    let lens = &Lens::of_site(site);
    let reference = lens.site.registry.references.get(id)?;
    let resting = lens.site.resting_on(&reference.id.value);
    let neighbours = lens.site.neighbours(id, &resting);
    let (direct, indirect) = counts(&resting);
    let title = lens.local(&reference.title);
    let page = PageView::new(lens, &Route::Reference(id.clone()), "source", title)
        .below(lens.words.sources, lens.href(&Route::Sources))
        .described(lens.words.count(direct + indirect, Counted::Statements))
        .telling(linked_data::work(lens, reference));
    let view = ReferenceView {
        work: work(lens, reference),
        direct: lens.words.count(direct, Counted::Statements),
        indirect: lens.words.count(indirect, Counted::Statements),
        has_from: named(lens, &neighbours.has_from),
        gives_to: named(lens, &neighbours.gives_to),
        groups: statements::groups(lens, &resting),
        extra: reference.extra.clone(),
    };
    Some(Shown { template: "source.html", page, view })
}

fn counts(resting: &[Resting<'_>]) -> (usize, usize) {
    let direct = resting.iter().filter(|resting| resting.nearness == Nearness::Direct).count();
    (direct, resting.len() - direct)
}

fn work(lens: &Lens<'_>, reference: &Reference) -> WorkView {
    let container = reference.container.clone().unwrap_or_default();
    let authors = reference.authors.join(lens.words.comma);
    let entity = reference.entity.as_ref().and_then(|id| lens.site.registry.entity(&id.value));
    WorkView {
        title: lens.local(&reference.title).to_owned(),
        href: lens.href(&Route::Reference(reference.id.value.clone())),
        citation: citation(lens, reference),
        // A newspaper that is its own author is named once.
        authors: if authors == container { String::new() } else { authors },
        container,
        publisher: reference.publisher.clone().unwrap_or_default(),
        issued: reference.issued.as_ref().map(|date| lens.date(date)),
        accessed: reference.accessed.as_ref().map(|date| lens.date(date)),
        url: reference.url.as_ref().map(|url| url.value.clone()),
        archive_url: reference.archive_url.as_ref().map(|url| url.value.clone()),
        tier: reference.tier.map(|tier| lens.format_word(tier.id())),
        entity: entity.map(|entity| lens.entity_link(entity)),
    }
}

fn citation(lens: &Lens<'_>, reference: &Reference) -> Option<Html> {
    let settings = &lens.site.settings;
    let languages = [lens.language(), &settings.language];
    bibliography::entry(reference, &settings.citation_style, &languages).map(|html| Html::new(&html))
}

/// Those that come up most first.
fn named(lens: &Lens<'_>, neighbours: &BTreeMap<Origin<'_>, usize>) -> Vec<Neighbour> {
    let mut sorted: Vec<_> = neighbours.iter().collect();
    sorted.sort_by_key(|(_, count)| Reverse(**count));
    let neighbour = |(origin, count): (&Origin<'_>, &usize)| Neighbour {
        link: lens.origin_link(*origin),
        count: lens.words.count(*count, Counted::Statements),
    };
    sorted.into_iter().map(neighbour).collect()
}

impl Lens<'_> {
    /// A source, an entity, a speaker or an article by name.
    pub fn origin_link(&self, origin: Origin<'_>) -> Link {
        match origin {
            Origin::Reference(id) => match self.site.registry.references.get(id) {
                Some(reference) => {
                    Link::new(self.local(&reference.title), self.href(&Route::Reference(reference.id.value.clone())))
                }
                None => Link::words(id.as_str()),
            },
            Origin::Entity(id) => {
                let entity = self.entity_of(id);
                Link { text: entity.name, href: entity.href }
            }
            Origin::Words(words) => Link::words(words),
            Origin::Article(path) => match self.site.articles.get(path) {
                Some(article) => Link::new(&self.title_of(article), self.href_of(&article.route())),
                None => Link::words(path.as_str()),
            },
        }
    }

    /// The chains of a statement that lead further than to one source.
    fn long_chains(&self, statement: Statement<'_>) -> Vec<SourceChainView> {
        let chains = statement.sources().iter().map(|citation| self.chain(citation));
        chains.filter(|chain| chain.links.len() > 1).collect()
    }
}
