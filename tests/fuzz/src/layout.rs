//! The index file as its sections. A change moves everything behind it and
//! breaks the checksum; laid out anew, it reaches the code behind both.

use std::sync::LazyLock;

use policy_engine::{Corpus, encode, sections};

/// Magic and version, as this build writes them.
static HEAD: LazyLock<Vec<u8>> = LazyLock::new(|| EMPTY.0[..8].to_vec());
static EMPTY: LazyLock<(Vec<u8>, usize)> = LazyLock::new(|| {
    let bytes = encode(&Corpus::default()).unwrap();
    let num = sections(&bytes).unwrap().len();
    (bytes, num)
});

/// How many sections a file has.
pub fn num_sections() -> usize {
    EMPTY.1
}

/// The sections of any bytes: lengths that lead beyond the end are cut, what is
/// left over belongs to the last one. Also of a file of another version, whose
/// checksum is wrong.
pub fn parts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let table = bytes.get(8..).unwrap_or_default();
    let lengths: Vec<usize> = table.chunks_exact(4).take(num_sections()).map(length).collect();
    let mut rest = table.get(4 * num_sections()..).unwrap_or_default();
    rest = &rest[..rest.len().saturating_sub(4)];
    let mut parts = Vec::new();
    for at in 0..num_sections() {
        let is_last = at + 1 == num_sections();
        let wanted = if is_last { rest.len() } else { lengths.get(at).copied().unwrap_or_default() };
        let (part, behind) = rest.split_at(wanted.min(rest.len()));
        parts.push(part.to_vec());
        rest = behind;
    }
    parts
}

fn length(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |length, byte| length << 8 | usize::from(*byte))
}

/// The file of these sections: right lengths, right checksum.
pub fn laid(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = HEAD.clone();
    parts.iter().for_each(|it| bytes.extend((it.len() as u32).to_le_bytes()));
    parts.iter().for_each(|it| bytes.extend(it));
    bytes.extend(crc32(&bytes).to_le_bytes());
    bytes
}

/// The checksum of the index and of a zip archive.
pub fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
