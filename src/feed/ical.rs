//! Content lines of iCalendar (RFC 5545 §3.1).
//!
//! In: names and values. Out: lines that end in CRLF and are folded. Knows no events.

use std::fmt::Write as _;

/// Octets of a line at most, without its line break.
const LINE_OCTETS: usize = 75;

/// Lines that are being written.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A line whose value is written as it is: a date, a URI, a word of the standard.
    pub fn raw(&mut self, name: &str, value: &str) {
        let clean: String = value.chars().filter(|c| !c.is_control()).collect();
        self.fold(&format!("{name}:{clean}"));
    }

    /// A line whose value is text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.fold(&format!("{name}:{}", escape(text)));
    }

    /// A line with several texts; none at all makes no line.
    pub fn texts(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            let escaped: Vec<String> = texts.iter().map(|text| escape(text)).collect();
            self.fold(&format!("{name}:{}", escaped.join(",")));
        }
    }

    pub fn finish(self) -> String {
        self.0
    }

    /// Breaks a long line between characters, never within one; what follows begins with a space.
    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// The type TEXT (RFC 5545 §3.3.11): `,`, `;`, `\` and line breaks are escaped; other control characters but the tab
/// may not stand in it and are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            ',' | ';' | '\\' => drop(write!(escaped, "\\{character}")),
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unfold(lines: &str) -> String {
        lines.replace("\r\n ", "")
    }

    #[test]
    fn text_is_escaped() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a,b;c\\d\r\ne\nf\u{7}g");
        lines.texts("CATEGORIES", &["合作".into(), "x,y".into()]);
        lines.texts("NONE", &[]);
        assert_eq!(lines.finish(), "SUMMARY:a\\,b\\;c\\\\d\\ne\\nfg\r\nCATEGORIES:合作,x\\,y\r\n");
    }

    #[test]
    fn a_line_of_75_octets_is_not_folded() {
        let folds = |octets: usize| {
            let mut lines = Lines::default();
            lines.text("X", &"a".repeat(octets - 2));
            lines.finish().lines().count() - 1
        };
        assert_eq!((folds(75), folds(76)), (0, 1));
    }

    proptest! {
        #[test]
        fn folded_lines_are_short_and_unfold(text in "[阿里云é😀a-z ]{0,200}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            let written = lines.finish();
            prop_assert!(written.split("\r\n").all(|line| line.len() <= 75), "{written}");
            prop_assert_eq!(unfold(&written), format!("SUMMARY:{text}\r\n"));
        }
    }
}
