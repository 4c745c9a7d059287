//! Learning from questions, as people and scripts run it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::Root;

/// Eight themes: the first word of each is everyday speech and stands in
/// clauses that say nothing of its matter, the second is the official word.
/// They never stand together.
const THEMES: [[&str; 4]; 8] = [
    ["老板", "用人单位", "工资", "加班"],
    ["房东", "出租人", "押金", "租赁"],
    ["孩子", "子女", "抚养", "探望"],
    ["小偷", "犯罪嫌疑人", "盗窃", "刑罚"],
    ["医生", "医疗机构", "诊疗", "过错"],
    ["网购", "电子商务", "退货", "平台"],
    ["老人", "被继承人", "遗产", "遗嘱"],
    ["欠条", "借款合同", "利息", "偿还"],
];

/// Official clauses come in pairs, so that their words are terms; a question
/// in everyday words is known for every theme but the last two words of it.
fn written(root: &Root) -> (PathBuf, PathBuf) {
    let (mut clauses, mut pairs) = (String::new(), String::new());
    for (at, [everyday, official, matter, other]) in THEMES.iter().enumerate() {
        let texts = [
            format!("{official}应当依照本法处理{matter}的事项，{official}不得拖延{matter}。"),
            format!("{other}由{official}负责，{official}与{other}有关的义务按照约定履行。"),
            format!("在广场上，{everyday}可以散步，{everyday}也可以唱歌跳舞看电影。"),
        ];
        for (number, text) in texts.iter().enumerate() {
            let clause = serde_json::json!({"id": format!("{at}-{number}"), "collection": "law", "text": text});
            clauses.push_str(&format!("{clause}\n"));
        }
        pairs.push_str(&format!("{everyday}该怎么办\t{at}-0\n{everyday}会怎样\t{at}-1\n"));
    }
    root.write("laws.jsonl", &clauses);
    root.write("pairs.tsv", &pairs);
    (root.path().join("laws.jsonl"), root.path().join("pairs.tsv"))
}

fn command(root: &Root) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    command.arg("--root").arg(root.path());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn learn(root: &Root, out: &Path, more: &[&str]) -> Output {
    let (clauses, pairs) = (root.path().join("laws.jsonl"), root.path().join("pairs.tsv"));
    let mut command = command(root);
    command.arg("learn").arg("--clauses").arg(clauses).arg("--pairs").arg(pairs).arg("--out").arg(out);
    command.args(["--dims", "16", "--question-rounds", "150"]).args(more).output().unwrap()
}

