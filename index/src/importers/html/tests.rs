use super::*;
use crate::importers::reading::count;

/// Reads a page and holds its ledger.
fn reading(text: &str) -> Reading {
    let reading = read(text).unwrap();
    let source: usize = reading.lines.iter().map(|it| count(&it.text) - it.num_made()).sum();
    let left_out: usize = reading.left_out.0.values().sum();
    assert_eq!(reading.num_original, source + left_out, "every character of the page: {reading:#?}");
    reading
}

fn lines(text: &str) -> Vec<String> {
    reading(text).lines.into_iter().map(|it| it.text).collect()
}

const LONG: &str =
    "第一条 为了规范城市步道的建设和管理，方便居民健身，根据有关法律、法规，结合本市实际，制定本办法，请遵照执行。";

#[test]
fn the_article_comes_in_and_the_rest_is_left_out_by_class() {
    let page = format!(
        "<html><head><title>甲市步道办法 - 甲市人民政府</title><style>p {{}}</style>\
         <meta name=\"ArticleTitle\" content=\"甲市步道办法\"><meta name=\"PubDate\" content=\"2024-01-03\"></head>\
         <body><div class=\"nav\"><a>首页</a><a>政务公开</a></div><script>var a = '不是文字';</script>\
         <h1>甲市步道办法</h1><div class=\"info\">来源：甲市人民政府 浏览次数：<span>-</span></div>\
         <div id=\"zoomcon\"><p>{LONG}</p><p>第二条 本办法自2024年2月1日起施行。</p><p style=\"display: none\">藏起来的字</p>\
         <p>【打印】【关闭窗口】</p></div><div class=\"footer\">主办单位：甲市人民政府办公室</div></body></html>"
    );
    let reading = reading(&page);
    let texts: Vec<&str> = reading.lines.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["甲市步道办法", LONG, "第二条 本办法自2024年2月1日起施行。"]);
    let classes: Vec<&str> = reading.left_out.0.keys().map(|it| it.name()).collect();
    assert_eq!(classes, ["navigation", "footer", "window_title", "page_fields", "hidden"]);
    let field = |name: &str| reading.field(&[name]).map(|it| it.value.as_str());
    assert_eq!((field("ArticleTitle"), field("PubDate")), (Some("甲市步道办法"), Some("2024-01-03")));
    assert_eq!(reading.lines[1].place, "#zoomcon > p[1]");
}

#[test]
fn an_article_without_a_known_container_is_found_by_its_text() {
    let page = format!(
        "<body><div><ul><li><a>首页</a></li><li><a>新闻中心新闻中心新闻中心</a></li></ul></div>\
         <div><div><p>{LONG}</p><p>{LONG}</p></div></div><div><a>友情链接</a></div></body>"
    );
    assert_eq!(lines(&page), [LONG, LONG]);
}

#[test]
fn an_article_printed_twice_comes_in_once() {
    let article = format!("<div id=\"UCAP-CONTENT\"><p>{LONG}</p></div>");
    let reading = reading(&format!("<body><div>{article}</div><div>{article}</div></body>"));
    assert_eq!((reading.lines.len(), reading.left_out.0[&LeftOut::Duplicate]), (1, count(LONG)));
}

#[test]
fn lines_break_where_a_browser_breaks_them() {
    let page = format!(
        "<div id=\"zoom\"><p>{LONG}</p><p>　　甲<b>乙</b>\n丙<br>丁&nbsp;戊</p><div>己<p>庚</p>辛</div>\
         <p>&#8203;（一）壬；</p><p>&nbsp;</p>第 2 条 a\nb</div>"
    );
    assert_eq!(lines(&page)[1..], ["甲乙丙", "丁 戊", "己", "庚", "辛", "（一）壬；", "第 2 条 a b"]);
}

