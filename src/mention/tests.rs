//! Mentions of an article.
