//! How much opening a file may cost. Sections name strings by number, clauses
//! share headings and keys share targets: a few kilobytes could describe
//! gigabytes. The three documents use a third of what is allowed.

use std::cell::Cell;

use crate::format::error::Malformed;

/// Bytes allowed per byte of the file.
const PER_BYTE: usize = 64;

/// Bytes allowed for a file of any length: small ones hold little but tables.
const FLOOR: usize = 1 << 20;

/// What may still be spent: bytes of memory, or steps of a search.
pub(crate) struct Budget(Cell<usize>);

impl Budget {
    /// Of a file of this length in bytes.
    pub(crate) fn of_file(len_bytes: usize) -> Self {
        Self(Cell::new(len_bytes.saturating_mul(PER_BYTE).saturating_add(FLOOR)))
    }

    /// Takes off `num` times `each`, before it is reserved or done.
    ///
    /// # Errors
    /// If so much is not left.
    pub(crate) fn spend(&self, num: usize, each: usize) -> Result<(), Malformed> {
        let left = num.checked_mul(each).and_then(|it| self.0.get().checked_sub(it)).ok_or(Malformed)?;
        self.0.set(left);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_budget_is_refused_and_takes_nothing() {
        let budget = Budget::of_file(1);
        assert_eq!(budget.spend(usize::MAX, 2), Err(Malformed));
        assert_eq!(budget.spend(FLOOR + PER_BYTE, 1), Ok(()));
        assert_eq!(budget.spend(1, 1), Err(Malformed));
        assert_eq!(budget.spend(0, 1), Ok(()));
    }
}
