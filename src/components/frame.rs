//! What stands around the view on a page of our own: the masthead with the way to the large type, and the foot with
//! the version of the data.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::link::{button, link};
use super::markup::{El, el};
use crate::config::{Mode, Surface, Theme};
use crate::state::Action;
use crate::text::{LANGS, Lang, Text};

/// Props of [`Masthead`].
#[derive(Properties, PartialEq)]
pub struct MastheadProps {
    /// Language of the interface.
    pub lang: Lang,
    /// Standard or elder.
    pub mode: Mode,
    /// Step of the type size in elder mode.
    pub size: u8,
    /// Whether the promise is shown: on the start page.
    pub is_start: bool,
    /// What happened.
    pub on: Callback<Action>,
}

/// Title, promise, and the switch to 长辈版.
#[component]
pub fn Masthead(props: &MastheadProps) -> Html {
    let text = props.lang.text();
    let (other, label) = match props.mode {
        Mode::Standard => (Mode::Elder, text.elder_mode),
        Mode::Elder => (Mode::Standard, text.standard_mode),
    };
    let start = "policy-lookup__masthead policy-lookup__masthead--start";
    let line = el("div", "policy-lookup__masthead-line")
        .child(el("span", "policy-lookup__source").text(text.source_line))
        .child(button("policy-lookup__mode", &props.on, Action::Mode(other)).text(label));
    let home = link("", AttrValue::Static("#"), &props.on, Action::Home).text(text.title);
    el("header", if props.is_start { start } else { "policy-lookup__masthead" })
        .child(line)
        .child(el("h1", "policy-lookup__title").child(home))
        .child(el("p", "policy-lookup__promise").text(text.promise))
        .maybe((props.mode == Mode::Elder).then(|| sizes(text, props)))
        .into()
}

fn sizes(text: &Text, props: &MastheadProps) -> El {
    let choice = |(size, name): (u8, &&'static str)| {
        let button = button("policy-lookup__size", &props.on, Action::Size(size));
        button.state("aria-pressed", size == props.size).text(*name)
    };
    el("div", "policy-lookup__sizes")
        .attr("role", "group")
        .attr("aria-label", text.type_size)
        .child(el("span", "").state("aria-hidden", true).text(text.type_size))
        .children((0..).zip(&text.sizes).map(choice))
}

/// Props of [`Footer`].
#[derive(Properties, PartialEq)]
pub struct FooterProps {
    /// Language of the interface.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// Where it stands.
    pub surface: Surface,
    /// Version of the index; empty while there is none.
    pub data_version: AttrValue,
    /// Address of the page that needs no script.
    pub static_url: AttrValue,
    /// Address of the full page.
    pub page_url: AttrValue,
    /// What happened.
    pub on: Callback<Action>,
}

/// Disclaimer, version of the data, language and colours.
#[component]
pub fn Footer(props: &FooterProps) -> Html {
    let text = props.lang.text();
    let version = text.data_version.fill([&props.data_version]);
    let link = match props.surface {
        Surface::Page => Some((&props.static_url, text.static_page)),
        Surface::Embedded => Some((&props.page_url, text.full_page)),
        // There is no way out of the kiosk.
        Surface::Kiosk => None,
    };
    let link = link.map(|(url, label)| el("a", "").attr("href", url.clone()).text(label));
    // A landmark of the page; inside somebody else's it would be a second one.
    let tag = if props.surface == Surface::Embedded { "div" } else { "footer" };
    el(tag, "policy-lookup__foot")
        .child(el("p", "policy-lookup__disclaimer").text(text.disclaimer))
        .child(el("p", "policy-lookup__version").child(el("span", "").text(version)).maybe(link))
        .maybe((props.surface == Surface::Page).then(|| settings(text, props)))
        .into()
}

fn settings(text: &Text, props: &FooterProps) -> El {
    let lang = LANGS.iter().position(|it| *it == props.lang);
    let theme = THEMES.iter().position(|it| *it == props.theme);
    let on_lang = props.on.reform(|at: usize| Action::Lang(LANGS.get(at).copied().unwrap_or_default()));
    let on_theme = props.on.reform(|at: usize| Action::Theme(THEMES.get(at).copied().unwrap_or_default()));
    el("div", "policy-lookup__settings")
        .child(select(text.language, lang, LANGS.map(|it| it.text().own_name), on_lang))
        .child(select(text.theme, theme, text.themes, on_theme))
}

const THEMES: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

fn select(label: &'static str, chosen: Option<usize>, names: [&'static str; 3], on_place: Callback<usize>) -> El {
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        on_place.emit(select.and_then(|it| usize::try_from(it.selected_index()).ok()).unwrap_or(0));
    });
    let option = |(at, name): (usize, &'static str)| {
        let option = el("option", "").flag("selected", chosen == Some(at));
        Html::from(option.text(name))
    };
    let options = names.into_iter().enumerate().map(option);
    let list = html! { <select class="policy-lookup__select" {onchange}>{ for options }</select> };
    el("label", "policy-lookup__setting").text(label).child(list)
}
