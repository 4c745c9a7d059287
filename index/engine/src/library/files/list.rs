//! Where a string stands: clauses, each with how much it holds of the string.
//!
//! ```text
//! doc_freq + 1   gamma    clauses that hold it; 0 for a string that has no list here
//! is_cut         1 bit    whether only the best stand here and the rest in another file
//! held           gamma    how many stand here, only if it is cut
//! few (< 12)     5 bits: low bits of the gaps | per clause: gap (Rice) · level − 1 (4 bits)
//! many           levels 16 → 1, each: count + 1 (gamma) · if any: low bits (5 bits) · gaps (Rice)
//! ```
//!
//! A gap is the difference to the clause before, less one. A level is the saturated term frequency (BM25F, all field
//! weights applied) in sixteenths.

use crate::format::error::Malformed;
use crate::library::files::bits::BitReader;
#[cfg(feature = "write")]
use crate::library::files::bits::{BitWriter, best_low};

/// The highest level: a term frequency that saturated.
pub(crate) const NUM_LEVELS: u32 = 16;

/// Lists below this are not parted by level: sixteen counts would outweigh them.
const FEW: usize = 12;

/// A clause and its level, ordered by clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting(u32);

impl Posting {
    /// `clause` below [`MAX_CLAUSES`], `level` from 1 to [`NUM_LEVELS`].
    pub(crate) fn new(clause: u32, level: u32) -> Self {
        Self(clause << 4 | (level - 1))
    }

    pub(crate) fn clause(self) -> u32 {
        self.0 >> 4
    }

    pub(crate) fn level(self) -> u32 {
        (self.0 & 15) + 1
    }

    /// What the level stands for, above 0 and at most 1.
    pub(crate) fn saturated(self) -> f32 {
        self.level() as f32 / NUM_LEVELS as f32
    }
}

/// Clauses beyond these have no number.
pub(crate) const MAX_CLAUSES: u32 = 1 << 28;

/// Where one string stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct List {
    /// Clauses that hold it, those of the rest included.
    pub doc_freq: u32,
    /// Ascending.
    pub postings: Vec<Posting>,
}

impl List {
    /// Whether a rest lies elsewhere.
    pub(crate) fn is_cut(&self) -> bool {
        self.postings.len() < self.doc_freq as usize
    }

    /// Parts the best from the rest; the best of a level are the first of it.
    #[cfg(feature = "write")]
    pub(crate) fn cut(mut self, max: usize) -> (Self, Option<Self>) {
        if self.postings.len() <= max {
            return (self, None);
        }
        let mut best = self.postings.clone();
        best.sort_unstable_by_key(|it| (NUM_LEVELS - it.level(), it.clause()));
        let mut rest = best.split_off(max);
        best.sort_unstable();
        rest.sort_unstable();
        self.postings = best;
        (self, Some(Self { doc_freq: rest.len() as u32, postings: rest }))
    }

    #[cfg(feature = "write")]
    pub(crate) fn write(&self, writer: &mut BitWriter) {
        writer.gamma(self.doc_freq + 1);
        if self.doc_freq == 0 {
            return;
        }
        writer.bits(u32::from(self.is_cut()), 1);
        if self.is_cut() {
            writer.gamma(self.postings.len() as u32);
        }
        if self.postings.len() < FEW {
            let gaps = gaps(self.postings.iter().copied());
            let low = best_low(gaps.iter().copied());
            writer.bits(low, 5);
            for (gap, it) in gaps.into_iter().zip(&self.postings) {
                writer.rice(gap, low);
                writer.bits(it.level() - 1, 4);
            }
            return;
        }
        for level in (1..=NUM_LEVELS).rev() {
            let gaps = gaps(self.postings.iter().copied().filter(|it| it.level() == level));
            writer.gamma(gaps.len() as u32 + 1);
            if !gaps.is_empty() {
                let low = best_low(gaps.iter().copied());
                writer.bits(low, 5);
                gaps.into_iter().for_each(|gap| writer.rice(gap, low));
            }
        }
    }

    /// Every clause must be below `num_clauses`.
    pub(crate) fn read(reader: &mut BitReader<'_>, num_clauses: u32) -> Result<Self, Malformed> {
        let doc_freq = reader.gamma()? - 1;
        if doc_freq == 0 {
            return Ok(Self::default());
        }
        let is_cut = reader.bits(1)? == 1;
        let num = if is_cut { reader.gamma()? } else { doc_freq } as usize;
        // A clause takes a bit at least.
        if reader.left() < num || num_clauses < doc_freq || (is_cut && doc_freq as usize <= num) {
            return Err(Malformed);
        }
        let mut postings = Vec::with_capacity(num);
        if num < FEW {
            let low = reader.bits(5)?;
            let mut next = 0;
            for _ in 0..num {
                let clause = clause(reader, low, &mut next, num_clauses)?;
                postings.push(Posting::new(clause, reader.bits(4)? + 1));
            }
        } else {
            for level in (1..=NUM_LEVELS).rev() {
                let len = reader.gamma()? - 1;
                let low = if len == 0 { 0 } else { reader.bits(5)? };
                let mut next = 0;
                for _ in 0..len {
                    postings.push(Posting::new(clause(reader, low, &mut next, num_clauses)?, level));
                }
            }
            postings.sort_unstable();
        }
        let is_right = postings.len() == num && postings.windows(2).all(|it| it[0].clause() < it[1].clause());
        if is_right { Ok(Self { doc_freq, postings }) } else { Err(Malformed) }
    }
}

fn clause(reader: &mut BitReader<'_>, low: u32, next: &mut u32, num_clauses: u32) -> Result<u32, Malformed> {
    let clause = next.checked_add(reader.rice(low)?).filter(|it| *it < num_clauses).ok_or(Malformed)?;
    *next = clause + 1;
    Ok(clause)
}

#[cfg(feature = "write")]
fn gaps(postings: impl Iterator<Item = Posting>) -> Vec<u32> {
    let mut next = 0;
    postings.map(|it| it.clause() - std::mem::replace(&mut next, it.clause() + 1)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_are_read_as_written(levels: BTreeMap<u16, u8>, max in 1usize..40) {
            let postings: Vec<_> =
                levels.iter().map(|it| Posting::new(u32::from(*it.0), u32::from(it.1 % 16) + 1)).collect();
            let list = List { doc_freq: postings.len() as u32, postings };
            let (head, rest) = list.clone().cut(max);
            let mut writer = BitWriter::default();
            [&list, &head].into_iter().chain(&rest).for_each(|it| it.write(&mut writer));
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes);
            let mut read = || List::read(&mut reader, 1 << 16);
            prop_assert_eq!(read(), Ok(list.clone()));
            prop_assert_eq!(read(), Ok(head.clone()));
            let mut all = head.postings;
            if let Some(rest) = rest {
                prop_assert_eq!(read(), Ok(rest.clone()));
                all.extend(rest.postings);
            }
            prop_assert_eq!(reader.end(), Ok(()));
            all.sort_unstable();
            prop_assert_eq!(all, list.postings);
        }

        #[test]
        fn any_bytes_are_a_list_or_refused(bytes: Vec<u8>, num_clauses in 1u32..1000) {
            if let Ok(list) = List::read(&mut BitReader::new(&bytes), num_clauses) {
                prop_assert!(list.postings.len() <= 8 * bytes.len());
                prop_assert!(list.postings.iter().all(|it| it.clause() < num_clauses));
            }
        }
    }
}
