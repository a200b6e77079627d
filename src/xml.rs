//! XML 1.0 documents, written element by element.
//!
//! In: names, attributes and text. Out: a well-formed document in UTF-8, whatever the text holds. Knows no vocabulary:
//! whether elements stand where a feed wants them is for those who write the feed.

use std::borrow::Cow;

/// A document that is being written; an element that was opened is closed by [`Xml::close`], or at the end.
#[derive(Debug)]
pub struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// An attribute's name and value.
pub type Attribute<'a> = (&'static str, &'a str);

impl Xml {
    /// A document that begins with its root element.
    pub fn new(root: &'static str, attributes: &[Attribute<'_>]) -> Self {
        let mut xml = Self { out: "<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned(), open: Vec::new() };
        xml.open(root, attributes);
        xml
    }

    /// Begins an element that holds others.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Ends the element that was opened last.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.line();
            self.out.push_str(&format!("</{name}>"));
        }
    }

    /// An element that holds text only.
    pub fn text(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.tag(name, attributes);
        self.out.push_str(&format!(">{}</{name}>", escape(text)));
    }

    /// An element that holds nothing.
    pub fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// Words for those who read the file itself. Two hyphens would end a comment and are parted.
    pub fn comment(&mut self, words: &str) {
        self.line();
        let words = escape(words).replace('-', "- ");
        self.out.push_str(&format!("<!-- {words} -->"));
    }

    /// The document, all of its elements closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.push('\n');
        self.out
    }

    fn tag(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.line();
        self.out.push_str(&format!("<{name}"));
        for (name, value) in attributes {
            self.out.push_str(&format!(" {name}=\"{}\"", escape(value)));
        }
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&"  ".repeat(self.open.len()));
    }
}

/// Text for the content of an element or an attribute in quotation marks. `>` is escaped as well, for `]]>` may not
/// stand in text (XML 1.0 §2.4); characters that no XML document may hold (§2.2) are left out.
pub fn escape(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"') && is_allowed(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            character if is_allowed(character) => escaped.push(character),
            _ => {}
        }
    }
    Cow::Owned(escaped)
}

/// The production `Char` of XML 1.0 §2.2; surrogates are no `char`.
fn is_allowed(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hostile_text_comes_back_as_it_was() {
        for text in ["]]>", "<script>&amp;\"'", "阿里云 & 😀", "a<b>c", "--><x/>"] {
            let mut xml = Xml::new("a", &[("title", text)]);
            xml.comment(text);
            xml.text("b", &[], text);
            let written = xml.finish();
            let read = roxmltree::Document::parse(&written).unwrap();
            let root = read.root_element();
            assert_eq!(root.attribute("title"), Some(text));
            assert_eq!(root.first_element_child().unwrap().text(), Some(text));
        }
    }

    #[test]
    fn forbidden_characters_are_left_out() {
        assert_eq!(escape("a\0b\u{8}c\u{1B}d\u{FFFF}\t\n"), "abcd\t\n");
    }

    proptest! {
        #[test]
        fn any_text_makes_a_well_formed_document(text in any::<String>()) {
            let mut xml = Xml::new("a", &[("b", &text)]);
            xml.comment(&text);
            xml.open("c", &[]);
            xml.text("d", &[("e", &text)], &text);
            let written = xml.finish();
            prop_assert!(roxmltree::Document::parse(&written).is_ok(), "{written}");
        }
    }
}
