//! Reads the primitives of the index file: integers, strings, lists. What they
//! mean is defined in `sections`.

use crate::format::budget::Budget;
use crate::format::error::Malformed;

/// Takes primitives off the front of a byte slice. What it makes of them is
/// taken off a budget.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    strings: &'a [String],
    budget: &'a Budget,
}

/// Memory of a string beside its bytes: itself, and what the allocator adds.
pub(crate) const STRING_BYTES: usize = 64;

impl<'a> Reader<'a> {
    /// For numbers alone.
    pub(crate) fn new(bytes: &'a [u8], budget: &'a Budget) -> Self {
        Self { rest: bytes, strings: &[], budget }
    }

    /// The rest, read with what texts are made of, the commonest first: their numbers are the shortest.
    pub(crate) fn with(self, strings: &'a [String]) -> Self {
        Self { strings, ..self }
    }

    /// Takes `num` things of `each` bytes off the budget.
    pub(crate) fn spend(&self, num: usize, each: usize) -> Result<(), Malformed> {
        self.budget.spend(num, each)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Malformed> {
        let (first, rest) = self.rest.split_first().ok_or(Malformed)?;
        self.rest = rest;
        Ok(*first)
    }

    pub(crate) fn number(&mut self) -> Result<usize, Malformed> {
        let mut number = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            let bits = u32::from(byte & 0x7f);
            number |= bits.checked_shl(shift).filter(|it| it >> shift == bits).ok_or(Malformed)?;
            if byte & 0x80 == 0 {
                return Ok(number as usize);
            }
        }
        Err(Malformed)
    }

    /// A number that must be below `bound`: an index in another list.
    pub(crate) fn index(&mut self, bound: usize) -> Result<u16, Malformed> {
        let number = self.number()?;
        u16::try_from(number).ok().filter(|_| number < bound).ok_or(Malformed)
    }

    pub(crate) fn bytes(&mut self, len_bytes: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(len_bytes).ok_or(Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn string(&mut self) -> Result<String, Malformed> {
        self.spend(1, STRING_BYTES)?;
        let mut text = String::new();
        loop {
            let Some(at) = self.piece()?.checked_sub(1) else { return Ok(text) };
            let string = self.strings.get(at).ok_or(Malformed)?;
            self.spend(string.len(), 1)?;
            text.push_str(string);
        }
    }

    /// The number of a string in one, two or three bytes; 0 ends a text.
    fn piece(&mut self) -> Result<usize, Malformed> {
        let first = usize::from(self.byte()?);
        Ok(match first {
            _ if first < NUM_ONE => first,
            _ if first < NUM_FIRST => NUM_ONE + ((first - NUM_ONE) << 8) + usize::from(self.byte()?),
            _ => NUM_TWO + (usize::from(self.byte()?) << 8) + usize::from(self.byte()?),
        })
    }

    /// The next `len` texts.
    pub(crate) fn strings(&mut self, len: usize) -> Result<Vec<String>, Malformed> {
        (0..len).map(|_| self.string()).collect()
    }

    /// The next `len` numbers.
    pub(crate) fn numbers(&mut self, len: usize) -> Result<Vec<usize>, Malformed> {
        self.spend(len, size_of::<usize>())?;
        (0..len).map(|_| self.number()).collect()
    }

    pub(crate) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        let len = self.number()?;
        // An item takes a byte at least, so a longer list cannot be honest.
        if self.rest.len() < len {
            return Err(Malformed);
        }
        self.spend(len, size_of::<T>())?;
        let mut items = Vec::with_capacity(len);
        for _ in 0..len {
            items.push(read(self)?);
        }
        Ok(items)
    }

    pub(crate) fn ascending(&mut self) -> Result<Vec<usize>, Malformed> {
        let len = self.number()?;
        self.sums(len)
    }

    /// The next `len` numbers, each added to those before it.
    pub(crate) fn sums(&mut self, len: usize) -> Result<Vec<usize>, Malformed> {
        let mut numbers = self.numbers(len)?;
        let mut last = 0usize;
        for it in &mut numbers {
            last = last.checked_add(*it).ok_or(Malformed)?;
            *it = last;
        }
        Ok(numbers)
    }

    /// Whether nothing is left: a section may end early where what follows does not concern it.
    #[cfg(feature = "library")]
    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// The section must have been used up: left-over bytes are damage.
    pub(crate) fn end(self) -> Result<(), Malformed> {
        if self.rest.is_empty() { Ok(()) } else { Err(Malformed) }
    }
}

/// Strings with a number below this take one byte.
pub(crate) const NUM_ONE: usize = 200;
/// The first byte of those that take three.
pub(crate) const NUM_FIRST: usize = 255;
/// Strings with a number below this take two bytes.
pub(crate) const NUM_TWO: usize = NUM_ONE + ((NUM_FIRST - NUM_ONE) << 8);

/// Places below this take one byte: the alphabet begins with as many of the
/// commonest characters.
pub(crate) const NUM_SHORT: usize = 240;

/// CRC-32 (ISO-HDLC, as in zip), four bits at a time: a table of 16 entries
/// instead of the usual 16 KB, which would travel to every phone.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = !0u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        crc = (crc >> 4) ^ CRC_TABLE[(crc & 15) as usize];
        crc = (crc >> 4) ^ CRC_TABLE[(crc & 15) as usize];
    }
    !crc
}

const CRC_TABLE: [u32; 16] = {
    let mut table = [0u32; 16];
    let mut at = 0;
    while at < 16 {
        let mut crc = at as u32;
        let mut bit = 0;
        while bit < 4 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[at] = crc;
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::string_table::StringTable;
    use crate::format::writer::Writer;
    use proptest::prelude::*;

    #[test]
    fn crc_has_the_published_check_value() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn pieces_take_one_byte_two_or_three() {
        let budget = Budget::of_file(0);
        let lens = (0..=u16::MAX).map(|number| {
            let mut writer = Writer::default();
            writer.piece(number);
            let mut reader = Reader::new(&writer.bytes, &budget);
            assert_eq!((reader.piece(), reader.end()), (Ok(usize::from(number)), Ok(())));
            writer.bytes.len()
        });
        let lens: Vec<usize> = lens.collect();
        assert_eq!([1, 2, 3].map(|len| lens.iter().filter(|it| **it == len).count()), [200, 14_080, 51_256]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(number: u32, text: String, mut list: Vec<u16>) {
            list.sort_unstable();
            let pieces: std::collections::BTreeSet<String> = text.chars().map(String::from).collect();
            let pieces: Vec<String> = pieces.into_iter().collect();
            let known = StringTable::new(&pieces);
            let mut writer = Writer::new(&known);
            writer.number(number as usize);
            writer.text(&text);
            writer.ascending(list.iter().map(|it| usize::from(*it)));
            let budget = Budget::of_file(16 * writer.bytes.len());
            let mut reader = Reader::new(&writer.bytes, &budget).with(&pieces);
            prop_assert_eq!(reader.number(), Ok(number as usize));
            prop_assert_eq!(reader.string(), Ok(text));
            prop_assert_eq!(reader.ascending(), Ok(list.iter().map(|it| usize::from(*it)).collect()));
            prop_assert_eq!(reader.end(), Ok(()));
        }
    }
}
