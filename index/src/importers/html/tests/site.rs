//! What is the article, what is the site around it, and what is the article called?

use super::*;

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

#[test]
fn tables_of_the_text_keep_what_is_called_like_parts_of_a_site() {
    let table = "<table><tr class=\"header\"><th>序号</th><th>对象</th></tr>\
                 <tr><td>1</td><td><a href=\"a.html\">甲办法</a><a href=\"b.html\">乙办法</a></td></tr>\
                 <tr><td>2</td><td>乙</td></tr></table>";
    let read = lines(&format!("<body><h1>甲市步道补贴指南</h1><p>{LONG}</p>{table}<p>{LONG}</p></body>"));
    assert_eq!(read[2..5], ["序号\t对象", "1\t甲办法乙办法", "2\t乙"], "{read:?}");
}

#[test]
fn what_is_not_shown_is_counted_once() {
    for shut in
        ["<nav><a>首页</a><a>新闻</a></nav>", "<p>分享图</p>", "<div class=\"title\">甲市步道补贴网站说明</div>"]
    {
        let hidden = format!("<div style=\"display:none\">{shut}</div>");
        let read = lines(&format!("<body>{hidden}<h1>甲市步道补贴指南</h1><p>{LONG}</p>{hidden}</body>"));
        assert_eq!(read, ["甲市步道补贴指南", LONG], "{shut}");
        let read = lines(&format!(
            "<body>{hidden}<h1>甲市步道补贴指南</h1><div id=\"zoom\"><p>{LONG}</p>{hidden}</div></body>"
        ));
        assert_eq!(read, ["甲市步道补贴指南", LONG], "{shut}");
    }
}

#[test]
fn heads_and_feet_of_sections_are_text() {
    let text = format!(
        "<div class=\"section-header\">一、申请条件</div><p>{LONG}</p><div class=\"section-header\">申请材料</div><p>{LONG}</p>\
         <div class=\"article-footer\"><p>甲市民政局</p><p>2024年1月3日</p></div>"
    );
    let right = ["甲市步道办法", "一、申请条件", LONG, "申请材料", LONG, "甲市民政局", "2024年1月3日"];
    assert_eq!(lines(&format!("<body><h1>甲市步道办法</h1>{text}</body>")), right);
}

#[test]
fn a_page_without_end_is_refused() {
    let deep = "<div>".repeat(2_000);
    assert_eq!(read(&format!("<body>{deep}<p>{LONG}</p></body>")).unwrap_err().code, "too-deep");
}
