//! When there is no answer: nothing found (with ways on), still loading, or failed.

use policy_engine::{Collection, SearchResults};
use yew::prelude::*;

use crate::components::ViewProps;
use crate::dom::element::{Element, element};
use crate::dom::icon::{BACK, PHONE, icon};
use crate::dom::link::button;
use crate::i18n::Text;
use crate::lookup::near_terms;
use crate::state::{Action, Config, LoadError, Route, Surface, View};

/// Under 未找到依据: in how many documents, or that a filter stands in the way, with one tap to lift it.
pub fn no_basis(view: &ViewProps<'_>, page: &SearchResults) -> Html {
    let ViewProps { text, route, on, .. } = *view;
    let filtered = page.num_unfiltered > 0;
    let num_documents = view.num_documents();
    let said = if filtered { text.no_hits_filtered.to_owned() } else { text.no_direct_basis.num(num_documents) };
    let unfilter =
        || button("policy-lookup__button", on, Action::Unfilter).text(text.without_filters.num(page.num_unfiltered));
    element("div", "policy-lookup__notice")
        .key([route.query.as_str(), " ", &page.num_unfiltered.to_string()].concat())
        .child(element("p", "").text(said))
        .maybe(filtered.then(unfilter))
        .into()
}

/// Below what is near: other words, topics, a person on the phone.
pub fn ways_on(view: &ViewProps<'_>, page: &SearchResults) -> Html {
    let text = view.text;
    let chip = |name: &str, route: Route| {
        let link = view.link("policy-lookup__chip", &route.clone(), Action::Show(Box::new(route)));
        element("li", "").child(link.text(name.to_owned()))
    };
    let term = |term: &String| chip(term, Route { query: term.clone(), ..Route::default() });
    let topic =
        |it: &Collection| chip(&view.name(&it.name), Route { collection: Some(it.id.clone()), ..Route::default() });
    let near = near_terms(page, &view.route.query);
    let mut ways = element("div", "policy-lookup__notice policy-lookup__notice--ways").key(view.route.query.as_str());
    if !near.is_empty() {
        ways = ways
            .child(view.heading(1, "policy-lookup__way").text(text.near_terms))
            .child(element("ul", "policy-lookup__chips").children(near.into_iter().map(term)));
    }
    let topics = element("ul", "policy-lookup__chips policy-lookup__chips--wide");
    ways.child(view.heading(1, "policy-lookup__way").text(text.topics))
        .child(topics.children(view.index.corpus().collections.iter().map(topic)))
        .child(hotline(text))
        .into()
}

/// The government hotline.
pub fn hotline(text: &Text) -> Html {
    let number = element("a", "").attr("href", ["tel:", text.call_number].concat()).text(text.call_number);
    // A word joiner: the number does not go to a line of its own.
    element("p", "policy-lookup__hotline")
        .child(icon(PHONE))
        .text([text.call, "\u{2060}"].concat())
        .child(number)
        .into()
}

/// While the index is on its way.
pub fn loading(text: &Text) -> Html {
    element("p", "policy-lookup__loading").attr("role", "status").text(text.loading).into()
}

/// While the files for a view are on their way; as high as the screen, so that what comes moves nothing.
pub fn waiting(text: &Text, config: &Config, route: &Route, on: &Callback<Action>) -> Html {
    let is_list = matches!(route.view(), View::Results | View::Start);
    let back = button("policy-lookup__back", on, Action::Back).child(icon(BACK)).text(text.back);
    let said = if is_list { text.searching } else { text.loading };
    element("div", "policy-lookup__answer policy-lookup__waiting")
        .maybe((!is_list).then_some(back))
        .child(element(config.heading(0), "policy-lookup__headline").said(said))
        .into()
}

/// Some files did not come: what is here may not be all.
pub fn gap(view: &ViewProps<'_>) -> Option<Element> {
    let again = || view.button("policy-lookup__link", Action::Retry).text(view.text.try_again);
    let line = || element("p", "policy-lookup__gap").child(element("span", "").text(view.text.incomplete));
    view.supply.is_incomplete().then(|| line().child(again()))
}

/// What went wrong, what to do, and the page that needs no program.
pub fn failure(text: &Text, error: &LoadError, config: &Config) -> Html {
    let said = text.error(error.code);
    // A page of ours can be loaded again; somebody else's is not ours to reload.
    let again = || element("a", "policy-lookup__button").attr("href", "").text(text.try_again);
    let quiet = "policy-lookup__button policy-lookup__button--quiet";
    let way = element("a", quiet).attr("href", config.static_url.clone()).text(text.static_page);
    element("div", "policy-lookup__notice policy-lookup__notice--failure")
        .attr("role", "alert")
        .attr("data-code", error.code.name())
        .child(element(config.heading(0), "policy-lookup__heading").text(text.failed))
        .child(element("p", "").text(said.happened).text(said.do_next))
        .child(element("p", "").maybe((config.surface == Surface::Page).then(again)).child(way))
        .child(hotline(text))
        .into()
}
