//! Rows of a table with tabs between its columns, as test collections come: nothing is quoted, a tab always ends a cell.

use csv::{ReaderBuilder, StringRecord, Trim};
use serde::de::DeserializeOwned;

use crate::error::{Kind, Result};
use crate::source::Source;

/// The rows of a file, each with the number of its line; blank lines are left out, and so is a first row that begins
/// with one of `headings`. Cells are trimmed and fill the fields of `T` in their order.
///
/// # Errors
/// `Syntax` for a row that has not `num_columns` cells, or whose cells `T` does not take. `help` says what they are.
pub(super) fn rows<T: DeserializeOwned>(
    source: &Source,
    num_columns: usize,
    headings: &[&str],
    help: &str,
) -> Result<Vec<(usize, T)>> {
    let mut reader = ReaderBuilder::new();
    reader.delimiter(b'\t').quoting(false).has_headers(false).flexible(true).trim(Trim::All);
    let mut rows = Vec::new();
    for record in reader.from_reader(source.text.as_bytes()).into_records() {
        let record = record.map_err(|error| source.error_at(Kind::Syntax, 1, error.to_string(), help))?;
        let number = line_of(source, &record);
        let is_heading = number == 1 && headings.contains(&record.get(0).unwrap_or_default());
        if is_heading || record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() != num_columns {
            let message = format!("{} instead of {num_columns} columns", record.len());
            return source.error_at(Kind::Syntax, number, message, help).fail();
        }
        let row = record.deserialize(None);
        rows.push((number, row.map_err(|error| source.error_at(Kind::Syntax, number, error.to_string(), help))?));
    }
    Ok(rows)
}

/// Counted from 1. The reader's own count stops at the blank lines before a row.
fn line_of(source: &Source, record: &StringRecord) -> usize {
    let start = record.position().and_then(|it| usize::try_from(it.byte()).ok()).unwrap_or_default();
    let rest = source.text.get(start..).unwrap_or_default();
    source.line_of(start + rest.len() - rest.trim_start_matches(['\r', '\n']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, (String, u32))]) {
        let source = Source::new("t.tsv", text.to_owned());
        assert_eq!(rows::<(String, u32)>(&source, 2, &["id"], "a word, a number").unwrap(), expected);
    }

    #[test]
    fn rows_keep_their_lines_and_quotes() {
        check("id\tn\r\n\r\n“甲”\t1\r\n\"乙\t2", &[(3, ("“甲”".to_owned(), 1)), (4, ("\"乙".to_owned(), 2))]);
        check("甲\t1\nid\t2\n", &[(1, ("甲".to_owned(), 1)), (2, ("id".to_owned(), 2))]);
    }

    #[test]
    fn a_wrong_row_is_shown_with_its_line() {
        for text in ["甲\t1\n乙\n", "甲\t1\n乙\t2\t3\n", "甲\t1\n乙\t二\n"] {
            let source = Source::new("t.tsv", text.to_owned());
            let error = rows::<(String, u32)>(&source, 2, &[], "a word, a number").unwrap_err();
            assert_eq!(error.kind, Kind::Syntax);
            assert!(error.to_string().contains("t.tsv:2"), "{error}");
        }
    }
}
