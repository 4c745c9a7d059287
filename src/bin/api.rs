//! The wasm of the JavaScript interface; starting is left to `loader.js`.

fn main() {
    policy_lookup::bindings::js_error::keep();
}
