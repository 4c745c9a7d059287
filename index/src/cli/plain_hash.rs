//! `policy-index plain-hash`: the hash that binds a note to the words it
//! explains, printed or written into the notes.

use std::fs;
use std::path::Path;

use crate::compile::imported::read_documents;
use crate::enrich::plain_notes::{NoteEntry, Notes, text_hash};
use crate::error::{IndexError, Kind, Result};
use crate::importers::kept::Scrutiny;
use crate::structure::clause_draft::ClauseDraft;

use super::terminal::say::say;

/// Prints the hashes of these clauses (of all when none is given), or writes
/// them into their notes.
///
/// # Errors
/// `UnknownClause`, `Unwritable`, or whatever is wrong with the input.
pub(super) fn run(root: &Path, update: bool, ids: &[String]) -> Result<()> {
    let drafts = read_documents(root, Scrutiny::default())?.gazette.drafts;
    if let Some(id) = ids.iter().find(|id| !drafts.iter().any(|draft| draft.id == **id)) {
        let help = "copy the id from `policy-index search`";
        return IndexError::new(Kind::UnknownClause, format!("no clause has the id {id}"), help).fail();
    }
    let is_meant = |id: &str| ids.is_empty() || ids.iter().any(|it| it == id);
    if update {
        return write(root, &drafts, is_meant);
    }
    for draft in drafts.iter().filter(|draft| is_meant(&draft.id)) {
        say!("{}  {}  {}", text_hash(&draft.text), draft.id, draft.title);
    }
    Ok(())
}

fn write(root: &Path, drafts: &[ClauseDraft], is_meant: impl Fn(&str) -> bool) -> Result<()> {
    let notes = Notes::read(root)?;
    for (at, source) in notes.sources.iter().enumerate() {
        let meant = notes.entries.iter().filter(|entry| entry.source == at && is_meant(&entry.clause));
        let changes: Vec<(&NoteEntry, String)> =
            meant.filter_map(|entry| Some((entry, new_hash(entry, drafts)?))).collect();
        let mut text = source.text.clone();
        // From the end, so that the byte ranges before stay valid.
        for (entry, hash) in changes.iter().rev() {
            text.replace_range(entry.hash_range.clone(), &format!("\"{hash}\""));
            say!("{}:{}: {} {hash}", source.name, entry.line, entry.clause);
        }
        if !changes.is_empty() {
            fs::write(root.join(&source.name), text).map_err(|error| {
                let message = format!("{}: cannot be written: {error}", source.name);
                Box::new(IndexError::new(Kind::Unwritable, message, "check that the file is not read-only"))
            })?;
        }
    }
    Ok(())
}

/// The hash the note should have, if it has another.
fn new_hash(entry: &NoteEntry, drafts: &[ClauseDraft]) -> Option<String> {
    let draft = drafts.iter().find(|draft| draft.id == entry.clause)?;
    Some(text_hash(&draft.text)).filter(|hash| *hash != entry.text_hash)
}
