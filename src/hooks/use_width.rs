//! The room that the widget has.

use gloo::utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use crate::dom::browser::find;
use crate::state::Width;

const MEASURE: &str = ".policy-lookup__measure";

/// How wide `root` is. Measured as soon as it stands there, so that nothing is seen in a layout that it does not keep, and
/// then by what is in it of no height: an observer of the root itself would be told of every line that comes or goes, and
/// complain to the page around that what it does about it changes the root again.
#[hook]
pub fn use_width(root: &NodeRef) -> Width {
    let width = use_state_eq(Width::default);
    let (setter, root) = (width.setter(), root.clone());
    use_effect_with((), move |()| {
        let watched = find(&root, MEASURE).and_then(|element| watch(element.into(), setter));
        move || {
            if let Some((observer, _callback)) = watched {
                observer.disconnect();
            }
        }
    });
    *width
}

/// The observer, and the callback that has to live as long; `None` in engines without one.
fn watch(element: Element, setter: UseStateSetter<Width>) -> Option<(ResizeObserver, Closure<dyn FnMut()>)> {
    let measured = element.clone();
    setter.set(measure(&element));
    let callback = Closure::<dyn FnMut()>::new(move || setter.set(measure(&measured)));
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some((observer, callback))
}

fn measure(element: &Element) -> Width {
    let style = window().get_computed_style(element).ok().flatten();
    let size = style.and_then(|it| it.get_property_value("font-size").ok());
    // `17.5px`; in an element that is not shown, nothing. Whole px do: reading fractions costs kilobytes.
    let digits =
        size.map(|it| it.bytes().take_while(u8::is_ascii_digit).fold(0, |sum, it| sum * 10 + u32::from(it - b'0')));
    // The root's: what is in it is narrower by its padding, and a phone of 390 px would count as a sidebar.
    let root = element.parent_element();
    Width::of(root.as_ref().unwrap_or(element).client_width().unsigned_abs(), digits.unwrap_or(0))
}
