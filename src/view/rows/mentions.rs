//! Mentions in their sentences.
//!
//! In: an article and some of its mentions. Out: rows with the sentence as HTML, the mentions in it in `<mark>`, and the
//! URL of the place. Sentences end by UAX #29 and at the borders of blocks.

use std::ops::Range;

use icu_segmenter::SentenceSegmenter;
use serde::Serialize;

use super::ArticleLink;
use crate::article::Article;
use crate::markdown::{BlankKind, Piece, escape};
use crate::mention::{Mention, Origin};
use crate::path::encode;
use crate::view::{Html, Lens};
use crate::words::Counted;

/// A sentence with one or more mentions.
#[derive(Debug, Clone, Serialize)]
pub struct MentionRow {
    pub sentence: Html,
    /// The place of the first of the mentions.
    pub href: String,
}

/// The mentions in one article.
#[derive(Debug, Clone, Serialize)]
pub struct MentionGroup {
    pub article: ArticleLink,
    /// How many mentions there are, in words.
    pub count: String,
    pub rows: Vec<MentionRow>,
}

/// Where a sentence stands, and the mentions in it with their numbers.
type Sentence<'a> = (Range<usize>, Vec<(usize, &'a Mention)>);

/// Characters of a sentence that are shown around a mention.
const SENTENCE_CHARS: usize = 120;

/// The fragment of a mention's place: the annotation's id, else `m.N` for the N-th mention of the article. No heading has
/// a dot in its id.
pub fn mention_fragment(article: &Article, number: usize, mention: &Mention) -> String {
    let annotation = match mention.origin {
        Origin::Annotated(at) => article.annotations.get(at),
        Origin::Wikilink | Origin::Found => None,
    };
    annotation.map_or_else(|| format!("m.{}", number + 1), |annotation| annotation.id.to_string())
}

impl Lens<'_> {
    /// An article's mentions, given by their number in it (from 0, ascending), as one group; those in one sentence are
    /// one row.
    pub fn mention_group(&self, article: &Article, mentions: &[(usize, &Mention)]) -> MentionGroup {
        let mut sentences = Sentences::of(article);
        let mut rows: Vec<Sentence<'_>> = Vec::new();
        for (number, mention) in mentions {
            let sentence = sentences.around(&mention.range);
            match rows.last_mut() {
                Some((last, inside)) if *last == sentence => inside.push((*number, mention)),
                _ => rows.push((sentence, vec![(*number, mention)])),
            }
        }
        MentionGroup {
            article: self.article_link(article),
            count: self.words.count(mentions.len(), Counted::Mentions),
            rows: rows.iter().filter_map(|(sentence, inside)| self.mention_row(article, sentence, inside)).collect(),
        }
    }

    fn mention_row(
        &self,
        article: &Article,
        sentence: &Range<usize>,
        inside: &[(usize, &Mention)],
    ) -> Option<MentionRow> {
        let (number, first) = inside.first()?;
        let ranges: Vec<Range<usize>> = inside.iter().map(|(_, mention)| mention.range.clone()).collect();
        let fragment = mention_fragment(article, *number, first);
        Some(MentionRow {
            sentence: Html::new(&marked(&article.document.text, sentence, &ranges)),
            href: format!("{}#{}", self.href_of(&article.route()), encode(&fragment)),
        })
    }
}

/// Where blocks end: the blanks between them, in order.
fn blocks(article: &Article) -> Vec<Range<usize>> {
    let borders = article.document.pieces.iter().filter_map(|piece| match piece {
        Piece::Blank { range, kind: BlankKind::Block, .. } if !range.is_empty() => Some(range.clone()),
        _ => None,
    });
    borders.collect()
}

/// The sentences of a text, looked for block by block; the block of the last question is kept, as long ones are dear.
#[derive(Debug)]
pub struct Sentences<'a> {
    text: &'a str,
    blocks: Vec<Range<usize>>,
    block: Range<usize>,
    /// Where sentences of the block begin and end, in bytes of the text.
    borders: Vec<usize>,
}

