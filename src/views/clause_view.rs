//! One clause: the official text large and quiet, what it means in plain words beside it, who is in charge,
//! what is around it, and what can be taken along.

use std::ops::Range;

use policy_engine::{Clause, ClauseId, Document, Facet, FacetValue, marked_title};
use yew::prelude::*;

use super::notice::gap;
use crate::components::{
    ViewProps, clause_actions, marked, neighbour_links, plain_note, qr_figure, related_line, section_list,
    validity_line,
};
use crate::dom::element::{Element, element};
use crate::dom::icon::{BACK, DOWN, UP, icon};
use crate::hooks::Voice;
use crate::i18n::Text;
use crate::lookup::values_of;
use crate::state::{Action, Mode, Route, State, Surface};

/// Items shown under the clause that introduces them; the others are read in the document.
const MOST_ITEMS: usize = 12;

/// A clause, or the sentence that there is none. `marks` are its highlights.
pub fn clause_view(view: &ViewProps<'_>, marks: &[Range<usize>], state: &State, voice: Option<&Voice>) -> Html {
    let (text, mark) = (view.text, state.mark);
    let id = view.route.clause.as_deref().and_then(|id| view.index.find_clause(id));
    let Some(id) = id else { return missing(view) };
    let clause = view.index.clause(id);
    let current = (marks.len() > 1).then(|| mark % marks.len());
    let columns = view.index.corpus().columns(clause);
    let words = if columns.is_empty() {
        element("p", "policy-lookup__text").child(marked(&clause.text, marks, current))
    } else {
        table_row(clause, columns, marks, current)
    };
    let words = words.attr("lang", "zh-Hans");
    // Beside the title, where nobody has to look for it.
    let at_kiosk = view.config.surface == Surface::Kiosk;
    let official = element("div", "policy-lookup__official")
        .child(view.heading(1, "policy-lookup__unseen").text(text.official))
        .maybe(current.map(|at| stepper(view, mark, at, marks.len())))
        .child(words)
        .maybe(introduced(view, id))
        .maybe(in_charge(view, clause));
    let beside = element("div", "policy-lookup__beside")
        .maybe(clause.plain.as_ref().map(|note| plain_note(text, note)))
        .child(clause_actions(view, clause, state, voice))
        .maybe((view.mode == Mode::Standard).then(|| section_list(view, id)));
    element("article", "policy-lookup__clause")
        .attr("part", "clause")
        // All of it anew for another clause: see `Element::said`.
        .key([view.lang.tag(), &view.route.format()].concat())
        .child(back_button(view))
        .maybe(gap(view))
        .child(head(view, clause).maybe(at_kiosk.then(|| qr_figure(view, clause, state)).flatten()))
        .child(element("div", "policy-lookup__columns").child(official).child(beside))
        .child(neighbour_links(view, id))
        .child(printed_foot(view, &view.index.corpus().full_citation(clause), &Route::to_clause(&clause.id)))
        .into()
}

pub(super) fn back_button(view: &ViewProps<'_>) -> Element {
    view.button("policy-lookup__back", Action::Back).child(icon(BACK)).text(view.text.back)
}

/// The title of a view: takes the focus when the view is opened, so that reading begins there.
pub(super) fn view_title(view: &ViewProps<'_>, title: impl Into<AttrValue>) -> Element {
    view.heading(0, "policy-lookup__view-title").attr("tabindex", "-1").text(title)
}

/// Who issued a document and when; nothing where the date is not known.
pub(super) fn issued(text: &Text, document: &Document) -> Option<String> {
    (!document.date.is_empty()).then(|| text.issued.fill([&document.issuer, &document.date]))
}

pub(super) fn missing(view: &ViewProps<'_>) -> Html {
    let home = view.button("policy-lookup__button", Action::Home).text(view.text.back_home);
    element("div", "policy-lookup__notice").child(view_title(view, view.text.no_such_clause)).child(home).into()
}

fn head(view: &ViewProps<'_>, clause: &Clause) -> Element {
    let text = view.text;
    let head = element("header", "policy-lookup__clause-head");
    let headings = view.index.corpus().path(clause);
    let crumbs = headings.iter().map(|heading| element("li", "").text((*heading).to_owned()));
    let path = (!headings.is_empty())
        .then(|| element("ol", "policy-lookup__path").attr("aria-label", text.place).children(crumbs));
    let title = view_title(view, clause.title.clone());
    let Some(document) = view.index.corpus().document_of(clause) else { return head.maybe(path).child(title) };
    let cite = |what: String| element("span", "policy-lookup__cite").text(what);
    let issued = issued(text, document).map(cite);
    // The document opens where the clause stands in it.
    let open = view.place_link("", &document.number, &clause.id);
    let line = element("p", "policy-lookup__document-line")
        .child(open.text(marked_title(&document.title)))
        .maybe(document.has_number().then(|| cite(document.number.clone())));
    let foot = element("p", "policy-lookup__clause-foot")
        .child(validity_line(text, document, view.config.today))
        .maybe(issued)
        .child(cite(document.publication()))
        .children(document.made_in(clause).map(|it| cite(it.to_owned())));
    head.child(line).maybe(path).child(title).child(foot).maybe(related_line(view, clause.document))
}

