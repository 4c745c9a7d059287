//! `policy-index import` as an editor runs it.

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
    assert!(map.starts_with("line\tplace\tmade\n1\t#zoomcon > p[1]\t\n"), "{map}");
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
fn what_an_editor_decided_survives_the_next_import() {
    let dir = TempDir::new().unwrap();
    let page = PAGE.replace("<body>", "<body><p>失效日期：2035年1月31日</p>");
    let page = file(&dir, "page.html", page);
    let line = imported(&import(dir.path(), &[&page, "--json"]));
    assert_eq!(line["problems"][0]["code"], "valid-until-differs");
    let record = dir.path().join("corpus/jfg-2024-7/document.toml");
    let text = fs::read_to_string(&record).unwrap();
    let read = text.split("[valid_until]\n").nth(1).unwrap().lines().nth(1).unwrap().to_owned();
    let check = || String::from_utf8_lossy(&run(dir.path(), "check").stdout).into_owned();
    assert!(check().contains("valid-until-differs") && check().contains("1 处要看"));
    fs::write(&record, text.replace(&read, "read = \"编辑：问过发文单位\"").replace("2029-01-31", "2030-01-31"))
        .unwrap();
    assert!(!check().contains("valid-until-differs") && check().contains("0 处要看"));
    let line = imported(&import(dir.path(), &[&page, "--json"]));
    assert_eq!((&line["valid_until"], line["problems"].as_array().unwrap().len()), (&"2030-01-31".into(), 0));
}

#[test]
fn two_documents_never_share_a_folder() {
    let dir = TempDir::new().unwrap();
    let first = file(&dir, "a.html", PAGE);
    let second = file(&dir, "b.html", PAGE.replace("步道", "公园"));
    let output = import(dir.path(), &[&first, &second, "--json"]);
    let ids: Vec<Value> = text(&output.stdout).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!((&ids[0]["id"], &ids[1]["id"]), (&"jfg-2024-7".into(), &"jfg-2024-7v2".into()));
}

#[test]
fn what_does_not_go_in_is_told_in_one_sentence_and_nothing_is_written() {
    let dir = TempDir::new().unwrap();
    let old_word = file(&dir, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1and more");
    let empty = file(&dir, "b.html", "<html><body><script>var a;</script></body></html>");
    for (path, words) in
        [(&old_word, "另存为 .docx"), (&empty, "没有读到任何文字"), (&"/no/such.html".to_owned(), "打不开")]
    {
        let output = import(dir.path(), &[path]);
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stderr);
        assert!(said.contains(words) && said.trim().lines().count() == 1 && said.trim().ends_with('。'), "{said}");
        assert!(output.stdout.is_empty() && !dir.path().join("corpus").exists());
    }
    let page = file(&dir, "c.html", PAGE);
    let output = import(dir.path(), &[&old_word, &page]);
    assert_eq!(output.status.code(), Some(1));
    assert!(dir.path().join("corpus/jfg-2024-7").exists(), "the others go in");
}

#[test]
fn a_collection_that_no_entry_describes_is_named() {
    let root = crate::common::Root::small();
    let page = root.path().join("page.html");
    fs::write(&page, PAGE).unwrap();
    let output = import(root.path(), &[page.to_str().unwrap(), "--into", "health"]);
    assert!(output.status.success() && text(&output.stderr).contains("health 是新栏目"), "{}", text(&output.stderr));
    let output = import(root.path(), &[page.to_str().unwrap(), "--into", "paths"]);
    assert!(output.status.success() && output.stderr.is_empty());
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

#[test]
fn text_in_every_encoding_gives_the_same_source() {
    let words = "甲市步道办法\n甲府规〔2024〕7号\n第一条 甲。\n";
    let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("utf8.txt", words.as_bytes().to_vec()),
        ("gbk.txt", encoding_rs::GBK.encode(words).0.into_owned()),
        ("wide.txt", [vec![0xff, 0xfe], wide].concat()),
    ] {
        let dir = TempDir::new().unwrap();
        let line = imported(&import(dir.path(), &[&file(&dir, name, bytes), "--json"]));
        assert_eq!(line["title"], "甲市步道办法", "{name}");
        assert_eq!(fs::read_to_string(dir.path().join("corpus/jfg-2024-7/source.txt")).unwrap(), words, "{name}");
    }
}

