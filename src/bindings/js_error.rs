//! What fails is an `Error` with a `code`, in every function that JavaScript can call.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use crate::state::LoadError;

/// Called from each `main`, so that the linker keeps what the library exports.
pub fn keep() {
    // The hook Yew would set brings the text of every panic along; nothing here panics, and a trap is reported anyway.
    yew::set_custom_panic_hook(Box::new(|_| {}));
}

/// An `Error` with a `code`, as every function of the JS API throws.
pub fn error(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    // Fails only for frozen objects; this one is new.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

/// A failed load as an `Error`.
pub fn load_error(failed: &LoadError) -> JsValue {
    error(failed.code.name(), &failed.message)
}
