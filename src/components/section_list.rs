//! Where a clause stands: the other clauses under the same heading, and the ones before and after.

use policy_engine::ClauseId;
use yew::prelude::*;

use super::icon::{BACK, NEXT, icon};
use super::link::{follow, href};
use crate::answer::{neighbours, section};
use crate::load::SharedIndex;
use crate::route::Route;
use crate::state::Action;
use crate::text::Text;

/// The whole section, the clause itself marked; nothing where it stands alone.
pub fn section_list(text: &Text, index: &SharedIndex, id: ClauseId, page_url: &str, on: &Callback<Action>) -> Html {
    let section = section(index.corpus(), id);
    if section.len() < 2 {
        return Html::default();
    }
    let row = |other: ClauseId| {
        let clause = index.clause(other);
        if other == id {
            return html! { <li class="policy-lookup__sibling policy-lookup__sibling--current" aria-current="true">{ &clause.title }</li> };
        }
        let onclick = follow(on, Action::Clause(clause.id.clone()));
        html! {
            <li class="policy-lookup__sibling"><a href={href(page_url, &Route::to_clause(&clause.id))} {onclick}>{ &clause.title }</a></li>
        }
    };
    html! {
        <nav class="policy-lookup__section" aria-label={text.whole_section}>
            <h3 class="policy-lookup__aside-heading">{ text.whole_section }</h3>
            <ol class="policy-lookup__siblings">{ for section.into_iter().map(row) }</ol>
        </nav>
    }
}

/// The clause before and the one after, whatever their heading.
pub fn neighbour_links(text: &Text, index: &SharedIndex, id: ClauseId, page_url: &str, on: &Callback<Action>) -> Html {
    let (before, after) = neighbours(index.corpus(), id);
    let link = |id: ClauseId, label: &'static str, path: &'static str| {
        let clause = index.clause(id);
        let onclick = follow(on, Action::Clause(clause.id.clone()));
        html! {
            <a class="policy-lookup__neighbour" href={href(page_url, &Route::to_clause(&clause.id))} {onclick}>
                <span class="policy-lookup__neighbour-label">{ icon(path) }{ label }</span>
                <span class="policy-lookup__neighbour-title">{ &clause.title }</span>
            </a>
        }
    };
    html! {
        <div class="policy-lookup__neighbours">
            if let Some(id) = before { { link(id, text.previous_clause, BACK) } }
            if let Some(id) = after { { link(id, text.next_clause, NEXT) } }
        </div>
    }
}
