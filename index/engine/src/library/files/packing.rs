//! Packs the parts of the root, so that no server needs to: an adaptive binary range coder (Martin, *Range encoding*,
//! 1979; bit models as in LZMA). Every byte is eight bits, each foretold by those before it in the byte and by the one
//! or two bytes before. Costs about a tenth of a millisecond per kilobyte.
//!
//! ```text
//! order (1 byte): bytes that foretell the next, 0 to 2 | length unpacked (u32) | code
//! ```

use crate::format::error::Malformed;

/// A part is never longer, unpacked, nor [`MOST_TIMES`] longer than packed.
const MAX_BYTES: usize = 8 << 20;
const MOST_TIMES: usize = 256;

const HEAD_LEN: usize = 5;
const PROBABILITY_BITS: u32 = 15;
/// How slowly a model learns at last: a step is the 2^-5th of what it was wrong by.
const SLOWEST: u16 = 5;
/// Steps between two rates of learning.
const STEPS_PER_RATE: u16 = 6;
const CONTEXT_BITS: u32 = 16;
const TOP: u32 = 1 << 24;

/// How likely the next bit is a 0, and how often that was learned.
#[derive(Clone, Copy)]
struct Bit {
    zero: u16,
    num: u16,
}

impl Bit {
    fn split(self, range: u32) -> u32 {
        (range >> PROBABILITY_BITS) * u32::from(self.zero)
    }

    fn learn(&mut self, bit: bool) {
        let rate = (1 + self.num / STEPS_PER_RATE).min(SLOWEST);
        let most = (1 << PROBABILITY_BITS) - 31;
        self.zero = if bit { self.zero - (self.zero >> rate) } else { self.zero + ((most - self.zero) >> rate) };
        self.zero = self.zero.clamp(31, most);
        self.num = (self.num + 1).min(STEPS_PER_RATE * SLOWEST);
    }
}

/// Models of all bits, by what came before.
struct Models {
    bits: Vec<Bit>,
    order: u8,
}

impl Models {
    fn new(order: u8) -> Self {
        let len = match order {
            0 => 256,
            1 => 256 * 256,
            _ => 256 << CONTEXT_BITS >> 2,
        };
        Self { bits: vec![Bit { zero: 1 << (PROBABILITY_BITS - 1), num: 0 }; len], order }
    }

    /// The models of a byte's bits.
    fn of(&mut self, before: [u8; 2]) -> &mut [Bit] {
        let context = match self.order {
            0 => 0,
            1 => usize::from(before[0]),
            _ => {
                let pair = u32::from(before[0]) << 8 | u32::from(before[1]);
                (pair.wrapping_mul(0x9e37_79b1) >> (32 - CONTEXT_BITS + 2)) as usize
            }
        };
        &mut self.bits[context * 256..][..256]
    }
}

/// Packed in the order that makes least of them.
#[cfg(feature = "write")]
pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    let packed = (0..3).map(|order| pack_as(bytes, order));
    packed.min_by_key(Vec::len).unwrap_or_default()
}

/// Packed in the order that takes least time, and more bytes.
#[cfg(feature = "write")]
pub(crate) fn pack_quickly(bytes: &[u8]) -> Vec<u8> {
    pack_as(bytes, 0)
}

#[cfg(feature = "write")]
fn pack_as(bytes: &[u8], order: u8) -> Vec<u8> {
    let mut coder = Encoder { low: 0, range: u32::MAX, cache: 0, num_full: 1, out: vec![order] };
    coder.out.extend((bytes.len() as u32).to_le_bytes());
    let mut models = Models::new(order);
    let mut before = [0, 0];
    for byte in bytes {
        let models = models.of(before);
        let mut node = 1usize;
        for at in (0..8).rev() {
            let bit = byte >> at & 1 == 1;
            coder.bit(&mut models[node], bit);
            node = node << 1 | usize::from(bit);
        }
        before = [*byte, before[0]];
    }
    (0..5).for_each(|_| coder.shift());
    coder.out
}

#[cfg(feature = "write")]
struct Encoder {
    low: u64,
    range: u32,
    cache: u8,
    /// Bytes that wait for a carry, the one in `cache` included.
    num_full: usize,
    out: Vec<u8>,
}

#[cfg(feature = "write")]
impl Encoder {
    fn bit(&mut self, model: &mut Bit, bit: bool) {
        let split = model.split(self.range);
        if bit {
            self.low += u64::from(split);
            self.range -= split;
        } else {
            self.range = split;
        }
        model.learn(bit);
        while self.range < TOP {
            self.range <<= 8;
            self.shift();
        }
    }

    fn shift(&mut self) {
        if self.low < 0xff00_0000 || u64::from(u32::MAX) < self.low {
            let carry = (self.low >> 32) as u8;
            let mut byte = self.cache;
            for _ in 0..self.num_full {
                self.out.push(byte.wrapping_add(carry));
                byte = 0xff;
            }
            self.num_full = 0;
            self.cache = (self.low >> 24) as u8;
        }
        self.num_full += 1;
        self.low = (self.low << 8) & u64::from(u32::MAX);
    }
}

/// What was packed. Whatever the bytes are, no more than [`MOST_TIMES`] their length comes of them.
pub(crate) fn unpack(packed: &[u8]) -> Result<Vec<u8>, Malformed> {
    let (head, code) = packed.split_at_checked(HEAD_LEN).ok_or(Malformed)?;
    let len = u32::from_le_bytes([head[1], head[2], head[3], head[4]]) as usize;
    if 2 < head[0] || MAX_BYTES < len || packed.len().saturating_mul(MOST_TIMES) < len {
        return Err(Malformed);
    }
    let mut code = code.iter();
    let mut next = || u32::from(code.next().copied().unwrap_or_default());
    // The first byte is the empty cache of the encoder.
    next();
    let (mut range, mut at) = (u32::MAX, (0..4).fold(0u32, |at, _| at << 8 | next()));
    let mut models = Models::new(head[0]);
    let mut bytes = Vec::with_capacity(len);
    let mut before = [0, 0];
    for _ in 0..len {
        let models = models.of(before);
        let mut node = 1usize;
        while node < 256 {
            let model = &mut models[node];
            let split = model.split(range);
            let bit = split <= at;
            if bit {
                at -= split;
                range -= split;
            } else {
                range = split;
            }
            model.learn(bit);
            while range < TOP {
                range <<= 8;
                at = at << 8 | next();
            }
            node = node << 1 | usize::from(bit);
        }
        let byte = node as u8;
        bytes.push(byte);
        before = [byte, before[0]];
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_repeats_itself_packs_well() {
        let bytes: Vec<u8> = (0..4000).map(|at| [7, 7, 9, 200][at % 4]).collect();
        let packed = pack(&bytes);
        assert!(packed.len() < 100, "{}", packed.len());
        assert_eq!(unpack(&packed), Ok(bytes));
        assert_eq!(unpack(&pack(&[])), Ok(Vec::new()));
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out(bytes: Vec<u8>, few in proptest::collection::vec(0u8..4, 0..3000)) {
            for bytes in [bytes, few] {
                for order in 0..3 {
                    let unpacked = unpack(&pack_as(&bytes, order));
                    prop_assert_eq!(unpacked.as_ref(), Ok(&bytes));
                }
            }
        }

        #[test]
        fn any_bytes_come_to_something_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(unpacked) = unpack(&bytes) {
                prop_assert!(unpacked.len() <= MOST_TIMES * bytes.len());
            }
        }
    }
}
