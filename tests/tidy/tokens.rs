//! Rust text as words and signs, without comments and literals.
//!
//! Enough to read paths and braces; anything a path cannot hold is given as the single character that it is.

/// The tokens with their lines (from 1). `::` is one token, an identifier is one token, and so on.
pub fn tokens(code: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = code.chars().collect();
    let (mut at, mut line, mut found) = (0, 1, Vec::new());
    while at < chars.len() {
        let length = token(&chars[at..]);
        let taken = &chars[at..at + length.chars()];
        if let Length::Kept(_) = length {
            found.push((line, taken.iter().collect()));
        }
        line += taken.iter().filter(|char| **char == '\n').count();
        at += taken.len();
    }
    found
}

enum Length {
    Kept(usize),
    Skipped(usize),
}

impl Length {
    fn chars(&self) -> usize {
        match self {
            Self::Kept(chars) | Self::Skipped(chars) => *chars,
        }
    }
}

/// The length of the token at the start of `rest`, which is not empty.
fn token(rest: &[char]) -> Length {
    let next = rest.get(1).copied().unwrap_or(' ');
    match rest[0] {
        '/' if next == '/' => Length::Skipped(rest.iter().position(|char| *char == '\n').unwrap_or(rest.len())),
        '/' if next == '*' => Length::Skipped(block_comment(rest)),
        '"' => Length::Skipped(string(rest)),
        'r' | 'b' | 'c' if prefixed_string(rest) > 0 => Length::Skipped(prefixed_string(rest)),
        '\'' => Length::Skipped(quoted(rest)),
        ':' if next == ':' => Length::Kept(2),
        char if is_word(char) => Length::Kept(rest.iter().take_while(|char| is_word(**char)).count()),
        char if char.is_whitespace() => Length::Skipped(1),
        _ => Length::Kept(1),
    }
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// Block comments nest.
fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest.get(at..at + 2) {
            Some(['/', '*']) => (depth, at) = (depth + 1, at + 2),
            Some(['*', '/']) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// The length of `b"…"`, `c"…"`, `r"…"`, `br#"…"#` and their like; 0 where a word begins that is none.
fn prefixed_string(rest: &[char]) -> usize {
    let letters = rest.iter().take(2).take_while(|char| "rbc".contains(**char)).count();
    let hashes = rest[letters..].iter().take_while(|char| **char == '#').count();
    let raw = rest[..letters].contains(&'r');
    if rest.get(letters + hashes) != Some(&'"') || (hashes > 0 && !raw) {
        return 0;
    }
    let start = letters + hashes;
    if !raw {
        return start + string(&rest[start..]);
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let inside = &rest[start + 1..];
    let length = inside.windows(end.len()).position(|window| window == end).unwrap_or(inside.len() - hashes - 1);
    start + 1 + length + end.len()
}

/// A character literal as a whole; of a lifetime only the apostrophe.
fn quoted(rest: &[char]) -> usize {
    match rest {
        [_, '\\', _, tail @ ..] => 3 + tail.iter().position(|char| *char == '\'').map_or(0, |at| at + 1),
        [_, _, '\'', ..] => 3,
        _ => 1,
    }
}

#[test]
fn comments_and_literals_are_left_out() {
    let read = |code: &str| tokens(code).into_iter().map(|(_, token)| token).collect::<Vec<_>>().join(" ");
    assert_eq!(read("a::b // crate::x\nc"), "a :: b c");
    assert_eq!(read("a /* x /* y */ z */ b"), "a b");
    assert_eq!(read(r#"f("crate::x \" {", b"{", '{', '\'', '\u{41}')"#), "f ( , , , , )");
    assert_eq!(read(r##"f(r#"crate:: "x" {"#, br"\", broom)"##), "f ( , , broom )");
    assert_eq!(read("fn f<'a>(x: &'a str)"), "fn f < a > ( x : & a str )");
}

#[test]
fn lines_are_counted_through_what_is_left_out() {
    assert_eq!(tokens("\"a\nb\"\n/*\n*/ x"), [(4, "x".to_owned())]);
}
