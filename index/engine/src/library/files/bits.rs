//! Numbers in bits: what lists of clauses are made of. Elias' gamma code for counts ("Universal codeword sets and
//! representations of the integers", 1975), Rice's code for gaps ("Some practical universal noiseless coding
//! techniques", 1979).

use crate::format::error::Malformed;

/// Appends bits, the highest of a number first.
#[cfg(feature = "write")]
#[derive(Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits used of the last byte; 0 when it is full.
    used: u32,
}

#[cfg(feature = "write")]
impl BitWriter {
    /// The lowest `len` bits of a number.
    pub(crate) fn bits(&mut self, number: u32, len: u32) {
        for at in (0..len).rev() {
            if self.used == 0 {
                self.bytes.push(0);
            }
            let bit = (number >> at & 1) as u8;
            if let Some(last) = self.bytes.last_mut() {
                *last |= bit << (7 - self.used);
            }
            self.used = (self.used + 1) % 8;
        }
    }

    /// A number from 1 on: as many zeros as it has bits after the first, then its bits.
    pub(crate) fn gamma(&mut self, number: u32) {
        let len = number.max(1).ilog2();
        self.bits(0, len);
        self.bits(number, len + 1);
    }

    /// The part above the lowest `low` bits in ones and a zero, then those bits.
    pub(crate) fn rice(&mut self, number: u32, low: u32) {
        for _ in 0..number >> low {
            self.bits(1, 1);
        }
        self.bits(0, 1);
        self.bits(number, low);
    }

    /// The bits, filled up to whole bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Takes bits off the front of bytes.
#[derive(Clone, Copy)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn bit(&mut self) -> Result<u32, Malformed> {
        let byte = self.bytes.get(self.at / 8).ok_or(Malformed)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        Ok(u32::from(bit))
    }

    /// `len` is at most 32.
    pub(crate) fn bits(&mut self, len: u32) -> Result<u32, Malformed> {
        (0..len).try_fold(0u32, |number, _| Ok(number << 1 | self.bit()?))
    }

    pub(crate) fn gamma(&mut self) -> Result<u32, Malformed> {
        let mut len = 0;
        while self.bit()? == 0 {
            len += 1;
            if 31 < len {
                return Err(Malformed);
            }
        }
        Ok(1 << len | self.bits(len)?)
    }

    /// `low` is at most 31.
    pub(crate) fn rice(&mut self, low: u32) -> Result<u32, Malformed> {
        let mut high = 0u32;
        while self.bit()? == 1 {
            high += 1;
        }
        let low_bits = self.bits(low)?;
        let number = u64::from(high) << low | u64::from(low_bits);
        u32::try_from(number).map_err(|_| Malformed)
    }

    /// Bits that are left.
    pub(crate) fn left(&self) -> usize {
        self.bytes.len() * 8 - self.at
    }

    /// Less than a byte may be left, and no bit of it set.
    pub(crate) fn end(mut self) -> Result<(), Malformed> {
        let left = self.left();
        if left < 8 && self.bits(left as u32)? == 0 { Ok(()) } else { Err(Malformed) }
    }
}

/// The number of low bits that makes Rice's code of these numbers shortest, below 32.
#[cfg(feature = "write")]
pub(crate) fn best_low(numbers: impl Iterator<Item = u32> + Clone) -> u32 {
    let (sum, len) = numbers.clone().fold((0u64, 0u64), |(sum, len), it| (sum + u64::from(it), len + 1));
    let near = (sum / len.max(1)).max(1).ilog2();
    let cost = |low: &u32| numbers.clone().map(|it| u64::from(it >> low) + 1 + u64::from(*low)).sum::<u64>();
    (near.saturating_sub(2)..=(near + 1).min(31)).min_by_key(cost).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_read_as_written(numbers: Vec<(u16, u8)>) {
            let mut writer = BitWriter::default();
            for (number, low) in &numbers {
                writer.bits(u32::from(*number), 16);
                writer.gamma(u32::from(*number) + 1);
                writer.rice(u32::from(*number), u32::from(low % 12 + 4));
            }
            let bytes = writer.into_bytes();
            let mut reader = BitReader::new(&bytes);
            for (number, low) in &numbers {
                prop_assert_eq!(reader.bits(16), Ok(u32::from(*number)));
                prop_assert_eq!(reader.gamma(), Ok(u32::from(*number) + 1));
                prop_assert_eq!(reader.rice(u32::from(low % 12 + 4)), Ok(u32::from(*number)));
            }
            prop_assert_eq!(reader.end(), Ok(()));
        }

        #[test]
        fn any_bytes_are_read_to_an_end(bytes: Vec<u8>, low in 0u32..32) {
            let mut reader = BitReader::new(&bytes);
            while reader.gamma().is_ok() && reader.rice(low).is_ok() {}
            prop_assert!(reader.left() <= bytes.len() * 8);
        }
    }
}
