//! In what words an imported document is found that nobody wrote words or questions for.

use super::*;

/// Whether the search is sure of an answer, and the first hit.
fn first(index: &Path, query: &str) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    command.args(["search", "--json", "--index"]).arg(index).arg(query);
    let page: Value = serde_json::from_str(&text(&command.output().unwrap().stdout)).unwrap();
    (page["confident"].as_bool().unwrap(), page["hits"][0]["id"].as_str().unwrap_or_default().to_owned())
}

/// 遛狗 and 公租房 are in `elsewhere.txt`: of the first office's documents none is about them.
#[test]
fn what_people_call_it_finds_a_document_that_is_about_it() {
    let dir = TempDir::new().unwrap();
    let dogs = "甲市养犬管理办法\n甲府规〔2026〕4号\n第一条 携带犬只外出的，应当用长度不超过2米的牵引带牵引犬只，主动避让行人。\n\
        第二条 犬只伤人的，养犬人应当将伤者送医。\n第三条 养犬人应当为犬只注射疫苗；不得遗弃犬只。\n第四条 本办法自2026年3月1日起施行。\n";
    let homes = "甲市公共租赁住房管理办法\n甲府规〔2026〕5号\n第一条 公共租赁住房的租金按月缴纳，每平方米8元。\n\
        第二条 公共租赁住房不得转租。\n第三条 本办法自2026年3月1日起施行。\n";
    let files = [file(&dir, "dogs.txt", dogs), file(&dir, "homes.txt", homes)];
    assert!(import(dir.path(), &[&files[0], &files[1]]).status.success());
    let index = dir.path().join("policies.idx");
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    let compiled = command.arg("--root").arg(dir.path()).args(["compile", "--out"]).arg(&index).output().unwrap();
    assert!(compiled.status.success(), "{}", text(&compiled.stderr));
    for (query, id) in
        [("遛狗", "jfg-2026-4-3"), ("养狗要打疫苗吗", "jfg-2026-4-3"), ("公租房能转租吗", "jfg-2026-5-2")]
    {
        assert_eq!(first(&index, query), (true, id.to_owned()), "{query}");
    }
    assert_eq!(first(&index, "公租房房租多少钱").1, "jfg-2026-5-1");
    assert!(!first(&index, "网约车怎么申请").0, "what no document is about stays elsewhere");
}

#[test]
fn names_in_bold_head_what_stands_below_them() {
    let dir = TempDir::new().unwrap();
    let guide = "<h1>甲市补贴办事指南</h1><div id=\"zoom\"><p><b>办理时限</b></p><p>10个工作日</p>\
                 <p style=\"font-weight: bold\">收费标准</p><p>不收费</p></div>";
    let page = file(&dir, "guide.html", format!("<html><body>{guide}</body></html>"));
    assert!(import(dir.path(), &[&page]).status.success());
    let found = clauses(dir.path());
    let placed: Vec<(&Value, &Value)> = found.iter().map(|it| (&it["path"], &it["text"])).collect();
    let (time, fee) = (serde_json::json!(["办理时限"]), serde_json::json!(["收费标准"]));
    let (days, free) = (Value::from("10个工作日"), Value::from("不收费"));
    assert_eq!(placed[1..], [(&time, &days), (&fee, &free)]);
}
