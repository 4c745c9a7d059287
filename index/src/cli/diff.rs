//! `policy-index diff`: what changed between two index files or libraries, for
//! editors and for programs.

use std::path::Path;

use dissimilar::Chunk;
use policy_engine::Corpus;

use crate::compile::library::{ROOT, read_corpus};
use crate::diff::{Change, ClauseRef, Diff, Task, compared, diff};
use crate::error::{IndexError, Kind, Result};

use super::terminal::open_index::open_index;
use super::terminal::say::say;

/// Characters of a text that are shown around what changed.
const SHOWN_CHARS: usize = 24;

/// Compares two index files, two libraries, or one of each; finding differences
/// is no failure.
///
/// # Errors
/// A file that is no index, a folder that is no library.
pub(super) fn run(old: &Path, new: &Path, json: bool) -> Result<()> {
    let diff = diff(&corpus(old)?, &corpus(new)?);
    if !json {
        return show(&diff);
    }
    let line = serde_json::to_string(&diff)
        .map_err(|error| Box::new(IndexError::new(Kind::Engine, error.to_string(), "please report it")))?;
    say!("{line}");
    Ok(())
}

/// Of an index file, or of a library's folder or root.
fn corpus(path: &Path) -> Result<Corpus> {
    if path.is_dir() {
        return read_corpus(path);
    }
    match path.parent().filter(|_| path.file_name().is_some_and(|it| it == ROOT)) {
        Some(dir) => read_corpus(dir),
        None => open_index(path).map(|it| it.corpus().clone()),
    }
}

fn show(diff: &Diff) -> Result<()> {
    if diff.is_empty() {
        say!("没有变化，共 {0} 条（nothing changed, {0} clauses）", diff.num_same);
    }
    for (label, numbers) in [
        ("新文件（new document）", &diff.documents_new),
        ("不再收录（document gone）", &diff.documents_gone),
        ("标题、日期或效力有变（title, days or validity changed）", &diff.documents_changed),
    ] {
        for number in numbers {
            say!("{label}：{number}");
        }
    }
    show_clauses("新增（new）", '+', &diff.new)?;
    show_clauses("删去（gone）", '-', &diff.gone)?;
    show_changes(&diff.changed)?;
    if !diff.moved.is_empty() {
        say!("只改了编号（moved）{} 条，旧链接会失效（links to the old ids break）：", diff.moved.len());
    }
    for it in &diff.moved {
        say!("  {} → {}  {}", it.old_id, it.clause.id, it.clause.title);
    }
    show_tasks("便民说明（plain notes）", &diff.notes)?;
    show_tasks("相似问（questions）", &diff.questions)?;
    say!(
        "未变 {} 条，新增 {}，删去 {}，改动 {}，改号 {}（same, new, gone, changed, moved）",
        diff.num_same,
        diff.new.len(),
        diff.gone.len(),
        diff.changed.len(),
        diff.moved.len()
    );
    Ok(())
}

fn show_clauses(label: &str, sign: char, clauses: &[ClauseRef]) -> Result<()> {
    if !clauses.is_empty() {
        say!("{label} {} 条：", clauses.len());
    }
    for it in clauses {
        say!("{sign} {}  {}  {}", it.id, it.citation, beginning(&it.text));
    }
    Ok(())
}

fn show_changes(changes: &[Change]) -> Result<()> {
    if !changes.is_empty() {
        say!("改动（changed）{} 条：", changes.len());
    }
    for it in changes {
        let moved = if it.old_id == it.clause.id { String::new() } else { format!("{} → ", it.old_id) };
        say!("* {moved}{}  {}", it.clause.id, it.clause.citation);
        for (label, words) in around_changes(&it.old_text, &it.clause.text) {
            say!("    {label}：{words}");
        }
    }
    Ok(())
}

