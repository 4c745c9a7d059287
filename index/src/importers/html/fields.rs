//! What the page says beside the article: meta names, and the labels that
//! government sites print above it.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;

use super::dom::{self, NodeId, NodeRef};
use super::walk::{Walk, blocks};
use super::window::is_title;
use crate::importers::dates::{pattern, plain};
use crate::importers::facts::is_name;
use crate::importers::reading::{Field, LeftOuts, count};

/// Labels as sites print them; each value reaches up to the next label.
static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(统一编号|索引号|发文字号|文号|实施日期|施行日期|生效日期|失效日期|废止日期|成文日期|发文日期|发布日期|发布时间|\
         公开日期|发表日期|发表时间|更新日期|更新时间|日期|时间|\
         发布机关|发布机构|发文机关|制定机关|文件状态|有效性|时效性|信息来源|文章来源|稿件来源|来源|作者|字体大小|字体|主题词|\
         (?:信息|文件|公文|法规)?(?:标题|名称)|主题分类|分类|浏览次数|公开方式)[：:]",
    )
});
/// Labels that are parts of others: 事项名称, 受理时间, 资金来源.
const SHORT: [&str; 8] = ["标题", "名称", "日期", "时间", "来源", "作者", "分类", "字体"];
/// Names of labels that only a page has, never a document.
const OF_PAGE: [&str; 12] = [
    "索引号",
    "文号",
    "发文字号",
    "统一编号",
    "成文日期",
    "发文日期",
    "发布日期",
    "发布机构",
    "发文机关",
    "公开日期",
    "主题分类",
    "有效性",
];
/// More is a text, not what a page says of one.
const MAX_LIST_CHARS: usize = 600;
/// The day of an article stands so near above it.
const NUM_BLOCKS_ABOVE: usize = 6;
/// A longer value is text.
const MAX_VALUE_CHARS: usize = 160;
/// Words that alone, or with others of these, are no text of a document.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:[【\\[(（|·]*(?:打印(?:本页|文章)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)|收藏(?:本页)?|分享(?:到|至)?[：:]?|扫一扫.{0,30}|\
         字体(?:大小)?[：:]?|[大中小]|微信|微博|QQ空间|下载(?:原文|文字版|附件)?|我要纠错|责任编辑[：:].{0,12}|编辑[：:].{0,12}|\
         上一篇[：:].{0,80}|下一篇[：:].{0,80}|(?:浏览|阅读|访问|点击)(?:次数|量|数)[：:]?[-0-9]*次?|\
         (?:浏览|阅读|访问|点击|点赞|在看|转发|评论)[：:]?[0-9][0-9,.]*万?\\+?次?|点赞|在看|(?:请?点击.{0,6})?阅读原文.{0,8}|\
         (?:一审|二审|三审|初审|复审|终审|审核|审签|校对|监制|责编|供稿|撰稿|记者|通讯员|摄影|排版|制图|策划|统筹)[：:/].{1,12}|(?:信息)?来源[：:].{0,40}|\
         发(?:布|文)(?:日期|时间)[：:][-0-9:年月日]{0,20}|在手机上(?:打开|查看).{0,12}|相关(?:附件|文档|链接|解读)[：:]?|用手机.{0,20})\
         [】\\])）|·]*)+$",
    )
});

/// Everything the page says of the document, outside of the article and in the furniture inside of it.
pub(crate) fn page_fields(html: &Html, taken: &HashSet<NodeId>, furniture: &HashSet<NodeId>) -> Vec<Field> {
    let mut fields = metas(html);
    let mut seen = HashSet::new();
    let inside = html.tree.root().descendants().filter(|it| furniture.contains(&it.id()));
    let inside = lines_beside(html, inside, furniture);
    let lines = lines_beside(html, [html.tree.root()], taken).into_iter().chain(inside);
    let by_lines = lines.flat_map(|it| labelled(&it).into_iter().chain(fields_in_cells(&it).unwrap_or_default()));
    let by_lines: Vec<Field> = by_lines.collect();
    let said = by_lines.into_iter().chain(pairs_beside(html, taken, furniture));
    for field in said.chain(day_above(html, taken)) {
        if seen.insert(field.name.clone()) {
            fields.push(field);
        }
    }
    fields
}

