//! A site that can be changed: new articles and definitions take the place of old ones, and only what they touch is
//! looked at again.
//!
//! In: an [`Update`]. Out: the same [`Site`] that all files read at once would give, and [`Effects`]. A site read at once
//! is one update of an empty assembly, so the two ways are one. Reads no disk.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::news::News;
use super::wiki::{Names, Wiki};
use super::{Site, edges, resolve};
use crate::article::Article;
use crate::config::Settings;
use crate::date::Day;
use crate::diagnostic::Diagnostic;
use crate::fonts::Fonts;
use crate::graph::{Edge, Graph};
use crate::load::Asset;
use crate::mention::{self, Lexicon, Mention};
use crate::path::ContentPath;
use crate::registry::{Definitions, Registry, RegistryFile};

/// Which articles are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// All but drafts.
    Published,
    /// All but drafts and what is dated after this day.
    PublishedBy(Day),
    WithDrafts,
}

impl Choice {
    /// A date without a beginning lies in the past; one that is known to a month begins with it.
    fn shows(self, article: &Article) -> bool {
        let begins = || article.head.date.as_ref().and_then(|date| date.value.earliest());
        match self {
            Choice::WithDrafts => true,
            Choice::Published => !article.head.draft,
            Choice::PublishedBy(day) => !article.head.draft && begins().is_none_or(|begins| begins <= day),
        }
    }
}

/// A file of the registry, read.
#[derive(Debug)]
pub struct DefinitionsFile {
    pub kind: RegistryFile,
    pub definitions: Definitions,
    pub problems: Vec<Diagnostic>,
    /// Whether it could not be understood, so that it defines more than is known of.
    pub unread: bool,
}

/// What takes the place of what was there: None for what is gone.
#[derive(Debug, Default)]
pub struct Update {
    pub settings: Option<Settings>,
    pub articles: Vec<(ContentPath, Option<Article>)>,
    pub registry: Vec<(ContentPath, Option<DefinitionsFile>)>,
    /// All of them, where any came or went.
    pub assets: Option<Vec<Asset>>,
}

/// What an update has changed besides the articles in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Effects {
    /// Articles whose mentions, edges or references were looked at again.
    pub connected: BTreeSet<ContentPath>,
    /// Entities, topics or sources.
    pub registry: bool,
    /// What wikilinks can lead to.
    pub names: bool,
    /// Which pages and files there are.
    pub shape: bool,
    /// Claims, in some article.
    pub claims: bool,
}

/// A site and what is needed to change a part of it.
#[derive(Debug)]
pub struct Assembly {
    pub site: Site,
    choice: Choice,
    /// Drafts that are not shown: what they define holds.
    hidden: BTreeMap<ContentPath, Article>,
    files: BTreeMap<ContentPath, DefinitionsFile>,
    lexicon: Lexicon,
    connected: BTreeMap<ContentPath, Connected>,
    /// Of the definitions taken together: what stands twice.
    twice: Vec<Diagnostic>,
    events_twice: Vec<Diagnostic>,
}

/// What one article adds to the site besides itself and its mentions.
#[derive(Debug, Default)]
struct Connected {
    edges: Vec<Edge>,
    problems: Vec<Diagnostic>,
    /// The targets of its wikilinks.
    wikilinks: Vec<String>,
    /// Whether one of them leads nowhere: what it is near to may change with any name.
    lost: bool,
}

impl Assembly {
    /// A site without files.
    pub fn empty(choice: Choice) -> Self {
        let registry = Registry::default();
        Self {
            lexicon: Lexicon::new(&registry),
            site: Site {
                settings: Settings::plain(),
                registry,
                names: Names::default(),
                articles: BTreeMap::new(),
                mentions: BTreeMap::new(),
                events: BTreeMap::new(),
                graph: Graph::default(),
                assets: Vec::new(),
                fonts: Fonts::default(),
                problems: Vec::new(),
            },
            choice,
            hidden: BTreeMap::new(),
            files: BTreeMap::new(),
            connected: BTreeMap::new(),
            twice: Vec::new(),
            events_twice: Vec::new(),
        }
    }

    /// Puts new values in the place of old ones, and looks again at whatever they touch.
    pub fn update(&mut self, update: Update) -> Effects {
        let mut news = News::default();
        if let Some(settings) = update.settings {
            news.settings(&self.site.settings, &settings);
            self.site.settings = settings;
        }
        for (path, file) in update.registry {
            news.definitions = true;
            match file {
                Some(file) => drop(self.files.insert(path, file)),
                None => drop(self.files.remove(&path)),
            }
        }
        for (path, article) in update.articles {
            self.replace(path, article, &mut news);
        }
        if let Some(mut assets) = update.assets {
            assets.sort();
            news.shape |= assets != self.site.assets;
            self.site.assets = assets;
        }
        self.update_registry(&mut news);
        self.update_events(&news);
        let affected = self.affected(&news);
        self.connect(&affected);
        let names = news.names_of_all || !news.names.is_empty();
        Effects { connected: affected, registry: news.definitions, names, shape: news.shape, claims: news.claims }
    }

