//! Which traditional forms characters have: the tables of OpenCC, cut down to
//! what the index can use.

use std::collections::BTreeSet;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use policy_engine::normalizer::is_han;

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
    Ok(all.filter_map(|c| Some((c, simplified(c).filter(|it| used.contains(it))?))).collect())
}

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
        let table = variants(["灵活就业人员 台着"]).unwrap();
        for pair in [('靈', '灵'), ('業', '业'), ('員', '员'), ('臺', '台')] {
            assert!(table.contains(&pair), "{pair:?}");
        }
        assert!(table.iter().all(|(_, to)| "灵活就业人员台着".contains(*to)));
    }
}
