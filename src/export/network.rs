//! The graph of entities for programs that draw and measure networks: GEXF 1.3 and GraphML.
//!
//! In: a site. Out: entities as nodes; as edges the relations that reports assert, one for each object, and the pairs that
//! reports mention together. All edges are directed, since many readers refuse files that mix both kinds: of a pair,
//! which has no direction, the edge leads to the id that sorts later, and `kind` tells the two apart.

use std::collections::BTreeMap;

use super::place::{current, place_url};
use super::url;
use crate::config;
use crate::graph::{Node, Touch};
use crate::id::Id;
use crate::registry::Entity;
use crate::routes::Route;
use crate::sidecar::Relation;
use crate::site::{Account, Site};
use crate::view::Lens;
use crate::xml::Xml;

/// What a node or an edge has besides its ends: a name and whether it counts something.
struct Field {
    name: &'static str,
    gexf: &'static str,
    graphml: &'static str,
}

const fn text(name: &'static str) -> Field {
    Field { name, gexf: "string", graphml: "string" }
}

const fn number(name: &'static str) -> Field {
    Field { name, gexf: "integer", graphml: "int" }
}

const NODE: [Field; 3] = [text("type"), number("mentions"), text("url")];
const EDGE: [Field; 5] = [text("kind"), text("predicate"), text("status"), text("valid"), text("url")];

struct Vertex<'a> {
    id: &'a str,
    label: &'a str,
    /// As in [`NODE`].
    values: [String; 3],
}

struct Edge<'a> {
    from: &'a Id,
    to: &'a Id,
    label: String,
    /// Reports that mention both; 1 for a relation.
    weight: usize,
    /// As in [`EDGE`]; empty where there is none.
    values: [String; 5],
}

fn vertices<'a>(lens: &Lens<'a>) -> Vec<Vertex<'a>> {
    let vertex = |entity: &'a Entity| {
        let id = &entity.id.value;
        let node = Node::Entity(id.clone());
        let touches = lens.site.graph.touches(&node);
        let mentions = touches.filter(|(_, touch)| matches!(touch, Touch::Mention(_))).count();
        let page = url(lens.site, &Route::Entity(id.clone()).url());
        Vertex {
            id: id.as_str(),
            label: entity.name.get(&[lens.language()]),
            values: [entity.kind.value.clone(), mentions.to_string(), page],
        }
    };
    lens.site.registry.entities.values().map(vertex).collect()
}

/// Co-mentions at most: their number grows with the square of what a report mentions, and no program draws more.
const MOST_PAIRS: usize = 20_000;

/// Edges between entities that are defined.
fn edges<'a>(lens: &Lens<'a>) -> Vec<Edge<'a>> {
    let relations = lens.site.relations().flat_map(|account| relation(lens, account));
    let pairs = strongest(lens.site.pairs(), MOST_PAIRS).into_iter().map(|((from, to), weight)| Edge {
        from,
        to,
        label: String::new(),
        weight,
        values: ["co-mention".to_owned(), String::new(), String::new(), String::new(), String::new()],
    });
    let known = |edge: &Edge<'_>| [edge.from, edge.to].iter().all(|id| lens.site.registry.entities.contains_key(*id));
    relations.chain(pairs).filter(known).collect()
}

/// Pairs of more than this many reports, the number being the least that leaves so many pairs. Those of equal weight stay
/// or go together: which of them came first would be chance.
fn strongest<'a>(mut pairs: BTreeMap<(&'a Id, &'a Id), usize>, most: usize) -> BTreeMap<(&'a Id, &'a Id), usize> {
    let mut weights: Vec<usize> = pairs.values().copied().collect();
    weights.sort_unstable_by(|one, other| other.cmp(one));
    if let Some(floor) = weights.get(most).copied() {
        pairs.retain(|_, weight| *weight > floor);
    }
    pairs
}

fn relation<'a>(lens: &Lens<'a>, account: Account<'a, Relation>) -> Vec<Edge<'a>> {
    let (site, relation) = (lens.site, account.body);
    let predicate = relation.predicate.value.as_str();
    let label = config::term(&site.settings.predicates, predicate).map_or(predicate, |term| lens.local(&term.label));
    let values = [
        "relation".to_owned(),
        predicate.to_owned(),
        relation.status.id().to_owned(),
        relation.valid.as_ref().map(|date| date.as_edtf()).unwrap_or_default(),
        place_url(site, account.article, account.annotation),
    ];
    let from = current(site, &relation.subject.value);
    let objects = relation.objects.iter().map(|object| current(site, &object.value));
    let edge = |to| Edge { from, to, label: label.to_owned(), weight: 1, values: values.clone() };
    objects.map(edge).collect()
}

