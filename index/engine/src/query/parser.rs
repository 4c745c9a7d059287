//! From what was typed to what is looked up. Parsing never fails: whatever
//! cannot be read is searched as typed.
//!
//! A query becomes terms: parts of the input, each with the variants that
//! would express it (as typed, by thesaurus, by sound, corrected). A clause
//! earns the best variant of each term, not the sum, so that ten synonyms
//! do not outweigh the word itself.

use std::ops::Range;

use crate::index::thesaurus::{Target, Thesaurus};
use crate::model::citation::beginning;
use crate::model::corpus::Amount;
use crate::model::field::CharId;
use crate::model::leanings::Leanings;
use crate::query::answer_type::units_asked;
use crate::query::document_number::document_number;
use crate::query::leaning::Leaning;
use crate::query::match_kind::{Correction, MatchKind};
use crate::query::not_asked::{drop_ages, drop_denied, greeting, said};
use crate::query::phonetic::{Candidate, PhoneticMatcher};
use crate::query::place::{Place, place};
use crate::query::query::{Input, Query, QueryTerm, Variant, inside_of, widen};
use crate::query::tokenizer::{Token, TokenKind, Tokenizer};
use crate::text::normalizer::is_han;

/// What parsing needs of an index.
pub(crate) struct Parser<'a> {
    pub tokenizer: Tokenizer<'a>,
    pub phonetic: PhoneticMatcher<'a>,
    pub thesaurus: &'a Thesaurus,
    pub amounts: &'a [Amount],
    pub leanings: &'a Leanings,
    /// As typed only: no thesaurus, pinyin or correction.
    pub literal: bool,
}

/// Longer input is cut: nobody asks in 200 characters, and time grows with it.
pub(crate) const MAX_INPUT_CHARS: usize = 200;

