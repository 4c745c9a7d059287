//! The folder of a document: `original.*`, `source.txt`, `map.tsv`,
//! `document.toml`. What editors add beside them stays when a document is
//! imported again.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::marks::read_marks;
use super::record::{CORPUS, MAP, Problem, RECORD, Record, SOURCE, STRONG};
use crate::error::IndexError;
use crate::importers::dates::{now, plain};
use crate::importers::imported::Imported;
use crate::importers::reading::{Reading, Refusal, problem};

/// What is written, and where.
pub struct Folder<'a> {
    /// The folder with `corpus/`.
    pub root: &'a Path,
    /// The original as received.
    pub bytes: &'a [u8],
}

impl Folder<'_> {
    /// Writes the folder, all of it or nothing, and gives the record its id and
    /// time. The same bytes imported again give the same folder.
    ///
    /// # Errors
    /// A folder that cannot be written; marks of an editor that cannot be read.
    pub fn write(&self, imported: &mut Imported) -> Result<PathBuf, Refusal> {
        let corpus = self.root.join(CORPUS);
        let (id, known) = free_id(&corpus, imported);
        imported.record.problems.extend(another_of_that_title(&corpus, &id, &imported.record));
        imported.record.id = id;
        let is_same = known.as_ref().is_some_and(|it| it.original.sha256 == imported.record.original.sha256);
        let time = known.as_ref().filter(|_| is_same).map(|it| it.original.time.clone());
        imported.record.original.time = time.unwrap_or_else(now);
        if imported.record.collection.is_empty()
            && let Some(known) = &known
        {
            imported.record.collection.clone_from(&known.collection);
        }
        if let Some(known) = &known {
            imported.record.keep_decisions(known);
        }
        let dir = corpus.join(&imported.record.id);
        let marks = read_marks(self.root, &format!("{CORPUS}/{}", imported.record.id)).map_err(|it| unread(&it))?;
        if !marks.is_empty() {
            imported.lay_over(&marks);
        }
        self.write_files(&corpus, &dir, imported).map_err(|error| unwritable(&dir, &error))?;
        Ok(dir)
    }

    fn write_files(&self, corpus: &Path, dir: &Path, imported: &Imported) -> io::Result<()> {
        let record = toml::to_string(&imported.record).map_err(io::Error::other)?;
        let new = corpus.join(format!(".{}.part", imported.record.id));
        if new.exists() {
            fs::remove_dir_all(&new)?;
        }
        fs::create_dir_all(&new)?;
        let written = write_all(
            &new,
            dir,
            &[
                (&imported.record.original.file, self.bytes),
                (SOURCE, imported.reading.source().as_bytes()),
                (MAP, map(&imported.reading).as_bytes()),
                (RECORD, record.as_bytes()),
            ],
        );
        if written.is_err() {
            // The first error is the one to tell.
            let _ = fs::remove_dir_all(&new);
        }
        written
    }
}

/// Writes into `new`; then it becomes `dir`, with what editors kept there.
fn write_all(new: &Path, dir: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    for (name, bytes) in files {
        fs::write(new.join(name), bytes)?;
    }
    if !dir.exists() {
        return fs::rename(new, dir);
    }
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with("original.") && !new.join(&name).exists() {
            fs::rename(entry.path(), new.join(&name))?;
        }
    }
    fs::remove_dir_all(dir)?;
    fs::rename(new, dir)
}

/// Line, place in the original, how it is set (`strong`), ranges of made characters.
pub fn map(reading: &Reading) -> String {
    let mut out = "line\tplace\tset\tmade\n".to_owned();
    for (at, line) in reading.lines.iter().enumerate() {
        let made: Vec<String> = line.made.iter().map(|it| format!("{}..{}", it.start, it.end)).collect();
        let (place, set) = (line.place.replace(['\t', '\n'], " "), if line.is_strong { STRONG } else { "" });
        out.push_str(&format!("{}\t{place}\t{set}\t{}\n", at + 1, made.join(",")));
    }
    out
}

/// The id, with `v2` behind it where another document has it already, which is no
/// number of a clause; and the record of this document's earlier import.
fn free_id(corpus: &Path, imported: &Imported) -> (String, Option<Record>) {
    let own = &imported.record.id;
    for copy in 1.. {
        let id = if copy == 1 { own.clone() } else { format!("{own}v{copy}") };
        let dir = corpus.join(&id);
        if !dir.exists() {
            return (id, None);
        }
        let known = Record::read(corpus, &id).ok();
        if known.as_ref().is_none_or(|it| is_same_document(it, &dir, imported)) {
            return (id, known);
        }
    }
    (own.clone(), None)
}

/// Said where `id` is not the one it would have had: only a person knows whether that is its older version.
fn another_of_that_title(corpus: &Path, id: &str, record: &Record) -> Option<Problem> {
    let other = Record::read(corpus, &record.id).ok().filter(|_| id != record.id)?;
    let first = &record.id;
    has_title_of(&other, record).then(|| {
        let chinese = format!(
            "corpus/{first} 也叫这个名字，内容大不相同，已分别收入；如果这份是它的新版本，请删去 corpus/{first}"
        );
        let english = format!("corpus/{first} has the same title and says other things; both are kept");
        problem(0, "same-title", &chinese, &english)
    })
}

/// It is a new version of the one in the folder. Where no number tells, a title like
/// 常见问题解答 may be that of many, and a file's name too: then it comes from the same
/// address, or says much of the same.
fn is_same_document(known: &Record, dir: &Path, imported: &Imported) -> bool {
    let record = &imported.record;
    if known.original.sha256 == record.original.sha256 {
        return true;
    }
    let is_numbered = !known.facts.numbers.is_empty() && !record.facts.numbers.is_empty();
    let is_from_there = || record.original.source.contains("://") && known.original.source == record.original.source;
    has_title_of(known, record) && (is_numbered || is_from_there() || says_the_same(dir, imported))
}

fn has_title_of(known: &Record, record: &Record) -> bool {
    plain(&known.facts.title.value) == plain(&record.facts.title.value)
}

/// Half of the lines of the shorter one stand in the other.
fn says_the_same(dir: &Path, imported: &Imported) -> bool {
    let lines = |text: &str| text.lines().map(plain).filter(|it| !it.is_empty()).collect::<BTreeSet<String>>();
    let own = lines(&imported.reading.source());
    let kept = fs::read_to_string(dir.join(SOURCE)).map(|it| lines(&it)).unwrap_or_default();
    // The title stands in both, or is only a field.
    let title = plain(&imported.record.facts.title.value);
    let num_titles = usize::from(own.contains(&title) && kept.contains(&title));
    let num_shared = own.intersection(&kept).count() - num_titles;
    own.len().min(kept.len()).saturating_sub(num_titles) <= 2 * num_shared
}

/// The line and the sentence of an error in what an editor wrote.
fn unread(error: &IndexError) -> Refusal {
    let chinese = format!("{}，请先改好再导入", error.message);
    Refusal::new("marks", chinese, "an editor's marks cannot be read; mend them, then import")
}

fn unwritable(dir: &Path, error: &io::Error) -> Refusal {
    let chinese = format!("写不进文件夹 {}，请检查写入权限和磁盘空间", dir.display());
    Refusal::new("unwritable", chinese, format!("{} cannot be written: {error}", dir.display()))
}
