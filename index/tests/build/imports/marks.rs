//! What an editor decided about a document's lines, and what becomes of it with a new version.

use super::*;

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
