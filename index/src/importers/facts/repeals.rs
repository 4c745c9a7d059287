//! What a sentence repeals, in whole or in part, and which documents it names.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::numbers::number_of;
use crate::importers::dates::pattern;

static REPEAL_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:同时|即行|予以|一并|相应|随之|自行|自动|现行|均|作)?(?:废止|失效|停止执行|不再执行)$")
});
/// A title, and the number in brackets behind it.
pub(super) static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern("《((?:[^《》]|《[^《》]*》)+)》(?:[（(]((?:[^（）()]|[（(][0-9]{4}[）)])*?号)[^（）()]*[）)])?")
});
static BARE_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern("([\\p{Han}]{1,12}?[〔\\[（(【](?:19|20)[0-9]{2}[〕\\]）)】]第?[0-9]{1,5}号)"));

/// The numbers or titles of what a sentence ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ended {
    /// Whole documents.
    pub whole: Vec<String>,
    /// Documents of which a part goes on.
    pub parts: Vec<String>,
}

/// Reads what a sentence ends.
pub(super) fn ended(text: &str) -> Ended {
    if !REPEAL_END.is_match(text) {
        return Ended::default();
    }
    let (parts, whole): (Vec<_>, Vec<_>) = TITLED.captures_iter(text).partition(|it| is_in_part(text, it));
    let names = |all: &[Captures]| all.iter().map(name_of).collect::<Vec<String>>();
    let (parts, mut whole) = (names(&parts), names(&whole));
    if whole.is_empty() && parts.is_empty() {
        let bare = |it: Captures| number_of(it[1].trim_start_matches(['原', '和', '及', '与']));
        whole = BARE_NUMBER.captures_iter(text).filter_map(bare).collect();
    }
    Ended { whole, parts }
}

/// The 文号 in brackets behind a title, or the title.
fn name_of(found: &Captures) -> String {
    match found.get(2) {
        Some(number) => number_of(number.as_str()).unwrap_or_else(|| number.as_str().to_owned()),
        None => found[1].to_owned(),
    }
}

/// What a sentence names, each with the words before it.
pub(super) fn named(text: &str) -> impl Iterator<Item = (&str, String)> {
    TITLED.captures_iter(text).map(|it| (&text[..it.get(0).map_or(0, |it| it.start())], name_of(&it)))
}

/// What a sentence names, each with what follows its title, the number in brackets included.
pub(super) fn named_before(text: &str) -> impl Iterator<Item = (&str, String)> {
    let behind = |it: &Captures| it.get(1).map_or(text.len(), |it| it.end() + '》'.len_utf8());
    TITLED.captures_iter(text).map(move |it| (&text[behind(&it)..], name_of(&it)))
}

/// 《乙办法》第三条同时废止: the rest of it stays in force.
fn is_in_part(text: &str, title: &Captures) -> bool {
    let end = title.get(0).map_or(0, |it| it.end());
    text[end..].trim_start_matches(['中', '的', '内', '里']).starts_with('第')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repealed_is_named_by_its_number_or_title() {
        for (text, whole, parts) in [
            (
                "《甲市关于印发〈乙办法〉的通知》(甲府办规[2019]13号)、《丙规定》同时废止",
                &["甲府办规〔2019〕13号", "丙规定"][..],
                &[][..],
            ),
            ("原甲民规（2019）3号文件同时废止", &["甲民规〔2019〕3号"], &[]),
            ("因《甲》废止而失去的，按乙办理", &[], &[]),
            (
                "《甲办法》（甲府规〔2019〕1号）第三条、第四条和《乙办法》中的第五条同时废止",
                &[],
                &["甲府规〔2019〕1号", "乙办法"],
            ),
        ] {
            let ended = ended(text);
            assert_eq!((ended.whole, ended.parts), (owned(whole), owned(parts)), "{text}");
        }
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|&it| it.to_owned()).collect()
    }
}
