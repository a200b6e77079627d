//! The workflow by which GitHub builds and publishes a site.
//!
//! In: a site's folder. Out: .github/workflows/pages.yml at the top of its repository, and what to do next. Asks git where
//! the repository begins and what its branch is called; a folder in none is its own top.

use std::path::{Path, PathBuf};

use super::files;
use crate::config::Settings;
use crate::error::{Error, Result};
use crate::{git, load};

const WORKFLOW: &str = include_str!("github/pages.yml");
const PATH: &str = ".github/workflows/pages.yml";

/// A released program knows the action that installs it, with the commit of the release: `owner/postil@SHA # v0.1.0`.
const ACTION: Option<&str> = option_env!("POSTIL_ACTION");

/// What differs from site to site in the workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workflow {
    /// The branch that is published.
    pub branch: String,
    /// The site's folder below the repository's top; empty where it is the top.
    pub folder: String,
    /// The output folder below the site's.
    pub output: String,
    /// The step that installs Postil.
    pub install: String,
}

impl Workflow {
    pub fn text(&self) -> String {
        let root = if self.folder.is_empty() { String::new() } else { format!(" --root {}", quoted(&self.folder)) };
        let output =
            if self.folder.is_empty() { self.output.clone() } else { format!("{}/{}", self.folder, self.output) };
        WORKFLOW
            .replace("{branch}", &serde_json::Value::from(self.branch.as_str()).to_string())
            .replace("{install}", self.install.trim_end())
            .replace("{root}", &root)
            .replace("{output}", &quoted(&output))
    }
}

/// A word for the shell.
fn quoted(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// The step that installs this version of the program.
fn install() -> String {
    match ACTION {
        Some(action) => format!("      - name: Install Postil\n        uses: {action}\n"),
        None => format!(
            "      - name: Install Postil\n        run: cargo install --locked postil@{}\n",
            env!("CARGO_PKG_VERSION")
        ),
    }
}

/// Writes the workflow of the site in a folder; returns what to tell the writer.
///
/// # Errors
/// A workflow that is there already, or what the system refuses.
pub fn github(root: &Path) -> Result<String> {
    let absolute = |path: &Path| path.canonicalize().map_err(|error| Error::io("find", path, &error));
    let site = absolute(root)?;
    let top = git::ask(&site, ["rev-parse", "--show-toplevel"])?.filter(|top| !top.is_empty()).map(PathBuf::from);
    let top = top.map_or_else(|| Ok(site.clone()), |top| absolute(&top))?;
    let below = site.strip_prefix(&top).unwrap_or(Path::new(""));
    let folder = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    let branch = git::ask(&site, ["symbolic-ref", "--quiet", "--short", "HEAD"])?.filter(|branch| !branch.is_empty());
    let workflow =
        Workflow { branch: branch.unwrap_or_else(|| "main".into()), folder, output: output(root)?, install: install() };
    files::write_new(&top, &[(PATH, workflow.text())])?;
    Ok(format!(
        "wrote {}\n\nNext:\n    commit it and push to GitHub\n    in the repository's Settings, under Pages, choose the \
         source “GitHub Actions”\nThe branch {} is published from then on, and pull requests show problems at their lines.\n",
        Path::new(PATH).display(),
        workflow.branch
    ))
}

fn output(root: &Path) -> Result<String> {
    let path = root.join(load::SETTINGS);
    let bytes = std::fs::read(&path).map_err(|error| Error::io("read", &path, &error))?;
    let source = load::decode(bytes, load::SETTINGS).0;
    Ok(source.map_or_else(Settings::plain, |source| Settings::read(&source).0).output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_branches_and_folders_cannot_break_out() {
        let workflow = Workflow {
            branch: "a\"]\n  evil: b".into(),
            folder: "报告 $(id)".into(),
            output: "public".into(),
            install: "      - run: 'true'".into(),
        };
        let text = workflow.text();
        assert!(text.contains(r#"branches: ["a\"]\n  evil: b"]"#), "{text}");
        assert!(text.contains("postil check --root '报告 $(id)' --strict"), "{text}");
        assert!(text.contains("'报告 $(id)/public'/build.json"), "{text}");
    }
}
