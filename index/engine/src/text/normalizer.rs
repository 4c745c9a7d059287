//! Folding: the one form in which text and queries meet. White space goes,
//! width, case and punctuation variants are folded, traditional characters
//! become the ones the documents use.
//!
//! Law: folding looks at one character at a time, so the fold of a part is a
//! part of the fold. The substring guarantee of `search` rests on it; what
//! needs context (numerals, spelling) happens in `query`, never here.

/// Folds characters; knows the traditional variants of one index.
#[derive(Clone, Debug, Default)]
pub struct Normalizer {
    variants: Vec<(char, char)>,
    /// Per Han character of the first block: a bit, whether it is one of `variants`. Nearly none of a text is, and every
    /// clause shown is folded to be marked.
    is_variant: Vec<u64>,
}

impl Normalizer {
    /// Takes pairs of (variant, character used by the documents), any order; of
    /// pairs with one variant the first in order of characters counts.
    pub fn new(variants: &[(char, char)]) -> Self {
        let mut variants = variants.to_vec();
        variants.sort_unstable();
        variants.dedup_by_key(|pair| pair.0);
        let mut is_variant = vec![0; NUM_HAN.div_ceil(u64::BITS as usize)];
        for at in variants.iter().filter_map(|it| han_index(it.0)) {
            is_variant[at / 64] |= 1 << (at % 64);
        }
        Self { variants, is_variant }
    }

    /// The folded text. Costs time in the length of `text`.
    pub fn fold(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.fold_each(text, |_, it| folded.push(it));
        folded
    }

    /// Calls `emit(start_bytes, folded)` for each folded character, with the
    /// byte index in `text` of the character it came from. One source character
    /// may give none (white space) or several (`⑩`).
    pub fn fold_each(&self, text: &str, mut emit: impl FnMut(usize, char)) {
        for (start_bytes, it) in text.char_indices() {
            if it.is_ascii() {
                if !it.is_ascii_whitespace() && !it.is_ascii_control() {
                    emit(start_bytes, fold_ascii(it));
                }
            } else {
                self.fold_wide(it, |folded| emit(start_bytes, folded));
            }
        }
    }

    fn fold_wide(&self, it: char, mut emit: impl FnMut(char)) {
        match it {
            // Nearly all of a text: nothing else is asked of them.
            '\u{4e00}'..='\u{9fff}' => emit(self.fold_variant(it)),
            '\u{ff01}'..='\u{ff5e}' => {
                // The block repeats ASCII at a fixed distance, so this is ASCII again.
                let ascii = (it as u32 - 0xfee0) as u8 as char;
                emit(fold_ascii(ascii));
            }
            '①'..='⑳' => emit_number(it as u32 - '①' as u32 + 1, emit),
            '㎡' => "m2".chars().for_each(emit),
            '㎏' => "kg".chars().for_each(emit),
            '㎞' => "km".chars().for_each(emit),
            '²' => emit('2'),
            '³' => emit('3'),
            _ if toneless(it) != it => emit(toneless(it)),
            _ if is_invisible(it) => {}
            _ => emit(self.fold_variant(fold_punctuation(it))),
        }
    }

    fn fold_variant(&self, it: char) -> char {
        if let Some(at) = han_index(it)
            && self.is_variant.get(at / 64).is_none_or(|bits| bits >> (at % 64) & 1 == 0)
        {
            return it;
        }
        match self.variants.binary_search_by_key(&it, |pair| pair.0) {
            Ok(at) => self.variants[at].1,
            Err(_) => it,
        }
    }
}

/// Folds without any table of variants: what the build step uses for words.
/// Costs time in the length of `text`.
///
/// # Examples
/// ```
/// assert_eq!(policy_engine::fold("Ａ座 《办法》 第②条"), "a座(办法)第2条");
/// ```
pub fn fold(text: &str) -> String {
    Normalizer::default().fold(text)
}

/// At most so many characters a text has when folded. Costs time in its length.
pub(crate) fn max_folded_chars(text: &str) -> usize {
    text.chars().map(|it| if matches!(it, '①'..='⑳' | '㎡' | '㎏' | '㎞') { 2 } else { 1 }).sum()
}

/// Whether a folded character carries meaning (a letter, digit or Han
/// character, or a sign people search for), not punctuation.
pub fn is_word_char(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '%' | '℃' | '°') || is_han(it) || is_other_letter(it)
}