#[test]
fn a_header_of_two_rows_keeps_its_blank_cells_and_merged_cells_below_are_repeated() {
    let page = format!(
        "<div id=\"zoom\"><p>{LONG}</p><table><tr><td colspan=3>附件1 甲表</td></tr>\
         <tr><td rowspan=2>序号</td><td colspan=2>标准</td></tr><tr><td>城市</td><td>农村</td></tr>\
         <tr><td rowspan=2>1</td><td>100</td><td><p>80</p><p>（轮椅另计）</p></td></tr><tr><td>90</td><td></td></tr>\
         </table></div>"
    );
    let reading = reading(&page);
    let texts: Vec<&str> = reading.lines.iter().skip(1).map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["附件1 甲表", "序号\t标准\t", "\t城市\t农村", "1\t100\t80 （轮椅另计）", "1\t90\t"]);
    assert_eq!(reading.lines.iter().map(ReadLine::num_made).sum::<usize>(), 1);
}

#[test]
fn tables_that_only_place_things_are_paragraphs() {
    let page = format!("<div id=\"zoom\"><table><tr><td><p>{LONG}</p><p>乙。</p></td></tr></table></div>");
    assert_eq!(lines(&page), [LONG, "乙。"]);
}

#[test]
fn numbers_that_a_browser_makes_are_marked_as_made() {
    let list = "<ol start=3><li>甲；</li><li>4. 乙。</li></ol><ol style=\"list-style: none\"><li>丙</li></ol>";
    let reading = reading(&format!("<div id=\"zoom\"><p>{LONG}</p>{list}</div>"));
    let texts: Vec<&str> = reading.lines.iter().skip(1).map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["3. 甲；", "4. 乙。", "丙"]);
    assert_eq!((reading.lines[1].made.len(), reading.lines[1].num_made()), (1, 2));
}

#[test]
fn linked_attachments_are_named_as_missing() {
    let reading = reading(&format!("<div id=\"zoom\"><p>{LONG}</p><p>附件：</p><p><a>附件1.docx</a></p></div>"));
    assert_eq!(reading.lines.len(), 1);
    assert!(reading.problems.iter().any(|it| it.code == "attachment-missing" && it.message.contains("附件1.docx")));
}

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
fn a_saved_page_says_where_it_is_from() {
    let page = format!("<!-- saved from url=(0029)https://www.example.gov.cn/1 -->\n<div id=\"zoom\">{LONG}</div>");
    assert_eq!(reading(&page).address.as_deref(), Some("https://www.example.gov.cn/1"));
}

#[test]
fn attachments_beside_the_article_are_named_too() {
    let page = "<body><div id=zoomcon><p>甲市步道管理办法</p><p>第一条 为了规范步道的建设和管理，方便居民健身，制定本办法。</p>\
        <p>附件：<a href='/a/1.docx'>申请表</a></p></div><div class='fj'>附件下载：<a href='/a/2.pdf?x=1'>流程图</a>\
        <a href='/a/1.docx'>申请表</a></div><div class='related'><a href='/b/9.pdf'>别的文件</a></div><a href='/c.html'>首页</a></body>";
    let reading = read(page).unwrap();
    let told = &reading.problems.iter().find(|it| it.code == "attachment-missing").unwrap().message;
    assert!(told.contains("申请表、流程图（") && !told.contains("别的文件"), "{told}");
    assert_eq!(reading.left_out.0[&LeftOut::Attachment], 6);
}

#[test]
fn lines_that_are_shown_as_written_are_lines() {
    let words = format!("甲市步道管理办法\n　　{LONG}\n　　第二条 乙。");
    for tag in ["pre", "div style='white-space: pre-wrap'"] {
        let end = tag.split(' ').next().unwrap();
        assert_eq!(lines(&format!("<body><div id=zoom><{tag}>{words}</{end}></div></body>")).len(), 3, "{tag}");
    }
    assert_eq!(lines(&format!("<body><div id=zoom><p>{words}</p></div></body>")).len(), 1);
}

