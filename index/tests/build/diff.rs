//! `policy-index diff` on index files and libraries, as an editor runs it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::common::Root;

fn run(root: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    let output = command.arg("--root").arg(root).args(arguments).current_dir(root).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Before and after a change of one clause and the loss of another, each as an
/// index file and as a library.
fn releases() -> Root {
    let root = Root::small();
    let compile = |name: &str| {
        run(root.path(), &["compile", "--out", &format!("{name}.idx")]);
        run(root.path(), &["compile", "--library", &format!("{name}-library")]);
    };
    compile("old");
    let source = root.path().join("corpus/a.txt");
    let words = fs::read_to_string(&source).unwrap();
    let changed = words.replace("给予社区资金补贴", "给予社区资金补助");
    assert_ne!(words, changed);
    fs::write(&source, changed).unwrap();
    compile("new");
    root
}

#[test]
fn files_and_libraries_of_the_same_corpus_differ_alike() {
    let root = releases();
    let diff = |old: &str, new: &str| -> Value {
        serde_json::from_str(&run(root.path(), &["diff", old, new, "--json"])).unwrap()
    };
    let files = diff("old.idx", "new.idx");
    assert!(!files["changed"].as_array().unwrap().is_empty(), "{files}");
    for (old, new) in [("old-library", "new-library"), ("old.idx", "new-library"), ("old-library/root", "new.idx")] {
        assert_eq!(diff(old, new), files, "{old} {new}");
    }
    let same = run(root.path(), &["diff", "new-library", "new.idx"]);
    assert!(same.starts_with("没有变化"), "{same}");
}

#[test]
fn a_folder_that_is_no_library_is_named() {
    let root = Root::small();
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    let output = command.arg("diff").arg(root.path()).arg(root.path()).output().unwrap();
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("root"), "{output:?}");
}
