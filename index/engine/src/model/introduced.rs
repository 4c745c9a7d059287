//! What does a clause introduce? `…符合下列条件：` says nothing without the items behind it; they are found by the tree of
//! headings and the printed numbers, never by their words.

use crate::model::corpus::{Clause, ClauseId, Corpus};
use crate::model::heading::{Heading, HeadingId, Number, NumberKind};

impl Corpus {
    /// The items of the list that a clause introduces, in document order, without what stands beneath them; none for a
    /// clause whose words do not end in a colon. Costs time in what is read of the list. Ids of another corpus may
    /// panic.
    pub fn introduced_by(&self, id: ClauseId) -> Vec<ClauseId> {
        let after = &self.clauses[id.0 as usize..];
        let Some((lead, rest)) = after.split_first().filter(|it| ends_in_colon(it.0)) else { return Vec::new() };
        let Some(first) = rest.first() else { return Vec::new() };
        let below = self.ancestors(first.heading).find(|it| it.1.parent == lead.heading && opens(lead, it.1));
        if below.is_none() && !begins_beside(lead, first) {
            return Vec::new();
        }
        let list = below.map(|it| it.0).or(lead.heading);
        let mut items: Vec<(ClauseId, Number)> = Vec::new();
        for (at, clause) in (id.0 + 1..).zip(rest).take_while(|it| it.1.document == lead.document) {
            let last = items.last().map(|it| it.1);
            match clause.number.filter(|_| clause.heading == list) {
                Some(number) if goes_on(last, number) => items.push((ClauseId(at), number)),
                // What stands beneath an item is read there.
                None if self.is_beneath(clause, list, last) => {}
                _ => break,
            }
        }
        items.into_iter().map(|it| it.0).collect()
    }

    fn is_beneath(&self, clause: &Clause, list: Option<HeadingId>, item: Option<Number>) -> bool {
        item.is_some() && self.ancestors(clause.heading).any(|it| it.1.parent == list && it.1.number == item)
    }
}

/// Whether a clause says that a list follows.
pub(crate) fn ends_in_colon(clause: &Clause) -> bool {
    clause.text.trim_end().ends_with(['：', ':'])
}

/// Whether a heading below that of a clause is the clause itself as the head of what it introduces: 第X条, （一）, or a
/// paragraph, which has no printed number.
pub(crate) fn opens(lead: &Clause, heading: &Heading) -> bool {
    let is_paragraph = |it: Number| it.kind == NumberKind::Paragraph;
    heading.number.is_some_and(|it| lead.number.map_or(is_paragraph(it), |own| own == it))
}

/// Whether the first item stands under the same heading as what introduces it, in another manner of printing.
fn begins_beside(lead: &Clause, first: &Clause) -> bool {
    let is_first = |it: Number| it.value == 1 && lead.number.is_none_or(|own| own.kind != it.kind);
    first.heading == lead.heading && first.number.is_some_and(is_first)
}

