//! A picture of an entity among those next to it.
//!
//! In: names with how strongly they are bound. Out: [`EgoView`], from which a template draws SVG: the entity in the
//! middle, its neighbours on an ellipse around it. Lengths are units of the picture, in whole numbers, so that equal
//! neighbours are drawn alike everywhere. Must not know sites or colours.

use serde::Serialize;

/// Neighbours drawn at most, and at least: what fewer would show is said better by a line of the list.
pub const MOST: usize = 18;
const LEAST: usize = 3;

/// The picture is narrow enough to keep its letters legible on a phone.
const WIDTH: i32 = 360;
const TEXT: i32 = 13;
const LINE: i32 = 15;
/// From row to row, by how many there are: a label has two lines at most.
const CLOSEST_ROWS: i32 = 34;
const FARTHEST_ROWS: i32 = 60;
const ROWS_HEIGHT: i32 = 300;
/// Half the width of the ellipse; the labels stand outside it.
const ELLIPSE: i32 = 70;
const LABEL_GAP: i32 = 9;
const MARGIN: i32 = 2;
/// Room for the entity's own name.
const CENTRE_TEXT: i32 = 100;
const CENTRE_PADDING: i32 = 7;

/// How two entities are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// A relation that a report states.
    Asserted,
    /// They are mentioned in the same reports, and that is all.
    Together,
}

/// An entity next to the one in the middle.
#[derive(Debug, Clone)]
pub struct Neighbour {
    pub name: String,
    pub href: Option<String>,
    pub bond: Bond,
    /// Statements and reports that bind the two.
    pub strength: usize,
}

#[derive(Debug, Serialize)]
pub struct EgoView {
    pub width: i32,
    pub height: i32,
    pub centre: EgoCentre,
    pub nodes: Vec<EgoNode>,
    /// How many neighbours are not drawn.
    pub more: usize,
}

/// The entity itself: a box with its name.
#[derive(Debug, Serialize)]
pub struct EgoCentre {
    pub x: i32,
    pub y: i32,
    /// The upper left corner of the box.
    pub left: i32,
    pub top: i32,
    pub width: i32,
    pub height: i32,
    pub lines: Vec<EgoText>,
}

/// A neighbour: a dot, and its name beside it.
#[derive(Debug, Serialize)]
pub struct EgoNode {
    pub name: String,
    pub href: Option<String>,
    /// `asserted` or `together`.
    pub bond: &'static str,
    /// From 1 to 3, the strongest.
    pub weight: usize,
    pub x: i32,
    pub y: i32,
    pub radius: i32,
    /// The `text-anchor` of its label: `end` on the left, `start` on the right.
    pub anchor: &'static str,
    pub lines: Vec<EgoText>,
}

/// A line of words: the anchor of its base line.
#[derive(Debug, Serialize)]
pub struct EgoText {
    pub x: i32,
    pub y: i32,
    pub text: String,
}

/// The picture of an entity among its neighbours, which come in the order of their importance; none for very few.
pub fn picture(name: &str, neighbours: &[Neighbour]) -> Option<EgoView> {
    if neighbours.len() < LEAST {
        return None;
    }
    let shown = &neighbours[..neighbours.len().min(MOST)];
    let rows = i32::try_from(shown.len().div_ceil(2)).unwrap_or(1);
    let row_height = (ROWS_HEIGHT / rows).clamp(CLOSEST_ROWS, FARTHEST_ROWS);
    let height = rows * row_height;
    let centre = centre(name, height / 2);
    let strongest = shown.iter().map(|one| one.strength).max().unwrap_or(1).max(1);
    let nodes = shown.iter().enumerate().map(|(at, neighbour)| {
        let row = i32::try_from(at / 2).unwrap_or(0);
        let y = row * row_height + row_height / 2;
        let side = if at % 2 == 0 { -1 } else { 1 };
        let weight = 1 + 2 * neighbour.strength / strongest;
        node(neighbour, weight, (WIDTH / 2 + side * half_width(y, height), y))
    });
    Some(EgoView { width: WIDTH, height, centre, nodes: nodes.collect(), more: neighbours.len() - shown.len() })
}

