//! What is around a clause: the other clauses under the same heading, and the ones before and after.

use policy_engine::ClauseId;
use yew::prelude::*;

use super::view_context::ViewProps;
use crate::dom::element::element;
use crate::dom::icon::{BACK, NEXT, icon};
use crate::lookup::{neighbours, section};

/// The whole section, the clause itself marked; nothing where it is the only one.
pub fn section_list(view: &ViewProps<'_>, id: ClauseId) -> Html {
    let (text, index) = (view.text, view.index);
    let section = section(index.corpus(), id);
    if section.len() < 2 {
        return Html::default();
    }
    let row = |other: ClauseId| {
        let clause = index.clause(other);
        if other == id {
            let current = element("li", "policy-lookup__sibling policy-lookup__sibling--current");
            return current.state("aria-current", true).text(clause.title.clone());
        }
        let link = view.clause_link("", &clause.id).text(clause.title.clone());
        element("li", "policy-lookup__sibling").child(link)
    };
    element("nav", "policy-lookup__section")
        .attr("aria-label", text.whole_section)
        .child(view.heading(1, "policy-lookup__aside-heading").text(text.whole_section))
        .child(element("ol", "policy-lookup__siblings").children(section.into_iter().map(row)))
        .into()
}

/// The clause before and the one after, whatever their heading.
pub fn neighbour_links(view: &ViewProps<'_>, id: ClauseId) -> Html {
    let (text, index) = (view.text, view.index);
    let (before, after) = neighbours(index.corpus(), id);
    let neighbour = |id: ClauseId, label: &'static str, path: &'static str| {
        let clause = index.clause(id);
        view.clause_link("policy-lookup__neighbour", &clause.id)
            .child(element("span", "policy-lookup__neighbour-label").child(icon(path)).text(label))
            .child(element("span", "policy-lookup__neighbour-title").text(clause.title.clone()))
    };
    element("div", "policy-lookup__neighbours")
        .maybe(before.map(|id| neighbour(id, text.previous_clause, BACK)))
        .maybe(after.map(|id| neighbour(id, text.next_clause, NEXT)))
        .into()
}
