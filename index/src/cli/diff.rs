//! `policy-index diff`: what changed between two index files or libraries, for
//! editors and for programs.

use std::path::Path;

use policy_engine::Corpus;

use crate::compile::library::{ROOT, read_corpus};
use crate::diff::{Change, ClauseRef, Diff, Task, diff};
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
        let (before, after) = around_change(&it.old_text, &it.clause.text);
        say!("* {moved}{}  {}", it.clause.id, it.clause.citation);
        say!("    原（was）：{before}");
        say!("    现（now）：{after}");
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

/// Both texts from a little before the first difference to a little behind the
/// last, what differs in 【】.
fn around_change(old: &str, new: &str) -> (String, String) {
    let chars = |text: &str| text.chars().map(|it| if it.is_whitespace() { ' ' } else { it }).collect::<Vec<_>>();
    let (old, new) = (chars(old), chars(new));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let longest_end = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(longest_end).take_while(|(a, b)| a == b).count();
    let shown = |text: &[char]| {
        let before = start.saturating_sub(SHOWN_CHARS);
        let last = text.len() - end;
        let after = (last + SHOWN_CHARS).min(text.len());
        let part = |range: std::ops::Range<usize>| text[range].iter().collect::<String>();
        let (cut, more) = (if before == 0 { "" } else { "…" }, if after == text.len() { "" } else { "…" });
        format!("{cut}{}【{}】{}{more}", part(before..start), part(start..last), part(last..after))
    };
    (shown(&old), shown(&new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_set_in_brackets() {
        let (before, after) = around_change("给予补贴五千元。", "给予补贴一万元。");
        assert_eq!((before.as_str(), after.as_str()), ("给予补贴【五千】元。", "给予补贴【一万】元。"));
        assert_eq!(around_change("甲甲", "甲甲甲"), ("甲甲【】".to_owned(), "甲甲【甲】".to_owned()));
        let long = "前".repeat(30);
        let (before, _) = around_change(&format!("{long}旧"), &format!("{long}新"));
        assert_eq!(before, format!("…{}【旧】", "前".repeat(SHOWN_CHARS)));
    }
}
