//! Clauses by their ids and numbers: for links, and for reading a document on.

use std::ops::Range;

use crate::library::files::file_id::{FileId, FileKind};
use crate::library::files::{ids, root::Run};
use crate::library::library::{Contents, Library};
use crate::library::lists::Lists;
use crate::library::search::{LibraryAnswer, LibraryPage};
use crate::model::corpus::{ClauseId, Document};
use crate::model::introduced::{ends_in_colon, opens};
use crate::search::highlighter::Highlighter;
use crate::search::results::Highlights;

/// Clauses that are fetched at a time to see how far a section reaches, in either direction.
const STEP: u32 = 24;
/// Clauses of a section that are read at most, in either direction.
const MOST_OF_SECTION: u32 = 240;

impl Library {
    /// The clause with this id, as a page of one hit, of none if no clause has it; or the files that are needed.
    pub fn find_clause(&self, id: &str) -> LibraryAnswer {
        let (hash, bucket) = ids::hash(id, self.root.measures.num_id_buckets);
        let Some(file) = self.root.file(FileKind::Ids, bucket) else { return self.clauses(&[]) };
        let Some(Contents::Ids(found)) = self.contents(file) else {
            let is_given_up = self.is_given_up(file);
            return if is_given_up { self.clauses(&[]) } else { LibraryAnswer::Needs(vec![file]) };
        };
        let alike = found.iter().filter(|it| it.0 == hash).map(|it| it.1);
        let mut alike: Vec<u32> = alike.filter(|it| self.root.gone.binary_search(it).is_err()).collect();
        let missing = self.missing_texts(&alike);
        if !missing.is_empty() {
            return LibraryAnswer::Needs(missing);
        }
        alike.retain(|it| self.clause_at(*it).is_some_and(|it| it.1.id == id));
        alike.truncate(1);
        self.clauses(&alike)
    }

    /// The clauses with these numbers, which must ascend, as a page in their order, or the files that are needed.
    /// Numbers beyond the last are passed over.
    pub fn clauses(&self, numbers: &[u32]) -> LibraryAnswer {
        let missing = self.missing_texts(numbers);
        if missing.is_empty() {
            LibraryAnswer::Page(Box::new(self.page_of(numbers)))
        } else {
            LibraryAnswer::Needs(missing)
        }
    }

    /// A clause of a page with all that stands under its heading, and with its neighbours in the document; or the files
    /// that are needed. A section of hundreds of clauses is read no further than that.
    pub fn section_around(&self, number: u32) -> LibraryAnswer {
        let within = self.document_around(number);
        let mut missing = Vec::new();
        let start = self.section_end(number, &mut (within.start..number).rev(), &mut missing);
        let end = self.section_end(number, &mut (number + 1..within.end), &mut missing);
        if missing.is_empty() {
            let there: Vec<u32> = (start..=end).filter(|it| !self.is_gone(*it)).collect();
            self.clauses(&there)
        } else {
            LibraryAnswer::Needs(missing)
        }
    }

    /// The last of `onwards` that belongs to the section of a clause, or the first beyond it: a neighbour.
    fn section_end(&self, number: u32, onwards: &mut dyn Iterator<Item = u32>, missing: &mut Vec<FileId>) -> u32 {
        let mut end = number;
        let mut num_ahead = 0;
        for it in onwards.take(MOST_OF_SECTION as usize) {
            let files = self.missing_texts(&[it]);
            if files.is_empty() && num_ahead == 0 {
                end = it;
                // One that is withdrawn is no neighbour; one that does not come is passed over.
                if !self.is_gone(it) && self.clause_at(it).is_some() && !self.shares_section(number, it) {
                    break;
                }
                continue;
            }
            missing.extend(files.into_iter().filter(|it| !missing.contains(it)).collect::<Vec<_>>());
            num_ahead += 1;
            if num_ahead == STEP {
                break;
            }
        }
        end
    }

    /// Whether a clause stands under the same headings as another, or in the list that the other introduces: see
    /// [`Corpus::introduced_by`](crate::Corpus::introduced_by).
    fn shares_section(&self, number: u32, other: u32) -> bool {
        let (Some((around, lead)), Some((block, clause))) = (self.clause_at(number), self.clause_at(other)) else {
            return false;
        };
        let own: Vec<_> = around.ancestors(lead.heading).map(|it| &it.1.text).collect();
        let above: Vec<_> = block.ancestors(clause.heading).map(|it| it.1).collect();
        let Some(depth) = above.len().checked_sub(own.len()) else { return false };
        let is_below = above[depth..].iter().map(|it| &it.text).eq(own);
        is_below && (depth == 0 || number < other && ends_in_colon(lead) && opens(lead, above[depth - 1]))
    }

    /// The documents, by their places in the library, without their clauses.
    ///
    /// # Errors
    /// The file that is needed; `None` inside if it was given up.
    pub fn documents(&self) -> Result<Option<&[Document]>, FileId> {
        let Some(file) = self.root.file(FileKind::Documents, 0) else { return Ok(None) };
        match self.contents(file) {
            Some(Contents::Documents(documents)) => Ok(Some(documents)),
            _ if self.is_given_up(file) => Ok(None),
            _ => Err(file),
        }
    }

    /// All clauses of a document, in order, as a page; or the files that are needed, all of them at once.
    pub fn document(&self, document: u16) -> LibraryAnswer {
        let runs = self.root.runs.iter().filter(|it| it.document == document).map(|it| it.start);
        let mut numbers: Vec<u32> = runs.flat_map(|it| self.document_around(it)).collect();
        numbers.retain(|it| !self.is_gone(*it));
        self.clauses(&numbers)
    }

    /// Where `input` matches in every clause of a page, as [`Index::highlights`](crate::Index::highlights) says it of
    /// the single file.
    ///
    /// # Errors
    /// The files that are needed to know what is meant.
    pub fn highlights(
        &self,
        input: &str,
        literal: bool,
        page: &LibraryPage,
    ) -> Result<Vec<(ClauseId, Highlights)>, Vec<FileId>> {
        let lists = Lists::new(self);
        let query = self.understand(&lists, input, literal)?;
        let highlighter = Highlighter::new(&page.index, &query);
        let clauses = (0..).map(ClauseId).zip(&page.index.corpus().clauses);
        Ok(clauses.map(|it| (it.0, highlighter.highlights(it.1))).collect())
    }

    /// The numbers of the clauses of the document that a clause belongs to, those that follow each other.
    pub fn document_around(&self, number: u32) -> Range<u32> {
        let runs = &self.root.runs;
        let at = runs.partition_point(|it| it.start <= number);
        let start = at.checked_sub(1).and_then(|it| runs.get(it)).map_or(0, |it| it.start);
        start..runs.get(at).map_or(self.root.num_clauses, |it| it.start)
    }

    /// The index of a clause's document among all of the library, and that of its collection.
    pub fn document_of(&self, number: u32) -> Option<(u16, u16)> {
        self.root.run_of(number).map(|Run { document, collection, .. }| (document, collection))
    }
}
