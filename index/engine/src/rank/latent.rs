//! What words have to do with each other, learned from a large corpus. Words
//! of like clauses point in like directions of a space of few dimensions, so
//! that a question about 离婚 leans towards clauses about 夫妻 and 子女 that
//! lack the word (latent semantic analysis: Deerwester et al., *Indexing by
//! Latent Semantic Analysis*, 1990). `policy-index` learns; here directions
//! are added up and compared. Three documents teach nothing: their index has
//! none. Without the feature `latent`, as in the browser, whatever an index
//! has is passed over.

use crate::format::codec::{Malformed, Reader, Writer};
use crate::format::error::EncodeError;
use crate::index::postings::Postings;
use crate::index::term_dictionary;
use crate::model::corpus::{ClauseId, Corpus, Latent};
use crate::rank::math::power;

/// The terms of the index that [`encode`](crate::encode) makes of a corpus, in
/// the order of [`Latent::words`].
///
/// Costs time in the characters of the corpus and the occurrences of its
/// words.
pub fn index_terms(corpus: &Corpus) -> Vec<&str> {
    term_dictionary::terms(corpus, &Postings::new(corpus))
}

impl Latent {
    /// The sum of the directions of words, given by place and weight, of
    /// length 1; `None` if none of them was learned.
    pub(crate) fn direction(&self, words: impl Iterator<Item = (usize, f32)>) -> Option<Vec<f32>> {
        let mut sum = vec![0.0; self.num_dims];
        for (place, weight) in words {
            let row = row(&self.words, self.num_dims, place);
            let share = weight / len_of(row).max(1.0);
            sum.iter_mut().zip(row).for_each(|(sum, it)| *sum += share * f32::from(*it));
        }
        let len = power(sum.iter().map(|it| it * it).sum(), 0.5);
        sum.iter_mut().for_each(|it| *it /= len);
        (0.0 < len).then_some(sum)
    }

    /// Cosine between a direction of length 1 and that of a clause.
    pub(crate) fn proximity(&self, direction: &[f32], clause: ClauseId) -> f32 {
        let row = row(&self.clauses, self.num_dims, clause.0 as usize);
        let product: f32 = direction.iter().zip(row).map(|(a, b)| a * f32::from(*b)).sum();
        product / len_of(row).max(1.0)
    }
}

/// Out of bounds is no row, and no row points nowhere.
fn row(rows: &[i8], num_dims: usize, place: usize) -> &[i8] {
    rows.chunks_exact(num_dims.max(1)).nth(place).unwrap_or_default()
}

/// No more dimensions than this are read: squares of so many bytes fit a sum.
const MAX_DIMS: usize = 4_096;

fn len_of(row: &[i8]) -> f32 {
    let squares: i32 = row.iter().map(|it| i32::from(*it) * i32::from(*it)).sum();
    power(squares as f32, 0.5)
}

pub(crate) fn write(
    writer: &mut Writer<'_>,
    latent: &Latent,
    num_words: usize,
    num_clauses: usize,
) -> Result<(), EncodeError> {
    let got = [latent.words.len(), latent.clauses.len()];
    if got != [num_words, num_clauses].map(|num| num * latent.num_dims) {
        return Err(EncodeError::Latent { got });
    }
    writer.number(latent.num_dims);
    writer.bytes.extend(latent.words.iter().chain(&latent.clauses).map(|it| it.cast_unsigned()));
    Ok(())
}

pub(crate) fn read(mut reader: Reader<'_>, num_words: usize, num_clauses: usize) -> Result<Latent, Malformed> {
    if !cfg!(feature = "latent") {
        return Ok(Latent::default());
    }
    let num_dims = usize::from(reader.index(MAX_DIMS)?);
    let mut rows = |num: usize| {
        let bytes = reader.bytes(num.checked_mul(num_dims).ok_or(Malformed)?)?;
        Ok(bytes.iter().map(|it| it.cast_signed()).collect())
    };
    let (words, clauses) = (rows(num_words)?, rows(num_clauses)?);
    reader.end()?;
    Ok(Latent { num_dims, words, clauses })
}

#[cfg(all(test, feature = "latent"))]
mod tests {
    use super::*;
    use crate::format::string_table::StringTable;

    fn latent() -> Latent {
        Latent { num_dims: 2, words: vec![127, 0, 0, 127], clauses: vec![127, 0, 100, 100, 0, 0] }
    }

    #[test]
    fn directions_of_words_add_up_and_clauses_along_them_are_near() {
        let latent = latent();
        let first = latent.direction([(0, 3.0)].into_iter()).unwrap();
        let proximity: Vec<f32> = (0..4).map(|at| latent.proximity(&first, ClauseId(at))).collect();
        assert!((proximity[0] - 1.0).abs() < 1e-3 && (proximity[1] - 0.707).abs() < 1e-3, "{proximity:?}");
        assert_eq!(proximity[2..], [0.0, 0.0]);
        let both = latent.direction([(0, 1.0), (1, 1.0)].into_iter()).unwrap();
        assert!((latent.proximity(&both, ClauseId(1)) - 1.0).abs() < 1e-3);
        assert_eq!(latent.direction([(9, 1.0)].into_iter()), None);
        assert_eq!(Latent::default().direction([(0, 1.0)].into_iter()), None);
    }

    #[test]
    fn what_another_corpus_taught_is_refused() {
        let known = StringTable::new(&[]);
        let refused = |num_words| write(&mut Writer::new(&known), &latent(), num_words, 3);
        assert_eq!(refused(3), Err(EncodeError::Latent { got: [4, 6] }));
        assert_eq!(refused(2), Ok(()));
    }

    #[test]
    fn rows_are_read_as_written_and_missing_ones_are_damage() {
        let known = StringTable::new(&[]);
        let mut writer = Writer::new(&known);
        write(&mut writer, &latent(), 2, 3).unwrap();
        assert_eq!(read(Reader::new(&writer.bytes), 2, 3), Ok(latent()));
        assert_eq!(read(Reader::new(&writer.bytes), 2, 4), Err(Malformed));
        assert_eq!(read(Reader::new(&writer.bytes), 1, 3), Err(Malformed));
        assert_eq!(read(Reader::new(&[0]), 2, 3), Ok(Latent::default()));
    }
}