fn done(output: Output) -> String {
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Ids of the first hits.
fn first_hits(root: &Root, index: &Path, query: &str, num: usize) -> Vec<String> {
    let mut command = command(root);
    let said = done(command.args(["search", "--json", "--index"]).arg(index).arg(query).output().unwrap());
    let page: serde_json::Value = serde_json::from_str(&said).unwrap();
    let ids = page["hits"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned());
    ids.take(num).collect()
}

/// The clause that answers holds no word of the question: only the pairs can
/// have told.
#[test]
fn words_that_never_stand_together_become_near_through_questions() {
    let root = Root::small();
    let (clauses, _) = written(&root);
    let (plain, taught, vectors) = (root.path().join("a.idx"), root.path().join("b.idx"), root.path().join("v"));
    let compile = |out: &Path| {
        let mut command = command(&root);
        command.arg("compile").arg("--clauses").arg(&clauses).arg("--out").arg(out);
        command
    };
    done(compile(&plain).output().unwrap());
    let said = done(learn(&root, &vectors, &[]));
    assert!(said.contains("learned from 16 questions and 24 clauses"), "{said}");
    done(compile(&taught).arg("--vectors").arg(&vectors).output().unwrap());
    for (at, [everyday, ..]) in THEMES.iter().enumerate() {
        let answers = [format!("{at}-0"), format!("{at}-1")];
        let found =
            |index: &Path| first_hits(&root, index, everyday, 3).iter().filter(|it| answers.contains(it)).count();
        assert_eq!((found(&plain), found(&taught)), (0, 2), "{everyday}");
    }
}

#[test]
fn the_same_seed_learns_the_same_and_another_does_not() {
    let root = Root::small();
    written(&root);
    let learned = |name: &str, seed: &str| {
        let out = root.path().join(name);
        done(learn(&root, &out, &["--seed", seed]));
        std::fs::read(out).unwrap()
    };
    let first = learned("a", "1");
    assert!(first == learned("b", "1"));
    assert!(first != learned("c", "2"));
}

#[test]
fn parts_left_out_are_asked() {
    let root = Root::small();
    written(&root);
    let out = root.path().join("none");
    let said = done(learn(&root, &out, &["--folds", "4"]));
    assert!(said.contains("part 4 left out") && said.contains("all parts"), "{said}");
    assert!(said.lines().last().unwrap().trim_start().starts_with("16 "), "{said}");
    assert!(!out.exists());
}

#[test]
fn a_teacher_is_asked_about_every_word() {
    let root = Root::small();
    written(&root);
    let (texts, vectors) = (root.path().join("texts"), root.path().join("teacher.npy"));
    let mut command = command(&root);
    command.arg("learn").arg("--clauses").arg(root.path().join("laws.jsonl")).arg("--texts").arg(&texts);
    done(command.output().unwrap());
    let lines = std::fs::read_to_string(&texts).unwrap();
    let words: Vec<&str> = lines.lines().collect();
    assert!(words.contains(&"用人单位") && words.contains(&"老板"), "{words:?}");
    let save = |num_rows: usize| {
        let heading = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({num_rows}, 8), }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((heading.len() as u16).to_le_bytes());
        bytes.extend(heading.as_bytes());
        // Unlike numbers, the same every time.
        let numbers = (0..num_rows * 8).map(|at| ((at * 7_919 % 1_009) as f32 / 1_009.0) - 0.5);
        bytes.extend(numbers.flat_map(f32::to_le_bytes));
        std::fs::write(&vectors, bytes).unwrap();
    };
    save(words.len());
    let teacher = ["--teacher", vectors.to_str().unwrap()];
    done(learn(&root, &root.path().join("v"), &teacher));
    save(3);
    let refused = learn(&root, &root.path().join("w"), &teacher);
    assert!(text(&refused.stderr).contains("3 rows for"), "{}", text(&refused.stderr));
    assert!(!root.path().join("w").exists());
}

#[test]
fn bad_input_is_named_with_file_and_line_and_nothing_is_written() {
    let root = Root::small();
    written(&root);
    let out = root.path().join("v");
    let refused = |pairs: &str| {
        root.write("pairs.tsv", pairs);
        let output = learn(&root, &out, &[]);
        assert!(!output.status.success() && !out.exists());
        text(&output.stderr)
    };
    let unknown = refused("老板欠薪怎么办\t0-0\n老板欠薪\t9-9\n");
    assert!(unknown.contains("pairs.tsv:2") && unknown.contains("9-9"), "{unknown}");
    let torn = refused("老板欠薪怎么办 0-0\n");
    assert!(torn.contains("pairs.tsv:1") && torn.contains("2 columns"), "{torn}");
    assert!(refused("").contains("no questions to learn from"));
}

#[test]
fn what_is_no_file_of_vectors_is_refused_by_name() {
    let root = Root::small();
    let vectors = root.path().join("vectors");
    std::fs::write(&vectors, "PLVC and nothing more").unwrap();
    let out = root.path().join("a.idx");
    let output = command(&root).arg("compile").arg("--out").arg(&out).arg("--vectors").arg(&vectors).output().unwrap();
    let said = text(&output.stderr);
    assert!(!output.status.success() && said.contains("not a file of vectors"), "{said}");
    assert!(!out.exists());
}