/// The day alone in an element between title and article; the head of a site may print today's, and lists of other
/// pages theirs.
fn day_above(html: &Html, taken: &HashSet<NodeId>) -> Option<Field> {
    let is_listed = |it: NodeRef| dom::is(it, &["li", "a", "dd", "option", "title", "script", "style"]);
    let above = html.tree.root().descendants().take_while(|it| !taken.contains(&it.id()));
    let mut near: Vec<NodeRef> = blocks(above.filter(|it| !it.ancestors().any(is_listed)));
    near = near.split_off(near.len().saturating_sub(NUM_BLOCKS_ABOVE));
    let day_in = |it: &NodeRef| it.descendants().find_map(|it| bare_day(it.value().as_text()?));
    let at = near.iter().rposition(|it| day_in(it).is_some())?;
    let is_heading = |it: &NodeRef| dom::is(*it, &["h1", "h2", "h3"]) || is_title(&plain(&dom::text(html, it.id())));
    near[..at].iter().any(is_heading).then(|| day_in(&near[at]))?
}

/// Labels and values that are elements of their own, outside of the article.
fn pairs_beside(html: &Html, taken: &HashSet<NodeId>, furniture: &HashSet<NodeId>) -> Vec<Field> {
    let is_beside = |id: NodeId| {
        let mut above = dom::node(html, id).ancestors().map(|it| it.id());
        above.find(|it| taken.contains(it) || furniture.contains(it)).is_none_or(|it| furniture.contains(&it))
    };
    pairs(html, html.tree.root()).into_iter().filter(|it| is_beside(it.0)).map(|it| it.1).collect()
}

fn metas(html: &Html) -> Vec<Field> {
    let elements = html.tree.root().descendants().filter_map(|it| it.value().as_element());
    let metas = elements.filter(|it| it.name() == "meta");
    let named = metas.filter_map(|it| Some((it.attr("name").or(it.attr("property"))?, it.attr("content")?.trim())));
    let known = named.filter_map(|(name, value)| Some((name_of_meta(name)?, value))).filter(|it| !it.1.is_empty());
    let value = |name: &str, value: &str| if name == "PubDate" { day_of_meta(value) } else { value.to_owned() };
    known.map(|(name, it)| Field { name: name.to_owned(), value: value(name, it) }).collect()
}

/// Sites write these names in small and capital letters.
fn name_of_meta(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "articletitle" => "ArticleTitle",
        "pubdate" | "publishdate" | "publish_date" | "publish-date" | "publishtime" | "article:published_time" => {
            "PubDate"
        }
        "contentsource" => "ContentSource",
        "keywords" => "Keywords",
        "columnname" => "ColumnName",
        "url" => "Url",
        _ => return None,
    })
}

/// `2024/2/3 10:22:00` and `20240203` as days; the time behind a day would be read into it.
fn day_of_meta(value: &str) -> String {
    let day = value.split([' ', 'T']).next().unwrap_or_default();
    let is_packed = day.len() == 8 && day.bytes().all(|it| it.is_ascii_digit());
    match is_packed.then(|| (day.get(..4), day.get(4..6), day.get(6..))) {
        Some((Some(year), Some(month), Some(day))) => format!("{year}-{month}-{day}"),
        _ if value.contains('年') => value.to_owned(),
        _ => day.to_owned(),
    }
}

/// Lines of the page around the article, or of what the site has inside of it; hidden ones too, for some sites fill
/// in these labels by script.
fn lines_beside<'a>(
    html: &'a Html,
    nodes: impl IntoIterator<Item = NodeRef<'a>>,
    taken: &HashSet<NodeId>,
) -> Vec<String> {
    let mut ignored = LeftOuts::default();
    let mut walk = Walk::new(html, taken, &mut ignored);
    for node in nodes {
        walk.inside(node);
        walk.end_line();
    }
    walk.lines.into_iter().map(|it| it.text).filter(|it| it.chars().count() < 600).collect()
}

