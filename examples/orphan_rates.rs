//! How often the proposals for orphans are right.
//!
//! In comes the path of a corpus, a JSON object per line: `text` and `annotations`, each with `start` and `end` in
//! characters (code points). The text around a sample of the annotations is edited, and what is proposed is compared
//! with the truth:
//!
//!     cargo run --release --example orphan_rates CORPUS.jsonl [SAMPLES]

use std::ops::Range;

use postil::anchor::{Anchored, Selector, Text, anchor, shortest_selector};
use postil::text::{fold_blanks, nfc};
use serde_json::Value;

/// What is done to a text.
#[derive(Clone, Copy)]
enum Edit {
    /// The sentences that the quote stands in are deleted.
    Sentence,
    /// One character of the quote is replaced, deleted or inserted.
    Quote,
    /// The same, and three such edits in the hundred characters around the quote.
    Around,
}

/// A text as characters, and the range of the quote in it.
#[derive(Clone)]
struct Quoted {
    text: Vec<char>,
    quote: Range<usize>,
}

#[derive(Default)]
struct Rates {
    right: usize,
    wrong: usize,
    none: usize,
}

/// A small deterministic source of numbers: splitmix64 (Steele, Lea and Flood 2014).
struct Numbers(u64);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: orphan_rates CORPUS.jsonl [SAMPLES]")?;
    let samples: usize = arguments.next().map_or(Ok(1000), |samples| samples.parse())?;
    let quoted = load(&std::fs::read_to_string(path)?)?;
    let step = quoted.len().div_ceil(samples).max(1);
    let sample: Vec<&Quoted> = quoted.iter().step_by(step).collect();
    println!("{} of {} annotations", sample.len(), quoted.len());
    let edits =
        [("sentence deleted", Edit::Sentence), ("one character", Edit::Quote), ("and three around", Edit::Around)];
    for (name, edit) in edits {
        let (mut with, mut without) = (Rates::default(), Rates::default());
        for (index, quoted) in sample.iter().enumerate() {
            measure(quoted, edit, &mut Numbers(index as u64), [&mut with, &mut without]);
        }
        with.print(&format!("{name}, earlier text known"));
        without.print(&format!("{name}, selector alone"));
    }
    Ok(())
}

/// All annotations of a corpus, each in its normalised text.
fn load(corpus: &str) -> Result<Vec<Quoted>, Box<dyn std::error::Error>> {
    let mut all = Vec::new();
    for line in corpus.lines() {
        let document: Value = serde_json::from_str(line)?;
        let text: Vec<char> = document["text"].as_str().ok_or("a document without text")?.chars().collect();
        for annotation in document["annotations"].as_array().into_iter().flatten() {
            let offset = |key: &str| annotation[key].as_u64().and_then(|offset| usize::try_from(offset).ok());
            let (Some(start), Some(end)) = (offset("start"), offset("end")) else {
                continue;
            };
            all.push(normalised(&text, start, end).ok_or("an annotation outside its text")?);
        }
    }
    Ok(all)
}

/// A text as an article has it. Private-use characters keep the place of the quote while blanks are folded.
fn normalised(text: &[char], start: usize, end: usize) -> Option<Quoted> {
    const MARK: char = '\u{E000}';
    let parts = [text.get(..start)?, &[MARK], text.get(start..end)?, &[MARK], text.get(end..)?].concat();
    let folded = fold_blanks(&nfc(&parts.iter().collect::<String>()));
    let mut parts = folded.split(MARK).map(|part| part.chars().collect::<Vec<char>>());
    let (before, quote, after) = (parts.next()?, parts.next()?, parts.next()?);
    let range = before.len()..before.len() + quote.len();
    Some(Quoted { text: [before, quote, after].concat(), quote: range })
}

fn measure(old: &Quoted, edit: Edit, numbers: &mut Numbers, [with, without]: [&mut Rates; 2]) {
    let earlier: String = old.text.iter().collect();
    let Some(selector) = shortest_selector(&Text::new(&earlier), old.bytes()) else {
        return;
    };
    let Some((new, truth)) = old.edited(edit, numbers) else {
        return;
    };
    let text = Text::new(&new.text.iter().collect::<String>());
    if text.as_str().len() != new.text.iter().map(|character| character.len_utf8()).sum::<usize>() {
        return; // The edit left two blanks together: offsets would not be comparable.
    }
    let truth = truth.then(|| new.bytes());
    for (rates, earlier) in [(with, Some(earlier.as_str())), (without, None)] {
        rates.count(&text, &selector, earlier, truth.clone());
    }
}

