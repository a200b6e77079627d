//! Numbers as bytes, and bytes made small.
//!
//! In: numbers, bytes. Out: bytes that a browser reads by itself: `DecompressionStream('deflate-raw')`.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Seven bits in each byte, the lowest first; the eighth says that more follow (LEB128).
pub fn number(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// The bytes compressed (RFC 1951), with as much care as there is for a few of them.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    deflate(bytes, Compression::best())
}

/// The same in little time, for numbers, in which nothing repeats itself.
pub fn pack_numbers(bytes: &[u8]) -> Vec<u8> {
    deflate(bytes, Compression::fast())
}

fn deflate(bytes: &[u8], effort: Compression) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 2), effort);
    // A vector takes all that is written to it.
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn numbers_have_seven_bits_in_a_byte() {
        let mut bytes = Vec::new();
        for value in [0, 127, 128, 16_383, 16_384] {
            number(&mut bytes, value);
        }
        assert_eq!(bytes, [0, 0x7F, 0x80, 1, 0xFF, 0x7F, 0x80, 0x80, 1]);
    }

    #[test]
    fn what_is_packed_can_be_read_again() {
        let words = "阿里云发布。".repeat(1000);
        let packed = pack(words.as_bytes());
        assert!(packed.len() < 200, "{}", packed.len());
        let mut read = String::new();
        flate2::read::DeflateDecoder::new(packed.as_slice()).read_to_string(&mut read).unwrap();
        assert_eq!(read, words);
    }
}
