mod fields;
mod large;
mod site;

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
