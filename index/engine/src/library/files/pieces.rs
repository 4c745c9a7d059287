//! What the texts of a library are made of: its characters and words, the commonest first, so that their numbers are
//! short.

use std::cmp::Reverse;

use crate::model::field::CharId;

/// A character or a word of the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Char(usize),
    Word(usize),
}

/// The strings by rank: by how often each occurs (⌊log2⌋), then characters before words, then by place. The first
/// `num_frozen` characters and words have places among each other; characters that came later follow them, so that
/// texts written before still mean the same.
pub(crate) fn ranked(chars: &[char], char_values: &[u8], num_frozen: usize, words: &[(Vec<u16>, u8)]) -> Vec<String> {
    let frozen =
        (0..num_frozen.min(chars.len())).map(|at| (char_values.get(at).copied().unwrap_or_default(), Piece::Char(at)));
    let dictionary = words.iter().enumerate().map(|(at, it)| (it.1, Piece::Word(at)));
    let mut pieces: Vec<(u8, Piece)> = frozen.chain(dictionary).collect();
    pieces.sort_by_key(|it| Reverse(it.0));
    let char_at = |at: &u16| chars.get(usize::from(*at)).copied().unwrap_or_default();
    let text = |piece: Piece| match piece {
        Piece::Char(at) => chars[at].to_string(),
        Piece::Word(at) => words[at].0.iter().map(char_at).collect(),
    };
    let later = chars.iter().skip(num_frozen).map(char::to_string);
    let strings = pieces.into_iter().map(|it| text(it.1)).chain(later);
    strings.take(usize::from(CharId::MAX)).collect()
}
