//! `export`: the site's data in one format, into a file, a folder or standard output.
//!
//! In: a site's folder and what is wanted. Out: the files that a build writes under /data/, and a line on standard error
//! that says what was done. Must not know how a format is written.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::{Exported, Format};
use super::{Verdict, show, summary};
use crate::build::{self, Checked};
use crate::diagnostic::{Colour, Counts};
use crate::error::{Error, Result};
use crate::export;
use crate::routes::Data;
use crate::site::{Choice, Site};

/// What is to be written, and where to; none is standard output.
pub struct Wish {
    pub what: Exported,
    pub output: Option<PathBuf>,
    pub choice: Choice,
}

/// Exports unless a fatal problem stands in the way; other errors are told and change the status only.
pub fn export(root: &Path, wish: &Wish, colour: Colour) -> Result<Verdict> {
    let Checked { site, problems, .. } = build::check(root, wish.choice)?;
    show::problems(&problems, root, (Format::Human, colour))?;
    let counts = Counts::of(&problems);
    if counts.fatal > 0 {
        show::to_stderr(&format!("nothing was exported: {}\n", summary::problems(counts)))?;
        return Ok(Verdict::Problems);
    }
    let place = write(&site, wish)?;
    show::to_stderr(&format!("exported {place}: {}\n", summary::problems(counts)))?;
    Ok(if counts.errors > 0 { Verdict::Problems } else { Verdict::Good })
}

/// Writes, and says where to.
fn write(site: &Site, wish: &Wish) -> Result<String> {
    let files = files(site, wish.what);
    match (&wish.output, files) {
        (None, Files::One(text)) => {
            show::to_stdout(&text)?;
            Ok("to standard output".into())
        }
        (Some(path), Files::One(text)) => {
            put(path, &text)?;
            Ok(format!("to {}", path.display()))
        }
        // The arguments want a folder for these.
        (output, Files::Several(files)) => {
            let folder = output.as_deref().unwrap_or(Path::new("."));
            fs::create_dir_all(folder).map_err(|error| Error::io("make", folder, &error))?;
            files.iter().try_for_each(|(name, text)| put(&folder.join(name), text))?;
            Ok(format!("{} into {}", summary::count(files.len(), "file", "files"), folder.display()))
        }
    }
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| Error::io("write", path, &error))
}

enum Files {
    One(String),
    /// Names and texts.
    Several(Vec<(&'static str, String)>),
}

fn files(site: &Site, what: Exported) -> Files {
    match what {
        Exported::Annotations => Files::One(export::all_annotations(site)),
        Exported::Ftm => Files::One(export::data(site, Data::FollowTheMoney)),
        Exported::Gexf => Files::One(export::data(site, Data::Gexf)),
        Exported::Graphml => Files::One(export::data(site, Data::GraphMl)),
        Exported::Csl => Files::One(export::data(site, Data::Csl)),
        Exported::Csv => several(site, |data| matches!(data, Data::Csv(_))),
        Exported::Json => several(site, |data| matches!(data, Data::Json(_))),
        Exported::Schemas => several(site, |data| matches!(data, Data::Schema(_))),
    }
}

/// The files under /data/ that are wanted; of a folder there only the names.
fn several(site: &Site, wanted: fn(Data) -> bool) -> Files {
    let all = Data::ALL.into_iter().filter(|(data, _)| wanted(*data));
    let name = |path: &'static str| path.rsplit('/').next().unwrap_or(path);
    Files::Several(all.map(|(data, path)| (name(path), export::data(site, data))).collect())
}