/// How far the ellipse reaches to either side at a height.
fn half_width(y: i32, height: i32) -> i32 {
    // x² / a² + y² / b² = 1, all in whole numbers: the same on every machine.
    let (b, y) = (i64::from(height), i64::from(2 * y - height));
    let square = i64::from(ELLIPSE) * i64::from(ELLIPSE) * (b * b - y * y).max(0) / (b * b);
    i32::try_from(square.isqrt()).unwrap_or(0)
}

fn centre(name: &str, y: i32) -> EgoCentre {
    let x = WIDTH / 2;
    let lines = wrapped(name, CENTRE_TEXT);
    let text = lines.iter().map(|line| width_of(line)).max().unwrap_or(0);
    let count = i32::try_from(lines.len()).unwrap_or(1);
    let (width, height) = (text + 2 * CENTRE_PADDING, count * LINE + CENTRE_PADDING);
    EgoCentre { x, y, left: x - width / 2, top: y - height / 2, width, height, lines: placed(lines, (x, y)) }
}

fn node(neighbour: &Neighbour, weight: usize, (x, y): (i32, i32)) -> EgoNode {
    let is_left = x < WIDTH / 2;
    let label = if is_left { x - LABEL_GAP } else { x + LABEL_GAP };
    let room = if is_left { label } else { WIDTH - label } - MARGIN;
    EgoNode {
        name: neighbour.name.clone(),
        href: neighbour.href.clone(),
        bond: match neighbour.bond {
            Bond::Asserted => "asserted",
            Bond::Together => "together",
        },
        weight,
        x,
        y,
        radius: 2 + i32::try_from(weight).unwrap_or(1),
        anchor: if is_left { "end" } else { "start" },
        lines: placed(wrapped(&neighbour.name, room), (label, y)),
    }
}

/// Lines around a height, each on its base line.
fn placed(lines: Vec<String>, (x, y): (i32, i32)) -> Vec<EgoText> {
    let first = y - if lines.len() > 1 { LINE / 2 } else { 0 } + TEXT / 3;
    let heights = (0..).map(|line: i32| first + line * LINE);
    lines.into_iter().zip(heights).map(|(text, y)| EgoText { x, y, text }).collect()
}

/// How wide words may be at most. Letters differ by font; these are the wide ones of common fonts.
fn width_of(text: &str) -> i32 {
    let hundredths = |character: char| match character {
        character if is_wide(character) => 100,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 95,
        character if character.is_uppercase() => 74,
        ' ' | 'i' | 'j' | 'l' | 'f' | 't' | 'r' | '.' | ',' | '-' => 40,
        _ => 62,
    };
    (text.chars().map(hundredths).sum::<i32>() * TEXT).div_euclid(100) + 1
}

/// Whether a character takes about a whole em: from Hangul on nearly all do, signs such as “ and … among them.
fn is_wide(character: char) -> bool {
    character >= '\u{1100}'
}

/// A name in one or two lines, cut where it is still too long.
fn wrapped(name: &str, room: i32) -> Vec<String> {
    if width_of(name) <= room {
        return vec![name.to_owned()];
    }
    let whole = fitting(name, room);
    let split = match name[..whole].rfind(' ') {
        Some(blank) if !name[whole..].starts_with(' ') && !name[..whole].ends_with(is_wide) => blank,
        _ => whole,
    };
    let (first, rest) = (name[..split].trim_end(), name[split..].trim_start());
    if width_of(rest) <= room {
        return vec![first.to_owned(), rest.to_owned()];
    }
    let end = fitting(rest, room - width_of("…"));
    vec![first.to_owned(), format!("{}…", rest[..end].trim_end())]
}

