//! The box with the candidates and the keyboard below it, where hands reach.

use std::rc::Rc;

use yew::prelude::*;

use super::candidates::{Candidate, candidates};
use super::hooks::use_focus;
use super::keyboard::keyboard;
use super::state::Touch;
use crate::dom::element::keep_focus;
use crate::dom::icon::{CLOSE, SEARCH, icon};
use crate::hooks::use_composition;
use crate::i18n::{self, KioskText};
use crate::lookup::SharedIndex;
use crate::state::{Action, Lang};

/// Props of [`InputPanel`].
#[derive(Properties, PartialEq)]
pub struct InputPanelProps {
    /// Language of the interface.
    pub lang: Lang,
    /// The index.
    pub index: SharedIndex,
    /// The text in the box.
    pub input: AttrValue,
    /// Whether the keyboard is shown.
    pub keyboard: bool,
    /// Takes what is touched.
    pub on: Callback<Touch>,
}

/// Box, candidates, keyboard. A keyboard on a cable works as well, with its own input method.
#[component]
pub fn InputPanel(props: &InputPanelProps) -> Html {
    let (text, words, on) = (i18n::text(props.lang), i18n::kiosk_text(props.lang), &props.on);
    let input = use_node_ref();
    let on_text = use_callback(on.clone(), |text, on: &Callback<Touch>| on.emit(Touch::Look(Action::Input(text))));
    use_composition(&input, &props.input, on_text);
    use_focus(&input);
    let offered = use_memo((props.index.clone(), props.input.clone()), |(index, input)| candidates(index, input));

    let on_submit = {
        let (on, text) = (on.clone(), props.input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let is_empty = text.trim().is_empty();
            on.emit(if is_empty { Touch::Keyboard(true) } else { Touch::Look(Action::Submit(text.to_string())) });
        })
    };
    html! {
        <form class="policy-lookup__kiosk-desk" role="search" onsubmit={on_submit}>
            <div class="policy-lookup__box">
                { icon(SEARCH) }
                // No keyboard of the system: behind a kiosk's window it would not be seen.
                <input ref={input} class="policy-lookup__input" type="text" inputmode="none" aria-label={text.search_label}
                    placeholder={words.box_hint} autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="200"
                    onclick={on.reform(|_| Touch::Keyboard(true))} />
                <button type="button" class="policy-lookup__clear" aria-label={text.clear} hidden={props.input.is_empty() || props.keyboard}
                    onclick={on.reform(|_| Touch::Look(Action::Clear))}>{ icon(CLOSE) }</button>
                <button type="submit" class="policy-lookup__submit">{ text.search }</button>
            </div>
            if props.keyboard {
                { candidate_bar(words, &offered, on) }
                { keyboard(text, words, on) }
            }
        </form>
    }
}

fn candidate_bar(words: &KioskText, offered: &Rc<Rc<[Candidate]>>, on: &Callback<Touch>) -> Html {
    let button = |(at, it): (usize, &Candidate)| {
        let key = [&at.to_string(), " ", &it.text].concat();
        let class = match it.clause {
            Some(_) => "policy-lookup__kiosk-candidate policy-lookup__kiosk-candidate--clause",
            None => "policy-lookup__kiosk-candidate",
        };
        let taken = it.clone();
        let onclick = on.reform(move |_| Touch::Take(taken.clone()));
        html! { <li {key}><button type="button" {class} onmousedown={keep_focus()} {onclick}>{ &it.text }</button></li> }
    };
    html! {
        <ul class="policy-lookup__kiosk-candidates" aria-label={words.candidates}>
            if offered.is_empty() {
                <li class="policy-lookup__kiosk-hint">{ words.candidates_hint }</li>
            }
            { for offered.iter().enumerate().map(button) }
        </ul>
    }
}
