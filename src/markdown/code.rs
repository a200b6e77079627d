//! Code in, the classes of its parts out.
//!
//! The language is the first word of a fence; what a class looks like is the theme's matter.

use std::ops::Range;
use std::str::FromStr;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// The classes that highlighted code has, and what they are: a theme styles these.
pub const HIGHLIGHT_CLASSES: [(&str, &str); 13] = [
    ("c-k", "keyword"),
    ("c-o", "operator"),
    ("c-s", "string"),
    ("c-e", "escape within a string"),
    ("c-c", "comment"),
    ("c-n", "number"),
    ("c-l", "other literal or constant"),
    ("c-f", "function"),
    ("c-t", "type"),
    ("c-v", "parameter or special variable"),
    ("c-a", "attribute, key or annotation"),
    ("c-i", "inserted line"),
    ("c-d", "deleted line"),
];

/// Which class a TextMate scope has; the first that matches.
const SCOPES: [(&str, &str); 32] = [
    ("comment", "c-c"),
    ("constant.character.escape", "c-e"),
    ("constant.numeric", "c-n"),
    ("constant.other.color", "c-n"),
    ("constant", "c-l"),
    ("string.unquoted.plain.out.yaml", ""),
    ("entity.name.tag", "c-a"),
    ("meta.mapping.key", "c-a"),
    ("support.type.property-name", "c-a"),
    ("entity.other.attribute-name", "c-a"),
    ("meta.annotation", "c-a"),
    ("variable.annotation", "c-a"),
    ("meta.preprocessor", "c-a"),
    ("string", "c-s"),
    ("markup.raw", "c-s"),
    ("keyword.operator", "c-o"),
    ("keyword", "c-k"),
    ("storage.modifier", "c-k"),
    ("storage.type", "c-k"),
    ("storage", "c-k"),
    ("variable.language", "c-v"),
    ("variable.parameter", "c-v"),
    ("variable.function", "c-f"),
    ("entity.name.function", "c-f"),
    ("support.function", "c-f"),
    ("support.macro", "c-f"),
    ("entity.name", "c-t"),
    ("support.type", "c-t"),
    ("support.class", "c-t"),
    ("entity.other.inherited-class", "c-t"),
    ("markup.inserted", "c-i"),
    ("markup.deleted", "c-d"),
];

/// Names that writers use and the grammars do not.
const ALIASES: [(&str, &str); 9] = [
    ("shell", "bash"),
    ("console", "bash"),
    ("golang", "go"),
    ("csharp", "cs"),
    ("fsharp", "fs"),
    ("docker", "dockerfile"),
    ("jsonc", "json"),
    ("patch", "diff"),
    ("objective-c", "m"),
];

/// Longer code is not highlighted, in bytes: highlighting is slow (about 1 MB/s).
const MOST_BYTES: usize = 200_000;

/// A part of some code; plain where it has no class.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    pub range: Range<usize>,
    pub class: &'static str,
}

/// The parts of some code, which together are all of it; one plain part where the language is
/// unknown.
pub fn highlight(code: &str, language: &str) -> Vec<Part> {
    let plain = || vec![Part { range: 0..code.len(), class: "" }];
    if code.len() > MOST_BYTES {
        return plain();
    }
    match find_syntax(language) {
        Some(syntax) => parts(code, syntax).unwrap_or_else(plain),
        None => plain(),
    }
}

fn syntaxes() -> &'static SyntaxSet {
    static SET: OnceLock<SyntaxSet> = OnceLock::new();
    SET.get_or_init(two_face::syntax::extra_newlines)
}

fn classes() -> &'static [(Scope, &'static str)] {
    static CLASSES: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let known = |(name, class): &(&str, &'static str)| Some((Scope::from_str(name).ok()?, *class));
        SCOPES.iter().filter_map(known).collect()
    })
}

fn find_syntax(language: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() {
        return None;
    }
    let lower = language.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == lower);
    let token = alias.map_or(lower.as_str(), |(_, name)| *name);
    syntaxes().find_syntax_by_token(token)
}

fn parts(code: &str, syntax: &SyntaxReference) -> Option<Vec<Part>> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |range: Range<usize>, class| match parts.last_mut() {
        _ if range.is_empty() => {}
        Some(last) if last.class == class => last.range.end = range.end,
        _ => parts.push(Part { range, class }),
    };
    let mut line_begin = 0;
    for line in LinesWithEndings::from(code) {
        let operations = state.parse_line(line, syntaxes()).ok()?;
        let mut begin = 0;
        for (at, operation) in operations {
            add(line_begin + begin..line_begin + at, class_of(&stack));
            stack.apply(&operation).ok()?;
            begin = at;
        }
        add(line_begin + begin..line_begin + line.len(), class_of(&stack));
        line_begin += line.len();
    }
    Some(parts)
}

/// The class of the innermost scope that has one.
fn class_of(stack: &ScopeStack) -> &'static str {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| {
            let matching = |(prefix, _): &&(Scope, _)| prefix.is_prefix_of(*scope);
            classes().iter().find(matching).map(|(_, class)| *class)
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classed(code: &str, language: &str) -> Vec<(String, &'static str)> {
        highlight(code, language).into_iter().map(|part| (code[part.range].trim().to_owned(), part.class)).collect()
    }

    #[test]
    fn parts_of_code_have_classes() {
        let parts = classed("let x = \"云\"; // 注\n", "rust");
        for expected in [("let", "c-k"), ("\"云\"", "c-s"), ("// 注", "c-c")] {
            let expected = (expected.0.to_owned(), expected.1);
            assert!(parts.contains(&expected), "{expected:?} in {parts:?}");
        }
    }

    #[test]
    fn aliases_and_extensions_name_languages() {
        for language in ["rs", "Rust", "shell", "yml", "golang", "ts", "toml", "c++", "py"] {
            assert!(find_syntax(language).is_some(), "{language}");
        }
    }

    #[test]
    fn unknown_languages_are_plain() {
        assert_eq!(classed("let x", "nosuch"), [("let x".to_owned(), "")]);
        assert_eq!(classed("let x", ""), [("let x".to_owned(), "")]);
    }

    #[test]
    fn parts_are_all_of_the_code() {
        let code = "fn main() {\n\n    print!(\"a\\n\");\n}";
        let whole: String = highlight(code, "rust").into_iter().map(|part| &code[part.range]).collect();
        assert_eq!(whole, code);
    }
}
