//! Rows that several pages share: links, dates, and what articles say.
//!
//! In: a lens and values of the site. Out: structs of finished strings. Each page's own struct stands in its own file.

mod facts;
mod mentions;
mod sources;

pub use facts::{ClaimRow, EventRow, Participants, RelationRow};
pub use mentions::{MentionGroup, MentionRow, Sentences, mention_fragment};
pub use sources::{SourceChainView, SourceLinkView};

use serde::Serialize;

use super::{Html, Lens};
use crate::article::{Annotation, Article, Kind};
use crate::config::{self, Term};
use crate::date::Date;
use crate::id::Id;
use crate::path::encode;
use crate::registry::{Entity, Topic};
use crate::routes::Route;

/// Words that may lead somewhere.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub text: String,
    pub href: Option<String>,
}

impl Link {
    pub fn new(text: &str, href: String) -> Self {
        Self { text: text.to_owned(), href: Some(href) }
    }

    pub fn words(text: &str) -> Self {
        Self { text: text.to_owned(), href: None }
    }
}

/// A word of a vocabulary: its id for CSS, and how it reads.
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    pub id: String,
    pub text: String,
}

/// A date for `<time>`.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    pub text: String,
    /// For narrow places.
    pub short: String,
    /// The `datetime` attribute; absent where HTML cannot express the date.
    pub datetime: Option<String>,
    pub edtf: String,
}

/// A link to an entity's page.
#[derive(Debug, Clone, Serialize)]
pub struct EntityLink {
    pub id: String,
    pub name: String,
    pub href: Option<String>,
    pub kind: TermView,
    /// How often it is mentioned where this link stands, in words; empty where nobody counts.
    pub count: String,
}

/// A link to an article.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleLink {
    pub title: String,
    pub href: String,
    /// The language of the title, where it is not the page's.
    pub lang: Option<String>,
    pub date: Option<DateView>,
    pub draft: bool,
}

/// An article in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleCard {
    pub article: ArticleLink,
    pub summary: String,
    pub authors: Vec<Link>,
    pub topics: Vec<Link>,
}

/// A place in an article where something is said.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceLink {
    pub article: ArticleLink,
    /// The article's URL with the annotation's fragment.
    pub href: String,
    /// The words annotated; empty for background.
    pub quote: String,
}

