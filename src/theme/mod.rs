//! Themes: templates and static files that turn views into pages.
//!
//! In: [`ThemeFiles`] and the settings. Out: [`Theme`], which renders a view by its template's name and lists its static
//! files. Must not know what a view means.

mod files;
mod problem;
#[cfg(test)]
mod tests;

pub use files::ThemeFiles;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::config::{BaseUrl, Settings};
use crate::diagnostic::Diagnostic;
use crate::path::encode;
use crate::source::Source;
use crate::view::{HeadView, PageView, SiteView};
use crate::words::Words;

/// Templates, ready to be rendered on any thread, and the files that go with them.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    templates: BTreeMap<String, Arc<Source>>,
    statics: Vec<(String, Vec<u8>)>,
    /// The words of each language, made once.
    words: [(&'static Words, Value); 2],
}

impl Theme {
    /// Reads and compiles the theme that the settings name.
    ///
    /// # Errors
    /// Every problem of its files and templates.
    pub fn load(root: &Path, settings: &Settings) -> Result<Self, Vec<Diagnostic>> {
        Self::new(Self::files(root, settings)?, &settings.base_url)
    }

    /// The files of the theme that the settings name.
    ///
    /// # Errors
    /// A theme that is nowhere.
    pub fn files(root: &Path, settings: &Settings) -> Result<ThemeFiles, Vec<Diagnostic>> {
        ThemeFiles::of(root, &settings.theme).map_err(|mut problem| {
            problem.span = settings.theme_span.clone();
            vec![*problem]
        })
    }

    /// Compiles a theme for a site at an address.
    ///
    /// # Errors
    /// Every problem of its files and templates.
    pub fn new(files: ThemeFiles, base_url: &BaseUrl) -> Result<Self, Vec<Diagnostic>> {
        if !files.problems.is_empty() {
            return Err(files.problems);
        }
        let mut tera = Tera::default();
        let sources = files.templates.iter().map(|(name, source)| (name.as_str(), source.text()));
        if let Err(error) = tera.add_raw_templates(sources) {
            return Err(problem::of_build(&files.templates, &error));
        }
        let statics: Vec<(String, String, Vec<u8>)> =
            files.statics.into_iter().map(|(path, bytes)| (hashed(&path, &bytes), path, bytes)).collect();
        let assets: BTreeMap<&str, String> = statics
            .iter()
            .map(|(output, path, _)| (path.as_str(), base_url.href(&format!("/{}", encode(output)))))
            .collect();
        tera.global_context().insert("asset", &assets);
        let words = ["zh", "en"].map(Words::of).map(|words| (words, Value::from_serializable(words)));
        let statics = statics.into_iter().map(|(output, _, bytes)| (output, bytes)).collect();
        Ok(Self { tera, templates: files.templates, statics, words })
    }

    /// The theme's static files by their paths below the output folder.
    pub fn static_files(&self) -> &[(String, Vec<u8>)] {
        &self.statics
    }

    /// Output paths of the static files that have a hash of their bytes in their names.
    pub fn fingerprinted(&self) -> impl Iterator<Item = &str> {
        let paths = self.statics.iter().map(|(path, _)| path.as_str());
        paths.filter(|path| path.rsplit_once('.').is_some_and(|(_, extension)| is_hashed(extension)))
    }

    /// A static file by its path below the output folder.
    pub fn static_file(&self, path: &str) -> Option<&[u8]> {
        self.statics.iter().find(|(known, _)| known == path).map(|(_, bytes)| bytes.as_slice())
    }

    /// Renders a template; the view's fields stand beside `site`, `page`, `head`, `words` and `asset`.
    ///
    /// # Errors
    /// What the template engine says, at the place in the template.
    pub fn render(
        &self,
        template: &str,
        (site, page, head): (&SiteView, &PageView, &HeadView),
        view: &impl Serialize,
    ) -> Result<String, Box<Diagnostic>> {
        let context = self.context((site, page, head), view);
        let rendered = context.and_then(|context| self.tera.render(template, &context));
        rendered.map_err(|error| Box::new(problem::of_render(&self.templates, template, &error)))
    }

    fn context(
        &self,
        (site, page, head): (&SiteView, &PageView, &HeadView),
        view: &impl Serialize,
    ) -> tera::TeraResult<Context> {
        let mut context = Context::from_serialize(view)?;
        context.insert_value("site", Value::try_from_serializable(site)?);
        context.insert_value("page", Value::try_from_serializable(page)?);
        context.insert_value("head", Value::try_from_serializable(head)?);
        let wanted = Words::of(&page.language);
        let words = self.words.iter().find(|(words, _)| std::ptr::eq(*words, wanted));
        context.insert_value("words", words.map_or_else(Value::none, |(_, value)| value.clone()));
        Ok(context)
    }
}

/// The output path of a static file. CSS and JavaScript have a hash of their bytes in their names (rapidhash v3), so
/// that browsers may keep them for ever.
fn hashed(path: &str, bytes: &[u8]) -> String {
    let hash = || rapidhash::v3::rapidhash_v3(bytes);
    match path.rsplit_once('.') {
        Some((stem, extension)) if is_hashed(extension) => format!("{stem}.{:016x}.{extension}", hash()),
        _ => path.to_owned(),
    }
}

fn is_hashed(extension: &str) -> bool {
    ["css", "js"].contains(&extension)
}
