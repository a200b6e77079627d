//! How large an SVG picture is.
//!
//! In: the head of its file. Out: the size that browsers give it, after `width`, `height` and `viewBox` of the root
//! (SVG 2 §8.12, CSS Images 3 §4). What needs fonts or style sheets to be known is not known.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Size;

/// A picture that only has proportions is as wide as there is room, in an `<img>` without attributes as well. This is wider
/// than the text on any page, and the style sheet's `max-width` does the rest.
const WIDE: f64 = 1600.0;

/// Larger ones are taken for a mistake.
const MOST: f64 = 1_000_000.0;

/// `width` or `height` of the root.
enum Length {
    Pixels(f64),
    /// Not there, or a part of the room.
    Open,
}

/// The size of the picture, if the head of its file has its root.
pub fn size(head: &[u8]) -> Option<Size> {
    let mut reader = Reader::from_reader(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => break root,
            Event::Eof => return None,
            _ => {}
        }
    };
    if root.local_name().as_ref() != b"svg" || is_styled(&root)? {
        return None;
    }
    let ratio = ratio(&root);
    let (width, height) = match (length(&root, "width")?, length(&root, "height")?) {
        (Length::Pixels(width), Length::Pixels(height)) => (width, height),
        (Length::Pixels(width), Length::Open) => (width, width / ratio?),
        (Length::Open, Length::Pixels(height)) => (height * ratio?, height),
        (Length::Open, Length::Open) => (WIDE, WIDE / ratio?),
    };
    Some(Size { width: whole(width)?, height: whole(height)? })
}

/// Whether a style of the root itself says how large it is.
fn is_styled(root: &BytesStart<'_>) -> Option<bool> {
    let style = attribute(root, "style")?.unwrap_or_default();
    let mut names = style.split(';').filter_map(|rule| rule.split(':').next());
    Some(names.any(|name| ["width", "height", "aspect-ratio"].contains(&name.trim())))
}

/// Width by height of the `viewBox`.
fn ratio(root: &BytesStart<'_>) -> Option<f64> {
    if attribute(root, "preserveAspectRatio")?.is_some_and(|align| align.trim().starts_with("none")) {
        return None;
    }
    let numbers = attribute(root, "viewBox")??;
    let numbers = numbers.split([' ', ',', '\t', '\n', '\r']).filter(|number| !number.is_empty());
    let numbers: Option<Vec<f64>> = numbers.map(|number| number.parse().ok()).collect();
    let [_, _, width, height] = numbers?[..] else { return None };
    let ratio = width / height;
    (width > 0.0 && height > 0.0 && ratio.is_normal()).then_some(ratio)
}

/// None where only a browser could tell, as with `em` and `ex`.
fn length(root: &BytesStart<'_>, name: &str) -> Option<Length> {
    let Some(written) = attribute(root, name)? else { return Some(Length::Open) };
    let written = written.trim();
    if written == "auto" || written.ends_with('%') {
        return Some(Length::Open);
    }
    let inch = 96.0;
    let units =
        [("px", 1.0), ("in", inch), ("pt", inch / 72.0), ("pc", inch / 6.0), ("cm", inch / 2.54), ("mm", inch / 25.4)];
    let with_unit = units.iter().find_map(|(unit, pixels)| Some((written.strip_suffix(unit)?, *pixels)));
    let (number, pixels) = with_unit.unwrap_or((written, 1.0));
    Some(Length::Pixels(number.parse::<f64>().ok()? * pixels))
}

/// An attribute of the root, if it has it; None where the tag is bad.
fn attribute(root: &BytesStart<'_>, name: &str) -> Option<Option<String>> {
    let Some(found) = root.try_get_attribute(name).ok()? else { return Some(None) };
    String::from_utf8(found.value.into_owned()).ok().map(Some)
}

fn whole(pixels: f64) -> Option<u32> {
    let pixels = pixels.round();
    (1.0..=MOST).contains(&pixels).then_some(pixels as u32)
}
