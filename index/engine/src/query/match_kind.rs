//! How a query term matched, and what was read differently from how it was typed.

use serde::Serialize;

/// How a clause matched; shown beside the hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MatchKind {
    /// 原文: the clause holds the words of the query.
    Literal,
    /// 同义: a word of the thesaurus.
    Synonym,
    /// 拼音: Latin letters read as pinyin or initials.
    Pinyin,
    /// 近音: a character that sounds alike.
    Homophone,
    /// 错字: one character wrong, missing, doubled or swapped.
    Typo,
    /// 便民说明: the plain note holds the words.
    Plain,
    /// 相似问: people ask for the clause in these words.
    Question,
}

/// A part of the query that was read differently from how it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// As typed.
    pub from: String,
    /// As searched: 按“康复产业”查找.
    pub to: String,
    /// Pinyin, homophone or typo.
    pub why: MatchKind,
}
