//! One clause: the official text large and quiet, what it means in plain words beside it, who is in charge, where it
//! stands, and what can be taken along.

use policy_engine::{Clause, ClauseId, Facet};
use web_sys::Element;
use yew::prelude::*;

use super::clause_actions::ClauseActions;
use super::icon::{BACK, DOWN, UP, icon};
use super::link::{follow, href};
use super::plain_note::plain_note;
use super::section_list::{neighbour_links, section_list};
use super::snippet::marked;
use super::validity::validity_line;
use crate::answer::{highlights, values_of};
use crate::cite::{citation, document_of, source};
use crate::config::{Config, Mode, Surface};
use crate::load::SharedIndex;
use crate::route::Route;
use crate::state::Action;
use crate::text::{Lang, Text};

/// Props of [`ClauseView`].
#[derive(Properties, PartialEq)]
pub struct ClauseViewProps {
    /// Language of the interface.
    pub lang: Lang,
    /// What the instance was told.
    pub config: Config,
    /// Standard or elder.
    pub mode: Mode,
    /// The index.
    pub index: SharedIndex,
    /// The clause, and the search it was opened from.
    pub route: Route,
    /// Place of the highlight stepped to.
    pub mark: usize,
    /// Address of the page, empty on the page itself.
    pub page_url: AttrValue,
    /// What happened.
    pub on: Callback<Action>,
}

/// A clause, or the sentence that there is none.
#[component]
pub fn ClauseView(props: &ClauseViewProps) -> Html {
    let text = props.lang.text();
    let id = props.route.clause.as_deref().and_then(|id| props.index.find_clause(id));
    let marks = use_memo((props.route.clone(), props.index.clone()), move |(route, index)| {
        id.map(|id| highlights(index, route, id).text).unwrap_or_default()
    });
    let root = use_node_ref();
    use_effect_with((props.mark, root.clone()), |(mark, root)| {
        // Opening a clause shows its beginning; only stepping moves.
        if *mark > 0 {
            scroll_to_mark(root);
        }
    });
    let Some(id) = id else { return missing(text, &props.on) };
    let clause = props.index.clause(id);
    let current = (marks.len() > 1).then(|| props.mark % marks.len());
    html! {
        <article class="policy-lookup__clause" ref={root}>
            { back_button(text, &props.on) }
            { head(text, props, clause) }
            <div class="policy-lookup__columns">
                <div class="policy-lookup__official">
                    <h3 class="policy-lookup__unseen">{ text.official }</h3>
                    <p class="policy-lookup__text" lang="zh-Hans">{ marked(&clause.text, &marks, current) }</p>
                    if let Some(at) = current { { stepper(text, props.mark, at, marks.len(), &props.on) } }
                    { in_charge(text, props, clause) }
                </div>
                <div class="policy-lookup__beside">
                    if let Some(note) = &clause.plain { { plain_note(text, note) } }
                    { actions(props, clause) }
                    if props.mode == Mode::Standard { { section_list(text, &props.index, id, &props.page_url, &props.on) } }
                </div>
            </div>
            { neighbour_links(text, &props.index, id, &props.page_url, &props.on) }
            { printed_foot(text, props, id) }
        </article>
    }
}

