//! Sidecars as writers write them, right and wrong.

use super::*;

fn read(text: &str) -> (Sidecar, Vec<String>) {
    let (sidecar, problems) = Sidecar::read(&Source::new("content/articles/a.yaml", text));
    (sidecar, problems.into_iter().map(|problem| format!("{}: {}", problem.code.id(), problem.message)).collect())
}

fn clean(text: &str) -> Sidecar {
    let (sidecar, problems) = read(text);
    assert_eq!(problems, Vec::<String>::new(), "{text}");
    sidecar
}

#[test]
fn the_format_s_own_example_is_read() {
    let sidecar = clean(include_str!("example.yaml"));
    assert_eq!(sidecar.annotations.len(), 8);
    let claim = &sidecar.annotations[2].bodies.claims[0];
    assert_eq!(claim.figure.as_ref().unwrap().bound, Some(crate::figure::Bound::AtLeast));
    let chain = &sidecar.annotations[2].bodies.sources[0];
    assert_eq!(chain.links().count(), 2);
    assert_eq!(chain.root().reference.as_ref().unwrap().value.as_str(), "zhidx-0312");
    assert_eq!(sidecar.annotations[3].bodies.relations[0].objects.len(), 2);
    assert_eq!(sidecar.annotations[4].bodies.note.as_ref().unwrap().kind, NoteKind::Question);
    assert_eq!(sidecar.annotations[6].target, Target::None);
}

#[test]
fn derived_ids_hold_when_a_note_s_words_change_and_twins_differ() {
    let ids = |text: &str| clean(text).annotations.iter().map(|a| a.id.to_string()).collect::<Vec<_>>();
    let one = ids("annotations:\n  - {quote: 甲, note: 一}\n  - {quote: 甲, note: 二}\n  - {quote: 乙, note: 三}\n");
    let two = ids("annotations:\n  - {quote: 甲, note: 四}\n  - {quote: 甲, note: 五}\n  - {quote: 乙, note: 六}\n");
    assert_eq!(one, two);
    assert_eq!(one[1], format!("{}-2", one[0]));
    assert_ne!(one[0], one[2]);
    assert_eq!(one[0].len(), "a-12345678".len());
    let background = ids("annotations:\n  - event: {date: 2023, title: 甲}\n  - event: {date: 2023, title: 乙}\n");
    assert_ne!(background[0].split("-2").next(), background[1].split("-2").next());
}

#[test]
fn what_is_missing_or_contradicts_is_reported() {
    for (text, code, words) in [
        ("annotations:\n  - quote: 甲\n", "missing-key", "says nothing"),
        ("annotations:\n  - entity: x\n", "missing-key", "needs its words"),
        ("annotations:\n  - {from: 甲, note: x}\n", "missing-key", "both `from` and `to`"),
        ("annotations:\n  - {quote: 甲, section: 乙, note: x}\n", "wrong-shape", "one target"),
        ("annotations:\n  - {before: 甲, note: x}\n", "wrong-shape", "go with `quote`"),
        ("annotations:\n  - {quote: 甲, nth: 0, note: x}\n", "wrong-shape", "from 1"),
        ("annotations:\n  - {quote: '', note: x}\n", "wrong-shape", "empty"),
        ("annotations:\n  - {quote: 甲, event: {date: 2024}}\n", "missing-key", "`title`"),
        ("annotations:\n  - {quote: 甲, event: {title: 乙}}\n", "missing-key", "`date`"),
        ("annotations:\n  - {quote: 甲, event: {title: 乙, date: 2024-13}}\n", "invalid-date", ""),
        ("annotations:\n  - {quote: 甲, claim: {subject: x, measure: y}}\n", "missing-key", "`value`"),
        ("annotations:\n  - {quote: 甲, claim: {subject: x, value: 1}}\n", "missing-key", "`measure`"),
        (
            "annotations:\n  - {quote: 甲, claim: {subject: x, measure: y, value: 十}}\n",
            "invalid-value",
            "not a number",
        ),
        (
            "annotations:\n  - {quote: 甲, claim: {subject: x, measure: y, value: [2, 1]}}\n",
            "invalid-value",
            "before it begins",
        ),
        ("annotations:\n  - {quote: 甲, relation: {subject: x, predicate: y}}\n", "missing-key", "`object`"),
        ("annotations:\n  - {quote: 甲, kind: question, entity: x}\n", "unknown-key", "belongs to a note"),
        ("annotations:\n  - {quote: 甲, note: x, kind: quastion}\n", "invalid-value", "quastion"),
        (
            "annotations:\n  - {id: x, quote: 甲, note: x}\n  - {id: X, quote: 乙, note: x}\n",
            "duplicate-id",
            "stands twice",
        ),
        ("annotations:\n  - {quote: 甲, entity: a b}\n", "invalid-id", "not an id"),
        ("annotations:\n  - {qoute: 甲, note: x}\n", "unknown-key", "qoute"),
        ("annotations:\n  - {quote: 甲, clam: {subject: x}}\n", "unknown-key", "clam"),
        ("annotation: []\n", "unknown-key", "annotation"),
        ("- quote: 甲\n", "wrong-shape", "a sidecar is a map"),
        ("annotations:\n  - {quote: 甲, source: {}}\n", "missing-key", "`ref` or `speaker`"),
    ] {
        let (_, problems) = read(text);
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert!(problems[0].starts_with(code) && problems[0].contains(words), "{text}: {problems:?}");
    }
}

#[test]
fn empty_sidecars_are_fine() {
    for text in ["", "{}\n", "annotations:\n", "annotations: []\n", "# later\n"] {
        assert!(clean(text).annotations.is_empty());
    }
}
