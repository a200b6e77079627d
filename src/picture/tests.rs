//! Pictures as those see them who are sent a link. They want a font for Chinese, as the tests in a browser do.

use super::*;

fn picture(language: &str, title: &str) -> Picture {
    Picture {
        language: language.to_owned(),
        sort: Sort::Article,
        above: "报告 · 大模型".to_owned(),
        title: title.to_owned(),
        below: String::new(),
        site: "大模型观察".to_owned(),
        aside: "2024-06-03".to_owned(),
    }
}

fn png(fonts: &Fonts, language: &str, title: &str) -> Vec<u8> {
    Drawing::new(&picture(language, title), fonts).png().unwrap()
}

/// Each pixel as red, green, blue.
fn pixels(file: &[u8]) -> Vec<u8> {
    let mut decoder = ::png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(::png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((frame.width, frame.height, frame.color_type), (WIDTH, HEIGHT, ::png::ColorType::Rgb));
    pixels
}

/// Pixels in the region of the title that are as dark as text.
fn ink(file: &[u8]) -> usize {
    let rows = 160..500;
    let pixels = pixels(file);
    let row = WIDTH as usize * 3;
    let title = rows.flat_map(|y| pixels[y * row + 60..(y + 1) * row - 60].chunks_exact(3));
    title.filter(|pixel| pixel.iter().all(|channel| *channel < 0x60)).count()
}

#[test]
fn a_picture_shows_the_title() {
    let fonts = Fonts::of_system();
    let chinese = png(&fonts, "zh-Hans", "阿里大模型的面子与里子");
    assert!((5_000..150_000).contains(&ink(&chinese)), "{}", ink(&chinese));
    // A font that lacks the characters would draw the same box for each.
    let other = png(&fonts, "zh-Hans", "百度云计算之前路和后路");
    assert_ne!(ink(&chinese), ink(&other));
    assert!(ink(&png(&fonts, "zh-Hans", "！")) < ink(&chinese));
}

#[test]
fn each_language_has_its_own_forms_of_a_character() {
    let fonts = Fonts::of_system();
    let forms = ["zh-Hans", "zh-Hant", "ja"].map(|language| pixels(&png(&fonts, language, "骨直角")));
    assert!(forms[0] != forms[1] && forms[0] != forms[2] && forms[1] != forms[2]);
}

#[test]
fn the_same_words_are_the_same_bytes() {
    let fonts = Fonts::of_system();
    let title = "Kimi与“通义”：谁的2 million tokens更长？";
    assert_eq!(png(&fonts, "zh-Hans", title), png(&Fonts::of_system(), "zh-Hans", title));
}

#[test]
fn a_file_is_known_as_the_picture_it_is() {
    let fonts = Fonts::of_system();
    let file = png(&fonts, "zh-Hans", "里子");
    assert!(Drawing::new(&picture("zh-Hans", "里子"), &fonts).is(&file));
    assert!(!Drawing::new(&picture("zh-Hans", "面子"), &fonts).is(&file));
    assert!(!Drawing::new(&picture("zh-Hant", "里子"), &fonts).is(&file));
}

#[test]
fn any_title_is_drawn_within_the_margins() {
    let fonts = Fonts::of_system();
    for title in [
        "",
        "</text><script>&",
        "a\u{0}\u{1}\n\tb",
        &"长".repeat(3000),
        &"w".repeat(3000),
        &"\u{301}".repeat(100_000),
        "👩‍👩‍👧 שלום",
        "\u{202E}abc\u{E000}",
    ] {
        let pixels = pixels(&png(&fonts, "en", title));
        let row = WIDTH as usize * 3;
        let edge = (140..500).flat_map(|y| pixels[(y + 1) * row - 120..(y + 1) * row].chunks_exact(3));
        assert!(edge.into_iter().all(|pixel| pixel == PAPER), "{title}");
    }
}

#[test]
fn a_long_title_is_smaller_and_then_cut() {
    let fonts = Fonts::of_system();
    let page = Page { fonts: &fonts, script: Script::Simplified };
    let (large, one) = page.title_lines("面子与里子");
    let (small, many) = page.title_lines(&"面子与里子，".repeat(20));
    assert!(large > small && one.len() == 1 && many.len() == 5, "{one:?} {many:?}");
    assert!(many[4].ends_with('…'), "{many:?}");
    for line in &many {
        assert!(page.width(line, Weigh::Bold) * small <= MEASURE + 1.0, "{line}");
    }
}
