//! Text in several languages, and the free `extra` map.
//!
//! In: a YAML value, either text or a map of languages. Out: [`Local`], from which a page takes the words of its language.

use serde_json::Value as Json;

use crate::diagnostic::Code;
use crate::yaml::{Node, Reader, Value};

/// Words in one or several languages; never empty. Text without a language has the tag "".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local(Vec<(String, String)>);

impl Local {
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![(String::new(), text.into())])
    }

    /// Built-in words in Chinese and English.
    pub fn both(chinese: &str, english: &str) -> Self {
        Self(vec![("zh".into(), chinese.into()), ("en".into(), english.into())])
    }

    /// Reads text, or a map of languages.
    pub fn read(reader: &mut Reader, node: &Node) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return reader.words(node).map(|text| Self::plain(text.value));
        }
        let mut words = Vec::new();
        for (language, node) in reader.entries(node, "a map of languages") {
            if !is_language(&language.value) {
                let message = format!("`{}` is not a language tag", language.value);
                reader.report(Code::WrongShape, node, message).help = Some("such as zh-Hans, zh-Hant, en".into());
                continue;
            }
            if let Some(text) = reader.words(node) {
                words.push((language.value, text.value));
            }
        }
        if words.is_empty() {
            reader.report(Code::WrongShape, node, "this map of languages is empty").help =
                Some("write plain text, or {zh-Hans: …, en: …}".into());
            return None;
        }
        Some(Self(words))
    }

    /// The words in the first of these languages that there is, else the first words. `zh-Hans` finds `zh` too, and
    /// the other way round.
    pub fn get(&self, languages: &[&str]) -> &str {
        let exact = languages.iter().find_map(|wanted| self.0.iter().find(|(tag, _)| tag == wanted));
        let near = || {
            languages
                .iter()
                .find_map(|wanted| self.0.iter().find(|(tag, _)| !tag.is_empty() && primary(tag) == primary(wanted)))
        };
        exact.or_else(near).or(self.0.first()).map_or("", |(_, words)| words)
    }

    /// All words with their language tags, in the order written.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, words)| (tag.as_str(), words.as_str()))
    }
}

/// The primary language of a tag, in lower case: `zh` of `zh-Hans`.
pub fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or("").to_ascii_lowercase()
}

/// A well-formed tag in the form that the format uses: RFC 5646 letters and digits in parts of up to eight.
pub fn is_language(tag: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    tag.split('-').all(part) && (2..=3).contains(&primary(tag).len())
}

/// Reads the language of a page or a site; one without built-in words is reported and kept.
pub fn language(reader: &mut Reader, node: &Node) -> Option<String> {
    let tag = reader.words(node)?;
    if !is_language(&tag.value) {
        let message = format!("`{}` is not a language tag", tag.value);
        reader.report(Code::InvalidValue, node, message).help = Some("such as zh-Hans, zh-Hant, en".into());
        return None;
    }
    if !["zh", "en"].contains(&primary(&tag.value).as_str()) {
        let message = format!("no words are built in for the language `{}`", tag.value);
        reader.report(Code::UnknownLanguage, node, message).help =
            Some("its pages are marked as written in it, but their labels, dates and figures are in English".into());
    }
    Some(tag.value)
}

/// The free map `extra:` for templates: text as written, `true` and `false` as truth values.
pub fn extra(reader: &mut Reader, node: &Node) -> Option<Json> {
    if !matches!(node.value, Value::Map(_)) {
        reader.report(Code::WrongShape, node, format!("`extra` is a map, not {}", node.kind())).help =
            Some("give each value a key of your own".into());
        return None;
    }
    Some(json(node))
}

/// What `extra` is where it is not written: a map, so that templates may ask it for any key.
pub fn no_extra() -> Json {
    Json::Object(serde_json::Map::new())
}

/// A node as JSON; later twins of a key are left out.
pub fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(text) if text == "true" => Json::Bool(true),
        Value::Scalar(text) if text == "false" => Json::Bool(false),
        Value::Scalar(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(entries) => {
            let mut map = serde_json::Map::new();
            for (key, value) in entries {
                if let Some(name) = key.scalar() {
                    map.entry(name).or_insert_with(|| json(value));
                }
            }
            Json::Object(map)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_wins() {
        let name = Local(vec![("zh-Hans".into(), "阿里云".into()), ("en".into(), "Alibaba Cloud".into())]);
        assert_eq!(name.get(&["en", "zh-Hans"]), "Alibaba Cloud");
        assert_eq!(name.get(&["zh-Hant"]), "阿里云");
        assert_eq!(name.get(&["fr", "en-GB"]), "Alibaba Cloud");
        assert_eq!(name.get(&["fr"]), "阿里云");
    }

    #[test]
    fn tags_are_checked() {
        assert!(["zh-Hans", "en", "en-GB", "yue"].iter().all(|tag| is_language(tag)));
        assert!(["", "中文", "zh_CN", "z", "english"].iter().all(|tag| !is_language(tag)));
    }
}
