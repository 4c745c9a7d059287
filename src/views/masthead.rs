//! What is around the view on a page of our own: the masthead with the way to the large type, and the foot with
//! the version of the data.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::html::onchange;
use yew::prelude::*;

use crate::dom::element::{Element, element};
use crate::dom::link::{button, link};
use crate::i18n::{self, Text};
use crate::state::{Action, Config, LANGS, Mode, NUM_SIZES, State, Surface, Theme, View};

/// Title, promise (shown on the start page), and the switch to 长辈版.
pub fn masthead(state: &State, on: &Callback<Action>) -> Element {
    let text = i18n::text(state.lang);
    let (other, label) = match state.mode {
        Mode::Standard => (Mode::Elder, text.elder_mode),
        Mode::Elder => (Mode::Standard, text.standard_mode),
    };
    let is_start = state.route.view() == View::Start;
    let start = "policy-lookup__masthead policy-lookup__masthead--start";
    let line = element("div", "policy-lookup__masthead-line")
        .child(element("span", "policy-lookup__source").text(text.source_line))
        .maybe((state.mode == Mode::Elder && !is_start).then(|| next_size(text, state, on)))
        .child(button("policy-lookup__mode", on, Action::Mode(other)).text(label));
    let home = link("", AttrValue::Static("#"), on, Action::Home).text(text.title);
    element("header", if is_start { start } else { "policy-lookup__masthead" })
        .child(line)
        .child(element("h1", "policy-lookup__title").child(home))
        .child(element("p", "policy-lookup__promise").text(text.promise))
        .maybe((state.mode == Mode::Elder && is_start).then(|| sizes(text, state, on)))
}

/// Away from the start page one button goes round: the first hit needs the room.
fn next_size(text: &Text, state: &State, on: &Callback<Action>) -> Element {
    let now = text.sizes[usize::from(state.size) % text.sizes.len()];
    let button = button("policy-lookup__size", on, Action::Size((state.size + 1) % NUM_SIZES));
    let unseen = element("span", "policy-lookup__unseen").said(now);
    button.text(text.type_size).child(unseen)
}

fn sizes(text: &Text, state: &State, on: &Callback<Action>) -> Element {
    let choice = |(size, name): (u8, &&'static str)| {
        let button = button("policy-lookup__size", on, Action::Size(size));
        button.state("aria-pressed", size == state.size).text(*name)
    };
    element("div", "policy-lookup__sizes")
        .attr("role", "group")
        .attr("aria-label", text.type_size)
        .child(element("span", "").state("aria-hidden", true).text(text.type_size))
        .children((0..).zip(&text.sizes).map(choice))
}

/// Disclaimer, version of the data (empty while there is none), language and colours.
pub fn footer(state: &State, config: &Config, data: &str, on: &Callback<Action>) -> Element {
    let text = i18n::text(state.lang);
    let link = match config.surface {
        Surface::Page => Some((&config.static_url, text.static_page)),
        Surface::Embedded => Some((&config.page_url, text.full_page)),
        // There is no way out of the kiosk.
        Surface::Kiosk => None,
    };
    let link = link.map(|(url, label)| element("a", "").attr("href", url.clone()).text(label));
    // A landmark of the page; inside somebody else's it would be a second one.
    let tag = if config.surface == Surface::Embedded { "div" } else { "footer" };
    element(tag, "policy-lookup__foot")
        .child(element("p", "policy-lookup__disclaimer").text(text.disclaimer))
        .child(element("p", "policy-lookup__version").child(element("span", "").said(data.to_owned())).maybe(link))
        .maybe((config.surface == Surface::Page).then(|| settings(text, state, on)))
}

fn settings(text: &Text, state: &State, on: &Callback<Action>) -> Element {
    let lang = LANGS.iter().position(|it| *it == state.lang);
    let theme = THEMES.iter().position(|it| *it == state.theme);
    let on_lang = on.reform(|at: usize| Action::Lang(LANGS.get(at).copied().unwrap_or_default()));
    let on_theme = on.reform(|at: usize| Action::Theme(THEMES.get(at).copied().unwrap_or_default()));
    element("div", "policy-lookup__settings")
        .child(select(text.language, lang, LANGS.map(i18n::own_name), on_lang))
        .child(select(text.theme, theme, text.themes, on_theme))
}

const THEMES: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

fn select(label: &'static str, chosen: Option<usize>, names: [&'static str; 3], on_place: Callback<usize>) -> Element {
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        on_place.emit(select.and_then(|it| usize::try_from(it.selected_index()).ok()).unwrap_or(0));
    });
    let option =
        |(at, name): (usize, &'static str)| element("option", "").flag("selected", chosen == Some(at)).text(name);
    let options = names.into_iter().enumerate().map(option);
    let list = element("select", "policy-lookup__select").listen(Rc::new(onchange::Wrapper::new(onchange)));
    let list = list.children(options);
    element("label", "policy-lookup__setting").text(label).child(list)
}
