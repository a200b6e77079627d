//! The picture with which a page is shared: 1200 × 630 pixels, as calm as a book's cover.
//!
//! In: what stands on it ([`Picture`]) and the fonts. Out: [`Drawing`], and of it a PNG. The same words in the same fonts
//! are the same bytes. Must not know pages or files.

mod lines;
mod png;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{self, FontResolver, Options, Tree};

use self::png::Rgb;
use crate::fonts::{Fonts, Script, Weigh};
use crate::view::picture::{HEIGHT, Picture, Sort, WIDTH};
use crate::xml::{Attribute, Xml};

/// Part of every key: another number makes all pictures anew, as it must when they are to look otherwise.
const EDITION: u8 = 1;

const PAPER: Rgb = [0xFD, 0xFD, 0xFC];
const TEXT: Rgb = [0x1D, 0x1F, 0x24];
const SOFT: Rgb = [0x5B, 0x61, 0x6E];
const FAINT: Rgb = [0xD9, 0xDC, 0xE3];
const ARTICLE: Rgb = [0x9A, 0x34, 0x12];
const ENTITY: Rgb = [0x1A, 0x4F, 0x9C];

/// Pixels from the left and the right edge to the words.
const MARGIN: f32 = 88.0;
const MEASURE: f32 = WIDTH as f32 - 2.0 * MARGIN;
/// Sizes of a title in pixels with the number of lines it may then have: the first that fits is taken.
const SIZES: [(f32, usize); 6] = [(96.0, 2), (84.0, 2), (72.0, 3), (62.0, 3), (54.0, 4), (46.0, 5)];
const SMALL: f32 = 30.0;
/// More characters than any picture holds; the rest is not looked at.
const MOST_CHARS: usize = 600;
/// Where lines of letters stand, in pixels from the top.
const ABOVE_Y: f32 = 112.0;
const MIDDLE_Y: f32 = 312.0;
const RULE_Y: f32 = 528.0;
const FOOT_Y: f32 = 578.0;

/// A picture that is laid out and not yet drawn.
pub struct Drawing<'a> {
    svg: String,
    script: Script,
    fonts: &'a Fonts,
    accent: Rgb,
}

impl<'a> Drawing<'a> {
    pub fn new(picture: &Picture, fonts: &'a Fonts) -> Self {
        let page = Page { fonts, script: Script::of(&picture.language) };
        let accent = match picture.sort {
            Sort::Article => ARTICLE,
            Sort::Entity => ENTITY,
        };
        Self { svg: page.svg(picture, accent), script: page.script, fonts, accent }
    }

    /// What the bytes of the picture depend on, in a number.
    pub fn key(&self) -> u64 {
        let all = [self.svg.as_bytes(), &self.fonts.identity().to_be_bytes(), &[EDITION, self.script as u8]].concat();
        rapidhash::v3::rapidhash_v3(&all)
    }

    /// Whether a file is this picture, which is found out without drawing it.
    pub fn is(&self, file: &[u8]) -> bool {
        png::is_marked(file, self.key())
    }

    /// Draws it; `None` only if the library of drawing refuses what is laid out here.
    pub fn png(&self) -> Option<Vec<u8>> {
        let tree = Tree::from_str(&self.svg, &self.options()).ok()?;
        let mut pixmap = Pixmap::new(WIDTH, HEIGHT)?;
        resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
        // The paper covers all, so that no pixel is transparent and none is premultiplied.
        let inks = [TEXT, SOFT, FAINT, self.accent];
        let file = png::write(pixmap.data(), (WIDTH, HEIGHT), (PAPER, &inks)).ok()?;
        Some(png::mark(file, self.key()))
    }

    fn options(&self) -> Options<'_> {
        let (fonts, script) = (self.fonts, self.script);
        let first = move |font: &usvg::Font, _: &mut std::sync::Arc<Database>| {
            fonts.first(script, if font.weight() >= 600 { Weigh::Bold } else { Weigh::Regular })
        };
        let next = move |character, before: &[_], _: &mut std::sync::Arc<Database>| {
            fonts.fallback(script, (character, before))
        };
        let resolver = FontResolver { select_font: Box::new(first), select_fallback: Box::new(next) };
        Options { font_resolver: resolver, fontdb: self.fonts.database(), ..Options::default() }
    }
}

/// Lays out words in the fonts of a script.
struct Page<'a> {
    fonts: &'a Fonts,
    script: Script,
}

