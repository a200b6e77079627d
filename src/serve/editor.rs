//! Links that open a file in the writer's editor, at a line and column.
//!
//! In: the settings, the environment, a place. Out: a URL. Editors that live in a terminal have none.

use std::env;
use std::path::Path;

use crate::config::{Editor, Settings};
use crate::path::encode;

/// The editor of the settings, else the one that the environment names.
pub fn of(settings: &Settings) -> Option<Editor> {
    let named = |name: &str| env::var(name).ok().and_then(|command| Editor::of_command(&command));
    settings.editor.clone().or_else(|| named("VISUAL")).or_else(|| named("EDITOR"))
}

/// The URL of a place; lines and columns from 1, columns in characters.
pub fn link(editor: &Editor, file: &Path, (line, column): (usize, usize)) -> String {
    let path = encode(&file.to_string_lossy().replace('\\', "/"));
    editor.url(&path, (line, column))
}
