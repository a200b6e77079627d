//! An entity as linked data: what it is called elsewhere, and by which codes it is known.

use super::{Sort, Thing, Told, works};
use crate::registry::Entity;
use crate::routes::Route;
use crate::view::Lens;
use crate::view::entity::{identifier_address, web_address};

/// The types of schema.org below Organization that settings are likely to name, beside those that end in its name.
const ORGANIZATIONS: [&str; 14] = [
    "Airline",
    "CollegeOrUniversity",
    "Consortium",
    "Cooperative",
    "Corporation",
    "EducationalOrganization",
    "FundingAgency",
    "LibrarySystem",
    "LocalBusiness",
    "NGO",
    "OnlineBusiness",
    "OnlineStore",
    "ResearchOrganization",
    "WorkersUnion",
];

/// What an entity's page tells.
pub fn entity(lens: &Lens<'_>, entity: &Entity) -> Told {
    let kind = lens.schema_type(&entity.kind.value);
    let name = lens.local(&entity.name);
    let names = works::others(&entity.name, name).chain(entity.aliases.iter().map(|alias| alias.name.as_str()));
    let website = entity.website.as_ref().map(|url| url.value.as_str()).and_then(web_address);
    let elsewhere = entity.ids.iter().filter_map(|(scheme, code)| identifier_address(scheme, code));
    let identifiers = entity.ids.iter().map(|(scheme, code)| {
        Thing::of("PropertyValue").with("propertyID", scheme.clone()).with("value", code.clone())
    });
    let thing = dated(lens, lens.known(entity), (entity, kind))
        .with_all("alternateName", names)
        .with("description", entity.summary.as_ref().map_or("", |words| lens.local(words)))
        .with("url", website.clone())
        .with_all("sameAs", website.into_iter().chain(elsewhere))
        .with_all("identifier", identifiers)
        .with_all("tickerSymbol", symbols(entity, kind))
        .with("mainEntityOfPage", lens.id_of(&Route::Entity(entity.id.value.clone())));
    let sort = if kind == "Person" { Sort::Profile } else { Sort::Website };
    let picture = lens.picture(&Route::Entity(entity.id.value.clone()));
    Told { sort, picture, ..Told::of([thing]) }
}

/// The beginning and the end, for kinds of things whose beginning has a name in schema.org.
fn dated(lens: &Lens<'_>, thing: Thing, (entity, kind): (&Entity, &str)) -> Thing {
    let is_organization = kind.ends_with("Organization") || ORGANIZATIONS.contains(&kind);
    let (begun, ended) = match kind {
        "Person" => ("birthDate", "deathDate"),
        _ if is_organization => ("foundingDate", "dissolutionDate"),
        _ => return thing,
    };
    let date = |date: &Option<crate::date::Date>| date.as_ref().and_then(|date| lens.stated(date));
    thing.with(begun, date(&entity.inception)).with(ended, date(&entity.dissolution))
}

/// `XHKG 9988`: the exchange by its code in ISO 10383, a blank, and the name of the paper there. Only corporations have
/// such symbols in schema.org.
fn symbols(entity: &Entity, kind: &str) -> Vec<String> {
    let listings = entity.listings.iter().filter(|_| kind == "Corporation");
    listings.map(|listing| format!("{} {}", listing.exchange, listing.code)).collect()
}