/// What the labels of a line say; a day alone before them is that on which it was published.
pub(crate) fn labelled(line: &str) -> Vec<Field> {
    line.split('\t').enumerate().flat_map(|(at, cell)| labelled_cell(cell, line.split('\t').nth(at + 1))).collect()
}

/// What a cell says; the value of its last label may stand in the next one.
fn labelled_cell(cell: &str, next: Option<&str>) -> Vec<Field> {
    let text = Spaced::of(cell);
    let found: Vec<_> = LABELS.find_iter(&text.plain).filter(|it| text.begins_label(it)).collect();
    let ends = found.iter().skip(1).map(regex::Match::start).chain([text.plain.len()]);
    let mut fields: Vec<Field> = Vec::new();
    if let Some(first) = found.first() {
        let day = bare_day(&cell[..text.places[text.plain[..first.start()].chars().count()]]);
        fields.extend(day.filter(|_| first.start() > 0));
    }
    for (label, end) in found.iter().zip(ends) {
        let name = canonical(label.as_str().trim_end_matches(['：', ':']));
        let from = text.plain[..label.end()].chars().count();
        let to = text.plain[..end].chars().count();
        let inside = &cell[text.places[from]..text.places[to]];
        let beside = next.filter(|it| !LABELS.is_match(&plain(it))).unwrap_or_default();
        let value = if inside.trim().is_empty() { beside } else { inside };
        let value = if name.ends_with(['期', '间']) { day_of(value) } else { plain(value) };
        if !value.is_empty() && value != "-" {
            fields.push(Field { name: name.to_owned(), value });
        }
    }
    fields
}

/// A text without its white space, and where each of its characters was.
struct Spaced {
    plain: String,
    /// Byte of each character of `plain` in the text, and the text's length.
    places: Vec<usize>,
    /// Characters of `plain` before which there was white space.
    parted: HashSet<usize>,
}

impl Spaced {
    fn of(text: &str) -> Self {
        let mut spaced = Self { plain: plain(text), places: Vec::new(), parted: HashSet::new() };
        let mut is_parted = true;
        for (at, c) in text.char_indices() {
            if !c.is_whitespace() {
                if is_parted {
                    spaced.parted.insert(spaced.places.len());
                }
                spaced.places.push(at);
            }
            is_parted = c.is_whitespace();
        }
        spaced.places.push(text.len());
        spaced
    }

    /// It is not the end of another label: 事项名称 is no 名称.
    fn begins_label(&self, label: &regex::Match) -> bool {
        let before = &self.plain[..label.start()];
        let is_short = SHORT.contains(&label.as_str().trim_end_matches(['：', ':']));
        let goes_on = before.chars().next_back().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        !is_short || !goes_on || self.parted.contains(&before.chars().count())
    }
}

/// 信息名称 is the title as 名称 is.
fn canonical(label: &str) -> &str {
    let bare = ["信息", "文件", "公文", "法规"].iter().find_map(|it| label.strip_prefix(it));
    bare.filter(|it| ["标题", "名称"].contains(it)).unwrap_or(label)
}

/// The day that a value begins with, without the time behind it.
fn day_of(value: &str) -> String {
    static NUMERIC: LazyLock<Regex> =
        LazyLock::new(|| pattern("^\\s*((?:19|20)[0-9]{2}\\s*[-/.]\\s*[0-9]{1,2}\\s*[-/.]\\s*[0-9]{1,2})(?:[^0-9]|$)"));
    plain(NUMERIC.captures(value).and_then(|it| it.get(1)).map_or(value, |it| it.as_str()))
}

