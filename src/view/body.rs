//! An article's text as HTML, in the markup that themes keep: annotations and mentions as marked spans.
//!
//! In: a lens and an article. Out: [`Html`] for `[itemprop="articleBody"]`.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::rows::mention_fragment;
use super::{Html, Lens, notes};
use crate::article::{Annotation, Article, Kind, Place};
use crate::id::Id;
use crate::links;
use crate::load::Size;
use crate::markdown::{
    self, Image, Label, MarkKind, Options, Picture, Piece, RawHtml, Reference, SpanMark, Weave, write_html,
};
use crate::mention::{Mention, Origin};
use crate::routes::Route;
use crate::site::{Linked, Wiki};

/// Writes the body of an article.
pub fn write(lens: &Lens<'_>, article: &Article) -> Html {
    let noted = notes::numbered(article);
    let numbers: HashMap<&Id, usize> =
        noted.iter().zip(1..).map(|(annotation, number)| (&annotation.id, number)).collect();
    let annotations = article.annotations.iter();
    let annotations =
        annotations.filter_map(|annotation| annotation_mark(annotation, numbers.get(&annotation.id).copied()));
    let mentions = mentions(lens, article);
    let mentioned = mentions.iter().filter_map(|(fragment, mention)| mention_mark(lens, article, fragment, mention));
    let marks: Vec<SpanMark> = annotations.chain(mentioned).collect();
    let mut thread = Thread { lens, article, wikilinks: wikilinks(article, &mentions) };
    Html::new(&write_html(&article.document, &marks, &mut thread))
}

/// Writes a note's Markdown; links resolve from the article's file. `id` is the annotation's and keeps the ids of several
/// notes on one page apart.
pub fn write_note(lens: &Lens<'_>, article: &Article, (id, text): (&str, &str)) -> Html {
    let html = if lens.site.settings.html { RawHtml::Pass } else { RawHtml::Escape };
    let document = markdown::parse(text, &Options { html, id_prefix: format!("n.{id}.") });
    let mut thread = Thread { lens, article, wikilinks: BTreeMap::new() };
    Html::new(&write_html(&document, &[], &mut thread))
}

fn annotation_mark(annotation: &Annotation, note: Option<usize>) -> Option<SpanMark> {
    let range = annotation.place.range()?.clone();
    // A section that is annotated as a whole is told by its heading's number alone.
    let kinds = if matches!(annotation.place, Place::Section { .. }) { Vec::new() } else { annotation.bodies.kinds() };
    let classes: Vec<String> = kinds.iter().map(|kind| format!("annotation-{kind}")).collect();
    let classes = classes.join(" ");
    Some(SpanMark { range, kind: MarkKind::Annotation { id: annotation.id.to_string(), classes, note } })
}

/// An article's mentions with the fragments of their places.
fn mentions<'a>(lens: &Lens<'a>, article: &Article) -> Vec<(String, &'a Mention)> {
    let mentions = lens.site.mentions.get(&article.path).into_iter().flatten().enumerate();
    mentions.map(|(number, mention)| (mention_fragment(article, number, mention), mention)).collect()
}

/// Wikilinks bring their own elements.
fn mention_mark(lens: &Lens<'_>, article: &Article, fragment: &str, mention: &Mention) -> Option<SpanMark> {
    let id = match mention.origin {
        Origin::Wikilink => return None,
        Origin::Annotated(_) => None,
        Origin::Found => Some(fragment.to_owned()),
    };
    let linked = mention.linked && article.kind != Kind::EntityProse(mention.entity.clone());
    let href = linked.then(|| lens.href(&Route::Entity(mention.entity.clone())));
    let kind = MarkKind::Mention { entity: mention.entity.to_string(), href, id };
    Some(SpanMark { range: mention.range.clone(), kind })
}

/// The fragments of wikilinks to entities by where they begin in the body.
fn wikilinks(article: &Article, mentions: &[(String, &Mention)]) -> BTreeMap<usize, String> {
    let by_place: BTreeMap<usize, &String> = mentions
        .iter()
        .filter(|(_, mention)| mention.origin == Origin::Wikilink)
        .map(|(fragment, mention)| (mention.range.start, fragment))
        .collect();
    let mut fragments = BTreeMap::new();
    let mut open = None;
    for piece in &article.document.pieces {
        match piece {
            Piece::WikiStart { source, .. } => open = Some(source.start),
            Piece::WikiEnd => open = None,
            Piece::Words { range, .. } => {
                if let (Some(at), Some(fragment)) = (open.take(), by_place.get(&range.start)) {
                    fragments.insert(at, (*fragment).clone());
                }
            }
            _ => {}
        }
    }
    fragments
}

/// Brings an article's links, images and wikilinks to where they lead.
struct Thread<'a> {
    lens: &'a Lens<'a>,
    article: &'a Article,
    wikilinks: BTreeMap<usize, String>,
}

impl Thread<'_> {
    fn entity(&self, id: &Id, source: &Range<usize>) -> Reference {
        let own = self.article.kind == Kind::EntityProse(id.clone());
        Reference {
            href: (!own).then(|| self.lens.href(&Route::Entity(id.clone()))),
            entity: Some(id.to_string()),
            id: self.wikilinks.get(&source.start).cloned(),
        }
    }
}

impl Weave for Thread<'_> {
    fn link(&mut self, dest: &str, _source: &Range<usize>) -> Option<String> {
        links::resolve(self.lens.site, self.article, dest).href(self.lens.site)
    }

    fn image(&mut self, image: &Image) -> Picture {
        let site = self.lens.site;
        let link = links::resolve(site, self.article, &image.dest);
        let size = link.asset(site).and_then(|asset| asset.size);
        Picture {
            src: link.href(site).unwrap_or_else(|| image.dest.clone()),
            size: size.map(|Size { width, height }| (width, height)),
        }
    }

    fn wiki(&mut self, target: &str, source: &Range<usize>) -> Option<Reference> {
        let Wiki::To(linked, fragment) = self.lens.site.wiki(self.article, target) else { return None };
        let route = match linked {
            Linked::Entity(id) => return Some(self.entity(&id, source)),
            Linked::Topic(id) => Route::Topic(id),
            Linked::Article(path) => Route::Article(path),
        };
        let href = fragment.map_or_else(|| self.lens.href(&route), |fragment| self.lens.href_at(&route, &fragment));
        Some(Reference { href: Some(href), ..Reference::default() })
    }

    fn label(&mut self, label: Label) -> String {
        self.lens.words.label(label).to_owned()
    }
}
