//! What a list can be narrowed to, with counts. Values without a hit stay visible, so that the list of values does not
//! jump about; they cannot be chosen.

use std::rc::Rc;

use policy_engine::{Facet, FacetCounts};
use yew::html::onchange;
use yew::prelude::*;

use super::toolbar::count;
use super::view_context::ViewProps;
use crate::dom::element::{Element, all, element};
use crate::i18n::Text;
use crate::lookup::facet_values;
use crate::state::{ALL_COLLECTIONS, Action};

/// Values of a facet shown at once; the others are behind a fold.
const NUM_UNFOLDED: usize = 8;

/// One line of the list.
struct Choice {
    name: AttrValue,
    hint: AttrValue,
    num: Num,
    chosen: bool,
    action: Action,
}

/// How many clauses a choice leaves.
#[derive(Clone, PartialEq, Eq)]
enum Num {
    /// None: it cannot be chosen.
    None,
    /// So many.
    Some(String),
    /// Nobody has counted.
    Unknown,
}

/// All facets.
pub fn facet_list(view: &ViewProps<'_>, counts: &FacetCounts, scope: Option<&str>) -> Html {
    let ViewProps { text, on, .. } = *view;
    let id = view.config.id.as_str();
    let num = |num: u32| if num == 0 { Num::None } else { Num::Some(count(text, view.supply, num as usize)) };
    let facets = [Facet::Audience, Facet::Kind, Facet::Department];
    let collections = group(text, text.collection, collections(view, counts, scope, &num), Some(id), on);
    let is_counted = view.supply.library().is_none_or(|it| it.counts_facets);
    let counted = |it: u32| if is_counted { num(it) } else { Num::Unknown };
    let values = facets.map(|facet| group(text, text.facet(facet), values(view, counts, facet, &counted), None, on));
    all(std::iter::once(collections).chain(values))
}

fn collections(
    view: &ViewProps<'_>,
    counts: &FacetCounts,
    scope: Option<&str>,
    num: &dyn Fn(u32) -> Num,
) -> Vec<Choice> {
    let (text, corpus, route) = (view.text, view.index.corpus(), view.route);
    let chosen = route.collection.as_deref().or(scope).unwrap_or(ALL_COLLECTIONS);
    let everywhere = Choice {
        name: text.all_collections.into(),
        hint: AttrValue::default(),
        num: num(counts.collections.iter().sum()),
        chosen: chosen == ALL_COLLECTIONS,
        // Without a collection of its own an element shows everything anyway, and the link stays short.
        action: Action::Collection(scope.map(|_| ALL_COLLECTIONS.into())),
    };
    let each = corpus.collections.iter().zip(&counts.collections).map(|(it, counted)| Choice {
        name: view.name(&it.name),
        hint: AttrValue::default(),
        num: num(*counted),
        chosen: chosen == it.id,
        action: Action::Collection(Some(it.id.clone())),
    });
    std::iter::once(everywhere).chain(each).collect()
}

fn values(view: &ViewProps<'_>, counts: &FacetCounts, facet: Facet, num: &dyn Fn(u32) -> Num) -> Vec<Choice> {
    let choice = |(id, value): (policy_engine::FacetId, &policy_engine::FacetValue)| Choice {
        name: view.name(&value.name),
        hint: value.long_name.clone().into(),
        num: num(counts.facets.get(usize::from(id.0)).copied().unwrap_or(0)),
        chosen: view.route.has_facet(facet, &value.name),
        action: Action::Facet(facet, value.name.clone()),
    };
    facet_values(view.index.corpus(), facet).map(choice).collect()
}

fn group(text: &Text, heading: &'static str, choices: Vec<Choice>, radio: Option<&str>, on: &Callback<Action>) -> Html {
    if choices.is_empty() {
        return Html::default();
    }
    let fold = if radio.is_none() && choices.len() > NUM_UNFOLDED + 2 { NUM_UNFOLDED } else { choices.len() };
    let (shown, folded) = choices.split_at(fold);
    // A fold that hides a choice would hide why the list is short.
    let open = folded.iter().any(|it| it.chosen);
    let row = |choice: &Choice| choice_row(choice, radio, on);
    let fold = element("details", "policy-lookup__fold").flag("open", open);
    let fold = fold.child(element("summary", "policy-lookup__fold-name").text(text.more_values.num(folded.len())));
    element("fieldset", "policy-lookup__facet")
        .child(element("legend", "policy-lookup__facet-name").text(heading))
        .children(shown.iter().map(row))
        .maybe((!folded.is_empty()).then(|| fold.children(folded.iter().map(row))))
        .into()
}

fn choice_row(choice: &Choice, radio: Option<&str>, on: &Callback<Action>) -> Element {
    let action = choice.action.clone();
    let disabled = choice.num == Num::None && !choice.chosen;
    let num = match &choice.num {
        Num::None => "0",
        Num::Some(num) => num.as_str(),
        Num::Unknown => "",
    };
    let class = if disabled { "policy-lookup__choice policy-lookup__choice--empty" } else { "policy-lookup__choice" };
    let kind = if radio.is_some() { "radio" } else { "checkbox" };
    let name = radio.map(|id| [id, "__collection"].concat());
    let onchange = on.reform(move |_: Event| action.clone());
    let check = element("input", "policy-lookup__check")
        .attr("type", kind)
        .maybe_attr("name", name)
        .flag("disabled", disabled)
        .checked(choice.chosen)
        .listen(Rc::new(onchange::Wrapper::new(onchange)));
    element("label", class)
        .attr("title", choice.hint.clone())
        .child(check)
        .child(element("span", "policy-lookup__choice-name").text(choice.name.clone()))
        .child(element("span", "policy-lookup__count").said(num.to_owned()))
}
