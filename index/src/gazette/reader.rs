//! All documents of `collections.toml`, read and accounted for, with ids that
//! are unique in the whole index. Facets, notes and words are added
//! in `compile`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use policy_engine::{Heading, HeadingId, ancestors};

use crate::error::{IndexError, Kind, Result};
use crate::gazette::accounting::{Account, account};
use crate::gazette::catalogue::Catalogue;
use crate::gazette::document::{ReadDocument, read_document};
use crate::gazette::lines::LineUse;
use crate::source::Source;
use crate::structure::clause_draft::ClauseDraft;

/// The documents' clauses and the account of their characters.
#[derive(Debug)]
pub struct Gazette {
    /// The entries they were read by.
    pub catalogue: Catalogue,
    /// The clauses of all documents, in document order.
    pub drafts: Vec<ClauseDraft>,
    /// The headings of all documents; drafts point here.
    pub headings: Vec<Heading>,
    /// Per clause: index of its document in [`Catalogue::documents`].
    pub document_of: Vec<usize>,
    /// Per document: every character.
    pub accounts: Vec<Account>,
    /// What an editor should look at.
    pub warnings: Vec<String>,
    /// Per document: the file it was read from.
    sources: Vec<Arc<Source>>,
}

impl Gazette {
    /// Reads and accounts for every document.
    ///
    /// # Errors
    /// The first thing wrong in `collections.toml` or a text.
    pub fn read(root: &Path) -> Result<Self> {
        let catalogue = Catalogue::read(root)?;
        let mut gazette = Self {
            drafts: Vec::new(),
            headings: Vec::new(),
            document_of: Vec::new(),
            accounts: Vec::new(),
            warnings: Vec::new(),
            sources: sources(root, &catalogue)?,
            catalogue,
        };
        for at in 0..gazette.catalogue.documents.len() {
            gazette.add_document(at)?;
        }
        gazette.apply_pins()?;
        gazette.refuse_second_ids()?;
        Ok(gazette)
    }

    fn add_document(&mut self, at: usize) -> Result<()> {
        let (entry, source) = (&self.catalogue.documents[at], &self.sources[at]);
        let read = read_document(&self.catalogue, entry, source)?;
        self.accounts.push(account(entry, source, &read)?);
        self.warnings.extend(warnings(source, &read));
        self.document_of.extend(read.drafts.iter().map(|_| at));
        let offset = u32::try_from(self.headings.len()).unwrap_or(u32::MAX);
        let moved = |id: HeadingId| HeadingId(id.0 + offset);
        let document = u16::try_from(at).unwrap_or(u16::MAX);
        let headings = read.headings.into_iter();
        self.headings.extend(headings.map(|it| Heading { document, parent: it.parent.map(moved), ..it }));
        let drafts = read.drafts.into_iter();
        self.drafts.extend(drafts.map(|it| ClauseDraft { heading: it.heading.map(moved), ..it }));
        Ok(())
    }

    /// Every printed word of the headings above a clause, innermost first:
    /// texts, and the labels of columns.
    pub fn words_above(&self, draft: &ClauseDraft) -> impl Iterator<Item = &str> {
        let above = ancestors(&self.headings, draft.heading);
        above.flat_map(|(_, it)| it.columns.iter().chain([&it.text])).map(String::as_str)
    }

    /// Gives pinned clauses their ids.
    fn apply_pins(&mut self) -> Result<()> {
        for pin in &self.catalogue.pins {
            let is_of = |at: usize| self.catalogue.documents[self.document_of[at]].document.number == pin.document;
            let begins = |at: usize| !pin.text.is_empty() && self.drafts[at].text.starts_with(&pin.text);
            let found: Vec<usize> = (0..self.drafts.len()).filter(|&at| is_of(at) && begins(at)).collect();
            let [at] = found[..] else {
                let message =
                    format!("pin {}: {} clauses of {} begin with “{}”", pin.id, found.len(), pin.document, pin.text);
                let help = "copy the beginning of one clause, as many characters as make it unique";
                return self.catalogue.source.error_at(Kind::NoSuchText, pin.entry_line, message, help).fail();
            };
            self.drafts[at].id.clone_from(&pin.id);
        }
        Ok(())
    }

    fn refuse_second_ids(&self) -> Result<()> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, draft) in self.drafts.iter().enumerate() {
            if let Some(first) = seen.insert(&draft.id, at) {
                return Err(self.second_id(first, at));
            }
        }
        Ok(())
    }

    fn second_id(&self, first: usize, second: usize) -> Box<IndexError> {
        let line = |at: usize| self.drafts[at].lines.first().copied().unwrap_or(1);
        let (a, b) = (&self.sources[self.document_of[first]], &self.sources[self.document_of[second]]);
        let message = format!("two clauses have the id {}", self.drafts[second].id);
        let help = "give one of them another id by a [[pin]] entry in corpus/collections.toml, \
                    or its document another beginning by id = \"…\"";
        if Arc::ptr_eq(a, b) {
            return Box::new(a.error_at_both(Kind::DuplicateId, (line(first), line(second)), message, help));
        }
        let message = format!("{message} (first in {}, line {})", a.name, line(first));
        Box::new(b.error_at(Kind::DuplicateId, line(second), message, help))
    }
}

fn sources(root: &Path, catalogue: &Catalogue) -> Result<Vec<Arc<Source>>> {
    let mut files: BTreeMap<&str, Arc<Source>> = BTreeMap::new();
    let mut sources = Vec::new();
    for entry in &catalogue.documents {
        if !files.contains_key(entry.file.as_str()) {
            files.insert(&entry.file, Arc::new(Source::read(root, &format!("corpus/{}", entry.file))?));
        }
        sources.push(files[entry.file.as_str()].clone());
    }
    Ok(sources)
}

fn warnings(source: &Source, read: &ReadDocument) -> Vec<String> {
    let name = &source.name;
    let dangling = read.dangling.iter().map(|line| {
        format!("{name}:{line}: ends in the middle of a sentence; if the rest stands elsewhere, add a [[move]]")
    });
    let next = read.uses.iter().filter(|(_, used)| **used == LineUse::NextTitle).map(|(line, _)| {
        format!("{name}:{line}: is the title of the next document and was left out; last_line could be smaller")
    });
    let left_over = read.left_over.iter().map(|line| {
        format!("{name}:{line}: follows the document and is in none; if it belongs to it, last_line must be larger")
    });
    let problems = read.problems.iter().map(|it| format!("{name}:{}: {}", it.line, it.message()));
    dangling.chain(next).chain(left_over).chain(problems).collect()
}
