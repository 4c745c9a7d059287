//! What is wrong with an input, where, and what to do about it. Plain data: how an
//! error looks on a terminal is decided in `cli`.

use std::fmt;
use std::ops::Range;

/// The result of every step of the build.
pub type Result<T> = std::result::Result<T, Box<IndexError>>;

/// What kind of thing is wrong; tests and callers tell errors apart by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file is not there or cannot be read.
    MissingFile,
    /// A file cannot be written.
    Unwritable,
    /// A file is not UTF-8.
    InvalidUtf8,
    /// A file is not the TOML, JSON or list it should be.
    Syntax,
    /// A document names a collection that does not exist.
    UnknownCollection,
    /// An entry names a document that does not exist.
    UnknownDocument,
    /// An entry names a clause that does not exist.
    UnknownClause,
    /// A clause is given a facet value that no rule file lists.
    UnknownFacet,
    /// First and last line do not hold the document they should.
    BadLines,
    /// Two clauses have one id.
    DuplicateId,
    /// A list has an entry twice.
    DuplicateEntry,
    /// The words of an erratum, move or pin occur nowhere, or more than once.
    NoSuchText,
    /// A plain note was written for words that have changed.
    StaleNote,
    /// The parts do not add up to the whole.
    Accounting,
    /// The engine refuses what it was given.
    Engine,
    /// A key or signature is not right.
    Signature,
}

impl Kind {
    /// What is wrong and what to do about it, for an editor who reads no English.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::MissingFile => "找不到文件或读不了，请核对文件名和读取权限",
            Self::Unwritable => "写不进文件，请检查写入权限和磁盘空间",
            Self::InvalidUtf8 => "文件不是 UTF-8 编码，请另存为 UTF-8",
            Self::Syntax => "这一处写法不对，请照旁边的条目改好",
            Self::UnknownCollection => "没有这个栏目，请核对 id，或先写一段 [[collection]]",
            Self::UnknownDocument => "没有这份文件，请核对文号",
            Self::UnknownClause => "没有这个条款，请核对编号",
            Self::UnknownFacet => "词表里没有这个归类，请核对名称",
            Self::BadLines => "首行或末行对不上这份文件，请核对行号",
            Self::DuplicateId => "两条条款用了同一个编号，请改其中一个",
            Self::DuplicateEntry => "同一项写了两遍，请删去一个",
            Self::NoSuchText => "要改的字在正文里找不到，或者不止一处，请照原文写全",
            Self::StaleNote => "条款的原文改了，请重写便民说明，再更新 text_hash",
            Self::Accounting => "字数对不上，请对照原件核对",
            Self::Engine => "索引做不成或打不开，请用这个版本的 policy-index 重新编译",
            Self::Signature => "密钥或签名不对，请核对是哪一把钥匙",
        }
    }
}

/// An error and where in the input it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexError {
    /// What kind of error.
    pub kind: Kind,
    /// What is wrong, with file and line where there are any.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: String,
    /// The text around it.
    pub excerpt: Option<Excerpt>,
}

/// A text with some ranges of it pointed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Name of the file.
    pub name: String,
    /// The whole text of the file, or as much as is worth showing.
    pub text: String,
    /// Byte ranges of `text`, each with a word about it.
    pub labels: Vec<(Range<usize>, String)>,
}

impl IndexError {
    /// An error that is in no text.
    pub fn new(kind: Kind, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, message: message.into(), help: help.into(), excerpt: None }
    }

    /// Shows `text` of file `name` around `range_bytes`.
    #[must_use]
    pub fn at(self, name: &str, text: &str, range_bytes: Range<usize>, label: &str) -> Self {
        self.at_all(name, text, [(range_bytes, label)])
    }

    /// Shows several byte ranges of one file.
    #[must_use]
    pub fn at_all<'a>(
        mut self,
        name: &str,
        text: &str,
        ranges: impl IntoIterator<Item = (Range<usize>, &'a str)>,
    ) -> Self {
        let labels = ranges.into_iter().map(|(range, label)| (range, label.to_owned())).collect();
        self.excerpt = Some(Excerpt { name: name.to_owned(), text: text.to_owned(), labels });
        self
    }

    /// The error as `Err`.
    ///
    /// # Errors
    /// Always.
    pub fn fail<T>(self) -> Result<T> {
        Err(Box::new(self))
    }
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for IndexError {}