/// Pages as offices publish them, where they lie beside the repository.
#[test]
fn real_documents_go_in() {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/documents/html");
    let Ok(entries) = fs::read_dir(&documents) else {
        eprintln!("skipped: no documents in {}", documents.display());
        return;
    };
    let dir = TempDir::new().unwrap();
    let files: Vec<String> = entries.map(|it| it.unwrap().path().to_str().unwrap().to_owned()).collect();
    let mut arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    arguments.push("--json");
    let output = import(dir.path(), &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), files.len());
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

#[test]
fn an_imported_document_is_part_of_the_corpus_by_lying_there() {
    let dir = TempDir::new().unwrap();
    let page = file(&dir, "page.html", PAGE);
    imported(&import(dir.path(), &[&page, "--json", "--into", "paths"]));
    let found = clauses(dir.path());
    let shown: Vec<_> = found.iter().map(|it| (it["id"].as_str().unwrap(), it["citation"].as_str().unwrap())).collect();
    assert_eq!(
        shown,
        [
            ("jfg-2024-7-f1", "甲府规〔2024〕7号"),
            ("jfg-2024-7-1", "甲府规〔2024〕7号，第一条"),
            ("jfg-2024-7-2", "甲府规〔2024〕7号，第二条"),
        ]
    );
    assert!(found.iter().all(|it| it["collection"] == "paths" && it["document"] == "甲府规〔2024〕7号"));
    assert_eq!(found[0]["text"], "甲府规[2024]7号\n甲市步道管理办法");
}

#[test]
fn imported_documents_stand_behind_those_of_the_gazette() {
    let root = crate::common::Root::small();
    let before = clauses(root.path());
    let page = root.path().join("page.html");
    fs::write(&page, PAGE).unwrap();
    assert!(import(root.path(), &[page.to_str().unwrap()]).status.success());
    let after = clauses(root.path());
    assert_eq!(after[..before.len()], before);
    assert!(after[before.len()..].iter().all(|it| it["collection"] == "imported"));
    let check = text(&run(root.path(), "check").stdout);
    assert!(check.contains("characters accounted for: exact") && check.contains("甲府规〔2024〕7号"), "{check}");
}

#[test]
fn a_document_that_fails_is_left_out_by_name() {
    let dir = TempDir::new().unwrap();
    let names = ["步道", "公园", "球场", "泳池"];
    let pages: Vec<String> = names
        .iter()
        .zip(7..)
        .map(|(name, serial)| {
            let page = PAGE.replace("步道", name).replace("]7号", &format!("]{serial}号"));
            file(&dir, &format!("{name}.html"), page)
        })
        .collect();
    let arguments: Vec<&str> = pages.iter().map(String::as_str).collect();
    assert!(import(dir.path(), &arguments).status.success());
    let corpus = dir.path().join("corpus");
    // A character too many, two clauses with one id, a record that is none.
    let source = fs::read_to_string(corpus.join("jfg-2024-7/source.txt")).unwrap();
    fs::write(corpus.join("jfg-2024-7/source.txt"), source + "多\n").unwrap();
    let record = fs::read_to_string(corpus.join("jfg-2024-9/document.toml")).unwrap();
    fs::write(corpus.join("jfg-2024-9/document.toml"), record.replace("jfg-2024-9", "jfg-2024-8")).unwrap();
    fs::write(corpus.join("jfg-2024-10/document.toml"), "id = 1").unwrap();
    let output = run(dir.path(), "clauses");
    assert!(output.status.success());
    let told = text(&output.stderr);
    for name in ["jfg-2024-7", "jfg-2024-9", "jfg-2024-10"] {
        assert!(told.contains(&format!("left out: corpus/{name}: ")), "{told}");
    }
    let found = clauses(dir.path());
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|it| it["document"] == "甲府规〔2024〕8号"), "the good one is published");
    let check = run(dir.path(), "check");
    assert!(check.status.success() && text(&check.stdout).contains("left out: corpus/jfg-2024-9: "));
}

