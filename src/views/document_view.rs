//! A whole document, as the gazette has it: headings where they change, clauses in order, and an outline to jump by.

use policy_engine::{Clause, ClauseForm, Corpus, Heading, HeadingId};
use yew::prelude::*;

use super::clause_view::{back_button, issued, view_title};
use crate::components::{ViewProps, validity_line};
use crate::dom::browser::find;
use crate::dom::element::{Element, element};
use crate::lookup::find_document;

/// Headings deeper than this are in the text, not in the outline.
const OUTLINE_DEPTH: usize = 2;

/// A clause with the headings that begin at it.
struct Passage<'a> {
    headings: Vec<(HeadingId, &'a Heading)>,
    clause: &'a Clause,
}

/// Title, outline, text; `number` is the 文号.
pub fn document_view(view: &ViewProps<'_>, number: &str) -> Html {
    let (text, corpus) = (view.text, view.index.corpus());
    let Some(place) = find_document(corpus, number).map(usize::from) else {
        let missing = element("p", "").text(text.no_such_clause);
        return element("div", "policy-lookup__notice").child(back_button(view)).child(missing).into();
    };
    let document = &corpus.documents[place];
    let passages = passages(corpus, place);
    let cite = |what: String| element("span", "policy-lookup__cite").text(what);
    let issued = issued(text, document).map(cite);
    let foot = element("p", "policy-lookup__clause-foot")
        .child(cite(document.number.clone()))
        .maybe(issued)
        .child(cite(document.publication()))
        .child(validity_line(text, document, view.config.year));
    let body = element("div", "policy-lookup__body").attr("lang", "zh-Hans");
    let body = body.children(body_of(view, &passages));
    element("article", "policy-lookup__document")
        .key([view.lang.tag(), number].concat())
        .child(back_button(view))
        .child(
            element("header", "policy-lookup__document-head")
                .child(view_title(view, document.title.clone()))
                .child(foot),
        )
        .child(element("div", "policy-lookup__reader").child(outline(view, &passages)).child(body))
        .into()
}

fn passages(corpus: &Corpus, document: usize) -> Vec<Passage<'_>> {
    let mut printed = 0;
    let mut passages = Vec::new();
    for clause in corpus.clauses.iter().filter(|it| usize::from(it.document) == document) {
        let end = clause.heading.map_or(0, |it| it.0 + 1);
        let headings = (printed..end).map(HeadingId).map(|id| (id, corpus.heading(id)));
        let is_own = |it: &(HeadingId, &Heading)| it.1.document == clause.document && !it.1.text.is_empty();
        passages.push(Passage { headings: headings.filter(is_own).collect(), clause });
        printed = printed.max(end);
    }
    passages
}

/// Headings above one.
fn depth(corpus: &Corpus, heading: &Heading) -> usize {
    corpus.ancestors(heading.parent).filter(|(_, it)| !it.text.is_empty()).count()
}

/// Folded on a narrow screen, beside the text on a wide one (by style sheet: `open` is only the start).
fn outline(view: &ViewProps<'_>, passages: &[Passage<'_>]) -> Html {
    let entries = passages.iter().flat_map(|it| it.headings.iter().map(move |heading| (heading.1, it.clause)));
    let entries = entries.map(|(heading, clause)| (depth(view.index.corpus(), heading), &heading.text, clause));
    let entry = |(depth, text, clause): (usize, &String, &Clause)| {
        let class =
            if depth == 0 { "policy-lookup__entry" } else { "policy-lookup__entry policy-lookup__entry--inner" };
        let (root, id) = (view.root.clone(), clause.id.clone());
        let jump = Callback::from(move |_| jump(&root, &id));
        let button = element("button", "policy-lookup__jump").attr("type", "button").on_click(jump);
        element("li", class).child(button.text(text.clone()))
    };
    let entries = entries.filter(|(depth, _, _)| *depth < OUTLINE_DEPTH).map(entry);
    element("details", "policy-lookup__outline")
        .flag("open", true)
        .child(element("summary", "policy-lookup__aside-heading").text(view.text.outline))
        .child(element("ol", "policy-lookup__entries").children(entries))
        .into()
}

