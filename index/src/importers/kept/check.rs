//! Are the folders of imported documents still what was imported? Ledger A is
//! drawn up again: from the kept original where its reader is built in, from
//! the record otherwise.

use std::path::Path;

use rayon::prelude::*;

use super::record::{CORPUS, MAP, RECORD, Record, SOURCE, sha256};

/// How closely the folders are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scrutiny {
    /// Sums and counts.
    #[default]
    Counted,
    /// The original is read anew. Costs as much time as importing it.
    ReadAgain,
}

/// A document's folder.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its name under `corpus/`.
    pub name: String,
    /// Its facts.
    pub record: Record,
    /// What keeps it out: its characters do not add up any more.
    pub faults: Vec<String>,
    /// Marks of an editor that found their words no more.
    pub stale: Vec<String>,
}

/// All folders of imported documents, by name.
pub fn folders(root: &Path, scrutiny: Scrutiny) -> Vec<Kept> {
    let Ok(entries) = std::fs::read_dir(root.join(CORPUS)) else { return Vec::new() };
    let names = entries.filter_map(std::result::Result::ok).filter(|it| it.path().join(RECORD).is_file());
    let mut names: Vec<String> = names.map(|it| it.file_name().to_string_lossy().into_owned()).collect();
    // Half-written folders begin with a dot.
    names.retain(|it| !it.starts_with('.'));
    names.sort();
    names.into_par_iter().map(|name| folder(root, name, scrutiny)).collect()
}

fn folder(root: &Path, name: String, scrutiny: Scrutiny) -> Kept {
    match Record::read(root, &format!("{CORPUS}/{name}")) {
        Ok(mut record) => {
            // What an editor has decided since is no problem any more.
            record.keep_decisions(&record.clone());
            let faults = faults(&root.join(CORPUS).join(&name), &record, scrutiny);
            Kept { name, record, faults, stale: Vec::new() }
        }
        Err(error) => Kept { name, record: Record::default(), faults: vec![error.message], stale: Vec::new() },
    }
}

fn faults(dir: &Path, record: &Record, scrutiny: Scrutiny) -> Vec<String> {
    let mut faults = Vec::new();
    let Ok(original) = std::fs::read(dir.join(&record.original.file)) else {
        return vec![format!("原件 {0} 不见了（the original {0} is gone）", record.original.file)];
    };
    if sha256(&original) != record.original.sha256 {
        faults.push("原件被改动过（the original is not the one that was imported）".to_owned());
    }
    let source = std::fs::read_to_string(dir.join(SOURCE)).unwrap_or_default();
    let num_source = source.chars().filter(|it| !it.is_whitespace()).count();
    if num_source != record.characters.source {
        let (now, then) = (num_source, record.characters.source);
        faults.push(format!("{SOURCE} 有 {now} 个字，导入时 {then} 个（{now} characters, {then} when imported）"));
    }
    if !record.characters.is_exact() {
        faults.push("字数对不上（the characters do not add up）".to_owned());
    }
    if !dir.join(MAP).is_file() {
        faults.push(format!("{MAP} 不见了（{MAP} is gone）"));
    }
    if faults.is_empty() && scrutiny == Scrutiny::ReadAgain {
        faults.extend(read_again(&original, &source, record));
    }
    faults
}

/// The original read anew gives the same text and the same account.
#[cfg(feature = "import")]
fn read_again(original: &[u8], source: &str, record: &Record) -> Option<String> {
    let again = crate::importers::import::read(original, &record.original.source);
    let is_same = again.is_ok_and(|it| it.reading.source() == source && it.record.characters == record.characters);
    let message = "重新读原件得到的正文不同，请重新导入（the original reads differently now; import it again）";
    (!is_same).then(|| message.to_owned())
}

#[cfg(not(feature = "import"))]
fn read_again(_: &[u8], _: &str, _: &Record) -> Option<String> {
    None
}
