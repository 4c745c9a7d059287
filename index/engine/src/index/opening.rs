//! How does an index open: at once, or in steps while a page goes on living?

use crate::format::error::FormatError;
use crate::index::index::Index;
use crate::index::postings::Postings;
use crate::index::reader::{self, Decoded};

impl Index {
    /// Opens the bytes of an index file.
    ///
    /// Costs a few milliseconds for three documents: it reads everything and
    /// derives the pairs of characters and the list of words. Takes at most 64
    /// times the length of the file in memory, and a megabyte for tables.
    ///
    /// # Errors
    /// [`FormatError`] for anything that is not an undamaged index of this
    /// format. Bytes under a right checksum may open although nobody wrote
    /// them; whatever they are, nothing panics, here or later.
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
    /// let bytes = encode(&corpus)?;
    /// assert_eq!(Index::open(&bytes)?.corpus().clauses.len(), 2);
    /// let cut_off = Index::open(&bytes[..100]).err().map(|it| it.to_string());
    /// assert!(cut_off.is_some_and(|it| it.contains("cut off")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn open(bytes: &[u8]) -> Result<Self, FormatError> {
        Opening::new(bytes)?.finish()
    }
}

/// An index that is opened in three steps of about the same length, so that a
/// page can draw and hear between them. [`Index::open`] is all three at once.
pub struct Opening {
    decoded: Decoded,
    text: Option<Postings>,
}

impl Opening {
    /// The first step: reads the bytes of an index file.
    ///
    /// # Errors
    /// As [`Index::open`].
    ///
    /// # Examples
    /// ```
    /// # use policy_engine::{Clause, Collection, Corpus, Document, Opening, encode};
    /// # let corpus = Corpus {
    /// #     collections: vec![Collection { id: "jobs".into(), name: "就业".into(), examples: vec![] }],
    /// #     documents: vec![Document::default()],
    /// #     clauses: vec![Clause { id: "1".into(), text: "增建体育健身步道。".into(), ..Clause::default() }],
    /// #     ..Corpus::default()
    /// # };
    /// let mut opening = Opening::new(&encode(&corpus)?)?;
    /// opening.link()?;
    /// assert_eq!(opening.finish()?.corpus().clauses.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(bytes: &[u8]) -> Result<Self, FormatError> {
        Ok(Self { decoded: reader::decode(bytes)?, text: None })
    }

    /// The second step: makes the texts searchable.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn link(&mut self) -> Result<(), FormatError> {
        self.text = Some(self.decoded.text()?);
        Ok(())
    }

    /// The third step, and the second where it was left out.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn finish(self) -> Result<Index, FormatError> {
        let Self { decoded, text } = self;
        let text = match text {
            Some(text) => text,
            None => decoded.text()?,
        };
        let thesaurus = decoded.thesaurus(&text)?;
        Ok(Index::of(decoded.corpus, &decoded.terms, text, thesaurus))
    }
}
