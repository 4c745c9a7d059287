//! What `boot.js` and `embed.js` call to put an instance into a page.
//!
//! `mount(host, config, bytes?)` and `take_over_page(host, config, bytes)` return a [`Handle`]. `config` is a plain object
//! with the attributes of the element (`collection`, `mode`, `theme`, `lang`, `query`) and `surface`, `url_state`,
//! `page_url`, `static_url`, `id`; for a kiosk also `idle_seconds`, `warning_seconds`, `printer`, `version`, `data_date`,
//! `old_after_days`, `key_id`; whatever is missing or misspelt keeps its default.

use std::cell::RefCell;

use js_sys::{Date, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};
use yew::{AppHandle, AttrValue};

use crate::api;
use crate::app::{AppProps, Instance, InstanceProps, Source, Taken};
use crate::config::{Config, Mode, Surface, Theme};
use crate::hooks::browser::scroll_top;
use crate::kiosk::settings::Settings;
use crate::kiosk::{KioskApp, KioskProps};
use crate::load::{self, ErrorCode, LoadError};
use crate::text::Lang;

/// Called from `main`, so that the linker keeps this module.
pub fn keep() {
    // The hook Yew would set brings the text of every panic along; nothing here panics, and a trap is reported anyway.
    yew::set_custom_panic_hook(Box::new(|_| {}));
}

/// A mounted instance.
#[wasm_bindgen]
pub struct Handle {
    app: Option<Mounted>,
    /// The element inside the host that is ours.
    place: Element,
    props: AppProps,
    num_resets: u32,
    num_lives: u32,
}

/// An instance that nobody needs at present.
struct Resting {
    app: AppHandle<Instance>,
    place: Element,
    num_lives: u32,
}

thread_local! {
    static RESTING: RefCell<Vec<Resting>> = const { RefCell::new(Vec::new()) };
}

/// The root that was mounted.
enum Mounted {
    Page(AppHandle<Instance>),
    Kiosk(AppHandle<KioskApp>),
}

#[wasm_bindgen]
impl Handle {
    /// Gives the index that was on its way when the instance was mounted.
    pub fn set_index(&mut self, bytes: &[u8]) {
        self.props.source = opened(bytes);
        self.refresh();
    }

    /// Shows how much of the index has arrived, in percent.
    pub fn set_progress(&mut self, percent: u8) {
        self.props.source = Source::Loading(Some(percent.min(100)));
        self.refresh();
    }

    /// Shows that the index will not come: `network`, `damaged`, `version`, `wasm-blocked` or `mime`.
    pub fn fail(&mut self, code: &str, message: String) {
        self.props.source = Source::Failed(LoadError { code: ErrorCode::from_name(code), message });
        self.refresh();
    }

    /// Changes the configuration; what is not in it goes back to its default.
    pub fn update(&mut self, config: &JsValue) {
        self.props.config = read_config(config);
        self.refresh();
    }

    /// Takes the instance out of its host and frees what it holds.
    pub fn unmount(&mut self) {
        match self.app.take() {
            Some(Mounted::Page(mut app)) => {
                app.update(InstanceProps { app: None, num_lives: self.num_lives });
                let resting = Resting { app, place: self.place.clone(), num_lives: self.num_lives };
                RESTING.with_borrow_mut(|all| all.push(resting));
            }
            Some(Mounted::Kiosk(app)) => app.destroy(),
            None => return,
        }
        self.place.remove();
    }

    /// At a kiosk: forgets the visitor and shows the attract screen.
    pub fn reset(&mut self) {
        self.num_resets += 1;
        self.refresh();
    }

    fn refresh(&mut self) {
        match &mut self.app {
            Some(Mounted::Page(app)) => {
                app.update(InstanceProps { app: Some(self.props.clone()), num_lives: self.num_lives });
            }
            Some(Mounted::Kiosk(app)) => app.update(kiosk_props(&self.props, self.num_resets)),
            None => {}
        }
    }
}

/// Mounts an instance into an element or a shadow root. Without `bytes` it waits for [`Handle::set_index`].
///
/// # Errors
/// `bad-argument` if `host` is neither.
#[wasm_bindgen]
pub fn mount(host: &JsValue, config: &JsValue, bytes: Option<Vec<u8>>) -> Result<Handle, JsValue> {
    let host: &Node =
        host.dyn_ref().ok_or_else(|| api::error("bad-argument", "host: must be an element or a shadow root"))?;
    let source = bytes.map_or(Source::Loading(None), |bytes| opened(&bytes));
    let props = AppProps { config: read_config(config), source, taken: Taken::default() };
    if props.config.surface == Surface::Kiosk {
        let place = new_place()?;
        host.append_child(&place)?;
        let app = yew::Renderer::<KioskApp>::with_root_and_props(place.clone(), kiosk_props(&props, 0)).render();
        return Ok(Handle { app: Some(Mounted::Kiosk(app)), place, props, num_resets: 0, num_lives: 0 });
    }
    let rested = RESTING.with_borrow_mut(Vec::pop);
    let Resting { mut app, place, num_lives } = match rested {
        Some(rested) => Resting { num_lives: rested.num_lives + 1, ..rested },
        None => first_life(new_place()?),
    };
    host.append_child(&place)?;
    app.update(InstanceProps { app: Some(props.clone()), num_lives });
    Ok(Handle { app: Some(Mounted::Page(app)), place, props, num_resets: 0, num_lives })
}

