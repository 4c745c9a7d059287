//! Which clause has an id: for links.
//!
//! ```text
//! num + 1 gamma | low 5 bits | per clause: gap of the hash of its id (Rice) · number of the clause (as many bits as the last has)
//! ```
//!
//! Two ids may have one hash: whoever asks compares the ids of the clauses.

use crate::format::codec::crc32;
use crate::format::error::Malformed;
use crate::library::files::bits::BitReader;
#[cfg(feature = "write")]
use crate::library::files::bits::{BitWriter, best_low};

/// The hash of an id, and the file that holds it: the hashes of a file follow each other.
pub(crate) fn hash(id: &str, num_buckets: u32) -> (u32, u32) {
    let hash = crc32(id.as_bytes()).wrapping_mul(0x9e37_79b1);
    (hash, ((u64::from(hash) * u64::from(num_buckets)) >> 32) as u32)
}

fn first_hash(bucket: u32, num_buckets: u32) -> u32 {
    (u64::from(bucket) << 32).div_ceil(u64::from(num_buckets.max(1))) as u32
}

fn clause_bits(num_clauses: u32) -> u32 {
    32 - num_clauses.leading_zeros()
}

/// `ids`: hashes, ascending, each with its clause.
#[cfg(feature = "write")]
pub(crate) fn write(ids: &[(u32, u32)], bucket: u32, num_buckets: u32, num_clauses: u32) -> Vec<u8> {
    let mut last = first_hash(bucket, num_buckets);
    let gaps: Vec<u32> = ids.iter().map(|it| it.0 - std::mem::replace(&mut last, it.0)).collect();
    let low = best_low(gaps.iter().copied());
    let mut writer = BitWriter::default();
    writer.gamma(ids.len() as u32 + 1);
    writer.bits(low, 5);
    for (gap, (_, clause)) in gaps.into_iter().zip(ids) {
        writer.rice(gap, low);
        writer.bits(*clause, clause_bits(num_clauses));
    }
    writer.into_bytes()
}

/// Hashes, ascending, each with its clause.
pub(crate) fn read(body: &[u8], bucket: u32, num_buckets: u32, num_clauses: u32) -> Result<Vec<(u32, u32)>, Malformed> {
    let mut reader = BitReader::new(body);
    let len = reader.gamma()? as usize - 1;
    let low = reader.bits(5)?;
    if reader.left() < len {
        return Err(Malformed);
    }
    let mut last = first_hash(bucket, num_buckets);
    let mut ids = Vec::with_capacity(len);
    for _ in 0..len {
        last = last.checked_add(reader.rice(low)?).ok_or(Malformed)?;
        let clause = reader.bits(clause_bits(num_clauses))?;
        if num_clauses <= clause {
            return Err(Malformed);
        }
        ids.push((last, clause));
    }
    reader.end()?;
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn files_of_ids_are_read_as_written(ids: Vec<String>) {
            let mut hashes: Vec<(u32, u32)> = (0..).zip(&ids).map(|it| (hash(it.1, 2).0, it.0)).collect();
            hashes.retain(|it| (u64::from(it.0) * 2) >> 32 == 1);
            hashes.sort_unstable();
            let len = ids.len() as u32;
            prop_assert_eq!(read(&write(&hashes, 1, 2, len), 1, 2, len), Ok(hashes));
        }

        #[test]
        fn any_bytes_are_a_file_of_ids_or_refused(body: Vec<u8>) {
            if let Ok(ids) = read(&body, 1, 2, 1000) {
                prop_assert!(ids.iter().all(|it| it.1 < 1000));
            }
        }
    }
}
