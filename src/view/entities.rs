//! The index of entities by type.
//!
//! In: a site. Out: [`EntitiesView`] for `entities.html`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::prose::ProseView;
use super::rows::{EntityLink, TermView};
use super::{DataFile, Lens, PageView, Shown};
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
    /// In the order of the settings, types without entities left out.
    pub types: Vec<TypeEntities>,
}

#[derive(Debug, Serialize)]
pub struct TypeEntities {
    pub kind: TermView,
    /// The fragment.
    pub id: String,
    pub count: String,
    /// Those mentioned most first, then by name.
    pub entities: Vec<EntityLink>,
}

/// The index of all entities.
pub fn entities(site: &Site) -> Shown<EntitiesView> {
    let intro = site.prose("entities/index.md");
    let lens = &intro.map_or_else(|| Lens::of_site(site), |intro| Lens::of_article(site, intro));
    let registry = &lens.site.registry;
    let mut by_type: BTreeMap<(usize, &str), Vec<(usize, EntityLink)>> = BTreeMap::new();
    for (id, entity) in &registry.entities {
        let kind = entity.kind.value.as_str();
        let place = lens.site.settings.types.iter().position(|(known, _)| known == kind).unwrap_or(usize::MAX);
        by_type.entry((place, kind)).or_default().push((mentions(lens, id), lens.entity_link(entity)));
    }
    let types = by_type.into_iter().map(|((_, kind), entities)| of_type(lens, kind, entities));
    let view = EntitiesView {
        prose: intro.map(|intro| lens.prose(intro)),
        count: lens.words.count(registry.entities.len(), Counted::Entities),
        types: types.collect(),
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

fn of_type(lens: &Lens<'_>, kind: &str, mut entities: Vec<(usize, EntityLink)>) -> TypeEntities {
    entities.sort_by_cached_key(|(mentions, entity)| (Reverse(*mentions), entity.name.clone(), entity.id.clone()));
    let counted = entities.into_iter().map(|(mentions, mut entity)| {
        entity.count = lens.words.count(mentions, Counted::Mentions);
        entity
    });
    let entities: Vec<EntityLink> = counted.collect();
    TypeEntities {
        kind: lens.term(&lens.site.settings.types, kind),
        id: format!("type-{kind}"),
        count: lens.words.count(entities.len(), Counted::Entities),
        entities,
    }
}

fn mentions(lens: &Lens<'_>, id: &Id) -> usize {
    let node = Node::Entity(id.clone());
    lens.site.graph.touches(&node).filter(|(_, touch)| matches!(touch, Touch::Mention(_))).count()
}
