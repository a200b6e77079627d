//! TeX in, MathML out.
//!
//! What is drawn is marked `data-generated`; the TeX itself stands in the `annotation`, so that
//! what tools read of the page is the TeX.

use std::cell::Cell;
use std::convert::Infallible;
use std::panic::{UnwindSafe, catch_unwind, set_hook, take_hook};

use html5gum::{Token, Tokenizer};
use pulldown_latex::config::DisplayMode;
use pulldown_latex::event::{Content, Event};
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

use super::html::escape;

/// Longer TeX is not typeset, in bytes.
const MOST_TEX_BYTES: usize = 20_000;
/// Braces nested deeper are not typeset.
const MOST_NESTING: usize = 100;

/// Commands that change the language or name characters by number: the typesetter trips over some
/// of what may follow them.
const REFUSED: [&str; 9] =
    ["\\char", "\\def", "\\edef", "\\gdef", "\\xdef", "\\let", "\\futurelet", "\\newcommand", "\\renewcommand"];

/// The MathML of some TeX, or why there is none.
pub fn mathml(tex: &str, display_mode: DisplayMode) -> Result<String, String> {
    refuse(tex)?;
    // The typesetter is known to panic on some wrong TeX; a formula must not end a build.
    let drawn = quietly(|| typeset(tex, display_mode));
    let html = drawn.unwrap_or_else(|| Err("the typesetter failed on it".to_owned()))?;
    let html = escape_signs(&html);
    if !is_balanced(&html) {
        return Err("something is missing in it".to_owned());
    }
    Ok(with_annotation(&html, tex))
}

/// Refuses what is not even tried.
fn refuse(tex: &str) -> Result<(), String> {
    if tex.len() > MOST_TEX_BYTES {
        return Err(format!("it is longer than {MOST_TEX_BYTES} bytes"));
    }
    if tex.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    if tex.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return Err("it holds a control character".to_owned());
    }
    if nesting(tex) > MOST_NESTING {
        return Err(format!("its braces are nested deeper than {MOST_NESTING}"));
    }
    let is_name = |tail: &str| !tail.starts_with(|c: char| c.is_ascii_alphabetic());
    let uses =
        |command: &str| tex.match_indices(command).any(|(at, _)| tex.get(at + command.len()..).is_some_and(is_name));
    match REFUSED.iter().find(|command| uses(command)) {
        Some(command) => Err(format!("`{command}` is not known here")),
        None => Ok(()),
    }
}

fn typeset(tex: &str, display_mode: DisplayMode) -> Result<String, String> {
    let storage = Storage::new();
    let events = Parser::new(tex, &storage).collect::<Result<Vec<_>, _>>();
    let events = events.map_err(|error| explained(tex, &error.to_string()))?;
    let spoils =
        |event: &Event<'_>| matches!(event, Event::Content(Content::Function(name)) if name.contains(['<', '&']));
    if events.iter().any(spoils) {
        return Err("an operator's name holds `<` or `&`".to_owned());
    }
    let config = RenderConfig { display_mode, annotation: Some(""), ..RenderConfig::default() };
    let mut html = String::new();
    let events = events.into_iter().map(Ok::<_, Infallible>);
    push_mathml(&mut html, events, config).map_err(|error| error.to_string())?;
    Ok(html)
}

/// Whether each element is closed in its place: wrong TeX can leave some open.
fn is_balanced(html: &str) -> bool {
    let mut open = Vec::new();
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) if !tag.self_closing => open.push(tag.name),
            Token::EndTag(tag) if open.pop().as_ref() != Some(&tag.name) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

/// The crate writes annotations unescaped, so the TeX is put in afterwards.
fn with_annotation(html: &str, tex: &str) -> String {
    const OPEN: &str = "<annotation encoding=\"application/x-tex\">";
    let drawn = html.replacen("<semantics><mrow>", "<semantics><mrow data-generated>", 1);
    match drawn.rsplit_once(OPEN) {
        Some((before, after)) => format!("{before}{OPEN}{}{after}", escape(tex)),
        None => drawn,
    }
}

/// The crate writes the signs `<` and `&` unescaped. Each of them is all that its element holds,
/// so no letter follows, as one does in tags and character references.
fn escape_signs(html: &str) -> String {
    let mut escaped = String::with_capacity(html.len());
    let mut characters = html.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek();
        match character {
            '<' if !next.is_some_and(|next| next.is_ascii_alphabetic() || *next == '/') => {
                escaped.push_str("&lt;");
            }
            '&' if !next.is_some_and(char::is_ascii_alphabetic) => escaped.push_str("&amp;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The typesetter's message in a line: `parsing error: WHY`, and in the fourth line some characters around the place.
fn explained(tex: &str, message: &str) -> String {
    let mut lines = message.lines();
    let why = lines.next().unwrap_or_default().trim().trim_start_matches("parsing error: ");
    if why.starts_with("unknown primitive")
        && let Some(command) = unknown_command(tex)
    {
        return format!("`{command}` is not known here");
    }
    let near = lines.nth(2).map(|line| line.trim_start_matches(['│', '…', ' ']).trim_end());
    near.filter(|near| !near.is_empty()).map_or_else(|| why.to_owned(), |near| format!("{why}, near `{near}`"))
}

/// The first command of some TeX that the typesetter does not know: its message does not name it.
fn unknown_command(tex: &str) -> Option<&str> {
    tex.match_indices('\\').find_map(|(at, _)| {
        let name = tex.get(at + 1..)?;
        let letters = name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len());
        let command = tex.get(at..at + 1 + letters).filter(|_| letters > 0)?;
        let storage = Storage::new();
        let error = Parser::new(command, &storage).find_map(Result::err)?;
        error.to_string().contains("unknown primitive").then_some(command)
    })
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs what may panic; `None` if it did. Says nothing of it where [`hush`] was called.
fn quietly<T>(run: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    QUIET.set(true);
    let result = catch_unwind(run);
    QUIET.set(false);
    result.ok()
}

/// Keeps panics that are caught here, and no others, from being printed. For the program, to be called once: the hook
/// belongs to the whole process.
pub fn hush() {
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        if !QUIET.get() {
            before(panic);
        }
    }));
}

fn nesting(tex: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in tex.bytes() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_becomes_mathml_with_the_tex_in_it() {
        let html = mathml("a<b", DisplayMode::Inline).expect("valid TeX");
        assert!(html.starts_with("<math"), "{html}");
        assert!(html.contains("<mrow data-generated>"), "{html}");
        assert!(html.contains("<annotation encoding=\"application/x-tex\">a&lt;b</annotation>"));
        assert!(html.contains("<mo>&lt;</mo>"), "{html}");
    }

    #[test]
    fn display_math_is_a_block() {
        let html = mathml("x^2", DisplayMode::Block).expect("valid TeX");
        assert!(html.contains("display=\"block\""), "{html}");
    }

    #[test]
    fn errors_name_the_command_or_the_place() {
        for (tex, words) in [(r"\frac{a}{b} + \farc{a}", r"`\farc`"), (r"a_1_2", "near `"), (r"\frac{1", "near `")] {
            let message = mathml(tex, DisplayMode::Inline).expect_err("wrong TeX");
            assert!(message.contains(words) && !message.contains('\n'), "{message}");
        }
    }

    #[test]
    fn wrong_tex_is_an_error() {
        for tex in [r"\frac{1", r"\nosuchcommand", "", "{".repeat(5000).as_str()] {
            assert!(mathml(tex, DisplayMode::Inline).is_err(), "{tex}");
        }
    }
}