#[test]
fn the_head_of_a_sheet_is_no_text() {
    let page = format!(
        "<body><div title='header'><p>文件汇编</p></div><p>甲市步道管理办法</p><p>{LONG}</p><div title='footer'><p>1</p></div></body>"
    );
    assert_eq!(lines(&page), ["甲市步道管理办法", LONG]);
    let left_out = reading(&page).left_out.0;
    assert_eq!((left_out[&LeftOut::Header], left_out[&LeftOut::Footer]), (4, 1));
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

#[test]
fn an_article_in_a_cell_beside_the_menu_is_found() {
    let page = |title: &str, body: &str| {
        format!(
            "<body><div><a>首页</a></div><table><tr><td><ul><li><a>通知公告</a></li></ul></td><td><table>\
             <tr><td class=\"{title}\">甲市步道补贴标准</td></tr><tr><td>来源：甲市民政局&nbsp;时间：2024-03-05</td></tr>\
             <tr><td>{body}</td></tr><tr><td>【打印】【关闭】上一篇：<a>关于放假的通知</a></td></tr></table></td></tr></table>\
             <div>版权所有：甲市民政局</div></body>"
        )
    };
    let body = format!("{LONG}<br>第二条 乙。");
    for page in [page("bt", &format!("<div id=\"fontzoom\">{body}</div>")), page("x", &body)] {
        assert_eq!(lines(&page), ["甲市步道补贴标准", LONG, "第二条 乙。"]);
    }
}

#[test]
fn an_article_with_a_table_is_found_in_a_page_of_tables() {
    let title = "甲县自然资源局国有建设用地使用权挂牌出让公告";
    let data = "<table><tr><td>地块编号</td><td>面积</td></tr><tr><td>JX2026-01</td><td>23456</td></tr></table>";
    let page = format!(
        "<head><title>{title}(甲自然告字[2026]3号)</title></head><body><table><tr><td><a>首页</a> | <a>公告</a></td></tr></table>\
         <table><tr><td><table><tr><td>公示公告</td></tr><tr><td><a>征地公告</a></td></tr></table></td><td><table>\
         <tr><td><font><b>{title}</b></font></td></tr><tr><td>甲自然告字[2026]3号</td></tr>\
         <tr><td>发布时间：2026-2-10 点击数：88</td></tr><tr><td><font>{LONG}<br>{data}第二条 乙。</font></td></tr>\
         <tr><td>上一篇：<a>关于放假的通知</a> 下一篇：没有了</td></tr><tr><td>【<a>打印</a>】【<a>关闭</a>】</td></tr>\
         </table></td></tr></table><table><tr><td>版权所有：甲县自然资源局</td></tr></table></body>"
    );
    let right = [title, "甲自然告字[2026]3号", LONG, "地块编号\t面积", "JX2026-01\t23456", "第二条 乙。"];
    assert_eq!(lines(&page), right);
}

#[test]
fn an_amount_over_columns_is_that_of_each() {
    let page = format!(
        "<div id=\"zoom\"><p>{LONG}</p><table><tr><td>名称</td><td>儿童</td><td>成人</td></tr>\
         <tr><td>轮椅</td><td>1200</td><td>1000</td></tr><tr><td rowspan=2>坐便椅</td><td colspan=2 rowspan=2>300元</td></tr>\
         <tr></tr><tr><td>助视器</td><td colspan=2>见附件</td></tr><tr><td colspan=2>合计2项</td><td>不限</td></tr></table></div>"
    );
    let reading = reading(&page);
    let rows: Vec<&str> = reading.lines[1..].iter().map(|it| it.text.as_str()).collect();
    assert_eq!(rows[1..], ["轮椅\t1200\t1000", "坐便椅\t300元\t300元", "助视器\t见附件\t", "合计2项\t\t不限"]);
    assert_eq!(reading.lines[3].num_made(), 4);
}

#[test]
fn sentences_that_old_pages_break_at_one_width_are_put_together() {
    let full = "第一条　为规范网络预约出租汽车经营服务行为，保障运营安全和乘客合法权益";
    let rest = "，制定本细则。";
    let other = "第二条　申请从事网约车经营的，应当向道路运输管理机构提出申请，并提交下";
    let wide = format!(
        "\u{3000}\u{3000}{full}<br>\n{rest}<br>\n\u{3000}\u{3000}{other}<br>\n列材料：<br>\n\u{3000}\u{3000}甲。"
    );
    let hard = format!(
        "&nbsp;&nbsp;&nbsp;&nbsp;{full}<br>{rest}<br>&nbsp;&nbsp;&nbsp;&nbsp;{other}<br>列材料：<br>&nbsp;&nbsp;&nbsp;&nbsp;甲。"
    );
    let pre = format!("<pre>    {full}\n{rest}\n    {other}\n列材料：\n    甲。</pre>");
    let right = [format!("{full}{rest}"), format!("{other}列材料："), "甲。".to_owned()];
    for text in [wide, hard, pre] {
        assert_eq!(lines(&format!("<body><div id=\"zoomcon\">{text}</div></body>")), right, "{text}");
    }
    // Blocks are paragraphs, whatever their width.
    let blocks = [full, rest, other].map(|it| format!("<p>{it}</p>")).concat();
    assert_eq!(lines(&format!("<body><div id=\"zoomcon\">{blocks}</div></body>")).len(), 3);
}

/// A page of the site 甲市民政局 with this window and these elements above an article.
fn page_of(window: &str, above: &str, container: &str) -> String {
    let article = format!("<{container}><p>各区民政局：</p><p>{LONG}</p></div>");
    format!("<html><head><title>{window}</title></head><body>{above}{article}</body></html>")
}

#[test]
fn title_and_number_above_the_article_are_found() {
    let title = "甲市民政局关于步道的通知";
    let number = "甲民发〔2024〕1号";
    let window = format!("{title} - 甲市民政局");
    for (window, above) in [
        (window.as_str(), format!("<h2>{title}</h2><div class=wh>{number}</div>")),
        ("", format!("<h2>{title}</h2><p align=center>{number}</p>")),
        ("甲市民政局", format!("<h3>{title}</h3><p>{number}</p>")),
        ("甲市民政局", format!("<h1 class=logo>甲市民政局</h1><div class=title>{title}</div><h4>{number}</h4>")),
        (window.as_str(), format!("<h1>甲市民政局</h1><h2>{title}</h2><div>{number}</div>")),
        ("政府信息公开", format!("<p><b>{title}</b></p><p>{number}</p><div>发布时间：2024-02-03</div>")),
    ] {
        for container in ["div id=zoom", "div class=con", "div class=x"] {
            let lines = lines(&page_of(window, &above, container));
            assert_eq!(lines[..2], [title, number], "{above} {container}");
        }
    }
    // 文号 and a number are label and value of one field.
    let labelled = format!("<h1>{title}</h1><ul><li><b>文号</b>{number}</li></ul><p>文号</p><p>{number}</p>");
    assert_eq!(lines(&page_of("", &labelled, "div id=zoom"))[1], "各区民政局：");
}

#[test]
fn the_name_of_the_window_is_the_last_resort() {
    for (window, right) in [
        ("甲市民政局关于步道的通知 - 甲市民政局", Some("甲市民政局关于步道的通知")),
        ("甲市2021-2025年步道规划_规划计划_甲市政府网", Some("甲市2021-2025年步道规划")),
        ("甲市民政局关于步道的通知", Some("甲市民政局关于步道的通知")),
        ("步道上的两三件事情-甲市民政局", Some("步道上的两三件事情")),
        ("甲市民政局", None),
        ("政府信息公开目录", None),
        ("通知公告-甲市民政局", None),
    ] {
        let reading = reading(&page_of(window, "", "div id=zoom"));
        assert_eq!(reading.field(&["窗口标题"]).map(|it| it.value.as_str()), right, "{window}");
    }
}

#[test]
fn what_the_site_prints_around_an_article_without_container_is_left_out() {
    let menu = "<ul><li><a href='/a'>个人服务</a></li><li><a href='/b'>法人服务</a></li></ul>";
    let text = format!("<h2>一、受理条件</h2><p>{LONG}</p><h2>二、办理流程</h2><p>乙。</p>");
    let foot = "主办：甲市民政局 甲ICP备19000000号-1";
    for (head, main, tail) in [
        (format!("<header><nav>{menu}</nav></header>"), "section", format!("<footer>{foot}</footer>")),
        (format!("<div class=top-nav>{menu}</div>"), "p", format!("<div class=site-footer>{foot}</div>")),
        ("<div><b>受理条件</b><i>办理流程</i><i>常见问题</i></div>".to_owned(), "p", String::new()),
        (
            format!("<div>{menu}</div><div>当前位置：首页 &gt; 通知</div>"),
            "p",
            format!("<div role=contentinfo>{foot}</div>"),
        ),
        (
            "<div><a href='/a'>首页</a> | <a href='/b'>通知</a></div><div>甲市民政局</div>".to_owned(),
            "p",
            String::new(),
        ),
    ] {
        let page = format!("<body>{head}<h1>步道补贴指南</h1><{main}>{text}<ul><li>丙</li></ul></{main}>{tail}</body>");
        assert_eq!(lines(&page), ["步道补贴指南", "一、受理条件", LONG, "二、办理流程", "乙。", "丙"], "{page}");
    }
    // A paragraph of links to documents and links to files are the article's.
    let own = "<p>依据：<a href='1.html'>《甲办法》</a>、<a href='2.html'>《乙办法》</a></p>";
    assert_eq!(
        lines(&format!("<body><div>{menu}</div><h1>步道补贴指南</h1><p>{LONG}</p>{own}</body>"))[2],
        "依据：《甲办法》、《乙办法》"
    );
}

#[test]
fn links_to_related_pages_below_the_text_are_left_out() {
    let links = "<ul><li><a href='b.html'>甲市步道办法</a></li></ul>";
    for related in [format!("<div class=xg><h3>相关文件</h3>{links}</div>"), format!("<p>相关链接：</p>{links}")]
    {
        let reading = reading(&format!("<body><div id=zoom><p>{LONG}</p>{related}</div></body>"));
        assert_eq!(
            (reading.lines.len(), reading.left_out.0.contains_key(&LeftOut::Navigation)),
            (1, true),
            "{related}"
        );
    }
    let own = "<p>相关文件</p><p>甲市步道办法规定如下：</p>";
    assert_eq!(lines(&format!("<body><div id=zoom><p>{LONG}</p>{own}</div></body>")).len(), 3);
}

#[test]
fn a_name_over_the_first_rows_is_repeated_and_parts_are_rows() {
    let table = |rows: &str| lines(&format!("<div id=zoom><p>{LONG}</p><table>{rows}</table></div>"))[1..].join("/");
    let grouped =
        "<tr><td rowspan=2>基本信息</td><td>事项名称</td><td>步道</td></tr><tr><td>实施主体</td><td>甲局</td></tr>";
    assert_eq!(table(grouped), "基本信息\t事项名称\t步道/基本信息\t实施主体\t甲局");
    let part = |name: &str| format!("<tr><td colspan=2>{name}</td></tr>");
    let row = |label: &str| format!("<tr><th>{label}</th><td>步道</td></tr>");
    let parts = [part("基本信息"), row("事项名称"), row("实施主体"), part("办理信息"), row("办理时限")].concat();
    assert_eq!(table(&parts), "基本信息\t/事项名称\t步道/实施主体\t步道/办理信息\t/办理时限\t步道");
    let captioned = [part("甲表"), row("事项名称"), row("实施主体")].concat();
    assert_eq!(table(&captioned), "甲表/事项名称\t步道/实施主体\t步道");
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

#[test]
fn pages_without_an_article_are_refused_by_what_they_are() {
    let links = "<ul><li><a href=1.html>关于步道的通知</a> 2024-01-02</li><li><a href=2.html>关于公园的通知</a> 2024-01-02</li></ul>";
    for (page, code) in [
        ("<title>404</title><h1>您访问的页面不存在</h1><p>请返回首页。</p>", "error-page"),
        ("<title>甲市民政局</title><p>抱歉，找不到您要的页面</p>", "error-page"),
        ("<h1>404 Not Found</h1><hr><center>nginx</center>", "error-page"),
        (
            "<title>一图读懂</title><h1>一图读懂步道政策</h1><div id=zoom><img src=a.jpg><img src=b.jpg></div>",
            "picture",
        ),
        (&format!("<title>通知公告</title>{links}"), "list-page"),
    ] {
        assert_eq!(read(page).map_err(|it| it.code).unwrap_err(), code, "{page}");
    }
    let captioned = "<h1>一图读懂步道政策</h1><div id=zoom><p>来看图。</p><img src=a.jpg></div>";
    assert!(reading(captioned).problems.iter().any(|it| it.code == "text-in-pictures"));
    let own =
        format!("<h1>步道找不到怎么办</h1><div id=zoom><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div>");
    assert!(reading(&own).problems.is_empty());
}

#[test]
fn short_sections_are_no_tabs_and_long_menus_are_doubtful() {
    let table = "<table><tr><th>事项</th><td>补贴</td></tr><tr><th>时限</th><td>10日</td></tr></table>";
    let section = |name: &str, body: &str| format!("<section><h2>{name}</h2>{body}</section>");
    let page = [section("一、条件", table), section("二、流程", &format!("<p>{LONG}</p>"))].concat();
    let right = ["步道补贴指南", "一、条件", "事项\t补贴", "时限\t10日", "二、流程", LONG];
    assert_eq!(lines(&format!("<body><div><h1>步道补贴指南</h1></div>{page}</body>")), right);
    let aside = format!("<h1>步道补贴指南</h1><p>{LONG}</p><aside><p>{LONG}</p><p>{LONG}</p></aside>");
    let codes = |page: &str| reading(page).problems.into_iter().map(|it| it.code).collect::<Vec<_>>();
    assert_eq!(codes(&format!("<body>{aside}</body>")), ["article-doubtful"]);
    let rows = "<div><b>事项：</b>补贴</div><div><b>时限：</b>10日</div>";
    assert_eq!(codes(&format!("<body><h1>步道补贴指南</h1><div id=zoom>{rows}</div></body>")), [""; 0]);
}

#[test]
fn what_an_article_without_container_links_to_is_kept() {
    let links = "<ul><li><a href=1.html>甲康复中心</a></li><li><a href=2.html>乙康复中心</a></li></ul>";
    let row = |at: usize| format!("<tr><td>{at}</td><td><a href={at}.html>关于步道的通知之{at}</a></td></tr>");
    let table = format!("<table><tr><td>序号</td><td>文件</td></tr>{}{}</table>", row(1), row(2));
    for (own, num_lines) in [
        (format!("<p>下列机构可以办理：</p>{links}"), 3),
        (table, 3),
        ("<div class=location>甲路1号二楼</div>".to_owned(), 1),
        ("<div class=header><p>甲民发〔2024〕1号</p></div>".to_owned(), 1),
    ] {
        let page = format!("<body><h1>步道补贴指南</h1>{own}<p>{LONG}</p></body>");
        assert_eq!(lines(&page).len(), num_lines + 2, "{page}");
    }
    // A heading in the middle of the text is not its title.
    let inner = format!("<p>一、总体要求</p><p>{LONG}</p><p>二、任务</p><h1>甲市步道建设办法</h1><p>{LONG}</p>");
    assert_eq!(lines(&format!("<body>{inner}</body>")).len(), 5);
    let foot = "<p>主办：甲市民政局 网站标识码：4401000004</p>";
    assert_eq!(lines(&format!("<body><h1>步道补贴指南</h1><p>{LONG}</p>{foot}</body>")).len(), 2);
}

#[test]
fn text_behind_tabs_is_told() {
    let other = "申请人应当向户籍所在地街道提出申请，提交身份证和户口簿，街道应当在五个工作日内完成审核，并报区民政局复核后公示七日。";
    let page = |hidden: &str| {
        let panels = format!("<div class=tab><p>{LONG}</p></div><div class=tab style='display:none'>{hidden}</div>");
        format!("<body><h1>步道补贴指南</h1>{panels}<div class=tip style='display:none'>{other}{other}</div></body>")
    };
    let codes = |hidden: &str| reading(&page(hidden)).problems.into_iter().map(|it| it.code).collect::<Vec<_>>();
    assert_eq!(codes(&format!("<p>{other}</p><p>{other}</p>")), ["hidden-text"]);
    assert_eq!(codes(&format!("<p>{LONG}</p><p>{LONG}</p>")), [""; 0]);
}
