//! What a reader sees of a body, and what tools read of the page.

mod features;
mod marks;
mod properties;
mod raw;

use std::ops::Range;

use scraper::{ElementRef, Html, Node};

use super::{Document, Image, Options, Picture, RawHtml, Reference, SpanMark, Weave, parse, write_html};
use crate::text::fold_blanks;

/// A page on which `dead` links lead nowhere and wikilinks are told apart by their words.
pub struct Plain;

impl Weave for Plain {
    fn link(&mut self, dest: &str, _: &Range<usize>) -> Option<String> {
        (dest != "dead").then(|| dest.to_owned())
    }
    fn image(&mut self, image: &Image) -> Picture {
        Picture { src: format!("/{}", image.dest), size: image.dest.starts_with("sized").then_some((640, 300)) }
    }
    fn wiki(&mut self, target: &str, _: &Range<usize>) -> Option<Reference> {
        match target {
            "阿里云" => Some(Reference {
                href: Some("/entities/aliyun/".to_owned()),
                entity: Some("aliyun".to_owned()),
                id: None,
            }),
            "云计算" => Some(Reference { href: Some("/topics/cloud/".to_owned()), ..Reference::default() }),
            _ => None,
        }
    }
}

pub fn read(source: &str) -> Document {
    parse(source, &Options::default())
}

/// The page's HTML without marks and without line breaks between blocks.
pub fn html(source: &str) -> String {
    write_html(&read(source), &[], &mut Plain).trim().replace('\n', "")
}

pub fn text(source: &str) -> String {
    read(source).text
}

pub fn escaped(source: &str) -> Document {
    let options = Options { html: RawHtml::Escape, ..Options::default() };
    parse(source, &options)
}

/// What tools read of a page: its words without generated ones, blanks folded.
pub fn read_back(html: &str) -> String {
    let mut words = String::new();
    collect(Html::parse_fragment(html).root_element(), &mut words);
    fold_blanks(&words)
}

pub fn collect(element: ElementRef<'_>, words: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => words.push_str(text),
            Node::Element(tag) if tag.attr("data-generated").is_none() => {
                if let Some(child) = ElementRef::wrap(child) {
                    collect(child, words);
                }
            }
            _ => {}
        }
    }
}

/// The pieces cover the text in order, and the page says what the text says.
pub fn check(document: &Document, marks: &[SpanMark]) -> String {
    let html = write_html(document, marks, &mut Plain);
    assert_eq!(read_back(&html), document.text, "{html}");
    assert_eq!(unbalanced(&html), None, "{html}");
    html
}

/// The first tag that is not closed, or closes nothing, in its place.
fn unbalanced(html: &str) -> Option<String> {
    const VOID: [&str; 13] =
        ["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
    let mut emitter = html5gum::DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut open: Vec<String> = Vec::new();
    for token in html5gum::Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            html5gum::Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !tag.self_closing && !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            html5gum::Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if open.pop().as_ref() != Some(&name) {
                    return Some(name);
                }
            }
            _ => {}
        }
    }
    open.pop()
}
