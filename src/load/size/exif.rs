//! Whether a photograph lies on its side.
//!
//! In: the head of a JPEG file. Out: whether browsers turn it, by the orientation of its EXIF data (CIPA DC-008 §4.6.5).

/// Whether the picture is shown with its width as its height.
pub fn is_turned(jpeg: &[u8]) -> bool {
    exif(jpeg).and_then(orientation).is_some_and(|orientation| (5..=8).contains(&orientation))
}

/// The TIFF structure of the segment APP1 that is EXIF.
fn exif(jpeg: &[u8]) -> Option<&[u8]> {
    let mut rest = jpeg.get(2..)?;
    loop {
        let [0xFF, marker, high, low, ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        // The picture itself begins.
        if marker == 0xDA || length < 2 {
            return None;
        }
        let segment = rest.get(4..)?;
        if marker == 0xE1
            && let Some(tiff) = segment.strip_prefix(b"Exif\0\0")
        {
            return Some(tiff);
        }
        rest = rest.get(2 + length..)?;
    }
}

fn orientation(tiff: &[u8]) -> Option<u16> {
    let is_little = tiff.starts_with(b"II*\0");
    if !is_little && !tiff.starts_with(b"MM\0*") {
        return None;
    }
    let short = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at.checked_add(2)?)?));
        Some(if is_little { second << 16 | first } else { first << 16 | second })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    let mut places = (0..entries).filter_map(|entry| directory.checked_add(2 + 12 * entry));
    // Tag 0x0112, of type SHORT, whose value stands in the entry itself.
    let place = places.find(|place| short(*place) == Some(0x0112) && short(place.saturating_add(2)) == Some(3))?;
    short(place.checked_add(8)?)
}
