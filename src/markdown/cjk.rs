//! Emphasis beside Chinese punctuation, and which line breaks Chinese text swallows.
//!
//! In comes a body, out comes the same body with guards: characters that it does not hold, put
//! where CommonMark's flanking rules would take Chinese punctuation for the edge of a word. The
//! parser sees the guards, nobody after it does: [`Guarded::strip`] takes them out of whatever it
//! says, [`Guarded::origin`] out of its offsets. Nothing here knows what Markdown means.
//!
//! The rules are those of the CommonMark CJK-friendly amendments
//! (<https://github.com/tats-u/markdown-cjk-friendly>, `specification.md`). They leave `_` as it
//! is: for it the amended flanking changes nothing.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::text::{is_blank, is_cjk};

/// A body with guards in it.
pub struct Guarded<'a> {
    pub text: Cow<'a, str>,
    guards: Option<Guards>,
    /// Where guards begin in `text` and how long they are together up to there, in bytes.
    inserted: Vec<(usize, usize)>,
}

/// Two characters that the body does not hold.
#[derive(Clone, Copy)]
struct Guards {
    /// Counts as a letter beside a delimiter run.
    letter: char,
    /// Counts as punctuation: keeps a neighbouring delimiter run from seeing the letter.
    punctuation: char,
}

impl Guards {
    fn absent_from(source: &str) -> Option<Self> {
        let absent = |characters: std::ops::RangeInclusive<char>| {
            characters.into_iter().find(|&character| !source.contains(character))
        };
        Some(Self { letter: absent('\u{E000}'..='\u{F8FF}')?, punctuation: absent('\u{2E00}'..='\u{2E2E}')? })
    }
}

impl<'a> Guarded<'a> {
    /// Sets the guards; linear in the length of the body.
    pub fn new(source: &'a str) -> Self {
        let plain = |guards| Self { text: Cow::Borrowed(source), guards, inserted: Vec::new() };
        let runs: Vec<Run> = Runs { source, at: 0 }.filter(|run| run.guard_before || run.guard_after).collect();
        if runs.is_empty() {
            return plain(None);
        }
        match Guards::absent_from(source) {
            Some(guards) => Self::guard(source, &runs, guards),
            None => plain(None),
        }
    }

    fn guard(source: &'a str, runs: &[Run], guards: Guards) -> Self {
        let mut text = String::with_capacity(source.len() + runs.len() * 12);
        let mut inserted = Vec::with_capacity(runs.len() * 2);
        let (mut copied, mut grown) = (0, 0);
        let mut copy = |upto: usize, guard: &str, text: &mut String| {
            text.push_str(source.get(copied..upto).unwrap_or_default());
            copied = upto;
            if !guard.is_empty() {
                grown += guard.len();
                inserted.push((text.len(), grown));
                text.push_str(guard);
            }
        };
        let Guards { letter, punctuation } = guards;
        for run in runs {
            if run.guard_before {
                let shield = run.delimiter_before.then_some(punctuation);
                let guard: String = shield.into_iter().chain([letter]).collect();
                copy(run.range.start, &guard, &mut text);
            }
            if run.guard_after {
                let shield = run.delimiter_after.then_some(punctuation);
                let guard: String = [letter].into_iter().chain(shield).collect();
                copy(run.range.end, &guard, &mut text);
            }
        }
        copy(source.len(), "", &mut text);
        Self { text: Cow::Owned(text), guards: Some(guards), inserted }
    }

    /// What the parser said, without guards.
    pub fn strip<'b>(&self, said: CowStr<'b>) -> CowStr<'b> {
        let Some(Guards { letter, punctuation }) = self.guards else {
            return said;
        };
        if said.contains([letter, punctuation]) { said.replace([letter, punctuation], "").into() } else { said }
    }

    /// The place in the body of a byte of the guarded text.
    pub fn origin(&self, at: usize) -> usize {
        let before = self.inserted.partition_point(|(begin, _)| *begin < at);
        let Some(&(begin, grown)) = before.checked_sub(1).and_then(|i| self.inserted.get(i)) else {
            return at;
        };
        let earlier = before.checked_sub(2).and_then(|i| self.inserted.get(i)).map_or(0, |(_, grown)| *grown);
        // A place within a guard is where the guard stands.
        at.saturating_sub(grown).max(begin - earlier)
    }

    /// The range in the body of a range of the guarded text.
    pub fn origin_range(&self, range: &Range<usize>) -> Range<usize> {
        self.origin(range.start)..self.origin(range.end)
    }
}

/// A run of `*` or `~~`.
struct Run {
    range: Range<usize>,
    guard_before: bool,
    guard_after: bool,
    delimiter_before: bool,
    delimiter_after: bool,
}

/// The delimiter runs of a body.
struct Runs<'a> {
    source: &'a str,
    at: usize,
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let bytes = self.source.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            match byte {
                b'\\' => self.at += 2,
                b'*' | b'~' => {
                    let begin = self.at;
                    let tail = bytes.get(begin..).unwrap_or_default();
                    self.at += tail.iter().take_while(|&&next| next == byte).count();
                    if byte == b'*' || self.at - begin == 2 {
                        return Some(run(self.source, begin..self.at));
                    }
                }
                _ => self.at += 1,
            }
        }
    }
}

