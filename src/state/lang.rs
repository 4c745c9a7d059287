//! The languages of the interface; their words are in [`crate::i18n`].

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 简体中文
    #[default]
    ZhHans,
    /// 繁體中文
    ZhHant,
    /// English
    En,
}

/// The languages, in the order they are offered.
pub const LANGS: [Lang; 3] = [Lang::ZhHans, Lang::ZhHant, Lang::En];

impl Lang {
    /// BCP 47 tag, as in the attribute `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::ZhHans => "zh-Hans",
            Lang::ZhHant => "zh-Hant",
            Lang::En => "en",
        }
    }

    /// The language of a tag; `zh-TW` and `zh-HK` are traditional, unknown tags `None`.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let exact = LANGS.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(tag));
        exact.or_else(|| {
            // Both `zh-TW` and `zh_TW` are met, in any case.
            let mut parts = tag.split(['-', '_']).map(str::to_ascii_lowercase);
            match parts.next()?.as_str() {
                "zh" => Some(chinese(parts)),
                "en" => Some(Lang::En),
                _ => None,
            }
        })
    }
}

/// The script where one is named, that of the region otherwise.
fn chinese(mut parts: impl Iterator<Item = String>) -> Lang {
    let said = parts.find_map(|part| match part.as_str() {
        "hant" | "tw" | "hk" | "mo" => Some(Lang::ZhHant),
        "hans" | "cn" | "sg" => Some(Lang::ZhHans),
        _ => None,
    });
    said.unwrap_or(Lang::ZhHans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_neighbouring_regions_find_their_language() {
        let rows = [
            ("zh-Hans", Some(Lang::ZhHans)),
            ("zh-hant", Some(Lang::ZhHant)),
            ("zh-CN", Some(Lang::ZhHans)),
            ("zh-TW", Some(Lang::ZhHant)),
            ("zh-tw", Some(Lang::ZhHant)),
            ("zh_TW", Some(Lang::ZhHant)),
            ("zh-Hant-HK", Some(Lang::ZhHant)),
            ("ZH-HANT-CN", Some(Lang::ZhHant)),
            ("zh-Hans-HK", Some(Lang::ZhHans)),
            ("zh-cmn-Hant-TW", Some(Lang::ZhHant)),
            ("zh-mo", Some(Lang::ZhHant)),
            ("en-us", Some(Lang::En)),
            ("en_US", Some(Lang::En)),
            ("zh", Some(Lang::ZhHans)),
            ("en-GB", Some(Lang::En)),
            ("za", None),
            ("", None),
        ];
        for (tag, lang) in rows {
            assert_eq!(Lang::from_tag(tag), lang, "{tag}");
        }
    }
}
