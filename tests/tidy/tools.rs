//! Cargo's own checks, run as one runs them by hand.

use crate::tree::root;
use std::process::Command;

pub const ADVISORIES: &str = "https://github.com/RustSec/advisory-db";

/// Runs cargo in the repository and fails with all that it printed, if it fails.
pub fn cargo(args: &[&str]) {
    let output = Command::new(env!("CARGO")).args(args).current_dir(root()).output().expect("cargo can be started");
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "cargo {} failed:\n{printed}", args.join(" "));
}

/// Whether the database of advisories can be had from here.
pub fn advisories_at_hand() -> bool {
    let asked = Command::new("git")
        .args(["-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=20", "ls-remote", ADVISORIES, "HEAD"])
        .env("GIT_TERMINAL_PROMPT", "0")
        .output();
    asked.is_ok_and(|output| output.status.success())
}
