//! The wasm of the kiosk; starting is left to `kiosk-mode.js` and `kiosk.js`.

fn main() {
    policy_lookup::bindings::js_error::keep();
}
