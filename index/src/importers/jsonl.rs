//! Any corpus at all: one JSON object per line with id, collection, document,
//! path, title and text, and questions if people are known to have asked for
//! it. Ids pass through. Facets and notes are the gazette's alone.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use policy_engine::{Clause, ClauseForm, Collection, Corpus, Document, Heading, HeadingId, Questions};
use serde::Deserialize;

use crate::error::{IndexError, Kind, Result};
use crate::progress::Progress;
use crate::source::Source;
use crate::structure::numbering::split_marker;
use crate::structure::outline::title::title_of;

#[derive(Deserialize)]
struct RawClause {
    id: String,
    #[serde(default)]
    collection: String,
    #[serde(default)]
    document: String,
    #[serde(default)]
    path: Vec<String>,
    #[serde(default)]
    title: String,
    text: String,
    #[serde(default)]
    questions: Vec<String>,
}

/// Reads collections, documents and clauses from a file of JSON lines. Blank
/// lines are passed over.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `Syntax` with the line, `DuplicateId` with
/// both lines, `Engine` if there are too many documents or collections.
pub fn read(path: &Path, progress: &impl Progress) -> Result<Corpus> {
    let source = Source::open(path)?;
    let mut corpus = Corpus::default();
    progress.begin("reading", source.num_lines());
    let mut known = KnownNames::default();
    let mut ids = HashSet::new();
    for number in 1..=source.num_lines() {
        let line = source.line(number).unwrap_or_default();
        if !line.trim().is_empty() {
            let raw = parse(&source, number, line)?;
            if !ids.insert(raw.id.clone()) {
                return second_id(&source, &raw.id, number).fail();
            }
            let clause = known.clause(&mut corpus, raw).ok_or_else(|| too_many(&source, number))?;
            corpus.clauses.push(clause);
        }
        progress.step();
    }
    Ok(corpus)
}

fn parse(source: &Source, number: usize, line: &str) -> Result<RawClause> {
    serde_json::from_str(line).map_err(|error| {
        let message = format!("not a clause: {error}");
        let help = "every line is one JSON object with id, collection, document, path (a list), title, text and, if there are any, questions (a list)";
        Box::new(shown(source, number, IndexError::new(Kind::Syntax, message, help)))
    })
}

fn second_id(source: &Source, id: &str, number: usize) -> IndexError {
    let has_id = |line: &usize| {
        let raw = serde_json::from_str::<RawClause>(source.line(*line).unwrap_or_default());
        raw.is_ok_and(|raw| raw.id == id)
    };
    let first = (1..number).find(has_id).unwrap_or(1);
    let message = format!("two clauses have the id {id} (first on line {first})");
    shown(source, number, IndexError::new(Kind::DuplicateId, message, "give every clause an id of its own"))
}

fn too_many(source: &Source, number: usize) -> Box<IndexError> {
    let error = IndexError::new(Kind::Engine, "more than 65,535 documents or collections", "split the corpus");
    Box::new(shown(source, number, error))
}

/// Shows only the line: the whole file may be a hundred megabytes.
fn shown(source: &Source, number: usize, error: IndexError) -> IndexError {
    let line = source.line(number).unwrap_or_default();
    let name = format!("{}:{number}", source.name);
    let message = format!("{name}: {error}");
    IndexError::new(error.kind, message, error.help).at(&name, line, 0..line.len().min(1), "this line")
}

/// Collections and documents met so far, with their indices.
#[derive(Default)]
struct KnownNames {
    collections: HashMap<String, u16>,
    documents: HashMap<String, u16>,
    /// By document, heading above and words.
    headings: HashMap<(u16, Option<HeadingId>, String), HeadingId>,
}

impl KnownNames {
    /// The innermost heading of a path; the same words under the same heading
    /// are one.
    fn heading(&mut self, corpus: &mut Corpus, document: u16, path: Vec<String>) -> Option<HeadingId> {
        path.into_iter().fold(None, |parent, text| {
            let next = HeadingId(u32::try_from(corpus.headings.len()).unwrap_or(u32::MAX));
            let id = *self.headings.entry((document, parent, text.clone())).or_insert(next);
            if id == next {
                let number = split_marker(&text).0.printed();
                corpus.headings.push(Heading { document, parent, text, number, columns: Vec::new() });
            }
            Some(id)
        })
    }

    fn clause(&mut self, corpus: &mut Corpus, raw: RawClause) -> Option<Clause> {
        let collection = index_of(&mut self.collections, &raw.collection, || {
            corpus.collections.push(Collection {
                id: raw.collection.clone(),
                name: raw.collection.clone(),
                examples: Vec::new(),
            });
        })?;
        let document = index_of(&mut self.documents, &raw.document, || {
            let (number, title) = (raw.document.clone(), raw.document.clone());
            corpus.documents.push(Document { number, title, ..Document::default() });
        })?;
        let title = if raw.title.is_empty() { title_of(&raw.text) } else { raw.title };
        Some(Clause {
            id: raw.id,
            collection,
            document,
            heading: self.heading(corpus, document, raw.path),
            number: split_marker(&raw.text).0.printed(),
            title,
            text: raw.text,
            cells: Vec::new(),
            form: ClauseForm::Item,
            facets: Vec::new(),
            plain: None,
            questions: Questions { asked: raw.questions, ..Questions::default() },
        })
    }
}

/// The index of a name, a new one if it was not met; `None` when full.
fn index_of(indices: &mut HashMap<String, u16>, name: &str, add: impl FnOnce()) -> Option<u16> {
    if let Some(&index) = indices.get(name) {
        return Some(index);
    }
    let index = u16::try_from(indices.len()).ok().filter(|&index| index < u16::MAX)?;
    indices.insert(name.to_owned(), index);
    add();
    Some(index)
}
