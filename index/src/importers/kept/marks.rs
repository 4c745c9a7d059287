//! `marks.toml` beside an imported document: what an editor decided about its
//! lines, each with a reason. The generated text is never edited; marks are
//! laid over it, and hold on to words, so that they survive a new version of
//! the document. A mark that finds its words no more is named by `check`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::Spanned;

use crate::error::{Kind, Result};
use crate::importers::kept::record::{Problem, STRONG};
use crate::source::Source;
use crate::structure::lines::typography::compact;
use crate::structure::{Forced, Line, outline_of};
use crate::toml_file::parse_toml;

/// Name of the file in the document's folder.
pub const MARKS: &str = "marks.toml";
/// Code of the problem that a mark found its words no more.
pub const STALE_MARK: &str = "stale-mark";

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// The line is a heading.
    Heading,
    /// The line is none, and begins with no number.
    Text,
    /// The line begins an annex.
    Annex,
    /// The line is no text of the document.
    Furniture,
    /// The line goes on from the one before.
    Join,
    /// From `at` on it is a line of its own.
    Split,
    /// `find` is a slip of the pen for `replace`.
    Erratum,
    /// The line belongs behind the line `after`.
    Move,
}

/// A `[[mark]]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    kind: MarkKind,
    /// All words of the line, or how it alone begins.
    line: String,
    /// Hash of all words of the line, white space aside: then `line` is for people.
    #[serde(default)]
    text_hash: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    find: String,
    #[serde(default)]
    replace: String,
    #[serde(default)]
    after: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMarks {
    #[serde(default)]
    mark: Vec<Spanned<Mark>>,
}

/// A document's lines with its marks laid over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The lines as they are read: cut, joined and moved, words as printed.
    pub text: String,
    /// Per line of `text`, counted from 1: its words, mended.
    pub words: BTreeMap<usize, String>,
    /// Per line of `text`: the line of the source it begins in.
    pub origins: Vec<usize>,
    /// Lines that an editor knows to be headings, or none.
    pub forced: BTreeMap<usize, Forced>,
    /// Lines that are no text.
    pub furniture: Vec<usize>,
    /// Lines that are set as a name is.
    pub strong: BTreeSet<usize>,
    /// Characters that errata took away and put in.
    pub mended: (usize, usize),
    /// Marks that found their words nowhere or more than once, in Chinese and English.
    pub stale: Vec<String>,
}

/// A line on its way.
#[derive(Clone, Debug)]
struct Row {
    origin: usize,
    printed: String,
    /// All words of the line of the source, as marks name it.
    anchor: String,
    mended: Option<String>,
    forced: Option<Forced>,
    is_furniture: bool,
    is_strong: bool,
}

/// The marks of the document in `dir`, a folder under `root`; none where the
/// file is not there.
///
/// # Errors
/// `InvalidUtf8`; `Syntax` at its line for what is no mark or has no reason.
pub fn read_marks(root: &Path, dir: &str) -> Result<Vec<Mark>> {
    let name = format!("{dir}/{MARKS}");
    if !root.join(&name).exists() {
        return Ok(Vec::new());
    }
    let source = Source::read(root, &name)?;
    let raw: RawMarks = parse_toml(&source)?;
    for entry in &raw.mark {
        if let Some((message, help)) = entry.get_ref().fault() {
            let line = source.line_of(entry.span().start);
            return source.error_at(Kind::Syntax, line, message, help).fail();
        }
    }
    Ok(raw.mark.into_iter().map(Spanned::into_inner).collect())
}

