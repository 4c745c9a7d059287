//! The box: an ARIA combobox with a list. Enter searches what stands there, the arrow keys walk through the
//! suggestions and, when these are closed, ↓ goes on into the hits; Esc closes them and then clears the box. All of that
//! is inert while an input method composes.
//!
//! Suggestions for what is typed stand in a line of their own under the box, which is there as long as the list is open,
//! even with nothing in it: they cover no hit, and no hit moves while one types. Recent queries lie over the page.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::html::{onblur, onfocus, onkeydown, onsubmit};
use yew::prelude::*;

use super::suggestion_line::line_content;
use crate::dom::browser::find;
use crate::dom::element::{Element, element};
use crate::dom::icon::{CLOSE, SEARCH, icon};
use crate::i18n::Text;
use crate::late::{self, Late};
use crate::lookup::SuggestionLine;
use crate::state::{Action, Config, State, Surface};

/// What the box shows, and where its events go.
pub struct BoxProps<'a> {
    /// Words of the interface.
    pub text: &'static Text,
    /// The configuration.
    pub config: &'a Config,
    /// Holds the text in the box and the suggestion chosen with the arrow keys.
    pub state: &'a State,
    /// The list under the box.
    pub suggestions: &'a Rc<[SuggestionLine]>,
    /// The element around everything.
    pub root: &'a NodeRef,
    /// The box itself.
    pub input: &'a NodeRef,
    /// Whether an input method composes.
    pub composing: &'a Rc<Cell<bool>>,
    /// What happened.
    pub on: &'a Callback<Action>,
    /// Forget the recent queries.
    pub on_forget: &'a Callback<()>,
}

/// The box with its button and suggestions.
pub fn search_box(props: &BoxProps<'_>) -> Element {
    let BoxProps { text, config, state, suggestions, on, .. } = *props;
    let open = state.suggestions_open && !suggestions.is_empty();
    let (input_id, list_id) = (id(props, "input"), id(props, "offers"));
    let is_typed = is_typed(state);
    // Esc does the same: for the keys it would be one stop more before the first hit.
    let clear = element("button", "policy-lookup__clear").attr("type", "button").attr("aria-label", text.clear);
    let clear = clear.attr("tabindex", "-1");
    let line = element("div", "policy-lookup__box")
        .child(icon(SEARCH))
        .child(input(props, open).attr("id", input_id.clone()).attr("aria-controls", list_id.clone()))
        .child(clear.flag("hidden", state.input.is_empty()).on_click(on_clear(props)).child(icon(CLOSE)))
        .child(element("button", "policy-lookup__submit").attr("type", "submit").text(text.search));
    let list = element("ul", "policy-lookup__offer-list")
        .attr("id", list_id)
        .attr("role", "listbox")
        .attr("aria-label", text.suggestions);
    let list = late::late().into_iter().fold(list, |list, late| late_offers(late, props, list));
    let forget = suggestions.iter().any(|it| matches!(it, SuggestionLine::Recent(_))).then(|| {
        let forget = element("button", "policy-lookup__forget").attr("type", "button").text(text.forget_recent);
        forget.without_focus().on_click(props.on_forget.reform(|_| ()))
    });
    let class = if is_typed { "policy-lookup__offers policy-lookup__offers--line" } else { "policy-lookup__offers" };
    let is_shown = if is_typed { state.suggestions_open } else { open };
    // Elements in somebody else's page would add landmarks of one name, as many as there are elements.
    let role = (config.surface != Surface::Embedded).then_some("search");
    element("form", "policy-lookup__search")
        .attr("part", "box")
        .maybe_attr("role", role)
        .attr("action", config.static_url.clone())
        .listen(Rc::new(onsubmit::Wrapper::new(on_submit(on, props.input))))
        .child(element("label", "policy-lookup__search-label").attr("for", input_id).text(text.search_label))
        .child(line)
        .child(element("div", class).flag("hidden", !is_shown).child(list).maybe(forget))
}

/// Whether there is something to complete, in a view whose place below the box is not the start page's.
fn is_typed(state: &State) -> bool {
    !state.input.trim().is_empty()
}

fn input(props: &BoxProps<'_>, open: bool) -> Element {
    let BoxProps { text, state, on, .. } = *props;
    let within = state.route.document.is_some();
    let active = state.active_suggestion.filter(|_| open).map(|at| id(props, &at.to_string()));
    const FIXED: [(&str, &str); 9] = [
        ("type", "text"),
        ("name", "q"),
        ("role", "combobox"),
        ("aria-autocomplete", "list"),
        ("autocomplete", "off"),
        ("autocapitalize", "off"),
        ("spellcheck", "false"),
        ("enterkeyhint", "search"),
        ("maxlength", "200"),
    ];
    let input = element("input", "policy-lookup__input").node_ref(props.input);
    FIXED
        .into_iter()
        .fold(input, |input, (name, value)| input.attr(name, value))
        .state("aria-expanded", open)
        .maybe_attr("aria-activedescendant", active)
        .attr("placeholder", if within { text.search_within } else { text.placeholder })
        .listen(Rc::new(onkeydown::Wrapper::new(on_key(props, open))))
        .listen(Rc::new(onfocus::Wrapper::new(on.reform(|_| Action::Suggestions(true)))))
        .listen(Rc::new(onblur::Wrapper::new(on_leave(props))))
}

