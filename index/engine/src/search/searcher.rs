//! From what was typed to a page of hits: parse, score, filter, order, mark.

use std::f32::consts::LOG2_E;
use std::ops::Range;

use crate::index::index::Index;
use crate::index::text::Text;
use crate::model::corpus::ClauseId;
use crate::model::field::CharId;
use crate::query::parser::Parser;
use crate::query::phonetic::PhoneticMatcher;
use crate::query::query::{Input, Query, inside_of};
use crate::query::tokenizer::{TokenKind, Tokenizer};
use crate::rank::candidate::Candidate;
use crate::rank::confidence::{features, holds_amount, probability};
use crate::rank::math::ln;
use crate::rank::scorer::{Scorer, num_ranked};
use crate::rank::succession::put_behind_successors;
use crate::rank::weights::{NUM_FEATURES, Weights};
use crate::search::facets::FacetFilter;
use crate::search::highlighter::Highlighter;
use crate::search::results::{Filter, Highlights, Hit, Order, SearchOptions, SearchResults};

/// Answers queries over one index by one set of weights.
pub struct Searcher<'a> {
    index: &'a Index,
    weights: Weights,
}

impl Index {
    /// The clauses that answer `input`, as [`Searcher::search`] with the
    /// weights this build was fitted to. Never fails; costs time in the
    /// occurrences of the query's variants, a few milliseconds for three
    /// documents.
    ///
    /// # Examples
    /// ```
    /// # use policy_engine::{Clause, Collection, Corpus, Document, Index, Lexicon, encode};
    /// # let clause = |id: &str, text: &str| Clause { id: id.into(), text: text.into(), ..Clause::default() };
    /// # let corpus = Corpus {
    /// #     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
    /// #     documents: vec![Document::default()],
    /// #     clauses: vec![clause("1", "对就业困难人员给予社会保险补贴。补贴每月三百元。"), clause("2", "增建体育健身步道。")],
    /// #     lexicon: Lexicon {
    /// #         words: vec!["补贴".into()],
    /// #         readings: vec![('补', "bu".into()), ('贴', "tie".into())],
    /// #         ..Lexicon::default()
    /// #     },
    /// #     ..Corpus::default()
    /// # };
    /// # let index = Index::open(&encode(&corpus)?)?;
    /// use policy_engine::{MatchKind, SearchOptions};
    ///
    /// let results = index.search("社会保险补贴", &SearchOptions { limit: 5, ..SearchOptions::default() });
    /// let best = &results.hits[0];
    /// assert_eq!(index.clause(best.clause).id, "1");
    /// assert_eq!(best.why[0], MatchKind::Literal);
    /// // 对就业困难人员给予 are nine characters of three bytes.
    /// assert_eq!(best.highlights.text, [27..45]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn search(&self, input: &str, options: &SearchOptions) -> SearchResults {
        Searcher::new(self).search(input, options)
    }

    /// Where `input` matches in one clause, as a search would mark it there:
    /// the thesaurus, pinyin and corrections help unless `literal`. Costs no
    /// search, only time in the lengths of the two. Ids of another index may
    /// panic.
    ///
    /// # Examples
    /// ```
    /// # use policy_engine::{Clause, Collection, Corpus, Document, Index, Lexicon, encode};
    /// # let clause = |id: &str, text: &str| Clause { id: id.into(), text: text.into(), ..Clause::default() };
    /// # let corpus = Corpus {
    /// #     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
    /// #     documents: vec![Document::default()],
    /// #     clauses: vec![clause("1", "对就业困难人员给予社会保险补贴。补贴每月三百元。"), clause("2", "增建体育健身步道。")],
    /// #     lexicon: Lexicon {
    /// #         words: vec!["补贴".into()],
    /// #         readings: vec![('补', "bu".into()), ('贴', "tie".into())],
    /// #         ..Lexicon::default()
    /// #     },
    /// #     ..Corpus::default()
    /// # };
    /// # let index = Index::open(&encode(&corpus)?)?;
    /// let clause = index.find_clause("2").ok_or("no clause 2")?;
    /// assert_eq!(index.highlights("健身", true, clause).text, [12..18]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn highlights(&self, input: &str, literal: bool, clause: ClauseId) -> Highlights {
        let query = self.parser(literal).parse(input);
        Highlighter::new(self, &query).highlights(self.clause(clause))
    }

    /// Tokens of a text, by the same cut that queries get: (token, is a term).
    /// The tokens put together are the folded text. Costs time in its length.
    ///
    /// # Examples
    /// ```
    /// # use policy_engine::{Clause, Collection, Corpus, Document, Index, Lexicon, encode};
    /// # let clause = |id: &str, text: &str| Clause { id: id.into(), text: text.into(), ..Clause::default() };
    /// # let corpus = Corpus {
    /// #     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
    /// #     documents: vec![Document::default()],
    /// #     clauses: vec![clause("1", "对就业困难人员给予社会保险补贴。补贴每月三百元。"), clause("2", "增建体育健身步道。")],
    /// #     lexicon: Lexicon {
    /// #         words: vec!["补贴".into()],
    /// #         readings: vec![('补', "bu".into()), ('贴', "tie".into())],
    /// #         ..Lexicon::default()
    /// #     },
    /// #     ..Corpus::default()
    /// # };
    /// # let index = Index::open(&encode(&corpus)?)?;
    /// let tokens = index.tokens("每月补贴");
    /// assert_eq!(tokens.iter().map(|it| it.0.as_str()).collect::<String>(), "每月补贴");
    /// assert!(tokens.contains(&("补贴".to_owned(), true)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn tokens(&self, text: &str) -> Vec<(String, bool)> {
        let input = Input::new(&self.postings, text);
        let tokens = self.tokenizer().tokens(&input.ids);
        tokens.into_iter().map(|it| (input.text(&it.range), it.kind == TokenKind::Term)).collect()
    }

    fn tokenizer(&self) -> Tokenizer<'_> {
        let log_size = ln(self.postings.chars().len().max(2) as f32) * LOG2_E;
        Tokenizer {
            alphabet: self.postings.alphabet(),
            vocabulary: &self.vocabulary,
            thesaurus: &self.thesaurus,
            stop_words: &self.stop_words,
            log_size,
        }
    }

    pub(crate) fn phonetic(&self) -> PhoneticMatcher<'_> {
        PhoneticMatcher { text: &self.postings, readings: &self.readings, vocabulary: &self.vocabulary }
    }

    fn parser(&self, literal: bool) -> Parser<'_> {
        let (amounts, leanings) = (&self.corpus().lexicon.amounts, &self.corpus().leanings);
        let (tokenizer, phonetic) = (self.tokenizer(), self.phonetic());
        Parser { tokenizer, phonetic, thesaurus: &self.thesaurus, amounts, leanings, literal }
    }
}

