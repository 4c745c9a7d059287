//! Which other forms characters have: traditional ones by the tables of OpenCC,
//! radicals and compatibility ideographs by Unicode, cut down to what the
//! index can use.

use std::collections::BTreeSet;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use policy_engine::normalizer::is_han;
use unicode_normalization::UnicodeNormalization;

use crate::error::{IndexError, Kind, Result};

/// Traditional and variant characters whose simplified form occurs in `texts`,
/// with that form. A character that itself occurs there is left alone.
///
/// # Errors
/// `Engine` if the conversion tables cannot be loaded.
pub fn variants<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Vec<(char, char)>> {
    let used: BTreeSet<char> = texts.into_iter().flat_map(str::chars).filter(|&c| is_han(c)).collect();
    let converters = [BuiltinConfig::T2s, BuiltinConfig::Tw2s, BuiltinConfig::Hk2s];
    let converters = converters.into_iter().map(|config| OpenCC::from_config(config).map_err(|it| no_tables(&it)));
    let converters: Vec<OpenCC> = converters.collect::<Result<_>>()?;
    let all = ('\u{3400}'..='\u{9fff}').filter(|c| !used.contains(c));
    let simplified = |c: char| {
        let mut buffer = [0; 4];
        let text: &str = c.encode_utf8(&mut buffer);
        converters.iter().find_map(|converter| only_char(&converter.convert(text)).filter(|it| *it != c))
    };
    let traditional = all.filter_map(|c| Some((c, simplified(c).filter(|it| used.contains(it))?)));
    let unified = lookalikes().filter_map(|c| Some((c, unified(c).filter(|it| used.contains(it))?)));
    Ok(traditional.chain(unified).collect())
}

/// Radicals and compatibility ideographs: they look like a character and are
/// another, in text out of PDFs and old encodings.
fn lookalikes() -> impl Iterator<Item = char> {
    let ranges = ['\u{2e80}'..='\u{2ef3}', '\u{2f00}'..='\u{2fd5}', '\u{f900}'..='\u{fad9}', '\u{2f800}'..='\u{2fa1d}'];
    ranges.into_iter().flatten()
}

/// The character that a lookalike means: by Unicode's compatibility
/// decomposition, for the radicals that have none by [`RADICALS`].
fn unified(c: char) -> Option<char> {
    let radical = RADICALS.iter().find(|it| it.0 == c).map(|it| it.1);
    radical.or_else(|| only_char(&c.nfkc().to_string()).filter(|it| *it != c))
}

/// CJK Radicals Supplement: simplified and second forms that are characters.
const RADICALS: [(char, char); 29] = [
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺮', '竹'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
    ('⺼', '肉'),
];

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn no_tables(error: &impl std::fmt::Display) -> Box<IndexError> {
    let message = format!("the tables of traditional characters cannot be loaded: {error}");
    Box::new(IndexError::new(Kind::Engine, message, "build policy-index again from a clean checkout"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_lead_to_characters_in_use() {
        let table = variants(["灵活就业人员 台着工"]).unwrap();
        for pair in [('靈', '灵'), ('業', '业'), ('員', '员'), ('臺', '台'), ('⼈', '人'), ('⼯', '工')] {
            assert!(table.contains(&pair), "{pair:?}");
        }
        assert!(table.iter().all(|(_, to)| "灵活就业人员台着工".contains(*to)));
    }
}
