//! The order of names as readers of a language look them up: Chinese by pinyin.
//!
//! In: a language tag and names. Out: keys to sort by, and the letter under which a name stands. The order is that of the
//! Unicode Collation Algorithm with the data of CLDR. Must not know what is sorted.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::{Locale, locale};
use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::local::primary;
use crate::text::is_han;
use crate::words::is_chinese;

/// Where names stand that begin with no letter.
pub const NO_LETTER: &str = "#";

/// For each letter the first character, in the order of CLDR's pinyin, that is read with it. I, U and V begin no syllable.
const PINYIN: [(char, &str); 23] = [
    ('吖', "A"),
    ('八', "B"),
    ('嚓', "C"),
    ('咑', "D"),
    ('妸', "E"),
    ('发', "F"),
    ('旮', "G"),
    ('哈', "H"),
    ('丌', "J"),
    ('咔', "K"),
    ('垃', "L"),
    ('妈', "M"),
    ('拏', "N"),
    ('噢', "O"),
    ('妑', "P"),
    ('七', "Q"),
    ('呥', "R"),
    ('仨', "S"),
    ('他', "T"),
    ('屲', "W"),
    ('夕', "X"),
    ('丫', "Y"),
    ('帀', "Z"),
];

/// The order of one language. A collator is missing where there are no data, which leaves names in the order of their code
/// points.
pub struct Collation {
    own: Option<CollatorBorrowed<'static>>,
    /// For names that begin with an ideograph; none in languages that read these otherwise.
    pinyin: Option<CollatorBorrowed<'static>>,
    is_chinese: bool,
}

/// What names are sorted by. Equal only for equal names.
pub type NameKey = (bool, Vec<u8>, String);

impl Collation {
    /// For a language tag; one that is unknown has the order of Unicode's root. Chinese, of whatever script, stands by
    /// pinyin, and so do Chinese names in other languages, behind the others.
    pub fn of(language: &str) -> Self {
        let reads_otherwise = ["ja", "ko"].contains(&primary(language).as_str());
        Self {
            own: Locale::try_from_str(language).map_or_else(|_| collator(&locale!("und")), |locale| collator(&locale)),
            pinyin: if reads_otherwise { None } else { collator(&locale!("zh-u-co-pinyin")) },
            is_chinese: is_chinese(language),
        }
    }

    /// A key that compares as the names do.
    pub fn key(&self, name: &str) -> NameKey {
        let is_han = self.pinyin.is_some() && name.chars().next().is_some_and(is_han);
        let collator = if is_han || self.is_chinese { &self.pinyin } else { &self.own };
        (is_han && !self.is_chinese, bytes(collator.as_ref(), name), name.to_owned())
    }

    /// The letter under which a name stands: the first of its pinyin, its first letter in capitals without marks, or
    /// [`NO_LETTER`].
    pub fn letter(&self, name: &str) -> String {
        let Some(first) = name.chars().find(|character| character.is_alphanumeric()) else {
            return NO_LETTER.to_owned();
        };
        if is_han(first) {
            return self.pinyin(first).to_owned();
        }
        let bare = DecomposingNormalizerBorrowed::new_nfkd().normalize(&first.to_string()).chars().next();
        match bare.filter(|letter| letter.is_alphabetic()) {
            Some(letter) => letter.to_uppercase().collect(),
            None => NO_LETTER.to_owned(),
        }
    }

    fn pinyin(&self, character: char) -> &'static str {
        let Some(pinyin) = &self.pinyin else { return NO_LETTER };
        let key = bytes(Some(pinyin), &character.to_string());
        let reached = PINYIN.iter().take_while(|(first, _)| bytes(Some(pinyin), &first.to_string()) <= key).last();
        reached.map_or(NO_LETTER, |(_, letter)| letter)
    }
}

fn collator(locale: &Locale) -> Option<CollatorBorrowed<'static>> {
    Collator::try_new(CollatorPreferences::from(locale), CollatorOptions::default()).ok()
}

fn bytes(collator: Option<&CollatorBorrowed<'_>>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(collator) = collator {
        let Ok(()) = collator.write_sort_key_to(name, &mut bytes);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(language: &str, names: &[&str]) -> Vec<String> {
        let order = Collation::of(language);
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort_by_cached_key(|name| order.key(name));
        names
    }

    fn letters(language: &str, names: &[&str]) -> String {
        let order = Collation::of(language);
        names.iter().map(|name| order.letter(name)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn chinese_names_stand_by_pinyin() {
        let names = ["腾讯", "百度", "阿里云", "Aliyun", "月之暗面", "阿里巴巴", "智谱"];
        let wanted = ["阿里巴巴", "阿里云", "百度", "腾讯", "月之暗面", "智谱", "Aliyun"];
        assert_eq!(sorted("zh-Hans", &names), wanted);
        assert_eq!(sorted("zh-Hant", &["騰訊", "百度", "阿里雲"]), ["阿里雲", "百度", "騰訊"]);
    }

    #[test]
    fn other_languages_have_their_own_order() {
        assert_eq!(sorted("en", &["Zhipu", "alibaba", "Élan", "Baidu"]), ["alibaba", "Baidu", "Élan", "Zhipu"]);
        assert_eq!(sorted("sv", &["Öhman", "Zander", "Oden"]), ["Oden", "Zander", "Öhman"]);
        assert_eq!(sorted("xx-nonsense", &["b", "a"]), ["a", "b"]);
    }

    #[test]
    fn chinese_names_among_others_stand_by_pinyin_too() {
        assert_eq!(sorted("en", &["腾讯", "Zhipu", "阿里", "Baidu"]), ["Baidu", "Zhipu", "阿里", "腾讯"]);
        assert_eq!(letters("en", &["阿里", "腾讯"]), "A T");
        // They are read otherwise there.
        assert_eq!(letters("ja", &["東京"]), "#");
    }

    #[test]
    fn every_chinese_letter_is_found() {
        let names = [
            "阿里",
            "百度",
            "彩云",
            "滴滴",
            "鄂尔多斯",
            "富士康",
            "国家电网",
            "华为",
            "京东",
            "科大讯飞",
            "零一万物",
            "美团",
            "南京",
            "欧菲光",
            "拼多多",
            "奇虎",
            "荣耀",
            "商汤",
            "腾讯",
            "万科",
            "小米",
            "月之暗面",
            "智谱",
        ];
        assert_eq!(letters("zh", &names), "A B C D E F G H J K L M N O P Q R S T W X Y Z");
        assert_eq!(letters("zh-Hant", &["阿里雲", "騰訊", "華為"]), "A T H");
    }

    #[test]
    fn latin_letters_lose_case_and_marks_and_the_rest_is_one_group() {
        assert_eq!(letters("zh", &["Qwen", "openAI", "Élan", "“阿里”", "360", "…"]), "Q O E A # #");
        assert_eq!(letters("en", &["Ωmega", "ｆullwidth"]), "Ω F");
    }

    #[test]
    fn different_names_are_never_equal() {
        let order = Collation::of("en");
        assert_ne!(order.key("a\u{200d}b"), order.key("ab"));
    }
}
