//! The theme as it was last understood.
//!
//! In: the site's root and settings. Out: a [`Theme`], and what of it changed.

use std::path::Path;

use crate::config::{BaseUrl, Settings};
use crate::diagnostic::Diagnostic;
use crate::theme::{Theme, ThemeFiles};

/// A theme with the files it was made of.
#[derive(Debug, Default)]
pub struct Skin {
    theme: Option<Theme>,
    /// Of the newest files, whether they could be understood or not.
    files: ThemeFiles,
    base_url: BaseUrl,
    problems: Vec<Diagnostic>,
}

/// What is new.
#[derive(Debug, Default)]
pub struct Redressed {
    pub templates: bool,
    pub statics: bool,
    pub problems: bool,
}

impl Skin {
    pub fn theme(&self) -> Option<&Theme> {
        self.theme.as_ref()
    }

    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Reads the theme that the settings name; one that cannot be understood leaves the last in its place.
    pub fn dress(&mut self, root: &Path, settings: &Settings) -> Redressed {
        let files = match Theme::files(root, settings) {
            Ok(files) => files,
            Err(problems) => return self.complain(problems),
        };
        let templates = files.templates != self.files.templates || settings.base_url != self.base_url;
        let statics = files.statics != self.files.statics;
        if !templates && !statics && self.problems.is_empty() && files.problems.is_empty() && self.theme.is_some() {
            return Redressed::default();
        }
        self.files = files.clone();
        match Theme::new(files, &settings.base_url) {
            Err(problems) => self.complain(problems),
            Ok(theme) => {
                self.base_url = settings.base_url.clone();
                self.theme = Some(theme);
                let problems = !std::mem::take(&mut self.problems).is_empty();
                Redressed { templates: templates || problems, statics, problems }
            }
        }
    }

    fn complain(&mut self, problems: Vec<Diagnostic>) -> Redressed {
        let new = problems != self.problems;
        self.problems = problems;
        Redressed { problems: new, ..Redressed::default() }
    }
}
