//! What can be said of a text without knowing what it says: a summary and a reading time.
//!
//! In comes *the text*, out come its first sentences or a number of minutes.

use icu_segmenter::GraphemeClusterSegmenter;

use crate::text::is_cjk;

const CJK_CHARACTERS_PER_MINUTE: usize = 400;
const WORDS_PER_MINUTE: usize = 220;

/// The beginning of a text, at most `most_chars` characters long.
///
/// It ends after a sentence where one ends in its last two thirds; else within one, between
/// grapheme clusters (UAX #29) and between Latin words, with `…`.
pub fn summary(text: &str, most_chars: usize) -> String {
    if text.chars().count() <= most_chars {
        return text.to_owned();
    }
    let begin = prefix(text, most_chars);
    let least = prefix(text, most_chars / 3).len();
    match last_sentence_end(begin, text).filter(|&end| end >= least) {
        Some(end) => begin.get(..end).unwrap_or(begin).to_owned(),
        None => cut_within_sentence(text, most_chars.saturating_sub(1)),
    }
}

/// The minutes that reading takes, rounded up: Chinese by characters, other scripts by words.
pub fn reading_minutes(text: &str) -> usize {
    let cjk = text.chars().filter(|&c| is_cjk(c) && c.is_alphanumeric()).count();
    let words = text
        .split(|c: char| is_cjk(c) || c.is_whitespace())
        .filter(|word| word.contains(char::is_alphanumeric))
        .count();
    let share = cjk * WORDS_PER_MINUTE + words * CJK_CHARACTERS_PER_MINUTE;
    share.div_ceil(CJK_CHARACTERS_PER_MINUTE * WORDS_PER_MINUTE)
}

fn prefix(text: &str, chars: usize) -> &str {
    let end = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// The byte after the last sentence that ends within `begin`, with the quotes that it closes.
fn last_sentence_end(begin: &str, text: &str) -> Option<usize> {
    let stops = begin.char_indices().rev().filter(|(_, c)| "。！？!?.…".contains(*c));
    for (at, stop) in stops {
        let mut end = at + stop.len_utf8();
        let tail = text.get(end..).unwrap_or_default();
        let closing: usize = tail.chars().take_while(|&c| "”’」』）)\"".contains(c)).map(char::len_utf8).sum();
        end += closing;
        let next = text.get(end..).and_then(|tail| tail.chars().next());
        let ends = match stop {
            '。' | '！' | '？' => true,
            // 3.5 and e.g. a file's name go on after the stop.
            _ => next.is_none_or(|next| next.is_whitespace()),
        };
        if ends && end <= begin.len() {
            return Some(end);
        }
    }
    None
}

fn cut_within_sentence(text: &str, most_chars: usize) -> String {
    let most = prefix(text, most_chars).len();
    let end =
        GraphemeClusterSegmenter::new().segment_str(text).take_while(|&border| border <= most).last().unwrap_or(0);
    let cut = text.get(..end).unwrap_or_default();
    let splits_word = |c: char| c.is_alphanumeric() && !is_cjk(c);
    let inside = text.get(end..).is_some_and(|tail| tail.starts_with(splits_word)) && cut.ends_with(splits_word);
    let kept = match cut.rfind(|c| !splits_word(c)) {
        Some(at) if inside && at > end / 2 => {
            let width = cut.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
            cut.get(..at + width).unwrap_or(cut)
        }
        _ => cut,
    };
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_its_own_summary() {
        assert_eq!(summary("阿里云降价。", 6), "阿里云降价。");
        assert_eq!(summary("", 0), "");
    }

    #[test]
    fn a_summary_ends_with_a_sentence() {
        assert_eq!(summary("阿里云降价。腾讯云跟进，百度云免费。", 12), "阿里云降价。");
        assert_eq!(summary("他说：“降了。”然后又说了很多话。", 10), "他说：“降了。”");
        assert_eq!(summary("It fell 3.5 points. Then it rose again.", 25), "It fell 3.5 points.");
    }

    #[test]
    fn a_sentence_that_is_too_long_is_cut_between_graphemes_and_words() {
        assert_eq!(summary("阿里云宣布核心产品全线降价", 6), "阿里云宣布…");
        assert_eq!(summary("Alibaba Cloud announced prices", 20), "Alibaba Cloud…");
        assert_eq!(summary("好👩‍👩‍👧‍👦家庭成员一起", 4), "好…");
        assert_eq!(summary("约3.5亿元人民币的投资", 5), "约3.5…");
    }

    #[test]
    fn reading_time_counts_each_script_its_own_way() {
        assert_eq!(reading_minutes(""), 0);
        assert_eq!(reading_minutes("，。"), 0);
        assert_eq!(reading_minutes(&"云".repeat(400)), 1);
        assert_eq!(reading_minutes(&"云，".repeat(401)), 2);
        assert_eq!(reading_minutes(&"cloud ".repeat(440)), 2);
        assert_eq!(reading_minutes(&"云 cloud ".repeat(220)), 2);
    }
}
