//! All searchable text of an index in one folded array, and the positions of
//! each pair of characters in it. Words, phrases, substrings of any length and
//! single characters are all looked up here; the scorer says what a match is
//! worth.
//!
//! ```text
//! clauses   0 path · title? · text · plain? | 1 path · title? · …
//! chars     0 c c c c 0 c c c c c c 0 c c 0 …       (0 parts the fields)
//! pairs     sorted (first char, second char, position)
//! ```
//!
//! Derived when opening: 60,000 characters take a few milliseconds, and a
//! stored list would weigh half as much again as the text itself.

use crate::index::alphabet::Alphabet;
use crate::model::corpus::{Clause, ClauseId, Corpus};
use crate::model::field::{CharId, Field};
use crate::model::heading::Heading;
use crate::text::normalizer::Normalizer;

/// A stretch of the text: one field of one clause.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    clause: ClauseId,
    field: Field,
}

/// One occurrence of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Occurrence {
    pub clause: ClauseId,
    pub field: Field,
    /// In characters of the whole text.
    pub position: u32,
}

/// The folded text of a corpus with its pairs.
pub(crate) struct Postings {
    pub(super) normalizer: Normalizer,
    pub(super) alphabet: Alphabet,
    chars: Vec<CharId>,
    spans: Vec<Span>,
    /// Per position: its index in `spans`.
    span_at: Vec<u32>,
    /// first char (16 bits) · second char (16) · position (32), ascending.
    pairs: Vec<u64>,
    /// Per character id: where its pairs start.
    pair_starts: Vec<u32>,
    /// Per clause: the part of its text that is its title, as positions.
    titles: Vec<(u32, u32)>,
    /// Per clause: characters in all its fields.
    pub(super) lens: Vec<u32>,
}

impl Postings {
    /// Costs time in the sort of the pairs: n log n of the characters.
    #[cfg(feature = "write")]
    pub(crate) fn new(corpus: &Corpus) -> Self {
        Self::knowing(corpus, [])
    }

    /// The same with ids for `others` too: characters that are told apart
    /// though they may occur nowhere.
    pub(crate) fn knowing(corpus: &Corpus, others: impl IntoIterator<Item = char>) -> Self {
        let mut builder = Builder::new(corpus);
        for (at, clause) in corpus.clauses.iter().enumerate() {
            builder.add(corpus, ClauseId(at as u32), clause);
        }
        builder.finish(others)
    }

    /// Characters in all fields of a clause.
    pub(crate) fn len_of(&self, clause: ClauseId) -> u32 {
        self.lens[clause.0 as usize]
    }

    pub(crate) fn mean_len(&self) -> f32 {
        self.chars.len() as f32 / self.lens.len().max(1) as f32
    }

    /// How many of them there are.
    #[cfg(all(feature = "library", feature = "write"))]
    pub(crate) fn num_distinct_pairs(&self) -> usize {
        self.pairs.chunk_by(|a, b| a >> 32 == b >> 32).count()
    }

    /// The text of some clauses of a larger corpus, in the characters of that one.
    #[cfg(feature = "library")]
    pub(crate) fn excerpt(corpus: &Corpus, normalizer: Normalizer, alphabet: Alphabet) -> Self {
        let mut builder = Builder::new(corpus);
        builder.normalizer = normalizer;
        for (at, clause) in corpus.clauses.iter().enumerate() {
            builder.add(corpus, ClauseId(at as u32), clause);
        }
        builder.number(alphabet)
    }

    /// Every pair of characters of a field that stand next to each other, ascending.
    #[cfg(all(feature = "library", feature = "write"))]
    pub(crate) fn distinct_pairs(&self) -> Vec<[CharId; 2]> {
        let mut pairs: Vec<u32> = self.pairs.iter().map(|it| (it >> 32) as u32).collect();
        pairs.dedup();
        pairs.into_iter().map(|it| [(it >> 16) as u16, it as u16]).filter(|it| it[1] != 0).collect()
    }

