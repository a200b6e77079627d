//! The one order of the modules: each may use those before it, none after it.

use crate::tokens::tokens;
use std::path::Path;

/// From what knows nothing to what knows everything; a line is a stage.
const ORDER: &[&[&str]] = &[
    &["source", "diagnostic", "error", "text", "path", "yaml", "id", "scan", "cache", "fetch", "fonts"],
    &["date", "figure", "local", "scalar", "config"],
    &["registry", "load", "sidecar", "markdown"],
    &["anchor", "git", "history", "article"],
    &["mention", "graph", "site", "propose", "routes", "links", "external"],
    &["words", "collate", "xml", "csl", "bibliography", "moment", "chart"],
    &["view", "search", "theme", "picture", "feed", "export", "render", "portable"],
    &["write", "version", "build", "publish", "scaffold", "live", "annotate", "serve", "cli"],
];

fn place(module: &str) -> Option<usize> {
    ORDER.iter().copied().flatten().position(|name| *name == module)
}

/// What the file at `path` (from the root, in src/) uses and may not. The crate's root uses what it likes.
pub fn against_the_order(path: &Path, code: &str) -> Vec<String> {
    let module = module_path(path);
    let Some(own) = module.first() else { return Vec::new() };
    let Some(own_place) = place(own) else {
        return vec![format!("{}: the module {own} has no place in ORDER of {}", path.display(), file!())];
    };
    let used = used_modules(&module, code).into_iter();
    let wrong = used.filter_map(|(line, name)| match place(&name) {
        Some(at) if at <= own_place => None,
        Some(_) => Some(format!("{}:{line}: {own} uses {name}, which stands after it", path.display())),
        None => Some(format!("{}:{line}: {name} has no place in ORDER of {}", path.display(), file!())),
    });
    wrong.collect()
}

/// `src/a/b.rs` is `[a, b]`, `src/a/mod.rs` is `[a]`; `src/lib.rs` and `src/main.rs` are `[]`.
fn module_path(path: &Path) -> Vec<String> {
    let path = path.with_extension("");
    let parts = path.iter().skip(1).map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| !["lib", "main", "mod"].contains(&part.as_str())).collect()
}

/// The top-level modules named by `crate::…`, or by as many `super::` as lead to the crate's root, with their lines.
fn used_modules(module: &[String], code: &str) -> Vec<(usize, String)> {
    let tokens = tokens(code);
    let words: Vec<&str> = tokens.iter().map(|(_, word)| word.as_str()).collect();
    let mut inline = InlineModules::default();
    let mut used = Vec::new();
    for at in 0..words.len() {
        inline.step(&words[at..]);
        let path_goes_on = at > 0 && words[at - 1] == "::";
        if path_goes_on {
            continue;
        }
        let supers = words[at..].chunks(2).take_while(|pair| *pair == ["super", "::"]).count();
        let from_root = if words[at..].starts_with(&["crate", "::"]) {
            at + 2
        } else if supers > 0 && supers == module.len() + inline.open.len() {
            at + 2 * supers
        } else {
            continue;
        };
        used.extend(heads(&words[from_root..]).into_iter().map(|offset| from_root + offset));
    }
    used.into_iter().map(|at| (tokens[at].0, tokens[at].1.clone())).collect()
}

/// Where the first names stand in `a::b` or `{a::b, c::{d, e}, f}`.
fn heads(words: &[&str]) -> Vec<usize> {
    if words.first() != Some(&"{") {
        return vec![0];
    }
    let (mut depth, mut found) = (0, Vec::new());
    for (at, word) in words.iter().enumerate() {
        match *word {
            "{" => depth += 1,
            "}" => depth -= 1,
            name if depth == 1 && name != "," && matches!(words[at - 1], "{" | ",") => found.push(at),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

/// The `mod name { … }` that are open at a place, each by the depth of braces around it.
#[derive(Default)]
struct InlineModules {
    depth: usize,
    open: Vec<usize>,
}

impl InlineModules {
    fn step(&mut self, words: &[&str]) {
        match words {
            ["mod", _, "{", ..] => self.open.push(self.depth),
            ["{", ..] => self.depth += 1,
            ["}", ..] => {
                self.depth = self.depth.saturating_sub(1);
                self.open.retain(|depth| *depth < self.depth);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{against_the_order, used_modules};
    use std::path::Path;

    fn used(module: &[&str], code: &str) -> String {
        let module: Vec<_> = module.iter().map(|part| (*part).to_owned()).collect();
        let used = used_modules(&module, code).into_iter();
        used.map(|(line, name)| format!("{line} {name}")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn every_way_of_naming_a_module_is_seen() {
        assert_eq!(used(&["a"], "use crate::b::C;\nfn f() { crate::d::g() }"), "1 b, 2 d");
        assert_eq!(used(&["a"], "use crate::{b, c::{D, E}, f::g as h};"), "1 b, 1 c, 1 f");
        assert_eq!(used(&["a"], "use super::b;"), "1 b");
        assert_eq!(used(&["a", "x"], "use super::y;\nuse super::super::{b, c::D};"), "2 b, 2 c");
    }

    #[test]
    fn an_inline_module_is_one_step_further_from_the_root() {
        assert_eq!(used(&["a"], "mod tests { use super::f; use super::super::b; }\nuse super::c;"), "1 b, 2 c");
        assert_eq!(used(&["a"], "mod m { fn f() { {} } }\nmod n { use super::g; }"), "");
    }

    #[test]
    fn names_in_comments_strings_and_other_crates_are_not_ours() {
        assert_eq!(used(&["a"], "// crate::b\nlet x = \"crate::b\"; use other::crate_b; pub(crate) fn f() {}"), "");
    }

    #[test]
    fn only_earlier_modules_may_be_used() {
        let check = |path: &str, code: &str| against_the_order(Path::new(path), code).join("\n");
        assert_eq!(check("src/graph.rs", "use crate::{article::A, source::B, graph::C};"), "");
        assert_eq!(
            check("src/anchor/find.rs", "\nuse crate::graph::Graph;"),
            "src/anchor/find.rs:2: anchor uses graph, which stands after it"
        );
        assert!(check("src/nobody.rs", "").contains("the module nobody has no place"));
        assert!(check("src/graph.rs", "use crate::nobody::X;").contains("nobody has no place"));
        assert_eq!(check("src/lib.rs", "use crate::cli::run;"), "");
    }
}
