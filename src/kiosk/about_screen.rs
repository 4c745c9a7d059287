//! Which program, which data, signed by whom: what the staff is asked about on the phone.

use yew::prelude::*;

use super::state::Touch;
use crate::i18n;
use crate::lookup::SharedIndex;
use crate::state::{Config, Lang};

/// The screen.
pub fn about_screen(config: &Config, lang: Lang, index: &SharedIndex, on: &Callback<Touch>) -> Html {
    let (text, words, kiosk) = (i18n::text(lang), i18n::kiosk_text(lang), &config.kiosk);
    let row = |name: &'static str, value: &str| {
        let value = value.to_owned();
        html! { if !value.is_empty() { <dt>{ name }</dt><dd>{ value }</dd> } }
    };
    html! {
        <section class="policy-lookup__kiosk-about">
            <h2 class="policy-lookup__view-title" tabindex="-1">{ words.about }</h2>
            <dl class="policy-lookup__kiosk-facts">
                { row(words.version, &kiosk.version) }
                { row(words.data, &index.corpus().data_version) }
                { row(words.data_date, &kiosk.data_date) }
                { row(words.key_id, &kiosk.key_id) }
            </dl>
            <p>{ words.kept(kiosk) }{"。"}</p>
            <p>{ text.disclaimer }</p>
            <button type="button" class="policy-lookup__button" onclick={on.reform(|_| Touch::About(false))}>{ text.back }</button>
        </section>
    }
}
