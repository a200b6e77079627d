//! Every kind of problem that Postil reports, in one list: its code and how grave it is.
//!
//! The guide's page on diagnostics has an entry for each; a test keeps the two the same.

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A file cannot be understood: nothing is written, the last good output stays.
    Fatal,
    /// Something is wrong, yet the page is whole: the site is written and the run ends with 1.
    Error,
    /// Something looks wrong; `--strict` makes it count.
    Warning,
}

impl Severity {
    pub fn id(self) -> &'static str {
        match self {
            Severity::Fatal => "fatal",
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($name:ident $code:literal $severity:ident,)*) => {
        /// The code of a kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($name),* }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The code as users see it: `unknown-key`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $code),* }
            }

            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }
        }
    };
}

codes! {
    UnreadableFile "unreadable-file" Fatal,
    InvalidUtf8 "invalid-utf8" Fatal,
    InvalidYaml "invalid-yaml" Fatal,
    TooLarge "too-large" Fatal,
    WrongShape "wrong-shape" Fatal,
    UnknownKey "unknown-key" Fatal,
    DuplicateKey "duplicate-key" Fatal,
    MissingKey "missing-key" Fatal,
    InvalidValue "invalid-value" Fatal,
    InvalidId "invalid-id" Fatal,
    InvalidDate "invalid-date" Fatal,
    DuplicateId "duplicate-id" Fatal,
    DuplicateUrl "duplicate-url" Fatal,
    MissingFrontMatter "missing-front-matter" Fatal,
    LoneSidecar "lone-sidecar" Fatal,
    YmlExtension "yml-extension" Fatal,
    OutsideSite "outside-site" Fatal,
    InvalidTemplate "invalid-template" Fatal,
    Orphan "orphan" Error,
    Ambiguous "ambiguous" Error,
    UnresolvedReference "unresolved-reference" Error,
    AmbiguousName "ambiguous-name" Error,
    DeadLink "dead-link" Error,
    DisagreeingFigure "disagreeing-figure" Error,
    DisagreeingDate "disagreeing-date" Error,
    InvalidMath "invalid-math" Error,
    UndefinedFootnote "undefined-footnote" Error,
    Circle "circle" Error,
    UnbalancedHtml "unbalanced-html" Warning,
    UnusedFootnote "unused-footnote" Warning,
    UnknownTerm "unknown-term" Warning,
    InvalidChecksum "invalid-checksum" Warning,
    CommentAfterProse "comment-after-prose" Warning,
    SimilarMeasures "similar-measures" Warning,
    UnknownLanguage "unknown-language" Warning,
    DeadExternalLink "dead-external-link" Warning,
    MissingFont "missing-font" Warning,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn codes_are_unique_and_kebab_case() {
        let ids: HashSet<_> = Code::ALL.iter().map(|code| code.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')));
    }
}