    /// The fields of a clause, in the order of the text.
    pub(crate) fn fields_of(&self, clause: ClauseId) -> impl Iterator<Item = &[CharId]> + '_ {
        let first = self.spans.partition_point(|it| it.clause < clause);
        let len = self.spans[first..].partition_point(|it| it.clause == clause);
        let starts = self.spans[first..first + len].iter().map(|it| it.start as usize);
        // Every field ends with a 0.
        starts.map(|start| self.chars[start..].split(|it| *it == 0).next().unwrap_or_default())
    }

    /// The whole text, fields parted by 0.
    pub(crate) fn chars(&self) -> &[CharId] {
        &self.chars
    }

    /// Where a character stands in the text.
    pub(crate) fn positions_of(&self, only: CharId) -> impl Iterator<Item = usize> + '_ {
        self.pairs_from(only).iter().map(|it| *it as u32 as usize)
    }

    pub(super) fn pairs_from(&self, first: CharId) -> &[u64] {
        match self.pair_starts.get(usize::from(first)..) {
            Some([start, end, ..]) => &self.pairs[*start as usize..*end as usize],
            // A character that occurs nowhere.
            _ => &[],
        }
    }

    pub(super) fn pairs_of(&self, first: CharId, second: CharId) -> &[u64] {
        let pairs = self.pairs_from(first);
        let start = pairs.partition_point(|it| ((it >> 32) as u16) < second);
        let len = pairs[start..].partition_point(|it| (it >> 32) as u16 == second);
        &pairs[start..start + len]
    }

    /// Every occurrence of a pattern, in clause order for patterns of
    /// two characters and more. Costs time in its rarest pair.
    pub(crate) fn occurrences<'a>(&'a self, pattern: &'a [CharId]) -> impl Iterator<Item = Occurrence> + 'a {
        self.positions(pattern).map(|position| self.occurrence(position))
    }

    /// How often a pattern occurs. Costs time in its rarest pair.
    pub(crate) fn num_occurrences(&self, pattern: &[CharId]) -> usize {
        self.positions(pattern).count()
    }

    fn positions<'a>(&'a self, pattern: &'a [CharId]) -> impl Iterator<Item = u32> + 'a {
        let (offset, pairs) = self.rarest_pair(pattern);
        let found = pairs.iter().filter_map(move |it| (*it as u32).checked_sub(offset));
        // One or two characters are what the lists are made of: nothing is left to compare.
        let is_listed = pattern.len() <= 2;
        found.filter(move |start| is_listed || self.chars[*start as usize..].starts_with(pattern))
    }

    fn rarest_pair(&self, pattern: &[CharId]) -> (u32, &[u64]) {
        match pattern {
            [] => (0, &[]),
            [only] => (0, self.pairs_from(*only)),
            _ => {
                let lists = pattern.windows(2).enumerate().map(|(at, it)| (at as u32, self.pairs_of(it[0], it[1])));
                lists.min_by_key(|it| it.1.len()).unwrap_or((0, &[]))
            }
        }
    }

    fn occurrence(&self, position: u32) -> Occurrence {
        let Span { clause, field, .. } = self.spans[self.span_at[position as usize] as usize];
        let (start, end) = self.titles[clause.0 as usize];
        let in_title = field == Field::Text && (start..end).contains(&position);
        Occurrence { clause, field: if in_title { Field::Title } else { field }, position }
    }
}

/// Collects the fields of the clauses one after the other.
struct Builder {
    normalizer: Normalizer,
    text: Vec<char>,
    spans: Vec<Span>,
    titles: Vec<(u32, u32)>,
    lens: Vec<u32>,
}

impl Builder {
    fn new(corpus: &Corpus) -> Self {
        let normalizer = Normalizer::new(&corpus.lexicon.variants);
        Self { normalizer, text: vec!['\0'], spans: Vec::new(), titles: Vec::new(), lens: Vec::new() }
    }

