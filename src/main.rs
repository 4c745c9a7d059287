//! Makes the exports of the library part of the wasm file; starting it is left to `loader.js`.

fn main() {
    policy_lookup::bindings::js_error::keep();
}
