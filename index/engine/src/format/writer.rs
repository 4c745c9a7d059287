//! Writes the primitives of the index file; `codec` reads them.

use crate::format::codec::{NUM_FIRST, NUM_ONE, NUM_TWO};
use crate::format::string_table::StringTable;

/// Appends primitives to a byte vector.
#[derive(Default)]
pub(crate) struct Writer<'a> {
    pub bytes: Vec<u8>,
    pieces: Option<&'a StringTable>,
}

impl<'a> Writer<'a> {
    /// `pieces`: what texts are made of, the commonest first.
    pub(crate) fn new(pieces: &'a StringTable) -> Self {
        Self { pieces: Some(pieces), ..Self::default() }
    }

    /// LEB128: seven bits a byte, low bits first, high bit set on all but the last.
    pub(crate) fn number(&mut self, number: usize) {
        let mut rest = number;
        while 0x80 <= rest {
            self.bytes.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// The numbers of its pieces; then a 0. The string table holds every
    /// character of the corpus, so nothing is left out.
    pub(crate) fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let known = self.pieces.and_then(|it| it.longest(rest));
            if let Some((number, _)) = known {
                self.piece(number);
            }
            rest = &rest[known.map_or(first.len_utf8(), |it| it.1)..];
        }
        self.piece(0);
    }

    /// In one, two or three bytes; of those, the high one first.
    pub(super) fn piece(&mut self, number: u16) {
        let number = usize::from(number);
        let (two, three) = (number.saturating_sub(NUM_ONE), number.saturating_sub(NUM_TWO));
        match number {
            _ if number < NUM_ONE => self.bytes.push(number as u8),
            _ if number < NUM_TWO => self.bytes.extend([(NUM_ONE + (two >> 8)) as u8, two as u8]),
            _ => self.bytes.extend([NUM_FIRST as u8, (three >> 8) as u8, three as u8]),
        }
    }

    /// One text after the other: of texts alone the compressor makes most.
    pub(crate) fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) {
        texts.into_iter().for_each(|it| self.text(it));
    }

    /// One number after the other.
    pub(crate) fn numbers(&mut self, numbers: impl IntoIterator<Item = usize>) {
        numbers.into_iter().for_each(|it| self.number(it));
    }

    /// Number of items, then each by `write`.
    pub(crate) fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(items.len());
        for it in items {
            write(self, it);
        }
    }

    /// Ascending numbers as differences: small, and alike for the compressor.
    pub(crate) fn ascending(&mut self, numbers: impl ExactSizeIterator<Item = usize>) {
        self.number(numbers.len());
        self.differences(numbers);
    }

    /// The same where the reader knows how many there are.
    pub(crate) fn differences(&mut self, numbers: impl Iterator<Item = usize>) {
        let mut last = 0;
        for it in numbers {
            self.number(it - last);
            last = it;
        }
    }
}
