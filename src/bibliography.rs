//! Sources as a bibliography writes them: by a style of the Citation Style Language, each in its own language.
//!
//! In: a reference and the style for those that are not Chinese. Out: HTML of the entry, without its number. Chinese entries
//! follow GB/T 7714-2015. The styles and the terms of each language come with the library that applies them.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::{FontStyle, FontWeight, IndependentStyle, Locale, LocaleCode, Style};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, Formatted,
};
use serde_json::{Map, Value as Json};

use crate::csl;
use crate::registry::Reference;
use crate::text;
use crate::xml::escape;

const CHINESE: &str = "gb-7714-2015-numeric";

/// Read once: none of them ever changes.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(archive::locales);

/// The styles by their names, each read when it is first used.
static STYLES: LazyLock<BTreeMap<&'static str, OnceLock<Option<IndependentStyle>>>> = LazyLock::new(|| {
    let names = ArchivedStyle::all().iter().flat_map(|style| style.names());
    names.map(|name| (*name, OnceLock::new())).collect()
});

fn style(name: &str) -> Option<&'static IndependentStyle> {
    let read = || match ArchivedStyle::by_name(name)?.get() {
        Style::Independent(style) => Some(style),
        Style::Dependent(_) => None,
    };
    STYLES.get(name)?.get_or_init(read).as_ref()
}

/// The HTML of an entry, by the named style where it is not Chinese; `languages` are those of the page, the best first.
/// `None` where the style has no bibliography.
pub fn entry(reference: &Reference, others: &str, languages: &[&str]) -> Option<String> {
    let mut item = csl::item(reference, languages);
    let language = language(&item);
    let chinese = language.starts_with("zh");
    if let Some(title) = own_title(reference, &language) {
        item.insert("title".into(), Json::from(title));
    }
    for name in ["issued", "accessed"] {
        keep_single_date(&mut item, name);
    }
    let style = style(if chinese { CHINESE } else { others })?;
    let item: Item = serde_json::from_value(Json::Object(item)).ok()?;
    let locale = Some(LocaleCode(locale(&language)));
    let mut driver = BibliographyDriver::new();
    let cited = vec![CitationItem::with_entry(&item)];
    driver.citation(CitationRequest::new(cited, style, locale.clone(), &LOCALES, None));
    let rendered = driver.finish(BibliographyRequest::new(style, locale, &LOCALES));
    let entry = rendered.bibliography?.items.pop()?;
    let mut html = String::new();
    write(&mut html, &entry.content);
    Some(html.trim().to_owned())
}

/// What the entry says, else by the characters of its title: a source in Chinese is often cited without a language.
fn language(item: &Map<String, Json>) -> String {
    let words = |name: &str| item.get(name).and_then(Json::as_str).unwrap_or("");
    match words("language") {
        "" if words("title").chars().any(text::is_cjk) => "zh-CN".to_owned(),
        "" => "en-US".to_owned(),
        tag => tag.to_owned(),
    }
}

/// A source has the title of its own language, in whichever language the page is.
fn own_title<'a>(reference: &'a Reference, language: &str) -> Option<&'a str> {
    let main = |tag: &str| tag.split('-').next().unwrap_or(tag).to_owned();
    let mut titles = reference.title.all();
    titles.find(|(tag, _)| !tag.is_empty() && main(tag) == main(language)).map(|(_, title)| title)
}

/// The library knows no stretches of time.
fn keep_single_date(item: &mut Map<String, Json>, name: &str) {
    let parts = item.get(name).and_then(|date| date.get("date-parts")).and_then(Json::as_array);
    if parts.is_none_or(|parts| parts.len() != 1) {
        item.remove(name);
    }
}

/// The tag of the terms for a language: those of its own, of its main tag, or English ones.
fn locale(language: &str) -> String {
    let tag = match language {
        "zh-Hans" | "zh" => "zh-CN",
        "zh-Hant" => "zh-TW",
        other => other,
    };
    let main = tag.split('-').next().unwrap_or(tag);
    let known = |wanted: &dyn Fn(&str) -> bool| {
        LOCALES.iter().filter_map(|locale| locale.lang.as_ref()).find(|code| wanted(&code.0)).map(|code| code.0.clone())
    };
    let same_main = |code: &str| code.split('-').next() == Some(main);
    known(&|code| code == tag).or_else(|| known(&same_main)).unwrap_or_else(|| "en-US".to_owned())
}

