//! The index of entities by the letters of their names.
//!
//! In: a site. Out: [`EntitiesView`] for `entities.html`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::facet::Facet;
use super::prose::ProseView;
use super::rows::EntityLink;
use super::{DataFile, Lens, PageView, Shown};
use crate::collate::{NO_LETTER, NameKey};
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::routes::{Data, Route, Rows, Sheet};
use crate::site::Site;
use crate::words::Counted;

#[derive(Debug, Serialize)]
pub struct EntitiesView {
    /// The introduction of content/entities/index.md.
    pub prose: Option<ProseView>,
    pub count: String,
    /// Types, in the order of the settings.
    pub facets: Vec<Facet>,
    /// Letters with names, in the order of the language; names without a letter last.
    pub letters: Vec<LetterEntities>,
}

/// The entities whose names begin with a letter.
#[derive(Debug, Serialize)]
pub struct LetterEntities {
    pub letter: String,
    /// The fragment.
    pub id: String,
    /// By name.
    pub entities: Vec<IndexedEntity>,
    /// The facets of these, as classes.
    pub facets: String,
}

#[derive(Debug, Serialize)]
pub struct IndexedEntity {
    pub entity: EntityLink,
    /// The facet that it is of, as a class.
    pub facet: String,
}

/// The index of all entities.
pub fn entities(site: &Site) -> Shown<EntitiesView> {
    let intro = site.prose("entities/index.md");
    let lens = &intro.map_or_else(|| Lens::of_site(site), |intro| Lens::of_article(site, intro));
    let types = types(lens);
    let facets = types.iter().enumerate().map(|(at, (kind, count))| Facet {
        id: facet_id(at),
        text: lens.term(&lens.site.settings.types, kind).text,
        count: *count,
    });
    let count = lens.site.registry.entities.len();
    let view = EntitiesView {
        prose: intro.map(|intro| lens.prose(intro)),
        count: lens.words.count(count, Counted::Entities),
        facets: Facet::choices(facets, count),
        letters: letters(lens, &types),
    };
    let title = lens.list_title(intro, lens.words.entities, 1);
    let page = PageView::new(lens, &Route::Entities, "entities", &title).with_data(DataFile::all(lens, DATA));
    Shown { template: "entities.html", page, view }
}

/// What is told of entities and between them.
const DATA: [Data; 8] = [
    Data::Csv(Sheet::Entities),
    Data::Json(Rows::Entities),
    Data::Csv(Sheet::Relations),
    Data::Json(Rows::Relations),
    Data::Csv(Sheet::Mentions),
    Data::FollowTheMoney,
    Data::Gexf,
    Data::GraphMl,
];

/// The types that there are, in the order of the settings, with their numbers.
pub fn types<'a>(lens: &Lens<'a>) -> Vec<(&'a str, usize)> {
    let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for entity in lens.site.registry.entities.values() {
        let kind = entity.kind.value.as_str();
        let place = lens.site.settings.types.iter().position(|(known, _)| known == kind).unwrap_or(usize::MAX);
        *counts.entry((place, kind)).or_default() += 1;
    }
    counts.into_iter().map(|((_, kind), count)| (kind, count)).collect()
}

/// Types are words of the writer, which classes are not made of.
fn facet_id(place: usize) -> String {
    format!("type-{}", place + 1)
}

pub fn letters(lens: &Lens<'_>, types: &[(&str, usize)]) -> Vec<LetterEntities> {
    let names = lens.collation();
    let mut letters: BTreeMap<_, BTreeMap<_, IndexedEntity>> = BTreeMap::new();
    for (id, entity) in &lens.site.registry.entities {
        let mut link = lens.entity_link(entity);
        link.count = lens.words.count(mentions(lens, id), Counted::Mentions);
        let kind = types.iter().position(|(kind, _)| *kind == entity.kind.value).unwrap_or_default();
        let letter = names.letter(&link.name);
        let group = letters.entry((letter == NO_LETTER, names.key(&letter))).or_default();
        group.insert((names.key(&link.name), id), IndexedEntity { entity: link, facet: facet_id(kind) });
    }
    let of_letter = |((_, (_, _, letter)), entities): ((bool, NameKey), BTreeMap<_, IndexedEntity>)| {
        // What has no letter has no letter in its fragment either.
        let end = if letter == NO_LETTER { "other".to_owned() } else { letter.to_lowercase() };
        let entities: Vec<IndexedEntity> = entities.into_values().collect();
        let facets: BTreeSet<&str> = entities.iter().map(|one| one.facet.as_str()).collect();
        let facets = facets.into_iter().collect::<Vec<_>>().join(" ");
        LetterEntities { letter, id: format!("letter.{end}"), entities, facets }
    };
    letters.into_iter().map(of_letter).collect()
}

fn mentions(lens: &Lens<'_>, id: &Id) -> usize {
    let node = Node::Entity(id.clone());
    lens.site.graph.touches(&node).filter(|(_, touch)| matches!(touch, Touch::Mention(_))).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::report;

    #[test]
    fn names_stand_under_the_letters_of_their_pinyin() {
        let registry = "entities:\n  tx: {type: Company, name: 腾讯}\n  aliyun: {type: Product, name: Aliyun}\n  \
                        bd: {type: Company, name: 百度}\n  ali: {type: Company, name: 阿里}\n  \
                        qh: {type: Company, name: '360'}\n  tme: {type: Company, name: 腾讯音乐}\n";
        let view = entities(&report("百度与百度。", "", registry)).view;
        let said = |letter: &LetterEntities| {
            let names: Vec<&str> = letter.entities.iter().map(|one| one.entity.name.as_str()).collect();
            format!("{}: {}", letter.letter, names.join(" "))
        };
        let letters: Vec<String> = view.letters.iter().map(said).collect();
        assert_eq!(letters, ["A: 阿里 Aliyun", "B: 百度", "T: 腾讯 腾讯音乐", "#: 360"]);
        assert_eq!(view.letters[1].entities[0].entity.count, "2 处提及");
        let facets: Vec<_> = view.facets.iter().map(|facet| (facet.text.as_str(), facet.count)).collect();
        assert_eq!(facets, [("公司", 5), ("产品", 1)]);
        assert_eq!((view.letters[0].entities[1].facet.as_str(), view.facets[1].id.as_str()), ("type-2", "type-2"));
        assert_eq!((view.letters[0].facets.as_str(), view.letters[1].facets.as_str()), ("type-1 type-2", "type-1"));
    }

    #[test]
    fn namesakes_are_both_listed() {
        let registry = "entities:\n  a: {type: Person, name: 王伟}\n  b: {type: Person, name: 王伟}\n";
        let view = entities(&report("文", "", registry)).view;
        assert_eq!(view.letters[0].entities.len(), 2);
        assert!(view.facets.is_empty());
    }
}
