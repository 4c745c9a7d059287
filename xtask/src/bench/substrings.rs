//! Is a clause found by any stretch of it? In a library that can only be sampled: whether a clause that holds a stretch of
//! some clause is among the first hits for it.

use super::measure::quantiles;
use crate::tools::{native, native_search};
use anyhow::Result;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Substrings of how many clauses, and of how many characters in turn.
const NUM_SUBSTRINGS: usize = 400;
const SUBSTRING_CHARS: [usize; 12] = [1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 10, 12];
/// The law speaks of so many hits.
const MOST_HITS: &str = "50";

/// As typed, and as ordinary queries; in Markdown.
///
/// # Errors
/// When a line is no clause, or the search fails.
pub(super) fn table(library: &Path, lines: &[&str]) -> Result<String> {
    let asked = stretches(lines)?;
    let mut table =
        "| substrings of 1 to 12 characters | found among 50 | KB beyond the root | rounds | clauses read |\n\
        |---|---|---|---|---|"
            .to_owned();
    for (name, extra) in [("as typed", &["--literal"][..]), ("as an ordinary query", &[])] {
        table += &row(library, name, &asked, extra)?;
    }
    Ok(table)
}

/// Stretches of clauses from all over, as long as they come in turn.
fn stretches(lines: &[&str]) -> Result<Vec<String>> {
    let mut asked = Vec::new();
    for (at, line) in lines.iter().step_by((lines.len() / NUM_SUBSTRINGS).max(1)).take(NUM_SUBSTRINGS).enumerate() {
        let clause: Value = serde_json::from_str(line)?;
        let chars: Vec<char> =
            clause["text"].as_str().unwrap_or_default().chars().filter(|it| !it.is_whitespace()).collect();
        let len = SUBSTRING_CHARS[at % SUBSTRING_CHARS.len()];
        let Some(last) = chars.len().checked_sub(len) else { continue };
        let start = at * 7919 % (last + 1);
        asked.push(chars[start..start + len].iter().collect::<String>());
    }
    asked.retain(|it| it.chars().any(char::is_alphanumeric));
    Ok(asked)
}

fn row(library: &Path, name: &str, asked: &[String], extra: &[&str]) -> Result<String> {
    let answers = native_search::answers(&native::program()?, library, asked, MOST_HITS, extra)?;
    let num_found = asked.iter().zip(&answers).filter(|it| is_held(it.0, it.1)).count();
    let root = fs::metadata(library.join("root"))?.len();
    let numbers = |key: &str| answers.iter().filter_map(|it| it[key].as_u64()).collect::<Vec<_>>();
    let kilobytes: Vec<u64> = numbers("bytes").into_iter().map(|it| it.saturating_sub(root) / 1000).collect();
    let show = |it: Vec<u64>| {
        let [half, most] = quantiles(it).map(Option::unwrap_or_default);
        format!("{half} ({most})")
    };
    let (num, rounds, read) = (asked.len(), show(numbers("rounds")), show(numbers("num_read")));
    Ok(format!("\n| {name} | {num_found} of {num} | {} | {rounds} | {read} |", show(kilobytes)))
}

fn is_held(asked: &str, answer: &Value) -> bool {
    // The engine passes over white space and signs.
    let plain =
        |it: &str| it.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = plain(asked);
    let holds = |hit: &Value| {
        let path = hit["path"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<String>();
        let own = ["title", "text"].map(|it| hit[it].as_str().unwrap_or_default());
        own.iter().any(|it| plain(it).contains(&wanted)) || plain(&path).contains(&wanted)
    };
    answer["hits"].as_array().is_some_and(|hits| hits.iter().any(holds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_substring_is_held_by_text_title_or_path() {
        let answer = json!({ "hits": [{ "title": "第一条", "text": "给予 补贴。", "path": ["一、", "就业"] }] });
        for (asked, is_held_there) in [("予补", true), ("一条", true), ("、就", true), ("予、", true), ("条给", false)]
        {
            assert_eq!(is_held(asked, &answer), is_held_there, "{asked}");
        }
    }
}
