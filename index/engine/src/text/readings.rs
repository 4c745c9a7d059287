//! Which characters sound how, and which are variants of which: the one
//! table behind pinyin search, homophones and the on-screen keyboard. Also
//! its section in the file.

use crate::model::corpus::Lexicon;
use crate::text::pinyin::{Syllable, Syllables};

/// Readings of characters, for look-ups by character.
#[derive(Clone, Debug)]
pub(crate) struct Readings {
    /// The table the readings point into.
    pub syllables: &'static Syllables,
    /// Ascending by character.
    chars: Vec<char>,
    /// Per character: where its readings end in `readings`.
    ends: Vec<u32>,
    readings: Vec<Syllable>,
}

impl Default for Readings {
    fn default() -> Self {
        let (chars, ends, readings) = (Vec::new(), Vec::new(), Vec::new());
        Self { syllables: Syllables::shared(), chars, ends, readings }
    }
}

impl Readings {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut spelling = Self::default();
        for (it, names) in &lexicon.readings {
            let known = names.split(' ').filter_map(|it| spelling.syllables.find(it));
            let known: Vec<_> = known.collect();
            spelling.chars.push(*it);
            spelling.readings.extend(known);
            spelling.ends.push(spelling.readings.len() as u32);
        }
        spelling
    }

    /// The readings of a character, most usual first; empty if unknown.
    pub(crate) fn readings(&self, it: char) -> &[Syllable] {
        let Ok(at) = self.chars.binary_search(&it) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.readings[start as usize..self.ends[at] as usize]
    }

    /// How far two characters sound apart: 0 the same reading, 1 readings
    /// many speakers mix up, `None` different.
    pub(crate) fn distance(&self, a: char, b: char) -> Option<u32> {
        let (a, b) = (self.readings(a), self.readings(b));
        if a.iter().any(|it| b.contains(it)) {
            return Some(0);
        }
        let alike = |x: &Syllable| b.iter().any(|y| self.syllables.sound_alike(*x, *y));
        a.iter().any(alike).then_some(1)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A few characters that sound alike, two with variants; not in order.
    pub(crate) fn lexicon() -> Lexicon {
        let readings = [('付', "fu"), ('复', "fu"), ('是', "shi"), ('四', "si"), ('行', "xing hang")];
        Lexicon {
            readings: readings.map(|(it, names)| (it, names.to_owned())).to_vec(),
            variants: vec![('業', '业'), ('補', '补')],
            ..Lexicon::default()
        }
    }

    #[test]
    fn distance_counts_same_alike_and_different_readings() {
        let mut lexicon = lexicon();
        lexicon.readings.sort();
        let spelling = Readings::new(&lexicon);
        assert_eq!(spelling.distance('付', '复'), Some(0));
        assert_eq!(spelling.distance('是', '四'), Some(1));
        assert_eq!(spelling.distance('付', '行'), None);
        assert_eq!(spelling.distance('付', '龘'), None);
    }
}
