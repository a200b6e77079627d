//! Which entities some articles are most about: by the number of their mentions.
//!
//! In: a lens and articles. Out: links with counts, the most mentioned first, of equally many by name.

use std::collections::BTreeMap;

use super::Lens;
use super::rows::EntityLink;
use crate::article::Article;
use crate::id::Id;

/// At most so many entities that these articles mention, with their numbers.
pub fn most_mentioned<'a>(
    lens: &Lens<'_>,
    articles: impl IntoIterator<Item = &'a Article>,
    most: usize,
) -> Vec<EntityLink> {
    let mut counts: BTreeMap<&Id, usize> = BTreeMap::new();
    for article in articles {
        for mention in lens.site.mentions.get(&article.path).into_iter().flatten() {
            *counts.entry(&mention.entity).or_default() += 1;
        }
    }
    let names = lens.collation();
    let link = |(id, count): (&Id, usize)| (count, EntityLink { count: count.to_string(), ..lens.entity_of(id) });
    let mut ranked: Vec<(usize, EntityLink)> = counts.into_iter().map(link).collect();
    ranked.sort_by_cached_key(|(count, link)| (std::cmp::Reverse(*count), names.key(&link.name), link.id.clone()));
    ranked.into_iter().take(most).map(|(_, link)| link).collect()
}
