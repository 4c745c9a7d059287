//! Lists of the pairs of characters that are no words. A pair is a number, mixed so that all files of pairs hold about
//! as many, and written as it is: two pairs are never taken for each other.
//!
//! ```text
//! num_pairs + 1 gamma | low 5 bits | per pair: gap of its key (Rice) | per pair: its list
//! ```

use crate::format::error::Malformed;
use crate::library::files::bits::BitReader;
#[cfg(feature = "write")]
use crate::library::files::bits::{BitWriter, best_low};
use crate::library::files::list::List;

/// Where the lists of pairs lie: in which file, under which key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PairKeys {
    /// Bits of the place of a character.
    pub place_bits: u32,
    pub num_buckets: u32,
}

impl PairKeys {
    /// The key of a pair of places: another number of as many bits for each.
    pub(crate) fn key(self, first: u16, second: u16) -> u32 {
        let num_bits = 2 * self.place_bits;
        let mask = ((1u64 << num_bits) - 1) as u32;
        let mut key = u32::from(first) << self.place_bits | u32::from(second);
        for (factor, shift) in [(0x9e37_79b1u32, num_bits / 2), (0x85eb_ca77, num_bits / 3 + 1)] {
            key = key.wrapping_mul(factor) & mask;
            key ^= key >> shift.max(1);
        }
        key
    }

    /// The number of the file that holds a key: keys of a file follow each other.
    pub(crate) fn bucket(self, key: u32) -> u32 {
        ((u64::from(key) * u64::from(self.num_buckets)) >> (2 * self.place_bits)) as u32
    }

    /// The least key that a file may hold.
    fn first_key(self, bucket: u32) -> u32 {
        let keys = u64::from(bucket) << (2 * self.place_bits);
        keys.div_ceil(u64::from(self.num_buckets.max(1))) as u32
    }
}

/// Keys, ascending, each with its list.
pub(crate) type Bucket = Vec<(u32, List)>;

#[cfg(feature = "write")]
pub(crate) fn write(keys: PairKeys, bucket: u32, lists: &Bucket) -> Vec<u8> {
    let mut writer = BitWriter::default();
    let mut next = keys.first_key(bucket);
    let gaps: Vec<u32> = lists.iter().map(|it| it.0 - std::mem::replace(&mut next, it.0 + 1)).collect();
    let low = best_low(gaps.iter().copied());
    writer.gamma(gaps.len() as u32 + 1);
    writer.bits(low, 5);
    gaps.into_iter().for_each(|it| writer.rice(it, low));
    lists.iter().for_each(|it| it.1.write(&mut writer));
    writer.into_bytes()
}

pub(crate) fn read(body: &[u8], keys: PairKeys, bucket: u32, num_clauses: u32) -> Result<Bucket, Malformed> {
    let mut reader = BitReader::new(body);
    let len = reader.gamma()? as usize - 1;
    let low = reader.bits(5)?;
    // A key takes a bit at least.
    if reader.left() < len {
        return Err(Malformed);
    }
    let mut next = keys.first_key(bucket);
    let mut lists = Vec::with_capacity(len);
    for _ in 0..len {
        let key = next.checked_add(reader.rice(low)?).ok_or(Malformed)?;
        next = key.checked_add(1).ok_or(Malformed)?;
        lists.push((key, List::default()));
    }
    for (_, list) in &mut lists {
        *list = List::read(&mut reader, num_clauses)?;
    }
    reader.end()?;
    Ok(lists)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::library::files::list::Posting;
    use proptest::prelude::*;

    #[test]
    fn every_pair_has_a_key_of_its_own_in_one_of_the_files() {
        let keys = PairKeys { place_bits: 7, num_buckets: 11 };
        let all: Vec<u32> = (0..128).flat_map(|a| (0..128).map(move |b| keys.key(a, b))).collect();
        let distinct: BTreeSet<u32> = all.iter().copied().collect();
        assert_eq!((distinct.len(), *distinct.last().unwrap()), (1 << 14, (1 << 14) - 1));
        let mut sizes = [0; 11];
        all.iter().for_each(|it| sizes[keys.bucket(*it) as usize] += 1);
        assert!(sizes.iter().all(|it| (1_400..1_600).contains(it)), "{sizes:?}");
        for key in distinct {
            assert!(keys.first_key(keys.bucket(key)) <= key);
        }
    }

    proptest! {
        #[test]
        fn files_of_pairs_are_read_as_written(pairs: BTreeSet<(u8, u8)>, bucket in 0u32..3) {
            let keys = PairKeys { place_bits: 8, num_buckets: 3 };
            let found = pairs.iter().map(|it| keys.key(u16::from(it.0), u16::from(it.1)));
            let found: BTreeSet<u32> = found.filter(|it| keys.bucket(*it) == bucket).collect();
            let list = |it: u32| List { doc_freq: 1, postings: vec![Posting::new(it % 100, it % 16 + 1)] };
            let lists: Bucket = found.into_iter().map(|it| (it, list(it))).collect();
            prop_assert_eq!(read(&write(keys, bucket, &lists), keys, bucket, 100), Ok(lists));
        }

        #[test]
        fn any_bytes_are_a_file_of_pairs_or_refused(body: Vec<u8>) {
            let keys = PairKeys { place_bits: 12, num_buckets: 3 };
            if let Ok(lists) = read(&body, keys, 1, 1000) {
                prop_assert!(lists.len() <= 8 * body.len());
            }
        }
    }
}
