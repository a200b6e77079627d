//! What the head of a page tells programs: how it looks where it is shared, and what it is about.
//!
//! In: a lens and a page. Out: [`HeadView`], which templates see as `head`. Says nothing that the page does not say.

use serde::Serialize;

use super::linked_data::{self, Sort};
use super::{Html, Lens, PageView, picture};

/// Ready to be written into `<head>`.
#[derive(Debug, Serialize)]
pub struct HeadView {
    /// Properties of Open Graph (ogp.me), in order; several may have one name.
    pub open_graph: Vec<MetaView>,
    /// The kind of card that X and others make of Open Graph; empty for pages that nobody shares.
    pub card: &'static str,
    /// What the page is about, in the words of schema.org: JSON that nothing in it can end. Empty where there is nothing
    /// to say.
    pub json_ld: Html,
}

/// A property and its value.
#[derive(Debug, Serialize)]
pub struct MetaView {
    pub property: &'static str,
    pub content: String,
}

impl HeadView {
    pub fn new(lens: &Lens<'_>, page: &PageView) -> Self {
        let silent = page.told.sort == Sort::Nothing;
        Self {
            open_graph: if silent { Vec::new() } else { open_graph(lens, page) },
            card: match &page.told.picture {
                _ if silent => "",
                Some(_) => "summary_large_image",
                None => "summary",
            },
            json_ld: Html::new(&linked_data::script(lens, page)),
        }
    }
}

fn open_graph(lens: &Lens<'_>, page: &PageView) -> Vec<MetaView> {
    let told = &page.told;
    let mut tags = Vec::new();
    let mut tell = |property, content: &str| {
        if !content.is_empty() {
            tags.push(MetaView { property, content: content.to_owned() });
        }
    };
    tell("og:title", &page.title);
    tell("og:type", told.sort.id());
    tell("og:url", &page.canonical);
    tell("og:site_name", lens.local(&lens.site.settings.title));
    tell("og:locale", &locale(&page.language));
    tell("og:description", &page.description);
    if let Some(picture) = &told.picture {
        tell("og:image", &picture.url);
        tell("og:image:alt", &page.title);
        if picture.is_drawn {
            tell("og:image:type", "image/png");
            tell("og:image:width", &picture::WIDTH.to_string());
            tell("og:image:height", &picture::HEIGHT.to_string());
        }
    }
    tell("article:published_time", told.published.as_deref().unwrap_or_default());
    tell("article:modified_time", told.modified.as_deref().unwrap_or_default());
    told.tags.iter().for_each(|tag| tell("article:tag", tag));
    tags
}

/// A language tag as Open Graph has it, `zh_CN`. A language without a region has one only where no other is meant: of
/// Chinese the script tells it, and `en_US` is what Open Graph takes where nothing is said. Empty where none is known.
fn locale(tag: &str) -> String {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let rest: Vec<String> = parts.map(str::to_ascii_uppercase).collect();
    let is_region = |part: &&String| part.len() == 2 || (part.len() == 3 && part.bytes().all(|c| c.is_ascii_digit()));
    let region = match rest.iter().find(is_region) {
        Some(region) => region.as_str(),
        None if language == "zh" && rest.iter().any(|part| part == "HANT") => "TW",
        None if language == "zh" => "CN",
        None if language == "en" => "US",
        None => return String::new(),
    };
    format!("{language}_{region}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_region_that_nobody_had_to_guess() {
        for (tag, wanted) in [
            ("zh-Hans", "zh_CN"),
            ("zh", "zh_CN"),
            ("zh-Hant", "zh_TW"),
            ("zh-Hant-HK", "zh_HK"),
            ("en", "en_US"),
            ("en-GB", "en_GB"),
            ("es-419", "es_419"),
            ("de", ""),
        ] {
            assert_eq!(locale(tag), wanted, "{tag}");
        }
    }
}
