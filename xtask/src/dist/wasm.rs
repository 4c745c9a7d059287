//! The wasm of the release: small, and understood by engines from Chromium 75 on.
//!
//! Compilers since 1.82 use reference types and multiple values, which need Chromium 96; government desktops are older.
//! Without both, what remains is in [`ALLOWED`], and a validator that knows nothing else has the last word.

use crate::tools::hash::sha256;
use crate::tools::{paths, process, setup};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Stdio;
use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// What old engines understand, and the names wasm-opt has for it.
const ALLOWED: &[(WasmFeatures, &str)] = &[
    (WasmFeatures::MUTABLE_GLOBAL, "--enable-mutable-globals"),
    (WasmFeatures::SIGN_EXTENSION, "--enable-sign-ext"),
    (WasmFeatures::BULK_MEMORY, "--enable-bulk-memory"),
    (WasmFeatures::SATURATING_FLOAT_TO_INT, "--enable-nontrapping-float-to-int"),
];

/// Features that engines before Chromium 96 lack, switched off.
const OLD_ENGINES: &str = "-Ctarget-feature=-reference-types,-multivalue";
/// A panic becomes a trap without words, so that the words of every possible panic do not travel to every phone.
const NO_PANIC_TEXT: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Names of functions and the linker's list of who mentions whom, for `split`; neither gets into what is published.
const NAMES: &str = "-Cstrip=none -Clink-arg=--emit-relocs";

/// Environment for the release build only. In `.cargo/config.toml` the flags would also hold for the wasm tests, whose
/// runner needs reference types; as plain RUSTFLAGS also for the programs that run here.
///
/// Where the sources of the standard library are installed it is compiled along, for size: a fifth of the wasm. Cargo
/// still calls that unstable, hence `RUSTC_BOOTSTRAP`; without the sources the build works as well and weighs more.
pub fn flags() -> Vec<(&'static str, String)> {
    const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
    if !setup::has_std_sources() {
        eprintln!("the component rust-src is not installed: the wasm will be a fifth larger");
        return vec![(FLAGS, format!("{OLD_ENGINES} {NAMES}"))];
    }
    vec![
        (FLAGS, format!("{OLD_ENGINES} {NAMES} {NO_PANIC_TEXT}")),
        ("RUSTC_BOOTSTRAP", "1".to_owned()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".to_owned()),
        ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size".to_owned()),
    ]
}

/// The module after `wasm-opt -Oz`; as it is where wasm-opt is not installed. Results are kept by the hash of
/// the input, because wasm-opt takes longer than everything else when nothing has changed.
///
/// # Errors
/// When wasm-opt fails.
pub fn optimise(module: &[u8]) -> Result<Vec<u8>> {
    if !process::exists("wasm-opt") {
        eprintln!("wasm-opt is not installed: the wasm stays as large as the compiler made it");
        return without_notes(module);
    }
    let arguments = optimiser_arguments();
    let module = &without_notes(module)?;
    let key = sha256(&[module.as_slice(), arguments.join(" ").as_bytes()].concat());
    let folder = paths::root().join("target/wasm-opt");
    let (input, kept) = (folder.join(format!("{key}.input")), folder.join(format!("{key}.wasm")));
    if !kept.exists() {
        fs::create_dir_all(&folder)?;
        fs::write(&input, module)?;
        let fresh = folder.join(format!("{key}.output"));
        let mut wasm_opt = process::command("wasm-opt");
        process::run(wasm_opt.args(&arguments).arg(&input).arg("-o").arg(&fresh).stdin(Stdio::null()))?;
        fs::rename(&fresh, &kept)?;
        fs::remove_file(&input)?;
    }
    fs::read(&kept).with_context(|| format!("reading {}", kept.display()))
}

/// The module without names, relocations and whatever else is for tools.
fn without_notes(module: &[u8]) -> Result<Vec<u8>> {
    let mut out = module.get(..8).context("not a wasm module")?.to_vec();
    let mut end = out.len();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let Some((_, range)) = payload.as_section() else { continue };
        let next = range.end as usize;
        if !matches!(payload, Payload::CustomSection(_)) {
            out.extend_from_slice(&module[end..next]);
        }
        end = next;
    }
    Ok(out)
}

/// A function that is called once is worth inlining only while it is small: a large body in the middle of another is
/// smaller by a few bytes and compresses a hundredth worse.
const INLINING: &str = "--one-caller-inline-max-function-size=120";

/// Address and constant become one where the sum cannot wrap around. It cannot while nothing lies in the first kilobyte of
/// the memory: the linker puts the end of the stack there, so whoever writes to it has run out of stack anyway.
const NOTHING_AT_ZERO: &str = "--low-memory-unused";

/// Features are named one by one: left to itself wasm-opt takes those of the module, and with all of them it has
/// been seen to write instructions that only the newest engines know.
fn optimiser_arguments() -> Vec<&'static str> {
    let mut arguments = vec!["-Oz", INLINING, NOTHING_AT_ZERO, "--mvp-features"];
    arguments.extend(ALLOWED.iter().map(|(_, name)| *name));
    arguments.extend(["--strip-producers", "--strip-target-features"]);
    arguments
}

/// # Errors
/// When the module uses anything beyond [`ALLOWED`].
pub fn check_features(module: &[u8]) -> Result<()> {
    let allowed = ALLOWED.iter().fold(WasmFeatures::MVP, |all, (feature, _)| all | *feature);
    if let Err(error) = Validator::new_with_features(allowed).validate_all(module) {
        bail!("the wasm would not run in old browsers: {error}; see {}", file!());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty module with one function type.
    fn module_returning(types: &[u8]) -> Vec<u8> {
        let mut section = vec![1, 0x60, 0, types.len() as u8];
        section.extend(types);
        let mut module = b"\0asm\x01\0\0\0\x01".to_vec();
        module.push(section.len() as u8);
        module.extend(section);
        module
    }

    #[test]
    fn old_engines_return_one_plain_value() {
        const I32: u8 = 0x7f;
        const EXTERNREF: u8 = 0x6f;
        assert!(check_features(&module_returning(&[I32])).is_ok());
        assert!(check_features(&module_returning(&[I32, I32])).is_err(), "multivalue");
        assert!(check_features(&module_returning(&[EXTERNREF])).is_err(), "reference types");
    }
}
