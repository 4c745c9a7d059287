//! One file from its bytes to the folder of its document, both ledgers held.

use std::path::{Path, PathBuf};

use super::docx;
use super::facts::{Found, read_facts};
use super::html;
use super::imported::Imported;
use super::kept::folder::Folder;
use super::kept::id::id_of;
use super::kept::marks::{doubts, lay_over};
use super::kept::record::{Characters, Original, Problem, Record, SOURCE, sha256};
use super::pdf;
use super::reading::{Reading, Refusal, count, problem};
use super::sniff::{Format, decode, no_text, sniff};
use super::text;
use crate::source::Source;

/// Where it goes.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// The folder with `corpus/`.
    pub root: PathBuf,
    /// Id of a collection, or nothing.
    pub collection: String,
}

/// Reads a file; nothing is written.
///
/// # Errors
/// Why the file does not go in.
pub fn read_file(path: &Path) -> Result<(Vec<u8>, Imported), Refusal> {
    let unreadable = |error: std::io::Error| {
        let chinese = format!("打不开文件 {}，请检查文件名和读取权限", path.display());
        Refusal::new("unreadable", chinese, format!("{} cannot be opened: {error}", path.display()))
    };
    // A pipe would be waited for without end.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        let chinese = format!("{} 是文件夹或设备，不是文件，请写出其中每个文件的名字", path.display());
        return Err(Refusal::new("no-file", chinese, "this is a folder or a device; name the files in it"));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let imported = read(&bytes, &name)?;
    Ok((bytes, imported))
}

/// Writes the folder of a document, all of it or nothing, and returns it. The
/// document gets its final id and the time.
///
/// # Errors
/// A folder that cannot be written.
pub fn write(bytes: &[u8], imported: &mut Imported, target: &Target) -> Result<PathBuf, Refusal> {
    imported.record.collection.clone_from(&target.collection);
    Folder { root: &target.root, bytes }.write(imported)
}

/// Reads a file that was given under this name.
///
/// # Errors
/// Why the file does not go in.
pub fn read(bytes: &[u8], name: &str) -> Result<Imported, Refusal> {
    let format = sniff(bytes)?;
    let reading = read_as(format, bytes)?;
    let characters = accounted(&reading)?;
    let stem = Path::new(name).file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let Found { facts, num_head_lines, trial, mut problems, .. } = read_facts(&reading, &stem);
    let id = id_of(&facts);
    let plain = lay_over(&Source::new(SOURCE, reading.source()), &reading.strong(), &[]);
    let (num_clauses, doubts) = doubts(&plain, num_head_lines, &id);
    problems.splice(0..0, reading.problems.iter().cloned().chain(made_problem(&characters)));
    let num_doubts = doubts.len();
    problems.extend(doubts);
    let source = reading.address.clone().unwrap_or_else(|| name.to_owned());
    let original = Original {
        file: format!("original.{}", format.extension()),
        format: format.name().to_owned(),
        sha256: sha256(bytes),
        source,
        time: String::new(),
    };
    let record = Record {
        id,
        collection: String::new(),
        trial,
        head_lines: num_head_lines,
        original,
        facts,
        characters,
        problems,
    };
    Ok(Imported { record, reading, format, num_clauses, num_doubts })
}

fn read_as(format: Format, bytes: &[u8]) -> Result<Reading, Refusal> {
    Ok(match format {
        Format::Html => {
            let page = html::mhtml::page(bytes)?;
            html::read(&page)?
        }
        Format::Text => text::read(&decode(bytes)?),
        Format::Jsonl => text::read_jsonl(&decode(bytes)?)?,
        Format::Docx => docx::read(bytes)?,
        Format::Pdf => pdf::read(bytes)?,
    })
}

/// Ledger A, or why it does not hold.
fn accounted(reading: &Reading) -> Result<Characters, Refusal> {
    let characters = Characters {
        original: reading.num_original,
        source: reading.lines.iter().map(|it| count(&it.text)).sum(),
        made: reading.lines.iter().map(super::reading::ReadLine::num_made).sum(),
        left_out: reading.left_out.0.iter().map(|(class, count)| (class.name().to_owned(), *count)).collect(),
    };
    if characters.source == characters.made {
        let (chinese, english) =
            ("检查文件里是不是只有图片，先做文字识别，再导入", "if it holds pictures only, recognise their text first");
        return Err(no_text(chinese, english));
    }
    if characters.is_exact() {
        return Ok(characters);
    }
    let chinese = format!(
        "原件有 {} 个字，读出 {} 个，略去 {} 个，对不上，没有导入，请把原件发给维护人员",
        characters.original,
        characters.source - characters.made,
        characters.left_out.values().sum::<usize>()
    );
    Err(Refusal::new("accounting", chinese, "the characters read and left out do not add up; nothing was written"))
}

fn made_problem(characters: &Characters) -> Option<Problem> {
    (characters.made > 0).then(|| {
        let chinese = format!("有 {} 个字是自动编号或合并单元格补出的，见 map.tsv，请对照原件", characters.made);
        let english = format!("{} characters are automatic numbers or repeated cells, see map.tsv", characters.made);
        problem(0, "made-characters", &chinese, &english)
    })
}
