//! What `kiosk-mode.js` and `kiosk.js` call: `mount_kiosk(host, config, bytes)`. `config` is a plain object with what
//! `widget` reads and `idle_seconds`, `warning_seconds`, `printer`, `unanswered`, `version`, `data_date`,
//! `old_after_days`, `key_id`; whatever is missing or misspelt keeps its default.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use yew::{AppHandle, AttrValue};

use super::widget::{opened, place_in, read_config};
use crate::kiosk::{KioskApp, KioskProps};
use crate::state::{Config, KioskSettings, Surface};

/// A mounted kiosk.
#[wasm_bindgen]
pub struct KioskHandle {
    app: AppHandle<KioskApp>,
    props: KioskProps,
}

#[wasm_bindgen]
impl KioskHandle {
    /// Forgets the visitor and shows the attract screen.
    pub fn reset(&mut self) {
        self.props.num_resets += 1;
        self.app.update(self.props.clone());
    }
}

/// Mounts a kiosk into an element.
///
/// # Errors
/// `bad-argument` if `host` is not one.
#[wasm_bindgen]
pub fn mount_kiosk(host: &JsValue, config: &JsValue, bytes: &[u8]) -> Result<KioskHandle, JsValue> {
    let place = place_in(host)?;
    let config = Config { surface: Surface::Kiosk, kiosk: read_settings(config), ..read_config(config) };
    let props = KioskProps { config, source: opened(bytes), num_resets: 0 };
    let app = yew::Renderer::<KioskApp>::with_root_and_props(place, props.clone()).render();
    Ok(KioskHandle { app, props })
}

/// What a hall sets; times in seconds, fractions allowed.
fn read_settings(object: &JsValue) -> KioskSettings {
    let default = KioskSettings::default();
    let read = |name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    let text = |name: &str| read(name).and_then(|it| it.as_string()).filter(|it| !it.is_empty());
    let number = |name: &str| {
        let value = read(name)?;
        value.as_f64().or_else(|| value.as_string()?.parse().ok()).filter(|it| *it > 0.0)
    };
    let flag = |name: &str| read(name).is_some_and(|it| it.is_truthy());
    KioskSettings {
        idle_ms: number("idle_seconds").map_or(default.idle_ms, |it| (it * 1_000.0) as u32),
        warning_seconds: number("warning_seconds").map_or(default.warning_seconds, |it| it as u32),
        printer: flag("printer"),
        unanswered: flag("unanswered"),
        version: text("version").map_or(default.version, AttrValue::from),
        data_date: text("data_date").map_or(default.data_date, AttrValue::from),
        old_after_days: number("old_after_days").map_or(default.old_after_days, |it| it as u32),
        key_id: text("key_id").map_or(default.key_id, AttrValue::from),
    }
}
