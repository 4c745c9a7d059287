//! policy-engine: finds the clause that answers a question.
//!
//! No I/O, no clock, no threads, no browser: bytes in, ranges and numbers
//! out, natively and as WebAssembly alike. The build step (`policy-index`)
//! fills a [`Corpus`]; the page shows what [`Index::search`] returns.
//!
//! Where to find what, in reading order:
//!
//! - `model`: what is a clause? · `page`: what comes back from a search?
//! - `index`: how is it opened? · `format`: how does it lie in the file? · `bytes`, `pieces`: and each number, each text? · `error`: why not?
//! - `normalize`: when are two characters the same?
//! - `terms`, `vocabulary`, `segment`: where does a word end?
//! - `text`: where does a string stand? (pairs of characters, postings)
//! - `pinyin`, `spelling`, `decode`: what sounds like this?
//! - `numeral`, `amount`, `thesaurus`, `query`, `correct`: what was meant?
//! - `score`, `power`, `context`, `near`, `latent`, `search`, `facet`: which clauses, in which order, how many?
//! - `highlight`, `snippet`, `suggest`, `json`: how is it shown? · `validity`: is it still in force?
//!
//! Deliberately absent: a dictionary (the terms FST is the dictionary), HTML
//! (highlights are ranges), errors after [`Index::open`] (reads cannot fail).
//!
//! | word | means |
//! |---|---|
//! | clause | the unit found and shown (条、款、项) |
//! | token, term | a stretch of text; what is indexed, after folding |
//! | pattern | a folded string looked up in the text |
//! | concept | a part of a query with the patterns that express it |
//! | hit | a clause that matched, with its score |

mod amount;
mod bytes;
mod context;
mod correct;
mod decode;
mod error;
mod facet;
mod format;
mod highlight;
mod index;
pub mod json;
mod latent;
mod model;
mod near;
pub mod normalize;
mod numeral;
mod page;
mod pieces;
pub mod pinyin;
mod power;
mod query;
pub mod score;
mod search;
mod segment;
mod snippet;
mod spelling;
mod suggest;
mod terms;
mod text;
mod thesaurus;
mod validity;
mod vocabulary;

pub use error::{EncodeError, FormatError};
pub use format::{MAGIC, VERSION, encode, sections};
pub use index::Index;
pub use latent::index_terms;
pub use model::{
    Amount, Clause, ClauseForm, ClauseId, Collection, Corpus, Document, Facet, FacetId, FacetValue, Latent, Lexicon,
    PlainNote, Synonym,
};
pub use normalize::fold;
pub use page::{Correction, FacetCounts, Filter, Highlights, Hit, Order, SearchOptions, SearchPage, Suggestion, Why};
pub use snippet::{Snippet, snippet};
pub use validity::Validity;
