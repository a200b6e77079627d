//! Reading numbers and words out of running text, Chinese or English.
//!
//! In: text. Out: a cursor over its characters, folded so that full-width and traditional forms read like their plain
//! ones, which knows the way back to bytes; and the values of Chinese numerals. It knows neither dates nor figures.

/// Text as it is read: one folded character for each character of the text.
pub struct Folded {
    chars: Vec<char>,
    /// Where each character begins in the text, in bytes, and where the last one ends.
    offsets: Vec<usize>,
}

impl Folded {
    pub fn new(text: &str) -> Folded {
        let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        offsets.push(text.len());
        Folded { chars: text.chars().map(fold).collect(), offsets }
    }

    /// A cursor before the character of that index.
    pub fn cursor(&self, at: usize) -> Cursor<'_> {
        Cursor { chars: &self.chars, at: at.min(self.chars.len()) }
    }

    /// The length in characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The byte at which a character begins.
    pub fn byte(&self, at: usize) -> usize {
        self.offsets.get(at).or(self.offsets.last()).copied().unwrap_or(0)
    }
}

/// Commas and brackets stay as they are: a full-width comma never groups digits.
fn fold(character: char) -> char {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '－' | '．' | '／' | '～' | '＋' | '＄' | '＃' | '：' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\n' | '\t' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        '〜' => '~',
        '￥' => '¥',
        '￡' => '£',
        '億' => '亿',
        '萬' => '万',
        '個' => '个',
        '點' => '点',
        '兩' => '两',
        '週' => '周',
        '禮' => '礼',
        '號' => '号',
        '約' => '约',
        '過' => '过',
        '餘' => '余',
        '幾' => '几',
        '數' => '数',
        '後' => '后',
        '紀' => '纪',
        '從' => '从',
        '將' => '将',
        '韓' => '韩',
        '歐' => '欧',
        '鎊' => '镑',
        '幣' => '币',
        '達' => '达',
        '時' => '时',
        '來' => '来',
        '間' => '间',
        other => other,
    }
}

/// A place between two characters of folded text. It is copied to try a reading and dropped if that fails.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    chars: &'a [char],
    /// The index of the next character.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub fn peek(self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// The character before the cursor.
    pub fn before(self) -> Option<char> {
        self.chars.get(self.at.checked_sub(1)?).copied()
    }

    /// The characters from here on.
    pub fn rest(self) -> &'a [char] {
        self.chars.get(self.at..).unwrap_or(&[])
    }

    pub fn bump(&mut self) {
        self.at = (self.at + 1).min(self.chars.len());
    }

    pub fn starts_with(self, word: &str) -> bool {
        let mut rest = self.rest().iter();
        word.chars().all(|character| rest.next() == Some(&character))
    }

    /// Whether the text before the cursor ends so.
    pub fn follows(self, word: &str) -> bool {
        let mut head = self.chars.get(..self.at).unwrap_or(&[]).iter().rev();
        word.chars().rev().all(|character| head.next() == Some(&character))
    }

    pub fn follows_any(self, words: &[&str]) -> bool {
        words.iter().any(|word| self.follows(word))
    }

    /// Passes over the word if it stands here.
    pub fn eat(&mut self, word: &str) -> bool {
        let found = self.starts_with(word);
        if found {
            self.at += word.chars().count();
        }
        found
    }

    /// Passes over the first of the words that stands here, and returns its index.
    pub fn eat_any(&mut self, words: &[&str]) -> Option<usize> {
        words.iter().position(|word| self.eat(word))
    }

    /// Passes over the first word of the table that stands here, and returns what it means.
    pub fn eat_meaning<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        table.iter().find(|(word, _)| self.eat(word)).map(|(_, meaning)| *meaning)
    }

    /// Passes over at most one blank; mixed typesetting puts one between digits and Chinese.
    pub fn blank(&mut self) {
        if self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    /// Passes over a run of ASCII digits.
    pub fn digits(&mut self) -> Option<&'a [char]> {
        let run = self.run(|character| character.is_ascii_digit());
        (!run.is_empty()).then_some(run)
    }

    /// Passes over a run of ASCII digits no longer than that; returns its length and value.
    pub fn figure(&mut self, longest: usize) -> Option<(usize, i64)> {
        let mut next = *self;
        // Eighteen digits fit.
        let digits = next.digits().filter(|digits| digits.len() <= longest.min(18))?;
        *self = next;
        let values = digits.iter().filter_map(|digit| digit.to_digit(10));
        Some((digits.len(), values.fold(0, |sum, digit| sum * 10 + i64::from(digit))))
    }

    /// Passes over the characters that fit, and returns them.
    pub fn run(&mut self, fits: impl Fn(char) -> bool) -> &'a [char] {
        let rest = self.rest();
        let length = rest.iter().position(|character| !fits(*character)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or(&[])
    }

    /// Passes over a whole number of up to four digits, or one in Chinese numerals (十七); no part of a longer one.
    pub fn small_number(&mut self) -> Option<u32> {
        let mut next = *self;
        let value = match next.peek()? {
            '0'..='9' => {
                if self.before().is_some_and(|before| before.is_ascii_digit()) {
                    return None;
                }
                u32::try_from(next.figure(4)?.1).ok()?
            }
            _ => {
                if self.before().is_some_and(is_numeral) {
                    return None;
                }
                u32::try_from(numeral_value(next.run(is_numeral))?).ok()?
            }
        };
        *self = next;
        Some(value)
    }
}

