//! How a clause is cited: `柳政办〔2022〕31号，四、1.`, `第二条第二款第（一）项`.
//! Made here once; page, static page, command line and JS API show it.
//! Citations are in the language of the documents, whatever the language of
//! the interface.

use crate::model::corpus::{Clause, ClauseForm, Corpus, Document};
use crate::model::heading::{Heading, Number, NumberKind, in_chinese};

impl Corpus {
    /// The document a clause belongs to; `None` for a clause of another corpus.
    pub fn document_of(&self, clause: &Clause) -> Option<&Document> {
        self.documents.get(usize::from(clause.document))
    }

    /// 文号 and where in the document: `柳政办〔2022〕31号，四、1.` Costs time in
    /// the depth of the headings.
    ///
    /// # Examples
    /// ```
    /// use policy_engine::{Clause, Corpus, Document, Heading, HeadingId, Number, NumberKind};
    ///
    /// let number = |kind, value| Some(Number { kind, value, suffix: 0 });
    /// let corpus = Corpus {
    ///     documents: vec![Document { number: "柳政办〔2022〕31号".into(), ..Document::default() }],
    ///     headings: vec![Heading { number: number(NumberKind::Chinese, 4), ..Heading::default() }],
    ///     ..Corpus::default()
    /// };
    /// let heading = Some(HeadingId(0));
    /// let clause = Clause { heading, number: number(NumberKind::Arabic, 1), ..Clause::default() };
    /// assert_eq!(corpus.citation(&clause), "柳政办〔2022〕31号，四、1.");
    /// ```
    pub fn citation(&self, clause: &Clause) -> String {
        let number = self.document_of(clause).map_or("", |it| it.number.as_str());
        joined([number, &self.place(clause)])
    }

    /// The citation with the document's title and where it was published:
    /// `《…通知》柳政办〔2022〕31号，四、1.，2024年第5期公报第68页起`.
    pub fn full_citation(&self, clause: &Clause) -> String {
        let Some(document) = self.document_of(clause) else { return self.place(clause) };
        let title = match document.has_number() {
            true => [&marked_title(&document.title), document.number.as_str()].concat(),
            false => document.number.clone(),
        };
        joined([title.as_str(), &self.place(clause), &document.publication()])
    }

    /// Where in the document a clause is: the numbers of its headings and its
    /// own, outermost first. An article is counted through the document, so
    /// what is above it is left out but for 附件1; a heading without a number is named by
    /// its first words.
    pub fn place(&self, clause: &Clause) -> String {
        let mut parts: Vec<(Option<Number>, &str)> = Vec::new();
        // An item without a number of the file is counted by a stem, which its words begin with.
        let is_stem = clause.form == ClauseForm::Item && stem(&clause.text).is_some();
        if clause.number.is_some() || is_stem {
            parts.push((clause.number, if is_stem { &clause.text } else { "" }));
        }
        let is_article = |it: Option<Number>| it.is_some_and(|it| it.kind == NumberKind::Article);
        for (_, Heading { number, text, .. }) in self.ancestors(clause.heading) {
            // Two texts that one 通知 brings have a 第一条 each.
            let is_annex = number.is_some_and(|it| it.kind == NumberKind::Annex && it.value != 0);
            if !is_annex && parts.iter().any(|it| is_article(it.0)) {
                continue;
            }
            parts.push((*number, text));
        }
        let in_article = parts.iter().any(|it| is_article(it.0));
        let mut place = String::new();
        let mut num_items = 0;
        for (number, text) in parts.into_iter().rev() {
            num_items += usize::from(in_article && number.is_some_and(Number::is_item));
            let unit = if 1 < num_items { "目" } else { "项" };
            let named = || stem(text).map_or_else(|| shortened(text), str::to_owned);
            let part = number.map_or_else(named, |it| it.cited(in_article.then_some(unit)));
            let is_open = place.chars().last().is_some_and(|it| !ENDS.contains(it));
            if is_open && !part.is_empty() && !part.starts_with('第') {
                place.push(' ');
            }
            place.push_str(&part);
        }
        place
    }
}

/// `甲、` of a text that begins with it; `甲、乙双方` are parties.
fn stem(text: &str) -> Option<&str> {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
    let rest = text.strip_prefix(|c| STEMS.contains(c))?;
    let behind = rest.strip_prefix(['、', '．', '.'])?;
    (!behind.starts_with(|c| STEMS.contains(c))).then(|| &text[..text.len() - behind.len()])
}

/// A longer name of a part is cut in a citation: a question may be a whole story.
const MAX_NAME_CHARS: usize = 24;

fn shortened(name: &str) -> String {
    let start = beginning(name, MAX_NAME_CHARS);
    if start.len() < name.len() { [start, "…"].concat() } else { start.to_owned() }
}

