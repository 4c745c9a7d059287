//! Everyday words to official words: the entries of the lexicon. Where one
//! stands in a query is found by `segment`, which weighs it against the terms.

use crate::bytes::{Malformed, Reader, Writer};
use crate::model::{Corpus, Synonym};
use crate::text::{CharId, TextIndex};

/// What an entry leads to: a string of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub to: Vec<CharId>,
    /// Percent of a literal match.
    pub weight: u8,
}

/// The entries that lead to something that stands in the index.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Thesaurus {
    /// Ascending by key.
    entries: Vec<(Vec<char>, Vec<Target>)>,
    max_chars: usize,
}

impl Thesaurus {
    /// Calls `emit(num_chars)` for every key that `chars` begins with.
    pub fn prefixes(&self, chars: &[char], mut emit: impl FnMut(usize)) {
        for len in 1..=self.max_chars.min(chars.len()) {
            if !self.find(&chars[..len]).is_empty() {
                emit(len);
            }
        }
    }

    /// What a key leads to; empty for what is no key.
    pub fn find(&self, key: &[char]) -> &[Target] {
        let at = self.entries.binary_search_by(|it| it.0.as_slice().cmp(key));
        at.map_or(&[], |at| &self.entries[at].1)
    }
}

/// An official word: where it first stands in the text, and its length, both
/// in characters.
type Place = (usize, usize);

/// Layout: the official words, as places in the text (ascending differences,
/// then lengths); the keys; per key the number of its targets; then all
/// targets as places in the first list; then all weights. Like stands by
/// like, for the compressor. What leads nowhere is left out.
pub(crate) fn write(writer: &mut Writer<'_>, corpus: &Corpus, text: &TextIndex) {
    let mut rows: Vec<(&Synonym, Place)> =
        corpus.lexicon.synonyms.iter().filter_map(|it| Some((it, place(&it.to, text)?))).collect();
    rows.sort_by(|a, b| (&a.0.from, a.1).cmp(&(&b.0.from, b.1)));
    let mut places: Vec<Place> = rows.iter().map(|it| it.1).collect();
    places.sort_unstable();
    places.dedup();
    let groups: Vec<&[(&Synonym, Place)]> = rows.chunk_by(|a, b| a.0.from == b.0.from).collect();
    writer.ascending(places.iter().map(|it| it.0));
    places.iter().for_each(|it| writer.number(it.1));
    writer.list(&groups, |writer, it| writer.text(&it[0].0.from));
    groups.iter().for_each(|it| writer.number(it.len()));
    // Every place is in the list it was collected into.
    rows.iter().for_each(|it| writer.number(places.partition_point(|other| *other < it.1)));
    rows.iter().for_each(|it| writer.number(usize::from(it.0.weight)));
}

fn place(to: &str, text: &TextIndex) -> Option<Place> {
    let pattern = text.encode(to)?;
    let first = text.occurrences(&pattern).map(|it| it.position).min()?;
    Some((first as usize, pattern.len()))
}

pub(crate) fn read(mut reader: Reader<'_>, text: &TextIndex) -> Result<Thesaurus, Malformed> {
    let mut words = Vec::new();
    for start in reader.ascending()? {
        let end = start.checked_add(reader.number()?).ok_or(Malformed)?;
        words.push(text.chars().get(start..end).ok_or(Malformed)?);
    }
    let keys = reader.list(Reader::string)?;
    let mut entries: Vec<(Vec<char>, Vec<Target>)> = Vec::with_capacity(keys.len());
    for key in keys {
        let num_targets = reader.number()?;
        // A target takes two bytes further on; more cannot be honest.
        if reader.len() < num_targets {
            return Err(Malformed);
        }
        entries.push((key.chars().collect(), vec![Target { to: Vec::new(), weight: 0 }; num_targets]));
    }
    for target in entries.iter_mut().flat_map(|it| &mut it.1) {
        target.to = words.get(reader.number()?).ok_or(Malformed)?.to_vec();
    }
    for target in entries.iter_mut().flat_map(|it| &mut it.1) {
        target.weight = reader.index(101)? as u8;
    }
    reader.end()?;
    let max_chars = entries.iter().map(|it| it.0.len()).max().unwrap_or(0);
    Ok(Thesaurus { entries, max_chars })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clause, Lexicon};

    fn corpus(synonyms: &[(&str, &str, u8)]) -> Corpus {
        let synonym = |it: &(&str, &str, u8)| Synonym { from: it.0.into(), to: it.1.into(), weight: it.2 };
        Corpus {
            clauses: vec![Clause { text: "对就业困难人员给予社会保险补贴".into(), ..Clause::default() }],
            lexicon: Lexicon { synonyms: synonyms.iter().map(synonym).collect(), ..Lexicon::default() },
            ..Corpus::default()
        }
    }

    #[test]
    fn entries_are_read_as_written_and_dead_ends_left_out() {
        let corpus = corpus(&[("找不到活", "就业困难人员", 80), ("补钱", "补贴", 85), ("补钱", "奖金", 50)]);
        let text = TextIndex::new(&corpus);
        let alphabet = ['不', '到', '找', '活', '补', '钱'];
        let mut writer = Writer::new(&alphabet);
        write(&mut writer, &corpus, &text);
        let thesaurus = read(Reader::new(&writer.bytes).with(&alphabet), &text).unwrap();
        let found = thesaurus.find(&['补', '钱']);
        assert_eq!(found, [Target { to: text.encode("补贴").unwrap(), weight: 85 }]);
        assert!(thesaurus.find(&['补']).is_empty());
        let mut lens = Vec::new();
        thesaurus.prefixes(&"找不到活干".chars().collect::<Vec<_>>(), |it| lens.push(it));
        assert_eq!(lens, [4]);
    }
}