/// Recent queries go when the box is left. The line of suggestions stays: without it the hits would move away from under
/// the finger that goes for one.
fn on_leave(props: &BoxProps<'_>) -> Callback<FocusEvent> {
    let (on, is_typed) = (props.on.clone(), is_typed(props.state));
    Callback::from(move |_| {
        if !is_typed {
            on.emit(Action::Suggestions(false));
        }
    })
}

fn on_submit(on: &Callback<Action>, input: &NodeRef) -> Callback<SubmitEvent> {
    let (on, input) = (on.clone(), input.clone());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(element) = input.cast::<HtmlInputElement>() {
            on.emit(Action::Submit(element.value()));
            // Puts a phone's keyboard away: the hits are under it.
            let _ = element.blur();
        }
    })
}

fn on_clear(props: &BoxProps<'_>) -> Callback<MouseEvent> {
    let (on, input) = (props.on.clone(), props.input.clone());
    Callback::from(move |_| {
        on.emit(Action::Clear);
        if let Some(element) = input.cast::<HtmlInputElement>() {
            element.set_value("");
            let _ = element.focus();
        }
    })
}

fn id(props: &BoxProps<'_>, part: &str) -> AttrValue {
    AttrValue::from([props.config.id.as_str(), "__", part].concat())
}

/// The list with a line for each suggestion.
#[inline(never)]
fn late_offers(_: Late, props: &BoxProps<'_>, list: Element) -> Element {
    let lines = props.suggestions.iter().enumerate();
    list.children(lines.map(|(at, suggestion)| suggestion_item(props, at, suggestion)))
}

fn suggestion_item(props: &BoxProps<'_>, at: usize, suggestion: &SuggestionLine) -> Element {
    let active = props.state.active_suggestion == Some(at);
    let class = if active { "policy-lookup__offer policy-lookup__offer--active" } else { "policy-lookup__offer" };
    let action = choose(suggestion);
    let place = at.to_string();
    let item = element("li", class)
        .key([&place, " ", suggestion.text()].concat())
        .attr("id", id(props, &at.to_string()))
        .attr("role", "option")
        .state("aria-selected", active)
        .on_click(props.on.reform(move |_| action.clone()));
    item.without_focus().child(line_content(props.text, suggestion, props.state.input.trim()))
}

fn choose(suggestion: &SuggestionLine) -> Action {
    match suggestion {
        SuggestionLine::Clause(_, id) => Action::Clause(id.to_string()),
        SuggestionLine::Term(text, _) | SuggestionLine::Question(text) | SuggestionLine::Recent(text) => {
            Action::Ask(text.to_string())
        }
    }
}

/// Where ↓ leads with the list closed.
const FIRST_HIT: &str = ".policy-lookup__hit-link";
/// `keyCode` while an input method has the key, where `isComposing` is not known.
const KEY_OF_INPUT_METHOD: u32 = 229;

fn on_key(props: &BoxProps<'_>, open: bool) -> Callback<KeyboardEvent> {
    let (on, suggestions, composing) = (props.on.clone(), props.suggestions.clone(), props.composing.clone());
    let active = props.state.active_suggestion;
    let root = props.root.clone();
    let is_empty = props.state.input.is_empty() && props.state.route.query.is_empty();
    Callback::from(move |event: KeyboardEvent| {
        if composing.get() || event.is_composing() || event.key_code() == KEY_OF_INPUT_METHOD {
            return;
        }
        let chosen = active.filter(|_| open).and_then(|at| suggestions.get(at));
        let key = event.key();
        if key == "ArrowDown"
            && !open
            && let Some(hit) = find(&root, FIRST_HIT)
        {
            event.prevent_default();
            let _ = hit.focus();
            return;
        }
        let action = match (key.as_str(), chosen) {
            ("ArrowDown", _) => Action::Move { forward: true, num: suggestions.len() },
            ("ArrowUp", _) => Action::Move { forward: false, num: suggestions.len() },
            ("Enter", Some(suggestion)) => choose(suggestion),
            ("Escape", _) if open => Action::Suggestions(false),
            // Nothing here to clear: the key is for the page around, to close a dialog say.
            ("Escape", _) if is_empty => return,
            ("Escape", _) => Action::Clear,
            _ => return,
        };
        event.prevent_default();
        on.emit(action);
    })
}
