//! `cargo xtask`: everything that is done to this repository, by one name each.
//!
//! A person and the CI run the same commands. This package knows the other packages only by their commands and files:
//! it depends on none of them, so that it compiles quickly and still works while they do not compile.

mod bench;
mod check;
mod dist;
mod kiosk;
mod package;
mod server;
mod tools;

use check::{browser, deny, soak, test};
use dist::sbom;
use std::process::ExitCode;
use tools::{paths, setup};

/// A command of `cargo xtask`.
struct Task {
    name: &'static str,
    about: &'static str,
    /// Gets the arguments after the name.
    run: fn(&[String]) -> anyhow::Result<()>,
}

const TASKS: &[Task] = &[
    Task {
        name: "setup",
        about: "installs what is missing: wasm target, trunk, wasm-bindgen, wasm-opt",
        run: setup::main,
    },
    Task { name: "serve", about: "setup and build, then serves dist/ on 127.0.0.1:8080", run: server::serve_main },
    Task { name: "build", about: "builds dist/", run: dist::main },
    Task { name: "test", about: "every check, the browser included; or only the steps named", run: test::main },
    Task { name: "deny", about: "licences and sources of all packages, by deny.toml", run: deny::main },
    Task { name: "sbom", about: "which packages of others are in it, as CycloneDX JSON", run: sbom::main },
    Task { name: "soak", about: "the long runs: fuzzed queries, visitors, memory", run: soak::main },
    Task { name: "bench", about: "sizes and speeds, as a table", run: bench::main },
    Task { name: "kiosk", about: "the folder for the USB stick of a service hall, signed", run: kiosk::main },
    Task { name: "package", about: "the npm tarball and the release archive, into target/package", run: package::main },
    Task { name: "screenshots", about: "pictures of the page into target/screenshots", run: browser::screenshots_main },
    Task {
        name: "static",
        about: "serves any folder, with faults on demand (used by the browser tests)",
        run: server::static_main,
    },
];

fn main() -> ExitCode {
    // The tests replace this file while it runs, so its path is read now. Who needs the path later gets the error again.
    let _ = paths::this_program();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(name) = args.first().filter(|name| !["--help", "-h", "help"].contains(&name.as_str())) else {
        println!("{}", usage());
        return ExitCode::SUCCESS;
    };
    let Some(task) = TASKS.iter().find(|task| task.name == name) else {
        eprintln!("error: there is no command `{name}`\n\n{}", usage());
        return ExitCode::FAILURE;
    };
    // clap takes the first argument for the program's name.
    match (task.run)(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let mut usage = "cargo xtask COMMAND [--help]\n".to_owned();
    for task in TASKS {
        usage += &format!("\n  {:<12} {}", task.name, task.about);
    }
    usage
}
