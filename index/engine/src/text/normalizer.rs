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
}

impl Normalizer {
    /// Takes pairs of (variant, character used by the documents), any order; of
    /// pairs with one variant the first in order of characters counts.
    pub fn new(variants: &[(char, char)]) -> Self {
        let mut variants = variants.to_vec();
        variants.sort_unstable();
        variants.dedup_by_key(|pair| pair.0);
        Self { variants }
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
            '\u{ff01}'..='\u{ff5e}' => {
                // The block repeats ASCII at a fixed distance, so this is ASCII again.
                let ascii = (it as u32 - 0xfee0) as u8 as char;
                emit(fold_ascii(ascii));
            }
            '①'..='⑳' => emit_number(it as u32 - '①' as u32 + 1, emit),
            '㎡' => "m2".chars().for_each(emit),
            '㎏' => "kg".chars().for_each(emit),
            '㎞' => "km".chars().for_each(emit),
            _ if is_invisible(it) => {}
            _ => emit(self.fold_variant(fold_punctuation(it))),
        }
    }

    fn fold_variant(&self, it: char) -> char {
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
    it.is_whitespace()
        || matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}')
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
