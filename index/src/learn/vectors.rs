//! The file of what was learned, and how it meets a corpus: words are known
//! by their letters, clauses by id and text, so that it serves a corpus that
//! has changed since.
//!
//! ```text
//! magic "PLVC" | version | numbers per row | their weight in percent | words | clauses        u32 each
//! per word     length in bytes u16 | UTF-8
//! per clause   length of its id u16 | UTF-8 | first 8 bytes of SHA-256 of its text
//! rows         an i8 per number: of words, then of clauses
//! checksum     first 8 bytes of SHA-256 of all before
//! ```

use std::collections::HashMap;
use std::path::Path;

use policy_engine::{Clause, Corpus, Latent, index_terms};
use sha2::{Digest, Sha256};

use crate::error::{IndexError, Kind, Result};
use crate::language::lsa::quantized;
use crate::language::segmenter::WordSegmenter;

/// Rows of words and of clauses, with what they belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vectors {
    words: Vec<String>,
    /// Id and hash of the text.
    clauses: Vec<(String, [u8; 8])>,
    rows: Latent,
}

const MAGIC: [u8; 4] = *b"PLVC";
const VERSION: u32 = 1;
const NUM_HASH: usize = 8;

impl Vectors {
    /// What was learned from a corpus.
    pub fn new(corpus: &Corpus, rows: Latent) -> Self {
        let words = index_terms(corpus).into_iter().map(str::to_owned).collect();
        let clauses = corpus.clauses.iter().map(|it| (it.id.clone(), hash(it.text.as_bytes()))).collect();
        Self { words, clauses, rows }
    }

    /// The rows for a corpus, and how many of its clauses nothing was learned
    /// about: those lie where their words point.
    pub fn meet(&self, corpus: &Corpus) -> (Latent, usize) {
        let num_dims = self.rows.num_dims;
        let words: HashMap<&str, &[i8]> =
            self.words.iter().map(String::as_str).zip(self.rows.words.chunks(num_dims.max(1))).collect();
        let known = self.clauses.iter().map(|it| (it.0.as_str(), it.1));
        let clauses: HashMap<(&str, [u8; 8]), &[i8]> = known.zip(self.rows.clauses.chunks(num_dims.max(1))).collect();
        let weight_percent = self.rows.weight_percent;
        let mut latent = Latent { num_dims, weight_percent, ..Latent::default() };
        let nothing = vec![0; num_dims];
        for term in index_terms(corpus) {
            latent.words.extend(words.get(term).copied().unwrap_or(&nothing));
        }
        let mut segmenter = None;
        let mut num_new = 0;
        for clause in &corpus.clauses {
            if let Some(row) = clauses.get(&(clause.id.as_str(), hash(clause.text.as_bytes()))) {
                latent.clauses.extend(*row);
                continue;
            }
            num_new += 1;
            let segmenter = segmenter.get_or_insert_with(|| WordSegmenter::new([]));
            latent.clauses.extend(by_words(clause, segmenter, &words, num_dims));
        }
        (latent, num_new)
    }

    /// The file.
    ///
    /// # Errors
    /// `Engine` for an id of more than 65,535 bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = MAGIC.to_vec();
        let weight = usize::from(self.rows.weight_percent);
        for number in [VERSION as usize, self.rows.num_dims, weight, self.words.len(), self.clauses.len()] {
            bytes.extend((number as u32).to_le_bytes());
        }
        for word in &self.words {
            push_text(&mut bytes, word)?;
        }
        for (id, hash) in &self.clauses {
            push_text(&mut bytes, id)?;
            bytes.extend(hash);
        }
        bytes.extend(self.rows.words.iter().chain(&self.rows.clauses).map(|it| it.cast_unsigned()));
        let sum = hash(&bytes);
        bytes.extend(sum);
        Ok(bytes)
    }

    /// Reads a file of vectors.
    ///
    /// # Errors
    /// `MissingFile`; `Syntax` for anything but an undamaged file of vectors.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let help = "make it with policy-index learn";
        let bytes = std::fs::read(path).map_err(|error| {
            Box::new(IndexError::new(Kind::MissingFile, format!("{name}: cannot be read: {error}"), help))
        })?;
        parse(&bytes).ok_or_else(|| {
            let message = format!("{name}: not a file of vectors of version {VERSION}, or damaged");
            Box::new(IndexError::new(Kind::Syntax, message, help))
        })
    }
}

fn push_text(bytes: &mut Vec<u8>, text: &str) -> Result<()> {
    let Ok(len) = u16::try_from(text.len()) else {
        let message = format!("the id {text:.40}… is longer than 65,535 bytes");
        return IndexError::new(Kind::Engine, message, "give the clause a shorter id").fail();
    };
    bytes.extend(len.to_le_bytes());
    bytes.extend(text.as_bytes());
    Ok(())
}

