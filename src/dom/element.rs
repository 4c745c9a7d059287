//! Elements, built by calls.
//!
//! `html!` writes out the construction of every element in place, some 350 bytes of wasm each; these calls take
//! 100. With hundreds of elements that is a second or two of a phone's waiting, so views and components are built here.
//! `html!` is for what has hooks of its own and for the screens of the kiosk, which no phone loads.

use std::rc::Rc;

use yew::html::{onclick, onmousedown};
use yew::prelude::*;
use yew::virtual_dom::{Listener, VNode, VTag};

/// An element under construction.
#[derive(Clone)]
pub struct Element(Rc<VTag>);

/// An element with its class, both written whole, so that they can be found by searching.
#[inline(never)]
pub fn element(tag: &'static str, class: &'static str) -> Element {
    let mut tag = VTag::new(tag);
    if !class.is_empty() {
        tag.add_attribute("class", class);
    }
    Element(Rc::new(tag))
}

/// Nodes beside each other, without an element around them.
pub fn all(nodes: impl IntoIterator<Item = Html>) -> Html {
    nodes.into_iter().collect()
}

/// A text node.
pub fn text(text: impl Into<AttrValue>) -> Html {
    VNode::VText(yew::virtual_dom::VText::new(text.into()))
}

/// Pressing an element beside the box must not take the focus from it: on a phone the keyboard would fold away, and
/// the list of suggestions with it.
pub fn keep_focus() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| event.prevent_default())
}

impl Element {
    /// Adds an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<AttrValue>) -> Self {
        self.set(name, value.into())
    }

    /// Adds an attribute that may be missing.
    pub fn maybe_attr(self, name: &'static str, value: Option<impl Into<AttrValue>>) -> Self {
        match value {
            Some(value) => self.set(name, value.into()),
            None => self,
        }
    }

    /// Adds an attribute without a value where `on`: `hidden`, `open`.
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        if on { self.set(name, AttrValue::Static(name)) } else { self }
    }

    /// Adds `true` or `false`, as ARIA wants it.
    pub fn state(self, name: &'static str, on: bool) -> Self {
        self.set(name, AttrValue::Static(if on { "true" } else { "false" }))
    }

    /// Adds text.
    pub fn text(self, content: impl Into<AttrValue>) -> Self {
        self.push(text(content))
    }

    /// Adds text that must never be stale, as the only child: the element is made anew when it changes. Page translators
    /// and reading aids put nodes of their own in the place of text; what is written into the old node nobody sees.
    pub fn said(self, content: impl Into<AttrValue>) -> Self {
        let content = content.into();
        self.key(content.as_str()).text(content)
    }

    /// Adds an element or anything else that is shown.
    pub fn child(self, child: impl Into<Html>) -> Self {
        self.push(child.into())
    }

    /// Adds what there is.
    pub fn maybe(self, child: Option<impl Into<Html>>) -> Self {
        match child {
            Some(child) => self.push(child.into()),
            None => self,
        }
    }

    /// Adds one after the other.
    pub fn children<T: Into<Html>>(mut self, children: impl IntoIterator<Item = T>) -> Self {
        for child in children {
            self = self.push(child.into());
        }
        self
    }

    /// What a tap does.
    pub fn on_click(self, callback: Callback<MouseEvent>) -> Self {
        self.listen(Rc::new(onclick::Wrapper::new(callback)))
    }

    /// Leaves the focus where it is when it is pressed; see [`keep_focus`].
    pub fn without_focus(self) -> Self {
        self.listen(Rc::new(onmousedown::Wrapper::new(keep_focus())))
    }

    /// What an event does.
    #[inline(never)]
    pub fn listen(mut self, listener: Rc<dyn Listener>) -> Self {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_listener(listener);
        }
        self
    }

    /// Whether a box or a radio button is checked.
    pub fn checked(mut self, checked: bool) -> Self {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.set_checked(checked);
        }
        self
    }

    /// Sets the element apart from its neighbours in a list that changes.
    pub fn key(mut self, key: impl Into<yew::virtual_dom::Key>) -> Self {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.key = Some(key.into());
        }
        self
    }

    /// Lets an effect find the element.
    pub fn node_ref(mut self, node: &NodeRef) -> Self {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.node_ref = node.clone();
        }
        self
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: AttrValue) -> Self {
        // Nobody else has it while it is under construction.
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_attribute(name, value);
        }
        self
    }

    #[inline(never)]
    fn push(mut self, child: Html) -> Self {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_child(child);
        }
        self
    }
}

impl From<Element> for Html {
    fn from(element: Element) -> Html {
        VNode::VTag(element.0)
    }
}

impl yew::html::IntoPropValue<Html> for Element {
    fn into_prop_value(self) -> Html {
        self.into()
    }
}
