//! The on-screen input method: the letters at the end of the box are pinyin or initials, the candidates are the terms and
//! titles of the index itself. There is no other dictionary.

use std::rc::Rc;

use policy_engine::{Index, SearchOptions};
use yew::AttrValue;

/// Candidates offered: two rows of the bar.
pub const MOST_CANDIDATES: usize = 8;

/// One word that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The word.
    pub text: AttrValue,
    /// The text in the box once it is taken.
    pub input: AttrValue,
    /// The clause it is the title of, if it is one.
    pub clause: Option<AttrValue>,
}

/// The words that may be meant by the text in the box, best first: first for the box as a whole (`gongyuan`, `体yu`),
/// then for the letters at its end (`残疾人` + `bt`). Without letters: titles that hold it.
pub fn candidates(index: &Index, input: &str) -> Rc<[Candidate]> {
    let input = input.trim();
    let kept = input.trim_end_matches(|it: char| it.is_ascii_alphabetic());
    let letters = input.get(kept.len()..).unwrap_or_default();
    let mut found: Vec<Candidate> = as_read(index, input);
    let starts =
        if letters.is_empty() || kept.is_empty() { vec![("", input)] } else { vec![("", input), (kept, letters)] };
    for (kept, typed) in starts {
        for it in index.suggest(typed, MOST_CANDIDATES + 1) {
            // A candidate equal to what was typed would change nothing.
            if it.text != typed && found.iter().all(|other| other.text != it.text) {
                let input = [kept, &it.text].concat().into();
                found.push(Candidate { text: it.text.into(), input, clause: it.clause.map(AttrValue::from) });
            }
        }
    }
    found.truncate(MOST_CANDIDATES);
    found.into()
}

/// What a search for the letters takes them for, everyday words included: `ztq` is 助听器, which no document says.
fn as_read(index: &Index, input: &str) -> Vec<Candidate> {
    let options = SearchOptions { limit: 0, ..SearchOptions::default() };
    let corrections = index.search(input, &options).corrections;
    let by_letters = corrections.into_iter().filter(|it| it.from.chars().any(|it| it.is_ascii_alphabetic()));
    let candidate = |it: policy_engine::Correction| {
        let start = input.to_ascii_lowercase().rfind(&it.from)?;
        let (before, after) = (input.get(..start)?, input.get(start + it.from.len()..)?);
        let input = [before, &it.to, after].concat().into();
        Some(Candidate { text: it.to.into(), input, clause: None })
    };
    by_letters.filter_map(candidate).collect()
}
