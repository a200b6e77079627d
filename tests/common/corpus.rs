//! Whether the pages of a built site show a corpus's texts, with each annotation at its words.
//!
//! `expected.json` beside the site's settings says what to see: for each article its text, and for each annotation the
//! code points of that text from `start` up to and without `end`.

use icu_normalizer::ComposingNormalizerBorrowed;
use scraper::{ElementRef, Html, Node, Selector};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

pub type Expected = BTreeMap<String, Document>;

#[derive(Debug, Deserialize)]
pub struct Document {
    pub text: String,
    pub annotations: Vec<Annotation>,
}

#[derive(Debug, Deserialize)]
pub struct Annotation {
    pub id: String,
    pub start: usize,
    pub end: usize,
    /// The words themselves, for people who read `expected.json`.
    pub quote: Option<String>,
}

/// Reads `expected.json` of the site at `folder`.
pub fn expected(folder: &Path) -> Expected {
    let path = folder.join("expected.json");
    let json = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A line for each article of a built site that is not as expected.
pub fn differences(public: &Path, expected: &Expected) -> Vec<String> {
    let mut found = Vec::new();
    for (name, document) in expected {
        let page = public.join("articles").join(name).join("index.html");
        match std::fs::read_to_string(&page) {
            Ok(html) => found.extend(in_page(&html, document).into_iter().map(|line| format!("{name}: {line}"))),
            Err(error) => found.push(format!("{name}: {}: {error}", page.display())),
        }
    }
    found
}

/// What in an article's page is not as expected.
pub fn in_page(html: &str, document: &Document) -> Vec<String> {
    let html = Html::parse_document(html);
    let body = Selector::parse("[itemprop=articleBody]").expect("a selector of ours");
    let bodies: Vec<_> = html.select(&body).collect();
    let [body] = bodies.as_slice() else { return vec![format!("{} elements are the article's body", bodies.len())] };
    let shown = Shown::of(*body);
    let wanted: Vec<char> = composed(&document.text).chars().collect();
    if let Some(difference) = first_difference(&shown.text, &wanted) {
        return vec![difference];
    }
    let annotations = document.annotations.iter();
    annotations.filter_map(|annotation| shown.misplaced(annotation, range(document, annotation))).collect()
}

fn composed(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

/// The code points of the text in NFC that the annotation is about.
fn range(document: &Document, annotation: &Annotation) -> Range<usize> {
    let composed_already = ComposingNormalizerBorrowed::new_nfc().is_normalized(&document.text);
    let moved = |offset| match composed_already {
        true => offset,
        false => composed(&document.text.chars().take(offset).collect::<String>()).chars().count(),
    };
    let range = moved(annotation.start)..moved(annotation.end);
    let words: String = document.text.chars().take(annotation.end).skip(annotation.start).collect();
    assert!(!words.is_empty(), "{} of expected.json has no words", annotation.id);
    assert!(
        annotation.quote.as_ref().is_none_or(|quote| *quote == words),
        "{} of expected.json is {words}",
        annotation.id
    );
    range
}

fn first_difference(shown: &[char], wanted: &[char]) -> Option<String> {
    let at = (0..shown.len().max(wanted.len())).find(|at| shown.get(*at) != wanted.get(*at))?;
    let near = |text: &[char]| text.iter().skip(at.saturating_sub(10)).take(30).collect::<String>();
    Some(format!("the text differs at {at}: …{}… is shown, …{}… is wanted", near(shown), near(wanted)))
}

/// The text of an element, blanks folded and trimmed, and where in it the annotations stand.
#[derive(Default)]
struct Shown {
    text: Vec<char>,
    /// The characters under each annotation, in order and each once, however many spans cover it.
    covered: BTreeMap<String, Vec<usize>>,
    /// The first character of each annotated span that has an id.
    targets: BTreeMap<String, usize>,
}

impl Shown {
    fn of(body: ElementRef<'_>) -> Self {
        let mut shown = Self::default();
        for node in body.descendants() {
            let Node::Text(text) = node.value() else { continue };
            let around: Vec<_> =
                node.ancestors().take_while(|above| above.id() != body.id()).filter_map(ElementRef::wrap).collect();
            if !around.iter().any(|element| element.attr("data-generated").is_some()) {
                shown.push(text, &around);
            }
        }
        if shown.text.last() == Some(&' ') {
            shown.text.pop();
        }
        shown
    }

    fn push(&mut self, text: &str, around: &[ElementRef<'_>]) {
        let spans: Vec<_> = around.iter().filter(|element| element.attr("data-annotation").is_some()).collect();
        let ids: BTreeSet<&str> =
            spans.iter().filter_map(|span| span.attr("data-annotation")).flat_map(str::split_whitespace).collect();
        let targets: Vec<&str> = spans.iter().filter_map(|span| span.attr("id")).collect();
        for char in text.chars() {
            let char = if char.is_whitespace() { ' ' } else { char };
            if char == ' ' && self.text.last().is_none_or(|last| *last == ' ') {
                continue;
            }
            let at = self.text.len();
            for id in &ids {
                self.covered.entry((*id).to_owned()).or_default().push(at);
            }
            for id in &targets {
                self.targets.entry((*id).to_owned()).or_insert(at);
            }
            self.text.push(char);
        }
    }

    /// Why the annotation is not over exactly the wanted characters, beginning with the span that has its id. A blank
    /// inside may stand between two paragraphs, where no span can hold it, so only the other characters must be covered.
    fn misplaced(&self, annotation: &Annotation, wanted: Range<usize>) -> Option<String> {
        let id = &annotation.id;
        let covered = self.covered.get(id).map_or(&[][..], Vec::as_slice);
        let inside = covered.iter().all(|at| wanted.contains(at));
        let whole = wanted.clone().all(|at| self.text[at] == ' ' || covered.binary_search(&at).is_ok());
        if !inside || !whole {
            let words =
                |places: &mut dyn Iterator<Item = usize>| places.filter_map(|at| self.text.get(at)).collect::<String>();
            let (shown, meant) = (words(&mut covered.iter().copied()), words(&mut wanted.clone()));
            return Some(format!("{id} covers “{shown}” instead of “{meant}” at {wanted:?}"));
        }
        let reached = self.targets.get(id) == covered.first();
        (!reached).then(|| format!("{id} is not the id of its first span"))
    }
}