fn show_tasks(label: &str, tasks: &[Task]) -> Result<()> {
    if !tasks.is_empty() {
        say!("{label}要处理 {} 条（to do）：", tasks.len());
    }
    for it in tasks {
        let hash = it.text_hash.as_deref().unwrap_or_default();
        let id = it.id.as_deref().unwrap_or_default();
        match it.action {
            "rewrite" => say!("  {} → {id}：原文改了，重写后 text_hash 写 {hash}（rewrite）", it.old_id),
            "rename" => say!("  {} → {id}：原文没变，改编号，text_hash 写 {hash}（rename）", it.old_id),
            _ => say!("  {}：条款没有了，删去（remove）", it.old_id),
        }
    }
    Ok(())
}

fn beginning(text: &str) -> String {
    let mut shown: String = text.chars().filter(|it| !it.is_whitespace()).take(2 * SHOWN_CHARS).collect();
    if 2 * SHOWN_CHARS < text.chars().filter(|it| !it.is_whitespace()).count() {
        shown.push('…');
    }
    shown
}

/// What differs in 【】 with a little around it: both texts, or one of them where words
/// only came or only went.
fn around_changes(old: &str, new: &str) -> Vec<(&'static str, String)> {
    let (old, new) = (compared(old), compared(new));
    let chunks = dissimilar::diff(&old, &new);
    let has_gone = chunks.iter().any(|it| matches!(it, Chunk::Delete(_)));
    let has_come = chunks.iter().any(|it| matches!(it, Chunk::Insert(_)));
    let was = || shown(&chunks, |it| matches!(it, Chunk::Delete(_)));
    let now = || shown(&chunks, |it| matches!(it, Chunk::Insert(_)));
    match (has_gone, has_come) {
        (false, _) => vec![("增（added）", now())],
        (true, false) => vec![("删（removed）", was())],
        (true, true) => vec![("原（was）", was()), ("现（now）", now())],
    }
}

/// One of the two texts: what both have, and the differences that are its own.
fn shown(chunks: &[Chunk], is_own: impl Fn(&Chunk) -> bool) -> String {
    let last = chunks.len().saturating_sub(1);
    let part = |(at, chunk): (usize, &Chunk)| match chunk {
        Chunk::Equal(words) => around(words, at == 0, at == last),
        Chunk::Delete(words) | Chunk::Insert(words) if is_own(chunk) => format!("【{words}】"),
        _ => String::new(),
    };
    chunks.iter().enumerate().map(part).collect()
}

/// The ends of what is the same that stand beside a difference.
fn around(words: &str, is_first: bool, is_last: bool) -> String {
    let words: Vec<char> = words.chars().collect();
    let before = if is_first { 0 } else { SHOWN_CHARS };
    let behind = if is_last { 0 } else { SHOWN_CHARS };
    if words.len() <= before + behind {
        return words.into_iter().collect();
    }
    [&words[..before], &['…'], &words[words.len() - behind..]].concat().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_set_in_brackets() {
        let both = |was: &str, now: &str| vec![("原（was）", was.to_owned()), ("现（now）", now.to_owned())];
        assert_eq!(
            around_changes("给予补贴五千元。", "给予补贴一万元。"),
            both("给予补贴【五千】元。", "给予补贴【一万】元。")
        );
        let long = "前".repeat(30);
        let shown = "前".repeat(SHOWN_CHARS);
        assert_eq!(
            around_changes(&format!("{long}旧"), &format!("{long}新")),
            both(&format!("…{shown}【旧】"), &format!("…{shown}【新】"))
        );
        let (old, new) = (format!("旧{long}{long}旧"), format!("新{long}{long}新"));
        assert_eq!(around_changes(&old, &new)[0].1, format!("【旧】{shown}…{shown}【旧】"));
    }

    #[test]
    fn words_that_only_came_or_only_went_are_shown_once() {
        assert_eq!(around_changes("给予补贴。", "给予创业补贴。"), [("增（added）", "给予【创业】补贴。".to_owned())]);
        assert_eq!(
            around_changes("给予创业补贴。", "给予补贴。"),
            [("删（removed）", "给予【创业】补贴。".to_owned())]
        );
    }
}
