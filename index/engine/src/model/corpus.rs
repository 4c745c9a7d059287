//! What the build step hands over and the page shows: documents, clauses,
//! facets, plain notes and the lexicon. Plain data, no behaviour beyond
//! look-ups; the bytes of the file are defined in `format`.

use std::ops::Range;

use serde::Serialize;

use crate::model::day::Day;
use crate::model::heading::{Heading, HeadingId, Number, ancestors};
use crate::model::leanings::Leanings;
use crate::model::terms::Terms;

/// Index of a clause in [`Corpus::clauses`]; document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ClauseId(pub u32);

/// Index of a facet value in [`Corpus::facets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FacetId(pub u16);

/// Everything that is compiled into one index file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corpus {
    /// First 12 hex digits of a hash over all inputs; it tells two builds apart.
    pub data_version: String,
    /// The named sets of clauses, in the order their tiles are shown.
    pub collections: Vec<Collection>,
    /// The documents, in the order of their clauses.
    pub documents: Vec<Document>,
    /// Every value of every facet; clauses point here by [`FacetId`].
    pub facets: Vec<FacetValue>,
    /// The headings, in document order; clauses point here by [`HeadingId`].
    pub headings: Vec<Heading>,
    /// The clauses, in document order.
    pub clauses: Vec<Clause>,
    /// What the search needs to know about words.
    pub lexicon: Lexicon,
    /// What was learned from the clauses; empty for few.
    pub latent: Latent,
    /// What was learned from the questions people ask; empty without them.
    pub leanings: Leanings,
}

impl Corpus {
    /// Every text that is shown or looked up, but for the words and synonyms
    /// of the lexicon. Titles mostly repeat a part of a text, yet are given.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let collections = self.collections.iter().flat_map(|it| [&it.id, &it.name].into_iter().chain(&it.examples));
        let documents = self.documents.iter().flat_map(|it| {
            let words = [&it.number, &it.title, &it.issuer, &it.date, &it.gazette, &it.made, &it.kind, &it.terms.basis];
            words.into_iter().chain(&it.other_numbers).chain(it.terms.later.iter().map(|it| &it.name))
        });
        let facets = self.facets.iter().flat_map(|it| [&it.name, &it.long_name]);
        let headings = self.headings.iter().flat_map(|it| it.columns.iter().chain([&it.text]));
        let clauses = self.clauses.iter().flat_map(|it| [&it.id, &it.title, &it.text]);
        let notes = self.clauses.iter().filter_map(|it| it.plain.as_ref());
        let notes = notes.flat_map(|it| [&it.summary, &it.who, &it.what, &it.contact, &it.reviewed_by]);
        let questions = self.clauses.iter().flat_map(|it| &it.questions.asked);
        let amounts = self.lexicon.amounts.iter().flat_map(|it| it.asked.iter().chain(&it.units));
        let asked = self.lexicon.asked_words.iter().map(|it| &it.0);
        let words = self.lexicon.stop_words.iter().chain(amounts).chain(asked);
        let shown = [&self.data_version].into_iter().chain(collections).chain(documents).chain(facets);
        shown.chain(headings).chain(clauses).chain(notes).chain(questions).chain(words).map(String::as_str)
    }

    /// A heading. Ids of another corpus may panic: keep them with their corpus.
    pub fn heading(&self, id: HeadingId) -> &Heading {
        &self.headings[id.0 as usize]
    }

    /// A heading and those above it, innermost first. Costs time in its depth.
    pub fn ancestors(&self, innermost: Option<HeadingId>) -> impl Iterator<Item = (HeadingId, &Heading)> {
        ancestors(&self.headings, innermost)
    }

    /// The words of the headings a clause belongs to, outermost first, without
    /// the document and without the labels of columns.
    pub fn path(&self, clause: &Clause) -> Vec<&str> {
        let words = self.ancestors(clause.heading).map(|(_, it)| it.text.as_str());
        let mut path: Vec<&str> = words.filter(|it| !it.is_empty()).collect();
        path.reverse();
        path
    }

    /// The table a row belongs to: the innermost heading with columns.
    pub fn table_of(&self, clause: &Clause) -> Option<HeadingId> {
        self.ancestors(clause.heading.filter(|_| !clause.cells.is_empty()))
            .find(|(_, it)| !it.columns.is_empty())
            .map(|(id, _)| id)
    }

    /// The labels of the columns of a row's table; empty for all other clauses.
    pub fn columns(&self, clause: &Clause) -> &[String] {
        self.table_of(clause).map_or(&[], |id| &self.heading(id).columns)
    }
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
/// like. The longer the row of a term, the more it counts in a question; of
/// the rows of clauses only the ratio of the numbers counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Latent {
    /// Numbers per row; 0 if nothing was learned.
    pub num_dims: usize,
    /// What a clause in exactly the direction of a question earns, in percent
    /// of the best that words earn.
    pub weight_percent: u8,
    /// A row per term of the index, in the order of
    /// `index_terms`.
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// 文号, as printed: `柳政办〔2022〕31号`; for a document without one its title
    /// in 书名号.
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
    /// Which of its text is not of the original, a sentence a line:
    /// `文中的自动编号由导入软件补出`. Behind a tab the clauses that hold such text, by
    /// the beginning of their ids and the rest of each. Without them it is every
    /// clause of the kind: those with a number, or the rows. Empty if all is of
    /// the original.
    pub made: String,
    /// First and last year the document says it plans for.
    pub period: Option<(u16, u16)>,
    /// 规章, 规范性文件, 规划, 通知, 公告, 清单, 问答, 办事指南, 解读; empty if unknown.
    pub kind: String,
    /// Further numbers: 令号, 统一编号.
    pub other_numbers: Vec<String>,
    /// Day it was published.
    pub published: Option<Day>,
    /// What it says of its validity, and what later documents do.
    pub terms: Terms,
    /// Index in [`Corpus::documents`] of the document it explains, if it is a 解读.
    pub explains: Option<u16>,
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
    /// Index in [`Corpus::collections`].
    pub collection: u16,
    /// Index in [`Corpus::documents`].
    pub document: u16,
    /// The innermost printed heading it belongs to.
    pub heading: Option<HeadingId>,
    /// Its own printed number.
    pub number: Option<Number>,
    /// A part of `text` (or of the innermost heading) to call it by.
    pub title: String,
    /// The official words, complete; the cells of a row are parted by tabs.
    pub text: String,
    /// The cells of a row, as byte ranges of `text`; empty for all others.
    pub cells: Vec<Range<usize>>,
    /// Shape in the source.
    pub form: ClauseForm,
    /// Audiences, kinds and departments, ascending.
    pub facets: Vec<FacetId>,
    /// The plain-language note, if there is one.
    pub plain: Option<PlainNote>,
    /// How people ask for it.
    pub questions: Questions,
}

