//! The first screen of a visit, for someone who does not know what to type: documents, audiences, questions.

use policy_engine::{Collection, Facet, FacetCounts};
use yew::prelude::*;

use super::state::Touch;
use crate::components::{ViewProps, validity_line};
use crate::dom::icon::{NEXT, icon};
use crate::i18n;
use crate::lookup::{document_behind, examples, facet_values};
use crate::state::Action;

/// Tiles, audiences, questions; nothing but buttons.
pub fn start_screen(view: &ViewProps<'_>, counts: &FacetCounts, on: &Callback<Touch>) -> Html {
    let ViewProps { text, config, index, on: look, .. } = *view;
    let corpus = index.corpus();
    let tile = |(at, collection): (usize, &Collection)| {
        let id = collection.id.clone();
        let num = counts.collections.get(at).copied().unwrap_or(0).to_string();
        let body = html! {<>
            <span class="policy-lookup__tile-name">{ view.name(&collection.name) }</span>
            <span class="policy-lookup__tile-count">{ text.num_clauses.fill([&num]) }</span>
            if let Some(document) = document_behind(corpus, at) {
                <span class="policy-lookup__tile-number">{ &document.number }</span>
                { validity_line(text, document, config.today) }
            }
        </>};
        choice("policy-lookup__kiosk-tile", body, look, Action::Collection(Some(id)))
    };
    let values = facet_values(corpus, Facet::Audience);
    let values = values.filter(|(id, _)| counts.facets.get(usize::from(id.0)).is_some_and(|num| *num > 0));
    let audience = |name: &String| {
        choice(
            "policy-lookup__kiosk-chip",
            html! { view.name(name) },
            look,
            Action::Browse(Facet::Audience, name.clone()),
        )
    };
    let question = |question: &str| {
        let body = html! {<><span>{ question.to_owned() }</span>{ icon(NEXT) }</>};
        choice("policy-lookup__kiosk-question", body, look, Action::Ask(question.to_owned()))
    };
    html! {
        <div class="policy-lookup__kiosk-start">
            { section(text.by_collection, "policy-lookup__kiosk-tiles", corpus.collections.iter().enumerate().map(tile).collect()) }
            { section(text.by_audience, "policy-lookup__kiosk-chips", values.map(|(_, value)| audience(&value.name)).collect()) }
            { section(text.examples, "policy-lookup__kiosk-questions", examples(corpus, None).into_iter().map(question).collect()) }
            <p class="policy-lookup__kiosk-foot">
                <span>{ text.disclaimer }</span>
                <button type="button" class="policy-lookup__kiosk-quiet" onclick={on.reform(|_| Touch::About(true))}>{ i18n::kiosk_text(view.lang).about }</button>
            </p>
        </div>
    }
}

fn section(heading: &'static str, class: &'static str, choices: Html) -> Html {
    html! {
        <section class="policy-lookup__kiosk-section">
            <h2 class="policy-lookup__heading">{ heading }</h2>
            <ul {class}>{ choices }</ul>
        </section>
    }
}

/// One thing to choose, as an item of a list.
pub fn choice(class: &'static str, body: Html, look: &Callback<Action>, action: Action) -> Html {
    html! { <li><button type="button" {class} onclick={look.reform(move |_| action.clone())}>{ body }</button></li> }
}
