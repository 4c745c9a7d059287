//! When there is no answer: nothing found (with ways on), still loading, or failed.

use policy_engine::{Corpus, SearchPage};
use yew::prelude::*;

use super::icon::{PHONE, icon};
use super::link::{follow, href};
use crate::config::Config;
use crate::load::LoadError;
use crate::route::Route;
use crate::state::Action;
use crate::text::Text;

/// 未找到依据, and the ways on: filters off, near terms, topics, a person on the phone.
pub fn no_basis(
    text: &Text,
    corpus: &Corpus,
    route: &Route,
    page: &SearchPage,
    num_unfiltered: usize,
    page_url: &str,
    on: &Callback<Action>,
) -> Html {
    let filtered = num_unfiltered > 0;
    html! {
        <div class="policy-lookup__notice">
            <p>{ if filtered { text.no_hits_filtered.to_owned() } else { text.no_basis_for.fill([&route.query]) } }</p>
            if filtered {
                <button type="button" class="policy-lookup__button" onclick={on.reform(|_| Action::Unfilter)}>
                    { text.without_filters.num(num_unfiltered) }
                </button>
            }
            if !page.related.is_empty() {
                <h3 class="policy-lookup__way">{ text.near_terms }</h3>
                <ul class="policy-lookup__chips">{ for page.related.iter().map(|term| near_term(term, page_url, on)) }</ul>
            }
            <h3 class="policy-lookup__way">{ text.topics }</h3>
            <ul class="policy-lookup__chips policy-lookup__chips--wide">{ for corpus.collections.iter().map(|it| {
                let route = Route { collection: Some(it.id.clone()), ..Route::default() };
                chip(&it.name, href(page_url, &route), follow(on, Action::Arrive(crate::state::Place { route, ..Default::default() })))
            }) }</ul>
            { hotline(text) }
        </div>
    }
}

fn near_term(term: &str, page_url: &str, on: &Callback<Action>) -> Html {
    let route = Route { query: term.to_owned(), ..Route::default() };
    chip(term, href(page_url, &route), follow(on, Action::Ask(term.to_owned())))
}

fn chip(name: &str, href: AttrValue, onclick: Callback<MouseEvent>) -> Html {
    html! { <li><a class="policy-lookup__chip" {href} {onclick}>{ name.to_owned() }</a></li> }
}

/// The government hotline.
pub fn hotline(text: &Text) -> Html {
    html! {
        <p class="policy-lookup__hotline">
            { icon(PHONE) }{ text.call }
            <a href={["tel:", text.call_number].concat()}>{ text.call_number }</a>
        </p>
    }
}

/// While the index is on its way; `percent` where the length is known.
pub fn loading(text: &Text, percent: Option<u8>) -> Html {
    let message = percent.map_or(text.loading.to_owned(), |it| text.loading_percent.num(usize::from(it)));
    html! { <p class="policy-lookup__loading" role="status">{ message }</p> }
}

/// What went wrong, what to do, and the page that needs no program.
pub fn failure(text: &Text, error: &LoadError, config: &Config) -> Html {
    let said = text.error(error.code);
    html! {
        <div class="policy-lookup__notice policy-lookup__notice--failure" role="alert" data-code={error.code.name()}>
            <h2 class="policy-lookup__heading">{ text.failed }</h2>
            <p>{ said.happened }{ said.do_next }</p>
            <p><a class="policy-lookup__button" href={&config.static_url}>{ text.static_page }</a></p>
            { hotline(text) }
        </div>
    }
}
