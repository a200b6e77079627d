//! A text made easy to match: one folded character for each of its own.
//!
//! In: a text. Out: its characters in simplified, half-width, lower-case form, found by index and mapped to bytes.

use crate::text::is_blank;

/// Traditional characters that occur in figures, each before its simplified form.
const TRADITIONAL: &str = "億亿萬万兩两點点個个餘余約约達达過过將将圓圆幣币鎊镑歐欧韓韩臺台於于後后間间\
                           從从國国種种項项張张條条輛辆數数幾几來来級级簽签節节違违續续預预紐纽盧卢內内時时號号員员為为長长負负強强當当";

/// The folded characters of a text. All positions are indexes of characters.
pub struct Letters<'a> {
    text: &'a str,
    folded: Vec<char>,
    /// The byte at which each character begins, and the end of the text.
    bytes: Vec<usize>,
}

impl<'a> Letters<'a> {
    pub fn of(text: &'a str) -> Letters<'a> {
        let folded = text.chars().map(fold).collect();
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Letters { text, folded, bytes }
    }

    pub fn len(&self) -> usize {
        self.folded.len()
    }

    pub fn at(&self, index: usize) -> Option<char> {
        self.folded.get(index).copied()
    }

    pub fn before(&self, index: usize) -> Option<char> {
        self.at(index.checked_sub(1)?)
    }

    /// The byte at which the character begins.
    pub fn byte(&self, index: usize) -> usize {
        self.bytes.get(index).copied().unwrap_or(self.text.len())
    }

    /// The text itself between two characters.
    pub fn original(&self, start: usize, end: usize) -> &'a str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or("")
    }

    /// Where `words` ends, if it stands at `index`.
    pub fn after(&self, index: usize, words: &str) -> Option<usize> {
        words.chars().try_fold(index, |at, character| (self.at(at) == Some(character)).then_some(at + 1))
    }

    /// Where `words` begins, if it ends at `index`.
    pub fn ending(&self, index: usize, words: &str) -> Option<usize> {
        let start = index.checked_sub(words.chars().count())?;
        self.after(start, words).map(|_| start)
    }

    /// As `after`, for a Latin word that no further letter follows.
    pub fn after_word(&self, index: usize, word: &str) -> Option<usize> {
        self.after(index, word).filter(|end| !self.at(*end).is_some_and(is_latin))
    }

    /// As `ending`, for a Latin word that no letter stands before.
    pub fn ending_word(&self, index: usize, word: &str) -> Option<usize> {
        self.ending(index, word).filter(|start| !self.before(*start).is_some_and(is_latin))
    }

    pub fn skip_blanks(&self, mut index: usize) -> usize {
        while self.at(index).is_some_and(is_blank) {
            index += 1;
        }
        index
    }

    pub fn back_over_blanks(&self, mut index: usize) -> usize {
        while self.before(index).is_some_and(is_blank) {
            index -= 1;
        }
        index
    }
}

/// Whether a character is a letter of a script that writes words with spaces.
pub fn is_latin(character: char) -> bool {
    character.is_alphabetic() && !crate::text::is_cjk(character)
}

/// The words in the form in which letters are compared.
pub fn folded(words: &str) -> String {
    words.chars().map(fold).collect()
}

fn fold(character: char) -> char {
    let narrow = match character {
        // The full-width forms of ASCII stand in ASCII's order; the comma and the colon remain Chinese punctuation.
        '，' | '：' | '～' => character,
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        '￥' => '¥',
        '−' => '-',
        _ => character,
    };
    if narrow.is_ascii() {
        return narrow.to_ascii_lowercase();
    }
    let mut pairs = TRADITIONAL.chars();
    while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
        if traditional == narrow {
            return simplified;
        }
    }
    narrow
}