impl Rates {
    /// Counts an orphan. Words that still match somewhere are none.
    fn count(&mut self, text: &Text, selector: &Selector, earlier: Option<&str>, truth: Option<Range<usize>>) {
        let Anchored::Orphan { proposal } = anchor(text, selector, earlier) else {
            return;
        };
        match proposal {
            None => self.none += 1,
            Some(proposal) if Some(&proposal.range) == truth.as_ref() => self.right += 1,
            Some(_) => self.wrong += 1,
        }
    }

    fn print(&self, name: &str) {
        let all = (self.right + self.wrong + self.none).max(1);
        let percent = |count: usize| 100.0 * count as f64 / all as f64;
        let (right, wrong, none) = (percent(self.right), percent(self.wrong), percent(self.none));
        println!("{name:42} {all:5} orphans: {right:5.1} % right, {wrong:5.1} % wrong, {none:5.1} % no proposal");
    }
}

impl Quoted {
    /// The quote in bytes of the text.
    fn bytes(&self) -> Range<usize> {
        let bytes = |end: usize| self.text.iter().take(end).map(|character| character.len_utf8()).sum();
        bytes(self.quote.start)..bytes(self.quote.end)
    }

    /// The text after an edit, and whether the quote is still in it. `None` if there is nothing to edit.
    fn edited(&self, edit: Edit, numbers: &mut Numbers) -> Option<(Quoted, bool)> {
        let mut new = self.clone();
        match edit {
            Edit::Sentence => new.delete_sentence(),
            Edit::Quote => new.change_quote(numbers)?,
            Edit::Around => {
                new.change_quote(numbers)?;
                for _ in 0..3 {
                    new.change_around(numbers);
                }
            }
        }
        Some((new, !matches!(edit, Edit::Sentence)))
    }

    fn delete_sentence(&mut self) {
        let ends = |at: &usize| {
            let next = self.text.get(at + 1).copied().unwrap_or(' ');
            self.text.get(*at).is_some_and(|here| "。！？；".contains(*here) || ".!?".contains(*here) && next == ' ')
        };
        let start = (0..self.quote.start).rev().find(ends).map_or(0, |end| end + 1);
        let last = self.quote.end.saturating_sub(1);
        let end = (last..self.text.len()).find(ends).map_or(self.text.len(), |end| end + 1);
        self.text.drain(start..end);
    }

    fn change_quote(&mut self, numbers: &mut Numbers) -> Option<()> {
        let length = self.quote.len();
        let at = self.quote.start + numbers.below(length);
        match numbers.below(3) {
            0 => self.replace(at, numbers),
            1 if length > 1 => {
                self.text.remove(at);
                self.quote.end -= 1;
            }
            2 if at > self.quote.start => {
                self.text.insert(at, self.any(numbers));
                self.quote.end += 1;
            }
            _ => return None,
        }
        Some(())
    }

    fn change_around(&mut self, numbers: &mut Numbers) {
        let (start, end) = (self.quote.start.saturating_sub(50), (self.quote.end + 50).min(self.text.len()));
        let at = start + numbers.below(end - start);
        if self.quote.contains(&at) {
            return;
        }
        match numbers.below(3) {
            0 => self.replace(at, numbers),
            1 => {
                self.text.remove(at);
                if at < self.quote.start {
                    self.quote = self.quote.start - 1..self.quote.end - 1;
                }
            }
            _ => {
                self.text.insert(at, self.any(numbers));
                if at < self.quote.start {
                    self.quote = self.quote.start + 1..self.quote.end + 1;
                }
            }
        }
    }

    fn replace(&mut self, at: usize, numbers: &mut Numbers) {
        let new = self.any(numbers);
        if let Some(character) = self.text.get_mut(at) {
            *character = new;
        }
    }

    /// Some character of the text that is no blank.
    fn any(&self, numbers: &mut Numbers) -> char {
        let drawn = self.text.get(numbers.below(self.text.len())).copied();
        drawn.filter(|character| *character != ' ').unwrap_or('x')
    }
}

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ mixed >> 31) % (bound.max(1) as u64)).unwrap_or_default()
    }
}
