//! The Nu HTML checker, where Java and its npm package are there.

use super::repository;
use std::path::Path;
use std::process::Command;

/// The errors that the checker finds in the HTML files below a folder, a line each; None where it cannot be run.
pub fn errors(folder: &Path) -> Option<Vec<String>> {
    let jar = repository("tests/browser/node_modules/vnu-jar/build/dist/vnu.jar");
    let java = Command::new("java").arg("-version").output().is_ok_and(|output| output.status.success());
    if !java || !jar.exists() {
        eprintln!("not checked: the Nu HTML checker needs Java and the packages of tests/browser");
        return None;
    }
    let output = Command::new("java")
        .args(["-Xss16m", "-jar"])
        .arg(jar)
        .args(["--errors-only", "--skip-non-html", "--format", "json"])
        .arg(folder)
        .output()
        .expect("java was started before");
    Some(messages(&String::from_utf8_lossy(&output.stderr), folder))
}

fn messages(report: &str, folder: &Path) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(report).unwrap_or_else(|_| panic!("{report}"));
    let messages = report["messages"].as_array().unwrap_or_else(|| panic!("{report}")).iter();
    let lines = messages.map(|message| {
        let file = message["url"].as_str().unwrap_or_default().replace(&format!("file:{}/", folder.display()), "");
        let said = message["message"].as_str().unwrap_or_default();
        let extract = message["extract"].as_str().unwrap_or_default();
        format!("{file}:{}: {said} ({extract})", message["lastLine"])
    });
    lines.collect()
}
