//! The form in which words are compared: what writing may vary without meaning anything else.
//!
//! In: a string. Out: the same in compatibility form (NFKC: ＧＰＴ is GPT, ｶﾞ is ガ), without accents, in small letters, and in
//! simplified characters. The script of the search (`assets/search.js` of the theme) folds in the same way; a test holds the
//! two against each other.

use std::sync::LazyLock;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// Each traditional character before its simplified form.
const PAIRS: &str = include_str!(concat!(env!("OUT_DIR"), "/simplified.txt"));

/// The block of most ideographs, none of which is made of others.
const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

/// The forms of the ideographs of the block, in its order.
static OF_BLOCK: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut forms: Vec<char> = IDEOGRAPHS.collect();
    for (traditional, simplified) in pairs().filter(|(traditional, _)| IDEOGRAPHS.contains(traditional)) {
        if let Some(form) = forms.get_mut(place(traditional)) {
            *form = simplified;
        }
    }
    forms
});

fn place(ideograph: char) -> usize {
    (u32::from(ideograph) - u32::from(*IDEOGRAPHS.start())) as usize
}

/// Traditional characters with their simplified forms, in the order of Unicode.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    let mut characters = PAIRS.chars();
    std::iter::from_fn(move || Some((characters.next()?, characters.next()?)))
}

/// A string as it is compared.
pub fn fold(string: &str) -> Vec<char> {
    let of_block = OF_BLOCK.as_slice();
    let mut folded = Vec::with_capacity(string.len() / 2);
    let mut slow = 0;
    for (at, character) in string.char_indices() {
        let Some(form) = quick(character, of_block) else { continue };
        if slow < at {
            folded.extend(slowly(string.get(slow..at).unwrap_or("")));
        }
        slow = at + character.len_utf8();
        folded.push(form);
    }
    folded.extend(slowly(string.get(slow..).unwrap_or("")));
    folded
}

/// The form of a character that is decomposed into no others, which nearly all are that are written in Chinese.
fn quick(character: char, of_block: &[char]) -> Option<char> {
    match character {
        '\0'..='\u{7F}' => Some(character.to_ascii_lowercase()),
        '\u{4E00}'..='\u{9FFF}' => of_block.get(place(character)).copied(),
        // Full-width forms are those of ASCII in its order.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).map(|form| form.to_ascii_lowercase()),
        '\u{3001}'..='\u{3029}' | '—' | '‘' | '’' | '“' | '”' => Some(character),
        _ => None,
    }
}

fn slowly(string: &str) -> Vec<char> {
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
    match character {
        'ς' => 'σ',
        _ if IDEOGRAPHS.contains(&character) => OF_BLOCK.get(place(character)).copied().unwrap_or(character),
        // Few others have a form of their own.
        '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFD}' => {
            pairs().find(|(traditional, _)| *traditional == character).map_or(character, |(_, simplified)| simplified)
        }
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn fold(string: &str) -> String {
        super::fold(string).into_iter().collect()
    }

    #[test]
    fn the_quick_way_leads_to_the_same() {
        for character in ('\0'..='\u{FFFF}').filter(|character| quick(*character, &OF_BLOCK).is_some()) {
            assert_eq!(quick(character, &OF_BLOCK), slowly(&character.to_string()).first().copied(), "{character:?}");
        }
        for together in ["Cafe\u{301}", "か\u{3099}", "雲\u{FE00}か", "\u{1112}\u{1161}\u{11ab}A"] {
            assert_eq!(super::fold(together), slowly(together), "{together:?}");
        }
    }

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
