//! Which words of a text only cite? 根据《甲办法》，… names a document and says nothing of it.

use regex::Regex;

/// Here what was cited is over.
const STOPS: [char; 3] = ['，', '；', '。'];

/// The parts of a text that cite, each from behind the first word that cites up to the next stop. A text may name
/// thousands of documents, so it is gone through once and not once for each of them.
pub(super) struct Citations(Vec<(usize, usize)>);

impl Citations {
    /// Of a text, by the `words` that cite.
    pub(super) fn of(text: &str, words: &Regex) -> Self {
        let mut start = 0;
        let pieces = text.split(STOPS).map(|piece| {
            let at = start;
            // Every stop is as long.
            start += piece.len() + STOPS[0].len_utf8();
            words.find(piece).map(|it| (at + it.end(), at + piece.len()))
        });
        Self(pieces.flatten().collect())
    }

    /// What begins at this byte is cited.
    pub(super) fn holds(&self, byte: usize) -> bool {
        let before = self.0.partition_point(|it| it.0 <= byte);
        before.checked_sub(1).is_some_and(|at| byte <= self.0[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::importers::dates::pattern;

    #[test]
    fn a_citation_reaches_up_to_the_next_stop() {
        let text = "甲，根据乙和丙；丁。按照根据戊";
        let citations = Citations::of(text, &pattern("根据|按照"));
        let cited: String = text.char_indices().filter(|it| citations.holds(it.0)).map(|it| it.1).collect();
        assert_eq!(cited, "乙和丙；根据戊");
    }
}
