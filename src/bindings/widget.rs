//! What `boot.js` and `widget.js` call to put an instance into a page.
//!
//! `mount(host, config, bytes?)` and `take_over_page(host, config, bytes)` return a [`Handle`]. `config` is a plain object
//! with the attributes of the element (`collection`, `mode`, `theme`, `lang`, `query`) and `surface`, `url_state`,
//! `page_url`, `static_url`, `id`; whatever is missing or misspelt keeps its default. The kiosk has an export of its own.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};
use yew::{AppHandle, AttrValue};

use super::js_error;
#[cfg(feature = "library")]
use super::library_engine::LibraryEngine;
use super::today::today;
use crate::app::{AppProps, Instance, InstanceProps};
use crate::dom::browser::scroll_top;
use crate::hooks::{kept_choices, linked_route};
use crate::late;
#[cfg(feature = "library")]
use crate::lookup::Bring;
use crate::lookup::{self, Source};
use crate::state::{Config, ErrorCode, Handover, Lang, LoadError, Mode, Surface, Theme};

/// Opens an index in steps, all at once would keep a phone from drawing and hearing for a quarter of a second; then keeps
/// it in memory until this is freed. All instances share it.
#[wasm_bindgen]
pub struct Opened(lookup::Opening);

#[wasm_bindgen]
impl Opened {
    /// The first step. An instance that is mounted now opens the bytes itself: so do the loaders of earlier releases.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Opened, JsValue> {
        lookup::Opening::new(bytes).map(Opened).map_err(|error| js_error::load_error(&error))
    }

    /// The next step; whether it was the last.
    pub fn step(&mut self) -> Result<bool, JsValue> {
        self.0.step().map(|index| index.is_some()).map_err(|error| js_error::load_error(&error))
    }
}

/// A mounted instance.
#[wasm_bindgen]
pub struct Handle {
    app: Option<AppHandle<Instance>>,
    /// The element inside the host that is ours.
    place: Element,
    props: AppProps,
    generation: u32,
}

/// A root without an element, ready for the next one; see [`Instance`].
struct PooledRoot {
    app: AppHandle<Instance>,
    place: Element,
    generation: u32,
}

thread_local! {
    static POOL: RefCell<Vec<PooledRoot>> = const { RefCell::new(Vec::new()) };
}

#[wasm_bindgen]
impl Handle {
    /// Shows that the index will not come: `network`, `damaged`, `version`, `wasm-blocked` or `mime`.
    pub fn fail(&mut self, code: &str, message: String) {
        self.props.source = Source::Failed(LoadError { code: ErrorCode::from_name(code), message });
        self.refresh();
    }

    /// Goes over to another release of its library.
    #[cfg(feature = "library")]
    pub fn renew(&mut self, engine: &LibraryEngine) {
        if let Source::Library(library, _) = &mut self.props.source {
            *library = engine.library.clone();
        }
        self.refresh();
    }

    /// Changes the configuration; what is not in it goes back to its default.
    pub fn update(&mut self, config: &JsValue, attribute: Option<String>) {
        let mut told = self.props.config.told;
        told.count(attribute.as_deref().unwrap_or_default());
        self.props.config = Config { told, ..read_config(config) };
        self.refresh();
    }

    /// Takes the instance out of its host and frees what it holds.
    pub fn unmount(&mut self) {
        if let Some(mut app) = self.app.take() {
            app.update(InstanceProps { app: None, generation: self.generation });
            let pooled = PooledRoot { app, place: self.place.clone(), generation: self.generation };
            POOL.with_borrow_mut(|all| all.push(pooled));
            self.place.remove();
        }
    }

    fn refresh(&mut self) {
        if let Some(app) = &mut self.app {
            app.update(InstanceProps { app: Some(self.props.clone()), generation: self.generation });
        }
    }
}

/// Says whether the late part of the program is in its place; without it no instance calls anything of it.
#[wasm_bindgen]
pub fn arrived(is_here: bool) {
    late::arrive(is_here);
}

/// Mounts an instance into an element or a shadow root. Without `bytes` it says that the
/// clauses are on their way, until [`Handle::fail`] says why they are not.
///
/// # Errors
/// `bad-argument` if `host` is neither.
#[wasm_bindgen]
pub fn mount(host: &JsValue, config: &JsValue, bytes: Option<Vec<u8>>) -> Result<Handle, JsValue> {
    let source = bytes.map_or(Source::Loading, |bytes| opened(&bytes));
    mount_source(host, read_config(config), source)
}

/// The same over a library. `bring(paths)` fetches files of it and returns a promise, which is kept when each is inserted
/// or given up.
///
/// # Errors
/// As [`mount`].
#[cfg(feature = "library")]
#[wasm_bindgen]
pub fn mount_library(
    host: &JsValue,
    config: &JsValue,
    engine: &LibraryEngine,
    bring: js_sys::Function,
) -> Result<Handle, JsValue> {
    mount_source(host, read_config(config), Source::Library(engine.library.clone(), bring_by(bring)))
}

