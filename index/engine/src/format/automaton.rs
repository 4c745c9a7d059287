//! The terms section: a set of byte strings as the `fst` crate (0.4) writes
//! it, an automaton whose paths are the strings. Read here and not by the
//! crate, which takes its bytes on trust: it panics on many of them and runs
//! for hours on others.
//!
//! ```text
//! +--------------+-----------+-------+------------------+-----------+----------+
//! | version: u64 | type: u64 | nodes | num strings: u64 | root: u64 | crc: u32 |
//! +--------------+-----------+-------+------------------+-----------+----------+
//!  3              0           [16 …]                     address     not read
//! ```
//!
//! A node is read backwards from its address, which is that of its last byte;
//! its first byte is its `start`. Address 0 is the final node that goes
//! nowhere, and takes no bytes.
//!
//! ```text
//! 11cccccc | input?                                              goes to the node that ends before its start
//! 10cccccc | input? | sizes | distance                           one step
//! 0fnnnnnn | num steps? | sizes | table? | inputs | distances    f: a string may end here
//! ```
//!
//! `cccccc` is an input of [`COMMON`] + 1 and `nnnnnn` the number of steps; 0
//! where a byte of its own follows (which holds 1 for 256 steps). `sizes`:
//! bytes of a distance in the high half; the low half, of outputs, is 0 for a
//! set. A distance counts back from `start`; 0 means address 0. The table (256
//! bytes, for more than 32 steps) serves look-ups and is not read.

use crate::format::error::Malformed;

/// Where the nodes begin.
const NODES: usize = 16;

/// Bytes behind the nodes.
const FOOTER: usize = 20;

/// The first of the crate's common inputs: those that fit into six bits.
const COMMON: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";

/// More steps than this have a table.
const NUM_WITHOUT_TABLE: usize = 32;

/// Calls `emit` for every string, ascending, until it refuses one.
///
/// Every address is inside the section and before the node that names it, so
/// there is no circle; every node leads to a string, so the cost is time in
/// the length of all strings that `emit` takes. Strings are not empty and at
/// most `max_len` bytes long.
pub(crate) fn for_each(
    section: &[u8],
    max_len: usize,
    mut emit: impl FnMut(&[u8]) -> Result<(), Malformed>,
) -> Result<(), Malformed> {
    let nodes_end = section.len().checked_sub(FOOTER).filter(|it| NODES <= *it).ok_or(Malformed)?;
    let (nodes, footer) = section.split_at(nodes_end);
    if number(&nodes[..8]) != 3 || number(&nodes[8..NODES]) != 0 {
        return Err(Malformed);
    }
    let (len, root) = (number(&footer[..8]), number(&footer[8..16]));
    if root != nodes_end as u64 - 1 {
        return Err(Malformed);
    }
    let root = Node::read(nodes, nodes_end - 1)?;
    if root.is_final || (root.num_steps() == 0 && len != 0) {
        return Err(Malformed);
    }
    let (mut num, mut key) = (0, Vec::new());
    // The nodes of the current string, and how many of their steps were gone.
    let mut path = vec![(root, 0)];
    while let Some((node, gone)) = path.last_mut() {
        if *gone == node.num_steps() {
            path.pop();
            key.pop();
            continue;
        }
        let (input, address) = node.step(*gone)?;
        *gone += 1;
        key.push(input);
        let next = if address == 0 { Node::END } else { Node::read(nodes, address)? };
        if max_len < key.len() || (!next.is_final && next.num_steps() == 0) {
            return Err(Malformed);
        }
        if next.is_final {
            num += 1;
            emit(&key)?;
        }
        path.push((next, 0));
    }
    if num == len { Ok(()) } else { Err(Malformed) }
}

/// Little-endian.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A state of the automaton.
struct Node<'a> {
    is_final: bool,
    start: usize,
    /// One per step, the last step first; empty for [`Self::common`].
    inputs: &'a [u8],
    /// The single input that is not a byte of its own.
    common: Option<u8>,
    /// As `inputs`, of `distance_len` bytes each; none where the step goes to
    /// the node before.
    distances: &'a [u8],
    distance_len: usize,
}

impl<'a> Node<'a> {
    const END: Self = Self { is_final: true, start: 0, inputs: &[], common: None, distances: &[], distance_len: 0 };

    fn read(nodes: &'a [u8], address: usize) -> Result<Self, Malformed> {
        let mut rest = Backwards { rest: nodes.get(NODES..=address).ok_or(Malformed)? };
        let state = rest.byte()?;
        let (is_single, is_next) = (state & 0x80 != 0, state & 0xc0 == 0xc0);
        let low = usize::from(state & 0x3f);
        let common = low.checked_sub(1).filter(|_| is_single).map(|at| COMMON[at]);
        let (mut inputs, mut num) = (&[][..], 1);
        if is_single && common.is_none() {
            inputs = rest.bytes(1)?;
        } else if !is_single {
            num = if low == 0 { num_steps(rest.byte()?) } else { low };
        }
        let sizes = if is_next { 0 } else { rest.byte()? };
        if !is_single {
            rest.bytes(if NUM_WITHOUT_TABLE < num { 256 } else { 0 })?;
            inputs = rest.bytes(num)?;
        }
        let distance_len = usize::from(sizes >> 4);
        // 0 outputs, distances of at least a byte where there are any, and inputs that ascend (they lie backwards).
        let has_distances = !is_next && 0 < num;
        let is_ascending = inputs.windows(2).all(|it| it[1] < it[0]);
        if sizes & 0x0f != 0 || 8 < distance_len || (has_distances && distance_len == 0) || !is_ascending {
            return Err(Malformed);
        }
        let distances = rest.bytes(num * distance_len)?;
        let is_final = !is_single && state & 0x40 != 0;
        Ok(Self { is_final, start: NODES + rest.rest.len(), inputs, common, distances, distance_len })
    }

