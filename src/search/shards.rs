//! Terms and their places as files: many terms in one, so that a query needs few of them, and none is large.
//!
//! In: [`Posted`]. Out: the bytes of each file, and what must be known to choose among them. ARCHITECTURE.md has the format.

use rayon::prelude::*;

use super::pack::{number, pack_numbers};
use super::terms::{Places, Posted, has_positions};

/// Bytes of terms and places in a file before they are compressed, which leaves some two thirds.
const SHARD: usize = 16_000;

/// Files of terms.
#[derive(Debug, Default)]
pub struct Shards {
    /// The first term of each file.
    pub starts: Vec<String>,
    pub files: Vec<Vec<u8>>,
    /// Positions of terms that have too many of them for a file of terms.
    pub positions: Vec<Vec<u8>>,
}

/// A file of terms as it grows: the list of the terms, their items, and their positions.
#[derive(Default)]
struct Open {
    first: String,
    last: String,
    count: usize,
    list: Vec<u8>,
    items: Vec<u8>,
    positions: Vec<u8>,
}

impl Open {
    fn size(&self) -> usize {
        self.list.len() + self.items.len() + self.positions.len()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.size() + 4);
        number(&mut bytes, self.count);
        [bytes.as_slice(), &self.list, &self.items, &self.positions].concat()
    }
}

impl Shards {
    pub fn of(posted: &Posted) -> Self {
        let mut shards = Self::default();
        let (mut raw, mut apart, mut open) = (Vec::new(), Vec::new(), Open::default());
        for (term, places) in posted.terms() {
            let encoded = Encoded::of(&term, &places);
            if open.count > 0 && open.size() + encoded.items.len() + encoded.small_positions() > SHARD {
                shards.starts.push(std::mem::take(&mut open.first));
                raw.push(std::mem::take(&mut open).bytes());
            }
            open.add(&term, encoded, &mut apart);
        }
        if open.count > 0 {
            shards.starts.push(std::mem::take(&mut open.first));
            raw.push(open.bytes());
        }
        shards.files = raw.par_iter().map(|bytes| pack_numbers(bytes)).collect();
        shards.positions = apart.par_iter().map(|bytes| pack_numbers(bytes)).collect();
        shards
    }
}

/// The places of a term as bytes.
struct Encoded {
    items: Vec<u8>,
    /// Blocks of positions with the first item of each; one where they are few, none where none are told.
    blocks: Vec<(u32, Vec<u8>)>,
}

impl Encoded {
    fn of(term: &str, places: &Places) -> Self {
        let mut encoded = Self { items: Vec::new(), blocks: Vec::new() };
        let tells_positions = has_positions(term);
        let mut before = 0;
        for of_item in places.chunk_by(|one, other| one.0 == other.0) {
            let Some(&(item, _)) = of_item.first() else { continue };
            let step = (item - before) as usize;
            before = item;
            if !tells_positions {
                number(&mut encoded.items, step);
                continue;
            }
            let many = of_item.len() > 1;
            number(&mut encoded.items, step * 2 + usize::from(many));
            if many {
                number(&mut encoded.items, of_item.len());
            }
            if encoded.blocks.last().is_none_or(|(_, block)| block.len() > SHARD) {
                encoded.blocks.push((item, Vec::new()));
            }
            let mut last = 0;
            for (_, position) in of_item {
                if let Some((_, block)) = encoded.blocks.last_mut() {
                    number(block, (position - last) as usize);
                }
                last = *position;
            }
        }
        encoded
    }

    /// Bytes of positions that stand in the file of terms itself.
    fn small_positions(&self) -> usize {
        if self.blocks.len() == 1 { self.blocks.iter().map(|(_, block)| block.len()).sum() } else { 0 }
    }
}

impl Open {
    fn add(&mut self, term: &str, encoded: Encoded, apart: &mut Vec<Vec<u8>>) {
        let common = self.last.bytes().zip(term.bytes()).take_while(|(one, other)| one == other).count();
        number(&mut self.list, common);
        number(&mut self.list, term.len() - common);
        self.list.extend(term.bytes().skip(common));
        number(&mut self.list, encoded.items.len());
        number(&mut self.list, encoded.blocks.len());
        match encoded.blocks.as_slice() {
            [] => {}
            [(_, block)] => {
                number(&mut self.list, block.len());
                self.positions.extend(block);
            }
            blocks => {
                number(&mut self.list, apart.len());
                let mut before = 0;
                for (first, _) in blocks {
                    number(&mut self.list, (first - before) as usize);
                    before = *first;
                }
                apart.extend(encoded.blocks.into_iter().map(|(_, block)| block));
            }
        }
        self.items.extend(encoded.items);
        if self.count == 0 {
            term.clone_into(&mut self.first);
        }
        term.clone_into(&mut self.last);
        self.count += 1;
    }
}
