//! Sources as chains: from the nearest one to where the words come from, 36氪 ← 智东西 ← 知情人士.

use serde::Serialize;

use crate::article::Annotation;
use crate::registry::{Citation, Reference, Speaker};
use crate::routes::Route;
use crate::view::Lens;
use crate::view::entity::web_address;

/// A chain of sources, the nearest first.
#[derive(Debug, Clone, Serialize)]
pub struct SourceChainView {
    pub links: Vec<SourceLinkView>,
}

/// A link of a chain: a work or a speaker.
#[derive(Debug, Clone, Serialize)]
pub struct SourceLinkView {
    /// The medium or author by whom one calls it.
    pub name: String,
    /// The work's title; empty for speakers.
    pub title: String,
    pub href: Option<String>,
    /// Where the work itself is found; only addresses of the web.
    pub url: Option<String>,
    pub is_speaker: bool,
}

impl Lens<'_> {
    /// The chains on which a body rests: its own, else its annotation's.
    pub fn chains(&self, annotation: &Annotation, own: &[Citation]) -> Vec<SourceChainView> {
        annotation.sources_of(own).iter().map(|citation| self.chain(citation)).collect()
    }

    pub fn chain(&self, citation: &Citation) -> SourceChainView {
        let mut links = Vec::new();
        for link in citation.links() {
            if let Some(id) = &link.reference {
                let known = self.site.registry.references.get(&id.value);
                links.push(known.map_or_else(|| unknown(id.value.as_str()), |reference| self.source_link(reference)));
            }
            if let Some(speaker) = &link.speaker {
                let speaker = self.speaker(speaker);
                // Who speaks in a work of their own is named once.
                if links.last().is_none_or(|work: &SourceLinkView| work.name != speaker.name) {
                    links.push(speaker);
                }
            }
        }
        SourceChainView { links }
    }

    pub fn source_link(&self, reference: &Reference) -> SourceLinkView {
        let title = self.local(&reference.title).to_owned();
        SourceLinkView {
            name: self.source_name(reference),
            title,
            href: Some(self.href(&Route::Reference(reference.id.value.clone()))),
            url: reference.url.as_ref().and_then(|url| web_address(&url.value)),
            is_speaker: false,
        }
    }

    /// What one calls a source in passing: the entity that it is, its container, its author, else its title.
    pub fn source_name(&self, reference: &Reference) -> String {
        let entity = reference.entity.as_ref().and_then(|id| self.site.registry.entity(&id.value));
        let entity = entity.map(|entity| self.local(&entity.name));
        let name = entity.or(reference.container.as_deref()).or(reference.authors.first().map(String::as_str));
        name.unwrap_or_else(|| self.local(&reference.title)).to_owned()
    }

    fn speaker(&self, speaker: &Speaker) -> SourceLinkView {
        let (name, href) = match speaker {
            Speaker::Words(words) => (words.clone(), None),
            Speaker::Entity(id) => {
                let entity = self.entity_of(&id.value);
                (entity.name, entity.href)
            }
        };
        SourceLinkView { name, title: String::new(), href, url: None, is_speaker: true }
    }
}

fn unknown(id: &str) -> SourceLinkView {
    SourceLinkView { name: id.to_owned(), title: String::new(), href: None, url: None, is_speaker: false }
}
