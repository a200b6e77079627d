//! How large a picture is, so that a page can leave room for it before it is there.
//!
//! In: a file. Out: [`Size`] as browsers take it, or none where the file is no picture or a bad one. Reads the head of the
//! file only. Must not know where pictures are shown.

mod exif;
mod svg;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use imagesize::{Compression, ImageType};

use crate::path::ContentPath;

/// Bytes within which the root of an SVG and the turn of a photograph are looked for.
const HEAD_BYTES: u64 = 64 << 10;

/// Width and height in pixels of CSS, neither of them 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// Whether a file is a picture by its name. Others are not opened.
pub fn is_picture(path: &ContentPath) -> bool {
    ["svg", "png", "apng", "jpg", "jpeg", "jfif", "gif", "webp", "avif"].iter().any(|end| has_ending(path, end))
}

/// The size of a picture that lies at `disk`.
pub fn of(path: &ContentPath, disk: &Path) -> Option<Size> {
    if !is_picture(path) {
        return None;
    }
    let mut reader = BufReader::new(File::open(disk).ok()?);
    if has_ending(path, "svg") {
        return svg::size(&head(&mut reader)?);
    }
    // Whatever the ending says: browsers look at the first bytes too.
    let kind = imagesize::reader_type(&mut reader).ok()?;
    match kind {
        ImageType::Png | ImageType::Gif | ImageType::Webp | ImageType::Jpeg | ImageType::Heif(Compression::Av1) => {}
        _ => return None,
    }
    let size = kind.reader_size(&mut reader).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    reader.rewind().ok()?;
    let is_turned = kind == ImageType::Jpeg && exif::is_turned(&head(&mut reader)?);
    let (width, height) = if is_turned { (height, width) } else { (width, height) };
    (width > 0 && height > 0).then_some(Size { width, height })
}

/// Names from cameras end in capitals.
fn has_ending(path: &ContentPath, ending: &str) -> bool {
    path.as_str().rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(ending))
}

fn head(reader: &mut impl Read) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    Some(head)
}

#[cfg(test)]
mod tests;