/// Letters of the scripts that occur in gazettes beside Han: Latin with
/// marks (Zhuang), Greek, Cyrillic, kana, hangul. Ranges, because the tables
/// of the standard library would travel to every phone.
fn is_other_letter(it: char) -> bool {
    matches!(it, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{3041}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Where a character is in a table of the first block of Han characters, which has [`NUM_HAN`] rows; `None` for others.
pub(crate) fn han_index(it: char) -> Option<usize> {
    (it as usize).checked_sub(0x4e00).filter(|at| *at < NUM_HAN)
}

/// Rows of a table by [`han_index`].
pub(crate) const NUM_HAN: usize = 0xa000 - 0x4e00;

/// Whether a character is a Han character.
pub fn is_han(it: char) -> bool {
    matches!(it, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

fn fold_ascii(it: char) -> char {
    match it {
        '[' | '{' | '<' => '(',
        ']' | '}' | '>' => ')',
        '~' => '-',
        '\'' | '`' => '"',
        _ => it.to_ascii_lowercase(),
    }
}

fn fold_punctuation(it: char) -> char {
    match it {
        '〔' | '［' | '【' | '﹝' | '〈' | '《' | '〖' => '(',
        '〕' | '］' | '】' | '﹞' | '〉' | '》' | '〗' => ')',
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '‘' | '’' => '"',
        '—' | '–' | '―' | '‐' | '‑' | '−' | '─' | '～' | '〜' => '-',
        '·' | '・' | '•' | '‧' => '·',
        '、' => ',',
        '。' | '｡' => '.',
        _ => it,
    }
}

fn is_invisible(it: char) -> bool {
    it.is_whitespace() || INVISIBLE.iter().any(|(first, last)| (*first..=*last).contains(&(it as u32)))
}

/// What nobody sees: controls, format characters and marks that sit on others
/// (Unicode's Default_Ignorable_Code_Point, and Cc, Cf, Mn, Me of the scripts
/// that come along with Chinese text). Ranges, because the tables of a crate
/// would travel to every phone.
const INVISIBLE: [(u32, u32); 29] = [
    (0x80, 0x9f),
    (0xad, 0xad),
    (0x300, 0x36f),
    (0x483, 0x489),
    (0x591, 0x5bd),
    (0x610, 0x61a),
    (0x61c, 0x61c),
    (0x64b, 0x65f),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180b, 0x180f),
    (0x1ab0, 0x1aff),
    (0x1dc0, 0x1dff),
    (0x200b, 0x200f),
    (0x202a, 0x202e),
    (0x2060, 0x206f),
    (0x20d0, 0x20f0),
    (0x2800, 0x2800),
    (0x302a, 0x302d),
    (0x3099, 0x309a),
    (0x3164, 0x3164),
    (0xfe00, 0xfe0f),
    (0xfe20, 0xfe2f),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfffc),
    (0x1bca0, 0x1bca3),
    (0x1d165, 0x1d182),
    (0xe0000, 0xe0fff),
];

/// The letter of pinyin under its tone mark: ā is a, ǚ and ü are v, as typed.
fn toneless(it: char) -> char {
    match it {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        _ => it,
    }
}

fn emit_number(number: u32, mut emit: impl FnMut(char)) {
    if let Some(tens) = char::from_digit(number / 10, 10).filter(|it| *it != '0') {
        emit(tens);
    }
    if let Some(ones) = char::from_digit(number % 10, 10) {
        emit(ones);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let normalizer = Normalizer::new(&[('業', '业'), ('補', '补')]);
        assert_eq!(normalizer.fold(text), expected);
    }

    #[test]
    fn width_case_and_white_space_fold() {
        check("ＡＰＰ　App", "appapp");
        check(" 就 业\n补贴 ", "就业补贴");
        check("９５％", "95%");
    }

    #[test]
    fn brackets_quotes_and_dashes_fold_to_one_form() {
        check("柳政办〔2022〕31号", "柳政办(2022)31号");
        check("柳政办[2022]31号", "柳政办(2022)31号");
        check("“六个一”", "\"六个一\"");
        check("2021—2025", "2021-2025");
    }

    #[test]
    fn traditional_characters_become_the_documents_own() {
        check("就業補貼", "就业补貼");
    }

    #[test]
    fn what_cannot_be_seen_changes_nothing() {
        for it in ['\u{2066}', '\u{61c}', '\u{180e}', '\u{fff9}', '\u{fffc}', '\u{34f}', '\u{301}', '\u{20dd}'] {
            check(&format!("就业{it}补贴"), "就业补贴");
        }
        for it in ['\u{e0100}', '\u{3164}', '\u{115f}', '\u{2800}', '\u{80}', '\u{e0041}', '\u{200b}', '\u{7f}'] {
            check(&format!("就业{it}补贴"), "就业补贴");
        }
    }

    #[test]
    fn tone_marks_fall_away() {
        check("jiùyè péixùn", "jiuyepeixun");
        check("lǚyóu lüyou", "lvyoulvyou");
    }

    #[test]
    fn circled_numbers_become_digits() {
        check("①⑩⑳", "11020");
    }

    proptest! {
        #[test]
        fn fold_of_a_concatenation_is_the_concatenation_of_folds(a: String, b: String) {
            let normalizer = Normalizer::new(&[('業', '业')]);
            prop_assert_eq!(normalizer.fold(&format!("{a}{b}")), normalizer.fold(&a) + &normalizer.fold(&b));
        }

        #[test]
        fn folding_twice_changes_nothing(text: String) {
            let normalizer = Normalizer::new(&[('業', '业')]);
            let once = normalizer.fold(&text);
            prop_assert_eq!(normalizer.fold(&once), once);
        }
    }
}
