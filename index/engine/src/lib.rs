//! policy-engine: finds the clause that answers a question.
//!
//! No I/O, no clock, no threads, no browser: bytes in, ranges and numbers
//! out, natively and as WebAssembly alike. The build step (`policy-index`)
//! fills a [`Corpus`]; the page shows what [`Index::search`] returns.
//!
//! ```
//! use policy_engine::{Clause, Collection, Corpus, Document, Index, encode};
//!
//! let clause = |id: &str, text: &str| Clause { id: id.into(), text: text.into(), ..Clause::default() };
//! let corpus = Corpus {
//!     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
//!     documents: vec![Document { number: "柳政办〔2022〕22号".into(), ..Document::default() }],
//!     clauses: vec![clause("1", "对就业困难人员给予社会保险补贴。"), clause("2", "增建体育健身步道。")],
//!     ..Corpus::default()
//! };
//! let index = Index::open(&encode(&corpus)?)?;
//! let results = index.search("保险补贴", &Default::default());
//! assert_eq!(index.clause(results.hits[0].clause).id, "1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Writing (`encode`) is the feature `write`: a browser only reads.
//!
//! Each module answers one question and uses only those above it:
//!
//! - [`model`]: what is a clause?
//! - [`text`]: when are two characters the same, and how do they sound?
//! - [`mod@format`]: which bytes is an index file made of?
//! - [`mod@index`]: where does a string occur, and which words are there?
//! - [`query`]: what was meant?
//! - [`rank`]: which clause comes first, and is it an answer?
//! - [`search`]: what comes back?
//! - `library` (a feature): how are more clauses searched than one file can hold?
//!
//! Deliberately absent: a dictionary (the terms FST is the dictionary), HTML
//! (highlights are ranges), errors after [`Index::open`] (reads cannot fail).
//!
//! | word | means |
//! |---|---|
//! | clause | the unit found and shown (条、款、项) |
//! | token, term | a stretch of text; what is indexed, after folding |
//! | pattern | a folded string looked up in the text |
//! | term | a part of a query with the variants that express it |
//! | hit | a clause that matched, with its score |
#![warn(unreachable_pub)]

pub mod format;
pub mod index;
#[cfg(feature = "library")]
pub mod library;
pub mod model;
pub mod query;
pub mod rank;
pub mod search;
pub mod text;

#[cfg(feature = "write")]
pub use format::error::EncodeError;
pub use format::error::FormatError;
pub use format::layout::{MAGIC, VERSION, sections};
#[cfg(feature = "write")]
pub use format::learned::{attach_learned, detach_learned};
pub use index::index::Index;
pub use index::opening::Opening;
#[cfg(feature = "write")]
pub use index::term_writer::index_terms;
#[cfg(feature = "write")]
pub use index::writer::encode;
#[cfg(all(feature = "library", feature = "write"))]
pub use library::write::{
    root_writer::change_root,
    writer::{LibraryFile, LibraryWriter},
};
#[cfg(feature = "library")]
pub use library::{
    error::LibraryError,
    files::file_id::{FileId, FileKind, LIBRARY_VERSION, Place},
    files::root::LIBRARY_MAGIC,
    library::Library,
    search::{LibraryAnswer, LibraryPage},
};
pub use model::citation::marked_title;
pub use model::corpus::{
    Amount, Clause, ClauseForm, ClauseId, Collection, Corpus, Document, Facet, FacetId, FacetValue, Latent, Lexicon,
    PlainNote, Questions, Synonym,
};
pub use model::day::Day;
pub use model::heading::{Heading, HeadingId, Number, NumberKind, ancestors};
pub use model::leanings::{
    Bucket, Leanings, MAX_DOUBT, MAX_STEPS, NUM_BUCKETS, PAIR, PAIR_WEIGHT, buckets_of, pairs_of,
};
pub use model::terms::{Change, Later, Terms};
pub use model::validity::{State, Validity};
pub use query::match_kind::{Correction, MatchKind};
pub use rank::weights::{Confidence, FEATURES, Weights};
pub use search::json;
pub use search::results::{FacetCounts, Filter, Highlights, Hit, Order, SearchOptions, SearchResults, Suggestion};
pub use search::searcher::Searcher;
pub use search::snippet::{Snippet, snippet, snippet_around};
pub use text::normalizer::fold;
pub use text::{normalizer, pinyin};

/// The example of the repository's README compiles and finds what it says.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