fn write(html: &mut String, children: &ElemChildren) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => write_text(html, text),
            ElemChild::Elem(element) => write(html, &element.children),
            ElemChild::Markup(words) => html.push_str(&escape(words)),
            ElemChild::Link { text, url } if ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme)) => {
                html.push_str(&format!("<a href=\"{}\">", escape(url)));
                write_text(html, text);
                html.push_str("</a>");
            }
            ElemChild::Link { text, .. } => write_text(html, text),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn write_text(html: &mut String, text: &Formatted) {
    let italic = text.formatting.font_style == FontStyle::Italic;
    let bold = text.formatting.font_weight == FontWeight::Bold;
    let tags = [(italic, "i"), (bold, "b")];
    let open = || tags.iter().filter(|(wanted, _)| *wanted);
    open().for_each(|(_, tag)| html.push_str(&format!("<{tag}>")));
    html.push_str(&escape(&text.text));
    open().rev().for_each(|(_, tag)| html.push_str(&format!("</{tag}>")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Definitions, RegistryFile};
    use crate::source::Source;

    fn entries(yaml: &str, others: &str) -> Vec<String> {
        let source = Source::new("content/sources.yaml", yaml);
        let (definitions, problems) = Definitions::read(&source, RegistryFile::Sources);
        assert!(problems.is_empty(), "{problems:?}");
        definitions.references.iter().map(|one| entry(one, others, &["zh-Hans"]).unwrap()).collect()
    }

    const SOURCES: &str = r#"sources:
  news: {type: article-newspaper, title: 大模型降价, author: [{family: 吴, given: 坤谚}, 智东西, 甲, 乙], container-title: 智东西, issued: 2024-03-12,
    accessed: 2024-05-18, URL: "https://example.org/~wu/a?b=1&c=2"}
  paper: {type: article-journal, title: Prices & <models>, author: [{family: Smith, given: Ann}, {family: Doe, given: Bo}, {family: Roe, given: Cy}, {family: Poe, given: Di}], container-title: Cloud,
    volume: "3", page: 10-20, issued: 2024, language: en}
  both: {type: report, title: {zh-Hans: 年报, en: Annual report}, author: 阿里巴巴, issued: 2024-03/2024-05, language: en}
"#;

    #[test]
    fn each_entry_is_written_in_its_own_language() {
        let all = entries(SOURCES, "apa");
        assert!(all[0].starts_with("吴坤谚, 智东西, 甲, 等. 大模型降价[N/OL]. 智东西, 2024-03-12"), "{}", all[0]);
        assert!(
            all[0].contains("[2024-05-18]") && all[0].contains("https://example.org/~wu/a?b=1&amp;c=2"),
            "{}",
            all[0]
        );
        assert!(
            all[1].starts_with("Smith, A., Doe, B., Roe, C., &amp; Poe, D. (2024). Prices &amp; &lt;models&gt;"),
            "{}",
            all[1]
        );
        assert!(!all[1].contains('等') && all[1].contains("<i>Cloud</i>"), "{}", all[1]);
        assert!(all[2].contains("Annual report") && !all[2].contains("年报"), "{}", all[2]);
    }

    #[test]
    fn every_style_writes_hostile_sources_without_a_panic() {
        let hostile = r#"sources:
  a: {title: "</script><b>&", author: [{family: "", given: x}, {literal: "<i>"}], issued: "../2024", page: "1-–-,&", volume: "-1", URL: "javascript:alert(1)"}
  b: {title: 甲, type: nonsense, issued: -0044-03, accessed: 2024?, edition: "2nd", page: "99999999999", number: "XIV", DOI: "10.1/<x>"}
"#;
        for style in STYLES.keys() {
            let source = Source::new("content/sources.yaml", hostile);
            let (definitions, _) = Definitions::read(&source, RegistryFile::Sources);
            for reference in &definitions.references {
                let html = entry(reference, style, &["en"]).unwrap_or_default();
                assert!(!html.contains("</script>") && !html.contains("href=\"javascript"), "{style}: {html}");
            }
        }
    }
}
