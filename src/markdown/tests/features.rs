//! Each thing that a body may hold.

use super::{check, escaped, html, read, text};
use crate::markdown::{Options, Piece, Place, ProblemKind, parse, write_html};

fn kinds(source: &str) -> Vec<ProblemKind> {
    read(source).problems.into_iter().map(|problem| problem.kind).collect()
}

#[test]
fn an_empty_body_is_an_empty_page() {
    assert_eq!(html(""), "");
    assert_eq!(text(" \n\n\u{3000}"), "");
}

#[test]
fn emphasis_stands_beside_chinese_punctuation() {
    for (source, expected) in [
        ("见**《规划》**与**《纲要》**两份", "见<strong>《规划》</strong>与<strong>《纲要》</strong>两份"),
        ("**“通义”**是", "<strong>“通义”</strong>是"),
        ("**阿里云。**然后", "<strong>阿里云。</strong>然后"),
        ("~~“旧”~~新", "<del>“旧”</del>新"),
        ("*（注）*的", "<em>（注）</em>的"),
        ("***“通义”***是", "<em><strong>“通义”</strong></em>是"),
        ("**한국어(조선말)**는", "<strong>한국어(조선말)</strong>는"),
        ("阿**_里_**云", "阿<strong><em>里</em></strong>云"),
        ("阿**`里`**云", "阿<strong><code>里</code></strong>云"),
        ("阿**[里](x)**云", "阿<strong><a href=\"x\">里</a></strong>云"),
        ("阿**~~“里”~~**云", "阿<strong><del>“里”</del></strong>云"),
    ] {
        assert_eq!(html(source), format!("<p>{expected}</p>"), "{source}");
    }
}

