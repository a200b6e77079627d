//! Small facts about characters and words that several rooms share.
//!
//! In come characters and strings, out come classes, normal forms and the nearest known word. Nothing here knows of
//! Markdown, YAML, annotations or files.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// Whether a character is a blank: Unicode's property `White_Space`.
///
/// Python's `\s` adds U+001C to U+001F to this set; JavaScript's adds U+FEFF and lacks U+0085. None of these occur in
/// prose. The zero width space U+200B is no blank in any of the three.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace()
}

/// Whether a character is written without spaces around it, as Chinese and Japanese are: Han, kana, bopomofo, their
/// symbols and punctuation, and full-width forms.
///
/// Hangul is not: Korean separates words by spaces that matter. Neither are “ ” ‘ ’ … — and ·, which Latin text uses
/// too.
pub fn is_cjk(character: char) -> bool {
    is_han(character)
        || matches!(character,
            '\u{2FF0}'..='\u{2FFF}' | '\u{3001}'..='\u{302D}' | '\u{3030}'..='\u{312F}'
            | '\u{3190}'..='\u{31FF}'
            | '\u{3220}'..='\u{325F}' | '\u{3280}'..='\u{33FF}'
            | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE6F}'
            | '\u{FF01}'..='\u{FF9F}' | '\u{FFE0}'..='\u{FFE5}'
            | '\u{16FE0}'..='\u{16FFF}' | '\u{1AFF0}'..='\u{1B16F}'
            | '\u{1F200}'..='\u{1F2FF}'
            // Variation selectors of this block follow ideographs only (UTS #37).
            | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a character is a Han ideograph, a radical, or one of the signs that stand for an ideograph (々 and 〇).
pub fn is_han(character: char) -> bool {
    matches!(character,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}'
        | '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FFFD}' | '\u{30000}'..='\u{3FFFD}')
}

/// The string with each run of blanks turned into one space and none left at the ends.
pub fn fold_blanks(string: &str) -> String {
    let mut folded = String::with_capacity(string.len());
    for word in string.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The string in Unicode's normalization form C (UAX #15); borrowed when it is in that form already.
pub fn nfc(string: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(string)
}

/// The number of characters inserted, deleted, replaced, or swapped with their neighbour that make one word of the
/// other, or `None` when it is more than `most`.
///
/// This is the optimal string alignment distance: Damerau 1964, by the table of Wagner and Fischer 1974.
pub fn edit_distance_within(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before_last = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, &left) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, &right) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(left != right);
            let mut best = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && left == other[column - 1] && one[row - 1] == right;
            if swapped {
                best = best.min(before_last[column - 1] + 1);
            }
            current.push(best);
        }
        // No later row is below the least of two neighbours.
        if current.iter().chain(&last).min().is_none_or(|least| *least > most) {
            return None;
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

/// Words longer than this many characters get no suggestion: nobody mistypes them by a letter, and the search is quadratic.
const LONGEST_SUGGESTED: usize = 64;

/// The candidate that `word` was probably meant to be, ignoring case: at most a third of the characters differ (one
/// in short words). Of equally near ones the first.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    if !(2..=LONGEST_SUGGESTED).contains(&length) {
        return None;
    }
    let most = (length / 3).max(1);
    // Spares nearly all of the work; twice, since lower case may have more characters.
    let alike = |candidate: &&str| candidate.chars().count().abs_diff(length) <= 2 * most;
    candidates
        .into_iter()
        .filter(alike)
        .filter_map(|candidate| Some((edit_distance_within(&word, &candidate.to_lowercase(), most)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cjk_is_what_is_written_without_spaces() {
        for character in "阿々〇ぁンー、。，「」《》（）！？：；％ａＡ１ｱㄅㆠ㈱㍿︽𠀀𰻝🈶\u{E0100}".chars()
        {
            assert!(is_cjk(character), "{character:?} is CJK");
        }
        for character in "\u{3000}aé1.,한ᄀㄱ㈀㉠ﾡ“”‘’…—·😀\u{FE0F}\u{200B}".chars() {
            assert!(!is_cjk(character), "{character:?} is not CJK");
        }
    }

    #[test]
    fn han_leaves_out_kana_and_punctuation() {
        assert!("漢汉々〇𠀀𰻝".chars().all(is_han));
        assert!(!"あア，。Ａa한".chars().any(is_han));
    }

    #[test]
    fn blanks_fold_to_one_space() {
        assert_eq!(fold_blanks("\u{3000}阿里\n \t云\u{A0}Cloud \u{2028}"), "阿里 云 Cloud");
        assert_eq!(fold_blanks(" \n"), "");
        assert_eq!(fold_blanks("零\u{200B}宽"), "零\u{200B}宽", "a zero width space is no blank");
    }

    #[test]
    fn nfc_composes() {
        assert_eq!(nfc("Cafe\u{301} か\u{3099}"), "Café が");
        assert!(matches!(nfc("阿里云"), Cow::Borrowed(_)));
    }

    #[test]
    fn distance_counts_edits_and_swaps() {
        for (one, other, distance) in
            [("", "", 0), ("", "ab", 2), ("quote", "qoute", 1), ("kitten", "sitting", 3), ("腾讯", "腾迅", 1)]
        {
            assert_eq!(edit_distance_within(one, other, 3), Some(distance), "{one} {other}");
            assert_eq!(edit_distance_within(other, one, 3), Some(distance), "{other} {one}");
        }
        assert_eq!(edit_distance_within("kitten", "sitting", 2), None);
        assert_eq!(edit_distance_within("a", "abcdef", 3), None);
    }

    #[test]
    fn nearest_is_what_was_probably_meant() {
        let keys = ["quote", "before", "after", "note", "腾讯云"];
        for (word, meant) in
            [("qoute", Some("quote")), ("Quote", Some("quote")), ("腾迅云", Some("腾讯云")), ("befor", Some("before"))]
        {
            assert_eq!(nearest(word, keys), meant);
        }
        for word in ["zebra", "", "x", "百度"] {
            assert_eq!(nearest(word, keys), None, "{word}");
        }
        assert_eq!(nearest(&"q".repeat(100_000), keys), None);
    }
}
