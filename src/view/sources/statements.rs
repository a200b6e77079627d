//! What rests on a source, by article.
//!
//! In: statements of the site. Out: rows that say each in a line and lead to its place.

use serde::Serialize;

use crate::article::{Annotation, Article};
use crate::registry::{Fact, FactValue};
use crate::routes::Route;
use crate::sidecar::Relation;
use crate::site::{Nearness, Resting, Statement};
use crate::view::Lens;
use crate::view::entity::newest_first;
use crate::view::rows::{ArticleLink, SourceChainView, TermView, quote_of};

/// The statements of one article, or of the registry.
#[derive(Debug, Serialize)]
pub struct StatementGroup {
    /// Absent for facts of entities, which stand in no article.
    pub article: Option<ArticleLink>,
    pub rows: Vec<StatementRow>,
}

/// A statement in a line.
#[derive(Debug, Serialize)]
pub struct StatementRow {
    /// The kind of annotation, or of what is said.
    pub kind: TermView,
    pub text: String,
    pub href: String,
    /// Whether it rests on the source through others.
    pub is_indirect: bool,
    /// Its chains of more than one link.
    pub sources: Vec<SourceChainView>,
}

/// Groups by article: newest first, facts of entities last.
pub fn groups(lens: &Lens<'_>, resting: &[Resting<'_>]) -> Vec<StatementGroup> {
    let mut articles: Vec<&Article> = Vec::new();
    for article in resting.iter().filter_map(|resting| resting.statement.article()) {
        if !articles.iter().any(|known| known.path == article.path) {
            articles.push(article);
        }
    }
    articles.sort_by_cached_key(|article| newest_first(article));
    let of = |wanted: Option<&Article>| {
        let path = wanted.map(|article| &article.path);
        let matching =
            resting.iter().filter(move |resting| resting.statement.article().map(|found| &found.path) == path);
        let rows: Vec<StatementRow> = matching.map(|resting| row(lens, resting)).collect();
        StatementGroup { article: wanted.map(|article| lens.article_link(article)), rows }
    };
    let groups = articles.into_iter().map(Some).chain([None]).map(of);
    groups.filter(|group| !group.rows.is_empty()).collect()
}

fn row(lens: &Lens<'_>, resting: &Resting<'_>) -> StatementRow {
    let statement = resting.statement;
    let (kind, text, href) = match statement {
        Statement::Event(event) => {
            let told = lens.told_event(event);
            let date = told.date.map(|date| date.text).unwrap_or_default();
            let text = if date.is_empty() { told.title } else { format!("{date}{}{}", lens.words.colon, told.title) };
            ("event", text, lens.place_href(event.article, event.annotation))
        }
        Statement::Claim(claim) => {
            let row = lens.claim_row(claim);
            let said = if row.value.is_empty() { row.text } else { row.value };
            let text = format!("{} · {}{}{said}", row.subject.name, row.measure, lens.words.colon);
            ("claim", text, lens.place_href(claim.article, claim.annotation))
        }
        Statement::Relation(relation) => {
            ("relation", relation_text(lens, relation.body), lens.place_href(relation.article, relation.annotation))
        }
        Statement::Passage(article, annotation) => {
            (passage_kind(annotation), passage_text(lens, article, annotation), lens.place_href(article, annotation))
        }
        Statement::Fact(entity, fact) => {
            let text = format!("{} · {}", lens.local(&entity.name), fact_text(lens, fact));
            ("fact", text, lens.href(&Route::Entity(entity.id.value.clone())))
        }
    };
    StatementRow {
        kind: lens.statement_kind(kind),
        text,
        href,
        is_indirect: resting.nearness == Nearness::Indirect,
        sources: lens.long_chains(statement),
    }
}

fn relation_text(lens: &Lens<'_>, relation: &Relation) -> String {
    let objects: Vec<String> = relation.objects.iter().map(|id| lens.entity_of(&id.value).name).collect();
    let predicate = lens.term(&lens.site.settings.predicates, &relation.predicate.value).text;
    let subject = lens.entity_of(&relation.subject.value).name;
    format!("{subject} {predicate} {}", objects.join(lens.words.comma))
}

fn passage_kind(annotation: &Annotation) -> &'static str {
    match (&annotation.bodies.note, &annotation.bodies.entity) {
        (Some(_), _) => "note",
        (None, Some(_)) => "entity",
        (None, None) => "passage",
    }
}

/// The words of the passage; a source without a target holds for the whole article.
fn passage_text(lens: &Lens<'_>, article: &Article, annotation: &Annotation) -> String {
    let words = quote_of(article, annotation);
    if words.is_empty() { lens.words.whole_article.to_owned() } else { words }
}

fn fact_text(lens: &Lens<'_>, fact: &Fact) -> String {
    let value = match &fact.value {
        FactValue::Words(words) => lens.local(words).to_owned(),
        FactValue::Entity(id) => lens.entity_of(&id.value).name,
    };
    format!("{}{}{value}", lens.local(&fact.property), lens.words.colon)
}

impl Lens<'_> {
    /// What a statement is, in a word.
    fn statement_kind(&self, kind: &str) -> TermView {
        match kind {
            "fact" => TermView { id: kind.to_owned(), text: self.words.fact.to_owned() },
            "passage" => TermView { id: kind.to_owned(), text: self.words.passage.to_owned() },
            kind => self.format_word(kind),
        }
    }
}
