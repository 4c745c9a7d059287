//! A whole document, as the gazette has it: headings where they change, clauses in order, and an outline to jump by.

use policy_engine::{Clause, ClauseForm, Corpus};
use yew::prelude::*;

use super::clause_view::{back_button, view_title};
use crate::cite::source;
use crate::components::{ViewProps, validity_line};
use crate::dom::browser::find;
use crate::dom::element::{Element, element};
use crate::i18n::Text;

/// Headings deeper than this are in the text, not in the outline.
const OUTLINE_DEPTH: usize = 2;

/// The clauses of a document, each with the headings that begin at it (depth from 0).
type Passage<'a> = (Vec<(usize, &'a str)>, &'a Clause);

/// Title, outline, text; `number` is the 文号.
pub fn document_view(view: &ViewProps<'_>, number: &str) -> Html {
    let (text, corpus) = (view.text, view.index.corpus());
    let Some(place) = corpus.documents.iter().position(|it| number == it.number) else {
        let missing = element("p", "").text(text.no_such_clause);
        return element("div", "policy-lookup__notice").child(back_button(view)).child(missing).into();
    };
    let document = &corpus.documents[place];
    let passages = passages(corpus, place);
    let cite = |what: String| element("span", "policy-lookup__cite").text(what);
    let issued = (!document.date.is_empty()).then(|| cite(text.issued.fill([&document.issuer, &document.date])));
    let foot = element("p", "policy-lookup__clause-foot")
        .child(cite(document.number.clone()))
        .maybe(issued)
        .child(cite(source(document)))
        .child(validity_line(text, document, view.config.year));
    let body = element("div", "policy-lookup__body").attr("lang", "zh-Hans");
    let body = body.children(passages.iter().map(|passage| passage_view(view, passage)));
    element("article", "policy-lookup__document")
        .key("document")
        .child(back_button(view))
        .child(element("header", "policy-lookup__document-head").child(view_title(document.title.clone())).child(foot))
        .child(element("div", "policy-lookup__reader").child(outline(text, &passages, view.root)).child(body))
        .into()
}

fn passages(corpus: &Corpus, document: usize) -> Vec<Passage<'_>> {
    let clauses = corpus.clauses.iter().filter(|it| usize::from(it.document) == document);
    let mut before: &[String] = &[];
    let mut out = Vec::new();
    for clause in clauses {
        let same = clause.path.iter().zip(before).take_while(|(new, old)| new == old).count();
        let new = clause.path.iter().enumerate().skip(same).map(|(depth, heading)| (depth, heading.as_str()));
        out.push((new.collect(), clause));
        before = &clause.path;
    }
    out
}

/// Folded on a narrow screen, beside the text on a wide one (by style sheet: `open` is only the start).
fn outline(text: &Text, passages: &[Passage<'_>], root: &NodeRef) -> Html {
    let entries = passages.iter().flat_map(|(headings, clause)| headings.iter().map(move |it| (*it, *clause)));
    let entry = |((depth, heading), clause): ((usize, &str), &Clause)| {
        let class =
            if depth == 0 { "policy-lookup__entry" } else { "policy-lookup__entry policy-lookup__entry--inner" };
        let (root, id) = (root.clone(), clause.id.clone());
        let jump = Callback::from(move |_| jump(&root, &id));
        let button = element("button", "policy-lookup__jump").attr("type", "button").on_click(jump);
        element("li", class).child(button.text(heading.to_owned()))
    };
    let entries = entries.filter(|((depth, _), _)| *depth < OUTLINE_DEPTH).map(entry);
    element("details", "policy-lookup__outline")
        .flag("open", true)
        .child(element("summary", "policy-lookup__aside-heading").text(text.outline))
        .child(element("ol", "policy-lookup__entries").children(entries))
        .into()
}

fn jump(root: &NodeRef, id: &str) {
    if let Some(place) = find(root, &["[data-place=\"", id, "\"]"].concat()) {
        place.scroll_into_view();
    }
}

fn passage_view(view: &ViewProps<'_>, (headings, clause): &Passage<'_>) -> Element {
    let heading = |(depth, heading): &(usize, &str)| {
        let element = match depth {
            0 => element("h3", "policy-lookup__heading-1"),
            1 => element("h4", "policy-lookup__heading-2"),
            _ => element("h5", "policy-lookup__heading-3"),
        };
        element.text((*heading).to_owned())
    };
    let class = match clause.form {
        ClauseForm::Row => "policy-lookup__passage policy-lookup__passage--row",
        ClauseForm::Box => "policy-lookup__passage policy-lookup__passage--box",
        _ => "policy-lookup__passage",
    };
    let cite = view
        .clause_link("policy-lookup__cite-link", &clause.id)
        .attr("data-clause", clause.id.clone())
        .attr("aria-label", [view.text.citation, " ", &clause.title].concat())
        .text("§");
    element("div", "policy-lookup__place")
        .attr("data-place", clause.id.clone())
        .children(headings.iter().map(heading))
        .child(element("p", class).text(clause.text.clone()).child(cite))
}
