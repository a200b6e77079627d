//! The fonts of this machine, for the pictures with which pages are shared.
//!
//! In: the fonts that the system has. Out: [`Fonts`]: in which of them a character stands for a language, and how wide it
//! is. They are an input as the content is: a build takes them once and hands them on. Must not know what is drawn.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, Family, ID, Query, Weight};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _};

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weigh {
    Regular,
    Bold,
}

/// Whose letters come first where several languages have a character in forms of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Simplified,
    Traditional,
    Japanese,
    Korean,
    Latin,
}

const SCRIPTS: [(Script, &[&str]); 5] = [
    (Script::Simplified, &SIMPLIFIED),
    (Script::Traditional, &TRADITIONAL),
    (Script::Japanese, &JAPANESE),
    (Script::Korean, &KOREAN),
    (Script::Latin, &LATIN),
];

/// Families by how well they look on a cover: those with serifs first, then those that come with systems.
const SIMPLIFIED: [&str; 13] = [
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Songti SC",
    "STSong",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "SimSun",
    "WenQuanYi Zen Hei",
];
const TRADITIONAL: [&str; 9] = [
    "Source Han Serif TC",
    "Noto Serif CJK TC",
    "Noto Serif TC",
    "Songti TC",
    "Source Han Sans TC",
    "Noto Sans CJK TC",
    "PingFang TC",
    "Microsoft JhengHei",
    "PMingLiU",
];
const JAPANESE: [&str; 6] =
    ["Source Han Serif", "Noto Serif CJK JP", "Hiragino Mincho ProN", "Noto Sans CJK JP", "Yu Mincho", "MS Mincho"];
const KOREAN: [&str; 5] =
    ["Source Han Serif K", "Noto Serif CJK KR", "AppleMyungjo", "Noto Sans CJK KR", "Malgun Gothic"];
const LATIN: [&str; 14] = [
    "Source Serif 4",
    "Source Serif Pro",
    "Noto Serif",
    "Georgia",
    "Libertinus Serif",
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Liberation Serif",
    "Times New Roman",
    "DejaVu Serif",
    "Noto Sans",
    "DejaVu Sans",
    "Arial Unicode MS",
    "Segoe UI Symbol",
];

impl Script {
    /// The script of a BCP 47 tag; languages that are not told apart here are written in Latin letters.
    pub fn of(language: &str) -> Self {
        let tag = language.to_ascii_lowercase();
        let mut parts = tag.split('-');
        match parts.next() {
            Some("zh") if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => Script::Traditional,
            Some("zh") => Script::Simplified,
            Some("ja") => Script::Japanese,
            Some("ko") => Script::Korean,
            _ => Script::Latin,
        }
    }
}

/// The fonts that pictures may use; by default none.
#[derive(Clone, Default)]
pub struct Fonts(Option<Arc<Chosen>>);

struct Chosen {
    database: Arc<Database>,
    /// The letters of each preferred face, read when the first is asked for: a face for Chinese has 45,000.
    letters: HashMap<ID, OnceLock<HashMap<char, f32>>>,
    /// Faces by preference, for each of [`SCRIPTS`], regular and bold.
    preferred: Vec<[Vec<ID>; 2]>,
    identity: u64,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Fonts({:016x})", self.identity())
    }
}

