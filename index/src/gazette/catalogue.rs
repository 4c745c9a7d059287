//! `corpus/collections.toml`: which lines of which file are which document, and
//! what is mended in them. Reads and checks the entries by themselves; whether
//! they fit the text is found by `document` and `outline`.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use policy_engine::{Collection, Document};
use serde::Deserialize;
use toml::Spanned;

use crate::error::{Kind, Result};
use crate::gazette::said::{RawValidity, Said};
use crate::source::Source;
use crate::toml_file::parse_toml;

/// Path of the file under the root.
pub const CATALOGUE: &str = "corpus/collections.toml";

/// The file, entries in its order.
#[derive(Debug)]
pub struct Catalogue {
    /// The text it was read from, for errors.
    pub source: Source,
    /// Collections, in the order of their tiles.
    pub collections: Vec<Collection>,
    /// Documents, in the order of their clauses.
    pub documents: Vec<DocumentEntry>,
    /// Words mended.
    pub errata: Vec<Erratum>,
    /// Lines put back where they belong.
    pub moves: Vec<Move>,
    /// Ids that must not change.
    pub pins: Vec<Pin>,
    /// Facet values given by hand.
    pub facets: Vec<FacetEntry>,
}

/// A `[[document]]`.
#[derive(Clone, Debug)]
pub struct DocumentEntry {
    /// Index in [`Catalogue::collections`].
    pub collection: usize,
    /// File under `corpus/`.
    pub file: String,
    /// First and last line, counted from 1.
    pub lines: (usize, usize),
    /// What the citation needs.
    pub document: Document,
    /// What it says of others.
    pub said: Said,
    /// Beginning of its clauses' ids, `2022-31`.
    pub id: String,
    /// Line of the entry in `collections.toml`.
    pub entry_line: usize,
}

/// An `[[erratum]]`.
#[derive(Clone, Debug)]
pub struct Erratum {
    /// 文号 of the document.
    pub document: String,
    /// Words as printed.
    pub find: String,
    /// Words as meant.
    pub replace: String,
    /// Why.
    pub reason: String,
    /// Line of the entry in `collections.toml`.
    pub entry_line: usize,
}

/// A `[[move]]`.
#[derive(Clone, Debug)]
pub struct Move {
    /// 文号 of the document.
    pub document: String,
    /// Words of the line that strayed.
    pub line: String,
    /// Words of the line it continues.
    pub after: String,
    /// Why.
    pub reason: String,
    /// Line of the entry in `collections.toml`.
    pub entry_line: usize,
}

/// A `[[pin]]`: the clause whose text begins so keeps this id.
#[derive(Clone, Debug)]
pub struct Pin {
    /// The id.
    pub id: String,
    /// 文号 of the document.
    pub document: String,
    /// How the clause begins.
    pub text: String,
    /// Line of the entry in `collections.toml`.
    pub entry_line: usize,
}

