//! What parsing asks of a corpus: whether strings occur in it, and how often. All of its text may be at hand
//! ([`Postings`]), or only lists of it.

use crate::index::alphabet::Alphabet;
use crate::index::postings::Postings;
use crate::model::field::CharId;
use crate::text::normalizer::Normalizer;

/// The text of a corpus, as far as it can be asked for strings.
pub(crate) trait Text {
    fn normalizer(&self) -> &Normalizer;

    /// The characters of the text and those that may be asked for.
    fn alphabet(&self) -> &Alphabet;

    /// The text itself, where all of it is at hand.
    fn whole(&self) -> Option<&Postings>;

    fn num_clauses(&self) -> usize;

    /// Whether a pattern occurs. Costs time in its rarest pair.
    fn holds(&self, pattern: &[CharId]) -> bool;

    /// How often a character occurs.
    fn num_of(&self, only: CharId) -> usize;

    /// How often two characters occur next to each other.
    fn num_pairs(&self, first: CharId, second: CharId) -> usize;

    /// Whether two characters occur next to each other.
    fn has_pair(&self, first: CharId, second: CharId) -> bool {
        0 < self.num_pairs(first, second)
    }

    /// Number of distinct characters of the text; their ids are 1 to this.
    fn num_chars(&self) -> usize {
        self.alphabet().in_text().len()
    }

    /// The character with an id.
    fn char_of(&self, id: CharId) -> char {
        self.alphabet().char_of(id)
    }

    /// The id of a folded character, also of one that occurs nowhere.
    fn id(&self, it: char) -> CharId {
        self.alphabet().id(it)
    }

    /// Whether a character occurs in the text.
    fn occurs(&self, id: CharId) -> bool {
        self.alphabet().occurs(id)
    }

    /// Ids of folded text; `None` if a character occurs nowhere.
    fn encode(&self, folded: &str) -> Option<Vec<CharId>> {
        folded.chars().map(|it| Some(self.id(it)).filter(|it| self.occurs(*it))).collect()
    }

    fn decode(&self, ids: &[CharId]) -> String {
        ids.iter().map(|it| self.char_of(*it)).collect()
    }

    /// The characters, or none if one of them occurs nowhere.
    fn known<'a>(&self, chars: &'a [CharId]) -> &'a [CharId] {
        if chars.iter().all(|it| self.occurs(*it)) { chars } else { &[] }
    }

    /// Told when readings of characters are asked for: where they lie apart, they are fetched now.
    fn wants_readings(&self) {}
}

impl Text for Postings {
    fn normalizer(&self) -> &Normalizer {
        &self.normalizer
    }

    fn alphabet(&self) -> &Alphabet {
        &self.alphabet
    }

    fn whole(&self) -> Option<&Postings> {
        Some(self)
    }

    fn num_clauses(&self) -> usize {
        self.lens.len()
    }

    fn holds(&self, pattern: &[CharId]) -> bool {
        self.occurrences(pattern).next().is_some()
    }

    fn num_of(&self, only: CharId) -> usize {
        self.pairs_from(only).len()
    }

    fn num_pairs(&self, first: CharId, second: CharId) -> usize {
        self.pairs_of(first, second).len()
    }
}
