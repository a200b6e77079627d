//! Which entities some articles are most about: by the number of their mentions.
//!
//! In: a lens and articles. Out: links with counts, the most mentioned first, of equally many by id.

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
    let mut ranked: Vec<(&Id, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let link = |(id, count): (&Id, usize)| EntityLink { count: count.to_string(), ..lens.entity_of(id) };
    ranked.into_iter().take(most).map(link).collect()
}