#[cfg(feature = "library")]
fn bring_by(bring: js_sys::Function) -> Bring {
    Bring::new(move |paths| {
        let paths: js_sys::Array = paths.iter().map(|it| JsValue::from_str(it)).collect();
        let coming = bring.call1(&JsValue::NULL, &paths).ok().and_then(|it| it.dyn_into::<js_sys::Promise>().ok());
        async move {
            if let Some(coming) = coming {
                // It is never broken; if it were, the files would be asked for again.
                let _ = wasm_bindgen_futures::JsFuture::from(coming).await;
            }
        }
    })
}

fn mount_source(host: &JsValue, config: Config, source: Source) -> Result<Handle, JsValue> {
    let host = checked(host)?;
    let route = config.owns_url().then(linked_route).flatten();
    let props = AppProps { config, source, handover: Handover { route, ..Handover::default() } };
    let pooled = POOL.with_borrow_mut(Vec::pop);
    let PooledRoot { mut app, place, generation } = match pooled {
        Some(pooled) => PooledRoot { generation: pooled.generation + 1, ..pooled },
        None => new_root(new_place()?),
    };
    host.append_child(&place)?;
    app.update(InstanceProps { app: Some(props.clone()), generation });
    Ok(Handle { app: Some(app), place, props, generation })
}

fn checked(host: &JsValue) -> Result<&Node, JsValue> {
    host.dyn_ref().ok_or_else(|| js_error::error("bad-argument", "host: must be an element or a shadow root"))
}

/// An element of our own inside `host`.
#[cfg(feature = "kiosk")]
pub(crate) fn place_in(host: &JsValue) -> Result<Element, JsValue> {
    let place = new_place()?;
    checked(host)?.append_child(&place)?;
    Ok(place)
}

fn new_place() -> Result<Element, JsValue> {
    gloo::utils::document().create_element("div")
}

fn new_root(place: Element) -> PooledRoot {
    let props = InstanceProps { app: None, generation: 0 };
    let app = yew::Renderer::<Instance>::with_root_and_props(place.clone(), props).render();
    PooledRoot { app, place, generation: 0 }
}

/// Takes over a prerendered page: renders the same anew and puts the reader back where they were, in one go, so that
/// nothing flickers. (Yew could keep the nodes by hydration; that costs every phone 14 KB of brotli, and a page out of an
/// older cache would stop the program.)
///
/// # Errors
/// With the code of the failure if `bytes` are no index; the page is left as it is.
#[wasm_bindgen]
pub fn take_over_page(host: Element, config: &JsValue, bytes: &[u8]) -> Result<Handle, JsValue> {
    let index = lookup::open(bytes).map_err(|error| js_error::load_error(&error))?;
    let props = AppProps { config: read_config(config), source: Source::Ready(index), handover: handover(&host) };
    let shown = InstanceProps { app: Some(props.clone()), generation: 0 };
    let app = yew::Renderer::<Instance>::with_root_and_props(host.clone(), shown).render();
    Ok(Handle { app: Some(app), place: host, props, generation: 0 })
}

/// What the reader was doing on the prerendered page.
fn handover(host: &Element) -> Handover {
    let input = host.query_selector(".policy-lookup__input").ok().flatten();
    let input = input.and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
    Handover {
        took_over: true,
        typed: input.map(|it| it.value().into()).unwrap_or_default(),
        scroll: scroll_top(),
        route: linked_route(),
        choices: kept_choices(),
    }
}

pub(crate) fn opened(bytes: &[u8]) -> Source {
    match lookup::open(bytes) {
        Ok(index) => Source::Ready(index),
        Err(error) => Source::Failed(error),
    }
}

pub(crate) fn read_config(object: &JsValue) -> Config {
    let read = |name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    let text = |name: &str| read(name).and_then(|it| it.as_string()).filter(|it| !it.is_empty());
    let number = |name: &str| text(name).and_then(|it| it.trim().parse::<usize>().ok());
    let default = Config { today: today(), ..Config::default() };
    let surface = match text("surface").as_deref() {
        Some("embedded") => Surface::Embedded,
        _ => Surface::Page,
    };
    Config {
        surface,
        mode: text("mode").and_then(|it| Mode::from_name(&it)).unwrap_or(default.mode),
        theme: text("theme").and_then(|it| Theme::from_name(&it)).unwrap_or(default.theme),
        lang: text("lang").and_then(|it| Lang::from_tag(&it)).unwrap_or(default.lang),
        collection: text("collection").map(AttrValue::from),
        max_hits: number("max_hits").filter(|most| *most > 0),
        heading_level: number("heading_level").and_then(|it| u8::try_from(it).ok()).unwrap_or(default.heading_level),
        query: text("query").map(AttrValue::from).unwrap_or_default(),
        url_state: read("url_state").is_some_and(|it| it.is_truthy()),
        remember: read("remember").is_none_or(|it| it.is_undefined() || it.is_truthy()),
        page_url: text("page_url").map(AttrValue::from).unwrap_or_default(),
        own_url: text("own_url").map(AttrValue::from).unwrap_or_default(),
        static_url: text("static_url").map(AttrValue::from).unwrap_or(default.static_url),
        id: text("id").map(AttrValue::from).unwrap_or(default.id),
        ..default
    }
}