/// First 16 hex digits of the SHA-256 of a line's words, white space aside.
pub fn line_hash(text: &str) -> String {
    let digest = Sha256::digest(compact(text).as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl Mark {
    /// What it lacks, and what to do.
    fn fault(&self) -> Option<(String, &'static str)> {
        let needed = match self.kind {
            MarkKind::Split => ("at", &self.at),
            MarkKind::Erratum => ("find", &self.find),
            MarkKind::Move => ("after", &self.after),
            _ => ("line", &self.line),
        };
        if self.reason.trim().is_empty() {
            return Some(("这条标记没有写理由（this mark needs a reason）".to_owned(), "写上 reason（say why）"));
        }
        [needed, ("line", &self.line)].into_iter().find(|it| it.1.trim().is_empty()).map(|(name, _)| {
            (format!("这条标记缺少 {name}（this mark needs {name}）"), "照 GUIDE 里的样子补上（see the guide）")
        })
    }

    /// The row it is about.
    fn find(&self, rows: &[Row]) -> std::result::Result<usize, String> {
        let is_it = |it: &Row| match self.text_hash.as_str() {
            "" => it.anchor == compact(&self.line),
            hash => line_hash(&it.anchor) == hash,
        };
        let whole = places(rows, is_it);
        let begins = |it: &Row| self.text_hash.is_empty() && it.anchor.starts_with(&compact(&self.line));
        let found = if whole.is_empty() { places(rows, begins) } else { whole };
        only(&found, &self.line)
    }

    fn apply(&self, rows: &mut Vec<Row>, mended: &mut (usize, usize)) -> std::result::Result<(), String> {
        let at = self.find(rows)?;
        match self.kind {
            MarkKind::Heading => rows[at].forced = Some(Forced::Heading),
            MarkKind::Text => rows[at].forced = Some(Forced::Text),
            MarkKind::Annex => rows[at].forced = Some(Forced::Annex),
            MarkKind::Furniture => rows[at].is_furniture = true,
            MarkKind::Join => {
                let before = at.checked_sub(1).ok_or("第一行前面没有可接的行（nothing stands before it）")?;
                let row = rows.remove(at);
                rows[before].printed.push_str(row.printed.trim());
            }
            MarkKind::Split => {
                let start = only(&found_in(&rows[at].printed, &self.at), &self.at)?;
                let rest = rows[at].printed.split_off(start);
                let anchor = compact(&rest);
                rows.insert(at + 1, Row { printed: rest, anchor, ..rows[at].clone() });
            }
            MarkKind::Move => {
                let after = places(rows, |it| it.anchor.starts_with(&compact(&self.after)));
                let after = only(&after, &self.after)?;
                let row = rows.remove(at);
                rows.insert(if at < after { after } else { after + 1 }, row);
            }
            MarkKind::Erratum => {
                let part = (at..rows.len()).take_while(|&it| rows[it].origin == rows[at].origin);
                let holds = |it: &usize| rows[*it].words().contains(&self.find);
                let at = part.into_iter().find(holds).unwrap_or(at);
                only(&found_in(rows[at].words(), &self.find), &self.find)?;
                let words = rows[at].words().replacen(&self.find, &self.replace, 1);
                rows[at].mended = Some(words);
                let count = |it: &str| it.chars().count();
                *mended = (mended.0 + count(&self.find), mended.1 + count(&self.replace));
            }
        }
        Ok(())
    }

    /// What cuts, joins and moves lines comes first: the words are mended in
    /// the lines as they then are.
    fn is_about_lines(&self) -> bool {
        matches!(self.kind, MarkKind::Join | MarkKind::Split | MarkKind::Move)
    }
}

impl Row {
    fn words(&self) -> &str {
        self.mended.as_deref().unwrap_or(&self.printed)
    }
}

fn places(rows: &[Row], is_it: impl Fn(&Row) -> bool) -> Vec<usize> {
    (0..rows.len()).filter(|&at| is_it(&rows[at])).collect()
}

fn found_in(text: &str, part: &str) -> Vec<usize> {
    text.match_indices(part).map(|it| it.0).collect()
}

fn only(found: &[usize], words: &str) -> std::result::Result<usize, String> {
    match found {
        [at] => Ok(*at),
        _ => Err(format!(
            "“{words}”在正文里有 {0} 处，要正好一处才能用（stands there {0} times, not once）",
            found.len()
        )),
    }
}

impl Marked {
    /// The lines as they are read, those of the head apart: so many of the source.
    pub fn lines(&self, num_head_lines: usize) -> (Vec<Line>, Vec<Line>) {
        let line = |(&number, words): (&usize, &String)| Line {
            forced: self.forced.get(&number).copied(),
            is_strong: self.strong.contains(&number),
            ..Line::new(number, words)
        };
        let is_text = |it: &Line| !self.furniture.contains(&it.number);
        let is_head = |it: &Line| self.origin(it.number) <= num_head_lines;
        self.words.iter().map(line).filter(is_text).partition(is_head)
    }

    /// The line of the source that a line as it is read begins in; 0 for none.
    pub fn origin(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|at| self.origins.get(at)).copied().unwrap_or(0)
    }
}

/// How many clauses the lines behind the head will be, and where their
/// numbering doubts, at lines of the source.
pub fn doubts(marked: &Marked, num_head_lines: usize, id: &str) -> (usize, Vec<Problem>) {
    let (head, body) = marked.lines(num_head_lines);
    let text = outline_of(&body, id);
    let problem = |it: &crate::structure::problem::Problem| Problem {
        line: marked.origin(it.line),
        code: it.code.to_owned(),
        message: it.message(),
    };
    (text.drafts.len() + usize::from(!head.is_empty()), text.problems.iter().map(problem).collect())
}

/// The lines of a source that its map calls strong.
pub fn strong_lines(map: &Source) -> BTreeSet<usize> {
    let is_strong = |line: &str| line.split('\t').nth(2) == Some(STRONG);
    // Its first line names the columns.
    (1..map.num_lines()).filter(|at| map.line(at + 1).is_some_and(is_strong)).collect()
}

/// Lays marks over the lines of a source, of which some are `strong`.
pub fn lay_over(source: &Source, strong: &BTreeSet<usize>, marks: &[Mark]) -> Marked {
    let lines = (1..=source.num_lines()).filter_map(|at| Some((at, source.line(at)?)));
    let mut rows: Vec<Row> = lines
        .map(|(origin, text)| Row {
            origin,
            printed: text.to_owned(),
            anchor: compact(text),
            mended: None,
            forced: None,
            is_furniture: false,
            is_strong: strong.contains(&origin),
        })
        .collect();
    let mut marked = Marked::default();
    let (first, then): (Vec<&Mark>, Vec<&Mark>) = marks.iter().partition(|it| it.is_about_lines());
    for mark in first.into_iter().chain(then) {
        if let Err(message) = mark.apply(&mut rows, &mut marked.mended) {
            marked.stale.push(message);
        }
    }
    for (line, row) in (1..).zip(&rows) {
        marked.text.push_str(&row.printed);
        marked.text.push('\n');
        marked.words.insert(line, row.words().to_owned());
        marked.origins.push(row.origin);
        marked.forced.extend(row.forced.map(|it| (line, it)));
        marked.furniture.extend(row.is_furniture.then_some(line));
        marked.strong.extend(row.is_strong.then_some(line));
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "甲市步道办法\n申请条件\n年满六十岁。（二）有本市户籍\n的居民。\n第 3 页\n康付器具。\n";

    fn marks(text: &str) -> Vec<Mark> {
        let raw: RawMarks = toml::from_str(text).unwrap();
        raw.mark.into_iter().map(Spanned::into_inner).collect()
    }

    fn marked(marks_text: &str) -> Marked {
        lay_over(&Source::new("source.txt", TEXT.to_owned()), &BTreeSet::new(), &marks(marks_text))
    }

    fn mark(kind: &str, line: &str, more: &str) -> String {
        format!("[[mark]]\nkind = \"{kind}\"\nline = \"{line}\"\nreason = \"原件如此\"\n{more}\n")
    }

    #[test]
    fn lines_are_cut_joined_and_moved_and_no_character_is_lost() {
        let all = [
            mark("split", "年满六十岁", "at = \"（二）\""),
            mark("join", "的居民。", ""),
            mark("move", "康付器具。", "after = \"申请条件\""),
            mark("erratum", "康付器具。", "find = \"康付\"\nreplace = \"康复\""),
            mark("furniture", "第 3 页", ""),
            mark("heading", "申请条件", ""),
        ];
        let marked = marked(&all.concat());
        assert_eq!(marked.stale, Vec::<String>::new());
        let lines: Vec<&str> = marked.text.lines().collect();
        let right = ["甲市步道办法", "申请条件", "康付器具。", "年满六十岁。", "（二）有本市户籍的居民。", "第 3 页"];
        assert_eq!(lines, right);
        assert_eq!((marked.words[&3].as_str(), marked.mended), ("康复器具。", (2, 2)));
        assert_eq!((marked.origins, marked.furniture), (vec![1, 2, 6, 3, 3, 5], vec![6]));
        assert_eq!(marked.forced, BTreeMap::from([(2, Forced::Heading)]));
    }

    #[test]
    fn a_mark_that_finds_nothing_is_named_and_changes_nothing() {
        let plain = marked("");
        for stale in [
            mark("heading", "办理条件", ""),
            mark("heading", "申请条件", "text_hash = \"0000000000000000\""),
            mark("split", "年满六十岁", "at = \"（三）\""),
            mark("move", "康付器具。", "after = \"没有\""),
            mark("join", "甲市步道办法", ""),
        ] {
            let marked = marked(&stale);
            assert_eq!((marked.stale.len(), &marked.text), (1, &plain.text), "{stale}");
        }
    }

    #[test]
    fn the_hash_binds_a_mark_to_all_words_of_its_line() {
        let bound = mark("annex", "申请", &format!("text_hash = \"{}\"", line_hash("申请 条件")));
        assert_eq!(marked(&bound).forced, BTreeMap::from([(2, Forced::Annex)]));
    }

    #[test]
    fn a_mark_needs_a_reason_and_its_words() {
        let reasonless = mark("heading", "申请条件", "").replace("原件如此", " ");
        assert!(marks(&reasonless)[0].fault().is_some());
        assert!(marks(&mark("split", "申请条件", ""))[0].fault().is_some_and(|it| it.0.contains("at")));
        assert!(marks(&mark("heading", "申请条件", ""))[0].fault().is_none());
    }
}
