//! A whole document, set as official documents are (GB/T 9704): the title once, who it is addressed to flush, every
//! paragraph drawn in by two characters, headings by their level. An outline stays in sight and says where one is.

use std::ops::Range;

use policy_engine::{Clause, ClauseForm, ClauseId, Corpus, Document, Heading, HeadingId, Highlights, marked_title};
use yew::prelude::*;

use super::clause_view::{back_button, issued, missing, printed_foot, stepper, view_title};
use super::notice::gap;
use crate::components::{ViewProps, marked, related_line, validity_line};
use crate::dom::element::{Element, element};
use crate::lookup::find_document;
use crate::state::Route;

/// Headings deeper than this are in the text, not in the outline.
const OUTLINE_DEPTH: usize = 2;
/// A line so long that ends in a colon is who a document is addressed to.
const MOST_ADDRESSED_CHARS: usize = 120;

/// A clause with the headings that begin at it.
struct Passage<'a> {
    headings: Vec<(HeadingId, &'a Heading)>,
    id: ClauseId,
    clause: &'a Clause,
}

/// What a query marks in a document, and the mark stepped to.
struct Marks<'a> {
    found: &'a [(ClauseId, Highlights)],
    /// Number of marks before those of each entry of `found`, and of all.
    before: Vec<usize>,
    current: usize,
}

impl<'a> Marks<'a> {
    /// `step` counts from the first mark of the clause at which the document was opened.
    fn new(found: &'a [(ClauseId, Highlights)], opened_at: Option<ClauseId>, step: usize) -> Self {
        let mut before = vec![0];
        for (_, highlights) in found {
            before.push(before[before.len() - 1] + highlights.text.len());
        }
        let first = opened_at.map_or(0, |id| before[found.partition_point(|it| it.0 < id)]);
        let num = before[before.len() - 1].max(1);
        Self { found, before, current: (first + step) % num }
    }

    fn num(&self) -> usize {
        self.before[self.before.len() - 1]
    }

    /// The ranges in the text of a clause, and which of them is stepped to.
    fn of(&self, id: ClauseId) -> (&'a [Range<usize>], Option<usize>) {
        let Ok(at) = self.found.binary_search_by_key(&id, |it| it.0) else { return (&[], None) };
        let ranges = self.found[at].1.text.as_slice();
        let current = self.current.checked_sub(self.before[at]).filter(|it| *it < ranges.len());
        (ranges, current.filter(|_| 1 < self.num()))
    }
}

/// Title, outline, text; `number` is the 文号, `found` what the query of the route marks, `step` how often one stepped on.
pub fn document_view(view: &ViewProps<'_>, number: &str, found: &[(ClauseId, Highlights)], step: usize) -> Html {
    let (text, corpus) = (view.text, view.index.corpus());
    let Some(place) = find_document(corpus, number).map(usize::from) else { return missing(view) };
    let document = &corpus.documents[place];
    let passages = passages(corpus, place);
    let opened_at = view.route.at.as_deref().and_then(|id| view.index.find_clause(id));
    let marks = Marks::new(found, opened_at, step);
    let cite = |what: String| element("span", "policy-lookup__cite").text(what);
    let issued = issued(text, document).map(cite);
    let foot = element("p", "policy-lookup__clause-foot")
        .maybe(document.has_number().then(|| cite(document.number.clone())))
        .maybe(issued)
        .child(cite(document.publication()))
        .children(document.made_sentences().map(|it| cite(it.to_owned())))
        .child(validity_line(text, document, view.config.today));
    let related = u16::try_from(place).ok().and_then(|it| related_line(view, it));
    let body = element("div", "policy-lookup__body").attr("lang", "zh-Hans");
    let body = body.children(body_of(view, document, &passages, &marks));
    let route = Route { document: Some(document.number.clone()), ..Route::default() };
    let cited = match document.has_number() {
        true => [marked_title(&document.title).as_str(), "（", &document.number, "）"].concat(),
        false => document.number.clone(),
    };
    element("article", "policy-lookup__document")
        .key([view.lang.tag(), number, &view.route.query].concat())
        .child(back_button(view))
        .maybe(gap(view))
        .child(
            element("header", "policy-lookup__document-head")
                .child(view_title(view, document.title.clone()))
                .child(foot)
                .maybe(related),
        )
        .child(
            element("div", "policy-lookup__reader")
                .child(outline(view, document, &passages))
                .child(body)
                .maybe((1 < marks.num()).then(|| stepper(view, step, marks.current, marks.num()))),
        )
        .child(printed_foot(view, &cited, &route))
        .into()
}