    /// All problems that are known without looking at the site as a whole.
    pub fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_articles = self.site.articles.values().chain(self.hidden.values()).flat_map(|article| &article.problems);
        let of_files = self.files.values().flat_map(|file| &file.problems);
        let of_connections = self.connected.values().flat_map(|connected| &connected.problems);
        of_articles.chain(of_files).chain(of_connections).chain(&self.twice).chain(&self.events_twice)
    }

    fn replace(&mut self, path: ContentPath, article: Option<Article>, news: &mut News) {
        let old = self.site.articles.remove(&path);
        let was_shown = old.is_some();
        let old = old.or_else(|| self.hidden.remove(&path));
        let shown = article.as_ref().is_some_and(|new| self.choice.shows(new));
        if was_shown && !shown {
            self.disconnect(&path);
        }
        news.article(&path, (old.as_ref().map(|old| (old, was_shown)), article.as_ref().map(|new| (new, shown))));
        self.site.names.exchange(old.as_ref().filter(|_| was_shown), article.as_ref().filter(|_| shown));
        let Some(article) = article else { return };
        let into = if shown { &mut self.site.articles } else { &mut self.hidden };
        into.insert(path, article);
    }

    fn disconnect(&mut self, path: &ContentPath) {
        if let Some(connected) = self.connected.remove(path) {
            self.site.graph.remove(path, &connected.edges);
        }
        self.site.mentions.remove(path);
    }

    /// All articles, those that are hidden too, in the order of their paths.
    fn all_articles(&self) -> Vec<&Article> {
        let mut all: Vec<&Article> = self.site.articles.values().chain(self.hidden.values()).collect();
        if !self.hidden.is_empty() {
            all.sort_by(|one, other| one.path.cmp(&other.path));
        }
        all
    }

    /// Puts the definitions of all files together, if any of them is another.
    fn update_registry(&mut self, news: &mut News) {
        if !news.definitions {
            return;
        }
        let articles = self.all_articles();
        let of_articles = articles.iter().map(|article| &article.definitions);
        let all = self.files.values().map(|file| &file.definitions).chain(of_articles);
        let (mut registry, twice) = Registry::new(all);
        registry.unread = self.files.values().filter(|file| file.unread).map(|file| file.kind).collect();
        let lexicon = Lexicon::new(&registry);
        news.names_of_all = !registry.resolves_like(&self.site.registry) || !lexicon.finds_like(&self.lexicon);
        self.lexicon = lexicon;
        self.twice = twice;
        self.site.registry = registry;
        if news.names_of_all {
            news.shape = true;
            self.site.names = Names::new(&self.site.registry, self.site.articles.values());
        }
    }

    /// Keeps the definitions of events at what the articles say.
    fn update_events(&mut self, news: &News) {
        if news.other_events || !self.events_twice.is_empty() {
            (self.site.events, self.events_twice) = super::assemble::defined_events(&self.all_articles());
            return;
        }
        for path in &news.articles {
            let article = self.site.articles.get(path).or_else(|| self.hidden.get(path));
            for (id, event) in article.into_iter().flat_map(super::news::defined_events) {
                if let Some(defined) = self.site.events.get_mut(id) {
                    defined.event = event.clone();
                }
            }
        }
    }

    /// The articles that see something else than before.
    fn affected(&self, news: &News) -> BTreeSet<ContentPath> {
        if news.names_of_all || news.vocabulary {
            return self.site.articles.keys().cloned().collect();
        }
        let mut affected: BTreeSet<ContentPath> =
            news.articles.iter().filter(|path| self.site.articles.contains_key(*path)).cloned().collect();
        if !news.names.is_empty() {
            let leads = |target: &String| news.names.iter().any(|name| target.contains(name.as_str()));
            let told = self.connected.iter().filter(|(_, one)| one.lost || one.wikilinks.iter().any(leads));
            affected.extend(told.map(|(path, _)| path.clone()));
        }
        if !news.events.is_empty() {
            let touched = |article: &&Article| {
                let mut accounts = article.annotations.iter().flat_map(|annotation| &annotation.bodies.events);
                accounts.any(|account| {
                    let id = account.event().id.as_ref().map(|id| &id.value);
                    id.is_some_and(|id| news.events.contains(id) || !self.site.events.contains_key(id))
                })
            };
            affected.extend(self.site.articles.values().filter(touched).map(|article| article.path.clone()));
        }
        affected
    }

    /// Finds the mentions of articles and exchanges their edges.
    fn connect(&mut self, affected: &BTreeSet<ContentPath>) {
        let articles: Vec<&Article> = affected.iter().filter_map(|path| self.site.articles.get(path)).collect();
        let one = |article: &Article| (article.path.clone(), self.connect_one(article));
        let connected: Vec<(ContentPath, (Vec<Mention>, Connected))> = match articles.as_slice() {
            // A thread pool that sleeps takes longer to wake than this takes.
            [article] => vec![one(article)],
            _ => articles.into_par_iter().map(one).collect(),
        };
        for (path, (mentions, connected)) in connected {
            let old = self.connected.get(&path);
            if old.is_none_or(|old| old.edges != connected.edges) {
                if let Some(old) = old {
                    self.site.graph.remove(&path, &old.edges);
                }
                self.site.graph.insert(&path, &connected.edges);
            }
            self.connected.insert(path.clone(), connected);
            self.site.mentions.insert(path, mentions);
        }
    }

    fn connect_one(&self, article: &Article) -> (Vec<Mention>, Connected) {
        let site = &self.site;
        let (wikilinks, mut problems) = site.wikilinks(article);
        let around = (&self.lexicon, &site.registry, &site.settings);
        let (mentions, more) = mention::mentions(article, around, &wikilinks);
        problems.extend(more);
        problems.extend(resolve::article(site, article));
        let edges = edges::of(site, article, &mentions);
        let wikilinks: Vec<String> = super::assemble::wiki_targets(article).map(str::to_owned).collect();
        let lost = wikilinks.iter().any(|target| !matches!(site.wiki(article, target), Wiki::To(..)));
        (mentions, Connected { edges, problems, wikilinks, lost })
    }
}
