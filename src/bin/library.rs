//! The wasm of the interface over a library; starting is left to `library.js`.

fn main() {
    policy_lookup::bindings::js_error::keep();
}
