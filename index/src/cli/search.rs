//! `policy-index search`: the engine on an index file, natively.

use std::io::BufRead;
use std::path::Path;
use std::time::Instant;

use crate::error::{IndexError, Kind, Result};
use policy_engine::json::search_object;
use policy_engine::{Collection, Day, Filter, Index, SearchOptions, SearchResults, State};

use super::terminal::open_index::open_index;
use super::terminal::say::say;

/// Characters of a clause shown under its title.
const SHOWN_CHARS: usize = 60;

/// What `search` was asked for besides the query.
pub(super) struct Options {
    /// Id of a collection.
    pub collection: Option<String>,
    /// Most hits.
    pub limit: usize,
    /// JSON lines instead of text.
    pub json: bool,
    /// No thesaurus, pinyin or correction.
    pub literal: bool,
    /// The day for which validity is told; this day if none.
    pub today: Option<Day>,
}

/// Searches for the words given, or for every line of standard input.
///
/// # Errors
/// `MissingFile`, `Engine`, `UnknownCollection`.
pub(super) fn run(path: &Path, options: &Options, query: &[String]) -> Result<()> {
    let index = open_index(path)?;
    let search_options = search_options(&index.corpus().collections, options)?;
    for_each_query(query, |query| answer(&index, query, options.json, &search_options))
}

/// Calls `answer` for the words given, or for every line of standard input.
///
/// # Errors
/// `MissingFile` if standard input cannot be read; the first of `answer`.
pub(super) fn for_each_query(query: &[String], mut answer: impl FnMut(&str) -> Result<()>) -> Result<()> {
    if query != ["-"] {
        return answer(&query.join(" "));
    }
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line.map_err(|error| {
            let message = format!("standard input cannot be read: {error}");
            Box::new(IndexError::new(Kind::MissingFile, message, "pipe one query per line into the command"))
        })?;
        let line = String::from_utf8_lossy(&line);
        answer(line.trim_end_matches('\r'))?;
    }
    Ok(())
}

/// What the engine is asked for.
///
/// # Errors
/// `UnknownCollection`.
pub(super) fn search_options(collections: &[Collection], options: &Options) -> Result<SearchOptions> {
    let index_of = |id: &String| {
        let found = collections.iter().position(|it| it.id == *id).and_then(|at| u16::try_from(at).ok());
        found.ok_or_else(|| {
            let known: Vec<_> = collections.iter().map(|it| it.id.as_str()).collect();
            let help = format!("use one of {}", known.join(", "));
            Box::new(IndexError::new(Kind::UnknownCollection, format!("no collection has the id {id}"), help))
        })
    };
    let collection = options.collection.as_ref().map(index_of).transpose()?;
    let filter = Filter { collection, ..Filter::default() };
    let today = Some(options.today.unwrap_or_else(crate::clock::today));
    Ok(SearchOptions { filter, limit: options.limit, literal: options.literal, today, ..SearchOptions::default() })
}

fn answer(index: &Index, query: &str, json: bool, options: &SearchOptions) -> Result<()> {
    let start = Instant::now();
    let page = index.search(query, options);
    let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    if !json {
        return show(index, query, &page, micros);
    }
    let object = search_object(index, query, &page, micros);
    let line = serde_json::to_string(&object)
        .map_err(|error| Box::new(IndexError::new(Kind::Engine, error.to_string(), "please report it")))?;
    say!("{line}");
    Ok(())
}

/// Prints a page of hits for people.
pub(super) fn show(index: &Index, query: &str, page: &SearchResults, micros: u64) -> Result<()> {
    say!(
        "{query}：{} 条（hits），{micros} µs{}",
        page.num_hits,
        if page.confident { "" } else { "，没有把握（none certain）" }
    );
    for correction in &page.corrections {
        say!("  “{}”按“{}”查（read as）", correction.from, correction.to);
    }
    for (at, hit) in page.hits.iter().enumerate() {
        let clause = index.clause(hit.clause);
        let document = &index.corpus().documents[usize::from(clause.document)];
        let why = hit.why.iter().map(|why| format!("{why:?}").to_lowercase()).collect::<Vec<_>>().join(", ");
        say!("{:>3}. {}  {}  [{why}] {:.2}", at + 1, clause.id, clause.title, hit.score);
        let text: String = clause.text.chars().filter(|c| !c.is_whitespace()).take(SHOWN_CHARS).collect();
        say!("     {} {}{}", document.number, text, page.today.map_or("", |it| warning(document.state(it))));
    }
    Ok(())
}

/// What a reader must not overlook.
fn warning(state: State) -> &'static str {
    match state {
        State::NotYet => "  [not yet in force]",
        State::Expired => "  [expired]",
        State::Repealed => "  [repealed]",
        State::Amended => "  [amended]",
        State::PlanOver => "  [planning period over]",
        State::InForce | State::Planned | State::Unstated => "",
    }
}
