//! What do the files of a library look like, byte by byte? Each is read and written here; what their contents mean is for
//! the rooms around.
//!
//! ```text
//! root          what a query needs to be understood, and which release of every file counts      (`root`)
//! p/17/4471.12  lists of words and characters: clauses by how much they hold                      (`chunk`, `list`)
//! q/3/811.12    lists of the pairs of characters that are no words                                (`pairs`, `list`)
//! r/…  x/…      what did not fit those lists, under the same number
//! t/40/10241.9  the text of some clauses that follow each other                                   (`block`)
//! i/0/12.9      which clause has an id                                                            (`ids`)
//! s/0/0.12      readings of characters, fetched when letters are typed or a slip is looked into
//! m/0/0.12      the documents
//! f/0/3.12      which clauses have a value of a facet, fetched when it is chosen                  (`facet_set`)
//! l/0/7.12      which clauses some characters of questions lean to, as in the index file
//! ```
//!
//! The folder is the number of a file / 256, what follows the point the release in which it was last written. A packed
//! library, for hosts that limit the number of files, has `pack/p.12` in place of all files of a kind that one release
//! wrote, one behind the other. Every file begins and ends as `file` draws it; the root so:
//!
//! ```text
//! +------------+--------------+--------------+------------------+-------------------+------+-----+----------+
//! | "PLLB" [4] | version: u16 | release: u16 | num_clauses: u32 | lengths: 13 × u32 | head | ... | crc: u32 |
//! +------------+--------------+--------------+------------------+-------------------+------+-----+----------+
//!
//! 0 head         nine measures (numbers) | a bit per pair of letters
//! 1 alphabet     characters, ascending; those that came later | ⌊log2(1 + occurrences)⌋, a byte each
//! 2 words        how many | shared with the word before, a byte each | characters that follow | ⌊log2⌋ | places of them
//! 3 files        entries per file of words | per kind of file: (how many, release) …; release 0 is no file
//! 4 runs         where documents begin | per document: its number less that of the one before and one, its collection
//!                | where headings, rows begin | withdrawn
//! 5 collections  data version, collections, facet values, as in the index file
//! 6 stop_words   as in the index file
//! 7 variants     of characters, as in the index file
//! 8 thesaurus    per group: how many words, how many keys | all words | all weights | all keys
//! 9 asked        words of questions: how many clauses each is used for | the words
//! 10 facets      per value of a facet: clauses that have it
//! 11 leanings    what a step is worth, and one of doubt | numbers of characters (`buckets_of`) per file; 0 if none lean
//!                | where documents begin and end that nobody asked for
//! 12 packs       nothing, or of a packed library per kind and file: bytes of its pack that no file before it names,
//!                bytes of the file
//! ```
//!
//! The parts are packed (`packing`). Integers are little-endian, `numbers` LEB128; texts are rows of
//! pieces by rank in one to three bytes (`pieces`).
//! Whatever the bytes of a file are, reading them is an error or a file: no list is longer than eight times its bytes.

pub(crate) mod bits;
pub(crate) mod block;
pub(crate) mod chunk;
pub(crate) mod facet_set;
pub(crate) mod file;
pub mod file_id;
pub(crate) mod ids;
pub(crate) mod list;
pub(crate) mod packing;
pub(crate) mod pairs;
pub(crate) mod pieces;
pub mod root;
