//! Web pages: which part of the page is the article, what are its lines, and
//! what is the rest?
//!
//! - `mhtml`: the page inside a page saved whole
//! - `dom`: small questions about elements
//! - `article`: where is the article?
//! - `furniture`: what inside of it is the site's?
//! - `title`: where is its title, and the number below that?
//! - `window`: what is the browser's window called?
//! - `walk`, `table`: its lines and rows
//! - `rest`: every other character, by class
//! - `fields`: what the page says beside the article
//! - `hidden`: is there text that is not shown?
//! - `scant`: is there an article at all?

mod article;
mod dom;
pub(super) mod fields;
mod furniture;
mod hidden;
pub(super) mod mhtml;
mod rest;
mod scant;
pub(super) mod table;
mod title;
mod walk;
mod window;

use std::collections::HashSet;

use ego_tree::iter::Edge;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use scraper::{Html, HtmlTreeSink};

use super::dates::plain;
use super::reading::{Field, LeftOut, LeftOuts, ReadLine, Reading, Refusal, count, problem};
use article::find_article;
use dom::NodeId;
use fields::{
    bare_day, fields_in_cells, is_attachment, is_attachment_label, is_beside_article, is_fields, labelled, page_fields,
};
use furniture::{find_furniture, sentences};
use hidden::hidden_text;
use title::find_above;
use walk::lines_of;
use window::{window_name, window_title};

/// The page's own fields are among the first lines, if in the article's container at all.
const NUM_HEAD_LINES: usize = 6;
/// Links to attachments are among the last lines.
const NUM_TAIL_LINES: usize = 20;
/// More running text in menus and feet of the site may be the article's.
const MAX_PASSED_OVER: usize = 60;
/// Below this share of the page's running text the article is doubtful.
const MIN_SHARE_OF_PROSE: f64 = 0.6;

/// Pages of people are far flatter; what reads a page goes down it by calling itself.
const MAX_DEPTH: usize = 500;

/// Reads a page: the article becomes lines, the rest is left out by class.
///
/// # Errors
/// A page that has no article.
pub(super) fn read(text: &str) -> Result<Reading, Refusal> {
    let html = parse(text)?;
    let found = find_article(&html);
    let mut taken: HashSet<NodeId> = found.roots.iter().chain(&found.copies).copied().collect();
    let furniture = find_furniture(&html, &found.roots, found.has_container);
    let mut reading = Reading { num_original: dom::num_chars(&html), address: address(text), ..Reading::default() };
    reading.lines = lines_of(&html, &found.roots, &furniture, &mut reading.left_out);
    reading.fields = page_fields(&html, &taken, &furniture);
    let above = find_above(&html, &taken, &reading.fields, &reading.lines);
    reading.lines.splice(0..0, lines_of(&html, &above, &furniture, &mut reading.left_out));
    taken.extend(above);
    reading.fields.extend(window_title(&html));
    for &copy in &found.copies {
        reading.left_out.add(LeftOut::Duplicate, &dom::text(&html, copy));
    }
    set_aside_table_of_fields(&mut reading);
    set_aside_furniture(&mut reading);
    let mut files = set_aside_attachments(&mut reading);
    let is_furniture = |it: &dom::NodeRef| it.ancestors().any(|it| furniture.contains(&it.id()));
    let linked = found.roots.iter().flat_map(|&it| dom::node(&html, it).descendants()).filter(|it| !is_furniture(it));
    files.extend(linked.filter_map(|it| dom::linked_file(&html, it)));
    files.extend(rest::leave_out(&html, &taken, &mut reading.left_out));
    rest::leave_out_furniture(&html, &furniture, &mut reading.left_out);
    name_attachments(&mut reading, files);
    let num_passed_over: usize = furniture.iter().map(|it| sentences(dom::node(&html, *it))).sum();
    let is_doubtful = found.share < MIN_SHARE_OF_PROSE || num_passed_over > MAX_PASSED_OVER;
    if is_doubtful && !reading.lines.is_empty() {
        let chinese = "网页上还有别的大段文字没有收进来，请对照原件看正文是否完整";
        let english = "the page holds more running text than the article found; compare with the original";
        reading.problems.push(problem(0, "article-doubtful", chinese, english));
    }
    reading.problems.extend(hidden_text(&html, &taken, &reading.lines));
    let pictures = found.roots.iter().flat_map(|it| dom::node(&html, *it).descendants());
    let num_pictures = pictures.filter(|it| dom::is(*it, &["img"])).count();
    scant::check(&mut reading, &window_name(&html), num_pictures, !furniture.is_empty())?;
    Ok(reading)
}

