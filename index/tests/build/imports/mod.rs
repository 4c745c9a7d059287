//! `policy-index import` as an editor runs it: the folder of a document, and its account.

mod corpus;
mod files;
mod marks;
mod validity;
mod words;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const PAGE: &str = "<html><head><meta name=\"ArticleTitle\" content=\"甲市步道管理办法\">\
    <meta name=\"PubDate\" content=\"2024-01-05 10:00\"></head><body><div class=\"nav\"><a>首页</a></div>\
    <div id=\"zoomcon\"><p>甲府规[2024]7号</p><p>甲市步道管理办法</p><p>第一条 为了规范步道的建设和管理，方便居民健身，制定本办法。</p>\
    <p>第二条 本办法自2024年2月1日起施行，有效期5年。</p><p>甲市人民政府</p><p>2024年1月3日</p></div></body></html>";

fn import(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    command.arg("--root").arg(root).arg("import").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A file beside the root.
fn file(dir: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn imported(output: &Output) -> Value {
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_str(&text(&output.stdout)).unwrap()
}

#[test]
fn a_page_becomes_a_folder_and_one_line_of_json() {
    let dir = TempDir::new().unwrap();
    let page = file(&dir, "page.html", PAGE);
    let line = imported(&import(dir.path(), &[&page, "--json"]));
    for (key, right) in [
        ("file", page.as_str()),
        ("id", "jfg-2024-7"),
        ("kind", "规范性文件"),
        ("title", "甲市步道管理办法"),
        ("signed", "2024-01-03"),
        ("published", "2024-01-05"),
        ("effective", "2024-02-01"),
        ("valid_until", "2029-01-31"),
    ] {
        assert_eq!(line[key], right, "{key}");
    }
    assert_eq!(
        (line["numbers"][0].as_str(), line["issuers"][0].as_str()),
        (Some("甲府规〔2024〕7号"), Some("甲市人民政府"))
    );
    assert!(line["repeals"].as_array().unwrap().is_empty() && line["problems"].is_array() && line["clauses"].is_u64());
    let count = |key: &str| line["characters"][key].as_u64().unwrap();
    let left_out: u64 =
        line["characters"]["left_out"].as_object().unwrap().values().map(|it| it.as_u64().unwrap()).sum();
    assert_eq!(count("original") + count("made"), count("source") + left_out);
    let folder = dir.path().join("corpus/jfg-2024-7");
    assert_eq!(fs::read(folder.join("original.html")).unwrap(), PAGE.as_bytes());
    let source = fs::read_to_string(folder.join("source.txt")).unwrap();
    let num_chars = source.chars().filter(|it| !it.is_whitespace()).count();
    assert_eq!((source.lines().count(), num_chars as u64), (6, count("source")));
    let map = fs::read_to_string(folder.join("map.tsv")).unwrap();
    assert!(map.starts_with("line\tplace\tset\tmade\n1\t#zoomcon > p[1]\t\t\n"), "{map}");
    let record = fs::read_to_string(folder.join("document.toml")).unwrap();
    for words in ["[original]", "sha256 = ", "time = ", "[effective]\nvalue = \"2024-02-01\"\nread = \"第4行\""] {
        assert!(record.contains(words), "no {words} in:\n{record}");
    }
}

#[test]
fn the_same_file_again_gives_the_same_folder_and_keeps_what_editors_wrote() {
    let dir = TempDir::new().unwrap();
    let page = file(&dir, "page.html", PAGE);
    imported(&import(dir.path(), &[&page, "--json", "--into", "paths"]));
    let folder = dir.path().join("corpus/jfg-2024-7");
    fs::write(folder.join("marks.toml"), "# 编辑写的\n").unwrap();
    let record = fs::read(folder.join("document.toml")).unwrap();
    assert!(text(&record).contains("collection = \"paths\""));
    imported(&import(dir.path(), &[&page, "--json"]));
    assert_eq!(fs::read(folder.join("document.toml")).unwrap(), record);
    assert!(folder.join("marks.toml").exists());
    let names: Vec<_> = fs::read_dir(dir.path().join("corpus")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["jfg-2024-7"]);
}

#[test]
fn check_draws_up_the_account_again_from_the_kept_original() {
    let root = crate::common::Root::small();
    let page = root.path().join("page.html");
    fs::write(&page, PAGE).unwrap();
    assert!(import(root.path(), &[page.to_str().unwrap()]).status.success());
    let check = || {
        let output =
            Command::new(env!("CARGO_BIN_EXE_policy-index")).arg("--root").arg(root.path()).arg("check").output();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let said = check();
    assert!(
        said.contains("corpus/jfg-2024-7") && said.contains("of the original") && !said.contains("left out"),
        "{said}"
    );
    let source = root.path().join("corpus/jfg-2024-7/source.txt");
    let words = fs::read_to_string(&source).unwrap();
    fs::write(&source, words.replace("步道", "公园")).unwrap();
    assert!(check().contains("left out: corpus/jfg-2024-7: 重新读原件"), "the same number of characters is not enough");
    fs::write(root.path().join("corpus/jfg-2024-7/original.html"), "<p>").unwrap();
    assert!(check().contains("原件被改动过"));
}

/// Runs a command that reads the documents of a root.
fn run(root: &Path, command: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_policy-index")).arg("--root").arg(root).arg(command).output().unwrap()
}

fn clauses(root: &Path) -> Vec<Value> {
    let output = run(root, "clauses");
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}
