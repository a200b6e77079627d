//! How the program is linked on the machines where its size is promised.
//!
//! In: what Cargo says of the target. Out: arguments for the linker of a release: a program at a fixed address needs no list
//! of what to move, and functions with the same code stand there once. Elsewhere nothing is asked of the linker.

use std::env;
use std::path::Path;
use std::process::Command;

const TARGET: &str = "x86_64-unknown-linux-gnu";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var("TARGET").as_deref() != Ok(TARGET) || env::var("PROFILE").as_deref() != Ok("release") {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if has_lld() {
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
    }
}

/// Whether the compiler brings LLD, which is then what it links with for this target (since Rust 1.90). Compilers of
/// distributions often link with another, which knows no such argument.
fn has_lld() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let Ok(said) = Command::new(rustc).args(["--print", "sysroot"]).output() else { return false };
    let sysroot = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("bin/gcc-ld/ld.lld").exists()
}
