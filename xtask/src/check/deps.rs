//! `src → engine ← index`: which package may know which. Read from `cargo tree`, so that an indirect way counts too.

use crate::tools::tree;
use anyhow::{Result, bail};

/// A package, for a target, must not reach these.
struct Rule {
    package: &'static str,
    target: &'static str,
    forbidden: &'static [&'static str],
    why: &'static str,
}

const WASM: &str = "wasm32-unknown-unknown";
const HERE: &str = "all";

const RULES: &[Rule] = &[
    Rule {
        package: "policy-lookup",
        target: WASM,
        // Not serde_json: yew itself reaches it through gloo; nothing calls it, so the linker drops it.
        forbidden: &[
            "policy-index",
            "jieba-rs",
            "pinyin",
            "ferrous-opencc",
            "clap",
            "indicatif",
            "miette",
            "rayon",
            "regex",
            "toml",
            "unicode-normalization",
        ],
        why: "it would travel to every phone",
    },
    Rule {
        package: "policy-engine",
        target: HERE,
        forbidden: &["policy-lookup", "policy-index", "wasm-bindgen", "web-sys", "js-sys", "yew", "rayon"],
        why: "the engine runs anywhere: no I/O, no threads, no browser",
    },
    Rule {
        package: "policy-index",
        target: HERE,
        forbidden: &["policy-lookup", "yew", "web-sys"],
        why: "nothing points at the front end",
    },
    Rule {
        package: "xtask",
        target: HERE,
        forbidden: &["policy-lookup", "policy-index", "policy-engine"],
        why: "it must work while they do not compile",
    },
];

/// # Errors
/// Names the first way that should not exist, and why.
pub fn check() -> Result<usize> {
    for rule in RULES {
        let packages = tree::packages(rule.package, rule.target, "")?;
        if let Some(found) = rule.forbidden.iter().find(|name| packages.iter().any(|it| it.0 == **name)) {
            bail!(
                "{} reaches {found}, but {}; see `cargo tree --package {} --invert {found}`",
                rule.package,
                rule.why,
                rule.package
            );
        }
        println!("{} reaches {} packages, none of them forbidden", rule.package, packages.len());
    }
    Ok(RULES.len())
}