/// A `[[facet]]`: values a clause gains or loses against the rules.
#[derive(Clone, Debug)]
pub struct FacetEntry {
    /// Id of the clause.
    pub clause: String,
    /// Names it gains.
    pub add: Vec<String>,
    /// Names it loses.
    pub remove: Vec<String>,
    /// Line of the entry in `collections.toml`.
    pub entry_line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCatalogue {
    #[serde(default)]
    collection: Vec<Spanned<RawCollection>>,
    #[serde(default)]
    document: Vec<Spanned<RawDocument>>,
    #[serde(default)]
    erratum: Vec<Spanned<RawErratum>>,
    #[serde(default, rename = "move")]
    moves: Vec<Spanned<RawMove>>,
    #[serde(default)]
    pin: Vec<Spanned<RawPin>>,
    #[serde(default)]
    facet: Vec<Spanned<RawFacet>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCollection {
    id: String,
    name: String,
    #[serde(default)]
    examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDocument {
    collection: Spanned<String>,
    file: String,
    first_line: usize,
    last_line: usize,
    number: Spanned<String>,
    title: String,
    issuer: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    gazette: String,
    #[serde(default)]
    first_page: u32,
    period: Option<(u16, u16)>,
    id: Option<String>,
    validity: Option<RawValidity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawErratum {
    document: String,
    find: String,
    replace: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMove {
    document: String,
    line: String,
    after: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPin {
    id: String,
    document: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFacet {
    clause: String,
    #[serde(default)]
    add: Vec<String>,
    #[serde(default)]
    remove: Vec<String>,
}

impl Catalogue {
    /// Reads `corpus/collections.toml` under the root.
    ///
    /// # Errors
    /// `MissingFile`, `InvalidUtf8`, `Syntax`, `UnknownCollection`,
    /// `DuplicateEntry`, `UnknownDocument`.
    pub fn read(root: &Path) -> Result<Self> {
        let catalogue = Self::parse(Source::read(root, CATALOGUE)?)?;
        if catalogue.documents.is_empty() {
            let help = "bring back the entries it had; the lines at its top say how to write one";
            return catalogue.source.error_at(Kind::Syntax, 1, "there is no [[document]] entry", help).fail();
        }
        Ok(catalogue)
    }

    /// As [`Catalogue::read`], for a root with documents of another origin: it
    /// needs no entry, and no file.
    ///
    /// # Errors
    /// As [`Catalogue::read`].
    pub fn read_if_any(root: &Path) -> Result<Self> {
        if root.join(CATALOGUE).exists() {
            return Self::parse(Source::read(root, CATALOGUE)?);
        }
        Self::parse(Source::new(CATALOGUE, String::new()))
    }

    /// The collection of this id; one that no entry describes is made, and is
    /// called by its id.
    pub fn collection(&mut self, id: &str) -> usize {
        let known = self.collections.iter().position(|it| it.id == id);
        known.unwrap_or_else(|| {
            self.collections.push(Collection { id: id.to_owned(), name: id.to_owned(), examples: Vec::new() });
            self.collections.len() - 1
        })
    }

    fn parse(source: Source) -> Result<Self> {
        let raw: RawCatalogue = parse_toml(&source)?;
        let collections = collections(&source, raw.collection)?;
        let documents = documents(&source, &collections, raw.document)?;
        let at = |start: usize| source.line_of(start);
        let errata = raw.erratum.into_iter().map(|it| erratum(at(it.span().start), it.into_inner())).collect();
        let moves = raw.moves.into_iter().map(|it| stray(at(it.span().start), it.into_inner())).collect();
        let pins = raw.pin.into_iter().map(|it| pin(at(it.span().start), it.into_inner())).collect();
        let facets = raw.facet.into_iter().map(|it| facet(at(it.span().start), it.into_inner())).collect();
        let catalogue = Self { source, collections, documents, errata, moves, pins, facets };
        catalogue.check_documents_named()?;
        catalogue.check_reasons()?;
        Ok(catalogue)
    }

    /// Nothing is mended silently, and no clause goes without an id.
    fn check_reasons(&self) -> Result<()> {
        let errata = self.errata.iter().map(|it| (&it.reason, it.entry_line, "erratum needs a reason"));
        let moves = self.moves.iter().map(|it| (&it.reason, it.entry_line, "move needs a reason"));
        let pins = self.pins.iter().map(|it| (&it.id, it.entry_line, "pin needs an id"));
        for (words, line, message) in errata.chain(moves).chain(pins) {
            if words.trim().is_empty() {
                let help = "say in the entry what is wrong on the page and how you know, or give the id to keep";
                return self.source.error_at(Kind::Syntax, line, format!("this {message}"), help).fail();
            }
        }
        Ok(())
    }

    /// Every erratum, move and pin must name a document of this file.
    fn check_documents_named(&self) -> Result<()> {
        let errata = self.errata.iter().map(|it| (&it.document, it.entry_line));
        let moves = self.moves.iter().map(|it| (&it.document, it.entry_line));
        let pins = self.pins.iter().map(|it| (&it.document, it.entry_line));
        let numbers: HashSet<&str> = self.documents.iter().map(|it| it.document.number.as_str()).collect();
        for (number, line) in errata.chain(moves).chain(pins) {
            if !numbers.contains(number.as_str()) {
                let known: Vec<_> = self.documents.iter().map(|it| it.document.number.as_str()).collect();
                let help = format!("use the number of one of the [[document]] entries: {}", known.join(", "));
                let message = format!("no document has the number {number}");
                return self.source.error_at(Kind::UnknownDocument, line, message, help).fail();
            }
        }
        Ok(())
    }
}

fn collections(source: &Source, raw: Vec<Spanned<RawCollection>>) -> Result<Vec<Collection>> {
    let mut seen = HashMap::new();
    let mut collections = Vec::new();
    for entry in raw {
        let line = source.line_of(entry.span().start);
        let entry = entry.into_inner();
        refuse_second(source, &mut seen, &entry.id, line, "collection")?;
        collections.push(Collection { id: entry.id, name: entry.name, examples: entry.examples });
    }
    Ok(collections)
}

fn documents(
    source: &Source,
    collections: &[Collection],
    raw: Vec<Spanned<RawDocument>>,
) -> Result<Vec<DocumentEntry>> {
    let mut seen = HashMap::new();
    let by_id: HashMap<&str, usize> = collections.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let mut documents = Vec::new();
    for entry in raw {
        let line = source.line_of(entry.span().start);
        let entry = entry.into_inner();
        refuse_second(source, &mut seen, entry.number.get_ref(), line, "document")?;
        documents.push(document(source, collections, &by_id, entry, line)?);
    }
    Ok(documents)
}

fn refuse_second(
    source: &Source,
    seen: &mut HashMap<String, usize>,
    name: &str,
    line: usize,
    what: &str,
) -> Result<()> {
    let Some(first) = seen.insert(name.to_owned(), line) else { return Ok(()) };
    let message = format!("{what} {name} is defined twice");
    source.error_at_both(Kind::DuplicateEntry, (first, line), message, "remove one of the two entries").fail()
}

fn document(
    source: &Source,
    collections: &[Collection],
    by_id: &HashMap<&str, usize>,
    raw: RawDocument,
    entry_line: usize,
) -> Result<DocumentEntry> {
    let name = raw.collection.get_ref();
    let Some(&collection) = by_id.get(name.as_str()) else {
        let known: Vec<_> = collections.iter().map(|it| it.id.as_str()).collect();
        let help = format!("use one of {}, or add a [[collection]] entry", known.join(", "));
        let line = source.line_of(raw.collection.span().start);
        return source.error_at(Kind::UnknownCollection, line, format!("no collection has the id {name}"), help).fail();
    };
    let number = raw.number.get_ref().clone();
    let Some(id) = raw.id.or_else(|| id_of_number(&number)) else {
        let line = source.line_of(raw.number.span().start);
        let help = "write it as printed, like 柳政办〔2022〕31号, or add id = \"2022-31\" to the entry";
        return source.error_at(Kind::Syntax, line, format!("{number} is not a 文号"), help).fail();
    };
    if let Some((first, last)) = raw.period.filter(|(first, last)| !YEARS.contains(first) || !YEARS.contains(last)) {
        let message =
            format!("{number}: its period [{first}, {last}] is not in years {} to {}", YEARS.start(), YEARS.end());
        return source.error_at(Kind::Syntax, entry_line, message, "write the years as printed, in four digits").fail();
    }
    if let Some((first, last)) = raw.period.filter(|(first, last)| last < first) {
        let help = format!("write the earlier year first: period = [{last}, {first}]");
        let message = format!("{number}: its period ends before it begins");
        return source.error_at(Kind::Syntax, entry_line, message, help).fail();
    }
    let mut document = Document {
        number,
        title: raw.title,
        issuer: raw.issuer,
        date: raw.date,
        gazette: raw.gazette,
        first_page: raw.first_page,
        period: raw.period,
        ..Document::default()
    };
    let said = match raw.validity.unwrap_or_default().apply(&mut document) {
        Ok(said) => said,
        Err((value, help)) => {
            let message = format!("{}: “{value}” is no value of [document.validity]", document.number);
            return source.error_at(Kind::Syntax, entry_line, message, help).fail();
        }
    };
    let lines = (raw.first_line, raw.last_line);
    Ok(DocumentEntry { collection, file: raw.file, lines, document, said, id, entry_line })
}

/// What is printed of this state; anything else is a slip of the finger.
const YEARS: std::ops::RangeInclusive<u16> = 1949..=2199;

/// `柳政办〔2022〕31号` → `2022-31`
fn id_of_number(number: &str) -> Option<String> {
    let (_, rest) = number.split_once('〔')?;
    let (year, rest) = rest.split_once('〕')?;
    let serial = rest.strip_suffix('号')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(year) && digits(serial)).then(|| format!("{year}-{serial}"))
}

fn erratum(entry_line: usize, raw: RawErratum) -> Erratum {
    let RawErratum { document, find, replace, reason } = raw;
    Erratum { document, find, replace, reason, entry_line }
}

fn stray(entry_line: usize, raw: RawMove) -> Move {
    let RawMove { document, line, after, reason } = raw;
    Move { document, line, after, reason, entry_line }
}

fn pin(entry_line: usize, raw: RawPin) -> Pin {
    Pin { id: raw.id, document: raw.document, text: raw.text, entry_line }
}

fn facet(entry_line: usize, raw: RawFacet) -> FacetEntry {
    FacetEntry { clause: raw.clause, add: raw.add, remove: raw.remove, entry_line }
}
