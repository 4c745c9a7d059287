//! Writes a corpus as an index file.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::format::codec::NUM_SHORT;
use crate::format::error::EncodeError;
use crate::format::layout::assemble;
use crate::format::section_writer::{
    write_clauses, write_headings, write_meta, write_plain, write_questions, write_stop_words, write_texts,
};
use crate::format::string_table::StringTable;
use crate::format::writer::Writer;
use crate::format::{latent, readings};
use crate::index::postings::Postings;
use crate::index::term_dictionary::TermDictionary;
use crate::index::term_writer::{build, terms};
use crate::index::thesaurus_writer::Groups;
use crate::model::corpus::Corpus;
use crate::model::heading::Heading;

/// The file for a corpus. Equal corpora give equal bytes.
///
/// # Errors
/// [`EncodeError`] when the corpus does not hang together.
pub fn encode(corpus: &Corpus) -> Result<Vec<u8>, EncodeError> {
    validate(corpus)?;
    let postings = Postings::new(corpus);
    let words = terms(corpus, &postings);
    let groups = Groups::new(&corpus.lexicon.synonyms, &postings);
    let chars = alphabet(corpus, &groups, &words)?;
    let failed = |message| EncodeError::Terms { message };
    let automaton = build(&words, &chars).map_err(failed)?;
    let dictionary = TermDictionary::open(&automaton, chars).map_err(|_| failed("no automaton".to_owned()))?;
    let strings = StringTable::new(dictionary.strings());
    let section = |write: &dyn Fn(&mut Writer<'_>)| {
        let mut writer = Writer::new(&strings);
        write(&mut writer);
        writer.bytes
    };
    let mut learned = Writer::new(&strings);
    latent::write(&mut learned, &corpus.latent, words.len(), corpus.clauses.len())?;
    Ok(assemble(&[
        section(&|it| write_meta(it, corpus, dictionary.chars())),
        automaton,
        section(&|it| write_headings(it, &corpus.headings)),
        section(&|it| write_clauses(it, corpus)),
        section(&|it| write_texts(it, &corpus.clauses)),
        section(&|it| write_plain(it, corpus)),
        section(&|it| groups.write(it)),
        readings::write(&corpus.lexicon),
        section(&|it| write_stop_words(it, &corpus.lexicon)),
        learned.bytes,
        section(&|it| write_questions(it, corpus)),
    ]))
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

fn validate(corpus: &Corpus) -> Result<(), EncodeError> {
    for (what, len) in [
        ("collections", corpus.collections.len()),
        ("documents", corpus.documents.len()),
        ("facet values", corpus.facets.len()),
    ] {
        if usize::from(u16::MAX) < len {
            return Err(EncodeError::TooMany { what });
        }
    }
    let is_later = |(at, it): (usize, &Heading)| it.parent.is_some_and(|parent| at <= parent.0 as usize);
    if let Some(at) = corpus.headings.iter().enumerate().position(is_later) {
        return Err(EncodeError::Dangling { what: format!("heading {:?}", corpus.headings[at].text) });
    }
    let dangling = corpus.clauses.iter().find(|it| {
        corpus.collections.len() <= usize::from(it.collection)
            || corpus.documents.len() <= usize::from(it.document)
            || it.heading.is_some_and(|id| corpus.headings.len() <= id.0 as usize)
            || it.facets.iter().any(|id| corpus.facets.len() <= usize::from(id.0))
    });
    match dangling {
        Some(it) => Err(EncodeError::Dangling { what: format!("clause {}", it.id) }),
        None => Ok(()),
    }
}
