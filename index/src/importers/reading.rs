//! What every reader yields: lines, their places in the original, and every
//! other character by class. The readers count what they read while they read
//! it, and once more over the raw text; both must agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use super::kept::record::Problem;

/// Why characters of the original are not in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Menus, links, places of the page, share and print buttons.
    Navigation,
    /// Head of a page or of a printed sheet.
    Header,
    /// Foot of a page or of a printed sheet.
    Footer,
    /// The name of the browser's window.
    WindowTitle,
    /// Number, dates and origin that the page prints beside the article.
    PageFields,
    /// Labels and options of forms.
    Form,
    /// What is beside the article: related pages, notices.
    Aside,
    /// Not shown to a reader.
    Hidden,
    /// Characters without a shape: zero-width spaces, soft hyphens.
    Invisible,
    /// Struck out while changes were tracked.
    Deleted,
    /// Remarks of the writers.
    Comment,
    /// Instructions of fields: PAGE, TOC.
    FieldCode,
    /// The article printed a second time, for other screens.
    Duplicate,
    /// Names of files that are linked below the text.
    Attachment,
    /// The second form of a drawing, for old programs.
    Alternate,
    /// Page numbers.
    PageNumber,
    /// Lines repeated at the head or foot of every page.
    RunningHead,
    /// Marks of Markdown, commas and quotes of JSON.
    Markup,
    /// Other values of a line of JSON.
    OtherFields,
}

impl LeftOut {
    /// The class as it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::WindowTitle => "window_title",
            Self::PageFields => "page_fields",
            Self::Form => "form",
            Self::Aside => "aside",
            Self::Hidden => "hidden",
            Self::Invisible => "invisible",
            Self::Deleted => "deleted",
            Self::Comment => "comment",
            Self::FieldCode => "field_code",
            Self::Duplicate => "duplicate",
            Self::Attachment => "attachment",
            Self::Alternate => "alternate",
            Self::PageNumber => "page_number",
            Self::RunningHead => "running_head",
            Self::Markup => "markup",
            Self::OtherFields => "other_fields",
        }
    }
}

/// Characters left out so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOuts(pub BTreeMap<LeftOut, usize>);

impl LeftOuts {
    /// Leaves out the characters of `text`.
    pub fn add(&mut self, class: LeftOut, text: &str) {
        self.add_count(class, count(text));
    }

    /// Leaves out this many characters.
    pub fn add_count(&mut self, class: LeftOut, num_chars: usize) {
        if num_chars > 0 {
            *self.0.entry(class).or_default() += num_chars;
        }
    }
}

/// A longer cell is no amount.
const MAX_AMOUNT_CHARS: usize = 12;

/// A paragraph or a row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadLine {
    /// Its words; cells are parted by tabs.
    pub text: String,
    /// Where it is in the original.
    pub place: String,
    /// Ranges, in characters of `text`, that the reader made.
    pub made: Vec<Range<usize>>,
    /// All of it is set as a name is: in bold, or as a heading of the page or the writer's program.
    pub is_strong: bool,
}

impl ReadLine {
    /// A line of the original's own words.
    pub fn new(text: impl Into<String>, place: impl Into<String>) -> Self {
        Self { text: text.into(), place: place.into(), ..Self::default() }
    }

    /// Place and look, without words.
    pub fn bare(&self) -> Self {
        Self { text: String::new(), place: self.place.clone(), made: Vec::new(), is_strong: self.is_strong }
    }

    /// Adds characters that are not in the original.
    pub fn push_made(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let start = self.text.chars().count();
        self.text.push_str(text);
        self.made.push(start..start + text.chars().count());
    }

    /// Adds another line's words behind this one's.
    pub fn append(&mut self, other: &Self) {
        // Most lines hold nothing made, and then a long line need not be counted for each that is added to it.
        let start = if other.made.is_empty() { 0 } else { self.text.chars().count() };
        self.text.push_str(&other.text);
        self.made.extend(other.made.iter().map(|it| it.start + start..it.end + start));
    }