/// Reads HTML that is nothing but a document, as Word files hold it.
///
/// # Errors
/// Elements that stand too deep within each other.
pub(super) fn read_whole(text: &str) -> Result<Reading, Refusal> {
    let html = parse(text)?;
    let mut left_out = LeftOuts::default();
    let body = dom::first(&html, "body").unwrap_or_else(|| html.tree.root().id());
    let lines = lines_of(&html, &[body], &HashSet::new(), &mut left_out);
    rest::leave_out(&html, &HashSet::from([body]), &mut left_out);
    Ok(Reading { lines, left_out, num_original: dom::num_chars(&html), ..Reading::default() })
}

/// Nothing here runs scripts, so what is shown instead of them is part of the page.
fn parse(text: &str) -> Result<Html, Refusal> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let html = parse_document(HtmlTreeSink::new(Html::new_document()), options).one(text);
    if MAX_DEPTH < depth(&html) {
        let chinese = format!("网页的元素套了 {MAX_DEPTH} 层以上，不像正常的网页，请在浏览器里打开后另存，再导入");
        return Err(Refusal::new("too-deep", chinese, "its elements stand too deep within each other; save it anew"));
    }
    Ok(html)
}

/// How deep the deepest element stands.
fn depth(html: &Html) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(_) => depth += 1,
            Edge::Close(_) => depth -= 1,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Share buttons, origin and dates inside the article's container,
/// above or below its text.
fn set_aside_furniture(reading: &mut Reading) {
    let num_tail = reading.lines.iter().rev().take_while(|it| is_beside_article(&it.text)).count();
    for line in reading.lines.split_off(reading.lines.len() - num_tail) {
        reading.left_out.add(LeftOut::Navigation, &line.text);
    }
    for at in (0..reading.lines.len().min(NUM_HEAD_LINES)).rev() {
        let text = &reading.lines[at].text;
        if is_beside_article(text) || is_fields(text) {
            let line = reading.lines.remove(at);
            let known = |name: &str| reading.fields.iter().any(|it| it.name == name);
            let said = labelled(&line.text).into_iter().chain(bare_day(&line.text));
            let new: Vec<_> = said.filter(|it| !known(&it.name)).collect();
            reading.fields.extend(new);
            reading.left_out.add(LeftOut::PageFields, &line.text);
        }
    }
}

/// 索引号, 发文机关, 标题, 文号 … in the first table of the article, label beside value: the page says them,
/// not the document. One such row alone may be a table of the document's own.
fn set_aside_table_of_fields(reading: &mut Reading) {
    let is_row = |it: &ReadLine| it.text.contains('\t');
    let Some(start) = reading.lines.iter().take(NUM_HEAD_LINES).position(is_row) else { return };
    let rows = reading.lines[start..].iter().map_while(|it| fields_in_cells(&it.text));
    let said: Vec<Vec<Field>> = rows.collect();
    if said.len() < 2 {
        return;
    }
    for row in reading.lines.drain(start..start + said.len()) {
        reading.left_out.add_count(LeftOut::PageFields, count(&row.text) - row.num_made());
    }
    for field in said.into_iter().flatten() {
        if reading.fields.iter().all(|it| it.name != field.name) {
            reading.fields.push(field);
        }
    }
}

/// Files linked below the text: their names are no text.
fn set_aside_attachments(reading: &mut Reading) -> Vec<String> {
    let from = reading.lines.len().saturating_sub(NUM_TAIL_LINES);
    let mut names = Vec::new();
    for at in (from..reading.lines.len()).rev().filter(|at| *at > 0) {
        let is_label =
            at + 1 == reading.lines.len() && !names.is_empty() && is_attachment_label(&reading.lines[at].text);
        if is_attachment(&reading.lines[at].text) || is_label {
            let line = reading.lines.remove(at);
            reading.left_out.add(LeftOut::Attachment, &line.text);
            names.insert(0, line.text);
        }
    }
    names
}

/// The files are not here, and an editor should know which.
fn name_attachments(reading: &mut Reading, mut names: Vec<String>) {
    let mut seen = HashSet::new();
    names.retain(|it| seen.insert(plain(it)));
    if !names.is_empty() {
        let names = names.join("、");
        let chinese = format!("附件只有链接，文件不在网页里，请另行导入：{names}");
        let english = format!("attachments are only linked, import them by themselves: {names}");
        reading.problems.push(problem(0, "attachment-missing", &chinese, &english));
    }
}

/// `<!-- saved from url=(0058)https://… -->`
fn address(text: &str) -> Option<String> {
    let start: String = text.chars().take(2000).collect();
    let (_, rest) = start.split_once("saved from url=")?;
    let end = rest.find([' ', '-'])?;
    let address = rest[..end].trim_start_matches(|c: char| c == '(' || c == ')' || c.is_ascii_digit());
    address.starts_with("http").then(|| address.to_owned())
}

#[cfg(test)]
mod tests;
