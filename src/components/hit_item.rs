//! One hit: where it stands, what it is called, the words that matched, what it means in plain words, how it is cited
//! and how far it has run.

use policy_engine::{Clause, Corpus, Hit, Why, snippet};
use yew::prelude::*;

use super::link::{href, link};
use super::markup::{El, el};
use super::snippet::{excerpt, marked};
use super::validity::validity_line;
use crate::cite::{document_of, source};
use crate::load::SharedIndex;
use crate::route::Route;
use crate::state::Action;
use crate::text::{Lang, Text};

/// Characters of official text shown with a hit: about three lines on a phone.
const SNIPPET_CHARS: usize = 72;

/// Props of [`HitItem`].
#[derive(Properties, PartialEq)]
pub struct HitItemProps {
    /// Language of the interface.
    pub lang: Lang,
    /// The index.
    pub index: SharedIndex,
    /// The hit.
    pub hit: Hit,
    /// The list it stands in; its link comes back to it.
    pub route: Route,
    /// The current year.
    pub year: u16,
    /// Address of the page, empty on the page itself.
    pub page_url: AttrValue,
    /// What happened.
    pub on: Callback<Action>,
}

/// A hit of the list.
#[component]
pub fn HitItem(props: &HitItemProps) -> Html {
    let (text, corpus, hit) = (props.lang.text(), props.index.corpus(), &props.hit);
    let clause = props.index.clause(hit.clause);
    let target = Route { clause: Some(clause.id.clone()), ..props.route.clone() };
    let snippet = snippet(&clause.text, &hit.highlights.text, SNIPPET_CHARS);
    let link =
        link("policy-lookup__hit-link", href(&props.page_url, &target), &props.on, Action::Clause(clause.id.clone()));
    let plain = clause.plain.as_ref().map(|plain| {
        el("p", "policy-lookup__hit-plain").child(el("span", "policy-lookup__tag").text(text.plain)).child(marked(
            &plain.summary,
            &hit.highlights.plain,
            None,
        ))
    });
    let title = marked(&clause.title, &hit.highlights.title, None);
    el("li", "policy-lookup__hit")
        .child(el("p", "policy-lookup__hit-path").text(path_line(corpus, clause)))
        .child(el("h3", "policy-lookup__hit-title").child(link.attr("data-clause", clause.id.clone()).child(title)))
        .child(el("p", "policy-lookup__snippet").child(excerpt(&snippet)))
        .maybe(plain)
        .child(foot(text, corpus, clause, props.year).maybe(why_line(text, &hit.why)))
        .into()
}

/// Document and headings, outermost first.
fn path_line(corpus: &Corpus, clause: &Clause) -> String {
    let collection = corpus.collections.get(usize::from(clause.collection)).map(|it| it.name.as_str());
    let parts = collection.into_iter().chain(clause.path.iter().map(String::as_str));
    parts.collect::<Vec<_>>().join(" › ")
}

/// 文号, page and validity.
fn foot(text: &Text, corpus: &Corpus, clause: &Clause, year: u16) -> El {
    let foot = el("p", "policy-lookup__hit-foot");
    let Some(document) = document_of(corpus, clause) else { return foot };
    foot.child(el("span", "policy-lookup__cite").text(document.number.clone()))
        .child(el("span", "policy-lookup__cite").text(source(document)))
        .child(validity_line(text, document, year))
}

/// How the clause matched, where it is not simply the words as typed.
fn why_line(text: &Text, why: &[Why]) -> Option<El> {
    let others = why.iter().filter(|it| **it != Why::Literal);
    let tags = others.map(|it| el("span", "policy-lookup__tag policy-lookup__tag--why").text(text.why(*it)));
    let unseen = el("span", "policy-lookup__unseen").text(text.why).text("：");
    let said = why.iter().any(|it| *it != Why::Literal);
    said.then(|| el("span", "policy-lookup__why").child(unseen).children(tags))
}
