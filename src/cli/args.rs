//! The command line as clap reads it: commands, flags and their help.
//!
//! In: the words of the command line. Out: [`Cli`]. Must not know what a command does.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::BaseUrl;
use crate::date::{Date, Day};
use crate::id::Id;
use crate::text;

/// Make a cross-linked website of annotated reports
#[derive(Debug, Parser)]
#[command(name = "postil", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours; `auto` minds NO_COLOR and whether this is a terminal
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new site: a small one that builds, to be changed into yours
    Init {
        /// The folder; it is made where it is missing, and no file in it is overwritten
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Write a workflow for GitHub that checks and publishes the site; in a site that is there, nothing else
        #[arg(long)]
        github: bool,
    },
    /// Add an article or an entity to the site
    New {
        #[command(subcommand)]
        what: New,
    },
    /// Build the site into its output folder
    Build {
        #[command(flatten)]
        build: Building,
    },
    /// Serve the site while you write: pages change in the browser as files are saved
    Serve {
        #[command(flatten)]
        preview: Preview,
    },
    /// Publish the site to a branch of a git remote, such as GitHub Pages
    Publish {
        #[command(flatten)]
        publish: Publishing,
    },
    /// Look for problems without writing anything
    Check {
        #[command(flatten)]
        look: Look,
        #[command(flatten)]
        external: External,
    },
    /// Write the site's data for other programs
    Export {
        /// What to write
        #[arg(value_name = "FORMAT")]
        what: Exported,
        /// The file [default: standard output]; for csv, json and schemas the folder, which is made where it is missing
        #[arg(short, long, value_name = "PATH", required_if_eq_any = [("what", "csv"), ("what", "json"), ("what", "schemas")])]
        output: Option<PathBuf>,
        /// Export what drafts tell, too
        #[arg(long)]
        drafts: bool,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Subcommand)]
pub enum New {
    /// Write content/articles/YEAR/NAME.md and its sidecar NAME.yaml
    Article {
        /// The file's name, or a path below content/articles/; a name alone goes into this year's folder
        #[arg(value_name = "PATH")]
        path: String,
        /// The article's title [default: the file's name]
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,
        #[command(flatten)]
        place: Place,
    },
    /// Write content/entities/ID.yaml
    Entity {
        /// Letters of any script, digits, hyphens and underscores; it becomes the URL /entities/ID/
        #[arg(value_parser = id)]
        id: Id,
        /// Such as Company, Person, Product; more can be defined under `types:` in postil.yaml
        #[arg(long = "type", value_name = "TYPE")]
        kind: String,
        /// The name under which it is shown and found
        #[arg(long, value_name = "TEXT")]
        name: String,
        #[command(flatten)]
        place: Place,
    },
}

/// Where the site is.
#[derive(Debug, Args)]
pub struct Place {
    /// The site's folder [default: the nearest with a postil.yaml, from here upwards]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// How a site is looked at.
#[derive(Debug, Args)]
pub struct Look {
    #[command(flatten)]
    pub place: Place,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Show drafts
    #[arg(long)]
    pub drafts: bool,
    /// Leave out what is dated after this day, such as `today` in the site's time zone
    #[arg(long, value_name = "DATE", conflicts_with = "drafts", value_parser = until)]
    pub until: Option<Until>,
    /// Build for this address instead of the settings' base_url
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// How to print problems
    #[arg(long, default_value = "human")]
    pub format: Format,
    /// Work on so many threads [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// How a site is built.
#[derive(Debug, Args)]
pub struct Building {
    #[command(flatten)]
    pub look: Look,
    /// Let URLs lead from file to file, so that the folder can be opened without a server, sent, and put anywhere
    #[arg(long)]
    pub portable: bool,
}

/// How a site is published.
#[derive(Debug, Args)]
pub struct Publishing {
    #[command(flatten)]
    pub place: Place,
    /// The remote, by its name or URL [default: the settings', else origin]
    #[arg(long, value_name = "NAME")]
    pub remote: Option<String>,
    /// The branch that holds the pages and nothing else [default: the settings', else gh-pages]
    #[arg(long, value_name = "NAME")]
    pub branch: Option<String>,
    /// Say what would change, and which URLs would be gone; push nothing
    #[arg(long, conflicts_with = "wait")]
    pub dry_run: bool,
    /// Publish the version before the present one again
    #[arg(long)]
    pub rollback: bool,
    /// Wait until the site's address shows this version, at most so many seconds
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "600", require_equals = true)]
    pub wait: Option<u64>,
    /// Take over a branch that holds what Postil did not publish
    #[arg(long)]
    pub adopt: bool,
    /// Replace a version that was published from commits which are not here
    #[arg(long)]
    pub force: bool,
    /// Publish although base_url is not the address of the remote's pages
    #[arg(long)]
    pub any_address: bool,
    /// Work on so many threads [default: one for each processor]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
}

/// Whether and how links to other hosts are looked at.
#[derive(Debug, Args)]
pub struct External {
    /// Ask other hosts too whether the pages that links lead to are there; needs the program curl
    #[arg(long)]
    pub external: bool,
    /// Ask again for what is remembered from earlier checks
    #[arg(long, requires = "external")]
    pub fresh: bool,
    /// List too which links turn programs away, give no answer, or have moved for good
    #[arg(long, requires = "external")]
    pub verbose: bool,
}

/// How a site is previewed.
#[derive(Debug, Args)]
pub struct Preview {
    #[command(flatten)]
    pub place: Place,
    /// The port; if it is taken, the next that is free. 0 is any
    #[arg(long, value_name = "N", default_value_t = 8000)]
    pub port: u16,
    /// Let other machines connect, at this address or name of this machine; 0.0.0.0 is all its addresses. Whoever can
    /// connect can read and change the site's content
    #[arg(long, value_name = "HOST")]
    pub host: Option<String>,
    /// Open the home page in the browser
    #[arg(long)]
    pub open: bool,
    /// Look at all files every half second, where the system does not tell of changes
    #[arg(long)]
    pub poll: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the source lines, on standard error
    Human,
    /// One JSON object per line, on standard output
    Json,
    /// Workflow commands that GitHub shows in pull requests, on standard output
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Exported {
    /// All annotations as one collection of W3C Web Annotations (JSON-LD)
    Annotations,
    /// Entities, events, reports and their links for FollowTheMoney, one on each line
    Ftm,
    /// Tables of entities, events, claims, relations and mentions
    Csv,
    /// The graph of entities for Gephi and the like
    Gexf,
    /// The same as GraphML
    Graphml,
    /// Sources for reference managers and citation processors (CSL-JSON)
    Csl,
    /// Everything as arrays of objects
    Json,
    /// JSON Schemas of the JSON files
    Schemas,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

/// A day on which the site is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    Today,
    Day(Day),
}

fn until(words: &str) -> Result<Until, String> {
    if words == "today" {
        return Ok(Until::Today);
    }
    let day = Date::parse(words).ok().filter(Date::is_day).and_then(|date| date.earliest());
    day.map(Until::Day).ok_or_else(|| "a day is written 2024-06-03; `today` is today".to_owned())
}

fn base_url(words: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(words).ok_or_else(|| "an address is written https://example.github.io/reports/".to_owned())
}

fn id(words: &str) -> Result<Id, String> {
    let words = text::nfc(words);
    match Id::new(&words) {
        Some(id) => Ok(id),
        None if words == "none" => Err("`none` is reserved; choose another id".into()),
        None => {
            Err("an id has letters of any script, digits, hyphens and underscores, such as alibaba-cloud or 阿里云"
                .into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }
}
