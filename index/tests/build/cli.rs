//! The command as people and scripts run it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::common::Root;

fn command(root: &Root) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    command.arg("--root").arg(root.path()).env_remove("POLICY_REVIEWED_ONLY").env_remove("MINISIGN_PASSWORD");
    command
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn done(command: &mut Command) -> String {
    let output = run(command);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn compiled(root: &Root) -> std::path::PathBuf {
    let out = root.path().join("target/policies.idx");
    done(command(root).arg("compile").arg("--out").arg(&out));
    out
}

#[test]
fn compile_says_what_it_made_and_makes_it_twice_alike() {
    let root = Root::small();
    let out = root.path().join("a.idx");
    let said = done(command(&root).arg("compile").arg("--out").arg(&out));
    for words in
        ["6 条（clauses）", "在（in）paths", "1 份文件（documents）", "个词（terms）", "texts", "brotli", "whole file"]
    {
        assert!(said.contains(words), "no {words} in:\n{said}");
    }
    let first = std::fs::read(&out).unwrap();
    done(command(&root).arg("compile").arg("--out").arg(&out));
    assert!(first == std::fs::read(&out).unwrap());
}

#[test]
fn help_and_its_errors_are_in_chinese_first() {
    let is_han = |it: char| ('\u{4e00}'..='\u{9fff}').contains(&it);
    let root = Root::small();
    for name in [&[][..], &["compile"], &["check"], &["clauses"], &["html"], &["search"], &["diff"], &["plain-hash"]] {
        let help = done(command(&root).args(name).arg("-h"));
        assert!(help.contains("用法（Usage）") && help.contains("选项（Options）"), "{help}");
        let entries = help.lines().filter(|it| it.starts_with("  "));
        let english: Vec<&str> = entries.filter(|it| !it.contains(is_han)).collect();
        assert_eq!(english, [""; 0], "{name:?}");
    }
    let output = command(&root).arg("no-such-command").output().unwrap();
    assert!(text(&output.stderr).starts_with("命令没有写对"), "{}", text(&output.stderr));
}

/// Whoever doubts a file builds it: in a folder of another name, on a machine with another number of threads.
#[test]
fn the_same_documents_give_the_same_bytes_in_any_folder_with_any_number_of_threads() {
    let (one, other) = (Root::real(), Root::real());
    let compiled = |root: &Root, threads: &str, name: &str| {
        let out = root.path().join(name).join("policies.idx");
        done(command(root).arg("compile").arg("--out").arg(&out).env("RAYON_NUM_THREADS", threads));
        std::fs::read(out).unwrap()
    };
    let first = compiled(&one, "1", "a");
    assert!(first == compiled(&other, "7", "another folder, much longer/政策"));
}

/// A pipe would keep the build waiting; a link is replaced where its owner meant what it leads to.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_neither_read_nor_written() {
    let root = Root::small();
    let out = root.path().join("a.idx");
    std::os::unix::fs::symlink("elsewhere.idx", &out).unwrap();
    for name in ["compile", "html"] {
        let index = compiled(&root);
        let mut command = command(&root);
        if name == "html" {
            command.arg("html").arg("--index").arg(index);
        } else {
            command.arg(name);
        }
        let output = run(command.arg("--out").arg(&out));
        assert!(!output.status.success() && text(&output.stderr).contains("no plain file"), "{name}: {output:?}");
        assert!(!root.path().join("elsewhere.idx").exists());
    }
    std::fs::remove_file(root.path().join("corpus/a.txt")).unwrap();
    assert!(Command::new("mkfifo").arg(root.path().join("corpus/a.txt")).status().unwrap().success());
    let output = run(command(&root).arg("check"));
    assert!(!output.status.success() && text(&output.stderr).contains("it is no file"), "{output:?}");
}

/// `cargo xtask build` takes the version from the page, `cargo xtask bench` the sizes from the index; people compare the
/// version with what the screen shows.
#[test]
fn page_and_index_tell_one_data_version() {
    let root = Root::small();
    let (index, page) = (root.path().join("a.idx"), root.path().join("a.html"));
    let told = |said: String| serde_json::from_str::<serde_json::Value>(&said).unwrap();
    let compiled = told(done(command(&root).args(["compile", "--json", "--out"]).arg(&index)));
    let written = told(done(command(&root).args(["html", "--json", "--index"]).arg(&index).arg("--out").arg(&page)));
    assert_eq!(compiled["data_version"], written["data_version"]);
    assert_eq!(compiled["data_version"].as_str().unwrap().len(), 12);
    let whole = compiled["sections"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&whole["name"], whole["bytes"].as_u64()),
        (&"whole file".into(), Some(std::fs::metadata(&index).unwrap().len()))
    );
}

#[test]
fn nothing_is_written_when_something_is_wrong() {
    let root = Root::small();
    root.replace("corpus/collections.toml", "last_line = 25", "last_line = 2500");
    let out = root.path().join("target/policies.idx");
    let output = run(command(&root).arg("compile").arg("--out").arg(&out));
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("corpus/collections.toml:5"));
    assert!(!out.exists() && !out.with_extension("part").exists());
}

#[test]
fn check_prints_exact_totals() {
    let said = done(command(&Root::small()).arg("check"));
    assert!(said.contains("accounted for: exact"), "{said}");
}

