//! What can be looked for in a text: characters of scripts without blanks, words, numbers, each with its position.
//!
//! In: a folded text. Out: [`Token`]s with their positions. Two that follow each other in writing have following positions; a position is left out
//! where a mark or the end of a block stands between them. Blanks, hyphens within words and the dots of foreign names (·)
//! stand for nothing, so GPT-4, GPT 4 and GPT4 are the same two tokens. The theme's script cuts in the same way.

use crate::text::is_han;

/// Characters of a word or number that count; what is longer is no word that anyone types.
const LONGEST: usize = 40;

/// Something that can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// A character of a script that is written without blanks.
    Dense(char),
    /// Letters without blanks, or digits with the dots between them.
    Word(&'a str),
}

/// Cuts a folded text and tells of each token and its position, which counts from 0; blocks end with a line break.
pub fn tokens(characters: &[char], mut tell: impl FnMut(Token<'_>, u32)) {
    let at = |index: usize| characters.get(index).copied();
    let (mut position, mut gap, mut word) = (0, false, String::new());
    let mut index = 0;
    while let Some(character) = at(index) {
        word.clear();
        let dense = is_dense(character);
        let length = match character {
            _ if dense => 1,
            '0'..='9' => number(characters, index, &mut word),
            _ if is_letter(character) => letters(characters, index, &mut word),
            _ => {
                let before = index.checked_sub(1).and_then(at);
                let within = || before.is_some_and(is_of_word) && at(index + 1).is_some_and(is_of_word);
                gap |= !(is_silent(character) || is_hyphen(character) && within());
                1
            }
        };
        if dense || !word.is_empty() {
            position += u32::from(gap && position > 0);
            gap = false;
            tell(if dense { Token::Dense(character) } else { Token::Word(&word) }, position);
            position += 1;
        }
        index += length;
    }
}

/// Reads a number from a place on and returns the characters it takes: 1,000 is 1000, and 2.5 is one number.
fn number(characters: &[char], start: usize, number: &mut String) -> usize {
    let digit = |index: usize| characters.get(index).is_some_and(char::is_ascii_digit);
    let (mut index, mut fraction) = (start, false);
    while let Some(character) = characters.get(index) {
        let thousands = !fraction && *character == ',' && (1..=3).all(|more| digit(index + more)) && !digit(index + 4);
        if character.is_ascii_digit() {
            number.push(*character);
        } else if *character == '.' && digit(index + 1) {
            fraction = true;
            number.push('.');
        } else if !thousands {
            break;
        }
        index += 1;
    }
    number.truncate(LONGEST);
    index - start
}

/// Reads a word from a place on and returns the characters it takes; an apostrophe between letters is no part of it.
fn letters(characters: &[char], start: usize, word: &mut String) -> usize {
    let letter = |index: usize| characters.get(index).copied().is_some_and(is_letter);
    let (mut index, mut count) = (start, 0);
    while let Some(character) = characters.get(index) {
        if is_letter(*character) {
            if count < LONGEST {
                word.push(*character);
            }
            count += 1;
        } else if !(matches!(character, '\'' | '’') && letter(index + 1)) {
            break;
        }
        index += 1;
    }
    index - start
}

/// A character of a script that separates no words by blanks (or, of Hangul, not always where one looks for them).
pub fn is_dense(character: char) -> bool {
    if character < '\u{E01}' {
        return false;
    }
    is_han(character)
        || matches!(character,
            '\u{3041}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
            | '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}'
            | '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{AC00}'..='\u{D7FB}'
            | '\u{0E01}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || is_other_letter(character)
}

fn is_other_letter(character: char) -> bool {
    !character.is_ascii() && character.is_alphanumeric() && !is_dense(character)
}

fn is_of_word(character: char) -> bool {
    character.is_ascii_digit() || is_letter(character)
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '_' | '\u{2010}')
}

/// What stands between characters without parting them.
fn is_silent(character: char) -> bool {
    (character.is_whitespace() && character != '\n') || matches!(character, '·' | '•' | '‧' | '・')
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    /// Tokens with positions: `阿0 里1 gpt@2`.
    fn cut(text: &str) -> String {
        let mut said = Vec::new();
        tokens(&fold(text), |token, position| {
            said.push(match token {
                Token::Dense(character) => format!("{character}{position}"),
                Token::Word(word) => format!("{word}@{position}"),
            });
        });
        said.join(" ")
    }

    #[test]
    fn what_is_written_together_follows_each_other() {
        assert_eq!(cut("阿里云GPT-4发布"), "阿0 里1 云2 gpt@3 4@4 发5 布6");
        for same in ["GPT-4", "GPT4", "ＧＰＴ４", "gpt 4", "GPT_4"] {
            assert_eq!(cut(same), "gpt@0 4@1", "{same}");
        }
        assert_eq!(cut("埃隆·马斯克"), "埃0 隆1 马2 斯3 克4");
        assert_eq!(cut("阿里 云"), "阿0 里1 云2");
    }

    #[test]
    fn marks_and_ends_of_blocks_part() {
        assert_eq!(cut("发布。“阿里”"), "发0 布1 阿3 里4");
        assert_eq!(cut("标题\n正文"), "标0 题1 正3 文4");
        assert_eq!(cut("——阿-里"), "阿0 里2");
        assert_eq!(cut("AI/ML"), "ai@0 ml@2");
    }

    #[test]
    fn numbers_keep_their_fractions_and_lose_their_commas() {
        assert_eq!(cut("1,234,567.5元 2.5版 v1.2.3。"), "1234567.5@0 元1 2.5@2 版3 v@4 1.2.3@5");
        assert_eq!(cut("1,2,3 12,34 2024."), "1@0 2@2 3@4 12@5 34@7 2024@8");
    }

    #[test]
    fn words_lose_their_apostrophes() {
        assert_eq!(cut("Don't ‘quote’ l’été"), "dont@0 quote@2 lete@4");
        assert_eq!(cut(&"a".repeat(100)), format!("{}@0", "a".repeat(40)));
    }

    #[test]
    fn nothing_is_found_in_marks() {
        assert_eq!(cut(""), "");
        assert_eq!(cut("。，——…  \n"), "");
    }
}
