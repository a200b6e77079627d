//! Numbers of notes at their words, and links to the notes behind the block in which the words begin.
//!
//! In: the spans as they are written, and markup before it is written. Out: attributes and links in the page. Both are
//! generated: the numbers are no words but `data-n`, which a theme shows, and the links stand where a sentence has ended,
//! so that nobody who listens to the text is interrupted.

use super::escape;

/// Tags before which a block's words have ended; `<ul` and `<ol` begin a list within an item.
const ENDS: [&str; 8] = ["</p>", "</li>", "</dd>", "</dt>", "</td>", "</th>", "<ul", "<ol"];
/// Elements that can hold no links of ours; they come behind them.
const AFTER: [&str; 7] = ["</h1>", "</h2>", "</h3>", "</h4>", "</h5>", "</h6>", "</pre>"];

/// A note whose words have begun in this block.
struct Begun<'d> {
    id: &'d str,
    number: usize,
    /// Where in the page the tag of its last span so far takes one more attribute.
    tag_end: usize,
}

/// The notes of the block that is being written.
#[derive(Default)]
pub struct Refs<'d> {
    begun: Vec<Begun<'d>>,
}

impl<'d> Refs<'d> {
    /// The first span of an annotation with a note is open.
    pub fn begin(&mut self, id: &'d str, number: usize) {
        self.begun.push(Begun { id, number, tag_end: 0 });
    }

    /// A span of these annotations is open; its tag takes one more attribute at `tag_end`, in bytes of the page.
    pub fn span(&mut self, ids: &[&str], tag_end: usize) {
        for begun in self.begun.iter_mut().filter(|begun| ids.contains(&begun.id)) {
            begun.tag_end = tag_end;
        }
    }

    /// Whether markup must be looked at.
    pub fn is_empty(&self) -> bool {
        self.begun.is_empty()
    }

    /// Writes markup, and where a block ends in it what belongs there. `label` says what the links are.
    pub fn write(&mut self, html: &str, label: &str, out: &mut String) {
        let before = ENDS.iter().filter_map(|end| html.find(end));
        let after = AFTER.iter().filter_map(|end| html.find(end).map(|at| at + end.len()));
        let (before, after) = (before.min(), after.min());
        let inline = before.is_some_and(|at| after.is_none_or(|after| at < after));
        let Some(at) = (if inline { before } else { after }) else { return out.push_str(html) };
        let (ended, next) = html.split_at(at);
        out.push_str(if inline { "" } else { ended });
        self.number(out);
        if inline {
            out.push_str(ended);
            self.links("span", label, out);
        } else {
            self.links("p", label, out);
        }
        self.begun.clear();
        out.push_str(next);
    }

    /// Writes what is left where no block has ended.
    pub fn finish(&mut self, label: &str, out: &mut String) {
        if !self.is_empty() {
            self.number(out);
            self.links("p", label, out);
            self.begun.clear();
        }
    }

    /// The number goes to the last of an annotation's spans in the block, from the back to the front.
    fn number(&mut self, out: &mut String) {
        let mut numbers: std::collections::BTreeMap<usize, Vec<String>> = std::collections::BTreeMap::new();
        for begun in &self.begun {
            numbers.entry(begun.tag_end).or_default().push(begun.number.to_string());
        }
        for (at, numbers) in numbers.into_iter().rev() {
            out.insert_str(at, &format!(" data-n=\"{}\"", numbers.join(" ")));
        }
    }

    fn links(&self, element: &str, label: &str, out: &mut String) {
        let link =
            |begun: &Begun<'_>| format!(" <a href=\"#n.{}\">{}</a>", crate::path::encode(begun.id), begun.number);
        let links: String = self.begun.iter().map(link).collect();
        out.push_str(&format!("<{element} class=\"refs\" data-generated>{}{links}</{element}>", escape(label)));
    }
}
