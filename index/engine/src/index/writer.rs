//! Writes a corpus as an index file.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::format::codec::{NUM_SHORT, Writer};
use crate::format::error::EncodeError;
use crate::format::layout::assemble;
use crate::format::sections::{Headings, write_clauses, write_meta, write_plain};
use crate::format::string_table::StringTable;
use crate::format::{latent, readings};
use crate::index::postings::Postings;
use crate::index::term_dictionary::{TermDictionary, build, pieces, terms};
use crate::index::thesaurus;
use crate::model::corpus::Corpus;

/// The file for a corpus. Equal corpora give equal bytes.
///
/// # Errors
/// [`EncodeError`] when the corpus does not hang together.
pub fn encode(corpus: &Corpus) -> Result<Vec<u8>, EncodeError> {
    validate(corpus)?;
    let text = Postings::new(corpus);
    let words = terms(corpus, &text);
    let chars = alphabet(corpus, &text, &words)?;
    let failed = |message| EncodeError::Terms { message };
    let automaton = build(&words, &chars).map_err(failed)?;
    let known = TermDictionary::open(automaton.clone(), chars).ok_or_else(|| failed("no automaton".to_owned()))?;
    let pieces = StringTable::new(&pieces(&known));
    let [meta, printed, clauses, texts, plain, thesaurus, stop_words] =
        writers(corpus, &text, known.chars(), &pieces).map(|it| it.bytes);
    let mut learned = Writer::new(&pieces);
    latent::write(&mut learned, &corpus.latent, words.len(), corpus.clauses.len())?;
    let (spelling, learned) = (readings::write(&corpus.lexicon), learned.bytes);
    Ok(assemble(&[meta, automaton, printed, clauses, texts, plain, thesaurus, spelling, stop_words, learned]))
}

/// Every character of the texts (what a writer without pieces lacks) and of
/// the words: the commonest, then the others, both in ascending order.
fn alphabet(corpus: &Corpus, text: &Postings, words: &[&str]) -> Result<Vec<char>, EncodeError> {
    let mut counts: BTreeMap<char, usize> = words.iter().flat_map(|it| it.chars()).map(|it| (it, 0)).collect();
    for (it, num) in writers(corpus, text, &[], &StringTable::default()).into_iter().flat_map(|it| it.unknown) {
        *counts.entry(it).or_default() += num;
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

/// The sections that hold texts.
fn writers<'a>(corpus: &Corpus, text: &Postings, chars: &[char], pieces: &'a StringTable) -> [Writer<'a>; 7] {
    let headings = Headings::collect(corpus);
    let [mut meta, mut printed, mut clauses, mut texts, mut plain, mut thesaurus, mut stop_words] =
        std::array::from_fn(|_| Writer::new(pieces));
    write_meta(&mut meta, corpus, chars);
    headings.write(&mut printed);
    write_clauses(&mut clauses, corpus, &headings);
    texts.number(corpus.clauses.len());
    texts.texts(corpus.clauses.iter().map(|it| &it.text));
    write_plain(&mut plain, corpus);
    thesaurus::write(&mut thesaurus, &corpus.lexicon.synonyms, text);
    stop_words.list(&corpus.lexicon.stop_words, |writer, it| writer.text(it));
    stop_words.list(&corpus.lexicon.amounts, |writer, it| {
        writer.list(&it.asked, |writer, it| writer.text(it));
        writer.list(&it.units, |writer, it| writer.text(it));
    });
    [meta, printed, clauses, texts, plain, thesaurus, stop_words]
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
    let dangling = corpus.clauses.iter().find(|it| {
        corpus.collections.len() <= usize::from(it.collection)
            || corpus.documents.len() <= usize::from(it.document)
            || it.facets.iter().any(|id| corpus.facets.len() <= usize::from(id.0))
    });
    match dangling {
        Some(it) => Err(EncodeError::Dangling { what: format!("clause {}", it.id) }),
        None => Ok(()),
    }
}
