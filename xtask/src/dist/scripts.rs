//! The scripts and style sheets that a browser gets: small, and in the language of Chromium 81. Also the types that are
//! shipped with them.

use super::site::Site;
use crate::tools::{paths, process};
use anyhow::{Context, Result, bail, ensure};
use std::io::Write;
use std::process::Stdio;

/// The oldest engine that is promised (`ux.md` §5).
const TARGET: &str = "--target=chrome81";
const NEWEST: &str = "--target=esnext";

/// Marks that the build fills in later, and the words in their place while esbuild works, which drops comments.
const MARKS: &[(&str, &str)] = &[
    ("/* xtask:release */ null /* xtask:end */", "XTASK_RELEASE"),
    ("/* xtask:integrity */ null /* xtask:end */", "XTASK_INTEGRITY"),
    ("/* xtask:offline */ null /* xtask:end */", "XTASK_OFFLINE"),
];

/// What came after Chromium 81, with the version that brought it. A syntax check does not see these.
const NEWER: &[(&str, u32)] = &[
    (".at(", 92),
    (".findLast(", 97),
    (".groupBy(", 117),
    (".replaceAll(", 85),
    (".replaceChildren(", 86),
    (".toSorted(", 110),
    ("AbortSignal.", 103),
    ("Array.fromAsync(", 121),
    ("Object.hasOwn(", 93),
    ("Promise.any(", 85),
    ("Promise.withResolvers(", 119),
    ("new WeakRef(", 84),
    ("new FinalizationRegistry(", 84),
    ("randomUUID(", 92),
    ("structuredClone(", 98),
    ("Intl.Segmenter(", 87),
];

/// Takes comments and spaces out of every script and style sheet, and turns newer syntax into older. Without Node they
/// stay as they are.
///
/// # Errors
/// When a script is not JavaScript, or uses something that has no older form.
pub fn shrink(site: &mut Site) -> Result<()> {
    if !process::exists("esbuild") {
        eprintln!("esbuild is not installed: the scripts stay as they were written");
        return Ok(());
    }
    let names: Vec<String> = site.names().filter(|name| name.ends_with(".js")).map(str::to_owned).collect();
    for name in names {
        let source = MARKS.iter().fold(site.text(&name)?, |text, (mark, word)| text.replace(mark, word));
        let small = shrink_one(&source).with_context(|| name.clone())?;
        let small = MARKS.iter().fold(small, |text, (mark, word)| text.replace(word, mark));
        site.insert(&name, small.into_bytes());
    }
    let styles: Vec<String> = site.names().filter(|name| name.ends_with(".css")).map(str::to_owned).collect();
    for name in styles {
        let small = esbuild(&site.text(&name)?, &["--loader=css", "--minify", "--charset=utf8", TARGET]);
        site.insert(&name, small.with_context(|| name.clone())?.into_bytes());
    }
    Ok(())
}

/// The same for one text; as it is without Node.
///
/// # Errors
/// As [`shrink`].
pub fn shrink_one(source: &str) -> Result<String> {
    if !process::exists("esbuild") {
        return Ok(source.to_owned());
    }
    script(source, &["--minify", "--charset=utf8", TARGET])
}

/// Every script as written and as published: nothing in it that Chromium 81 does not know. Returns how many there are.
///
/// # Errors
/// Names the script and what is too new in it.
pub fn check() -> Result<usize> {
    ensure!(process::exists("esbuild"), "esbuild is not installed; `cargo xtask setup` does that where there is Node");
    let mut num = 0;
    for folder in [paths::root().join("www"), paths::dist()] {
        let site = Site::read(&folder)?;
        for name in site.names().filter(|name| name.ends_with(".js") && !name.starts_with("v/")) {
            let source = site.text(name)?;
            check_syntax(&source)
                .and_then(|()| check_interfaces(&source))
                .with_context(|| format!("{}/{name}", folder.display()))?;
            num += 1;
        }
    }
    ensure!(num > 0, "there are no scripts");
    Ok(num)
}

/// Written for the newest engine and for the oldest, a script without new syntax is the same.
fn check_syntax(source: &str) -> Result<()> {
    let (old, new) = (script(source, &[TARGET])?, script(source, &[NEWEST])?);
    let different = old.lines().zip(new.lines()).find(|(old, new)| old != new);
    if let Some((_, line)) = different {
        bail!("Chromium 81 does not know this: {}", line.trim().chars().take(200).collect::<String>());
    }
    ensure!(old == new, "Chromium 81 does not know all of it");
    Ok(())
}

