//! Problems and errors on the two standard streams.
//!
//! In: values that know how to be written. Out: text for people on standard error, for machines on standard output. A
//! reader that goes away (`postil check | head`) is no failure.

use std::io::{self, Write};
use std::path::Path;

use super::args::Format;
use crate::diagnostic::{self, Colour, Diagnostic, Severity};
use crate::error::{Error, Result};

/// Problems that people are shown at most; more would bury the first ones.
const SHOWN: usize = 100;

pub fn to_stdout(words: &str) -> Result<()> {
    put(io::stdout().lock(), "standard output", words)
}

pub fn to_stderr(words: &str) -> Result<()> {
    put(io::stderr().lock(), "standard error", words)
}

fn put(mut stream: impl Write, name: &str, words: &str) -> Result<()> {
    match stream.write_all(words.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::io("write to", Path::new(name), &error)),
        _ => Ok(()),
    }
}

/// Prints sorted problems of the site at `root` in the wanted form.
pub fn problems(problems: &[Diagnostic], root: &Path, (format, colour): (Format, Colour)) -> Result<()> {
    match format {
        Format::Human => to_stderr(&human(problems, colour)),
        Format::Json => to_stdout(&problems.iter().map(diagnostic::json).collect::<String>()),
        Format::Github => {
            let folder = folder_in_repository(root);
            to_stdout(&problems.iter().map(|problem| diagnostic::github(problem, &folder)).collect::<String>())
        }
    }
}

/// The site's folder below the root of the git repository it lies in, with a final slash; empty at the root or where
/// there is no repository.
fn folder_in_repository(root: &Path) -> String {
    let Ok(root) = root.canonicalize() else { return String::new() };
    let repository = root.ancestors().find(|folder| folder.join(".git").exists());
    let below = repository.and_then(|repository| root.strip_prefix(repository).ok());
    let parts = below.into_iter().flatten().map(|part| format!("{}/", part.to_string_lossy()));
    parts.collect()
}

/// Problems by file, with a blank line after each. Where they are too many, errors are shown before warnings.
fn human(problems: &[Diagnostic], colour: Colour) -> String {
    let warning = |problem: &&Diagnostic| problem.severity() == Severity::Warning;
    let errors = problems.iter().filter(|problem| !warning(problem)).count();
    let (mut errors_left, mut warnings_left) = (SHOWN, SHOWN.saturating_sub(errors));
    let mut shown = String::new();
    for problem in problems {
        let left = if warning(&problem) { &mut warnings_left } else { &mut errors_left };
        if *left > 0 {
            *left -= 1;
            shown.push_str(&diagnostic::human(problem, colour));
            shown.push('\n');
        }
    }
    if problems.len() > SHOWN {
        shown.push_str(&format!("… and {} more; `--format json` prints all\n\n", problems.len() - SHOWN));
    }
    shown
}

/// An error as people read it.
pub fn error(error: &Error, colour: Colour) -> String {
    let (red, bold, end) = match colour {
        Colour::Always => ("\x1b[1;91m", "\x1b[1;96m", "\x1b[0m"),
        Colour::Never => ("", "", ""),
    };
    let help = error.advice().map(|help| format!("{bold}help{end}: {help}\n")).unwrap_or_default();
    // A file's name could hold commands for the terminal.
    let message = error.to_string().replace(char::is_control, "\u{fffd}");
    format!("{red}error{end}: {message}\n{help}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn many(code: Code, count: usize) -> impl Iterator<Item = Diagnostic> {
        (0..count).map(move |number| Diagnostic::without_place(code, format!("number {number}.")))
    }

    fn lines_with(shown: &str, word: &str) -> usize {
        shown.lines().filter(|line| line.starts_with(word)).count()
    }

    #[test]
    fn of_many_problems_a_hundred_are_shown_errors_first() {
        let problems: Vec<_> = many(Code::UnknownTerm, 99).chain(many(Code::Orphan, 3)).collect();
        let shown = human(&problems, Colour::Never);
        assert_eq!((lines_with(&shown, "error"), lines_with(&shown, "warning")), (3, 97));
        assert!(shown.ends_with("… and 2 more; `--format json` prints all\n\n"), "{shown}");
        let problems: Vec<_> = many(Code::Orphan, 150).collect();
        assert_eq!(lines_with(&human(&problems, Colour::Never), "error"), 100);
    }

    #[test]
    fn a_hundred_problems_are_all_shown() {
        let problems: Vec<_> = many(Code::UnknownTerm, 50).chain(many(Code::Orphan, 50)).collect();
        let shown = human(&problems, Colour::Never);
        assert_eq!((lines_with(&shown, "error"), lines_with(&shown, "warning")), (50, 50));
        assert!(!shown.contains("more"), "{shown}");
    }

    #[test]
    fn paths_are_counted_from_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("docs/站");
        std::fs::create_dir_all(&site).unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        assert_eq!(folder_in_repository(&site), "docs/站/");
        assert_eq!(folder_in_repository(folder.path()), "");
    }

    #[test]
    fn an_error_comes_with_its_advice() {
        let shown = error(&Error::new("no").help("try"), Colour::Never);
        assert_eq!(shown, "error: no\nhelp: try\n");
        assert_eq!(error(&Error::new("a\x1b[2Jb"), Colour::Never), "error: a\u{fffd}[2Jb\n");
        assert_eq!(error(&Error::new("no"), Colour::Always), "\x1b[1;91merror\x1b[0m: no\n");
    }
}