impl<'a> Searcher<'a> {
    /// With the weights this build was fitted to.
    pub fn new(index: &'a Index) -> Self {
        Self { index, weights: Weights::default() }
    }

    /// The index that is searched.
    pub fn index(&self) -> &'a Index {
        self.index
    }

    /// With other weights: for measuring what each is worth.
    pub fn with_weights(self, weights: Weights) -> Self {
        Self { weights, ..self }
    }

    /// The clauses that answer `input`, best first; equal scores go by the
    /// order of the documents. Clauses that hold the whole input as typed come
    /// before all others. Blank input lists all clauses under the filter, in
    /// document order.
    ///
    /// `hits` lists candidates up to the limit even when `confident` is
    /// false; `num_hits` counts those worth showing.
    ///
    /// Costs time in the occurrences of the query's variants.
    pub fn search(&self, input: &str, options: &SearchOptions) -> SearchResults {
        if self.index.postings.normalizer().fold(input).is_empty() {
            return self.browse(options);
        }
        let query = self.index.parser(options.literal).parse(input);
        let scorer = Scorer::new(self.index, &self.weights, &query);
        let woven = if options.literal { None } else { self.weave(input) };
        self.page(&scorer, &query, scorer.candidates(&query), woven.as_ref(), options)
    }

    /// The page of hits that these candidates make. `woven`: what they are to
    /// each of the questions, if there are several.
    pub(crate) fn page(
        &self,
        scorer: &Scorer<'_>,
        query: &Query,
        mut candidates: Vec<Candidate>,
        woven: Option<&Woven>,
        options: &SearchOptions,
    ) -> SearchResults {
        let filter = FacetFilter::new(self.index, &options.filter);
        let shown = candidates.iter().filter(|it| it.is_worth_showing).map(|it| it.clause);
        let counts = filter.count(self.index, shown);
        let unfiltered = if options.filter == Filter::default() { Vec::new() } else { candidates.clone() };
        candidates.retain(|it| filter.passes(self.index.clause(it.clause)));
        let num_hits = num_worth_showing(&candidates);
        let (mut probability, features) = self.rank(scorer, query, &mut candidates, options.limit);
        if let Some(today) = options.today {
            // Those behind them are in no order, and on no page.
            let num_ranked = num_ranked(candidates.len(), options.limit);
            put_behind_successors(self.index, today, &self.weights, &mut candidates[..num_ranked]);
        }
        if let Some(woven) = woven.filter(|_| is_beside_the_words(&candidates)) {
            woven.reorder(&mut candidates);
            probability = probability.max(woven.probability);
        }
        let confident = self.weights.confidence_in(scorer, &candidates).threshold <= probability;
        let is_answered = confident && 0 < num_hits;
        let num_unfiltered = if is_answered { 0 } else { self.num_answering(scorer, query, unfiltered, woven) };
        if options.order == Order::Document {
            candidates.retain(|it| it.is_worth_showing);
            candidates.sort_unstable_by_key(|it| it.clause);
        }
        candidates.truncate(options.limit);
        let highlighter = Highlighter::new(self.index, query);
        let hits = candidates.iter().map(|it| self.hit(it, &highlighter)).collect();
        let related = if confident { Vec::new() } else { related(scorer, query, &self.titles(query, &candidates)) };
        SearchResults {
            hits,
            num_hits,
            num_unfiltered,
            confident,
            probability,
            features,
            corrections: query.corrections.clone(),
            counts,
            related,
            today: options.today,
        }
    }

    /// Puts the best candidates first; how likely they answer the query, and
    /// what speaks for it.
    fn rank(
        &self,
        scorer: &Scorer<'_>,
        query: &Query,
        candidates: &mut [Candidate],
        limit: usize,
    ) -> (f32, [f32; NUM_FEATURES]) {
        scorer.rank(candidates, query, limit);
        let features = features(scorer, query, candidates, self.misses_amount(query, candidates));
        match candidates.first() {
            None => (0.0, features),
            Some(_) if names_another_document(scorer, query) => (0.0, features),
            Some(it) if it.is_literal => (1.0, features),
            Some(_) if names_only_a_document(scorer, query) => (1.0, features),
            // A place that no document has, and figures that no clause holds.
            Some(_) if scorer.lacks_place || query.is_bare_number => (0.0, features),
            Some(_) => (probability(&features, self.weights.confidence_in(scorer, candidates)), features),
        }
    }

    /// Two questions in one are answered as two: what every clause is to the
    /// one that it answers best. `None` for a single question. Costs a search
    /// for each.
    fn weave(&self, input: &str) -> Option<Woven> {
        let parts = questions_in(input);
        if parts.len() < 2 {
            return None;
        }
        let mut woven = Woven { shares: vec![0.0; self.index.postings.num_clauses()], probability: 0.0 };
        for part in parts {
            let query = self.index.parser(false).parse(part);
            let scorer = Scorer::new(self.index, &self.weights, &query);
            let mut found = scorer.candidates(&query);
            woven.probability = woven.probability.max(self.rank(&scorer, &query, &mut found, NUM_WOVEN).0);
            let best = found.first().map_or(1.0, |it| it.score);
            for it in found.iter().take(NUM_WOVEN) {
                let share = &mut woven.shares[it.clause.0 as usize];
                *share = share.max(it.score / best);
            }
        }
        Some(woven)
    }

    /// The folded titles of the best candidates that mean something like the
    /// query. What shares no more than a character with it does not (护照, 维护).
    fn titles(&self, query: &Query, candidates: &[Candidate]) -> Vec<String> {
        let is_near = |it: &&Candidate| {
            NEAR_COVERAGE <= it.coverage || 0.0 < it.coverage && NEAR_LEANING <= query.leaning.of(it.clause)
        };
        let near = candidates.iter().take(NUM_NEAR).filter(is_near);
        near.map(|it| self.index.postings.normalizer().fold(&self.index.clause(it.clause).title)).collect()
    }

    /// How many candidates are worth showing; 0 if they do not answer the
    /// query.
    fn num_answering(
        &self,
        scorer: &Scorer<'_>,
        query: &Query,
        mut candidates: Vec<Candidate>,
        woven: Option<&Woven>,
    ) -> usize {
        let (probability, _) = self.rank(scorer, query, &mut candidates, 1);
        let woven = woven.filter(|_| is_beside_the_words(&candidates));
        let probability = woven.map_or(probability, |it| probability.max(it.probability));
        let threshold = self.weights.confidence_in(scorer, &candidates).threshold;
        if threshold <= probability { num_worth_showing(&candidates) } else { 0 }
    }

    fn hit(&self, it: &Candidate, highlighter: &Highlighter<'_>) -> Hit {
        let highlights = highlighter.highlights(self.index.clause(it.clause));
        Hit { clause: it.clause, score: it.score, why: it.why.list(), highlights }
    }

    /// Whether an amount is asked for and none of the first candidates holds one.
    fn misses_amount(&self, query: &Query, candidates: &[Candidate]) -> bool {
        let Some(units) = &query.units else { return false };
        let least = candidates.first().map_or(0.0, |it| it.coverage * MIN_SHARE_OF_FIRST);
        let mut first = candidates.iter().take(NUM_AMOUNTS).filter(|it| least <= it.coverage);
        !first.any(|it| it.is_literal || holds_amount(&self.index.postings, it.clause, units))
    }

    fn browse(&self, options: &SearchOptions) -> SearchResults {
        let all = (0..self.index.corpus().clauses.len() as u32).map(ClauseId);
        let filter = FacetFilter::new(self.index, &options.filter);
        let passing: Vec<ClauseId> = all.clone().filter(|it| filter.passes(self.index.clause(*it))).collect();
        let hit = |it: &ClauseId| Hit { clause: *it, score: 0.0, why: Vec::new(), highlights: Default::default() };
        SearchResults {
            hits: passing.iter().take(options.limit).map(hit).collect(),
            num_hits: passing.len(),
            num_unfiltered: if passing.is_empty() { all.len() } else { 0 },
            confident: true,
            probability: 1.0,
            counts: filter.count(self.index, all),
            today: options.today,
            ..SearchResults::default()
        }
    }
}

