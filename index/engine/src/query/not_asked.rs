//! What is told and not asked for: to whom it is said, who asks, and what is kept out. The rest is the parser's.

use std::ops::Range;

use crate::index::text::Text;
use crate::index::thesaurus::Thesaurus;
use crate::query::match_kind::Correction;
use crate::query::query::{Input, Query, QueryTerm, inside_of};
use crate::query::tokenizer::{Token, TokenKind};
use crate::text::numeral::Numeral;

/// Where the matter begins: what stands before punctuation and holds nothing but stop words is said to somebody
/// (你好，我想咨询一下，…). Behind the matter such words may ask for it (…，政府管不管), and where there is nothing else
/// they are the matter.
pub(crate) fn greeting(tokens: &[Token]) -> Range<usize> {
    let is_end = |it: &Token| it.kind == TokenKind::Punctuation;
    let parts = tokens.chunk_by(|it, _| !is_end(it));
    let says_nothing = |part: &&[Token]| {
        part.last().is_some_and(is_end) && part.iter().all(|it| is_end(it) || it.kind == TokenKind::Stop)
    };
    let num_tokens = parts.take_while(says_nothing).map(<[Token]>::len).sum::<usize>();
    0..if num_tokens < tokens.len() { tokens[..num_tokens].last().map_or(0, |it| it.range.end) } else { 0 }
}

/// Takes out how old somebody is: no clause is missed for not printing it, unless one does or the thesaurus knows it.
/// Its characters still speak for clauses, as those of all that is told.
pub(crate) fn drop_ages(input: &Input, query: &mut Query, thesaurus: &Thesaurus, text: &dyn Text) {
    let has_years = |it: &&Numeral| input.chars.get(it.end) == Some(&'岁');
    for age in input.numerals.iter().filter(has_years).map(|it| it.start..it.end + 1) {
        let ids = &input.ids[age.clone()];
        let is_all = query.terms.iter().all(|it| inside_of(&age, &it.range));
        if !is_all && !thesaurus.has_key(ids) && !text.holds(ids) {
            query.terms.retain(|it| !inside_of(&age, &it.range));
        }
    }
}

/// Takes out the words that are denied, unless none is left, and says
/// where they are.
pub(crate) fn drop_denied(input: &Input, query: &mut Query) -> Vec<Range<usize>> {
    let denials = denials(&input.chars);
    let is_denied = |it: &QueryTerm| {
        denials.iter().any(|denial| (denial.end - DENIED_CHARS..=denial.end).contains(&it.range.start))
    };
    let denied: Vec<Range<usize>> = query.terms.iter().filter(|it| is_denied(it)).map(|it| it.range.clone()).collect();
    if denied.len() == query.terms.len() {
        return Vec::new();
    }
    query.terms.retain(|it| !is_denied(it));
    denied
}

/// Every character of the input but what is not asked for, and of how it was read.
pub(crate) fn said(input: &Input, corrections: &[Correction], not_asked: &[Range<usize>]) -> Vec<char> {
    let is_said = |it: &(usize, &char)| !not_asked.iter().any(|range| range.contains(&it.0));
    let typed = input.chars.iter().enumerate().filter(is_said).map(|it| *it.1);
    typed.chain(corrections.iter().flat_map(|it| it.to.chars())).collect()
}

/// What is said to keep something out: 不想找银行借 asks for no bank.
const DENIALS: [&str; 9] = ["不想找", "不想靠", "不想光靠", "不想去", "不靠", "不找", "除了找", "除了靠", "除了"];
/// How far behind it a word may begin.
const DENIED_CHARS: usize = 1;

/// Where something is kept out, and up to where what is kept out may begin.
fn denials(chars: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for start in 0..chars.len() {
        for denial in DENIALS {
            let end = start + denial.chars().count();
            if chars.get(start..end).is_some_and(|it| it.iter().copied().eq(denial.chars())) {
                found.push(start..end + DENIED_CHARS);
            }
        }
    }
    found
}
