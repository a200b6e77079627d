//! Entities that are mentioned together.
//!
//! In: a site, or an entity of it. Out: all pairs, or the entities that the same reports mention, those of most reports
//! first.

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use crate::article::Article;
use crate::graph::{Node, Touch};
use crate::id::Id;

/// An entity mentioned in reports that mention another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion<'a> {
    pub entity: &'a Id,
    /// Reports that mention both.
    pub reports: usize,
    /// Sections of these reports that mention both.
    pub sections: usize,
}

/// A section of a report: the index of its heading, or what stands before the first.
type Section = Option<usize>;

impl Site {
    /// The companions of an entity: by reports, then sections, then id.
    pub fn companions<'a>(&'a self, id: &Id) -> Vec<Companion<'a>> {
        let mut found: BTreeMap<&'a Id, Companion<'a>> = BTreeMap::new();
        for article in self.reports_mentioning(id) {
            let sections = self.sections(article);
            let own: Vec<Section> = sections.iter().filter(|(entity, _)| *entity == id).map(|(_, at)| *at).collect();
            for both in sections.chunk_by(|one, next| one.0 == next.0) {
                let Some((entity, _)) = both.first().filter(|(entity, _)| *entity != id) else { continue };
                let companion = found.entry(entity).or_insert(Companion { entity, reports: 0, sections: 0 });
                companion.reports += 1;
                companion.sections += both.iter().filter(|(_, section)| own.contains(section)).count();
            }
        }
        let mut companions: Vec<_> = found.into_values().collect();
        companions.sort_by_key(|one| std::cmp::Reverse((one.reports, one.sections)));
        companions
    }

    /// Entities that reports mention together, each pair once and in the order of ids, with the number of reports.
    pub fn pairs(&self) -> BTreeMap<(&Id, &Id), usize> {
        let mut pairs = BTreeMap::new();
        for report in self.articles.values().filter(|article| article.is_report()) {
            let mentions = self.mentions.get(&report.path).into_iter().flatten();
            let mentioned: BTreeSet<&Id> = mentions.map(|mention| &mention.entity).collect();
            for (at, one) in mentioned.iter().enumerate() {
                for other in mentioned.iter().skip(at + 1) {
                    *pairs.entry((*one, *other)).or_default() += 1;
                }
            }
        }
        pairs
    }

    fn reports_mentioning<'a>(&'a self, id: &Id) -> Vec<&'a Article> {
        let node = Node::Entity(id.clone());
        let mentions = |touches: &BTreeSet<Touch>| touches.iter().any(|touch| matches!(touch, Touch::Mention(_)));
        let mentioning = self.graph.by_article(&node).filter(|(_, touches)| mentions(touches));
        mentioning.filter_map(|(path, _)| self.articles.get(path)).filter(|article| article.is_report()).collect()
    }

    /// Each entity that an article mentions with each section in which it does, sorted.
    fn sections<'a>(&'a self, article: &Article) -> Vec<(&'a Id, Section)> {
        let mentions = self.mentions.get(&article.path).into_iter().flatten();
        let mut sections: Vec<(&Id, Section)> =
            mentions.map(|mention| (&mention.entity, article.heading_at(mention.range.start))).collect();
        sections.sort_unstable();
        sections.dedup();
        sections
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::tests::site_of;

    #[test]
    fn companions_are_counted_by_reports_and_sections() {
        let entities = "entities:\n  a: {type: Company, name: 甲公司}\n  b: {type: Company, name: 乙公司}\n  \
                        c: {type: Company, name: 丙公司}\n  d: {type: Company, name: 丁公司}\n";
        let page = |body: &str| format!("---\ntitle: 报告\ndate: 2024-06-03\n---\n{body}\n");
        let site = site_of(&[
            ("postil.yaml", "title: 站\n"),
            ("content/entities/all.yaml", entities),
            (
                "content/articles/a.md",
                &page("甲公司与丙公司，又是丙公司。\n\n## 其他\n\n丁公司与甲公司，没有旁人。\n\n## 再\n\n乙公司。"),
            ),
            ("content/articles/b.md", &page("甲公司与乙公司。")),
            ("content/articles/c.md", &page("乙公司与丁公司。")),
            ("content/about.md", "丁公司与甲公司，不是报告。\n"),
        ]);
        let id = Id::new("a").unwrap();
        let found = site.companions(&id).into_iter().map(|one| (one.entity.to_string(), one.reports, one.sections));
        let wanted =
            [("b", 2, 1), ("c", 1, 1), ("d", 1, 1)].map(|(id, reports, sections)| (id.to_owned(), reports, sections));
        assert_eq!(found.collect::<Vec<_>>(), wanted);
        let pairs = site.pairs().into_iter().map(|((one, other), reports)| format!("{one}{other}{reports}"));
        assert_eq!(pairs.collect::<Vec<_>>(), ["ab2", "ac1", "ad1", "bc1", "bd2", "cd1"]);
    }
}
