//! What was found: how many, how it was read, one filter, the hits; or that there is no basis, with ways on.

use policy_engine::SearchResults;
use yew::prelude::*;

use super::start_screen::choice;
use crate::components::{ViewProps, headline, hit_list, readings, shared_validity_line};
use crate::hooks::Haste;
use crate::i18n::{self, Text};
use crate::lookup::near_terms;
use crate::state::{Action, Route};

/// The answer to a route. While someone is `typing`, half a word without an answer is not a question without one.
pub fn results_screen(view: &ViewProps<'_>, page: &SearchResults, haste: &Haste, typing: bool) -> Html {
    let ViewProps { text, index, route, on: look, .. } = *view;
    let is_answered = page.num_hits > 0 && page.confident;
    if typing && !is_answered {
        return html! {<>
            <p class="policy-lookup__kiosk-none">{ i18n::kiosk_text(view.lang).keep_typing }</p>
            { other_words(text, page, route, look) }
        </>};
    }
    let headline = headline(text, route, page, view.supply);
    html! {
        <section key="results" class="policy-lookup__kiosk-answers" aria-label={text.results}>
            <h2 key={headline.as_str()} class="policy-lookup__headline">{ &headline }</h2>
            { readings(text, route, &page.corrections, look) }
            { filters(view, page) }
            if !is_answered {
                { no_basis(text, page, route, index.corpus().documents.len(), look) }
                if !page.hits.is_empty() { <h2 class="policy-lookup__way">{ text.near_clauses }</h2> }
            }
            { shared_validity_line(view, page) }
            { hit_list(view, page, haste.is_hasty) }
        </section>
    }
}

/// The facets that were chosen, to be dropped, and the documents, to be chosen.
fn filters(view: &ViewProps<'_>, page: &SearchResults) -> Html {
    let ViewProps { text, index, route, on: look, .. } = *view;
    let button = |name: &str, pressed: bool, action: Action| {
        let pressed = if pressed { "true" } else { "false" };
        html! {
            <li><button type="button" class="policy-lookup__kiosk-filter" aria-pressed={pressed}
                onclick={look.reform(move |_| action.clone())}>{ name.to_owned() }</button></li>
        }
    };
    let facets =
        route.facets.iter().map(|(facet, name)| button(&view.name(name), true, Action::Facet(*facet, name.clone())));
    let collections = index.corpus().collections.iter().zip(&page.counts.collections);
    let chosen = |id: &str| route.collection.as_deref() == Some(id);
    let offered = collections.filter(|(it, num)| **num > 0 || chosen(&it.id)).map(|(it, _)| {
        let id = (!chosen(&it.id)).then(|| it.id.clone());
        button(&view.name(&it.name), chosen(&it.id), Action::Collection(id))
    });
    html! { <ul class="policy-lookup__kiosk-filters" aria-label={text.filters}>{ for facets.chain(offered) }</ul> }
}

fn other_words(text: &Text, page: &SearchResults, route: &Route, look: &Callback<Action>) -> Html {
    let near = near_terms(page, &route.query);
    if near.is_empty() {
        return Html::default();
    }
    let term = |it: &String| choice("policy-lookup__kiosk-chip", html! { it }, look, Action::Ask(it.clone()));
    html! {<>
        <h2 class="policy-lookup__way">{ text.near_terms }</h2>
        <ul key={page.related.concat()} class="policy-lookup__kiosk-chips">{ for near.into_iter().map(term) }</ul>
    </>}
}

/// 未找到依据: near terms, and a person on the phone.
fn no_basis(text: &Text, page: &SearchResults, route: &Route, num_documents: usize, look: &Callback<Action>) -> Html {
    html! {<>
        <p key={route.query.as_str()} class="policy-lookup__kiosk-none">{ text.no_direct_basis.num(num_documents) }</p>
        { other_words(text, page, route, look) }
        // A number to read, not a link: nothing here can make a call.
        <p class="policy-lookup__kiosk-call">{ text.call }<b>{ text.call_number }</b></p>
    </>}
}