impl Parser<'_> {
    pub(crate) fn parse(&self, typed: &str) -> Query {
        let text = self.phonetic.text;
        let cut = beginning(typed, MAX_INPUT_CHARS);
        let typed = Input::new(text, cut);
        let input = if self.literal { typed } else { typed.in_figures(text).unwrap_or(typed) };
        let mut query = Query { literal: text.known(&input.ids).to_vec(), ..Query::default() };
        let tokens = self.tokens(&input);
        for range in meaningful(&tokens) {
            query.terms.push(self.term(&input, range));
        }
        if !self.literal {
            self.add_numerals(&input, &mut query);
            self.add_synonyms(&input, &mut query);
            self.add_inner_words(&input, &mut query);
            // Where no letters were typed nobody asks whether the text holds the whole: a library would fetch lists for it.
            let is_spelled = !self.pinyin_runs(&input.chars).is_empty();
            if is_spelled && !text.holds(&query.literal) {
                self.add_pinyin(&input, &mut query);
            }
            // Two characters that meet nowhere say as much of the whole.
            self.add_corrections(&input, &mut query);
            self.add_single_chars(&input, &mut query);
        }
        query.pairs = pairs(&query);
        if !self.literal {
            let not_asked = [drop_denied(&input, &mut query), vec![greeting(&tokens)]];
            drop_ages(&input, &mut query, self.thesaurus, self.phonetic.text);
            // What was spelled by its sound is a word to be found, and no question.
            if query.corrections.iter().all(|it| it.why != MatchKind::Pinyin) {
                query.leaning = self.lean(&said(&input, &query.corrections, &not_asked.concat()));
            }
        }
        let is_place = |it: &Place| query.terms.iter().all(|term| inside_of(&it.range, &term.range));
        query.place = place(&input.chars).filter(is_place);
        query.is_bare_number = input.chars.iter().all(char::is_ascii_digit);
        query.document_number = document_number(&input.chars);
        query.units = units_asked(self.amounts, &input.chars).map(<[String]>::to_vec);
        query
    }

    /// Tokens of the folded input; white space in what was typed parts words
    /// (`2022 31号`).
    fn tokens(&self, input: &Input) -> Vec<Token> {
        let mut tokens = Vec::new();
        for Range { start, end } in input.words.iter().cloned() {
            let found = self.tokenizer.tokens(&input.ids[start..end]).into_iter();
            tokens.extend(found.map(|it| Token { range: it.range.start + start..it.range.end + start, kind: it.kind }));
        }
        tokens
    }

    fn term(&self, input: &Input, range: Range<usize>) -> QueryTerm {
        let typed = self.phonetic.text.known(&input.ids[range.clone()]).to_vec();
        let mut variants = Vec::new();
        if !typed.is_empty() {
            variants.push(Variant { chars: typed.clone(), weight: 1.0, why: MatchKind::Literal });
        }
        QueryTerm { range, typed, variants, is_elsewhere: false, is_partial: false }
    }

    /// Numbers in their other forms are as good as literal.
    fn add_numerals(&self, input: &Input, query: &mut Query) {
        for number in &input.numerals {
            let forms = number.forms.iter().filter_map(|it| self.phonetic.text.encode(it));
            let forms = forms.filter(|it| self.phonetic.text.holds(it));
            let variants: Vec<Variant> =
                forms.map(|chars| Variant { chars, weight: 1.0, why: MatchKind::Literal }).collect();
            self.add(input, query, number.start..number.end, variants);
        }
    }

    /// What the thesaurus knows of each term.
    fn add_synonyms(&self, input: &Input, query: &mut Query) {
        for term in &mut query.terms {
            let chars = &input.ids[term.range.clone()];
            let Some(targets) = self.thesaurus.find(chars) else { continue };
            term.is_elsewhere = targets.is_empty();
            let spoken = self.thesaurus.without_fillers(chars);
            if !targets.is_empty() && spoken.len() < chars.len() && !self.phonetic.text.known(&spoken).is_empty() {
                term.variants.push(Variant { chars: spoken, weight: SPOKEN, why: MatchKind::Synonym });
            }
            term.variants.extend(targets.iter().map(synonym));
        }
        let begins_elsewhere = self.begins_elsewhere(input);
        query.terms.iter_mut().filter(|it| it.range.start == 0).for_each(|it| it.is_elsewhere |= begins_elsewhere);
    }

    /// Whether the question is about a place that the documents are not about: 南宁失业金, but neither 南宁人 nor
    /// 从南宁回来.
    fn begins_elsewhere(&self, input: &Input) -> bool {
        let mark = self.phonetic.text.id(BEGINS);
        let is_key = |len: usize| self.thesaurus.has_key(&[&[mark], &input.ids[..len]].concat());
        let mut lens = 2..=MAX_BEGINNING.min(input.ids.len());
        lens.any(|len| is_key(len) && input.chars.get(len) != Some(&'人'))
    }

    /// The words inside a longer one still count a little: 劳动合同法 also
    /// looks for 合同.
    fn add_inner_words(&self, input: &Input, query: &mut Query) {
        for term in query.terms.iter_mut().filter(|it| 2 < it.range.len() && !it.is_elsewhere) {
            term.variants.extend(self.inner_words(&input.ids[term.range.clone()]));
        }
    }

    /// A word that occurs nowhere still says something by its characters: who
    /// types 埋葬 means what the documents call 丧葬.
    fn add_single_chars(&self, input: &Input, query: &mut Query) {
        let text = self.phonetic.text;
        // Commoner ones tell little and cost most.
        let max_occurrences = text.num_clauses() / 4;
        for term in &mut query.terms {
            if term.is_elsewhere || term.variants.iter().any(|it| text.holds(&it.chars)) {
                continue;
            }
            for at in term.range.clone().filter(|at| is_han(input.chars[*at])) {
                let num_occurrences = text.num_of(input.ids[at]);
                term.is_partial |= 0 < num_occurrences;
                if (1..max_occurrences).contains(&num_occurrences) {
                    let chars = vec![input.ids[at]];
                    term.variants.push(Variant { chars, weight: 1.0, why: MatchKind::Literal });
                }
            }
        }
    }

    fn inner_words(&self, chars: &[CharId]) -> Vec<Variant> {
        let mut words = Vec::new();
        for start in 0..chars.len() {
            let mut longest = 0;
            self.phonetic.vocabulary.prefixes(&chars[start..], |num_chars, _| longest = num_chars);
            if (2..chars.len()).contains(&longest) {
                let chars = chars[start..start + longest].to_vec();
                words.push(Variant { chars, weight: INNER, why: MatchKind::Literal });
            }
        }
        words
    }

    /// Adds variants to the term of exactly this range, or a query term of
    /// their own that replaces those inside it.
    fn add(&self, input: &Input, query: &mut Query, range: Range<usize>, variants: Vec<Variant>) {
        if variants.is_empty() {
            return;
        }
        if let Some(term) = query.terms.iter_mut().find(|it| it.range == range) {
            term.variants.extend(variants);
            return;
        }
        let inside = |it: &QueryTerm| range.start <= it.range.start && it.range.end <= range.end;
        let at = query.terms.partition_point(|it| it.range.start < range.start);
        let mut term = self.term(input, range.clone());
        // A number inside a longer term leaves the words around it.
        for inner in query.terms.iter().filter(|it| inside(it)) {
            term.is_elsewhere |= inner.is_elsewhere;
            term.variants.extend(inner.variants.iter().map(|it| Variant { weight: it.weight * INNER, ..it.clone() }));
        }
        term.variants.extend(variants);
        query.terms.insert(at, term);
        query.terms.retain(|it| it.range == range || !inside_of(&range, &it.range));
    }

    fn add_pinyin(&self, input: &Input, query: &mut Query) {
        for range in self.pinyin_runs(&input.chars) {
            if self.phonetic.text.holds(&input.ids[range.clone()]) || range.clone().any(|at| input.is_in_number(at)) {
                continue;
            }
            let letters: String = input.text(&range).chars().filter(char::is_ascii_lowercase).collect();
            // An English word of the thesaurus is no slip of another.
            if is_row_of_keys(&letters) || self.thesaurus.has_key(&input.ids[range.clone()]) {
                continue;
            }
            let mut found = self.readings(input, &range, &letters);
            for it in &mut found {
                let known = (self.known(it) * VALUE_KNOWN) as u32;
                it.cost = (it.cost + self.cost_in_context(input, &range, it)).saturating_sub(known);
            }
            found.sort_by_key(|it| (it.cost, u32::MAX - it.weight));
            found.truncate(MAX_READINGS);
            // The number of a tone is no number.
            let is_digit = |at: usize| input.chars[at].is_ascii_digit();
            query.terms.retain(|it| !inside_of(&range, &it.range) || !it.range.clone().all(is_digit));
            self.take(input, query, range, &found, MatchKind::Pinyin);
        }
    }

    /// What a run of letters may mean where it stands.
    fn readings(&self, input: &Input, range: &Range<usize>, letters: &str) -> Vec<Candidate> {
        // Which character a syllable is for, its neighbours say: none is passed over before they are asked.
        let is_syllable = self.phonetic.readings.syllables.is_whole(letters);
        let max = if is_syllable { MAX_OF_SYLLABLE } else { MAX_DECODED };
        let (mut found, is_guess) = self.phonetic.letters(letters, max, self.thesaurus.keys());
        // A string of the text is one slip away from much that was spelled as it was meant; few of them are words.
        found.retain(|it| !is_guess || self.num_cut_words(it) == 0);
        // What makes a word with its neighbour is meant, and neither another character nor a word by itself.
        let makes_word = |it: &Candidate| is_syllable && self.makes_word(input, range, it);
        if found.iter().any(makes_word) {
            found.retain(makes_word);
        }
        found
    }

    /// Runs of letters that may be pinyin. Between two runs an apostrophe or
    /// the like counts for nothing (`ti'yu`), nor does the number of a tone
    /// behind a whole syllable (`jiu4ye4`).
    fn pinyin_runs(&self, chars: &[char]) -> Vec<Range<usize>> {
        let is_tone = |at: usize| chars.get(at).is_some_and(|it| ('1'..='5').contains(it));
        let letters = |it: &Range<usize>| chars[it.clone()].iter().collect::<String>();
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut has_tones = false;
        for run in letter_runs(chars) {
            let is_whole = self.phonetic.readings.syllables.is_whole(&letters(&run));
            let ends_in_tone = is_whole && is_tone(run.end);
            match runs.last_mut().filter(|it| it.end + 1 == run.start) {
                Some(before) if PARTING.contains(chars[before.end]) => before.end = run.end,
                Some(before) if has_tones && is_tone(before.end) => before.end = run.end,
                _ => runs.push(run.clone()),
            }
            has_tones = ends_in_tone;
        }
        for run in &mut runs {
            let tones = chars[run.clone()].iter().any(char::is_ascii_digit);
            run.end += usize::from(tones && is_tone(run.end));
        }
        runs.retain(|it| 1 < it.len() || chars.len() == 1);
        runs
    }

    /// Readings whose ends join what was typed beside them come first: 就业butie is 就业补贴 because 业 and 补 occur
    /// together.
    fn cost_in_context(&self, input: &Input, range: &Range<usize>, candidate: &Candidate) -> u32 {
        let text = self.phonetic.text;
        let (before, after) = self.beside(input, range);
        let (first, last) = (candidate.chars.first(), candidate.chars.last());
        // One character joins too many others by chance, and nobody looks up which: it has to make a word.
        let is_lone = candidate.chars.len() == 1;
        let joins = |a: CharId, b: CharId| if is_lone { self.is_word(&[a, b]) } else { text.has_pair(a, b) };
        let joins_before = before.zip(first).is_none_or(|(a, b)| joins(a, *b));
        let joins_after = after.zip(last).is_none_or(|(b, a)| joins(*a, b));
        let apart = u32::from(!joins_before) + u32::from(!joins_after);
        apart * COST_APART + self.num_cut_words(candidate) * COST_CUT_WORD
    }

    /// Whether a character makes a word with a neighbour: 体yu is 体育.
    fn makes_word(&self, input: &Input, range: &Range<usize>, candidate: &Candidate) -> bool {
        let [only] = candidate.chars[..] else { return false };
        let (before, after) = self.beside(input, range);
        before.is_some_and(|it| self.is_word(&[it, only])) || after.is_some_and(|it| self.is_word(&[only, it]))
    }

    /// The characters beside a part of the input; one that occurs nowhere says nothing.
    fn beside(&self, input: &Input, range: &Range<usize>) -> (Option<CharId>, Option<CharId>) {
        let at = |at: usize| input.ids.get(at).copied().filter(|it| self.phonetic.text.occurs(*it));
        (range.start.checked_sub(1).and_then(at), at(range.end))
    }

    /// How much questions and the thesaurus know of a reading: shiyebutie is
    /// 失业补贴 before 事业补贴. One character asks for nothing by itself, and a
    /// library would not have fetched what it leans to.
    fn known(&self, candidate: &Candidate) -> f32 {
        if candidate.chars.len() == 1 {
            return 0.0;
        }
        let said: Vec<char> = candidate.chars.iter().map(|it| self.phonetic.text.char_of(*it)).collect();
        let is_key = self.thesaurus.has_key(&candidate.chars);
        self.lean(&said).most_but(None) + if is_key { KNOWN_KEY } else { 0.0 }
    }

    /// How many words a decoded string cuts in two where it first occurs:
    /// 业指导专 out of 创业指导专家 cuts two and is not what was meant. One character cuts some word nearly anywhere.
    fn num_cut_words(&self, candidate: &Candidate) -> u32 {
        if candidate.chars.len() == 1 {
            return 0;
        }
        let Some(text) = self.phonetic.text.whole() else { return 0 };
        let Some(found) = text.occurrences(&candidate.chars).next() else { return 0 };
        let start = found.position as usize;
        let end = start + candidate.chars.len();
        let first = start.saturating_sub(CONTEXT_CHARS);
        let context = &text.chars()[first..(end + CONTEXT_CHARS).min(text.chars().len())];
        let tokens = self.tokenizer.tokens(context);
        let is_cut = |at: &usize| tokens.iter().any(|it| it.range.start < at - first && at - first < it.range.end);
        [start, end].iter().filter(|it| is_cut(it)).count() as u32
    }

    /// Takes what was decoded for a range into the query and says so.
    pub(crate) fn take(
        &self,
        input: &Input,
        query: &mut Query,
        range: Range<usize>,
        found: &[Candidate],
        why: MatchKind,
    ) {
        let Some(first) = found.first() else { return };
        let to = self.phonetic.text.decode(&first.chars);
        query.corrections.push(Correction { from: input.text(&range), to, why });
        let range = widen(query, range);
        let mut variants: Vec<Variant> = Vec::new();
        for candidate in found {
            // Two points of cost are about half the likelihood.
            let weight = 1.0 / (1.0 + 0.3 * candidate.cost.saturating_sub(first.cost) as f32);
            variants.push(Variant { chars: candidate.chars.clone(), weight, why });
        }
        variants.extend(self.parts_of(&first.chars, why));
        self.add(input, query, range, variants);
    }

    /// The words of a decoded phrase, for clauses that hold them apart, and
    /// what the thesaurus knows of them.
    fn parts_of(&self, decoded: &[CharId], why: MatchKind) -> Vec<Variant> {
        let tokens = self.tokenizer.tokens(decoded);
        let terms = tokens.iter().filter(|it| it.kind == TokenKind::Term && it.range.len() < decoded.len());
        let part = |it: &Token| Variant { chars: decoded[it.range.clone()].to_vec(), weight: 0.6, why };
        let mut parts: Vec<Variant> = terms.map(part).collect();
        for token in &tokens {
            let known = self.thesaurus.find(&decoded[token.range.clone()]).into_iter().flatten().map(synonym);
            parts.extend(known.map(|it| Variant { weight: it.weight * 0.8, ..it }));
        }
        parts
    }

    fn lean(&self, said: &[char]) -> Leaning {
        Leaning::new(self.leanings, said, self.phonetic.text.num_clauses())
    }
}

