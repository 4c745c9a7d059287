//! Everyday words to official words: the entries of the lexicon. The
//! tokenizer finds them in a query and weighs them against the terms.

use crate::format::codec::Reader;
use crate::format::error::Malformed;
use crate::index::postings::Postings;
use crate::index::text::Text;
use crate::index::word_list::WordList;
use crate::model::field::CharId;

/// What an entry leads to: a string of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub to: Vec<CharId>,
    /// Percent of a literal match.
    pub weight: u8,
}

/// The entries that lead to something that occurs in the index, and those
/// known to lead nowhere.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Thesaurus {
    keys: WordList,
    /// Per key: the index of its targets in `groups`.
    group_of: Vec<u32>,
    /// Many keys share their targets.
    groups: Vec<Vec<Target>>,
    /// [`FILLERS`].
    fillers: Vec<CharId>,
}

impl Thesaurus {
    /// Of keys, each with the index of its targets, and the targets.
    #[cfg(feature = "library")]
    pub(crate) fn of(mut entries: Vec<(Vec<CharId>, u32)>, groups: Vec<Vec<Target>>, fillers: Vec<CharId>) -> Self {
        entries.sort_unstable();
        let keys = WordList::new(entries.iter().map(|it| it.0.as_slice()));
        Self { keys, group_of: entries.into_iter().map(|it| it.1).collect(), groups, fillers }
    }

    /// Calls `emit(num_chars, is_whole)` for every key that `chars` begins
    /// with, `is_whole` if no filler was left out inside it.
    pub(crate) fn prefixes(&self, chars: &[CharId], mut emit: impl FnMut(usize, bool)) {
        self.keys.prefixes(chars, |num_chars, _| emit(num_chars, true));
        let (mut keys, mut num_fillers) = (0..self.keys.len(), 0);
        for (at, it) in chars.iter().enumerate() {
            if self.is_filler(at, *it) {
                num_fillers += 1;
            } else {
                let num_spoken = at - num_fillers;
                keys = self.keys.narrow(keys, num_spoken, *it);
                let ends_here = keys.start < keys.end && self.keys.word(keys.start).len() == num_spoken + 1;
                if ends_here && 0 < num_fillers {
                    emit(at + 1, false);
                }
            }
            if keys.is_empty() || MAX_FILLERS < num_fillers {
                return;
            }
        }
    }

    /// What a key leads to, fillers inside it left out (开了个店: 开店): nothing
    /// if it is known to be settled elsewhere; `None` for what is no key.
    pub(crate) fn find(&self, chars: &[CharId]) -> Option<&[Target]> {
        self.entry(chars).or_else(|| self.entry(&self.without_fillers(chars)))
    }

    /// What remains of a key when fillers inside it are left out.
    pub(crate) fn without_fillers(&self, chars: &[CharId]) -> Vec<CharId> {
        chars.iter().enumerate().filter(|it| !self.is_filler(it.0, *it.1)).map(|it| *it.1).collect()
    }

    /// The keys, ascending.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &[CharId]> + Clone {
        (0..self.keys.len()).map(|at| self.keys.word(at))
    }

    /// Whether it is a key as it is.
    pub(crate) fn has_key(&self, chars: &[CharId]) -> bool {
        self.keys.position(chars).is_some()
    }

    fn is_filler(&self, at: usize, it: CharId) -> bool {
        0 < at && self.fillers.contains(&it)
    }

    fn entry(&self, key: &[CharId]) -> Option<&[Target]> {
        let at = self.keys.position(key)?;
        Some(&self.groups[self.group_of[at] as usize])
    }
}

/// Characters that people put between a verb and its object.
pub(crate) const FILLERS: &str = "了着过的个点一下些份门家张场套把位名得有几";
/// Most fillers inside a key.
const MAX_FILLERS: usize = 3;

/// The weight of a literal match, in percent.
pub(crate) const MAX_WEIGHT: u8 = 100;

/// Memory of a target beside its characters.
const TARGET_BYTES: usize = 2 * size_of::<Target>();

