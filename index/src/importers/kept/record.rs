//! `document.toml` in the folder of an imported document: its facts, each with
//! where it was read, and the account of its characters.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::source::Source;
use crate::toml_file::parse_toml;

/// Folder of the documents, under the root.
pub const CORPUS: &str = "corpus";
/// Name of the file in the document's folder.
pub const RECORD: &str = "document.toml";
/// The text made from the original: one paragraph a line, cells parted by tabs.
pub const SOURCE: &str = "source.txt";
/// Line of the source, its place in the original, how it is set, and which of its characters the importer made.
pub const MAP: &str = "map.tsv";
/// How a line of the map is set that is bold, or a heading of the page or the writer's program.
pub const STRONG: &str = "strong";

/// Everything known of an imported document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Beginning of its clauses' ids and name of its folder, `jzbg-2025-7`.
    pub id: String,
    /// Id of its collection, empty while nobody has decided.
    #[serde(default)]
    pub collection: String,
    /// 试行, 暂行
    #[serde(default)]
    pub trial: bool,
    /// Lines of the source before the text: number, title, date.
    #[serde(default)]
    pub head_lines: usize,
    /// The bytes as received.
    pub original: Original,
    /// What it says of itself.
    #[serde(flatten)]
    pub facts: Facts,
    /// Where the original's characters went.
    pub characters: Characters,
    /// What an editor should decide.
    #[serde(default, rename = "problem")]
    pub problems: Vec<Problem>,
}

/// The file as it was received.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// Its name in the folder.
    pub file: String,
    /// html, docx, pdf, text or jsonl, told by its content.
    pub format: String,
    /// SHA-256 of its bytes in hexadecimal digits.
    pub sha256: String,
    /// The name it was given under, or the address the page says it was saved from.
    pub source: String,
    /// When these bytes were first imported, in UTC.
    pub time: String,
}

/// SHA-256 of these bytes in hexadecimal digits, as [`Original::sha256`] holds it.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A value and where it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The value; dates as 2025-05-01.
    pub value: String,
    /// `第3行`, `网页字段 PubDate` …
    pub read: String,
}

/// A document that lasts longer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// Its 文号 or title.
    #[serde(flatten)]
    pub named: Fact,
    /// Its own new last day, where one notice names several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub until: String,
    /// How much longer it lasts itself: `2年`, `6个月`.
    #[serde(default, rename = "for", skip_serializing_if = "String::is_empty")]
    pub length: String,
}

/// What a document says of itself. Only the title is always there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// 规章, 规范性文件, 规划, 通知, 公告, 清单, 问答, 办事指南, 解读 …
    #[serde(default)]
    pub kind: Fact,
    /// As published: the covering 通知's where there is one.
    #[serde(default)]
    pub title: Fact,
    /// Title of the text that a covering 通知 brings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inner_title: Option<Fact>,
    /// 文号, 令号, 统一编号, in this order, brackets as 〔〕.
    #[serde(default, rename = "number")]
    pub numbers: Vec<Fact>,
    /// Offices that issued it.
    #[serde(default, rename = "issuer")]
    pub issuers: Vec<Fact>,
    /// Day under the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Fact>,
    /// Day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Fact>,
    /// First day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Fact>,
    /// Last day in force, printed or computed from `effective` and `valid_for`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Fact>,
    /// `5年`, `6个月`, `长期`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_for: Option<Fact>,
    /// What it repeals: the 文号 where one is printed, the title otherwise.
    #[serde(default)]
    pub repeals: Vec<Fact>,
    /// What it changes, or repeals in part, named likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amends: Vec<Fact>,
    /// What it lets last longer, named likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extends: Vec<Extended>,
    /// The new last day of those that have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_until: Option<Fact>,
    /// How much longer those last, where no day is printed: `2年`, `6个月`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended_for: Option<Fact>,
    /// What repeals it: written by an editor, as are the next two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repealed_by: Vec<Fact>,
    /// What changes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amended_by: Vec<Fact>,
    /// What it was printed anew as.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reissued_as: Vec<Fact>,
}

/// Ledger A: white space aside, `original + made = source + the sum of left_out`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Characters {
    /// Of the original's text; scripts and styles are no text.
    pub original: usize,
    /// Of `source.txt`.
    pub source: usize,
    /// Made by the importer: automatic numbers, merged cells repeated.
    pub made: usize,
    /// Left out, by class.
    #[serde(default)]
    pub left_out: BTreeMap<String, usize>,
}

impl Characters {
    /// No character is missing or too many.
    pub fn is_exact(&self) -> bool {
        self.original + self.made == self.source + self.left_out.values().sum::<usize>()
    }
}

/// Something that an editor should decide; never a reason to refuse.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Line of `source.txt`, 0 for the whole document.
    pub line: usize,
    /// A word that tells problems apart.
    pub code: String,
    /// In Chinese, then in English.
    pub message: String,
}

/// What `read` says of a fact that an editor decided; it survives the next import.
pub const BY_EDITOR: &str = "编辑";

impl Fact {
    fn is_by_editor(&self) -> bool {
        self.read.starts_with(BY_EDITOR)
    }
}

impl Record {
    /// Takes over what an editor decided in an earlier record of the same
    /// document, and drops the problems that are decided by it.
    pub fn keep_decisions(&mut self, earlier: &Self) {
        let (own, old) = (&mut self.facts, &earlier.facts);
        let mut decided = Vec::new();
        for (fact, old, code) in [
            (&mut own.inner_title, &old.inner_title, "title-differs"),
            (&mut own.signed, &old.signed, "signed-differs"),
            (&mut own.published, &old.published, ""),
            (&mut own.effective, &old.effective, "effective-differs"),
            (&mut own.valid_until, &old.valid_until, "valid-until-differs"),
            (&mut own.valid_for, &old.valid_for, ""),
            (&mut own.extended_until, &old.extended_until, ""),
            (&mut own.extended_for, &old.extended_for, ""),
        ] {
            if old.as_ref().is_some_and(Fact::is_by_editor) {
                fact.clone_from(old);
                decided.push(code);
            }
        }
        for (fact, old, code) in [(&mut own.kind, &old.kind, ""), (&mut own.title, &old.title, "title-missing")] {
            if old.is_by_editor() {
                fact.clone_from(old);
                decided.extend([code, "title-differs"]);
            }
        }
        for (facts, old, code) in [
            (&mut own.numbers, &old.numbers, "number-differs"),
            (&mut own.issuers, &old.issuers, ""),
            (&mut own.repeals, &old.repeals, ""),
            (&mut own.amends, &old.amends, ""),
            (&mut own.repealed_by, &old.repealed_by, ""),
            (&mut own.amended_by, &old.amended_by, ""),
            (&mut own.reissued_as, &old.reissued_as, ""),
        ] {
            if old.iter().any(Fact::is_by_editor) {
                facts.clone_from(old);
                decided.push(code);
            }
        }
        if old.extends.iter().any(|it| it.named.is_by_editor()) {
            own.extends.clone_from(&old.extends);
        }
        self.problems.retain(|it| !decided.contains(&it.code.as_str()));
    }

    /// Reads `document.toml` in `dir`, a folder under `root`.
    ///
    /// # Errors
    /// `MissingFile`, `InvalidUtf8`, `Syntax` at its line.
    pub fn read(root: &Path, dir: &str) -> Result<Self> {
        parse_toml(&Source::read(root, &format!("{dir}/{RECORD}"))?)
    }
}
