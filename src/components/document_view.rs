//! A whole document, as the gazette has it: headings where they change, clauses in order, and an outline to jump by.

use policy_engine::{Clause, ClauseForm, Corpus};
use web_sys::Element;
use yew::prelude::*;

use super::clause_view::back_button;
use super::link::{follow, href};
use super::validity::validity_line;
use crate::cite::source;
use crate::config::Config;
use crate::load::SharedIndex;
use crate::route::Route;
use crate::state::Action;
use crate::text::{Lang, Text};

/// Headings deeper than this are in the text, not in the outline.
const OUTLINE_DEPTH: usize = 2;

/// Props of [`DocumentView`].
#[derive(Properties, PartialEq)]
pub struct DocumentViewProps {
    /// Language of the interface.
    pub lang: Lang,
    /// What the instance was told.
    pub config: Config,
    /// The index.
    pub index: SharedIndex,
    /// 文号
    pub number: AttrValue,
    /// Address of the page, empty on the page itself.
    pub page_url: AttrValue,
    /// What happened.
    pub on: Callback<Action>,
}

/// The clauses of a document, each with the headings that begin at it (depth from 0).
type Passage<'a> = (Vec<(usize, &'a str)>, &'a Clause);

/// Title, outline, text.
#[component]
pub fn DocumentView(props: &DocumentViewProps) -> Html {
    let (text, corpus) = (props.lang.text(), props.index.corpus());
    let root = use_node_ref();
    let Some(place) = corpus.documents.iter().position(|it| props.number == it.number) else {
        return html! { <div class="policy-lookup__notice">{ back_button(text, &props.on) }<p>{ text.no_such_clause }</p></div> };
    };
    let document = &corpus.documents[place];
    let passages = passages(corpus, place);
    html! {
        <article class="policy-lookup__document" ref={root.clone()}>
            { back_button(text, &props.on) }
            <header class="policy-lookup__document-head">
                <h2 class="policy-lookup__view-title" tabindex="-1">{ &document.title }</h2>
                <p class="policy-lookup__clause-foot">
                    <span class="policy-lookup__cite">{ &document.number }</span>
                    if !document.date.is_empty() { <span class="policy-lookup__cite">{ text.issued.fill([&document.issuer, &document.date]) }</span> }
                    <span class="policy-lookup__cite">{ source(document) }</span>
                    { validity_line(text, document, props.config.year) }
                </p>
            </header>
            <div class="policy-lookup__reader">
                { outline(text, &passages, &root) }
                <div class="policy-lookup__body" lang="zh-Hans">{ for passages.iter().map(|passage| passage_view(props, passage)) }</div>
            </div>
        </article>
    }
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
        let onclick = Callback::from(move |_| jump(&root, &id));
        html! { <li {class}><button type="button" class="policy-lookup__jump" {onclick}>{ heading.to_owned() }</button></li> }
    };
    html! {
        <details class="policy-lookup__outline" open={true}>
            <summary class="policy-lookup__aside-heading">{ text.outline }</summary>
            <ol class="policy-lookup__entries">{ for entries.filter(|((depth, _), _)| *depth < OUTLINE_DEPTH).map(entry) }</ol>
        </details>
    }
}

fn jump(root: &NodeRef, id: &str) {
    let Some(root) = root.cast::<Element>() else { return };
    if let Ok(Some(place)) = root.query_selector(&["[data-place=\"", id, "\"]"].concat()) {
        place.scroll_into_view();
    }
}

fn passage_view(props: &DocumentViewProps, (headings, clause): &Passage<'_>) -> Html {
    let heading = |(depth, heading): &(usize, &str)| {
        let class = match depth {
            0 => "policy-lookup__heading-1",
            1 => "policy-lookup__heading-2",
            _ => "policy-lookup__heading-3",
        };
        let tag = if *depth == 0 {
            "h3"
        } else if *depth == 1 {
            "h4"
        } else {
            "h5"
        };
        html! { <@{tag} {class}>{ (*heading).to_owned() }</@> }
    };
    let class = match clause.form {
        ClauseForm::Row => "policy-lookup__passage policy-lookup__passage--row",
        ClauseForm::Box => "policy-lookup__passage policy-lookup__passage--box",
        _ => "policy-lookup__passage",
    };
    let onclick = follow(&props.on, Action::Clause(clause.id.clone()));
    html! {
        <div class="policy-lookup__place" data-place={clause.id.clone()}>
            { for headings.iter().map(heading) }
            <p {class}>
                { &clause.text }
                <a class="policy-lookup__cite-link" href={href(&props.page_url, &Route::to_clause(&clause.id))} data-clause={clause.id.clone()}
                    aria-label={[props.lang.text().citation, " ", &clause.title].concat()} {onclick}>{"§"}</a>
            </p>
        </div>
    }
}
