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
    for hit in &page.hits {
        if !hit.why.contains(&MatchKind::Synonym) {
            continue;
        }
        let clause = index.clause(hit.clause);
        for (text, ranges) in [(&clause.title, &hit.highlights.title), (&clause.text, &hit.highlights.text)] {
            for range in ranges {
                let Some(word) = text.get(range.clone()).filter(|it| is_other(it)) else { continue };
                match words.iter_mut().find(|it| it.1 == word) {
                    Some(known) => known.0 += 1,
                    None => words.push((1, word)),
                }
            }
        }
    }
    let mut named = Vec::new();
    while named.len() < MOST_NAMED {
        // The first of the commonest, and then the next.
        let Some(most) = words.iter().map(|it| it.0).max().filter(|it| 0 < *it) else { break };
        let Some(found) = words.iter_mut().find(|it| it.0 == most) else { break };
        found.0 = 0;
        named.push(found.1.to_owned());
    }
    named
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