    fn num_steps(&self) -> usize {
        if self.common.is_some() { 1 } else { self.inputs.len() }
    }

    /// Input and address of a step below [`Self::num_steps`].
    fn step(&self, at: usize) -> Result<(u8, usize), Malformed> {
        let from_last = self.num_steps() - 1 - at;
        let input = self.common.unwrap_or_else(|| self.inputs[from_last]);
        let before = |distance: u64| {
            let address = (self.start as u64).checked_sub(distance).filter(|it| NODES as u64 <= *it);
            address.map(|it| (input, it as usize)).ok_or(Malformed)
        };
        if self.distance_len == 0 {
            return before(1);
        }
        match number(&self.distances[from_last * self.distance_len..][..self.distance_len]) {
            0 => Ok((input, 0)),
            distance => before(distance),
        }
    }
}

fn num_steps(byte: u8) -> usize {
    if byte == 1 { 256 } else { usize::from(byte) }
}

/// Takes bytes off the end.
struct Backwards<'a> {
    rest: &'a [u8],
}

impl<'a> Backwards<'a> {
    fn bytes(&mut self, len: usize) -> Result<&'a [u8], Malformed> {
        let start = self.rest.len().checked_sub(len).ok_or(Malformed)?;
        let (rest, taken) = self.rest.split_at(start);
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Malformed> {
        self.bytes(1).map(|it| it[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn written(keys: &BTreeSet<Vec<u8>>) -> Vec<u8> {
        let mut builder = fst::SetBuilder::memory();
        builder.extend_iter(keys).unwrap();
        builder.into_inner().unwrap()
    }

    /// The keys, and whether the walk came to its end.
    fn listed(section: &[u8], most: usize) -> (Vec<Vec<u8>>, Result<(), Malformed>) {
        let mut keys = Vec::new();
        let walked = for_each(section, 64, |key| {
            keys.push(key.to_vec());
            if keys.len() < most { Ok(()) } else { Err(Malformed) }
        });
        (keys, walked)
    }

    #[test]
    fn the_common_inputs_are_those_of_the_crate() {
        for byte in 0..=255 {
            let keys = BTreeSet::from([vec![byte, b'!'], vec![byte, b'!', byte]]);
            assert_eq!(listed(&written(&keys), 9), (keys.into_iter().collect(), Ok(())), "{byte}");
        }
    }

    #[test]
    fn nodes_of_every_width_are_read() {
        for num in [0, 1, 2, 32, 33, 63, 64, 255, 256] {
            let keys: BTreeSet<Vec<u8>> = (0..num).map(|it| vec![it as u8, 7, it as u8]).collect();
            assert_eq!(listed(&written(&keys), 999), (keys.into_iter().collect(), Ok(())), "{num}");
        }
    }

    #[test]
    fn an_empty_string_a_long_one_and_a_wrong_number_are_refused() {
        let refused = |keys: &[&[u8]]| listed(&written(&keys.iter().map(|it| it.to_vec()).collect()), 9).1.is_err();
        assert!(refused(&[b""]) && refused(&[b"", b"a"]) && refused(&[&[b'a'; 65]]));
        assert!(!refused(&[&[b'a'; 64]]));
        let mut wrong = written(&BTreeSet::from([b"ab".to_vec()]));
        let at = wrong.len() - FOOTER;
        wrong[at] = 2;
        assert!(listed(&wrong, 9).1.is_err());
    }

    /// Forty nodes, each with two steps to the one before: 2^40 strings.
    #[test]
    fn a_walk_ends_when_emit_refuses() {
        let mut section: Vec<u8> = [3u64, 0].into_iter().flat_map(u64::to_le_bytes).collect();
        section.extend([0, 0, b'b', b'a', 0x10, 2]);
        (0..39).for_each(|_| section.extend([1, 1, b'b', b'a', 0x10, 2]));
        let root = section.len() as u64 - 1;
        section.extend([1 << 40, root].into_iter().flat_map(u64::to_le_bytes).chain([0; 4]));
        let (keys, walked) = listed(&section, 1_000);
        assert_eq!((keys.len(), keys[0].len(), walked), (1_000, 40, Err(Malformed)));
    }

    proptest! {
        #[test]
        fn what_the_crate_writes_is_read(keys in prop::collection::btree_set(prop::collection::vec(any::<u8>(), 1..9), 0..200)) {
            prop_assert_eq!(listed(&written(&keys), 999), (keys.into_iter().collect(), Ok(())));
        }

        #[test]
        fn changed_bytes_are_read_or_refused(
            keys in prop::collection::btree_set(prop::collection::vec(b'a'..b'f', 1..6), 0..40),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        ) {
            let mut section = written(&keys);
            for (at, byte) in changes {
                let at = at.index(section.len());
                section[at] = byte;
            }
            let (keys, _) = listed(&section, 10_000);
            prop_assert!(keys.is_sorted_by(|a, b| a < b));
        }
    }
}
