//! Settings as a writer writes them.

use super::*;

fn read(text: &str) -> (Settings, Vec<String>) {
    let (settings, problems) = Settings::read(&Source::new("postil.yaml", text));
    (settings, problems.into_iter().map(|problem| format!("{} {}", problem.code.id(), problem.message)).collect())
}

#[test]
fn the_format_s_own_example_is_read() {
    let (settings, problems) = read(
        "title: 大模型观察\nbase_url: https://example.github.io/reports/\nlanguage: zh-Hans\ntimezone: Asia/Shanghai\n\
         authors: {wu: {name: 吴坤谚, url: https://example.org/wu}}\nlinking: first\nmentions: annotated\nhtml: false\n\
         types: {Model: {label: {zh-Hans: 大模型, en: Model}, schema_org: SoftwareApplication}, Chip: {label: 芯片}}\n\
         predicates: {investor-in: {label: {zh-Hans: 投资, en: invests in}, inverse: {zh-Hans: 获…投资, en: backed by}}}\n\
         measures: {investment: {label: 投资额, aliases: [对大模型创业公司的投资]}}\n\
         timelines: {price-war: {title: 价格战, topics: [price-war], entities: [], from: 2024-05, to: 2024-06}}\n",
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(settings.base_url.path(), "/reports/");
    assert_eq!(settings.authors["wu"].name.get(&["en"]), "吴坤谚");
    assert_eq!(settings.linking, Linking::First);
    assert!(!settings.html);
    assert_eq!(term(&settings.types, "Model").unwrap().label.get(&["zh-Hans"]), "大模型");
    assert!(term(&settings.types, "Chip").is_some());
    assert_eq!(settings.measure_id("对大模型创业公司的投资"), "investment");
    assert_eq!(settings.measure_id("营收"), "营收");
    assert_eq!(settings.timelines[0].from.as_ref().map(|date| date.as_edtf()), Some("2024-05".into()));
}

#[test]
fn every_wrong_setting_is_reported() {
    let (_, problems) = read(
        "titel: x\nbase_url: example.org\ntimezone: Mars/Base\noutput: ../out\nlinking: frist\nhtml: yes\nlanguage: 中文\n",
    );
    let codes: Vec<&str> = problems.iter().map(|problem| problem.split(' ').next().unwrap()).collect();
    assert_eq!(
        codes,
        [
            "missing-key",
            "invalid-value",
            "invalid-value",
            "invalid-value",
            "invalid-value",
            "invalid-value",
            "wrong-shape",
            "unknown-key"
        ]
    );
}
