//! The question to somebody who may have left: said, counted down, answered by one touch.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::hooks::use_focus;
use super::state::Touch;
use crate::dom::browser::focus;
use crate::hooks::use_voice;
use crate::i18n;
use crate::state::Lang;

/// Props of [`Warning`].
#[derive(Properties, PartialEq)]
pub struct WarningProps {
    /// Language of the interface.
    pub lang: Lang,
    /// Seconds left to answer.
    pub seconds_left: u32,
    /// Takes what is touched.
    pub on: Callback<Touch>,
}

/// The dialog; 继续使用 has the focus, Tab stays inside, Esc means to stay.
#[component]
pub fn Warning(props: &WarningProps) -> Html {
    let (words, on) = (i18n::kiosk_text(props.lang), &props.on);
    let (stay, end) = (use_node_ref(), use_node_ref());
    use_focus(&stay);
    use_spoken(words.spoken);
    let onkeydown = {
        let (on, stay, end) = (on.clone(), stay.clone(), end.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" => on.emit(Touch::Stay),
            "Tab" => {
                event.prevent_default();
                let is_on_stay = stay.get().is_some_and(|it| event.target().is_some_and(|target| *it == target));
                let next = if is_on_stay { &end } else { &stay };
                next.cast::<HtmlElement>().iter().for_each(focus);
            }
            _ => {}
        })
    };
    let left = words.seconds_left.fill([&props.seconds_left.to_string()]);
    html! {
        <div class="policy-lookup__kiosk-veil">
            <div class="policy-lookup__kiosk-warning" role="alertdialog" aria-modal="true" aria-labelledby="policy-lookup__still-there"
                aria-describedby="policy-lookup__seconds-left" {onkeydown}>
                <h2 class="policy-lookup__kiosk-ask" id="policy-lookup__still-there">{ words.still_there }</h2>
                <p class="policy-lookup__kiosk-count" id="policy-lookup__seconds-left"><span key={left.as_str()}>{ &left }</span></p>
                <button type="button" class="policy-lookup__kiosk-stay" ref={stay} onclick={on.reform(|_| Touch::Stay)}>{ words.stay }</button>
                <button type="button" class="policy-lookup__kiosk-leave" ref={end} onclick={on.reform(|_| Touch::End)}>{ words.end_now }</button>
            </div>
        </div>
    }
}

/// Says a sentence once, as soon as the device has a voice; silent where there is none.
#[hook]
fn use_spoken(sentence: &'static str) {
    let voice = use_voice(Some("warning"));
    use_effect_with(voice.is_some(), move |has_voice| {
        if let Some(voice) = voice.filter(|_| *has_voice) {
            voice.toggle.emit(sentence.into());
        }
    });
}