impl Lens<'_> {
    pub fn date(&self, date: &Date) -> DateView {
        let language = self.date_language();
        let (datetime, edtf) = (date.html_datetime(), date.as_edtf());
        let is_plain = datetime.is_some() && (date.is_day() || date.is_month());
        // The day of a moment is enough where there is little room.
        let day = edtf.split('T').next().filter(|_| is_plain).map(str::to_owned);
        let short = day.unwrap_or_else(|| date.display_short(language));
        DateView { text: date.display(language), short, datetime, edtf }
    }

    /// A word of one of the settings' vocabularies; unknown ones are shown as written.
    pub fn term(&self, terms: &[(String, Term)], id: &str) -> TermView {
        let text = config::term(terms, id).map_or(id, |term| self.local(&term.label));
        TermView { id: id.to_owned(), text: text.to_owned() }
    }

    /// A word of the format, such as a status.
    pub fn format_word(&self, id: &str) -> TermView {
        TermView { id: id.to_owned(), text: self.words.format_word(id).to_owned() }
    }

    pub fn entity_link(&self, entity: &Entity) -> EntityLink {
        EntityLink {
            id: entity.id.value.to_string(),
            name: self.local(&entity.name).to_owned(),
            href: Some(self.href(&Route::Entity(entity.id.value.clone()))),
            kind: self.term(&self.site.settings.types, &entity.kind.value),
            count: String::new(),
        }
    }

    /// The link to an id, also an old one; an id that nothing defines is shown as written.
    pub fn entity_of(&self, id: &Id) -> EntityLink {
        match self.site.registry.entity(id) {
            Some(entity) => self.entity_link(entity),
            None => EntityLink {
                id: id.to_string(),
                name: id.to_string(),
                href: None,
                kind: TermView { id: String::new(), text: String::new() },
                count: String::new(),
            },
        }
    }

    pub fn topic_link(&self, topic: &Topic) -> Link {
        Link::new(self.local(&topic.name), self.href(&Route::Topic(topic.id.value.clone())))
    }

    /// The topic that a word means; an unknown one is shown as written.
    pub fn topic_of(&self, word: &str) -> Link {
        self.site.registry.topic(word).map_or_else(|| Link::words(word), |topic| self.topic_link(topic))
    }

    pub fn article_link(&self, article: &Article) -> ArticleLink {
        let language = article.head.language.as_deref();
        ArticleLink {
            title: self.title_of(article),
            href: self.href_of(&article.route()),
            lang: language.filter(|language| *language != self.language()).map(str::to_owned),
            date: article.head.date.as_ref().map(|date| self.date(&date.value)),
            draft: article.head.draft,
        }
    }

    /// An article's title in its own language; the prose of an entity has the entity's name.
    pub fn title_of(&self, article: &Article) -> String {
        if let Kind::EntityProse(id) = &article.kind
            && let Some(entity) = self.site.registry.entity(id)
        {
            return self.local(&entity.name).to_owned();
        }
        Lens::of_article(self.site, article).local(&article.head.title).to_owned()
    }

    pub fn article_card(&self, article: &Article) -> ArticleCard {
        ArticleCard {
            article: self.article_link(article),
            summary: self.summary_of(article, 140),
            authors: self.authors_of(article),
            topics: article.head.topics.iter().map(|topic| self.topic_of(&topic.value)).collect(),
        }
    }

    /// The summary that the writer gave, else the beginning of the text, at most so many characters.
    pub fn summary_of(&self, article: &Article, most_chars: usize) -> String {
        match &article.head.summary {
            Some(summary) => Lens::of_article(self.site, article).local(summary).to_owned(),
            None => crate::markdown::summary(&article.document.text, most_chars),
        }
    }

    /// Authors by the settings' ids, or plain names.
    pub fn authors_of(&self, article: &Article) -> Vec<Link> {
        let author = |name: &String| match self.site.settings.authors.get(name) {
            Some(author) => Link {
                text: self.local(&author.name).to_owned(),
                href: author.url.as_ref().map(|url| url.value.clone()),
            },
            None => Link::words(name),
        };
        article.head.authors.iter().map(author).collect()
    }

    /// The URL of the place at which an annotation stands, or is listed.
    pub fn place_href(&self, article: &Article, annotation: &Annotation) -> String {
        format!("{}#{}", self.href_of(&article.route()), encode(annotation.id.as_str()))
    }

    pub fn place_link(&self, article: &Article, annotation: &Annotation) -> PlaceLink {
        PlaceLink {
            article: self.article_link(article),
            href: self.place_href(article, annotation),
            quote: quote_of(article, annotation),
        }
    }

    /// The article's text as HTML, with its annotations and mentions marked.
    pub fn body(&self, article: &Article) -> Html {
        super::body::write(self, article)
    }
}

/// Characters of a passage that are shown where it is quoted.
const QUOTE_CHARS: usize = 80;

/// The words of the text that an annotation is about, cut in the middle when they are many; for orphans the words that
/// were looked for.
pub fn quote_of(article: &Article, annotation: &Annotation) -> String {
    shorten(&article.quote(annotation), QUOTE_CHARS)
}

/// The beginning and the end of words that are too many, cut between words where blanks tell them.
fn shorten(words: &str, most_chars: usize) -> String {
    let count = words.chars().count();
    if count <= most_chars {
        return words.to_owned();
    }
    let half = most_chars / 2;
    let is_within_a_word =
        |at: usize| words.chars().skip(at.saturating_sub(1)).take(2).all(|c| c.is_ascii_alphanumeric());
    let begin: String = words.chars().take(half).collect();
    let end: String = words.chars().skip(count - half).collect();
    let begin = begin.rsplit_once(' ').filter(|_| is_within_a_word(half)).map_or(&*begin, |(whole, _)| whole);
    let end = end.split_once(' ').filter(|_| is_within_a_word(count - half)).map_or(&*end, |(_, whole)| whole);
    format!("{} … {}", begin.trim_end(), end.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shorten("much the way Microsoft invested in OpenAI", 40), "much the way … invested in OpenAI");
        assert_eq!(shorten("拆开的好处是每一款都说得清自己", 10), "拆开的好处 … 说得清自己");
        assert_eq!(shorten("Supercalifragilisticexpialidocious", 10), "Super … cious");
    }
}
