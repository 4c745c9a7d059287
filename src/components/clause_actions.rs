//! What can be taken along from a clause: the citation, the link, a QR code, paper, a voice.

use policy_engine::Clause;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::view_context::ViewProps;
use crate::dom::browser::{copy, navigator_has, print, share};
use crate::dom::element::{Element, element};
use crate::dom::icon::{COPY, PRINT, QR, SHARE, SPEAK, STOP, icon};
use crate::hooks::Voice;
use crate::qr::qr;
use crate::state::{Action, Mode, Route, State, Surface};

/// Citation and buttons; `voice` where the device can read aloud.
pub fn clause_actions(view: &ViewProps<'_>, clause: &Clause, state: &State, voice: Option<&Voice>) -> Element {
    let (text, config) = (view.text, view.config);
    let cited = view.index.corpus().full_citation(clause);
    let link = link_to(view, clause);
    let at_kiosk = config.surface == Surface::Kiosk;
    let shows_qr = shows_qr(view, &link, state);
    let mut buttons = element("div", "policy-lookup__actions");
    // Nobody can paste from a hall's clipboard.
    if !at_kiosk {
        let on_copy = take(view, text.copied, cited.clone().into(), None);
        let on_share = take(view, text.link_copied, link.clone().into(), Some(clause.title.clone().into()));
        buttons = buttons.child(button(COPY, text.copy_citation, on_copy)).child(button(SHARE, text.share, on_share));
        if view.mode == Mode::Standard {
            let toggle = button(QR, text.qr, view.on.reform(|_| Action::ToggleQr));
            buttons = buttons.child(toggle.state("aria-expanded", shows_qr));
        }
    }
    let printer = config.can_print().then(|| button(PRINT, text.print, Callback::from(|_| print())));
    let citation = element("div", "policy-lookup__citation")
        .child(view.heading(1, "policy-lookup__aside-heading").text(text.citation))
        .child(element("p", "policy-lookup__citation-text").text(cited));
    let said = (!state.said.is_empty()).then(|| element("span", "").said(state.said));
    element("section", "policy-lookup__take")
        .child(citation)
        .child(buttons.maybe(printer).maybe(voice.map(|voice| reader(view, clause, voice))))
        .child(element("p", "policy-lookup__said").attr("role", "status").maybe(said))
        .maybe((!at_kiosk).then(|| qr_figure(view, clause, state)).flatten())
}

fn link_to(view: &ViewProps<'_>, clause: &Clause) -> String {
    [view.config.page_url.as_str(), &Route::to_clause(&clause.id).format()].concat()
}

/// At the kiosk without being asked, where a phone can follow: not to a file on a stick.
fn shows_qr(view: &ViewProps<'_>, link: &str, state: &State) -> bool {
    state.toggled_qr != (view.config.surface == Surface::Kiosk && link.starts_with("http"))
}

/// The way to the phone, while it is shown.
pub fn qr_figure(view: &ViewProps<'_>, clause: &Clause, state: &State) -> Option<Element> {
    let (text, link) = (view.text, link_to(view, clause));
    let caption = || element("figcaption", "").text(text.qr_hint);
    let figure = || element("figure", "policy-lookup__qr-figure").child(qr(&link, text.qr)).child(caption());
    shows_qr(view, &link, state).then(figure)
}

fn reader(view: &ViewProps<'_>, clause: &Clause, voice: &Voice) -> Element {
    let read = AttrValue::from(clause.text.clone());
    let toggle = voice.toggle.reform(move |_| read.clone());
    let (path, label) = if voice.speaking { (STOP, view.text.stop_reading) } else { (SPEAK, view.text.read_aloud) };
    button(path, label, toggle)
}

fn button(path: &'static str, label: &'static str, onclick: Callback<MouseEvent>) -> Element {
    let button = element("button", "policy-lookup__action").attr("type", "button").on_click(onclick);
    button.child(icon(path)).child(element("span", "").said(label))
}

/// Shares `what` under a title where the device can; otherwise copies it, and says which it was.
fn take(view: &ViewProps<'_>, done: &'static str, what: AttrValue, title: Option<AttrValue>) -> Callback<MouseEvent> {
    let (root, on, failed) = (view.root.clone(), view.on.clone(), view.text.copy_failed);
    Callback::from(move |_| {
        let (root, on, what, title) = (root.clone(), on.clone(), what.clone(), title.clone());
        spawn_local(async move {
            let title = title.filter(|_| navigator_has("share"));
            if let Some(title) = title
                && share(&title, &what).await
            {
                return;
            }
            on.emit(Action::Say(if copy(&what, &root).await { done } else { failed }));
        });
    })
}
