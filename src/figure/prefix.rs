//! What stands before a number and belongs to it.
//!
//! In: folded letters and the place of a number. Out: its currency, rank or sign, and its bound.

use super::letters::{Letters, is_latin};
use super::{Bound, currency};

/// The words before a number.
#[derive(Debug, Clone, Copy)]
pub struct Prefix {
    /// Where the words begin, an index of a character.
    pub start: usize,
    pub kind: Kind,
    pub bound: Option<Bound>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Minus,
    Currency(&'static str),
    /// 第, 排名, `No.`, `#`: the number is a rank if nothing after it says otherwise.
    Rank,
    /// 百分之, or a smaller share, with its power of ten in percent.
    Share(i32),
    /// The number is part of a name: GPT-4, V3.
    Glued,
}

/// Words that bound the number after them; those that contain others stand first. `None` keeps a word from being read
/// as another: 最近 is not 近, and 签约30亿元 is not about 30亿元.
const CHINESE_BOUNDS: [(&str, Option<Bound>); 58] = [
    ("不少于", Some(Bound::AtLeast)),
    ("不低于", Some(Bound::AtLeast)),
    ("不小于", Some(Bound::AtLeast)),
    ("不多于", Some(Bound::AtMost)),
    ("不高于", Some(Bound::AtMost)),
    ("不大于", Some(Bound::AtMost)),
    ("不超过", Some(Bound::AtMost)),
    ("未超过", Some(Bound::AtMost)),
    ("没超过", Some(Bound::AtMost)),
    ("至少", Some(Bound::AtLeast)),
    ("最少", Some(Bound::AtLeast)),
    ("起码", Some(Bound::AtLeast)),
    ("至多", Some(Bound::AtMost)),
    ("最多", Some(Bound::AtMost)),
    ("超过", Some(Bound::MoreThan)),
    ("超出", Some(Bound::MoreThan)),
    ("多于", Some(Bound::MoreThan)),
    ("高于", Some(Bound::MoreThan)),
    ("大于", Some(Bound::MoreThan)),
    ("突破", Some(Bound::MoreThan)),
    ("不足", Some(Bound::LessThan)),
    ("不到", Some(Bound::LessThan)),
    ("未到", Some(Bound::LessThan)),
    ("低于", Some(Bound::LessThan)),
    ("少于", Some(Bound::LessThan)),
    ("小于", Some(Bound::LessThan)),
    ("最近", None),
    ("附近", None),
    ("将近", Some(Bound::About)),
    ("接近", Some(Bound::About)),
    ("大约", Some(Bound::About)),
    ("约合", Some(Bound::About)),
    ("大概", Some(Bound::About)),
    ("折合约", Some(Bound::About)),
    ("持续约", Some(Bound::About)),
    ("后续约", Some(Bound::About)),
    ("签约", None),
    ("合约", None),
    ("预约", None),
    ("节约", None),
    ("条约", None),
    ("违约", None),
    ("续约", None),
    ("履约", None),
    ("毁约", None),
    ("邀约", None),
    ("契约", None),
    ("纽约", None),
    ("约", Some(Bound::About)),
    ("近", Some(Bound::About)),
    ("逾", Some(Bound::MoreThan)),
    ("超", Some(Bound::MoreThan)),
    ("≥", Some(Bound::AtLeast)),
    ("≤", Some(Bound::AtMost)),
    (">", Some(Bound::MoreThan)),
    ("<", Some(Bound::LessThan)),
    ("~", Some(Bound::About)),
    ("≈", Some(Bound::About)),
];

const ENGLISH_BOUNDS: [(&str, Bound); 27] = [
    ("no less than", Bound::AtLeast),
    ("not less than", Bound::AtLeast),
    ("no fewer than", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("no more than", Bound::AtMost),
    ("not more than", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("up to", Bound::AtMost),
    ("more than", Bound::MoreThan),
    ("greater than", Bound::MoreThan),
    ("in excess of", Bound::MoreThan),
    ("upwards of", Bound::MoreThan),
    ("over", Bound::MoreThan),
    ("above", Bound::MoreThan),
    ("exceeding", Bound::MoreThan),
    ("less than", Bound::LessThan),
    ("fewer than", Bound::LessThan),
    ("under", Bound::LessThan),
    ("below", Bound::LessThan),
    ("about", Bound::About),
    ("nearly", Bound::About),
    ("almost", Bound::About),
    ("around", Bound::About),
    ("approximately", Bound::About),
    ("roughly", Bound::About),
    ("close to", Bound::About),
    ("some", Bound::About),
];

/// Words before a number of hundredths or of smaller shares.
const SHARES: [(&str, i32); 3] = [("百分之", 0), ("千分之", -1), ("万分之", -2)];

/// Characters before 前 with which it is a time.
const TIMES: &str = "目此之以提当先日年月天周眼";

const RANKS: [&str; 4] = ["第", "排名", "排在", "位列"];
const ENGLISH_RANKS: [&str; 5] = ["no.", "number", "place", "ranked", "rank"];

/// Reads back from a number, as far as `floor`, the end of the figure before.
pub fn before(letters: &Letters, number: usize, floor: usize) -> Prefix {
    let (start, kind) = kind_before(letters, number, floor);
    let near = bound_before(letters, number).filter(|(start, _)| *start >= floor);
    if let (Kind::Plain, Some((start, bound))) = (kind, near) {
        // 人民币约135亿元
        let end = letters.back_over_blanks(start);
        let outer = currency::before(letters, end).filter(|(start, _)| *start >= floor);
        return outer.map_or(Prefix { start, kind, bound }, |(start, code)| Prefix {
            start,
            kind: Kind::Currency(code),
            bound,
        });
    }
    let far = bound_before(letters, start).filter(|(start, _)| *start >= floor && kind != Kind::Glued);
    far.map_or(Prefix { start, kind, bound: None }, |(start, bound)| Prefix { start, kind, bound })
}

/// Where the words of a share end that begin at `at`, and their power of ten in percent.
pub fn share(letters: &Letters, at: usize) -> Option<(usize, i32)> {
    SHARES.iter().find_map(|(words, power)| Some((letters.after(at, words)?, *power)))
}

/// Whether the number before which the prefix begins is the first of a change: from 10% to 15%.
pub fn is_change(letters: &Letters, start: usize) -> bool {
    let end = letters.back_over_blanks(start);
    ["从", "由"].iter().any(|words| letters.ending(end, words).is_some()) || letters.ending_word(end, "from").is_some()
}

/// Whether the number says how many are looked at, not how many there are: 前十名, top 10. In 目前 and the like 前 is
/// a word for a time.
pub fn is_top(letters: &Letters, number: usize) -> bool {
    let end = letters.back_over_blanks(number);
    let first = letters.ending(end, "前").filter(|start| !letters.before(*start).is_some_and(|c| TIMES.contains(c)));
    first.or_else(|| letters.ending_word(end, "top")).is_some()
}

fn kind_before(letters: &Letters, number: usize, floor: usize) -> (usize, Kind) {
    let end = letters.back_over_blanks(number);
    if let Some((start, code)) = currency::before(letters, end).filter(|(start, _)| *start >= floor) {
        return (start, Kind::Currency(code));
    }
    let chinese = RANKS.iter().find_map(|words| letters.ending(end, words));
    let rank = chinese.or_else(|| ENGLISH_RANKS.iter().find_map(|words| letters.ending_word(end, words)));
    // A sign with a blank after it is a heading.
    let rank = rank.or_else(|| letters.ending(number, "#"));
    if let Some(start) = rank.filter(|start| *start >= floor) {
        return (start, Kind::Rank);
    }
    let before = letters.before(number).unwrap_or(' ');
    let farther = number.checked_sub(1).and_then(|at| letters.before(at)).unwrap_or(' ');
    if is_latin(before) || (matches!(before, '-' | '_' | '.') && (is_latin(farther) || farther == ')')) {
        return (number, Kind::Glued);
    }
    let first = number == 1 || number > floor + 1;
    if before == '-' && first && !is_latin(farther) && !farther.is_ascii_digit() {
        return (number - 1, Kind::Minus);
    }
    (number, Kind::Plain)
}

fn bound_before(letters: &Letters, number: usize) -> Option<(usize, Option<Bound>)> {
    let mut end = letters.back_over_blanks(number);
    // 超过了135亿, 约有135亿, 约为6.9%
    for filler in ["了", "达", "有", "为"] {
        if let Some(start) = letters.ending(end, filler)
            && CHINESE_BOUNDS.iter().any(|(words, _)| letters.ending(start, words).is_some())
        {
            end = start;
        }
    }
    let chinese =
        CHINESE_BOUNDS.iter().find_map(|(words, bound)| letters.ending(end, words).map(|start| (start, *bound)));
    chinese.filter(|(_, bound)| bound.is_some()).or_else(|| {
        ENGLISH_BOUNDS.iter().find_map(|(words, bound)| letters.ending_word(end, words).map(|at| (at, Some(*bound))))
    })
}