fn passages(corpus: &Corpus, document: usize) -> Vec<Passage<'_>> {
    let mut printed = 0;
    let mut passages = Vec::new();
    let clauses = (0..).map(ClauseId).zip(&corpus.clauses);
    for (id, clause) in clauses.filter(|it| usize::from(it.1.document) == document) {
        let end = clause.heading.map_or(0, |it| it.0 + 1);
        let headings = (printed..end).map(HeadingId).map(|it| (it, corpus.heading(it)));
        let is_own = |it: &(HeadingId, &Heading)| it.1.document == clause.document && !it.1.text.is_empty();
        passages.push(Passage { headings: headings.filter(is_own).collect(), id, clause });
        printed = printed.max(end);
    }
    passages
}

/// Headings above one.
fn depth(corpus: &Corpus, heading: &Heading) -> usize {
    corpus.ancestors(heading.parent).filter(|(_, it)| !it.text.is_empty()).count()
}

/// A bar that stays in sight and says where one is (`use_place` writes that), folded over the list; beside the text where
/// there is room. What is chosen is a link to that place.
fn outline(view: &ViewProps<'_>, document: &Document, passages: &[Passage<'_>]) -> Html {
    let entries = passages.iter().flat_map(|it| it.headings.iter().map(move |heading| (heading.1, it.clause)));
    let entries = entries.map(|(heading, clause)| (depth(view.index.corpus(), heading), &heading.text, clause));
    let entry = |(depth, text, clause): (usize, &String, &Clause)| {
        let class =
            if depth == 0 { "policy-lookup__entry" } else { "policy-lookup__entry policy-lookup__entry--inner" };
        let link = view.place_link("policy-lookup__jump", &document.number, &clause.id);
        element("li", class).child(link.attr("data-to", clause.id.clone()).text(text.clone()))
    };
    let entries = entries.filter(|(depth, _, _)| *depth < OUTLINE_DEPTH).map(entry);
    let summary = element("summary", "policy-lookup__aside-heading")
        .child(element("span", "policy-lookup__outline-name").text(view.text.outline))
        .child(element("span", "policy-lookup__place-line").attr("aria-live", "off"));
    element("details", "policy-lookup__outline")
        .flag("open", view.has_filters_beside())
        .child(summary)
        .child(element("ol", "policy-lookup__entries").children(entries))
        .into()
}

/// Passages one after the other; the rows of one table together.
fn body_of(view: &ViewProps<'_>, document: &Document, passages: &[Passage<'_>], marks: &Marks<'_>) -> Vec<Element> {
    let corpus = view.index.corpus();
    let table = |it: &Passage<'_>| corpus.table_of(it.clause);
    // The title stands above, with what is printed under it.
    let is_title = |it: &&Passage<'_>| bare(&it.clause.text).starts_with(&bare(&document.title));
    let body = &passages[usize::from(passages.first().as_ref().is_some_and(is_title))..];
    let groups = body.chunk_by(|a, b| table(a).is_some() && table(a) == table(b));
    groups
        .flat_map(|group| match table(&group[0]) {
            Some(id) => table_view(view, id, group, marks),
            None => vec![passage_view(view, &group[0], marks)],
        })
        .collect()
}

/// Without white space, which scans of titles have inside.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// First level in the middle where it counts parts of a law (第一章), else as a line of its own in the text.
fn heading_view(view: &ViewProps<'_>, heading: &Heading) -> Element {
    let element = match depth(view.index.corpus(), heading) {
        0 if heading.text.starts_with('第') => {
            view.heading(1, "policy-lookup__heading-1 policy-lookup__heading-1--part")
        }
        0 => view.heading(1, "policy-lookup__heading-1"),
        1 => view.heading(2, "policy-lookup__heading-2"),
        _ => view.heading(3, "policy-lookup__heading-3"),
    };
    element.text(heading.text.clone())
}

/// Where a passage stands, for the bar: its headings, outermost first.
fn place_of(view: &ViewProps<'_>, clause: &Clause) -> String {
    view.index.corpus().path(clause).join(" › ")
}

fn passage_view(view: &ViewProps<'_>, passage: &Passage<'_>, marks: &Marks<'_>) -> Element {
    let Passage { headings, id, clause } = passage;
    let place = element("div", "policy-lookup__place")
        .attr("data-place", clause.id.clone())
        .attr("tabindex", "-1")
        .maybe_attr("data-path", (!headings.is_empty()).then(|| place_of(view, clause)))
        .children(headings.iter().map(|(_, it)| heading_view(view, it)));
    let (ranges, current) = marks.of(*id);
    place.children(paragraphs(view, clause, ranges, current))
}

/// The paragraphs of a clause; the link that cites it stands in the last.
fn paragraphs(view: &ViewProps<'_>, clause: &Clause, ranges: &[Range<usize>], current: Option<usize>) -> Vec<Element> {
    let mut out = Vec::new();
    let mut start = 0;
    let last = clause.text.matches('\n').count();
    for (at, line) in clause.text.split('\n').enumerate() {
        let (inside, current) = clipped(ranges, current, &(start..start + line.len()));
        let paragraph = element("p", paragraph_class(clause, line, at < last)).child(marked(line, &inside, current));
        out.push(if at == last { paragraph.child(cite_link(view, clause)) } else { paragraph });
        start += line.len() + 1;
    }
    out
}

