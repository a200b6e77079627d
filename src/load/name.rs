//! The names of files: which the format allows, and what to call the others.
//!
//! In: a path below content/. Out: a problem with a better name. Touches no disk.

use super::at_head;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::ContentPath;

/// Pages, sidecars and registry files give URLs and ids, so their names have letters, digits, `-`, `_` and `.` only. Assets may
/// have any name that is one on every system's web server: URLs percent-encode it.
pub fn check(path: &ContentPath, shown: &str) -> Option<Diagnostic> {
    let is_text = ["md", "yaml", "yml"].iter().any(|extension| path.has_extension(extension));
    let allowed = |c: char| {
        if is_text { c.is_alphanumeric() || "-_./".contains(c) } else { !c.is_control() && c != '\\' }
    };
    if path.as_str().chars().all(allowed) {
        return None;
    }
    let rule = if is_text {
        "letters of any script, digits, `-`, `_` and `.`"
    } else {
        "anything but control characters and `\\`"
    };
    let message = format!("the name of {shown} has characters that a file name may not have");
    let help = format!("a file name has {rule}; rename it to content/{}", mended(path.as_str(), allowed));
    Some(at_head(shown, Code::InvalidId, message).help(help))
}

/// The path with a hyphen for each run of what is not allowed, and none at the ends of a name.
fn mended(path: &str, allowed: impl Fn(char) -> bool) -> String {
    let part = |part: &str| {
        let words: Vec<&str> = part.split(|c: char| !allowed(c)).filter(|word| !word.is_empty()).collect();
        let name = words.join("-").replace("-.", ".");
        if name.is_empty() || name.starts_with('.') { format!("file{name}") } else { name }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(path: &str) -> Option<String> {
        check(&ContentPath::new(path), path)?.help
    }

    #[test]
    fn letters_of_any_script_may_name_a_page() {
        for path in ["articles/2024/阿里云_v2.md", "entities/Öl-1.yaml", "articles/图 1 (终).png", "a%b#c?.png"] {
            assert_eq!(help(path), None, "{path}");
        }
    }

    #[test]
    fn other_names_are_mended() {
        for (path, name) in [
            ("articles/my report.md", "articles/my-report.md"),
            ("articles/谁？先降价！.md", "articles/谁-先降价.md"),
            ("a #1/b.yaml", "a-1/b.yaml"),
            ("？.md", "file.md"),
            ("a\u{7}b.md", "a-b.md"),
            ("fig\n1.png", "fig-1.png"),
            ("a\\b.png", "a-b.png"),
        ] {
            let help = help(path).unwrap();
            assert!(help.ends_with(&format!("rename it to content/{name}")), "{help}");
        }
    }
}
