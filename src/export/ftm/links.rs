//! Links of FollowTheMoney: relations between entities, and which articles tell of which.

use std::collections::BTreeSet;

use super::things::{is_legal, is_organization, schema_of};
use super::{Entity, article_id, entity_id, id};
use crate::article::Article;
use crate::export::place::{current, place_url};
use crate::export::url;
use crate::id::Id;
use crate::sidecar::{ClaimStatus, Relation};
use crate::site::{Account, Site};

/// Relations, then an article's entities.
pub fn of(site: &Site) -> Vec<Entity> {
    let relations = site.relations().flat_map(|account| relation(site, account));
    let documents = site.reports().into_iter().flat_map(|report| documentation(site, report));
    relations.chain(documents).collect()
}

/// How the model writes a relation: the schema, and the properties of the subject and the object.
struct Written {
    schema: &'static str,
    from: &'static str,
    to: &'static str,
}

const UNKNOWN: Written = Written { schema: "UnknownLink", from: "subject", to: "object" };

/// One link for each object. What is denied or withdrawn is no link.
fn relation(site: &Site, account: Account<'_, Relation>) -> Vec<Entity> {
    let relation = account.body;
    if matches!(relation.status, ClaimStatus::Denied | ClaimStatus::Retracted | ClaimStatus::Superseded) {
        return Vec::new();
    }
    let subject = current(site, &relation.subject.value);
    let objects = relation.objects.iter().map(|object| current(site, &object.value));
    objects.filter(|object| *object != subject).filter_map(|object| link(site, account, (subject, object))).collect()
}

fn link(site: &Site, account: Account<'_, Relation>, (subject, object): (&Id, &Id)) -> Option<Entity> {
    let (relation, article, annotation) = (account.body, account.article, account.annotation);
    let predicate = relation.predicate.value.as_str();
    let written = written(predicate, (schema_of(site, subject)?, schema_of(site, object)?));
    let word = format!("{}#{}.{} {subject} {object}", article.path, annotation.id, account.index);
    let link = Entity::new(id("relation", &word), written.schema);
    let link = link.with(written.from, entity_id(subject)).with(written.to, entity_id(object));
    let link = link.with("role", predicate).with("status", relation.status.id()).during(relation.valid.as_ref());
    Some(link.told_at(&place_url(site, article, annotation)))
}

/// A schema that says no more than the predicate does, if both ends are what it wants; else a link of unknown kind, whose
/// `role` is the predicate.
fn written(predicate: &str, (subject, object): (&str, &str)) -> Written {
    let owned = |schema: &str| matches!(schema, "Company" | "Asset");
    match predicate {
        "owner-of" | "investor-in" | "parent-of" if is_legal(subject) && owned(object) => {
            Written { schema: "Ownership", from: "owner", to: "asset" }
        }
        "subsidiary-of" if owned(subject) && is_legal(object) => {
            Written { schema: "Ownership", from: "asset", to: "owner" }
        }
        "executive-of" if is_legal(subject) && is_organization(object) => {
            Written { schema: "Directorship", from: "director", to: "organization" }
        }
        "employee-of" if subject == "Person" && is_organization(object) => {
            Written { schema: "Employment", from: "employee", to: "employer" }
        }
        "member-of" if is_legal(subject) && is_organization(object) => {
            Written { schema: "Membership", from: "member", to: "organization" }
        }
        "successor-of" if is_legal(subject) && is_legal(object) => {
            Written { schema: "Succession", from: "successor", to: "predecessor" }
        }
        _ => UNKNOWN,
    }
}

/// A link from an article to each entity that it mentions.
fn documentation(site: &Site, article: &Article) -> Vec<Entity> {
    let mentions = site.mentions.get(&article.path).into_iter().flatten();
    let mentioned: BTreeSet<&Id> = mentions.map(|mention| &mention.entity).collect();
    let known = mentioned.into_iter().filter(|entity| schema_of(site, entity).is_some());
    let link = |entity: &Id| {
        Entity::new(id("mention", &format!("{} {entity}", article.path)), "Documentation")
            .with("document", article_id(&article.path))
            .with("entity", entity_id(entity))
            .with("role", "mention")
            .told_at(&url(site, &article.route()))
    };
    known.map(link).collect()
}
