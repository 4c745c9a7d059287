//! What an imported document is to the corpus: a part of it by lying there, or left out by name.

use super::*;

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
fn two_documents_never_share_a_folder() {
    let dir = TempDir::new().unwrap();
    let first = file(&dir, "a.html", PAGE);
    let second = file(&dir, "b.html", PAGE.replace("步道", "公园"));
    let output = import(dir.path(), &[&first, &second, "--json"]);
    let ids: Vec<Value> = text(&output.stdout).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!((&ids[0]["id"], &ids[1]["id"]), (&"jfg-2024-7".into(), &"jfg-2024-7v2".into()));
}

#[test]
fn a_title_that_many_have_replaces_nothing() {
    let dir = TempDir::new().unwrap();
    let text_of = |answers: &[&str]| format!("常见问题解答\n{}", answers.join("\n"));
    let allowance =
        file(&dir, "a.txt", text_of(&["问：低保标准是多少？", "答：800元。", "问：何时发放？", "答：每月10日。"]));
    let fund = file(&dir, "b.txt", text_of(&["问：公积金能贷多少？", "答：60万元。"]));
    let newer =
        file(&dir, "c.txt", text_of(&["问：低保标准是多少？", "答：850元。", "问：何时发放？", "答：每月10日。"]));
    let output = import(dir.path(), &[&allowance, &fund, &newer, &fund, "--json"]);
    let all: Vec<Value> = text(&output.stdout).lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let ids: Vec<&str> = all.iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["cjwtjd", "cjwtjdv2", "cjwtjd", "cjwtjdv2"]);
    let is_told = |it: &Value| it["problems"].as_array().unwrap().iter().any(|it| it["code"] == "same-title");
    assert_eq!(all.iter().map(is_told).collect::<Vec<_>>(), [false, true, false, true]);
}