/// So many characters of a text, or all of it.
pub(crate) fn beginning(text: &str, max_chars: usize) -> &str {
    text.char_indices().nth(max_chars).map_or(text, |(end, _)| &text[..end])
}

/// What needs no space before the next number.
const ENDS: &str = "、.）章节编条款项目分";

impl Corpus {
    /// The latest issue of the gazette among the sources: `2024年第5期`;
    /// empty if none is known.
    pub fn latest_gazette(&self) -> &str {
        let number = |part: &str| part.parse::<u32>().ok();
        let numbers = |it: &&Document| -> Vec<u32> {
            it.gazette.split(|c: char| !c.is_ascii_digit()).filter_map(number).collect()
        };
        self.documents.iter().max_by_key(numbers).map_or("", |it| it.gazette.as_str())
    }

    /// The latest date of issue among the documents: `2022-04-15`; empty if
    /// none is known.
    pub fn latest_date(&self) -> &str {
        self.documents.iter().map(|it| it.date.as_str()).max().unwrap_or_default()
    }
}

/// A document's title as a text names it: in 书名号, single ones for titles within it (GB/T 15834): `《〈乙办法〉的解读》`.
pub fn marked_title(title: &str) -> String {
    ["《", &title.replace("《", "〈").replace("》", "〉"), "》"].concat()
}

impl Document {
    /// Whether it has a 文号; it is called by its title otherwise.
    pub fn has_number(&self) -> bool {
        !self.number.starts_with('《')
    }

    /// Where it was published: `2024年第5期公报第68页起`; empty if unknown.
    pub fn publication(&self) -> String {
        match (self.gazette.as_str(), self.first_page) {
            ("", _) => String::new(),
            (gazette, 0) => [gazette, "公报"].concat(),
            (gazette, page) => [gazette, "公报第", &page.to_string(), "页起"].concat(),
        }
    }

    /// What of its text the original does not print, in sentences.
    pub fn made_sentences(&self) -> impl Iterator<Item = &str> {
        self.made.lines().filter_map(|it| it.split('\t').next())
    }

    /// The sentences that are true of this clause.
    pub fn made_in<'a>(&'a self, clause: &'a Clause) -> impl Iterator<Item = &'a str> {
        self.made.lines().filter_map(|line| {
            let (sentence, clauses) = line.split_once('\t').unwrap_or((line, ""));
            let is_in = if clauses.is_empty() { may_hold_made(sentence, clause) } else { lists(clauses, &clause.id) };
            is_in.then_some(sentence)
        })
    }
}

/// Merged cells are repeated in rows alone; automatic numbers begin what is numbered.
fn may_hold_made(sentence: &str, clause: &Clause) -> bool {
    let is_row = clause.form == ClauseForm::Row;
    let is_numbered = !is_row && clause.number.is_some();
    sentence.contains("单元格") && is_row || sentence.contains("编号") && is_numbered
}

/// `x-2024-3 1 2-1`: clauses x-2024-3-1 and x-2024-3-2-1.
fn lists(clauses: &str, id: &str) -> bool {
    let mut words = clauses.split(' ');
    let rest = words.next().and_then(|it| id.strip_prefix(it)?.strip_prefix('-'));
    words.any(|it| Some(it) == rest)
}

impl Number {
    /// As a citation names it; in an article an item is 项, one within it 目.
    fn cited(self, unit: Option<&str>) -> String {
        let printed = self.printed();
        let Some(unit) = unit.filter(|_| self.is_item()) else { return printed };
        ["第", printed.trim_end_matches(['、', '.']), unit].concat()
    }

    /// A numbered item, no section, article, table or row.
    fn is_item(self) -> bool {
        use NumberKind::{Arabic, ArabicInBrackets, Chinese, ChineseInBrackets, Circled, Letter, Roman};
        matches!(self.kind, Chinese | ChineseInBrackets | Arabic | ArabicInBrackets | Circled | Letter | Roman)
    }

