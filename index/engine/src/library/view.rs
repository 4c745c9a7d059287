//! Clauses by their ids and numbers: for links, and for reading a document on.

use std::ops::Range;

use crate::library::files::file_id::FileKind;
use crate::library::files::{ids, root::Run};
use crate::library::library::{Contents, Library};
use crate::library::search::LibraryAnswer;

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
