//! What the texts of an index file are made of: its characters, then its
//! terms, each with a number; before them the commonest of both once more, so
//! that they have numbers of one byte. A text is a row of numbers: with whole
//! terms among them brotli makes a third less of it than of UTF-8.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::HashMap;

use crate::format::codec::NUM_ONE;

/// Finds the piece a text begins with.
#[derive(Default)]
pub(crate) struct StringTable {
    /// By first character, the longest first.
    by_start: HashMap<char, Vec<(String, u16)>>,
    /// How often each number was handed out.
    uses: Vec<Cell<u32>>,
}

impl StringTable {
    pub(crate) fn new(pieces: &[String]) -> Self {
        let mut by_start: HashMap<char, Vec<(String, u16)>> = HashMap::new();
        for (number, piece) in (1..=u16::MAX).zip(pieces) {
            let start = piece.chars().next().unwrap_or_default();
            by_start.entry(start).or_default().push((piece.clone(), number));
        }
        by_start.values_mut().for_each(|it| it.sort_by_key(|it| (usize::MAX - it.0.len(), it.1)));
        Self { by_start, uses: vec![Cell::new(0); 1 + pieces.len().min(usize::from(u16::MAX))] }
    }

    /// The numbers that were handed out most often, ascending: as many as one
    /// byte has room for beside the 0.
    pub(crate) fn commonest(&self) -> Vec<u16> {
        let uses = |number: u16| self.uses[usize::from(number)].get();
        let mut numbers: Vec<u16> = (0..=u16::MAX).take(self.uses.len()).filter(|it| 0 < uses(*it)).collect();
        numbers.sort_unstable_by_key(|it| (Reverse(uses(*it)), *it));
        numbers.truncate(NUM_ONE - 1);
        numbers.sort_unstable();
        numbers
    }

    /// The number and length in bytes of the longest piece that `text` begins with.
    pub(crate) fn longest(&self, text: &str) -> Option<(u16, usize)> {
        let candidates = self.by_start.get(&text.chars().next()?)?;
        let (piece, number) = candidates.iter().find(|it| text.starts_with(&it.0))?;
        let uses = &self.uses[usize::from(*number)];
        uses.set(uses.get() + 1);
        Some((*number, piece.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_piece_is_found() {
        let pieces = StringTable::new(&["就", "业", "就业", "就业补贴"].map(str::to_owned));
        assert_eq!(pieces.longest("就业补"), Some((3, "就业".len())));
        assert_eq!(pieces.longest("就业补贴"), Some((4, "就业补贴".len())));
        assert_eq!((pieces.longest("补"), pieces.longest("")), (None, None));
        assert_eq!(pieces.commonest(), [3, 4]);
    }

    #[test]
    fn of_two_numbers_the_first_is_taken() {
        let pieces = StringTable::new(&["业", "就", "业"].map(str::to_owned));
        assert_eq!(pieces.longest("业"), Some((1, "业".len())));
    }
}