impl<'a> Sentences<'a> {
    pub fn of(article: &'a Article) -> Self {
        Self { text: &article.document.text, blocks: blocks(article), block: 0..0, borders: Vec::new() }
    }

    /// The sentence around a range, within its block; both in bytes of the text.
    pub fn around(&mut self, range: &Range<usize>) -> Range<usize> {
        let block = self.block_of(range);
        if block != self.block {
            let words = self.text.get(block.clone()).unwrap_or("");
            let borders = SentenceSegmenter::new(Default::default()).segment_str(words);
            self.borders = borders.map(|border| block.start + border).collect();
            self.block = block;
        }
        let next = self.borders.partition_point(|border| *border <= range.start);
        let from = next.checked_sub(1).and_then(|before| self.borders.get(before));
        let to = self.borders.iter().skip(next).find(|border| **border >= range.end);
        from.map_or(self.block.start, |from| *from)..to.map_or(self.block.end, |to| *to)
    }

    fn block_of(&self, range: &Range<usize>) -> Range<usize> {
        let next = self.blocks.partition_point(|border| border.end <= range.start);
        let start = next.checked_sub(1).and_then(|before| self.blocks.get(before)).map_or(0, |border| border.end);
        let ends = self.blocks.iter().skip(next).map(|border| border.start);
        start..ends.into_iter().find(|at| *at >= range.end).unwrap_or(self.text.len())
    }
}

/// A sentence as HTML, cut to what stands around the first mention.
fn marked(text: &str, sentence: &Range<usize>, mentions: &[Range<usize>]) -> String {
    let window = window(text, sentence, mentions.first().unwrap_or(sentence));
    let mut html = String::new();
    let mut at = window.start;
    let piece = |from: usize, to: usize| escape(text.get(from..to).unwrap_or("")).into_owned();
    if window.start > sentence.start {
        html.push('…');
    }
    for mention in mentions {
        let (from, to) = (mention.start.max(at), mention.end.min(window.end));
        if from < to {
            html.push_str(&format!("{}<mark>{}</mark>", piece(at, from), piece(from, to)));
            at = to;
        }
    }
    html.push_str(piece(at, window.end).trim_end());
    if window.end < sentence.end {
        html.push('…');
    }
    html
}

/// At most so many characters of a sentence around a mention, more behind it than before it.
fn window(text: &str, sentence: &Range<usize>, mention: &Range<usize>) -> Range<usize> {
    let count = |range: Range<usize>| text.get(range).map_or(0, |words| words.chars().count());
    if count(sentence.clone()) <= SENTENCE_CHARS {
        return sentence.clone();
    }
    let rest = count(mention.start..sentence.end);
    let before_chars = (SENTENCE_CHARS / 3).max(SENTENCE_CHARS.saturating_sub(rest));
    let before = text.get(sentence.start..mention.start).unwrap_or("");
    let start =
        before.char_indices().rev().take(before_chars).last().map_or(mention.start, |(at, _)| sentence.start + at);
    let tail = text.get(start..sentence.end).unwrap_or("");
    let end = tail.char_indices().nth(SENTENCE_CHARS).map_or(sentence.end, |(at, _)| start + at);
    let end = if inside_word(text, end) {
        text.get(..end).map_or(end, |head| head.trim_end_matches(latin).len())
    } else {
        end
    };
    next_word(text, start).min(mention.start)..end.max(mention.end)
}

fn latin(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

/// Whether a place has Latin letters or digits on both sides.
fn inside_word(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    before.ends_with(latin) && after.starts_with(latin)
}

/// The begin of the next word, where a place lies within a Latin one or before a blank.
fn next_word(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let tail = if inside_word(text, at) { rest.trim_start_matches(latin) } else { rest };
    at + rest.len() - tail.trim_start().len()
}
