//! QR codes (ISO/IEC 18004): bytes, error correction M, which a creased printout survives, and the smallest of the 40
//! versions that fits. Pure. Compressed it adds 5.5 KB to the page; the crates `qrcodegen` and `fast_qr` would add 5.7
//! and 9.7 KB. The tests hold it, module by module, to `fast_qr`.

/// Per version: error correction bytes in a block, at M.
const EC_BYTES: [u8; 40] = [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
/// Per version: blocks, at M.
const NUM_BLOCKS: [u8; 40] = [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33,
    35, 37, 38, 40, 43, 45, 47, 49,
];
const NUM_MASKS: u8 = 8;

/// A code: a square of modules, dark or light, without the quiet zone around it.
#[derive(Clone, Debug)]
pub struct QrCode {
    /// Modules in a row.
    pub size: usize,
    dark: Vec<bool>,
    /// Modules that are not data: neither written nor masked with it.
    fixed: Vec<bool>,
}

/// The code for `content`, with the mask that is easiest to read; `None` above 2,331 bytes.
pub fn encode(content: &[u8]) -> Option<QrCode> {
    let unmasked = unmasked(content)?;
    (0..NUM_MASKS).map(|mask| unmasked.masked(mask)).min_by_key(QrCode::penalty)
}

fn unmasked(content: &[u8]) -> Option<QrCode> {
    let version = (1..=40).find(|it| content.len() + header_bytes(*it) <= data_bytes(*it))?;
    let mut code = QrCode::with_patterns(version);
    code.write(&interleaved(version, &padded(version, content)));
    Some(code)
}

/// Bytes of mode and length, rounded up.
fn header_bytes(version: usize) -> usize {
    if version < 10 { 2 } else { 3 }
}

fn num_alignments(version: usize) -> usize {
    if version == 1 { 0 } else { version / 7 + 2 }
}

/// Bytes for data and error correction.
fn all_bytes(version: usize) -> usize {
    let aligned = match num_alignments(version) {
        0 => 0,
        num => (25 * num - 10) * num - 55 + if version < 7 { 0 } else { 36 },
    };
    ((16 * version + 128) * version + 64 - aligned) / 8
}

fn blocks(version: usize) -> (usize, usize) {
    (usize::from(NUM_BLOCKS[version - 1]), usize::from(EC_BYTES[version - 1]))
}

fn data_bytes(version: usize) -> usize {
    let (num_blocks, ec_bytes) = blocks(version);
    all_bytes(version) - num_blocks * ec_bytes
}

/// Mode “bytes”, length, content, and the two padding bytes in turn.
fn padded(version: usize, content: &[u8]) -> Vec<u8> {
    let len = content.len();
    // Four bits of mode push everything else to the middle of bytes.
    let mut halves = vec![4];
    let len_bits = if version < 10 { 8 } else { 16 };
    halves.extend((0..len_bits / 4).rev().map(|it| (len >> (4 * it)) as u8 & 15));
    halves.extend(content.iter().flat_map(|byte| [byte >> 4, byte & 15]));
    halves.push(0);
    let mut out: Vec<u8> = halves.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect();
    out.extend([0xec, 0x11].into_iter().cycle().take(data_bytes(version) - out.len()));
    out
}

/// Data in blocks with their error correction, byte by byte from each block in turn.
fn interleaved(version: usize, data: &[u8]) -> Vec<u8> {
    let (num_blocks, ec_bytes) = blocks(version);
    let short = data.len() / num_blocks;
    let num_short = num_blocks - data.len() % num_blocks;
    let divisor = divisor(ec_bytes);
    let mut rest = data;
    let parts: Vec<(&[u8], Vec<u8>)> = (0..num_blocks)
        .map(|block| {
            let (part, tail) = rest.split_at(short + usize::from(num_short <= block));
            rest = tail;
            (part, remainder(part, &divisor))
        })
        .collect();
    let data = (0..=short).flat_map(|at| parts.iter().filter_map(move |it| it.0.get(at)));
    let correction = (0..ec_bytes).flat_map(|at| parts.iter().filter_map(move |it| it.1.get(at)));
    data.chain(correction).copied().collect()
}

/// Product in the field of 256 elements with the polynomial 0x11d.
fn multiply(a: u8, b: u8) -> u8 {
    (0..8).rev().fold(0_u8, |product, bit| {
        let doubled = (product << 1) ^ (if product & 0x80 == 0 { 0 } else { 0x1d });
        doubled ^ (if (b >> bit) & 1 == 0 { 0 } else { a })
    })
}

/// Coefficients of (x-1)(x-2)(x-4)…, highest first, without the leading 1.
fn divisor(degree: usize) -> Vec<u8> {
    let mut out = vec![0; degree];
    out[degree - 1] = 1;
    let mut root = 1;
    for _ in 0..degree {
        for at in 0..degree {
            out[at] = multiply(out[at], root) ^ out.get(at + 1).copied().unwrap_or(0);
        }
        root = multiply(root, 2);
    }
    out
}

fn remainder(data: &[u8], divisor: &[u8]) -> Vec<u8> {
    let mut out = vec![0; divisor.len()];
    for byte in data {
        let factor = byte ^ out[0];
        out.rotate_left(1);
        out[divisor.len() - 1] = 0;
        out.iter_mut().zip(divisor).for_each(|(it, coefficient)| *it ^= multiply(*coefficient, factor));
    }
    out
}

/// `value` followed by its remainder for a generator of `bits` bits.
fn with_check(value: u32, generator: u32, bits: u32) -> u32 {
    let rest = (0..bits).fold(value, |rest, _| (rest << 1) ^ ((rest >> (bits - 1)) * generator));
    value << bits | rest
}

impl QrCode {
    /// Whether a module is dark.
    pub fn is_dark(&self, row: usize, column: usize) -> bool {
        self.dark[row * self.size + column]
    }

    fn set(&mut self, row: usize, column: usize, dark: bool) {
        let at = row * self.size + column;
        self.dark[at] = dark;
        self.fixed[at] = true;
    }

    fn with_patterns(version: usize) -> Self {
        let size = version * 4 + 17;
        let mut code = Self { size, dark: vec![false; size * size], fixed: vec![false; size * size] };
        for at in 0..size {
            code.set(6, at, at % 2 == 0);
            code.set(at, 6, at % 2 == 0);
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
            code.draw_square(row, column, 4);
        }
        code.draw_alignments(version);
        code.draw_format(0);
        code.draw_version(version);
        code
    }

    /// Rings around a centre: dark at 0, 1 and 3, light at 2 and 4.
    fn draw_square(&mut self, row: usize, column: usize, radius: usize) {
        for y in row.saturating_sub(radius)..=(row + radius).min(self.size - 1) {
            for x in column.saturating_sub(radius)..=(column + radius).min(self.size - 1) {
                let ring = y.abs_diff(row).max(x.abs_diff(column));
                self.set(y, x, if radius == 4 { ring != 2 && ring != 4 } else { ring != 1 });
            }
        }
    }

    fn draw_alignments(&mut self, version: usize) {
        let num = num_alignments(version);
        if num == 0 {
            return;
        }
        let step = (version * 8 + num * 3 + 5) / (num * 4 - 4) * 2;
        let place = |at: usize| if at == 0 { 6 } else { self.size - 7 - (num - 1 - at) * step };
        let places: Vec<usize> = (0..num).map(place).collect();
        for (i, row) in places.iter().enumerate() {
            for (j, column) in places.iter().enumerate() {
                let on_corner = (i, j) == (0, 0) || (i, j) == (0, num - 1) || (i, j) == (num - 1, 0);
                if !on_corner {
                    self.draw_square(*row, *column, 2);
                }
            }
        }
    }

    /// Mask and error correction level, twice. M is level 0.
    fn draw_format(&mut self, mask: u8) {
        let bits = with_check(u32::from(mask), 0x537, 10) ^ 0x5412;
        let size = self.size;
        for at in 0..15 {
            let dark = (bits >> at) & 1 == 1;
            let around = match at {
                0..6 => (at, 8),
                6 | 7 => (at + 1, 8),
                8 => (8, 7),
                _ => (8, 14 - at),
            };
            self.set(around.0, around.1, dark);
            let apart = if at < 8 { (8, size - 1 - at) } else { (size - 15 + at, 8) };
            self.set(apart.0, apart.1, dark);
        }
        self.set(size - 8, 8, true);
    }

    fn draw_version(&mut self, version: usize) {
        if version < 7 {
            return;
        }
        let bits = with_check(version as u32, 0x1f25, 12);
        for at in 0..18 {
            let (dark, far, near) = ((bits >> at) & 1 == 1, self.size - 11 + at % 3, at / 3);
            self.set(far, near, dark);
            self.set(near, far, dark);
        }
    }

    /// Fills the free modules: columns in pairs from the right, up and down in turn, leaving out the timing column.
    fn write(&mut self, bytes: &[u8]) {
        let size = self.size;
        let mut bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |it| (byte >> it) & 1 == 1));
        for pair in 0..size / 2 {
            let right = size - 1 - 2 * pair;
            let right = if right <= 6 { right - 1 } else { right };
            for step in 0..size {
                let row = if pair % 2 == 0 { size - 1 - step } else { step };
                for column in [right, right - 1] {
                    let at = row * size + column;
                    if !self.fixed[at] {
                        self.dark[at] = bits.next().unwrap_or(false);
                    }
                }
            }
        }
    }

    fn masked(&self, mask: u8) -> Self {
        let mut code = self.clone();
        for at in 0..code.dark.len() {
            let (y, x) = (at / self.size, at % self.size);
            let flips = match mask {
                0 => (x + y) % 2 == 0,
                1 => y % 2 == 0,
                2 => x % 3 == 0,
                3 => (x + y) % 3 == 0,
                4 => (x / 3 + y / 2) % 2 == 0,
                5 => x * y % 2 + x * y % 3 == 0,
                6 => (x * y % 2 + x * y % 3) % 2 == 0,
                _ => ((x + y) % 2 + x * y % 3) % 2 == 0,
            };
            code.dark[at] ^= flips && !code.fixed[at];
        }
        code.draw_format(mask);
        code
    }

    /// How hard it is to read: long runs, blocks, what looks like a corner, and more dark than light or less.
    fn penalty(&self) -> usize {
        let lines = (0..self.size).map(|at| {
            let row: Vec<bool> = (0..self.size).map(|other| self.is_dark(at, other)).collect();
            let column: Vec<bool> = (0..self.size).map(|other| self.is_dark(other, at)).collect();
            line_penalty(&row) + line_penalty(&column)
        });
        let blocks = (0..(self.size - 1) * (self.size - 1)).filter(|at| {
            let (y, x) = (at / (self.size - 1), at % (self.size - 1));
            let first = self.is_dark(y, x);
            [(y, x + 1), (y + 1, x), (y + 1, x + 1)].iter().all(|it| self.is_dark(it.0, it.1) == first)
        });
        let num_dark = self.dark.iter().filter(|it| **it).count();
        let percent = num_dark * 100 / self.dark.len();
        lines.sum::<usize>() + blocks.count() * 3 + percent.abs_diff(50) / 5 * 10
    }
}