fn paragraph_class(clause: &Clause, line: &str, is_followed: bool) -> &'static str {
    let is_addressed = is_followed && line.ends_with('：') && line.chars().count() <= MOST_ADDRESSED_CHARS;
    match clause.form {
        ClauseForm::Box => "policy-lookup__passage policy-lookup__passage--box",
        _ if is_addressed => "policy-lookup__passage policy-lookup__passage--flush",
        _ => "policy-lookup__passage",
    }
}

/// The marks of a text that fall into a part of it, counted from its beginning.
fn clipped(ranges: &[Range<usize>], current: Option<usize>, part: &Range<usize>) -> (Vec<Range<usize>>, Option<usize>) {
    let first = ranges.partition_point(|it| it.end <= part.start);
    let inside = ranges[first..].iter().take_while(|it| it.start < part.end);
    let inside = inside.map(|it| it.start.max(part.start) - part.start..it.end.min(part.end) - part.start);
    (inside.collect(), current.and_then(|at| at.checked_sub(first)))
}

fn cite_link(view: &ViewProps<'_>, clause: &Clause) -> Element {
    view.clause_link("policy-lookup__cite-link", &clause.id)
        .attr("data-clause", clause.id.clone())
        .attr("aria-label", [view.text.citation, " ", &clause.title].concat())
        .text("§")
}

/// What stands above the table, then the table itself: labelled columns, parts as rows of their own.
fn table_view(view: &ViewProps<'_>, id: HeadingId, rows: &[Passage<'_>], marks: &Marks<'_>) -> Vec<Element> {
    let corpus = view.index.corpus();
    let columns = &corpus.heading(id).columns;
    let label = |it: &String| element("th", "").attr("scope", "col").text(it.clone());
    let head = element("thead", "").child(element("tr", "").children(columns.iter().map(label)));
    let width = columns.len().to_string();
    let mut body = element("tbody", "");
    for Passage { headings, id: row, clause } in rows {
        let cells: Vec<&str> = clause.cells.iter().map(|it| &clause.text[it.clone()]).collect();
        let parts = headings.iter().filter(|(part, it)| id < *part && !cells.iter().any(|cell| cell.trim() == it.text));
        for (_, part) in parts {
            let cell =
                element("th", "").attr("colspan", width.clone()).attr("scope", "colgroup").text(part.text.clone());
            body = body.child(element("tr", "").child(cell));
        }
        body = body.child(table_row(view, clause, marks.of(*row)));
    }
    let table = element("table", "policy-lookup__table").child(head).child(body);
    let above = rows[0].headings.iter().filter(|(heading, _)| *heading <= id);
    let mut out: Vec<Element> = above.map(|(_, it)| heading_view(view, it)).collect();
    out.push(element("div", "policy-lookup__wide").attr("tabindex", "0").child(table));
    out
}

fn table_row(view: &ViewProps<'_>, clause: &Clause, marks: (&[Range<usize>], Option<usize>)) -> Element {
    let last = clause.cells.len().saturating_sub(1);
    let cell = |(at, it): (usize, &Range<usize>)| {
        let (inside, current) = clipped(marks.0, marks.1, it);
        let cell = element("td", "").child(marked(&clause.text[it.clone()], &inside, current));
        if at == last { cell.child(cite_link(view, clause)) } else { cell }
    };
    element("tr", "policy-lookup__row")
        .attr("data-place", clause.id.clone())
        .attr("tabindex", "-1")
        .children(clause.cells.iter().enumerate().map(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_counted_through_the_document() {
        let highlights = |text: Vec<Range<usize>>| Highlights { text, ..Highlights::default() };
        let found = [(ClauseId(3), highlights(vec![0..3, 6..9])), (ClauseId(7), highlights(vec![3..6, 8..9]))];
        let current = |opened_at, step| {
            let marks = Marks::new(&found, opened_at, step);
            [3, 7].map(|id| marks.of(ClauseId(id)).1)
        };
        assert_eq!(current(None, 0), [Some(0), None]);
        assert_eq!(current(None, 1), [Some(1), None]);
        assert_eq!(current(Some(ClauseId(7)), 0), [None, Some(0)]);
        assert_eq!(current(Some(ClauseId(7)), 1), [None, Some(1)]);
        assert_eq!(current(Some(ClauseId(7)), 2), [Some(0), None]);
        assert_eq!(Marks::new(&found, None, 0).of(ClauseId(4)), (&[][..], None));
    }

    #[test]
    fn a_mark_over_two_paragraphs_is_shown_in_both() {
        assert_eq!(clipped(&[0..3, 3..12], Some(1), &(0..6)), (vec![0..3, 3..6], Some(1)));
        assert_eq!(clipped(&[0..3, 3..12, 13..15], Some(1), &(7..20)), (vec![0..5, 6..8], Some(0)));
    }
}
