//! What the page says beside the article: meta names, and the labels that
//! government sites print above it.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;

use super::dom::{NodeId, NodeRef};
use super::walk::Walk;
use crate::importers::dates::{pattern, plain};
use crate::importers::reading::{Field, LeftOuts};

/// Labels as sites print them; each value reaches up to the next label.
static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(统一编号|索引号|发文字号|文号|实施日期|施行日期|生效日期|失效日期|废止日期|成文日期|发文日期|发布日期|发布时间|\
         发布机关|发布机构|发文机关|制定机关|文件状态|有效性|时效性|信息来源|文章来源|稿件来源|来源|作者|字体大小|字体|主题词|标题|名称|主题分类|分类|浏览次数|公开方式)[：:]",
    )
});
/// Words that alone, or with others of these, are no text of a document.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:[【\\[(（|·]*(?:打印(?:本页|文章)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)|收藏(?:本页)?|分享(?:到|至)?[：:]?|扫一扫.{0,30}|\
         字体(?:大小)?[：:]?|[大中小]|微信|微博|QQ空间|下载(?:原文|文字版|附件)?|我要纠错|责任编辑[：:].{0,12}|编辑[：:].{0,12}|\
         上一篇[：:].{0,80}|下一篇[：:].{0,80}|(?:浏览|阅读|访问|点击)(?:次数|量)[：:]?[-0-9]*次?|(?:信息)?来源[：:].{0,40}|\
         发(?:布|文)(?:日期|时间)[：:][-0-9:年月日]{0,20}|在手机上(?:打开|查看).{0,12}|相关(?:附件|文档|链接|解读)[：:]?|用手机.{0,20})\
         [】\\])）|·]*)+$",
    )
});

/// Everything the page says of the document, outside of the article and in the furniture inside of it.
pub(crate) fn page_fields(html: &Html, taken: &HashSet<NodeId>, furniture: &HashSet<NodeId>) -> Vec<Field> {
    let mut fields = metas(html);
    let mut seen = HashSet::new();
    let inside = html.tree.root().descendants().filter(|it| furniture.contains(&it.id()));
    let inside = inside.flat_map(|it| lines_beside(html, it, furniture));
    for line in lines_beside(html, html.tree.root(), taken).into_iter().chain(inside) {
        for field in labelled(&line).into_iter().chain(fields_in_cells(&line).unwrap_or_default()) {
            if seen.insert(field.name.clone()) {
                fields.push(field);
            }
        }
    }
    fields
}

fn metas(html: &Html) -> Vec<Field> {
    let known = ["articletitle", "pubdate", "contentsource", "keywords", "columnname", "url"];
    let metas =
        html.tree.root().descendants().filter_map(|it| it.value().as_element()).filter(|it| it.name() == "meta");
    let named = metas.filter_map(|it| Some((it.attr("name")?, it.attr("content")?.trim())));
    let ours = named.filter(|(name, value)| known.contains(&name.to_lowercase().as_str()) && !value.is_empty());
    ours.map(|(name, value)| Field { name: name.to_owned(), value: value.to_owned() }).collect()
}

/// Lines of the page around the article; hidden ones too, for some sites fill
/// in these labels by script.
fn lines_beside(html: &Html, node: NodeRef, taken: &HashSet<NodeId>) -> Vec<String> {
    let mut ignored = LeftOuts::default();
    let mut walk = Walk::new(html, taken, &mut ignored);
    walk.inside(node);
    walk.end_line();
    walk.lines.into_iter().map(|it| it.text).filter(|it| it.chars().count() < 600).collect()
}

/// What the labels of a line say.
pub(crate) fn labelled(line: &str) -> Vec<Field> {
    let line = line.split('\t').map(plain).collect::<Vec<_>>().join("\t");
    let found: Vec<_> = LABELS.find_iter(&line).collect();
    let ends = found.iter().skip(1).map(regex::Match::start).chain([line.len()]);
    let fields = found.iter().zip(ends).filter_map(|(label, end)| {
        let value = line[label.end()..end].trim().split('\t').next().unwrap_or_default().to_owned();
        let name = label.as_str().trim_end_matches(['：', ':']).to_owned();
        (!value.is_empty() && value != "-").then_some(Field { name, value })
    });
    fields.collect()
}

/// The line belongs to the page, not to the document.
pub(crate) fn is_beside_article(line: &str) -> bool {
    BESIDE.is_match(&plain(line).replace('丨', "|"))
}

/// A day as pages print it and documents do not: 2024-01-15 10:20.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:T?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?$")
});

/// The day that is all of a line above an article, as the field it is.
pub(crate) fn bare_day(line: &str) -> Option<Field> {
    let text = plain(line);
    DAY.is_match(&text).then(|| Field { name: "发布日期".to_owned(), value: text })
}

/// A line of the page's own labels: 发布日期：… 来源：…
pub(crate) fn is_fields(line: &str) -> bool {
    let text = plain(line);
    if DAY.is_match(&text) {
        return true;
    }
    let first = LABELS.find(&text).filter(|it| it.start() == 0).map(|it| it.as_str().trim_end_matches(['：', ':']));
    let known = [
        "发布日期",
        "发布时间",
        "信息来源",
        "文章来源",
        "稿件来源",
        "来源",
        "作者",
        "字体大小",
        "字体",
        "浏览次数",
        "索引号",
        "发布机构",
        "成文日期",
        "主题词",
        "主题分类",
        "分类",
    ];
    text.chars().count() <= 120 && first.is_some_and(|it| known.contains(&it))
}

/// The label that is all of these words, its colon aside.
pub(super) fn label(words: &str) -> Option<String> {
    let name = plain(words).trim_end_matches(['：', ':']).to_owned();
    let whole = format!("{name}：");
    LABELS.find(&whole).is_some_and(|it| it.as_str() == whole).then_some(name)
}

/// What the cells of a row say, label beside value, if the row begins with a label.
pub(crate) fn fields_in_cells(line: &str) -> Option<Vec<Field>> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    (1 < cells.len()).then(|| label(cells[0]))??;
    let named = cells.windows(2).filter_map(|it| Some((label(it[0])?, it[1])));
    let said = named.filter(|(_, value)| !value.is_empty() && label(value).is_none());
    Some(said.map(|(name, value)| Field { name, value: value.to_owned() }).collect())
}

static FILE_NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?i)\\.(?:docx?|pdf|xlsx?|wps|et|zip|rar|ofd|pptx?|rtf)[）)》]*$"));

/// The name of a file and nothing else.
pub(crate) fn is_attachment(line: &str) -> bool {
    !line.contains(['\t', '。']) && line.chars().count() <= 120 && FILE_NAME.is_match(line.trim())
}

/// 附件： alone, or 相关附件
pub(crate) fn is_attachment_label(line: &str) -> bool {
    let text = plain(line);
    ["附件", "相关附件", "附件下载"].contains(&text.trim_end_matches(['：', ':']))
}
