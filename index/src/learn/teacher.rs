//! What a sentence encoder knows of the words. The encoder runs apart, once:
//! `learn --texts FILE` writes the words, `teacher.py FILE VECTORS` has them
//! encoded, `learn --teacher VECTORS` reads a row per word. Nothing of the
//! encoder is needed after that. Clauses are not encoded, which would take a
//! hundred times as long: a clause is the sum of its words.

use std::path::Path;

use ndarray::Array2;

use crate::error::{IndexError, Kind, Result};

/// Reads a matrix of 32-bit floats as NumPy saves it, a row per text.
///
/// # Errors
/// `MissingFile`; `Syntax` if it is no such file or has another number of
/// rows.
pub fn read(path: &Path, num_texts: usize) -> Result<Array2<f32>> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let help = "make it with teacher.py from the file that learn --texts writes";
        Box::new(IndexError::new(Kind::MissingFile, format!("{name}: cannot be read: {error}"), help))
    })?;
    let refused = |message: &str| {
        let help = "make it anew with teacher.py from the file that learn --texts writes for these clauses";
        Box::new(IndexError::new(Kind::Syntax, format!("{name}: {message}"), help))
    };
    let rows = parse(&bytes).ok_or_else(|| refused("not a matrix of 32-bit floats as NumPy saves it"))?;
    if rows.nrows() != num_texts {
        return Err(refused(&format!("{} rows for {num_texts} texts", rows.nrows())));
    }
    Ok(rows)
}

/// `\x93NUMPY`, version 1.0, length of the heading, the heading (a Python
/// dictionary), the numbers row by row.
fn parse(bytes: &[u8]) -> Option<Array2<f32>> {
    let rest = bytes.strip_prefix(b"\x93NUMPY\x01\x00")?;
    let (len, rest) = rest.split_first_chunk::<2>()?;
    let (heading, numbers) = rest.split_at_checked(usize::from(u16::from_le_bytes(*len)))?;
    let heading = std::str::from_utf8(heading).ok()?;
    if !heading.contains("'<f4'") || !heading.contains("'fortran_order': False") {
        return None;
    }
    let shape = heading.split_once("'shape': (")?.1.split_once(')')?.0;
    let mut shape = shape.split(',').map(|it| it.trim().parse::<usize>().ok());
    let (num_rows, num_columns) = (shape.next()??, shape.next()??);
    let numbers = numbers.chunks_exact(4).map(|it| f32::from_le_bytes([it[0], it[1], it[2], it[3]])).collect();
    Array2::from_shape_vec((num_rows, num_columns), numbers).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(shape: &str, numbers: &[f32]) -> Vec<u8> {
        let heading = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}      \n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((heading.len() as u16).to_le_bytes());
        bytes.extend(heading.as_bytes());
        bytes.extend(numbers.iter().flat_map(|it| it.to_le_bytes()));
        bytes
    }

    #[test]
    fn a_matrix_is_read_as_numpy_saves_it_and_nothing_else() {
        let rows = parse(&saved("(2, 3)", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])).unwrap();
        assert_eq!((rows.dim(), rows[[1, 0]]), ((2, 3), 4.0));
        assert_eq!(parse(&saved("(2, 3)", &[1.0])), None);
        assert_eq!(parse(&saved("(2,)", &[1.0, 2.0])), None);
        assert_eq!(parse(b"PK"), None);
    }
}