/// Labels without a colon and the values beside them: `<dt>`, `<label>`, `<span>`, each with where the label is.
pub(super) fn pairs(html: &Html, node: NodeRef) -> Vec<(NodeId, Field)> {
    let words = |it: NodeRef| dom::text(html, it.id());
    let is_short = |it: &NodeRef| it.value().is_element() && (2..=12).contains(&count(&words(*it)));
    let labels = node.descendants().filter(is_short).filter_map(|it| Some((it, label(&words(it))?)));
    let mut found: Vec<(NodeId, Field)> = Vec::new();
    for (it, name) in labels {
        // Of elements around each other the outer one.
        let is_inside = it.ancestors().any(|it| found.last().is_some_and(|last| last.0 == it.id()));
        if let Some(value) = value_beside(html, it).filter(|it| !is_inside && is_value(&name, it)) {
            let value = if name.ends_with(['期', '间']) { day_of(&value) } else { value };
            found.push((it.id(), Field { name, value }));
        }
    }
    found
}

/// The words right behind an element, or behind the one that holds nothing but it.
fn value_beside(html: &Html, label: NodeRef) -> Option<String> {
    let length = |it: NodeRef| count(&shown(html, it));
    let behind = |it: NodeRef| it.next_siblings().find(|it| length(*it) > 0).map(|it| it.id());
    let around = || label.parent().filter(|it| length(*it) == length(label));
    let value = dom::node(html, behind(label).or_else(|| behind(around()?))?);
    let is_form = |it: NodeRef| dom::is(it, &["select", "option", "button", "input", "textarea", "form"]);
    let words = shown(html, value).split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = words.chars().count() <= MAX_VALUE_CHARS && !value.descendants().any(is_form);
    fits.then_some(words)
}

/// A form to search with has such labels too, and other words beside them.
fn is_value(name: &str, value: &str) -> bool {
    let has_digit = || value.contains(|c: char| c.is_numeric());
    let is_known = match name {
        "文号" | "发文字号" | "统一编号" | "索引号" => has_digit(),
        "标题" | "名称" => is_name(value),
        "日期" | "时间" | "来源" | "作者" | "分类" | "字体" | "字体大小" | "浏览次数" => false,
        _ if name.ends_with(['期', '间']) => has_digit(),
        _ => !["全部", "不限", "请选择"].contains(&value),
    };
    is_known && label(value).is_none()
}

/// Words of an element or a text node.
fn shown(html: &Html, node: NodeRef) -> String {
    node.value().as_text().map_or_else(|| dom::text(html, node.id()), |text| text.to_string())
}

/// 文号, 发布日期 … and their values, and hardly a word beside them.
pub(super) fn is_list_of_fields(html: &Html, node: NodeRef) -> bool {
    let num_chars = count(&dom::text(html, node.id()));
    if num_chars > MAX_LIST_CHARS || num_chars == 0 {
        return false;
    }
    let pairs = pairs(html, node);
    let said: usize = pairs.iter().map(|(_, it)| count(&it.name) + count(&it.value)).sum();
    let is_of_page = |name: &str| OF_PAGE.contains(&name);
    1 < pairs.len() && pairs.iter().any(|(_, it)| is_of_page(&it.name)) && num_chars * 4 <= said * 5
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
    DAY.is_match(&plain(line)).then(|| Field { name: "发布日期".to_owned(), value: day_of(line) })
}

/// A line of the page's own labels: 发布日期：… 来源：…; a day may stand before them.
pub(crate) fn is_fields(line: &str) -> bool {
    static DAY_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern("^(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:T?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")
    });
    static BARE: LazyLock<Regex> =
        LazyLock::new(|| pattern("^(?:日期|时间)[：:](?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}[0-9:]*$"));
    let text = plain(line);
    if DAY.is_match(&text) || BARE.is_match(&text) {
        return true;
    }
    let rest = DAY_BEFORE.find(&text).map_or(text.as_str(), |it| &text[it.end()..]);
    let first = LABELS.find(rest).filter(|it| it.start() == 0).map(|it| it.as_str().trim_end_matches(['：', ':']));
    let known = [
        "发布日期",
        "发布时间",
        "公开日期",
        "公开方式",
        "发表日期",
        "发表时间",
        "更新日期",
        "更新时间",
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
    LABELS.find(&whole).is_some_and(|it| it.as_str() == whole).then(|| canonical(&name).to_owned())
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
