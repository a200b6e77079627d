//! What HTML says of its elements, as far as nesting and words go.
//!
//! Names in, facts out; after the HTML standard, §4 (content models) and §13.2.6 (tree
//! construction).

/// How an element nests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Void,
    Paragraph,
    /// Between whose tags only cells, rows and their groups stand.
    TablePart,
    /// Holds words and inline elements only.
    Inline,
    Other,
}

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const TABLE_PARTS: [&str; 6] = ["table", "thead", "tbody", "tfoot", "tr", "colgroup"];
const INLINE: [&str; 38] = [
    "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6",
    "i", "kbd", "label", "legend", "mark", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "u", "var",
];
const BLOCKS: [&str; 52] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];
const OPAQUE: [&str; 15] = [
    "script", "style", "template", "svg", "math", "select", "textarea", "iframe", "noscript", "noembed", "noframes",
    "xmp", "object", "canvas", "datalist",
];
const LITERAL: [&str; 7] = ["script", "style", "iframe", "noscript", "noembed", "noframes", "xmp"];
const FORBIDDEN: [&str; 9] = ["html", "head", "body", "frameset", "frame", "plaintext", "title", "base", "image"];
/// HTML elements that end a drawing or a formula around them (§13.2.6.5).
const BREAKOUT: [&str; 44] = [
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "strike",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];

pub fn kind(name: &str) -> Kind {
    match name {
        "p" => Kind::Paragraph,
        _ if VOID.contains(&name) => Kind::Void,
        _ if TABLE_PARTS.contains(&name) => Kind::TablePart,
        _ if INLINE.contains(&name) => Kind::Inline,
        _ => Kind::Other,
    }
}

/// Whether an element stands apart from the words around it.
pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element's words are not what a reader reads.
pub fn is_opaque(name: &str) -> bool {
    OPAQUE.contains(&name)
}

/// Whether browsers take an element's content as it is, without character references.
pub fn is_literal(name: &str) -> bool {
    LITERAL.contains(&name)
}

/// Whether an element has no place in an article.
pub fn is_forbidden(name: &str) -> bool {
    FORBIDDEN.contains(&name)
}

/// Whether an element must not stand within another of its kind.
pub fn is_unnestable(name: &str) -> bool {
    matches!(name, "a" | "button" | "form" | "nobr")
}

/// Whether an element may stand somewhere within the opaque element `outer`.
pub fn may_stand_in_opaque(name: &str, outer: &str) -> bool {
    match outer {
        "select" | "datalist" => matches!(name, "option" | "optgroup"),
        // A browser ends the drawing at these, and reads on behind it.
        "svg" | "math" => name == "style" || !(BREAKOUT.contains(&name) || name == "font" || is_literal(name)),
        "template" => !matches!(name, "template"),
        "object" | "canvas" => matches!(name, "param" | "a" | "span" | "img" | "em" | "strong"),
        _ => false,
    }
}

/// The elements in which alone this one may stand, if there are such.
pub fn parents(name: &str) -> Option<&'static [&'static str]> {
    match name {
        "caption" | "colgroup" | "thead" | "tbody" | "tfoot" => Some(&["table"]),
        "col" => Some(&["colgroup"]),
        "tr" => Some(&["table", "thead", "tbody", "tfoot"]),
        "td" | "th" => Some(&["tr"]),
        _ => None,
    }
}

/// Whether an element may stand between the cells of a table.
pub fn belongs_to_table(name: &str) -> bool {
    parents(name).is_some() || matches!(name, "script" | "style" | "template")
}

/// Whether an element's end tag may be left out.
pub fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "rt"
            | "rp"
            | "option"
            | "optgroup"
            | "td"
            | "th"
            | "tr"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "colgroup"
    )
}

/// Whether the open element `open` ends where `next` starts.
pub fn ends_at(open: &str, next: &str) -> bool {
    let group = matches!(next, "thead" | "tbody" | "tfoot");
    match open {
        "p" => is_block(next),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => is_block(next),
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "rt" | "rp" => matches!(next, "rt" | "rp"),
        "td" | "th" => matches!(next, "td" | "th" | "tr") || group,
        "tr" => next == "tr" || group,
        "caption" | "colgroup" => (next != "col" && parents(next).is_some()) || group,
        "thead" | "tbody" | "tfoot" => group,
        _ => false,
    }
}
