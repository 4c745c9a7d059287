//! The last row of the screen, always in sight: back, start, how it looks, finish.

use yew::prelude::*;

use super::state::{Touch, Visit};
use crate::dom::icon::{BACK, icon};
use crate::i18n;
use crate::state::{Action, Lang, View};

/// The buttons.
pub fn nav_bar(lang: Lang, visit: &Visit, on: &Callback<Touch>) -> Html {
    let (text, words) = (i18n::text(lang), i18n::kiosk_text(lang));
    let is_start = visit.lookup.route.view() == View::Start && !visit.about && !visit.keyboard;
    let button = |face: Html, touch: Touch, disabled: bool| {
        let onclick = on.reform(move |_| touch.clone());
        html! { <button type="button" class="policy-lookup__kiosk-act" {disabled} {onclick}>{ face }</button> }
    };
    let toggle = |name: &'static str, touch: Touch, pressed: bool| {
        let onclick = on.reform(move |_| touch.clone());
        let pressed = if pressed { "true" } else { "false" };
        html! { <button type="button" class="policy-lookup__kiosk-act" aria-pressed={pressed} {onclick}>{ name }</button> }
    };
    html! {
        <nav class="policy-lookup__kiosk-dock">
            { button(html! {<>{ icon(BACK) }{ text.back }</>}, Touch::Back, !visit.can_go_back()) }
            { button(html! { words.home }, Touch::Look(Action::Home), is_start) }
            { toggle(words.large, Touch::Large, visit.large) }
            { toggle(words.contrast, Touch::Contrast, visit.contrast) }
            { toggle(words.low, Touch::Low, visit.low) }
            { button(html! { words.end }, Touch::End, false) }
        </nav>
    }
}
