//! What does the interface say? Every word that the program shows, one file and one table per language; the compiler
//! sees to it that no entry is missing and that every [`Template`] has the slots its callers fill.
//!
//! To add a language: copy `en.rs`, translate the strings, add a variant to [`Lang`] (the compiler then names each
//! place that must know it). Names of collections, departments and audiences come from the documents; what they
//! are called in other languages is in `index/lexicon/names.tsv`. What is said before the program runs or without it is in the scripts of `www` and in the pages that
//! `policy-index` writes.

mod en;
#[cfg(feature = "kiosk")]
mod kiosk;
mod names;
mod template;
mod text;
mod zh_hans;
mod zh_hant;

use crate::late::{self, Late};
use crate::state::Lang;

#[cfg(feature = "kiosk")]
pub use kiosk::{KioskText, kiosk_text};
pub use names::name_in;
pub use template::Template;
pub use text::{ErrorText, Text};

/// The words of a language; until the late part is here, those of the page as it is published.
pub fn text(lang: Lang) -> &'static Text {
    match late::late() {
        Some(late) if lang != Lang::ZhHans => late_text(late, lang),
        _ => &zh_hans::TEXT,
    }
}

#[inline(never)]
fn late_text(_: Late, lang: Lang) -> &'static Text {
    if lang == Lang::En { &en::TEXT } else { &zh_hant::TEXT }
}

/// What a language is called by those who speak it.
pub fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhHans => "简体中文",
        Lang::ZhHant => "繁體中文",
        Lang::En => "English",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::LANGS;

    #[test]
    fn no_language_calls_a_document_in_force() {
        for lang in LANGS {
            let text = text(lang);
            let (current, past) = (text.current.fill(["", ""]), text.past.fill(["", ""]));
            let dated = [text.in_force, text.expired, text.term].map(|it| it.fill([""]));
            let lines = [current.as_str(), past.as_str(), text.unstated, text.disclaimer];
            let lines = lines.into_iter().chain(dated.iter().map(String::as_str));
            for line in lines {
                assert!(
                    !line.contains("现行有效") && !line.contains("現行有效") && !line.contains("in force"),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn searching_for_the_elder_mode_offers_it() {
        for word in ["长辈版", "亲情版", "关爱版", "关怀版"] {
            assert!(text(Lang::ZhHans).asks_for_elder_mode(word), "{word}");
        }
        assert!(!text(Lang::ZhHans).asks_for_elder_mode("老年人"));
    }
}
