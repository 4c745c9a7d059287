//! `cargo xtask setup`: the table of what has to be on the machine, for building and for testing.
//!
//! Everything that is not the system's goes into `target/tools`, so that removing `target/` removes all of it.

use super::install::{Tool, install_missing};
use super::platforms::{LINUX, WINDOWS, WINE};
use super::{lock, native, paths, process};
use anyhow::{Result, bail};
use clap::Parser;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const TRUNK: &str = "0.21.14";

/// Speaks WebDriver for Firefox; Debian has the browser, not this.
const GECKODRIVER: &str = "0.37.1";

/// An S3-compatible store of several nodes.
const GARAGE: &str = "2.5.0";

/// Reads `deny.toml`.
const CARGO_DENY: &str = "0.20.2";

/// Packages for Node, by version, and by hash with all they bring: axe-core looks for accessibility faults in the browser
/// tests, binaryen brings wasm-opt, esbuild makes the scripts small and old enough, typescript checks the declarations.
const NODE_MANIFEST: &str = include_str!("../../package.json");
const NODE_LOCK: &str = include_str!("../../package-lock.json");

/// Old Chromiums come whole in packages that were made for servers without an installation; names as in
/// `tests/browser/old-engines.mjs`. 81 is what the scripts are written for, 75 the oldest that reads the wasm, 74 the last
/// that is too old, 109 the last on Windows 7.
const OLD_ENGINES: &[(&str, &str)] = &[
    ("chromium-74", "npm:chrome-aws-lambda@1.13.0"),
    ("chromium-75", "npm:chrome-aws-lambda@1.15.1"),
    ("chromium-81", "npm:chrome-aws-lambda@3.0.4"),
    ("chromium-109", "npm:@sparticuz/chromium@109.0.6"),
    ("puppeteer-core", "1.20.0"),
];

/// Oldest Node that the packages above were tried with.
const MIN_NODE: u32 = 20;

/// Installs what is missing.
#[derive(Parser)]
#[command(bin_name = "cargo xtask setup")]
struct Options {
    /// Also what only the tests need: Chromium, its driver, a Chinese font
    #[arg(long)]
    tests: bool,
    /// Also what only `cargo xtask test --all-engines` needs: Firefox and WebKit with their drivers
    #[arg(long)]
    all_engines: bool,
    /// Also what only `cargo xtask test --old-engines` needs: Chromiums from 74 on
    #[arg(long)]
    old_engines: bool,
}

pub fn main(args: &[String]) -> Result<()> {
    let options = Options::parse_from(args);
    for_building()?;
    if options.tests {
        for_testing()?;
    }
    if options.all_engines {
        for_all_engines()?;
    }
    if options.old_engines {
        for_old_engines()?;
    }
    println!("everything is installed");
    Ok(())
}

/// What `build` and `serve` need.
///
/// # Errors
/// When an installation fails. A missing Node is no error: then the wasm is not optimised, with a message.
pub fn for_building() -> Result<()> {
    install_missing(&[
        tool("wasm32-unknown-unknown", 20, has_wasm_target, add_wasm_target),
        tool(&format!("trunk {TRUNK}"), 240, has_trunk, install_trunk),
        tool("wasm-bindgen-cli", 120, has_wasm_bindgen, install_wasm_bindgen),
    ])?;
    // Only the size depends on it, so a toolchain that cannot have it is no error.
    if let Err(error) = install_missing(&[tool("rust-src", 30, has_std_sources, add_std_sources)]) {
        eprintln!("rust-src cannot be installed ({error:#}): the wasm will be a fifth larger");
    }
    if has_node() {
        install_missing(&[tool("wasm-opt, esbuild, axe-core and tsc", 30, has_node_packages, install_node_packages)])?;
    } else {
        eprintln!("Node {MIN_NODE} or newer is not installed: the wasm stays as large as the compiler makes it");
    }
    Ok(())
}

/// What the browser tests need on top.
///
/// # Errors
/// When something is missing and cannot be installed from here: the message names the packages.
pub fn for_testing() -> Result<()> {
    install_missing(&[
        tool("nodejs", 60, has_node, || apt(&["nodejs", "npm"])),
        tool("wasm-opt, esbuild, axe-core and tsc", 30, has_node_packages, install_node_packages),
        tool("chromium", 90, || process::exists("chromium"), || apt(&["chromium"])),
        tool("chromium-driver", 30, || process::exists("chromedriver"), || apt(&["chromium-driver"])),
        tool("fonts-noto-cjk", 30, has_chinese_font, || apt(&["fonts-noto-cjk"])),
    ])
}

