//! Writes a corpus as an index file.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::format::budget::Budget;
use crate::format::codec::NUM_SHORT;
use crate::format::error::EncodeError;
use crate::format::layout::{NAMES, assemble};
use crate::format::section_writer::{
    write_clauses, write_headings, write_meta, write_plain, write_questions, write_stop_words, write_texts,
};
use crate::format::sections::MAX_YEAR;
use crate::format::string_table::StringTable;
use crate::format::writer::Writer;
use crate::format::{latent, readings};
use crate::index::index::Index;
use crate::index::postings::Postings;
use crate::index::term_dictionary::TermDictionary;
use crate::index::term_writer::{build, terms};
use crate::index::thesaurus::MAX_WEIGHT;
use crate::index::thesaurus_writer::Groups;
use crate::model::corpus::{Clause, Corpus, Document};
use crate::model::leanings::{Bucket, MAX_DOUBT, MAX_STEPS, NUM_BUCKETS};

/// The file for a corpus. Equal corpora give equal bytes.
///
/// What is written opens: it is opened once before it is handed over.
///
/// Costs time in the characters of the corpus and the occurrences of its
/// words.
///
/// # Errors
/// [`EncodeError`]: an id that points to nothing, a list that is too long, a
/// value that the file has no form for, or a corpus that repeats itself so
/// much that opening it would be refused.
///
/// # Examples
/// ```
/// # use policy_engine::{Clause, Collection, Corpus, Document, Index, Lexicon, encode};
/// # let clause = |id: &str, text: &str| Clause { id: id.into(), text: text.into(), ..Clause::default() };
/// # let corpus = Corpus {
/// #     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
/// #     documents: vec![Document::default()],
/// #     clauses: vec![clause("1", "对就业困难人员给予社会保险补贴。补贴每月三百元。"), clause("2", "增建体育健身步道。")],
/// #     lexicon: Lexicon {
/// #         words: vec!["补贴".into()],
/// #         readings: vec![('补', "bu".into()), ('贴', "tie".into())],
/// #         ..Lexicon::default()
/// #     },
/// #     ..Corpus::default()
/// # };
/// let bytes = encode(&corpus)?;
/// assert_eq!(&bytes[..4], b"PLIX");
/// assert_eq!(encode(&corpus)?, bytes);
///
/// let dangling = Corpus { documents: vec![], ..corpus };
/// assert_eq!(encode(&dangling).map_err(|it| it.to_string()), Err("clause 1 points to nothing".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn encode(corpus: &Corpus) -> Result<Vec<u8>, EncodeError> {
    let bytes = write(corpus)?;
    Index::open(&bytes).map_err(|error| EncodeError::Refused { error })?;
    Ok(bytes)
}

fn write(corpus: &Corpus) -> Result<Vec<u8>, EncodeError> {
    validate(corpus)?;
    let postings = Postings::new(corpus);
    let words = terms(corpus, &postings);
    let groups = Groups::new(&corpus.lexicon.synonyms, &postings);
    let chars = alphabet(corpus, &groups, &words)?;
    let failed = |message| EncodeError::Terms { message };
    let automaton = build(&words, &chars).map_err(failed)?;
    let mut dictionary = TermDictionary::open(&automaton, chars, &Budget::of_file(usize::MAX))
        .map_err(|_| failed("no automaton".to_owned()))?;
    // The first time only to count which strings are used most.
    let strings = StringTable::new(dictionary.strings());
    sections(corpus, &groups, &dictionary, &strings, &automaton, &[])?;
    let common: Vec<usize> = strings.commonest().into_iter().map(|number| usize::from(number) - 1).collect();
    dictionary.put_first(&common).map_err(|_| failed("no strings".to_owned()))?;
    let strings = StringTable::new(dictionary.strings());
    Ok(assemble(&sections(corpus, &groups, &dictionary, &strings, &automaton, &common)?))
}

/// `common`: indices of the strings that are put before the others.
fn sections(
    corpus: &Corpus,
    groups: &Groups<'_>,
    dictionary: &TermDictionary,
    strings: &StringTable,
    automaton: &[u8],
    common: &[usize],
) -> Result<[Vec<u8>; NAMES.len()], EncodeError> {
    let section = |write: &dyn Fn(&mut Writer<'_>)| {
        let mut writer = Writer::new(strings);
        write(&mut writer);
        writer.bytes
    };
    let mut learned = Writer::new(strings);
    latent::write(&mut learned, &corpus.latent, dictionary.terms().len(), corpus.clauses.len())?;
    Ok([
        section(&|it| {
            it.ascending(common.iter().copied());
            write_meta(it, corpus, dictionary.chars());
        }),
        automaton.to_vec(),
        section(&|it| write_headings(it, &corpus.headings)),
        section(&|it| write_clauses(it, corpus)),
        section(&|it| write_texts(it, &corpus.clauses)),
        section(&|it| write_plain(it, corpus)),
        section(&|it| groups.write(it)),
        readings::write(&corpus.lexicon),
        section(&|it| write_stop_words(it, &corpus.lexicon)),
        learned.bytes,
        section(&|it| write_questions(it, corpus)),
    ])
}

