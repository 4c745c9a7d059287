//! One clause: the official text large and quiet, what it means in plain words beside it, who is in charge, where it
//! stands, and what can be taken along.

use policy_engine::{Clause, ClauseId, Facet, FacetValue};
use web_sys::Element;
use yew::prelude::*;

use super::clause_actions::ClauseActions;
use super::icon::{BACK, DOWN, UP, icon};
use super::link::{button, href, link};
use super::markup::{El, el};
use super::plain_note::plain_note;
use super::section_list::{neighbour_links, section_list};
use super::snippet::marked;
use super::validity::validity_line;
use crate::answer::{highlights, values_of};
use crate::cite::{citation, document_of, source};
use crate::config::{Config, Mode};
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
    let (on, page_url) = (&props.on, props.page_url.as_str());
    let words = el("p", "policy-lookup__text").attr("lang", "zh-Hans").child(marked(&clause.text, &marks, current));
    let official = el("div", "policy-lookup__official")
        .child(el("h3", "policy-lookup__unseen").text(text.official))
        .child(words)
        .maybe(current.map(|at| stepper(text, props.mark, at, marks.len(), on)))
        .maybe(in_charge(text, props, clause));
    let section = || section_list(text, &props.index, id, page_url, on);
    let beside = el("div", "policy-lookup__beside")
        .maybe(clause.plain.as_ref().map(|note| plain_note(text, note)))
        .child(actions(props, clause))
        .maybe((props.mode == Mode::Standard).then(section));
    el("article", "policy-lookup__clause")
        .node_ref(&root)
        .child(back_button(text, on))
        .child(head(text, props, clause))
        .child(el("div", "policy-lookup__columns").child(official).child(beside))
        .child(neighbour_links(text, &props.index, id, page_url, on))
        .child(printed_foot(text, props, id))
        .into()
}

fn scroll_to_mark(root: &NodeRef) {
    let Some(root) = root.cast::<Element>() else { return };
    if let Ok(Some(mark)) = root.query_selector(".policy-lookup__mark--current") {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        mark.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

pub(super) fn back_button(text: &Text, on: &Callback<Action>) -> El {
    button("policy-lookup__back", on, Action::Back).child(icon(BACK)).text(text.back)
}

/// The title of a view: takes the focus when the view is opened, so that reading begins there.
pub(super) fn view_title(title: impl Into<AttrValue>) -> El {
    el("h2", "policy-lookup__view-title").attr("tabindex", "-1").text(title)
}

fn missing(text: &Text, on: &Callback<Action>) -> Html {
    let home = button("policy-lookup__button", on, Action::Home).text(text.back_home);
    el("div", "policy-lookup__notice").child(view_title(text.no_such_clause)).child(home).into()
}

fn head(text: &Text, props: &ClauseViewProps, clause: &Clause) -> El {
    let head = el("header", "policy-lookup__clause-head");
    let crumbs = clause.path.iter().map(|heading| el("li", "").text(heading.clone()));
    let path = (!clause.path.is_empty())
        .then(|| el("ol", "policy-lookup__path").attr("aria-label", text.place).children(crumbs));
    let title = view_title(clause.title.clone());
    let Some(document) = document_of(props.index.corpus(), clause) else { return head.maybe(path).child(title) };
    let target = Route { document: Some(document.number.clone()), ..Route::default() };
    let cite = |what: String| el("span", "policy-lookup__cite").text(what);
    let open = link("", href(&props.page_url, &target), &props.on, Action::Document(document.number.clone()));
    let line = el("p", "policy-lookup__document-line")
        .child(open.text("《").text(document.title.clone()).text("》"))
        .child(cite(document.number.clone()));
    let foot = el("p", "policy-lookup__clause-foot")
        .child(validity_line(text, document, props.config.year))
        .child(cite(source(document)));
    head.child(line).maybe(path).child(title).child(foot)
}

fn stepper(text: &Text, mark: usize, at: usize, num: usize, on: &Callback<Action>) -> El {
    // Counts on from `num`, so that stepping back from the first mark is a step too and scrolls.
    let (before, after) = (mark + num - 1 + if mark == 0 { num } else { 0 }, mark + 1);
    let step = |label: &'static str, path: &'static str, to: usize| {
        button("policy-lookup__step", on, Action::Mark(to)).attr("aria-label", label).child(icon(path))
    };
    let said = text.marks.fill([&(at + 1).to_string(), &num.to_string()]);
    el("div", "policy-lookup__stepper")
        .child(step(text.previous_mark, UP, before))
        .child(el("span", "").attr("role", "status").text(said))
        .child(step(text.next_mark, DOWN, after))
}

/// The departments, each with the list of all it is responsible for.
fn in_charge(text: &Text, props: &ClauseViewProps, clause: &Clause) -> Option<El> {
    let departments = values_of(props.index.corpus(), clause, Facet::Department);
    let entry = |value: &&FacetValue| {
        let route = Route { facets: vec![(Facet::Department, value.name.clone())], ..Route::default() };
        let action = Action::Browse(Facet::Department, value.name.clone());
        let name = if value.long_name.is_empty() { &value.name } else { &value.long_name };
        el("li", "").child(link("", href(&props.page_url, &route), &props.on, action).text(name.clone()))
    };
    let list = el("ul", "policy-lookup__departments").children(departments.iter().map(entry));
    let heading = el("h3", "policy-lookup__aside-heading").text(text.in_charge);
    (!departments.is_empty()).then(|| el("div", "policy-lookup__in-charge").child(heading).child(list))
}

fn actions(props: &ClauseViewProps, clause: &Clause) -> Html {
    let link = [props.config.page_url.as_str(), &Route::to_clause(&clause.id).format()].concat();
    let can_print = props.config.can_print();
    html! {
        <ClauseActions lang={props.lang} surface={props.config.surface} mode={props.mode} {can_print} title={clause.title.clone()}
            citation={citation(props.index.corpus(), clause)} read={clause.text.clone()} {link} />
    }
}

/// Only on paper: the citation and the version of the data.
fn printed_foot(text: &Text, props: &ClauseViewProps, id: ClauseId) -> El {
    let corpus = props.index.corpus();
    let cited = citation(corpus, props.index.clause(id));
    el("p", "policy-lookup__printed").text(text.printed_from.fill([&cited, &corpus.data_version]))
}