impl Fonts {
    /// Looks for the fonts that this machine has.
    pub fn of_system() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        let preferred = SCRIPTS
            .iter()
            .map(|(_, first)| [Weight::NORMAL, Weight::BOLD].map(|weight| faces(&database, first, weight)));
        let preferred: Vec<[Vec<ID>; 2]> = preferred.collect();
        let identity = identity(&database, &preferred);
        let letters = preferred.iter().flatten().flatten().map(|id| (*id, OnceLock::new())).collect();
        Self(Some(Arc::new(Chosen { database: Arc::new(database), letters, preferred, identity })))
    }

    /// Equal where the same fonts, to the byte, are preferred in the same order (as far as their own checksums tell).
    pub fn identity(&self) -> u64 {
        self.0.as_ref().map_or(0, |chosen| chosen.identity)
    }

    pub fn database(&self) -> Arc<Database> {
        self.0.as_ref().map(|chosen| Arc::clone(&chosen.database)).unwrap_or_default()
    }

    /// The faces for a script by preference.
    fn faces(&self, script: Script, weigh: Weigh) -> &[ID] {
        let at = SCRIPTS.iter().position(|(known, _)| *known == script);
        let both = self.0.as_ref().zip(at).and_then(|(chosen, at)| chosen.preferred.get(at));
        both.map_or(&[], |[regular, bold]| if weigh == Weigh::Bold { bold } else { regular })
    }

    /// The face in which a script is written before all others.
    pub fn first(&self, script: Script, weigh: Weigh) -> Option<ID> {
        self.faces(script, weigh).first().copied()
    }

    /// The first face that has a character which those before it lack; as heavy as the first of them.
    pub fn fallback(&self, script: Script, (character, before): (char, &[ID])) -> Option<ID> {
        let chosen = self.0.as_ref()?;
        let is_bold = before.first().copied() == self.first(script, Weigh::Bold);
        let faces = self.faces(script, if is_bold { Weigh::Bold } else { Weigh::Regular });
        faces.iter().copied().find(|id| !before.contains(id) && chosen.width(*id, character).is_some())
    }

    /// The width of each character in ems, without kerning; `None` for those that no font has.
    pub fn widths(&self, text: &str, script: Script, weigh: Weigh) -> Vec<(char, Option<f32>)> {
        let faces = self.faces(script, weigh);
        let width = |character| faces.iter().find_map(|id| self.0.as_ref()?.width(*id, character));
        text.chars().map(|character| (character, width(character))).collect()
    }
}

impl Chosen {
    /// The width of a character of a face in ems, if the face has it.
    fn width(&self, id: ID, character: char) -> Option<f32> {
        let letters = self.letters.get(&id)?.get_or_init(|| {
            let read = self.database.with_face_data(id, letters);
            read.flatten().unwrap_or_default()
        });
        letters.get(&character).copied()
    }
}

/// Every character that a face has, with its width in ems.
fn letters(data: &[u8], index: u32) -> Option<HashMap<char, f32>> {
    let font = FontRef::from_index(data, index).ok()?;
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let letter = |(code, glyph)| Some((char::from_u32(code)?, metrics.advance_width(glyph)?));
    Some(font.charmap().mappings().filter_map(letter).collect())
}

/// Those of a script's families that are there, then those of all others.
fn faces(database: &Database, first: &[&str], weight: Weight) -> Vec<ID> {
    let others = SCRIPTS.iter().flat_map(|(_, families)| families.iter());
    let mut faces = Vec::new();
    for family in first.iter().chain(others) {
        let query = Query { families: &[Family::Name(family)], weight, ..Query::default() };
        faces.extend(database.query(&query).filter(|id| !faces.contains(id)));
    }
    faces
}

/// Of every preferred face its name and its head (OpenType, table `head`), which holds a checksum of the whole font.
fn identity(database: &Database, preferred: &[[Vec<ID>; 2]]) -> u64 {
    let mut all = Vec::new();
    for id in preferred.iter().flatten().flatten() {
        let Some(face) = database.face(*id) else { continue };
        all.extend(face.post_script_name.bytes());
        let head = |data: &[u8], index: u32| {
            let font = FontRef::from_index(data, index).ok()?;
            Some([
                font.head().ok()?.checksum_adjustment().to_be_bytes(),
                (data.len() as u32).to_be_bytes(),
                index.to_be_bytes(),
            ])
        };
        all.extend(database.with_face_data(*id, head).flatten().into_iter().flatten().flatten());
    }
    rapidhash::v3::rapidhash_v3(&all)
}