    fn add(&mut self, corpus: &Corpus, id: ClauseId, clause: &Clause) {
        let before = self.text.len();
        let mut headings: Vec<&Heading> = corpus.ancestors(clause.heading).map(|it| it.1).collect();
        headings.reverse();
        for it in &headings {
            self.field(id, Field::Path, &it.text);
            // The labels of the columns belong to the rows, not to the note below a table.
            if !clause.cells.is_empty() {
                self.field(id, Field::Path, &it.columns.concat());
            }
        }
        let (title, text) = (self.normalizer.fold(&clause.title), self.normalizer.fold(&clause.text));
        let found = text.find(&title).filter(|_| !title.is_empty()).map(|it| text[..it].chars().count());
        let is_heading = headings.last().is_some_and(|it| it.text == clause.title);
        // A title from outside the text names the whole (a law and the number of the article): a heading like others.
        if found.is_none() && !is_heading {
            self.folded(id, Field::Path, &title);
        }
        let start = self.text.len() + found.unwrap_or_default();
        let end = if found.is_some() { start + title.chars().count() } else { start };
        self.titles.push((start as u32, end as u32));
        self.folded(id, Field::Text, &text);
        if let Some(note) = &clause.plain {
            for part in [&note.summary, &note.who, &note.what, &note.contact] {
                self.field(id, Field::Plain, part);
            }
        }
        self.lens.push((self.text.len() - before) as u32);
        // Not a part of the clause's length: many ways to ask must not make it a long clause.
        for it in clause.questions.asked.iter().chain(&clause.questions.words) {
            self.field(id, Field::Question, it);
        }
    }

    fn field(&mut self, clause: ClauseId, field: Field, text: &str) {
        let folded = self.normalizer.fold(text);
        self.folded(clause, field, &folded);
    }

    fn folded(&mut self, clause: ClauseId, field: Field, folded: &str) {
        if !folded.is_empty() {
            self.spans.push(Span { start: self.text.len() as u32, clause, field });
            self.text.extend(folded.chars());
            self.text.push('\0');
        }
    }

    fn finish(self, others: impl IntoIterator<Item = char>) -> Postings {
        let alphabet = Alphabet::new(&self.text, others);
        self.number(alphabet)
    }

    fn number(self, alphabet: Alphabet) -> Postings {
        let Self { normalizer, text, spans, titles, lens } = self;
        let chars = number_chars(&text, alphabet.in_text());
        drop(text);
        let pairs = sorted_pairs(&chars, alphabet.in_text().len());
        let pair_starts = starts(&pairs, alphabet.in_text().len());
        let span_at = span_at(&spans, chars.len());
        Postings { normalizer, alphabet, chars, spans, span_at, pairs, pair_starts, titles, lens }
    }
}

fn number_chars(text: &[char], alphabet: &[char]) -> Vec<CharId> {
    let mut table = vec![0 as CharId; 0x1_0000];
    for (at, it) in alphabet.iter().enumerate() {
        if let Some(slot) = table.get_mut(*it as usize) {
            *slot = at as CharId + 1;
        }
    }
    let rare = |it: &char| alphabet.binary_search(it).map_or(0, |at| at as CharId + 1);
    text.iter().map(|it| table.get(*it as usize).copied().unwrap_or_else(|| rare(it))).collect()
}

/// Two passes of a counting sort, by second then by first character: stable,
/// so positions stay ascending within a pair, and three times as fast as
/// sorting by comparison.
fn sorted_pairs(chars: &[CharId], num_chars: usize) -> Vec<u64> {
    let found = chars.windows(2).enumerate().filter(|it| it.1[0] != 0);
    // No more than two lists at a time: this is the most memory that opening takes.
    let mut pairs: Vec<u64> = Vec::with_capacity(chars.len());
    pairs.extend(found.map(|(at, it)| u64::from(it[0]) << 48 | u64::from(it[1]) << 32 | at as u64));
    pairs = counting_sort(&pairs, num_chars, |it| (it >> 32) as u16);
    counting_sort(&pairs, num_chars, |it| (it >> 48) as u16)
}

fn counting_sort(pairs: &[u64], num_chars: usize, key: impl Fn(u64) -> u16) -> Vec<u64> {
    let mut next = vec![0u32; num_chars + 2];
    pairs.iter().for_each(|it| next[usize::from(key(*it)) + 1] += 1);
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![0; pairs.len()];
    for it in pairs {
        let slot = &mut next[usize::from(key(*it))];
        sorted[*slot as usize] = *it;
        *slot += 1;
    }
    sorted
}

fn starts(pairs: &[u64], num_chars: usize) -> Vec<u32> {
    (0..=num_chars as u64 + 1).map(|id| pairs.partition_point(|it| (it >> 48) < id) as u32).collect()
}

fn span_at(spans: &[Span], len: usize) -> Vec<u32> {
    let mut span_at = vec![0; len];
    for (at, span) in spans.iter().enumerate() {
        let end = spans.get(at + 1).map_or(len, |next| next.start as usize);
        span_at[span.start as usize..end].fill(at as u32);
    }
    span_at
}