/// Every character of the texts and of the words: the commonest, then the
/// others, both in ascending order.
fn alphabet(corpus: &Corpus, groups: &Groups<'_>, words: &[&str]) -> Result<Vec<char>, EncodeError> {
    let mut counts: BTreeMap<char, usize> = words.iter().flat_map(|it| it.chars()).map(|it| (it, 0)).collect();
    for it in corpus.texts().chain(groups.keys()).flat_map(str::chars) {
        *counts.entry(it).or_default() += 1;
    }
    if usize::from(u16::MAX) <= counts.len() {
        return Err(EncodeError::TooMany { what: "different characters" });
    }
    let mut chars: Vec<char> = counts.keys().copied().collect();
    chars.sort_by_key(|it| Reverse(counts[it]));
    let (common, others) = chars.split_at_mut(NUM_SHORT.min(counts.len()));
    common.sort_unstable();
    others.sort_unstable();
    Ok(chars)
}

pub(crate) fn validate(corpus: &Corpus) -> Result<(), EncodeError> {
    for (what, len) in [
        ("collections", corpus.collections.len()),
        ("documents", corpus.documents.len()),
        ("facet values", corpus.facets.len()),
    ] {
        if usize::from(u16::MAX) < len {
            return Err(EncodeError::TooMany { what });
        }
    }
    let dangling = |what| Err(EncodeError::Dangling { what });
    for (at, it) in corpus.headings.iter().enumerate() {
        let is_later = it.parent.is_some_and(|parent| at <= parent.0 as usize);
        if is_later || corpus.documents.len() <= usize::from(it.document) {
            return dangling(format!("heading {:?}", it.text));
        }
    }
    let is_known = |it: Option<u16>| it.is_none_or(|it| usize::from(it) < corpus.documents.len());
    let refers = |it: &Document| is_known(it.explains) && it.terms.later.iter().all(|it| is_known(it.document));
    if let Some(it) = corpus.documents.iter().find(|it| !refers(it)) {
        return dangling(format!("document {}", it.number));
    }
    if let Some(it) = corpus.clauses.iter().find(|it| is_dangling(corpus, it)) {
        return dangling(format!("clause {}", it.id));
    }
    match impossible(corpus) {
        Some(what) => Err(EncodeError::Impossible { what }),
        None => Ok(()),
    }
}

fn is_dangling(corpus: &Corpus, clause: &Clause) -> bool {
    corpus.collections.len() <= usize::from(clause.collection)
        || corpus.documents.len() <= usize::from(clause.document)
        || clause.heading.is_some_and(|id| corpus.headings.len() <= id.0 as usize)
        || clause.facets.iter().any(|id| corpus.facets.len() <= usize::from(id.0))
}

/// The first value that the file has no form for.
fn impossible(corpus: &Corpus) -> Option<String> {
    let is_year = |it: u16| (1..MAX_YEAR).contains(&it);
    let document = corpus.documents.iter().find(|it| it.period.is_some_and(|it| !is_year(it.0) || !is_year(it.1)));
    let unsorted = corpus.clauses.iter().find(|it| !it.facets.is_sorted());
    let torn = corpus.clauses.iter().find(|it| !has_whole_cells(it));
    let asked = &corpus.lexicon.asked_words;
    let is_asked = |it: &String| asked.binary_search_by(|word| word.0.cmp(it)).is_ok();
    let has_words = |it: &Clause| it.questions.words.is_sorted() && it.questions.words.iter().all(is_asked);
    let unasked = corpus.clauses.iter().find(|it| !has_words(it));
    let is_unsorted = !asked.is_sorted_by(|a, b| a.0 < b.0);
    let bucket = corpus.leanings.buckets.iter().find(|it| !is_writable(it, corpus.clauses.len()));
    let synonym = corpus.lexicon.synonyms.iter().find(|it| MAX_WEIGHT < it.weight);
    document
        .map(|it| format!("the period {:?} of document {:?} is not of years 1 to 9999", it.period, it.number))
        .or_else(|| unsorted.map(|it| format!("the facets of clause {} do not ascend", it.id)))
        .or_else(|| torn.map(|it| format!("the cells of clause {} are not its text, parted by tabs", it.id)))
        .or_else(|| is_unsorted.then(|| "the words of questions do not ascend".to_owned()))
        .or_else(|| {
            unasked.map(|it| format!("the words of clause {} are not among those of questions, ascending", it.id))
        })
        .or_else(|| bucket.map(|it| format!("bucket {} leans to what is no clause", it.number)))
        .or_else(|| synonym.map(|it| format!("the weight {} of synonym {:?} is not 0 to 100", it.weight, it.from)))
}

/// Whether a bucket leans to clauses and doubts by steps there are.
fn is_writable(bucket: &Bucket, num_clauses: usize) -> bool {
    let is_step = |it: &(u32, u8)| (it.0 as usize) < num_clauses && (1..=MAX_STEPS).contains(&it.1);
    bucket.clauses.is_sorted_by(|a, b| a.0 < b.0)
        && bucket.clauses.iter().all(is_step)
        && (-MAX_DOUBT..=MAX_DOUBT).contains(&bucket.doubt)
        && u32::from(bucket.number) < NUM_BUCKETS
}

/// Whether the cells, parted by tabs, are the text; true for what has none.
fn has_whole_cells(clause: &Clause) -> bool {
    let cells: Option<Vec<&str>> = clause.cells.iter().map(|it| clause.text.get(it.clone())).collect();
    let mut whole = Clause::default();
    whole.set_cells(cells.unwrap_or_default());
    clause.cells.is_empty() || (whole.text == clause.text && whole.cells == clause.cells)
}
