//! The box: an ARIA combobox with a list. Enter searches what stands there, the arrow keys walk through the offers, Esc
//! closes them and then clears the box; all of that is inert while an input method composes.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{CLOSE, SEARCH, icon};
use super::offers::{Offer, offer_line};
use crate::hooks::{use_composition, use_global_key, use_shown_value};
use crate::state::Action;
use crate::text::Lang;

/// Props of [`SearchBox`].
#[derive(Properties, PartialEq)]
pub struct SearchBoxProps {
    /// Language of the interface.
    pub lang: Lang,
    /// Prefix of the ids.
    pub id: AttrValue,
    /// What stands in the box.
    pub input: AttrValue,
    /// What is offered.
    pub offers: Rc<[Offer]>,
    /// Whether the offers are shown.
    pub open: bool,
    /// The offer the arrow keys stand on.
    pub active: Option<usize>,
    /// Whether a document is open, and the search stays inside it.
    pub within: bool,
    /// Whether the page around is ours: then `/` jumps here, and the box is one of the page's landmarks. Elements in
    /// somebody else's page would add landmarks of one name, as many as there are elements.
    pub owns_page: bool,
    /// Where a browser without the program sends the form.
    pub fallback_url: AttrValue,
    /// What happened.
    pub on: Callback<Action>,
    /// Forget the recent queries.
    pub on_forget: Callback<()>,
}

/// The box with its button and offers.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let text = props.lang.text();
    let input = use_node_ref();
    let on_text = use_callback(props.on.clone(), |text, on: &Callback<Action>| on.emit(Action::Input(text)));
    let composing = use_composition(&input, on_text);
    use_shown_value(&input, &props.input, &composing);
    use_global_key(&input, props.owns_page);

    let open = props.open && !props.offers.is_empty();
    let (input_id, list_id) = (id(props, "input"), id(props, "offers"));
    let active_id = props.active.filter(|_| open).map(|at| id(props, &at.to_string()));

    let onkeydown = on_key(props, open, composing.clone());
    let onfocus = props.on.reform(|_| Action::Offers(true));
    let onblur = props.on.reform(|_| Action::Offers(false));
    let onsubmit = {
        let (on, input) = (props.on.clone(), input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(element) = input.cast::<HtmlInputElement>() {
                on.emit(Action::Submit(element.value()));
                // Puts a phone's keyboard away: the hits are under it.
                let _ = element.blur();
            }
        })
    };
    let onclear = {
        let (on, input) = (props.on.clone(), input.clone());
        Callback::from(move |_| {
            on.emit(Action::Clear);
            if let Some(element) = input.cast::<HtmlInputElement>() {
                element.set_value("");
                let _ = element.focus();
            }
        })
    };
    html! {
        <form class="policy-lookup__search" role={props.owns_page.then_some("search")} action={&props.fallback_url} {onsubmit}>
            <label class="policy-lookup__search-label" for={&input_id}>{ text.search_label }</label>
            <div class="policy-lookup__box">
                { icon(SEARCH) }
                <input ref={input} id={&input_id} class="policy-lookup__input" type="text" name="q"
                    role="combobox" aria-autocomplete="list" aria-expanded={if open { "true" } else { "false" }}
                    aria-controls={&list_id} aria-activedescendant={active_id} placeholder={if props.within { text.search_within } else { text.placeholder }}
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" maxlength="200"
                    {onkeydown} {onfocus} {onblur} />
                <button type="button" class="policy-lookup__clear" aria-label={text.clear} hidden={props.input.is_empty()}
                    onclick={onclear}>{ icon(CLOSE) }</button>
                <button type="submit" class="policy-lookup__submit">{ text.search }</button>
            </div>
            <div class="policy-lookup__offers" hidden={!open}>
                <ul class="policy-lookup__offer-list" id={list_id} role="listbox" aria-label={text.suggestions}>
                    { for props.offers.iter().enumerate().map(|(at, offer)| offer_item(props, at, offer)) }
                </ul>
                if props.offers.iter().any(|it| matches!(it, Offer::Recent(_))) {
                    <button type="button" class="policy-lookup__forget" onmousedown={keep_focus()}
                        onclick={props.on_forget.reform(|_| ())}>{ text.forget_recent }</button>
                }
            </div>
        </form>
    }
}

fn id(props: &SearchBoxProps, part: &str) -> AttrValue {
    AttrValue::from([props.id.as_str(), "__", part].concat())
}

/// Pressing an offer must not take the focus from the box: on a phone the keyboard would fold away and the list with it.
fn keep_focus() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| event.prevent_default())
}

fn offer_item(props: &SearchBoxProps, at: usize, offer: &Offer) -> Html {
    let active = props.active == Some(at);
    let class = if active { "policy-lookup__offer policy-lookup__offer--active" } else { "policy-lookup__offer" };
    let action = choose(offer);
    html! {
        <li {class} id={id(props, &at.to_string())} role="option" aria-selected={if active { "true" } else { "false" }}
            onmousedown={keep_focus()} onclick={props.on.reform(move |_| action.clone())}>
            { offer_line(props.lang.text(), offer) }
        </li>
    }
}

fn choose(offer: &Offer) -> Action {
    match offer {
        Offer::Clause(_, id) => Action::Clause(id.to_string()),
        Offer::Term(text, _) | Offer::Recent(text) => Action::Ask(text.to_string()),
    }
}

/// `keyCode` while an input method has the key, where `isComposing` is not known.
const KEY_OF_INPUT_METHOD: u32 = 229;

fn on_key(props: &SearchBoxProps, open: bool, composing: Rc<std::cell::Cell<bool>>) -> Callback<KeyboardEvent> {
    let (on, offers, active) = (props.on.clone(), props.offers.clone(), props.active);
    Callback::from(move |event: KeyboardEvent| {
        if composing.get() || event.is_composing() || event.key_code() == KEY_OF_INPUT_METHOD {
            return;
        }
        let chosen = active.filter(|_| open).and_then(|at| offers.get(at));
        let action = match (event.key().as_str(), chosen) {
            ("ArrowDown", _) => Action::Move { forward: true, num: offers.len() },
            ("ArrowUp", _) => Action::Move { forward: false, num: offers.len() },
            ("Enter", Some(offer)) => choose(offer),
            ("Escape", _) if open => Action::Offers(false),
            ("Escape", _) => Action::Clear,
            _ => return,
        };
        event.prevent_default();
        on.emit(action);
    })
}
