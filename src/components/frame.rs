//! What stands around the view on a page of our own: the masthead with the way to the large type, and the foot with
//! the version of the data.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

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
    let go_home = props.on.reform(|event: MouseEvent| {
        event.prevent_default();
        Action::Home
    });
    let class = if props.is_start {
        "policy-lookup__masthead policy-lookup__masthead--start"
    } else {
        "policy-lookup__masthead"
    };
    html! {
        <header {class}>
            <div class="policy-lookup__masthead-line">
                <span class="policy-lookup__source">{ text.source_line }</span>
                <button type="button" class="policy-lookup__mode" onclick={props.on.reform(move |_| Action::Mode(other))}>
                    { label }
                </button>
            </div>
            <h1 class="policy-lookup__title"><a href="#" onclick={go_home}>{ text.title }</a></h1>
            <p class="policy-lookup__promise">{ text.promise }</p>
            if props.mode == Mode::Elder { { sizes(text, props) } }
        </header>
    }
}

fn sizes(text: &Text, props: &MastheadProps) -> Html {
    let button = |(size, name): (u8, &&'static str)| {
        let pressed = if size == props.size { "true" } else { "false" };
        let onclick = props.on.reform(move |_| Action::Size(size));
        html! { <button type="button" class="policy-lookup__size" aria-pressed={pressed} {onclick}>{ *name }</button> }
    };
    html! {
        <div class="policy-lookup__sizes" role="group" aria-label={text.type_size}>
            <span aria-hidden="true">{ text.type_size }</span>
            { for (0..).zip(&text.sizes).map(button) }
        </div>
    }
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
    html! {
        <div class="policy-lookup__foot">
            <p class="policy-lookup__disclaimer">{ text.disclaimer }</p>
            <p class="policy-lookup__version">
                <span>{ version }</span>
                if let Some((url, label)) = link { <a href={url}>{ label }</a> }
            </p>
            if props.surface == Surface::Page {
                <div class="policy-lookup__settings">
                    { select(text.language, LANGS.iter().position(|it| *it == props.lang), LANGS.map(|it| it.text().own_name),
                        props.on.reform(|at: usize| Action::Lang(LANGS.get(at).copied().unwrap_or_default()))) }
                    { select(text.theme, THEMES.iter().position(|it| *it == props.theme), text.themes,
                        props.on.reform(|at: usize| Action::Theme(THEMES.get(at).copied().unwrap_or_default()))) }
                </div>
            }
        </div>
    }
}

const THEMES: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

fn select(label: &'static str, chosen: Option<usize>, names: [&'static str; 3], on_place: Callback<usize>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
        on_place.emit(select.and_then(|it| usize::try_from(it.selected_index()).ok()).unwrap_or(0));
    });
    let option = |(at, name): (usize, &'static str)| html! { <option selected={chosen == Some(at)}>{ name }</option> };
    html! {
        <label class="policy-lookup__setting">{ label }
            <select class="policy-lookup__select" {onchange}>{ for names.into_iter().enumerate().map(option) }</select>
        </label>
    }
}
