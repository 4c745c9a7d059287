//! The text of some clauses that follow each other, complete: a small corpus in the sections of the index file
//! (`format::layout`), with the documents and headings that it needs. Its texts are pieces by rank.
//!
//! ```text
//! lengths of the six sections (numbers) | meta | headings | clauses | texts | plain | questions
//! ```

use crate::format::budget::Budget;
use crate::format::codec::Reader;
use crate::format::error::Malformed;
use crate::format::readings::read_chars;
#[cfg(feature = "write")]
use crate::format::section_writer::{
    write_clauses, write_headings, write_meta, write_plain, write_questions, write_texts,
};
use crate::format::sections::{read_clauses, read_headings, read_meta, read_plain, read_questions, read_texts};
#[cfg(feature = "write")]
use crate::format::{string_table::StringTable, writer::Writer};
use crate::model::corpus::Corpus;
#[cfg(feature = "write")]
use crate::model::corpus::{Clause, Document};
#[cfg(feature = "write")]
use crate::model::heading::{Heading, HeadingId};

const NUM_PARTS: usize = 6;

/// The clauses of a block with their documents and headings, and with the collections and facets of `library`.
pub(crate) fn read(body: &[u8], pieces: &[String], library: &Corpus) -> Result<Corpus, Malformed> {
    let budget = Budget::of_file(body.len());
    let mut head = Reader::new(body, &budget);
    let mut lens = [0; NUM_PARTS];
    for it in &mut lens {
        *it = head.number()?;
    }
    let mut parts = [Reader::new(&[], &budget); NUM_PARTS];
    for (part, len) in parts.iter_mut().zip(lens) {
        *part = Reader::new(head.bytes(len)?, &budget).with(pieces);
    }
    head.end()?;
    let [mut meta, headings, clauses, texts, plain, questions] = parts;
    for _ in 0..2 {
        read_chars(&mut meta)?;
    }
    let mut corpus = read_meta(meta)?;
    corpus.collections.clone_from(&library.collections);
    corpus.facets.clone_from(&library.facets);
    corpus.headings = read_headings(headings, corpus.documents.len())?;
    let official = read_texts(texts)?;
    corpus.clauses = read_clauses(clauses, official, &corpus)?;
    read_plain(plain, &mut corpus.clauses)?;
    read_questions(questions, &mut corpus)?;
    Ok(corpus)
}

/// `part`: what [`excerpt`] made.
#[cfg(feature = "write")]
pub(crate) fn write(part: &Corpus, pieces: &StringTable) -> Vec<u8> {
    let section = |write: &dyn Fn(&mut Writer<'_>)| {
        let mut writer = Writer::new(pieces);
        write(&mut writer);
        writer.bytes
    };
    let documents = Corpus { documents: part.documents.clone(), ..Corpus::default() };
    let parts: [Vec<u8>; NUM_PARTS] = [
        section(&|it| write_meta(it, &documents, &[])),
        section(&|it| write_headings(it, &part.headings)),
        section(&|it| write_clauses(it, part)),
        section(&|it| write_texts(it, &part.clauses)),
        section(&|it| write_plain(it, part)),
        section(&|it| write_questions(it, part)),
    ];
    let mut head = Writer::default();
    head.numbers(parts.iter().map(Vec::len));
    [head.bytes, parts.concat()].concat()
}

/// Some clauses of a corpus with the documents and headings they need, in order.
#[cfg(feature = "write")]
pub(crate) fn excerpt(corpus: &Corpus, clauses: &[Clause]) -> Corpus {
    let mut part = Corpus { clauses: clauses.to_vec(), ..Corpus::default() };
    let mut documents: Vec<u16> = clauses.iter().map(|it| it.document).collect();
    documents.sort_unstable();
    documents.dedup();
    let above = |it: &Clause| corpus.ancestors(it.heading).map(|it| it.0).collect::<Vec<HeadingId>>();
    let mut headings: Vec<HeadingId> = clauses.iter().flat_map(above).collect();
    headings.sort_unstable();
    headings.dedup();
    let document = |it: u16| documents.partition_point(|other| *other < it) as u16;
    let heading = |it: HeadingId| HeadingId(headings.partition_point(|other| *other < it) as u32);
    part.documents = documents.iter().map(|it| document_of(corpus, *it)).collect();
    part.headings = headings.iter().map(|it| corpus.heading(*it).clone()).collect();
    for it in &mut part.headings {
        *it = Heading { document: document(it.document), parent: it.parent.map(heading), ..std::mem::take(it) };
    }
    for it in &mut part.clauses {
        it.document = document(it.document);
        it.heading = it.heading.map(heading);
    }
    let mut asked: Vec<String> = clauses.iter().flat_map(|it| it.questions.words.iter().cloned()).collect();
    asked.sort_unstable();
    asked.dedup();
    part.lexicon.asked_words = asked.into_iter().map(|it| (it, 0)).collect();
    part
}

/// The document without its places in the corpus: it has others here.
#[cfg(feature = "write")]
fn document_of(corpus: &Corpus, at: u16) -> Document {
    let mut document = corpus.documents.get(usize::from(at)).cloned().unwrap_or_default();
    document.explains = None;
    document.terms.later.iter_mut().for_each(|it| it.document = None);
    document
}
