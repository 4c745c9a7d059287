//! 便民说明: plain-language notes from `plain/*.toml`, bound to the words they
//! explain. A note whose clause has changed is an error until somebody has read
//! it again: words that explain the wrong text are worse than none.

use std::collections::BTreeMap;
use std::path::Path;

use policy_engine::PlainNote;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::Spanned;

use crate::error::{IndexError, Kind, Result};
use crate::lexicon::list_file::UniqueNames;
use crate::source::Source;
use crate::structure::clause_draft::ClauseDraft;
use crate::toml_file::parse_toml;

/// A note and its line.
#[derive(Debug)]
pub struct NoteEntry {
    /// Id of the clause.
    pub clause: String,
    /// Hash of the words it was written for.
    pub text_hash: String,
    /// Byte range of the hash in its file, quotes included.
    pub hash_range: std::ops::Range<usize>,
    /// Index of its file among [`Notes::sources`].
    pub source: usize,
    /// Line of the entry.
    pub line: usize,
    /// The note.
    pub note: PlainNote,
}

/// All notes.
#[derive(Debug, Default)]
pub struct Notes {
    /// The files, by name.
    pub sources: Vec<Source>,
    /// The notes, in the order of files and entries.
    pub entries: Vec<NoteEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    note: Vec<Spanned<RawNote>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNote {
    clause: String,
    text_hash: Spanned<String>,
    summary: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    reviewed_by: String,
}

/// First 16 hex digits of the SHA-256 of a clause's text.
pub fn text_hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl Notes {
    /// Reads every `.toml` file of `plain/`, in order of their names. A root
    /// without that folder has no notes.
    ///
    /// # Errors
    /// `MissingFile`, `InvalidUtf8`, `Syntax`, `DuplicateEntry`.
    pub fn read(root: &Path) -> Result<Self> {
        let mut notes = Self::default();
        let mut names = UniqueNames::default();
        let mut files: BTreeMap<String, usize> = BTreeMap::new();
        for name in file_names(root)? {
            let source = Source::read(root, &format!("plain/{name}"))?;
            let file: RawFile = parse_toml(&source)?;
            for raw in file.note {
                let line = source.line_of(raw.span().start);
                let raw = raw.into_inner();
                if let Some(&other) = files.get(&raw.clause).filter(|&&other| other != notes.sources.len()) {
                    return second_file(&source, line, &raw.clause, &notes.sources[other]).fail();
                }
                names.insert(&source, line, &raw.clause)?;
                files.insert(raw.clause.clone(), notes.sources.len());
                notes.entries.push(entry(raw, notes.sources.len(), line));
            }
            notes.sources.push(source);
        }
        Ok(notes)
    }

    /// The notes by clause, each checked against the clause's words; clauses of
    /// documents that are left out need none.
    ///
    /// # Errors
    /// `UnknownClause`, `StaleNote`.
    pub fn bind(
        &self,
        drafts: &[ClauseDraft],
        is_left_out: impl Fn(&str) -> bool,
    ) -> Result<BTreeMap<usize, PlainNote>> {
        let indices: BTreeMap<&str, usize> = drafts.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
        let mut bound = BTreeMap::new();
        for entry in &self.entries {
            let source = &self.sources[entry.source];
            let Some(&at) = indices.get(entry.clause.as_str()) else {
                if is_left_out(&entry.clause) {
                    continue;
                }
                let message = format!("no clause has the id {}", entry.clause);
                let help = "copy the id from `policy-index search`, or remove the note if its clause is gone";
                return source.error_at(Kind::UnknownClause, entry.line, message, help).fail();
            };
            let hash = text_hash(&drafts[at].text);
            if hash != entry.text_hash {
                return stale(source, entry, &drafts[at].text, &hash).fail();
            }
            bound.insert(at, entry.note.clone());
        }
        Ok(bound)
    }

    /// How many notes an official has checked, and how many not.
    pub fn num_reviewed(&self) -> (usize, usize) {
        let reviewed = self.entries.iter().filter(|it| !it.note.reviewed_by.is_empty()).count();
        (reviewed, self.entries.len() - reviewed)
    }
}

fn file_names(root: &Path) -> Result<Vec<String>> {
    let Ok(dir) = std::fs::read_dir(root.join("plain")) else { return Ok(Vec::new()) };
    let names = dir.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".toml")).collect();
    names.sort_unstable();
    Ok(names)
}

fn entry(raw: RawNote, source: usize, line: usize) -> NoteEntry {
    let note = PlainNote {
        summary: raw.summary,
        who: raw.who,
        what: raw.what,
        contact: raw.contact,
        reviewed_by: raw.reviewed_by,
    };
    let hash_range = raw.text_hash.span();
    NoteEntry { clause: raw.clause, text_hash: raw.text_hash.into_inner(), hash_range, source, line, note }
}

fn second_file(source: &Source, line: usize, clause: &str, other: &Source) -> IndexError {
    let message = format!("clause {clause} already has a note in {}", other.name);
    source.error_at(Kind::DuplicateEntry, line, message, "keep one of the two notes")
}

fn stale(source: &Source, entry: &NoteEntry, text: &str, hash: &str) -> IndexError {
    let message = format!("the words of clause {} are not those the note was written for", entry.clause);
    let help = format!(
        "read the note beside the clause as it is now, change what is no longer right, then set \
         text_hash = \"{hash}\" (or run `policy-index plain-hash --update {}`). The clause now says: {text}",
        entry.clause
    );
    source.error_at(Kind::StaleNote, source.line_of(entry.hash_range.start), message, help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_the_beginning_of_sha_256() {
        assert_eq!(text_hash(""), "e3b0c44298fc1c14");
    }
}
