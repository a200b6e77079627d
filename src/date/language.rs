//! The languages in which dates and figures are written out.
//!
//! In: a BCP 47 tag. Out: one of the languages whose words are built in.

/// A language whose words are built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese in simplified characters.
    Chinese,
    /// Chinese in traditional characters.
    TraditionalChinese,
    English,
}

impl Language {
    /// The language of a BCP 47 tag; one that is not known is English.
    pub fn from_tag(tag: &str) -> Language {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let mut parts = tag.split('-');
        if !matches!(parts.next(), Some("zh" | "cmn")) {
            return Language::English;
        }
        let parts: Vec<&str> = parts.collect();
        if parts.contains(&"hans") {
            Language::Chinese
        } else if parts.iter().any(|part| matches!(*part, "hant" | "tw" | "hk" | "mo")) {
            Language::TraditionalChinese
        } else {
            Language::Chinese
        }
    }

    /// Turns our own words from simplified characters into this language's.
    ///
    /// Only for words that Postil wrote: the table holds no more characters than they use.
    pub fn in_script(self, words: String) -> String {
        if self != Language::TraditionalChinese {
            return words;
        }
        words.chars().map(traditional).collect()
    }
}

fn traditional(simplified: char) -> char {
    match simplified {
        '后' => '後',
        '纪' => '紀',
        '详' => '詳',
        '间' => '間',
        '时' => '時',
        '开' => '開',
        '结' => '結',
        '约' => '約',
        '个' => '個',
        '点' => '點',
        '亿' => '億',
        '万' => '萬',
        '过' => '過',
        '镑' => '鎊',
        '韩' => '韓',
        '欧' => '歐',
        '数' => '數',
        '币' => '幣',
        '卢' => '盧',
        '为' => '為',
        other => other,
    }
}
