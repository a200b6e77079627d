//! The theme as it was last understood.
//!
//! In: the site's root and settings. Out: a [`Theme`], and what of it changed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::config::{BaseUrl, Settings};
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::theme::{Theme, ThemeFiles};

/// A theme with the files it was made of.
#[derive(Debug, Default)]
pub struct Skin {
    theme: Option<Theme>,
    /// Of the newest files, whether they could be understood or not.
    files: ThemeFiles,
    /// The templates that were understood last, by the paths of their files.
    understood: BTreeMap<String, Arc<Source>>,
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

    /// Reads the theme that the settings name. Templates that cannot be understood leave the last in their places, and a
    /// theme that is nowhere the one before.
    pub fn dress(&mut self, root: &Path, settings: &Settings) -> Redressed {
        let files = Theme::files(root, settings);
        let (files, nowhere) =
            files.map_or_else(|problems| (self.files.clone(), problems), |files| (files, Vec::new()));
        let templates = files.templates != self.files.templates || settings.base_url != self.base_url;
        let statics = files.statics != self.files.statics;
        let was_sound = self.problems.is_empty() && self.theme.is_some();
        if !templates && !statics && was_sound && nowhere.is_empty() && files.problems.is_empty() {
            return Redressed::default();
        }
        self.files = files.clone();
        self.base_url = settings.base_url.clone();
        match Theme::new(files, &settings.base_url) {
            Ok(theme) => {
                let sources = self.files.templates.values();
                self.understood.extend(sources.map(|source| (source.path().to_owned(), Arc::clone(source))));
                self.theme = Some(theme);
                let problems = self.complain(nowhere);
                Redressed { templates: templates || problems, statics, problems }
            }
            Err(problems) => {
                if let Ok(theme) = Theme::new(self.understandable(), &settings.base_url) {
                    self.theme = Some(theme);
                }
                Redressed { templates, statics, problems: self.complain(problems) }
            }
        }
    }

    /// The newest files, with each template as it was when all were understood.
    fn understandable(&self) -> ThemeFiles {
        let before = |source: &Arc<Source>| Arc::clone(self.understood.get(source.path()).unwrap_or(source));
        let templates = self.files.templates.iter().map(|(name, source)| (name.clone(), before(source))).collect();
        ThemeFiles { templates, ..self.files.clone() }
    }

    /// Whether these are other problems than before.
    fn complain(&mut self, problems: Vec<Diagnostic>) -> bool {
        let new = problems != self.problems;
        self.problems = problems;
        new
    }
}
