//! One hit: where it stands, what it is called, the words that matched, what it means in plain words, how it is cited
//! and how far it has run.

use policy_engine::{Clause, Corpus, Hit, Why, snippet};
use yew::prelude::*;

use super::link::{follow, href};
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
    let onclick = follow(&props.on, Action::Clause(clause.id.clone()));
    let snippet = snippet(&clause.text, &hit.highlights.text, SNIPPET_CHARS);
    html! {
        <li class="policy-lookup__hit">
            <p class="policy-lookup__hit-path">{ path_line(corpus, clause) }</p>
            <h3 class="policy-lookup__hit-title">
                <a class="policy-lookup__hit-link" href={href(&props.page_url, &target)} data-clause={clause.id.clone()} {onclick}>
                    { marked(&clause.title, &hit.highlights.title, None) }
                </a>
            </h3>
            <p class="policy-lookup__snippet">{ excerpt(&snippet) }</p>
            if let Some(plain) = &clause.plain {
                <p class="policy-lookup__hit-plain">
                    <span class="policy-lookup__tag">{ text.plain }</span>
                    { marked(&plain.summary, &hit.highlights.plain, None) }
                </p>
            }
            <p class="policy-lookup__hit-foot">
                { citation_line(text, corpus, clause, props.year) }
                { why_line(text, &hit.why) }
            </p>
        </li>
    }
}

/// Document and headings, outermost first.
fn path_line(corpus: &Corpus, clause: &Clause) -> String {
    let collection = corpus.collections.get(usize::from(clause.collection)).map(|it| it.name.as_str());
    let parts = collection.into_iter().chain(clause.path.iter().map(String::as_str));
    parts.collect::<Vec<_>>().join(" › ")
}

fn citation_line(text: &Text, corpus: &Corpus, clause: &Clause, year: u16) -> Html {
    let Some(document) = document_of(corpus, clause) else { return Html::default() };
    html! {<>
        <span class="policy-lookup__cite">{ &document.number }</span>
        <span class="policy-lookup__cite">{ source(document) }</span>
        { validity_line(text, document, year) }
    </>}
}

/// How the clause matched, where it is not simply the words as typed.
fn why_line(text: &Text, why: &[Why]) -> Html {
    let others = why.iter().filter(|it| **it != Why::Literal);
    let tag = |it: &Why| html! { <span class="policy-lookup__tag policy-lookup__tag--why">{ text.why(*it) }</span> };
    html! {
        if why.iter().any(|it| *it != Why::Literal) {
            <span class="policy-lookup__why"><span class="policy-lookup__unseen">{ text.why }{"："}</span>{ for others.map(tag) }</span>
        }
    }
}