#[test]
fn latin_emphasis_is_as_in_commonmark() {
    for (source, expected) in [
        ("a**(b)**c", "a**(b)**c"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("**(b)** c", "<strong>(b)</strong> c"),
    ] {
        assert_eq!(html(source), format!("<p>{expected}</p>"), "{source}");
    }
}

#[test]
fn guards_never_show() {
    for source in [
        "`**《a》**b`",
        "    阿**《a》**b",
        "```\n阿**《a》**b\n```",
        "$x**《a》**b$ 中**《b》**了",
        "[甲**《x》**乙](https://a.b/甲**《x》**乙 \"甲**《x》**乙\")",
        "<i title=\"甲**《x》**乙\">甲</i>",
        "[[甲**《x》**乙]]",
        "![甲**《x》**乙](b)",
        "甲[^**《a》**b]。\n\n[^**《a》**b]: 甲**《x》**乙",
    ] {
        let shown = html(source);
        let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{2E00}'..='\u{2E2E}');
        assert!(!shown.contains(private), "{source} {shown:?}");
        assert!(!read(source).text.contains(private), "{source}");
    }
    assert_eq!(text("`**《a》**b`"), "**《a》**b");
    assert_eq!(html("\u{E000}见**《规》**与"), "<p>\u{E000}见<strong>《规》</strong>与</p>");
}

#[test]
fn a_line_break_between_chinese_characters_is_nothing() {
    for (source, expected) in [
        ("阿里\n云", "阿里云"),
        ("阿里\r\n云", "阿里云"),
        ("阿里**云\n智**能", "阿里云智能"),
        ("阿里**云**\n*智*能", "阿里云智能"),
        ("他说：\n“好。”\n然后", "他说：“好。”然后"),
        ("阿里[^1]\n云\n\n[^1]: 注", "阿里云 注"),
        ("阿里\ncloud", "阿里 cloud"),
        ("cloud\ncomputing", "cloud computing"),
        ("한국\n사람", "한국 사람"),
        ("阿里  \n云", "阿里 云"),
        ("阿里\\\n云", "阿里 云"),
        ("阿里\n\n云", "阿里 云"),
    ] {
        check(&read(source), &[]);
        assert_eq!(text(source), expected, "{source:?}");
    }
}

#[test]
fn blanks_are_one_space_in_the_text_and_kept_in_code() {
    assert_eq!(text("a\u{3000} b"), "a b");
    let source = "```\nfn a() {\n\n    b\n}\n```";
    assert_eq!(text(source), "fn a() { b }");
    assert!(html(source).contains("fn a() {    b}"), "{}", html(source));
    let page = write_html(&read(source), &[], &mut super::Plain);
    assert!(page.contains("fn a() {\n\n    b\n}\n</code>"), "{page:?}");
}

#[test]
fn blocks_are_parted_by_a_blank() {
    assert_eq!(text("# 题\n甲\n\n- 乙\n- 丙\n\n> 丁\n\n***\n\n戊"), "题 甲 乙 丙 丁 戊");
    assert_eq!(text("|甲|乙|\n|-|-|\n|丙|**丁**戊|"), "甲 乙 丙 丁戊");
    assert_eq!(text("甲\n: 乙\n: 丙"), "甲 乙 丙");
}

#[test]
fn headings_have_ids_and_leave_level_one_to_the_title() {
    assert_eq!(html("## 算力 返租！\n### B"), "<h2 id=\"算力-返租\">算力 返租！</h2><h3 id=\"b\">B</h3>");
    assert_eq!(
        html("# A\n## B\n###### C\n## D"),
        "<h2 id=\"a\">A</h2><h3 id=\"b\">B</h3><h4 id=\"c\">C</h4><h3 id=\"d\">D</h3>"
    );
    assert_eq!(
        html("## A\n## a\n## A {#a .x}"),
        "<h2 id=\"a-2\">A</h2><h2 id=\"a-3\">a</h2><h2 id=\"a\" class=\"x\">A</h2>"
    );
    assert_eq!(html("## ![](x)"), "<h2 id=\"section\"><img src=\"/x\" alt=\"\"></h2>");
    assert_eq!(kinds("## A {#x}\n## B {#x}"), [ProblemKind::IdTwice]);
}

#[test]
fn headings_are_listed_with_their_place() {
    let source = "前言\n\n## 算力**返租**\n\n正文";
    let document = read(source);
    let heading = &document.headings[0];
    assert_eq!((heading.level, heading.words.as_str()), (2, "算力返租"));
    assert_eq!(&document.text[heading.range.clone()], "算力返租");
    assert!(source[heading.source.clone()].starts_with("## 算力"));
    let start = document.pieces.iter().position(|piece| *piece == Piece::HeadingStart(0));
    let end = document.pieces.iter().position(|piece| *piece == Piece::HeadingEnd);
    assert!(start.is_some() && start < end);
}

#[test]
fn tables_have_heads_bodies_and_alignment() {
    assert_eq!(
        html("|a|b|c|d|\n|-|:-|:-:|-:|\n|1|2|3|4|"),
        "<table><thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-left\">b</th>\
         <th scope=\"col\" class=\"align-center\">c</th><th scope=\"col\" class=\"align-right\">d</th></tr></thead>\
         <tbody><tr><td>1</td><td class=\"align-left\">2</td><td class=\"align-center\">3</td>\
         <td class=\"align-right\">4</td></tr></tbody></table>"
    );
    assert!(html("|a|\n|-|").ends_with("</thead></table>"));
}

#[test]
fn lists_quotes_alerts_and_definitions() {
    assert_eq!(html("3. a\n4. b"), "<ol start=\"3\"><li>a</li><li>b</li></ol>");
    assert_eq!(html("- a\n\n- b"), "<ul><li><p>a</p></li><li><p>b</p></li></ul>");
    assert_eq!(html("> a"), "<blockquote><p>a</p></blockquote>");
    assert_eq!(html("词\n: 义"), "<dl><dt>词</dt><dd>义</dd></dl>");
    assert_eq!(
        html("> [!WARNING]\n> 小心"),
        "<div class=\"alert alert-warning\" role=\"note\"><p class=\"alert-title\" data-generated>Warning</p><p>小心</p></div>"
    );
    assert_eq!(text("> [!WARNING]\n> 小心"), "小心");
    assert_eq!(
        html("- [x] 做\n- [ ] 没做"),
        "<ul><li><input type=\"checkbox\" disabled checked data-generated aria-label=\"Done\"> 做</li>\
         <li><input type=\"checkbox\" disabled data-generated aria-label=\"To do\"> 没做</li></ul>"
    );
}

#[test]
fn footnotes_stand_at_the_end_in_the_order_of_reference() {
    let source = "甲[^b]乙[^a]丙[^b]。\n\n[^a]: 一[^c]\n[^b]: 二\n[^c]: 三\n\n尾";
    assert_eq!(text(source), "甲乙丙。 尾 二 一 三");
    let page = html(source);
    let marker =
        "<sup class=\"footnote-ref\" id=\"fnref-1\" data-generated><a href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>";
    assert!(page.starts_with(&format!("<p>甲{marker}乙")), "{page}");
    assert!(page.contains("id=\"fnref-1-2\""), "{page}");
    assert!(
        page.contains("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol><li id=\"fn-1\"><p>二<a "),
        "{page}"
    );
    assert!(page.contains("href=\"#fnref-1\" data-generated aria-label=\"Back to the text\">"), "{page}");
    let document = read(source);
    let words: String = document
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Words { range, place, .. } if place.footnote => document.text.get(range.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(words, "二一三");
}

#[test]
fn footnotes_that_do_not_fit_are_problems() {
    assert_eq!(kinds("甲[^x]"), [ProblemKind::FootnoteUndefined]);
    assert_eq!(kinds("甲`[^x]`\n\n    [^y]\n\n\\[^z]"), []);
    assert_eq!(kinds("甲[^x]\n\n[^x]: 一\n\n[^x]: 二"), [ProblemKind::FootnoteTwice]);
    assert_eq!(kinds("甲\n\n[^x]: 一"), [ProblemKind::FootnoteUnused]);
    assert_eq!(text("甲\n\n[^x]: 一[^y]\n\n[^y]: 二"), "甲 一 二", "an unused footnote is not lost");
    let source = "前 甲[^x]";
    assert_eq!(&source[read(source).problems[0].source.clone()], "[^x]");
}

#[test]
fn footnotes_within_links_have_no_link() {
    let page = html("<a href=\"x\">甲[^1]</a>\n\n[^1]: 注");
    assert!(
        page.contains("<a href=\"x\">甲<sup class=\"footnote-ref\" id=\"fnref-1\" data-generated>1</sup></a>"),
        "{page}"
    );
}

#[test]
fn several_bodies_share_a_page_by_prefixes() {
    let options = Options { id_prefix: "n1-".to_owned(), ..Options::default() };
    let document = parse("# 题\n甲[^1]\n\n[^1]: 注", &options);
    let page = write_html(&document, &[], &mut super::Plain);
    for id in ["id=\"n1-题\"", "id=\"n1-fnref-1\"", "href=\"#n1-fn-1\"", "id=\"n1-fn-1\"", "href=\"#n1-fnref-1\""] {
        assert!(page.contains(id), "{id} in {page}");
    }
}

#[test]
fn math_is_its_tex() {
    let source = "质能 $E < mc^2$。\n\n$$\n\\frac{1}{2}\n$$";
    assert_eq!(text(source), "质能 E < mc^2。 \\frac{1}{2}");
    let page = check(&read(source), &[]);
    assert!(page.contains("<math display=\"inline\"><semantics><mrow data-generated>"), "{page}");
    assert!(page.contains("<math display=\"block\">"), "{page}");
    assert_eq!(kinds(r"$\nosuch$"), [ProblemKind::Math]);
    assert_eq!(html(r"$\nosuch$"), r"<p><code>\nosuch</code></p>");
    assert_eq!(html("5 美元 $5 到 $6"), "<p>5 美元 $5 到 $6</p>");
}

#[test]
fn links_and_images_are_resolved_by_the_page() {
    assert_eq!(html("[a](b \"t&\")"), "<p><a href=\"b\" title=\"t&amp;\">a</a></p>");
    assert_eq!(html("[a](dead)"), "<p>a</p>");
    assert_eq!(html("<me@a.b>"), "<p><a href=\"mailto:me@a.b\">me@a.b</a></p>");
    assert_eq!(html("x ![图*1*](b.png \"题\")"), "<p>x <img src=\"/b.png\" alt=\"图1\" title=\"题\"></p>");
    assert_eq!(html("x ![](sized.svg)"), "<p>x <img src=\"/sized.svg\" alt=\"\" width=\"640\" height=\"300\"></p>");
    assert_eq!(
        html("![图](b.png \"题\")"),
        "<figure><img src=\"/b.png\" alt=\"图\"><figcaption data-generated>题</figcaption></figure>"
    );
    assert_eq!(text("![图](b.png \"题\")"), "");
}

#[test]
fn wikilinks_show_their_words() {
    assert_eq!(
        html("[[阿里云|老大哥]]和[[云计算]]和[[谁]]"),
        "<p><a class=\"mention\" data-entity=\"aliyun\" href=\"/entities/aliyun/\">老大哥</a>和\
         <a class=\"wikilink\" href=\"/topics/cloud/\">云计算</a>和<span class=\"unresolved\">谁</span></p>"
    );
    assert_eq!(text("[[阿里云|老**大**哥]]"), "老大哥");
    let source = "前[[阿里云|老大哥]]";
    let document = read(source);
    let wiki = document.pieces.iter().find_map(|piece| match piece {
        Piece::WikiStart { target, source } => Some((target.as_str(), source.clone())),
        _ => None,
    });
    assert_eq!(wiki, Some(("阿里云", 3..source.len())));
}

#[test]
fn words_know_their_place() {
    let document = read("a `b` [c](d) [[e]]\n\n## f");
    let places: Vec<(&str, Place)> = document
        .pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Words { range, place, .. } => Some((&document.text[range.clone()], *place)),
            _ => None,
        })
        .filter(|(words, _)| !words.trim().is_empty())
        .map(|(words, place)| (words.trim(), place))
        .collect();
    let plain = Place::default();
    assert_eq!(
        places,
        [
            ("a", plain),
            ("b", Place { code: true, ..plain }),
            ("c", Place { link: true, ..plain }),
            ("e", Place { link: true, wiki: true, ..plain }),
            ("f", Place { heading: true, ..plain }),
        ]
    );
}