fn run(source: &str, range: Range<usize>) -> Run {
    let before = source.get(..range.start).unwrap_or_default();
    let after = source.get(range.end..).unwrap_or_default();
    let prev = visible_before(before);
    let next = after.chars().next().filter(|&next| !is_blank(next));
    let (guard_before, guard_after) = match (prev, next) {
        // The guard matters only beside punctuation, and harms nowhere else.
        (Some(prev), Some(next)) if is_east_asian(prev) || is_east_asian(next) => {
            (!prev.is_alphanumeric(), !next.is_alphanumeric())
        }
        _ => (false, false),
    };
    Run {
        range,
        guard_before,
        guard_after,
        delimiter_before: prev.is_some_and(is_delimiter),
        delimiter_after: next.is_some_and(is_delimiter),
    }
}

/// The character before a run, unless it is a blank or the run begins its line. Marks of quotes
/// and lists belong to the line's beginning, where a guard would hide a fence.
fn visible_before(before: &str) -> Option<char> {
    let prev = before.chars().next_back().filter(|&prev| !is_blank(prev))?;
    if "->+*.)".contains(prev) || prev.is_ascii_digit() {
        let line = before.rsplit('\n').next().unwrap_or_default();
        let container = |c: char| " \t>-+*.)".contains(c) || c.is_ascii_digit();
        if line.chars().rev().all(container) {
            return None;
        }
    }
    // A variation selector belongs to the character before it.
    if matches!(prev, '\u{FE00}'..='\u{FE0E}') {
        return before.chars().rev().nth(1);
    }
    Some(prev)
}

fn is_delimiter(character: char) -> bool {
    matches!(character, '*' | '_' | '~')
}

/// The amendment's "CJK character", which takes Hangul in.
fn is_east_asian(character: char) -> bool {
    is_cjk(character)
        || matches!(character, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}')
}

/// Whether a line break between `before` and `next` is nothing at all: both are written without
/// spaces. Quotation marks, dashes and dots that Latin text uses too go with their other side.
///
/// This is CSS Text 4, "segment break transformation", without the language.
pub fn swallows_break(before: &str, next: char) -> bool {
    let Some(prev) = before.chars().next_back() else {
        return false;
    };
    // A few characters back are enough, and keep this constant.
    let decisive = || before.chars().rev().take(8).find(|&c| !is_shared(c));
    match (is_cjk(prev), is_cjk(next)) {
        (true, true) => true,
        (true, false) => is_shared(next),
        (false, true) => is_shared(prev),
        (false, false) => is_shared(prev) && is_shared(next) && decisive().is_some_and(is_cjk),
    }
}

/// Punctuation that Chinese and Latin text share.
fn is_shared(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The guarded text with guards shown as `+` (letter) and `-` (punctuation).
    fn shown(source: &str) -> String {
        let guarded = Guarded::new(source);
        match guarded.guards {
            None => guarded.text.into_owned(),
            Some(guards) => guarded.text.replace(guards.letter, "+").replace(guards.punctuation, "-"),
        }
    }

    #[test]
    fn guards_stand_between_runs_and_punctuation_only() {
        for (source, expected) in [
            ("见**《规划》**与", "见**+《规划》+**与"),
            ("**“通义”**是", "**“通义”+**是"),
            ("~~“旧”~~新", "~~“旧”+~~新"),
            ("a**(b)**c", "a**(b)**c"),
            ("阿 **《里》** 云", "阿 **《里》** 云"),
            ("阿**_里_**云", "阿**+-_里_-+**云"),
            (r"阿\*《里》", r"阿\*《里》"),
            (">~~~《\n", ">~~~《\n"),
            ("阿里_《云》_里", "阿里_《云》_里"),
        ] {
            assert_eq!(shown(source), expected);
        }
    }

    #[test]
    fn guards_are_characters_that_the_body_lacks() {
        let source = "\u{E000}\u{2E00}见**《规划》**与";
        let guarded = Guarded::new(source);
        let text = CowStr::from(guarded.text.clone().into_owned());
        assert_ne!(&*text, source);
        assert_eq!(&*guarded.strip(text), source);
    }

    #[test]
    fn offsets_lead_back_to_the_body() {
        let source = "见**《规划》**与**《纲要》**两份";
        let guarded = Guarded::new(source);
        for word in ["见", "规划", "与", "纲要", "两份", "《纲", "要》"] {
            let at = guarded.text.find(word).expect(word);
            assert_eq!(guarded.origin(at), source.find(word).expect(word), "{word}");
        }
        assert_eq!(guarded.origin(guarded.text.len()), source.len());
    }

    #[test]
    fn breaks_between_chinese_characters_are_swallowed() {
        for (before, next) in [("云", '智'), ("云，", '智'), ("说：", '“'), ("。”", '他'), ("。”", '“')]
        {
            assert!(swallows_break(before, next), "{before} {next}");
        }
        for (before, next) in [("cloud", '智'), ("云", 'c'), ("한국", '어'), ("said”", '“'), ("", '云')] {
            assert!(!swallows_break(before, next), "{before} {next}");
        }
    }
}