    /// Takes white space off both ends; tabs are empty cells and stay.
    pub fn trim(&mut self) {
        let is_space = |c: char| c.is_whitespace() && c != '\t';
        let cut = self.text.chars().take_while(|&c| is_space(c)).count();
        self.text = self.text.trim_matches(is_space).to_owned();
        let length = self.text.chars().count();
        let moved = self.made.iter().map(|it| it.start.saturating_sub(cut)..it.end.saturating_sub(cut).min(length));
        self.made = moved.filter(|it| !it.is_empty()).collect();
    }

    /// How many characters the reader made, white space aside.
    pub fn num_made(&self) -> usize {
        let mut is_made = vec![false; self.made.iter().map(|it| it.end).max().unwrap_or(0)];
        self.made.iter().for_each(|it| is_made[it.clone()].fill(true));
        self.text.chars().zip(is_made).filter(|(c, is_made)| *is_made && !c.is_whitespace()).count()
    }
}

/// Puts a line together from many parts. It knows how many characters there are, so that a row of thousands of cells
/// is not counted anew for each of them.
#[derive(Default)]
pub(super) struct LineBuilder {
    line: ReadLine,
    num_chars: usize,
}

impl LineBuilder {
    /// Adds a character of the original.
    pub(super) fn push(&mut self, c: char) {
        self.line.text.push(c);
        self.num_chars += 1;
    }

    /// Adds characters that are not in the original.
    pub(super) fn push_made(&mut self, text: &str) {
        let start = self.num_chars;
        self.line.text.push_str(text);
        self.num_chars += text.chars().count();
        self.line.made.extend(Some(start..self.num_chars).filter(|it| !it.is_empty()));
    }

    /// Adds another line's words behind these.
    pub(super) fn append(&mut self, other: &ReadLine) {
        let start = self.num_chars;
        self.line.text.push_str(&other.text);
        self.num_chars += other.text.chars().count();
        self.line.made.extend(other.made.iter().map(|it| it.start + start..it.end + start));
    }

    /// The words so far.
    fn text(&self) -> &str {
        &self.line.text
    }

    /// All of it.
    pub(super) fn line(self) -> ReadLine {
        self.line
    }
}

/// A cell over several columns that is an amount is that of each: without it a
/// column would seem to have none. A label over columns stays one.
pub fn holds_for_each_column(text: &str) -> bool {
    let words = text.trim();
    let is_amount = words.contains(|c: char| c.is_ascii_digit()) && words.chars().count() <= MAX_AMOUNT_CHARS;
    is_amount || ["不限", "免费", "全免"].contains(&words)
}

/// Something the file says beside its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// `ArticleTitle`, `PubDate`, `失效日期`
    pub name: String,
    /// Its value, trimmed.
    pub value: String,
}

/// What a reader made of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The text, in reading order, without blank lines.
    pub lines: Vec<ReadLine>,
    /// Everything else.
    pub left_out: LeftOuts,
    /// Characters of the original, counted over its raw text.
    pub num_original: usize,
    /// What the file says beside its text.
    pub fields: Vec<Field>,
    /// What an editor should look at.
    pub problems: Vec<Problem>,
    /// Where a saved page says it was saved from.
    pub address: Option<String>,
}

impl Reading {
    /// The words of the document, one paragraph a line: what `source.txt` holds.
    pub fn source(&self) -> String {
        self.lines.iter().map(|it| format!("{}\n", it.text)).collect()
    }

    /// The lines that are set as a name is, counted from 1.
    pub fn strong(&self) -> BTreeSet<usize> {
        (1..).zip(&self.lines).filter(|it| it.1.is_strong).map(|it| it.0).collect()
    }

    /// The first field of one of these names that has a value, and its name.
    pub fn field(&self, names: &[&str]) -> Option<&Field> {
        names.iter().find_map(|name| self.fields.iter().find(|it| it.name == *name && !it.value.is_empty()))
    }
}