/// A row of a table, its columns under each other: each label beside its cell, which a phone shows whole.
fn table_row(clause: &Clause, columns: &[String], marks: &[Range<usize>], current: Option<usize>) -> Element {
    let row = |(label, cell): (&String, &Range<usize>)| {
        let first = marks.partition_point(|it| it.end <= cell.start);
        let inside = marks[first..].iter().take_while(|it| it.start < cell.end);
        // A mark may run on into the next cell: each shows its part.
        let inside: Vec<Range<usize>> =
            inside.map(|it| it.start.max(cell.start) - cell.start..it.end.min(cell.end) - cell.start).collect();
        let current = current.and_then(|at| at.checked_sub(first));
        element("tr", "")
            .child(element("th", "").attr("scope", "row").text(label.clone()))
            .child(element("td", "").child(marked(&clause.text[cell.clone()], &inside, current)))
    };
    let rows = columns.iter().zip(&clause.cells).map(row);
    element("table", "policy-lookup__text policy-lookup__table").child(element("tbody", "").children(rows))
}

/// What a clause says only together with the items behind it, each a way to the item.
fn introduced(view: &ViewProps<'_>, id: ClauseId) -> Option<Element> {
    let items = view.index.corpus().introduced_by(id);
    let link = |it: &ClauseId| {
        let item = view.index.clause(*it);
        element("li", "").child(view.clause_link("", &item.id).text(item.text.clone()))
    };
    let rest = items.get(MOST_ITEMS).map(|it| view.index.clause(*it));
    let rest = rest.and_then(|it| Some((it, view.index.corpus().document_of(it)?)));
    let more = rest.map(|(item, document)| {
        let link = view.place_link("", &document.number, &item.id).text(view.text.read_document);
        element("li", "").attr("lang", view.lang.tag()).child(link)
    });
    let list = element("ul", "policy-lookup__items").attr("lang", "zh-Hans");
    (!items.is_empty()).then(|| list.children(items.iter().take(MOST_ITEMS).map(link)).maybe(more))
}

pub(super) fn stepper(view: &ViewProps<'_>, mark: usize, at: usize, num: usize) -> Element {
    let text = view.text;
    // Counts on from `num`, so that stepping back from the first mark is a step too and scrolls.
    let (before, after) = (mark + num - 1 + if mark == 0 { num } else { 0 }, mark + 1);
    let step = |label: &'static str, path: &'static str, to: usize| {
        view.button("policy-lookup__step", Action::Mark(to)).attr("aria-label", label).child(icon(path))
    };
    let said = text.marks.fill([&(at + 1).to_string(), &num.to_string()]);
    element("div", "policy-lookup__stepper")
        .child(step(text.previous_mark, UP, before))
        .child(element("span", "").attr("role", "status").child(element("span", "").said(said)))
        .child(step(text.next_mark, DOWN, after))
}

/// The departments, each with the list of all it is responsible for.
fn in_charge(view: &ViewProps<'_>, clause: &Clause) -> Option<Element> {
    let text = view.text;
    let departments = values_of(view.index.corpus(), clause, Facet::Department);
    let entry = |value: &&FacetValue| {
        let route = Route { facets: vec![(Facet::Department, value.name.clone())], ..Route::default() };
        let action = Action::Browse(Facet::Department, value.name.clone());
        let short = view.name(&value.name);
        // The list of names in other languages has the short ones.
        let is_whole = value.long_name.is_empty() || *short != value.name;
        let name = if is_whole { short } else { value.long_name.clone().into() };
        element("li", "").child(view.link("", &route, action).text(name))
    };
    let list = element("ul", "policy-lookup__departments").children(departments.iter().map(entry));
    let heading = view.heading(1, "policy-lookup__aside-heading").text(text.in_charge);
    (!departments.is_empty()).then(|| element("div", "policy-lookup__in-charge").child(heading).child(list))
}

/// Only on paper: what it is, what the data are, where it is found and when it was printed (`use_print_date` writes it).
pub(super) fn printed_foot(view: &ViewProps<'_>, cited: &str, route: &Route) -> Element {
    let said = view.text.printed_from.fill([cited, &view.data_line()]);
    let link = [view.config.page_url.as_str(), &route.format()].concat();
    element("div", "policy-lookup__printed")
        .child(element("p", "").text(said))
        .child(element("p", "").child(element("span", "policy-lookup__printed-on")).text(link))
}
