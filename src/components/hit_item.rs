//! One hit: its headings, what it is called, the words that matched, what it means in plain words, how it is cited
//! and how far it has run.

use super::snippet::{excerpt, marked};
use super::validity::validity_line;
use super::view_context::ViewProps;
use crate::dom::element::{Element, element};
use crate::i18n::Text;
use crate::state::{Action, Route};
use policy_engine::{Clause, Corpus, Hit, MatchKind, snippet};

/// Characters of official text shown with a hit: about three lines on a phone.
const SNIPPET_CHARS: usize = 72;

/// A hit of the list. After Back its link has the focus again, found by `data-clause`.
pub fn hit_item(view: &ViewProps<'_>, hit: &Hit) -> Element {
    let (text, corpus) = (view.text, view.index.corpus());
    let clause = view.index.clause(hit.clause);
    let target = Route { clause: Some(clause.id.clone()), ..view.route.clone() };
    let snippet = snippet(&clause.text, &hit.highlights.text, SNIPPET_CHARS);
    let link = view.link("policy-lookup__hit-link", &target, Action::Clause(clause.id.clone()));
    let plain = clause.plain.as_ref().map(|plain| {
        let tag = element("span", "policy-lookup__tag").text(text.plain);
        element("p", "policy-lookup__hit-plain").child(tag).child(marked(&plain.summary, &hit.highlights.plain, None))
    });
    let title = marked(&clause.title, &hit.highlights.title, None);
    element("li", "policy-lookup__hit")
        .attr("part", "hit")
        .key([clause.id.as_str(), if view.route.literal { " = " } else { " " }, &view.route.query].concat())
        .child(element("p", "policy-lookup__hit-path").text(path_line(corpus, clause)))
        .child(
            view.heading(1, "policy-lookup__hit-title").child(link.attr("data-clause", clause.id.clone()).child(title)),
        )
        .child(element("p", "policy-lookup__snippet").child(excerpt(&snippet)))
        .maybe(plain)
        .child(foot(text, corpus, clause, view.config.year).maybe(why_line(text, &hit.why)))
}

/// Document and headings, outermost first.
fn path_line(corpus: &Corpus, clause: &Clause) -> String {
    let collection = corpus.collections.get(usize::from(clause.collection)).map(|it| it.name.as_str());
    let parts = collection.into_iter().chain(corpus.path(clause));
    parts.collect::<Vec<_>>().join(" › ")
}

/// 文号, page and validity.
fn foot(text: &Text, corpus: &Corpus, clause: &Clause, year: u16) -> Element {
    let foot = element("p", "policy-lookup__hit-foot");
    let Some(document) = corpus.document_of(clause) else { return foot };
    foot.child(element("span", "policy-lookup__cite").text(document.number.clone()))
        .child(element("span", "policy-lookup__cite").text(document.publication()))
        .child(validity_line(text, document, year))
}

/// How the clause matched, where it is not simply the words as typed.
fn why_line(text: &Text, why: &[MatchKind]) -> Option<Element> {
    let others = why.iter().filter(|it| **it != MatchKind::Literal);
    let tags = others.map(|it| element("span", "policy-lookup__tag policy-lookup__tag--why").text(text.why(*it)));
    let unseen = element("span", "policy-lookup__unseen").text(text.why).text("：");
    let said = why.iter().any(|it| *it != MatchKind::Literal);
    said.then(|| element("span", "policy-lookup__why").child(unseen).children(tags))
}