/// What the browser tests need for Firefox and WebKit. WebKit has no mode without a screen, so Xvfb is one.
///
/// # Errors
/// When something is missing and cannot be installed from here: the message names the packages.
pub fn for_all_engines() -> Result<()> {
    install_missing(&[
        tool("firefox-esr", 60, || process::exists("firefox"), || apt(&["firefox-esr"])),
        tool(&format!("geckodriver {GECKODRIVER}"), 90, has_geckodriver, install_geckodriver),
        tool("webkit2gtk-driver", 90, || process::exists("WebKitWebDriver"), || apt(&["webkit2gtk-driver"])),
        tool("xvfb", 30, || process::exists("Xvfb"), || apt(&["xvfb"])),
    ])
}

/// What the scenarios in old Chromiums need: 180 MB, twice that once they are unpacked.
///
/// # Errors
/// When npm cannot install them.
pub fn for_old_engines() -> Result<()> {
    install_missing(&[
        tool("nodejs", 60, has_node, || apt(&["nodejs", "npm"])),
        tool("Chromium 74, 75, 81 and 109", 60, has_old_engines, install_old_engines),
    ])
}

/// What the scenarios about web servers need.
///
/// # Errors
/// When nginx is missing and cannot be installed from here.
pub fn for_hosting() -> Result<()> {
    // As root its first lines would start a server on port 80.
    let has_nginx = || process::exists("nginx");
    install_missing(&[tool("nginx", 30, has_nginx, || apt(&["nginx-light"]))])
}

/// What the scenario about object stores needs: only there, since compiling it takes many minutes.
///
/// # Errors
/// When it does not compile.
pub fn for_object_store() -> Result<()> {
    install_missing(&[
        tool("curl", 30, || process::exists("curl"), || apt(&["curl"])),
        tool(&format!("garage {GARAGE}"), 900, has_garage, install_garage),
    ])
}

/// What builds `policy-index` for halls and editors, and runs it: for any Linux, and for Windows.
///
/// # Errors
/// When something is missing and cannot be installed from here: the message names the packages.
pub fn for_platforms() -> Result<()> {
    install_missing(&[
        tool(LINUX.target, 30, || native::has_target(LINUX.target), || add_target(LINUX.target)),
        tool(WINDOWS.target, 30, || native::has_target(WINDOWS.target), || add_target(WINDOWS.target)),
        tool(LINUX.compiler.1, 20, || process::exists(LINUX.compiler.0), || apt(&[LINUX.compiler.1])),
        tool(WINDOWS.compiler.1, 60, || process::exists(WINDOWS.compiler.0), || apt(&[WINDOWS.compiler.1])),
        tool("wine64", 120, || Path::new(WINE).is_file(), || apt(&["wine64"])),
    ])
}

/// What `cargo xtask deny` needs: only there, since compiling it takes minutes.
///
/// # Errors
/// When it does not compile.
pub fn for_denying() -> Result<()> {
    install_missing(&[tool(&format!("cargo-deny {CARGO_DENY}"), 300, has_cargo_deny, install_cargo_deny)])
}

fn tool(name: &str, seconds: u64, present: fn() -> bool, install: fn() -> Result<Command>) -> Tool {
    Tool { name: name.to_owned(), expected: Duration::from_secs(seconds), present, install }
}

fn has_wasm_target() -> bool {
    native::has_target("wasm32-unknown-unknown")
}

fn add_wasm_target() -> Result<Command> {
    add_target("wasm32-unknown-unknown")
}

fn add_target(target: &str) -> Result<Command> {
    let mut rustup = process::command("rustup");
    rustup.args(["target", "add", target]);
    Ok(rustup)
}