fn jump(root: &NodeRef, id: &str) {
    if let Some(place) = find(root, &["[data-place=\"", id, "\"]"].concat()) {
        place.scroll_into_view();
    }
}

/// Passages one after the other; the rows of one table together.
fn body_of(view: &ViewProps<'_>, passages: &[Passage<'_>]) -> Vec<Element> {
    let corpus = view.index.corpus();
    let table = |it: &Passage<'_>| corpus.table_of(it.clause);
    let groups = passages.chunk_by(|a, b| table(a).is_some() && table(a) == table(b));
    groups
        .flat_map(|group| match table(&group[0]) {
            Some(id) => table_view(view, id, group),
            None => vec![passage_view(view, &group[0])],
        })
        .collect()
}

fn heading_view(view: &ViewProps<'_>, heading: &Heading) -> Element {
    let element = match depth(view.index.corpus(), heading) {
        0 => view.heading(1, "policy-lookup__heading-1"),
        1 => view.heading(2, "policy-lookup__heading-2"),
        _ => view.heading(3, "policy-lookup__heading-3"),
    };
    element.text(heading.text.clone())
}

fn passage_view(view: &ViewProps<'_>, Passage { headings, clause }: &Passage<'_>) -> Element {
    let class = match clause.form {
        ClauseForm::Box => "policy-lookup__passage policy-lookup__passage--box",
        _ => "policy-lookup__passage",
    };
    element("div", "policy-lookup__place")
        .attr("data-place", clause.id.clone())
        .children(headings.iter().map(|(_, it)| heading_view(view, it)))
        .child(element("p", class).text(clause.text.clone()).child(cite_link(view, clause)))
}

fn cite_link(view: &ViewProps<'_>, clause: &Clause) -> Element {
    view.clause_link("policy-lookup__cite-link", &clause.id)
        .attr("data-clause", clause.id.clone())
        .attr("aria-label", [view.text.citation, " ", &clause.title].concat())
        .text("§")
}

/// The words above the table, then the table itself: labelled columns, parts as rows of their own.
fn table_view(view: &ViewProps<'_>, id: HeadingId, rows: &[Passage<'_>]) -> Vec<Element> {
    let corpus = view.index.corpus();
    let columns = &corpus.heading(id).columns;
    let label = |it: &String| element("th", "").attr("scope", "col").text(it.clone());
    let head = element("thead", "").child(element("tr", "").children(columns.iter().map(label)));
    let width = columns.len().to_string();
    let mut body = element("tbody", "");
    for Passage { headings, clause } in rows {
        let cells: Vec<&str> = clause.cells.iter().map(|it| &clause.text[it.clone()]).collect();
        let parts = headings.iter().filter(|(part, it)| id < *part && !cells.iter().any(|cell| cell.trim() == it.text));
        for (_, part) in parts {
            let cell =
                element("th", "").attr("colspan", width.clone()).attr("scope", "colgroup").text(part.text.clone());
            body = body.child(element("tr", "").child(cell));
        }
        body = body.child(table_row(view, clause, &cells));
    }
    let table = element("table", "policy-lookup__table").child(head).child(body);
    let above = rows[0].headings.iter().filter(|(heading, _)| *heading <= id);
    let mut out: Vec<Element> = above.map(|(_, it)| heading_view(view, it)).collect();
    out.push(element("div", "policy-lookup__wide").attr("tabindex", "0").child(table));
    out
}

fn table_row(view: &ViewProps<'_>, clause: &Clause, cells: &[&str]) -> Element {
    let last = cells.len().saturating_sub(1);
    let cell = |(at, it): (usize, &&str)| {
        let cell = element("td", "").text((*it).to_owned());
        if at == last { cell.child(cite_link(view, clause)) } else { cell }
    };
    element("tr", "policy-lookup__row")
        .attr("data-place", clause.id.clone())
        .children(cells.iter().enumerate().map(cell))
}
