//! What the build step hands over and the page shows: documents, clauses,
//! facets, plain notes and the lexicon. Plain data, no behaviour beyond
//! look-ups; how it lies in the file is `format`'s business.

use serde::Serialize;

/// Place of a clause in [`Corpus::clauses`]; document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ClauseId(pub u32);

/// Place of a facet value in [`Corpus::facets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FacetId(pub u16);

/// Everything that is compiled into one index file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// First 12 hex digits of a hash over all inputs; shown as 数据版本.
    pub data_version: String,
    /// The named sets of clauses, in the order their tiles are shown.
    pub collections: Vec<Collection>,
    /// The documents, in the order of their clauses.
    pub documents: Vec<Document>,
    /// Every value of every facet; clauses point here by [`FacetId`].
    pub facets: Vec<FacetValue>,
    /// The clauses, in document order.
    pub clauses: Vec<Clause>,
    /// What the search needs to know about words.
    pub lexicon: Lexicon,
    /// What was learned from the clauses; empty for few.
    pub latent: Latent,
}

/// Phrases that ask for an amount, and the units of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// What people type, folded.
    pub asked: Vec<String>,
    /// What follows the number, folded; nothing if no amount is meant after
    /// all.
    pub units: Vec<String>,
}

/// Directions of terms and clauses in a space of few dimensions; like means
/// like. Only the ratio of the numbers of a row counts, not their size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latent {
    /// Numbers per row; 0 if nothing was learned.
    pub num_dims: usize,
    /// A row per term of the index, in the order of
    /// [`index_terms`](crate::index_terms).
    pub words: Vec<i8>,
    /// A row per clause.
    pub clauses: Vec<i8>,
}

/// A named set of clauses: `rehab`, `employment`, `fitness`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Collection {
    /// Short name used in links and the API.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Questions offered on the start page, in plain words.
    pub examples: Vec<String>,
}

/// A published document and what its citation needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Document {
    /// 文号, as printed: `柳政办〔2022〕31号`.
    pub number: String,
    /// Title without 书名号.
    pub title: String,
    /// The office that issued it.
    pub issuer: String,
    /// Date of issue, `2022-04-15`; empty if unknown.
    pub date: String,
    /// Where it was published: `2024年第5期`; empty if unknown.
    pub gazette: String,
    /// First page in the gazette; 0 if unknown.
    pub first_page: u32,
    /// First and last year the document says it plans for.
    pub period: Option<(u16, u16)>,
}

/// What shape of text a clause was taken from; the page sets rows and
/// paragraphs differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum ClauseForm {
    /// A numbered item.
    #[default]
    Item = 0,
    /// A paragraph without a number.
    Paragraph = 1,
    /// A row of a table.
    Row = 2,
    /// An item inside a 专栏.
    Box = 3,
    /// An entry of a glossary.
    Term = 4,
    /// The document's title, covering note or preamble.
    Front = 5,
}

/// The unit that is found and shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clause {
    /// `2022-31-4-1`; unique in the whole index.
    pub id: String,
    /// Place in [`Corpus::collections`].
    pub collection: u16,
    /// Place in [`Corpus::documents`].
    pub document: u16,
    /// Printed headings, outermost first, without the document.
    pub path: Vec<String>,
    /// A part of `text` (or of the innermost heading) to call it by.
    pub title: String,
    /// The official words, complete.
    pub text: String,
    /// Shape in the source.
    pub form: ClauseForm,
    /// Audiences, kinds and departments, ascending.
    pub facets: Vec<FacetId>,
    /// The plain-language note, if there is one.
    pub plain: Option<PlainNote>,
}

/// 便民说明: what a clause says, in everyday words. Never official.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlainNote {
    /// One sentence.
    pub summary: String,
    /// 谁可以
    pub who: String,
    /// 能得到什么
    pub what: String,
    /// 找谁
    pub contact: String,
    /// The official who checked it; empty while nobody has.
    pub reviewed_by: String,
}

/// What a facet value belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Facet {
    /// 适用人群
    Audience = 0,
    /// 事项类别
    Kind = 1,
    /// 责任部门
    Department = 2,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The facet.
    pub facet: Facet,
    /// Short name shown: `市残联`.
    pub name: String,
    /// Full name, or empty where there is no other: `柳州市残疾人联合会`.
    pub long_name: String,
}

/// One line of the thesaurus: who types `from` also means `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonym {
    /// What people type, folded.
    pub from: String,
    /// What the documents say, folded; empty for what they do not settle.
    pub to: String,
    /// How much of a literal match it is worth, in percent (1..=100).
    pub weight: u8,
}

/// What the search needs to know about words. All strings are folded
/// (see `normalize`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    /// Words of the corpus and of the thesaurus, sorted, without duplicates:
    /// they become the terms FST.
    pub words: Vec<String>,
    /// Everyday words to official words.
    pub synonyms: Vec<Synonym>,
    /// Question words and politeness that carry no meaning in a query.
    pub stop_words: Vec<String>,
    /// How amounts are asked for.
    pub amounts: Vec<Amount>,
    /// Readings of characters, toneless, most usual first: `('行', "xing hang")`.
    pub readings: Vec<(char, String)>,
    /// Traditional or variant character to the one the documents use.
    pub variants: Vec<(char, char)>,
}