/// The parts that carry meaning. Stop words fall away unless nothing else is left; single characters that are no words
/// are kept together.
fn meaningful(tokens: &[Token]) -> Vec<Range<usize>> {
    let is_content = |it: &&Token| !matches!(it.kind, TokenKind::Stop | TokenKind::Punctuation);
    let only_stop_words = !tokens.iter().any(|it| is_content(&it));
    let mut parts: Vec<(Range<usize>, TokenKind)> = Vec::new();
    for token in tokens.iter().filter(|it| is_content(it) || (only_stop_words && it.kind == TokenKind::Stop)) {
        match parts.last_mut() {
            Some((last, TokenKind::Char)) if token.kind == TokenKind::Char && last.end == token.range.start => {
                last.end = token.range.end;
            }
            _ => parts.push((token.range.clone(), token.kind)),
        }
    }
    parts.into_iter().map(|it| it.0).collect()
}

/// Pairs of neighbouring characters within and across the terms; a
/// stop word between two parts keeps them apart.
fn pairs(query: &Query) -> Vec<Vec<CharId>> {
    let mut pairs: Vec<Vec<CharId>> = Vec::new();
    let mut before: Option<(usize, CharId)> = None;
    for term in &query.terms {
        if let Some((_, last)) = before.filter(|it| it.0 == term.range.start) {
            pairs.extend(term.typed.first().map(|first| vec![last, *first]));
        }
        pairs.extend(term.typed.windows(2).map(<[CharId]>::to_vec));
        before = term.typed.last().map(|last| (term.range.end, *last));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether letters are a row of neighbouring keys: nobody means 按时地方规划
/// by asdfgh.
fn is_row_of_keys(letters: &str) -> bool {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    letters.len() >= MIN_ROW && ROWS.iter().any(|row| row.contains(letters))
}

/// Shorter rows are read as initials.
const MIN_ROW: usize = 4;

fn synonym(target: &Target) -> Variant {
    Variant { chars: target.to.clone(), weight: f32::from(target.weight) / 100.0, why: MatchKind::Synonym }
}

/// Before a key that says something only where a question begins with it.
const BEGINS: char = '^';
/// The longest of these, in characters.
const MAX_BEGINNING: usize = 4;
/// What a word is worth that was typed with fillers inside it.
const SPOKEN: f32 = 0.9;
/// What a word inside a longer one is still worth.
const INNER: f32 = 0.5;
/// Readings of one run of letters that are weighed against each other.
const MAX_DECODED: usize = 12;
/// And of a single syllable.
const MAX_OF_SYLLABLE: usize = 64;
/// Readings of one run of letters that are searched together.
const MAX_READINGS: usize = 3;
/// What a key of the thesaurus is known, against a leaning of 1: somebody wrote it down because people say it.
const KNOWN_KEY: f32 = 3.0;
/// What it saves a reading to be known, per unit.
const VALUE_KNOWN: f32 = 1.5;
/// What it costs a reading to cut a word of the text in two.
const COST_CUT_WORD: u32 = 3;
/// Surroundings that are cut into words to see it.
const CONTEXT_CHARS: usize = 8;
/// What it costs a reading not to join its neighbour.
const COST_APART: u32 = 6;

/// What may part syllables that belong together: apostrophes (folded), and
/// what an input method leaves behind when it is broken off.
const PARTING: &str = "\"´-·._";

fn letter_runs(chars: &[char]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in chars.iter().enumerate().filter(|it| it.1.is_ascii_lowercase()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}
