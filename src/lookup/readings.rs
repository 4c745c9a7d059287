//! Which other words were searched, and which are worth a try? Pure.

use policy_engine::{Index, MatchKind, SearchResults};

/// Most words that are named.
const MOST_NAMED: usize = 3;
/// Longer ones are whole phrases of a clause, and no words that somebody could have typed.
const MOST_CHARS: usize = 8;

/// Words that hits were found by though nobody typed them, the commonest first: 辅助器具 for 轮椅. What was read by its
/// sound or mended is no such word: the page says that elsewhere.
pub fn also_searched(index: &Index, query: &str, page: &SearchResults) -> Vec<String> {
    let is_other = |word: &str| {
        let num_chars = word.chars().count();
        (2..=MOST_CHARS).contains(&num_chars)
            && !query.contains(word)
            && !page.corrections.iter().any(|it| it.to.contains(word))
    };
    let mut words: Vec<(usize, &str)> = Vec::new();
    for hit in page.hits.iter().filter(|it| it.why.contains(&MatchKind::Synonym)) {
        let clause = index.clause(hit.clause);
        let marked = |text: &'_ str, ranges: &[std::ops::Range<usize>]| -> Vec<(usize, usize)> {
            ranges.iter().filter(|it| text.get((*it).clone()).is_some()).map(|it| (it.start, it.end)).collect()
        };
        let in_title = marked(&clause.title, &hit.highlights.title).into_iter().map(|it| &clause.title[it.0..it.1]);
        let in_text = marked(&clause.text, &hit.highlights.text).into_iter().map(|it| &clause.text[it.0..it.1]);
        for word in in_title.chain(in_text).filter(|it| is_other(it)) {
            match words.iter_mut().find(|it| it.1 == word) {
                Some(known) => known.0 += 1,
                None => words.push((1, word)),
            }
        }
    }
    words.sort_by_key(|it| std::cmp::Reverse(it.0));
    words.into_iter().take(MOST_NAMED).map(|it| it.1.to_owned()).collect()
}

/// Of the terms near a question without an answer, those that share more than a character with it: 护照 and 按照 have
/// nothing to do with each other. Never the question itself.
pub fn near_terms<'a>(page: &'a SearchResults, query: &str) -> Vec<&'a String> {
    let chars: Vec<char> = query.chars().collect();
    let pairs: Vec<String> = chars.windows(2).map(|it| it.iter().collect()).collect();
    let is_near = |term: &&String| *term != query && pairs.iter().any(|pair| term.contains(pair.as_str()));
    page.related.iter().filter(is_near).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_in_common_makes_no_near_term() {
        let near = |query: &str, related: &[&str]| -> Vec<String> {
            let related = related.iter().map(|it| (*it).to_owned()).collect();
            let page = SearchResults { related, ..SearchResults::default() };
            near_terms(&page, query).into_iter().cloned().collect()
        };
        assert!(near("护照", &["维护", "按照", "营业执照"]).is_empty());
        assert!(near("被裁员", &["裁判员", "十三五"]).is_empty());
        assert_eq!(near("申请补贴", &["补贴", "申请补贴", "申领"]), ["补贴"]);
    }
}
