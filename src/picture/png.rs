//! PNG files (W3C PNG, third edition) of few colours, which say of what they are made.
//!
//! In: pixels and a key. Out: an opaque file with a palette; whether a file was made with a key. Knows nothing of what
//! is drawn.

use std::collections::HashMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

/// Steps from one colour of a drawing to another at the edges of letters.
const STEPS: u16 = 16;

/// A colour: red, green, blue.
pub type Rgb = [u8; 3];

/// Writes opaque pixels, four bytes each (red, green, blue, 255), of which each is taken for the nearest colour between
/// the paper and one of the inks.
///
/// # Errors
/// Sizes that no PNG can have, or that are not those of the pixels.
pub fn write(
    pixels: &[u8],
    (width, height): (u32, u32),
    (paper, inks): (Rgb, &[Rgb]),
) -> Result<Vec<u8>, png::EncodingError> {
    let palette = palette(paper, inks);
    let indices = indices(pixels, &palette);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    // The higher one saves a twentieth of the bytes and takes as long as all the drawing.
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(bytes)
}

/// Pixels that are looked at together.
const BLOCK: usize = 50;

/// The nearest colour of each pixel. Most of a picture is bare paper, so that is looked for first.
fn indices(pixels: &[u8], palette: &[Rgb]) -> Vec<u8> {
    let paper = palette.first().map_or([0; 4], |[red, green, blue]| [*red, *green, *blue, 255]).repeat(BLOCK);
    let mut known: HashMap<Rgb, u8> = HashMap::new();
    let mut indices = Vec::with_capacity(pixels.len() / 4);
    for block in pixels.chunks(4 * BLOCK) {
        if block == paper {
            indices.extend([0; BLOCK]);
            continue;
        }
        for pixel in block.chunks_exact(4) {
            let colour = [0, 1, 2].map(|at| pixel.get(at).copied().unwrap_or_default());
            indices.push(*known.entry(colour).or_insert_with(|| nearest(palette, colour)));
        }
    }
    indices
}

/// At most 256 colours: the paper, and the steps from it to each ink.
fn palette(paper: Rgb, inks: &[Rgb]) -> Vec<Rgb> {
    let mut palette = vec![paper];
    for ink in inks {
        let mix =
            |from: u8, to: u8, step: u16| ((u16::from(from) * (STEPS - step) + u16::from(to) * step) / STEPS) as u8;
        let [red, green, blue] = [0, 1, 2].map(|at| (paper[at], ink[at]));
        palette.extend((1..=STEPS).map(|step| [red, green, blue].map(|(from, to)| mix(from, to, step))));
    }
    palette.truncate(256);
    palette
}

fn nearest(palette: &[Rgb], pixel: Rgb) -> u8 {
    let distance = |colour: &Rgb| -> u32 {
        colour.iter().zip(pixel).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let nearest = palette.iter().enumerate().min_by_key(|(_, colour)| distance(colour));
    nearest.map_or(0, |(at, _)| at as u8)
}

/// What stands behind the pixels: `IEND`, with its length and its checksum.
const END: [u8; 12] = [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82];
/// The keyword of the mark, with the zero byte that ends it.
const KEYWORD: &[u8] = b"Postil\0";
/// Digits of a hash.
const HASH: usize = 16;
/// Bytes of the mark as a chunk.
const MARK: usize = 4 + 4 + KEYWORD.len() + 2 * HASH + 4;

/// The file with a mark before its end: the key, and a hash of all bytes before the mark, so that a file which was not
/// written to its end does not pass for a whole one.
pub fn mark(mut file: Vec<u8>, key: u64) -> Vec<u8> {
    if file.ends_with(&END) {
        file.truncate(file.len() - END.len());
        let chunk = chunk(&file, key);
        file.extend(chunk);
        file.extend(END);
    }
    file
}

/// Whether a file is whole, and was made with this key.
pub fn is_marked(file: &[u8], key: u64) -> bool {
    let body = file.len().checked_sub(MARK + END.len());
    let parts = body.and_then(|body| file.split_at_checked(body));
    parts.is_some_and(|(body, rest)| rest == [chunk(body, key).as_slice(), &END].concat())
}

/// A chunk `tEXt`.
fn chunk(body: &[u8], key: u64) -> Vec<u8> {
    let hash = rapidhash::v3::rapidhash_v3(body);
    let data = [b"tEXt", KEYWORD, format!("{key:016x}{hash:016x}").as_bytes()].concat();
    let length = (data.len() - 4) as u32;
    [length.to_be_bytes().as_slice(), &data, &crc(&data).to_be_bytes()].concat()
}

/// The checksum of a chunk (W3C PNG, annex D), bit by bit, for it is of a few bytes only.
fn crc(data: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc));
    !data.iter().fold(u32::MAX, byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let pixels = [[255, 255, 255, 255], [10, 10, 10, 255], [0, 0, 0, 255], [130, 128, 127, 255]];
        write(&pixels.concat(), (2, 2), ([255; 3], &[[0; 3]])).unwrap()
    }

    fn decoded(file: &[u8]) -> (Vec<u8>, Vec<(String, String)>) {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        reader.finish().unwrap();
        let texts = &reader.info().uncompressed_latin1_text;
        (pixels, texts.iter().map(|text| (text.keyword.clone(), text.text.clone())).collect())
    }

    #[test]
    fn colours_are_those_of_the_drawing_to_a_step() {
        assert_eq!(decoded(&file()).0, [255, 255, 255, 15, 15, 15, 0, 0, 0, 127, 127, 127]);
    }

    #[test]
    fn a_file_says_of_what_it_is_made() {
        let marked = mark(file(), 0x00AB);
        let (pixels, texts) = decoded(&marked);
        assert_eq!(pixels, decoded(&file()).0);
        assert!(
            texts.iter().any(|(keyword, text)| keyword == "Postil" && text.starts_with("00000000000000ab")),
            "{texts:?}"
        );
        assert!(is_marked(&marked, 0x00AB));
        assert!(!is_marked(&marked, 0x00AC));
        assert!(!is_marked(&file(), 0x00AB));
    }

    #[test]
    fn a_file_that_is_not_whole_is_not_what_it_says() {
        let marked = mark(file(), 7);
        for at in 0..marked.len() {
            let mut other = marked.clone();
            other[at] ^= 1;
            assert!(!is_marked(&other, 7), "{at}");
            assert!(!is_marked(&marked[..at], 7), "{at}");
        }
    }
}