/// A character of a Chinese numeral below ten thousand.
pub fn is_numeral(character: char) -> bool {
    digit_value(character).is_some() || unit_value(character).is_some() || matches!(character, '廿' | '卅')
}

/// A single Chinese digit.
pub fn digit_value(character: char) -> Option<u64> {
    let value = match character {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

fn unit_value(character: char) -> Option<u64> {
    match character {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// The value of a numeral below ten thousand, 一百三十五. None for what is no exact number: 三四, 百, 一百三.
pub fn numeral_value(numeral: &[char]) -> Option<u64> {
    if let [single] = numeral
        && let Some(digit) = digit_value(*single)
    {
        return Some(digit);
    }
    if matches!(numeral, [first, .., last] if digit_value(*first) == Some(0) || digit_value(*last) == Some(0)) {
        return None;
    }
    let mut sum = Sum { total: 0, digit: None, smallest_unit: u64::MAX, after_zero: false };
    numeral.iter().try_for_each(|character| sum.take(*character))?;
    sum.end()
}

/// A numeral as far as it has been read.
struct Sum {
    total: u64,
    digit: Option<u64>,
    smallest_unit: u64,
    after_zero: bool,
}

impl Sum {
    fn take(&mut self, character: char) -> Option<()> {
        if let Some(digit) = digit_value(character) {
            if self.digit.is_some() || (self.after_zero && digit == 0) {
                return None;
            }
            self.after_zero |= digit == 0;
            self.digit = (digit > 0).then_some(digit);
            return Some(());
        }
        let (unit, implied) = match character {
            '廿' => (10, Some(2)),
            '卅' => (10, Some(3)),
            other => (unit_value(other)?, None),
        };
        // Only ten goes without its digit, and only in front.
        let ten = (unit == 10 && self.total == 0).then_some(1);
        let digit = match (implied, self.digit.take()) {
            (Some(implied), None) => implied,
            (Some(_), Some(_)) => return None,
            (None, digit) => digit.or(ten)?,
        };
        if unit >= self.smallest_unit {
            return None;
        }
        self.total += digit * unit;
        self.smallest_unit = unit;
        self.after_zero = false;
        Some(())
    }

    /// A last digit counts ones; after a larger unit than ten it wants a zero before it, or it would count tens.
    fn end(self) -> Option<u64> {
        match self.digit {
            None => (self.total > 0).then_some(self.total),
            Some(digit) if self.smallest_unit == 10 || self.after_zero => Some(self.total + digit),
            Some(digit) => (self.total == 0).then_some(digit),
        }
    }
}

/// The value of numerals read digit by digit, 二〇二四.
pub fn digit_by_digit(numeral: &[char]) -> Option<u64> {
    let digits = numeral.iter().map(|character| digit_value(*character));
    digits.take(9).try_fold(0, |sum, digit| Some(sum * 10 + digit?))
}

/// Whether the character is Chinese (or a Japanese or Korean reader's Han character).
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(numeral: &str) -> Option<u64> {
        numeral_value(&numeral.chars().collect::<Vec<_>>())
    }

    #[test]
    fn numerals_have_their_values() {
        let table = [("七", 7), ("十", 10), ("十七", 17), ("二十", 20), ("两百", 200), ("廿三", 23), ("卅", 30)];
        for (numeral, expected) in table {
            assert_eq!(value(numeral), Some(expected), "{numeral}");
        }
        let table = [("一百零五", 105), ("一百三十五", 135), ("一千零一十", 1010), ("九千九百九十九", 9999), ("零", 0)];
        for (numeral, expected) in table {
            assert_eq!(value(numeral), Some(expected), "{numeral}");
        }
    }

    #[test]
    fn what_is_no_exact_number_has_no_value() {
        for numeral in ["", "百", "三四", "一百三", "十十", "百千", "零零", "三十百", "十零"] {
            assert_eq!(value(numeral), None, "{numeral}");
        }
    }

    #[test]
    fn full_width_and_traditional_text_reads_like_plain_text() {
        let folded = Folded::new("２０２４億％");
        assert_eq!(folded.cursor(0).rest().iter().collect::<String>(), "2024亿%");
        assert_eq!(folded.byte(4), 12);
        assert_eq!(folded.byte(99), 18);
    }

    #[test]
    fn a_number_is_never_part_of_a_longer_one() {
        let folded = Folded::new("12345二十");
        assert_eq!(folded.cursor(0).small_number(), None);
        assert_eq!(folded.cursor(3).small_number(), None);
        assert_eq!(folded.cursor(5).small_number(), Some(20));
        assert_eq!(folded.cursor(6).small_number(), None);
    }
}
