//! Which pages get a picture to be shared with: those whose title can be written in the fonts that there are.
//!
//! In: a site with its fonts. Out: yes or no for a page, so that all routes are known before anything is drawn.

use super::Site;
use crate::article::Article;
use crate::fonts::{Script, Weigh};
use crate::registry::Entity;

impl Site {
    /// Whether an article's title can be drawn.
    pub fn draws_article(&self, article: &Article) -> bool {
        let site = &self.settings.language;
        let language = article.head.language.as_deref().unwrap_or(site);
        self.draws(article.head.title.get(&[language, site]), language)
    }

    /// Whether an entity's name can be drawn.
    pub fn draws_entity(&self, entity: &Entity) -> bool {
        let language = &self.settings.language;
        self.draws(entity.name.get(&[language]), language)
    }

    /// Every letter and figure must be in some font; signs that are in none are left out of the picture.
    fn draws(&self, title: &str, language: &str) -> bool {
        if !self.settings.share_pictures {
            return false;
        }
        let widths = self.fonts.widths(title, Script::of(language), Weigh::Bold);
        let mut letters = widths.iter().filter(|(character, _)| character.is_alphanumeric()).peekable();
        letters.peek().is_some() && letters.all(|(_, width)| width.is_some())
    }
}
