//! The guide's page on themes against the code: every template, field and custom property is there, and the list of fields
//! is the code's own.
//!
//! After a change of what templates see, `POSTIL_WRITE=1 cargo test --test theming` writes the list anew.
#![allow(clippy::expect_used, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use common::{files_below, repository};

const PAGE: &str = "content/guide/theming.md";
const BEGIN: &str = "<!-- 以下由 tests/theming.rs 写出 -->\n";
const END: &str = "<!-- 到此为止 -->\n";

/// The page's beginning, its list of fields, and the rest.
fn page() -> [String; 3] {
    let page = fs::read_to_string(repository(PAGE)).expect("the page").replace("\r\n", "\n");
    let (before, rest) = page.split_once(BEGIN).expect("the list begins");
    let (list, after) = rest.split_once(END).expect("the list ends");
    [before, list, after].map(str::to_owned)
}

/// The code of all views, without tests.
fn views() -> Vec<String> {
    let code = files_below(&repository("src/view")).into_iter().map(|file| fs::read_to_string(file).expect("code"));
    code.map(|code| code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()).collect()
}

/// The structs of some code that templates see, with their fields and types.
fn structs(code: &str) -> impl Iterator<Item = (String, Vec<(String, String)>)> {
    let parts =
        code.split("#[derive(").filter(|part| part.lines().next().is_some_and(|line| line.contains("Serialize")));
    parts.filter_map(|part| {
        let (name, body) = part.split_once("pub struct ")?.1.split_once(" {\n")?;
        let body = body.split_once("\n}").filter(|_| name.chars().all(char::is_alphanumeric))?.0;
        // Behind the attribute come the rest of its line and the field that templates don't see.
        let seen = |(at, part)| str::lines(part).skip(if at == 0 { 0 } else { 2 });
        let lines = body.split("#[serde(skip)]").enumerate().flat_map(seen);
        let fields = lines.filter_map(|line| line.trim().strip_prefix("pub ")?.strip_suffix(',')?.split_once(": "));
        Some((name.to_owned(), fields.map(|(name, kind)| (name.to_owned(), kind_of(kind))).collect()))
    })
}

/// A type as the page names it: `X?` may be lacking, `[X]` is a list.
fn kind_of(rust: &str) -> String {
    let inside = |outer: &str| rust.strip_prefix(outer)?.strip_suffix('>');
    if let Some(inner) = inside("Option<") {
        return format!("{}?", kind_of(inner));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("[{}]", kind_of(inner));
    }
    let kind = match rust {
        "String" | "&'static str" => "text",
        "usize" | "u8" | "i32" | "f64" => "number",
        "serde_json::Value" => "any",
        "Html" => "html",
        other => other,
    };
    kind.to_owned()
}

#[test]
fn the_list_of_fields_is_that_of_the_code() {
    let all: BTreeMap<_, _> = views().iter().flat_map(|code| structs(code).collect::<Vec<_>>()).collect();
    let field = |(name, kind): &(String, String)| format!("`{name}: {kind}`");
    let line = |(name, fields): (&String, &Vec<(String, String)>)| {
        format!("- `{name}`：{}\n", fields.iter().map(field).collect::<Vec<_>>().join("、"))
    };
    let list = format!("\n{}\n", all.iter().map(line).collect::<String>());
    let [before, written, after] = page();
    if std::env::var_os("POSTIL_WRITE").is_some() {
        fs::write(repository(PAGE), [&*before, BEGIN, &list, END, &after].concat()).expect("written");
    } else {
        assert_eq!(written, list, "POSTIL_WRITE=1 cargo test --test theming writes it");
    }
}

#[test]
fn every_template_and_field_is_explained() {
    let [before, _, after] = page();
    let mut names = BTreeSet::new();
    for code in views() {
        names.extend(structs(&code).flat_map(|(_, fields)| fields).map(|(name, _)| name));
        names.extend(code.split("template: \"").skip(1).filter_map(|rest| Some(rest.split('"').next()?.to_owned())));
    }
    assert!(names.contains("article.html") && names.contains("infobox"), "the scan has missed most of {names:?}");
    let said = |name: &str| [&before, &after].iter().any(|page| page.contains(&format!("`{name}`")));
    let missing: Vec<&String> = names.iter().filter(|name| !said(name)).collect();
    assert!(missing.is_empty(), "theming.md lacks {missing:?}");
}

#[test]
fn every_property_of_the_style_sheet_is_there() {
    let page = page().concat();
    let css = fs::read_to_string(repository("themes/postil/static/assets/postil.css")).expect("the theme's style");
    let root = css.split_once(":root {").and_then(|(_, rest)| rest.split_once('}')).expect("properties").0;
    let names: Vec<&str> = root.lines().filter_map(|line| line.trim().strip_prefix("--")?.split(':').next()).collect();
    let missing: Vec<&&str> = names.iter().filter(|name| !page.contains(&format!("`--{name}`"))).collect();
    assert!(names.len() > 20 && missing.is_empty(), "theming.md lacks {missing:?}");
}
