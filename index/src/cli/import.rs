//! `policy-index import`: files in, one line per file out. What does not go in
//! is named on standard error, by one sentence that says what to do.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::error::Result;
use crate::gazette::catalogue::{CATALOGUE, Catalogue};
use crate::importers::import::{Target, read_file, write};
use crate::importers::imported::Imported;
use crate::importers::reading::Refusal;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

/// Fewer files are read before a bar is drawn.
const MIN_BAR_LENGTH: usize = 5;

/// Imports files; others go in although one is refused.
///
/// # Errors
/// A `collections.toml` that cannot be read.
pub(super) fn run(root: &Path, files: &[PathBuf], into: Option<&str>, json: bool) -> Result<ExitCode> {
    if let Some(id) = into {
        check_collection(root, id)?;
    }
    let target = Target { root: root.to_owned(), collection: into.unwrap_or_default().to_owned() };
    let bar = bar(files.len());
    // Reading takes time and can go side by side; folders are written in order, so that ids do not depend on luck.
    let read: Vec<_> = files.par_iter().map(|file| read_one(file, &bar)).collect();
    bar.finish_and_clear();
    let mut code = ExitCode::SUCCESS;
    for (file, read) in files.iter().zip(read) {
        let written = read.and_then(|(bytes, mut imported)| {
            write(&bytes, &mut imported, &target)?;
            Ok(imported)
        });
        if !report(file, written, json) {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

fn read_one(file: &Path, bar: &ProgressBar) -> std::result::Result<(Vec<u8>, Imported), Refusal> {
    let read = read_file(file);
    bar.inc(1);
    read
}

/// Names the collections there are, if this is none of them: it becomes one,
/// called by its id, and a slip of the pen should not go unseen.
fn check_collection(root: &Path, id: &str) -> Result<()> {
    let catalogue = Catalogue::read_if_any(root)?;
    if catalogue.collections.is_empty() || catalogue.collections.iter().any(|it| it.id == id) {
        return Ok(());
    }
    let known: Vec<&str> = catalogue.collections.iter().map(|it| it.id.as_str()).collect();
    let known = known.join("、");
    eprintln!(
        "提示：{id} 是新栏目，名称和示例问题写进 {CATALOGUE}；已有的栏目：{known}\
         （note: {id} is a new collection; name it in {CATALOGUE}, which knows {known}）"
    );
    Ok(())
}

fn bar(length: usize) -> ProgressBar {
    if length < MIN_BAR_LENGTH {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length as u64);
    if let Ok(style) = ProgressStyle::with_template("导入 [{bar:40}] {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar
}

/// Prints what became of a file; tells whether it went in.
fn report(file: &Path, imported: std::result::Result<Imported, Refusal>, json: bool) -> bool {
    let name = file.display().to_string();
    match imported {
        Ok(imported) => {
            let line = if json { imported.to_json(&name).to_string() } else { summary(&name, &imported) };
            print_line(&line);
            true
        }
        Err(refusal) => {
            eprintln!("{name}：{refusal}");
            if json {
                let refused = serde_json::json!({ "code": refusal.code, "message": refusal.to_string() });
                print_line(&serde_json::json!({ "file": name, "refused": refused }).to_string());
            }
            false
        }
    }
}

/// Ends quietly when nobody reads any more (`| head`).
fn print_line(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn summary(name: &str, imported: &Imported) -> String {
    let record = &imported.record;
    let characters = &record.characters;
    let left_out: Vec<String> = characters.left_out.iter().map(|(class, count)| format!("{class} {count}")).collect();
    let mut out = format!(
        "{name} → corpus/{}：{}，{} 条，原件 {} 字 + 补出 {} = 正文 {} + 略去 {}{}",
        record.id,
        record.facts.title.value,
        imported.num_clauses,
        characters.original,
        characters.made,
        characters.source,
        characters.left_out.values().sum::<usize>(),
        if left_out.is_empty() { String::new() } else { format!("（{}）", left_out.join("，")) },
    );
    for problem in &record.problems {
        // What is no matter of one line has none.
        let line = if problem.line == 0 { String::new() } else { format!("第{}行 ", problem.line) };
        out.push_str(&format!("\n  待核对（to decide）{line}{}：{}", problem.code, problem.message));
    }
    out
}