#[test]
fn words_know_where_they_come_from() {
    let source = "> 见**《规划》**与 *cloud*，\n> `码`\n\n```rust\nlet 甲 = 1;\nlet 乙 = 2;\n```\n\n<div>丙</div>\n";
    let document = read(source);
    for word in ["规划", "与", "cloud", "码", "甲", "乙", "丙"] {
        let at = document.text.find(word).expect(word);
        let from = document.pieces.iter().find_map(|piece| match piece {
            Piece::Words { range, source, .. } if range.contains(&at) => Some(source + at - range.start),
            _ => None,
        });
        assert_eq!(from, source.find(word), "{word}");
    }
}

#[test]
fn code_is_highlighted_by_classes() {
    let page = html("```rust,ignore\nlet x = \"a\";\n```");
    assert!(
        page.starts_with("<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"c-k\">let</span> x"),
        "{page}"
    );
    assert_eq!(html("    a<b"), "<pre tabindex=\"0\"><code>a&lt;b</code></pre>");
}

#[test]
fn raw_html_may_be_shown_instead() {
    let document = escaped("a <b>c</b>\n\n<div>\nd\n</div>");
    assert_eq!(document.text, "a <b>c</b> <div> d </div>");
    assert!(!check(&document, &[]).contains("<div>"));
}
