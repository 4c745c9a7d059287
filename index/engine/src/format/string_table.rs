//! What the texts of an index file are made of: its characters, then its
//! terms, each with a number. A text is a row of numbers: with whole terms
//! among them brotli makes a third less of it than of UTF-8.

use std::collections::HashMap;

/// Finds the piece a text begins with.
#[derive(Default)]
pub(crate) struct StringTable {
    /// By first character, the longest first.
    by_start: HashMap<char, Vec<(String, u16)>>,
}

impl StringTable {
    pub fn new(pieces: &[String]) -> Self {
        let mut by_start: HashMap<char, Vec<(String, u16)>> = HashMap::new();
        for (number, piece) in (1..=u16::MAX).zip(pieces) {
            let start = piece.chars().next().unwrap_or_default();
            by_start.entry(start).or_default().push((piece.clone(), number));
        }
        by_start.values_mut().for_each(|it| it.sort_by_key(|it| (usize::MAX - it.0.len(), it.1)));
        Self { by_start }
    }

    /// The number and length in bytes of the longest piece that `text` begins with.
    pub fn longest(&self, text: &str) -> Option<(u16, usize)> {
        let candidates = self.by_start.get(&text.chars().next()?)?;
        candidates.iter().find(|it| text.starts_with(&it.0)).map(|it| (it.1, it.0.len()))
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
    }
}
