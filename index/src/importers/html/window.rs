//! What is the browser's window called: the document, a column, the site?

use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;

use super::dom::{self, NodeRef};
use crate::importers::dates::{pattern, plain};
use crate::importers::facts::is_name;
use crate::importers::reading::{Field, count};

/// A shorter name may be that of a column of the site.
pub(super) const MIN_NAME_CHARS: usize = 8;
/// Shorter words occur in any window's name.
const MIN_PART_CHARS: usize = 10;

/// Classes and ids of a title that sections of the site have too.
pub(super) const OFTEN_TITLED: [&str; 10] =
    ["bt", "biaoti", "wzbt", "title", "tit", "xl_title", "con_title", "content_title", "detail-title", "art_title"];

/// What sites put between a title and their own name.
static PARTED: LazyLock<Regex> = LazyLock::new(|| pattern("[_|｜]|\\s[-—–－]+\\s|[-–－]{2,}"));
/// The same where it may belong to the title; in 2021-2025 it does.
static HYPHEN: LazyLock<Regex> = LazyLock::new(|| pattern("[-–－]"));
/// How the name of a site ends, or of the office whose site it is.
static SITE_END: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:网|网站|门户|平台|政府|局|委|委员会|厅|办公室|残联|联合会|中心|频道)$"));
/// Columns of sites whose names end as titles do.
pub(super) static COLUMN: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:政府)?(?:信息公开|政策文件|政务公开|通知公告).{0,6}$"));

/// What the window of the page is called.
pub(super) struct Window {
    /// All of it, without white space.
    name: String,
    /// Title, column, site.
    parts: Vec<String>,
}

impl Window {
    /// Of this page.
    pub(super) fn of(html: &Html) -> Self {
        let name = dom::first(html, "title").map(|it| dom::text(html, it)).unwrap_or_default();
        Self { parts: parts(name.trim()), name: plain(&name) }
    }

    /// It begins with these words, or a part of it is them, the site's name and that of a column aside.
    pub(super) fn says(&self, words: &str) -> bool {
        let is_called = MIN_NAME_CHARS <= words.chars().count() && !is_site(words) && !COLUMN.is_match(words);
        is_called && (self.name.starts_with(words) || self.parts.iter().any(|it| plain(it) == words))
    }

    /// A document's name that stands anywhere in it.
    pub(super) fn holds(&self, words: &str) -> bool {
        MIN_PART_CHARS <= words.chars().count() && self.name.contains(words) && is_name(words)
    }
}

/// `甲市2021-2025年规划-规划计划-甲市人民政府` in three.
fn parts(name: &str) -> Vec<String> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut parts = Vec::new();
    let mut start = 0;
    let mark: &Regex = if PARTED.is_match(name) { &PARTED } else { &HYPHEN };
    for mark in mark.find_iter(name) {
        let is_within =
            is_digit(name[..mark.start()].chars().next_back()) && is_digit(name[mark.end()..].chars().next());
        if !is_within {
            parts.push(name[start..mark.start()].trim().to_owned());
            start = mark.end();
        }
    }
    parts.push(name[start..].trim().to_owned());
    parts.retain(|it| !it.is_empty());
    parts
}

/// 甲市民政局, 甲市政府网
pub(super) fn is_site(words: &str) -> bool {
    SITE_END.is_match(&plain(words)) && !is_name(words)
}

/// A document is called so, and no column of a site.
pub(super) fn is_title(words: &str) -> bool {
    is_name(words) && (MIN_NAME_CHARS..=120).contains(&words.chars().count()) && !COLUMN.is_match(words)
}

/// All that the window is called.
pub(super) fn window_name(html: &Html) -> String {
    Window::of(html).name
}

/// The document's title as the window has it: what is called like one, before the site's name.
pub(super) fn window_title(html: &Html) -> Option<Field> {
    let window = Window::of(html);
    let has_site = 1 < window.parts.len();
    let is_title = |it: &&String| is_name(it) && MIN_NAME_CHARS <= count(it) && !COLUMN.is_match(&plain(it));
    let is_before_site = |it: &&String| has_site && !is_site(it) && MIN_NAME_CHARS <= count(it);
    let named = window.parts.iter().find(is_title).or_else(|| window.parts.first().filter(is_before_site));
    named.map(|it| Field { name: "窗口标题".to_owned(), value: it.clone() })
}

/// One of its classes, or its id.
pub(super) fn has_name(node: NodeRef, names: &[&str]) -> bool {
    let own = node.value().as_element().map(dom::names).unwrap_or_default();
    own.split(' ').any(|it| names.contains(&it))
}