    /// In the usual print: `第三章`, `三、`, `（三）`, `3.`.
    pub fn printed(self) -> String {
        let (arabic, chinese) = (self.value.to_string(), in_chinese(self.value));
        let (before, value, after) = match self.kind {
            NumberKind::Annex if self.value == 0 => ("附件", "", ""),
            NumberKind::Annex => ("附件", arabic.as_str(), ""),
            NumberKind::Part => ("第", chinese.as_str(), "编"),
            NumberKind::Chapter => ("第", chinese.as_str(), "章"),
            NumberKind::Section => ("第", chinese.as_str(), "节"),
            NumberKind::Article => ("第", chinese.as_str(), "条"),
            NumberKind::Paragraph => ("第", chinese.as_str(), "款"),
            NumberKind::Chinese => ("", chinese.as_str(), "、"),
            NumberKind::ChineseInBrackets => ("（", chinese.as_str(), "）"),
            NumberKind::Arabic => ("", arabic.as_str(), "."),
            NumberKind::ArabicInBrackets => ("（", arabic.as_str(), "）"),
            NumberKind::Circled => return in_run('①', 20, self.value).map_or(arabic, String::from),
            NumberKind::Box => ("专栏", arabic.as_str(), ""),
            NumberKind::Table => ("表", arabic.as_str(), ""),
            NumberKind::Row => ("第", arabic.as_str(), "行"),
            NumberKind::Division => ("第", chinese.as_str(), "部分"),
            NumberKind::Roman => return in_run('Ⅰ', 12, self.value).map_or(arabic, |it| format!("{it}.")),
            NumberKind::Letter => return in_run('A', 26, self.value).map_or(arabic, |it| format!("{it}.")),
        };
        let suffix = if self.suffix == 0 { String::new() } else { ["之", &in_chinese(self.suffix)].concat() };
        [before, value, after, &suffix].concat()
    }
}

/// The character at `value`, counted from 1, in the run that begins with `first`.
fn in_run(first: char, length: u32, value: u32) -> Option<char> {
    (1..=length).contains(&value).then(|| char::from_u32(u32::from(first) + value - 1)).flatten()
}