#[test]
fn clauses_are_listed_with_their_facets() {
    let said = done(command(&Root::small()).arg("clauses"));
    let clauses: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(clauses.len(), 6);
    assert_eq!(clauses[4]["id"], "2022-31-1-2");
    assert_eq!(clauses[4]["kinds"], serde_json::json!(["资金补贴", "场地设施"]));
    assert_eq!(clauses[4]["departments"], serde_json::json!(["市体育局"]));
    assert_eq!(clauses[5]["audiences"], serde_json::json!(["残疾人"]));
}

#[test]
fn check_names_words_that_stand_nowhere() {
    let root = Root::small();
    root.append("lexicon/synonyms.txt", "飞机 => 航班\n");
    let said = done(command(&root).arg("check"));
    assert!(said.contains("lexicon/synonyms.txt:3: “航班” stands nowhere"), "{said}");
}

#[test]
fn search_prints_one_object_per_line_of_input_blank_ones_included() {
    let root = Root::small();
    let index = compiled(&root);
    let mut child = command(&root)
        .args(["search", "--json", "--limit", "2", "--index"])
        .arg(&index)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("步道\n\n补贴".as_bytes()).unwrap();
    let said = text(&child.wait_with_output().unwrap().stdout);
    let objects: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let queries: Vec<_> = objects.iter().map(|it| it["query"].as_str().unwrap()).collect();
    assert_eq!(queries, ["步道", "", "补贴"]);
    assert_eq!(objects[2]["hits"][0]["id"], "2022-31-1-2");
    assert_eq!(objects[2]["hits"][0]["collection"], "paths");
    assert_eq!(objects[2]["hits"][0]["path"][0], "一、市体育局");
    assert_eq!(objects[2]["hits"][0]["why"][0], "literal");
    assert!(objects[0]["hits"].as_array().unwrap().len() <= 2);
}

#[test]
fn search_joins_words_and_refuses_unknown_collections() {
    let root = Root::small();
    let index = compiled(&root);
    let said = done(command(&root).args(["search", "--index"]).arg(&index).args(["社区", "补贴"]));
    assert!(said.starts_with("社区 补贴："), "{said}");
    assert!(said.contains("2022-31-1-2"));
    let output = run(command(&root).args(["search", "--collection", "roads", "--index"]).arg(&index).arg("步道"));
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("paths"));
}

#[test]
fn search_refuses_what_is_no_index() {
    let root = Root::small();
    let output = run(command(&root).args(["search", "--index"]).arg(root.path().join("corpus/a.txt")).arg("步道"));
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("corpus/a.txt"));
}

#[test]
fn eval_prints_figures_by_type() {
    let root = Root::small();
    let index = compiled(&root);
    let rows = "id\ttype\tquery\tcollection\trelevant\n\
                d1\texact\t维护步道\tpaths\t维护步道。给予社区 || 建设步道\n\
                d2\tnone\t地铁末班车\tpaths\t-\n";
    root.write("q.tsv", rows);
    let said =
        done(command(&root).args(["eval", "--index"]).arg(&index).arg("--queries").arg(root.path().join("q.tsv")));
    let exact = said.lines().find(|line| line.starts_with("exact")).unwrap();
    assert!(exact.contains("1.000"), "{said}");
    assert!(said.contains("should not be answered: "), "{said}");
    assert!(said.contains("wrongly withheld: 0 of 1"), "{said}");
}

#[test]
fn any_corpus_of_json_lines_is_compiled() {
    let root = Root::small();
    let clause = |id: &str, text: &str| {
        format!(
            "{{\"id\":\"{id}\",\"collection\":\"law\",\"document\":\"民法典\",\"path\":[\"第一编\"],\"title\":\"第一条\",\"text\":\"{text}\"}}\n"
        )
    };
    root.write(
        "laws.jsonl",
        &(clause("x/1", "为了保护民事主体的合法权益") + "\n" + &clause("x/2", "民法调整平等主体")),
    );
    let out = root.path().join("laws.idx");
    let compile = |root: &Root| {
        run(command(root).arg("compile").arg("--clauses").arg(root.path().join("laws.jsonl")).arg("--out").arg(&out))
    };
    assert!(compile(&root).status.success());
    let said = done(command(&root).args(["search", "--index"]).arg(&out).arg("平等主体"));
    assert!(said.contains("x/2"), "{said}");
    root.append("laws.jsonl", &clause("x/1", "重复"));
    let said = text(&compile(&root).stderr);
    assert!(said.contains("laws.jsonl:4") && said.contains("first on line 1"), "{said}");
    root.write("laws.jsonl", "{\"id\": 1}\n");
    assert!(text(&compile(&root).stderr).contains("laws.jsonl:1"));
}

#[test]
fn plain_hash_binds_a_note_again() {
    let root = Root::small();
    root.write("plain/a.toml", "[[note]]\nclause = \"2022-31-2-p1\"\ntext_hash = \"\" # 待填\nsummary = \"残联管\"\n");
    assert!(!run(command(&root).arg("check")).status.success());
    let said = done(command(&root).args(["plain-hash", "2022-31-2-p1"]));
    let hash = said.split(' ').next().unwrap().to_owned();
    done(command(&root).args(["plain-hash", "--update"]));
    let notes = std::fs::read_to_string(root.path().join("plain/a.toml")).unwrap();
    assert!(notes.contains(&format!("text_hash = \"{hash}\" # 待填\nsummary")), "{notes}");
    done(command(&root).arg("check"));
}