#[test]
fn a_heading_with_nothing_beneath_is_a_clause() {
    let dir = TempDir::new().unwrap();
    let page = PAGE.replace(
        "<p>甲市人民政府</p>",
        "<p>甲市人民政府</p><p>附件1</p><p>步道申请表</p><p>附件2</p><p>步道登记表</p>",
    );
    let page = file(&dir, "page.html", page);
    assert!(import(dir.path(), &[&page]).status.success());
    let output = run(dir.path(), "clauses");
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    assert!(
        ["步道申请表", "步道登记表"].iter().all(|it| text(&output.stdout).contains(it)),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn validity_is_told_for_a_day() {
    let dir = TempDir::new().unwrap();
    let page = file(&dir, "page.html", PAGE);
    assert!(import(dir.path(), &[&page]).status.success());
    for (today, state) in [("2024-01-31", "not_yet"), ("2029-01-31", "in_force"), ("2029-02-01", "expired")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
        let output = command.arg("--root").arg(dir.path()).args(["clauses", "--today", today]).output().unwrap();
        let line: Value = serde_json::from_str(text(&output.stdout).lines().next().unwrap()).unwrap();
        let basis = "第二条，自施行之日推算";
        let right = serde_json::json!({"state": state, "from": "2024-02-01", "until": "2029-01-31", "basis": basis});
        assert_eq!(line["validity"], right, "{today}");
    }
}

/// A root with the page and one that repeals it from 2027 on.
fn two_versions() -> TempDir {
    let dir = TempDir::new().unwrap();
    let new = PAGE
        .replace("甲府规[2024]7号", "甲府规[2026]9号")
        .replace(
            "2024年2月1日起施行，有效期5年。",
            "2027年1月1日起施行。《甲市步道管理办法》（甲府规〔2024〕7号）同时废止。",
        )
        .replace("2024年1月3日", "2026年12月1日")
        // Longer, so that the shorter old article is the better match.
        .replace("方便居民健身", "方便居民健身和出行，保护山体、水体和树木，落实各区人民政府和街道办事处的责任");
    let pages = [file(&dir, "a.html", PAGE), file(&dir, "b.html", new)];
    assert!(import(dir.path(), &[&pages[0], &pages[1]]).status.success());
    dir
}

#[test]
fn what_is_repealed_ranks_behind_what_repealed_it_and_says_so() {
    let dir = two_versions();
    let index = dir.path().join("policies.idx");
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    let compiled = command.arg("--root").arg(dir.path()).args(["compile", "--out"]).arg(&index).output().unwrap();
    assert!(compiled.status.success(), "{}", text(&compiled.stderr));
    let hits = |today: &str, query: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
        command.args(["search", "--json", "--today", today, "--index"]).arg(&index).arg(query);
        let page: Value = serde_json::from_str(&text(&command.output().unwrap().stdout)).unwrap();
        let hits = page["hits"].as_array().unwrap().clone();
        hits.iter()
            .map(|it| (it["id"].as_str().unwrap().to_owned(), it["validity"]["state"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    let hit = |id: &str, state: &str| (id.to_owned(), state.to_owned());
    for query in ["规范步道的建设和管理", "步道怎么管理", "bu dao"] {
        let (before, after) = (hits("2026-12-31", query), hits("2027-01-01", query));
        let place = |hits: &[(String, String)], of: &(String, String)| hits.iter().position(|it| it == of);
        let old = place(&before, &hit("jfg-2024-7-1", "in_force"));
        assert!(old < place(&before, &hit("jfg-2026-9-1", "not_yet")), "{query}: {before:?}");
        let new = place(&after, &hit("jfg-2026-9-1", "unstated"));
        assert!(new.is_some() && new < place(&after, &hit("jfg-2024-7-1", "repealed")), "{query}: {after:?}");
    }
    let only_old = hits("2027-01-01", "有效期5年");
    assert_eq!(only_old[0], hit("jfg-2024-7-2", "repealed"), "what only the old one says stays where it is");
}

/// A mark on the imported page of [`PAGE`].
fn mark(kind: &str, line: &str, more: &str) -> String {
    format!("[[mark]]\nkind = \"{kind}\"\nline = \"{line}\"\nreason = \"原件如此\"\n{more}\n")
}

#[test]
fn marks_of_an_editor_change_the_outline_and_survive_a_new_version() {
    let dir = TempDir::new().unwrap();
    let more = "<p>甲市人民政府</p><p>2024年1月3日</p><p>附表说明</p><p>申请条件</p><p>年满六十岁。（二）有本市户籍\
        的居民。</p><p>（三）康付器具另行规定，按照市残疾人联合会的办法执行。</p><p>主办单位：甲市</p>";
    let text_of = |words: &str| PAGE.replace("<p>甲市人民政府</p><p>2024年1月3日</p>", &more.replace("六十", words));
    let page = file(&dir, "page.html", text_of("六十"));
    assert!(import(dir.path(), &[&page]).status.success());
    let marks = [
        mark("annex", "附表说明", ""),
        mark("heading", "申请条件", ""),
        mark("split", "年满", "at = \"（二）\""),
        mark("erratum", "（三）康付器具", "find = \"康付\"\nreplace = \"康复\""),
        mark("furniture", "主办单位：甲市", ""),
        mark("text", "没有这一行", ""),
    ];
    fs::write(dir.path().join("corpus/jfg-2024-7/marks.toml"), marks.concat()).unwrap();
    let check = |age: &str| {
        let all = clauses(dir.path());
        let found = |words: &str| all.iter().find(|it| it["text"].as_str().unwrap().contains(words)).cloned().unwrap();
        assert_eq!(found(age)["path"].as_array().unwrap().last().unwrap(), "申请条件");
        assert!(found(age)["id"].as_str().unwrap().starts_with("jfg-2024-7-a1-"), "{}", found(age)["id"]);
        assert_eq!(found("有本市户籍")["text"], "（二）有本市户籍的居民。");
        assert!(found("康复器具")["text"].as_str().unwrap().starts_with("（三）康复器具另行规定"));
        assert!(all.iter().all(|it| !it["text"].as_str().unwrap().contains("主办单位")));
        let said = run(dir.path(), "check");
        assert!(said.status.success(), "{}", text(&said.stderr));
        let said = text(&said.stdout);
        assert!(said.contains("note: corpus/jfg-2024-7/marks.toml: “没有这一行”在正文里有 0 处"), "{said}");
        assert!(!said.contains("left out"), "{said}");
    };
    check("年满六十岁。");
    fs::write(&page, text_of("六十五")).unwrap();
    assert!(import(dir.path(), &[&page]).status.success());
    check("年满六十五岁。");
    fs::write(dir.path().join("corpus/jfg-2024-7/marks.toml"), mark("split", "年满", "")).unwrap();
    let output = run(dir.path(), "clauses");
    assert!(text(&output.stderr).contains("this mark needs at"), "{}", text(&output.stderr));
}

/// A text with these lines below its head, imported with a mark beside it: the
/// clauses' ids behind the document's, and their words.
fn marked_clauses(lines: &str, mark: &str) -> Vec<String> {
    let dir = TempDir::new().unwrap();
    let file = file(&dir, "a.txt", format!("甲市步道办法\n甲府规〔2024〕7号\n{lines}\n"));
    assert!(import(dir.path(), &[&file]).status.success());
    fs::write(dir.path().join("corpus/jfg-2024-7/marks.toml"), mark).unwrap();
    let line = imported(&import(dir.path(), &[&file, "--json"]));
    let found = clauses(dir.path());
    assert_eq!(line["clauses"], found.len(), "import counts as the corpus does");
    let shown = |it: &Value| format!("{} {}", &it["id"].as_str().unwrap()[11..], it["text"].as_str().unwrap());
    found.iter().skip(1).map(shown).collect()
}

#[test]
fn every_kind_of_mark_does_what_it_says() {
    let twice = "一、申请\n甲乙丙丁，\n戊己庚辛。";
    for (lines, mark, right) in [
        ("申请的人\n甲。", mark("heading", "申请的人", ""), vec!["s1-p1 甲。"]),
        ("一、申请\n甲。", mark("text", "一、申请", ""), vec!["p1 一、申请", "p2 甲。"]),
        ("一、甲。\n说明文字\n1.乙。", mark("annex", "说明文字", ""), vec!["1 一、甲。", "a1-1 1.乙。"]),
        ("一、甲。\n本期编辑丙", mark("furniture", "本期编辑丙", ""), vec!["1 一、甲。"]),
        (twice, mark("join", "戊己庚辛", ""), vec!["1-p1 甲乙丙丁，戊己庚辛。"]),
        ("一、甲。二、乙。", mark("split", "一、甲", "at = \"二、\""), vec!["1 一、甲。", "2 二、乙。"]),
        ("一、康付。", mark("erratum", "一、康付。", "find = \"付\"\nreplace = \"复\""), vec!["1 一、康复。"]),
        ("二、乙。\n一、甲。", mark("move", "二、乙。", "after = \"一、甲\""), vec!["1 一、甲。", "2 二、乙。"]),
    ] {
        assert_eq!(marked_clauses(lines, &mark), right, "{mark}");
    }
}

#[test]
fn doubts_that_a_mark_settles_are_none_any_more() {
    let dir = TempDir::new().unwrap();
    let text = file(&dir, "a.txt", "甲市步道办法\n甲府规〔2024〕7号\n二、乙。\n一、甲。\n");
    let codes = || {
        let line = imported(&import(dir.path(), &[&text, "--json"]));
        let problems = line["problems"].as_array().unwrap().clone();
        problems.iter().map(|it| (it["line"].as_u64().unwrap(), it["code"].as_str().unwrap().to_owned())).collect()
    };
    let told = || self::text(&run(dir.path(), "check").stdout);
    let before: Vec<_> = codes();
    assert_eq!(before, [(3, "number-order".to_owned())]);
    assert!(told().contains("source.txt:3: number-order"));
    let marks = dir.path().join("corpus/jfg-2024-7/marks.toml");
    fs::write(&marks, mark("move", "二、乙。", "after = \"一、甲\"")).unwrap();
    assert!(!told().contains("number-order"), "check knows it before the next import does");
    assert_eq!(codes(), Vec::<(u64, String)>::new());
    fs::write(&marks, mark("heading", "不在了", "")).unwrap();
    assert_eq!(codes(), [(3, "number-order".to_owned()), (0, "stale-mark".to_owned())]);
    fs::write(&marks, "[[mark]]\nkind = \"heading\"\nline = \"一、甲。\"\n").unwrap();
    let output = import(dir.path(), &[&text]);
    let told = self::text(&output.stderr);
    assert!(output.status.code() == Some(1) && told.contains("marks.toml") && told.contains("reason"), "{told}");
}

/// A file of the tests' own.
fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/build/data").join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_locked_pdf_is_refused_and_a_restricted_one_is_read() {
    let dir = TempDir::new().unwrap();
    let output = import(dir.path(), &[&data("locked.pdf"), "--json"]);
    let refused: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    assert_eq!((output.status.code(), &refused["refused"]["code"]), (Some(1), &"password".into()));
    assert!(text(&output.stderr).contains("文件有密码保护") && !dir.path().join("corpus").exists());
    // What may not be printed or copied can be read without a password.
    imported(&import(dir.path(), &[&data("restricted.pdf"), "--json"]));
    let source = fs::read_dir(dir.path().join("corpus")).unwrap().next().unwrap().unwrap().path().join("source.txt");
    assert_eq!(fs::read_to_string(source).unwrap(), "Footpaths of the city, and who keeps them.\n");
}

#[test]
fn two_offices_may_share_a_serial() {
    let dir = TempDir::new().unwrap();
    let text =
        |office: &str| format!("关于步道的通知\n{office}〔2024〕3号\n各区：\n一、{office}建设步道。\n二、维护步道。\n");
    let files = ["甲政办", "甲民规"].map(|it| file(&dir, &format!("{it}.txt"), text(it)));
    assert!(import(dir.path(), &[&files[0], &files[1]]).status.success());
    let ids: Vec<String> = clauses(dir.path()).iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect();
    assert!(ids.contains(&"jzb-2024-3-1".to_owned()) && ids.contains(&"jmg-2024-3-1".to_owned()), "{ids:?}");
    assert!(run(dir.path(), "check").status.success());
}

#[test]
fn what_the_importer_made_is_said_where_the_source_is() {
    let dir = TempDir::new().unwrap();
    let items = PAGE.replace("<p>第一条", "<ol><li>步道是道路。</li><li>公园是绿地。</li></ol><p>第一条");
    let files = [file(&dir, "plain.html", PAGE), file(&dir, "made.html", items.replace("]7号", "]8号"))];
    assert!(import(dir.path(), &[&files[0], &files[1]]).status.success());
    let build = policy_index::compile::build::build(dir.path(), Default::default()).unwrap_or_else(|it| panic!("{it}"));
    let sentence = "文中的自动编号由导入软件补出";
    let said = |number: &str| {
        let document = build.corpus.documents.iter().position(|it| it.number == number).unwrap();
        let clauses = build.corpus.clauses.iter().filter(move |it| usize::from(it.document) == document);
        let document = &build.corpus.documents[document];
        let made = clauses.filter(|it| document.made_in(it).eq([sentence])).map(|it| it.text.as_str());
        (document.made_sentences().collect::<Vec<_>>(), made.collect::<Vec<_>>())
    };
    assert_eq!(said("甲府规〔2024〕7号"), (vec![], vec![]));
    assert_eq!(said("甲府规〔2024〕8号"), (vec![sentence], vec!["1. 步道是道路。", "2. 公园是绿地。"]));
    let page = policy_index::export::static_page::page(&build.corpus);
    assert!(page.contains("原件：文中的自动编号由导入软件补出"));
}