fn line_penalty(line: &[bool]) -> usize {
    const CORNER: [bool; 11] = [true, false, true, true, true, false, true, false, false, false, false];
    let runs = line.chunk_by(|a, b| a == b).map(<[bool]>::len).filter(|len| 5 <= *len).map(|len| len - 2);
    let looks_like_corner = |it: &&[bool]| **it == CORNER || it.iter().rev().eq(&CORNER);
    runs.sum::<usize>() + line.windows(CORNER.len()).filter(looks_like_corner).count() * 40
}

#[cfg(test)]
mod tests {
    use fast_qr::{ECL, Mask, Mode, QRBuilder};

    use super::*;

    const MASKS: [Mask; 8] = [
        Mask::Checkerboard,
        Mask::HorizontalLines,
        Mask::VerticalLines,
        Mask::DiagonalLines,
        Mask::LargeCheckerboard,
        Mask::Fields,
        Mask::Diamonds,
        Mask::Meadow,
    ];

    fn picture(size: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
        let row = |row| (0..size).map(|column| if is_dark(row, column) { '#' } else { '.' }).collect::<String>() + "\n";
        (0..size).map(row).collect()
    }

    #[test]
    fn every_version_and_mask_is_drawn_as_fast_qr_draws_it() {
        for version in 1..=40 {
            // As much as fits: the next byte would need the next version.
            let content = vec![b'a' + version as u8 % 26; data_bytes(version) - header_bytes(version)];
            let ours = unmasked(&content).unwrap();
            assert_eq!(ours.size, version * 4 + 17);
            for (number, mask) in (0..NUM_MASKS).zip(MASKS) {
                let theirs = QRBuilder::new(content.clone()).ecl(ECL::M).mode(Mode::Byte).mask(mask).build().unwrap();
                let theirs = picture(theirs.size, |row, column| theirs[row][column].value());
                let ours = ours.masked(number);
                let ours = picture(ours.size, |row, column| ours.is_dark(row, column));
                assert!(ours == theirs, "version {version} mask {number}\n{ours}\n{theirs}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_has_no_code() {
        assert!(encode(&[b'x'; 2_331]).is_some());
        assert!(encode(&[b'x'; 2_332]).is_none());
    }

    #[test]
    fn the_mask_is_the_easiest_to_read() {
        let content = "https://www.liuzhou.gov.cn/policy/#id=2022-31-4-1".as_bytes();
        let (chosen, all) = (encode(content).unwrap(), unmasked(content).unwrap());
        assert!((0..NUM_MASKS).all(|mask| chosen.penalty() <= all.masked(mask).penalty()));
    }
}
