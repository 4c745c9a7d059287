//! `policy-index html`: the page without scripts, from an index file.

use std::path::Path;

use crate::compile::replace::replace;
use crate::error::{IndexError, Kind, Result};
use crate::export::static_page::page;
use serde_json::json;

use super::terminal::open_index::open_index;
use super::terminal::say::say;

/// Writes all clauses of the index file `index` to `out` and says so, with `json` as one object.
///
/// # Errors
/// `MissingFile` and `Engine` for the index, `Unwritable` for the page.
pub(super) fn run(index: &Path, out: &Path, json: bool) -> Result<()> {
    let index = open_index(index)?;
    let page = page(index.corpus());
    replace(out, page.as_bytes()).map_err(|error| {
        let message = format!("{}: cannot be written: {error}", out.display());
        Box::new(IndexError::new(Kind::Unwritable, message, "check the folder's permissions and the free space"))
    })?;
    let corpus = index.corpus();
    let (num, version) = (corpus.clauses.len(), &corpus.data_version);
    if json {
        say!("{}", json!({ "file": out, "data_version": version, "clauses": num, "bytes": page.len() }));
    } else {
        say!("wrote {} ({num} clauses, {} bytes), data version {version}", out.display(), page.len());
    }
    Ok(())
}
