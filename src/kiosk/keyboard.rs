//! 26 letters and ten digits, 清空 and 退格 always among them.

use yew::prelude::*;

use super::state::Touch;
use crate::dom::element::keep_focus;
use crate::dom::icon::{DOWN, icon};
use crate::i18n::{KioskText, Text};
use crate::state::Action;

/// The rows, with the places of the keys that are no letters: `-` folds the keyboard, `<` empties the box, `>` takes
/// back one character.
const ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl-", "<zxcvbnm>"];

/// The keys.
pub fn keyboard(text: &Text, words: &KioskText, on: &Callback<Touch>) -> Html {
    let key = |sign: char| match sign {
        '-' => wide(icon(DOWN), words.fold_keyboard, Touch::Keyboard(false), on),
        '<' => wide(html! { text.clear }, text.clear, Touch::Look(Action::Clear), on),
        '>' => wide(html! { words.erase }, words.erase, Touch::Erase, on),
        sign => html! {
            <button type="button" class="policy-lookup__kiosk-key" onmousedown={keep_focus()}
                onclick={on.reform(move |_| Touch::Key(sign))}>{ sign }</button>
        },
    };
    let row = |signs: &&str| html! { <div class="policy-lookup__kiosk-row">{ for signs.chars().map(key) }</div> };
    html! {
        <div class="policy-lookup__kiosk-keyboard" role="group" aria-label={words.keyboard}>{ for ROWS.iter().map(row) }</div>
    }
}

fn wide(face: Html, label: &'static str, touch: Touch, on: &Callback<Touch>) -> Html {
    html! {
        <button type="button" class="policy-lookup__kiosk-key policy-lookup__kiosk-key--wide" aria-label={label}
            onmousedown={keep_focus()} onclick={on.reform(move |_| touch.clone())}>{ face }</button>
    }
}
