//! How wide a text is, where no font can be asked.
//!
//! In: a text and the size of its letters. Out: its width, and the text cut to a width. Widths are guessed by classes of
//! characters, rather too wide than too narrow.

/// The width of a text in the unit of `size`.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The text if it is at most so wide, else as much of its beginning as there is room for, and an ellipsis.
pub fn cut(text: &str, size: f64, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let (mut kept, mut room) = (String::new(), most - em('…') * size);
    for character in text.chars() {
        room -= em(character) * size;
        if room < 0.0 {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

/// A character's width in em. What lies at or beyond U+1100 is wide as a Chinese character, but for a few punctuation
/// marks, letters with accents and combining marks.
fn em(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' => 0.75,
        '\u{300}'..='\u{36f}' => 0.0,
        '\0'..='\u{10ff}' | '\u{1e00}'..='\u{1fff}' => 0.64,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_as_wide_as_its_letters_are_many() {
        assert!((width("阿里云，降价", 12.0) - 72.0).abs() < 1e-9);
        assert!(width("Aliyun", 12.0) < 60.0);
    }

    #[test]
    fn a_text_is_cut_where_the_room_ends() {
        assert_eq!(cut("阿里云降价", 10.0, 50.0), "阿里云降价");
        assert_eq!(cut("阿里云降价了", 10.0, 50.0), "阿里云降…");
        assert_eq!(cut("Prices fall", 10.0, 50.0), "Prices…");
        assert_eq!(cut("阿里云", 10.0, 5.0), "…");
    }
}