fn scroll_to_mark(root: &NodeRef) {
    let Some(root) = root.cast::<Element>() else { return };
    if let Ok(Some(mark)) = root.query_selector(".policy-lookup__mark--current") {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        mark.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

pub(super) fn back_button(text: &Text, on: &Callback<Action>) -> Html {
    html! {
        <button type="button" class="policy-lookup__back" onclick={on.reform(|_| Action::Back)}>{ icon(BACK) }{ text.back }</button>
    }
}

fn missing(text: &Text, on: &Callback<Action>) -> Html {
    html! {
        <div class="policy-lookup__notice">
            <h2 class="policy-lookup__view-title" tabindex="-1">{ text.no_such_clause }</h2>
            <button type="button" class="policy-lookup__button" onclick={on.reform(|_| Action::Home)}>{ text.back_home }</button>
        </div>
    }
}

fn head(text: &Text, props: &ClauseViewProps, clause: &Clause) -> Html {
    let document = document_of(props.index.corpus(), clause);
    let crumb = |heading: &String| html! { <li>{ heading }</li> };
    html! {
        <header class="policy-lookup__clause-head">
            if let Some(document) = document {
                <p class="policy-lookup__document-line">
                    <a href={href(&props.page_url, &Route { document: Some(document.number.clone()), ..Route::default() })}
                        onclick={follow(&props.on, Action::Document(document.number.clone()))}>{"《"}{ &document.title }{"》"}</a>
                    <span class="policy-lookup__cite">{ &document.number }</span>
                </p>
            }
            if !clause.path.is_empty() {
                <ol class="policy-lookup__path" aria-label={text.place}>{ for clause.path.iter().map(crumb) }</ol>
            }
            <h2 class="policy-lookup__view-title" tabindex="-1">{ &clause.title }</h2>
            if let Some(document) = document {
                <p class="policy-lookup__clause-foot">
                    { validity_line(text, document, props.config.year) }
                    <span class="policy-lookup__cite">{ source(document) }</span>
                </p>
            }
        </header>
    }
}

fn stepper(text: &Text, mark: usize, at: usize, num: usize, on: &Callback<Action>) -> Html {
    // Counts on from `num`, so that stepping back from the first mark is a step too and scrolls.
    let (before, after) = (mark + num - 1 + if mark == 0 { num } else { 0 }, mark + 1);
    html! {
        <div class="policy-lookup__stepper">
            <button type="button" class="policy-lookup__step" aria-label={text.previous_mark} onclick={on.reform(move |_| Action::Mark(before))}>{ icon(UP) }</button>
            <span role="status">{ text.marks.fill([&(at + 1).to_string(), &num.to_string()]) }</span>
            <button type="button" class="policy-lookup__step" aria-label={text.next_mark} onclick={on.reform(move |_| Action::Mark(after))}>{ icon(DOWN) }</button>
        </div>
    }
}

/// The departments, each with the list of all it is responsible for.
fn in_charge(text: &Text, props: &ClauseViewProps, clause: &Clause) -> Html {
    let departments = values_of(props.index.corpus(), clause, Facet::Department);
    if departments.is_empty() {
        return Html::default();
    }
    let link = |value: &policy_engine::FacetValue| {
        let route = Route { facets: vec![(Facet::Department, value.name.clone())], ..Route::default() };
        let onclick = follow(&props.on, Action::Browse(Facet::Department, value.name.clone()));
        let name = if value.long_name.is_empty() { &value.name } else { &value.long_name };
        html! { <li><a href={href(&props.page_url, &route)} {onclick}>{ name }</a></li> }
    };
    html! {
        <div class="policy-lookup__in-charge">
            <h3 class="policy-lookup__aside-heading">{ text.in_charge }</h3>
            <ul class="policy-lookup__departments">{ for departments.into_iter().map(link) }</ul>
        </div>
    }
}

fn actions(props: &ClauseViewProps, clause: &Clause) -> Html {
    let link = [props.config.page_url.as_str(), &Route::to_clause(&clause.id).format()].concat();
    let can_print = match props.config.surface {
        Surface::Page => true,
        // Printing from inside somebody else's page would print all of theirs.
        Surface::Embedded => false,
        Surface::Kiosk => props.config.kiosk.printer,
    };
    html! {
        <ClauseActions lang={props.lang} surface={props.config.surface} mode={props.mode} {can_print} title={clause.title.clone()}
            citation={citation(props.index.corpus(), clause)} read={clause.text.clone()} {link} />
    }
}

/// Only on paper: the citation and the version of the data.
fn printed_foot(text: &Text, props: &ClauseViewProps, id: ClauseId) -> Html {
    let corpus = props.index.corpus();
    let cited = citation(corpus, props.index.clause(id));
    html! { <p class="policy-lookup__printed">{ text.printed_from.fill([&cited, &corpus.data_version]) }</p> }
}