/// Whether there are candidates and none holds the whole query as typed.
fn is_beside_the_words(candidates: &[Candidate]) -> bool {
    candidates.first().is_some_and(|it| !it.is_literal)
}

fn num_worth_showing(candidates: &[Candidate]) -> usize {
    candidates.iter().filter(|it| it.is_worth_showing).count()
}

/// Candidates that are looked at for an amount: those a reader sees at once.
const NUM_AMOUNTS: usize = 3;
/// A clause that covers less than this share of what the first covers is
/// about something else, whatever amounts it holds.
const MIN_SHARE_OF_FIRST: f32 = 0.8;

/// Whether the query names a 文号 that is that of no document, and that no
/// clause cites.
fn names_another_document(scorer: &Scorer<'_>, query: &Query) -> bool {
    let Some(number) = &query.document_number else { return false };
    let text = scorer.clauses.text();
    // The last characters of the office are enough to tell whose it is.
    let office: Vec<char> = number.office.chars().collect();
    let office: String = office[office.len().saturating_sub(2)..].iter().collect();
    let is_cited = number.year.is_some() && text.encode(&(office + &number.tail)).is_some_and(|it| text.holds(&it));
    !is_cited && !scorer.clauses.has_document(number)
}

/// Whether the query is the 文号 of a document and nothing else.
fn names_only_a_document(scorer: &Scorer<'_>, query: &Query) -> bool {
    let is_inside = |range: &Range<usize>| query.terms.iter().all(|it| inside_of(range, &it.range));
    query.document_number.as_ref().is_some_and(|it| is_inside(&it.range) && scorer.clauses.has_document(it))
}

