//! The start: for someone who does not know what to type. Two taps lead to clauses.

use policy_engine::{Corpus, Facet, FacetId, FacetValue, SearchOptions};
use yew::prelude::*;

use super::collection_tiles::collection_tiles;
use super::link::{follow, href};
use crate::answer::{facet_values, options};
use crate::load::SharedIndex;
use crate::route::Route;
use crate::state::Action;
use crate::text::{Lang, Text};

/// Examples offered, taken from the collections in turn.
const MOST_EXAMPLES: usize = 6;

/// Props of [`Start`].
#[derive(Properties, PartialEq)]
pub struct StartProps {
    /// Language of the interface.
    pub lang: Lang,
    /// The index.
    pub index: SharedIndex,
    /// The collection the element was made for.
    pub scope: Option<AttrValue>,
    /// The current year.
    pub year: u16,
    /// Address of the page, empty on the page itself.
    pub page_url: AttrValue,
    /// What happened.
    pub on: Callback<Action>,
}

/// Tiles, audiences, examples.
#[component]
pub fn Start(props: &StartProps) -> Html {
    let (text, corpus) = (props.lang.text(), props.index.corpus());
    let scoped = options(corpus, &Route::default(), props.scope.as_deref(), 0);
    let counts = props.index.search("", &SearchOptions { limit: 0, ..scoped }).counts;
    let count_of = |id: FacetId| counts.facets.get(usize::from(id.0)).copied().unwrap_or(0);
    html! {
        <div class="policy-lookup__start">
            if props.scope.is_none() {
                { section(text.by_collection, collection_tiles(text, corpus, &counts.collections, props.year, &props.page_url, &props.on)) }
            }
            { section(text.by_audience, html! {
                <ul class="policy-lookup__chips">
                    { for facet_values(corpus, Facet::Audience).filter(|(id, _)| count_of(*id) > 0)
                        .map(|(id, value)| audience(text, props, value, count_of(id))) }
                </ul>
            }) }
            { section(text.examples, html! {
                <ul class="policy-lookup__examples">
                    { for examples(corpus, props.scope.as_deref()).into_iter().map(|question| example(props, question)) }
                </ul>
            }) }
        </div>
    }
}

fn section(heading: &'static str, body: Html) -> Html {
    html! {
        <section class="policy-lookup__start-section">
            <h2 class="policy-lookup__heading">{ heading }</h2>
            { body }
        </section>
    }
}

fn audience(text: &Text, props: &StartProps, value: &FacetValue, num: u32) -> Html {
    let route = Route { facets: vec![(Facet::Audience, value.name.clone())], ..Route::default() };
    let onclick = follow(&props.on, Action::Browse(Facet::Audience, value.name.clone()));
    html! {
        <li>
            <a class="policy-lookup__chip" href={href(&props.page_url, &route)} {onclick} aria-label={text.i_am.fill([&value.name])}>
                <span>{ &value.name }</span><span class="policy-lookup__count">{ num }</span>
            </a>
        </li>
    }
}

fn example(props: &StartProps, question: &str) -> Html {
    let route = Route { query: question.into(), ..Route::default() };
    let onclick = follow(&props.on, Action::Ask(question.into()));
    html! {
        <li><a class="policy-lookup__example" href={href(&props.page_url, &route)} {onclick}>{ question }</a></li>
    }
}

/// The first example of each collection, then the second of each, and so on.
pub fn examples<'a>(corpus: &'a Corpus, scope: Option<&str>) -> Vec<&'a str> {
    let in_scope = |id: &str| scope.is_none_or(|scope| scope == id);
    let sources: Vec<_> = corpus.collections.iter().filter(|it| in_scope(&it.id)).collect();
    let longest = sources.iter().map(|it| it.examples.len()).max().unwrap_or(0);
    let round = |at: usize| sources.iter().filter_map(move |it| it.examples.get(at)).map(String::as_str);
    (0..longest).flat_map(round).take(MOST_EXAMPLES).collect()
}
