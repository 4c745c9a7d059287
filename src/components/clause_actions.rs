//! What can be taken along from a clause: the citation, the link, a QR code, paper, a voice.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::icon::{COPY, PRINT, QR, SHARE, SPEAK, STOP, icon};
use super::qr::qr;
use crate::config::{Mode, Surface};
use crate::hooks::browser::{copy, navigator_has, print, share};
use crate::hooks::use_voice;
use crate::text::Lang;

/// Props of [`ClauseActions`].
#[derive(Properties, PartialEq)]
pub struct ClauseActionsProps {
    /// Language of the interface.
    pub lang: Lang,
    /// Where it stands.
    pub surface: Surface,
    /// Standard or elder.
    pub mode: Mode,
    /// Whether there is a button for printing.
    pub can_print: bool,
    /// Title of the clause, for the share sheet.
    pub title: AttrValue,
    /// The citation, complete.
    pub citation: AttrValue,
    /// The official text, to be read aloud.
    pub read: AttrValue,
    /// Address of the clause on the page, complete.
    pub link: AttrValue,
}

/// Citation and buttons.
#[component]
pub fn ClauseActions(props: &ClauseActionsProps) -> Html {
    let text = props.lang.text();
    let root = use_node_ref();
    let said = use_state(|| "");
    // A phone cannot follow the address of a file on a stick.
    let shows_qr = use_state(|| props.surface == Surface::Kiosk && props.link.starts_with("http"));
    let voice = use_voice();

    let on_copy = take(&root, &said, text.copied, text.copy_failed, props.citation.clone(), None);
    let title = Some(props.title.clone());
    let on_share = take(&root, &said, text.link_copied, text.copy_failed, props.link.clone(), title);
    let on_qr = {
        let shows_qr = shows_qr.clone();
        Callback::from(move |_: MouseEvent| shows_qr.set(!*shows_qr))
    };
    let at_kiosk = props.surface == Surface::Kiosk;
    html! {
        <section class="policy-lookup__take" ref={root}>
            <div class="policy-lookup__citation">
                <h3 class="policy-lookup__aside-heading">{ text.citation }</h3>
                <p class="policy-lookup__citation-text">{ &props.citation }</p>
            </div>
            <div class="policy-lookup__actions">
                // A hall's clipboard is of use to nobody.
                if !at_kiosk {
                    { button(COPY, text.copy_citation, on_copy) }
                    { button(SHARE, text.share, on_share) }
                    if props.mode == Mode::Standard { { toggle(QR, text.qr, *shows_qr, on_qr) } }
                }
                if props.can_print { { button(PRINT, text.print, Callback::from(|_| print())) } }
                if let Some(voice) = voice {
                    { button(if voice.speaking { STOP } else { SPEAK }, if voice.speaking { text.stop_reading } else { text.read_aloud },
                        { let read = props.read.clone(); voice.toggle.reform(move |_| read.clone()) }) }
                }
            </div>
            <p class="policy-lookup__said" role="status">{ *said }</p>
            if *shows_qr {
                <figure class="policy-lookup__qr-figure">
                    { qr(&props.link, text.qr) }
                    <figcaption>{ text.qr_hint }</figcaption>
                </figure>
            }
        </section>
    }
}

fn button(path: &'static str, label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="policy-lookup__action" {onclick}>{ icon(path) }<span>{ label }</span></button> }
}

fn toggle(path: &'static str, label: &'static str, pressed: bool, onclick: Callback<MouseEvent>) -> Html {
    let expanded = if pressed { "true" } else { "false" };
    html! {
        <button type="button" class="policy-lookup__action" aria-expanded={expanded} {onclick}>{ icon(path) }<span>{ label }</span></button>
    }
}

/// Shares `what` under a title where the device can; otherwise copies it, and says which it was.
fn take(
    root: &NodeRef,
    said: &UseStateHandle<&'static str>,
    done: &'static str,
    failed: &'static str,
    what: AttrValue,
    title: Option<AttrValue>,
) -> Callback<MouseEvent> {
    let (root, said) = (root.clone(), said.setter());
    Callback::from(move |_| {
        let (root, said, what, title) = (root.clone(), said.clone(), what.clone(), title.clone());
        spawn_local(async move {
            let title = title.filter(|_| navigator_has("share"));
            if let Some(title) = title
                && share(&title, &what).await
            {
                return;
            }
            said.set(if copy(&what, &root).await { done } else { failed });
        });
    })
}