/// Words of the titles of what is near, those of most titles first, then the
/// commonest: somewhere to go when nothing answers.
fn related(scorer: &Scorer<'_>, query: &Query, titles: &[String]) -> Vec<String> {
    let (text, vocabulary) = (scorer.clauses.text(), scorer.clauses.vocabulary());
    // Words with the titles they are in, and the last of these.
    let mut words: Vec<(usize, usize, usize)> = Vec::new();
    for (number, title) in titles.iter().enumerate() {
        let chars: Vec<CharId> = title.chars().map(|it| text.id(it)).collect();
        vocabulary.each_in(&chars, |at| match words.iter_mut().find(|it| it.0 == at) {
            Some(word) if word.2 == number => {}
            Some(word) => (word.1, word.2) = (word.1 + 1, number),
            None => words.push((at, 1, number)),
        });
    }
    let mut found: Vec<(usize, u8, String)> = Vec::new();
    for (at, num_titles, _) in words {
        let it = vocabulary.word(at);
        let is_typed = query.terms.iter().any(|term| term.typed == it.chars);
        if 1 < it.chars.len() && 1 < it.value && !is_typed {
            found.push((num_titles, it.value, text.decode(it.chars)));
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().take(MAX_RELATED).map(|it| it.2).collect()
}

/// What the clauses are to each of several questions.
pub(crate) struct Woven {
    /// Per clause: its score against the best, for the question it fits best.
    shares: Vec<f32>,
    /// How likely one of the questions is answered.
    probability: f32,
}

impl Woven {
    /// What answers one of the questions best comes first, whatever it has to
    /// do with the others.
    fn reorder(&self, candidates: &mut [Candidate]) {
        let best = candidates.first().map_or(0.0, |it| it.score);
        candidates.iter_mut().for_each(|it| it.score = WHOLE * it.score + best * self.shares[it.clause.0 as usize]);
        candidates.sort_unstable_by(Candidate::order);
    }
}

/// The questions in an input of several, each with enough characters to be
/// one.
fn questions_in(input: &str) -> Vec<&str> {
    let parts = input.split(['？', '?', '；', ';']).map(str::trim);
    parts.filter(|it| MIN_QUESTION_CHARS <= it.chars().count()).take(MAX_QUESTIONS).collect()
}

/// What is shorter goes with what stands beside it: 对吗？
const MIN_QUESTION_CHARS: usize = 5;
/// More are not looked at one by one: each costs a search.
const MAX_QUESTIONS: usize = 3;
/// Clauses of one question that are set against those of another.
const NUM_WOVEN: usize = 20;
/// What the whole input counts beside its questions.
const WHOLE: f32 = 0.3;
/// Clauses whose titles are looked at.
const NUM_NEAR: usize = 5;
/// What a clause covers at least, or how far the query leans to it, to be near.
const NEAR_COVERAGE: f32 = 0.3;
const NEAR_LEANING: f32 = 1.0;
const MAX_RELATED: usize = 6;