/// Source: gexf.net/schema.html, version 1.3.
pub fn gexf(site: &Site) -> String {
    let lens = Lens::of_site(site);
    let mut xml = Xml::new("gexf", &[("xmlns", "http://gexf.net/1.3"), ("version", "1.3")]);
    xml.open("meta", &[]);
    xml.text("creator", &[], "Postil");
    xml.text("description", &[], lens.local(&site.settings.title));
    xml.close();
    xml.open("graph", &[("mode", "static"), ("defaultedgetype", "directed")]);
    gexf_fields(&mut xml, "node", &NODE);
    gexf_fields(&mut xml, "edge", &EDGE);
    xml.open("nodes", &[]);
    for vertex in vertices(&lens) {
        xml.open("node", &[("id", vertex.id), ("label", vertex.label)]);
        gexf_values(&mut xml, &vertex.values);
        xml.close();
    }
    xml.close();
    xml.open("edges", &[]);
    for (number, edge) in edges(&lens).iter().enumerate() {
        let (id, weight) = (format!("e{number}"), edge.weight.to_string());
        let ends = [("id", id.as_str()), ("source", edge.from.as_str()), ("target", edge.to.as_str())];
        let rest = [("weight", weight.as_str()), ("label", edge.label.as_str())];
        let rest = rest.into_iter().filter(|(_, value)| !value.is_empty());
        xml.open("edge", &ends.into_iter().chain(rest).collect::<Vec<_>>());
        gexf_values(&mut xml, &edge.values);
        xml.close();
    }
    xml.finish()
}

fn gexf_fields(xml: &mut Xml, class: &str, fields: &[Field]) {
    xml.open("attributes", &[("class", class)]);
    for (number, field) in fields.iter().enumerate() {
        xml.empty("attribute", &[("id", &number.to_string()), ("title", field.name), ("type", field.gexf)]);
    }
    xml.close();
}

fn gexf_values(xml: &mut Xml, values: &[String]) {
    xml.open("attvalues", &[]);
    for (number, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        xml.empty("attvalue", &[("for", &number.to_string()), ("value", value)]);
    }
    xml.close();
}

/// Source: graphml.graphdrawing.org, version 1.0, with its attributes extension.
pub fn graphml(site: &Site) -> String {
    let lens = Lens::of_site(site);
    let mut xml = Xml::new("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
    let label = [text("label")];
    let weight = [text("label"), number("weight")];
    graphml_keys(&mut xml, "node", label.iter().chain(&NODE));
    graphml_keys(&mut xml, "edge", weight.iter().chain(&EDGE));
    xml.open("graph", &[("edgedefault", "directed")]);
    for vertex in vertices(&lens) {
        xml.open("node", &[("id", vertex.id)]);
        data(&mut xml, "node", "label", vertex.label);
        NODE.iter().zip(&vertex.values).for_each(|(field, value)| data(&mut xml, "node", field.name, value));
        xml.close();
    }
    for (number, edge) in edges(&lens).iter().enumerate() {
        let id = format!("e{number}");
        xml.open("edge", &[("id", &id), ("source", edge.from.as_str()), ("target", edge.to.as_str())]);
        data(&mut xml, "edge", "label", &edge.label);
        data(&mut xml, "edge", "weight", &edge.weight.to_string());
        EDGE.iter().zip(&edge.values).for_each(|(field, value)| data(&mut xml, "edge", field.name, value));
        xml.close();
    }
    xml.finish()
}

/// Nodes and edges have keys of their own, also where they have the same name.
fn graphml_keys<'a>(xml: &mut Xml, class: &str, fields: impl Iterator<Item = &'a Field>) {
    for field in fields {
        let id = format!("{class}.{}", field.name);
        xml.empty("key", &[("id", &id), ("for", class), ("attr.name", field.name), ("attr.type", field.graphml)]);
    }
}

fn data(xml: &mut Xml, class: &str, name: &str, value: &str) {
    if !value.is_empty() {
        xml.text("data", &[("key", &format!("{class}.{name}"))], value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_pairs_the_weak_ones_go_together() {
        let ids: Vec<Id> = ["a", "b", "c", "d"].iter().map(|id| Id::new(id).unwrap()).collect();
        let pairs = || BTreeMap::from([((&ids[0], &ids[1]), 3), ((&ids[0], &ids[2]), 1), ((&ids[1], &ids[3]), 1)]);
        let weights = |most| strongest(pairs(), most).into_values().collect::<Vec<_>>();
        assert_eq!(weights(3), [3, 1, 1]);
        assert_eq!(weights(2), [3]);
        assert_eq!(weights(1), [3]);
    }
}