/// `text` must know the characters of the keys and the [`FILLERS`].
pub(crate) fn read(mut reader: Reader<'_>, text: &Postings) -> Result<Thesaurus, Malformed> {
    let starts = reader.ascending()?;
    reader.spend(starts.len(), size_of::<&[CharId]>())?;
    let mut words = Vec::with_capacity(starts.len());
    for start in starts {
        let end = start.checked_add(reader.number()?).ok_or(Malformed)?;
        words.push(text.chars().get(start..end).ok_or(Malformed)?);
    }
    let sizes = reader.list(|reader| Ok((reader.number()?, reader.number()?)))?;
    reader.spend(sizes.len(), size_of::<Vec<Target>>())?;
    let mut groups: Vec<Vec<Target>> = Vec::with_capacity(sizes.len());
    let mut firsts = reader.sums(sizes.iter().filter(|it| 0 < it.0).count())?.into_iter();
    for (num_targets, _) in &sizes {
        let first = if 0 < *num_targets { firsts.next() } else { None };
        let others = reader.sums(num_targets.saturating_sub(1))?;
        let mut targets = Vec::new();
        for at in first.into_iter().chain(others.iter().map(|it| first.unwrap_or_default().saturating_add(*it))) {
            let to = *words.get(at).ok_or(Malformed)?;
            reader.spend(TARGET_BYTES + size_of_val(to), 1)?;
            targets.push(Target { to: to.to_vec(), weight: 0 });
        }
        groups.push(targets);
    }
    for target in groups.iter_mut().flatten() {
        target.weight = reader.index(usize::from(MAX_WEIGHT) + 1)? as u8;
    }
    let mut entries = Vec::new();
    for (group, (_, num_keys)) in sizes.iter().enumerate() {
        for _ in 0..*num_keys {
            let key: Vec<CharId> = reader.string()?.chars().map(|it| text.id(it)).collect();
            entries.push((key, group as u32));
        }
    }
    reader.end()?;
    entries.sort_unstable();
    let keys = WordList::new(entries.iter().map(|it| it.0.as_slice()));
    let group_of = entries.iter().map(|it| it.1).collect();
    Ok(Thesaurus { keys, group_of, groups, fillers: FILLERS.chars().map(|it| text.id(it)).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::budget::Budget;
    use crate::format::string_table::StringTable;
    use crate::format::writer::Writer;
    use crate::index::thesaurus_writer::Groups;
    use crate::model::corpus::{Clause, Corpus, Lexicon, Synonym};

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
        let corpus =
            corpus(&[("找不到活", "就业困难人员", 80), ("补钱", "补贴", 85), ("补钱", "奖金", 50), ("护照", "", 0)]);
        let chars = ['不', '到', '找', '活', '补', '钱', '护', '照'];
        let text = Postings::knowing(&corpus, chars.into_iter().chain(FILLERS.chars()));
        let pieces = chars.map(String::from);
        let ids = |it: &str| it.chars().map(|it| text.id(it)).collect::<Vec<_>>();
        let known = StringTable::new(&pieces);
        let mut writer = Writer::new(&known);
        Groups::new(&corpus.lexicon.synonyms, &text).write(&mut writer);
        let thesaurus = read(Reader::new(&writer.bytes, &Budget::of_file(0)).with(&pieces), &text).unwrap();
        let found = thesaurus.find(&ids("补钱")).unwrap();
        assert_eq!(found, [Target { to: text.encode("补贴").unwrap(), weight: 85 }]);
        assert_eq!(thesaurus.find(&ids("补点钱")), Some(found));
        assert_eq!(thesaurus.find(&ids("补")), None);
        assert_eq!(thesaurus.find(&ids("护照")), Some(&[][..]));
        let mut lens = Vec::new();
        thesaurus.prefixes(&ids("找不到活干"), |len, is_whole| lens.push((len, is_whole)));
        thesaurus.prefixes(&ids("补了点钱"), |len, is_whole| lens.push((len, is_whole)));
        assert_eq!(lens, [(4, true), (4, false)]);
    }
}
