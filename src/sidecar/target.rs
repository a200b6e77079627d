//! Where an annotation stands: a quote, a passage from words to words, a section, or nowhere.

use crate::diagnostic::Code;
use crate::source::At;
use crate::yaml::{Keys, Node, Reader};

/// A target as written, NFC; words are trimmed, contexts keep their blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Without words: background, or a source that holds for the whole article.
    None,
    Quote {
        quote: At<String>,
        before: Option<String>,
        after: Option<String>,
        nth: Option<usize>,
    },
    Passage {
        from: At<String>,
        to: At<String>,
        before: Option<String>,
        after: Option<String>,
        nth: Option<usize>,
    },
    /// A heading's id, else its exact text.
    Section(At<String>),
}

impl Target {
    /// The parts that tell targets apart, for derived ids.
    pub fn parts(&self) -> Vec<&str> {
        match self {
            Target::None => Vec::new(),
            Target::Quote { quote, before, after, .. } => {
                vec!["quote", &quote.value, trimmed(before), trimmed(after)]
            }
            Target::Passage { from, to, before, after, .. } => {
                vec!["passage", &from.value, &to.value, trimmed(before), trimmed(after)]
            }
            Target::Section(heading) => vec!["section", &heading.value],
        }
    }

    pub fn nth(&self) -> Option<usize> {
        match self {
            Target::Quote { nth, .. } | Target::Passage { nth, .. } => *nth,
            Target::None | Target::Section(_) => None,
        }
    }
}

fn trimmed(context: &Option<String>) -> &str {
    context.as_deref().unwrap_or("").trim()
}

/// Reads the keys of a target; `None` after a report if they contradict each other.
pub fn read(reader: &mut Reader, keys: &mut Keys<'_>) -> Option<Target> {
    let written = |keys: &Keys<'_>, names: &[&str]| names.iter().filter(|name| keys.has(name)).count();
    let kinds = [written(keys, &["quote"]), written(keys, &["from", "to"]), written(keys, &["section"])];
    let node = keys.node();
    let quote = keys.get(reader, "quote", words);
    let from = keys.get(reader, "from", words);
    let to = keys.get(reader, "to", words);
    let section = keys.get(reader, "section", words);
    let (before, after) = (context(reader, keys, "before"), context(reader, keys, "after"));
    let nth = keys.get(reader, "nth", Reader::count);
    let (before, after) = (before?, after?);
    if kinds.iter().filter(|count| **count > 0).count() > 1 {
        reader
            .report(Code::WrongShape, node, "an annotation has one target: `quote`, `from` and `to`, or `section`")
            .help = Some("keep one of them; for several places write an annotation for each".into());
        return None;
    }
    let narrowed = before.is_some() || after.is_some() || nth.is_some();
    if narrowed && kinds[0] + kinds[1] == 0 {
        reader
            .report(Code::WrongShape, node, "`before`, `after` and `nth` go with `quote`, or with `from` and `to`")
            .help = Some("add the words that they help to find, or remove them".into());
        return None;
    }
    match kinds {
        [0, 0, 0] => Some(Target::None),
        [1, ..] => quote.map(|quote| Target::Quote { quote, before, after, nth }),
        [_, _, 1] => section.map(Target::Section),
        _ => passage(reader, node, from, to).map(|(from, to)| Target::Passage { from, to, before, after, nth }),
    }
}

fn passage(
    reader: &mut Reader,
    node: &Node,
    from: Option<At<String>>,
    to: Option<At<String>>,
) -> Option<(At<String>, At<String>)> {
    if from.is_some() != to.is_some() {
        reader.report(Code::MissingKey, node, "a passage has both `from` and `to`").help =
            Some("for words that stand together `quote:` is enough".into());
    }
    from.zip(to)
}

/// Words to look for: blanks are folded when they are looked for, so here they are only trimmed.
fn words(reader: &mut Reader, node: &Node) -> Option<At<String>> {
    reader.words(node)
}

/// Context may be empty, which says nothing. The outer `None` follows a report.
fn context(reader: &mut Reader, keys: &mut Keys<'_>, name: &'static str) -> Option<Option<String>> {
    let Some(node) = keys.take(name) else { return Some(None) };
    let trimmed = reader.text(node)?;
    // Blanks at the ends tell places apart only where nothing else does, but then they do.
    Some(node.scalar().filter(|_| !trimmed.is_empty()).map(str::to_owned))
}
