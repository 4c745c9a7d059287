//! From when to when an imported document is in force, and what follows it.

use super::*;

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

/// The validity of a page's first clause on a day.
fn validity(page: &str, today: &str) -> Value {
    let dir = TempDir::new().unwrap();
    assert!(import(dir.path(), &[&file(&dir, "page.html", page)]).status.success());
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    let output = command.arg("--root").arg(dir.path()).args(["clauses", "--today", today]).output().unwrap();
    let line: Value = serde_json::from_str(text(&output.stdout).lines().next().unwrap()).unwrap();
    line["validity"].clone()
}

#[test]
fn what_speaks_of_validity_is_named_also_without_a_number() {
    let term = "本办法自2024年2月1日起施行，有效期5年。";
    let plain = PAGE.replace("<p>第一条 ", "<p>").replace(&format!("第二条 {term}"), term);
    let note =
        format!("<p>甲市步道管理办法</p><p>各区：</p><p>现印发给你们，{}</p>", term.trim_start_matches("本办法"));
    let note = PAGE.replace(term, "乙。").replace("<p>甲市步道管理办法</p>", &note);
    let named = PAGE.replace("<p>第一条 ", "<p>目的</p><p>").replace("第二条 ", "施行日期</p><p>");
    for (page, place) in [(&plain, "正文"), (&note, "正文"), (&named, "施行日期")] {
        let found = validity(page, "2026-01-01");
        assert_eq!(found["basis"], format!("{place}，自施行之日推算"), "{page}");
        assert_eq!((found["state"].as_str(), found["until"].as_str()), (Some("in_force"), Some("2029-01-31")));
    }
}

#[test]
fn the_fields_of_a_page_say_what_its_text_does_not() {
    let fields = |status: &str| {
        format!(
            "<body><div class=\"info\"><ul><li>实施日期：2024-03-01</li><li>失效日期：2026-02-28</li>\
             <li>文件状态：{status}</li></ul></div>"
        )
    };
    let silent = PAGE.replace("第二条 本办法自2024年2月1日起施行，有效期5年。", "第二条 乙。");
    for (status, today, state) in [("有效", "2026-01-01", "in_force"), ("失效", "2026-03-01", "expired")] {
        let found = validity(&silent.replace("<body>", &fields(status)), today);
        let basis = "网页字段 失效日期";
        let right = serde_json::json!({"state": state, "from": "2024-03-01", "until": "2026-02-28", "basis": basis});
        assert_eq!(found, right);
    }
}

#[test]
fn a_plan_runs_for_the_years_that_its_title_names() {
    for (years, state) in [("“十四五”步道发展规划", "plan_over"), ("“十五五”步道发展规划", "planned")]
    {
        let dir = TempDir::new().unwrap();
        let plan = format!(
            "甲县关于印发甲县{years}的通知\n甲政发〔2026〕3号\n各镇：\n现印发给你们。\n甲县{years}\n一、目标\n乙。\n"
        );
        assert!(import(dir.path(), &[&file(&dir, "plan.txt", plan)]).status.success());
        let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
        let output = command.arg("--root").arg(dir.path()).args(["clauses", "--today", "2026-11-26"]).output().unwrap();
        let line: Value = serde_json::from_str(text(&output.stdout).lines().next().unwrap()).unwrap();
        assert_eq!(line["validity"]["state"], state, "{years}");
    }
}

/// A root with the page and one that repeals it from 2027 on. Their first articles differ by `more`, which the old or the
/// new one has besides: the shorter one is the better match.
fn two_versions(is_new_longer: bool) -> TempDir {
    let dir = TempDir::new().unwrap();
    let new = PAGE
        .replace("甲府规[2024]7号", "甲府规[2026]9号")
        .replace(
            "2024年2月1日起施行，有效期5年。",
            "2027年1月1日起施行。《甲市步道管理办法》（甲府规〔2024〕7号）同时废止。",
        )
        .replace("2024年1月3日", "2026年12月1日");
    let longer = "方便居民健身和出行，保护山体、水体和树木，落实各区人民政府和街道办事处的责任";
    let lengthen =
        |page: &str, is_longer| if is_longer { page.replace("方便居民健身", longer) } else { page.to_owned() };
    let pages =
        [file(&dir, "a.html", lengthen(PAGE, !is_new_longer)), file(&dir, "b.html", lengthen(&new, is_new_longer))];
    assert!(import(dir.path(), &[&pages[0], &pages[1]]).status.success());
    dir
}

/// Identifiers and states of the hits of a query.
fn hits(index: &Path, today: &str, query: &str) -> Vec<(String, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
    command.args(["search", "--json", "--today", today, "--index"]).arg(index).arg(query);
    let page: Value = serde_json::from_str(&text(&command.output().unwrap().stdout)).unwrap();
    let told =
        |it: &Value| (it["id"].as_str().unwrap().to_owned(), it["validity"]["state"].as_str().unwrap().to_owned());
    page["hits"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn the_version_that_counts_today_ranks_first_and_both_say_so() {
    let hit = |id: &str, state: &str| (id.to_owned(), state.to_owned());
    for is_new_longer in [true, false] {
        let dir = two_versions(is_new_longer);
        let index = dir.path().join("policies.idx");
        let mut command = Command::new(env!("CARGO_BIN_EXE_policy-index"));
        let compiled = command.arg("--root").arg(dir.path()).args(["compile", "--out"]).arg(&index).output().unwrap();
        assert!(compiled.status.success(), "{}", text(&compiled.stderr));
        for query in ["规范步道的建设和管理", "步道怎么管理", "bu dao"] {
            let (before, after) = (hits(&index, "2026-12-31", query), hits(&index, "2027-01-01", query));
            let place = |hits: &[(String, String)], of: &(String, String)| hits.iter().position(|it| it == of);
            let old = place(&before, &hit("jfg-2024-7-1", "in_force"));
            assert!(old.is_some() && old < place(&before, &hit("jfg-2026-9-1", "not_yet")), "{query}: {before:?}");
            let new = place(&after, &hit("jfg-2026-9-1", "unstated"));
            assert!(new.is_some() && new < place(&after, &hit("jfg-2024-7-1", "repealed")), "{query}: {after:?}");
        }
        let only_old = hits(&index, "2027-01-01", "有效期5年");
        assert_eq!(only_old[0], hit("jfg-2024-7-2", "repealed"), "what only the old one says stays where it is");
        let only_new = hits(&index, "2026-12-31", "2027年1月1日起施行");
        assert_eq!(only_new[0], hit("jfg-2026-9-2", "not_yet"), "and so does what only the new one says");
    }
}