fn new_place() -> Result<Element, JsValue> {
    gloo::utils::document().create_element("div")
}

fn first_life(place: Element) -> Resting {
    let props = InstanceProps { app: None, num_lives: 0 };
    let app = yew::Renderer::<Instance>::with_root_and_props(place.clone(), props).render();
    Resting { app, place, num_lives: 0 }
}

fn kiosk_props(props: &AppProps, num_resets: u32) -> KioskProps {
    KioskProps { config: props.config.clone(), source: props.source.clone(), num_resets }
}

/// Takes over a prerendered page: renders the same anew and puts the reader back where they were, in one go, so that
/// nothing flickers. (Yew could keep the nodes by hydration; that costs every phone 14 KB of brotli, and a page out of an
/// older cache would stop the program.)
///
/// # Errors
/// With the code of the failure if `bytes` are no index; the page is left as it is.
#[wasm_bindgen]
pub fn take_over_page(host: Element, config: &JsValue, bytes: &[u8]) -> Result<Handle, JsValue> {
    let index = load::open(bytes).map_err(|error| api::load_error(&error))?;
    let props = AppProps { config: read_config(config), source: Source::Ready(index), taken: taken(&host) };
    let shown = InstanceProps { app: Some(props.clone()), num_lives: 0 };
    let app = yew::Renderer::<Instance>::with_root_and_props(host.clone(), shown).render();
    Ok(Handle { app: Some(Mounted::Page(app)), place: host, props, num_resets: 0, num_lives: 0 })
}

/// What the reader was doing on the prerendered page.
fn taken(host: &Element) -> Taken {
    let input = host.query_selector(".policy-lookup__input").ok().flatten();
    let input = input.and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
    let focused = gloo::utils::document().active_element();
    Taken {
        typed: input.as_ref().map(|it| it.value().into()).unwrap_or_default(),
        is_typing: input.is_some_and(|it| focused.is_some_and(|other| other == **it)),
        scroll: scroll_top(),
    }
}

fn opened(bytes: &[u8]) -> Source {
    match load::open(bytes) {
        Ok(index) => Source::Ready(index),
        Err(error) => Source::Failed(error),
    }
}

fn read_config(object: &JsValue) -> Config {
    let read = |name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    let text = |name: &str| read(name).and_then(|it| it.as_string()).filter(|it| !it.is_empty());
    let default = Config { year: this_year(), ..Config::default() };
    let surface = match text("surface").as_deref() {
        Some("embedded") => Surface::Embedded,
        Some("kiosk") => Surface::Kiosk,
        _ => Surface::Page,
    };
    Config {
        surface,
        mode: text("mode").and_then(|it| Mode::from_name(&it)).unwrap_or(default.mode),
        theme: text("theme").and_then(|it| Theme::from_name(&it)).unwrap_or(default.theme),
        lang: text("lang").and_then(|it| Lang::from_tag(&it)).unwrap_or(default.lang),
        collection: text("collection").map(AttrValue::from),
        query: text("query").map(AttrValue::from).unwrap_or_default(),
        url_state: read("url_state").is_some_and(|it| it.is_truthy()),
        page_url: text("page_url").map(AttrValue::from).unwrap_or_default(),
        static_url: text("static_url").map(AttrValue::from).unwrap_or(default.static_url),
        year: default.year,
        id: text("id").map(AttrValue::from).unwrap_or(default.id),
        kiosk: if surface == Surface::Kiosk { read_settings(read, text) } else { default.kiosk },
    }
}

/// What a hall sets; times in seconds, fractions allowed.
fn read_settings(read: impl Fn(&str) -> Option<JsValue>, text: impl Fn(&str) -> Option<String>) -> Settings {
    let default = Settings::default();
    let number = |name: &str| {
        let value = read(name)?;
        value.as_f64().or_else(|| value.as_string()?.parse().ok()).filter(|it| *it > 0.0)
    };
    Settings {
        idle_ms: number("idle_seconds").map_or(default.idle_ms, |it| (it * 1_000.0) as u32),
        warning_seconds: number("warning_seconds").map_or(default.warning_seconds, |it| it as u32),
        printer: read("printer").is_some_and(|it| it.is_truthy()),
        version: text("version").map_or(default.version, AttrValue::from),
        data_date: text("data_date").map_or(default.data_date, AttrValue::from),
        old_after_days: number("old_after_days").map_or(default.old_after_days, |it| it as u32),
        key_id: text("key_id").map_or(default.key_id, AttrValue::from),
    }
}

/// The calendar year of the device.
fn this_year() -> u16 {
    u16::try_from(Date::new_0().get_full_year()).unwrap_or(u16::MAX)
}
