//! The form in which words are compared: what writing may vary without meaning anything else.
//!
//! In: a string. Out: the same in compatibility form (NFKC: ＧＰＴ is GPT, ｶﾞ is ガ), without accents, in small letters, and in
//! simplified characters. The script of the search (`assets/search.js` of the theme) folds in the same way; a test holds the
//! two against each other.

use std::collections::HashMap;
use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// Each traditional character before its simplified form.
const PAIRS: &str = include_str!(concat!(env!("OUT_DIR"), "/simplified.txt"));

static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs().collect());

/// Traditional characters with their simplified forms, in the order of Unicode.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    let mut characters = PAIRS.chars();
    std::iter::from_fn(move || Some((characters.next()?, characters.next()?)))
}

/// A string as it is compared.
pub fn fold(string: &str) -> String {
    let apart = DecomposingNormalizerBorrowed::new_nfkd().normalize(string);
    let bare: String = apart.chars().filter(|character| !is_nothing(*character)).collect();
    let whole = ComposingNormalizerBorrowed::new_nfc().normalize(&bare);
    whole.chars().flat_map(char::to_lowercase).map(form).collect()
}

/// Accents of Latin, Greek and Cyrillic letters, and what takes no room: soft hyphens, zero-width characters, selectors of
/// variants.
fn is_nothing(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}')
}

fn form(character: char) -> char {
    if character == 'ς' { 'σ' } else { SIMPLIFIED.get(&character).copied().unwrap_or(character) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_varies_without_meaning_is_one() {
        assert_eq!(fold("ＧＰＴ４"), "gpt4");
        assert_eq!(fold("Café ÉLAN naïve"), "cafe elan naive");
        assert_eq!(fold("阿里雲發佈後裡"), "阿里云发布后里");
        assert_eq!(fold("ｶﾞｲﾄﾞ ガイド"), "ガイド ガイド");
        assert_eq!(fold("零\u{200B}宽 soft\u{AD}hyphen"), "零宽 softhyphen");
        assert_eq!(fold("ΟΔΟΣ ὁδός İ"), "οδοσ οδοσ i");
        assert_eq!(fold("한글 ㎏ ① ﬁ"), "한글 kg 1 fi");
    }

    #[test]
    fn simplified_forms_are_forms_of_others() {
        let table: HashMap<char, char> = pairs().collect();
        assert!(table.len() > 3_000, "{}", table.len());
        assert_eq!(table.get(&'雲'), Some(&'云'));
        assert!(table.iter().all(|(traditional, simplified)| traditional != simplified));
        assert!(!table.contains_key(&'云'));
    }
}