impl Page<'_> {
    fn svg(&self, picture: &Picture, accent: Rgb) -> String {
        let (width, height) = (WIDTH.to_string(), HEIGHT.to_string());
        let mut xml =
            Xml::new("svg", &[("xmlns", "http://www.w3.org/2000/svg"), ("width", &width), ("height", &height)]);
        rectangle(&mut xml, (0.0, 0.0), (WIDTH as f32, HEIGHT as f32), PAPER);
        rectangle(&mut xml, (0.0, 0.0), (16.0, HEIGHT as f32), accent);
        rectangle(&mut xml, (MARGIN, RULE_Y), (MEASURE, 2.0), FAINT);
        self.small(&mut xml, &self.cut(&picture.above, MEASURE), (MARGIN, ABOVE_Y, "start"), accent);
        self.title(&mut xml, picture);
        let aside = self.cut(&picture.aside, MEASURE / 2.0);
        let left = MEASURE - self.width(&aside, Weigh::Regular) * SMALL - SMALL;
        self.small(&mut xml, &self.cut(&picture.site, left), (MARGIN, FOOT_Y, "start"), TEXT);
        self.small(&mut xml, &aside, (MARGIN + MEASURE, FOOT_Y, "end"), SOFT);
        xml.finish()
    }

    /// The title with the line below it, around the middle.
    fn title(&self, xml: &mut Xml, picture: &Picture) {
        let (size, lines) = self.title_lines(&picture.title);
        let below = self.cut(&picture.below, MEASURE);
        let leading = size * 1.32;
        let tail = if below.is_empty() { 0.0 } else { SMALL * 2.2 };
        let height = leading * (lines.len() as f32 - 1.0) + tail;
        let mut y = MIDDLE_Y - height / 2.0 + size * 0.36;
        for line in &lines {
            let (size, x, at) = (size.to_string(), MARGIN.to_string(), y.to_string());
            let place = [("x", x.as_str()), ("y", &at), ("font-size", &size), ("font-weight", "700")];
            write(xml, &place, (line, TEXT));
            y += leading;
        }
        self.small(xml, &below, (MARGIN, y - leading + SMALL * 2.4, "start"), SOFT);
    }

    /// The size at which a title fits, and its lines; one that is too long at any size is cut.
    fn title_lines(&self, title: &str) -> (f32, Vec<String>) {
        let characters = self.drawable(title, Weigh::Bold);
        let at = |size: f32| lines::lines(&characters, MEASURE / size);
        let fitting =
            SIZES.iter().map(|(size, most)| (*size, *most, at(*size))).find(|(_, most, lines)| lines.len() <= *most);
        if let Some((size, _, lines)) = fitting {
            return (size, lines);
        }
        let (size, most) = SIZES.last().copied().unwrap_or((SMALL, 1));
        let mut lines = at(size);
        let rest = lines.split_off((most - 1).min(lines.len())).concat();
        lines.push(self.shorten(&rest, Weigh::Bold, MEASURE / size));
        (size, lines)
    }

    /// One line of small letters with the room that it has, in pixels.
    fn cut(&self, text: &str, room: f32) -> String {
        self.shorten(text, Weigh::Regular, room / SMALL)
    }

    /// The beginning of a text that is wider than so many ems.
    fn shorten(&self, text: &str, weigh: Weigh, most: f32) -> String {
        let characters = self.drawable(text, weigh);
        let whole: f32 = characters.iter().map(|(_, width)| width).sum();
        let mut left = if whole <= most { whole } else { most - 1.0 };
        let fits = |(_, width): &&(char, f32)| {
            left -= width;
            left > -0.01
        };
        let begin: String = characters.iter().take_while(fits).map(|(character, _)| *character).collect();
        if whole <= most { begin } else { format!("{}…", begin.trim_end()) }
    }

    /// The characters that some font has, blanks and line ends folded, each with its width in ems.
    fn drawable(&self, text: &str, weigh: Weigh) -> Vec<(char, f32)> {
        let text: String = crate::text::fold_blanks(text).chars().take(MOST_CHARS).collect();
        let widths = self.fonts.widths(&text, self.script, weigh);
        widths.into_iter().filter_map(|(character, width)| Some((character, width?))).collect()
    }

    /// The width of a text in ems.
    fn width(&self, text: &str, weigh: Weigh) -> f32 {
        self.drawable(text, weigh).iter().map(|(_, width)| width).sum()
    }

    fn small(&self, xml: &mut Xml, text: &str, (x, y, anchor): (f32, f32, &str), ink: Rgb) {
        let (x, y, size) = (x.to_string(), y.to_string(), SMALL.to_string());
        write(xml, &[("x", &x), ("y", &y), ("font-size", &size), ("text-anchor", anchor)], (text, ink));
    }
}

fn write(xml: &mut Xml, place: &[Attribute<'_>], (text, ink): (&str, Rgb)) {
    if !text.is_empty() {
        let ink = colour(ink);
        xml.text("text", &[place, &[("fill", ink.as_str())]].concat(), text);
    }
}

fn rectangle(xml: &mut Xml, (x, y): (f32, f32), (width, height): (f32, f32), ink: Rgb) {
    let [x, y, width, height] = [x, y, width, height].map(|number| number.to_string());
    xml.empty("rect", &[("x", &x), ("y", &y), ("width", &width), ("height", &height), ("fill", &colour(ink))]);
}

fn colour([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests;
