//! Footnotes: their definitions are taken out of the flow, numbered in the order of reference,
//! and written at the end.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::events::{Located, element_length};
use super::{Problem, ProblemKind};

/// A footnote's own events, without the definition around them.
pub struct Definition<'a> {
    pub events: Vec<Located<'a>>,
    source: Range<usize>,
}

/// The footnotes of a body.
#[derive(Default)]
pub struct Footnotes<'a> {
    definitions: HashMap<String, Definition<'a>>,
    /// Labels in the order of definition.
    defined: VecDeque<String>,
    /// Of a label that was referred to: its number, and how often it was.
    numbers: HashMap<String, (usize, usize)>,
    waiting: VecDeque<(usize, String)>,
    pub problems: Vec<Problem>,
}

/// A reference to a footnote: the footnote's number, and which reference to it this is.
pub struct Reference {
    pub number: usize,
    pub nth: usize,
}

impl<'a> Footnotes<'a> {
    /// Parts the events of the body from those of its footnotes.
    pub fn part(events: Vec<Located<'a>>) -> (Vec<Located<'a>>, Self) {
        let mut notes = Self::default();
        let mut body = Vec::with_capacity(events.len());
        // Definitions may stand within each other: the innermost one takes the events.
        let mut open: Vec<(String, Definition<'a>, usize)> = Vec::new();
        for (event, source) in events {
            if let Event::Start(Tag::FootnoteDefinition(label)) = &event {
                let definition = Definition { events: Vec::new(), source };
                open.push((key(label), definition, 0));
                continue;
            }
            let Some((_, definition, depth)) = open.last_mut() else {
                body.push((event, source));
                continue;
            };
            match &event {
                Event::Start(_) => *depth += 1,
                Event::End(_) if *depth == 0 => {
                    if let Some((label, definition, _)) = open.pop() {
                        notes.define(label, definition);
                    }
                    continue;
                }
                Event::End(_) => *depth -= 1,
                _ => {}
            }
            definition.events.push((event, source));
        }
        (body, notes)
    }

    fn define(&mut self, label: String, definition: Definition<'a>) {
        if self.definitions.contains_key(&label) {
            return self.problems.push(Problem {
                kind: ProblemKind::FootnoteTwice,
                source: definition.source,
                message: format!("footnote `[^{label}]` is defined twice"),
                help: "only the first definition is shown: give this one another label".to_owned(),
            });
        }
        self.defined.push_back(label.clone());
        self.definitions.insert(label, definition);
    }

    /// Notes a reference; `None` if there is no such footnote.
    pub fn refer(&mut self, label: &str) -> Option<Reference> {
        let label = key(label);
        if !self.definitions.contains_key(&label) && !self.numbers.contains_key(&label) {
            return None;
        }
        let number = self.numbers.len() + 1;
        let (number, count) = self.numbers.entry(label.clone()).or_insert((number, 0));
        *count += 1;
        if *count == 1 {
            self.waiting.push_back((*number, label));
        }
        Some(Reference { number: *number, nth: *count })
    }

    /// The next footnote to write, in the order of reference. Writing it may refer to others.
    pub fn take(&mut self) -> Option<(usize, Definition<'a>)> {
        let (number, label) = self.waiting.pop_front()?;
        Some((number, self.definitions.remove(&label)?))
    }

    /// The next footnote that nothing refers to, once [`Self::take`] has no more.
    pub fn take_unused(&mut self) -> Option<(usize, Definition<'a>)> {
        loop {
            let label = self.defined.pop_front()?;
            let Some(definition) = self.definitions.remove(&label) else {
                continue;
            };
            self.problems.push(Problem {
                kind: ProblemKind::FootnoteUnused,
                source: definition.source.clone(),
                message: format!("nothing refers to footnote `[^{label}]`"),
                help: format!("write `[^{label}]` where it belongs, or remove it"),
            });
            let number = self.numbers.len() + 1;
            self.numbers.insert(label, (number, 0));
            return Some((number, definition));
        }
    }
}

/// Labels match ignoring case.
fn key(label: &str) -> String {
    label.to_lowercase()
}

/// What looks like references to footnotes in plain words: the parser knows no such footnotes.
pub fn undefined(source: &str, events: &[Located<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut rest = events;
    while let Some((event, range)) = rest.first() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                rest = rest.get(element_length(rest)..).unwrap_or_default();
                continue;
            }
            Event::Text(_) => {
                let run = rest.iter().take_while(|(event, _)| matches!(event, Event::Text(_)));
                let count = run.clone().count();
                let end = run.last().map_or(range.end, |(_, last)| last.end);
                find_undefined(source, range.start..end, &mut problems);
                rest = rest.get(count..).unwrap_or_default();
                continue;
            }
            _ => rest = rest.get(1..).unwrap_or_default(),
        }
    }
    problems
}

fn find_undefined(source: &str, words: Range<usize>, problems: &mut Vec<Problem>) {
    let base = words.start;
    let Some(words) = source.get(words) else {
        return;
    };
    for (at, _) in words.match_indices("[^") {
        let escaped = source.get(..base + at).is_some_and(|before| before.ends_with('\\'));
        let tail = words.get(at + 2..).unwrap_or_default();
        let end = tail.find(|c: char| c == ']' || c == '[' || c.is_whitespace());
        let Some(length) = end.filter(|&end| end > 0 && tail.get(end..).is_some_and(|t| t.starts_with(']'))) else {
            continue;
        };
        if escaped {
            continue;
        }
        let label = tail.get(..length).unwrap_or_default();
        problems.push(Problem {
            kind: ProblemKind::FootnoteUndefined,
            source: base + at..base + at + length + 3,
            message: format!("footnote `[^{label}]` is not defined"),
            help: format!("add a paragraph `[^{label}]: …`, or write `\\[^` if no footnote is meant"),
        });
    }
}