fn joined<const NUM: usize>(parts: [&str; NUM]) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    parts.join("，")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::heading::HeadingId;

    /// Number and words of a heading.
    type Row = (Option<(NumberKind, u32)>, &'static str);

    /// `headings`, each under the one before it, and the clause's own number.
    #[track_caller]
    fn check(headings: &[Row], own: Option<(NumberKind, u32)>, expected: &str) {
        let number = |it: (NumberKind, u32)| Number { kind: it.0, value: it.1, suffix: 0 };
        let heading = |(at, it): (usize, &Row)| Heading {
            parent: at.checked_sub(1).map(|at| HeadingId(at as u32)),
            text: it.1.to_owned(),
            number: it.0.map(number),
            ..Heading::default()
        };
        let headings: Vec<Heading> = headings.iter().enumerate().map(heading).collect();
        let heading = headings.len().checked_sub(1).map(|at| HeadingId(at as u32));
        let clause = Clause { heading, number: own.map(number), ..Clause::default() };
        assert_eq!(Corpus { headings, ..Corpus::default() }.place(&clause), expected);
    }

    #[test]
    fn a_place_is_the_numbers_from_the_outermost() {
        use NumberKind::{Annex, Arabic, Article, Box, Chapter, Chinese, ChineseInBrackets};
        use NumberKind::{Division, Letter, Paragraph, Roman, Row, Section, Table};
        check(&[(Some((Chinese, 4)), "四、市人力资源社会保障局")], Some((Arabic, 1)), "四、1.");
        check(
            &[(Some((Chapter, 2)), ""), (Some((Section, 1)), "")],
            Some((ChineseInBrackets, 12)),
            "第二章第一节（十二）",
        );
        check(&[(Some((Chapter, 2)), "")], Some((Article, 12)), "第十二条");
        let annex = |number| [(Some((Annex, number)), ""), (Some((Chapter, 2)), ""), (Some((Article, 3)), "")];
        check(&annex(1), Some((ChineseInBrackets, 1)), "附件1第三条第（一）项");
        check(&annex(1)[..2], Some((Article, 3)), "附件1第三条");
        check(&annex(0)[..2], Some((Article, 3)), "第三条");
        check(&[(Some((Chapter, 2)), ""), (Some((Article, 2)), "")], Some((Paragraph, 2)), "第二条第二款");
        let paragraph = [(Some((Article, 2)), ""), (Some((Paragraph, 2)), "")];
        check(&paragraph, Some((ChineseInBrackets, 1)), "第二条第二款第（一）项");
        check(&[(Some((Article, 101)), "")], Some((Arabic, 3)), "第一百零一条第3项");
        let item = [(Some((Article, 2)), ""), (Some((ChineseInBrackets, 3)), "")];
        check(&item, Some((Arabic, 1)), "第二条第（三）项第1目");
        check(&[(Some((Division, 1)), ""), (Some((Roman, 2)), "")], Some((Letter, 3)), "第一部分Ⅱ.C.");
        check(&[(Some((Box, 1)), "")], Some((Arabic, 5)), "专栏1 5.");
        check(&[(Some((Chinese, 1)), ""), (Some((Table, 1)), "")], Some((Row, 3)), "一、表1第3行");
        check(&[(None, "名词解释"), (Some((Chinese, 3)), "")], Some((Arabic, 18)), "名词解释 三、18.");
        check(&[], None, "");
    }

    #[test]
    fn a_long_name_is_cited_by_its_first_words() {
        let question = "案例一：张某在上班途中骑电动车与小汽车相撞受伤，交警认定张某负次要责任，张某能否认定工伤？";
        let own = Some((NumberKind::Arabic, 2));
        check(&[(None, question)], own, "案例一：张某在上班途中骑电动车与小汽车相撞受伤，… 2.");
        let as_long = "二十四个字的名称二十四个字的名称二十四个字的名称";
        check(&[(None, as_long)], own, &format!("{as_long} 2."));
    }

    #[test]
    fn stems_are_cited_as_they_are_printed() {
        use NumberKind::{Article, Chinese, ChineseInBrackets};
        check(&[(Some((Chinese, 1)), ""), (None, "乙、农村标准")], None, "一、乙、");
        check(&[(None, "甲、总则")], Some((Chinese, 2)), "甲、二、");
        check(&[(None, "甲、乙双方的权利")], Some((Chinese, 2)), "甲、乙双方的权利 二、");
        let number = |kind| Some(Number { kind, value: 1, suffix: 0 });
        let headings = [(Article, None), (ChineseInBrackets, Some(HeadingId(0)))];
        let headings = headings.map(|(kind, parent)| Heading { parent, number: number(kind), ..Heading::default() });
        let corpus = Corpus { headings: headings.to_vec(), ..Corpus::default() };
        let clause =
            Clause { heading: Some(HeadingId(1)), text: "丙、四颗小五角星。".into(), ..Clause::default() };
        assert_eq!(corpus.place(&clause), "第一条第（一）项丙、");
        assert_eq!(corpus.place(&Clause { form: ClauseForm::Paragraph, ..clause }), "第一条第（一）项");
    }

    #[test]
    fn a_title_within_a_title_has_single_marks() {
        assert_eq!(marked_title("乙办法"), "《乙办法》");
        assert_eq!(marked_title("关于印发《乙办法》的通知"), "《关于印发〈乙办法〉的通知》");
        let document =
            Document {
                number: "甲府〔2024〕1号".into(), title: "《乙办法》解读".into(), ..Document::default()
            };
        let corpus = Corpus { documents: vec![document], ..Corpus::default() };
        assert_eq!(corpus.full_citation(&Clause::default()), "《〈乙办法〉解读》甲府〔2024〕1号");
    }

    #[test]
    fn a_citation_names_document_place_and_page() {
        let document = Document {
            number: "柳政办〔2022〕31号".into(),
            title: "关于印发措施清单的通知".into(),
            gazette: "2024年第5期".into(),
            first_page: 68,
            ..Document::default()
        };
        let number = Some(Number { kind: NumberKind::Chinese, value: 4, suffix: 0 });
        let clause = Clause { number, ..Clause::default() };
        let mut corpus = Corpus { documents: vec![document], ..Corpus::default() };
        assert_eq!(corpus.citation(&clause), "柳政办〔2022〕31号，四、");
        assert_eq!(
            corpus.full_citation(&clause),
            "《关于印发措施清单的通知》柳政办〔2022〕31号，四、，2024年第5期公报第68页起"
        );
        corpus.documents[0].first_page = 0;
        assert!(corpus.full_citation(&clause).ends_with("，2024年第5期公报"));
    }

    #[test]
    fn made_text_is_said_of_the_clauses_that_hold_it() {
        let number = Some(Number { kind: NumberKind::Arabic, value: 1, suffix: 0 });
        let clause = |id: &str, number, form| Clause { id: id.into(), number, form, ..Clause::default() };
        let item = clause("x-2024-3-1", number, ClauseForm::Item);
        let inner = clause("x-2024-3-2-1", number, ClauseForm::Item);
        let paragraph = clause("x-2024-3-p1", None, ClauseForm::Paragraph);
        let row = clause("x-2024-3-t1-1", number, ClauseForm::Row);
        let (numbers, cells) = ("文中的自动编号由导入软件补出", "文中的合并的单元格由导入软件补出");
        for (made, held) in [
            (String::new(), [""; 4]),
            (numbers.to_owned(), [numbers, numbers, "", ""]),
            (format!("{numbers}\n{cells}"), [numbers, numbers, "", cells]),
            (format!("{numbers}\tx-2024-3 2-1 p1\n{cells}"), ["", numbers, numbers, cells]),
            (format!("{numbers}\tx-2024-3"), [""; 4]),
        ] {
            let document = Document { made, ..Document::default() };
            for (clause, held) in [&item, &inner, &paragraph, &row].into_iter().zip(held) {
                assert!(document.made_in(clause).eq(Some(held).filter(|it| !it.is_empty())), "{document:?} {clause:?}");
            }
        }
    }
}