impl Clause {
    /// Makes a row of these cells: sets the text and the range of each cell.
    ///
    /// # Examples
    /// ```
    /// let mut row = policy_engine::Clause::default();
    /// row.set_cells(["补贴", "300元"]);
    /// assert_eq!((row.text.as_str(), &row.cells[..]), ("补贴\t300元", &[0..6, 7..13][..]));
    /// ```
    pub fn set_cells<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        self.text.clear();
        self.cells.clear();
        for (at, cell) in cells.into_iter().enumerate() {
            self.text.push_str(if at == 0 { "" } else { "\t" });
            let start = self.text.len();
            self.text.push_str(cell);
            self.cells.push(start..self.text.len());
        }
    }
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

/// 相似问: how people ask for what a clause says. Never official, and never
/// shown as the document's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// A few that are offered while typing.
    pub asked: Vec<String>,
    /// What the others teach: words of theirs that the clause lacks, folded,
    /// ascending.
    pub words: Vec<String>,
}

impl Questions {
    /// Nobody asks.
    pub fn is_empty(&self) -> bool {
        self.asked.is_empty() && self.words.is_empty()
    }
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
    /// Words of questions, ascending, with how many clauses are asked for in
    /// them: what many things are asked in tells little (公司, 孩子).
    pub asked_words: Vec<(String, u32)>,
    /// Readings of characters, toneless, most usual first: `('行', "xing hang")`.
    pub readings: Vec<(char, String)>,
    /// Traditional or variant character to the one the documents use.
    pub variants: Vec<(char, char)>,
}