/// Why a file does not go in, in one sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A word that tells refusals apart.
    pub code: &'static str,
    /// For the editor.
    pub chinese: String,
    /// For everyone else.
    pub english: String,
}

impl Refusal {
    /// A refusal in both languages, without full stops.
    pub fn new(code: &'static str, chinese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { code, chinese: chinese.into(), english: english.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}（{}）。", self.chinese, self.english)
    }
}

/// The lines of a cell as one. A name broken over narrow lines is put together
/// again; everything else keeps a space between.
pub fn one_cell(lines: Vec<ReadLine>) -> ReadLine {
    let mut whole = LineBuilder::default();
    for line in lines {
        if !whole.text().is_empty() && !is_broken_name(whole.text(), &line.text) {
            whole.push(' ');
        }
        // A cell is one cell even where it holds a table.
        whole.append(&ReadLine { text: line.text.replace('\t', " "), ..line });
    }
    let mut whole = whole.line();
    whole.trim();
    whole
}

/// A longer name is none that a narrow column broke.
const MAX_BROKEN_CHARS: usize = 16;

fn is_broken_name(before: &str, after: &str) -> bool {
    let is_name = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '、');
    let is_short = before.chars().chain(after.chars()).nth(MAX_BROKEN_CHARS).is_none();
    is_short && is_name(before) && is_name(after) && !are_offices(before, after)
}

/// 市财政局 over 市民政局: two that begin with one place.
fn are_offices(before: &str, after: &str) -> bool {
    let ends = |text: &str| text.ends_with(['局', '委', '办', '厅', '部', '会', '院', '署', '府', '联', '站', '所']);
    let is_level = |c: char| "省市区县州镇".contains(c);
    let place =
        |text: &str| text.chars().take(4).position(is_level).map(|at| text.chars().take(at + 1).collect::<String>());
    ends(before) && ends(after) && place(before).is_some_and(|it| Some(it) == place(after))
}

/// Characters of a text, white space aside: what the ledgers count.
pub fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A problem at a line, in both languages.
pub fn problem(line: usize, code: &str, chinese: &str, english: &str) -> Problem {
    Problem { line, code: code.to_owned(), message: format!("{chinese}（{english}）") }
}

/// Characters that have no shape and would part a number from its text unseen.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_characters_move_with_their_line() {
        let mut line = ReadLine::new("  ", "p 1");
        line.push_made("第一条");
        line.append(&ReadLine::new(" 甲。 ", "p 1"));
        line.trim();
        assert_eq!((line.text.as_str(), line.made[0].clone(), line.num_made()), ("第一条 甲。", 0..3, 3));
    }

    #[test]
    fn a_name_broken_over_lines_is_one_and_two_offices_are_two() {
        for (before, after, whole) in [
            ("市财政局", "市民政局", "市财政局 市民政局"),
            ("甲市财政局", "甲市民政局", "甲市财政局 甲市民政局"),
            ("市人力资源和社会", "保障局", "市人力资源和社会保障局"),
            ("市发展和改革委", "员会", "市发展和改革委员会"),
            ("基础养老金", "标准", "基础养老金标准"),
        ] {
            assert_eq!(one_cell(vec![ReadLine::new(before, ""), ReadLine::new(after, "")]).text, whole);
        }
    }

    #[test]
    fn a_cell_of_very_many_lines_is_put_together_in_good_time() {
        let mut numbered = ReadLine::new("", "");
        numbered.push_made("1.");
        numbered.append(&ReadLine::new("甲", ""));
        let cell = one_cell(vec![numbered; 50_000]);
        assert_eq!((cell.made.len(), cell.num_made()), (50_000, 100_000));
    }

    #[test]
    fn white_space_is_never_counted() {
        assert_eq!(count("甲\u{3000}乙\t丙\u{a0}\n"), 3);
    }
}