/// A newer interface may be used after a check whether it exists: `x.replaceChildren ?`, `typeof WeakRef`.
fn check_interfaces(source: &str) -> Result<()> {
    for (name, version) in NEWER {
        let bare = name.trim_end_matches('(');
        let looks = [format!("{bare} ?"), format!("{bare}?"), format!("typeof {}", bare.trim_start_matches("new "))];
        if source.contains(name) && !looks.iter().any(|look| source.contains(look)) {
            bail!("{name} came with Chromium {version}: look first whether it is there");
        }
    }
    Ok(())
}

/// Every name that a script uses is there: its own, an imported one or the browser's.
///
/// # Errors
/// Names the lines that use one that is nowhere.
pub fn check_names() -> Result<()> {
    let mut tsc = process::command("tsc");
    tsc.args(["--allowJs", "--checkJs", "--noEmit", "--skipLibCheck", "--pretty", "false"]);
    tsc.args(["--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler"]);
    tsc.args(["--lib", "es2022,dom,dom.iterable,webworker"]);
    let www = paths::root().join("www");
    let names = Site::read(&www)?;
    tsc.args(names.names().filter(|it| it.ends_with(".js") && !it.starts_with("examples/")).map(|it| www.join(it)));
    // It fails by the types that scripts do not state.
    let said = String::from_utf8(tsc.output()?.stdout)?;
    let nowhere: Vec<&str> = said.lines().filter(|it| is_of_a_missing_name(it)).collect();
    ensure!(nowhere.is_empty(), "names that are nowhere:\n{}", nowhere.join("\n"));
    Ok(())
}

/// `Cannot find name`, with or without one that is like it, in TypeScript's numbers; or that it was asked wrongly.
fn is_of_a_missing_name(line: &str) -> bool {
    ["TS2304:", "TS2552:", "TS50", "TS6053:"].iter().any(|it| line.contains(&format!("error {it}")))
}

/// `tsc --strict` on the example of a website's own script, and on the one in the README.
///
/// # Errors
/// When the declarations and an example do not fit.
pub fn check_types() -> Result<()> {
    let readme = paths::root().join("target/readme.ts");
    std::fs::write(&readme, readme_script(&std::fs::read_to_string(paths::root().join("README.md"))?)?)?;
    let mut tsc = process::command("tsc");
    tsc.args(["--strict", "--noEmit", "--target", "es2020", "--module", "es2022", "--moduleResolution", "bundler"]);
    tsc.args(["--lib", "es2020,dom,dom.iterable", "tests/data/typescript/example.ts"]).arg(readme);
    process::run(&mut tsc)
}

/// The README's script, which imports from where a website has the module.
fn readme_script(readme: &str) -> Result<String> {
    let script = readme.split_once("```ts\n").and_then(|(_, rest)| rest.split_once("```"));
    let (script, _) = script.context("README.md has no script")?;
    Ok(script.replace("\"/zc/embed.js\"", "\"../www/embed/embed.js\""))
}

fn script(source: &str, arguments: &[&str]) -> Result<String> {
    esbuild(source, &[&["--loader=js", "--format=esm"], arguments].concat())
}

fn esbuild(source: &str, arguments: &[&str]) -> Result<String> {
    let mut command = process::command("esbuild");
    command.args(arguments).arg("--log-level=error");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(source.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "esbuild ended with {}", output.status);
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_said_about_types_only_missing_names_count() {
        assert!(is_of_a_missing_name("www/page/boot.js(7,3): error TS2304: Cannot find name 'PATIENCE'."));
        assert!(is_of_a_missing_name("a.js(7,3): error TS2552: Cannot find name 'wait'. Did you mean 'waits'?"));
        assert!(!is_of_a_missing_name("a.js(7,3): error TS2339: Property 'at' does not exist on type 'never[]'."));
    }

    #[test]
    fn a_newer_interface_needs_a_look_first() {
        assert!(check_interfaces("list.at(-1)").is_err());
        assert!(check_interfaces("new WeakRef(a)").is_err());
        assert!(check_interfaces("typeof WeakRef === 'function' && new WeakRef(a)").is_ok());
        assert!(check_interfaces("a.replaceChildren ? a.replaceChildren(b) : a.append(b)").is_ok());
        assert!(check_interfaces("a.append(b)").is_ok());
    }
}