/// How many bytes of words have room, in whole characters.
fn fitting(words: &str, room: i32) -> usize {
    let ends = words.char_indices().map(|(at, character)| at + character.len_utf8());
    ends.take_while(|end| width_of(&words[..*end]) <= room).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn neighbour(name: &str, strength: usize) -> Neighbour {
        Neighbour { name: name.to_owned(), href: Some("/e/".to_owned()), bond: Bond::Asserted, strength }
    }

    /// Left, top, right and bottom of every dot, label and the middle.
    fn boxes(view: &EgoView) -> Vec<(i32, i32, i32, i32)> {
        let middle = &view.centre;
        let mut boxes = vec![(middle.left, middle.top, middle.left + middle.width, middle.top + middle.height)];
        for node in &view.nodes {
            boxes.push((node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius));
            for line in &node.lines {
                let width = width_of(&line.text);
                let left = if node.anchor == "end" { line.x - width } else { line.x };
                boxes.push((left, line.y - 11, left + width, line.y + 3));
            }
        }
        boxes
    }

    fn overlap(one: (i32, i32, i32, i32), other: (i32, i32, i32, i32)) -> bool {
        one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
    }

    fn names() -> impl Strategy<Value = Vec<(String, usize)>> {
        let name = prop_oneof!["[\u{4e00}-\u{9fff}]{1,30}", "[A-Za-z]{1,12}( [A-Za-z]{1,12}){0,5}", "\\PC{1,20}"];
        prop::collection::vec((name, 0..200_usize), 3..40)
    }

    proptest! {
        #[test]
        fn nothing_overlaps_or_leaves_the_picture(neighbours in names(), own in "\\PC{0,40}") {
            let neighbours: Vec<_> = neighbours.iter().map(|(name, strength)| neighbour(name, *strength)).collect();
            let view = picture(&own, &neighbours).unwrap();
            prop_assert_eq!(view.nodes.len() + view.more, neighbours.len());
            let boxes = boxes(&view);
            for (at, one) in boxes.iter().enumerate() {
                prop_assert!(one.0 >= 0 && one.1 >= 0 && one.2 <= view.width && one.3 <= view.height, "{:?}", one);
                for other in &boxes[at + 1..] {
                    prop_assert!(!overlap(*one, *other), "{:?} {:?}", one, other);
                }
            }
        }
    }

    #[test]
    fn the_strongest_stand_at_the_top_with_the_thickest_lines() {
        let all: Vec<_> = (0..20).map(|at| neighbour(&format!("公司{at}"), 20 - at)).collect();
        let view = picture("阿里云", &all).unwrap();
        assert_eq!((view.nodes.len(), view.more), (18, 2));
        let (first, last) = (&view.nodes[0], &view.nodes[17]);
        assert_eq!((first.name.as_str(), first.weight, first.anchor), ("公司0", 3, "end"));
        assert_eq!((last.name.as_str(), last.weight, last.anchor), ("公司17", 1, "start"));
        assert!(first.y < last.y);
    }

    #[test]
    fn few_neighbours_need_no_picture() {
        assert!(picture("阿里云", &[neighbour("甲", 1), neighbour("乙", 1)]).is_none());
    }

    #[test]
    fn long_names_take_two_lines_and_then_end_early() {
        assert_eq!(wrapped("阿里云", 100), ["阿里云"]);
        assert_eq!(wrapped("阿里巴巴集团控股有限公司", 100), ["阿里巴巴集团控", "股有限公司"].map(str::to_owned));
        assert_eq!(wrapped("Alibaba Cloud Intelligence", 110), ["Alibaba Cloud", "Intelligence"].map(str::to_owned));
        let cut = wrapped("中华人民共和国国家发展和改革委员会价格司", 100);
        assert_eq!(cut, ["中华人民共和国", "国家发展和改…"].map(str::to_owned));
    }
}
