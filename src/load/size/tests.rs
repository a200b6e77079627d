//! Sizes of real pictures, of odd ones, and of files that are none.

use std::fs;

use proptest::prelude::*;

use super::*;

/// The size of a file of this name with these bytes.
fn size(name: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("x");
    fs::write(&disk, bytes).unwrap();
    of(&ContentPath::new(name), &disk).map(|size| (size.width, size.height))
}

fn svg(root: &str) -> Option<(u32, u32)> {
    size("a.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {root}><g/></svg>").as_bytes())
}

/// A file of tests/pictures; all of them have 30 by 20 dots.
fn picture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(name)).unwrap()
}

#[test]
fn pictures_of_dots_say_their_size() {
    let upright = [
        "plain.png",
        "plain.gif",
        "plain.jpg",
        "progressive.jpeg",
        "lossy.webp",
        "lossless.webp",
        "alpha.webp",
        "plain.avif",
    ];
    for name in upright {
        assert_eq!(size(name, &picture(name)), Some((30, 20)), "{name}");
    }
}

#[test]
fn photographs_are_turned_as_browsers_turn_them() {
    for name in ["turned.JPG", "turned.avif"] {
        assert_eq!(size(name, &picture(name)), Some((20, 30)), "{name}");
    }
    let mut upside_down = picture("turned.JPG");
    let at = upside_down.windows(4).position(|bytes| bytes == [0x01, 0x12, 0x00, 0x03]).unwrap();
    upside_down[at + 9] = 3;
    assert_eq!(size("a.jpg", &upside_down), Some((30, 20)));
    let mut little = picture("plain.jpg");
    let exif = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
    little.splice(2..2, exif.iter().copied());
    assert_eq!(size("a.jpg", &little), Some((20, 30)));
}

#[test]
fn drawings_have_the_size_that_they_say() {
    for (root, wanted) in [
        ("width='640' height='300'", (640, 300)),
        ("width='640px' height='300.4px' viewBox='0 0 1 1'", (640, 300)),
        ("width='3in' height='72pt'", (288, 96)),
        ("width='2.54cm' height=' 25.4mm '", (96, 96)),
        ("width='1e2' height='6pc'", (100, 96)),
        ("width='100' viewBox='0 0 2 1'", (100, 50)),
        ("height='100' width='50%' viewBox='0,0 ,2 1'", (200, 100)),
    ] {
        assert_eq!(svg(root), Some(wanted), "{root}");
    }
}

/// As wide as there is room is what browsers make of them where nothing is said.
#[test]
fn drawings_with_nothing_but_proportions_take_the_room() {
    for root in ["", "width='100%' height='100%'", "width='auto'", "style='max-width: 640px'"] {
        assert_eq!(svg(&format!("{root} viewBox='-5 0 64 32'")), Some((1600, 800)), "{root}");
    }
}

#[test]
fn what_only_a_browser_can_tell_is_not_told() {
    for root in [
        "",
        "width='640'",
        "width='3ex' height='2ex' viewBox='0 0 3 2'",
        "width='calc(1px + 2px)' height='2' viewBox='0 0 3 2'",
        "style='fill: red; width: 3em' viewBox='0 0 3 2'",
        "viewBox='0 0 3 2' preserveAspectRatio='none'",
        "viewBox='0 0 0 2'",
        "viewBox='0 0 inf 2'",
        "viewBox='0 0 3'",
        "viewBox='0 0 1e300 1e-300'",
        "width='0' height='3'",
        "width='-4' height='3'",
        "width='inf' height='3'",
        "width='NaN' height='3'",
        "width='1e9' height='3'",
    ] {
        assert_eq!(svg(root), None, "{root}");
    }
}

#[test]
fn the_root_is_found_behind_what_stands_before_it() {
    let before = "\u{feff}<?xml version='1.0'?>\n<!-- <svg width='1' height='1'> -->\n<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' \
                  'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd' [<!ENTITY ns 'http://www.w3.org/2000/svg'>]>\n";
    let whole = format!("{before}<s:svg xmlns:s='&ns;' width='3' height='2'>");
    assert_eq!(size("图.SVG", whole.as_bytes()), Some((3, 2)));
    let far = format!("<!--{}--><svg width='3' height='2'/>", "x".repeat(70_000));
    assert_eq!(size("a.svg", far.as_bytes()), None, "no more than the head is read");
}

#[test]
fn other_files_have_none() {
    for (name, bytes) in [
        ("a.svg", b"<html width='3' height='2'/>".as_slice()),
        ("a.svg", b"\x1f\x8b\x08\0\0\0"),
        ("a.svg", b""),
        ("a.png", b""),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\x05"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x02\xff\xd9\0\0"),
        ("a.png", b"BM\x9a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x05\0\0\0\x05\0\0\0\x01\0\x18\0"),
        ("a.txt", b"<svg width='3' height='2'/>"),
        ("svg", b"<svg width='3' height='2'/>"),
    ] {
        assert_eq!(size(name, bytes), None, "{name} {bytes:?}");
    }
    let nowhere = Path::new("/nowhere/at/all.png");
    assert_eq!(of(&ContentPath::new("a.png"), nowhere), None);
    let named_wrong = picture("plain.jpg");
    assert_eq!(size("a.png", &named_wrong), Some((30, 20)), "browsers look at the bytes");
}

const NAMES: &[&str] = &["plain.png", "plain.gif", "turned.JPG", "lossy.webp", "alpha.webp", "turned.avif"];

proptest! {
    #[test]
    fn nothing_panics(which in 0..NAMES.len(), cut in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), noise in prop::collection::vec(any::<u8>(), 0..12)) {
        let mut bytes = picture(NAMES[which]);
        let at = at.index(bytes.len());
        let end = (at + noise.len()).min(bytes.len());
        bytes.splice(at..end, noise);
        size(NAMES[which], &bytes);
        bytes.truncate(cut.index(bytes.len() + 1));
        size(NAMES[which], &bytes);
    }

    #[test]
    fn no_drawing_panics(text in "[ -~]{0,60}", root in "(width|height|viewBox)='[0-9e .,%a-z-]{0,12}'") {
        size("a.svg", text.as_bytes());
        svg(&root);
    }
}
