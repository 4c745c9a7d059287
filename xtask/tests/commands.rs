//! `cargo xtask` as a person meets it: help, and errors that say what to do.
#![allow(clippy::unwrap_used, reason = "a test may stop where it likes")]

use std::net::TcpListener;
use std::process::{Command, Output};

const COMMANDS: &[&str] =
    &["setup", "serve", "build", "test", "deny", "sbom", "soak", "bench", "kiosk", "package", "screenshots", "static"];

fn xtask(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(args).output().unwrap()
}

fn printed(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn help_names_every_command_and_each_has_its_own() {
    for args in [&[][..], &["--help"], &["-h"], &["help"]] {
        let output = xtask(args);
        let help = printed(&output.stdout);
        assert!(output.status.success());
        let named: Vec<_> = help.lines().skip(2).filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(named, COMMANDS, "{args:?}");
    }
    for command in COMMANDS {
        let output = xtask(&[command, "--help"]);
        let usage = format!("Usage: cargo xtask {command}");
        assert!(output.status.success() && printed(&output.stdout).contains(&usage), "{output:?}");
    }
}

#[test]
fn what_is_not_known_is_an_error_that_names_it() {
    let rows: [(&[&str], &str); 8] = [
        (&["kisok"], "there is no command `kisok`"),
        (&["--nonsense"], "`--nonsense`"),
        (&["build", "--nonsense"], "'--nonsense'"),
        (&["serve", "--port", "many"], "'many'"),
        (&["test", "nonsense"], "no step nonsense"),
        (
            &["soak", "nonsense"],
            "[possible values: wasm, queries, fuzz-open, fuzz-library, fuzz-query, fuzz-import, requests, cuts, signatures, torn, kiosk]",
        ),
        (&["soak", "--scale", "0"], "above 0"),
        (&["kiosk"], "--out <DIR>"),
    ];
    for (args, words) in rows {
        let output = xtask(args);
        let said = printed(&output.stderr);
        assert!(!output.status.success() && said.contains(words), "{args:?}: {said}");
    }
}

/// At once, not after the minutes of a build.
#[test]
fn a_port_in_use_is_named_with_the_way_out() {
    let somebody = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = somebody.local_addr().unwrap().port().to_string();
    for args in [&["serve", "--port", &port][..], &["static", "--dir", ".", "--port", &port]] {
        let output = xtask(args);
        let said = printed(&output.stderr);
        assert!(!output.status.success(), "{args:?}");
        assert!(said.contains(&format!("port {port} is in use")) && said.contains("--port 0"), "{said}");
    }
}
