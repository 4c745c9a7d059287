//! All documents of `collections.toml`, read and accounted for, with ids that
//! are unique in the whole index. Facets, notes and words are added
//! in `compile`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use policy_engine::{Heading, HeadingId, ancestors};

use crate::error::{IndexError, Kind, Result};
use crate::gazette::accounting::{Account, account};
use crate::gazette::catalogue::{Catalogue, DocumentEntry};
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
    /// Documents that are in no index, with the reason.
    pub left_out: Vec<LeftOut>,
    /// Per document: the file it was read from.
    sources: Vec<Arc<Source>>,
    /// Ids of all clauses.
    ids: BTreeSet<String>,
}

/// A document that could not be read; all others are published.
#[derive(Debug)]
pub struct LeftOut {
    /// Its 文号.
    pub number: String,
    /// Beginning of the ids its clauses would have.
    pub id: String,
    /// What is wrong with it.
    pub error: Box<IndexError>,
}

impl LeftOut {
    /// A clause with this id would be one of its.
    pub fn holds(&self, clause: &str) -> bool {
        clause.strip_prefix(&self.id).is_some_and(|rest| rest.starts_with('-'))
    }

    /// One line for the editor, in Chinese and English.
    fn warning(&self) -> String {
        let IndexError { message, help, .. } = &*self.error;
        format!("未收录 {}，其余文件照常发布（left out, all others are published）：{message}；{help}", self.number)
    }
}

impl Gazette {
    /// Reads and accounts for every document. One that is wrong is left out,
    /// the others stay.
    ///
    /// # Errors
    /// The first thing wrong in `collections.toml`, or in a text if no document
    /// is right.
    pub fn read(root: &Path) -> Result<Self> {
        let mut gazette = Self::of(root, Catalogue::read(root)?)?;
        gazette.refuse_if_nothing_is_right()?;
        Ok(gazette)
    }

    /// Reads and accounts for every document of these entries. It may be that
    /// none is right.
    ///
    /// # Errors
    /// The first thing wrong in what the entries say of the texts.
    pub fn of(root: &Path, mut catalogue: Catalogue) -> Result<Self> {
        let sources = sources(root, &catalogue)?;
        let entries = std::mem::take(&mut catalogue.documents);
        let mut gazette = Self {
            drafts: Vec::new(),
            headings: Vec::new(),
            document_of: Vec::new(),
            accounts: Vec::new(),
            warnings: Vec::new(),
            left_out: Vec::new(),
            sources: Vec::new(),
            ids: BTreeSet::new(),
            catalogue,
        };
        for (entry, source) in entries.into_iter().zip(sources) {
            let (number, id) = (entry.document.number.clone(), entry.id.clone());
            if let Err(error) = gazette.add_document(entry, source) {
                gazette.left_out.push(LeftOut { number, id, error });
            }
        }
        gazette.forget_left_out();
        gazette.apply_pins()?;
        gazette.refuse_second_ids()?;
        gazette.ids = gazette.drafts.iter().map(|it| it.id.clone()).collect();
        Ok(gazette)
    }

    /// Takes in a document of another origin, whole or not at all.
    ///
    /// # Errors
    /// `Accounting` if it is not made of its lines; `DuplicateId` if one of its
    /// clauses has the id of another clause.
    pub fn adopt(&mut self, entry: DocumentEntry, source: Source, read: ReadDocument) -> Result<()> {
        let account = account(&entry, &source, &read)?;
        let mut ids = BTreeSet::new();
        for draft in &read.drafts {
            if self.ids.contains(&draft.id) || !ids.insert(draft.id.clone()) {
                let message = format!("two clauses have the id {}", draft.id);
                let line = draft.lines.first().copied().unwrap_or(1);
                let help = "change `id` in its document.toml";
                return source.error_at(Kind::DuplicateId, line, message, help).fail();
            }
        }
        self.ids.append(&mut ids);
        self.push(entry, Arc::new(source), account, read);
        Ok(())
    }

    fn refuse_if_nothing_is_right(&mut self) -> Result<()> {
        if !self.catalogue.documents.is_empty() || self.left_out.is_empty() {
            return Ok(());
        }
        Err(self.left_out.swap_remove(0).error)
    }

    /// What is said of clauses that are left out is no fault.
    fn forget_left_out(&mut self) {
        let (catalogue, left_out) = (&mut self.catalogue, &self.left_out);
        let is_known = |number: &str| !left_out.iter().any(|it| it.number == number);
        catalogue.pins.retain(|it| is_known(&it.document));
        let drafts = &self.drafts;
        let is_gone = |id: &str| left_out.iter().any(|it| it.holds(id)) && !drafts.iter().any(|it| it.id == id);
        catalogue.facets.retain(|it| !is_gone(&it.clause));
        self.warnings.splice(0..0, left_out.iter().map(LeftOut::warning));
    }

    fn add_document(&mut self, entry: DocumentEntry, source: Arc<Source>) -> Result<()> {
        let read = read_document(&self.catalogue, &entry, &source)?;
        let account = account(&entry, &source, &read)?;
        self.refuse_ids_of_others(&read, &source)?;
        self.push(entry, source, account, read);
        Ok(())
    }

    fn push(&mut self, entry: DocumentEntry, source: Arc<Source>, account: Account, read: ReadDocument) {
        let at = self.catalogue.documents.len();
        self.accounts.push(account);
        self.warnings.extend(warnings(&source, &read));
        self.document_of.extend(read.drafts.iter().map(|_| at));
        self.catalogue.documents.push(entry);
        self.sources.push(source);
        let offset = u32::try_from(self.headings.len()).unwrap_or(u32::MAX);
        let moved = |id: HeadingId| HeadingId(id.0 + offset);
        let document = u16::try_from(at).unwrap_or(u16::MAX);
        let headings = read.headings.into_iter();
        self.headings.extend(headings.map(|it| Heading { document, parent: it.parent.map(moved), ..it }));
        let drafts = read.drafts.into_iter();
        self.drafts.extend(drafts.map(|it| ClauseDraft { heading: it.heading.map(moved), ..it }));
    }

    /// Two offices may share a serial: the second document needs another id.
    fn refuse_ids_of_others(&self, read: &ReadDocument, source: &Arc<Source>) -> Result<()> {
        let known: BTreeMap<&str, usize> =
            self.drafts.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
        let second = read.drafts.iter().find_map(|it| Some((it, *known.get(it.id.as_str())?)));
        second.map_or(Ok(()), |(draft, first)| Err(self.second_id(first, (draft, source))))
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
                return Err(self.second_id(first, (draft, &self.sources[self.document_of[at]])));
            }
        }
        Ok(())
    }

    fn second_id(&self, first: usize, (draft, source): (&ClauseDraft, &Arc<Source>)) -> Box<IndexError> {
        let line = |draft: &ClauseDraft| draft.lines.first().copied().unwrap_or(1);
        let (before, second) = (line(&self.drafts[first]), line(draft));
        let other = &self.sources[self.document_of[first]];
        let message = format!("two clauses have the id {}", draft.id);
        let help = "give one of them another id by a [[pin]] entry in corpus/collections.toml, \
                    or its document another beginning by id = \"…\"";
        if Arc::ptr_eq(other, source) {
            return Box::new(source.error_at_both(Kind::DuplicateId, (before, second), message, help));
        }
        let message = format!("{message} (first in {}, line {before})", other.name);
        Box::new(source.error_at(Kind::DuplicateId, second, message, help))
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
