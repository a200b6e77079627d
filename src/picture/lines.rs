//! Breaks a title into lines that look even.
//!
//! In: characters with their widths, and how wide a line may be. Out: lines. Chinese breaks between any two characters
//! but for punctuation (kinsoku: no mark that closes begins a line, none that opens ends one, and …… and —— stay
//! whole); Latin words break at blanks and behind hyphens, and inside only where one is longer than a line.

/// What must not begin a line.
const CLOSING: &str = "、。，．：；？！…—～·・‧」』）〕】》〉〗〙\u{201D}\u{2019},.;:?!)]}%‰°℃々ーヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ";
/// What must not end a line.
const OPENING: &str = "「『（〔【《〈〖〘\u{201C}\u{2018}([{$￥¥€£#";
/// Marks behind which a break reads well.
const PAUSES: &str = "、。，：；？！…—～」』）】》〉\u{201D},;:?!)]-–";

/// A stretch that stays in one line, and the blank behind it, which a line's end swallows.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    text: String,
    width: f32,
    blank: f32,
}

/// The lines of a text, as few as may be and of these the most even; widths are in the unit of `most`.
pub fn lines(characters: &[(char, f32)], most: f32) -> Vec<String> {
    let pieces = pieces(characters, most);
    let ends = best_ends(&pieces, most);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let joined = starts.zip(&ends).map(|(start, end)| join(pieces.get(start..*end).unwrap_or_default()));
    joined.filter(|line| !line.is_empty()).collect()
}

fn join(pieces: &[Piece]) -> String {
    let mut line = String::new();
    for piece in pieces {
        line.push_str(&piece.text);
        if piece.blank > 0.0 {
            line.push(' ');
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Parts a text wherever a line may end.
fn pieces(characters: &[(char, f32)], most: f32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    let mut before = None;
    for (character, width) in characters {
        if character.is_whitespace() {
            open = false;
            if let Some(last) = pieces.last_mut() {
                last.blank = *width;
            }
            continue;
        }
        // What has no width of its own, such as an accent, belongs to what it stands on.
        let bound = |before| *width == 0.0 || !may_break(before, *character);
        let goes_on = open && before.is_some_and(bound);
        match pieces.last_mut().filter(|last| goes_on && last.width + width <= most) {
            Some(last) => {
                last.text.push(*character);
                last.width += width;
            }
            None => pieces.push(Piece { text: character.to_string(), width: *width, blank: 0.0 }),
        }
        (open, before) = (true, Some(*character));
    }
    pieces
}

/// Whether a line may end between two characters that touch.
fn may_break(before: char, after: char) -> bool {
    if CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    let parts_itself = |character: char| is_wide(character) || CLOSING.contains(character) && !character.is_ascii();
    parts_itself(before)
        || is_wide(after)
        || OPENING.contains(after) && !after.is_ascii()
        || matches!(before, '-' | '–' | '/')
}

/// Characters that stand for themselves and may be parted from others: Han, kana, and all that is as wide. Korean has
/// blanks between words.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// What a way of breaking costs: first the number of lines, then how uneven they are.
type Cost = (usize, f32);

/// Where the lines end, as numbers of pieces: the cheapest way to each end by the ways to the ends before it.
fn best_ends(pieces: &[Piece], most: f32) -> Vec<usize> {
    let mut ways: Vec<(Cost, usize)> = vec![((0, 0.0), 0)];
    for end in 1..=pieces.len() {
        let mut best: Option<(Cost, usize)> = None;
        let mut width = 0.0;
        for start in (0..end).rev() {
            let Some(piece) = pieces.get(start) else { break };
            width += piece.width + if start + 1 < end { piece.blank } else { 0.0 };
            let alone = start + 1 == end;
            if width > most && !alone {
                break;
            }
            let Some(((lines, uneven), _)) = ways.get(start) else { break };
            let cost = (lines + 1, uneven + line_cost(pieces, end, (most - width).max(0.0) / most));
            if best.is_none_or(|(known, _)| cost.0 < known.0 || cost.0 == known.0 && cost.1 < known.1) {
                best = Some((cost, start));
            }
        }
        ways.extend(best);
    }
    let mut ends = vec![pieces.len()];
    while let Some((_, start)) = ends.last().and_then(|end| ways.get(*end)).filter(|(_, start)| *start > 0) {
        ends.push(*start);
    }
    ends.reverse();
    ends
}

/// The square of the room that is left in a line, less where its end reads as a pause.
fn line_cost(pieces: &[Piece], end: usize, room: f32) -> f32 {
    let last = end.checked_sub(1).and_then(|at| pieces.get(at));
    let pause = last.is_some_and(|piece| piece.text.ends_with(|c| PAUSES.contains(c)));
    let inner = end < pieces.len();
    room * room + if inner && !pause { 0.06 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of a text whose full characters are as wide as two others.
    fn broken(text: &str, most: f32) -> Vec<String> {
        let width = |c: char| if is_wide(c) || !c.is_ascii() { 2.0 } else { 1.0 };
        lines(&text.chars().map(|c| (c, width(c))).collect::<Vec<_>>(), most)
    }

    #[test]
    fn lines_are_few_and_even() {
        assert_eq!(broken("阿里大模型的面子与里子", 40.0), ["阿里大模型的面子与里子"]);
        assert_eq!(broken("一二三四五六七八九十", 18.0), ["一二三四五", "六七八九十"]);
        assert_eq!(broken("the quick brown fox jumps", 14.0), ["the quick", "brown fox", "jumps"]);
    }

    #[test]
    fn a_pause_is_where_a_line_likes_to_end() {
        assert_eq!(broken("谁先降价，谁就赢了这一场", 20.0), ["谁先降价，", "谁就赢了这一场"]);
    }

    #[test]
    fn punctuation_neither_begins_nor_ends_a_line_wrongly() {
        for most in 8..30_u8 {
            for line in broken("“通义”（Qwen）与《盘古》——谁更强？……百度：不好说。", f32::from(most))
            {
                assert!(!line.starts_with(|c| CLOSING.contains(c)), "{most}: {line}");
                assert!(!line.ends_with(|c| OPENING.contains(c)), "{most}: {line}");
            }
        }
    }

    #[test]
    fn words_stay_whole_unless_they_are_longer_than_a_line() {
        assert_eq!(broken("GPT-4与Qwen2.5的较量", 10.0), ["GPT-4与", "Qwen2.5", "的较量"]);
        assert_eq!(broken("abcdefghij", 4.0), ["abcd", "efgh", "ij"]);
        assert_eq!(broken("a b", 0.5), ["a", "b"]);
        assert_eq!(broken(" \n ", 9.0), [""; 0]);
        assert_eq!(lines(&[('里', 1.0), ('\u{301}', 0.0), ('子', 1.0)], 1.0), ["里\u{301}", "子"]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in "[a-z 阿里云，。（）“”\\-…]{0,60}", most in 1.0_f32..40.0) {
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            proptest::prop_assert_eq!(bare(&broken(&text, most).join(" ")), bare(&text));
        }
    }
}
