//! The section of learned vectors.

use crate::format::codec::Reader;
use crate::format::error::Malformed;
#[cfg(feature = "write")]
use crate::format::{error::EncodeError, writer::Writer};
use crate::model::corpus::Latent;

#[cfg(feature = "write")]
pub(crate) fn write(
    writer: &mut Writer<'_>,
    latent: &Latent,
    num_words: usize,
    num_clauses: usize,
) -> Result<(), EncodeError> {
    let got = [latent.words.len(), latent.clauses.len()];
    if got != [num_words, num_clauses].map(|num| num * latent.num_dims) || MAX_DIMS <= latent.num_dims {
        return Err(EncodeError::Latent { got });
    }
    writer.number(latent.num_dims);
    writer.number(usize::from(latent.weight_percent));
    writer.bytes.extend(latent.words.iter().chain(&latent.clauses).map(|it| it.cast_unsigned()));
    Ok(())
}

pub(crate) fn read(mut reader: Reader<'_>, num_words: usize, num_clauses: usize) -> Result<Latent, Malformed> {
    if !cfg!(feature = "latent") {
        return Ok(Latent::default());
    }
    let num_dims = usize::from(reader.index(MAX_DIMS)?);
    // A byte when written.
    let weight_percent = reader.index(usize::from(u8::MAX) + 1)? as u8;
    let mut rows = |num: usize| {
        let bytes = reader.bytes(num.checked_mul(num_dims).ok_or(Malformed)?)?;
        Ok(bytes.iter().map(|it| it.cast_signed()).collect())
    };
    let (words, clauses) = (rows(num_words)?, rows(num_clauses)?);
    reader.end()?;
    Ok(Latent { num_dims, weight_percent, words, clauses })
}

/// Fewer dimensions than this are read: squares of so many bytes fit a sum.
const MAX_DIMS: usize = 4_096;

#[cfg(all(test, feature = "latent"))]
mod tests {
    use super::*;
    use crate::format::budget::Budget;
    use crate::format::string_table::StringTable;

    fn latent() -> Latent {
        Latent { num_dims: 2, weight_percent: 70, words: vec![127, 0, 0, 127], clauses: vec![127, 0, 100, 100, 0, 0] }
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
        let (known, budget) = (StringTable::new(&[]), Budget::of_file(0));
        let mut writer = Writer::new(&known);
        write(&mut writer, &latent(), 2, 3).unwrap();
        assert_eq!(read(Reader::new(&writer.bytes, &budget), 2, 3), Ok(latent()));
        assert_eq!(read(Reader::new(&writer.bytes, &budget), 2, 4), Err(Malformed));
        assert_eq!(read(Reader::new(&writer.bytes, &budget), 1, 3), Err(Malformed));
        assert_eq!(read(Reader::new(&[0, 0], &budget), 2, 3), Ok(Latent::default()));
    }
}