fn parse(bytes: &[u8]) -> Option<Vectors> {
    let (body, sum) = bytes.split_last_chunk::<NUM_HASH>()?;
    let mut rest = body.strip_prefix(&MAGIC)?;
    if hash(body) != *sum || number(&mut rest)? != VERSION {
        return None;
    }
    let (num_dims, weight_percent) = (number(&mut rest)?, u8::try_from(number(&mut rest)?).ok()?);
    let (num_words, num_clauses) = (number(&mut rest)?, number(&mut rest)?);
    let words = (0..num_words).map(|_| text(&mut rest)).collect::<Option<Vec<String>>>()?;
    let clause = |_| Some((text(&mut rest)?, taken::<NUM_HASH>(&mut rest)?));
    let clauses = (0..num_clauses).map(clause).collect::<Option<Vec<_>>>()?;
    let rows: Vec<i8> = rest.iter().map(|it| it.cast_signed()).collect();
    let num_dims = num_dims as usize;
    if rows.len() != num_dims.checked_mul(words.len() + clauses.len())? {
        return None;
    }
    let (of_words, of_clauses) = rows.split_at(num_dims * words.len());
    let rows = Latent { num_dims, weight_percent, words: of_words.to_vec(), clauses: of_clauses.to_vec() };
    Some(Vectors { words, clauses, rows })
}

fn taken<const LEN: usize>(rest: &mut &[u8]) -> Option<[u8; LEN]> {
    let (taken, left) = rest.split_first_chunk::<LEN>()?;
    *rest = left;
    Some(*taken)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    taken::<4>(rest).map(u32::from_le_bytes)
}

fn text(rest: &mut &[u8]) -> Option<String> {
    let len = usize::from(u16::from_le_bytes(taken::<2>(rest)?));
    let (text, left) = rest.split_at_checked(len)?;
    *rest = left;
    String::from_utf8(text.to_vec()).ok()
}

fn hash(bytes: &[u8]) -> [u8; NUM_HASH] {
    // The digest has 32 bytes.
    Sha256::digest(bytes).first_chunk().copied().unwrap_or_default()
}

fn by_words(clause: &Clause, segmenter: &WordSegmenter, words: &HashMap<&str, &[i8]>, num_dims: usize) -> Vec<i8> {
    let mut sum = vec![0.0; num_dims];
    for word in [&clause.title, &clause.text].into_iter().flat_map(|it| segmenter.tokens(it)) {
        let row = words.get(word.as_str()).copied().unwrap_or_default();
        sum.iter_mut().zip(row).for_each(|(sum, it)| *sum += f32::from(*it));
    }
    quantized(&sum, num_dims.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use policy_engine::Lexicon;

    fn corpus(texts: &[&str]) -> Corpus {
        let clause =
            |(at, text): (usize, &&str)| Clause { id: at.to_string(), text: (*text).to_owned(), ..Clause::default() };
        let lexicon = Lexicon { words: vec!["工资".into(), "离婚".into()], ..Lexicon::default() };
        Corpus { clauses: texts.iter().enumerate().map(clause).collect(), lexicon, ..Corpus::default() }
    }

    fn learned() -> Vectors {
        let (words, clauses) = (vec![1, 2, 3, 4], vec![127, 0, 0, -127]);
        let rows = Latent { num_dims: 2, weight_percent: 90, words, clauses };
        Vectors::new(&corpus(&["工资工资", "离婚离婚"]), rows)
    }

    #[test]
    fn a_file_is_read_as_written_and_damage_is_refused() {
        let bytes = learned().to_bytes().unwrap();
        assert_eq!(parse(&bytes), Some(learned()));
        for at in 0..bytes.len() {
            assert_eq!(parse(&bytes[..at]), None, "cut at {at}");
            let mut bad = bytes.clone();
            bad[at] ^= 1;
            assert_eq!(parse(&bad), None, "byte {at}");
        }
    }

    #[test]
    fn vectors_follow_words_and_clauses_into_another_corpus() {
        let (latent, num_new) = learned().meet(&corpus(&["工资工资", "离婚离婚"]));
        assert_eq!((&latent, num_new), (&learned().rows, 0));
        // The second clause says something else now, the third is new.
        let (latent, num_new) = learned().meet(&corpus(&["工资工资", "工资，离婚", "离婚离婚"]));
        assert_eq!((latent.words, num_new), (vec![1, 2, 3, 4], 2));
        assert_eq!(latent.clauses, [127, 0, 85, 127, 95, 127]);
    }
}
