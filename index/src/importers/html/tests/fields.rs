//! What a page says beside its article.

use super::*;

#[test]
fn what_the_page_prints_beside_the_article_is_read() {
    let page = format!(
        "<body><table><tr><td>索引号：</td><td>1144</td><td>发布机构：</td><td>甲市民政局</td></tr>\
         <tr><td>文　号：</td><td>甲民规〔2024〕3号</td><td>成文日期：</td><td>2024-03-14</td></tr></table>\
         <ul><li><span>失效日期：</span> 2029年12月06日</li></ul><div class=\"article-content\"><p>发布日期：2024-04-08 \
         来源：甲市民政局 字体：【大 中 小】</p><p>{LONG}</p></div></body>"
    );
    let reading = reading(&page);
    let field = |name: &str| reading.field(&[name]).map_or("", |it| it.value.as_str());
    let names = ["索引号", "发布机构", "文号", "成文日期", "失效日期", "发布日期", "来源"];
    let right = ["1144", "甲市民政局", "甲民规〔2024〕3号", "2024-03-14", "2029年12月06日", "2024-04-08", "甲市民政局"];
    for (name, right) in names.into_iter().zip(right).filter(|it| it.0 != "发布日期") {
        assert_eq!(field(name), right, "{name}");
    }
    assert!(field("发布日期").starts_with("2024-04-08"));
    assert_eq!(reading.lines.len(), 1, "labels at the head of the article are the page's");
}

#[test]
fn labels_in_cells_beside_the_article_need_no_colon() {
    let page = format!(
        "<body><table><tr><td>统一编号</td><td>JZ0320240007</td><td>文 号</td><td>甲民规〔2024〕7号</td></tr>\
         <tr><td>实施日期</td><td>2024年03月04日</td><td>失效日期</td><td></td></tr><tr><td>文件状态</td><td>有效</td></tr></table>\
         <div id=\"zoomcon\"><p>{LONG}</p></div></body>"
    );
    let reading = reading(&page);
    let right = [
        ("统一编号", "JZ0320240007"),
        ("文号", "甲民规〔2024〕7号"),
        ("实施日期", "2024年03月04日"),
        ("文件状态", "有效"),
    ];
    for (name, value) in right {
        assert_eq!(reading.field(&[name]).map(|it| it.value.as_str()), Some(value), "{name}");
    }
    assert_eq!(reading.field(&["失效日期"]), None);
}

#[test]
fn a_day_above_the_article_is_a_field() {
    let page = "<article><h1>甲市步道建设办法的通知</h1><p><time>2024-01-15 10:20</time></p><p>甲府〔2024〕1号</p>\
        <p>第一条 为了规范步道的建设和管理，方便居民健身，制定本办法。</p></article>";
    let reading = read(page).unwrap();
    assert_eq!(reading.lines[1].text, "甲府〔2024〕1号");
    assert_eq!(reading.field(&["发布日期"]).map(|it| it.value.as_str()), Some("2024-01-15"));
}

#[test]
fn a_table_of_labels_above_the_text_is_what_the_page_says() {
    let page = |rows: &str| {
        let table = format!("<table>{rows}</table><p>甲市关于印发步道办法的通知</p><p>{LONG}</p>");
        format!("<body><div id=\"zoom\">{table}</div></body>")
    };
    let fields = "<tr><td>索引号：</td><td>0001/2024-5</td><td>主题分类</td><td></td></tr>\
        <tr><td>标　　题：</td><td colspan=\"3\">甲市关于印发步道办法的通知</td></tr>\
        <tr><td>发文字号：</td><td>甲规〔2024〕2号</td><td>发布日期：</td><td>2024年8月23日</td></tr>";
    let found = reading(&page(fields));
    assert_eq!(found.lines.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["甲市关于印发步道办法的通知", LONG]);
    for (name, value) in
        [("标题", "甲市关于印发步道办法的通知"), ("发文字号", "甲规〔2024〕2号"), ("发布日期", "2024年8月23日")]
    {
        assert_eq!(found.field(&[name]).map(|it| it.value.as_str()), Some(value));
    }
    assert_eq!(found.field(&["主题分类"]), None);
    // A table of the document's own, of which one row has such a name.
    let own = "<tr><td>名称</td><td>数量</td></tr><tr><td>步道</td><td>3</td></tr>";
    assert_eq!(lines(&page(own))[0], "名称\t数量");
}

