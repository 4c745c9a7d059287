//! Which words of a text only cite? 根据《甲办法》，… names a document and says nothing of it.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::importers::dates::pattern;

/// Here what was cited is over.
const STOPS: [char; 3] = ['，', '；', '。'];
/// Words of a title say nothing of it.
static TITLES: LazyLock<Regex> = LazyLock::new(|| pattern("《(?:[^《》]|《[^《》]*》)*》"));
/// Words in brackets say nothing of what stands outside.
static BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern("[（(][^（）()]*[）)]"));

/// The parts of a text that cite, each from behind the first word that cites up to the next stop, or the end of the
/// brackets. A text may name thousands of documents, so it is gone through once and not once for each of them.
pub(super) struct Citations {
    outside: Vec<(usize, usize)>,
    in_brackets: Vec<(usize, usize)>,
}

impl Citations {
    /// Of a text, by the `words` that cite.
    pub(super) fn of(text: &str, words: &Regex) -> Self {
        let text = blanked(text, &TITLES);
        let brackets = BRACKETS.find_iter(&text);
        // What comes right behind the brackets is outside.
        let within = brackets.flat_map(|it| cited(it.as_str(), it.start(), words)).map(|it| (it.0, it.1 - 1));
        let in_brackets = within.collect();
        let outside = cited(&blanked(&text, &BRACKETS), 0, words).collect();
        Self { outside, in_brackets }
    }

    /// What begins at this byte is cited.
    pub(super) fn holds(&self, byte: usize) -> bool {
        [&self.outside, &self.in_brackets].iter().any(|all| {
            let before = all.partition_point(|it| it.0 <= byte);
            before.checked_sub(1).is_some_and(|at| byte <= all[at].1)
        })
    }
}

/// The text with as many blanks as what the pattern finds has bytes.
fn blanked(text: &str, found: &Regex) -> String {
    found.replace_all(text, |it: &Captures| " ".repeat(it[0].len())).into_owned()
}

/// What is cited in a text that begins at byte `from`.
fn cited<'a>(text: &'a str, from: usize, words: &'a Regex) -> impl Iterator<Item = (usize, usize)> {
    let mut start = from;
    let pieces = text.split(STOPS).map(move |piece| {
        let at = start;
        // Every stop is as long.
        start += piece.len() + STOPS[0].len_utf8();
        words.find(piece).map(|it| (at + it.end(), at + piece.len()))
    });
    pieces.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_reaches_up_to_the_next_stop() {
        let text = "甲，根据乙和丙；丁。按照根据戊";
        let citations = Citations::of(text, &pattern("根据|按照"));
        let cited: String = text.char_indices().filter(|it| citations.holds(it.0)).map(|it| it.1).collect();
        assert_eq!(cited, "乙和丙；根据戊");
    }

    #[test]
    fn titles_do_not_cite_and_brackets_cite_within() {
        for (text, cited) in [
            ("《根据乙》丙", ""),
            ("《乙》（根据丙）丁", "丙）"),
            ("根据乙（按照丙）丁，戊", "乙（按照丙）丁，"),
            ("（根据乙", "乙"),
        ] {
            let citations = Citations::of(text, &pattern("根据|按照"));
            let found: String = text.char_indices().filter(|it| citations.holds(it.0)).map(|it| it.1).collect();
            assert_eq!(found, cited, "{text}");
        }
    }
}
