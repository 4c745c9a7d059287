//! Which clauses have a value of a facet.
//!
//! ```text
//! clauses + 1 gamma | low 5 bits | gaps (Rice)
//! ```
//!
//! A gap is the difference to the clause before, less one.

use crate::format::error::Malformed;
use crate::library::files::bits::BitReader;
#[cfg(feature = "write")]
use crate::library::files::bits::{BitWriter, best_low};

/// A set of clauses, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FacetSet(Vec<u32>);

impl FacetSet {
    pub(crate) fn holds(&self, clause: u32) -> bool {
        self.0.binary_search(&clause).is_ok()
    }
}

/// `clauses` ascend.
#[cfg(feature = "write")]
pub(crate) fn write(clauses: &[u32]) -> Vec<u8> {
    let mut next = 0;
    let gaps: Vec<u32> = clauses.iter().map(|it| it - std::mem::replace(&mut next, it + 1)).collect();
    let low = best_low(gaps.iter().copied());
    let mut writer = BitWriter::default();
    writer.gamma(gaps.len() as u32 + 1);
    writer.bits(low, 5);
    gaps.into_iter().for_each(|gap| writer.rice(gap, low));
    writer.into_bytes()
}

/// Every clause must be below `num_clauses`.
pub(crate) fn read(body: &[u8], num_clauses: u32) -> Result<FacetSet, Malformed> {
    let mut reader = BitReader::new(body);
    let len = reader.gamma()? - 1;
    let low = reader.bits(5)?;
    if reader.left() < len as usize {
        return Err(Malformed);
    }
    let mut clauses = Vec::with_capacity(len as usize);
    let mut next = 0u32;
    for _ in 0..len {
        let clause = next.checked_add(reader.rice(low)?).filter(|it| *it < num_clauses).ok_or(Malformed)?;
        clauses.push(clause);
        next = clause + 1;
    }
    reader.end()?;
    Ok(FacetSet(clauses))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sets_are_read_as_written(clauses: BTreeSet<u16>) {
            let clauses: Vec<u32> = clauses.into_iter().map(u32::from).collect();
            let set = read(&write(&clauses), 1 << 16).unwrap();
            prop_assert_eq!((0..1 << 16).filter(|it| set.holds(*it)).collect::<Vec<_>>(), clauses);
        }

        #[test]
        fn any_bytes_are_a_set_or_refused(body: Vec<u8>) {
            if let Ok(set) = read(&body, 100) {
                prop_assert!(!set.holds(100));
            }
        }
    }
}
