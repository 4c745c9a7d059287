//! The names of collections, audiences, kinds and departments in other languages, out of the editors' list.

use yew::AttrValue;

use crate::late::{self, Late};
use crate::state::Lang;

/// A name a line: as the documents have it, in traditional characters, in English.
const NAMES: &str = include_str!("../../index/lexicon/names.tsv");

/// What something is called in a language; as the documents call it where the list does not have it, and until the late
/// part is here.
pub fn name_in(lang: Lang, name: &str) -> AttrValue {
    let late = late::late().filter(|_| lang != Lang::ZhHans);
    late.and_then(|late| late_name(late, lang, name))
        .map_or_else(|| AttrValue::from(name.to_owned()), AttrValue::Static)
}

#[inline(never)]
fn late_name(_: Late, lang: Lang, name: &str) -> Option<&'static str> {
    let of_line = |line: &'static str| line.strip_prefix(name)?.strip_prefix('\t')?.split_once('\t');
    let (traditional, english) = NAMES.lines().find_map(of_line)?;
    Some(if lang == Lang::En { english } else { traditional })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_language() {
        assert_eq!(name_in(Lang::ZhHans, "残疾人"), "残疾人");
        assert_eq!(name_in(Lang::ZhHant, "残疾人"), "殘疾人");
        assert_eq!(name_in(Lang::En, "残疾人"), "Persons with disabilities");
        assert_eq!(name_in(Lang::En, "市司法局"), "市司法局");
    }

    #[test]
    fn a_line_has_three_names_and_no_two_are_of_one() {
        let lines: Vec<&str> = NAMES.lines().filter(|it| !it.starts_with('#')).collect();
        let mut known = std::collections::BTreeSet::new();
        for line in lines {
            let names: Vec<&str> = line.split('\t').collect();
            assert!(names.len() == 3 && names.iter().all(|it| !it.trim().is_empty()), "{line}");
            assert!(known.insert(names[0]), "{line}");
        }
    }
}
