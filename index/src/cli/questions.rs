//! `policy-index questions`: what a list of queries without an answer would
//! have found, so that an editor adds each to the clause it asks for.
//!
//! The list is what the page exports: JSON lines, `{"query": …, "count": …}`.
//! What is printed are lines for `questions/*.tsv`, with a remark in front.

use std::path::Path;

use crate::enrich::plain_notes::text_hash;
use crate::error::{Kind, Result};
use crate::source::Source;
use policy_engine::{Index, SearchOptions, Searcher};

use super::terminal::open_index::open_index;
use super::terminal::say::say;

/// A query of the list, and how often it was asked.
#[derive(Debug, serde::Deserialize)]
struct Asked {
    query: String,
    #[serde(default = "once")]
    count: u64,
}

fn once() -> u64 {
    1
}

/// What a query would find.
struct Found {
    asked: Asked,
    /// Id, hash and title of the best clause; none if nothing is near.
    clause: Option<[String; 3]>,
    probability: f32,
    is_answered: bool,
}

/// From this probability on a clause is likely the one that was meant.
const NEAR: f32 = 0.15;

/// Prints the queries of a list in three groups, the most asked first: those
/// that are answered by now, those that a clause may answer (lines for
/// `questions/*.tsv`, by clause), and those that nothing is near to.
///
/// # Errors
/// `MissingFile`, `InvalidUtf8`, `Syntax` for a line that is no such object,
/// `Engine`.
pub(super) fn run(index: &Path, from: &Path) -> Result<()> {
    let index = open_index(index)?;
    let source = Source::open(from)?;
    let searcher = Searcher::new(&index);
    let mut found: Vec<Found> = read(&source)?.into_iter().map(|asked| find(&index, &searcher, asked)).collect();
    found.sort_by(|a, b| (b.asked.count, &a.asked.query).cmp(&(a.asked.count, &b.asked.query)));
    let is_answered = |it: &&Found| it.is_answered;
    let is_near = |it: &&Found| !it.is_answered && NEAR <= it.probability;
    say!("# 现在已有答案：次数、把握、问题、条款（answered by now: count, probability, query, clause）");
    for it in found.iter().filter(is_answered) {
        let id = it.clause.as_ref().map_or("-", |it| it[0].as_str());
        say!("# {}\t{:.2}\t{}\t{id}", it.asked.count, it.probability, it.asked.query);
    }
    say!(
        "# 可能有答案：条款确实回答了，就把这一行加进该文件的相似问（may be answered: add the line to its document's file）"
    );
    let mut near: Vec<&Found> = found.iter().filter(is_near).collect();
    near.sort_by(|a, b| a.clause.as_ref().map(|it| &it[0]).cmp(&b.clause.as_ref().map(|it| &it[0])));
    for it in near {
        let Some([id, hash, title]) = &it.clause else { continue };
        say!("# {} 次（times），{:.2}：{title}", it.asked.count, it.probability);
        say!("{id}\t{hash}\t{}", it.asked.query);
    }
    say!("# 没有相近的条款：次数、问题（nothing is near: count, query）");
    for it in found.iter().filter(|it| !it.is_answered && it.probability < NEAR) {
        say!("# {}\t{}", it.asked.count, it.asked.query);
    }
    Ok(())
}

/// The queries of a list, each once, with the sum of their counts.
fn read(source: &Source) -> Result<Vec<Asked>> {
    let mut asked: Vec<Asked> = Vec::new();
    for number in 1..=source.num_lines() {
        let line = source.line(number).unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let one: Asked = serde_json::from_str(line).map_err(|error| {
            let help = "a line is what the page exports: {\"query\": \"…\", \"count\": 3}";
            Box::new(source.error_at(Kind::Syntax, number, format!("no query: {error}"), help))
        })?;
        match asked.iter_mut().find(|it| it.query == one.query) {
            Some(it) => it.count += one.count,
            None => asked.push(one),
        }
    }
    Ok(asked)
}

fn find(index: &Index, searcher: &Searcher<'_>, asked: Asked) -> Found {
    let page = searcher.search(&asked.query, &SearchOptions { limit: 1, ..SearchOptions::default() });
    let clause = page.hits.first().map(|hit| {
        let clause = index.clause(hit.clause);
        [clause.id.clone(), text_hash(&clause.text), clause.title.clone()]
    });
    Found { asked, clause, probability: page.probability, is_answered: page.confident }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_one_query_add_up_and_other_lines_are_named() {
        let source = |text: &str| Source::new("asked.jsonl", text.to_owned());
        let asked =
            read(&source("{\"query\":\"甲\",\"count\":2}\n\n{\"query\":\"乙\"}\n{\"query\":\"甲\"}\n")).unwrap();
        let counts: Vec<(&str, u64)> = asked.iter().map(|it| (it.query.as_str(), it.count)).collect();
        assert_eq!(counts, [("甲", 3), ("乙", 1)]);
        let error = read(&source("{\"query\":\"甲\"}\n甲\n")).unwrap_err();
        assert_eq!(error.kind, Kind::Syntax);
        assert!(error.to_string().contains("asked.jsonl:2"));
    }
}
