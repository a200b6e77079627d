//! A first, plain walk.
use super::{Document, Options, Piece, Place};

pub fn walk(source: &str, _options: &Options) -> Document {
    let mut document = Document::default();
    for paragraph in source.split("\n\n").filter(|p| !p.trim().is_empty()) {
        if !document.text.is_empty() {
            let at = document.text.len();
            document.text.push(' ');
            document.pieces.push(Piece::Blank {
                raw: "\n".into(),
                range: at..at + 1,
                kind: super::BlankKind::Block,
            });
        }
        let begin = document.text.len();
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        document.text.push_str(&words.join(" "));
        document.pieces.push(Piece::Markup("<p>".into()));
        document.pieces.push(Piece::Words {
            range: begin..document.text.len(),
            source: paragraph.as_ptr() as usize - source.as_ptr() as usize,
            place: Place::default(),
        });
        document.pieces.push(Piece::Markup("</p>".into()));
    }
    document
}