/// Whether the standard library can be compiled along.
pub fn has_std_sources() -> bool {
    let sysroot = process::capture(process::command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").exists()
}

fn add_std_sources() -> Result<Command> {
    let mut rustup = process::command("rustup");
    rustup.args(["component", "add", "rust-src"]);
    Ok(rustup)
}

fn has_trunk() -> bool {
    answers_from_tools("trunk", TRUNK)
}

fn install_trunk() -> Result<Command> {
    Ok(cargo_install(&["--locked", "trunk", "--version", TRUNK]))
}

fn has_geckodriver() -> bool {
    answers_from_tools("geckodriver", GECKODRIVER)
}

fn install_geckodriver() -> Result<Command> {
    Ok(cargo_install(&["--locked", "geckodriver", "--version", GECKODRIVER]))
}

/// As cargo built it, it says `cargo:2.5.0`.
fn has_garage() -> bool {
    ["", "v", "cargo:"].iter().any(|before| answers_from_tools("garage", &format!("{before}{GARAGE}")))
}

/// Without what a store on loopback does not need: other databases, metrics, a second interface.
fn install_garage() -> Result<Command> {
    let features = ["--no-default-features", "--features", "bundled-libs,sqlite"];
    Ok(cargo_install(&[&["--locked", "garage", "--version", GARAGE], &features[..]].concat()))
}

fn has_cargo_deny() -> bool {
    answers_from_tools("cargo-deny", CARGO_DENY)
}

fn install_cargo_deny() -> Result<Command> {
    Ok(cargo_install(&["--locked", "cargo-deny", "--version", CARGO_DENY]))
}

fn has_wasm_bindgen() -> bool {
    lock::version_of("wasm-bindgen").is_ok_and(|version| answers_from_tools("wasm-bindgen", &version))
}

/// The CLI must be exactly as old as the crate. Without `--locked`: the list of the CLI's own versions names one that was withdrawn from the registry.
fn install_wasm_bindgen() -> Result<Command> {
    Ok(cargo_install(&["wasm-bindgen-cli", "--version", &lock::version_of("wasm-bindgen")?]))
}

/// Unoptimised and without debug information: compiled in half the time, and fast enough for what they do here.
fn cargo_install(args: &[&str]) -> Command {
    let mut cargo = process::cargo(&["install", "--debug", "--force", "--root", "target/tools"]);
    cargo.args(args).env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("CARGO_TARGET_DIR");
    cargo.env_remove("RUSTFLAGS");
    cargo
}

fn answers_from_tools(program: &str, version: &str) -> bool {
    let path = paths::tools().join("bin").join(program);
    process::version_of(&path.to_string_lossy())
        .is_some_and(|answer| answer.split_whitespace().any(|word| word == version))
}

/// Whether there is a Node that is new enough, with npm.
pub fn has_node() -> bool {
    let version = process::version_of("node").unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    major.is_some_and(|major: u32| major >= MIN_NODE) && process::exists("npm")
}

fn has_node_packages() -> bool {
    are_installed(&paths::tools(), node_packages())
}

/// Names and versions, as `package.json` has them.
fn node_packages() -> Vec<(String, String)> {
    let manifest: serde_json::Value = serde_json::from_str(NODE_MANIFEST).unwrap_or_default();
    let packages = manifest["dependencies"].as_object().into_iter().flatten();
    packages.map(|(name, version)| (name.clone(), version.as_str().unwrap_or_default().to_owned())).collect()
}

/// What the lock names and nothing else. Scripts of packages do not run: none of these needs one.
fn install_node_packages() -> Result<Command> {
    std::fs::create_dir_all(paths::tools())?;
    std::fs::write(paths::tools().join("package.json"), NODE_MANIFEST)?;
    std::fs::write(paths::tools().join("package-lock.json"), NODE_LOCK)?;
    let mut npm = process::command("npm");
    npm.arg("ci").arg("--prefix").arg(paths::tools()).args(["--ignore-scripts", "--no-audit", "--no-fund"]);
    Ok(npm)
}

fn has_old_engines() -> bool {
    are_installed(&paths::old_engines(), OLD_ENGINES.iter().copied())
}

/// Without the scripts of the packages, which would download another browser.
fn install_old_engines() -> Result<Command> {
    let mut npm = npm_install(&paths::old_engines(), OLD_ENGINES)?;
    npm.args(["--ignore-scripts", "--legacy-peer-deps"]);
    Ok(npm)
}

/// A `package.json` first: npm removes what is not named in it.
fn npm_install(folder: &Path, packages: &[(&str, &str)]) -> Result<Command> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("package.json"), manifest(packages))?;
    let mut npm = process::command("npm");
    npm.arg("install").arg("--prefix").arg(folder).args(["--no-package-lock", "--no-audit", "--no-fund"]);
    Ok(npm)
}

fn manifest(packages: &[(&str, &str)]) -> String {
    let packages: serde_json::Map<_, _> = packages.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect();
    serde_json::json!({ "private": true, "dependencies": packages }).to_string()
}

/// Compares with the versions installed, so that a changed table installs again.
fn are_installed(folder: &Path, packages: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>) -> bool {
    packages.into_iter().all(|(name, wanted)| {
        let manifest = folder.join("node_modules").join(name.as_ref()).join("package.json");
        let text = std::fs::read_to_string(manifest).unwrap_or_default();
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        // Of a package under another name, `npm:NAME@VERSION`.
        manifest["version"].as_str() == wanted.as_ref().rsplit('@').next()
    })
}

fn has_chinese_font() -> bool {
    let mut list = process::command("fc-list");
    list.args([":lang=zh", "family"]);
    process::capture(&mut list).is_ok_and(|families| !families.trim().is_empty())
}

/// `apt-get install` when this may be done here, otherwise an error that names the packages.
fn apt(packages: &[&str]) -> Result<Command> {
    let names = packages.join(" ");
    let is_root = process::capture(process::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root || !process::exists("apt-get") {
        bail!("please install {names} (Debian and Ubuntu: `sudo apt-get install {names}`), then run this again");
    }
    let mut shell = process::command("sh");
    let script = format!("(apt-get update && apt-get install --yes --no-install-recommends {names}) >&2");
    shell.args(["-c", &script]).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(shell)
}
