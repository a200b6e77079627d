//! How the program is linked on the machines where its size is promised, and which characters are the simplified forms of
//! others.
//!
//! In: what Cargo says of the target; the tables of OpenCC as `hanconv` has them. Out: arguments for the linker of a release:
//! a program at a fixed address needs no list of what to move, and functions with the same code stand there once. Elsewhere
//! nothing is asked of the linker. And `simplified.txt`, in which each traditional character stands before its simplified
//! form; the phrases of those tables, thirty times as large, stay out of the program.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use hanconv::t2s;

const TARGET: &str = "x86_64-unknown-linux-gnu";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&folder).join("simplified.txt"), simplified()) {
        println!("cargo:error=cannot write the table of simplified characters: {error}");
    }
    if env::var("TARGET").as_deref() != Ok(TARGET) || env::var("PROFILE").as_deref() != Ok("release") {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    if has_lld() {
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
    }
}

/// Characters of the blocks of ideographs that have a simplified form of one character, each before its form.
fn simplified() -> String {
    let blocks = ['\u{3400}'..='\u{9FFF}', '\u{20000}'..='\u{3FFFD}'];
    let pairs = blocks.into_iter().flatten().map(|character| (character, t2s(character.to_string())));
    let pairs = pairs.filter(|(character, form)| form.chars().count() == 1 && !form.starts_with(*character));
    pairs.map(|(character, form)| format!("{character}{form}")).collect()
}

/// Whether the compiler brings LLD, which is then what it links with for this target (since Rust 1.90). Compilers of
/// distributions often link with another, which knows no such argument.
fn has_lld() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let Ok(said) = Command::new(rustc).args(["--print", "sysroot"]).output() else { return false };
    let sysroot = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("bin/gcc-ld/ld.lld").exists()
}
