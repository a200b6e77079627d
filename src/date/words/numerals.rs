//! Numbers in dates: ASCII and full-width digits, Chinese numerals, English words.

/// A number up to 9999, read as digits (二〇二四) or as a number (三十一); English words up to twelve.
pub fn number(text: &str) -> Option<i64> {
    let plain: String = text.chars().map(|c| ascii_digit(c).unwrap_or(c)).collect();
    if let Ok(number) = plain.parse() {
        return Some(number);
    }
    english(&plain).or_else(|| if plain.contains('十') { tens(&plain) } else { digits(&plain) })
}

fn ascii_digit(c: char) -> Option<char> {
    let value = u32::from(c).checked_sub(u32::from('０')).filter(|value| *value < 10)?;
    char::from_digit(value, 10)
}

fn english(word: &str) -> Option<i64> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let word = word.to_ascii_lowercase();
    let article = matches!(word.as_str(), "a" | "an").then_some(1);
    article.or_else(|| WORDS.iter().position(|known| *known == word).and_then(|at| i64::try_from(at + 1).ok()))
}

fn digit(c: char) -> Option<i64> {
    match c {
        '〇' | '零' | '○' => Some(0),
        '两' | '兩' => Some(2),
        c => "一二三四五六七八九".chars().position(|known| known == c).and_then(|at| i64::try_from(at + 1).ok()),
    }
}

fn digits(text: &str) -> Option<i64> {
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    text.chars().try_fold(0, |number, c| Some(number * 10 + digit(c)?))
}

/// 十, 十七, 二十, 三十一.
fn tens(text: &str) -> Option<i64> {
    let (before, after) = text.split_once('十')?;
    let tens = if before.is_empty() { 1 } else { digits(before).filter(|tens| *tens < 10)? };
    let ones = if after.is_empty() { 0 } else { digits(after).filter(|ones| *ones < 10)? };
    Some(tens * 10 + ones)
}
