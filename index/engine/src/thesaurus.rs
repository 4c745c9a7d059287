//! Everyday words to official words: the entries of the lexicon, found
//! anywhere in a query.

use std::ops::Range;

use crate::model::Lexicon;
use crate::text::{CharId, TextIndex};

/// What an entry leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub to: Vec<CharId>,
    /// Percent of a literal match.
    pub weight: u8,
}

/// The entries that lead to something that stands in the index.
#[derive(Debug, Default)]
pub(crate) struct Thesaurus {
    /// Ascending by key.
    entries: Vec<(Vec<char>, Vec<Target>)>,
    max_chars: usize,
}

impl Thesaurus {
    pub fn new(lexicon: &Lexicon, text: &TextIndex) -> Self {
        let mut entries: Vec<(Vec<char>, Vec<Target>)> = Vec::new();
        for group in lexicon.synonyms.chunk_by(|a, b| a.from == b.from) {
            let targets = group.iter().filter_map(|it| Some(Target { to: text.encode(&it.to)?, weight: it.weight }));
            entries.push((group[0].from.chars().collect(), targets.collect()));
        }
        entries.retain(|it| !it.1.is_empty());
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let max_chars = entries.iter().map(|it| it.0.len()).max().unwrap_or(0);
        Self { entries, max_chars }
    }

    /// Keys that stand in folded text, with what they lead to; a key inside
    /// a longer key that also stands there is passed over.
    pub fn matches(&self, chars: &[char]) -> Vec<(Range<usize>, &[Target])> {
        let mut found: Vec<(Range<usize>, &[Target])> = Vec::new();
        for start in 0..chars.len() {
            let longest = (1..=self.max_chars.min(chars.len() - start)).rev().find_map(|len| {
                let targets = self.find(&chars[start..start + len])?;
                Some((start..start + len, targets))
            });
            let inside = |it: &Range<usize>| found.last().is_some_and(|(last, _)| it.end <= last.end);
            found.extend(longest.filter(|(range, _)| !inside(range)));
        }
        found
    }

    fn find(&self, key: &[char]) -> Option<&[Target]> {
        let at = self.entries.binary_search_by(|it| it.0.as_slice().cmp(key)).ok()?;
        Some(&self.entries[at].1)
    }
}