/// What a page with this head and these elements above the article says.
#[track_caller]
fn check_fields(head: &str, above: &str, right: &[(&str, &str)]) {
    let page = format!("<html><head>{head}</head><body>{above}<div id=zoom><p>{LONG}</p></div></body></html>");
    let reading = reading(&page);
    for (name, value) in right {
        let found = reading.field(&[name]).map_or("", |it| it.value.as_str());
        assert_eq!(found, *value, "{name} in {head}{above}");
    }
}

#[test]
fn labels_and_values_may_be_elements_of_their_own() {
    for above in [
        "<dl><dt>文号</dt><dd>甲民规〔2024〕7号</dd><dt>发布日期</dt><dd>2024-02-03</dd></dl>",
        "<div><label>文号</label><em>甲民规〔2024〕7号</em></div><div><label>发布日期</label><em>2024/2/3 10:22</em></div>",
        "<ul><li><span>文　号</span>甲民规〔2024〕7号</li><li><span>发布日期</span><i>2024-02-03</i></li></ul>",
        "<div><p><b>文号</b></p><p>甲民规〔2024〕7号</p></div><div><b>发布日期：</b>2024年2月3日</div>",
    ] {
        check_fields("", above, &[("文号", "甲民规〔2024〕7号")]);
    }
    let own = "<ul><li><span>文号：</span>甲民规〔2024〕7号</li><li><span>公开日期：</span>2024-02-03</li></ul>";
    let found = reading(&format!("<body>{own}<h1>甲市民政局步道办法</h1><p>{LONG}</p></body>"));
    assert_eq!(found.lines[0].text, "甲市民政局步道办法");
    assert_eq!(found.field(&["公开日期"]).map(|it| it.value.as_str()), Some("2024-02-03"));
    // 事项名称 is not the name of the page.
    check_fields("", "<p>事项名称：步道</p><p>信息名称：甲办法</p>", &[("名称", "甲办法")]);
}

#[test]
fn the_day_of_publication_is_read_in_all_its_forms() {
    for (name, value) in [
        ("name=PubDate", "2024/2/3 10:22:00"),
        ("name=publishdate", "2024-02-03"),
        ("name=pubdate", "20240203"),
        ("property='article:published_time'", "2024-02-03T10:00:00+08:00"),
    ] {
        let right = value.split([' ', 'T']).next().unwrap().replace("20240203", "2024-02-03");
        check_fields(&format!("<meta {name} content='{value}'>"), "", &[("PubDate", &right)]);
    }
    for (line, name, value) in [
        ("日期：2024-02-03", "日期", "2024-02-03"),
        ("时间：2024年2月3日", "时间", "2024年2月3日"),
        ("公开日期：2024-2-3 10:20", "公开日期", "2024-2-3"),
        ("2024-02-03 来源：甲市民政局", "发布日期", "2024-02-03"),
        ("发表时间：2024/02/03", "发表时间", "2024/02/03"),
        ("受理时间：2024-02-03", "时间", ""),
        ("<h1>步道补贴指南</h1><div><i>甲发布</i><em>2024-02-03 18:30</em><i>甲市</i></div>", "发布日期", "2024-02-03"),
        ("今天是 <em>2024-02-03</em><h1>步道补贴指南</h1>", "发布日期", ""),
        ("<h1>步道补贴指南</h1><ul><li><a>关于公园的通知</a><span>2024-02-03</span></li></ul>", "发布日期", ""),
    ] {
        check_fields("", &format!("<div>{line}</div>"), &[(name, value)]);
    }
}

#[test]
fn who_made_the_page_and_how_often_it_was_read_is_no_text() {
    for tail in [
        "编辑：王五　审核：李四",
        "编辑：李雷　审核：韩梅梅　终审：王强",
        "责任编辑：王五",
        "来源：甲市民政局",
        "阅读 1024",
        "阅读 10万+ 在看 3",
        "浏览次数：123",
    ] {
        let page = format!("<body><div id=zoom><p>{LONG}</p><p>{tail}</p><p>【打印】</p></div></body>");
        assert_eq!(lines(&page), [LONG], "{tail}");
    }
    for own in ["审核：市民政局应当在收到申请之日起十日内审核。", "来源于财政的资金", "阅读室开放时间"]
    {
        assert_eq!(lines(&format!("<body><div id=zoom><p>{LONG}</p><p>{own}</p></div></body>")).len(), 2, "{own}");
    }
}