/// Numbers of one list go up in one manner of printing; one that is missing is a fault of the print.
fn goes_on(last: Option<Number>, number: Number) -> bool {
    last.is_none_or(|it| it.kind == number.kind && (it.value, it.suffix) < (number.value, number.suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Heading: number of its parent in the list, kind, value. Clause: heading, its own number, text.
    type Heads<'a> = &'a [(Option<u32>, NumberKind, u32)];
    type Rows<'a> = &'a [(Option<u32>, Option<(NumberKind, u32)>, &'a str)];

    use NumberKind::{Arabic, Article, Chapter, Chinese, ChineseInBrackets as Bracketed, Paragraph};

    fn number((kind, value): (NumberKind, u32)) -> Number {
        Number { kind, value, suffix: 0 }
    }

    #[track_caller]
    fn check(headings: Heads<'_>, clauses: Rows<'_>, expected: &[&str]) {
        let heading = |it: &(Option<u32>, NumberKind, u32)| Heading {
            parent: it.0.map(HeadingId),
            number: Some(number((it.1, it.2))),
            ..Heading::default()
        };
        let clause = |it: &(Option<u32>, Option<(NumberKind, u32)>, &str)| Clause {
            heading: it.0.map(HeadingId),
            number: it.1.map(number),
            text: it.2.into(),
            ..Clause::default()
        };
        let corpus = Corpus {
            headings: headings.iter().map(heading).collect(),
            clauses: clauses.iter().map(clause).collect(),
            ..Corpus::default()
        };
        let found = corpus.introduced_by(ClauseId(0));
        let texts: Vec<&str> = found.iter().map(|it| corpus.clauses[it.0 as usize].text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn items_of_an_article_end_with_it() {
        let heads = [(None, Chapter, 1), (Some(0), Article, 3)];
        let rows = [
            (Some(0), Some((Article, 3)), "第三条 符合下列条件："),
            (Some(1), Some((Bracketed, 1)), "（一）甲；"),
            (Some(1), Some((Bracketed, 2)), "（二）乙。"),
            (Some(0), Some((Article, 4)), "第四条 丙。"),
        ];
        check(&heads, &rows, &["（一）甲；", "（二）乙。"]);
        // The same without a colon introduces nothing.
        let mut plain = rows;
        plain[0].2 = "第三条 甲。";
        check(&heads, &plain, &[]);
    }

    #[test]
    fn items_of_a_paragraph_end_before_the_next() {
        let heads = [(None, Article, 1), (Some(0), Paragraph, 1)];
        let rows = [
            (Some(0), Some((Paragraph, 1)), "第一条 有下列情形的："),
            (Some(1), Some((Bracketed, 1)), "（一）甲；"),
            (Some(0), Some((Paragraph, 2)), "有前款情形的，应当拆除。"),
        ];
        check(&heads, &rows, &["（一）甲；"]);
        // Outside of articles paragraphs are not counted: the one that the list belongs to is the one before it.
        let heads = [(None, Chinese, 1), (Some(0), Paragraph, 1), (Some(0), Paragraph, 2)];
        let rows = [
            (Some(0), None, "申报单位应当符合下列条件："),
            (Some(1), Some((Bracketed, 1)), "（一）乙；"),
            (Some(0), None, "有下列情形之一的，不予受理："),
            (Some(2), Some((Bracketed, 1)), "（一）丁；"),
        ];
        check(&heads, &rows, &["（一）乙；"]);
    }

    #[test]
    fn what_stands_beneath_an_item_is_none_of_the_list() {
        let heads = [(None, Article, 1), (Some(0), Bracketed, 1)];
        let rows = [
            (None, Some((Article, 1)), "第一条 下列："),
            (Some(0), Some((Bracketed, 1)), "（一）甲："),
            (Some(1), Some((Arabic, 1)), "1.乙；"),
            (Some(1), Some((Arabic, 2)), "2.丙。"),
            (Some(0), Some((Bracketed, 2)), "（二）丁。"),
        ];
        check(&heads, &rows, &["（一）甲：", "（二）丁。"]);
    }

    #[test]
    fn a_list_without_a_heading_goes_on_by_its_numbers() {
        let heads = [(None, Chinese, 1)];
        let rows = [
            (None, None, "下列人员免费："),
            (None, Some((Arabic, 1)), "1.老年人；"),
            (None, Some((Arabic, 2)), "2.儿童。"),
            (None, Some((Arabic, 1)), "1.别的。"),
        ];
        check(&heads, &rows, &["1.老年人；", "2.儿童。"]);
        // 一、 after a preamble, with all that belongs to it, is no item of 1. 2.
        let next = [rows[0], rows[1], (Some(0), Some((Bracketed, 1)), "（一）甲。")];
        check(&heads, &next, &["1.老年人；"]);
    }

    #[test]
    fn a_neighbour_is_no_item() {
        let rows = [(None, Some((Chinese, 1)), "一、甲："), (None, Some((Chinese, 2)), "二、乙。")];
        check(&[], &rows, &[]);
        check(&[], &[(None, None, "如下："), (None, None, "乙。")], &[]);
        check(&[], &[(None, None, "如下：")], &[]);
    }
}
